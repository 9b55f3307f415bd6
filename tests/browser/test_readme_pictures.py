"""The pictures of the README, taken in a real browser; `make pictures` keeps them in docs/.

Fonts differ from machine to machine, so what is kept is compared with what is seen by its size alone.
"""

import os
import shutil
from pathlib import Path

import pytest
from PIL import Image

from tests.browser.conftest import Visit
from tests.conftest import ROOT
from toolkit import Article, show_sources, write_report

DOCS = ROOT / "docs"
KEEP = bool(os.environ.get("KEEP_PICTURES"))
TOLERANCE = 0.25  # of the height


def keep_or_compare(taken: Path) -> None:
    """Keep a picture for the README, or see that the one kept is of much the same shape."""
    kept = DOCS / taken.name
    if KEEP:
        shutil.copy(taken, kept)
    with Image.open(taken) as new, Image.open(kept) as old:
        assert new.width == old.width
        assert abs(new.height - old.height) <= TOLERANCE * old.height


def test_the_top_of_the_report(article: Article, visit: Visit, tmp_path: Path) -> None:
    visit.page.set_viewport_size({"width": 900, "height": 760})
    visit.page.goto(write_report(article, tmp_path / "putin.html").as_uri())

    keep_or_compare(visit.picture("report_top", whole=False))


def test_the_list_of_sources(article: Article, visit: Visit, tmp_path: Path) -> None:
    page = tmp_path / "sources.html"
    page.write_text(f"<!doctype html><meta charset=utf-8>{show_sources(article).html}", encoding="utf-8")
    visit.page.set_viewport_size({"width": 900, "height": 620})
    visit.page.goto(page.as_uri())

    keep_or_compare(visit.picture("sources", whole=False))


@pytest.mark.parametrize("name", ["report_top", "sources"])
def test_the_readme_shows_it(name: str) -> None:
    assert f"(docs/{name}.png)" in (ROOT / "README.md").read_text(encoding="utf-8")
    assert (DOCS / f"{name}.png").stat().st_size < 200_000
