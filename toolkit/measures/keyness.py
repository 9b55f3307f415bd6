"""What sets one text's words apart from another's, and which words go together."""

import math


def log_likelihood(count: float, total: float, reference_count: float, reference_total: float) -> float:
    """Return G2, the evidence that two rates differ, whichever is the higher: 3.84 is p = 0.05, 15.13 is p = 0.0001.

    Source
    ------
    Rayson & Garside (2000), doi:10.3115/1117729.1117730; 2 (a ln(a/E1) + b ln(b/E2)), E the counts expected.

    Examples
    --------
    >>> round(log_likelihood(52, 50_000, 57, 75_000), 2)
    2.65
    """
    both, words = count + reference_count, total + reference_total
    observed = ((count, total), (reference_count, reference_total))
    return max(2 * sum(seen * math.log(seen * words / (size * both)) for seen, size in observed if seen), 0.0)


def p_value(g2: float) -> float:
    """Return the chance of a G2 as large were there no difference (chi-squared, one degree of freedom).

    Examples
    --------
    >>> round(p_value(3.841), 3)
    0.05
    """
    return math.erfc(math.sqrt(g2 / 2))


def log_ratio(count: float, total: float, reference_count: float, reference_total: float) -> float:
    """Return the binary log of the ratio of two rates: 1 is twice the reference's rate, -1 is half, 0 the same.

    A count of none is taken for half an occurrence, so that the ratio is finite.

    Source
    ------
    Hardie (2014), "Log Ratio: an informal introduction", CASS, Lancaster University.

    Examples
    --------
    >>> log_ratio(20, 1_000, 5, 1_000), log_ratio(1, 1_000, 0, 1_000)
    (2.0, 1.0)
    """
    return math.log2((count or 0.5) * reference_total / ((reference_count or 0.5) * total))


def bic(g2: float, words: float) -> float:
    """Return G2 less the log of all words compared: above 2 is positive evidence, above 6 strong, above 10 very strong.

    Unlike p it asks for more evidence the larger the texts; below 0 speaks for no difference.

    Source
    ------
    Wilson (2013), "Embracing Bayes factors for key item analysis in corpus linguistics".

    Examples
    --------
    >>> round(bic(15.13, 125_000), 2)
    3.39
    """
    return g2 - math.log(words)


def log_dice(together: float, count: float, collocate_count: float) -> float:
    """Return logDice: 14 where neither word stands without the other, one less each time that is half as true.

    It does not depend on the size of the text, so that texts can be compared.

    Source
    ------
    Rychlý (2008), "A lexicographer-friendly association score"; 14 + log2(2 f(xy) / (f(x) + f(y))).

    Examples
    --------
    >>> log_dice(4, 4, 4), log_dice(2, 4, 4)
    (14.0, 13.0)
    """
    return 14 + math.log2(2 * together / (count + collocate_count))


def weighted_log_odds(
    count: float, total: float, other_count: float, other_total: float, *, prior: float, prior_total: float
) -> tuple[float, float]:
    """Return how much more one group uses a word than the others, in nats, and that in standard errors (z).

    Above 0 is more, below 0 is less; z within 1.96 either way is within chance. `prior` is added to the word's count
    in either group and `prior_total` to all words, so that an unseen word is rare, not impossible. Both are 0 where
    there is no other word to prefer.

    Source
    ------
    Monroe, Colaresi & Quinn (2008), "Fightin' Words", doi:10.1093/pan/mpn018, equations 15, 16, 19 and 22.

    Examples
    --------
    >>> log_odds, z = weighted_log_odds(8, 10, 1, 10, prior=0.5, prior_total=1)
    >>> round(log_odds, 2), round(z, 2)
    (3.07, 3.47)
    """
    pairs = ((count + prior, total + prior_total), (other_count + prior, other_total + prior_total))
    if any(seen >= size for seen, size in pairs):
        return 0.0, 0.0
    first, second = (math.log(seen / (size - seen)) for seen, size in pairs)
    return first - second, (first - second) / math.sqrt(sum(1 / seen for seen, _ in pairs))
