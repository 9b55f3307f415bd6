"""Charts of words: how often, how telling, and where in the article."""

from collections.abc import Iterable

import numpy as np
import pandas as pd
import seaborn as sns
from matplotlib.axes import Axes
from matplotlib.patches import Patch
from matplotlib.ticker import FuncFormatter, MaxNLocator

from toolkit.article import Article
from toolkit.charts.style import (
    CONTRAST,
    INK,
    MAIN,
    QUIET,
    check_top,
    faded,
    finite,
    legend_above,
    new_axes,
    note_rows,
    nothing_to_show,
    one_article,
    one_row_each,
    row_labels,
    set_title,
    themed,
    zero_line,
)
from toolkit.errors import TableError, check_option
from toolkit.tables import check_table

_EVIDENCE = (  # least BIC, strength of the colour, name: Raftery's grades, as Wilson (2013) uses them for keyness
    (10.0, 1.0, "very strong evidence (BIC above 10)"),
    (2.0, 0.6, "positive (2 to 10)"),
    (-np.inf, 0.28, "weak"),
)


@themed
def word_bars(table: pd.DataFrame, *, top: int = 20, title: str | None = None, ax: Axes | None = None) -> Axes:
    """Draw the most frequent words as bars, with the 95 % interval of each rate.

    Parameters
    ----------
    table : DataFrame
        A word_frequencies table of one article: `word`, `count`, `per_10k`, `low`, `high` (per 10,000 words).
    top : int
        Words drawn, the most frequent first.
    title : str, optional
        What the chart shows, in a sentence.
    ax : Axes, optional
        Where to draw; a new figure by default.

    Returns
    -------
    Axes
        One bar a word, its count beside it; the line through the bar's end is the interval.

    Raises
    ------
    TableError
        A column is missing or out of range, or a word repeats.

    Examples
    --------
    >>> table = pd.DataFrame({"word": ["ferry", "fare"], "count": [6, 2], "per_10k": [300.0, 100.0],
    ...                       "low": [137.7, 27.4], "high": [639.1, 358.2]})
    >>> ax = word_bars(table, title="The ferry comes first")
    >>> [float(bar.get_width()) for bar in ax.patches]
    [300.0, 100.0]
    """
    check_top(top)
    columns = ["word", "count", "per_10k", "low", "high"]
    shown = one_row_each(check_table(table, "word_frequencies", columns), "word")
    shown = shown.sort_values("per_10k", ascending=False, kind="stable").head(top).reset_index(drop=True)
    if shown.empty:
        return nothing_to_show(ax, "no word was counted.", title)
    ax = new_axes(ax, rows=len(shown))
    sns.barplot(
        x=shown["per_10k"], y=shown.index, orient="h", color=MAIN, width=0.7, errorbar=None, saturation=1, ax=ax
    )
    ends = shown[["low", "high"]].sub(shown["per_10k"], axis=0).abs().to_numpy().T
    ax.errorbar(shown["per_10k"], shown.index, xerr=ends, fmt="none", ecolor=INK, elinewidth=1.2, capsize=2.5)
    note_rows(ax, shown["high"], shown["count"].map("{:,}".format))
    row_labels(ax, shown["word"])
    ax.set(xlim=(0, None), xlabel="Occurrences per 10,000 words, with 95% interval; the number is the count")
    set_title(ax, title)
    return ax


