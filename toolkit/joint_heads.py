"""Several who speak together: "Ada Moss and Ida Holm", "the candidates Moss and Holm", "Moss and the minister"."""

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import TYPE_CHECKING

from toolkit.mentions import Mention
from toolkit.name_runs import noun_kinds
from toolkit.role_words import TITLES
from toolkit.source_words import OPENS, Heads, SourceWords

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

# "(D-Vt.)", ", R-Me.," or "of Maine" after a politician's name
_ASIDE = re.compile(r"\([^()]*\)|,\s*[DRI]-[A-Z][\w.]*|\b(?:of|from)(?: the)?(?: [A-Z][\w.]*)+")
_BELOW = ("appos", "compound", "nmod", "relcl")
_BETWEEN = frozenset("and & or his her the co-author along with".split())


def joint_heads(words: SourceWords, inside: list[int], offset: int, doc: "Doc", start: int, end: int) -> Heads | None:
    """Several who speak together."""
    inside, start = _of_many(words, inside, offset, doc, start)
    top = [i for i in words.free(inside, offset, doc, start) if not words.modifies(i, offset, doc, end)]
    top = [i for i in top if words.mentions[i].form == "name" or words.mentions[i].head.dep_ not in _BELOW]
    linked = [
        i for i in top
        if any(c.dep_ == "conj" for c in words.mentions[i].head.children) or words.mentions[i].head.dep_ == "conj"
    ]  # fmt: skip
    people = [i for i in inside if i in top or _misjoined(words, i)]
    listed = _listed(words, people, offset, doc)
    if listed is not None and not _begins(words, listed.mentions[0], inside, top, offset, doc, start):
        listed = None
    if len(linked) < 2 or (listed is not None and len(listed.mentions) >= len(linked)):
        return listed
    if linked[0] != top[0] and words.mentions[top[0]].form == "name":
        return None  # "Moss, who teaches law and history"
    named = [i for i in linked if words.mentions[i].form == "name" or words.mentions[i].person in ("3",)]
    people = [i for i in linked if words.mentions[i].form == "noun"]
    if not people:
        return Heads(tuple(named)) if len(named) >= 2 and named[0] == top[0] else None
    heads = {words.mentions[i].head.i for i in named}
    joined = [i for i in people if _joined(words.mentions[i].head, heads)]
    if named and not joined:
        return Heads(tuple(named)) if len(named) > 1 and named[0] == top[0] else None
    if len(named) == 1 and all(_bare(words.mentions[i]) and i < named[0] for i in people):
        return None  # "former prosecutor and mayor Ada Moss"
    return None if _roles_only(people, words.mentions) and len(named) < 2 else Heads(tuple(linked), mixed=True)


def _of_many(words: SourceWords, inside: list[int], offset: int, doc: "Doc", start: int) -> tuple[list[int], int]:
    """Those whom a source names of many, and where they begin: "firms including Norlyd and Quay", "such as Moss"."""
    many = words.mentions[inside[0]]
    for k, i in enumerate(inside):
        if words.mentions[i].form != "name":
            continue
        lead = doc.char_span(start - offset, words.begin(i) - offset, alignment_mode="contract") or ()
        before = [t.lower_ for t in lead if not t.is_space and t.lower_ not in TITLES]
        plural = many.form == "noun" and many.plural and before[-1:] == ["including"]
        return (inside[k:], words.begin(i)) if plural or before in (["such", "as"], ["including"]) else (inside, start)
    return inside, start


def _misjoined(words: SourceWords, i: int) -> bool:
    """True for a person whom the parse joins to a place or body: "Moss of Maine and Ida Holm of Ohio"."""
    name = words.mentions[i]
    joined = name.form == "name" and name.label == "PERSON" and len(name.words) > 1 and name.head.dep_ == "conj"
    return joined and name.head.head.dep_ == "pobj" and name.head.head.ent_type_ != "PERSON"


def _begins(words: SourceWords, i: int, inside: list[int], top: list[int], offset: int, doc: "Doc", start: int) -> bool:
    """True where a list of names begins the source, if need be after its noun: "the candidates Moss and Holm"."""
    before = words.previous(i, offset, doc)
    noun = before is not None and before.tag_ == "NNS" and noun_kinds(before.lemma_.lower()) == "p"
    if before is not None and before.text == "." and before.i:
        before = before.nbor(-1)
    noun |= before is not None and before.lower_ in TITLES and offset + before.idx <= start
    many = words.mentions[inside[0]]  # "two members of the council, Moss and Holm"
    apart = before is not None and before.text in OPENS and before.text not in "(["
    noun |= apart and many.form == "noun" and many.plural and "p" in many.label
    return i in (inside[0], top[0]) or noun


def _listed(words: SourceWords, top: list[int], offset: int, doc: "Doc") -> Heads | None:
    """Names joined by "and" that the parse does not join: "Gates, Bezos and Musk"."""
    names = [i for i in top if words.mentions[i].form == "name" or words.mentions[i].person == "3"]
    joined, last = names[:1], False
    for a, b in pairwise(names):
        between = words.text(doc)[words.mentions[a].end - offset : words.begin(b) - offset]
        between = _ASIDE.sub(" ", between).lower()
        parts = between.replace(",", " ").split()
        plain = all(w in _BETWEEN or noun_kinds(w) == "p" or w.strip(".") in TITLES for w in parts)
        if not plain or last or between == " ":
            break
        last = bool({"and", "&", "with"} & set(parts))
        joined.append(b)
    return Heads(tuple(joined)) if len(joined) > 1 and last else None


def _bare(mention: Mention) -> bool:
    """True for a noun in the singular without an article: a role, not somebody new."""
    return not mention.plural and not any(t.dep_ in ("det", "poss") for t in mention.head.lefts)


def _joined(head: "Token", others: set[int]) -> bool:
    """True where a noun is joined with one of the names by "and"."""
    return (head.dep_ == "conj" and head.head.i in others) or any(
        c.dep_ == "conj" and c.i in others for c in head.children
    )


def _roles_only(people: list[int], mentions: Sequence[Mention]) -> bool:
    """True for two roles of one person: "the founder and chairman"."""
    return len(people) == 2 and not any(mentions[i].plural for i in people) and not mentions[people[1]].definite
