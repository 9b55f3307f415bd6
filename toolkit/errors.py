"""What can go wrong in a user's hands: every message says what happened and what to do."""

from numbers import Integral
from pathlib import Path


class ToolkitError(Exception):
    """Any problem that the toolkit explains; catch it to catch them all."""


class ArticleError(ToolkitError, ValueError):
    """The text cannot be an article: it is empty, not text, or too long."""


class ReadError(ToolkitError, OSError):
    """A file, folder or address cannot be read as articles."""


class MissingExtraError(ToolkitError, ImportError):
    """A file format needs a library that is not installed."""


class OptionError(ToolkitError, ValueError):
    """An argument has a value that the function does not know."""


class TableError(ToolkitError, ValueError):
    """A table lacks a column, or a column holds what it must not."""


class StoreError(ToolkitError, OSError):
    """A store of articles cannot be opened, read or written."""


class ModelError(ToolkitError, RuntimeError):
    """A trained model's file is missing or damaged."""


def shown(value: object) -> str:
    """Return a value as a message can quote it: in one line, or what it is.

    Examples
    --------
    >>> shown("ferry"), shown("ferry" * 99)
    ("'ferry'", 'a str')
    """
    text = repr(value)
    return text if len(text) <= 80 and "\n" not in text else f"a {type(value).__name__}"


def check_option(name: str, value: object, allowed: tuple[str | None, ...]) -> None:
    """Raise OptionError, listing what is allowed, unless `value` is in `allowed`."""
    if not (value is None or isinstance(value, str)) or value not in allowed:
        raise OptionError(f"{name}={shown(value)} is not known. Use one of: {', '.join(map(repr, allowed))}.")


def check_text(**values: object) -> None:
    """Raise OptionError for a named value that is neither text nor left out."""
    for name, value in values.items():
        if value is not None and not isinstance(value, str):
            raise OptionError(f"{name}={shown(value)} is not known. Use text, or leave it out.")


def check_path(value: object, *suffixes: str, name: str = "path") -> Path:
    """Return `value` as a Path; raise OptionError where it is none, or ends in none of `suffixes`."""
    what = f"a file's name that ends in {suffixes[0]}" if suffixes else "a path"
    if not isinstance(value, str | Path) or (suffixes and Path(value).suffix.lower() not in suffixes):
        raise OptionError(f"{name}={shown(value)} is not known. Use {what}.")
    return Path(value)


def check_whole(name: str, value: object, least: int, meaning: str = "") -> None:
    """Raise OptionError unless `value` is a whole number of at least `least`; `meaning` explains the numbers."""
    if type(value) is bool or not isinstance(value, Integral) or int(value) < least:
        raise OptionError(f"{name}={shown(value)} is not known. Use a whole number of at least {least}{meaning}.")
