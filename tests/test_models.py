"""The trained models: each file is what was shipped, and one that is not is named."""

import hashlib
import json
from pathlib import Path

import numpy as np
import pytest

from toolkit import models
from toolkit.errors import ModelError
from toolkit.models import FOLDER, load_array, load_json, load_session, load_tokenizer

HASHES = json.loads((FOLDER / "hashes.json").read_text(encoding="utf-8"))
MOST = 50_000_000  # bytes of all weights


def test_every_file_that_ships_has_its_hash_and_all_are_small_enough_to_fetch() -> None:
    files = [
        path for path in FOLDER.iterdir() if path.suffix in (".onnx", ".npy", ".json") and path.name != "hashes.json"
    ]

    assert {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in files} == HASHES
    assert sum(path.stat().st_size for path in files) < MOST


def test_every_model_has_its_card() -> None:
    text = (FOLDER / "attribution.md").read_text(encoding="utf-8")

    for heading in ("Data", "Training", "Accuracy", "Calibration", "Known failures", "What it is not for"):
        assert f"\n## {heading}\n" in text


@pytest.fixture
def copied(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of models in which each file has been cut short."""
    for name in (*HASHES, "hashes.json"):
        content = (FOLDER / name).read_bytes()
        (tmp_path / name).write_bytes(content if name == "hashes.json" else content[: len(content) // 2])
    monkeypatch.setattr(models, "FOLDER", tmp_path)
    return tmp_path


def test_a_damaged_file_is_named_with_what_to_do(copied: Path) -> None:
    for load, name in (
        (load_session, "attribution_encoder.onnx"),
        (load_tokenizer, "tokenizer.json"),
        (load_array, "pieces.npy"),
        (load_json, "attribution.json"),
    ):
        with pytest.raises(ModelError, match=rf"{name} is damaged.*Install the toolkit again"):
            load(name)


def test_a_missing_file_is_named(copied: Path) -> None:
    (copied / "pieces.npy").unlink()

    with pytest.raises(ModelError, match=r"pieces\.npy cannot be read"):
        load_array("pieces.npy")


def test_what_is_whole_is_loaded() -> None:
    assert load_array("pieces.npy").dtype == np.int8
    assert len(load_json("attribution.json")["weights"]) == 9
