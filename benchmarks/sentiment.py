"""What each rule and word list of the tone engine is worth on news: python -m benchmarks.sentiment

NewsMTSC (Hamborg & Donnay 2021) says of named people in single news sentences whether the sentence speaks well or ill
of them. A sentence is counted here where all its people have the same answer, and that answer is taken for the
sentence's: it is a stand-in, for a sentence can report a grim event and be neutral on everyone in it. Every choice was
made on the training part; devtest_mt is reported and nothing was chosen by it (it holds only sentences with two or
more people, so that neutral ones are more there).
"""

import argparse
import json
import os
from collections.abc import Callable, Iterable, Sequence
from dataclasses import fields, replace
from functools import partial
from pathlib import Path
from typing import NamedTuple
from unittest import mock

import pandas as pd
from vader import SentimentIntensityAnalyzer

from benchmarks.targets import RANDOM_TEST
from benchmarks.targets import as_article as one_article
from toolkit import Article, lexicon, sentiment, tone_contrast
from toolkit.blocks import Block
from toolkit.measures import wilson_interval
from toolkit.parsing import parse
from toolkit.tone import NEGATIVE_BELOW, POSITIVE_FROM
from toolkit.tone_context import NEWS, PLAIN, Rules, Word
from toolkit.tone_words import marks_in, tone_words
from toolkit.valence import find_hits, normalise, sum_of

CORPORA = Path(os.environ.get("TOOLKIT_CORPORA", Path(__file__).parent.parent.parent / "shared" / "corpora"))
NEWSMTSC = CORPORA / "newsmtsc"
NEGATIVE, NEUTRAL, POSITIVE = -1, 0, 1


class Gold(NamedTuple):
    """A sentence, and how it speaks of its people."""

    text: str
    tone: int


class Worded(NamedTuple):
    """A parsed piece of a sentence: its words and its exclamation and question marks."""

    words: list[Word]
    marks: list[tuple[int, int, str]]


def read_gold(part: str) -> list[Gold]:
    """Read the sentences of a part ("train", "devtest_mt") whose people all have the same answer, in file order."""
    tones: dict[str, set[int]] = {}
    for line in (NEWSMTSC / f"{part}.jsonl").read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        text = " ".join(row["sentence_normalized"].split())
        tones.setdefault(text, set()).update(int(target["polarity"] / 2 - 2) for target in row["targets"])
    return [Gold(text, tone.pop()) for text, tone in tones.items() if text and len(tone) == 1]


def as_article(gold: Iterable[Gold]) -> Article:
    """Make one article in which each sentence is a paragraph, so that all are parsed at once."""
    text = "\n\n".join(sentence.text for sentence in gold)
    return Article(text=text, layout=(Block("body", 0, len(text)),))


def toolkit_scores(gold: Sequence[Gold]) -> list[float]:
    """Score each sentence as a user would."""
    return sentiment(as_article(gold), by="paragraph")["score"].tolist()


def worded(gold: Sequence[Gold]) -> list[list[Worded]]:
    """Return the words of each sentence, parsed once for all the runs below."""
    pieces: list[list[Worded]] = [[] for _ in gold]
    for segment in parse(as_article(gold)):
        for span in segment.doc.sents:
            tokens = [token for token in span if not token.is_space]
            pieces[segment.paragraph].append(Worded(tone_words(tokens, 0), marks_in(tokens, 0)))
    return pieces


def rule_scores(pieces: Iterable[list[Worded]], rules: Rules = NEWS) -> list[float]:
    """Score each sentence with some of the rules off."""
    scores = []
    for parts in pieces:
        found = [normalise(sum_of(find_hits(words, marks, rules))) for words, marks in parts]
        scores.append(sum(found) / max(len(found), 1))
    return scores


def vader_scores(gold: Iterable[Gold]) -> list[float]:
    """Score each sentence with the original's engine and lexicon."""
    analyzer = SentimentIntensityAnalyzer()
    return [analyzer.polarity_scores(sentence.text)["compound"] for sentence in gold]


def macro_f1(
    gold: Sequence[Gold], scores: Sequence[float], *, below: float = NEGATIVE_BELOW, start: float = POSITIVE_FROM
) -> float:
    """Return the mean of the F1 of negative, neutral and positive."""
    told = [NEGATIVE if score < below else POSITIVE if score >= start else NEUTRAL for score in scores]
    f1 = []
    for tone in (NEGATIVE, NEUTRAL, POSITIVE):
        right = sum(sentence.tone == said == tone for sentence, said in zip(gold, told, strict=True))
        both = sum(sentence.tone == tone for sentence in gold) + told.count(tone)
        f1.append(2 * right / both if both else 0.0)
    return sum(f1) / len(f1)


