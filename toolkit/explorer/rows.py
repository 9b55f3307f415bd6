"""The table of who says what, each row a way to its words in the article."""

from collections.abc import Mapping
from typing import Any

import pandas as pd

from toolkit.explorer.marks import who
from toolkit.explorer.page import safe
from toolkit.visible import shorten

_HEADINGS = ("row", "who", "kind", "words", "sure", "corrected")


def rows_html(said: pd.DataFrame) -> str:
    """Write the attributions as a table whose rows carry their number."""
    if said.empty:
        return (
            '<p class="toolkit-small">Nobody is quoted in it. To add a quotation, select its words in the article.</p>'
        )
    head = "".join(f"<th>{heading}</th>" for heading in _HEADINGS)
    body = "".join(map(_row, said.to_dict("records")))
    return f'<table class="toolkit mathjax_ignore"><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>'


def _row(row: Mapping[Any, Any]) -> str:
    number = int(row["attribution_id"])
    inside = "" if pd.isna(row["within"]) else f'<br><span class="toolkit-small">inside {int(row["within"])}</span>'
    sure = "" if pd.isna(row["confidence"]) else f"{row['confidence']:.0%}"
    cells = (
        f'<td><button type="button" aria-label="show row {number}">{number}</button></td>',
        f"<td>{safe(who(row))}</td>",
        f"<td>{safe(row['kind'])}{inside}</td>",
        f"<td>{safe(shorten(words_of(row), 110))}</td>",
        f'<td class="number">{sure}</td>',
        f"<td>{'' if pd.isna(row['corrected']) else safe(row['corrected'])}</td>",
    )
    return f'<tr data-row="{number}" data-rows="{number}">{"".join(cells)}</tr>'


def words_of(row: Mapping[Any, Any]) -> str:
    """Return a row's words without those that the reporter cuts in with."""
    first = row["start"]
    return " … ".join(row["quote"][start - first : end - first] for start, end in row["parts"])
