"""Bytes -> text, and text without the damage that files do to it; each change is told in plain words.

What is not broken stays as it is: curly quotation marks, dashes, full-width letters and no-break spaces are kept.
"""

import codecs
import html
import re
import unicodedata
from collections import Counter

from toolkit.errors import OptionError, ReadError

_BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF32_LE, "utf-32"), (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"),
)  # fmt: skip
_SIGNATURES = (
    (0, b"\x89PNG", "a PNG image"), (0, b"\xff\xd8\xff", "a JPEG image"), (0, b"GIF8", "a GIF image"),
    (8, b"WEBP", "a WebP image"), (0, b"II*\0", "a TIFF image"), (0, b"MM\0*", "a TIFF image"),
    (0, b"\0\0\1\0", "an icon"), (0, b"%PDF-", "a PDF document"), (0, b"{\\rtf", "an RTF document"),
    (0, b"\xd0\xcf\x11\xe0", "an old Word, Excel or Outlook file"), (0, b"PK\x03\x04", "a zip archive"),
    (0, b"PK\x05\x06", "an empty zip archive"), (0, b"\x1f\x8b", "a gzip archive"),
    (0, b"7z\xbc\xaf", "a 7-Zip archive"), (0, b"Rar!", "a RAR archive"), (0, b"BZh", "a bzip2 archive"),
    (0, b"\xfd7zXZ", "an xz archive"),
    (257, b"ustar", "a tar archive"), (0, b"\x7fELF", "a program"), (0, b"MZ\x90", "a program"),
    (0, b"SQLite format 3", "an SQLite database"), (0, b"PAR1", "a Parquet table"), (0, b"ID3", "an MP3 recording"),
    (4, b"ftyp", "a video or sound file"), (0, b"OggS", "a video or sound file"), (8, b"WAVE", "a sound file"),
    (8, b"AVI ", "a video file"), (0, b"\x1aE\xdf\xa3", "a video file"), (0, b"wOF", "a font"),
    (0, b"\x80\x04\x95", "a pickle"), (0, b"\x80\x05\x95", "a pickle"),
)  # fmt: skip
_SAVE_AS = "Save it as text, HTML, Word (.docx) or PDF, or copy its text into read_article."

# In windows-1252 the bytes of other encodings show as capitals after small letters, or as low marks between letters.
_NOT_WINDOWS_1252 = re.compile("[a-z][À-ÖØ-ÞŠŒŽŸ]|[ÒÓÔÕ][A-Z][a-z]|[a-z][‚ƒ„†‡ˆ‰‹][a-z]|[\x80-\x9f]")
_WIDE = [
    f"utf_{form}" for form in ("7", "16", "16_le", "16_be", "32", "32_le", "32_be")
]  # without their marks, a guess
_LINE_ENDS = re.compile("\r\n|[\r\v\f\x1c-\x1e\x85\u2028\u2029]")
_CONTROLS = re.compile("[\x00-\x08\x0e-\x1b\x1f\x7f-\x9f\ufffe\uffff]")
_INVISIBLE = re.compile(
    "[\u00ad\u061c\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff]|(?<=[A-Za-z])[\u200c\u200d](?=[A-Za-z])"
)
_ENTITY = re.compile(
    r"&(?:amp|quot|apos|lt|gt|nbsp|[lr][sd]quo|[mn]dash|hellip|eacute|egrave|pound|euro|copy|#\d{2,6}|#x[0-9a-f]{2,5});",
    re.IGNORECASE,
)
_LIGATURES = {"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st"}
_LOST_BYTE = re.compile(r"â€(?=[\s,.;:!?)]|$)")  # a closing mark whose third byte has no character was dropped
_LIGATURE = re.compile("[ﬀ-ﬆ]")
_NOT_ASCII = re.compile(r"[^\x00-\x7f]+")
_SURROGATES = re.compile("[\ud800-\udfff]+")


