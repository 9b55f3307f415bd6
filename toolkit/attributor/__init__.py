"""The attribution model: a text's words -> who said what, as spans."""

import functools
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

import numpy as np
import numpy.typing as npt

from toolkit.article import Article, check_kinds
from toolkit.attributor.completion import complete
from toolkit.attributor.decoding import confidences, decode, distinct
from toolkit.attributor.edges import is_owned_noun, tidy, whole_name
from toolkit.attributor.network import load_network
from toolkit.attributor.reading import read
from toolkit.attributor.spans import Spans, Taken, stretches
from toolkit.attributor.windows import FILL
from toolkit.attributor.words import Ints, Span, words_of
from toolkit.blocks import Block
from toolkit.parsing import paragraph_pieces

_THAT = "that "
_MARKS = frozenset("\"“”„«'‘’`")
_LEAST_OWNED = 0.15  # "Moss's claim that ..." leaves little doubt, but annotators overlook nouns as often as not
_SURE_INSIDE = 0.5  # nothing tells how often such finds are right: only the surer ones are given
_LEAST_WORDS = 5  # of a content that may hold an attribution
_AT_ONCE = 60_000  # characters read at a time, so that memory does not grow with the text


def find_spans(article: Article, kinds: Iterable[str] | None = ("body",), *, nested: bool = True) -> tuple[Spans, ...]:
    """Find the attributions in the blocks of these kinds, or return what was found before.

    `kinds` None reads all blocks. `nested` tells whether to look for attributions inside others.
    """
    return _find_spans(article.text, article.layout, check_kinds(kinds), nested)


@functools.lru_cache(maxsize=32)
def _find_spans(text: str, layout: tuple[Block, ...], kinds: frozenset[str], nested: bool) -> tuple[Spans, ...]:
    paragraphs = [(start, end) for _, kind, _, start, end in paragraph_pieces(text, layout) if kind in kinds]
    found = [spans for group in _groups(paragraphs) for spans in _found(text, group)]
    found = complete(text, paragraphs, found)
    inner = list(_nested(text, found)) if nested else []
    return tuple(sorted([*found, *inner], key=lambda spans: (spans.start, -spans.end)))


def _nested(text: str, found: Sequence[Spans]) -> Iterator[Spans]:
    """Read what is reported as a text of its own: the annotation that trained the model marks nothing inside it.

    What stands in quotation marks is left alone: "I think" is there how the speaker talks.
    """
    cues, parts = _cues(found), _parts(text, found)
    while parts:
        at_once = _disjoint(parts)
        inner = list(_inside(text, at_once, Taken(cues)))
        yield from inner
        cues += _cues(inner)
        parts = [part for part in parts if part not in at_once] + _parts(text, inner)


def _cues(found: Iterable[Spans]) -> list[Span]:
    return [spans.cue for spans in found if spans.cue is not None]


def _parts(text: str, found: Iterable[Spans]) -> list[Span]:
    return [_sentence(text, part) for spans in found for part in spans.parts if _retold(text, part)]


def _inside(text: str, parts: Sequence[Span], taken: Taken) -> Iterator[Spans]:
    for group in _groups(parts):
        for inner in _found(text, group, fill=0):
            own = [span for span in (*inner.parts, inner.source, inner.cue) if span is not None]
            whole = next((p for p in group if p[0] <= min(own)[0] < p[1]), None)
            inside = whole is not None and max(end for _, end in own) <= whole[1]
            sure = inside and inner.source is not None and _is_sure(text, inner, _SURE_INSIDE)
            if sure and not taken.overlaps(inner.cue or own[0]):
                yield replace(inner, nested=True)


def _retold(text: str, part: Span) -> bool:
    return text[part[0]] not in _MARKS and len(text[slice(*part)].split()) >= _LEAST_WORDS


def _sentence(text: str, part: Span) -> Span:
    """Leave out the "that" of a clause, without which it reads as a sentence, and the model is twice as sure."""
    return part[0] + len(_THAT) * text.startswith(_THAT, part[0]), part[1]


def _disjoint(parts: Iterable[Span]) -> list[Span]:
    """Leave out the parts that overlap one before."""
    kept: list[Span] = []
    for part in sorted(set(parts)):
        if not kept or part[0] >= kept[-1][1]:
            kept.append(part)
    return kept


def _groups(paragraphs: Sequence[Span]) -> Iterator[list[Span]]:
    group: list[Span] = []
    for paragraph in paragraphs:
        if group and paragraph[1] - group[0][0] > _AT_ONCE:
            yield group
            group = []
        group.append(paragraph)
    if group:
        yield group


def _found(text: str, paragraphs: Sequence[Span], *, fill: int = FILL) -> Iterator[Spans]:
    cut, network, calibration = load_network()
    words = words_of(text, paragraphs, cut)
    _, candidates = read(words, cut, network, fill=fill)
    silent = np.array([not text[s:e].isalnum() for s, e in zip(words.starts, words.ends, strict=True)], dtype=bool)
    read_ = decode(candidates, silent, words.features[:, 1] > 0)
    sure = confidences(read_, calibration["weights"])
    for i in distinct(read_, sure):
        one = read_[i]
        source, cue = stretches(words, one.source), stretches(words, _spoken(one.cue, silent))
        spans = Spans(stretches(words, one.content), whole_name(text, source[0]) if source else None, cue[0], sure[i])
        if _is_sure(text, spans, calibration["threshold"]):
            yield tidy(text, spans)


def _is_sure(text: str, spans: Spans, least: float) -> bool:
    return spans.confidence >= least or (spans.confidence >= _LEAST_OWNED and is_owned_noun(text, spans))


def _spoken(cue: Ints, silent: npt.NDArray[np.bool_]) -> Ints:
    """Take the punctuation off a cue, unless it is all there is."""
    return cue[~silent[cue]] if not silent[cue].all() else cue
