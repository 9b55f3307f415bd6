"""The quotations of a paragraph: which attribution of the parse each belongs to, and who says those that are left."""

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from toolkit.cues import VERBS
from toolkit.quotation import Quotation, quotations
from toolkit.reported_clauses import Span, Spans, cue_lemma, noun_phrase, reported_clauses, source_of, verb_group

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

_SENTENCE_END = re.compile(r"[.!?…][\"”’»]?\s")
_SPEECH_WORDS = 4  # shorter quotations without a sentence's punctuation are names, titles and sneers
_REACH = 120  # characters between a quotation and its cue


def paragraph_spans(doc: "Doc") -> tuple[list[Spans], list[Quotation]]:
    """Return a parsed paragraph's attributions, and the quotations whose speaker it does not tell."""
    marks = quotations(doc.text)
    quoted = [(mark.start, mark.end) for mark in marks]
    found = distinct([grow(spans, quoted) for spans in reported_clauses(doc, quoted)])
    left = []
    for mark in marks:
        if any(_overlap((mark.start, mark.end), part) for spans in found for part in spans.parts):
            continue
        if not is_speech(doc.text, mark):
            continue
        last = _last_quoted(found, quoted, mark)
        near = _near(doc, mark, quoted)
        goes_on = last is not None and _only_cue_between(doc.text, last, mark)
        same = next((s for s in found if near is not None and s.cue == near.cue and s.source), None)
        if same is not None:
            found[found.index(same)] = with_part(same, mark)
        elif last is not None and goes_on and near is None:
            found[found.index(last)] = with_part(last, mark)
        elif near is not None:
            found.append(near)
        elif last is not None:
            found.append(Spans(((mark.start, mark.end),), last.source, None, "", "same speaker"))
        else:
            left.append(mark)
    return found, left


def with_part(spans: Spans, mark: Quotation) -> Spans:
    """Add a quotation to an attribution, as a further part."""
    return replace(spans, parts=tuple(sorted((*spans.parts, (mark.start, mark.end)))))


def is_speech(text: str, mark: Quotation) -> bool:
    """True where a quotation is long enough, or pointed, to be what somebody said rather than a name or a sneer."""
    inside = text[mark.start : mark.end].strip("\"“”„‟«»‹›'‘’`")
    return len(re.findall(r"\w+", inside)) >= _SPEECH_WORDS or (inside[-1:] in tuple(",.!?…") and " " in inside)


def grow(spans: Spans, quoted: Sequence[Span]) -> Spans:
    """Widen parts to take in whole the quotations that they touch, and join those that then meet."""
    parts: list[Span] = []
    for start, end in spans.parts:
        touched = [q for q in quoted if _overlap(q, (start, end))]
        start, end = min([start, *(q[0] for q in touched)]), max([end, *(q[1] for q in touched)])
        if parts and start <= parts[-1][1]:
            parts[-1] = (parts[-1][0], max(parts[-1][1], end))
        else:
            parts.append((start, end))
    return replace(spans, parts=tuple(parts))


def distinct(found: Sequence[Spans]) -> list[Spans]:
    """Drop an attribution of the same words as an earlier one."""
    seen: dict[tuple[Span, ...], Spans] = {}
    for spans in found:
        seen.setdefault(spans.parts, spans)
    return list(seen.values())


def _overlap(one: Span, other: Span) -> bool:
    return one[0] < other[1] and other[0] < one[1]


def _last_quoted(found: Sequence[Spans], quoted: Sequence[Span], mark: Quotation) -> Spans | None:
    """The attribution whose last part is a quotation and stands nearest before the mark."""
    before = [
        s for s in found
        if s.source and s.parts[-1][1] <= mark.start and any(q[1] == s.parts[-1][1] for q in quoted)
    ]  # fmt: skip
    return max(before, key=lambda s: s.parts[-1][1], default=None)


def _only_cue_between(text: str, last: Spans, mark: Quotation) -> bool:
    """True where nothing but "she said." stands between two quotations: together they are one."""
    between = text[last.parts[-1][1] : mark.start]
    cue = last.cue is not None and last.parts[-1][1] <= last.cue[0] < mark.start
    return (cue or not between.strip()) and len(_SENTENCE_END.findall(between)) <= 1


def _near(doc: "Doc", mark: Quotation, quoted: Sequence[Span]) -> Spans | None:
    """A reporting verb next to the quotation: "...," she said, or She said: "..."."""
    for verb in _verbs_around(doc, mark, quoted):
        source = source_of(verb) or _name_beside(doc, verb, mark)
        if source:
            span = (source[0].idx, source[-1].idx + len(source[-1]))
            return Spans(((mark.start, mark.end),), span, verb_group(verb), cue_lemma(verb), "beside")
    return None


def _verbs_around(doc: "Doc", mark: Quotation, quoted: Sequence[Span]) -> "list[Token]":
    text = doc.text
    after = text[mark.end : mark.end + _REACH]
    stop = _SENTENCE_END.search(after + " ")
    after_end = min([mark.end + (stop.end() if stop else len(after)), *(q[0] for q in quoted if q[0] >= mark.end)])
    if re.search(r"\.[\"”’»]?$", text[mark.start : mark.end]) and after.lstrip()[:1].isupper():
        after_end = mark.end
    before = text[max(mark.start - _REACH, 0) : mark.start]
    stops = [m.end() for m in _SENTENCE_END.finditer(before)]
    first = mark.start - len(before) + (stops[-1] if stops else 0)
    before_start = max([first, *(q[1] for q in quoted if q[1] <= mark.start)])
    reporting = [t for t in doc if t.pos_ == "VERB" and "that" in getattr(VERBS.get(cue_lemma(t)), "frames", ())]
    following = [t for t in reporting if mark.end <= t.idx < after_end]
    leading = [t for t in reporting if before_start <= t.idx < mark.start]
    return [*following[:1], *leading[-1:]]


def _name_beside(doc: "Doc", verb: "Token", mark: Quotation) -> "list[Token]":
    near = [
        t
        for t in doc
        if t.i != verb.i
        and (mark.end <= t.idx < verb.idx or 0 < t.i - verb.i <= 3)
        and t.pos_ in ("PROPN", "PRON", "NOUN")
        and t.idx >= mark.end
    ]
    return noun_phrase(near[0]) if near else []
