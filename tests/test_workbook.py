"""The Excel workbook: every table a sheet, safe to open and easy to read."""

import datetime
from pathlib import Path

import pytest
from openpyxl import load_workbook

from toolkit import Article, attributions, write_workbook
from toolkit.errors import OptionError, ReadError
from toolkit.export import all_tables

HOSTILE = "=cmd|' /C calc'!A0\n\n@Mira Holt wrote: “+1 for the ferry.”\n\n-5 degrees, said Piers Lund. \x07 Rain fell."


def test_every_table_is_a_sheet_with_a_heading_that_stays(article: Article, tmp_path: Path) -> None:
    book = load_workbook(write_workbook(article, tmp_path / "new" / "putin.xlsx"))

    assert book.sheetnames == ["articles", *all_tables(article)]
    for sheet in book:
        assert sheet.freeze_panes == "A2"
        assert all(cell.font.bold for cell in sheet[1])
        assert all(8 <= column.width <= 60 for column in sheet.column_dimensions.values())


def test_values_keep_their_kind(article: Article, tmp_path: Path) -> None:
    book = load_workbook(write_workbook(article, tmp_path / "putin.xlsx"))
    names = [cell.value for cell in book["attributions"][1]]
    rows = [
        dict(zip(names, (cell.value for cell in row), strict=True)) for row in book["attributions"].iter_rows(min_row=2)
    ]
    said = attributions(article)

    assert [row["quote"] for row in rows] == said["quote"].tolist()
    assert [row["start"] for row in rows] == said["start"].tolist()
    assert {row["article_id"] for row in rows} == {article.article_id}
    assert all(row["speaker"] is None for row, name in zip(rows, said["speaker"].isna(), strict=True) if name)
    date = next(cell.value for cell in book["articles"][2] if isinstance(cell.value, datetime.date))
    assert date == datetime.datetime(2019, 6, 6)


def test_sources_and_tone_towards_have_their_sheets_and_numbers_three_places(article: Article, tmp_path: Path) -> None:
    book = load_workbook(write_workbook(article, tmp_path / "putin.xlsx"))

    assert {"source_audit", "sentiment_towards", "sentiment_towards_by_target"} <= set(book.sheetnames)
    for sheet, name in (("source_audit", "share"), ("sentiment_towards", "p_negative"), ("keywords", "p")):
        column = next(cell.column_letter for cell in book[sheet][1] if cell.value == name)
        assert book[sheet][f"{column}2"].number_format == ("0.0E+00" if name == "p" else "0.000")
    assert book["source_audit"]["B2"].value == "Vladimir Putin"
    assert book["articles"]["A1"].value == "article_id"


def test_no_cell_is_a_formula(tmp_path: Path) -> None:
    book = load_workbook(write_workbook([Article(text=HOSTILE)], tmp_path / "hostile.xlsx"))

    cells = [
        cell for sheet in book for row in sheet.iter_rows(min_row=2) for cell in row if isinstance(cell.value, str)
    ]
    assert not any(cell.data_type == "f" or cell.value.startswith(("=", "+", "-", "@")) for cell in cells)
    assert any(cell.value.startswith("'=cmd") for cell in cells)


def test_what_cannot_be_written_is_said(article: Article, tmp_path: Path) -> None:
    with pytest.raises(OptionError, match=r"ends in \.xlsx"):
        write_workbook(article, tmp_path / "putin.xls")
    with pytest.raises(OptionError, match="no article"):
        write_workbook([], tmp_path / "none.xlsx")
    (tmp_path / "file").touch()
    with pytest.raises(ReadError, match="cannot be written"):
        write_workbook(article, tmp_path / "file" / "putin.xlsx")
