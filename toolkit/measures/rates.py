"""How often, and how surely: the interval of a rate."""

import math

Z95 = 1.959963984540054  # standard errors either side that hold 95% of a normal distribution


def wilson_interval(count: float, total: float, *, per: float = 1) -> tuple[float, float]:
    """Return the 95% interval of the rate `count / total`, in occurrences per `per`: narrower is surer.

    It keeps its meaning for rare words, and lies within 0 and `per`. It takes words for independent draws; since a
    word that was used once is apt to come again, the true uncertainty is somewhat larger.

    Source
    ------
    Wilson (1927), doi:10.1080/01621459.1927.10502953; (p + z²/2n ± z √(p(1-p)/n + z²/4n²)) / (1 + z²/n).

    Examples
    --------
    >>> [round(end, 1) for end in wilson_interval(6, 352, per=10_000)]
    [78.3, 366.8]
    """
    if total <= 0:
        return 0.0, float(per)
    rate, square = count / total, Z95**2 / total
    middle = rate + square / 2
    spread = math.sqrt(max(rate * (1 - rate) * square + square**2 / 4, 0))
    low, high = ((middle + side) / (1 + square) for side in (-spread, spread))
    return per * min(max(low, 0.0), rate), per * max(min(high, 1.0), rate)
