"""One article is read from a file of any format, an address, bytes or pasted text."""

import datetime
import http.server
import io
import subprocess
import sys
import threading
import time
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.conftest import ARTICLE
from toolkit import Article, read_article
from toolkit.errors import ArticleError, MissingExtraError, OptionError, ReadError, ToolkitError
from toolkit.intake import web
from toolkit.intake.caveats import other_language
from toolkit.intake.single import told_apart

# All people, places and papers here are invented.
BODY = (
    "The ferry that links the island to the mainland is back in service after two years of repairs, the operator said "
    "on Friday, and the first crossing was full of people."
)
QUOTE = (
    "“We are glad,” said the mayor, Cara Lind, who stood on the pier with a flag in one hand and a speech in the other."
)
COST = (
    "The repairs cost 12 million crowns, twice what was planned, and the council has asked why nobody noticed sooner."
)
PAGE = f"""<!DOCTYPE html><html><head><meta charset="utf-8"><title>Ferry Returns | The Arden Echo</title>
<meta property="og:site_name" content="The Arden Echo"><meta name="author" content="Ada Moss">
<meta property="article:published_time" content="2019-06-06T09:07:00Z">
<link rel="canonical" href="https://echo.example/ferry"></head>
<body><nav><a href="/">Home</a> <a href="/sea">Sea</a></nav><article><h1>Ferry Returns</h1>
<p>{BODY}</p><figure><img src="a.jpg"><figcaption>The ferry at the pier. (Bo Reed/Arden Echo)</figcaption></figure>
<p>{QUOTE}</p><h2>What it cost</h2><p>{COST}</p><ul><li>New engine</li><li>New paint</li></ul>
<p>Nobody asked who would pay for it, and nobody on the pier that day would have said.</p></article>
<footer>Copyright 2019 The Arden Echo. Subscribe to our newsletter.</footer></body></html>"""


def kinds(article: Article) -> list[str]:
    return [block.kind for block in article.layout]


def block(article: Article, kind: str) -> str:
    return next(article.text[b.start : b.end] for b in article.layout if b.kind == kind)


@pytest.mark.parametrize("source", [ARTICLE, str(ARTICLE)])
def test_the_article_that_ships_is_read_as_it_stands(source: Path | str, article: Article) -> None:
    read = read_article(source)

    assert read.text == article.text
    assert (read.repairs, read.warnings, read.source) == ((), (), str(ARTICLE))


@pytest.mark.parametrize(
    ("source", "where"),
    [
        (Path("ferry"), "path"),
        ("https://echo.example/ferry", "url"),
        ("HTTP://echo.example/" + "a" * 400, "url"),
        ("ftp://echo.example/ferry", "url"),
        ("ferry.txt", "path"),
        ("my ferry article.docx", "path"),
        ("ferry.csv", "path"),
        ("./ferry", "path"),
        ("/no/such/ferry", "path"),
        ("~/ferry", "path"),
        (r"C:\ferry", "path"),
        ("The ferry is back.", "text"),
        ("Ferry", "text"),
        ("The ferry, and/or the bridge", "text"),
        ("See https://echo.example/ferry", "text"),
        ("The mayor of the island said on Friday that nobody had read ferry.txt", "text"),
        ("ferry.txt\n", "text"),
        ("a" * 301, "text"),
        ("", "text"),
        ("nul\0byte.txt", "text"),
    ],
)
def test_paths_addresses_and_text_are_told_apart(source: Path | str, where: str) -> None:
    assert told_apart(source) == where


def test_a_name_of_a_file_that_exists_is_a_path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "Ferry").write_text(BODY)
    monkeypatch.chdir(tmp_path)

    assert read_article("Ferry").text == BODY
    assert read_article("Ferry", kind="text").text == "Ferry"


def test_a_missing_file_says_how_to_pass_text() -> None:
    with pytest.raises(ReadError, match=r"no file ferry\.txt\. .*kind='text'"):
        read_article("ferry.txt")
    assert read_article("ferry.txt", kind="text").text == "ferry.txt"
    with pytest.raises(ReadError, match="no file The ferry"):
        read_article("The ferry", kind="path")


