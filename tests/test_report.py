"""The report: one page that holds everything, acts on nothing that the article says, and can be traced."""

import base64
import html
import re
from pathlib import Path

import pytest

from toolkit import Article, attributions, write_report
from toolkit.errors import OptionError, ReadError

HOSTILE = (
    "<script>alert(1)</script> Ferry returns\n\n“<img src=x onerror=alert(2)>,” Mira Holt said. Fares cost $4 & $5."
)


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory, article: Article) -> str:
    """The report of the article that ships."""
    return write_report(article, tmp_path_factory.mktemp("report") / "new" / "putin.html").read_text(encoding="utf-8")


def test_the_report_needs_neither_scripts_nor_a_network(page: str) -> None:
    assert "<script" not in page
    assert re.findall(r"(?:src|href)=\"(?!data:)", page) == []
    assert "url(" not in page


def test_its_charts_are_pictures_with_words_for_them(page: str) -> None:
    pictures = re.findall(r'<img alt="([^"]+)" src="data:image/png;base64,([^"]+)"', page)

    assert [alt for alt, _ in pictures] == [
        "Share of the reported words by speaker", "Mean tone of each voice", "The most frequent words",
    ]  # fmt: skip
    assert all(base64.b64decode(code).startswith(b"\x89PNG") for _, code in pictures)


def test_every_attribution_is_in_it(page: str, article: Article) -> None:
    for quote in attributions(article)["quote"]:
        assert f"<td>{html.escape(quote)}</td>" in page


def test_it_says_what_it_was_made_from_and_how_far_to_trust_it(page: str, article: Article) -> None:
    assert f"article_id {article.article_id}" in page
    assert re.search(r"F1 score for who said what is \d\d\.\d on PolNeAR dev", page)
    assert re.search(r"onnxruntime \d", page)


def test_the_article_cannot_act_on_the_page(tmp_path: Path) -> None:
    page = write_report(Article(text=HOSTILE), tmp_path / "hostile.html").read_text(encoding="utf-8")

    assert "<script" not in page
    assert "<img src=x" not in page
    assert "&lt;img src=x onerror=alert(2)&gt;" in page


def test_what_cannot_be_written_is_said(article: Article, tmp_path: Path) -> None:
    with pytest.raises(OptionError, match=r"ends in \.html"):
        write_report(article, tmp_path / "putin.txt")
    with pytest.raises(OptionError, match="needs one Article"):
        write_report([article], tmp_path / "putin.html")  # type: ignore[arg-type]
    (tmp_path / "file").touch()
    with pytest.raises(ReadError, match="cannot be written"):
        write_report(article, tmp_path / "file" / "putin.html")
