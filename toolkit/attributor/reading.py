"""What the network makes of words: how likely each begins a cue, and for each candidate cue its source and content."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np
import numpy.typing as npt

from toolkit.attributor.windows import AFTER, BEFORE, FILL, Window, around, windows
from toolkit.attributor.words import Ints, Pieces, Words

Floats = npt.NDArray[np.float32]

OUTSIDE, BEGINS, GOES_ON = 0, 1, 2  # the tags of the encoder that a cue is read from
SOURCE, CONTENT, CUE = 1, 2, 3  # the roles of the linker
_CANDIDATE = 0.06  # a word less likely to begin a cue than this is not looked at
_AT_ONCE = 32  # cues linked in one run
_LONGEST_CUE = 8  # words


class Network(Protocol):
    """What reads: an encoder of windows and a linker of cues."""

    def encode(self, ids: Ints, features: Ints, first: Ints) -> tuple[Floats, Floats]:
        """Give the tag scores and the states of a window's words."""

    def link(
        self, states: Floats, places: Ints, marks: Ints, mask: npt.NDArray[np.bool_], cue: Ints
    ) -> tuple[Floats, Floats]:
        """Give each word's role scores and the cue's own score, for several cues."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A cue that may be one: its words `start:end`, and the roles of the words from `first` on."""

    start: int
    end: int
    begins: float
    valid: float
    first: int
    roles: Floats


def read(words: Words, pieces: Pieces, network: Network, *, fill: int = FILL) -> tuple[Floats, list[Candidate]]:
    """Return each word's tag probabilities and the candidate cues, in order.

    `fill` is how many words beside a short paragraph the linker may look at; 0 keeps it inside.
    """
    if not len(words):
        return np.zeros((0, 5), dtype=np.float32), []
    tags, states = encode(words, pieces, network)
    cues = list(candidate_cues(tags))
    groups = [cues[i : i + _AT_ONCE] for i in range(0, len(cues), _AT_ONCE)]
    found = [one for group in groups for one in _linked(words, tags, states, group, network, fill)]
    return tags, found


def window_inputs(words: Words, pieces: Pieces, window: Window) -> tuple[Ints, Ints, Ints]:
    """Return a window's pieces, their features and the place of each word's first piece."""
    first, last = words.offsets[window.context], words.offsets[window.end]
    ids = np.full(last - first + 2, pieces.first)
    ids[1:-1], ids[-1] = words.pieces[first:last], pieces.last
    lengths = np.diff(words.offsets[window.context : window.end + 1])
    features = np.zeros((len(ids), words.features.shape[1]), dtype=np.int64)
    features[1:-1] = np.repeat(words.features[window.context : window.end], lengths, axis=0)
    return ids, features, words.offsets[window.context : window.end] - first + 1


def encode(words: Words, pieces: Pieces, network: Network) -> tuple[Floats, Floats]:
    """Run the encoder over all windows."""
    tags, states = [], []
    for window in windows(words):
        scores, state = network.encode(*window_inputs(words, pieces, window))
        own = window.start - window.context
        tags.append(softmax(scores[own:]))
        states.append(state[own:])
    return np.concatenate(tags), np.concatenate(states)


def candidate_cues(tags: Floats) -> Iterator[tuple[int, int]]:
    """Go through the words that may begin a cue, each with the end of the cue that it would begin."""
    best = tags.argmax(1)
    for start in np.flatnonzero(tags[:, BEGINS] >= _CANDIDATE):
        end = start + 1
        while end < len(best) and best[end] == GOES_ON and end - start < _LONGEST_CUE:
            end += 1
        yield int(start), int(end)


def link_inputs(
    words: Words, cues: Sequence[tuple[int, int]], fill: int
) -> tuple[Ints, Ints, Ints, npt.NDArray[np.bool_], Ints]:
    """Return for each cue the words about it, their places, which are the cue, which are there, and where it begins."""
    ranges = [around(words, start, fill=fill) for start, _ in cues]
    length = max(end - first for first, end in ranges)
    rows = np.array([first for first, _ in ranges])[:, None] + np.arange(length)
    mask = rows < np.array([end for _, end in ranges])[:, None]
    starts, ends = np.array([cue[0] for cue in cues]), np.array([cue[1] for cue in cues])
    places = np.clip(rows - starts[:, None], -BEFORE, AFTER + 1) + BEFORE
    marks = (rows >= starts[:, None]) & (rows < ends[:, None])
    return np.minimum(rows, len(words) - 1), places, marks.astype(np.int64), mask, starts - rows[:, 0]


def _linked(
    words: Words, tags: Floats, states: Floats, cues: Sequence[tuple[int, int]], network: Network, fill: int
) -> Iterator[Candidate]:
    rows, places, marks, mask, at = link_inputs(words, cues, fill)
    roles, valid = network.link(states[rows], places, marks, mask, at)
    for i, (start, end) in enumerate(cues):
        shown = softmax(roles[i, mask[i]])
        yield Candidate(start, end, float(tags[start, BEGINS]), float(valid[i]), int(rows[i, 0]), shown)


def softmax(scores: Floats) -> Floats:
    """Turn scores into probabilities, by row."""
    powers = np.exp(scores - scores.max(-1, keepdims=True))
    shares: Floats = powers / powers.sum(-1, keepdims=True)
    return shares
