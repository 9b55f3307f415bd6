"""What can go wrong in a user's hands: every message says what happened and what to do."""

from numbers import Integral


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


def check_option(name: str, value: str | None, allowed: tuple[str | None, ...]) -> None:
    """Raise OptionError, listing what is allowed, unless `value` is in `allowed`."""
    if value not in allowed:
        raise OptionError(f"{name}={value!r} is not known. Use one of: {', '.join(map(repr, allowed))}.")


def check_whole(name: str, value: object, least: int, meaning: str = "") -> None:
    """Raise OptionError unless `value` is a whole number of at least `least`; `meaning` explains the numbers."""
    if type(value) is bool or not isinstance(value, Integral) or int(value) < least:
        raise OptionError(f"{name}={value!r} is not known. Use a whole number of at least {least}{meaning}.")
