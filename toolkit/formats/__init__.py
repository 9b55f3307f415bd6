"""The file formats of articles: bytes -> paragraphs, with what the file itself says of them."""

import importlib
import re

from toolkit.errors import MissingExtraError, ReadError
from toolkit.formats.content import Content, Paragraph
from toolkit.formats.decoding import decode, looks_like
from toolkit.formats.html import read_html
from toolkit.formats.markdown import read_markdown

FORMATS = {
    ".txt": "txt", ".text": "txt", ".md": "md", ".markdown": "md", ".html": "html", ".htm": "html", ".xhtml": "html",
    ".docx": "docx", ".pdf": "pdf",
}  # fmt: skip
_CHARSET = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w:.\-]{2,40})", re.IGNORECASE)


def read_format(data: bytes, name: str, encoding: str | None = None, url: str | None = None) -> Content:
    """Read the bytes of one article.

    Parameters
    ----------
    data : bytes
        The file.
    name : str
        Its format: "txt", "md", "html", "docx" or "pdf".
    encoding : str, optional
        Of the text formats; found by default.
    url : str, optional
        Where a page came from.

    Raises
    ------
    ReadError
        The bytes are not of that format, or hold no text.
    MissingExtraError
        The library that reads the format is not installed.
    """
    if name in ("docx", "pdf"):
        return _read_document(data, name)
    if name == "html" and encoding is None and (declared := _CHARSET.search(data[:2_000])):
        encoding = _usable(declared[1].decode("ascii"), data)
    text, repairs = decode(data, encoding)
    content = read_text(text, name, url)
    content.repairs[:0] = repairs
    return content


def read_text(text: str, name: str, url: str | None = None) -> Content:
    """Read an article from text in the format "txt", "md" or "html"."""
    if name == "html":
        return read_html(text, url)
    return read_markdown(text) if name == "md" else Content([Paragraph(text)])


def format_of(data: bytes, suffix: str) -> str:
    """Name the format of a file by its first bytes where they tell, else by its suffix; "txt" for what neither tells.

    Examples
    --------
    >>> format_of(b"%PDF-1.7", ".txt"), format_of(b"<!doctype html><p>", ""), format_of(b"The ferry", ".md")
    ('pdf', 'html', 'md')
    """
    if data.startswith(b"%PDF-"):
        return "pdf"
    if data.startswith(b"PK\x03\x04") and b"word/" in data[:4_000_000]:
        return "docx"
    known = FORMATS.get(suffix.lower(), "txt")
    return "html" if known == "txt" and re.match(rb"\s*<(?:!doctype html|html)[\s>]", data[:200], re.I) else known


def _usable(encoding: str, data: bytes) -> str | None:
    """Trust what a page says of its encoding only where its bytes agree."""
    try:
        data.decode(encoding)
    except (LookupError, UnicodeError):
        return None
    return encoding


def _read_document(data: bytes, name: str) -> Content:
    """Read a format whose library is an extra, and may raise almost anything over a damaged file."""
    try:
        module = importlib.import_module(f"toolkit.formats.{'word' if name == 'docx' else 'pdf'}")
    except ModuleNotFoundError as error:
        raise MissingExtraError(
            f'Reading .{name} files needs {error.name}. Run: pip install "media-analysis-toolkit[documents]"'
        ) from error
    try:
        content: Content = module.read_docx(data) if name == "docx" else module.read_pdf(data)
    except ReadError:
        raise
    except Exception as error:
        kind = looks_like(data)
        whole = kind is None or kind not in ("a PDF document", "a zip archive")
        reason = f"it looks like {kind or 'something else'}" if whole else "it is damaged"
        raise ReadError(
            f"It cannot be read as .{name}: {reason}. Open it and save it anew, or save it as text."
        ) from error
    return content
