"""Stretches of text that the encoder reads at once, and those around a cue that the linker reads."""

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np

from toolkit.attributor.words import Words

PIECES = 254  # a window's longest, its two end marks left out
CONTEXT = 40  # pieces of the text before, so that a window does not begin without knowing who speaks
BEFORE, AFTER = 64, 63  # words around the first of a cue: within a paragraph they hold 99 of 100 attributions whole
FILL = 24  # words of the next paragraphs that a short one is read with


class Window(NamedTuple):
    """Words `context:end`, of which `start:end` are the window's own."""

    context: int
    start: int
    end: int


def windows(words: Words, *, pieces: int = PIECES, context: int = CONTEXT) -> Iterator[Window]:
    """Cut words into windows that end with a paragraph where one ends in their last third."""
    start, total = 0, len(words)
    while start < total:
        first = int(np.searchsorted(words.offsets, words.offsets[start] - context))
        budget = pieces + words.offsets[first]
        end = max(int(np.searchsorted(words.offsets, budget, side="right")) - 1, start + 1)
        if end < total:
            paragraph = int(np.searchsorted(words.paragraphs, words.paragraphs[end]))
            if paragraph > start and end - paragraph < 0.7 * (end - start):
                end = paragraph
        yield Window(first, start, end)
        start = end


def around(words: Words, cue: int, *, fill: int = FILL) -> tuple[int, int]:
    """Return the words that the linker reads about a cue, first and end: its paragraph's, more beside a short one."""
    paragraph = words.paragraphs[cue]
    first, end = np.searchsorted(words.paragraphs, (paragraph, paragraph + 1))
    if end - first < fill:
        first, end = first - fill, end + fill // 2
    return max(0, int(first), cue - BEFORE), min(len(words), int(end), cue + AFTER + 1)
