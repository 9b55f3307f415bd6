"""The files that notebooks start with are found wherever a notebook runs."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import ARTICLE, ROOT
from tests.notebooks import first_cells, notebook_paths
from toolkit import read_article, sample_path
from toolkit.errors import ReadError

NAME = "articles/putin-venezuela.txt"


@pytest.mark.parametrize(("folder", "way"), [("notebooks", "../"), (".", "")])
def test_each_notebook_s_first_cell_runs_in_its_folder_and_in_the_project_s(folder: str, way: str) -> None:
    """JupyterLab runs a notebook where it lies; editors and programs run it where they were started."""
    done = subprocess.run(
        [sys.executable, "-c", first_cells()], cwd=ROOT / folder, capture_output=True, text=True, check=True
    )

    files = [NAME, "labels/putin-venezuela.csv"]
    assert done.stdout.splitlines() == [*(path.stem for path in notebook_paths()), *(f"{way}data/{f}" for f in files)]


def test_no_notebook_names_a_file_by_where_it_happens_to_run() -> None:
    assert [path.name for path in notebook_paths() if '"../' in path.read_text(encoding="utf-8")] == []


def test_elsewhere_the_checkout_has_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)

    assert sample_path(NAME) == ARTICLE
    assert read_article(sample_path(NAME)).title == "Putin Says No Plans to Send Troops to Venezuela"


def test_what_lies_beside_the_notebook_comes_first(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "data" / "articles").mkdir(parents=True)
    (tmp_path / "data" / NAME).write_text("Ferry returns. (Made up.)", encoding="utf-8")
    monkeypatch.chdir(tmp_path)

    assert sample_path(NAME) == Path("data") / NAME


def test_a_file_that_is_nowhere_is_explained(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)

    with pytest.raises(ReadError, match=r"no data/ferry\.txt .* or put the path of a file of your own"):
        sample_path("ferry.txt")
