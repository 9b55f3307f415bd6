"""The rows of a table -> Articles: which column is the text, which the title, the date, the byline, ..."""

import re
from collections.abc import Iterator

import pandas as pd

from toolkit.article import Article
from toolkit.dates import day_comes_first
from toolkit.errors import TableError, ToolkitError
from toolkit.formats import read_text
from toolkit.formats.content import Content, Paragraph
from toolkit.formats.html import is_html
from toolkit.formats.rows import Record, Rows
from toolkit.intake.assembly import make_article

_TEXT = "text content body article article_text full_text fulltext maintext story".split()
_FIELDS = {
    "title": "title headline heading".split(),
    "date": "date published publish_date published_at publication_date pub_date date_published datetime".split(),
    "byline": "author authors byline writer journalist".split(),
    "outlet": "outlet publisher publication newspaper source source_name site sitename".split(),
    "agency": ["agency"],
    "url": "url link article_url source_url article_link source_link article_source_link".split(),
}


def articles_from_rows(
    rows: Rows, source: str | None, text_column: str | None = None
) -> Iterator[Article | dict[str, object]]:
    """Make an Article of each row, or a row of the table of problems where it has no text.

    Raises
    ------
    TableError
        No column holds the text.
    """
    column = _text_column(rows, source, text_column)
    fields = _fields([name for name in rows.columns if name != column])
    day_first = _day_first(rows, fields.get("date"))
    for place, record in rows.records:
        where = f"{source}, {place}" if source else place
        if isinstance(record, str):
            yield {"source": where, "problem": record, "advice": "Correct the row, or leave it out."}
            continue
        try:
            yield _article(record, column, fields, where, rows.repairs, day_first)
        except ToolkitError as error:
            yield {"source": where, "problem": str(error), "advice": f"Put the article's text in column {column!r}."}


def rows_from_frame(table: pd.DataFrame) -> Rows:
    """Take a DataFrame's rows as records, each with its index as its place."""
    columns = [str(name) for name in table.columns]
    records = table.itertuples(index=False, name=None)
    return Rows(
        columns,
        [(f"row {i}", dict(zip(columns, row, strict=True))) for i, row in zip(table.index, records, strict=True)],
    )


def _text_column(rows: Rows, source: str | None, wanted: str | None) -> str:
    if wanted is not None and wanted in rows.columns:
        return wanted
    by_name = {_plain(name): name for name in reversed(rows.columns)}
    found = next((by_name[name] for name in _TEXT if name in by_name), None) if wanted is None else None
    if found is None:
        where = f"{source}: " if source else ""
        sheet = f"sheet {rows.sheet!r} has" if rows.sheet else "the table has"
        missing = f"no column {wanted!r}" if wanted else "no column named text, content, body or article"
        shown = ", ".join(map(repr, rows.columns[:12])) or "none"
        raise TableError(f"{where}{sheet} {missing}. Name the text's column with text_column=; there are: {shown}.")
    return found


def _plain(name: str) -> str:
    return re.sub(r"\W+", "_", name.strip().lower()).strip("_")


def _fields(columns: list[str]) -> dict[str, str]:
    """Find the columns that fill an Article's fields, the likeliest name first."""
    by_name = {_plain(name): name for name in reversed(columns)}
    return {
        field: next(by_name[name] for name in names if name in by_name)
        for field, names in _FIELDS.items()
        if any(name in by_name for name in names)
    }


def _day_first(rows: Rows, column: str | None) -> bool | None:
    """Tell from all days in figures in which order the table writes them; None where they disagree or do not tell."""
    if column is None:
        return None
    values = (record.get(column) for _, record in rows.records if isinstance(record, dict))
    orders = {day_comes_first(value) for value in values if isinstance(value, str)} - {None}
    return orders.pop() if len(orders) == 1 else None


def _article(
    record: Record, column: str, fields: dict[str, str], where: str, repairs: tuple[str, ...], day_first: bool | None
) -> Article:
    text = _value(record.get(column))
    if text is None or not str(text).strip():
        raise TableError("The row has no text.")
    if not isinstance(text, str):
        raise TableError(f"The text is a {type(text).__name__}: {text!r:.40}.")
    content = read_text(text, "html") if is_html(text) else Content([Paragraph(text)])
    content.repairs[:0] = repairs
    values = {field: _value(record.get(name)) for field, name in fields.items()}
    date = values.pop("date", None)
    content.said |= {field: _words(value) for field, value in values.items() if value is not None}
    used = {column, *fields.values()}
    extra = tuple((name, _value(value)) for name, value in record.items() if name not in used)
    return make_article(content, where, date=date, day_first=day_first, extra=extra)


def _words(value: object) -> str:
    return ", ".join(map(str, value)) if isinstance(value, (list, tuple)) else str(value)


def _value(value: object) -> object:
    """Return a cell's value as plain Python, missing as None."""
    if hasattr(value, "item") and not hasattr(value, "__len__"):
        value = value.item()
    if isinstance(value, pd.Timestamp):
        return value.to_pydatetime()
    if value is None or value is pd.NaT or value is pd.NA or (isinstance(value, float) and value != value):
        return None
    return value