@themed
def keyness_bars(
    table: pd.DataFrame,
    *,
    by: str = "log_ratio",
    top: int = 20,
    title: str | None = None,
    ax: Axes | None = None,
) -> Axes:
    """Draw the words that set a text apart from its reference, and how strong the evidence is.

    Parameters
    ----------
    table : DataFrame
        A keywords table of one article: `word`, `count`, `log_likelihood`, `log_ratio`, `bic`.
    by : "log_ratio" or "log_likelihood"
        What the bars measure: how many times as frequent the word is (an effect, on a log scale), or G2 (evidence).
    top : int
        Words drawn: those with the most evidence, by log-likelihood; the longest bar comes first.
    title : str, optional
        What the chart shows, in a sentence.
    ax : Axes, optional
        Where to draw; a new figure by default.

    Returns
    -------
    Axes
        Blue bars are words used more than in the reference, vermilion ones less; the paler, the weaker the evidence
        by BIC. The number beside a bar is the word's count.

    Raises
    ------
    OptionError
        `by` or `top` is not known.
    TableError
        A column is missing or out of range, or a word repeats.

    Examples
    --------
    >>> table = pd.DataFrame({"word": ["ferry", "fare"], "count": [6, 2], "log_likelihood": [70.2, 4.1],
    ...                       "log_ratio": [7.0, 2.0], "bic": [60.0, -6.0]})
    >>> [text.get_text() for text in keyness_bars(table).get_yticklabels()]
    ['ferry', 'fare']
    """
    check_top(top)
    check_option("by", by, ("log_ratio", "log_likelihood"))
    shown = check_table(table, "keywords", ["word", "count", "log_likelihood", "log_ratio", "bic"])
    shown = finite(one_row_each(shown, "word"), ["log_likelihood", "log_ratio"])
    shown = shown.sort_values("log_likelihood", ascending=False, kind="stable").head(top)
    if shown.empty:
        return nothing_to_show(ax, "no word sets the text apart.", title)
    length = shown["log_ratio"] if by == "log_ratio" else shown["log_likelihood"] * np.sign(shown["log_ratio"])
    shown = shown.assign(length=length).sort_values("length", ascending=False, kind="stable").reset_index(drop=True)
    ax = new_axes(ax, rows=len(shown) + 1)
    hues = [
        faded(CONTRAST if log_ratio < 0 else MAIN, _evidence(bic))
        for log_ratio, bic in zip(shown["log_ratio"], shown["bic"], strict=True)
    ]
    ax.barh(shown.index, shown["length"], color=hues, height=0.7)
    note_rows(ax, shown["length"], shown["count"].map("{:,}".format))
    row_labels(ax, shown["word"])
    zero_line(ax, vertical=True)
    if by == "log_ratio":
        ax.xaxis.set_major_locator(MaxNLocator(nbins=8, integer=True))
        ax.xaxis.set_major_formatter(FuncFormatter(_times))
        ax.set_xlabel("Times as frequent as in the reference (log scale); the number is the count")
    else:
        ax.xaxis.set_major_formatter(FuncFormatter(lambda value, _: f"{abs(value):,.0f}"))
        ax.set_xlabel("Evidence of a difference (log-likelihood G2); the number is the count")
    _evidence_legend(ax, shown)
    set_title(ax, title)
    return ax


def _evidence(bic: float) -> float:
    return next(strength for least, strength, _ in _EVIDENCE if bic > least or np.isinf(least))


def _evidence_legend(ax: Axes, shown: pd.DataFrame) -> None:
    """Explain the shades that are there, and the second colour if it is."""
    strengths = shown["bic"].map(_evidence)
    keys = [
        Patch(color=faded(MAIN, strength), label=name)
        for _, strength, name in _EVIDENCE
        if (strengths == strength).any()
    ]
    if (shown["log_ratio"] < 0).any():
        keys.append(Patch(color=CONTRAST, label="less than in the reference"))
    legend_above(ax, keys)


def _times(power: float, _: object) -> str:
    if power == 0:
        return "same"
    return f"{2.0**power:,.0f}×" if power > 0 else f"1/{2.0**-power:,.0f}"


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
    title : str, optional
        What the chart shows, in a sentence.
    ax : Axes, optional
        Where to draw; a new figure by default.

    Returns
    -------
    Axes
        One row a word, its count on the right.

    Raises
    ------
    TableError
        A column is missing, or a hit lies outside the article.

    Examples
    --------
    >>> table = pd.DataFrame({"start": [4, 90, 40], "match": ["ferry", "ferry", "fare"]})
    >>> [text.get_text() for text in dispersion_strip(table).get_yticklabels()]
    ['ferry', 'fare']
    """
    check_top(top)
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
    set_title(ax, title)
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
