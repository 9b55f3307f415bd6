"""The README tells the truth: its Python runs as it stands, and the figures that it states are the toolkit's."""

import re
from pathlib import Path

import matplotlib as mpl
import pytest
from matplotlib import pyplot as plt

from tests.notebooks import FOLDER, read
from toolkit import Article, attributions, charts, source_audit
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


def test_the_first_pictures_title_says_what_its_longest_bar_says(article: Article) -> None:
    (cell,) = (c for c in read(FOLDER / "01_one_article.ipynb").cells if "readme" in c.metadata.get("tags", []))
    exec(
        cell.source, {"article": article, "said": attributions(article), "charts": charts, "source_audit": source_audit}
    )
    (ax,) = plt.gcf().axes
    longest = ax.texts[0].get_text()

    plt.close("all")
    assert re.fullmatch(r"\d\d%, \d+ words", longest)
    assert ax.get_title(loc="left").split()[0] == longest.split(",")[0]


def test_the_figures_are_the_toolkits() -> None:
    assert "at least two thirds sure" in README
    assert pytest.approx(2 / 3) == SURE
    assert "Below ten articles" in README
    assert FEWEST_ARTICLES == 10