def test_pasted_text_is_repaired() -> None:
    read = read_article("Ferry Returns\r\n\r\nMay 4, 2019\r\n\r\nThe cafÃ© on the pier is open.")

    assert read.text == "Ferry Returns\n\nMay 4, 2019\n\nThe café on the pier is open."
    assert read.repairs == ("mojibake repaired in 1 place", "line ends made uniform")
    assert (read.title, read.date, read.source) == ("Ferry Returns", datetime.date(2019, 5, 4), None)


@pytest.mark.parametrize("source", [bytes, bytearray, memoryview])
def test_bytes_are_a_files_content(source: type) -> None:
    assert read_article(source("Zoë’s café".encode("cp1252"))).text == "Zoë’s café"
    assert block(read_article(source(PAGE.encode())), "headline") == "Ferry Returns"


def test_a_page_gives_text_and_what_it_says_of_itself(tmp_path: Path) -> None:
    path = tmp_path / "ferry.html"
    path.write_text(PAGE, encoding="utf-8")

    read = read_article(path)

    assert (read.title, read.byline, read.outlet) == ("Ferry Returns", "Ada Moss", "The Arden Echo")
    assert (read.date, read.url) == (datetime.date(2019, 6, 6), "https://echo.example/ferry")
    assert kinds(read) == ["headline", "body", "caption", "credit", "body", "subheading", "body"]
    assert block(read, "caption") == "The ferry at the pier."
    assert block(read, "subheading") == "What it cost"
    assert "Subscribe" not in read.text
    assert "Home" not in read.text


@pytest.mark.parametrize("encoding", ["cp1252", "utf-8", "utf-16"])
def test_a_page_is_read_by_its_bytes_where_its_head_is_wrong(encoding: str) -> None:
    wrong = PAGE.replace("utf-8", "utf-8" if encoding == "cp1252" else "ascii")

    assert "“We are glad,”" in read_article(wrong.encode(encoding), kind="html").text


def test_pasted_html_and_short_pages_are_read() -> None:
    read = read_article("<p>The ferry is back.</p><p>It sails &amp; sails.</p>")

    assert read.text == "The ferry is back.\n\nIt sails & sails."
    assert read_article("<b>The ferry</b> is bold", kind="txt").text == "<b>The ferry</b> is bold"


def test_a_page_without_text_is_refused() -> None:
    with pytest.raises(ArticleError, match="empty"):
        read_article("<html><body><img src='a.png'></body></html>", kind="html")


def test_markdown_loses_its_marks(tmp_path: Path) -> None:
    path = tmp_path / "ferry.md"
    path.write_text(
        '---\ntitle: "Ferry Returns"\ndate: 2019-06-06\nauthor: Ada Moss\n---\n\n# Ferry Returns\n\n'
        "The *ferry* is [back](https://echo.example).\nIt **sails**.\n\n## What it cost\n\n"
        "- `New` engine\n- New paint\n"
    )

    read = read_article(path)

    assert read.text == ("Ferry Returns\n\nThe ferry is back.\nIt sails.\n\nWhat it cost\n\nNew engine\n\nNew paint")
    assert kinds(read) == ["headline", "body", "subheading", "body"]
    assert (read.title, read.date, read.byline) == ("Ferry Returns", datetime.date(2019, 6, 6), "Ada Moss")


