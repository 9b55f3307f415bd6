"""Text with marks in it, as HTML: the article's paragraphs by kind of block, and over them what is set apart.

The page acts on nothing that the article holds: all text is escaped, no script, link or style sheet is made, and the
marks are inline styles with a background and ink of their own, readable in a light and a dark theme.
"""

import bisect
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from toolkit.article import Article
from toolkit.paragraphs import paragraphs
from toolkit.visible import escaped, visible

QUOTED = {  # told apart by the line below as well as by colour
    "direct": ("direct quotation", "background-color:#dcebf7;border-bottom:2px solid #01649c"),
    "mixed": ("mixed quotation", "background-color:#e0f2ea;border-bottom:2px dashed #01745a"),
    "indirect": ("indirect quotation", "background-color:#fcefd6;border-bottom:2px dotted #8f5a00"),
}
NAMING = {"source": "font-weight:700", "cue": "font-style:italic"}
TONED = {
    "positive": ("adds to the tone", "background-color:#dcebf7;border-bottom:2px solid #01649c"),
    "negative": ("takes from the tone", "background-color:#fbe0d3;border-bottom:2px dashed #a23b00"),
    "silent": ("carries no tone here", "color:#5a5a5a;border-bottom:2px dotted #8a8a8a"),
}
_COLOURED = QUOTED | TONED
_CARD = (
    "max-width:46em;padding:1em 1.4em;border:1px solid #c8c8c8;border-radius:4px;background-color:#ffffff;"
    "color:#1b1b1b;font-size:15px;line-height:1.65;overflow-wrap:anywhere"
)
_PARAGRAPH = "margin:0 0 0.9em 0;color:#1b1b1b"
_SMALL = "margin:0 0 0.6em 0;color:#5a5a5a;font-size:13px"
_BLOCKS = {
    "headline": "margin:0 0 0.4em 0;color:#1b1b1b;font-size:22px;font-weight:700;line-height:1.25",
    "subheading": "margin:1.2em 0 0.4em 0;color:#1b1b1b;font-size:17px;font-weight:700;line-height:1.3",
    "caption": "margin:0 0 1.2em 0;padding:0.2em 0 0.2em 0.9em;border-left:4px solid #c8c8c8;color:#444444;"
    "font-size:13px;line-height:1.5",
    **dict.fromkeys(("date", "time", "byline", "credit", "boilerplate"), _SMALL),
}
_INLINE = {"dateline": "color:#5a5a5a", "credit": "color:#6b6b6b"}  # blocks that stand inside another's paragraph
_JOINED = {("dateline", "body"), ("caption", "credit")}


@dataclass(frozen=True)
class MarkedArticle:
    """A marked-up article: a notebook shows `html`, print() shows `text`."""

    html: str
    text: str

    def _repr_html_(self) -> str:
        return self.html

    def __str__(self) -> str:
        return self.text

    def __repr__(self) -> str:
        return f"<MarkedArticle, {len(self.html):,} characters of HTML>"


@dataclass(frozen=True)
class Mark:
    """Some of the text to be set apart, how, and what to say of it."""

    start: int
    end: int
    role: str  # direct, mixed, indirect, source, cue, positive, negative or silent; any other brings its style along
    label: str
    style: str = ""
    row: int | None = None  # of a table beside the text


def card(
    article: Article, marks: Iterable[Mark], legend: Sequence[tuple[str, str]], summary: str, lines: Sequence[str]
) -> MarkedArticle:
    """Put the marked text together: its legend of names and styles above it, in words the summary and the lines."""
    body = "".join(_paragraphs(article, sorted(marks, key=lambda mark: (mark.start, -mark.end))))
    samples = " &nbsp; ".join(f'<span style="{style}">{escaped(name)}</span>' for name, style in legend)
    note = f'<p role="note" aria-label="legend" style="{_SMALL};color:#1b1b1b">{samples}</p>'
    page = (
        f'<div class="mathjax_ignore tex2jax_ignore" lang="en" role="region" aria-label="{escaped(summary)}" '
        f'style="{_CARD}">{note}<div role="article">{body}</div></div>'
    )
    return MarkedArticle(page, "\n".join([visible(article.text), *lines]))


