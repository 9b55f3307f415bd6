"""A chart of places: where in the article a word stands."""

from collections.abc import Iterable

import pandas as pd
from matplotlib.axes import Axes

from toolkit.article import Article
from toolkit.charts.checks import one_article
from toolkit.charts.layout import heading, new_axes, nothing_to_show, row_labels
from toolkit.charts.style import MAIN, QUIET, themed
from toolkit.errors import TableError, check_whole
from toolkit.tables import check_table


@themed
def dispersion_strip(
    table: pd.DataFrame | Iterable[pd.DataFrame],
    *,
    by: str = "match",
    article: Article | None = None,
    top: int = 20,
    title: str | None = None,
    ax: Axes | None = None,
) -> Axes:
    """Draw where in the article words occur: a row for each word, a tick for each occurrence.

    Parameters
    ----------
    table : DataFrame or iterable of DataFrame
        One concordance table or several: `start` (code points), `match`. A tokens table serves with `by="lemma"`.
    by : str
        The column that names the rows; capitals and small letters are one.
    article : Article, optional
        The article that the table is from: the scale is then its whole length, in per cent.
    top : int
        Words drawn, the most frequent first.
    title, ax
        As for every chart.

    Returns
    -------
    Axes
        One row a word, its count on the right.

    Raises
    ------
    OptionError
        `top` is no whole number of at least 1.
    TableError
        A column is missing, or a hit lies outside the article.

    Examples
    --------
    >>> table = pd.DataFrame({"start": [4, 90, 40], "match": ["ferry", "ferry", "fare"]})
    >>> [text.get_text() for text in dispersion_strip(table).get_yticklabels()]
    ['ferry', 'fare']
    """
    check_whole("top", top, 1)
    hits = _hits(table, by)
    if hits.empty:
        return nothing_to_show(ax, "there is no hit.", title)
    scale, unit = (1.0, "characters from its beginning")
    if article is not None:
        if hits["start"].max() >= len(article.text):
            raise TableError("concordance: a hit lies beyond the article's end; the table is from another article.")
        scale, unit = 100 / len(article.text), "% of its length"
    rows = hits.groupby("row", sort=False)
    order = rows.size().sort_values(ascending=False, kind="stable").head(top)
    ax = new_axes(ax, rows=len(order))
    places = [rows.get_group(row)["start"].to_numpy() * scale for row in order.index]
    ax.eventplot(places, lineoffsets=list(range(len(order))), linelengths=0.62, linewidths=1.6, colors=MAIN)
    row_labels(ax, [rows.get_group(row)[by].mode().iloc[0] for row in order.index])
    ax.hlines(range(len(order)), 0, 1, transform=ax.get_yaxis_transform(), color="#e6e6e6", linewidth=0.8, zorder=0)
    end = 100.0 if article is not None else float(hits["start"].max())
    ax.set(
        xlim=(-0.006 * end - 0.01, 1.006 * end + 0.01),
        xlabel=f"Position in the article, {unit}; the number is the count",
    )
    for row, count in enumerate(order):
        ax.annotate(f"{count:,}", (1, row), (5, 0), xycoords=ax.get_yaxis_transform(), textcoords="offset points",
                    va="center", color=QUIET, fontsize=9)  # fmt: skip
    heading(ax, title)
    return ax


def _hits(table: pd.DataFrame | Iterable[pd.DataFrame], by: str) -> pd.DataFrame:
    """Put the tables end to end, in the order of the text, with the `row` that each hit belongs to."""
    tables = [table] if isinstance(table, pd.DataFrame) or not isinstance(table, Iterable) else list(table)
    for one in tables:
        check_table(one, "concordance", ["start"])
        if by not in one.columns:
            raise TableError(f"concordance: the table has no column {by!r}; it has {list(one.columns)}.")
    if not tables:
        return pd.DataFrame({"start": [], by: [], "row": []})
    hits = one_article(pd.concat(tables, ignore_index=True)).dropna(subset=[by])
    return hits.assign(row=hits[by].astype(str).str.casefold()).sort_values("start", kind="stable")
