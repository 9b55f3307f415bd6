"""The trained models that ship: weights, tokenizer and settings, each checked against its hash before it is read."""

import hashlib
import io
import json
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

import numpy as np
import numpy.typing as npt

from toolkit.errors import ModelError

if TYPE_CHECKING:
    from onnxruntime import InferenceSession
    from tokenizers import Tokenizer

FOLDER = Path(__file__).parent


def read_checked(name: str) -> bytes:
    """Return the bytes of a model's file.

    Raises
    ------
    ModelError
        The file is missing, or it is not the one that was shipped.
    """
    expected = json.loads((FOLDER / "hashes.json").read_text(encoding="utf-8"))[name]
    path = FOLDER / name
    try:
        content = path.read_bytes()
    except OSError as error:
        raise ModelError(
            f"The model's file {name} cannot be read ({error.strerror}). Install the toolkit again."
        ) from error
    if hashlib.sha256(content).hexdigest() != expected:
        raise ModelError(
            f"The model's file {name} is damaged: its hash is not the one that shipped. Install the toolkit again; in "
            "a checkout, `git checkout toolkit/models` brings it back."
        )
    return content


def load_session(name: str) -> "InferenceSession":
    """Load an ONNX graph, to run on one core: many articles are read side by side, one to a process."""
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.log_severity_level = 3
    # Sum and normalisation as one operation are several times slower than as two, so they must not be made one.
    return onnxruntime.InferenceSession(
        read_checked(name),
        options,
        providers=["CPUExecutionProvider"],
        disabled_optimizers=["SkipLayerNormFusion"],
    )


def load_tokenizer(name: str) -> "Tokenizer":
    """Load a tokenizer that cuts nothing short."""
    from tokenizers import Tokenizer

    tokenizer = Tokenizer.from_buffer(read_checked(name))
    tokenizer.no_truncation()
    tokenizer.no_padding()
    return tokenizer


def load_array(name: str) -> npt.NDArray[Any]:
    """Load numbers."""
    return cast("npt.NDArray[Any]", np.load(io.BytesIO(read_checked(name)), allow_pickle=False))


def load_json(name: str) -> Any:
    """Load settings."""
    return json.loads(read_checked(name))
