"""How varied the words are, whatever the text's length."""

import math
from collections.abc import Sequence


def mattr(words: Sequence[str], window: int = 50) -> float:
    """Return the mean share of different words in every run of `window` words: higher is more varied.

    It does not fall with the text's length, as the plain type-token ratio does. Missing (nan) below one window.

    Source
    ------
    Covington & McFall (2010), doi:10.1080/09296171003643098.

    Examples
    --------
    >>> mattr("the ferry and the bus".split(), window=4)
    0.875
    """
    if len(words) < window:
        return math.nan
    counts: dict[str, int] = {}
    total = 0
    for i, word in enumerate(words):
        counts[word] = counts.get(word, 0) + 1
        if i >= window:
            leaving = words[i - window]
            counts[leaving] -= 1
            if not counts[leaving]:
                del counts[leaving]
        if i >= window - 1:
            total += len(counts)
    return total / (window * (len(words) - window + 1))


def mtld(words: Sequence[str], threshold: float = 0.72) -> float:
    """Return the mean number of words it takes for the type-token ratio to fall to `threshold`: higher is more varied.

    Read forwards and backwards, and averaged; the rest at the end counts as the part of a stretch that it has
    come. Missing (nan) where no word is repeated.

    Source
    ------
    McCarthy & Jarvis (2010), doi:10.3758/BRM.42.2.381, whose threshold is 0.72.

    Examples
    --------
    >>> mtld(["ferry", "ferry", "bus", "bus"])
    2.0
    """
    lengths = [_mtld_one_way(list(way), threshold) for way in (words, reversed(words))]
    return sum(lengths) / 2


def _mtld_one_way(words: Sequence[str], threshold: float) -> float:
    stretches, types, length, ratio = 0.0, set[str](), 0, 1.0
    for word in words:
        types.add(word)
        length += 1
        ratio = len(types) / length
        if ratio <= threshold:
            stretches, types, length, ratio = stretches + 1, set(), 0, 1.0
    stretches += (1 - ratio) / (1 - threshold)
    return len(words) / stretches if stretches else math.nan