def looks_like(data: bytes) -> str | None:
    """Name what the first bytes of a file show it to be; None for text and for what is not known.

    Examples
    --------
    >>> looks_like(b"%PDF-1.7"), looks_like(b"The ferry")
    ('a PDF document', None)
    """
    return next((name for at, mark, name in _SIGNATURES if data[at : at + len(mark)] == mark), None)


def decode(data: bytes, encoding: str | None = None) -> tuple[str, tuple[str, ...]]:
    """Turn bytes into text, and say how where it was not plain UTF-8.

    Parameters
    ----------
    data : bytes
        A file's bytes.
    encoding : str, optional
        Their encoding; by default it is told from the byte order mark, from UTF-8's own order, or from the letters.

    Raises
    ------
    ReadError
        The bytes are no text, or not in the encoding named.
    OptionError
        There is no such encoding.

    Examples
    --------
    >>> decode("“Café”".encode("cp1252"))
    ('“Café”', ('read as windows-1252',))
    """
    if encoding is not None:
        return _decode_as(data, encoding), ()
    for mark, name in _BYTE_ORDER_MARKS:
        if data.startswith(mark):
            told = "byte order mark removed" if name == "utf-8-sig" else f"read as {name.upper()}"
            return data.decode(name, "replace"), (told,)
    if unmarked := _unmarked_utf_16(data):
        return data.decode(unmarked, "replace"), ("read as UTF-16",)
    _refuse_binary(data)
    try:
        return data.decode("utf-8"), ()
    except UnicodeDecodeError:
        return _decode_mixed(data) or _decode_guessed(data)


def _decode_as(data: bytes, encoding: str) -> str:
    try:
        return data.decode(encoding).removeprefix("\ufeff")
    except LookupError:
        raise OptionError(f"encoding={encoding!r} is not known. Leave it out to have it found.") from None
    except UnicodeError as error:
        raise ReadError(f"The text is not in {encoding} ({error}). Leave encoding out to have it found.") from None


def _unmarked_utf_16(data: bytes) -> str | None:
    """Tell UTF-16 without a byte order mark: in English every other byte is 0."""
    half = len(data) // 2
    if half < 2 or len(data) % 2 or looks_like(data):
        return None
    for name, zeros in (("utf-16-le", data[1::2].count(0)), ("utf-16-be", data[::2].count(0))):
        if zeros > 0.7 * half and data.count(0) < 1.1 * zeros:
            return name
    return None


def _refuse_binary(data: bytes) -> None:
    controls = len(data) - len(data.translate(None, bytes(set(range(32)) - {9, 10, 11, 12, 13, 27, 28, 29, 30})))
    if kind := looks_like(data):
        raise ReadError(f"It looks like {kind}, not like text. {_SAVE_AS}")
    if controls > 0.02 * len(data) and controls > 3:
        raise ReadError(f"It does not look like text: {controls:,} of its {len(data):,} bytes are controls. {_SAVE_AS}")


def _decode_mixed(data: bytes) -> tuple[str, tuple[str, ...]] | None:
    """Read UTF-8 with strange bytes in it, which news databases make by joining sources; None where little is UTF-8."""
    text = data.decode("utf-8", "surrogateescape")
    strange = len(re.findall("[\udc80-\udcff]", text))
    if strange >= sum(1 for character in text if character > "\x7f") - strange:
        return None
    mended = re.sub("[\udc80-\udcff]+", _windows_1252, text)
    return mended, (f"{_times(strange, 'byte')} that {'is' if strange == 1 else 'are'} not UTF-8 read as windows-1252",)


def _windows_1252(match: re.Match[str]) -> str:
    import ftfy.bad_codecs  # noqa: F401  (registers sloppy-windows-1252, which knows all 256 bytes)

    return bytes(ord(character) - 0xDC00 for character in match.group()).decode("sloppy-windows-1252")


