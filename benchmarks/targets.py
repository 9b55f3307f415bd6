"""How well tone towards a target is told: python -m benchmarks.targets

Side by side VADER, the lexicon engine (both give a sentence's tone to everybody in it) and the model, on NewsMTSC's
devtest_mt (tone towards people named in single sentences) and on PerSenT's random_test (the author's tone towards the
main entity of a document and of each paragraph). Nothing was chosen by either.

    .venv/bin/python -m benchmarks.targets --predict IN.jsonl OUT.jsonl

reads sentences in NewsMTSC's format and writes one {"gid", "tone"} a line, which score_targets.py reads.
"""

import argparse
import json
import os
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
import pandas as pd
from vader import SentimentIntensityAnalyzer

from toolkit import Article, sentiment, sentiment_towards
from toolkit.blocks import Block
from toolkit.target_model import TONES, tone_probabilities
from toolkit.tone import NEGATIVE_BELOW, POSITIVE_FROM

CORPORA = Path(os.environ.get("TOOLKIT_CORPORA", Path(__file__).parent.parent.parent / "shared" / "corpora"))
DEVTEST, RANDOM_TEST = CORPORA / "newsmtsc" / "devtest_mt.jsonl", CORPORA / "persent" / "random_test.csv"
POLARITY = {2.0: 0, 4.0: 1, 6.0: 2}
SIGN = {"Negative": -1, "Neutral": 0, "Positive": 1}

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]


class Sentence(NamedTuple):
    """A sentence of NewsMTSC, and of each target the name, the place and the tone."""

    text: str
    gids: list[str]
    spans: list[tuple[int, int]]
    tones: list[int]


def read_sentences(path: Path) -> list[Sentence]:
    """Read a file in NewsMTSC's format; where it gives no tone, neutral stands for it."""
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
    return [
        Sentence(
            row["sentence_normalized"],
            [t["Input.gid"] for t in row["targets"]],
            [(t["from"], t["to"]) for t in row["targets"]],
            [POLARITY.get(t.get("polarity"), 1) for t in row["targets"]],
        )
        for row in rows
    ]


def predict(sentences: Sequence[Sentence]) -> list[Floats]:
    """Give the probabilities of negative, neutral and positive for each sentence's targets."""
    return tone_probabilities([s.text for s in sentences], [s.spans for s in sentences])


def write_predictions(source: Path, goal: Path) -> None:
    """Write the likeliest tone towards each target."""
    sentences = read_sentences(source)
    lines = [
        json.dumps({"gid": gid, "tone": TONES[row.argmax()]}) + "\n"
        for sentence, rows in zip(sentences, predict(sentences), strict=True)
        for gid, row in zip(sentence.gids, rows, strict=True)
    ]
    goal.write_text("".join(lines), encoding="utf-8")


def macro_f1(gold: Ints, told: Ints) -> float:
    """Return the mean F1 of the three tones, in points."""
    both = [(gold == tone).sum() + (told == tone).sum() for tone in range(3)]
    right = [((gold == tone) & (told == tone)).sum() for tone in range(3)]
    return float(100 * np.mean([2 * r / b if b else 0.0 for r, b in zip(right, both, strict=True)]))


def macro_f1_interval(gold: Sequence[Ints], told: Sequence[Ints], draws: int = 1000) -> tuple[float, float]:
    """Return the 95% interval by bootstrap over sentences."""
    rng = np.random.default_rng(0)
    scores = []
    for _ in range(draws):
        drawn = rng.integers(len(gold), size=len(gold))
        scores.append(macro_f1(np.concatenate([gold[i] for i in drawn]), np.concatenate([told[i] for i in drawn])))
    low, high = np.percentile(scores, [2.5, 97.5])
    return float(low), float(high)


def reliability(gold: Ints, probabilities: Floats, bins: int = 10) -> pd.DataFrame:
    """Compare how sure the model is with how often it is right: a row for each tenth of the probability."""
    sure, right = probabilities.max(axis=1), probabilities.argmax(axis=1) == gold
    tenth = np.minimum((sure * bins).astype(int), bins - 1)
    table = pd.DataFrame({"tenth": tenth / bins, "sure": sure, "right": right})
    return table.groupby("tenth").agg(targets=("sure", "size"), sure=("sure", "mean"), right=("right", "mean"))


def ece(gold: Ints, probabilities: Floats) -> float:
    """Return the expected calibration error: by how much sure and right differ on average, in points."""
    table = reliability(gold, probabilities)
    return float(100 * (table["targets"] * (table["sure"] - table["right"]).abs()).sum() / table["targets"].sum())


def spearman(first: Iterable[float], second: Iterable[float]) -> float:
    """Return the correlation of the ranks, ties at their middle."""
    return float(pd.Series(list(first)).rank().corr(pd.Series(list(second)).rank()))


def as_article(text: str) -> Article:
    """Make a body of text, its lines paragraphs."""
    body = "\n\n".join(line.strip() for line in text.split("\n") if line.strip())
    return Article(text=body, layout=(Block("body", 0, len(body)),))


