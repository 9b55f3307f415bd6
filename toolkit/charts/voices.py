"""A chart of shares: how much each speaker is given to say, and how literally."""

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.patches import Patch
from matplotlib.ticker import PercentFormatter

from toolkit.charts.style import (
    MAIN,
    NOT_RESOLVED,
    QUIET,
    check_top,
    faded,
    legend_above,
    new_axes,
    note_rows,
    nothing_to_show,
    row_labels,
    set_title,
    themed,
)
from toolkit.errors import TableError
from toolkit.tables import check_table

OTHERS = "other speakers"
_FORMS = {"direct": (1.0, "word for word"), "mixed": (0.62, "partly word for word"), "indirect": (0.3, "paraphrased")}


@themed
def voice_share(table: pd.DataFrame, *, top: int = 20, title: str | None = None, ax: Axes | None = None) -> Axes:
    """Draw each speaker's share of the attributed words, told apart by how literally the words are given.

    Parameters
    ----------
    table : DataFrame
        An attributions table: `speaker`, `kind`, `words`. Rows with `within` are part of another row and not counted
        twice.
    top : int
        Speakers drawn, those of the most words first; further ones share a bar.
    title : str, optional
        What the chart shows, in a sentence.
    ax : Axes, optional
        Where to draw; a new figure by default.

    Returns
    -------
    Axes
        One bar a speaker, dark for words quoted directly, paler for mixed and indirect ones; attributions whose
        speaker is not resolved have a grey bar of their own. All bars together make 100 %.

    Raises
    ------
    TableError
        A column is missing or out of range, or a kind is not known.

    Examples
    --------
    >>> table = pd.DataFrame({"speaker": ["Ada Moss", None], "kind": ["direct", "indirect"], "words": [30, 10]})
    >>> [text.get_text() for text in voice_share(table).get_yticklabels()]
    ['Ada Moss', 'speaker not resolved']
    """
    check_top(top)
    words = _words_by_form(check_table(table, "attributions", ["speaker", "kind", "words"]), top)
    total = words.to_numpy().sum()
    if not total:
        return nothing_to_show(ax, "no words are attributed to anybody.", title)
    shares = 100 * words / total
    ax = new_axes(ax, rows=2 * len(shares) + 1)
    left = np.zeros(len(shares))
    for form in shares:
        colours = [faded(_share_colour(name), _FORMS[form][0]) for name in shares.index]
        ax.barh(range(len(shares)), shares[form], left=left, color=colours, height=0.6, label=_FORMS[form][1])
        left += shares[form].to_numpy()
    notes = [f"{share:.0f}%, {count:,} words" for share, count in zip(left, words.sum(axis=1), strict=True)]
    note_rows(ax, pd.Series(left), notes)
    row_labels(ax, shares.index)
    ax.xaxis.set_major_formatter(PercentFormatter(decimals=0))
    ax.set(xlim=(0, None), xlabel=f"Share of the {total:,} attributed words")
    legend_above(ax, [Patch(color=faded(MAIN, _FORMS[form][0]), label=f"{form}: {_FORMS[form][1]}") for form in shares])
    set_title(ax, title)
    return ax


def _share_colour(name: str) -> str:
    return QUIET if name in (NOT_RESOLVED, OTHERS) else MAIN


def _words_by_form(table: pd.DataFrame, top: int) -> pd.DataFrame:
    """Sum the words by speaker (rows, most words first, the unresolved last) and kind (columns that occur)."""
    if unknown := sorted(set(map(str, table["kind"])) - set(_FORMS)):
        raise TableError(f"attributions: kind {unknown} is not known. Use one of: {', '.join(_FORMS)}.")
    table = table[table["within"].isna()] if "within" in table else table
    names = table["speaker"].astype(object).where(table["speaker"].notna(), NOT_RESOLVED)
    words = table["words"].groupby([names, table["kind"].astype(object)]).sum().unstack(fill_value=0)
    words = words[[form for form in _FORMS if form in words]]
    order = words.sum(axis=1).sort_values(ascending=False, kind="stable").index
    speakers = [name for name in order if name != NOT_RESOLVED]
    rows = words.loc[speakers[:top]]
    if rest := speakers[top:]:
        rows.loc[OTHERS] = words.loc[rest].sum()
    return pd.concat([rows, words.loc[[NOT_RESOLVED]]]) if NOT_RESOLVED in order else rows
