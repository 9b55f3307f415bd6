"""A chart of the words that move the tone from one text to another."""

import pandas as pd
import seaborn as sns
from matplotlib.axes import Axes
from matplotlib.patches import Patch

from toolkit.charts.checks import finite, one_row_each
from toolkit.charts.layout import heading, new_axes, note_rows, nothing_to_show, row_labels, zero_line
from toolkit.charts.style import CONTRAST, MAIN, themed
from toolkit.errors import check_whole
from toolkit.tables import check_table


@themed
def word_shift_bars(
    table: pd.DataFrame,
    *,
    names: tuple[str, str] = ("the first text", "the second"),
    top: int = 20,
    title: str | None = None,
    ax: Axes | None = None,
) -> Axes:
    """Draw the words that make one text sound more positive or negative than another.

    Parameters
    ----------
    table : DataFrame
        A word_shift table: `word`, `first`, `second`, `shift` (tone per 100 words).
    names : tuple of two str
        What to call the two texts.
    top : int
        Words drawn, those that shift most.
    title, ax
        As for every chart.

    Returns
    -------
    Axes
        One bar a word, to the right where it makes the second text the more positive; beside it what it adds to each.
        The x axis says how far the words not drawn shift the tone together.

    Raises
    ------
    OptionError
        `top` is no whole number of at least 1.
    TableError
        A column is missing, a value is not finite, or a word repeats.

    Examples
    --------
    >>> table = pd.DataFrame({"word": ["superb", "terrible"], "first": [34.4, 0.0], "second": [0.0, -23.3],
    ...                       "shift": [-34.4, -23.3]})
    >>> ax = word_shift_bars(table, names=("Monday", "Tuesday"))
    >>> [float(bar.get_width()) for bar in ax.patches]
    [-34.4, -23.3]
    """
    check_whole("top", top, 1)
    columns = ["word", "first", "second", "shift"]
    whole = one_row_each(finite(check_table(table, "word_shift", columns), ["shift"]), "word")
    shown = whole.sort_values("shift", key=abs, ascending=False, kind="stable").head(top).reset_index(drop=True)
    if shown.empty:
        return nothing_to_show(ax, "no word carries tone in either text.", title)
    ax = new_axes(ax, rows=len(shown) + 2)
    zero_line(ax, vertical=True)
    colours = [MAIN if shift > 0 else CONTRAST for shift in shown["shift"]]
    sns.barplot(x=shown["shift"], y=shown.index, orient="h", hue=shown.index, palette=colours, legend=False, width=0.7,
                errorbar=None, saturation=1, ax=ax)  # fmt: skip
    notes = [f"{_signed(a)} → {_signed(b)}" for a, b in zip(shown["first"], shown["second"], strict=True)]
    note_rows(ax, shown["shift"], notes)
    row_labels(ax, shown["word"])
    rest = whole["shift"].sum() - shown["shift"].sum()
    label = f"Shift of the tone per 100 words, all words {whole['shift'].sum():+.1f}"
    ax.set_xlabel((label + (f", those not drawn {rest:+.1f}" if len(whole) > len(shown) else "")).replace("-", "−"))
    words = {MAIN: "more positive", CONTRAST: "more negative"}
    keys = [Patch(color=c, label=f"makes {names[1]} {how}") for c, how in words.items() if c in colours]
    heading(ax, title, keys)
    return ax


def _signed(value: float) -> str:
    """Write a number with its sign; zero has none."""
    text = f"{value:+z.1f}".replace("-", "−")
    return "0.0" if text == "+0.0" else text
