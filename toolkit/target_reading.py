"""A sentence and the targets in it, as the tone network reads them: word pieces, features, and a mark on the target."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from toolkit.attributor.words import FEATURE_SIZES, Ints, Pieces, Span, Words, cover, words_of

LONGEST = 128  # pieces; of a longer sentence the network reads what stands around the target


@dataclass(frozen=True, slots=True)
class Marked:
    """Pieces that the network reads at once, the first and last of them the encoder's own, and each target in them.

    `marks` has a row for each target (one row of numbers where there is one): 1 on its pieces, 0 elsewhere. `targets`
    says which of the targets asked for they are.
    """

    pieces: Ints
    features: Ints
    marks: Ints
    targets: tuple[int, ...]


def mark(text: str, spans: Sequence[Span], pieces: Pieces) -> list[Marked]:
    """Cut a sentence into pieces; one too long to read at once is cut anew around each target."""
    words = words_of(text, [(0, len(text))], pieces)
    places = [_pieces_of(words, span) for span in spans]
    if len(words.pieces) + 2 <= LONGEST:
        return [_marked(words, 0, len(words.pieces), places, range(len(spans)), pieces)] if spans else []
    cuts = [_around(place, len(words.pieces)) for place in places]
    return [_marked(words, *cut, [place], [i], pieces) for i, (cut, place) in enumerate(zip(cuts, places, strict=True))]


def _pieces_of(words: Words, span: Span) -> Span:
    """Give the range of the pieces of the words that a span touches; nothing where it touches none."""
    touched = cover(words, [span])
    if not len(touched):
        return 0, 0
    return int(words.offsets[touched[0]]), int(words.offsets[touched[-1] + 1])


def _around(place: Span, count: int) -> Span:
    """Give the stretch of pieces to read about a target: as much before as after, where there is as much."""
    room = LONGEST - 2
    first = max(0, min((place[0] + place[1] - room) // 2, count - room))
    return first, min(first + room, count)


def _marked(
    words: Words, first: int, end: int, places: Sequence[Span], targets: Sequence[int], pieces: Pieces
) -> Marked:
    inside = words.pieces[first:end]
    word_of_piece = np.repeat(np.arange(len(words)), np.diff(words.offsets))[first:end]
    features = np.zeros((len(inside) + 2, len(FEATURE_SIZES)), dtype=np.int64)
    features[1:-1] = words.features[word_of_piece]
    marks: npt.NDArray[np.int64] = np.zeros((len(places), len(inside) + 2), dtype=np.int64)
    for row, (start, stop) in zip(marks, places, strict=True):
        row[1 + max(start - first, 0) : 1 + max(stop - first, 0)] = 1
    marks[:, -1] = 0
    return Marked(np.concatenate(([pieces.first], inside, [pieces.last])), features, marks, tuple(targets))
