"""Paragraphs and what a source says of itself -> an Article, repaired and with its caveats."""

import datetime
import re

from toolkit.article import Article, check_length
from toolkit.beside import corrections_beside
from toolkit.blocks import find_blocks
from toolkit.dates import parse_date
from toolkit.formats.content import Content
from toolkit.formats.decoding import repair
from toolkit.intake.caveats import caveats

_MARK = "\U0010fffd"  # the last private-use character: all paragraphs are repaired, and counted, as one text
_BETWEEN = f"\n{_MARK}\n"
_FIGURES = re.compile(r"(\d{4})(\d{2})(\d{2})")


def make_article(
    content: Content,
    source: str | None = None,
    *,
    date: object = None,
    day_first: bool | None = None,
    extra: tuple[tuple[str, object], ...] = (),
) -> Article:
    """Make an Article of what a file holds.

    Parameters
    ----------
    content : Content
        The paragraphs and what the source says; an Article's fields by their names.
    source : str, optional
        Where it came from.
    date : object, optional
        The day, where the source gives it as anything but plain text: a date, or a number such as 20190606.
    day_first : bool, optional
        How the source writes days in figures.
    extra : tuple of (str, object)
        Further columns.

    Raises
    ------
    ArticleError
        There is no text, or too much.
    """
    check_length(sum(len(p.text) for p in content.paragraphs))
    text, known, repairs = _assembled(content)
    said = {name: repair(value)[0].strip() or None for name, value in content.said.items() if value}
    day, warning = read_day(date if date is not None else said.pop("date", None), day_first)
    said.pop("date", None)
    title = said.get("title")
    return Article(
        text=text, source=source, date=day, extra=extra, repairs=repairs, corrections=corrections_beside(source),
        layout=find_blocks(text, known, title=title) if text.strip() else (),
        warnings=(*content.warnings, *warning, *caveats(text)),
        **said,
    )  # fmt: skip


def _assembled(content: Content) -> tuple[str, dict[int, str], tuple[str, ...]]:
    """Repair the paragraphs and set them one below the other; note where those of a known kind begin."""
    if not content.paragraphs or (len(content.paragraphs) == 1 and content.paragraphs[0].kind is None):
        text, repairs = repair("".join(p.text for p in content.paragraphs))
        return text, {}, (*content.repairs, *repairs)
    whole, repairs = repair(_BETWEEN.join(p.text.replace(_MARK, "") for p in content.paragraphs))
    parts: list[str] = []
    known: dict[int, str] = {}
    start = 0
    for paragraph, part in zip(content.paragraphs, whole.split(_BETWEEN), strict=True):
        line = " ".join(part.split()) if paragraph.kind else part.strip()
        if not line:
            continue
        if paragraph.kind:
            known[start] = paragraph.kind
        parts.append(line)
        start += len(line) + 2
    return "\n\n".join(parts), known, (*content.repairs, *repairs)


def read_day(value: object, day_first: bool | None) -> tuple[datetime.date | None, tuple[str, ...]]:
    """Read the day that a source gives; where it cannot be read, say so.

    Examples
    --------
    >>> read_day("6 June 2019", None)
    (datetime.date(2019, 6, 6), ())
    >>> read_day("31/02/2019", None)[1]
    ("The date '31/02/2019' cannot be read for sure and is left out. Write it like 2019-06-30.",)
    """
    if value is None or value == "":
        return None, ()
    if isinstance(value, datetime.datetime):
        return value.date(), ()
    if isinstance(value, datetime.date):
        return value, ()
    line = str(value).strip()
    figures = _FIGURES.fullmatch(line)
    day = parse_date("-".join(figures.groups()) if figures else line, day_first=day_first)
    if day:
        return day, ()
    return None, (f"The date {line[:40]!r} cannot be read for sure and is left out. Write it like 2019-06-30.",)