def _decode_guessed(data: bytes) -> tuple[str, tuple[str, ...]]:
    import ftfy.bad_codecs  # noqa: F401
    from charset_normalizer import from_bytes

    text = data.decode("sloppy-windows-1252")
    strange = sum(1 for character in text if character > "\x7f")
    if strange <= 0.15 * len(text) + 3 and not _NOT_WINDOWS_1252.search(text):
        return text, ("read as windows-1252",)
    first = max(next((i for i, byte in enumerate(data) if byte > 127), 0) - 1_000, 0)
    best = from_bytes(data[first : first + 50_000], cp_exclusion=_WIDE).best()
    if best is None:
        raise ReadError(f"It does not look like text in any known encoding. {_SAVE_AS} Or name its encoding.")
    name = "mac_roman" if "mac_roman" in best.could_be_from_charset else best.encoding
    return data.decode(name, "replace"), (f"read as {name.replace('_', '-')}",)


def repair(text: str) -> tuple[str, tuple[str, ...]]:
    """Mend what storing and copying broke, and list what was mended.

    Examples
    --------
    >>> repair("The cafÃ© is\\r\\nback.")
    ('The café is\\nback.', ('mojibake repaired in 1 place', 'line ends made uniform'))
    """
    told = []
    for mend in (_surrogates, _accents, _mojibake, _entities, _line_ends, _controls, _invisible, _ligatures):
        text, what = mend(text)
        told.append(what)
    return text, tuple(filter(None, told))


def _surrogates(text: str) -> tuple[str, str]:
    mended, places = _SURROGATES.subn(_join_halves, text)
    return mended, _told("half characters joined or replaced", places)


def _join_halves(match: re.Match[str]) -> str:
    return match.group().encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def _mojibake(text: str) -> tuple[str, str]:
    """Undo text that was read in a wrong encoding, line by line: one line's damage says nothing of the next."""
    if text.isascii():
        return text, ""
    from ftfy import TextFixerConfig, fix_encoding
    from ftfy.badness import is_bad

    if not is_bad(text):
        return text, ""

    config = TextFixerConfig(unescape_html=False, uncurl_quotes=False, normalization=None, explain=False)
    places = 0
    lines = re.split("([\r\n]+)", text)
    for i, line in enumerate(lines):
        fixed = fix_encoding(_LOST_BYTE.sub("â€\x9d", line), config) if is_bad(line) else line
        if fixed != line:
            broken = Counter(_NOT_ASCII.findall(line)) - Counter(_NOT_ASCII.findall(fixed))
            places += max(broken.total(), 1)
            lines[i] = fixed
    return unicodedata.normalize("NFC", "".join(lines)), _told("mojibake repaired", places)


def _entities(text: str) -> tuple[str, str]:
    """Decode HTML entities in plain text; where there are tags too, the text may be about HTML."""
    if "&" not in text or re.search(r"</?[a-z]+[ >]", text, re.IGNORECASE):
        return text, ""
    mended, places = _ENTITY.subn(lambda match: html.unescape(match.group()), text)
    return mended, _told("HTML entities decoded", places)


def _line_ends(text: str) -> tuple[str, str]:
    mended, places = _LINE_ENDS.subn("\n", text)
    return mended, "line ends made uniform" if places else ""


def _controls(text: str) -> tuple[str, str]:
    mended, places = _CONTROLS.subn("", text)
    return mended, f"{_times(places, 'control character')} removed" if places else ""


def _invisible(text: str) -> tuple[str, str]:
    """Remove soft hyphens, zero-width spaces and marks of direction, which part words that look whole."""
    mended, places = _INVISIBLE.subn("", text)
    return mended, f"{_times(places, 'invisible character')} removed" if places else ""


def _ligatures(text: str) -> tuple[str, str]:
    mended, places = _LIGATURE.subn(lambda match: _LIGATURES[match.group()], text)
    return mended, _told("ligatures written as letters", places)


def _accents(text: str) -> tuple[str, str]:
    mended = unicodedata.normalize("NFC", text)
    return mended, "letters and their accents joined" if mended != text else ""


def _told(what: str, places: int) -> str:
    return f"{what} in {_times(places, 'place')}" if places else ""


def _times(count: int, what: str) -> str:
    return f"{count:,} {what}" + ("" if count == 1 else "s")
