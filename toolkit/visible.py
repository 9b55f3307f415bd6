"""Text made safe to look at: every character that would act on the page instead of standing on it is made to show."""

import html
import re
import unicodedata

_LINE_BREAKS = re.compile("[\v\f\x1c-\x1e\x85\u2028\u2029]")
_ACTING = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f"  # control characters: a terminal obeys ESC, a browser drops NUL
    "\u202a-\u202e\u2066-\u206f"  # bidirectional embeddings, overrides and isolates: they reorder what is read
    "\ud800-\udfff\ufdd0-\ufdef\ufff9-\ufffb\ufffe\uffff]"  # half characters, annotations, no characters at all
)


def visible(text: str) -> str:
    """Return `text` with as many characters, each of them plain to see.

    Control characters become their pictures (ESC is ␛), other line breaks than \\n, \\r become \\n, and what has no
    picture, such as the controls that reverse the direction of reading, becomes �. All else stays as it is, tabs,
    line breaks and the marks of writing from right to left included.

    Examples
    --------
    >>> visible("\\x1b[31mred \\u202ederever")
    '␛[31mred �derever'
    """
    return _ACTING.sub(_picture, _LINE_BREAKS.sub("\n", text))


def _picture(match: re.Match[str]) -> str:
    code = ord(match.group())
    if code < 0x20:
        return chr(0x2400 + code)
    return "␡" if code == 0x7F else "�"


def escaped(text: str) -> str:
    """Return `text` as HTML that shows it as it stands.

    Examples
    --------
    >>> escaped("<b>\\x1b")
    '&lt;b&gt;␛'
    """
    return html.escape(visible(text), quote=True)


def number_of(count: int, thing: str) -> str:
    """Say how many of a thing there are.

    Examples
    --------
    >>> number_of(1, "word"), number_of(2_000, "word")
    ('1 word', '2,000 words')
    """
    return f"{count:,} {thing}{'' if count == 1 else 's'}"


def shorten(text: str, cells: int) -> str:
    """Return `text` in one visible line of at most `cells` columns, cut with an ellipsis; a wide character takes two.

    Examples
    --------
    >>> shorten("the  harbour\\nauthority", 14), shorten("東京新聞", 5)
    ('the harbour a…', '東京…')
    """
    line = " ".join(visible(text).split())
    if len(line) <= 4 * cells and sum(map(_cells, line)) <= cells:
        return line
    kept, room = 0, cells - 1
    for character in line:
        room -= _cells(character)
        if room < 0 or kept == 4 * cells:  # piled-up accents take no column, and no end either
            break
        kept += 1
    return line[:kept].rstrip() + "…"


def _cells(character: str) -> int:
    if unicodedata.combining(character):
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1
