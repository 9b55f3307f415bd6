"""Candidate cues -> attributions: the words of each role, how sure each is, and which readings of one cue to drop."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from toolkit.attributor.reading import CONTENT, CUE, SOURCE, Candidate, Floats
from toolkit.attributor.words import Ints

Bools = npt.NDArray[np.bool_]

_SOURCE_LIKELY = 0.3  # a word less likely than this is no part of a source
_CRUMB, _CRUMB_LIKELY = 3, 0.8  # words of a run, and the mean likelihood below which so short a one is dropped
_FAR = 256  # words between two cues whose contents cannot be one
_SAME = 0.8  # contents that share this much of their words are one


@dataclass(frozen=True, slots=True)
class Found:
    """An attribution in words: positions of its source, cue and content, and what its confidence is read from."""

    source: Ints
    cue: Ints
    content: Ints
    evidence: tuple[float, ...]


def decode(candidates: Sequence[Candidate], silent: Bools, quoted: Bools) -> list[Found]:
    """Read the roles of each candidate cue; which words are `silent`, punctuation, and which are `quoted`."""
    read = [_roles(one, silent, quoted) for one in candidates]
    return [one for one in read if one is not None]


def _roles(one: Candidate, silent: Bools, quoted: Bools) -> Found | None:
    role = one.roles.argmax(1)
    start, end = _extent(role, one)
    positions = np.arange(one.first, one.first + len(role))
    outside = (positions < start) | (positions >= end)
    content = _joined(positions[(role == CONTENT) & outside], silent)
    content = _without_crumbs(content, one.roles[content - one.first, CONTENT], quoted)
    if not len(content):
        return None
    source, sure = _best_run(one.roles[:, SOURCE] * outside, one.first, silent)
    inside = one.roles[content[~silent[content]] - one.first, CONTENT]
    beside = one.roles[outside & (role != CONTENT), CONTENT].max(initial=0.0)
    evidence = (
        one.valid, math.log(one.begins), float(np.log(inside).mean()), float(np.log(inside.min())),
        math.log1p(-min(float(beside), 0.999)), math.log(len(content)), float(len(source) > 0),
        math.log(sure) if len(source) else 0.0,
    )  # fmt: skip
    return Found(source, np.arange(start, end), content, evidence)


def _extent(role: Ints, one: Candidate) -> tuple[int, int]:
    """Return the first and the end of the cue: the candidate's own words and those beside them with the cue's role."""
    start, end = one.start, one.end
    while start > one.first and role[start - one.first - 1] == CUE:
        start -= 1
    while end < one.first + len(role) and role[end - one.first] == CUE:
        end += 1
    return start, end


def _joined(content: Ints, silent: Bools) -> Ints:
    """Drop runs of nothing but punctuation, and join what only punctuation parts."""
    kept: list[Ints] = []
    for run in _runs(content):
        if silent[run].all():
            continue
        between = np.arange(kept[-1][-1] + 1, run[0]) if kept else run[:0]
        kept += [between, run] if silent[between].all() else [run]
    return np.concatenate(kept) if kept else content[:0]


def _without_crumbs(content: Ints, likely: Floats, quoted: Bools) -> Ints:
    """Drop the short runs, outside quotation marks, that the network is not sure of, but for the longest run."""
    runs = _runs(content)
    if len(runs) < 2:
        return content
    longest = max(runs, key=len)
    sure = dict(zip(content.tolist(), likely.tolist(), strict=True))
    return np.concatenate([
        run for run in runs
        if run is longest or len(run) > _CRUMB or quoted[run].any()
        or sum(sure[i] for i in run.tolist()) >= _CRUMB_LIKELY * len(run)
    ])  # fmt: skip


def _runs(positions: Ints) -> list[Ints]:
    """Cut positions into runs of neighbours."""
    return np.split(positions, np.flatnonzero(np.diff(positions) > 1) + 1) if len(positions) else []


def _best_run(likely: Floats, first: int, silent: Bools) -> tuple[Ints, float]:
    """Return the run of words that is most likely the source, and how likely its words are in the mean."""
    at = np.flatnonzero(likely >= _SOURCE_LIKELY)
    runs = [_trimmed(run, silent[first:]) for run in _runs(at)] or [at]
    best = max(runs, key=lambda run: (round(float(likely[run].max(initial=0)), 2), len(run)))
    return best + first, float(likely[best].mean()) if len(best) else 0.0


def _trimmed(run: Ints, silent: Bools) -> Ints:
    """Take the punctuation off both ends of a run."""
    spoken = np.flatnonzero(~silent[run])
    return run[spoken[0] : spoken[-1] + 1] if len(spoken) else run[:0]


def distinct(found: Sequence[Found], confidence: Sequence[float]) -> list[int]:
    """Return which attributions to keep: of several readings of one cue, or of one content, the surest."""
    read = [_Reading(set(one.cue.tolist()), set(one.content.tolist())) for one in found]
    kept: list[int] = []
    for i in sorted(range(len(found)), key=lambda i: -confidence[i]):
        if not any(_rival(read[i], read[j]) for j in kept if abs(found[i].cue[0] - found[j].cue[0]) < _FAR):
            kept.append(i)
    return sorted(kept)


class _Reading(NamedTuple):
    cue: set[int]
    content: set[int]


def _rival(one: _Reading, other: _Reading) -> bool:
    shared = len(one.content & other.content)
    return bool(one.cue & other.cue) or shared >= _SAME * (len(one.content) + len(other.content) - shared)


def confidences(found: Sequence[Found], weights: Sequence[float]) -> list[float]:
    """Return how likely each attribution is to be right, by the weights (the first stands alone) of its evidence."""
    return [1 / (1 + math.exp(-float(np.dot(weights, (1.0, *one.evidence))))) for one in found]
