"""The words that set a group of articles apart, with what they owe to single articles."""

from collections.abc import Iterator

import numpy as np
import pandas as pd

from toolkit.bootstrap import interval, resampled_sums
from toolkit.groups.grouping import FEWEST_ARTICLES, TOO_FEW, Floats, check_many, each_group, sums_of
from toolkit.keyness import compare_words
from toolkit.tables import make_table
from toolkit.wordforms import is_lexical

SPREAD = 3  # articles of the group that must hold a word: the subject of one or two is no vocabulary


def distinctive_words(counts: pd.DataFrame, groups: pd.Series, by: str, top: int, prior: float) -> pd.DataFrame:
    """Return each group's words of the highest z, with an interval of the log-odds that draws whole articles."""
    check_many(counts, "word_frequencies", ["word", "count"])
    counts = counts[counts["article_id"].isin(groups.index) & counts["word"].map(is_lexical).astype(bool)]
    counts = counts.assign(group=counts["article_id"].map(groups), item=counts["word"])
    by_word = counts.groupby(["group", "word"], sort=False)["count"]
    together = by_word.sum().reset_index().assign(word_articles=by_word.count().to_numpy())
    ranked = compare_words(together, by="group", prior=prior)
    ranked = ranked[(ranked["word_articles"] >= SPREAD) & (ranked["z"] > 0)].groupby("group", sort=False).head(top)
    priors = prior, prior * counts["word"].nunique()
    rows = [row for name, ids in each_group(groups, by) for row in _rows(name, ids, counts, ranked, priors)]
    return make_table("group_words", rows)


def _rows(
    group: str, ids: pd.Index, counts: pd.DataFrame, ranked: pd.DataFrame, priors: tuple[float, float]
) -> Iterator[dict[str, object]]:
    own = ranked[ranked["group"] == group]
    articles = int(counts.loc[counts["article_id"].isin(ids), "article_id"].nunique())
    others = pd.Index(counts["article_id"].unique()).difference(ids, sort=False)
    few = min(articles, len(others)) < FEWEST_ARTICLES
    ends = [(np.nan, np.nan)] * len(own) if few else _intervals(list(own["word"]), ids, others, counts, priors)
    for row, (low, high) in zip(own.to_dict("records"), ends, strict=True):
        yield {**row, "low": low, "high": high, "articles": articles, "note": TOO_FEW if few else None}  # type: ignore[dict-item]


def _intervals(
    words: list[str], ids: pd.Index, others: pd.Index, counts: pd.DataFrame, priors: tuple[float, float]
) -> list[tuple[float, float]]:
    """Return the 95% intervals of the log-odds when the articles of the group, and the others, are drawn anew."""
    odds = [_log_odds(words, some, counts, priors, stream) for stream, some in enumerate((ids, others))]
    return [interval(column) for column in (odds[0] - odds[1]).T]


def _log_odds(
    words: list[str], ids: pd.Index, counts: pd.DataFrame, priors: tuple[float, float], stream: int
) -> Floats:
    totals = counts.groupby("article_id")["count"].sum().reindex(ids, fill_value=0)
    matrix = sums_of(counts[counts["word"].isin(words)], words, "count", ids)
    sums = resampled_sums(np.column_stack([matrix, totals]).astype(float), stream=stream)
    seen = sums[:, :-1] + priors[0]
    odds: Floats = np.log(seen / (sums[:, -1:] + priors[1] - seen))
    return odds
