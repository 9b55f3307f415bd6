"""Whom "they", "both" and "each" mean where several were named together: "Moss and Lund met. Both said it was late"."""

import bisect
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from toolkit.mentions import Mention

if TYPE_CHECKING:
    from spacy.tokens import Token

TOGETHER = 0.8  # of 18 such sources of the articles read, 16 were those named together
_WORDS = frozenset(("they", "they both", "both", "both of them", "each", "each of them", "the two", "the pair"))
_BACK = 40  # mentions looked at before the pronoun
_SUBJECTS = ("nsubj", "nsubjpass")


def together(words: str, start: int, mentions: Sequence[Mention]) -> tuple[int, ...]:
    """The names, joined as a subject, that a pronoun for several follows in the same sentence or the next one."""
    if not mentions or " ".join(words.lower().split()) not in _WORDS:
        return ()
    at = bisect.bisect_left(mentions, start, key=lambda m: m.start)
    sentence = mentions[min(at, len(mentions) - 1)].sentence
    for j in range(at - 1, max(at - _BACK, -1), -1):
        if sentence - mentions[j].sentence > 1:
            break
        subject = mentions[j].form == "name" and mentions[j].head.dep_ in _SUBJECTS and not mentions[j].quoted
        if subject and len(joined := _joined(j, mentions)) > 1:
            return joined
    return ()


def _joined(first: int, mentions: Sequence[Mention]) -> tuple[int, ...]:
    """The names that the parse joins to one by "and"; none where it joins something else to it as well."""
    name = mentions[first]
    by_head = {
        mentions[j].head.i: j
        for j in range(first, min(first + _BACK, len(mentions)))
        if mentions[j].sentence == name.sentence
    }
    heads = list(_conjuncts(name.head))
    found = [by_head[head.i] for head in heads if head.i in by_head and mentions[by_head[head.i]].form == "name"]
    return (first, *found) if len(found) == len(heads) else ()


def _conjuncts(head: "Token") -> "Iterator[Token]":
    """Those joined to a noun, and those joined to them in turn."""
    for token in (t for t in head.children if t.dep_ == "conj"):
        yield token
        yield from _conjuncts(token)