def without_group(words: frozenset[str]) -> "mock._patch[Callable[[str, str], str | None]]":
    """Let these words carry tone again for a while."""
    return mock.patch(
        "toolkit.valence.no_opinion", lambda word, pos: None if word in words else lexicon.no_opinion(word, pos)
    )


def report_rules(gold: Sequence[Gold], pieces: list[list[Worded]]) -> None:
    """Print what each rule is worth: the score with all of them, less the score without it."""
    score = partial(macro_f1, gold)
    full = score(rule_scores(pieces))
    print(
        f"\nRules: macro-F1 with all of them {full:.4f}, with none of our own {score(rule_scores(pieces, PLAIN)):.4f}"
    )
    for field in fields(Rules):
        loss = full - score(rule_scores(pieces, replace(NEWS, **{field.name: False})))
        print(f"  {field.name:20} {loss:+.4f}")


def report_words(gold: Sequence[Gold], pieces: list[list[Worded]]) -> None:
    """Print what each group of words that are no opinion is worth."""
    full = macro_f1(gold, rule_scores(pieces))
    groups: dict[str, set[str]] = {}
    for word, (reason, _) in lexicon.no_opinion_words().items():
        groups.setdefault(reason, set()).add(word)
    print("\nWords that are no opinion in news, by group")
    for reason, words in groups.items():
        with without_group(frozenset(words)):
            loss = full - macro_f1(gold, rule_scores(pieces))
        print(f"  {loss:+.4f}  {' '.join(sorted(words))[:60]:60}  {reason}")


def report_thresholds(gold: Sequence[Gold], scores: Sequence[float]) -> None:
    """Print the score at other thresholds than the ones chosen."""
    print("\nThresholds: negative below, positive from")
    for below, start in ((-0.05, 0.05), (0, 0.1), (0, 0.2), (0, 0.25), (0, 0.3), (0, 0.4), (0, 0.5), (-0.2, 0.3)):
        print(f"  {below:5} {start:5}  {macro_f1(gold, scores, below=below, start=start):.4f}")


def report(part: str, *, details: bool) -> None:
    """Print how well one part is told, and against VADER itself."""
    gold = read_gold(part)
    ours, vaders = toolkit_scores(gold), vader_scores(gold)
    shares = ", ".join(f"{sum(s.tone == tone for s in gold):,}" for tone in (NEGATIVE, NEUTRAL, POSITIVE))
    print(f"\n{part}: {len(gold):,} sentences ({shares} negative, neutral, positive)")
    print(f"  VADER, its own thresholds (0.05)  {macro_f1(gold, vaders, below=-0.05, start=0.05):.4f}")
    print(f"  VADER, our thresholds             {macro_f1(gold, vaders):.4f}")
    print(f"  the toolkit                       {macro_f1(gold, ours):.4f}")
    if details:
        pieces = worded(gold)
        report_thresholds(gold, ours)
        report_rules(gold, pieces)
        report_words(gold, pieces)


def report_voices(paths: Sequence[Path]) -> None:
    """Print how often the reporter's words and the speakers' differ in sign; PerSenT's texts have no headlines."""
    articles = [one_article(text) for path in paths for text in pd.read_csv(path)["DOCUMENT"]]
    table = tone_contrast(articles).query("first == 'reporter'")
    toned, opposite = table["direction"].count(), table["direction"] == "opposite"
    low, high = wilson_interval(opposite.sum(), toned, per=100)
    share = f"{100 * opposite.sum() / toned:.1f}% ({low:.1f} to {high:.1f})"
    print(f"\nvoices: reporter and speakers both have a tone in {toned:,} of {len(articles):,} documents;")
    print(f"  they point opposite ways in {opposite.sum():,}, {share}")
    enough, clear = table["low"].notna(), (table["low"] > 0) | (table["high"] < 0)
    print(f"  text enough for an interval in {enough.sum():,}: opposite in {(opposite & enough).sum():,} of these,")
    print(f"  and the difference is beyond chance in {(opposite & clear).sum():,}")


def main() -> None:
    """Run it all."""
    argparse.ArgumentParser(description=__doc__.splitlines()[0]).parse_args()
    if not NEWSMTSC.is_dir():
        raise SystemExit(f"NewsMTSC is not at {NEWSMTSC}. Set TOOLKIT_CORPORA to the folder that holds it.")
    report("train", details=True)
    report("devtest_mt", details=False)
    report_voices((RANDOM_TEST.with_name("dev.csv"), RANDOM_TEST))


if __name__ == "__main__":
    main()
