"""Run the notebooks as a reader would, top to bottom; `python -m tests.notebooks` keeps what they put out.

What would differ from one run to the next without meaning anything is taken out: when a cell ran, and the random
addresses of objects. A cell keeps the name that someone gave it; any other is named by its place.
"""

import base64
import copy
import os
import re
import sys
from pathlib import Path
from typing import Any

import nbformat
from nbclient import NotebookClient

FOLDER = Path(__file__).parent.parent / "notebooks"
README_PICTURE = FOLDER.parent / "docs" / "voice_share.png"  # what the cell tagged `readme` draws
CELL_SECONDS = 600  # a guard only: a run over many articles shares its processors with the other tests
# The kernel hides the warnings that a library gives before it changes: here they stop the notebook.
# The last one is the kernel's own, from Python 3.12 on, before any cell runs.
WARNINGS = "error::FutureWarning,error::DeprecationWarning,ignore:There is no current event loop:DeprecationWarning"
_SAMPLE = re.compile(r"sample_path\(\"([^\"]+)\"\)")
_ADDRESS = re.compile(r"\b0x[0-9a-f]{6,}\b")
_LIVE = "application/vnd.jupyter.widget-view+json"  # a widget of a kernel that has gone; its HTML stays
_KEPT = {"kernelspec": {"display_name": "Python 3 (ipykernel)", "language": "python", "name": "python3"},
         "language_info": {"name": "python"}}  # fmt: skip


def notebook_paths() -> list[Path]:
    """List the notebooks in reading order."""
    return sorted(FOLDER.glob("*.ipynb"))


def read(path: Path) -> Any:
    """Read a notebook as nbformat's version 4."""
    return nbformat.read(path, as_version=4)


def first_cells() -> str:
    """Return a program that runs each notebook's first cell of code and finds each file that a notebook starts with."""
    cells = {path.stem: [str(c.source) for c in read(path).cells if c.cell_type == "code"] for path in notebook_paths()}
    files = sorted({name for code in cells.values() for cell in code for name in _SAMPLE.findall(cell)})
    return f"""\
from toolkit import sample_path
for name, cell in { {name: code[0] for name, code in cells.items()}!r}.items():
    exec(cell, {{}})
    print(name)
for file in {files!r}:
    print(sample_path(file).as_posix())"""


def run(notebook: Any, folder: Path = FOLDER) -> Any:
    """Return the notebook run in a new kernel of this environment, in `folder`, its outputs tidied."""
    fresh = copy.deepcopy(notebook)
    client = NotebookClient(
        fresh,
        timeout=CELL_SECONDS,
        kernel_name="python3",
        record_timing=False,
        extra_arguments=["--log-level=ERROR"],
        resources={"metadata": {"path": str(folder)}},
    )
    before = {
        name: os.environ.get(name)
        for name in ("PYTHONWARNINGS", "PYTHONHASHSEED", "JUPYTER_PREFER_ENV_PATH", "TQDM_DISABLE")
    }
    os.environ.update(PYTHONWARNINGS=WARNINGS, PYTHONHASHSEED="0", JUPYTER_PREFER_ENV_PATH="1", TQDM_DISABLE="1")
    try:
        client.execute()
    finally:
        for name, value in before.items():
            os.environ.pop(name, None) if value is None else os.environ.update({name: value})
    return tidy(fresh)


def tidy(notebook: Any) -> Any:
    """Take out what means nothing to a reader and would differ between two runs."""
    notebook.metadata = nbformat.from_dict(_KEPT)
    for number, cell in enumerate(notebook.cells):
        cell.metadata = nbformat.from_dict({k: v for k, v in cell.metadata.items() if k == "tags"})
        if re.fullmatch(r"|cell-\d+|[0-9a-f]{8}(-[0-9a-f-]+)?", cell.get("id", "")):
            cell["id"] = f"cell-{number:02d}"
        for output in cell.get("outputs", []):
            _tidy_output(output)
    return notebook


def _tidy_output(output: Any) -> None:
    if "text" in output:
        output.text = _ADDRESS.sub("0x…", output.text)
    output.get("data", {}).pop(_LIVE, None)
    for kind, value in output.get("data", {}).items():
        if kind.startswith("text/") and isinstance(value, str):
            output.data[kind] = _ADDRESS.sub("0x…", value)


def readme_pictures(notebook: Any) -> list[bytes]:
    """Return the pictures that the cells tagged `readme` drew."""
    cells = [cell for cell in notebook.cells if "readme" in cell.metadata.get("tags", [])]
    data = [output.get("data", {}) for cell in cells for output in cell.get("outputs", [])]
    return [base64.b64decode(one["image/png"]) for one in data if "image/png" in one]


def main() -> int:
    """Run every notebook (or those named) and write it back with its outputs."""
    chosen = [Path(name) for name in sys.argv[1:]] or notebook_paths()
    for path in chosen:
        notebook = run(read(path))
        nbformat.write(notebook, path)
        for picture in readme_pictures(notebook):
            README_PICTURE.parent.mkdir(exist_ok=True)
            README_PICTURE.write_bytes(picture)
        sys.stdout.write(f"{path.name}: run and kept\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
