"""Charts of how far to trust the tables: your figures beside the published ones, and confidence against the truth."""

import itertools
from collections.abc import Iterator
from typing import Any

import pandas as pd
import seaborn as sns
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.lines import Line2D

from toolkit.charts.checks import finite, one_row_each
from toolkit.charts.intervals import points
from toolkit.charts.layout import heading, new_axes, nothing_to_show, row_labels
from toolkit.charts.style import INK, MAIN, QUIET, UNRESOLVED_GREY, themed
from toolkit.tables import check_table

_APART = 0.17  # rows between your figure and the published one
_YOURS = "yours"
_SHARES = ([0, 0.25, 0.5, 0.75, 1], ["0%", "25%", "50%", "75%", "100%"])


@themed
def self_check(table: pd.DataFrame, *, title: str | None = None, ax: Axes | None = None) -> Axes:
    """Draw your figures beside the published ones, each with its interval.

    Parameters
    ----------
    table : DataFrame
        What `self_check` gives: `measure`, `value`, `low`, `high`, `labelled`, `published`, `published_low`,
        `published_high`.
    title, ax
        As for every chart.

    Returns
    -------
    Axes
        One row a measure: above, filled, the share in your labels and its 95% interval; below, hollow, the published
        one. Where the intervals overlap widely, the labels do not tell your texts from those.

    Raises
    ------
    TableError
        A column is missing or out of range, or a measure repeats.

    Examples
    --------
    >>> table = pd.DataFrame({"measure": ["recall"], "value": [0.8], "low": [0.6], "high": [0.9], "labelled": [20],
    ...                       "published": [0.79], "published_low": [0.74], "published_high": [0.85]})
    >>> [label.get_text() for label in self_check(table).get_yticklabels()]
    ['recall (20)']
    """
    columns = ["measure", "value", "low", "high", "labelled"]
    columns += ["published", "published_low", "published_high"]
    shown = one_row_each(check_table(table, "self_check", columns), "measure")
    shown = shown[shown[["value", "published"]].notna().any(axis=1)].reset_index(drop=True)
    if shown.empty:
        return nothing_to_show(ax, "there are no labels and no published figures.", title)
    ax = new_axes(ax, rows=3 * len(shown) + 2)
    yours, ours = columns[1:4], columns[5:]
    _beside(ax, shown, yours, -_APART, MAIN, filled=True)
    _beside(ax, shown, ours, _APART, UNRESOLVED_GREY, filled=False)
    row_labels(ax, [f"{row.measure} ({row.labelled:,})" for row in shown.itertuples()])
    ax.set(xlim=(-0.01, 1.01), xlabel="Share that is right or found, with its 95% interval; in brackets your labels")
    ax.set_xticks(*_SHARES)
    heading(ax, title, [_key("your texts", MAIN, MAIN), _key("published", UNRESOLVED_GREY, "white")])
    return ax


@themed
def calibration(table: pd.DataFrame, *, title: str | None = None, ax: Axes | None = None) -> Axes:
    """Draw how often attributions are right against how sure the toolkit was of them.

    Parameters
    ----------
    table : DataFrame
        What `calibration` gives: `texts`, `confidence`, `right`, `low`, `high` (0 to 1), `attributions`.
    title, ax
        As for every chart.

    Returns
    -------
    Axes
        A point for each of the texts and bands of confidence, with its 95% interval; yours are filled. A point on the
        dashed line is as often right as it says; above it, more often.

    Raises
    ------
    TableError
        A column is missing, out of range or not filled.

    Examples
    --------
    >>> table = pd.DataFrame({"texts": ["yours"], "confidence": [0.95], "right": [0.9], "low": [0.6], "high": [0.98],
    ...                       "attributions": [10]})
    >>> [text.get_text() for text in calibration(table).get_legend().get_texts()]
    ['yours (10)', 'as often right as it says']
    """
    columns = ["texts", "confidence", "right", "low", "high", "attributions"]
    shown = finite(check_table(table, "calibration", columns), ["confidence", "right"])
    if shown.empty:
        return nothing_to_show(ax, "there are no measurements.", title)
    ax = new_axes(ax)
    ax.plot([0, 1], [0, 1], color=QUIET, linewidth=1.2, linestyle=(0, (4, 3)), zorder=1)
    keys = list(_lines(ax, shown))
    ax.set(xlim=(min(0.2, shown["confidence"].min() - 0.05), 1.02), ylim=(-0.02, 1.02))
    ax.set(xlabel="Confidence, its mean in the band", ylabel="Share that is right")
    ax.set_xticks([0.25, 0.5, 0.75, 1], ["0.25", "0.5", "0.75", "1"])
    ax.set_yticks(*_SHARES)
    sns.despine(ax=ax, left=True, bottom=True)
    dashed = Line2D([], [], color=QUIET, linewidth=1.2, linestyle=(0, (4, 3)), label="as often right as it says")
    heading(ax, title, [*keys, dashed])
    return ax


def _lines(ax: Axes, table: pd.DataFrame) -> Iterator[Artist]:
    """Draw the texts one by one, yours filled and the published hollow, and give each its key."""
    looks = itertools.cycle([(QUIET, "s"), (UNRESOLVED_GREY, "o"), (INK, "D")])
    for texts, rows in table.groupby("texts", sort=False):
        colour, marker = (MAIN, "o") if texts == _YOURS else next(looks)
        look: dict[str, Any] = {"color": colour, "marker": marker, "linewidth": 1.2, "markersize": 7}
        look |= {"markeredgewidth": 1.6, "markerfacecolor": colour if texts == _YOURS else "white"}
        look |= {"linestyle": "" if texts == _YOURS else "-"}  # a line would make a trend of a few rows
        rows = rows.sort_values("confidence")
        ax.vlines(rows["confidence"], rows["low"], rows["high"], colors=colour, linewidth=2, alpha=0.7, zorder=2)
        ax.plot(rows["confidence"], rows["right"], **look, zorder=3)
        yield Line2D([], [], **look, label=f"{texts} ({rows['attributions'].sum():,})")


def _beside(ax: Axes, table: pd.DataFrame, names: list[str], shift: float, colour: str, *, filled: bool) -> None:
    """Draw one figure a row, a little above or below its middle, and its interval where it has one."""
    told = table[table[names[0]].notna()]
    many = [colour] * len(told), [filled] * len(told)
    points(ax, told.index + shift, told[names[0]], told[names[1:]], many[0], filled=many[1])
    for row, share in zip(told.index + shift, told[names[0]], strict=True):
        ax.annotate(
            f"{share:.0%}", (share, row), (0, 6), textcoords="offset points", ha="center", fontsize=8, color=INK
        )


def _key(label: str, colour: str, face: str) -> Artist:
    return Line2D([], [], color=colour, marker="o", markerfacecolor=face, markeredgewidth=1.8, label=label)