def model_scores(row: Mapping[str, str]) -> tuple[dict[str, float], list[dict[str, float]]]:
    """Score one of PerSenT's documents and its paragraphs by the model; 0 where the main entity is not found."""
    article = as_article(row["DOCUMENT"])
    mentions = sentiment_towards(article, row["TARGET_ENTITY"])
    towards = sentiment_towards(article, row["TARGET_ENTITY"], aggregate=True)["score"].fillna(0)[0]
    signed = mentions.assign(score=mentions["p_positive"] - mentions["p_negative"])
    numbers = [article.text.count("\n\n", 0, start) for start in mentions["start"]]
    of = signed["score"].groupby(numbers).mean()
    document = {"gold": SIGN[row["TRUE_SENTIMENT"]], "model": float(towards), "found": float(len(mentions) > 0)}
    return document, [
        {"number": i, "gold": SIGN[str(row[f"Paragraph{i}"])], "model": of.get(i, 0.0)}
        for i in range(article.text.count("\n\n") + 1)
        if str(row.get(f"Paragraph{i}")) in SIGN
    ]


def document_rows(row: Mapping[str, str]) -> tuple[dict[str, float], list[dict[str, float]]]:
    """Score one of PerSenT's documents and its paragraphs by all three."""
    article = as_article(row["DOCUMENT"])
    document, paragraphs = model_scores(row)
    vader = SentimentIntensityAnalyzer()
    sentences = sentiment(article)
    sentences["vader"] = [vader.polarity_scores(text)["compound"] for text in sentences["text"]]
    sentences["paragraph"] = [article.text.count("\n\n", 0, start) for start in sentences["start"]]
    of = sentences.groupby("paragraph")[["vader", "score"]].mean().fillna(0)
    whole = {"VADER": sentences["vader"].mean(), "lexicon": sentences["score"].fillna(0).mean()}
    return {**document, **whole}, [
        {**p, "VADER": of["vader"].get(p["number"], 0.0), "lexicon": of["score"].get(p["number"], 0.0)}
        for p in paragraphs
    ]


def persent(path: Path, limit: int | None = None) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Score PerSenT's documents and paragraphs."""
    rows = pd.read_csv(path).head(limit or 10**6).to_dict("records")
    found = [document_rows(row) for row in rows]
    return pd.DataFrame([one for one, _ in found]), pd.DataFrame([p for _, many in found for p in many])


def spearman_interval(table: pd.DataFrame, name: str, draws: int = 1000) -> tuple[float, float]:
    """Return the 95% interval by bootstrap over rows."""
    draw = [table.sample(frac=1, replace=True, random_state=i) for i in range(draws)]
    low, high = np.percentile([spearman(t["gold"], t[name]) for t in draw], [2.5, 97.5])
    return float(low), float(high)


def by_lexicon(sentences: Sequence[Sentence]) -> dict[str, list[Ints]]:
    """Give everybody in a sentence the sentence's tone, by VADER and by the lexicon engine."""
    vader = SentimentIntensityAnalyzer()
    told: dict[str, list[Ints]] = {"VADER": [], "lexicon": []}
    for s in sentences:
        compound = vader.polarity_scores(s.text)["compound"]
        score = sentiment(as_article(s.text), by="article")["score"].fillna(0)[0]
        told["VADER"].append(np.full(len(s.gids), 2 if compound >= 0.05 else 0 if compound <= -0.05 else 1))
        told["lexicon"].append(
            np.full(len(s.gids), 2 if score >= POSITIVE_FROM else 0 if score < NEGATIVE_BELOW else 1)
        )
    return told


def report_sentences(path: Path) -> None:
    """Print the macro-F1 of all three with intervals, and how far the model's probabilities can be believed."""
    sentences = read_sentences(path)
    found = predict(sentences)
    gold = [np.array(s.tones) for s in sentences]
    told = by_lexicon(sentences) | {"model": [p.argmax(axis=1) for p in found]}
    print(f"\n{path.name}: {sum(map(len, gold)):,} targets in {len(gold):,} sentences; macro-F1")
    for name, rows in told.items():
        low, high = macro_f1_interval(gold, rows)
        print(f"  {name:8} {macro_f1(np.concatenate(gold), np.concatenate(rows)):5.1f}  ({low:.1f} to {high:.1f})")
    every, probabilities = np.concatenate(gold), np.concatenate(found)
    print(f"  calibration: ECE {ece(every, probabilities):.1f} points")
    print(reliability(every, probabilities).round(2).to_string())


def report_documents(path: Path) -> None:
    """Print how the scores of documents and paragraphs go with people's answers."""
    for name, table in zip(("documents", "paragraphs"), persent(path), strict=True):
        print(f"\n{path.name}: {len(table):,} {name}; Spearman's correlation with the tone towards the main entity")
        for engine in ("VADER", "lexicon", "model"):
            low, high = spearman_interval(table, engine)
            print(f"  {engine:8} {spearman(table['gold'], table[engine]):.2f}  ({low:.2f} to {high:.2f})")
        if "found" in table:
            print(f"  the main entity is found in {100 * table['found'].mean():.1f}%")


def main() -> None:
    """Run what was asked for."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--predict", nargs=2, type=Path, metavar=("IN.jsonl", "OUT.jsonl"))
    options = parser.parse_args()
    if options.predict:
        write_predictions(*options.predict)
        return
    if not DEVTEST.is_file():
        raise SystemExit(f"NewsMTSC is not at {DEVTEST}. Set TOOLKIT_CORPORA to the folder that holds it.")
    report_sentences(DEVTEST)
    report_documents(RANDOM_TEST)


if __name__ == "__main__":
    main()
