"""Many articles are read at once: nothing is lost, and nothing stops the rest."""

import datetime
import io
import json
import sys
import zipfile
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.conftest import ARTICLE
from toolkit import Article, read_articles
from toolkit.errors import MissingExtraError, OptionError, ReadError, TableError
from toolkit.intake import ArticleList, many

# All people, places and papers here are invented.
FERRY, BRIDGE = "“The ferry is back,” the mayor said.", "The bridge was never built, and the café is closed."
ROWS: list[dict[str, Any]] = [
    {"Headline": "Ferry Returns", "Publish Date": "2019-06-06", "Author": "Ada Moss", "Publisher": "Arden Echo",
     "Link": "https://echo.example/1", "Content": FERRY, "section": "Sea", "page": 1},
    {"Headline": "No Bridge", "Publish Date": "", "Author": None, "Publisher": "Arden Echo",
     "Link": None, "Content": BRIDGE, "section": None, "page": 7},
]  # fmt: skip


def check_rows(articles: ArticleList, pages: tuple[object, object] = (1, 7)) -> None:
    """Both rows, every field in its place."""
    assert [a.text for a in articles] == [FERRY, BRIDGE]
    first, second = articles
    assert (first.title, first.date, first.byline) == ("Ferry Returns", datetime.date(2019, 6, 6), "Ada Moss")
    assert (first.outlet, first.url) == ("Arden Echo", "https://echo.example/1")
    assert first.metadata == {"section": "Sea", "page": pages[0]}
    assert (second.title, second.date, second.byline, second.url) == ("No Bridge", None, None, None)
    assert second.metadata["page"] == pages[1]
    assert second.warnings == ()
    assert articles.problems.empty
    assert articles.problems.columns.tolist() == ["source", "problem", "advice"]


