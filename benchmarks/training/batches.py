"""Articles as tensors: windows with the tag of each word, and the roles about each annotated cue."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from random import Random

import numpy as np

from benchmarks.training.augment import Changed
from benchmarks.training.corpora import Annotated, Attribution, Span
from benchmarks.training.net import ROLES, TAGS
from toolkit.attributor.reading import Candidate, window_inputs
from toolkit.attributor.windows import Window, around, windows
from toolkit.attributor.words import Pieces, Words, cover, words_of

CUE = ROLES.index("cue")


@dataclass(frozen=True)
class Cue:
    """Words `start:end` that may be a cue: how surely, and the roles of words `first` on."""

    start: int
    end: int
    valid: float
    first: int
    roles: np.ndarray
    kept: float = 1.0


@dataclass(frozen=True)
class Opinion:
    """What other networks make of an unchanged article, whose words begin at `starts`."""

    starts: np.ndarray
    tags: np.ndarray
    candidates: Sequence[Candidate]


@dataclass(frozen=True)
class Labelled:
    """An article's words with a distribution over tags for each, its cues, and the words that belong to one."""

    words: Words
    tags: np.ndarray
    cues: Sequence[Cue]
    taken: frozenset[int] = field(default_factory=frozenset)


def label(
    article: Annotated,
    reading: Sequence[Attribution],
    changed: Changed,
    pieces: Pieces,
    opinion: Opinion | None,
    trust: float,
) -> Labelled:
    """Label a changed article by one reading of it, mixed with another network's opinion at the share `trust`."""

    def moved(spans: Iterable[Span]) -> list[Span]:
        return [(changed.moved[a], changed.moved[b - 1] + 1) for a, b in spans]

    words = words_of(
        changed.text, [(changed.moved[a], changed.moved[b - 1] + 1) for a, b in article.paragraphs], pieces
    )
    hard = np.zeros(len(words), dtype=np.int64)
    roles = [[cover(words, moved(getattr(one, role))) for role in ("source", "content", "cue")] for one in reading]
    for source, content, _ in roles:
        hard[content] = TAGS.index("content")
        hard[source] = TAGS.index("source")
    cues = []
    for _, _, cue in roles:
        hard[cue] = TAGS.index("I-cue")
    for source, content, cue in roles:
        if len(cue) and len(content):
            hard[cue[0]] = TAGS.index("B-cue")
            run = int(np.argmax(np.append(np.diff(cue) > 1, True))) + 1
            cues.append(_cue(words, int(cue[0]) + np.array((0, run)), source, content, cue))
    tags = np.eye(len(TAGS), dtype=np.float32)[hard]
    taken = frozenset(int(i) for _, _, cue in roles for i in cue)
    if opinion is not None and trust:
        tags, cues = _mixed(words, tags, cues, taken, changed, opinion, trust)
    return Labelled(words, tags, cues, taken)


def _cue(words: Words, extent: np.ndarray, source: np.ndarray, content: np.ndarray, cue: np.ndarray) -> Cue:
    start, end = map(int, extent)
    first, last = around(words, start)
    roles = np.zeros((last - first, len(ROLES)), dtype=np.float32)
    names = np.zeros(last - first, dtype=np.int64)
    for role, which in (("content", content), ("source", source), ("cue", cue)):
        inside = which[(which >= first) & (which < last)] - first
        names[inside] = ROLES.index(role)
    roles[np.arange(last - first), names] = 1
    return Cue(start, end, 1.0, first, roles)