def word_file() -> bytes:
    docx = pytest.importorskip("docx")
    document = docx.Document()
    document.add_heading("Ferry Returns", 0)
    document.add_paragraph("By Ada Moss")
    document.add_paragraph("The ferry is back, the operator said.")
    document.add_heading("What it cost", 2)
    document.add_paragraph("Twelve million.")
    table = document.add_table(1, 2)
    table.cell(0, 0).text, table.cell(0, 1).text = "Year", "Cost"
    document.add_paragraph("The ferry at the pier.", style="Caption")
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def test_a_word_document_gives_its_styles(tmp_path: Path) -> None:
    path = tmp_path / "ferry.docx"
    path.write_bytes(word_file())

    read = read_article(path)

    assert kinds(read) == ["headline", "byline", "body", "subheading", "body", "caption"]
    assert read.byline == "Ada Moss"
    assert "Twelve million.\n\nYear | Cost" in read.text
    assert read_article(word_file()).text == read.text


def pdf_file(lines: list[str]) -> bytes:
    """Make a PDF of one page: just what a reader needs to find the lines."""
    shown = " T* ".join(f"({line}) Tj" for line in lines)
    stream = f"BT /F1 12 Tf 14 TL 50 750 Td {shown} ET"
    font = "<< /Font << /F1 << /Type /Font /Subtype /Type1 /BaseFont /Helvetica >> >> >>"
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>", "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 4 0 R /Resources {font} >>",
        f"<< /Length {len(stream)} >>\nstream\n{stream}\nendstream",
    ]  # fmt: skip
    data, places = "%PDF-1.4\n", []
    for number, body in enumerate(objects, 1):
        places.append(len(data))
        data += f"{number} 0 obj\n{body}\nendobj\n"
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    data += f"xref\n0 5\n0000000000 65535 f \n{table}trailer\n<< /Size 5 /Root 1 0 R >>\nstartxref\n{len(data)}\n%%EOF"
    return data.encode("latin-1")


LINES = [
    "The ferry that links the island to the mainland is back in service after two",
    "years of repairs, the operator said on Friday, and the first crossing was of-",
    "ficially full of people.",
    "Nobody said who would pay for the repairs, which cost 12 million crowns, twice",
    "the plan.",
]


@pytest.mark.parametrize("name", ["ferry.pdf", "ferry.txt", "ferry"])
def test_a_pdf_is_read_without_its_line_breaks_whatever_its_name(tmp_path: Path, name: str) -> None:
    pytest.importorskip("pypdf")
    path = tmp_path / name
    path.write_bytes(pdf_file(LINES))

    read = read_article(path)

    assert read.text.split("\n\n")[0].endswith("the first crossing was officially full of people.")
    assert len(read.text.split("\n\n")) == 2
    assert read.repairs == ("words divided at line ends joined in 1 place",)


def test_a_pdf_of_pictures_is_refused() -> None:
    pytest.importorskip("pypdf")
    with pytest.raises(ReadError, match="text recognition"):
        read_article(pdf_file([]))


