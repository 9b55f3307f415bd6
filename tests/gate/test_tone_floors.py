"""Tone stays as accurate as it was measured to be: towards people and bodies, and rule by rule in the word list."""

from collections.abc import Callable
from dataclasses import fields, replace
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from benchmarks import sentiment as words
from benchmarks import targets
from tests.gate.floors import CORPORA, corpus_hash, load_floors
from toolkit.tone_context import NEWS, PLAIN, Rules

ROUNDING = 0.4  # points: eight-bit sums round otherwise on another processor, and an answer at the edge turns over
EVERY = 3  # documents and sentences: every third is enough to notice a loss, and takes half a minute


def towards_in_sentences(path: Path) -> dict[str, float]:
    """Measure the macro-F1 towards people in single sentences, all of the file's."""
    sentences = targets.read_sentences(path)
    told = np.concatenate(targets.predict(sentences)).argmax(axis=1)
    gold = np.concatenate([np.array(sentence.tones) for sentence in sentences])
    return {"macro-F1": targets.macro_f1(gold, told)}


def towards_in_documents(path: Path) -> dict[str, float]:
    """Measure Spearman's correlation with the tone towards the main entity, in points, on every third document."""
    rows = pd.read_csv(path).iloc[::EVERY].to_dict("records")
    found = [targets.model_scores(row) for row in rows]
    tables = {
        "documents": pd.DataFrame([document for document, _ in found]),
        "paragraphs": pd.DataFrame([one for _, paragraphs in found for one in paragraphs]),
    }
    return {
        f"Spearman, {name}": 100 * targets.spearman(table["gold"], table["model"]) for name, table in tables.items()
    }


def worth_of_rules(path: Path) -> dict[str, float]:
    """Measure the word list's macro-F1 on every third sentence, and what it loses where a rule is off; in points."""
    gold = words.read_gold(path.stem)[::EVERY]
    pieces = words.worded(gold)

    def reached(rules: Rules) -> float:
        return 100 * words.macro_f1(gold, words.rule_scores(pieces, rules))

    full = reached(NEWS)
    worth = {f"worth of {f.name}": full - reached(replace(NEWS, **{f.name: False})) for f in fields(Rules)}
    return {"macro-F1": full, "worth of all rules": full - reached(PLAIN), **worth}


MEASURES: dict[str, tuple[str, Callable[[Path], dict[str, float]], float]] = {
    "tone towards, newsmtsc devtest_mt": ("newsmtsc/devtest_mt.jsonl", towards_in_sentences, ROUNDING),
    "tone towards, persent random_test": ("persent/random_test.csv", towards_in_documents, ROUNDING),
    "tone rules, newsmtsc train": ("newsmtsc/train.jsonl", worth_of_rules, 0.05),
}


@pytest.mark.parametrize("measure", MEASURES)
def test_tone_does_not_lose_accuracy(measure: str) -> None:
    file, measured, rounding = MEASURES[measure]
    if not (CORPORA / file).is_file():
        pytest.skip(f"There is no {file} in {CORPORA}: set TOOLKIT_CORPORA to the folder that holds it.")
    floor = load_floors()[measure]
    assert corpus_hash(CORPORA / file) == floor["corpus"], "the news is not what the floors were measured on"

    reached = measured(CORPORA / file)

    assert {name: value for name, value in reached.items() if value < floor["least"][name] - rounding} == {}
