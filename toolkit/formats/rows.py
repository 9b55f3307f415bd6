"""Tables of articles: bytes of CSV, Excel, JSON or Parquet -> records, one for each row."""

import csv
import importlib.util
import io
import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from toolkit.errors import MissingExtraError, ReadError
from toolkit.formats.content import check_unpacked_size
from toolkit.formats.decoding import decode, looks_like

TABLE_FORMATS = {
    ".csv": "csv", ".tsv": "tsv", ".tab": "tsv", ".xlsx": "xlsx", ".jsonl": "jsonl", ".ndjson": "jsonl",
    ".json": "json", ".parquet": "parquet",
}  # fmt: skip
_NEEDS = {"xlsx": "openpyxl", "parquet": "pyarrow"}
Record = dict[str, object]


@dataclass(slots=True)
class Rows:
    """The rows of one table or sheet, each with where it stands; a row that cannot be read is a str that says why."""

    columns: list[str]
    records: list[tuple[str, Record | str]]
    sheet: str = ""
    repairs: tuple[str, ...] = ()


def read_rows(data: bytes, name: str, encoding: str | None = None) -> list[Rows]:
    """Read a table, or each sheet of a workbook.

    Parameters
    ----------
    data : bytes
        The file.
    name : str
        Its format, one of TABLE_FORMATS' values.
    encoding : str, optional
        Of CSV and JSON; found by default.

    Raises
    ------
    ReadError
        The bytes are no such table.
    MissingExtraError
        The library that reads the format is not installed.
    """
    if name in _NEEDS and importlib.util.find_spec(_NEEDS[name]) is None:
        raise MissingExtraError(
            f'Reading .{name} files needs {_NEEDS[name]}. Run: pip install "media-analysis-toolkit[tables]"'
        )
    if name in _NEEDS:
        return _read_binary(data, name)
    text, repairs = decode(data, encoding)
    readers: dict[str, Callable[[str], Rows]] = {
        "csv": _read_csv,
        "tsv": _read_tsv,
        "jsonl": _read_lines,
        "json": _read_json,
    }
    rows = readers[name](text)
    rows.repairs = repairs
    return [rows]


def _read_binary(data: bytes, name: str) -> list[Rows]:
    try:
        return _read_xlsx(data) if name == "xlsx" else _read_parquet(data)
    except ReadError:
        raise
    except Exception as error:  # a damaged file makes these libraries raise almost anything
        kind = looks_like(data) or "something else"
        raise ReadError(
            f"It cannot be read as .{name}: it looks like {kind}, or it is damaged. Save the table anew, or as CSV."
        ) from error


def _read_csv(text: str) -> Rows:
    """Read comma-separated values, whatever separates them: the mark that parts the first line most often."""
    head = next((line for line in text.splitlines() if line.strip()), "")
    marks = {mark: len(next(csv.reader([head], delimiter=mark), [])) for mark in ",;\t|"}
    return _read_separated(text, max(marks, key=lambda mark: marks[mark]))


def _read_tsv(text: str) -> Rows:
    return _read_separated(text, "\t")


def _read_separated(text: str, mark: str) -> Rows:
    limit = csv.field_size_limit(max(len(text), 1))  # an article may be longer than csv's 131,072 characters
    try:
        lines = list(csv.reader(io.StringIO(text, newline=""), delimiter=mark))
    except csv.Error as error:
        raise ReadError(
            f"It cannot be read as a table ({error}). Open it in a spreadsheet and save it anew."
        ) from error
    finally:
        csv.field_size_limit(limit)
    return _rows(lines)


def _rows(lines: Iterable[Iterable[object]], sheet: str = "") -> Rows:
    """Make records of lines of cells, the first of them the columns' names."""
    numbered = ((number, list(line)) for number, line in enumerate(lines, 1))
    filled = ((number, line) for number, line in numbered if any(cell not in (None, "") for cell in line))
    _, header = next(filled, (0, []))
    columns: list[str] = []
    for i, cell in enumerate(header, 1):
        name = str(cell if cell is not None else "").strip().removeprefix("\ufeff") or f"column_{i}"
        columns.append(name if name not in columns else f"{name}_{i}")
    rows = Rows(columns, [], sheet)
    place = f"sheet {sheet!r}, row" if sheet else "row"
    for number, line in filled:
        spare = len(line) - len(columns)
        if spare > 0 and any(cell not in (None, "") for cell in line[len(columns) :]):
            rows.records.append((f"{place} {number}", f"The row has {spare} more cells than there are columns."))
        else:
            rows.records.append((f"{place} {number}", dict(zip(columns, line, strict=False))))
    return rows


def _read_lines(text: str) -> Rows:
    """Read JSON lines, one record a line."""
    rows = Rows([], [])
    for number, line in enumerate(text.split("\n"), 1):
        if line.strip():
            _add(rows, f"line {number}", *_parsed(line))
    return rows


def _read_json(text: str) -> Rows:
    """Read a JSON list of records, an object with such a list in it, or one record."""
    value, problem = _parsed(text)
    if problem:
        raise ReadError(f"{problem} If each line is a record by itself, name the file .jsonl.")
    if isinstance(value, dict):
        lists = [v for v in value.values() if isinstance(v, list) and v and all(isinstance(r, dict) for r in v)]
        value = lists[0] if len(lists) == 1 else [value]
    rows = Rows([], [])
    for number, record in enumerate(value if isinstance(value, list) else [value], 1):
        _add(rows, f"record {number}", record, "")
    return rows


def _parsed(text: str) -> tuple[object, str]:
    try:
        return json.loads(text), ""
    except (ValueError, RecursionError) as error:
        return None, f"It is no valid JSON ({error})."


def _add(rows: Rows, place: str, record: object, problem: str) -> None:
    if isinstance(record, dict):
        rows.columns += [name for name in record if name not in rows.columns]
        rows.records.append((place, record))
    else:
        rows.records.append((place, problem or "It is no record with named fields."))


def _read_xlsx(data: bytes) -> list[Rows]:
    from openpyxl import load_workbook

    check_unpacked_size(data)
    book = load_workbook(io.BytesIO(data), read_only=True, data_only=True)
    try:
        sheets = book.worksheets
        return [_rows(sheet.iter_rows(values_only=True), sheet.title if len(sheets) > 1 else "") for sheet in sheets]
    finally:
        book.close()


def _read_parquet(data: bytes) -> list[Rows]:
    from pyarrow import parquet

    file = parquet.ParquetFile(io.BytesIO(data))
    rows = Rows(list(file.schema_arrow.names), [])
    for batch in file.iter_batches(batch_size=1_000):
        rows.records += [(f"row {len(rows.records) + i}", record) for i, record in enumerate(batch.to_pylist(), 1)]
    return [rows]
