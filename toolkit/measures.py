"""The field's measures as plain functions of numbers: counts in, one number out, each with its source."""

import math
from collections.abc import Hashable, Mapping, Sequence

Z95 = 1.959963984540054  # standard errors either side that hold 95 % of a normal distribution


def wilson_interval(count: float, total: float, *, per: float = 1) -> tuple[float, float]:
    """Return the 95 % interval of the rate `count / total`, in occurrences per `per`: narrower is surer.

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


def flesch_reading_ease(words: int, sentences: int, syllables: int) -> float:
    """Return Flesch's reading ease: higher is easier; 60 to 70 is plain English, below 30 reads like a law journal.

    Source
    ------
    Flesch (1948), doi:10.1037/h0057532; 206.835 - 1.015 words/sentences - 84.6 syllables/words.

    Examples
    --------
    >>> round(flesch_reading_ease(words=13, sentences=1, syllables=24), 1)
    37.5
    """
    if not words or not sentences:
        return math.nan
    return 206.835 - 1.015 * words / sentences - 84.6 * syllables / words


def flesch_kincaid_grade(words: int, sentences: int, syllables: int) -> float:
    """Return the years of US schooling that the text asks for: higher is harder.

    Source
    ------
    Kincaid, Fishburne, Rogers & Chissom (1975); 0.39 words/sentences + 11.8 syllables/words - 15.59.

    Examples
    --------
    >>> round(flesch_kincaid_grade(words=13, sentences=1, syllables=24), 1)
    11.3
    """
    if not words or not sentences:
        return math.nan
    return 0.39 * words / sentences + 11.8 * syllables / words - 15.59


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
