"""Who says what in an article: one row for each attribution, whatever engine has found the spans."""

import bisect
import functools
import json
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from typing import Any

import pandas as pd

from toolkit.amending import replay
from toolkit.article import Article, check_kinds, one_or_many
from toolkit.attributor.spans import Spans
from toolkit.attributor.words import Span
from toolkit.chains import Chains
from toolkit.cues import PLAIN, Cue, cue_of
from toolkit.language import is_word
from toolkit.quotation import quotations
from toolkit.resolution import Resolved, link, resolve
from toolkit.sidecar import groups_of, pack, sent_along
from toolkit.states import Source
from toolkit.tables import make_table
from toolkit.whole_sources import ParsedWords, attributed, source_of

_NOMINAL = ("NOUN", "PROPN", "PRON")  # parts of speech that a relative clause can describe


@one_or_many
def attributions(article: Article, *, kinds: Iterable[str] | None = ("body",)) -> pd.DataFrame:
    """List who says what in the body of an article.

    The words in quotation marks, those that a reporter gives in their own words, thoughts, wishes, plans and feelings
    that the text ascribes to somebody, and what studies and documents are said to show.

    Parameters
    ----------
    article : Article or iterable of Article
        What to read; of several articles the table begins with `article_id`.
    kinds : iterable of str, optional
        Kinds of blocks to read, such as "headline"; None reads all, captions included.

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
        - `words`: words in the parts. `confidence`: how likely annotators are to confirm source and content (0..1;
          of the rows at 0.9, nine in ten are right; 1 where a person has decided).
        - `corrected`: what a person decided (`correct`): accepted, reattributed, merged or added; missing elsewhere.

    Raises
    ------
    OptionError
        A kind is not known, or the collection is empty.

    Examples
    --------
    >>> article = Article(text="“The ferry is back,” Mayor Ada Moss said. “It sails.” She denied any delay.")
    >>> attributions(article)[["kind", "speaker", "source", "cue", "words"]]
           kind   speaker          source     cue  words
    0    direct  Ada Moss  Mayor Ada Moss    said      6
    1  indirect  Ada Moss             She  denied      2
    """
    return _read(article, check_kinds(kinds))[0].copy()


def chains_of(article: Article) -> Chains:
    """Return the article's chains of mentions, linked with the sources of its attributions."""
    return link(article, _read(article, check_kinds(("body",)))[1])[0]


def span_of(row: Mapping[Hashable, Any], name: str) -> Span | None:
    """Return the span of an attribution's "source" or "cue", None where it has none."""
    start, end = row[f"{name}_start"], row[f"{name}_end"]
    return None if pd.isna(start) else (int(start), int(end))


def _read(article: Article, kinds: frozenset[str]) -> tuple[pd.DataFrame, list[Source]]:
    corrected = groups_of(article)
    with sent_along(corrected):
        return _attributions(article, kinds, json.dumps(pack(corrected)))


@functools.lru_cache(maxsize=8)
def _attributions(article: Article, kinds: frozenset[str], corrected: str) -> tuple[pd.DataFrame, list[Source]]:
    """Make the table once for the speakers, the audit and the tones; `corrected` tells it from one made before.

    With it come the spans that the speakers were found by: "who", where the table shows whom it means.
    """
    words = _Words(article)
    model = [spans for spans in attributed(article, kinds) if not spans.nested or words.tells(spans.cue)]
    decided = replay(article, model, kinds)
    found = decided.spans
    sources = [source_of(spans) for spans in found]
    who = resolve(article, sources)
    shown = [words.antecedent(s.source, w.evidence) for s, w in zip(found, who, strict=True)]
    outer, people = list(_outer(found)), decided.named(who)
    table = make_table(
        "attributions",
        [
            {"attribution_id": i, "within": outer[i], **_row(article, spans, shown[i], words, people[i][0]),
             "corrected": people[i][1]}
            for i, spans in enumerate(found)
        ],
    )  # fmt: skip
    return table, sources


def _row(article: Article, spans: Spans, source: Span | None, words: "_Words", speaker: Resolved) -> dict[str, object]:
    start, end = spans.parts[0][0], spans.parts[-1][1]
    cue = words.cue(spans.cue)
    total, quoted = words.count(spans.parts)
    return {
        "kind": "indirect" if not quoted else "direct" if quoted == total else "mixed",
        "act": _act(cue, speaker), "stance": cue.stance,
        "speaker": speaker.speaker, "speaker_kind": speaker.speaker_kind,
        **_span_columns(article, "source", source), **_span_columns(article, "cue", spans.cue),
        "start": start, "end": end, "quote": article.text[start:end], "parts": spans.parts, "words": total,
        "confidence": spans.confidence,
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


class _Words(ParsedWords):
    """The words of an article by position, and which of them stand within quotation marks."""

    def __init__(self, article: Article) -> None:
        super().__init__(article)
        self.starts = [s.start + token.idx for s in self.segments for token in s.doc if is_word(token)]
        marks = [q for s in self.segments for q in quotations(article.text, s.start, s.start + len(s.text))]
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

    def antecedent(self, source: Span | None, evidence: Span | None) -> Span | None:
        """Return the noun that a relative pronoun stands for, or the `evidence` for its speaker where that is another.

        Any other source is returned as it is.
        """
        words = self.words(source)
        if source is None or not words or words[-1].tag_ not in ("WP", "WDT"):
            return source
        if len(words) > 1:  # "a council worker, who"
            named = [token for token in words[:-1] if not token.is_punct]
            return (source[0], self.segment(source).start + named[-1].idx + len(named[-1])) if named else source
        clause = next((verb for verb in words[0].ancestors if verb.dep_ == "relcl"), None)
        before = words.doc[max(words[0].i - 1, 0)]  # "It was Ben Holt who told ...": the parse hangs on the verb
        head = before if clause is None or clause.head.lower_ == "it" else clause.head
        if head.i >= words[0].i or head.pos_ not in _NOMINAL:
            return source
        noun = words.doc[head.left_edge.i : head.i + 1]
        start, end = (self.segment(source).start + at for at in (noun.start_char, noun.end_char))
        told = evidence is not None and evidence != source and not start <= evidence[0] < end
        return evidence if told else (start, end)

    def tells(self, cue: Span | None) -> bool:
        """True for a cue of the tables that reports speech or thought: inside a content no other is to be trusted."""
        known = self.cue(cue)
        return known is not PLAIN and known.act in ("speech", "thought")

    def cue(self, cue: Span | None) -> Cue:
        """Return what the cue's words report."""
        words = self.words(cue)
        return cue_of((token.lemma_, token.pos_) for token in words) if words else PLAIN
