"""Hostile text goes through the terminal and a real spreadsheet reader: nothing is obeyed, all of it is seen."""

import csv
import io
import json
import re
import shutil
import subprocess
import zipfile
from collections.abc import Sequence
from pathlib import Path

import pandas as pd
import pytest
from openpyxl import load_workbook
from python_calamine import CalamineWorkbook
from rich.console import Console

from tests.hostile import TEXTS, hostile_article, hostile_table
from toolkit import Article, read_articles, write_workbook
from toolkit.export import all_tables, as_json, safe_cell, write_tables
from toolkit.summary import summary
from toolkit.visible import shorten
from toolkit.workbook import save_sheets

OFFICE = shutil.which("soffice") or shutil.which("localc")
OBEYED = re.compile(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
_ILLEGAL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")  # in XML, and so in a workbook
_ALL_SHEETS = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false,false,false,-1"
with_office = pytest.mark.skipif(
    OFFICE is None, reason="there is no LibreOffice here: apt-get install libreoffice-calc"
)


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Article:
    """An article that has every hostile text in its body, its names and its columns."""
    return hostile_article(tmp_path_factory.mktemp("hostile"))


@pytest.fixture(scope="module")
def workbook(tmp_path_factory: pytest.TempPathFactory, hostile: Article) -> Path:
    folder = tmp_path_factory.mktemp("workbook")
    return write_workbook([hostile, *read_articles(hostile_table(folder))], folder / "hostile.xlsx")


def in_office(*files: Path, to: str, folder: Path) -> None:
    """Let LibreOffice open files and write what it sees."""
    assert OFFICE is not None
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    subprocess.run(
        [OFFICE, profile, "--headless", "--convert-to", to, "--outdir", folder, *files],
        check=True, capture_output=True, timeout=120,
    )  # fmt: skip


def column(path: Path, name: str) -> list[str]:
    with path.open(encoding="utf-8", newline="") as file:
        return [row[name] for row in csv.DictReader(file)]


def same(seen: Sequence[str], meant: Sequence[str]) -> bool:
    """True where two lists read alike but for white space, which a spreadsheet may lay out otherwise."""
    return [text.split() for text in seen] == [text.split() for text in meant]


def as_cell(text: str) -> str:
    return _ILLEGAL.sub("�", str(safe_cell(text)))


def test_the_terminal_shows_every_text_and_obeys_none(hostile: Article) -> None:
    with io.StringIO() as out:
        console = Console(file=out, width=100, markup=False, emoji=False, highlight=False)
        console.print(summary(hostile, all_tables(hostile), console))
        printed = out.getvalue()

    assert OBEYED.findall(printed) == []
    for text in TEXTS:
        assert shorten(text, 20).rstrip("…") in printed
        assert f"Warning: {shorten(text, 80)[:30]}" in " ".join(printed.split())


def test_headings_are_made_harmless_as_well(tmp_path: Path) -> None:
    book = load_workbook(
        save_sheets({"own": pd.DataFrame({"=1+1": [1], "a\x1bb\uffff": ["\ufffe"]})}, tmp_path / "a.xlsx")
    )

    assert [cell.value for cell in book["own"][1]] == ["'=1+1", "a�b�"]
    assert book["own"]["B2"].value == "�"


def test_json_has_every_text_as_it_is_in_plain_ascii(hostile: Article) -> None:
    printed = as_json([(hostile, all_tables(hostile))], [])

    assert printed.isascii()
    assert OBEYED.findall(printed) == []
    rows = json.loads(printed)["articles"][0]["tables"]["attributions"]
    assert set(TEXTS) <= {row["speaker"] for row in rows}


def test_no_cell_of_the_workbook_is_a_formula_or_a_link(workbook: Path) -> None:
    book = load_workbook(workbook)

    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row if isinstance(cell.value, str)]
    assert [cell.value for cell in cells if cell.data_type == "f" or cell.hyperlink] == []
    assert [cell.value for cell in cells if cell.value.startswith(("=", "+", "-", "@", "\t", "\r"))] == []
    names = [cell.value for cell in book["attributions"]["F"]]
    assert set(map(as_cell, TEXTS)) <= set(names)
    with zipfile.ZipFile(workbook) as parts:
        assert [name for name in parts.namelist() if "external" in name.lower() or "vba" in name.lower()] == []
        sheets = [parts.read(name) for name in parts.namelist() if name.startswith("xl/worksheets/")]
    assert [sheet for sheet in sheets if b"<f>" in sheet or b"<hyperlink" in sheet] == []


def test_a_reader_of_another_make_sees_the_same_texts(workbook: Path) -> None:
    """Rust's calamine, which shares nothing with the library that wrote the file."""
    book, seen = load_workbook(workbook), CalamineWorkbook.from_path(str(workbook))

    assert seen.sheet_names == book.sheetnames
    for sheet in book:
        rows = seen.get_sheet_by_name(sheet.title).to_python(skip_empty_area=False)
        meant = [[cell for cell in row if isinstance(cell, str)] for row in sheet.iter_rows(values_only=True)]
        found = [[cell for cell in row if isinstance(cell, str) and cell] for row in rows]
        assert found == meant, sheet.title
    names = [row[5] for row in seen.get_sheet_by_name("attributions").to_python()]
    assert set(map(as_cell, TEXTS)) <= set(names)


@with_office
def test_a_real_spreadsheet_reader_shows_the_workbook_as_it_is(workbook: Path, tmp_path: Path) -> None:
    in_office(workbook, to=_ALL_SHEETS, folder=tmp_path)

    book = load_workbook(workbook)
    for sheet, name in (("attributions", "speaker"), ("attributions", "quote"), ("sentences", "text"),
                        ("articles", "title"), ("source_audit", "source")):  # fmt: skip
        letter = next(cell.column_letter for cell in book[sheet][1] if cell.value == name)
        meant = [str(cell.value) if cell.value is not None else "" for cell in book[sheet][letter][1:]]
        assert same(column(tmp_path / f"hostile-{sheet}.csv", name), meant)


@with_office
def test_a_real_spreadsheet_reader_shows_the_csv_files_as_they_are(hostile: Article, tmp_path: Path) -> None:
    tables = all_tables(hostile)
    write_tables(tmp_path / "tables", [(hostile, {"attributions": tables["attributions"]})])
    control = tmp_path / "tables" / "control.csv"
    control.write_text("what\n=1+1\n'=1+1\n", encoding="utf-8")

    in_office(tmp_path / "tables" / "attributions.csv", control, to="csv", folder=tmp_path)

    assert column(tmp_path / "control.csv", "what") == ["2", "'=1+1"]  # it would obey, were it not for the apostrophe
    seen = column(tmp_path / "attributions.csv", "speaker")
    assert [text for text in seen if text.startswith(("=", "+", "-", "@"))] == []
    plain = {text for text in TEXTS if text.isascii() and text.isprintable()}
    assert {str(safe_cell(text)) for text in plain} <= set(seen)
