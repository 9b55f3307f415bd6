"""The README tells the truth: its Python runs as it stands, and the figures that it states are the toolkit's."""

import re
from pathlib import Path

import matplotlib as mpl
import pytest

from toolkit.groups.grouping import FEWEST_ARTICLES
from toolkit.states import SURE

mpl.use("Agg")

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
ONE, MANY = re.findall(r"```python\n(.*?)```", README, re.DOTALL)
COURIER = "“The ferry sails again,” Mayor Ada Moss said on Monday. She denied any delay."  # fictional
GAZETTE = "The ferry is late, Piers Lund said. He blamed the harbour board for the delay."


def test_a_dozen_lines_of_python_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "data").symlink_to(ROOT / "data")
    monkeypatch.chdir(tmp_path)

    exec(ONE, {})

    assert {path.name for path in tmp_path.iterdir()} == {"data", "story.html", "story.xlsx"}


def test_the_lines_on_many_articles_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "news").mkdir()
    (tmp_path / "news" / "monday.txt").write_text(COURIER, encoding="utf-8")
    (tmp_path / "export.csv").write_text(f'outlet,text\nGazette,"{GAZETTE}"\n', encoding="utf-8")

    names: dict[str, object] = {}
    exec(MANY, names)

    assert "sentiment_towards.parquet" in {path.name for path in (tmp_path / "tables").iterdir()}


def test_the_figures_are_the_toolkits() -> None:
    assert "at least two thirds sure" in README
    assert pytest.approx(2 / 3) == SURE
    assert "Below ten articles" in README
    assert FEWEST_ARTICLES == 10
