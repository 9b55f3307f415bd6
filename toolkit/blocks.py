"""Which part of a text is headline, byline, caption or body.

A block is a run of neighbouring paragraphs of one kind; a dateline, a picture credit or an agency's desk line is a
block of its own.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import groupby, pairwise

from toolkit.datelines import find_dateline
from toolkit.lines import credit_start, desk_start, is_role, line_kind
from toolkit.paragraphs import ENDS_SENTENCE, LINE_END, WRAPS, paragraphs, trim

BLOCK_KINDS = (
    "headline", "subheading", "date", "time", "byline", "dateline", "caption", "credit", "body", "boilerplate",
)  # fmt: skip
_TWO_SENTENCES = re.compile(r"[a-z\d][.!?]['\"”’]?\s+[A-Z“\"‘]\S*\s+\S+\s+\S+")
_SPEAKER_TURN = re.compile(r"(?:[QA][:.]|[A-Z][A-Z.'’ \-]+:)\s")
_TITLE_CASE_SMALL = frozenset(
    "about after amid among from into like onto over than that upon when with without".split()
)
_LIST_ITEM = re.compile(r"(?:[-–—•*▪◦·‣]|\(?(?:\d{1,2}|[a-z])[.)])\s")


@dataclass(frozen=True, slots=True)
class Block:
    """A stretch of the text of one kind, `text[start:end]`."""

    kind: str
    start: int
    end: int


@dataclass(slots=True)
class _Paragraph:
    """A paragraph on its way to become blocks; `sure` where the source's markup gave its kind."""

    start: int
    end: int
    line: str
    kind: str
    sure: bool


def find_blocks(text: str, known: Mapping[int, str] | None = None, *, title: str | None = None) -> tuple[Block, ...]:
    """Tell the blocks of an article apart; every character but white space lies in exactly one.

    Parameters
    ----------
    text : str
        The article.
    known : mapping of int to str, optional
        Kinds that the source's own markup gives, by the paragraph's first code point.
    title : str, optional
        The headline, where the source names it; the paragraph that repeats it is the headline.

    Examples
    --------
    >>> for block in find_blocks("Ferry back\\n\\nBy Ada Moss\\n\\nOBAN (AP) — It sails.\\n\\nAll sail."):
    ...     print(block.kind, block.start, block.end)
    headline 0 10
    byline 12 23
    dateline 25 36
    body 37 57
    """
    known = known or {}
    found = [
        _Paragraph(start, end, text[start:end], known.get(start) or line_kind(text[start:end]), start in known)
        for start, end in paragraphs(text)
    ]
    _find_headline(found, title)
    _find_neighbours(text, found)
    _find_decks(found)
    _find_subheadings(found)
    blocks: list[Block] = []
    for piece in _pieces(text, found):
        if blocks and blocks[-1].kind == piece.kind and piece.kind in WRAPS:
            blocks[-1] = replace(blocks[-1], end=piece.end)
        else:
            blocks.append(piece)
    return tuple(blocks)


def _find_headline(found: list[_Paragraph], title: str | None) -> None:
    """Name the headline: what repeats the title, or a first line that looks like one with body text below it."""
    body = [p for p in found if p.kind == "body" and not p.sure]
    if any(p.kind == "headline" for p in found) or not body:
        return
    wanted = " ".join((title or "").split()).casefold()
    same = next((p for p in body[:3] if wanted and " ".join(p.line.split()).casefold() == wanted), None)
    if same:
        same.kind = "headline"
    elif len(body) > 1:
        kicker = _is_kicker(body[0]) and len(body) > 2 and _is_headline(body[1].line)
        if kicker:
            body[0].kind = "boilerplate"
        candidate, below = body[kicker : kicker + 2]
        if _is_headline(candidate.line) or _heads_dateline(candidate.line, below.line):
            candidate.kind = "headline"


def _heads_dateline(line: str, below: str) -> bool:
    """True for one short sentence over a dateline: nothing but a headline or a deck stands there."""
    dateline = find_dateline(below, first=True)
    longest = 30 if dateline and dateline.agency else 15  # without an agency, "UNION — ..." may be a sentence
    short = len(line.split()) <= longest and not _TWO_SENTENCES.search(line)
    return dateline is not None and short and find_dateline(line, first=True) is None


def _is_kicker(paragraph: _Paragraph) -> bool:
    """True for the name of a section above the headline: "WORLD NEWS"."""
    return paragraph.line.isupper() and len(paragraph.line.split()) <= 3 and not ENDS_SENTENCE.search(paragraph.line)


