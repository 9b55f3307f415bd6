"""Quotation marks in a text: which open, which close, and what stands between them.

News arrives with straight, curly, single, doubled, German and French marks, and with a closing mark where an opening
one belongs. What a mark does is read from its neighbours as well as from its shape, so nothing needs repairing first.
"""

import itertools
import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import NamedTuple

# Each mark is spelt out: the search then skips the text between them nine times as fast.
_DOUBLE = re.compile("|".join([*(f"{mark}{mark}+" for mark in "'`‘’"), *(f"{mark}{mark}*" for mark in '"“”„‟«»‹›')]))
_CONTENT = re.compile(r"\w")
_OPENING = frozenset(("“", "„", "‟", "«", "‹", "``", "‘‘"))
_CLOSING = frozenset(("”", "»", "›", "’’"))
_CLOSES_ANYWAY = frozenset((("„", "“"), ("»", "«"), ("›", "‹")))  # German usage: the mark that opens in English ends it
_FAMILY = {"«": "«", "»": "«", "‹": "‹", "›": "‹"}  # every other double mark may close every other
_INCHES = re.compile(r'(?<=\d)" ')
_FREE_BEFORE = frozenset("([{—–-/‘'“\"")
_STARTS = frozenset("$£€¥#@&([‘'’“\"„…—–-")
_SINGLE_OPEN = re.compile(
    r"(?:(?<![^\s(\[—–\-“”\"/])['‘]|(?<=[.,!?])‘)(?=[\w“\"$£€…\[(#@])"
    r"(?!['‘]|\d0s\b|(?<=of ['‘])\d\d\b|(?:tis|twas|em|til|cause|cos|cuz|bout|n|ere)\b)",
    re.IGNORECASE,
)
_SINGLE_CLOSE = re.compile(r"(?<![\s'’])(?<!['’]n)['’](?!['’\w])")
_ENDS_QUOTATION = frozenset('.,;:!?…)]”"—–')


@dataclass(frozen=True, slots=True)
class Quotation:
    """A stretch of text within quotation marks, the marks included; `closed` is False where the last one is lost."""

    start: int
    end: int
    closed: bool


class _Mark(NamedTuple):
    """A double mark: what it looks like, what it may do here, and whether here it can do nothing but open."""

    start: int
    end: int
    shape: str
    opens: bool
    only_opens: bool


def quotations(text: str, start: int = 0, end: int | None = None) -> list[Quotation]:
    """Find the quotations of one paragraph, `text[start:end]`; a quotation within a quotation is not listed.

    Examples
    --------
    >>> said = 'Rents rose.”We are not building,” she said. “But we will.”'
    >>> [said[quotation.start : quotation.end] for quotation in quotations(said)]
    ['”We are not building,”', '“But we will.”']
    """
    end = len(text) if end is None else end
    end = start + len(text[start:end].rstrip())
    double = list(_double(text, start, end))
    single = list(_single(text, start, end, double))
    if not double and not single and _is_unclosed_single(text, start, end):
        single = [Quotation(start, end, closed=False)]
    return [q for q in _outermost(double, single) if _CONTENT.search(text, q.start, q.end)]


def _double(text: str, start: int, end: int) -> Iterator[Quotation]:
    opened: _Mark | None = None
    inner = 0
    marks = list(_marks(text, start, end))
    for i, mark in enumerate(marks):
        following = marks[i + 1 : i + 3]
        if opened is None:
            opened = mark if mark.opens and (following or not _is_spaced(mark, text)) else None
        elif _family(mark) != _family(opened):
            continue
        elif mark.only_opens and (opened.shape, mark.shape) not in _CLOSES_ANYWAY:
            if len(following) == 2 and not any(m.only_opens for m in following):
                inner += 1  # two marks to come can close both this and the outer one
            else:
                yield Quotation(opened.start, opened.end + len(text[opened.end : mark.start].rstrip()), closed=False)
                opened, inner = mark, 0
        elif inner:
            inner -= 1
        else:
            yield Quotation(opened.start, mark.end, closed=True)
            opened = None
    if opened is not None and opened.end < end:
        yield Quotation(opened.start, end, closed=False)


