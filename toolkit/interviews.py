"""Who talks in an interview that is printed in turns: "Ada Moss: I think" and "A: I think", until the next label.

Answers marked "A:" are those of the person whom the text names first in full, before any question.
"""

import bisect
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from toolkit.mentions import Mention

if TYPE_CHECKING:
    from spacy.tokens import Doc

_LEAST = 2  # labels of an interview, one of which answers a question, or asks it for a newspaper
_WORDS = 5  # of a label: "Former Mayor Ada J. Moss:"
_ENDS = frozenset('.?!”"…-')  # before a label where the breaks between paragraphs were lost


class Turns:
    """The turns of an interview: where each begins, and the name of whoever talks in it, where a name is given."""

    def __init__(self, mentions: Sequence[Mention]) -> None:
        self._turns: list[tuple[int, Mention | None]] = []
        first_named = next((m for m in mentions if m.label == "PERSON" and len(m.words) > 1), None)
        answers, asked = 0, False
        for those in _paragraphs(mentions):
            doc = those[0].head.doc
            for first, last in _labels(doc):
                turn = next((m.start for m in those if m.head.i >= first), those[-1].end)
                name = next((m for m in those if m.form == "name" and first <= m.head.i < last), None)
                self._turns.append((turn, first_named if doc[first:last].text == "A" else name))
                asks = doc[first:last].text == "Q" or (name is not None and name.label == "ORG")
                answers += asks or (doc[first - 1].text[-1] == "?" if first else asked)
            asked = "?" in doc[-2:].text
        if len(self._turns) < _LEAST or not answers:
            self._turns = []

    def hold(self, mention: Mention) -> bool:
        """True for a mention in a turn."""
        return mention.kind == "body" and self._last(mention) >= 0

    def of(self, mention: Mention) -> Mention | None:
        """The name of whoever talks where a mention in a turn stands."""
        return self._turns[self._last(mention)][1]

    def _last(self, mention: Mention) -> int:
        return bisect.bisect_right(self._turns, mention.start, key=lambda turn: turn[0]) - 1


def _paragraphs(mentions: Sequence[Mention]) -> Iterator[list[Mention]]:
    """The mentions of each paragraph of the running text."""
    found: dict[int, list[Mention]] = {}
    for mention in mentions:
        if mention.kind == "body":
            found.setdefault(mention.paragraph, []).append(mention)
    yield from found.values()


def _labels(doc: "Doc") -> Iterator[tuple[int, int]]:
    """The words that open a paragraph or sentence, with capitals all of them, before a colon; from, and up to."""
    for colon in (t.i for t in doc if t.text == ":" and t.i):
        first = colon
        while first and colon - first < _WORDS and (doc[first - 1].text[:1].isupper() or doc[first - 1].text == "-"):
            first -= 1
        opens = first == 0 or doc[first - 1].text[-1] in _ENDS or doc[first - 1].is_space
        if opens and first < colon and doc[first].text[0].isupper():
            yield first, colon
