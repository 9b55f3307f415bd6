"""Rules that find who says what: the cues of the parse first, then the quotations that they have left over.

A trained model is to take this room's place: it, too, has only to give `find_spans`.
"""

from dataclasses import replace

from toolkit.article import Article
from toolkit.language import Segment, parse
from toolkit.quotation import Quotation, quotations
from toolkit.quoted_speech import introduced, paragraph_spans
from toolkit.reported_clauses import Span, Spans

# Precision of each rule: the share of its finds whose content and source agree with the first annotator's, on the 840
# training articles of PolNeAR.
PRECISION = {
    "clause": 0.83, "colon": 0.85, "parenthesis": 0.79, "according to": 0.78, "beside": 0.76, "preposition": 0.57,
    "name": 0.56, "object": 0.55, "infinitive": 0.55, "noun": 0.41,
}  # fmt: skip


def find_spans(article: Article) -> list[Spans]:
    """Find the attributions of the article's body, in the order of their first words.

    Headlines are left alone: their telegraphic syntax is beyond the parse. Captions and credits report nothing.
    """
    found: list[Spans] = []
    before: Segment | None = None
    for segment in parse(article):
        if segment.kind != "body":
            continue
        local, left = paragraph_spans(segment.doc)
        if before is not None and left and left[0].start == 0:
            _carry_over(found, before, segment, left[0])
        found += [_shift(spans, segment.start) for spans in local]
        before = segment
    return sorted(found, key=lambda spans: (spans.parts[0][0], -spans.parts[-1][1]))


def _carry_over(found: list[Spans], before: Segment, segment: Segment, mark: Quotation) -> None:
    """Give a quotation that opens a paragraph to the one that the paragraph before left open, or led to by a colon."""
    end = before.start + len(before.doc.text.rstrip())
    whole = (segment.start, segment.start + mark.end)
    for i in range(len(found) - 1, -1, -1):
        if found[i].parts[-1][1] == end and _left_open(before):
            found[i] = replace(found[i], parts=(*found[i].parts, whole))
            return
        if found[i].parts[0][0] < before.start:
            break
    if (led := introduced(before.doc, mark)) is not None:
        found.append(replace(_shift(led, before.start), parts=(whole,)))


def _left_open(segment: Segment) -> bool:
    marks = quotations(segment.doc.text)
    return bool(marks) and not marks[-1].closed


def _shift(spans: Spans, by: int) -> Spans:
    def moved(span: Span) -> Span:
        return span[0] + by, span[1] + by

    return replace(
        spans,
        parts=tuple(map(moved, spans.parts)),
        source=moved(spans.source) if spans.source else None,
        cue=moved(spans.cue) if spans.cue else None,
    )
