"""Which words go together: pairs that stand near one another more often than chance would have it."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby
from operator import itemgetter
from typing import Any

import pandas as pd

from toolkit.article import Article, one_or_many
from toolkit.errors import check_option, check_whole
from toolkit.measures import log_dice
from toolkit.tables import make_table
from toolkit.wordforms import alphabetical, check_unit, is_lexical, unit_words


@one_or_many
def collocations(
    article: Article,
    *,
    unit: str = "lemma",
    window: int = 5,
    min_count: int = 2,
    stopwords: str = "drop",
    kinds: Iterable[str] | None = ("body",),
) -> pd.DataFrame:
    """Rank the pairs of words that stand near one another more often than chance would have it.

    Parameters
    ----------
    article : Article or iterable of Article
        What to read; of several articles the table begins with `article_id`.
    unit : {"lemma", "word"}
        Dictionary forms, or words as they stand.
    window : int
        Words that a pair may span, both included: 2 for neighbours. Marks are skipped; a sentence's end is not
        crossed.
    min_count : int
        The fewest times that a pair must occur; below 5, take the measures for an order of reading, no more.
    stopwords : {"drop", "keep"}
        Whether to leave out pairs with a function word or a number; their places in the window count all the same.
    kinds : iterable of str, optional
        Kinds of block to read; None reads all.

    Returns
    -------
    DataFrame
        `word`, `collocate` (which stands after it), `count`, `pmi` (bits; high for rare words), `log_likelihood` (G2),
        `t` (high for frequent pairs), `log_dice` (at most 14; comparable between texts). By G2, then count, then
        alphabet.

    Raises
    ------
    OptionError
        An option is not known.

    Notes
    -----
    As Church & Hanks (1990) do, a pair in a window of w words counts as 1 / (w - 1) where its words are held against
    chance. A word is no collocate of itself.

    Source
    ------
    Manning & Schütze (1999), chapter 5, through NLTK's BigramAssocMeasures; logDice by Rychlý (2008).

    Examples
    --------
    >>> ferry = Article(text="The night ferry sails. No night ferry is late, and no bus is.")
    >>> collocations(ferry, window=2).round(1)
        word collocate  count  pmi  log_likelihood    t  log_dice
    0  night     ferry      2  2.7            11.2  1.2      14.0
    """
    check_unit(unit)
    check_option("stopwords", stopwords, ("drop", "keep"))
    check_whole("window", window, 2, ", for neighbours")
    check_whole("min_count", min_count, 1)
    words = unit_words(article, unit, kinds)
    dropped = set(words["word"][words["is_stop"] | ~words["word"].map(is_lexical).astype(bool)])
    pairs = _pairs(words, window, min_count, dropped if stopwords == "drop" else set())
    return make_table("collocations", sorted(pairs, key=_by_association))


def _pairs(words: pd.DataFrame, window: int, min_count: int, dropped: set[str]) -> Iterator[dict[str, Any]]:
    from nltk.metrics import BigramAssocMeasures

    occurrences, found = Counter[str](words["word"]), _count_pairs(words, window, dropped)
    for (word, collocate), count in found.items():
        if count < min_count:
            continue
        marginals = (count / (window - 1), (occurrences[word], occurrences[collocate]), len(words))
        yield {
            "word": word, "collocate": collocate, "count": count, "pmi": BigramAssocMeasures.pmi(*marginals),
            "log_likelihood": max(BigramAssocMeasures.likelihood_ratio(*marginals), 0.0),
            "t": BigramAssocMeasures.student_t(*marginals), "log_dice": log_dice(marginals[0], *marginals[1]),
        }  # fmt: skip


def _count_pairs(words: pd.DataFrame, window: int, dropped: set[str]) -> Counter[tuple[str, str]]:
    """Count the pairs within a sentence; NLTK's finder would first count those with function words, most of them."""
    pairs = Counter[tuple[str, str]]()
    numbered = zip(words["sentence_id"], words["word"], strict=True)
    for _, group in groupby(numbered, key=itemgetter(0)):
        sentence = [None if word in dropped else word for _, word in group]
        for i, word in enumerate(sentence):
            if word is not None:
                pairs.update((word, other) for other in sentence[i + 1 : i + window] if other not in (None, word))
    return pairs


def _by_association(row: Mapping[str, Any]) -> tuple[Any, ...]:
    return -row["log_likelihood"], -row["count"], alphabetical(row["word"]), alphabetical(row["collocate"])
