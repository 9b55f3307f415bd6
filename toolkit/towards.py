"""The tone towards people and bodies: at each mention, by the trained network, and over an article for each target."""

import bisect
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

from toolkit.article import Article, one_or_many
from toolkit.attribution import attributions
from toolkit.bootstrap import FEWEST, TOO_LITTLE, interval, resampled_means
from toolkit.parsing import parsed_sentences
from toolkit.tables import make_table
from toolkit.target_mentions import Place, Targets, asked_for, target_places
from toolkit.target_model import TONES, least_sure, tone_probabilities
from toolkit.voices import Voice, Voices

UNCERTAIN = "uncertain"
OWN_WORDS = 0.25  # how much a sentence in the target's own words counts
STEADY = 0.9  # share of the resamples that must agree on an article's tone
_PROBABILITIES = [f"p_{tone}" for tone in TONES]


@dataclass(frozen=True, slots=True)
class _Sentence:
    sentence_id: int
    kind: str
    start: int
    end: int


@one_or_many
def sentiment_towards(article: Article, targets: Targets | None = None, *, aggregate: bool = False) -> pd.DataFrame:
    """Tell the tone towards people and bodies: a row for each mention, or for each target.

    A network trained on news reads the sentence with the mention marked in it. It judges how the sentence treats the
    target, by whoever's words: `voice` and `speaker` say whose they are.

    Parameters
    ----------
    article : Article or iterable of Article
        What to read; of several articles the table begins with `article_id`.
    targets : str, iterable of str or mapping of str to iterable of str, optional
        Names, or names and their aliases: `{"Ada Moss": ["the mayor"]}`. A name that the article gives to somebody
        stands for all mentions of that person or body, by surname, role and pronoun too, where it is at least two
        thirds sure whom they mean; of several with the same surname it is the one mentioned most. Any other name or
        alias counts where it stands as whole words. By default the people and bodies that the article names; a place
        is one where it acts ("Caracas refused").
    aggregate : bool
        One row for each target instead, over the body's sentences.

    Returns
    -------
    DataFrame
        - `target`: the name; `mention`, `start`, `end`: the words, code points into `article.text`; `sentence_id`;
          `voice` (headline, caption, reporter or speaker) and `speaker`: whose words they are; `own`: whether they are
          the target's own. Dates, bylines, credits and the like are left out.
        - `tone`: negative, neutral or positive; uncertain where none has a probability of a half. `p_negative`,
          `p_neutral`, `p_positive`: calibrated probabilities, which sum to 1.

        With `aggregate`, the target with most mentions first: `target`, `tone`, the mean probabilities, `score`
        (`p_positive` less `p_negative`, -1 to 1) with the 95% interval `low` to `high`, `mentions`, `sentences`,
        `own` (mentions in the target's own words), `note`. A sentence counts once, with the mean of its mentions, and
        a quarter in the target's own words: what people say of themselves tells little of how they are treated. `tone`
        is the likeliest on average, uncertain where fewer than 90% of 2,000 resamples of the sentences agree. Below
        five sentences `note` says "too little text", and tone and interval are missing; a target that does not occur
        has 0 mentions, its numbers missing.

    Raises
    ------
    OptionError
        `targets` holds no name, or the collection is empty.
    ModelError
        A file of the model is missing or damaged.

    Source
    ------
    Hamborg & Donnay (2021), doi:10.18653/v1/2021.eacl-main.142, for the task; toolkit/models/targets.md for the model.

    Examples
    --------
    >>> article = Article(text="Ada Vale praised Ben Holm for a brilliant plan and called Carl Reed a liar.")
    >>> sentiment_towards(article)[["target", "mention", "tone"]]
          target    mention      tone
    0   Ada Vale   Ada Vale   neutral
    1   Ben Holm   Ben Holm  positive
    2  Carl Reed  Carl Reed  negative
    """
    wanted = asked_for(targets)
    said = attributions(article)
    mentions = _mentions(article, said, target_places(article, wanted))
    return by_target(mentions, list(wanted) if wanted else None) if aggregate else mentions


