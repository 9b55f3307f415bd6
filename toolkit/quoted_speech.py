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

_SENTENCE_END = re.compile(
    r"(?<!\bM[rs])(?<!\bMrs)(?<!\b[DS]r)(?<!\b(?:Sen|Rep|Gov|Gen|Rev))(?<!\b[A-Z])[.!?…][\"”’»]?\s"
)
_SPEECH_WORDS = 4  # shorter quotations without a sentence's punctuation are names, titles and sneers
_MARKS = "\"“”„‟«»‹›'‘’`"
_STOPS = frozenset(".!?;")
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
        if (owner := _owner(doc.text, found, mark)) is not None and (
            owner.cue is None or not _follows(doc, mark, quoted)
        ):
            found[found.index(owner)] = with_part(owner, mark)
        elif not is_speech(doc.text, mark):
            continue
        elif (near := _near(doc, mark, quoted)) is not None:
            same = next((spans for spans in found if spans.cue == near.cue), None)
            if same is None:
                found.append(near)
            else:
                found[found.index(same)] = with_part(same, mark)
        else:
            left.append(mark)
    return found, left


def with_part(spans: Spans, mark: Quotation) -> Spans:
    """Add a quotation to an attribution, as a further part."""
    return replace(spans, parts=tuple(sorted((*spans.parts, (mark.start, mark.end)))))


def is_speech(text: str, mark: Quotation) -> bool:
    """True where a quotation is long enough, or pointed, to be what somebody said rather than a name or a sneer."""
    inside = text[mark.start : mark.end].strip(_MARKS)
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


def _owner(text: str, found: Sequence[Spans], mark: Quotation) -> Spans | None:
    """The attribution that a quotation goes on with: nothing, or only "she said.", stands between the two."""
    before = [spans for spans in found if spans.source is not None and spans.parts[-1][1] <= mark.start]
    last = max(before, key=lambda spans: spans.parts[-1][1], default=None)
    if last is None or not _is_sentence(text, mark):
        return None
    between = text[last.parts[-1][1] : mark.start]
    told = last.cue is not None and last.parts[-1][1] <= last.cue[0] < mark.start
    near = len(_SENTENCE_END.findall(between)) <= 1 and (told or not between.strip(" .,!?…"))
    return last if near else None


def _is_sentence(text: str, mark: Quotation) -> bool:
    """True where a quotation begins as a sentence does, after the end of another."""
    inside = text[mark.start : mark.end].strip(_MARKS)
    return inside[:1].isupper() and text[: mark.start].rstrip()[-1:] in tuple(".!?…\"”’:'")


def _near(doc: "Doc", mark: Quotation, quoted: Sequence[Span]) -> Spans | None:
    """A reporting verb next to the quotation: "...," she said, or She said: "..."."""
    for verb in (_follows(doc, mark, quoted), _leads(doc, mark, quoted)):
        if verb is not None and (source := _source_outside(verb, mark)):
            span = (source[0].idx, source[-1].idx + len(source[-1]))
            return Spans(((mark.start, mark.end),), span, verb_group(verb), cue_lemma(verb), "beside")
    return None


def _follows(doc: "Doc", mark: Quotation, quoted: Sequence[Span]) -> "Token | None":
    """The reporting verb after a quotation, with nothing but its subject between."""
    limit = min([mark.end + _REACH, *(start for start, _ in quoted if start >= mark.end)])
    if doc.text[mark.start : mark.end].rstrip(_MARKS)[-1:] == "." and doc.text[mark.end : limit].lstrip()[:1].isupper():
        return None
    for token in _tokens(doc, mark.end, limit):
        if token.pos_ in ("VERB", "AUX") and token.dep_ not in ("aux", "auxpass"):
            return token if _reports(token) else None
        if token.text in _STOPS:
            return None
    return None


def _leads(doc: "Doc", mark: Quotation, quoted: Sequence[Span]) -> "Token | None":
    """The reporting verb before a quotation, in its sentence."""
    limit = max([mark.start - _REACH, 0, *(end for _, end in quoted if end <= mark.start)])
    for token in reversed(_tokens(doc, limit, mark.start)):
        if token.pos_ == "VERB":
            return token if _reports(token) else None
        if token.text in _STOPS:
            return None
    return None


def _reports(verb: "Token") -> bool:
    cue = VERBS.get(cue_lemma(verb))
    return verb.pos_ == "VERB" and cue is not None and "that" in cue.frames and cue.act == "speech"


def _tokens(doc: "Doc", start: int, end: int) -> "list[Token]":
    return list(doc.char_span(start, min(end, len(doc.text)), alignment_mode="contract") or ())


def _source_outside(verb: "Token", mark: Quotation) -> "list[Token]":
    """The verb's source where it is no word of the quotation's own, else the name or pronoun beside the verb."""
    source = source_of(verb)
    if source and not any(mark.start <= t.idx < mark.end for t in source):
        return source
    after = [t for t in _tokens(verb.doc, max(mark.end, 0), mark.end + _REACH) if t.i != verb.i and t.i <= verb.i + 3]
    named = next((t for t in after if t.pos_ in ("PROPN", "PRON", "NOUN")), None) if verb.idx >= mark.end else None
    return noun_phrase(named) if named is not None else []
