"""Quotation marks in a text: which open, which close, and what stands between them.

News arrives with straight, curly, single, doubled and guillemet marks, and with a closing mark where an opening one
belongs. A mark's direction is read from its neighbours as well as from its shape, so that nothing needs repairing.
"""

import re
from dataclasses import dataclass

_OPENING = dict(zip("“„‟«‹‘‚", "”“”»›’‘", strict=True))
_DOUBLE = re.compile(r"''|``|[\"“”„‟«»‹›]")
_SINGLE_OPEN = re.compile(r"(?<![^\s(\[—–\-“\"/])['‘](?=\w)(?!\d0s\b)")
_SINGLE_CLOSE = re.compile(r"(?<=\S)['’](?!\w)")
_SENTENCE_POINT = ",.!?;:…"
_ELISIONS = re.compile(r"['‘](?:tis|twas|em|til|cause|n|round)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Quotation:
    """A stretch of text within quotation marks, the marks included; `closed` is False where the last one is lost."""

    start: int
    end: int
    closed: bool


def quotations(text: str, start: int = 0, end: int | None = None) -> list[Quotation]:
    """Find the quotations of one paragraph, `text[start:end]`; a quotation within a quotation is not listed.

    Examples
    --------
    >>> said = 'Rents rose.”We are not building,” she said. “But we will.”'
    >>> [said[quotation.start : quotation.end] for quotation in quotations(said)]
    ['”We are not building,”', '“But we will.”']
    """
    end = len(text) if end is None else end
    double = _double(text, start, end)
    return sorted(double + _single(text, start, end, double), key=lambda quotation: quotation.start)


def _double(text: str, start: int, end: int) -> list[Quotation]:
    found: list[Quotation] = []
    opened: re.Match[str] | None = None
    for mark in _DOUBLE.finditer(text, start, end):
        if opened is None:
            if _opens(text, mark, start, end):
                opened = mark
        elif _closes(text, mark, opened, end):
            found.append(Quotation(opened.start(), mark.end(), closed=True))
            opened = None
    if opened is not None and text[opened.end() : end].strip():
        found.append(Quotation(opened.start(), start + len(text[start:end].rstrip()), closed=False))
    return found


def _opens(text: str, mark: re.Match[str], start: int, end: int) -> bool:
    before, after = text[start : mark.start()][-1:], text[mark.end() : end][:1]
    if not after or after.isspace():
        return mark.group() in _OPENING and bool(text[mark.end() : end].strip())
    if mark.group() in _OPENING or mark.group() == "``":
        return True
    return not before.isalnum()  # 6" is six inches; a closing mark here is a glitch and opens


def _closes(text: str, mark: re.Match[str], opened: re.Match[str], end: int) -> bool:
    if mark.group() in _OPENING and mark.group() != _OPENING.get(opened.group()):
        after = text[mark.end() : end][:1]  # an opening mark with a space after it closes by glitch
        return mark.group() in "“‟" and (not after or after.isspace())
    return mark.group() not in ("``", "›") or opened.group() == "‹"


def _single(text: str, start: int, end: int, double: list[Quotation]) -> list[Quotation]:
    found: list[Quotation] = []
    position = start
    while mark := _SINGLE_OPEN.search(text, position, end):
        position = mark.end()
        if _ELISIONS.match(text, mark.start()) or any(q.start <= mark.start() < q.end for q in double):
            continue
        limit = min((q.start for q in double if q.start > mark.start()), default=end)
        closings = [m for m in _SINGLE_CLOSE.finditer(text, mark.end(), limit) if text[m.start() - 1] != "'"]
        # students’ is a plural, ‘students,’ a quotation: a mark after punctuation is the surer end
        sure = [m for m in closings if text[m.start() - 1] in _SENTENCE_POINT or text[m.start() - 1] != "s"]
        if closings:
            position = (sure or closings)[0].end()
            found.append(Quotation(mark.start(), position, closed=True))
    return found
