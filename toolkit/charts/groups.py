"""Charts of groups of articles: shares, tone towards somebody, distinctive words, each with its interval."""

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.lines import Line2D
from matplotlib.ticker import PercentFormatter

from toolkit.charts.checks import one_row_each
from toolkit.charts.intervals import points
from toolkit.charts.labels import NOT_RESOLVED, drawable
from toolkit.charts.layout import (
    BESIDE_POINT,
    heading,
    new_axes,
    note_rows,
    nothing_to_show,
    row_labels,
    tone_towards_scale,
    zero_line,
)
from toolkit.charts.style import CONTRAST, INK, MAIN, QUIET, faded, themed
from toolkit.errors import OptionError, check_whole
from toolkit.tables import check_table
from toolkit.visible import number_of

_PALE = 0.35
_FEW = "pale, hollow: too few articles, or none with it"


@themed
def group_shares(
    table: pd.DataFrame, *, item: str | None = None, title: str | None = None, ax: Axes | None = None
) -> Axes:
    """Draw one speaker's, form's or naming's share in each group, with its interval.

    Parameters
    ----------
    table : DataFrame
        What `compare_groups` gives for "voices", "forms" or "sources".
    item : str, optional
        What to draw, such as "Ada Moss", "direct" or "unnamed"; may be left out where the table has one item only.
    title, ax
        As for every chart.

    Returns
    -------
    Axes
        A row for each group, the highest share on top: the share, its 95% interval, and the articles and words that
        it rests on; groups without an interval come last, pale and hollow.

    Raises
    ------
    TableError
        A column is missing or out of range, or a group repeats.
    OptionError
        The table has no such item, or several and none was named.

    Examples
    --------
    >>> table = pd.DataFrame({"group": ["Courier", "Gazette"], "item": "unnamed", "share": [0.1, 0.3],
    ...                       "low": [0.05, None], "high": [0.2, None], "words": [90, 60], "articles": [40, 3]})
    >>> [label.get_text() for label in group_shares(table, item="unnamed").get_yticklabels()]
    ['Courier', 'Gazette']
    """
    columns = ["group", "item", "share", "low", "high", "words", "articles"]
    shown = _of_item(check_table(table, "group_shares", columns), item)
    shown = _in_order(one_row_each(shown, "group").dropna(subset=["share"]), "share")
    if shown.empty:
        return nothing_to_show(ax, "in no group is anybody reported to speak.", title)
    ax = _points(shown, ["group", "share"], ax, scale=100)
    counts = zip(shown["share"], shown["articles"], strict=True)
    rests = [f"{share:.0%} in {number_of(many, 'article')}" for share, many in counts]
    note_rows(ax, 100 * shown["high"].fillna(shown["share"]), rests, clear=BESIDE_POINT)
    ax.xaxis.set_major_formatter(PercentFormatter(decimals=0))
    ax.set_xlim(-1, None)
    ax.set_xlabel(f"Share of the reported words: {drawable(str(shown['item'].iloc[0]))}")
    heading(ax, title, _keys(shown))
    return ax


@themed
def group_tones(table: pd.DataFrame, *, title: str | None = None, ax: Axes | None = None) -> Axes:
    """Draw the tone of each group towards one target, with its interval.

    Parameters
    ----------
    table : DataFrame
        What `compare_groups` gives for "tone", of one target.
    title, ax
        As for every chart.

    Returns
    -------
    Axes
        A row for each group that mentions the target, the most positive on top; as in `group_shares`.

    Raises
    ------
    TableError
        A column is missing or out of range, or a group repeats.

    Examples
    --------
    >>> table = pd.DataFrame({"group": ["Courier", "Gazette"], "target": "Ada Moss", "score": [-0.1, 0.3],
    ...                       "low": [-0.3, None], "high": [0.1, None], "articles": [40, 3], "sentences": [90, 4]})
    >>> [label.get_text() for label in group_tones(table).get_yticklabels()]
    ['Courier', 'Gazette']
    """
    columns = ["group", "target", "score", "low", "high", "articles", "sentences"]
    shown = one_row_each(check_table(table, "group_tones", columns), "group").dropna(subset=["score"])
    shown = _in_order(shown, "score")
    if shown.empty:
        return nothing_to_show(ax, "no group mentions the target.", title)
    ax = _points(shown, ["group", "score"], ax)
    zero_line(ax, vertical=True)
    counts = zip(shown["sentences"], shown["articles"], strict=True)
    rests = [f"{number_of(many, 'sentence')} in {number_of(articles, 'article')}" for many, articles in counts]
    note_rows(ax, shown["high"].fillna(shown["score"]).clip(lower=0), rests, clear=BESIDE_POINT)
    tone_towards_scale(ax, drawable(str(shown["target"].iloc[0])))
    heading(ax, title, _keys(shown))
    return ax


