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
_SUBJECT_WORDS = 20  # between a quotation and its cue, at most
_CUE_CLAUSE = 300  # characters of "said Ada Moss, who ...", at most


def paragraph_spans(doc: "Doc") -> tuple[list[Spans], list[Quotation]]:
    """Return a parsed paragraph's attributions, and the quotations whose speaker it does not tell."""
    text = doc.text  # put together anew at each call
    marks = quotations(text)
    quoted = [(mark.start, mark.end) for mark in marks]
    found = distinct([grow(spans, quoted) for spans in reported_clauses(doc, quoted)])
    left = []
    for mark in marks:
        if any(_overlap((mark.start, mark.end), part) for spans in found for part in spans.parts):
            continue
        owner = _owner(text, found, mark)
        if owner is not None and (owner.cue is None or not _follows(doc, text, mark, quoted)):
            found[found.index(owner)] = with_part(owner, mark)
        elif not is_speech(text, mark):
            continue
        elif (near := _near(doc, text, mark, quoted)) is not None:
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
    owners = [spans for spans in found if spans.source is not None and _goes_on(text, spans, mark)]
    return max(owners, key=lambda spans: spans.parts[-1][1], default=None)


def _goes_on(text: str, spans: Spans, mark: Quotation) -> bool:
    end = spans.parts[-1][1]
    between = text[end : mark.start]
    if end > mark.start or len(between) > _CUE_CLAUSE or len(_SENTENCE_END.findall(between)) > 1:
        return False
    told = spans.cue is not None and end <= spans.cue[0] < mark.start
    inside = text[mark.start : mark.end].strip(_MARKS).lstrip("[(")
    new_sentence = inside[:1].isupper() and text[: mark.start].rstrip()[-1:] in tuple(".!?…\"”’:'")
    resumed = told and between.rstrip().endswith(",") and text[:end].rstrip(_MARKS).endswith(",")
    return resumed or (new_sentence and (told or not between.strip(" .,!?…")))


def introduced(doc: "Doc", mark: Quotation) -> Spans | None:
    """The quotation of a next paragraph that this one leads to: "Moss said:"."""
    text = doc.text.rstrip()
    end = Quotation(len(text), len(text), closed=True)
    verb = _leads(doc, text, end, []) if text.endswith(":") else None
    if verb is None or not (source := source_of(verb)):
        return None
    span = (source[0].idx, source[-1].idx + len(source[-1]))
    return Spans(((mark.start, mark.end),), span, verb_group(verb), cue_lemma(verb), "colon")


def _near(doc: "Doc", text: str, mark: Quotation, quoted: Sequence[Span]) -> Spans | None:
    """A reporting verb next to the quotation: "...," she said, or She said: "..."."""
    for verb in (_follows(doc, text, mark, quoted), _leads(doc, text, mark, quoted)):
        if verb is not None and (source := _source_outside(verb, mark)):
            span = (source[0].idx, source[-1].idx + len(source[-1]))
            return Spans(((mark.start, mark.end),), span, verb_group(verb), cue_lemma(verb), "beside")
    return None


def _follows(doc: "Doc", text: str, mark: Quotation, quoted: Sequence[Span]) -> "Token | None":
    """The reporting verb after a quotation, with nothing but its subject between."""
    limit = min([mark.end + _REACH, *(start for start, _ in quoted if start >= mark.end)])
    if text[mark.start : mark.end].rstrip(_MARKS)[-1:] == "." and text[mark.end : limit].lstrip()[:1].isupper():
        return None
    for token in _tokens(doc, mark.end, min(limit, len(text))):
        if token.pos_ in ("VERB", "AUX") and token.dep_ not in ("aux", "auxpass"):
            return token if _reports(token) else None
        if token.text in _STOPS:
            return None
    return None


def _leads(doc: "Doc", text: str, mark: Quotation, quoted: Sequence[Span]) -> "Token | None":
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
    return (
        verb.pos_ == "VERB" and cue is not None and cue.act == "speech" and not cue.frames.isdisjoint(("that", "quote"))
    )


def _tokens(doc: "Doc", start: int, end: int) -> "list[Token]":
    return list(doc.char_span(start, end, alignment_mode="contract") or ())


def _source_outside(verb: "Token", mark: Quotation) -> "list[Token]":
    """The verb's source where it is no word of the quotation's own, else the name or pronoun beside the verb."""
    source = source_of(verb)
    if source and not any(mark.start <= t.idx < mark.end for t in source):
        return source
    around = verb.doc[max(verb.i - _SUBJECT_WORDS, 0) : verb.i + 4]
    names = [t for t in around if t.idx >= mark.end and t.i != verb.i and t.pos_ in ("PROPN", "PRON", "NOUN")]
    return noun_phrase(names[0]) if names and verb.idx >= mark.end else []
