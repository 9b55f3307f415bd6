"""Days and clock times as news writes them."""

import datetime
import re

_MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec".split()
MONTH = (
    r"(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?"
    r"|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?)\b\.?"
)
WEEKDAY = r"\b(?:Mon|Tues?|Wed(?:nes)?|Thu(?:rs?)?|Fri|Sat(?:ur)?|Sun)(?:day)?\b\.?"
_DAY = r"(?P<day_{0}>\d{{1,2}})(?:st|nd|rd|th)?"
_YEAR = r"(?P<year_{0}>\d{{4}})(?!\d)"
DATE = re.compile(
    rf"(?:{WEEKDAY},?\s+)?(?<![\w.])(?:"
    rf"(?P<month_a>{MONTH})\s*{_DAY.format('a')},?\s+{_YEAR.format('a')}"
    rf"|{_DAY.format('b')}[\s-]+(?:of\s+)?(?P<month_b>{MONTH})[\s,-]+{_YEAR.format('b')}"
    rf"|{_YEAR.format('c')}(?P<mark_c>[-/.])(?P<month_c>\d{{1,2}})(?P=mark_c){_DAY.format('c')}(?!\d)"
    rf"|(?P<first>\d{{1,2}})(?P<mark_d>[-/.])(?P<second>\d{{1,2}})(?P=mark_d){_YEAR.format('d')})",
    re.IGNORECASE,
)
DAY_AND_MONTH = re.compile(rf"(?:{MONTH}\s+\d{{1,2}}(?:st|nd|rd|th)?|\d{{1,2}}\s+{MONTH})(?!\d)", re.IGNORECASE)
_ZONE = r"(?:[ECMP][SD]?T|GMT|UTC|BST|CES?T|IST|Z|[+-]\d{2}:?\d{2})\b"
_CLOCK = (
    r"(?:\b|(?<=\d)T)(?:\d{1,2}(?:[:.]\d{2})?\s*[ap]\.?m\b\.?|\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?"
    rf"|\d{{1,2}}\.\d{{2}}(?=\s*{_ZONE}))(?:\s*\(?{_ZONE}\)?)?"
)
CLOCK = re.compile(rf"{_CLOCK}|\b(?:an?|\d{{1,2}}) (?:minute|hour|day)s? ago\b", re.IGNORECASE)


def parse_date(line: str, *, day_first: bool | None = None) -> datetime.date | None:
    """Read the first day in a line; None where there is none, it does not exist, or it could be either of two days.

    Parameters
    ----------
    line : str
        A date line, or any text with a date in it.
    day_first : bool, optional
        How to read 03/04/2019: as 3 April (True), as March 4 (False), or as too doubtful to read (by default).

    Examples
    --------
    >>> parse_date("Published Thursday, 6 June 2019 at 9:07 AM")
    datetime.date(2019, 6, 6)
    >>> parse_date("03/04/2019") is None
    True
    """
    match = DATE.search(line[:1_000])
    if match is None:
        return None
    if match["first"]:
        year, month, day = _in_order(match, day_first)
    else:
        form = next(form for form in "abc" if match[f"year_{form}"])
        name, day = match[f"month_{form}"], int(match[f"day_{form}"])
        year, month = int(match[f"year_{form}"]), int(name) if name.isdigit() else _month(name)
    try:
        return datetime.date(year, month, day)
    except ValueError:
        return None


def day_comes_first(line: str) -> bool | None:
    """Tell from a date in figures if the day stands before the month; None where it does not show."""
    match = DATE.search(line[:1_000])
    if match is None or not match["first"]:
        return None
    first, second = int(match["first"]), int(match["second"])
    return None if (first > 12) == (second > 12) else first > 12


def _in_order(match: re.Match[str], day_first: bool | None) -> tuple[int, int, int]:
    first, second = int(match["first"]), int(match["second"])
    if first > 12 or (second <= 12 and day_first):
        return int(match["year_d"]), second, first
    doubtful = second <= 12 and first != second and day_first is None
    return int(match["year_d"]), 0 if doubtful else first, second


def _month(name: str) -> int:
    return _MONTHS.index(name[:3].lower()) + 1