def _mentions(article: Article, said: pd.DataFrame, places: Sequence[Place]) -> pd.DataFrame:
    voices = Voices(article, said)
    sentences = [_Sentence(i, s.kind, start, end) for i, (s, _, start, end) in enumerate(parsed_sentences(article))]
    kept = [
        (place, sentence, voice)
        for place, sentence in _in_sentences(places, sentences)
        if (voice := voices.at(sentence.kind, place.start)) is not None
    ]
    judged = _judged(article, kept)
    rows = [_row(article, *found, p) for found, p in zip(kept, judged, strict=True)]
    return make_table("sentiment_towards", rows)


def _in_sentences(places: Sequence[Place], sentences: Sequence[_Sentence]) -> Iterator[tuple[Place, _Sentence]]:
    """Each place with its sentence; a name that runs on into the next sentence belongs to the first."""
    starts = [sentence.start for sentence in sentences]
    for place in places:
        at = bisect.bisect_right(starts, place.start) - 1
        if at >= 0 and place.start < sentences[at].end:
            yield place, sentences[at]


def _judged(article: Article, kept: Sequence[tuple[Place, _Sentence, Voice]]) -> list[npt.NDArray[np.float64]]:
    """The probabilities of each place; each sentence is read once."""
    spans: dict[_Sentence, list[tuple[int, int]]] = {}
    for place, sentence, _ in kept:
        spans.setdefault(sentence, []).append(_inside(place, sentence))
    texts = [article.text[sentence.start : sentence.end] for sentence in spans]
    found = tone_probabilities(texts, list(spans.values()))
    left = {sentence: iter(rows) for sentence, rows in zip(spans, found, strict=True)}
    return [next(left[sentence]) for _, sentence, _ in kept]


def _inside(place: Place, sentence: _Sentence) -> tuple[int, int]:
    return place.start - sentence.start, min(place.end, sentence.end) - sentence.start


def _row(
    article: Article, place: Place, sentence: _Sentence, voice: Voice, p: npt.NDArray[np.float64]
) -> dict[str, object]:
    return {
        "target": place.target, "mention": article.text[place.start : place.end], "start": place.start,
        "end": place.end, "sentence_id": sentence.sentence_id, "voice": voice.voice, "speaker": voice.speaker,
        "own": voice.speaker is not None and voice.speaker == place.speaker,
        "tone": TONES[p.argmax()] if p.max() >= least_sure() else UNCERTAIN,
        **dict(zip(_PROBABILITIES, p.tolist(), strict=True)),
    }  # fmt: skip


def by_target(mentions: pd.DataFrame, targets: Sequence[str] | None = None) -> pd.DataFrame:
    """Sum up one article's mentions, a row for each target; what `sentiment_towards(..., aggregate=True)` gives."""
    targets = list(dict.fromkeys(mentions["target"])) if targets is None else targets
    body = mentions[mentions["voice"].isin(("reporter", "speaker"))]
    found = dict(iter(body.groupby("target")))
    rows = [{"target": target, **_over_sentences(found.get(target, body.head(0)))} for target in targets]
    return make_table("towards", sorted(rows, key=lambda row: -int(str(row["mentions"]))))


def _over_sentences(mentions: pd.DataFrame) -> dict[str, object]:
    """Sum up one target: the mean of its sentences, with how far it would wander."""
    counted = {"mentions": len(mentions), "own": int(mentions["own"].sum())}
    if mentions.empty:
        return {**counted, "sentences": 0, "note": "not mentioned in the body"}
    sentences = mentions.groupby("sentence_id")
    values = sentences[_PROBABILITIES].mean().to_numpy()
    weights = np.where(sentences["own"].all(), OWN_WORDS, 1.0)
    mean = np.average(values, axis=0, weights=weights)
    known = {**counted, "sentences": len(values), **dict(zip(_PROBABILITIES, mean.tolist(), strict=True))}
    known["score"] = float(mean[2] - mean[0])
    if len(values) < FEWEST:
        return {**known, "note": TOO_LITTLE}
    means = resampled_means(values, weights)
    known["low"], known["high"] = interval(means[:, 2] - means[:, 0])
    steady = (means.argmax(axis=1) == mean.argmax()).mean() >= STEADY
    return {**known, "tone": TONES[mean.argmax()] if steady else UNCERTAIN}
