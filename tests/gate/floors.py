"""Accuracy that may not be lost: what was reached on labelled news, with the hash of the news it was reached on."""

import hashlib
import importlib.util
import json
import os
from pathlib import Path
from types import ModuleType
from typing import Any

ROOT = Path(__file__).parent.parent.parent
CORPORA = Path(os.environ.get("TOOLKIT_CORPORA", ROOT.parent / "shared" / "corpora"))
FLOORS = Path(__file__).parent / "floors.json"


def load_floors() -> dict[str, dict[str, Any]]:
    """Read the floors: measure -> hash of its corpus and the least value of each figure."""
    return json.loads(FLOORS.read_text(encoding="utf-8"))


def corpus_hash(folder: Path) -> str:
    """Return sixteen hexadecimal digits that name a file, or the files of a folder, and what is in them."""
    if folder.is_file():
        return hashlib.sha256(folder.read_bytes()).hexdigest()[:16]
    digest = hashlib.sha256()
    for path in sorted(p for p in folder.rglob("*") if p.is_file()):
        digest.update(path.relative_to(folder).as_posix().encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()[:16]


def load_benchmark(name: str) -> ModuleType:
    """Import a script of benchmarks/, so that the gate measures by the code that prints the figures."""
    spec = importlib.util.spec_from_file_location(f"benchmark_{name}", ROOT / "benchmarks" / f"{name}.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def raise_floors(measure: str, folder: Path, reached: dict[str, float]) -> list[str]:
    """Write down what was reached where it is higher than its floor; return what has fallen below."""
    floors = load_floors() if FLOORS.exists() else {}
    reached = {name: round(value, 2) for name, value in reached.items()}
    known = floors.get(measure, {"corpus": corpus_hash(folder), "least": {}})
    fallen = [name for name, value in reached.items() if value < known["least"].get(name, value)]
    known["least"] |= {name: max(value, known["least"].get(name, value)) for name, value in reached.items()}
    FLOORS.write_text(json.dumps(floors | {measure: known}, indent=2, sort_keys=True) + "\n", encoding="utf-8")
    return fallen