def extract(text: str, start: int, end: int, marks: Sequence[Mark]) -> str:
    """Return some of a text as HTML that stands in a line, with its marks."""
    cuts = {start, end, *(edge for mark in marks for edge in (mark.start, mark.end) if start < edge < end)}
    return "".join(_piece(text, a, b, "", marks) for a, b in pairwise(sorted(cuts)))


def _paragraphs(article: Article, marks: list[Mark]) -> Iterator[str]:
    """Go through the text, paragraph by paragraph; the white space between them is kept as well."""
    position, ahead = 0, 0
    active: list[Mark] = []
    for start, end, kinds in _units(article):
        while ahead < len(marks) and marks[ahead].start < end:
            active.append(marks[ahead])
            ahead += 1
        active = [mark for mark in active if mark.end > start]
        yield escaped(article.text[position:start])
        yield _paragraph(article.text, start, end, kinds, active)
        position = end
    yield escaped(article.text[position:])


def _units(article: Article) -> Iterator[tuple[int, int, list[tuple[int, str]]]]:
    """Cut paragraphs where another block begins, unless it goes on in the line; give each with its blocks' starts."""
    starts = [block.start for block in article.layout]
    for first, last in paragraphs(article.text):
        at = max(bisect.bisect_right(starts, first) - 1, 0)
        unit = [(first, article.layout[at].kind)]
        for block in article.layout[at + 1 : bisect.bisect_left(starts, last)]:
            if (unit[-1][1], block.kind) not in _JOINED:
                yield unit[0][0], block.start, unit
                unit = []
            unit.append((block.start, block.kind))
        yield unit[0][0], last, unit


def _paragraph(text: str, start: int, end: int, kinds: list[tuple[int, str]], marks: list[Mark]) -> str:
    kind = kinds[0][1]
    heading = {"headline": ' role="heading" aria-level="2"', "subheading": ' role="heading" aria-level="3"'}
    cuts = {start, end, *(at for at, _ in kinds)}
    cuts.update(edge for mark in marks for edge in (mark.start, mark.end) if start < edge < end)
    ordered = sorted(cuts)
    pieces = "".join(
        _piece(text, a, b, _INLINE.get(max(kind for kind in kinds if kind[0] <= a)[1], ""), marks)
        for a, b in pairwise(ordered)
    )
    return f'<p dir="auto"{heading.get(kind, "")} style="{_BLOCKS.get(kind, _PARAGRAPH)}">{pieces}</p>'


def _piece(text: str, start: int, end: int, style: str, marks: Sequence[Mark]) -> str:
    """Wrap a piece that no mark's edge cuts; of quotations within quotations the innermost gives the look."""
    over = [mark for mark in marks if mark.start <= start and mark.end >= end]
    inner = sorted(over, key=lambda mark: mark.end - mark.start)
    coloured = [mark.style or _COLOURED[mark.role][1] for mark in inner if mark.style or mark.role in _COLOURED]
    styles = [style] if style else []
    styles += coloured[:1]
    styles += [NAMING[role] for role in NAMING if any(mark.role == role for mark in over)]
    rows = list(dict.fromkeys(mark.row for mark in inner if mark.row is not None))
    if not styles and not rows:
        return escaped(text[start:end])
    label = escaped("; ".join(dict.fromkeys(mark.label for mark in over)))
    spoken = f' role="group" aria-label="{label}"' if any(mark.start == start for mark in over) else ""
    named = f' title="{label}"{spoken}' if over else ""
    tied = f' data-row="{rows[0]}" data-rows="{" ".join(map(str, rows))}"' if rows else ""
    return f'<span{named}{tied} style="{";".join(styles)}">{escaped(text[start:end])}</span>'
