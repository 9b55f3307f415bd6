"""Write down what each file of the shipped models hashes to; run it after any of them has changed."""

import hashlib
import json

from toolkit.models import FOLDER


def write_hashes() -> None:
    """Hash every file that is read when a model is loaded."""
    files = sorted(p for p in FOLDER.iterdir() if p.suffix in (".json", ".npy", ".onnx") and p.name != "hashes.json")
    hashes = {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in files}
    (FOLDER / "hashes.json").write_text(json.dumps(hashes, indent=2) + "\n", encoding="utf-8")


if __name__ == "__main__":
    write_hashes()
