"""An Article as rows of the store, and back."""

import datetime
import hashlib
import json
from collections.abc import Mapping
from typing import Any

from toolkit.article import Article
from toolkit.blocks import Block
from toolkit.sidecar import sidecar_of
from toolkit.wire.outlets import site_of

_FIELDS = ("source", "title", "date", "byline", "outlet", "agency", "url")


def content_of(article: Article) -> dict[str, object]:
    """Return what every analysis of an article rests on, its text and blocks, and the hash that names it."""
    layout = json.dumps([[block.kind, block.start, block.end] for block in article.layout])
    content = hashlib.sha256(f"{article.text}\0{layout}".encode()).hexdigest()[:32]
    return {"content": content, "text": article.text, "layout": layout, "characters": len(article.text)}


def publication_of(article: Article) -> dict[str, object]:
    """Return where an article appeared and what its source says of it."""
    known = {name: getattr(article, name) for name in _FIELDS}
    return {
        "text_id": article.article_id, "place": article.url or article.source, **known, "site": site_of(article.url),
        "repairs": list(article.repairs), "warnings": list(article.warnings),
        "corrections": None if (beside := sidecar_of(article)) is None else str(beside.absolute()),
        "extra": json.dumps({str(name): plain(value) for name, value in article.extra}, sort_keys=False),
    }  # fmt: skip


def article_of(row: Mapping[str, Any]) -> Article:
    """Make the Article again from its text's row and, where there is one, its publication's."""
    known = {name: row[name] for name in _FIELDS if row.get(name) is not None}
    return Article(
        text=row["text"], layout=tuple(Block(*block) for block in json.loads(row["layout"])),
        repairs=tuple(row.get("repairs") or ()), warnings=tuple(row.get("warnings") or ()),
        extra=tuple(json.loads(row.get("extra") or "{}").items()), corrections=row.get("corrections"), **known,
    )  # fmt: skip


def plain(value: object) -> object:
    """Return a value that JSON has: days as ISO 8601, sequences as lists, whatever else as text."""
    if value is None or isinstance(value, str | bool | int):
        return value
    if isinstance(value, float):
        return value if value == value and abs(value) != float("inf") else None
    if isinstance(value, datetime.datetime | datetime.date):
        return value.isoformat()
    if isinstance(value, Mapping):
        return {str(key): plain(one) for key, one in value.items()}
    if isinstance(value, list | tuple | set | frozenset):
        return [plain(one) for one in value]
    return str(value)
