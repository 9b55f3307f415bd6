"""Which part of a text is headline, byline, caption or body: the layout of news, read from its lines.

A paragraph is what blank lines, or the ends of unwrapped lines, set apart. A block is a run of neighbouring
paragraphs of one kind; a dateline or a photo credit is a block of its own inside its paragraph.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

BLOCK_KINDS = (
    "headline", "subheading", "date", "time", "byline", "dateline", "caption", "credit", "body", "boilerplate",
)  # fmt: skip

_MONTH = (
    r"(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?"
    r"|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?)\.?"
)
_WEEKDAY = r"(?:Mon|Tues?|Wed(?:nes)?|Thu(?:rs)?|Fri|Sat(?:ur)?|Sun)(?:day)?\.?,?\s+"
_DAY = r"\d{1,2}(?:st|nd|rd|th)?"
DATE = (
    rf"(?:{_WEEKDAY})?(?:{_MONTH}\s+{_DAY},?\s+\d{{4}}|{_DAY}\s+{_MONTH},?\s+\d{{4}}"
    r"|\d{4}[-/]\d{1,2}[-/]\d{1,2}|\d{1,2}[-/.]\d{1,2}[-/.]\d{4})"
)
_CLOCK = r"(?:\d{1,2}[:.]\d{2}(?::\d{2})?\s*(?:[AaPp]\.?[Mm]\.?)?|\d{1,2}\s*[AaPp]\.?[Mm]\.?)"
_ZONE = r"\s*(?:\(?(?:[ECMP][SD]?T|GMT|UTC|BST|CES?T|Z|[+-]\d{2}:?\d{2})\)?)?"
_LABEL = r"(?:(?:First |Originally |Last )?(?:Published|Updated|Posted|Modified|Created)(?:\s+(?:on|at))?:?\s+)?"
_DATE_LINE = re.compile(
    rf"(?:Date:\s*)?{_LABEL}(?:{_CLOCK}{_ZONE}[,\s|·•]+(?:on\s+)?)?{DATE}"
    rf"(?:[T,\s|/·•–—-]*(?:at\s+)?{_CLOCK}{_ZONE})?(?:\s*[|/·•–—-]\s*{_LABEL}.{{0,60}})?",
    re.IGNORECASE,
)
_TIME_LINE = re.compile(rf"{_LABEL}{_CLOCK}{_ZONE}", re.IGNORECASE)

_BYLINE = re.compile(
    r"(?:(?:Written |Reported |Story |Analysis |Report )?[Bb]y:?|BY:?)\s+(?!the\b)"
    r"(?:[^\W\d_][\w.'’\-]*,?|[&|/,·•–—-])(?:\s+(?:[^\W\d_][\w.'’\-]*,?|[&|/,·•–—-])){0,13}"
)
_BYLINE_SMALL = frozenset("and in of for the at with de la van von der bin al el correspondent editor".split())

AGENCIES = {
    "AP": "AP", "The Associated Press": "AP", "Associated Press": "AP", "Reuters": "Reuters", "REUTERS": "Reuters",
    "AFP": "AFP", "Agence France-Presse": "AFP", "UPI": "UPI", "PA": "PA", "PA Media": "PA", "DPA": "dpa",
    "dpa": "dpa", "EFE": "EFE", "ANSA": "ANSA", "TASS": "TASS", "Xinhua": "Xinhua", "Kyodo": "Kyodo",
    "Yonhap": "Yonhap", "PTI": "PTI", "ANI": "ANI", "IANS": "IANS", "AAP": "AAP", "Bloomberg": "Bloomberg",
    "CNN": "CNN", "CNN Business": "CNN", "BBC": "BBC", "The Canadian Press": "The Canadian Press",
    "Canadian Press": "The Canadian Press", "Thomson Reuters Foundation": "Reuters",
}  # fmt: skip
_AGENCY = "|".join(sorted(map(re.escape, AGENCIES), key=len, reverse=True))
_CITY = r"[A-Z][A-Z.'’\-]+(?:[ /][A-Z][A-Z.'’\-]*){0,3}"
_REGION = r"(?:,\s+[A-Z][\w.]*(?:\s[A-Z][\w.]*){0,2})?"
_DASH = r"\s*(?:—|–|--|-)(?:\s+|(?=\w)|(?=[“\"']))"
_DATELINE = re.compile(
    rf"(?:{_CITY}{_REGION}(?:,?\s+{_MONTH}\s+{_DAY})?\s*(?:\((?P<a>{_AGENCY})\)|/(?P<d>{_AGENCY})/)?(?:{_DASH})"
    rf"|(?:[A-Z][\w.'’\-]+(?:\s[A-Z][\w.'’\-]+){{0,3}}{_REGION}(?:,?\s+{_MONTH}\s+{_DAY})?\s*)?"
    rf"\((?P<b>{_AGENCY})\)(?:{_DASH}|\s+))"
)

_PHOTO = (
    r"(?:Photo|Photos|Photograph|Picture|Image|Images|Getty|Shutterstock|Handout|Pool|File|via|[Cc]ourtesy|Alamy"
    rf"|{_AGENCY}|EPA|Rex|Newscom|TNS)"
)
_CREDIT_TAIL = re.compile(rf"\((?=[^()]*(?:\b{_PHOTO}\b))(?:[^()]*/[^()]*|[^()]*\bvia\b[^()]*|[^()]*\b(?:Photo|Image|Getty"
                          r"|Handout|[Cc]ourtesy)[^()]*)\)?\s*$")  # fmt: skip
_CREDIT_LINE = re.compile(
    r"(?:(?:Photo(?:graph)?s?|Image|Picture|Credit|Illustration|Video)(?: credit)?(?:\s+by\b|:).*"
    rf"|(?:AP|AFP|EPA|Getty|REUTERS|Reuters)[ /](?:Photo|Images|Pool).*|[\w.'’ \-]+/(?:{_AGENCY}|Getty.*|EPA|Pool.*)"
    r"|[\w.'’ \-]+/[\w.'’ \-]+ via (?:AP|Getty.*|Reuters|AFP)|Getty Images)",
)
_CAPTION_START = re.compile(
    r"(?:FILE\s*[-–—:]|FILE PHOTO\s*[:-]|File photo\b|Pictured\b|Image caption\b|Caption:|PHOTO:)"
)
_BOILERPLATE = re.compile(
    r"(?:(?:©|\(c\)|Copyright\b).*|.*\bAll rights reserved\b.*|.*\bmay not be (?:published|reproduced)\b.*"
    r"|(?:Read|See|Watch|Listen)\s*(?:more|also|next|now)?\s*:.*|Read more\b.*|Related(?: stories| articles)?\s*(?::.*)?"
    r"|(?:Please )?(?:Subscribe|Sign up|Log in|Click here|Follow us|Like us|Share this|Advertisement|ADVERTISEMENT"
    r"|Story continues below|Continue reading|Skip to|Most Popular|Trending|Newsletter|Cookie)\b.*"
    r"|\(?(?:Additional )?(?:Reporting|Writing|Editing) by\b.*|.*\bcontributed to this (?:report|story|article)\b.*"
    r"|[_*=~#•.\-–— ]{3,}|(?:Share|Tweet|Email|Print|Comments?|Facebook|Twitter|WhatsApp)(?:\s*\d+)?)",
    re.IGNORECASE,
)
_ENDS_SENTENCE = re.compile(r"[.!?…:;,][\"'”’»)\]]*$|[\"”»]$")
_QUESTION_AND_ANSWER = re.compile(r"(?:Q|A|[A-Z][A-Z.'’ \-]+)\s*[:.]\s")


@dataclass(frozen=True, slots=True)
class Block:
    """A stretch of the text of one kind, `text[start:end]`."""

    kind: str
    start: int
    end: int


def paragraphs(text: str) -> list[tuple[int, int]]:
    """Return each paragraph's (start, end), white space trimmed; lines that were wrapped to a width are one paragraph.

    Examples
    --------
    >>> paragraphs("Ferry back\\n\\nIt sails\\nagain.")
    [(0, 10), (12, 20), (21, 27)]
    """
    lines = [(m.start(), m.end()) for m in re.finditer(r"[^\n\r\v\f\x1c-\x1e\x85\u2028\u2029]+", text)]
    lines = [line for line in (_trim(text, *span) for span in lines) if line[0] < line[1]]
    width = max((end - start for start, end in lines), default=0)
    found: list[tuple[int, int]] = []
    for line in lines:
        if found and 45 <= width <= 120 and _wrapped(text, found[-1], line, width):
            found[-1] = (found[-1][0], line[1])
        else:
            found.append(line)
    return found


def _wrapped(text: str, before: tuple[int, int], line: tuple[int, int], width: int) -> bool:
    """True where the line broke because its next word did not fit, not because the paragraph was over."""
    if text[before[1] : line[0]].count("\n") > 1:
        return False
    last = before[1] - max(text.rfind("\n", before[0], before[1]) + 1, before[0])
    word = re.match(r"\S+", text[line[0] : line[1]])
    return word is not None and last + 1 + len(word.group()) > width - 8


def find_blocks(text: str, known: Mapping[int, str] | None = None) -> tuple[Block, ...]:
    """Tell the blocks of an article apart; every character but white space lies in exactly one.

    Parameters
    ----------
    text : str
        The article.
    known : mapping of int to str, optional
        Kinds that the source's own markup gives, by the paragraph's first code point.

    Examples
    --------
    >>> for block in find_blocks("Ferry back\\n\\nBy Ada Moss\\n\\nOBAN (AP) — It sails.\\n\\nAll sail."):
    ...     print(block.kind, block.start, block.end)
    headline 0 10
    byline 12 23
    dateline 25 36
    body 37 57
    """
    spans = paragraphs(text)
    kinds = _paragraph_kinds(text, spans, known or {})
    pieces = [piece for kind, span in zip(kinds, spans, strict=True) for piece in _split(text, kind, *span)]
    blocks: list[Block] = []
    for piece in pieces:
        if blocks and blocks[-1].kind == piece.kind and piece.kind in ("body", "boilerplate", "caption"):
            blocks[-1] = replace(blocks[-1], end=piece.end)
        else:
            blocks.append(piece)
    return tuple(blocks)


def _paragraph_kinds(text: str, spans: list[tuple[int, int]], known: Mapping[int, str]) -> list[str]:
    lines = [text[start:end] for start, end in spans]
    kinds = [known.get(start) or _kind_alone(line) for (start, _), line in zip(spans, lines, strict=True)]
    if "headline" not in kinds:
        first = next((i for i, kind in enumerate(kinds) if kind == "body"), None)
        if first is not None and first < len(lines) - 1 and _is_headline(lines[first]):
            kinds[first] = "headline"
    for i, (kind, line) in enumerate(zip(kinds, lines, strict=True)):
        if kind == "body" and spans[i][0] not in known and _is_subheading(line) and _text_follows(kinds, lines, i):
            kinds[i] = "subheading"
    last_body = max((i for i, kind in enumerate(kinds) if kind == "body"), default=0)
    return ["body" if kind in ("date", "time") and 0 < i < last_body and "body" in kinds[:i] else kind
            for i, kind in enumerate(kinds)]  # fmt: skip


def _kind_alone(line: str) -> str:
    """The kind that a line shows by itself; body where it shows none."""
    if len(line) > 1_500:
        return "body"
    for kind, shape in (("date", _DATE_LINE), ("time", _TIME_LINE), ("credit", _CREDIT_LINE)):
        if len(line) <= 160 and shape.fullmatch(line):
            return kind
    if _is_byline(line):
        return "byline"
    if _BOILERPLATE.fullmatch(line) and len(line) <= 300:
        return "boilerplate"
    if _CAPTION_START.match(line) or _CREDIT_TAIL.search(line):
        return "caption"
    return "body"


def _is_byline(line: str) -> bool:
    if len(line) > 120 or line.endswith((".", "?", "!")) or not _BYLINE.fullmatch(line):
        return False
    words = re.findall(r"[^\W\d_][\w.'’\-]*", line)[1:]
    return all(word[0].isupper() or word.lower() in _BYLINE_SMALL for word in words) and words[0][0].isupper()


def _is_headline(line: str) -> bool:
    words = line.split()
    if len(words) > 30 or _DATELINE.match(line) or re.search(r"[.!?]['\"”’]?\s+[A-Z]\w+\s+\w+\s+\w+", line):
        return False
    if line.endswith((".", ".”", '."')):  # exports that put a full stop after headlines leave Title Case as the sign
        long = [word for word in words if len(word) > 4 and word[0].isalpha()]
        return len(long) > 2 and sum(word[0].isupper() for word in long) > 0.8 * len(long)
    return not line.endswith((",", ";", '"', "”")) or len(words) <= 15


def _is_subheading(line: str) -> bool:
    return (
        len(line.split()) <= 10
        and len(line) <= 80
        and not _ENDS_SENTENCE.search(line.rstrip("?"))
        and (line[0].isupper() or line[0].isdigit())
        and not _QUESTION_AND_ANSWER.match(line)
        and any(character.islower() or character.isupper() for character in line)
    )


def _text_follows(kinds: list[str], lines: list[str], i: int) -> bool:
    """True where running text follows, so that the line can head it."""
    return any(
        kind == "body" and len(line.split()) > 10 for kind, line in zip(kinds[i + 1 :], lines[i + 1 :], strict=True)
    )


def _split(text: str, kind: str, start: int, end: int) -> Iterator[Block]:
    """Set a dateline before its body, and a credit after its caption, apart."""
    line = text[start:end]
    if kind == "body" and (dateline := _DATELINE.match(line)) and dateline.end() < len(line):
        yield Block("dateline", *_trim(text, start, start + dateline.end()))
        start += dateline.end()
    if kind == "caption" and (credit := _CREDIT_TAIL.search(line)) and credit.start() > 0:
        yield Block("caption", *_trim(text, start, start + credit.start()))
        kind, start = "credit", start + credit.start()
    yield Block(kind, *_trim(text, start, end))


def _trim(text: str, start: int, end: int) -> tuple[int, int]:
    stripped = text[start:end].strip()
    start += len(text[start:end]) - len(text[start:end].lstrip())
    return start, start + len(stripped)


def dateline_agency(dateline: str) -> str | None:
    """Name the agency that a dateline credits: "AP" for "PARIS (AP) —"."""
    match = _DATELINE.match(dateline + " ")
    name = next((match[group] for group in "abd" if match[group]), None) if match else None
    return AGENCIES[name] if name else None