def _is_headline(line: str) -> bool:
    words = line.split()
    if len(words) > 30 or _TWO_SENTENCES.search(line) or _SPEAKER_TURN.match(line) or _LIST_ITEM.match(line):
        return False
    if find_dateline(line, first=True):
        return False
    if line.endswith((".", ".”", '."', ".’", ".'")):  # exports add full stops to headlines: Title Case is the sign left
        long = [word for word in words if len(word) > 3 and word[0].isalpha() and word not in _TITLE_CASE_SMALL]
        return len(long) > 2 and all(word[0].isupper() for word in long)
    return not line.endswith((",", ";", ":")) and (len(words) <= 15 or line[-1] not in '?!"”’')


def _find_neighbours(text: str, found: list[_Paragraph]) -> None:
    """Name what only the line above or below tells: the job under a byline, the caption over a credit."""
    for above, below in pairwise(found):
        close = len(LINE_END.findall(text, above.end, below.start)) == 1
        if above.kind == "byline" and below.kind == "body" and not below.sure and is_role(below.line):
            below.kind = "byline"
        elif below.kind == "credit" and above.kind == "body" and close and not above.sure and len(above.line) < 600:
            above.kind = "caption"


def _find_decks(found: list[_Paragraph]) -> None:
    """Name the lines between a headline and the text: short, without a full stop or before a dateline."""
    head = next((i for i, p in enumerate(found) if p.kind == "headline"), None)
    if head is None:
        return
    body = [p for p in found[head + 1 :] if p.kind == "body"]
    for deck, following in pairwise(body[:3]):
        if deck.sure or len(deck.line.split()) > 30 or _TWO_SENTENCES.search(deck.line):
            return
        if ENDS_SENTENCE.search(deck.line) and not _heads_dateline(deck.line, following.line):
            return
        if find_dateline(deck.line, first=True) or _is_list_like(deck.line):
            return
        deck.kind = "subheading"


def _find_subheadings(found: list[_Paragraph]) -> None:
    """Name short lines over body text; three or more in a row are a list."""
    rows = [p for p in found if p.kind == "body"]
    plain = any(not p.sure and _is_subheading(p.line) and not p.line.endswith("?") for p in rows)
    runs = [(short, list(run)) for short, run in groupby(rows, key=lambda p: _may_head(p, questions=plain))]
    for i, (short, run) in enumerate(runs):
        if short and len(run) < 3 and i + 1 < len(runs) and any(len(p.line.split()) > 10 for p in runs[i + 1][1]):
            for paragraph in run:
                paragraph.kind = "subheading"


def _may_head(paragraph: _Paragraph, *, questions: bool) -> bool:
    """True for a line like a subheading; a question counts only where plainer subheadings show that there are some."""
    return not paragraph.sure and _is_subheading(paragraph.line) and (questions or not paragraph.line.endswith("?"))


def _is_subheading(line: str) -> bool:
    words = line.split()
    question = line.endswith("?") and len(words) <= 8 and words[0] not in ("And", "But", "So", "Or")
    return (
        len(words) <= 10
        and len(line) <= 80
        and (question or not ENDS_SENTENCE.search(line))
        and (line[0].isupper() or line[0].isdigit())
        and not _is_list_like(line)
        and any(character.isalpha() for character in line)
    )


def _is_list_like(line: str) -> bool:
    return bool(_SPEAKER_TURN.match(line) or _LIST_ITEM.match(line))


def _pieces(text: str, found: list[_Paragraph]) -> Iterator[Block]:
    """Set a dateline, the credit of a caption and an agency's desk line apart from their paragraphs."""
    first = True
    for paragraph in found:
        kind, start, end, line = paragraph.kind, paragraph.start, paragraph.end, paragraph.line
        if kind == "body":
            dateline = find_dateline(line, first=first)
            first = False
            if dateline and dateline.end < len(line):
                yield Block("dateline", *trim(text, start, start + dateline.end))
                start += dateline.end
            desk = desk_start(line)
            if desk is not None and paragraph.start + desk > start:
                yield Block("body", *trim(text, start, paragraph.start + desk))
                kind, start = "boilerplate", paragraph.start + desk
        elif kind == "caption" and (credit := credit_start(line)) is not None:
            if credit > 0:
                yield Block("caption", *trim(text, start, start + credit))
            kind, start = "credit", start + credit
        yield Block(kind, *trim(text, start, end))
