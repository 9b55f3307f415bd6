"""Groups of articles compared in one of five ways."""

from collections.abc import Iterable

import pandas as pd

from toolkit.errors import check_option, check_whole
from toolkit.groups.distinct import distinctive_words
from toolkit.groups.grouping import groups_of
from toolkit.groups.shares import shares_of_forms, shares_of_sources, shares_of_voice
from toolkit.groups.tones import tones_towards
from toolkit.tables import check_table

MEASURES = {
    "voices": "attributions", "forms": "attributions", "sources": "source_audit", "tone": "sentiment_towards",
    "words": "word_frequencies",
}  # fmt: skip


def compare_groups(
    table: pd.DataFrame,
    articles: pd.DataFrame,
    *,
    by: str = "outlet",
    measure: str = "voices",
    target: str | Iterable[str] | None = None,
    names: pd.DataFrame | None = None,
    top: int = 20,
    prior: float = 0.5,
) -> pd.DataFrame:
    """Compare groups of articles: who has a say, how literally, named or not, in which tone, with which words.

    Every figure comes with a 95% interval for which whole articles are drawn anew 2,000 times, since the sentences of
    one article are no independent evidence. Below ten articles, or where no article has the
    item, the interval is missing and `note` says so. With ten to forty articles it is somewhat narrow: tried on real
    news it held the true share nine times in ten.

    Parameters
    ----------
    table : DataFrame
        The analysis of several articles, with `article_id`: attributions for "voices" and "forms", source_audit for
        "sources", sentiment_towards for "tone", word_frequencies for "words".
    articles : DataFrame
        One row per article: `article_id` and what to compare by. Articles that it lacks are left out.
    by : str
        "outlet" (where it is missing, the site), "day", "week", "month" or "year" of `date`, or any other column.
    measure : {"voices", "forms", "sources", "tone", "words"}
        What to compare.
    target : str or iterable of str
        For "tone": towards whom.
    names : DataFrame, optional
        For "voices": which speakers of several articles are the same, as `speaker_names` gives it.
    top : int
        Speakers, or words of each group.
    prior : float
        For "words": as in `compare_words`.

    Returns
    -------
    DataFrame
        One row per group and what is measured; `articles` counts those that the figure rests on.

        - "voices", "forms", "sources": `group`, `item` (speaker, missing for all who are not resolved; direct, mixed or
          indirect; named, collective, document, unnamed or unclear), `share` of the group's reported words (0..1),
          `low`, `high`, `words`, `item_articles` (articles that have the item), `articles`, `note`.
        - "tone": `group`, `target`, `score` (-1..1, over the sentences that mention the target, those in its own words
          a quarter), `low`, `high`, `mentions`, `sentences`, `articles`, `note`.
        - "words": `group`, `word`, `count`, `log_odds` (nats, against all other groups), `z` (above 1.96 beyond chance,
          were words draws), `low`, `high` (of the log-odds; a word owed to a few articles has a wide one),
          `word_articles`, `articles`, `note`; words in at least three articles of the group, the highest z first.

    Raises
    ------
    OptionError
        An option is not known, or there is no target.
    TableError
        A column is missing, no article has a group, or there is one group only for "words".

    Source
    ------
    Efron (1979), doi:10.1214/aos/1176344552, for the intervals; Monroe, Colaresi & Quinn (2008),
    doi:10.1093/pan/mpn018, for the words.

    Examples
    --------
    >>> said = pd.DataFrame({"article_id": ["a", "a", "b"], "speaker": ["Ada Moss", None, "Ada Moss"],
    ...                      "words": [30, 10, 20]})
    >>> articles = pd.DataFrame({"article_id": ["a", "b"], "outlet": ["Courier", "Gazette"]})
    >>> compare_groups(said, articles)[["group", "item", "share", "words", "articles", "note"]]
         group      item  share  words  articles              note
    0  Courier  Ada Moss   0.75     30         1  too few articles
    1  Courier       NaN   0.25     10         1  too few articles
    2  Gazette  Ada Moss   1.00     20         1  too few articles
    3  Gazette       NaN   0.00      0         1  too few articles
    """
    check_option("measure", measure, tuple(MEASURES))
    check_whole("top", top, 1)
    groups = groups_of(articles, by)
    if measure == "voices":
        known = None if names is None else check_table(names, "speaker_names", ["article_id", "speaker", "name"])
        return shares_of_voice(table, groups, by, top, known)
    if measure == "tone":
        return tones_towards(table, groups, by, target)
    if measure == "words":
        return distinctive_words(table, groups, by, top, prior)
    return (shares_of_forms if measure == "forms" else shares_of_sources)(table, groups, by)
