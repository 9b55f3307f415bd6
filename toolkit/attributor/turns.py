"""Transcripts: whoever a label names ("Q:", "SMITH:") has the turn until the next label."""

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace

from toolkit.attributor.spans import Spans
from toolkit.attributor.words import Span

TURN = 0.8  # share of such finds that the training articles' annotators confirm
_LABEL = re.compile(
    r"\s*((?:[QA]|[A-Z][A-Z.'’\-]+(?: [A-Z][A-Z.'’\-]+){0,4}|[A-Z][\w.'’\-]+(?: [A-Z][\w.'’\-]+){1,3}))"
    r"(?: ?[(\[][^)\]\n]{1,40}[)\]])?(:)\s+(?=\S)"
)
_NOBODY = re.compile(
    r"(?:read|see|watch|listen|more|also|photos?|videos?|related|updated?|correction|note|editor)\b", re.I
)
_LONGEST = 5  # paragraphs that go on with a turn: more of them are the reporter's
_TURNS = 3  # an article with fewer labels is no transcript


def with_turns(text: str, paragraphs: Sequence[Span], done: Sequence[Spans]) -> list[Spans]:
    """Add the turns of a transcript that the network has passed over, and give each all of its paragraphs."""
    labels = list(_labels(text, paragraphs))
    names = Counter(label.group(1) for label, _ in labels)
    if len(labels) < _TURNS or len(names) < 2 or names.most_common(1)[0][1] < 2:
        return list(done)
    # The last turn has no end that can be seen: what follows its paragraph may be the reporter's again.
    ends = [following for _, following in labels[1:]] + [labels[-1][1] + 1]
    turns = {
        label.start(2): paragraphs[i + 1 : end] if end - i <= _LONGEST else []
        for (label, i), end in zip(labels, ends, strict=True)
    }
    return [*(_whole(text, spans, turns) for spans in done), *_passed_over(text, labels, paragraphs, turns, done)]


def _labels(text: str, paragraphs: Sequence[Span]) -> Iterator[tuple[re.Match[str], int]]:
    """Go through the labels of somebody, each with the number of its paragraph; "READ MORE:" is nobody."""
    for i, paragraph in enumerate(paragraphs):
        label = _LABEL.match(text, *paragraph)
        if label is not None and not _NOBODY.match(label.group(1)):
            yield label, i


def _whole(text: str, spans: Spans, turns: dict[int, Sequence[Span]]) -> Spans:
    """Give a turn the paragraphs up to the next label; the layout makes it as sure as one that was passed over."""
    if spans.cue is None or spans.cue[0] not in turns:
        return spans
    more = [_trimmed(text, paragraph) for paragraph in turns[spans.cue[0]] if paragraph[0] >= spans.end]
    return replace(spans, parts=(*spans.parts, *more), confidence=max(spans.confidence, TURN))


def _trimmed(text: str, paragraph: Span) -> Span:
    return paragraph[0], paragraph[0] + len(text[slice(*paragraph)].rstrip())


def _passed_over(
    text: str,
    labels: Sequence[tuple[re.Match[str], int]],
    paragraphs: Sequence[Span],
    turns: dict[int, Sequence[Span]],
    done: Sequence[Spans],
) -> Iterator[Spans]:
    starts = sorted(spans.cue[0] for spans in done if spans.cue is not None)
    for label, i in labels:
        at = bisect_left(starts, label.start(2))
        if at == len(starts) or starts[at] != label.start(2):
            whole = Spans(((label.end(), paragraphs[i][1]),), label.span(1), label.span(2), TURN)
            yield _whole(text, whole, turns)
