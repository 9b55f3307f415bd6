"""The columns, units and ranges of every public table, by subject; tables are made and checked here."""

from collections.abc import Iterable, Mapping

import pandas as pd

from toolkit.errors import TableError
from toolkit.tables.columns import Column
from toolkit.tables.many import MANY
from toolkit.tables.sources import SOURCES, UNSURE
from toolkit.tables.text import TEXT
from toolkit.tables.tone import TONE
from toolkit.tables.trust import TRUST

__all__ = ["TABLES", "UNSURE", "Column", "check_table", "make_table"]

# News is full of dollars: JupyterLab would set "$4 million, then $5 million" in a table as a formula.
pd.set_option("display.html.use_mathjax", False)

TABLES: Mapping[str, tuple[Column, ...]] = {**TEXT, **SOURCES, **TONE, **MANY, **TRUST}


# What makes the tables that are not called as the function is.
_MAKERS = {
    "check_sample": "draw_sample(articles) or read_labels(path, sample)",
    "compare_words": "word_frequencies(articles)",
    "group_shares": "compare_groups(...) for voices, forms or sources",
    "group_tones": 'compare_groups(..., measure="tone")',
    "group_words": 'compare_groups(..., measure="words")',
    "towards": "sentiment_towards(article, aggregate=True)",
}


def make_table(name: str, rows: Iterable[Mapping[str, object]]) -> pd.DataFrame:
    """Make the public table `name` from its rows, columns in order and typed; a key that is left out is missing."""
    columns = TABLES[name]
    cells: dict[str, list[object]] = {c.name: [] for c in columns}
    for row in rows:  # one at a time: a million rows as dictionaries take a gigabyte
        for column, values in cells.items():
            values.append(row.get(column))
    return pd.DataFrame({c.name: pd.Series(cells.pop(c.name), dtype=c.dtype) for c in columns})


def check_table(table: pd.DataFrame, name: str, columns: Iterable[str] | None = None) -> pd.DataFrame:
    """Return `table` unchanged if it can serve as the public table `name`; further columns are welcome.

    Parameters
    ----------
    table : DataFrame
        The table to look at.
    name : str
        A key of TABLES, such as "attributions".
    columns : iterable of str, optional
        The columns needed; by default all that the public table has.

    Raises
    ------
    TableError
        `table` is no DataFrame, a column is missing, or a value is missing or outside its range.

    Examples
    --------
    >>> check_table(pd.DataFrame({"word": ["ferry"], "count": [0]}), "word_frequencies", ["word", "count"])
    Traceback (most recent call last):
        ...
    toolkit.errors.TableError: word_frequencies: column 'count' (occurrences) must be at least 1, and 1 row is not.
    """
    if not isinstance(table, pd.DataFrame):
        raise TableError(f"{name}: a DataFrame is needed, not {type(table).__name__}. {_made_by(name)}")
    needed = {c.name: c for c in TABLES[name]}
    wanted = list(needed) if columns is None else list(columns)
    if absent := [c for c in wanted if c not in table.columns]:
        raise TableError(
            f"{name}: the table has no column {', '.join(map(repr, absent))}; it has {list(table.columns)}. "
            f"{_made_by(name)}"
        )
    for column in wanted:
        _check_column(table[column], needed[column], name)
    return table


def _made_by(name: str) -> str:
    return f"Use what {_MAKERS.get(name, f'{name}(...)')} gives."


def _check_column(values: pd.Series, column: Column, name: str) -> None:
    def refuse(bad: int, must: str) -> None:
        if bad:
            rows = "1 row is not" if bad == 1 else f"{bad} rows are not"
            raise TableError(f"{name}: column {column.name!r} ({column.meaning}) must be {must}, and {rows}.")

    if not column.missing:
        refuse(int(values.isna().sum()), "filled")
    if column.low is None and column.high is None:
        return
    numbers = pd.to_numeric(values, errors="coerce")
    refuse(int((numbers.isna() & values.notna()).sum()), "a number")
    if column.low is not None:
        refuse(int((numbers < column.low).sum()), f"at least {column.low}")
    if column.high is not None:
        refuse(int((numbers > column.high).sum()), f"at most {column.high}")
