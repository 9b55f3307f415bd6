"""Whom a source names, where that is sure: a full name, or a surname that only one person in the article bears."""

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from toolkit.language import Segment

if TYPE_CHECKING:
    from spacy.tokens import Span as Words
    from spacy.tokens import Token

_POSSESSIVE = re.compile(r"['’](?:s)?$")
_SUFFIXES = frozenset("jr jr. sr sr. ii iii iv".split())
_TITLES = re.compile(r"^(?:(?:the|mr|mrs|ms|miss|dr|sir|sen|rep|gov|gen|president|senator|judge|mayor)\b\.?\s+)+", re.I)
_ORGANISATIONS = ("ORG", "GPE")
_PRONOUNS = ("PRON", "DET", "ADJ", "NUM")
_PERSONS = frozenset("he she him her".split())
_DOCUMENTS = frozenset(
    "report statement letter study poll survey memo filing document complaint lawsuit indictment affidavit law "
    "bill article book paper research data email post tweet release review analysis ruling order rule ad video".split()
)
_UNNAMED = frozenset("official source aide insider person people somebody someone spokesman spokeswoman".split())


@dataclass(frozen=True, slots=True)
class Speaker:
    """Who says it: the name where it is sure, and the kind where that is."""

    name: str | None
    kind: str | None


class Names:
    """The names of persons and organisations in an article, each in its fullest form."""

    def __init__(self, segments: Iterable[Segment]) -> None:
        by_surname: defaultdict[str, set[str]] = defaultdict(set)
        for segment in segments:
            for entity in segment.doc.ents:
                name = clean_name(entity.text)
                if entity.label_ == "PERSON" and len(name.split()) > 1:
                    by_surname[_surname(name)].add(name)
        self._full = {surname: max(full, key=len) for surname, full in by_surname.items() if _one_person(full)}
        self._shared = set(by_surname) - set(self._full)

    def person(self, name: str) -> str | None:
        """The fullest form of a person's name; None where two persons share the surname."""
        surname = _surname(name)
        if len(name.split()) > 1 and surname in self._shared:
            return name
        full = self._full.get(surname)
        if full is not None and (len(name.split()) == 1 or _one_person((full, name))):
            return full
        return None if surname in self._shared or full is not None else name

    def speaker(self, source: "Words") -> Speaker:
        """Tell who a source's words name; pronouns and roles are left to those who know the whole article."""
        head = source.root
        if any(t.dep_ == "conj" and t.head == head for t in source):
            return Speaker(None, "group" if head.pos_ in ("PROPN", "NOUN") else None)
        entity = _entity_of(source, head)
        if entity is None:
            return Speaker(None, _kind_of_noun(head))
        name = clean_name(entity.text)
        if entity.label_ == "PERSON":
            return Speaker(self.person(name), "person")
        if entity.label_ in _ORGANISATIONS and self.person(name) == self._full.get(name):
            return Speaker(self.person(name), "person")  # a surname that the parse takes for a firm
        if entity.label_ in _ORGANISATIONS:
            return Speaker(name, "organisation")
        return Speaker(name, "group") if entity.label_ == "NORP" and head.tag_ == "NNPS" else Speaker(None, None)


def clean_name(text: str) -> str:
    """A name without title, possessive mark and line breaks.

    Examples
    --------
    >>> clean_name("Sen. Ada Moss’s")
    'Ada Moss'
    """
    return _TITLES.sub("", _POSSESSIVE.sub("", " ".join(text.split()))) or text


def _surname(name: str) -> str:
    words = [word for word in name.split() if word.lower().rstrip(",") not in _SUFFIXES] or name.split()
    return words[-1].rstrip(",")


def _one_person(names: Iterable[str]) -> bool:
    """True where the names differ in what stands between first name and surname alone."""
    return len({name.split()[0] for name in names}) == 1


def _entity_of(source: "Words", head: "Token") -> "Words | None":
    """The name that a source's head belongs to, or that stands in apposition to it."""
    heads = [head, *(t for t in source if t.dep_ == "appos" and t.head == head)]
    for word in heads:
        for entity in source.doc.ents:
            if entity.start <= word.i < entity.end and (word is head or entity.label_ == "PERSON"):
                return entity
    return None


def _kind_of_noun(head: "Token") -> str | None:
    lemma = head.lemma_.lower()
    if lemma in _PERSONS:
        return "person"
    if lemma in _DOCUMENTS:
        return "document"
    if lemma in _UNNAMED or (head.pos_ == "NOUN" and head.tag_ == "NNS"):
        return "unnamed"
    return None
