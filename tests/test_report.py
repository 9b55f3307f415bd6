"""The report: one page that holds everything, acts on nothing that the article says, and can be traced."""

import base64
import datetime
import hashlib
import html
import json
import re
from pathlib import Path

import pytest

from tests.conftest import ROOT
from toolkit import Article, Corpus, attributions, sentiment_towards, source_audit, write_report
from toolkit.errors import OptionError, ReadError, TableError
from toolkit.intake.many import ArticleList

HOSTILE = (
    "<script>alert(1)</script> Ferry returns\n\n“<img src=x onerror=alert(2)>,” Mira Holt said. Fares cost $4 & $5."
)


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory, article: Article) -> str:
    """The report of the article that ships."""
    return write_report(article, tmp_path_factory.mktemp("report") / "new" / "putin.html").read_text(encoding="utf-8")


def test_the_report_needs_neither_scripts_nor_a_network(page: str) -> None:
    assert "<script" not in page
    assert re.findall(r"(?:src|href)=\"(?!data:image/png;base64,|#)", page) == []
    assert "url(" not in page
    assert "content=\"default-src 'none'; img-src data:;" in page


def test_its_charts_are_pictures_with_words_for_them(page: str) -> None:
    pictures = re.findall(r'<img alt="([^"]+)" src="data:image/png;base64,([^"]+)"', page)

    assert [alt for alt, _ in pictures] == [
        "Share of the reported words by speaker", "Words of each source, by how it is named and how literally given",
        "Mean tone of each voice", "Tone towards each person and body, with intervals", "The most frequent words",
    ]  # fmt: skip
    assert all(base64.b64decode(code).startswith(b"\x89PNG") for _, code in pictures)


def test_every_link_has_its_place_on_the_page(page: str) -> None:
    links, places = re.findall(r'href="#([^"]+)"', page), re.findall(r'id="([^"]+)"', page)

    assert len(links) == 8
    assert set(links) <= set(places)
    assert len(places) == len(set(places))


def test_every_attribution_source_and_target_is_in_it(page: str, article: Article) -> None:
    for quote in attributions(article)["quote"]:
        assert f">{html.escape(quote)}</td>" in page
    for source in source_audit(article)["source"].dropna():
        assert (
            f'aria-level="3" style="margin:1em 0 0.2em 0;color:#1b1b1b;font-size:16px;font-weight:700">{source}' in page
        )
    for row in sentiment_towards(article, aggregate=True).head(2).itertuples():
        assert f'<td dir="auto">{row.target}</td><td dir="auto">{row.tone}</td>' in page
    assert "say 4, warn, warning, accuse, note, criticize, reject" in page


def test_it_says_what_it_was_made_from_and_how_far_to_trust_it(page: str, article: Article) -> None:
    assert f">{hashlib.sha256(article.text.encode()).hexdigest()}</td>" in page
    assert re.search(r"F1 score for who said what is \d\d\.\d on PolNeAR dev", page)
    published = json.loads((ROOT / "toolkit" / "models" / "published.json").read_text(encoding="utf-8"))
    for figure in published["figures"]:
        assert f'<td class="number">{figure["value"]:.0%}</td><td class="number">{figure["low"]:.0%}</td>' in page
    assert re.search(r"onnxruntime \d", page)
    assert 'blocks read for attributions</td><td dir="auto">body<' in page


def test_a_report_names_a_file_but_not_its_folder(tmp_path: Path) -> None:
    article = Article(text="Rain fell.", source="/papers/ada/secret folder/rain.txt", extra=(("desk", "weather"),))

    page = write_report(article, tmp_path / "rain.html").read_text(encoding="utf-8")

    assert '<td>source</td><td dir="auto">rain.txt</td>' in page
    assert "secret folder" not in page
    assert '<td>desk</td><td dir="auto">weather</td>' in page


def test_the_article_cannot_act_on_the_page(tmp_path: Path) -> None:
    page = write_report(Article(text=HOSTILE), tmp_path / "hostile.html").read_text(encoding="utf-8")

    assert "<script" not in page
    assert "<img src=x" not in page
    assert "&lt;img src=x onerror=alert(2)&gt;" in page


FERRY = Article(
    text="Ferry sails\n\n“It sails,” Ada Moss said. Ada Moss accused Piers Lund of neglect.", outlet="Gazette",
    date=datetime.date(2031, 5, 4),
)  # fmt: skip
STORM = Article(text="Storm nears\n\nMs. Ada Moss said that the ferry stays in port.", outlet="Courier")
RAIN = Article(text="Rain fell. Nothing else happened.")


def cells(page: str, *, after: str) -> list[list[str]]:
    """Return the first table that follows a heading, row by row, the heading row first."""
    rows = page.partition(f">{after}</h2>")[2].partition("</table>")[0].split("<tr>")[1:]
    return [[html.unescape(re.sub(r"<[^>]+>", "", cell)) for cell in re.findall(r"<t[hd].*?</t[hd]>", r)] for r in rows]


