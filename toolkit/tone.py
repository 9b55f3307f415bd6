"""The tone of an article: of its sentences, paragraphs, blocks and voices, each score with the words that made it.

Sentences are scored, and nothing longer: a sum over a whole text goes to 1 or -1 whatever the text says. What is
larger has the mean of its sentences.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pandas as pd

from toolkit.article import Article, one_or_many
from toolkit.attribution import attributions
from toolkit.errors import check_option
from toolkit.language import is_word, sentences
from toolkit.parsing import parsed_sentences
from toolkit.tables import TABLES, make_table
from toolkit.tone_means import means
from toolkit.tone_words import in_title_case, marks_in, running_names, tone_words
from toolkit.valence import MARKS, Hit, find_hits, normalise, sum_of
from toolkit.voices import Voice, Voices

if TYPE_CHECKING:
    from spacy.tokens import Token

# From where a score counts as negative and as positive: measured on the sentences of NewsMTSC's training part
# (benchmarks/sentiment.py). Praise has the higher bar because neutral news is full of friendly words.
NEGATIVE_BELOW = 0.0
POSITIVE_FROM = 0.30

_KEYS: Mapping[str, list[str]] = {
    "article": [],
    "block": ["block_id", "kind"],
    "paragraph": ["paragraph", "kind"],
    "sentence": ["sentence_id", "kind", "start", "end", "text"],
    "voice": ["voice", "speaker"],
}
_MEASURES = [column.name for column in TABLES["sentiment"]]
_HEADINGS = ("headline", "subheading")


@dataclass(frozen=True, slots=True)
class _Sentence:
    """A parsed sentence and where it stands: token i is at `offset + i.idx` in the article."""

    sentence_id: int
    kind: str
    start: int
    end: int
    offset: int
    tokens: "list[Token]"


@dataclass(frozen=True, slots=True)
class PartTone:
    """One voice's part of a sentence, and what carries tone in it."""

    voice: Voice
    tokens: "list[Token]"
    hits: list[Hit]

    @property
    def words(self) -> int:
        """Words in it."""
        return sum(map(is_word, self.tokens))


@one_or_many
def sentiment(article: Article, *, by: str = "sentence") -> pd.DataFrame:
    """Score the tone of an article's sentences, or give the mean over those of each larger unit.

    The words are rated by VADER's lexicon and weighed by its rules, with changes for news: names and words that are no
    opinion in news carry no tone (`explain_sentiment` shows each). A score says how the words sound, not what the
    writer thinks: a neutral report of a disaster sounds negative.

    Parameters
    ----------
    article : Article or iterable of Article
        What to score; of several articles the table begins with `article_id`.
    by : {"sentence", "paragraph", "block", "article", "voice"}
        The unit. "article" is its body. "voice" cuts sentences between the reporter and those whose words they report:
        `voice` is "headline", "caption", "reporter" (body and subheadings) or "speaker"; `speaker` names the last
        where known. Of nested reports the innermost speaker has the words. "She said" alone is no sentence of the
        reporter's. Dates, bylines, credits and the like have no voice.

    Returns
    -------
    DataFrame
        What names the unit (`block_id`, `kind`; `paragraph`, `kind`; `sentence_id`, `kind`, `start`, `end`, `text`;
        `voice`, `speaker`; for "article" nothing), `score` (-1 to 1; for what is larger than a sentence the mean of
        its sentences' scores), `positive` and `negative` (shares of its sentences that score at least 0.30, and below
        0), `words`, `hits` (words and phrases that carry tone). `score`, `positive` and `negative` are missing where
        there is nothing to score. What is larger than a sentence has the ends of the score's 95% interval too, `low`
        and `high`, from 2,000 resamples of its sentences; below five sentences or six words that carry tone `note`
        says "too little text", and they are missing.

    Raises
    ------
    OptionError
        `by` is none of these, or the collection is empty.

    Source
    ------
    Hutto & Gilbert (2014), "VADER: A Parsimonious Rule-based Model for Sentiment Analysis of Social Media Text",
    ICWSM. The thresholds are measured on NewsMTSC (Hamborg & Donnay 2021, doi:10.18653/v1/2021.eacl-main.142). The
    interval is a bootstrap (Efron 1979, doi:10.1214/aos/1176344552).

    Examples
    --------
    >>> article = Article(text="The new ferry is superb. Islanders aren’t happy with the terrible timetable.")
    >>> sentiment(article)[["text", "score", "hits"]].round(2)
                                                    text  score  hits
    0                           The new ferry is superb.   0.62     1
    1  Islanders aren’t happy with the terrible timet...  -0.73     2
    >>> sentiment(article, by="article")[["score", "positive", "negative", "words", "hits", "note"]].round(2)
       score  positive  negative  words  hits             note
    0  -0.05       0.5       0.5     13     3  too little text
    """
    check_option("by", by, tuple(_KEYS))
    pieces = tone_of_parts(article, attributions(article)) if by == "voice" else _by_sentence(article)
    if by == "sentence":
        return pieces[[*_KEYS[by], *_MEASURES]]
    if by == "article":
        return means([pieces[pieces["kind"] == "body"]])
    groups = pieces.groupby(_KEYS[by], sort=False, dropna=False)
    keys = groups.head(1)[_KEYS[by]].reset_index(drop=True)
    return pd.concat([keys, means([group for _, group in groups])], axis=1)


