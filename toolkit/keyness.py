"""Which words set a text apart: from general English, from other articles, from other groups."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, TypeAlias

import pandas as pd

from toolkit.article import Article, Articles, each_article, one_or_many
from toolkit.english import SIZE, english_counts
from toolkit.errors import OptionError, TableError
from toolkit.measures import bic, log_likelihood, log_ratio, p_value, weighted_log_odds
from toolkit.tables import check_table, make_table
from toolkit.wordforms import alphabetical, check_unit, is_lexical, unit_words


@dataclass(frozen=True, slots=True)
class _Reference:
    """What an article is held against: all its words, and how often it uses one."""

    total: float
    count: Callable[[str], float]


_Find: TypeAlias = Callable[[Article, pd.DataFrame], _Reference]


def keywords(
    article: Articles,
    *,
    reference: str | Articles | pd.DataFrame = "english",
    unit: str = "lemma",
    kinds: Iterable[str] | None = ("body",),
) -> pd.DataFrame:
    """Rank an article's words by the evidence that it uses them more than a reference does.

    Function words, numbers and initials are left out; negations are kept. Words are as in `word_frequencies`, but
    looked up in the reference without regard to capitals.

    Parameters
    ----------
    article : Article or iterable of Article
        What to read; of several articles, each is held against the reference by itself and the table begins with
        `article_id`.
    reference : "english", Article, iterable of Article, or DataFrame
        General English (wordfreq's list, taken for 100 million words; a lemma's forms are added up, and a word that
        is not listed counts once), other articles (the article itself is left out of them), or a table with `word` and
        `count` for the same unit, such as `word_frequencies` of other articles.
    unit : {"lemma", "word"}
        Dictionary forms, or words as they stand.
    kinds : iterable of str, optional
        Kinds of block to read; None reads all.

    Returns
    -------
    DataFrame
        `word`, `count`, `per_10k` and `reference_per_10k` (occurrences per 10,000 words), `log_likelihood` (G2),
        `p` (of a G2 as large by chance), `log_ratio` (1 is twice the reference's rate, -1 half), `bic` (above 2
        positive evidence, above 10 very strong). Words used more than in the reference come first, by G2; those used
        less come last, the most marked at the very end.

    Raises
    ------
    OptionError
        An option is not known, or no reference article is left.
    TableError
        The reference table lacks a column, or is empty.

    Notes
    -----
    A word said several times in one article is key to it by any measure: G2 and p take words for independent draws.
    Read `count` first. A word that the reference lacks is taken for half an occurrence in the log ratio, which can so
    fall below 0 where the reference is shorter than the article; G2 and the order do not mind. A name that is spelt
    like a common word ("US", "Bush") seems less key to general English than it is.

    Source
    ------
    Rayson & Garside (2000) for G2, Hardie (2014) for the log ratio, Wilson (2013) for BIC: see `toolkit.measures`.
    wordfreq: Speer (2022), doi:10.5281/zenodo.7199437.

    Examples
    --------
    >>> ferry = Article(text="The ferry sails from Oban today. The ferry is late.")
    >>> keywords(ferry)[["word", "count", "per_10k", "log_likelihood", "log_ratio"]].round(1).head(3)
        word  count  per_10k  log_likelihood  log_ratio
    0  ferry      2   2000.0            34.9       14.0
    1   Oban      1   1000.0            23.0       18.0
    2   sail      1   1000.0            15.8       12.9
    """
    check_unit(unit)
    return _keywords(article, find=_reference(reference, unit, kinds), unit=unit, kinds=kinds)


@one_or_many
def _keywords(article: Article, *, find: _Find, unit: str, kinds: Iterable[str] | None) -> pd.DataFrame:
    words = unit_words(article, unit, kinds)
    total, held = len(words), words[~words["is_stop"] & words["word"].map(is_lexical).astype(bool)]
    reference = find(article, held)
    rows = [_keyness(word, count, total, reference) for word, count in Counter(held["word"]).items()]
    return make_table("keywords", sorted(rows, key=_by_evidence))


def _keyness(word: str, count: int, total: int, reference: _Reference) -> dict[str, Any]:
    seen = reference.count(word)
    table = (count, total, seen, reference.total)
    g2 = log_likelihood(*table)
    return {
        "word": word, "count": count, "per_10k": 10_000 * count / total,
        "reference_per_10k": 10_000 * seen / reference.total, "log_likelihood": g2, "p": p_value(g2),
        "log_ratio": log_ratio(*table), "bic": bic(g2, total + reference.total),
    }  # fmt: skip


def _by_evidence(row: Mapping[str, Any]) -> tuple[Any, ...]:
    more = row["per_10k"] > row["reference_per_10k"]
    return (-row["log_likelihood"] if more else row["log_likelihood"], *alphabetical(row["word"]))


def _reference(reference: object, unit: str, kinds: Iterable[str] | None) -> _Find:
    """Return what finds the reference of an article."""
    if isinstance(reference, str):
        if reference != "english":
            raise OptionError(f"reference={reference!r} is not known. Use 'english', articles, or a table of counts.")
        return lambda article, words: _Reference(SIZE, english_counts(words, unit).__getitem__)
    if isinstance(reference, pd.DataFrame):
        found = _from_table(reference)
        return lambda article, words: found
    counts = {
        other.article_id: Counter(map(str.lower, unit_words(other, unit, kinds)["word"]))
        for other in each_article(reference)
    }
    together = sum(counts.values(), Counter[str]())
    return lambda article, words: _from_others(together, counts.get(article.article_id, Counter()))


def _from_others(together: Counter[str], own: Counter[str]) -> _Reference:
    total = together.total() - own.total()
    if not total:
        raise OptionError("reference holds no words but the article's own. Give other articles to compare it with.")
    return _Reference(total, lambda word: together[word.lower()] - own[word.lower()])


def _from_table(table: pd.DataFrame) -> _Reference:
    table = _counts(table, "word_frequencies")
    counts = table.groupby(table["word"].astype(str).str.lower())["count"].sum().to_dict()
    total = _words_behind(table)
    if not total:
        raise TableError("reference: the table holds no words.")
    return _Reference(total, lambda word: counts.get(word.lower(), 0))


def _counts(table: pd.DataFrame, name: str) -> pd.DataFrame:
    """Return the table with its counts as numbers, once it is sure that they can be added up."""
    check_table(table, name, ["word", "count"])
    numbers = pd.to_numeric(table["count"])
    if not numbers.abs().max() < float("inf") and len(table):
        raise TableError(f"{name}: column 'count' must be finite, and a row is not.")
    return table.assign(count=numbers)


def _words_behind(table: pd.DataFrame) -> float:
    """Return the words of the texts that were counted, including those that the table leaves out."""
    if "per_10k" not in table:
        return float(table["count"].sum())
    check_table(table, "word_frequencies", ["per_10k"])
    rows = table[table["per_10k"] > 0]
    texts = rows["article_id"] if "article_id" in rows else pd.Series(0, rows.index)
    return float((10_000 * rows["count"] / rows["per_10k"]).groupby(texts).max().round().sum())


def compare_words(counts: pd.DataFrame, *, by: str, prior: float = 0.5) -> pd.DataFrame:
    """Rank the words that each group uses more than all the others do together.

    Parameters
    ----------
    counts : DataFrame
        One row per `by` and word: `by` (label), `word`, `count` (occurrences), such as `word_frequencies` of several
        articles. A word that a group does not list, it does not use.
    by : str
        Grouping column, such as "article_id", "speaker" or "outlet".
    prior : float
        Occurrences added to every count, so that an unseen word is rare, not impossible; the more, the less a rare
        word can say.

    Returns
    -------
    DataFrame
        `counts` with two columns more, each group's strongest word first: `log_odds` (nats; 0 is no preference,
        below 0 the others' word) and `z` (standard errors; within 1.96 either way is within chance). Groups are in
        the order in which they come in `counts`.

    Raises
    ------
    TableError
        A column is missing or holds what it must not, a word repeats within a group, or there is one group.
    OptionError
        The prior is not above 0, or `by` names the words or the counts.

    Source
    ------
    Monroe, Colaresi & Quinn (2008), "Fightin' Words", doi:10.1093/pan/mpn018; the form with a flat prior.

    Examples
    --------
    >>> counts = pd.DataFrame({"speaker": ["Ada", "Ada", "Ben", "Ben"],
    ...                        "word": ["ferry", "cost"] * 2, "count": [8, 2, 1, 9]})
    >>> compare_words(counts, by="speaker").round(1)
      speaker   word  count  log_odds    z
    0     Ada  ferry      8       3.1  3.5
    1     Ada   cost      2      -3.1 -4.3
    2     Ben   cost      9       3.1  4.3
    3     Ben  ferry      1      -3.1 -3.5
    """
    counts = _counts(counts, "compare_words")
    _check_groups(counts, by, prior)
    everything, everywhere = counts["count"].sum(), counts.groupby("word")["count"].transform("sum")
    sizes = counts.groupby(by)["count"].transform("sum")
    prior_total = prior * counts["word"].nunique()
    odds = [
        weighted_log_odds(count, size, both - count, everything - size, prior=prior, prior_total=prior_total)
        for count, size, both in zip(counts["count"], sizes, everywhere, strict=True)
    ]
    ranked = counts.assign(log_odds=[log_odds for log_odds, _ in odds], z=[z for _, z in odds])
    places = {label: place for place, label in enumerate(counts[by].unique())}
    keys = [
        (places[label], -z, alphabetical(str(word)))
        for label, z, word in zip(ranked[by], ranked["z"], ranked["word"], strict=True)
    ]
    return ranked.iloc[sorted(range(len(keys)), key=keys.__getitem__)].reset_index(drop=True)


def _check_groups(counts: pd.DataFrame, by: str, prior: float) -> None:
    if by not in list(counts.columns):
        raise TableError(f"compare_words: the table has no column {by!r} to compare by; it has {list(counts.columns)}.")
    if by in ("word", "count"):
        raise OptionError(f"by={by!r} cannot be compared by. Name the column with the groups.")
    if not isinstance(prior, int | float) or not prior > 0:
        raise OptionError(f"prior={prior!r} is not known. Use a number above 0, such as 0.5.")
    if counts[by].isna().any():
        raise TableError(f"compare_words: column {by!r} must be filled. Drop the rows without one first.")
    if counts[by].nunique() < 2:
        raise TableError(f"compare_words: column {by!r} must hold at least two groups.")
    if twice := counts[counts.duplicated([by, "word"])]["word"].astype(str).tolist():
        raise TableError(f"compare_words: {twice[0]!r} repeats within a group. Add its counts up first.")
