"""The report opened from disk in a real browser, looked at on a wide and a narrow screen, and printed."""

import io
import shutil
import subprocess
from pathlib import Path

import pytest
from pypdf import PdfReader

from tests.browser.conftest import SCREENSHOTS, Visit
from toolkit import Article, write_report


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory, article: Article) -> Path:
    """The report of the article that ships."""
    return write_report(article, tmp_path_factory.mktemp("report") / "putin.html")


def test_it_opens_from_disk_without_a_network(report: Path, visit: Visit) -> None:
    said: list[str] = []
    asked: list[str] = []
    visit.page.on("console", lambda message: said.append(f"{message.type}: {message.text}"))
    visit.page.on("request", lambda request: asked.append(request.url.partition(",")[0]))
    visit.page.context.set_offline(True)

    visit.page.goto(report.as_uri())
    visit.picture("report")

    assert set(asked) - {"data:image/png;base64"} == {report.as_uri()}
    assert (said, visit.outside, visit.errors, visit.dialogs) == ([], [], [], [])
    assert visit.page.evaluate("[...document.images].map(i => i.complete && i.naturalWidth > 300)") == [True] * 5
    assert report.stat().st_size < 1_000_000


@pytest.mark.parametrize("width", [1280, 420])
def test_nothing_stands_out_of_the_page(width: int, report: Path, visit: Visit) -> None:
    visit.page.set_viewport_size({"width": width, "height": 900})

    visit.page.goto(report.as_uri())
    visit.picture(f"report_{width}")

    assert visit.page.evaluate("document.documentElement.scrollWidth") <= width


def test_a_link_of_its_contents_leads_to_the_section(report: Path, visit: Visit) -> None:
    visit.page.goto(report.as_uri())

    visit.page.get_by_role("link", name="The sources").click()

    assert visit.page.get_by_role("heading", name="The sources").bounding_box()["y"] < 60


def test_it_prints_on_pages_that_read_well(report: Path, visit: Visit) -> None:
    visit.page.goto(report.as_uri())

    printed = visit.page.pdf(format="A4", prefer_css_page_size=False)

    pages = [page.extract_text() for page in PdfReader(io.BytesIO(printed)).pages]
    assert 6 <= len(pages) <= 16
    assert "Putin Says No Plans to Send Troops to Venezuela" in " ".join(pages[0].split())
    assert sum("Method, and how far to trust it" in page for page in pages) == 1
    assert not any(page.strip().endswith(("Who speaks", "Method, and how far to trust it")) for page in pages)
    (SCREENSHOTS / "report.pdf").write_bytes(printed)
    if program := shutil.which("pdftoppm"):  # to look at
        subprocess.run([program, "-r", "60", "-png", SCREENSHOTS / "report.pdf", SCREENSHOTS / "printed"], check=True)
