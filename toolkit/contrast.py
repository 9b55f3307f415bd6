"""Whether headline, reporter and speakers point the same way or opposite ways, in one article or over many."""

from itertools import combinations

import numpy as np
import numpy.typing as npt
import pandas as pd

from toolkit.article import Article, Articles, one_or_many
from toolkit.attribution import attributions
from toolkit.bootstrap import FEWEST, TOO_LITTLE, interval, resampled_means
from toolkit.measures import wilson_interval
from toolkit.tables import make_table
from toolkit.tone import tone_of_parts
from toolkit.tone_means import FEWEST_HITS

_PAIRS = tuple(combinations(("headline", "reporter", "speaker"), 2))
FEWEST_ARTICLES = 30  # below which a share is too little known: half of 30 is between 33 and 67%
_Floats = npt.NDArray[np.float64]


def tone_contrast(articles: Articles, *, aggregate: bool = False) -> pd.DataFrame:
    """Tell how the tone of headline, reporter and speakers differs, and how often they point opposite ways.

    Parameters
    ----------
    articles : Article or iterable of Article
        What to compare the voices of.
    aggregate : bool
        Count over all articles instead: how often each two voices point opposite ways.

    Returns
    -------
    DataFrame
        Three rows for each article, headline against reporter, headline against speaker, and reporter against speaker
        (all speakers' words together); of several articles the table begins with `article_id`. `first`, `second`: whose
        words; `first_score`, `second_score`: the mean score of their sentences (`sentiment`, -1 to 1), missing where
        they have none. `direction`: opposite where one score is above 0 and the other below, same where both are on one
        side, missing where one is at 0 or missing. `difference`: the second less the first, with the 95% interval
        `low` to `high` by resampling the sentences of both. Where one of them has fewer than five sentences or six
        words that carry tone, as nearly every headline has, `note` says "too little text" and the interval is missing:
        the direction is then no more than a hint.

        With `aggregate`, one row for each pair: `articles` (in which both scores are off 0), `opposite` (of them),
        `share` with the 95% interval `low` to `high` (Wilson's). Over many articles chance in each evens out, so that
        headlines count too. Below thirty articles `note` says "too little text" and the interval is missing.

    Raises
    ------
    OptionError
        The collection is empty, or holds something else than Articles.

    Source
    ------
    Wilson (1927), doi:10.1080/01621459.1927.10502953, for the share; Efron (1979), doi:10.1214/aos/1176344552, for the
    difference.

    Examples
    --------
    >>> article = Article(text="The ferry is a disaster. “The ferry is superb,” Ada Moss said.")
    >>> tone_contrast(article)[["first", "second", "direction", "note"]].tail(1)
          first   second direction             note
    2  reporter  speaker  opposite  too little text
    """
    table = _contrasts(articles)
    return _over_articles(table) if aggregate else table


@one_or_many
def _contrasts(article: Article) -> pd.DataFrame:
    parts = tone_of_parts(article, attributions(article)).dropna(subset=["score"])
    rows = [
        {"first": a, "second": b, **_difference(parts[parts["voice"] == a], parts[parts["voice"] == b])}
        for a, b in _PAIRS
    ]
    return make_table("tone_contrast", rows)


def _difference(first: pd.DataFrame, second: pd.DataFrame) -> dict[str, object]:
    """Compare the sentences of two voices."""
    before, after = first["score"].mean(), second["score"].mean()
    known: dict[str, object] = {"first_score": before, "second_score": after, "difference": after - before}
    if before * after:  # neither is 0; what is missing is no number, and compares as false below
        known["direction"] = "opposite" if before * after < 0 else "same" if before * after > 0 else None
    if any(len(part) < FEWEST or part["hits"].sum() < FEWEST_HITS for part in (first, second)):
        return {**known, "note": TOO_LITTLE}
    known["low"], known["high"] = interval(_resampled(second, stream=1) - _resampled(first, stream=0))
    return known


def _resampled(part: pd.DataFrame, *, stream: int) -> _Floats:
    return resampled_means(part[["score"]].to_numpy(), stream=stream)[:, 0]


def _over_articles(table: pd.DataFrame) -> pd.DataFrame:
    rows = []
    for first, second in _PAIRS:
        directions = table.loc[(table["first"] == first) & (table["second"] == second), "direction"].dropna()
        opposite = int((directions == "opposite").sum())
        rows.append({"first": first, "second": second, **_share(len(directions), opposite)})
    return make_table("tone_contrasts", rows)


def _share(articles: int, opposite: int) -> dict[str, object]:
    known = {"articles": articles, "opposite": opposite, "share": opposite / articles if articles else None}
    if articles < FEWEST_ARTICLES:
        return {**known, "note": TOO_LITTLE}
    low, high = wilson_interval(opposite, articles)
    return {**known, "low": low, "high": high}
