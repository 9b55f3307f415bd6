"""The table of who says what, each row a way to its words in the article."""

from collections.abc import Mapping
from typing import Any

import pandas as pd

from toolkit.explorer.marks import who
from toolkit.explorer.page import safe
from toolkit.visible import shorten

_HEADINGS = ("row", "who", "words", "sure")


def rows_html(said: pd.DataFrame) -> str:
    """Write the attributions as a table whose rows carry their number."""
    if said.empty:
        return (
            '<p class="toolkit-small">Nobody is quoted in it. To add a quotation, select its words in the article.</p>'
        )
    head = "".join(f"<th{' class=number' * (name == 'sure')}>{name}</th>" for name in _HEADINGS)
    body = "".join(map(_row, said.to_dict("records")))
    return f'<table class="toolkit mathjax_ignore"><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>'


def _row(row: Mapping[Any, Any]) -> str:
    number = int(row["attribution_id"])
    sure = "" if pd.isna(row["confidence"]) else f"{row['confidence']:.0%}"
    cells = (
        f'<td><button type="button" aria-label="show row {number}">{number}</button></td>',
        f"<td>{safe(who(row))}<br>{_small(row)}</td>",
        f"<td>{safe(shorten(words_of(row), 160))}</td>",
        f'<td class="number">{sure}</td>',
    )
    return f'<tr data-row="{number}" data-rows="{number}">{"".join(cells)}</tr>'


def _small(row: Mapping[Any, Any]) -> str:
    """Say below the name what kind of quotation it is, in which other, and what a person decided."""
    inside = "" if pd.isna(row["within"]) else f", inside row {int(row['within'])}"
    done = "" if pd.isna(row["corrected"]) else f'<br><b class="toolkit-done">{safe(row["corrected"])}</b>'
    return f'<span class="toolkit-small">{safe(row["kind"])}{inside}</span>{done}'


def words_of(row: Mapping[Any, Any]) -> str:
    """Return a row's words without those that the reporter cuts in with."""
    first = row["start"]
    return " … ".join(row["quote"][start - first : end - first] for start, end in row["parts"])
