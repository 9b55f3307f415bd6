"""A chart of an article's sources: how much each says, how literally, by which kind of name, and who goes unheard."""

from collections.abc import Hashable, Mapping
from typing import Any

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.patches import Patch
from matplotlib.ticker import MaxNLocator

from toolkit.charts.checks import one_article
from toolkit.charts.layout import heading, new_axes, note_rows, nothing_to_show, row_labels
from toolkit.charts.style import CONTRAST, FORMS, MAIN, QUIET, UNRESOLVED_GREY, VOICES, faded, themed
from toolkit.errors import TableError, check_whole
from toolkit.tables import check_table
from toolkit.visible import number_of, shorten

_NAMINGS = {
    "named": MAIN, "collective": VOICES[2], "document": VOICES[3], "unnamed": CONTRAST, "unclear": UNRESOLVED_GREY,
}  # fmt: skip
_NO_SOURCE = "no source given"
_COLUMNS = ["source", "naming", "words", *(f"{form}_words" for form in FORMS), "accused_by", "heard"]


@themed
def source_bars(table: pd.DataFrame, *, top: int = 20, title: str | None = None, ax: Axes | None = None) -> Axes:
    """Draw the words of each source of an article, by how it is named, and list below who is accused and never heard.

    Parameters
    ----------
    table : DataFrame
        What `source_audit(article)` gives: `source`, `naming`, `words`, `direct_words`, `mixed_words`,
        `indirect_words`, `accused_by`, `heard`.
    top : int
        Sources drawn, those of the most words; those who are accused and never heard come on top of that.
    title, ax
        As for every chart.

    Returns
    -------
    Axes
        One bar a source, its colour the naming (named, collective, document, unnamed, unclear), dark for words quoted
        directly, paler for mixed and indirect ones; for the unheard no bar, and by whom they are accused.

    Raises
    ------
    OptionError
        `top` is no whole number of at least 1.
    TableError
        A column is missing or out of range, a naming is not known, or the table holds several articles.

    Examples
    --------
    >>> from toolkit import Article, source_audit
    >>> table = source_audit(Article(text="“It sails,” Ada Moss said. Piers Lund accused Mira Holt of neglect."))
    >>> [text.get_text() for text in source_bars(table).texts]
    ['4 words', '2 words', 'not heard; accused by Piers Lund']
    """
    check_whole("top", top, 1)
    shown = one_article(check_table(table, "source_audit", _COLUMNS))
    if unknown := sorted(set(shown["naming"]) - set(_NAMINGS)):
        raise TableError(f"source_audit: naming {unknown} is not known. Use one of: {', '.join(_NAMINGS)}.")
    if shown.empty:
        return nothing_to_show(ax, "the article has no sources.", title)
    heard = shown[shown["heard"]].sort_values("words", ascending=False, kind="stable").head(top)
    shown = pd.concat([heard, shown[~shown["heard"]]], ignore_index=True)
    ax = new_axes(ax, rows=1.5 * len(shown) + 2)
    _draw_bars(ax, shown)
    note_rows(ax, shown["words"].astype(float), [_note(row) for row in shown.to_dict("records")])
    row_labels(ax, shown["source"].fillna(_NO_SOURCE))
    ax.xaxis.set_major_locator(MaxNLocator(integer=True))
    ax.set(xlim=(0, 1.35 * max(int(shown["words"].max()), 1)), xlabel="Words reported, none counted twice")
    heading(ax, title, _keys(shown))
    return ax


def _draw_bars(ax: Axes, shown: pd.DataFrame) -> None:
    left = pd.Series(0.0, index=shown.index)
    for form, (strength, _) in FORMS.items():
        colours = [faded(_NAMINGS[naming], strength) for naming in shown["naming"]]
        ax.barh(shown.index, shown[f"{form}_words"], left=left, color=colours, height=0.62)
        left += shown[f"{form}_words"]


def _note(row: Mapping[Hashable, Any]) -> str:
    by = ", ".join(shorten(name, 24) for name in row["accused_by"][:2])
    if not row["heard"]:
        return f"not heard; accused by {by}"
    said = number_of(row["words"], "word") if row["words"] else "only in another's words"
    return f"{said}; accused by {by}" if by else said


def _keys(shown: pd.DataFrame) -> list[Patch]:
    """Explain the colours that occur, then the shades, in grey, since every colour has them."""
    present = [naming for naming in _NAMINGS if (shown.loc[shown["heard"], "naming"] == naming).any()]
    shades = [form for form in FORMS if shown[f"{form}_words"].any()]
    return [
        *(Patch(color=_NAMINGS[naming], label=naming) for naming in present),
        *(Patch(color=faded(QUIET, FORMS[form][0]), label=f"{form}: {FORMS[form][1]}") for form in shades),
    ]
