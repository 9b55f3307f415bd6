"""The small model that chooses whom a pronoun or a noun means: one weight for each clue, learned by `train_speakers`."""

import functools
import json
from collections.abc import Mapping
from dataclasses import dataclass
from importlib import resources

import numpy as np
from numpy.typing import NDArray

from toolkit.clues import CLUES

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Ranker:
    """Weights over the clues, one row a candidate and the last row for nobody."""

    weights: Floats

    def probabilities(self, rows: Floats) -> Floats:
        """How likely each candidate is, and last that it is none of them; they sum to 1."""
        scores = rows @ self.weights
        scores = np.exp(scores - scores.max())
        return np.asarray(scores / scores.sum(), dtype=np.float64)


@functools.cache
def load_rankers() -> Mapping[str, Ranker]:
    """Load the shipped weights."""
    data = json.loads(resources.files("toolkit").joinpath("models/speakers.json").read_text(encoding="utf-8"))
    return {
        kind: Ranker(np.array([weights.get(name, 0.0) for name in CLUES[kind]], dtype=np.float64))
        for kind, weights in data["weights"].items()
    }
