"""What a file holds once it is read: paragraphs, and what the file says of itself."""

import io
import zipfile
from dataclasses import dataclass, field

from toolkit.errors import ReadError

MAX_UNPACKED = 100_000_000  # bytes that a .docx or .xlsx, which are zips, may hold


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Some text, and its kind where the file's own markup gives it."""

    text: str
    kind: str | None = None


@dataclass(slots=True)
class Content:
    """What a file holds: its paragraphs, what it says of itself, how it was read, and what to be wary of."""

    paragraphs: list[Paragraph]
    said: dict[str, str | None] = field(default_factory=dict)
    repairs: list[str] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)


def one_line(text: str) -> str:
    """Return the text with every run of white space one space."""
    return " ".join(text.split())


def same_words(one: str, other: str) -> bool:
    """True where two texts differ at most in white space and capitals."""
    return one_line(one).casefold() == one_line(other).casefold()


def check_unpacked_size(data: bytes) -> None:
    """Refuse a zip that holds more than it could honestly need."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        size = sum(info.file_size for info in archive.infolist())
    if size > MAX_UNPACKED:
        raise ReadError(
            f"It would unpack to {size:,} bytes; at most {MAX_UNPACKED:,} are read. Save its text by itself."
        )
