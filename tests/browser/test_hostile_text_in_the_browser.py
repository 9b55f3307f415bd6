"""Hostile text in a real browser, alone and in JupyterLab: it is seen as it is and does nothing."""

from collections.abc import Callable
from pathlib import Path

import nbformat
import pytest

from tests.browser.conftest import Lab, Visit
from tests.browser.harmless import acting_parts, assert_harmless, words_seen
from tests.browser.notebook_page import ERROR, notebook_picture, open_notebook, run_all
from tests.hostile import TEXTS, hostile_article, hostile_table
from toolkit import Article, read_articles, show, show_sources, show_tone, write_report
from toolkit.marking import MarkedArticle
from toolkit.visible import visible

KERNEL = {"kernelspec": {"display_name": "Python 3 (ipykernel)", "language": "python", "name": "python3"}}
CELLS = """
from pathlib import Path
from tempfile import mkdtemp
from tests.hostile import SCRIPT, hostile_article
from toolkit import attributions, charts, sentences, show, show_sources, show_tone, source_audit, speakers
article = hostile_article(Path(mkdtemp()))
---
show(article)
---
show_tone(article)
---
show_sources(article)
---
attributions(article)[["speaker", "quote", "cue"]]
---
source_audit(article)[["source", "verbs"]]
---
sentences(article)[["text"]]
---
charts.voice_share(attributions(article), title=f"{SCRIPT} $4 and $5");
---
print(show(article))
---
article
"""


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Article:
    """An article that has every hostile text in its body, its names and its columns."""
    return hostile_article(tmp_path_factory.mktemp("hostile"))


def seen_all(text: str) -> list[str]:
    """List the texts that are not to be seen in `text`."""
    return [one for one in TEXTS if " ".join(visible(one).split()) not in text]


@pytest.mark.parametrize("view", [show, show_tone, show_sources], ids=lambda view: view.__name__)
def test_the_marked_up_article_is_harmless(
    view: Callable[[Article], MarkedArticle], hostile: Article, visit: Visit, tmp_path: Path
) -> None:
    page = tmp_path / "view.html"
    page.write_text(f"<!doctype html><meta charset=utf-8><body>{view(hostile).html}", encoding="utf-8")

    visit.page.goto(page.as_uri())
    visit.picture(f"hostile_{view.__name__}")

    assert_harmless(visit)
    assert seen_all(words_seen(visit, "body")) == []


def test_a_page_that_does_harm_is_noticed(visit: Visit, tmp_path: Path) -> None:
    """The test of the test: what is not escaped is found to act."""
    kept = [text for text in TEXTS if "http-equiv" not in text and "<!--" not in text]  # these would hide the others
    page = tmp_path / "bad.html"
    page.write_text("<!doctype html><meta charset=utf-8><body>" + "\n".join(kept), encoding="utf-8")

    visit.page.goto(page.as_uri())

    assert len(acting_parts(visit, "body")) > 5
    assert visit.dialogs or visit.outside or visit.page.evaluate("window.__pwned")


def test_the_report_is_harmless(hostile: Article, visit: Visit, tmp_path: Path) -> None:
    page = write_report(hostile, tmp_path / "hostile.html")

    visit.page.goto(page.as_uri())
    visit.picture("hostile_report")

    assert_harmless(visit)
    assert seen_all(words_seen(visit, "body")) == []
    width = visit.page.evaluate("[document.documentElement.scrollWidth, window.innerWidth]")
    assert width[0] <= width[1]


def test_a_report_on_a_hostile_table_is_harmless(visit: Visit, tmp_path: Path) -> None:
    articles = read_articles(hostile_table(tmp_path))
    page = write_report(articles, tmp_path / "many.html", details=1)

    visit.page.goto(page.as_uri())
    visit.picture("hostile_report_on_many")

    assert_harmless(visit)
    assert "onerror=window.__pwned=1> $1$ =1+1 .csv, row" in words_seen(visit, "body")


def test_jupyterlab_shows_it_as_text(lab: Lab, visit: Visit) -> None:
    cells = [nbformat.v4.new_code_cell(source.strip()) for source in CELLS.split("---\n")]
    nbformat.write(nbformat.v4.new_notebook(cells=cells, metadata=KERNEL), lab.folder / "notebooks" / "hostile.ipynb")

    open_notebook(visit, lab, "hostile.ipynb")
    run_all(visit)
    notebook_picture(visit, "hostile_notebook")

    assert visit.page.locator(ERROR).all_inner_texts() == []
    assert_harmless(visit, inside=".jp-OutputArea-output")
    assert seen_all(words_seen(visit, ".jp-OutputArea-output")) == []
    lab.stop_kernels()
