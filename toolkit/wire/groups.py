"""Which texts print one another: pairs that share a band of hashes are held against each other, and grouped."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from itertools import combinations, pairwise

import pandas as pd

from toolkit.article import Article
from toolkit.wire.shingles import LEAST, SHINGLE, runs_of, words_of

HALF = 0.5  # of the shorter one's runs of words, found in the other: reports that only quote the same speech share less
CROWD = 50  # texts in one band beyond which each is held against its neighbours only, so that work stays in bounds


def candidate_pairs(bands: pd.DataFrame) -> list[tuple[str, str]]:
    """Return the pairs of articles that share a band of hashes, each once.

    Parameters
    ----------
    bands : DataFrame
        `article_id`, `band`, `hash`: what `shingle_bands` gives for several articles.
    """
    found: set[tuple[str, str]] = set()
    shared = bands[bands.duplicated(["band", "hash"], keep=False)]
    for _, ids in shared.groupby(["band", "hash"])["article_id"]:
        members = sorted(set(ids))
        if len(members) <= CROWD:
            found.update(combinations(members, 2))
        else:
            found.update(pairwise(members))
    return sorted(found)


def own_runs(article: Article, spans: Sequence[tuple[int, int]]) -> frozenset[str]:
    """Return the runs of five words inside these stretches of an article."""
    return frozenset(run for start, end in spans for run in runs_of(words_of(article.text[start:end])))


def containment(one: frozenset[str], other: frozenset[str]) -> float:
    """Return the share of the shorter text's runs that the other has too, 0 to 1; 0 for texts too short to tell.

    Source
    ------
    Broder (1997), "On the resemblance and containment of documents", doi:10.1109/SEQUEN.1997.666900.
    """
    least = min(len(one), len(other))
    return len(one & other) / least if least >= LEAST else 0.0


def grouped(pairs: Iterable[tuple[str, str]], order: Mapping[str, int]) -> list[list[str]]:
    """Put what is linked, directly or over others, into one group; groups and members in the given order.

    Examples
    --------
    >>> grouped([("c", "a"), ("d", "e"), ("b", "c")], {name: place for place, name in enumerate("abcde")})
    [['a', 'b', 'c'], ['d', 'e']]
    """
    parent: dict[str, str] = {}

    def root(name: str) -> str:
        while parent.setdefault(name, name) != name:
            parent[name] = parent[parent[name]]
            name = parent[name]
        return name

    for one, other in pairs:
        parent[root(one)] = root(other)
    groups: defaultdict[str, list[str]] = defaultdict(list)
    for name in sorted(parent, key=order.__getitem__):
        groups[root(name)].append(name)
    return list(groups.values())


def shared_words(article: Article, spans: Sequence[tuple[int, int]], runs: frozenset[str]) -> tuple[int, int]:
    """Return how many words of these stretches stand in a run of five that is among `runs`, and how many there are."""
    shared = total = 0
    for start, end in spans:
        words = words_of(article.text[start:end])
        held = [False] * len(words)
        for i, run in enumerate(runs_of(words)):
            if run in runs:
                held[i : i + SHINGLE] = [True] * SHINGLE
        shared, total = shared + sum(held), total + len(words)
    return shared, total