def _marks(text: str, start: int, end: int) -> Iterator[_Mark]:
    """Go through the double marks, leaving out the inches of a 6" pipe where they make the straight marks odd."""
    odd = text.count('"', start, end) % 2 == 1
    for match in _DOUBLE.finditer(text, start, end):
        if odd and _INCHES.match(text, match.start(), end):
            odd = False
        else:
            yield _mark(text, match.start(), match.end(), start, end)


def _mark(text: str, at: int, after: int, start: int, end: int) -> _Mark:
    shape = text[at : at + 2] if text[at] in "'`‘’" else text[at]
    left = text[at - 1] if at > start else " "
    right = text[after] if after < end else " "
    starts_word = (right.isalnum() or right in _STARTS or text.startswith("...", after)) and after < end
    if shape in _OPENING:
        ends_word = not starts_word and not left.isspace() and left not in _FREE_BEFORE
        return _Mark(at, after, shape, not ends_word, starts_word or shape in ("„", "``"))
    opens = starts_word and not left.isalnum()
    if shape in _CLOSING:
        return _Mark(at, after, shape, opens, False)
    spaced = left.isspace() and right.isspace()
    return _Mark(at, after, shape, opens or spaced, opens and (left.isspace() or left in _FREE_BEFORE))


def _is_spaced(mark: _Mark, text: str) -> bool:
    """True for a straight mark between spaces: it opens only where another one comes to close."""
    return mark.shape not in _OPENING and text[mark.end : mark.end + 1].isspace()


def _family(mark: _Mark) -> str:
    return _FAMILY.get(mark.shape, "“")


def _single(text: str, start: int, end: int, double: list[Quotation]) -> Iterator[Quotation]:
    """Find quotations in single marks: each mark that opens is closed before the next that opens, or is none."""
    if text.find("'", start, end) < 0 and text.find("‘", start, end) < 0:
        return  # most paragraphs have none
    opening = list(_outside((m.start() for m in _SINGLE_OPEN.finditer(text, start, end)), double))
    if not opening:
        return
    closing = list(_outside((m.start() for m in _SINGLE_CLOSE.finditer(text, start, end)), double))
    double_starts = [quotation.start for quotation in double]
    for at, limit in itertools.pairwise([*opening, end]):
        candidates = closing[bisect_left(closing, at + 2) : bisect_left(closing, limit)]
        last = next((mark for mark in candidates if _surely_closes(text, mark, end)), None)
        if last is None and candidates and bisect_left(double_starts, at) == bisect_left(double_starts, candidates[0]):
            last = candidates[0]
        if last is not None:
            yield Quotation(at, last + 1, closed=True)


def _surely_closes(text: str, mark: int, end: int) -> bool:
    """False after an s, unless punctuation follows: students’ may be a plural's possessive."""
    return text[mark - 1] not in "sS" or mark + 1 >= end or text[mark + 1] in _ENDS_QUOTATION


def _is_unclosed_single(text: str, start: int, end: int) -> bool:
    """True for a paragraph of a longer British quotation: it opens with a curly mark and nothing closes it."""
    return text[start : start + 1] == "‘" and text[start + 1 : start + 2].isupper() and start + 2 < end


def _outside(positions: Iterable[int], spans: list[Quotation]) -> Iterator[int]:
    """Keep the positions that lie in none of the spans; both are in order."""
    starts = [span.start for span in spans]
    for position in positions:
        i = bisect_right(starts, position) - 1
        if i < 0 or position >= spans[i].end:
            yield position


def _outermost(double: list[Quotation], single: list[Quotation]) -> Iterator[Quotation]:
    """Merge the two in order, leaving out what lies within another."""
    reach = -1
    for quotation in sorted([*double, *single], key=lambda quotation: quotation.start):
        if quotation.start >= reach:
            reach = quotation.end
            yield quotation
