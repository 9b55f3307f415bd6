"""Whose words they are where the parse tells better than the model.

Joint subjects, who "was quoted by" others, and whose stance comes first: "A critic of the plan, Moss stayed away".
"""

import bisect
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from toolkit.article import Article
from toolkit.attributor import find_spans
from toolkit.attributor.completion import trimmed
from toolkit.attributor.spans import Spans, overlap
from toolkit.attributor.words import Span
from toolkit.parsing import Segment, parse
from toolkit.states import Source

if TYPE_CHECKING:
    from spacy.tokens import Span as Words
    from spacy.tokens import Token

_JOINT = 12  # tokens of a joint subject, at most
_SUBJECTS = ("nsubj", "nsubjpass")
_NOMINAL = ("ADJ", "ADV", "DET", "NOUN", "NUM", "PART", "PRON", "PROPN")
_CITED = frozenset(("quote", "cite"))
_SAYING = frozenset("saying telling".split())
_ASIDE = (",", "(", "–", "—")  # what follows a subject's name and is no part of it
_STANCES = frozenset(
    "admirer advocate backer believer champion critic defender fan foe opponent proponent sceptic skeptic "
    "supporter".split()
)
_NAMED = 8  # words of whoever comes right after their stance, at most


class ParsedWords:
    """The parsed words of an article by position."""

    def __init__(self, article: Article) -> None:
        self.article, self.segments = article, parse(article)
        self._firsts = [segment.start for segment in self.segments]

    def segment(self, span: Span) -> Segment:
        """Return the paragraph that a span begins in."""
        return self.segments[bisect.bisect_right(self._firsts, span[0]) - 1]

    def words(self, span: Span | None) -> "Words | None":
        """Return the words of a span, half words whole."""
        if span is None:
            return None
        segment = self.segment(span)
        return segment.doc.char_span(span[0] - segment.start, span[1] - segment.start, alignment_mode="expand")


def attributed(article: Article, kinds: Iterable[str] | None = ("body",), *, nested: bool = True) -> Iterator[Spans]:
    """Go through the attributions that the model finds, each with the source that the parse tells, where that differs.

    `kinds` and `nested` are those of `find_spans`.
    """
    parsed = ParsedWords(article)
    for spans in find_spans(article, kinds, nested=nested):
        cited = _cited(parsed, spans)
        source = _whole(parsed, spans.source) or _after_stance(parsed, spans)
        yield replace(spans, source=source) if cited is None else cited


def source_of(spans: Spans) -> Source:
    """Return an attribution's spans as the speakers are found by them."""
    return Source((spans.source,) if spans.source else (), (spans.cue,) if spans.cue else (), spans.parts)


def _whole(parsed: ParsedWords, source: Span | None) -> Span | None:
    """Return the noun of a lone "the", and all of a joint subject that ends so: "the council and the yard said"."""
    words = parsed.words(source)
    if source is None or not words:
        return source
    first, start = words.root, parsed.segment(source).start
    if len(words) == 1 and first.dep_ == "det" and first.head.i > first.i:
        return source[0], start + first.head.idx + len(first.head)
    while first.dep_ == "conj" and first.head.i < words.start:
        first = first.head
    if first == words.root or first.dep_ not in _SUBJECTS or words.end - first.left_edge.i > _JOINT:
        return source
    return start + first.left_edge.idx, source[1]


def _after_stance(parsed: ParsedWords, spans: Spans) -> Span | None:
    """The one whose stance begins the sentence: Moss in "Once a critic of the plan, Moss has come round"."""
    cue, content = parsed.words(spans.cue), parsed.words(spans.parts[-1])
    noun = next((t for t in cue or () if t.lower_ in _STANCES), None)
    if cue is None or content is None or noun is None or noun.i - noun.sent.start > _NAMED or content.start < cue.end:
        return None
    if any(t.pos_ in ("VERB", "AUX", "PRON") for t in noun.doc[noun.sent.start : noun.i]):
        return None
    rest = [t for t in noun.doc[content.end : content.end + _NAMED + 2] if not t.is_space]
    rest = rest[1:] if rest and rest[0].text == "," else rest
    verb = next((k for k, t in enumerate(rest) if t.tag_ in ("VBZ", "VBD", "VBP", "MD")), 0)
    if not verb or any(t.pos_ not in _NOMINAL for t in rest[:verb]):
        return None
    start = parsed.segment(spans.parts[-1]).start
    return start + rest[0].idx, start + rest[verb - 1].idx + len(rest[verb - 1])


def _cited(parsed: ParsedWords, spans: Spans) -> Spans | None:
    """Give the words to whom another quotes: to Moss in "Moss was quoted by the Norhaven Times as saying"."""
    verb = next((t for t in parsed.words(spans.cue) or () if t.lemma_ in _CITED and t.tag_ == "VBN"), None)
    if spans.cue is None or verb is None or not any(t.dep_ == "auxpass" for t in verb.lefts):
        return None
    subjects = (t for t in verb.lefts if t.dep_ in _SUBJECTS and t.tag_ not in ("WP", "WDT"))
    subject = next((t for t in subjects if t.text[:1].isalnum()), None)
    saying = next((t for t in verb.subtree if t.i > verb.i and t.tag_ == "VBG"), None)
    if subject is None or saying is None:
        return None
    start, noun = parsed.segment(spans.cue).start, _without_asides(subject)
    source = start + noun.start_char, start + noun.end_char
    if spans.source is not None and overlap(spans.source, source):
        return None
    told = source[0], max(spans.cue[1], start + saying.idx + (len(saying) if saying.lower_ in _SAYING else 0))
    pieces = [left for part in spans.parts for left in _apart(part, told)]
    parts = tuple(left for piece in pieces if (left := trimmed(parsed.article.text, piece))[0] < left[1])
    return replace(spans, source=source, parts=parts) if parts else None


def _apart(part: Span, cut: Span) -> Iterator[Span]:
    """What is left of a part of a content without the words that tell whose it is."""
    if overlap(part, cut):
        yield from (left for left in ((part[0], cut[0]), (cut[1], part[1])) if left[0] < left[1])
    else:
        yield part


def _without_asides(noun: "Token") -> "Words":
    """The words of a noun up to a comma or bracket after it."""
    first = next(t.i for t in noun.subtree if t.text[:1].isalnum())
    last = next((t.i for t in noun.subtree if t.i > noun.i and t.text in _ASIDE), noun.right_edge.i + 1)
    return noun.doc[first:last]
