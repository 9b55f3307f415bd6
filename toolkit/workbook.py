"""Every table of one article or several as an Excel workbook, one sheet a table."""

import datetime
import re
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pandas as pd

from toolkit.article import Article, each_article
from toolkit.errors import MissingExtraError, OptionError, ReadError, check_path
from toolkit.export import all_tables, describe, safe_cell
from toolkit.progress import with_bar

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

_SHEET_ROWS = 1_048_576  # Excel's own limit, the heading included
_CELL = 32_767  # characters that Excel keeps in a cell
_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_NARROWEST, _WIDEST = 8, 60  # characters
_PLACES, _SMALL = "0.000", "0.0E+00"  # how numbers with places look; the cell keeps all of them
_LOOKED_AT = 200  # rows that a column's width is taken from


def write_workbook(articles: Article | Iterable[Article], path: str | Path) -> Path:
    """Write every table of one article, or of several, as an Excel workbook.

    One sheet a table, the articles first; headings are bold and stay in sight, dates are dates, missing values are
    empty cells. Text that Excel would take for a formula (it begins with =, +, -, @, a tab or a line break) gets
    an apostrophe in front; text of more than 32,767 characters, which Excel does not hold, is cut and ends in "…".

    Parameters
    ----------
    articles : Article or iterable of Article
        What to write; every table begins with `article_id`.
    path : str or Path
        The file, ending in .xlsx; one of this name is replaced.

    Returns
    -------
    Path
        The file.

    Raises
    ------
    OptionError
        There is no article, the name does not end in .xlsx, or a table has more rows than a sheet holds (1,048,575).
    MissingExtraError
        openpyxl is not installed.
    ReadError
        The file cannot be written.

    Examples
    --------
    >>> import tempfile
    >>> from openpyxl import load_workbook
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     book = load_workbook(write_workbook(Article(text="“It sails,” Ada Moss said."), f"{folder}/ferry.xlsx"))
    >>> book.sheetnames[:3], book["attributions"].freeze_panes
    (['articles', 'blocks', 'sentences'], 'A2')
    """
    return save_sheets(_sheets(articles), path)


def save_sheets(tables: Mapping[str, pd.DataFrame], path: str | Path) -> Path:
    """Write tables as the sheets of a workbook, each under its name."""
    path = check_path(path, ".xlsx")
    try:
        from openpyxl import Workbook
    except ImportError as error:
        raise MissingExtraError('Workbooks need openpyxl. Run: pip install "media-analysis-toolkit[tables]"') from error
    book = Workbook(write_only=False)
    book.remove(book.active)
    for name, table in tables.items():
        if len(table) >= _SHEET_ROWS:
            raise OptionError(
                f"The table {name} has {len(table):,} rows, and a sheet holds {_SHEET_ROWS - 1:,}. "
                "Write fewer articles at a time, or CSV or Parquet files."
            )
        _fill(book.create_sheet(name[:31]), table)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        book.save(path)
    except OSError as error:
        raise ReadError(f"The workbook cannot be written to {path}: {error.strerror or error}.") from error
    return path


def _sheets(articles: Article | Iterable[Article]) -> dict[str, pd.DataFrame]:
    many = list(each_article(articles))
    if not many:
        raise OptionError("There is no article to write: the collection is empty.")
    made = [all_tables(article) for article in with_bar(many)]
    sheets = {"articles": pd.DataFrame([describe(article) | {"date": article.date} for article in many])}
    for name in made[0]:
        parts = [tables[name].assign(article_id=article.article_id) for article, tables in zip(many, made, strict=True)]
        whole = pd.concat(parts, ignore_index=True)
        sheets[name] = whole[["article_id", *(column for column in whole.columns if column != "article_id")]]
    return sheets


def _fill(sheet: "Worksheet", table: pd.DataFrame) -> None:
    from openpyxl.styles import Alignment, Font
    from openpyxl.utils import get_column_letter

    sheet.append([_cell(str(column)) for column in table.columns])
    for row in table.astype(object).itertuples(index=False):
        sheet.append([_cell(value) for value in row])
    for name, cells in zip(table.columns, sheet.iter_cols(min_row=2), strict=True):
        if pd.api.types.is_float_dtype(table[name]):
            for cell in cells:
                cell.number_format = _SMALL if name == "p" else _PLACES
    for cell in sheet[1]:
        cell.font, cell.alignment = Font(bold=True), Alignment(vertical="top")
    sheet.freeze_panes = "A2"
    sheet.auto_filter.ref = sheet.dimensions
    for i, column in enumerate(table.columns, start=1):
        longest = max((len(str(value)) for value in table[column].head(_LOOKED_AT)), default=0)
        width = min(max(longest, len(str(column)) + 2, _NARROWEST), _WIDEST)
        sheet.column_dimensions[get_column_letter(i)].width = width


def _cell(value: Any) -> Any:
    """Return what Excel can hold: numbers and dates as such, text never as a formula and with what XML has only."""
    value = safe_cell(value)
    if value is None or value is pd.NaT or (pd.api.types.is_scalar(value) and pd.isna(value)):
        return None
    if isinstance(value, bool | int | float | datetime.date):
        return value
    if hasattr(value, "item"):
        return value.item()
    text = _NOT_XML.sub("�", str(value))
    return text if len(text) <= _CELL else text[: _CELL - 1] + "…"
