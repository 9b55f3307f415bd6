"""Whom a noun stands for by what the rest of the article tells: a role named only later, the police of a place."""

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from toolkit.mentions import Mention
from toolkit.name_runs import NO_NAMES
from toolkit.role_words import is_called
from toolkit.states import Setting

if TYPE_CHECKING:
    from spacy.tokens import Token

_LEAD = 2  # sentences at the beginning in which somebody is told by a role before being named
_SOON = 4  # sentences after it in which the name follows

_OFFICES = ("Office", "Department", "Court", "Council", "Board")  # no places: "told the Office police that"
_ANYONE = frozenset("man woman boy girl person source official witness resident teenager kid reader".split())


def introduced(i: int, mentions: Sequence[Mention], settings: Mapping[int, Setting]) -> int | None:
    """The name that a role at the beginning is given afterwards: "A former chairman says ..." and then "Ada Moss said".

    It is the first person named in full who speaks after it, if nothing tells of another role of theirs.
    """
    role = mentions[i]
    if role.sentence > _LEAD:
        return None
    anyone = role.words[0] in _ANYONE or any(t.lower_ in ("another", "one", "other") for t in role.head.lefts)
    if role.plural or role.label != "p" or role.quoted or anyone or not _speaks(i, settings):
        return None
    for j in range(i + 1, len(mentions)):
        name = mentions[j]
        if name.sentence > role.sentence + _SOON:
            return None
        if name.form == "noun" and name.label == "p" and _speaks(j, settings) and name.words != role.words:
            return None
        if name.form == "name" and _speaks(j, settings) and not name.quoted:
            return j if len(name.words) > 1 and name.label == "PERSON" and _same_role(role, name) else None
    return None


def _speaks(i: int, settings: Mapping[int, Setting]) -> bool:
    return i in settings and bool(settings[i].source_of)


def _same_role(role: Mention, name: Mention) -> bool:
    """True where what stands with a name is the role, or nothing."""
    told = {*name.titles} | {t.lemma_.lower() for t in _described(name.head)}
    against = name.gender is not None and role.gender is not None and name.gender != role.gender
    return not against and (not told or is_called(role.words[0], told))


def _described(head: "Token") -> "Iterator[Token]":
    yield from (t for t in head.children if t.dep_ == "appos" and t.pos_ in ("NOUN", "PROPN"))
    if head.dep_ == "appos":
        yield head.head


def local_force(mentions: Sequence[Mention]) -> tuple[str, ...] | None:
    """The name of the one police force that an article names: of "a Norhaven police chief" the Norhaven police."""
    found: dict[str, tuple[str, ...]] = {}
    for doc in {id(m.head.doc): m.head.doc for m in mentions}.values():
        for token in (t for t in doc if t.text == "police" and t.i):
            first = token.i
            while first and (doc[first - 1].text[:1].isupper() or doc[first - 1].text == "-"):
                first -= 1
            while doc[first].lower_ in NO_NAMES and first < token.i:
                first += 1
            words = tuple(doc[first : token.i].text.split())
            if words and doc[token.i - 1].ent_type_ != "NORP" and not (words[-1] in _OFFICES or words[-1].isupper()):
                found.setdefault(words[0].casefold(), (*words, "police"))
    for name in (m.words for m in mentions if m.form == "name"):
        if "police" in [word.casefold() for word in name[1:]]:
            found[name[0].casefold()] = name
    return next(iter(found.values())) if len(found) == 1 else None
