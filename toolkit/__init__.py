"""Who is quoted in a news article, in whose words, in which tone and vocabulary."""

import importlib
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from toolkit.article import Article as Article
    from toolkit.language import sentences as sentences
    from toolkit.language import tokens as tokens

_HOMES = {
    "Article": "article",
    "sentences": "language",
    "tokens": "language",
}
__all__ = list(_HOMES)
__version__ = "0.1.0"


def __getattr__(name: str) -> Any:
    """Import a public name when it is first used, so that importing the toolkit loads no library and no model."""
    if name in _HOMES:
        return getattr(importlib.import_module(f"toolkit.{_HOMES[name]}"), name)
    if name == "charts":
        return importlib.import_module("toolkit.charts")
    raise AttributeError(f"module 'toolkit' has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted(__all__)
