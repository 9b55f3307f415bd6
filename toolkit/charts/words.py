"""Charts of words: how often, and how telling."""

import numpy as np
import pandas as pd
import seaborn as sns
from matplotlib.axes import Axes
from matplotlib.patches import Patch
from matplotlib.ticker import FuncFormatter, MaxNLocator

from toolkit.charts.checks import finite, one_row_each
from toolkit.charts.intervals import whiskers
from toolkit.charts.layout import heading, new_axes, note_rows, nothing_to_show, row_labels, zero_line
from toolkit.charts.style import CONTRAST, MAIN, faded, themed
from toolkit.errors import check_option, check_whole
from toolkit.tables import check_table

_EVIDENCE = (  # least BIC, strength of the colour, name: Raftery's grades, as Wilson (2013) uses them for keyness
    (10.0, 1.0, "very strong evidence (BIC above 10)"),
    (2.0, 0.6, "some evidence (2 to 10)"),
    (-np.inf, 0.28, "weak evidence"),
)


@themed
def word_bars(table: pd.DataFrame, *, top: int = 20, title: str | None = None, ax: Axes | None = None) -> Axes:
    """Draw the most frequent words as bars, with the 95% interval of each rate.

    Parameters
    ----------
    table : DataFrame
        A word_frequencies table of one article: `word`, `count`, `per_10k`, `low`, `high` (per 10,000 words).
    top : int
        Words drawn, the most frequent first.
    title, ax
        As for every chart.

    Returns
    -------
    Axes
        One bar a word, its count beside it; the line through the bar's end is the interval.

    Raises
    ------
    OptionError
        `top` is no whole number of at least 1.
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
    check_whole("top", top, 1)
    columns = ["word", "count", "per_10k", "low", "high"]
    shown = one_row_each(check_table(table, "word_frequencies", columns), "word")
    shown = shown.sort_values("per_10k", ascending=False, kind="stable").head(top).reset_index(drop=True)
    if shown.empty:
        return nothing_to_show(ax, "no word was counted.", title)
    ax = new_axes(ax, rows=len(shown))
    sns.barplot(
        x=shown["per_10k"], y=shown.index, orient="h", color=MAIN, width=0.7, errorbar=None, saturation=1, ax=ax
    )
    whiskers(ax, shown["per_10k"], shown)
    note_rows(ax, shown["high"], shown["count"].map("{:,}".format))
    row_labels(ax, shown["word"])
    ax.set(xlim=(0, None), xlabel="Occurrences per 10,000 words, with 95% interval; the number is the count")
    heading(ax, title)
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
    title, ax
        As for every chart.

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
    check_whole("top", top, 1)
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
    heading(ax, title, _evidence_keys(shown))
    return ax


def _evidence(bic: float) -> float:
    return next(strength for least, strength, _ in _EVIDENCE if bic > least or np.isinf(least))


def _evidence_keys(shown: pd.DataFrame) -> list[Patch]:
    """Explain the shades that are there, and the second colour if it is."""
    strengths = shown["bic"].map(_evidence)
    keys = [
        Patch(color=faded(MAIN, strength), label=name)
        for _, strength, name in _EVIDENCE
        if (strengths == strength).any()
    ]
    if (shown["log_ratio"] < 0).any():
        keys.append(Patch(color=CONTRAST, label="less than in the reference"))
    return keys


def _times(power: float, _: object) -> str:
    if power == 0:
        return "same"
    return f"{2.0**power:,.0f}×" if power > 0 else f"1/{2.0**-power:,.0f}"
