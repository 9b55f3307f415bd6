"""What a column is, and the kinds of column that the tables are made of."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its name, its pandas type, what it holds, the least and greatest value, and if it may be missing."""

    name: str
    dtype: str
    meaning: str
    low: float | None = None
    high: float | None = None
    missing: bool = False


def text(name: str, meaning: str, *, missing: bool = False) -> Column:
    """Make a column of text."""
    return Column(name, "str", meaning, missing=missing)


def count(name: str, meaning: str, *, low: float | None = 0) -> Column:
    """Make a column of whole numbers."""
    return Column(name, "int64", meaning, low)


def place(name: str, meaning: str) -> Column:
    """Make a column of positions or counts from 0, any of which may be missing."""
    return Column(name, "Int64", meaning, 0, missing=True)


def number(
    name: str, meaning: str, low: float | None = None, high: float | None = None, *, missing: bool = False
) -> Column:
    """Make a column of numbers with places."""
    return Column(name, "float64", meaning, low, high, missing)


def flag(name: str, meaning: str) -> Column:
    """Make a column of true and false."""
    return Column(name, "bool", meaning)


def several(name: str, meaning: str) -> Column:
    """Make a column of tuples."""
    return Column(name, "object", meaning)


def day(name: str, meaning: str) -> Column:
    """Make a column of days, any of which may be missing."""
    return Column(name, "datetime64[s]", meaning, missing=True)


SPAN = (
    count("start", "first code point in article.text"),
    count("end", "code point after the last"),
)