@pytest.mark.parametrize("mark", [",", ";", "\t", "|"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
def test_separated_values_are_read_whatever_separates_them(tmp_path: Path, mark: str, encoding: str) -> None:
    path = tmp_path / "news.csv"
    pd.DataFrame(ROWS).to_csv(path, sep=mark, encoding=encoding, index=False)

    articles = read_articles(path)

    check_rows(articles, ("1", "7"))
    assert [a.source for a in articles] == [f"{path}, row 2", f"{path}, row 3"]


def test_the_other_table_formats_are_read(tmp_path: Path) -> None:
    table = pd.DataFrame(ROWS)
    lines = "\n".join(map(json.dumps, ROWS))
    (tmp_path / "a.jsonl").write_text(lines)
    (tmp_path / "b.json").write_text(json.dumps(ROWS))
    (tmp_path / "c.json").write_text(json.dumps({"status": "ok", "articles": ROWS}))
    table.to_csv(tmp_path / "d.tsv", sep="\t", index=False)

    for name in ("a.jsonl", "b.json", "c.json"):
        check_rows(read_articles(tmp_path / name))
    check_rows(read_articles(str(tmp_path / "d.tsv")), ("1", "7"))
    check_rows(read_articles(table))


def test_excel_is_read_from_each_sheet_that_has_text(tmp_path: Path) -> None:
    pytest.importorskip("openpyxl")
    path = tmp_path / "news.xlsx"
    with pd.ExcelWriter(path) as book:
        pd.DataFrame({"about": ["this file"]}).to_excel(book, sheet_name="Notes", index=False)
        table = pd.DataFrame(ROWS)
        table["Publish Date"] = [datetime.datetime(2019, 6, 6), None]
        table.to_excel(book, sheet_name="News", index=False)

    articles = read_articles(path)

    assert [a.text for a in articles] == [FERRY, BRIDGE]
    assert articles[0].date == datetime.date(2019, 6, 6)
    assert articles[0].source == f"{path}, sheet 'News', row 2"
    assert articles.problems["problem"].str.contains("sheet 'Notes' has no column named text").tolist() == [True]


def test_parquet_is_read(tmp_path: Path) -> None:
    pytest.importorskip("pyarrow")
    path = tmp_path / "news.parquet"
    pd.DataFrame(ROWS).to_parquet(path)

    check_rows(read_articles(path))


@pytest.mark.parametrize(("library", "name"), [("openpyxl", "xlsx"), ("pyarrow", "parquet")])
def test_a_library_that_is_not_installed_is_named(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, library: str, name: str
) -> None:
    monkeypatch.setattr("importlib.util.find_spec", lambda _: None)
    path = tmp_path / f"news.{name}"
    path.write_bytes(b"anything")

    with pytest.raises(MissingExtraError, match=rf'{library}\. Run: pip install "media-analysis-toolkit\[tables\]"'):
        read_articles(path)


def test_the_column_named_is_the_text() -> None:
    table = pd.DataFrame({"text": ["short"], "full story": [FERRY]})

    articles = read_articles(table, text_column="full story")

    assert articles[0].text == FERRY
    assert articles[0].metadata == {"text": "short"}
    with pytest.raises(TableError, match=r"no column 'poem'\. .*'text', 'full story'"):
        read_articles(table, text_column="poem")
    with pytest.raises(TableError, match="no column named text, content, body or article"):
        read_articles(pd.DataFrame({"poem": [FERRY]}))


def test_rows_without_text_are_problems_and_stop_nothing() -> None:
    table = pd.DataFrame({"text": [FERRY, "", None, float("nan"), 7, "  ", "\u200b", BRIDGE]})

    articles = read_articles(table)

    assert [a.text for a in articles] == [FERRY, BRIDGE]
    assert articles.problems["source"].tolist() == [f"row {i}" for i in range(1, 7)]
    assert articles.problems["problem"].tolist()[3] == "The text is a int: 7."
    assert articles.problems["advice"].str.len().min() > 10
    assert repr(articles) == "<2 articles, 6 problems>"


def test_broken_rows_are_problems(tmp_path: Path) -> None:
    (tmp_path / "news.csv").write_text(f"title,text\nFerry,{FERRY.replace(',', ';')}\na,b,c,d\n\nBridge,It is not.\n")
    (tmp_path / "news.jsonl").write_text(json.dumps({"text": FERRY}) + '\n{"text": \n["a"]\n' + "[" * 100_000)

    csv, lines = read_articles(tmp_path / "news.csv"), read_articles(tmp_path / "news.jsonl")

    assert (len(csv), len(lines)) == (2, 1)
    assert csv.problems["source"].tolist() == [f"{tmp_path}/news.csv, row 3"]
    assert csv.problems["problem"].tolist() == ["The row has 2 more cells than there are columns."]
    assert lines.problems["source"].tolist() == [f"{tmp_path}/news.jsonl, line {i}" for i in (2, 3, 4)]


def test_days_that_do_not_exist_are_left_out_with_a_warning() -> None:
    table = pd.DataFrame(
        {
            "text": [FERRY] * 6,
            "date": ["31/02/2019", "04/05/2019", "13/04/2019", "soon", 20190606, pd.Timestamp("2019-06-06 09:07")],
        }
    )

    articles = read_articles(table)

    day = datetime.date(2019, 6, 6)
    assert [a.date for a in articles] == [None, datetime.date(2019, 5, 4), datetime.date(2019, 4, 13), None, day, day]
    assert articles[0].warnings == (
        "The date '31/02/2019' cannot be read for sure and is left out. Write it like 2019-06-30.",
    )
    assert [len(a.warnings) for a in articles] == [1, 0, 0, 1, 0, 0]


def test_days_are_doubtful_where_the_column_does_not_tell_their_order() -> None:
    articles = read_articles(pd.DataFrame({"text": [FERRY], "date": ["04/05/2019"]}))

    assert articles[0].date is None
    assert len(articles[0].warnings) == 1


def test_html_and_damage_in_cells_are_mended() -> None:
    table = pd.DataFrame({"text": ["<p>The ferry &amp; the bridge.</p><p>It sails.</p>", "The cafÃ© is open."]})

    articles = read_articles(table)

    assert articles[0].text == "The ferry & the bridge.\n\nIt sails."
    assert (articles[1].text, articles[1].repairs) == ("The café is open.", ("mojibake repaired in 1 place",))


def test_lists_in_cells_are_kept_and_articles_stay_hashable() -> None:
    articles = read_articles(pd.DataFrame({"text": [FERRY], "authors": [["Ada Moss", "Bo Reed"]], "tags": [["sea"]]}))

    assert articles[0].byline == "Ada Moss, Bo Reed"
    assert articles[0].metadata == {"tags": ["sea"]}
    assert len({*articles}) == 1


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with articles, and with what is none."""
    (tmp_path / "b").mkdir()
    (tmp_path / ".hidden").mkdir()
    (tmp_path / "a.txt").write_text(FERRY)
    (tmp_path / "b" / "c.md").write_text(f"# No Bridge\n\n{BRIDGE}")
    (tmp_path / "b" / "d.csv").write_text("text\nOne row.\nTwo rows.\n")
    (tmp_path / ".hidden" / "x.txt").write_text("hidden")
    (tmp_path / "~$a.docx").write_text("a lock")
    (tmp_path / "e.png").write_bytes(b"\x89PNG")
    (tmp_path / "f.txt").write_bytes(b"\x89PNG\r\n\x1a\n\0\0")
    (tmp_path / "g.txt").write_text(" ")
    (tmp_path / "h.csv").write_text("poem\nRoses\n")
    return tmp_path


def test_a_folder_is_read_in_order_with_its_subfolders(folder: Path) -> None:
    articles = read_articles(folder)

    assert [Path(a.source or "").name for a in articles] == ["a.txt", "c.md", "d.csv, row 2", "d.csv, row 3"]
    assert [Path(s).name for s in articles.problems["source"]] == ["e.png", "f.txt", "g.txt", "h.csv"]
    told = dict(zip(["e", "f", "g", "h"], articles.problems["problem"], strict=True))
    assert told["e"] == "Its name does not tell a format that can be read."
    assert "looks like a PNG image" in told["f"]
    assert "is empty" in told["g"]
    assert "no column named text" in told["h"]


def test_what_a_store_lays_down_beside_articles_is_not_read(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(FERRY)
    (tmp_path / "news.duckdb").write_bytes(b"a store")
    (tmp_path / "news.duckdb.tmp").mkdir()
    (tmp_path / "news.duckdb.tmp" / "duckdb_temp_storage-0.tmp").write_bytes(b"what it has no room for in memory")

    articles = read_articles(tmp_path)

    assert len(articles) == 1
    assert articles.problems.empty


def test_an_archive_is_read_like_the_folder(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    path = tmp_path_factory.mktemp("zip") / "news.zip"
    with zipfile.ZipFile(path, "w") as archive:
        for file in sorted(folder.rglob("*")):
            archive.write(file, file.relative_to(folder))

    articles = read_articles(path)

    names = ["a.txt", "b/c.md", "b/d.csv, row 2", "b/d.csv, row 3"]
    assert [a.source for a in articles if "hidden" not in (a.source or "")] == [f"{path}!{name}" for name in names]
    assert len(articles.problems) == 4


def test_an_archive_never_touches_the_disk(tmp_path: Path) -> None:
    path = tmp_path / "in" / "news.zip"
    path.parent.mkdir()
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("../outside.txt", FERRY)
        archive.writestr("/etc/outside.txt", BRIDGE)
        archive.writestr("inner.zip", b"PK\x05\x06" + b"\0" * 18)
        archive.writestr("__MACOSX/a.txt", "a shadow")

    articles = read_articles(path)

    assert sorted(a.text for a in articles) == sorted([FERRY, BRIDGE])
    assert articles.problems["problem"].tolist() == ["It is a zip archive within a zip archive."]
    assert [p.name for p in sorted(tmp_path.rglob("*"))] == ["in", "news.zip"]


def test_what_would_fill_the_memory_is_a_problem(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(many, "MAX_MEMBER", 1_000)
    monkeypatch.setattr(many, "MAX_ARCHIVE", 1_500)
    path = tmp_path / "news.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a.txt", FERRY + "a" * 900)
        archive.writestr("b.txt", "a" * 5_000)
        archive.writestr("c.txt", "a" * 900)
        archive.writestr("d.txt", BRIDGE)

    articles = read_articles(path)

    assert [(a.source or "")[-5:] for a in articles] == ["a.txt", "d.txt"]
    assert articles.problems["problem"].tolist() == ["It unpacks to 5,000 bytes.", "It unpacks to 900 bytes."]


def test_an_archive_that_lies_of_its_sizes_is_a_problem(tmp_path: Path) -> None:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a.txt", "The ferry. " * 1_000)
        archive.writestr("b.txt", FERRY)
    data = bytearray(file.getvalue())
    place = data.find(b"PK\x01\x02") + 24  # where the list at the end states the size of a.txt
    data[place : place + 4] = (10).to_bytes(4, "little")
    path = tmp_path / "news.zip"
    path.write_bytes(data)

    articles = read_articles(path)

    assert [a.text for a in articles if FERRY in a.text] == [FERRY]
    assert len(articles.problems) == 1
    assert "damaged" in articles.problems["problem"][0]


@pytest.mark.parametrize("name", ["news.zip", "news.xlsx", "news.parquet", "news.json", "news.csv"])
def test_damaged_collections_are_refused(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    path.write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(100))

    with pytest.raises(ReadError, match=r"zip archive|cannot be read as|It looks like a PNG image"):
        read_articles(path)


@pytest.mark.parametrize("name", ["no-such-folder/", "no-such-folder", "our stories"])
def test_a_misspelt_folder_is_no_article(name: str) -> None:
    with pytest.raises(ReadError, match=f"There is no file or folder {name}. Check the path"):
        read_articles(name)


def test_several_sources_are_read_together(folder: Path, article: Article) -> None:
    articles = read_articles([ARTICLE, folder / "none.txt", article, folder / "b", "The ferry is back.", 7])

    assert len(articles) == 6
    assert articles[0].text == articles[1].text == article.text
    assert articles[5].text == "The ferry is back."
    assert articles.problems["source"].tolist() == [str(folder / "none.txt"), "7"]
    assert articles.problems["advice"][0].startswith("Check the path")


@pytest.mark.parametrize("source", [[], (), pd.DataFrame({"text": []})])
def test_nothing_to_read_is_refused(source: object) -> None:
    with pytest.raises(ReadError, match=r"No article could be read\. The source is empty"):
        read_articles(source)


def test_where_nothing_can_be_read_the_first_problems_are_named(tmp_path: Path) -> None:
    for i in range(5):
        (tmp_path / f"{i}.png").write_bytes(b"\x89PNG")

    with pytest.raises(ReadError, match=r"0\.png: .*2\.png: .*; and 2 more"):
        read_articles(tmp_path)


@pytest.mark.parametrize("source", [None, 7, b"bytes"])
def test_what_is_no_collection_is_refused(source: object) -> None:
    with pytest.raises(OptionError, match="A path, a table or several paths are needed"):
        read_articles(source)


def test_a_long_cell_is_read(tmp_path: Path) -> None:
    path = tmp_path / "news.csv"
    path.write_text('text\n"' + "The ferry is back. " * 20_000 + '"\n')  # over csv's own limit of 131,072

    assert len(read_articles(path)[0].text) == 380_000


CELLS = st.one_of(st.none(), st.text(), st.integers(), st.floats(), st.lists(st.text(), max_size=2))
RECORDS = st.dictionaries(st.sampled_from(["text", "title", "date", "author", "x"]), CELLS, min_size=1)


@settings(deadline=None)
@given(st.lists(RECORDS, min_size=1, max_size=4))
def test_any_records_are_read_or_listed(records: list[dict[str, Any]]) -> None:
    table = pd.DataFrame(records)
    try:
        articles = read_articles(table)
    except (ReadError, TableError) as refusal:
        assert len(str(refusal)) > 20  # noqa: PT017
        return
    assert len(articles) + len(articles.problems) == len(records)


@settings(deadline=None)
@given(st.binary(max_size=300), st.sampled_from(["csv", "tsv", "jsonl", "json", "xlsx", "parquet"]))
def test_any_bytes_are_a_table_or_refused(data: bytes, name: str) -> None:
    from toolkit.formats.rows import read_rows

    try:
        tables = read_rows(data, name)
    except ReadError as refusal:
        assert len(str(refusal)) > 20  # noqa: PT017
        return
    assert all(isinstance(record, (dict, str)) for rows in tables for _, record in rows.records)


def test_reading_a_folder_does_not_need_the_extras(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for library in ("pypdf", "docx", "openpyxl", "pyarrow"):
        monkeypatch.setitem(sys.modules, library, None)
    (folder / "z.pdf").write_bytes(b"%PDF-1.4")
    monkeypatch.delitem(sys.modules, "toolkit.formats.pdf", raising=False)

    articles = read_articles(folder)

    assert len(articles) == 4
    assert "needs pypdf" in articles.problems["problem"].tolist()[-1]
    assert articles.problems["advice"].tolist()[-1].startswith("Run: pip install")
