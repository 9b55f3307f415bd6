"""How evenly a word is spread over the parts of a text."""

import math
from collections.abc import Hashable, Mapping


def gries_dp(counts: Mapping[Hashable, float], sizes: Mapping[Hashable, float], words: float | None = None) -> float:
    """Return Gries' deviation of proportions: 0 where a word is spread as evenly as can be, towards 1 all in one part.

    Half the sum, over the parts, of |share of the word's occurrences - share of the text|. `counts` may leave out
    the parts without the word; `sizes` names every part and its words. Missing (nan) where the word does not occur.
    `words`, the sum of `sizes`, can be given by who asks for many words, since it is the same for all of them.

    Source
    ------
    Gries (2008), doi:10.1075/ijcl.13.4.02gri.

    Examples
    --------
    >>> gries_dp({"first": 2}, {"first": 10, "second": 30})
    0.75
    """
    occurrences, words = sum(counts.values()), sum(sizes.values()) if words is None else words
    if not occurrences or not words:
        return math.nan
    held = sum(sizes[part] for part in counts) / words
    apart = sum(abs(count / occurrences - sizes[part] / words) for part, count in counts.items())
    return min(max((apart + 1 - held) / 2, 0.0), 1.0)


def gries_dp_norm(dp: float, least: float) -> float:
    """Stretch DP so that all in the smallest part is 1, however many the parts: DP / (1 - the least part's share).

    Source
    ------
    Lijffijt & Gries (2012), doi:10.1075/ijcl.17.1.08lij.

    Examples
    --------
    >>> gries_dp_norm(0.75, least=10 / 40)
    1.0
    """
    return min(dp / (1 - least), 1.0) if least < 1 else math.nan
