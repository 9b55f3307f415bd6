"""The small model that chooses whom a pronoun or a noun means: one weight for each clue, learned from read texts."""

import functools
import math
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from toolkit.clues import CLUES
from toolkit.models import load_json

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Ranker:
    """Weights over the clues, one row a candidate and the last row for nobody."""

    weights: Floats
    calibration: tuple[float, float, float] = (0.0, 1.0, 0.0)

    def sure(self, probability: float, told: bool = False) -> float:
        """The share of links of such a probability that are right, by links held out from the training."""
        level, slope, more = self.calibration
        p = min(max(probability, 1e-6), 1 - 1e-6)
        return 1 / (1 + math.exp(-level - slope * math.log(p / (1 - p)) - more * told))

    def probabilities(self, rows: Floats) -> Floats:
        """How likely each candidate is, and last that it is none of them; they sum to 1."""
        scores = rows @ self.weights
        scores = np.exp(scores - scores.max())
        found: Floats = scores / scores.sum()
        return found


@functools.cache
def load_rankers() -> Mapping[str, Ranker]:
    """Load the shipped weights."""
    data = load_json("speakers.json")
    return {
        kind: Ranker(
            np.array([weights.get(name, 0.0) for name in CLUES[kind]], dtype=np.float64),
            tuple(data.get("calibration", {}).get(kind, (0.0, 1.0, 0.0))),
        )
        for kind, weights in data["weights"].items()
    }
