"""The trained network, run by onnxruntime."""

import functools
from typing import Any

import numpy as np
import numpy.typing as npt

from toolkit.attributor.reading import Floats
from toolkit.attributor.words import Ints, Pieces
from toolkit.models import load_array, load_json, load_session, load_tokenizer


class Onnx:
    """The encoder and the linker as they ship."""

    def __init__(self) -> None:
        self.pieces, self.scale = load_pieces()
        self.encoder, self.linker = load_session("attribution_encoder.onnx"), load_session("attribution_linker.onnx")

    def encode(self, ids: Ints, features: Ints, first: Ints) -> tuple[Floats, Floats]:
        """Give the tag scores and the states of a window's words."""
        inputs = {"embedded": self.pieces[ids] * self.scale[ids], "features": features, "first": first}
        tags, states = self.encoder.run(None, inputs)
        return tags, states

    def link(
        self, states: Floats, places: Ints, marks: Ints, mask: npt.NDArray[np.bool_], cue: Ints
    ) -> tuple[Floats, Floats]:
        """Give each word's role scores and the cue's own score, for several cues."""
        inputs = {"states": states, "places": places, "marks": marks, "mask": mask, "cue": cue}
        roles, valid = self.linker.run(None, inputs)
        return roles, valid


@functools.cache
def load_pieces() -> tuple[npt.NDArray[np.int8], Floats]:
    """Load the word pieces as numbers and the sizes of their steps, once for all networks."""
    return load_array("pieces.npy"), load_array("pieces_scale.npy")


@functools.cache
def load_cutter() -> Pieces:
    """Load what cuts words into pieces, once for all networks."""
    return Pieces(load_tokenizer("tokenizer.json"))


@functools.cache
def load_network() -> tuple[Pieces, Onnx, dict[str, Any]]:
    """Load the tokenizer, the network and the calibration, once."""
    return load_cutter(), Onnx(), load_json("attribution.json")
