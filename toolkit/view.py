"""The article marked up, for a notebook or a page: who is quoted where, by which words the toolkit knows it.

The page acts on nothing that the article holds: all text is escaped, no script, link or style sheet is made, and the
marks are inline styles with a background and ink of their own, readable in a light and a dark theme.
"""

import bisect
import html
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import pandas as pd

from toolkit.article import Article
from toolkit.blocks import paragraphs
from toolkit.errors import OptionError, TableError
from toolkit.tables import UNSURE, check_table
from toolkit.visible import shorten, visible

_QUOTED = {  # told apart by the line below as well as by colour
    "direct": ("direct quotation", "background-color:#dcebf7;border-bottom:2px solid #01649c"),
    "mixed": ("mixed quotation", "background-color:#e0f2ea;border-bottom:2px dashed #01745a"),
    "indirect": ("indirect quotation", "background-color:#fcefd6;border-bottom:2px dotted #8f5a00"),
}
_NAMING = {"source": "font-weight:700", "cue": "font-style:italic"}
TONED = {
    "positive": ("adds to the tone", "background-color:#dcebf7;border-bottom:2px solid #01649c"),
    "negative": ("takes from the tone", "background-color:#fbe0d3;border-bottom:2px dashed #a23b00"),
    "silent": ("carries no tone here", "color:#5a5a5a;border-bottom:2px dotted #8a8a8a"),
}
_COLOURED = _QUOTED | TONED
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


def show(article: Article, attributions: pd.DataFrame | None = None) -> MarkedArticle:
    """Mark up an article: headline and captions, quotations by kind, the sources they name and the cues.

    Parameters
    ----------
    article : Article
        What to show.
    attributions : DataFrame, optional
        Your own attributions table, such as one that you corrected; by default what `attributions(article)` finds.
        Of a table with `article_id` the article's rows are taken.

    Returns
    -------
    MarkedArticle
        In a notebook the article in colour: each mark says who speaks when the mouse rests on it and to a screen
        reader, and where the find itself is not sure (confidence below 0.6). `str()` of it is the text, then one line
        for each attribution. Control characters show as their pictures (`visible` in toolkit/visible.py has the rule);
        every other character is the article's.

    Raises
    ------
    OptionError
        `article` is no Article.
    TableError
        A column of `attributions` is missing, or a span does not lie in the article.

    Examples
    --------
    >>> from toolkit.tables import make_table
    >>> article = Article(text="“It sails,” Ada Moss said.")
    >>> table = make_table("attributions", [
    ...     {"attribution_id": 0, "kind": "direct", "speaker": "Ada Moss", "start": 0, "end": 11,
    ...      "quote": "“It sails,”", "parts": ((0, 11),), "words": 2, "act": "speech", "stance": "neutral"}])
    >>> print(show(article, table))
    “It sails,” Ada Moss said.
    [direct, Ada Moss] “It sails,”
    """
    if not isinstance(article, Article):
        raise OptionError(f"show needs one Article, not {type(article).__name__}. Make one with read_article(...).")
    table = _found(article) if attributions is None else _rows_of(article, attributions)
    lines = [f"[{label}] {shorten(quote, 100)}" for label, quote in _listed(article, table)]
    counts = table["kind"].value_counts()
    legend = [(f"{name} ({counts.get(kind, 0)})", style) for kind, (name, style) in _QUOTED.items()]
    return card(article, _marks(article, table), [*legend, *_NAMING.items()], _summary(table), lines)


def card(
    article: Article, marks: Iterable[Mark], legend: Sequence[tuple[str, str]], summary: str, lines: Sequence[str]
) -> MarkedArticle:
    """Put the marked text together: its legend of names and styles above it, in words the summary and the lines."""
    body = "".join(_paragraphs(article, sorted(marks, key=lambda mark: (mark.start, -mark.end))))
    samples = " &nbsp; ".join(f'<span style="{style}">{_safe(name)}</span>' for name, style in legend)
    note = f'<p role="note" aria-label="legend" style="{_SMALL};color:#1b1b1b">{samples}</p>'
    page = (
        f'<div class="mathjax_ignore tex2jax_ignore" lang="en" role="region" aria-label="{_safe(summary)}" '
        f'style="{_CARD}">{note}<div role="article">{body}</div></div>'
    )
    return MarkedArticle(page, "\n".join([visible(article.text), *lines]))


def extract(article: Article, rows: pd.DataFrame, start: int, end: int) -> str:
    """Return some of the text as HTML that stands in a line, the attributions in `rows` marked in it."""
    marks = list(_marks(article, rows))
    cuts = {start, end, *(edge for mark in marks for edge in (mark.start, mark.end) if start < edge < end)}
    return "".join(_piece(article.text, a, b, "", marks) for a, b in pairwise(sorted(cuts)))


def _found(article: Article) -> pd.DataFrame:
    from toolkit.attribution import attributions  # the parser is needed only where no table is given

    return attributions(article)


def _rows_of(article: Article, table: pd.DataFrame) -> pd.DataFrame:
    """Check a table that the user brings: every span lies in the article, every quote reads as it does there."""
    needed = "kind speaker source_start source_end cue_start cue_end start end parts".split()
    check_table(table, "attributions", needed)
    if "article_id" in table:
        table = table[table["article_id"] == article.article_id]
    if unknown := sorted(set(map(str, table["kind"])) - set(_QUOTED)):
        raise TableError(f"attributions: kind {unknown} is not known. Use one of: {', '.join(_QUOTED)}.")
    if "quote" in table:
        for start, end, quote in zip(table["start"], table["end"], table["quote"], strict=True):
            whole = _mark(article, (start, end), "quotation", "")
            if article.text[whole.start : whole.end] != quote:
                read = shorten(article.text[whole.start : whole.end], 40)
                raise TableError(
                    f"attributions: from {start} to {end} the article reads {read!r}, not {shorten(str(quote), 40)!r}. "
                    "The table is from another article, or a span was changed."
                )
    return table