@themed
def group_words(
    table: pd.DataFrame, *, group: str | None = None, top: int = 15, title: str | None = None, ax: Axes | None = None
) -> Axes:
    """Draw the words that set one group apart, with the interval of each preference.

    Parameters
    ----------
    table : DataFrame
        What `compare_groups` gives for "words".
    group : str, optional
        Which group; may be left out where the table has one only.
    top : int
        Words drawn, those of the highest z.
    title, ax
        As for every chart.

    Returns
    -------
    Axes
        A row for each word, the highest z on top. A word whose interval reaches 0 is vermilion: other articles of the
        same group might not prefer it. Beside it its count and the articles that hold it.

    Raises
    ------
    TableError
        A column is missing or out of range, or a word repeats.
    OptionError
        The table has no such group, or several and none was named; `top` is not known.

    Examples
    --------
    >>> table = pd.DataFrame({"group": "Courier", "word": ["ferry", "storm"], "count": [40, 20], "log_odds": [1.2, 0.9],
    ...                       "z": [6.1, 4.0], "low": [0.8, -0.5], "high": [1.5, 1.4], "word_articles": [18, 3],
    ...                       "articles": [30, 30]})
    >>> [label.get_text() for label in group_words(table).get_yticklabels()]
    ['ferry', 'storm']
    """
    check_whole("top", top, 1)
    columns = ["group", "word", "count", "log_odds", "z", "low", "high", "word_articles", "articles"]
    shown = _only(check_table(table, "group_words", columns), "group", group)
    shown = one_row_each(shown, "word").sort_values("z", ascending=False, kind="stable").head(top)
    shown = shown.reset_index(drop=True)
    if shown.empty:
        return nothing_to_show(ax, "no word sets the group apart.", title)
    ax = _points(shown, ["word", "log_odds"], ax, doubted=shown["low"] <= 0)
    zero_line(ax, vertical=True)
    counts = zip(shown["count"], shown["word_articles"], strict=True)
    rests = [f"{many:,} in {number_of(articles, 'article')}" for many, articles in counts]
    note_rows(ax, shown["high"].fillna(shown["log_odds"]).clip(lower=0), rests, clear=BESIDE_POINT)
    ax.set_xlabel("Preference over all other groups (log-odds; 0.7 is twice the odds)")
    heading(ax, title, _keys(shown, doubted=bool((shown["low"] <= 0).any())))
    return ax


def _of_item(table: pd.DataFrame, item: str | None) -> pd.DataFrame:
    named = table.assign(item=table["item"].astype(object).where(table["item"].notna(), NOT_RESOLVED))
    return _only(named, "item", item)


def _only(table: pd.DataFrame, column: str, value: str | None) -> pd.DataFrame:
    """Return the rows of one item or group."""
    known = [str(one) for one in table[column].unique()]
    if (value is None and len(known) > 1) or (value is not None and value not in known):
        shown = ", ".join(known[:12])
        raise OptionError(f"{column}={value!r}: say which to draw. The table has: {shown or 'none'}.")
    return table if value is None else table[table[column] == value]


def _in_order(shown: pd.DataFrame, by: str) -> pd.DataFrame:
    """The highest on top, what has no interval at the bottom."""
    keys = shown.assign(bare=shown["low"].isna())
    return keys.sort_values(["bare", by], ascending=[True, False], kind="stable").reset_index(drop=True)


def _points(
    shown: pd.DataFrame, columns: list[str], ax: Axes | None, *, scale: float = 1, doubted: pd.Series | None = None
) -> Axes:
    """Draw a point a row with its interval, hollow and pale where there is none; `columns` are label and value."""
    ax = new_axes(ax, rows=1.6 * len(shown) + 2)
    label, value = columns
    sure, doubts = shown["low"].notna(), [False] * len(shown) if doubted is None else doubted
    colours = [
        (CONTRAST if doubt else MAIN) if bold else faded(MAIN, _PALE) for bold, doubt in zip(sure, doubts, strict=True)
    ]
    points(ax, shown.index, scale * shown[value], scale * shown[["low", "high"]], colours, filled=sure)
    row_labels(ax, shown[label])
    for text, bold in zip(ax.get_yticklabels(), sure, strict=True):
        text.set_color(INK if bold else QUIET)
    return ax


def _keys(shown: pd.DataFrame, *, doubted: bool = False) -> list[Line2D]:
    """Say what the lines and the hollow points are."""
    keys = [Line2D([], [], color=MAIN, marker="o", linewidth=2.5, label="with 95% interval over articles")]
    if doubted:
        keys.append(Line2D([], [], color=CONTRAST, marker="o", linewidth=2.5, label="vermilion: might be chance"))
    if shown["low"].isna().any():
        keys.append(
            Line2D([], [], linestyle="", marker="o", markerfacecolor="white", color=faded(MAIN, _PALE), label=_FEW)
        )
    return keys
