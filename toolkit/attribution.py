"""Who says what in an article: one row for each attribution, whatever engine has found the spans."""

import bisect
from collections.abc import Iterator, Sequence

import pandas as pd

from toolkit.article import Article, one_or_many
from toolkit.attribution_rules import PRECISION, find_spans
from toolkit.cues import NOUNS, PLAIN, VERBS, Cue
from toolkit.language import Segment, is_word, parse
from toolkit.quotation import quotations
from toolkit.reported_clauses import Span, Spans
from toolkit.resolution import Resolved, resolve
from toolkit.states import Source
from toolkit.tables import make_table


@one_or_many
def attributions(article: Article) -> pd.DataFrame:
    """List who says what in the body of an article.

    The words in quotation marks, those that a reporter gives in their own words, thoughts, wishes, plans and feelings
    that the text ascribes to somebody, and what studies and documents are said to show.

    Parameters
    ----------
    article : Article or iterable of Article
        What to read; of several articles the table begins with `article_id`.

    Returns
    -------
    DataFrame
        One row per attribution, in the order of the text:

        - `attribution_id`: position, from 0; `within`: that of the attribution it stands in, missing outside any.
        - `kind`: direct (all words in quotation marks), mixed (some) or indirect (none).
        - `act`: speech, thought, wish, plan, feeling, evidence or document, by the cue.
        - `speaker`: the fullest name that the article gives, for names, pronouns and roles alike; missing for those
          whom it does not name and where it is not sure. `speaker_kind`: person, organisation, group, document or
          unnamed, where it is sure.
        - `source`, `source_start`, `source_end`: the words that name who says it.
        - `cue`, `cue_start`, `cue_end`: the words that say that it is said; missing where a quotation goes on.
        - `stance`: the reporter's, by the cue: neutral, doubting, endorsing, accusing or conceding.
        - `start`, `end`, `quote`: the first and last of its words (code points into `article.text`), and the text
          between; `parts`: tuple of (start, end), more than one where the reporter's words cut in.
        - `words`: words in the parts. `confidence`: share of the training articles' finds of the same rule that
          gold annotators confirm, source and content (0..1).

    Examples
    --------
    >>> article = Article(text="“The ferry is back,” Mayor Ada Moss said. “It sails.” She denied any delay.")
    >>> attributions(article)[["kind", "speaker", "source", "cue", "words"]]
           kind   speaker          source     cue  words
    0    direct  Ada Moss  Mayor Ada Moss    said      6
    1  indirect  Ada Moss             She  denied      2
    """
    segments = parse(article)
    found = find_spans(article)
    who = resolve(article, [Source((s.source,) if s.source else (), (s.cue,) if s.cue else (), s.parts) for s in found])
    outer = list(_outer(found))
    words = _Words(article, segments)
    return make_table(
        "attributions",
        [
            {"attribution_id": i, "within": outer[i], **_row(article, spans, words, who[i])}
            for i, spans in enumerate(found)
        ],
    )


def _row(article: Article, spans: Spans, words: "_Words", speaker: Resolved) -> dict[str, object]:
    start, end = spans.parts[0][0], spans.parts[-1][1]
    cue = VERBS.get(spans.lemma) or NOUNS.get(spans.lemma) or PLAIN
    total, quoted = words.count(spans.parts)
    return {
        "kind": "indirect" if not quoted else "direct" if quoted == total else "mixed",
        "act": _act(cue, speaker), "stance": cue.stance,
        "speaker": speaker.speaker, "speaker_kind": speaker.speaker_kind,
        **_span_columns(article, "source", spans.source), **_span_columns(article, "cue", spans.cue),
        "start": start, "end": end, "quote": article.text[start:end], "parts": spans.parts, "words": total,
        "confidence": PRECISION[spans.rule],
    }  # fmt: skip


def _act(cue: Cue, speaker: Resolved) -> str:
    """What a document says is no speech."""
    return "document" if cue.act == "speech" and speaker.speaker_kind == "document" else cue.act


def _span_columns(article: Article, name: str, span: Span | None) -> dict[str, object]:
    if span is None:
        return {}
    return {name: article.text[span[0] : span[1]], f"{name}_start": span[0], f"{name}_end": span[1]}


def _outer(found: Sequence[Spans]) -> Iterator[int | None]:
    """For each attribution, the smallest that holds all its words in one of its parts."""
    open_: list[int] = []
    for i, spans in enumerate(found):
        start, end = spans.parts[0][0], spans.parts[-1][1]
        open_ = [o for o in open_ if found[o].parts[-1][1] > start]
        holding = [o for o in open_ if any(a <= start and end <= b for a, b in found[o].parts)]
        yield min(holding, key=lambda o: found[o].parts[-1][1] - found[o].parts[0][0], default=None)
        open_.append(i)


class _Words:
    """The words of an article by position, and which of them stand within quotation marks."""

    def __init__(self, article: Article, segments: Sequence[Segment]) -> None:
        self.starts = [s.start + token.idx for s in segments for token in s.doc if is_word(token)]
        marks = [q for s in segments for q in quotations(article.text, s.start, s.start + len(s.doc.text))]
        self.quoted = {
            i for q in marks
            for i in range(bisect.bisect_left(self.starts, q.start), bisect.bisect_left(self.starts, q.end))
        }  # fmt: skip

    def count(self, parts: tuple[Span, ...]) -> tuple[int, int]:
        """Return the number of words in the parts, and of those within quotation marks."""
        inside = [
            i for start, end in parts
            for i in range(bisect.bisect_left(self.starts, start), bisect.bisect_left(self.starts, end))
        ]  # fmt: skip
        return len(inside), sum(i in self.quoted for i in inside)
