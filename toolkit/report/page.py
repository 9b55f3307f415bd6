"""What a page of the report is made of: frame, style, tables, pictures; all text of an article is escaped here.

The frame forbids the browser every script, frame, form and address outside the file, should an escape ever fail.
"""

import base64
import io
from collections import Counter
from collections.abc import Callable, Iterable

import pandas as pd

from toolkit.visible import escaped

_POLICY = "default-src 'none'; img-src data:; style-src 'unsafe-inline'; form-action 'none'; base-uri 'none'"
_STYLE = """
body { font: 15px/1.55 system-ui, sans-serif; color: #1b1b1b; background: #fff }
body { max-width: 60em; margin: 2em auto; padding: 0 1em; overflow-wrap: anywhere }
h1 { font-size: 26px; line-height: 1.25 } h2 { font-size: 20px; margin-top: 2em } h3 { font-size: 16px }
h1, h2, h3 { break-after: avoid } a { color: #01649c } nav { font-size: 13px; margin: 1em 0 }
table { border-collapse: collapse; font-size: 13px; width: 100%; margin: 0.8em 0; font-variant-numeric: tabular-nums }
thead { display: table-header-group }
th, td { border-bottom: 1px solid #d5d5d5; padding: 0.3em 0.6em; text-align: left; vertical-align: top }
td { min-width: 5.6em } td.number { min-width: 0 !important }
td.long { min-width: 9em } /* long words break, short ones do not */
th { border-bottom: 2px solid #1b1b1b; overflow-wrap: normal } td.number, th.number { text-align: right }
td.number { white-space: nowrap } table.facts { width: auto }
table.facts td { text-align: left } table.facts td:first-child { color: #5a5a5a }
tr { break-inside: avoid } img { max-width: 100%; break-inside: avoid }
.small { color: #5a5a5a; font-size: 13px }
@media screen and (max-width: 45em) { table { display: block; overflow-x: auto } }
@page { margin: 16mm 14mm }
@media print {
  body { margin: 0; max-width: none; padding: 0; font-size: 12px } nav { display: none }
  table { font-size: 10px } td { min-width: 6.6em } td.long { min-width: 14em }
  img { max-width: 82% } section.article { break-before: page } a { color: inherit; text-decoration: none }
  * { print-color-adjust: exact; -webkit-print-color-adjust: exact }
}
"""
_HEADINGS = {
    "per_10k": "per 10,000 words", "reference_per_10k": "in general English", "log_ratio": "log ratio",
    "first_at": "first at", "accused_by": "accused by", "hits": "words of tone", "low": "from", "high": "to",
    "speaker_kind": "kind", "log_likelihood": "log-likelihood",
}  # fmt: skip
_LONG = 60  # characters; a cell with more gets room
ROWS = 300  # of one table on the page; the rest is counted


def frame(title: str, body: Iterable[str]) -> str:
    """Return a whole page."""
    shown = safe(title)
    return (
        f'<!doctype html>\n<html lang="en"><head><meta charset="utf-8">'
        f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">'
        f'<meta name="viewport" content="width=device-width"><title>{shown}</title><style>{_STYLE}</style></head>'
        f'<body class="mathjax_ignore tex2jax_ignore"><h1 dir="auto">{shown}</h1>{"".join(body)}</body></html>\n'
    )


def contents(headings: Iterable[tuple[str, str]]) -> str:
    """Return links to the sections, given as (anchor, heading)."""
    return "<nav>" + " · ".join(f'<a href="#{anchor}">{safe(name)}</a>' for anchor, name in headings) + "</nav>"


def paragraph(text: str, *, small: bool = False) -> str:
    """Return a paragraph of plain text."""
    return f"<p{' class=small' if small else ''}>{safe(text)}</p>"


