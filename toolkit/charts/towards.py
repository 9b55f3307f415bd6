"""A chart of the tone towards people and bodies."""

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.patches import Patch

from toolkit.charts.checks import one_article, one_row_each
from toolkit.charts.intervals import points
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
from toolkit.charts.style import CONTRAST, INK, MAIN, UNRESOLVED_GREY, themed
from toolkit.errors import check_whole
from toolkit.tables import check_table
from toolkit.visible import number_of

_COLOURS = {"positive": MAIN, "neutral": INK, "negative": CONTRAST, "uncertain": UNRESOLVED_GREY}


@themed
def tone_towards(table: pd.DataFrame, *, top: int = 20, title: str | None = None, ax: Axes | None = None) -> Axes:
    """Draw the tone towards each target as a point with its interval.

    Parameters
    ----------
    table : DataFrame
        What `sentiment_towards(article, aggregate=True)` gives: `target`, `tone`, `score` (-1 to 1), `low`, `high`,
        `mentions`, `sentences`.
    top : int
        Targets drawn, those of the most mentions; in the table's order.
    title, ax
        As for every chart.

    Returns
    -------
    Axes
        One row a target with a score: a filled point and its 95% interval, coloured by the tone; a small hollow point
        without interval where there is too little text, so that nothing bold stands on a sentence or two.

    Raises
    ------
    OptionError
        `top` is no whole number of at least 1.
    TableError
        A column is missing or out of range, a target repeats, or the table holds several articles.

    Examples
    --------
    >>> table = pd.DataFrame({"target": ["Ada Moss", "Ben Holm"], "tone": ["positive", None], "score": [0.5, -0.8],
    ...                       "low": [0.2, None], "high": [0.7, None], "mentions": [9, 1], "sentences": [8, 1]})
    >>> [label.get_text() for label in tone_towards(table).get_yticklabels()]
    ['Ada Moss', 'Ben Holm']
    """
    check_whole("top", top, 1)
    columns = ["target", "tone", "score", "low", "high", "mentions", "sentences"]
    shown = one_row_each(one_article(check_table(table, "towards", columns)), "target").dropna(subset=["score"])
    shown = shown.sort_values("mentions", ascending=False, kind="stable").head(top).reset_index(drop=True)
    if shown.empty:
        return nothing_to_show(ax, "no target is mentioned in the body.", title)
    ax = new_axes(ax, rows=2 * len(shown) + 1)
    zero_line(ax, vertical=True)
    enough = shown["tone"].notna()
    colours = [_COLOURS.get(tone, UNRESOLVED_GREY) for tone in shown["tone"]]
    points(ax, shown.index, shown["score"], shown[["low", "high"]].where(enough), colours, filled=enough)
    ends = shown["high"].fillna(shown["score"]).clip(lower=shown["score"])
    counts = zip(shown["mentions"], shown["sentences"], strict=True)
    rests = [f"{number_of(many, 'mention')} in {number_of(sentences, 'sentence')}" for many, sentences in counts]
    note_rows(ax, ends.clip(lower=0), rests, clear=BESIDE_POINT)
    row_labels(ax, shown["target"])
    tone_towards_scale(ax, "the target")
    present = [tone for tone in _COLOURS if (shown["tone"] == tone).any()]
    keys = [Patch(color=_COLOURS[tone], label=tone) for tone in present]
    hollow = [Patch(facecolor="white", edgecolor=UNRESOLVED_GREY, label="hollow: too little text")]
    heading(ax, title, keys + (hollow if shown["tone"].isna().any() else []))
    return ax