def _mixed(words, tags, cues, taken, changed: Changed, opinion: Opinion, trust: float):
    """Mix labels with an opinion on the same words, found again by where they have moved to."""
    place = {int(start): i for i, start in enumerate(words.starts)}
    at = np.array([place.get(changed.moved[int(start)], -1) for start in opinion.starts])
    known = at >= 0
    tags = tags.copy()
    tags[at[known]] = (1 - trust) * tags[at[known]] + trust * opinion.tags[known]
    theirs = {int(at[one.start]): one for one in opinion.candidates if at[one.start] >= 0}
    mixed = []
    for cue in cues:
        same = theirs.pop(cue.start, None)
        mixed.append(cue if same is None else _agreed(cue, same, at, trust))
    for start, one in theirs.items():
        probability = 1 / (1 + np.exp(-one.valid))
        if start not in taken and probability > 0.1:
            first, last = around(words, start)
            roles = np.zeros((last - first, len(ROLES)), dtype=np.float32)
            roles[:, 0] = 1
            blank = Cue(start, start + one.end - one.start, 0.0, first, roles)
            other = _agreed(blank, one, at, 1.0)
            mixed.append(Cue(start, blank.end, trust * probability, first, other.roles, trust * probability))
    return tags, mixed


def _agreed(cue: Cue, other: Candidate, at: np.ndarray, trust: float) -> Cue:
    roles = cue.roles.copy()
    for i, row in enumerate(other.roles):
        here = at[other.first + i] - cue.first
        marked = other.start <= other.first + i < other.end
        if at[other.first + i] >= 0 and 0 <= here < len(roles) and not roles[here, CUE]:
            roles[here] = (1 - trust) * roles[here] + trust * (np.eye(len(ROLES))[CUE] if marked else row)
    # A cue that the annotator marked stays one: people overlook attributions far more often than they invent them.
    return Cue(cue.start, cue.end, cue.valid, cue.first, roles)


@dataclass(frozen=True)
class Batch:
    """Windows side by side, and the cues within them."""

    ids: np.ndarray
    features: np.ndarray
    mask: np.ndarray
    first: np.ndarray
    tags: np.ndarray  # distributions; all zero where a word is not to be learnt from
    own: np.ndarray  # words whose candidates count
    cues: Sequence[tuple[int, Window, Cue]]
    labelled: Sequence[tuple[Labelled, Window]]


def batches(articles: Iterable[Labelled], size: int, random: Random, pieces: Pieces) -> Iterator[Batch]:
    """Cut articles into windows of varied length and put those of like length together."""
    pool = [(one, window) for one in articles for window in _varied(one.words, random)]
    random.shuffle(pool)
    groups = []
    for i in range(0, len(pool), size * 32):
        near = sorted(
            pool[i : i + size * 32],
            key=lambda pair: pair[0].words.offsets[pair[1].end] - pair[0].words.offsets[pair[1].context],
        )
        groups += [near[j : j + size] for j in range(0, len(near), size)]
    random.shuffle(groups)
    for group in groups:
        yield batch(group, pieces)


def _varied(words: Words, random: Random) -> Iterator[Window]:
    if len(words):
        yield from windows(words, pieces=random.randint(150, 254), context=random.choice((0, 40, 40)))


def batch(group: Sequence[tuple[Labelled, Window]], pieces: Pieces) -> Batch:
    """Put windows side by side, padded to the longest."""
    inputs = [window_inputs(one.words, pieces, window) for one, window in group]
    length, count = max(len(ids) for ids, _, _ in inputs), max(len(first) for _, _, first in inputs)
    ids = np.zeros((len(group), length), dtype=np.int64)
    features = np.zeros((len(group), length, inputs[0][1].shape[1]), dtype=np.int64)
    mask, first = np.zeros((len(group), length), dtype=bool), np.zeros((len(group), count), dtype=np.int64)
    tags, own = np.zeros((len(group), count, len(TAGS)), dtype=np.float32), np.zeros((len(group), count), dtype=bool)
    cues = []
    for b, ((one, window), (ids_, features_, first_)) in enumerate(zip(group, inputs, strict=True)):
        ids[b, : len(ids_)], features[b, : len(ids_)], mask[b, : len(ids_)] = ids_, features_, True
        first[b, : len(first_)] = first_
        begin, end = window.start - window.context, window.end - window.context
        own[b, begin:end] = True
        tags[b, begin:end] = one.tags[window.start : window.end]
        cues += [(b, window, cue) for cue in one.cues if window.start <= cue.start < window.end]
    return Batch(ids, features, mask, first, tags, own, cues, group)
