"""What quotation marks and layout settle: quotations taken in whole, carried on, signed, or in turns.

The network reads some sixty words on either side of a cue; a mark closes wherever it closes.
"""

import re
import sys
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from toolkit.attributor.spans import Spans, overlap
from toolkit.attributor.turns import with_turns
from toolkit.attributor.words import Span
from toolkit.quotation import Quotation, quotations

# Share of such finds that the training articles' annotators confirm.
SIGNED = 0.8

_SENTENCE_END = re.compile(
    r"(?<!\bM[rs])(?<!\bMrs)(?<!\b[DS]r)(?<!\b(?:Sen|Rep|Gov|Gen|Rev))(?<!\b[A-Z])[.!?…][\"”’»]?\s"
)
_MARKS = "\"“”„‟«»‹›'‘’`"
_SPEECH_WORDS = 4  # shorter quotations without a sentence's punctuation are names, titles and sneers
_CUE_CLAUSE = 300  # characters of "said Ada Moss, who ...", at most
_LOOKED_BACK = 20  # characters: to copy all that stands before would take a long text the square of its length
_SIGNATURE = re.compile(r"\s*(—|–|―|--|-)\s*([A-Z][^\n.!?]{2,60}?)\s*")
_SURE = 80  # characters that a sure find may stand farther off than one without any confidence
_SCRAP = 2  # words
_LEAST_OF_MARK = 0.3  # an attribution that holds less of a quotation than this only touches it


def complete(text: str, paragraphs: Sequence[Span], found: Sequence[Spans]) -> list[Spans]:
    """Complete what the network has found, by the marks and the layout of the text."""
    marks = {paragraph: quotations(text, *paragraph) for paragraph in paragraphs}
    grown = [_grown(text, spans, _near(paragraphs, marks, spans)) for spans in found]
    signed = [one for paragraph in paragraphs if (one := _signed(text, paragraph, marks[paragraph])) is not None]
    by_paragraph = _by_paragraph(paragraphs, _settled([one for one in [*grown, *signed] if one.parts]))
    done: list[Spans] = []
    before: Span | None = None
    for paragraph in paragraphs:
        here = [_to_the_end(text, spans, paragraph) for spans in by_paragraph.get(paragraph, [])]
        near = [*done[-8:], *here]
        left = [
            m for m in marks[paragraph] if not any(overlap((m.start, m.end), part) for s in near for part in s.parts)
        ]
        if before is not None and left and not text[paragraph[0] : left[0].start].strip():
            _carry_on(done, before, marks[before], left)
        for mark in left:
            _go_on(text, here, mark)
        done += here
        before = paragraph
    return sorted(with_turns(text, paragraphs, done), key=lambda spans: (spans.start, -spans.end))


def _near(paragraphs: Sequence[Span], marks: Mapping[Span, Sequence[Quotation]], spans: Spans) -> list[Quotation]:
    """Return the quotations of the paragraphs that an attribution's content stands in."""
    first = bisect_right(paragraphs, (spans.start, sys.maxsize)) - 1
    last = bisect_left(paragraphs, (spans.end, 0))
    return [mark for paragraph in paragraphs[max(first, 0) : last] for mark in marks[paragraph]]


def _by_paragraph(paragraphs: Sequence[Span], found: Sequence[Spans]) -> dict[Span, list[Spans]]:
    """Sort attributions by the paragraph of their cue."""
    sorted_: dict[Span, list[Spans]] = {}
    for spans in found:
        at = spans.cue[0] if spans.cue else spans.start
        sorted_.setdefault(paragraphs[bisect_right(paragraphs, (at, sys.maxsize)) - 1], []).append(spans)
    return sorted_


def _grown(text: str, spans: Spans, marks: Sequence[Quotation]) -> Spans:
    """Widen parts to take in whole the quotations that they largely hold or open, and join those that then meet."""
    parts: list[Span] = []
    for start, end in spans.parts:
        for mark in marks:
            held = min(end, mark.end) - max(start, mark.start)
            outside = spans.cue is None or not overlap(spans.cue, (mark.start, mark.end))
            if held > 0 and outside and (held > _LEAST_OF_MARK * (mark.end - mark.start) or start <= mark.start + 1):
                start, end = min(start, mark.start), max(end, mark.end)
        while parts and start <= parts[-1][1]:
            first, last = parts.pop()
            start, end = min(first, start), max(last, end)
        parts.append((start, end))
    kept = [trimmed(text, part) for part in _without(parts, spans)]
    if spans.cue is not None and _leads_on(text, spans.cue):
        kept = [part for part in kept if part[0] >= spans.cue[1] or "\n" not in text[part[1] : spans.cue[0]]]
    return replace(spans, parts=tuple(_without_scraps(text, [part for part in kept if part[0] < part[1]], marks)))


def _without_scraps(text: str, parts: Sequence[Span], marks: Sequence[Quotation]) -> list[Span]:
    """Beside a whole quotation of several words leave out single words from elsewhere that are in no marks."""
    whole = any(a <= mark.start and mark.end <= b and is_speech(text, mark) for a, b in parts for mark in marks)
    if not whole:
        return list(parts)
    held = [part for part in parts if any(overlap(part, (mark.start, mark.end)) for mark in marks)]
    return [part for part in parts if part in held or len(text[slice(*part)].split()) > _SCRAP]


