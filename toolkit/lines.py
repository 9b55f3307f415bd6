"""What one line of news shows by itself: a date, a byline, a credit, a caption, boilerplate."""

import functools
import re

from toolkit.datelines import AGENCIES, AGENCY
from toolkit.dates import CLOCK, DATE, DAY_AND_MONTH, MONTH, WEEKDAY

_SEPARATORS = " \t,;|/·•–—-()"

_LABEL = (
    r"\b(?:(?:first|originally|last) )?(?:published|updated|posted|modified|created|(?:publication )?date)\b"
    r"(?: (?:on|at)\b)?:?"
)
_PIECES = re.compile(
    rf"{_LABEL}|{DATE.pattern}|{CLOCK.pattern}|{DAY_AND_MONTH.pattern}|{WEEKDAY}|\b(?:at|on)\b|\d+ min(?:ute)? read",
    re.IGNORECASE,
)

_BY = re.compile(r"(?:(?:Written|Reported|Reporting|Story|Analysis|Report|Words|Text) )?[Bb][Yy]:?\s+")
_BYLINE_SMALL = frozenset(
    "and in of for the at with to de la le van von der den bin al el da dos du y or & special staff writer writers "
    "reporter reporters correspondent editor contributor columnist senior chief political national foreign our wire "
    "reports services agencies".split()
)
_NO_NAMES = re.compile(rf"(?:(?:{WEEKDAY}|{MONTH}|the numbers|and large|the way)[\s,]*)+", re.IGNORECASE)
_ROLE = re.compile(
    rf"(?:{AGENCY}|@\w+|\S+@\S+|(?:[\w'’.&\-]+ ){{0,5}}"
    r"(?:Staff|Writers?|Correspondent|Reporters?|Editor|Columnist|Contributor|Press|News))"
)

_PERSON = r"[^\W\d_][\w.'’\-]*(?: [^\W\d_][\w.'’\-]*){1,4}"
_CREDIT_SMALL = frozenset(
    "via for by of the and in from at photo image pool courtesy handout file de van von la le".split()
)
_PICTURE = r"(?:Photo(?:graph)?s?|Images?|Pictures?|Illustration|Graphic)"
_LIBRARY = rf"(?:{AGENCY}|EPA|Getty(?: Images)?|Shutterstock|Alamy|Newscom|TNS|Rex|Zuma|Pool|Handout|File)"
_SIGNATURE = (
    rf"(?:(?:AP|AFP|EPA|PA|UPI|Reuters|REUTERS|Getty|Pool|File|Handout)[ /](?:{_PICTURE}|Pool|File|Handout|Wire)\b.*"
    rf"|(?:{_LIBRARY})\s?/\s?(?:{_PERSON}|{_LIBRARY}).*|{_PERSON}\s?/\s?(?:[^\W\da-z_]|via).*"
    rf"|{_PERSON}(?:,)? (?:via|for) {_LIBRARY}.*|Getty Images|Shutterstock)"
)
_LABELLED = (
    rf"(?:(?:(?:{_PICTURE}|Video)(?: (?:credit|source))? by [^\W\da-z_]|{_PICTURE}(?: (?:credit|source))?:"
    r"|(?:Mandatory )?Credit:|Image source,|Courtesy of |Enlarge this image)[^\n]{1,120})"
)
_CREDIT = re.compile(rf"\(?(?:{_LABELLED}|(?P<signed>{_SIGNATURE}))\)?")
_CREDIT_IN_BRACKETS = re.compile(
    rf"(?:{_LABELLED}|(?P<signed>.*\b(?:{_PICTURE}|Getty|Handout|[Cc]ourtesy|Shutterstock)\b.*|{_SIGNATURE}))"
)
_CREDIT_AFTER_SENTENCE = re.compile(rf"(?<=[.!?”\")])\s+(?:[|–—-]\s*)?(?:{_LABELLED}|(?P<signed>{_SIGNATURE}))$")
_CAPTION = re.compile(
    r"FILE(?: PHOTO)?\s*[-–—:]|File (?:photo|picture)\b|Pictured\b|Image caption\b|Caption:|PHOTO:"
    r"|In this [^.]{0,50}\b(?:photo|image|frame grab|picture)\b[^.]{0,50},"
    r"|This (?:\w+ ){0,4}(?:photo|image|frame grab|picture)(?: \w+)? (?:provided|released|taken|made|from|shows)\b"
)

