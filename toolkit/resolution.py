"""Who each source of an article is: spans in, a canonical speaker out, or nobody where the text does not tell."""

import bisect
from collections.abc import Sequence
from dataclasses import dataclass

from toolkit.article import Article
from toolkit.language import parse
from toolkit.names import Names

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Source:
    """One attribution's spans: who says it, the words that say so, what is said; each sorted, any of them empty."""

    source: tuple[Span, ...] = ()
    cue: tuple[Span, ...] = ()
    content: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class Resolved:
    """Who it is: the canonical name where sure, the kind, how sure (0..1), and the mention that it rests on."""

    speaker: str | None = None
    speaker_kind: str | None = None
    confidence: float | None = None
    evidence: Span | None = None


def resolve(article: Article, sources: Sequence[Source]) -> list[Resolved]:
    """Tell who each source is."""
    segments = parse(article)
    names = Names(segments)
    firsts = [s.start for s in segments]
    out = []
    for source in sources:
        if not source.source:
            out.append(Resolved())
            continue
        start, end = source.source[0][0], source.source[-1][1]
        segment = segments[bisect.bisect_right(firsts, start) - 1]
        words = segment.doc.char_span(start - segment.start, end - segment.start, alignment_mode="expand")
        speaker = names.speaker(words) if words is not None else None
        out.append(Resolved(speaker.name, speaker.kind) if speaker else Resolved())
    return out