@one_or_many
def explain_sentiment(article: Article) -> pd.DataFrame:
    """List what made each sentence's score: every word of the lexicon, its valence, and what changed it.

    A sentence's score is s / sqrt(s² + 15), s the sum of its rows' `contribution`. Words that carry no tone here, being
    part of a name or no opinion in news, are listed with a factor of 0 and the reason. Exclamation and question marks
    that strengthen a sentence have rows of their own, their factor 1.

    Parameters
    ----------
    article : Article or iterable of Article
        What to explain; of several articles the table begins with `article_id`.

    Returns
    -------
    DataFrame
        `sentence_id`, `start`, `end` (code points into `article.text`), `text`, `valence` (the lexicon's value, -4 to
        4), `factor` (what the surroundings multiply it by), `contribution` (their product), `rule` (why the factor is
        not 1, in plain words; missing where it is).

    Raises
    ------
    OptionError
        The collection is empty, or holds something else than Articles.

    Source
    ------
    As for `sentiment`.

    Examples
    --------
    >>> article = Article(text="The United party isn’t very good, but the ferry is superb!")
    >>> explain_sentiment(article)[["text", "valence", "factor", "rule"]].round(2)
         text  valence  factor                                               rule
    0  United     1.80    0.00                                     part of a name
    1   party     1.70    0.00  no opinion in news: a group in politics or law...
    2    good     1.90   -0.43      boosted by very; negated by n’t; before “but”
    3  superb     3.10    1.50                                        after “but”
    4       !     0.29    1.00               marks strengthen the sentence's tone
    """
    rows = [
        {"sentence_id": sentence.sentence_id, "start": hit.start, "end": hit.end,
         "text": article.text[hit.start : hit.end], "valence": hit.valence, "factor": hit.factor,
         "contribution": hit.contribution, "rule": hit.rule}
        for sentence, hits in _sentence_hits(article)
        for hit in sorted(hits, key=lambda hit: hit.start)
    ]  # fmt: skip
    return make_table("explain_sentiment", rows)


def _sentences(article: Article) -> Iterator[_Sentence]:
    for i, (segment, span, start, end) in enumerate(parsed_sentences(article)):
        tokens = [token for token in span if not token.is_space]
        yield _Sentence(i, segment.kind, start, end, segment.start, tokens)


def _sentence_hits(article: Article) -> Iterator[tuple[_Sentence, list[Hit]]]:
    names = running_names(article)
    for sentence in _sentences(article):
        yield sentence, _hits(article, sentence, sentence.tokens, names)


def _hits(article: Article, sentence: _Sentence, tokens: "list[Token]", names: frozenset[str]) -> list[Hit]:
    """Find what carries tone in some of a sentence's tokens: all of them, or those of one voice."""
    shouted = article.text[sentence.start : sentence.end].isupper()
    titled = shouted or (sentence.kind in _HEADINGS and in_title_case(sentence.tokens))
    words = tone_words(tokens, sentence.offset, names if titled else None)
    return find_hits(words, marks_in(tokens, sentence.offset))


def _by_sentence(article: Article) -> pd.DataFrame:
    """Return the sentences table with each one's tone."""
    rows = [_tone(sentence.tokens, hits) for sentence, hits in _sentence_hits(article)]
    tone = make_table("sentiment", rows)
    return pd.concat([sentences(article).drop(columns="words"), tone], axis=1)


def tone_of_parts(article: Article, said: pd.DataFrame) -> pd.DataFrame:
    """Return each voice's part of each sentence, with its tone, by the attributions given."""
    parts = list(tone_hits_of_parts(article, said))
    spoken = [{"voice": part.voice.voice, "speaker": part.voice.speaker} for part in parts]
    tone = make_table("sentiment", [_tone(part.tokens, part.hits) for part in parts])
    return pd.concat([make_table("voices", spoken), tone], axis=1)


def tone_hits_of_parts(article: Article, said: pd.DataFrame) -> Iterator[PartTone]:
    """Go through each voice's part of each sentence with what carries tone in it."""
    names = running_names(article)
    voices = Voices(article, said)
    for sentence in _sentences(article):
        for voice, tokens in _parts(sentence, voices):
            hits = _hits(article, sentence, tokens, names)
            framing = all(voices.frames(sentence.offset + token.idx) for token in tokens if is_word(token))
            if hits or not (framing and voice.voice == "reporter"):
                yield PartTone(voice, tokens, hits)


def _parts(sentence: _Sentence, voices: Voices) -> "list[tuple[Voice, list[Token]]]":
    """Share the tokens of a sentence out among its voices; the two halves of a split quotation stay together."""
    parts: dict[Voice, list[Token]] = {}
    for token in sentence.tokens:
        voice = voices.at(sentence.kind, sentence.offset + token.idx)
        if voice is not None:
            parts.setdefault(voice, []).append(token)
    return list(parts.items())


def _tone(tokens: "Sequence[Token]", hits: Sequence[Hit]) -> dict[str, object]:
    """Score one sentence; one with neither a word nor an emoticon is not scored."""
    words = sum(map(is_word, tokens))
    toned = sum(hit.contribution != 0 and hit.rule != MARKS for hit in hits)
    if not words and not toned:
        return {"words": 0, "hits": 0}
    score = normalise(sum_of(hits))
    shares = {"positive": float(score >= POSITIVE_FROM), "negative": float(score < NEGATIVE_BELOW)}
    return {"score": score, **shares, "words": words, "hits": toned}