_CONTRIBUTED = (
    r"(?:[^.!?\n]|\b[A-Z]\.){3,200}\bcontributed(?: reporting)? (?:to|for) this (?:report|story|article)\b"
    r"[^.!?\n]{0,40}\.?"
)
_BOILERPLATE = re.compile(
    r"(?:(?:©|\(c\)|Copyright\b[^.]{0,20}\d{4}|This material may not be)[^\n]*|[^\n]*\bAll rights reserved\b[^\n]*"
    r"|(?:Read|See|Watch|Listen)(?: (?:more|also|next|now|live))?\s*:[^\n]*|Read more\b[^\n]*"
    r"|(?:Please )?(?:Subscribe|Sign up|Log in|Click here|Tap here|Follow us|Like us|Share this|Continue reading"
    r"|Skip to)\b[^\n]*"
    r"|(?:Related(?: stories| articles)?|Most popular|Most read|Trending(?: now)?|Newsletters?|Cookies?(?: policy)?"
    r"|Advertisement|Story continues below[^\n]*|Share|Tweet|E-?mail|Print|Comments?|Facebook|Twitter|WhatsApp)"
    r"[\s:]*\d*"
    rf"|{_CONTRIBUTED}"
    r"|(?:[-–—]+ ?)?With (?:assistance|reporting|files) (?:by|from) (?-i:[A-Z])[^\n]*"
    r"|(?:This|The) (?:story|article|report|headline) (?:has been|was)"
    r" (?:updated|corrected|amended|first published|originally)[^\n]*"
    r"|[\[({]?(?:ends?|more)[\])}]?|-\s*30\s*-|[_*=~#•.\-–— ]{3,}|\d+ min(?:ute)? read)",
    re.IGNORECASE,
)
_DESK = (
    r"(?:Additional )?(?:Reporting|Writing|Editing|Compiled)(?: and (?:Writing|Editing|Reporting))? by:? (?-i:[A-Z])"
)
_DESK_LINE = re.compile(rf"\(?{_DESK}[^\n]*", re.IGNORECASE)
_DESK_TAIL = re.compile(rf"(?<=[.!?”\"])\s+(?:\({_DESK}[^\n]*|(?-i:[A-Z]){_CONTRIBUTED})$", re.IGNORECASE)


@functools.lru_cache(maxsize=2048)
def line_kind(line: str) -> str:
    """Name the kind that a line shows by itself; "body" where it shows none."""
    if len(line) <= 160 and (kind := _when(line)):
        return kind
    if len(line) <= 160 and is_byline(line):
        return "byline"
    if len(line) <= 600 and (_BOILERPLATE.fullmatch(line) or _DESK_LINE.fullmatch(line)):
        return "boilerplate"
    if len(line) <= 160 and _is_credit(_CREDIT.fullmatch(line)):
        return "credit"
    if len(line) <= 1_000 and (_CAPTION.match(line) or credit_start(line) is not None):
        return "caption"
    return "body"


def _when(line: str) -> str | None:
    """Tell a line of nothing but dates, times and their labels; an outlet's name may stand at its end."""
    if not any(map(str.isdigit, line)) and line[-3:].lower() != "ago":
        return None
    rest = _PIECES.sub(" ", line).strip(_SEPARATORS + ":.")
    if rest:
        before = line[: -len(rest)].rstrip()
        outlet = line.endswith(rest) and before[-1:] in "|/·•–—-" and len(rest.split()) <= 4
        if not before or not outlet or not all(word[0].isupper() for word in rest.split()):
            return None
    if DATE.search(line) or DAY_AND_MONTH.search(line):
        return "date"
    return "time" if CLOCK.search(line) else None


def is_byline(line: str) -> bool:
    """True for "By Ada Moss and Bo Reed, Staff Writers", not for "By Friday the ferry was back"."""
    if line in AGENCIES:
        return True
    by = _BY.match(line)
    names = _PIECES.sub(" ", line[by.end() :]).strip(_SEPARATORS) if by else ""
    if not names or names[-1] in "?!:" or _NO_NAMES.fullmatch(names):
        return False
    words = [word.strip(_SEPARATORS) for word in names.split()]
    words = [word for word in words if word]
    return (
        len(words) <= 14
        and (words[0][0].isupper() or "@" in names)
        and not (names[-1] == "." and len(words[-1]) > 3)
        and all(word[0].isupper() or word.lower() in _BYLINE_SMALL for word in words)
    )


def is_role(line: str) -> bool:
    """True for what stands below a byline: "Staff Writer", "The Associated Press", an address."""
    return len(line) <= 60 and _ROLE.fullmatch(line) is not None


def byline_names(line: str) -> tuple[str | None, str | None]:
    """Return who wrote it, and the outlet where a bar sets it apart: "By Ada Moss | Echo" is ("Ada Moss", "Echo")."""
    line = " ".join(line.split())
    by = _BY.match(line)
    names, _, outlet = _PIECES.sub("", line[by.end() if by else 0 :]).partition("|")
    return names.strip(_SEPARATORS) or None, outlet.strip(_SEPARATORS) or None


def credit_start(line: str) -> int | None:
    """Return where the picture credit at the end of a caption begins; None where there is none."""
    stripped = line.rstrip(" .")
    if stripped.endswith(")"):
        start = stripped.rfind("(")
        inside = stripped[start + 1 : -1] if start >= 0 else ""
        return start if len(inside) <= 140 and _is_credit(_CREDIT_IN_BRACKETS.fullmatch(inside)) else None
    match = _CREDIT_AFTER_SENTENCE.search(line, max(len(line) - 160, 0))
    return match.start() if match and _is_credit(match) else None


def _is_credit(match: re.Match[str] | None) -> bool:
    """True for a label such as "Photo:", or for names with capitals: in "The AP/Ada poll showed ..." they run on."""
    if match is None or not match["signed"]:
        return match is not None
    words = re.findall(r"[^\W\d_][\w.'’\-]*", match["signed"])
    return len(words) <= 14 and all(word[0].isupper() or word in _CREDIT_SMALL for word in words)


def desk_start(line: str) -> int | None:
    """Return where "(Reporting by ...)" or "... contributed to this report." begins after a paragraph's text."""
    match = _DESK_TAIL.search(line, max(len(line) - 400, 0))
    return match.start() if match else None
