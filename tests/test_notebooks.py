"""The notebooks are fresh, short, and true: what is committed is what a reader gets by running them."""

import ast
import base64
import functools
import io
import re
from pathlib import Path
from typing import Any

import nbformat
import numpy as np
import pytest
from PIL import Image

from tests.notebooks import FOLDER, README_PICTURE, notebook_paths, read, readme_pictures, run, tidy

PIXEL_TOLERANCE = 0.5  # of 255, the mean over a picture: another processor may round an edge another way
# A bracket in each word, so that this file does not hold what it looks for.
LOCAL_PATH = re.compile(r"(?<![\w.])/(?:r[o]ot|h[o]me|U[s]ers|w[o]rk|t[m]p)/\w|[A-Z]:\\U[s]ers")

pytestmark = pytest.mark.skipif(not notebook_paths(), reason="there is no notebook yet")
every_notebook = pytest.mark.parametrize("path", notebook_paths(), ids=lambda path: path.stem)


@functools.cache
def committed(path: Path) -> Any:
    """Read a notebook as it is kept."""
    return read(path)


def code_cells(notebook: Any) -> list[Any]:
    return [cell for cell in notebook.cells if cell.cell_type == "code"]


def picture(encoded: str) -> np.ndarray[Any, Any]:
    return np.asarray(Image.open(io.BytesIO(base64.b64decode(encoded))).convert("RGB"), dtype=float)


def same_picture(kept: str, fresh: str) -> bool:
    """True where two pictures differ by less than an eye could see, wherever they were drawn."""
    first, second = picture(kept), picture(fresh)
    return first.shape == second.shape and float(np.abs(first - second).mean()) <= PIXEL_TOLERANCE


def words_and_pictures(cell: Any) -> tuple[list[tuple[str, str]], list[str]]:
    """Return what a code cell put out: its texts, by kind, and its pictures."""
    texts, pictures = [], []
    for output in cell.outputs:
        if output.output_type == "stream":
            texts.append((output.name, output.text))
        for kind, value in sorted(output.get("data", {}).items()):
            if kind == "image/png":
                pictures.append(value)
            else:
                texts.append((kind, value))
    return texts, pictures


@every_notebook
def test_a_notebook_is_as_running_it_gives(path: Path) -> None:
    kept = committed(path)

    fresh = run(kept)

    assert [cell.execution_count for cell in code_cells(kept)] == list(range(1, len(code_cells(kept)) + 1))
    for number, (cell, again) in enumerate(zip(kept.cells, fresh.cells, strict=True)):
        if cell.cell_type == "code":
            (texts, pictures), (new_texts, new_pictures) = words_and_pictures(cell), words_and_pictures(again)
            assert texts == new_texts, f"cell {number} says something else now: run make notebooks"
            assert len(pictures) == len(new_pictures)
            assert all(map(same_picture, pictures, new_pictures)), f"cell {number} draws another picture now"


@every_notebook
def test_a_notebook_is_kept_tidy(path: Path) -> None:
    kept = committed(path)

    assert nbformat.writes(tidy(nbformat.from_dict(kept))) == nbformat.writes(kept)
    nbformat.validate(kept)
    assert len({cell.id for cell in kept.cells}) == len(kept.cells)


@every_notebook
def test_a_notebook_is_a_short_walk(path: Path) -> None:
    kept = committed(path)
    prose = " ".join(cell.source for cell in kept.cells if cell.cell_type == "markdown")
    lengths = [len(cell.source.strip().splitlines()) for cell in code_cells(kept)]

    assert 15 <= len(kept.cells) <= 35
    assert max(lengths) <= 10
    assert 400 <= len(re.findall(r"\w[\w’'-]*", prose)) <= 900
    assert kept.cells[0].cell_type == "markdown"
    assert kept.cells[0].source.startswith("# ")


@every_notebook
def test_a_notebook_calls_and_does_not_define(path: Path) -> None:
    source = "\n".join(cell.source for cell in code_cells(committed(path)))

    defined = [n.name for n in ast.walk(ast.parse(source)) if isinstance(n, ast.FunctionDef | ast.ClassDef)]

    assert defined == []
    assert re.findall(r"^\s*[%!]", source, re.MULTILINE) == []


@every_notebook
def test_a_notebook_asserts_its_claims(path: Path) -> None:
    claims = [cell for cell in code_cells(committed(path)) if "claim" in cell.metadata.get("tags", [])]

    asserted = [n for cell in claims for n in ast.walk(ast.parse(cell.source)) if isinstance(n, ast.Assert)]

    assert claims
    assert asserted


@every_notebook
def test_a_notebook_shows_no_error_and_no_place_on_someones_machine(path: Path) -> None:
    outputs = [output for cell in code_cells(committed(path)) for output in cell.outputs]

    assert [o.get("ename") or o.text for o in outputs if o.output_type == "error" or o.get("name") == "stderr"] == []
    assert LOCAL_PATH.findall(re.sub(r'"image/png": "[^"]*"', "", path.read_text(encoding="utf-8"))) == []


def test_the_notebooks_are_numbered_in_reading_order() -> None:
    numbers = [path.stem[:2] for path in notebook_paths()]

    assert numbers == [f"{n:02d}" for n in range(1, len(numbers) + 1)]
    assert FOLDER.is_dir()


def test_the_readme_shows_a_picture_of_the_notebooks() -> None:
    drawn = [picture for path in notebook_paths() for picture in readme_pictures(committed(path))]

    assert drawn == [README_PICTURE.read_bytes()]
