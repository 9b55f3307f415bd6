"""The words of a text as the model reads them: word pieces, and marks for what the pieces do not show."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from toolkit.quotation import quotations

if TYPE_CHECKING:
    from tokenizers import Tokenizer

Span = tuple[int, int]
Ints = npt.NDArray[np.int64]

FEATURE_SIZES = (5, 4, 2, 2)  # case, quotation, first of its paragraph, glued to the word before
_WORD = re.compile(r"''|``|\w+|[^\w\s]")
_LONGEST = 6  # pieces kept of one word: an address of a page says no more in fifty
_CACHED = 200_000
# The encoder's vocabulary was made of other texts: marks that mean the same are given as one.
_SAME = {**dict.fromkeys(("“", "”", "„", "‟", "«", "»", "''", "``"), '"'), **dict.fromkeys("‘’‹›`´", "'"),
         **dict.fromkeys("–—―", "—"), "…": "."}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Words:
    """Words of a text: word i is `text[starts[i]:ends[i]]`, its pieces are `pieces[offsets[i]:offsets[i + 1]]`."""

    starts: Ints
    ends: Ints
    paragraphs: Ints
    features: Ints
    pieces: Ints
    offsets: Ints

    def __len__(self) -> int:
        return len(self.starts)


class Pieces:
    """Word -> word pieces, each word cut up once."""

    def __init__(self, tokenizer: "Tokenizer") -> None:
        self.tokenizer = tokenizer
        known = tokenizer.get_vocab()
        self.first, self.last, self.unknown = known["[CLS]"], known["[SEP]"], known["[UNK]"]
        self._known: dict[str, list[int]] = {}

    def __call__(self, word: str) -> list[int]:
        """Give a word's pieces."""
        found = self._known.get(word)
        if found is None:
            ids = self.tokenizer.encode(_SAME.get(word, word), add_special_tokens=False).ids
            found = ids[:_LONGEST] or [self.unknown]
            if len(self._known) < _CACHED:
                self._known[word] = found
        return found


def words_of(text: str, paragraphs: Iterable[Span], pieces: Pieces) -> Words:
    """Cut the paragraphs of a text into words."""
    starts, ends, numbers, features, ids = [], [], [], [], []
    for number, (first, last) in enumerate(paragraphs):
        state = _quotation_states(text, first, last)
        for match in _WORD.finditer(text, first, last):
            start, end = match.span()
            word = match.group()
            starts.append(start)
            ends.append(end)
            numbers.append(number)
            glued = start > first and not text[start - 1].isspace()
            features.append((_case(word), state[start - first], start == first, glued))
            ids.append(pieces(word))
    offsets = np.zeros(len(ids) + 1, dtype=np.int64)
    np.cumsum([len(one) for one in ids], out=offsets[1:])
    flat = np.fromiter((piece for one in ids for piece in one), dtype=np.int64, count=int(offsets[-1]))
    table = np.array(features, dtype=np.int64).reshape(-1, len(FEATURE_SIZES))
    first_places, last_places, paragraph = (np.array(column, dtype=np.int64) for column in (starts, ends, numbers))
    return Words(first_places, last_places, paragraph, table, flat, offsets)


def _case(word: str) -> int:
    if word.islower():
        return 0
    if word.isdigit():
        return 3
    if word.isupper() and len(word) > 1:
        return 2
    return 1 if word[0].isupper() else 4


def _quotation_states(text: str, start: int, end: int) -> bytearray:
    """For each character of a paragraph: outside quotations 0, inside 1, a mark 2, inside one that is not closed 3."""
    states = bytearray(end - start)
    for quotation in quotations(text, start, end):
        first, last = quotation.start - start, quotation.end - start
        states[first:last] = bytes([1 if quotation.closed else 3]) * (last - first)
        states[first] = 2
        if quotation.closed:
            states[last - 1] = 2
            if text[quotation.end - 2 : quotation.end] in ("''", "’’"):
                states[last - 2] = 2
    return states


def cover(words: Words, spans: Sequence[Span]) -> Ints:
    """Return the positions of the words that the spans touch, in order."""
    ranges = [
        np.arange(np.searchsorted(words.ends, start, side="right"), np.searchsorted(words.starts, end, side="left"))
        for start, end in spans
    ]
    return np.unique(np.concatenate(ranges)) if ranges else np.zeros(0, dtype=np.int64)