def test_a_report_on_several_articles_begins_with_an_overview(tmp_path: Path) -> None:
    page = write_report([FERRY, STORM, RAIN], tmp_path / "many.html").read_text(encoding="utf-8")

    assert "<title>3 articles</title>" in page
    assert ["articles", "3"] in cells(page, after="The articles together")
    assert ["from", "2031-05-04"] in cells(page, after="The articles together")
    assert cells(page, after="Who speaks over all")[1][:3] == ["Ada Moss", "2", "3"]
    assert cells(page, after="How sources are named")[1][:2] == ["named", "2"]
    assert cells(page, after="Accused and not heard")[1:] == [["Piers Lund", "Ada Moss", "Ferry sails"]]
    index = cells(page, after="The articles")
    assert index[0] == ["article id", "title", "date", "words", "attributions", "direct", "sources", "of them named",
                        "not heard"]  # fmt: skip
    assert [row[1] for row in index[1:]] == ["Ferry sails", "Storm nears", "Rain fell. Nothing else happened."]
    assert [row[4] for row in index[1:]] == ["2", "1", "0"]
    assert page.count('<section class="article"') == 3
    links, places = set(re.findall(r'href="#([^"]+)"', page)), set(re.findall(r'id="([^"]+)"', page))
    assert links <= places


def test_a_report_says_what_it_leaves_out(tmp_path: Path) -> None:
    found = ArticleList([FERRY, STORM], [{"source": "bad.txt", "problem": "It is empty.", "advice": "Leave it out."}])

    page = write_report(found, tmp_path / "many.html", details=1, title="The week").read_text(encoding="utf-8")

    assert "<title>The week</title>" in page
    assert page.count('<section class="article"') == 1
    assert "1 of 2 articles have a section of their own below (the first ones); 1 left out" in page
    assert '<td>sections of their own</td><td dir="auto">1 of 2</td>' in page
    assert "bad.txt" in page


def test_a_store_is_reported_from_the_tables_that_it_holds(tmp_path: Path) -> None:
    with Corpus() as corpus:
        corpus.add([FERRY, STORM])
        with pytest.raises(TableError, match=r"\.run\("):
            write_report(corpus, tmp_path / "corpus.html")
        corpus.run(workers=1, progress=False)
        page = write_report(corpus, tmp_path / "corpus.html", details=0).read_text(encoding="utf-8")

    assert cells(page, after="Who speaks over all")[1][:3] == ["Ada Moss", "2", "3"]
    assert [row[1] for row in cells(page, after="The articles")[1:]] == ["Ferry sails", "Storm nears"]
    assert "<section" not in page


def test_a_store_knows_one_person_by_two_names_and_takes_the_users_word(tmp_path: Path) -> None:
    texts = ("“The ferry is back,” Mayor Ada Moss said.", "“It sails,” said the mayor, Ada J. Moss.")
    with Corpus() as corpus:
        corpus.add([Article(text=text, outlet=outlet) for text, outlet in zip(texts, "AB", strict=True)])
        corpus.run(workers=1, progress=False)
        names = corpus.speaker_names
        apart = names.assign(name=names["speaker"])
        pages = [
            write_report(corpus, tmp_path / "corpus.html", details=0, names=known).read_text(encoding="utf-8")
            for known in (None, apart)
        ]
        voices = [corpus.compare(names=known)["item"].dropna().unique().tolist() for known in (None, apart)]

    assert names["name"].tolist() == ["Ada J. Moss", "Ada J. Moss"]
    together, alone = ([row[:2] for row in cells(page, after="Who speaks over all")[1:3]] for page in pages)
    assert together[0] == ["Ada J. Moss", "2"]
    assert alone == [["Ada Moss", "1"], ["Ada J. Moss", "1"]]
    assert voices[0] == ["Ada J. Moss"]
    assert sorted(voices[1]) == ["Ada J. Moss", "Ada Moss"]


def test_what_cannot_be_written_is_said(article: Article, tmp_path: Path) -> None:
    with pytest.raises(OptionError, match=r"ends in \.html"):
        write_report(article, tmp_path / "putin.txt")
    with pytest.raises(OptionError, match="An Article is needed"):
        write_report("putin", tmp_path / "putin.html")  # type: ignore[arg-type]
    with pytest.raises(OptionError, match="no article to report on"):
        write_report([], tmp_path / "none.html")
    with pytest.raises(OptionError, match="details=-1"):
        write_report([article], tmp_path / "putin.html", details=-1)
    with pytest.raises(OptionError, match="kinds="):
        write_report(article, tmp_path / "putin.html", kinds=("bodies",))
    (tmp_path / "file").touch()
    with pytest.raises(ReadError, match="cannot be written"):
        write_report(RAIN, tmp_path / "file" / "putin.html")
