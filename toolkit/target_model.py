"""The tone towards a target in its sentence, by a trained network: how likely it is negative, neutral or positive.

The network's lower layers read a sentence once, its upper layers once more for each target. Each target is judged by
itself, so that what is asked beside it never changes the answer.
"""

import functools
from collections.abc import Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

from toolkit.attributor.network import load_cutter, load_pieces
from toolkit.attributor.reading import Floats
from toolkit.attributor.words import Ints, Span
from toolkit.models import load_json, load_session
from toolkit.target_reading import mark

TONES = ("negative", "neutral", "positive")


class ToneNetwork:
    """The two graphs as they ship, and what turns their scores into probabilities."""

    def __init__(self) -> None:
        self.settings: dict[str, Any] = load_json("targets.json")
        self.reader, self.judge = load_session("targets_reader.onnx"), load_session("targets_judge.onnx")

    def read(self, pieces: Ints, features: Ints) -> Floats:
        """Give the states of a sentence's pieces."""
        values, scale = load_pieces()
        states: Floats = self.reader.run(None, {"embedded": values[pieces] * scale[pieces], "features": features})[0]
        return states

    def probabilities(self, states: Floats, marks: Ints) -> Floats:
        """Give the probabilities of the tones towards the target that is marked."""
        scores = self.judge.run(None, {"states": states, "marks": marks})[0] / self.settings["temperature"]
        powers = np.exp(scores - scores.max())
        shares: Floats = powers / powers.sum()
        return shares


@functools.cache
def load_tone_network() -> ToneNetwork:
    """Load the network, once."""
    return ToneNetwork()


def tone_probabilities(sentences: Sequence[str], spans: Sequence[Sequence[Span]]) -> list[npt.NDArray[np.float64]]:
    """Judge the tone towards targets in their sentences.

    Parameters
    ----------
    sentences : sequence of str
        The sentences. Of one longer than 126 word pieces what stands around each target is read.
    spans : sequence of sequences of (start, end)
        For each sentence the places of its targets, in code points into the sentence. A place without a word is
        judged by the sentence alone.

    Returns
    -------
    list of arrays
        For each sentence a row for each of its targets: the calibrated probabilities of TONES, which sum to 1.

    Raises
    ------
    ModelError
        A file of the model is missing or damaged.

    Examples
    --------
    >>> text = "Ada Vale praised Ben Holm for a brilliant plan and called Carl Reed a liar."
    >>> found = tone_probabilities([text], [[(0, 8), (17, 25), (58, 67)]])[0]
    >>> [TONES[row.argmax()] for row in found]
    ['neutral', 'positive', 'negative']
    """
    network, cutter = load_tone_network(), load_cutter()
    out = []
    for text, places in zip(sentences, spans, strict=True):
        found = np.zeros((len(places), len(TONES)))
        for part in mark(text, places, cutter):
            states = network.read(part.pieces, part.features)
            for target, marks in zip(part.targets, part.marks, strict=True):
                found[target] = network.probabilities(states, marks)
        out.append(found)
    return out


def least_sure() -> float:
    """Return the probability below which a tone is called uncertain."""
    return float(load_tone_network().settings["uncertain"])
