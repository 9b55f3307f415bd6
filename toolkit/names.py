"""Whom a source names, only where it is sure: a full name, or a surname that one person in the article bears."""

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from toolkit.language import Segment, straight

if TYPE_CHECKING:
    from spacy.tokens import Span as Words
    from spacy.tokens import Token

_POSSESSIVE = re.compile(r"(?:['’]s|(?<=s)['’])$")
_TITLE = re.compile(
    r"^(?:(?:[Tt]he|[Mm]r|[Mm]rs|[Mm]s|[Mm]iss|[Dd]r|Sens?|Reps?|Gov|Gen|Lt|Col|Capt|Sgt|Rev|Prof|Sir|Dame|Lord|Lady"
    r"|President|Senator|Judge|Mayor|Governor|Justice|Secretary)\b\.?\s+)+"
)
_SUFFIX = re.compile(r",?\s+(?:Jr|Sr|II|III|IV)\.?$")
_FULL_NAME = re.compile(r"[^\W\d_][\w.'’\-]*(?:\s+(?:[^\W\d_][\w.'’\-]*|[\"“'‘(]\w+[\"”'’)])){1,4}")
_BODIES = ("ORG", "GPE")
_DOCUMENTS = frozenset(
    "report study survey poll polling letter document memo statement article book email filing indictment ruling "
    "research paper analysis lawsuit complaint dossier transcript datum figure standard bylaw rule law tweet post "
    "video review order".split()
)
_UNNAMED = frozenset(
    "official source aide critic expert analyst witness authority supporter opponent observer person people man woman "
    "spokesman spokeswoman spokesperson diplomat lawmaker resident neighbor neighbour researcher scientist insider "
    "adviser advisor prosecutor investigator somebody someone".split()
)
_INDEFINITE = frozenset("a an one some several many other others two three most few another".split())


@dataclass(frozen=True, slots=True)
class Speaker:
    """Who says it: the name where it is sure, and the kind where that is."""

    name: str | None
    kind: str | None


class Names:
    """The names of an article's people and bodies, each person in the fullest form that the article gives."""

    def __init__(self, segments: Iterable[Segment]) -> None:
        people: defaultdict[str, set[str]] = defaultdict(set)
        for segment in segments:
            for entity in segment.doc.ents:
                name = plain_name(entity.text)
                if entity.label_ == "PERSON" and segment.kind != "headline" and _FULL_NAME.fullmatch(name):
                    people[surname(name)].add(name)
        self._people = {last: _without_roles(full) for last, full in people.items()}

    def speaker(self, source: "Words") -> Speaker:
        """Tell who a source's words name; pronouns and roles are left to those who know the whole article."""
        head = source.root
        if any(t.dep_ == "conj" and t.head == head and t.pos_ in ("NOUN", "PROPN") for t in source):
            return Speaker(None, "group")
        name, label = _name_at(source, head)
        if name is None:
            return Speaker(None, _kind_of_noun(source, head))
        person = self._person(name)
        if person is not None and not (label in _BODIES and " " in name):
            return Speaker(person, "person")
        if label == "PERSON":
            return Speaker(None if surname(name) in self._people else name, "person")
        if label in _BODIES and surname(name) not in self._people and not name.islower():
            return Speaker(name, "organisation")
        return Speaker(name, "group") if label == "NORP" and head.tag_ in ("NNPS", "NNS") else Speaker(None, None)

    def _person(self, name: str) -> str | None:
        """The fullest name of the one person who may be meant."""
        meant = {full for full in self._people.get(surname(name), ()) if set(name.split()) <= set(full.split())}
        people = {full.split()[0] for full in meant}
        return max(sorted(meant), key=len) if len(people) == 1 else None


def plain_name(text: str) -> str:
    """A name without title, possessive mark, suffix and line breaks.

    Examples
    --------
    >>> plain_name("Sen. Ada Moss’s")
    'Ada Moss'
    """
    name = _POSSESSIVE.sub("", " ".join(text.split()).strip("“”\"'’, "))
    return _SUFFIX.sub("", _TITLE.sub("", name)) or name


def surname(name: str) -> str:
    """The last word of a plain name, in small letters."""
    return name.split()[-1].casefold() if name.split() else ""


def _without_roles(names: set[str]) -> frozenset[str]:
    """Drop what ends in another of the names: the recogniser takes "Economist Ada Moss" for a name as well."""
    return frozenset(n for n in names if not any(n != other and n.endswith(f" {other}") for other in names))


def _name_at(source: "Words", head: "Token") -> tuple[str | None, str]:
    """The name that a source's head is part of, or that stands in apposition to it, with the recogniser's label."""
    for word in (head, *(t for t in source if t.dep_ == "appos" and t.head == head)):
        for entity in source.doc.ents:
            if entity.start <= word.i < entity.end and (word == head or entity.label_ == "PERSON"):
                return plain_name(entity.text), entity.label_
    if head.pos_ != "PROPN":
        return None, ""
    first = head.i
    while first > source.start and source.doc[first - 1].pos_ == "PROPN":
        first -= 1
    return plain_name(source.doc[first : head.i + 1].text), ""


def _kind_of_noun(source: "Words", head: "Token") -> str | None:
    """The kind of a source that is no name, where its words leave no doubt."""
    lemma = straight(head.lemma_.lower())
    if head.lower_ in ("he", "she"):
        return "person"
    if lemma in _DOCUMENTS:
        return "document"
    first = source[0].lower_
    if lemma in _UNNAMED and (head.tag_ == "NNS" or lemma == "people" or first in _INDEFINITE):
        return "unnamed"
    return "unnamed" if head.tag_ == "NNS" and source.start == head.i else None
