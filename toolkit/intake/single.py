"""One article from a file, an address, bytes or pasted text."""

import re
from pathlib import Path

from toolkit.article import Article
from toolkit.errors import ArticleError, ReadError, ToolkitError, check_option, check_text
from toolkit.formats import FORMATS, format_of, read_format, read_text
from toolkit.formats.html import is_html
from toolkit.formats.rows import TABLE_FORMATS
from toolkit.intake.assembly import make_article
from toolkit.intake.web import fetch

MAX_FILE = 100_000_000  # bytes
COLLECTIONS = {**TABLE_FORMATS, ".zip": "zip"}
_KINDS = (None, "text", "path", "url", *dict.fromkeys(FORMATS.values()))
_WEB = re.compile(r"\s*[a-z][a-z0-9+.\-]{1,10}://\S+\s*", re.IGNORECASE)
_OTHER_FILES = frozenset(".doc .rtf .odt .xls .pages .epub .eml .msg .png .jpg .jpeg .gif .xml .ipynb".split())
_MEDIA_TYPES = {
    "application/pdf": ".pdf",
    "text/html": ".html",
    "application/xhtml+xml": ".html",
    "text/markdown": ".md",
}


def read_article(source: object, *, kind: str | None = None, encoding: str | None = None) -> Article:
    """Read one article from a file, an address on the web, or pasted text.

    What `source` is, is told apart like this: a Path is a file; http://... is an address; a str with a line break, or
    of more than 300 characters, is the text itself; a shorter one is a file if there is such a file or if it looks
    like a file's name (it ends in .txt, .html, ..., or begins with / or ./), else it is the text.

    Parameters
    ----------
    source : str, Path or bytes
        What to read. Text, Markdown, HTML, Word (.docx) and PDF files are read; bytes are a file's content.
    kind : str, optional
        "path", "url" or "text" where `source` would be taken for another; or the format, where a file's name does not
        tell it: "txt", "md", "html", "docx", "pdf".
    encoding : str, optional
        Of a text file, such as "utf-8" or "cp1252"; found by default.

    Returns
    -------
    Article
        `repairs` lists what was mended (wrong encodings, line ends, invisible characters), `warnings` what to be wary
        of (another language than English, great length, a date that cannot be read).

    Raises
    ------
    ReadError
        The file or address cannot be read, or holds no text.
    ArticleError
        The text is empty or longer than 10,000,000 characters.
    MissingExtraError
        The library that reads the format is not installed.
    OptionError
        `kind` or `encoding` is not known.

    Examples
    --------
    >>> article = read_article("Ferry returns\\n\\nThe cafÃ© on the pier is open, the mayor said.")
    >>> article.title, article.repairs
    ('Ferry returns', ('mojibake repaired in 1 place',))
    """
    check_option("kind", kind, _KINDS)
    check_text(encoding=encoding)
    if isinstance(source, (bytes, bytearray, memoryview)):
        data = bytes(source)
        return article_from_bytes(data, kind if kind in FORMATS.values() else None, None, encoding=encoding)
    where = told_apart(source, kind)
    if where == "url":
        return _from_web(str(source).strip(), kind, encoding)
    if where == "path":
        return article_from_file(Path(str(source)).expanduser(), kind, encoding)
    return _from_text(str(source), kind)


def told_apart(source: object, kind: str | None = None) -> str:
    """Tell if `source` is a "path", a "url" or "text"."""
    if kind in ("path", "url", "text"):
        return kind
    if isinstance(source, Path):
        return "path"
    if not isinstance(source, str):
        raise ReadError(
            f"A path, an address or text is needed, not {type(source).__name__}. For several articles or a table use "
            "read_articles(...)."
        )
    if _WEB.fullmatch(source):
        return "url"
    if "\n" in source or "\0" in source or len(source) > 300 or not source.strip():
        return "text"
    return "path" if _is_file_name(source) else "text"


def _is_file_name(source: str) -> bool:
    try:
        path = Path(source).expanduser()
        if path.exists():
            return True
    except (OSError, ValueError, RuntimeError):
        return False
    known = path.suffix.lower() in {*FORMATS, *COLLECTIONS, *_OTHER_FILES}
    rooted = re.match(r"(?:\.{0,2}/|~/|[A-Za-z]:\\)\S", source) is not None
    return (known and len(source.split()) <= 8) or (rooted and " " not in source)


def article_from_file(path: Path, kind: str | None = None, encoding: str | None = None) -> Article:
    """Read the article in a file."""
    data = file_bytes(path)
    suffix = path.suffix.lower()
    if suffix in COLLECTIONS and kind not in FORMATS.values():
        raise ReadError(f"{path} may hold many articles. Use read_articles({str(path)!r}).")
    name = kind if kind in FORMATS.values() else None
    return article_from_bytes(data, name, str(path), suffix=suffix, encoding=encoding)


def file_bytes(path: Path) -> bytes:
    """Return a file's bytes, or say why it cannot be read."""
    try:
        if path.is_dir():
            raise ReadError(f"{path} is a folder. Use read_articles({str(path)!r}).")
        if not path.exists():
            raise ReadError(
                f"There is no file {path}. Check the path; to pass text, use kind='text' or Article(text=...)."
            )
        if not path.is_file():
            raise ReadError(f"{path} is no regular file.")
        if path.stat().st_size > MAX_FILE:
            raise ReadError(f"{path} has {path.stat().st_size:,} bytes; at most {MAX_FILE:,} are read. Split it.")
        return path.read_bytes()
    except (OSError, ValueError) as error:
        if isinstance(error, ToolkitError):
            raise
        raise ReadError(f"{path} cannot be read: {getattr(error, 'strerror', None) or error}.") from error


def article_from_bytes(
    data: bytes, name: str | None, source: str | None, *, suffix: str = "", encoding: str | None = None
) -> Article:
    """Read the article in a file's bytes; problems name the source."""
    if not data.strip():
        raise ArticleError(f"{source or 'The source'} is empty.")
    try:
        content = read_format(data, name or format_of(data, suffix), encoding)
        return make_article(content, source)
    except (ReadError, ArticleError) as error:
        raise type(error)(f"{source}: {error}" if source else str(error)) from error


def _from_web(url: str, kind: str | None, encoding: str | None) -> Article:
    fetched = fetch(url)
    suffix = _MEDIA_TYPES.get(fetched.media_type, Path(url.partition("?")[0]).suffix)
    name = kind if kind is not None and kind in FORMATS.values() else format_of(fetched.data, suffix)
    try:
        content = read_format(fetched.data, name, encoding or _known(fetched.encoding, fetched.data), fetched.url)
        content.said.setdefault("url", fetched.url)
        return make_article(content, url)
    except (ReadError, ArticleError) as error:
        raise ReadError(f"{url}: {error}") from error


def _known(encoding: str | None, data: bytes) -> str | None:
    """Trust what a server says of the encoding only where the bytes agree."""
    try:
        data.decode(encoding or "")
    except (LookupError, UnicodeError):
        return None
    return encoding


def _from_text(text: str, kind: str | None) -> Article:
    if kind in ("docx", "pdf"):
        raise ReadError(f"Text cannot be a .{kind}. Pass the file's path or its bytes.")
    guessed = "html" if text.lstrip()[:1] == "<" and is_html(text) else "txt"
    name = kind if kind is not None and kind in FORMATS.values() else guessed
    return make_article(read_text(text, name))
