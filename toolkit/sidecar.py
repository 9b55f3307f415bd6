"""The file beside an article that keeps what people corrected: small, readable JSON, written whole or not at all.

One file serves one article or, beside a table or archive, all of its articles. Each group of corrections names its
article by the source's name and the hash of the text it was made on.
"""

import contextlib
import hashlib
import json
import os
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from contextvars import ContextVar
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from toolkit.article import Article
from toolkit.beside import corrections_beside
from toolkit.errors import ReadError

Span = tuple[int, int]
ACTIONS = ("accept", "reject", "reattribute", "merge", "add")


@dataclass(frozen=True, slots=True)
class Correction:
    """One decision: about the words in `parts` (all but merge), giving them to `speaker`, or renaming `instead_of`."""

    action: str
    parts: tuple[Span, ...] = ()
    quote: str = ""
    speaker: str | None = None
    instead_of: str | None = None
    source: Span | None = None
    cue: Span | None = None


@dataclass(slots=True)
class Group:
    """The corrections of one text: its source's name and its hash."""

    source: str | None
    text: str
    corrections: list[Correction] = field(default_factory=list)


def sidecar_of(article: Article) -> Path | None:
    """Return where an article's corrections are kept; None where it has no file to lie beside.

    Examples
    --------
    >>> sidecar_of(Article(text="Rain.", corrections="rain.corrections.json")).name
    'rain.corrections.json'
    """
    if article.corrections is not None:
        return Path(article.corrections).expanduser()
    beside = corrections_beside(article.source)
    return None if beside is None else Path(beside)


def text_hash(article: Article) -> str:
    """The SHA-256 of the text."""
    return hashlib.sha256(article.text.encode()).hexdigest()


def source_name(article: Article) -> str | None:
    """The source's name without its folder, so that a folder can move."""
    return None if article.source is None else Path(article.source).name


_SENT: "ContextVar[list[Group] | ReadError | None]" = ContextVar("sent corrections", default=None)


@contextlib.contextmanager
def sent_along(groups: "list[Group] | ReadError") -> Iterator[None]:
    """Replay these corrections within, whatever lies beside an article: it may have been read on another machine."""
    token = _SENT.set(groups)
    try:
        yield
    finally:
        _SENT.reset(token)


def groups_of(article: Article) -> list[Group]:
    """Return what was corrected in an article's file: as sent along with it, else as it stands in its sidecar.

    Raises
    ------
    ReadError
        The file cannot be read or is no file of corrections.
    """
    sent = _SENT.get()
    if isinstance(sent, ReadError):
        raise sent
    return read_groups(sidecar_of(article)) if sent is None else sent


def read_groups(path: Path | None) -> list[Group]:
    """Read a file of corrections; none where there is no such file.

    Raises
    ------
    ReadError
        The file cannot be read or is no file of corrections.
    """
    try:
        if path is None or not path.exists():
            return []
        return unpack(json.loads(path.read_text(encoding="utf-8"))["articles"])
    except OSError as error:
        raise ReadError(f"The corrections in {path} cannot be read: {error.strerror or error}.") from error
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise ReadError(
            f"{path} is no file of corrections, or it is damaged. Mend it, or move it away to go on without."
        ) from error


def pack(groups: Iterable[Group]) -> list[dict[str, object]]:
    """Return groups as JSON has them, those without corrections left out."""
    return [
        {"source": g.source, "text": g.text, "corrections": [_plain(c) for c in g.corrections]}
        for g in groups if g.corrections
    ]  # fmt: skip


def unpack(packed: Iterable[Mapping[str, Any]]) -> list[Group]:
    """Return the groups that `pack` has packed."""
    return [_group(one) for one in packed]


def _group(one: Mapping[str, Any]) -> Group:
    return Group(one["source"], str(one["text"]), [_correction(c) for c in one["corrections"]])


def _correction(one: Mapping[str, Any]) -> Correction:
    if one["action"] not in ACTIONS:
        raise ValueError(one["action"])
    return Correction(
        one["action"], tuple(_span(part) for part in one.get("parts", ())), str(one.get("quote", "")),
        one.get("speaker"), one.get("instead_of"),
        *(_span(one[name]) if one.get(name) else None for name in ("source", "cue")),
    )  # fmt: skip


def _span(pair: Iterable[object]) -> Span:
    start, end = (int(str(number)) for number in pair)
    if not 0 <= start < end:
        raise ValueError((start, end))
    return start, end


def write_groups(path: Path, groups: Iterable[Group]) -> None:
    """Write a file of corrections: beside the old one first, then in its place, so that a break loses nothing.

    Raises
    ------
    ReadError
        The file cannot be written.
    """
    kept = {"about": "corrections of attributions", "articles": pack(groups)}
    lines = json.dumps(kept, ensure_ascii=False, indent=1)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, beside = tempfile.mkstemp(dir=path.parent, prefix=".", suffix=".part")
        try:
            with os.fdopen(handle, "w", encoding="utf-8") as file:
                file.write(lines + "\n")
            os.replace(beside, path)
        finally:
            Path(beside).unlink(missing_ok=True)
    except OSError as error:
        raise ReadError(f"The corrections cannot be written to {path}: {error.strerror or error}.") from error


def _plain(correction: Correction) -> dict[str, object]:
    names = ("action", "quote", "speaker", "instead_of", "parts", "source", "cue")
    kept = {name: getattr(correction, name) for name in names if getattr(correction, name)}
    return kept | ({"speaker": None} if correction.action == "reattribute" and correction.speaker is None else {})
