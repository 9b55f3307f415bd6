"""What a page of the report is made of: frame, style, tables, pictures; all text of an article is escaped here.

The frame forbids the browser every script, frame, form and address outside the file, should an escape ever fail.
"""

import base64
import io
from collections import Counter
from collections.abc import Callable, Iterable

import pandas as pd

from toolkit.plain import readable, word
from toolkit.visible import escaped

_POLICY = "default-src 'none'; img-src data:; style-src 'unsafe-inline'; form-action 'none'; base-uri 'none'"
_STYLE = """
body { font: 15px/1.55 system-ui, sans-serif; color: #1b1b1b; background: #fff }
body { max-width: 60em; margin: 2em auto; padding: 0 1em; overflow-wrap: anywhere }
h1 { font-size: 26px; line-height: 1.25 } h2 { font-size: 20px; margin-top: 2em } h3 { font-size: 16px }
h1, h2, h3, [role=heading], [role=heading] + p { break-after: avoid }
a { color: #01649c } nav { font-size: 13px; margin: 1em 0 }
table { border-collapse: collapse; font-size: 13px; width: 100%; margin: 0.8em 0; font-variant-numeric: tabular-nums }
thead { display: table-header-group }
th, td { border-bottom: 1px solid #d5d5d5; padding: 0.3em 0.6em; text-align: left; vertical-align: top }
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
  table { font-size: 10px } td.long { min-width: 14em }
  img { max-width: 82% } section.article { break-before: page } a { color: inherit; text-decoration: none }
  * { print-color-adjust: exact; -webkit-print-color-adjust: exact }
}
"""
_LONG, _ROOM = 60, ' class="long"'  # characters; a cell with more gets room
_WIDEST = 14  # characters of a word that is kept whole
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
        f"<tr><td>{safe(name)}</td>{_cell(word(value))}</tr>"
        for name, value in known.items()
        if value not in (None, [], {}, "", ())
    )
    return f'<table class="facts"><tbody>{rows}</tbody></table>'


def table(rows: pd.DataFrame, *, links: dict[str, str] | None = None) -> str:
    """Return a table as a reader sees it, text escaped; `links` gives a first cell its anchor.

    Examples
    --------
    >>> table(pd.DataFrame({"word": ["<b>"], "per_10k": [12.7]})).partition("<tbody>")[2]
    '<tr><td dir="auto">&lt;b&gt;</td><td class="number">13</td></tr></tbody></table>'
    """
    if rows.empty:
        return paragraph("None.", small=True)
    shown, figures = readable(rows.head(ROWS))
    head = "".join(_head(name, shown[name], name in figures) for name in shown)
    body = "".join(
        _row(row, [name in figures for name in shown], links or {}) for row in shown.itertuples(index=False, name=None)
    )
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


def _head(name: object, column: "pd.Series", figure: bool) -> str:
    """Write a heading that keeps its column as wide as its longest word, within reason, so that no name is broken."""
    if figure:
        return f'<th class="number">{safe(str(name))}</th>'
    longest = max((len(part) for text in column for part in text.split()), default=0)
    return f'<th style="min-width:{0.62 * min(longest, _WIDEST):.1f}em">{safe(str(name))}</th>'


def _row(row: tuple[str, ...], figures: list[bool], links: dict[str, str]) -> str:
    first, *others = map(_cell, row, figures)
    if anchor := links.get(row[0]):
        first = f'<td><a href="#{anchor}">{safe(row[0])}</a></td>'
    return "<tr>" + "".join([first, *others]) + "</tr>"


def _cell(text: str, figure: bool = False) -> str:
    if not text:
        return "<td></td>"
    if figure:
        return f'<td class="number">{safe(text)}</td>'
    return f'<td dir="auto"{_ROOM * (len(text) > _LONG)}>{safe(text)}</td>'