def _marks(article: Article, table: pd.DataFrame) -> Iterator[Mark]:
    for row in table.to_dict("records"):
        who = _who(article, row)
        for span in _parts(row["parts"]):
            yield _mark(article, span, row["kind"], f"{_QUOTED[row['kind']][0]}, {who}{_doubt(row)}")
        for role in _NAMING:
            start, end = row[f"{role}_start"], row[f"{role}_end"]
            if not (pd.isna(start) and pd.isna(end)):
                yield _mark(article, (start, end), role, f"{role}, {who}")


def _parts(parts: object) -> list[object]:
    if isinstance(parts, (tuple, list)) and parts:
        return list(parts)
    raise TableError(f"attributions: column 'parts' must hold tuples of (start, end), not {shorten(repr(parts), 40)}.")


def _mark(article: Article, span: object, role: str, label: str) -> Mark:
    """Make a mark of a span that lies in the article."""
    try:
        start, end = (int(number) for number in span)  # type: ignore[attr-defined]
    except (OverflowError, TypeError, ValueError):
        raise TableError(f"attributions: {shorten(repr(span), 40)} is no span. Use (start, end).") from None
    if not 0 <= start < end <= len(article.text):
        raise TableError(
            f"attributions: the span ({start}, {end}) of a {role} does not lie in the article, "
            f"which has {len(article.text):,} characters."
        )
    return Mark(start, end, role, label)


def _who(article: Article, row: dict[Any, Any]) -> str:
    """Name the speaker or, where that is not resolved, the words that stand for them."""
    if not pd.isna(row["speaker"]):
        return shorten(str(row["speaker"]), 80)
    start, end = row["source_start"], row["source_end"]
    if pd.isna(start) or pd.isna(end):
        return "speaker not resolved, no source named"
    return f"speaker not resolved, source: {shorten(article.text[int(start) : int(end)], 80)}"


def _doubt(row: dict[Any, Any]) -> str:
    """Say so where the find itself is more likely wrong than a reader would expect."""
    sure = row.get("confidence")
    return "" if sure is None or pd.isna(sure) or sure >= UNSURE else f", not sure ({sure:.0%})"


def _listed(article: Article, table: pd.DataFrame) -> Iterator[tuple[str, str]]:
    for row in table.to_dict("records"):
        yield f"{row['kind']}, {_who(article, row)}{_doubt(row)}", article.text[int(row["start"]) : int(row["end"])]


def _paragraphs(article: Article, marks: list[Mark]) -> Iterator[str]:
    """Go through the text, paragraph by paragraph; the white space between them is kept as well."""
    position, ahead = 0, 0
    active: list[Mark] = []
    for start, end, kinds in _units(article):
        while ahead < len(marks) and marks[ahead].start < end:
            active.append(marks[ahead])
            ahead += 1
        active = [mark for mark in active if mark.end > start]
        yield _safe(article.text[position:start])
        yield _paragraph(article.text, start, end, kinds, active)
        position = end
    yield _safe(article.text[position:])


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


def _piece(text: str, start: int, end: int, style: str, marks: list[Mark]) -> str:
    """Wrap a piece that no mark's edge cuts; of quotations within quotations the innermost gives the look."""
    over = [mark for mark in marks if mark.start <= start and mark.end >= end]
    inner = sorted(over, key=lambda mark: mark.end - mark.start)
    coloured = [mark.style or _COLOURED[mark.role][1] for mark in inner if mark.style or mark.role in _COLOURED]
    styles = [style] if style else []
    styles += coloured[:1]
    styles += [_NAMING[role] for role in _NAMING if any(mark.role == role for mark in over)]
    rows = list(dict.fromkeys(mark.row for mark in inner if mark.row is not None))
    if not styles and not rows:
        return _safe(text[start:end])
    label = _safe("; ".join(dict.fromkeys(mark.label for mark in over)))
    spoken = f' role="group" aria-label="{label}"' if any(mark.start == start for mark in over) else ""
    named = f' title="{label}"{spoken}' if over else ""
    tied = f' data-row="{rows[0]}" data-rows="{" ".join(map(str, rows))}"' if rows else ""
    return f'<span{named}{tied} style="{";".join(styles)}">{_safe(text[start:end])}</span>'


def _summary(table: pd.DataFrame) -> str:
    """Say in a sentence what a reader who sees no colours should know first."""
    if table.empty:
        return "Article; nobody is quoted in it."
    speakers = table["speaker"].value_counts()
    said = [f"{shorten(str(name), 60)} {count}" for name, count in speakers.head(5).items()]
    rest = [f"others {int(speakers.iloc[5:].sum())}"] if len(speakers) > 5 else []
    lost = [f"speaker not resolved {int(table['speaker'].isna().sum())}"] if table["speaker"].isna().any() else []
    return f"Article, attributions marked: {', '.join([*said, *rest, *lost])}."


def _safe(text: str) -> str:
    return html.escape(visible(text), quote=True)
