"""A text's paragraphs: what blank lines, or the ends of lines that are not wrapped to a width, set apart."""

import re

from toolkit.lines import line_kind

WRAPS = frozenset(("body", "caption", "boilerplate"))  # what may run over several lines
_LINE = re.compile(r"[^\n\r\v\f\x1c-\x1e\x85\u2028\u2029]+")
LINE_END = re.compile(r"\r\n|[\n\r\v\f\x1c-\x1e\x85\u2028\u2029]")
ENDS_SENTENCE = re.compile(r"[.!?…:;,][\"'”’»)\]]*$|[\"”»]$")


def paragraphs(text: str) -> list[tuple[int, int]]:
    """Return each paragraph's (start, end), white space trimmed; lines that were wrapped to a width are one paragraph.

    Examples
    --------
    >>> paragraphs("Ferry back\\n\\nIt sails\\nagain.")
    [(0, 10), (12, 20), (21, 27)]
    """
    lines = [line for line in (trim(text, *m.span()) for m in _LINE.finditer(text)) if line[0] < line[1]]
    width = max((end - start for start, end in lines if " " in text[start:end]), default=0)
    if not 35 <= width <= 120:
        return lines
    joined = _joined(text, lines, width)
    found: list[tuple[int, int]] = []
    for line, goes_on in zip(lines, joined, strict=True):
        if goes_on:
            found[-1] = (found[-1][0], line[1])
        else:
            found.append(line)
    return found


def _joined(text: str, lines: list[tuple[int, int]], width: int) -> list[bool]:
    """Tell for each line if it goes on with the one before; no line does where most full lines end a sentence."""
    joined = [False] * len(lines)
    ends = middles = 0
    for i in range(1, len(lines)):
        (start, end), (following, _) = lines[i - 1], lines[i]
        word = re.compile(r"\S+").match(text, following)
        full = end - start + 1 + (len(word.group()) if word else 0)
        if full <= 0.85 * width or len(LINE_END.findall(text, end, following)) > 1:
            continue
        ends_sentence = bool(ENDS_SENTENCE.search(text[max(end - 4, start) : end])) and text[end - 1] not in ",;:"
        ends, middles = ends + ends_sentence, middles + (not ends_sentence)
        joined[i] = full > width or not ends_sentence
    if ends > middles:
        return [False] * len(lines)
    return [
        goes_on and line_kind(text[slice(*lines[i])]) in WRAPS and line_kind(text[slice(*lines[i - 1])]) in WRAPS
        for i, goes_on in enumerate(joined)
    ]


def trim(text: str, start: int, end: int) -> tuple[int, int]:
    """Return a span without the white space at its edges."""
    stretch = text[start:end]
    start += len(stretch) - len(stretch.lstrip())
    return start, start + len(stretch.strip())
