"""One attribution as spans of a text: what the model hands over to be made a row of the table."""

from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import accumulate

from toolkit.attributor.words import Ints, Span, Words


@dataclass(frozen=True, slots=True)
class Spans:
    """The words of an attribution; `parts`, its content, are sorted. A nested one was read inside another's content."""

    parts: tuple[Span, ...]
    source: Span | None
    cue: Span | None
    confidence: float
    nested: bool = False

    @property
    def start(self) -> int:
        """The content's first code point."""
        return self.parts[0][0]

    @property
    def end(self) -> int:
        """The code point after its last."""
        return self.parts[-1][1]


def stretches(words: Words, positions: Ints) -> tuple[Span, ...]:
    """Return the text spans of words, each run of neighbours as one."""
    found: list[Span] = []
    last = -2
    for i in map(int, positions):
        start, end = int(words.starts[i]), int(words.ends[i])
        if i == last + 1 and words.paragraphs[i] == words.paragraphs[last]:
            found[-1] = (found[-1][0], end)
        else:
            found.append((start, end))
        last = i
    return tuple(found)


def overlap(one: Span, other: Span) -> bool:
    """True where two spans share a character."""
    return one[0] < other[1] and other[0] < one[1]


class Taken:
    """Spans of a text, asked in no time whether another one overlaps any of them."""

    def __init__(self, spans: Iterable[Span]) -> None:
        ordered = sorted(spans)
        self._starts = [start for start, _ in ordered]
        self._reach = list(accumulate((end for _, end in ordered), max))

    def overlaps(self, span: Span) -> bool:
        """True where one of them shares a character with a span."""
        before = bisect_left(self._starts, span[1])
        return before > 0 and self._reach[before - 1] > span[0]
