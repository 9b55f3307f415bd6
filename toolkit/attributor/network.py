"""The trained networks, run by onnxruntime: two of one shape read the same words, and their scores are averaged."""

import functools
from typing import Any

import numpy as np
import numpy.typing as npt

from toolkit.attributor.reading import Floats
from toolkit.attributor.words import Ints, Pieces
from toolkit.models import load_array, load_json, load_session, load_tokenizer


class Onnx:
    """The encoders and linkers as they ship; word pieces are embedded once for all."""

    def __init__(self, networks: int) -> None:
        self.pieces, self.scale = load_pieces()
        self.encoders = [load_session(f"attribution_encoder_{i + 1}.onnx") for i in range(networks)]
        self.linkers = [load_session(f"attribution_linker_{i + 1}.onnx") for i in range(networks)]

    def encode(self, ids: Ints, features: Ints, first: Ints) -> tuple[Floats, Floats]:
        """Give the tag scores of a window's words, and the states that each network's linker reads, side by side."""
        inputs = {"embedded": self.pieces[ids] * self.scale[ids], "features": features, "first": first}
        tags, states = zip(*(encoder.run(None, inputs) for encoder in self.encoders), strict=True)
        return np.mean(tags, axis=0), np.concatenate(states, axis=-1)

    def link(
        self, states: Floats, places: Ints, marks: Ints, mask: npt.NDArray[np.bool_], cue: Ints
    ) -> tuple[Floats, Floats]:
        """Give each word's role scores and the cue's own score, for several cues."""
        shared = {"places": places, "marks": marks, "mask": mask, "cue": cue}
        apart = np.split(states, len(self.linkers), axis=-1)
        runs = [linker.run(None, shared | {"states": own}) for linker, own in zip(self.linkers, apart, strict=True)]
        roles, valid = zip(*runs, strict=True)
        return np.mean(roles, axis=0), np.mean(valid, axis=0)


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
    """Load the tokenizer, the networks and the calibration, once."""
    settings = load_json("attribution.json")
    return load_cutter(), Onnx(settings["networks"]), settings