def trimmed(text: str, part: Span) -> Span:
    """Take white space off both ends of a part, and from its front what belongs to the cue: a comma, a colon."""
    start, end = part
    while start < end and (text[start].isspace() or text[start] in ",;:.!?"):
        start += 1
    while start < end and text[end - 1].isspace():
        end -= 1
    return start, end


def _leads_on(text: str, cue: Span) -> bool:
    """True for a cue that its paragraph ends with: "she continued:"."""
    return re.compile(r"\s*:?[ \t]*(?:\n|$)").match(text, cue[1]) is not None and ":" in text[cue[1] - 1 : cue[1] + 2]


def _settled(found: Sequence[Spans]) -> list[Spans]:
    """Leave a part that two attributions have taken to the nearer or surer one."""
    claims: dict[Span, list[int]] = {}
    for i, spans in enumerate(found):
        for part in spans.parts:
            claims.setdefault(part, []).append(i)
    lost: set[tuple[int, Span]] = set()
    for part, rivals in claims.items():
        if len(rivals) > 1:
            owner = min(rivals, key=lambda i: _distance(found[i].cue, part) - _SURE * found[i].confidence)
            lost |= {(i, part) for i in rivals if i != owner}
    left = [replace(s, parts=tuple(p for p in s.parts if (i, p) not in lost)) for i, s in enumerate(found)]
    return [spans for spans in left if spans.parts]


def _distance(cue: Span | None, part: Span) -> int:
    return sys.maxsize if cue is None else max(cue[0] - part[1], part[0] - cue[1])


def _without(parts: Sequence[Span], spans: Spans) -> Iterator[Span]:
    """Keep the cue out of the parts that have grown over it."""
    for part in parts:
        if spans.cue is not None and overlap(part, spans.cue):
            yield from (p for p in ((part[0], spans.cue[0]), (spans.cue[1], part[1])) if p[0] < p[1])
        else:
            yield part


def _to_the_end(text: str, spans: Spans, paragraph: Span) -> Spans:
    """Let the words after a speaker's label run to the end of the paragraph: the label's colon reports all of it."""
    if spans.source is None or spans.cue is None or text[slice(*spans.cue)].strip() != ":":
        return spans
    labelled = not text[paragraph[0] : spans.source[0]].strip() and spans.source[1] <= spans.cue[0]
    if not labelled or not spans.cue[1] <= spans.start < paragraph[1]:
        return spans
    return replace(spans, parts=((spans.start, paragraph[1]),))


def _go_on(text: str, here: list[Spans], mark: Quotation) -> None:
    """Give a quotation that is left over to the attribution that it goes on with."""
    if (owner := _owner(text, here, mark)) is not None:
        parts = tuple(sorted((*owner.parts, (mark.start, mark.end))))
        here[here.index(owner)] = replace(owner, parts=parts)


def _signed(text: str, paragraph: Span, marks: Sequence[Quotation]) -> Spans | None:
    """Find who signs a paragraph that is one quotation: "..." - Ada Moss."""
    if len(marks) != 1 or text[paragraph[0] : marks[0].start].strip() or not is_speech(text, marks[0]):
        return None
    signature = _SIGNATURE.fullmatch(text, marks[0].end, paragraph[1])
    if signature is None:
        return None
    return Spans(((marks[0].start, marks[0].end),), signature.span(2), signature.span(1), SIGNED)


def is_speech(text: str, mark: Quotation) -> bool:
    """True where a quotation is long enough, or pointed, to be what somebody said rather than a name or a sneer."""
    inside = text[mark.start : mark.end].strip(_MARKS)
    return len(re.findall(r"\w+", inside)) >= _SPEECH_WORDS or (inside[-1:] in tuple(",.!?…") and " " in inside)


def _owner(text: str, found: Sequence[Spans], mark: Quotation) -> Spans | None:
    """The attribution that a quotation goes on with: nothing, or only "she said.", stands between the two."""
    owners = [spans for spans in found if spans.source is not None and _goes_on(text, spans, mark)]
    return max(owners, key=lambda spans: spans.end, default=None)


def _goes_on(text: str, spans: Spans, mark: Quotation) -> bool:
    between = text[spans.end : mark.start]
    if spans.end > mark.start or len(between) > _CUE_CLAUSE or len(_SENTENCE_END.findall(between)) > 1:
        return False
    told = spans.cue is not None and spans.end <= spans.cue[0] < mark.start
    inside = text[mark.start : mark.end].strip(_MARKS).lstrip("[(")
    new_sentence = inside[:1].isupper() and _before(text, mark.start, None) in tuple(".!?…\"”’:'")
    resumed = told and between.rstrip().endswith(",") and _before(text, spans.end, _MARKS) == ","
    return resumed or (new_sentence and (told or not between.strip(" .,!?…")))


def _before(text: str, end: int, skipped: str | None) -> str:
    """Return the last character before a place that is none of those to skip, white space by default."""
    stretch = text[max(end - _LOOKED_BACK, 0) : end].rstrip(skipped)
    return (stretch or text[:end].rstrip(skipped))[-1:]


def _carry_on(done: list[Spans], before: Span, marks: Sequence[Quotation], left: list[Quotation]) -> None:
    """Give a quotation that opens a paragraph to the attribution that the paragraph before has left open."""
    if not marks or marks[-1].closed:
        return
    for i in range(len(done) - 1, -1, -1):
        if done[i].end < before[0]:
            return
        if done[i].end == marks[-1].end:
            mark = left.pop(0)
            done[i] = replace(done[i], parts=(*done[i].parts, (mark.start, mark.end)))
            return