@pytest.mark.parametrize("data", [b"%PDF-1.4 and no more", word_file()[:2000]])
def test_damaged_documents_are_refused(data: bytes, tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / ("ferry.pdf" if data[:1] == b"%" else "ferry.docx")
    path.write_bytes(data)

    with pytest.raises(ReadError, match=r"cannot be read as \.(pdf|docx): it is damaged"):
        read_article(path)
    assert capfd.readouterr() == ("", "")


def test_a_word_document_that_is_none_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "ferry.docx"
    path.write_text("The ferry is back.")

    with pytest.raises(ReadError, match="looks like something else"):
        read_article(path)


def test_a_word_document_that_would_fill_the_memory_is_refused() -> None:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", b"0" * 100_000_001)

    with pytest.raises(ReadError, match="would unpack to 100,000,001 bytes"):
        read_article(file.getvalue(), kind="docx")


@pytest.mark.parametrize(("library", "name"), [("docx", "docx"), ("pypdf", "pdf")])
def test_a_library_that_is_not_installed_is_named(monkeypatch: pytest.MonkeyPatch, library: str, name: str) -> None:
    monkeypatch.setitem(sys.modules, library, None)
    monkeypatch.delitem(sys.modules, "toolkit.formats.word", raising=False)
    monkeypatch.delitem(sys.modules, "toolkit.formats.pdf", raising=False)

    with pytest.raises(MissingExtraError, match=r'pip install "media-analysis-toolkit\[documents\]"'):
        read_article(b"anything", kind=name)


@pytest.mark.parametrize(
    ("source", "problem"),
    [
        ("", "empty"),
        (" \n ", "empty"),
        (b"", "empty"),
        (b"\xef\xbb\xbf", "empty"),
        ("\u200b\u200b", "empty"),
        (b"\x89PNG\r\n\x1a\n\0\0", "a PNG image"),
        (b"PK\x03\x04\0\0\0\0", "a zip archive"),
        ("http://[bad", "no web address"),
        ("ftp://echo.example/a", "only http:// and https://"),
        ("file:///etc/hostname", "only http:// and https://"),
        (7, "not int"),
        (None, "not NoneType"),
    ],
)
def test_what_is_no_article_is_refused(source: object, problem: str) -> None:
    with pytest.raises(ToolkitError, match=problem):
        read_article(source)


def test_folders_tables_and_odd_files_are_refused_with_advice(tmp_path: Path) -> None:
    (tmp_path / "table.csv").write_text("text\nThe ferry is back.\n")
    (tmp_path / "empty.txt").write_text("")

    with pytest.raises(ReadError, match=r"is a folder\. Use read_articles"):
        read_article(tmp_path)
    with pytest.raises(ReadError, match=r"many articles\. Use read_articles"):
        read_article(tmp_path / "table.csv")
    with pytest.raises(ArticleError, match=r"empty\.txt is empty"):
        read_article(tmp_path / "empty.txt")
    with pytest.raises(ReadError, match="no regular file"):
        read_article(Path("/dev/null"))
    with pytest.raises(OptionError, match="kind='poem'"):
        read_article("The ferry", kind="poem")
    with pytest.raises(ReadError, match=r"Text cannot be a \.pdf"):
        read_article("The ferry is back.", kind="pdf")


SPEECH = {
    "Spanish": "El alcalde dijo el viernes que el barco ha vuelto al puerto y que la gente está contenta. "
    "¡Por fin ha llegado!",
    "German": "Der Bürgermeister sagte am Freitag, dass die Fähre im Hafen liegt und dass alle sehr froh sind. "
    "Es war höchste Zeit.",
    "French": "Le maire a dit vendredi que le bateau est revenu au port et que les gens sont très contents. "
    "C’était long.",
    "Dutch": "De burgemeester zei vrijdag dat de veerboot weer in de haven ligt en dat iedereen daar blij mee is. "
    "Het werd tijd.",
    "Russian": "Мэр сказал в пятницу, что паром снова ходит после двух лет ремонта и что все на острове рады.",
    "Chinese": "市长星期五说，渡轮在修理两年后重新开通，岛上的居民都很高兴。这是一件好事。",
}


@pytest.mark.parametrize("language", SPEECH)
def test_another_language_is_a_warning_that_names_it(language: str) -> None:
    read = read_article(SPEECH[language])

    assert read.warnings == (
        f"The text looks like {language}, not English: the tables rest on English grammar and word lists.",
    )


@pytest.mark.parametrize("text", [BODY, QUOTE, "Fähre zurück", "Le Maire est mort", "12 3 45 " * 30, "Ok " * 30])
def test_english_and_short_texts_bring_no_warning(text: str) -> None:
    assert other_language(text) is None


def test_a_long_text_is_read_with_a_warning_and_soon() -> None:
    text = "Ferry Returns\n\n" + (BODY + " " + QUOTE + "\n\n") * 18_000
    assert len(text) > 4_500_000
    begun = time.process_time()

    read = read_article(text)

    assert time.process_time() - begun < 15
    assert len(read.warnings) == 1
    assert read.warnings[0].startswith(f"The text is very long ({len(text):,} characters). If it holds several")


def test_a_text_over_the_limit_is_refused() -> None:
    with pytest.raises(ArticleError, match="at most 10,000,000"):
        read_article("The ferry. " * 1_000_000)


def test_lost_characters_are_a_warning() -> None:
    read = read_article("The caf\ufffd is open.")

    assert read.warnings == ("1 unreadable character (\ufffd): the text was damaged before it was read.",)


@settings(deadline=None)
@given(st.text())
def test_any_text_is_read_or_refused_with_a_reason(text: str) -> None:
    try:
        read = read_article(text, kind="text")
    except ArticleError as refusal:
        assert "empty" in str(refusal)  # noqa: PT017
        return
    assert all(read.text[b.start : b.end].strip() for b in read.layout)


@settings(deadline=None)
@given(st.binary(max_size=200), st.sampled_from(["txt", "md", "html", "pdf", "docx", None]))
def test_any_bytes_are_read_or_refused_with_a_reason(data: bytes, kind: str | None) -> None:
    try:
        read = read_article(data, kind=kind)
    except ToolkitError as refusal:
        assert len(str(refusal)) > 10  # noqa: PT017
        return
    assert read.text.strip()


class Server(http.server.BaseHTTPRequestHandler):
    """A small site on this machine."""

    def do_GET(self) -> None:
        pages = {
            "/ferry": (200, "text/html; charset=utf-8", PAGE.encode()),
            "/%C3%BCber": (200, "text/plain; charset=cp1252", "Zoë’s café is open.".encode("cp1252")),
            "/wrong": (200, "text/plain; charset=ascii", "Zoë’s café is open.".encode()),
            "/pdf": (200, "application/pdf", pdf_file(LINES)),
            "/huge": (200, "text/plain", b"a" * 3_000),
            "/empty": (200, "text/plain", b""),
            "/image": (200, "image/png", b"\x89PNG\r\n\x1a\n\0\0"),
            "/moved": (302, "/ferry", b""),
            "/away": (302, "ftp://echo.example/", b""),
        }
        status, kind, body = pages.get(self.path, (404, "text/plain", b""))
        self.send_response(status)
        self.send_header("Location" if status == 302 else "Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@pytest.fixture(scope="module")
def site() -> Iterator[str]:
    """The address of the small site."""
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Server) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


@pytest.mark.parametrize("page", ["/ferry", "/moved"])
def test_a_page_is_read_from_its_address(site: str, page: str) -> None:
    read = read_article(site + page)

    assert read.title == "Ferry Returns"
    assert (read.source, read.url) == (site + page, "https://echo.example/ferry")
    assert "“We are glad,”" in read.text


def test_text_and_pdf_are_read_from_their_address(site: str) -> None:
    text = read_article(site + "/über")

    assert (text.text, text.url) == ("Zoë’s café is open.", site + "/%C3%BCber")
    assert read_article(site + "/wrong").text == "Zoë’s café is open."
    assert "officially full" in read_article(site + "/pdf").text


@pytest.mark.parametrize(
    ("page", "problem"),
    [
        ("/none", "answers 404"),
        ("/empty", "empty"),
        ("/image", "a PNG image"),
        ("/away", "only http:// and https://"),
    ],
)
def test_an_address_that_gives_no_article_is_refused(site: str, page: str, problem: str) -> None:
    with pytest.raises(ReadError, match=problem):
        read_article(site + page)


def test_an_address_that_gives_too_much_is_refused(site: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(web, "MAX_BYTES", 2_000)

    with pytest.raises(ReadError, match="more than 2,000 bytes"):
        read_article(site + "/huge")


def test_no_connection_is_told_with_plain_advice() -> None:
    with pytest.raises(ReadError, match=r"cannot be reached .*Check the connection .*save the page"):
        read_article("http://127.0.0.1:9/ferry")


def test_importing_intake_loads_no_heavy_library() -> None:
    heavy = ("trafilatura", "pypdf", "docx", "ftfy", "py3langid", "openpyxl", "pyarrow.parquet")
    code = f"import sys, toolkit.intake; print([m for m in {heavy} if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert done.stdout.strip() == "[]"