def facts(known: dict[str, object]) -> str:
    """Return names and values, those that are empty left out."""
    rows = "".join(
        f"<tr><td>{safe(name)}</td>{_cell(value)}</tr>"
        for name, value in known.items()
        if value not in (None, [], {}, "", ())
    )
    return f'<table class="facts"><tbody>{rows}</tbody></table>'


def table(rows: pd.DataFrame, *, links: dict[str, str] | None = None) -> str:
    """Return a table: text escaped, missing values empty, numbers to two places; `links` gives a first cell its anchor.

    Examples
    --------
    >>> table(pd.DataFrame({"word": ["<b>"], "per_10k": [12.5]})).partition("<tbody>")[2]
    '<tr><td dir="auto">&lt;b&gt;</td><td class="number">12.50</td></tr></tbody></table>'
    """
    if rows.empty:
        return paragraph("None.", small=True)
    shown = rows.head(ROWS)
    head = "".join(f"<th{_numeric(shown[name])}>{safe(_heading(str(name)))}</th>" for name in shown)
    body = "".join(_row(row, links or {}) for row in shown.astype(object).itertuples(index=False, name=None))
    rest = len(rows) - len(shown)
    more = paragraph(f"{rest:,} further rows are left out here; write_workbook has them all.", small=True)
    return f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>{more if rest else ''}"


def chart(draw: Callable[[], object], label: str) -> str:
    """Draw a chart and return the picture itself, with words for those who do not see it."""
    import matplotlib.pyplot as plt

    before = set(plt.get_fignums())
    figure = draw().figure  # type: ignore[attr-defined]
    picture = io.BytesIO()
    figure.savefig(picture, format="png", dpi=130, bbox_inches="tight", metadata={"Software": None})
    for number in set(plt.get_fignums()) - before:
        plt.close(number)
    code = base64.b64encode(picture.getvalue()).decode("ascii")
    return f'<p><img alt="{safe(label)}" src="data:image/png;base64,{code}"></p>'


def counted(words: Iterable[str]) -> str:
    """Return words with how often each occurs, once for each: "say 4, warn"."""
    return ", ".join(f"{word} {times}" if times > 1 else word for word, times in Counter(words).items())


def safe(text: str) -> str:
    """Return text that a page shows as it is."""
    return escaped(text)


def file_name(place: object) -> object:
    """Return a file's name without its folder, which does not concern those who get the report; addresses as they are.

    Examples
    --------
    >>> file_name("/a/desk/week.csv, row 3"), file_name("https://example.org/a")
    ('week.csv, row 3', 'https://example.org/a')
    """
    if not isinstance(place, str) or "://" in place:
        return place
    return place.replace("\\", "/").rsplit("/", 1)[-1]


def _heading(name: str) -> str:
    return _HEADINGS.get(name, name.replace("_", " "))


def _numeric(column: "pd.Series") -> str:
    numbers = pd.api.types.is_numeric_dtype(column) and not pd.api.types.is_bool_dtype(column)
    return ' class="number"' if numbers else ""


def _row(row: tuple[object, ...], links: dict[str, str]) -> str:
    first, *others = map(_cell, row)
    if anchor := links.get(str(row[0])):
        first = first.replace("<td>", f'<td><a href="#{anchor}">').replace("</td>", "</a></td>")
    return "<tr>" + "".join([first, *others]) + "</tr>"


def _cell(value: object) -> str:
    if value is None or value is pd.NA or value is pd.NaT or (isinstance(value, float) and pd.isna(value)):
        return "<td></td>"
    if isinstance(value, bool):
        return f"<td>{'yes' if value else 'no'}</td>"
    if isinstance(value, float):
        return f'<td class="number">{value:,.2f}</td>'
    if isinstance(value, int):
        return f'<td class="number">{value:,}</td>'
    if isinstance(value, tuple | list):
        value = ", ".join(map(str, value))
    long = ' class="long"' if len(str(value)) > _LONG else ""
    return f'<td dir="auto"{long}>{safe(str(value))}</td>'
