"""The agency that a text credits: in its dateline, its byline, or the lines at its end."""

import re
from collections.abc import Iterator

import pandas as pd

from toolkit.article import Article, one_or_many
from toolkit.blocks import Block
from toolkit.datelines import AGENCIES, AGENCY
from toolkit.tables import make_table

NEWS_AGENCIES = "news agencies"  # credited together, none by name
_END = 300  # characters at a text's end in which a credit in brackets, or after a dash, closes it
_NAME = rf"(?<![\w.])(?:{AGENCY})(?!\w)"
_BRACKETS = re.compile(rf"[(/]\s?(?:with )?(?:{_NAME})(?:(?:\s*[,/;]\s*|\s+and\s+)(?:{_NAME}))*\s?[)/]")
_SIGNED = re.compile(rf"(?:^|(?<=[.!?”\"]))\s*[-–—]{{1,2}}\s?(?:{_NAME})\s*$")
_LINES = re.compile(
    rf"\bSources?:[\s-]*[^.\n]{{0,60}}?\b(?:{_NAME}|(?:[Nn]ews )?[Aa]gencies)\b[^.\n]{{0,60}}"
    rf"|[^.!?\n]{{0,80}}(?:{_NAME})[^.!?\n]{{0,120}}\bcontributed(?: reporting)? (?:to|for) this "
    r"(?:report|story|article)\b"
    rf"|\bWith (?:assistance|reporting|files|material) (?:by|from) [^.\n]{{0,60}}?(?:{_NAME})"
    rf"|(?:©|\([cC]\)|Copyright)[^.\n]{{0,20}}\b\d{{4}},?\s+(?:{_NAME})",
)
# What every such line holds, found at once; in a text of megabytes _LINES takes minutes, so it looks around these only.
_LEAD = re.compile(r"\bSources?:|\bcontributed\b|\bWith (?:assis|repor|files|mater)|©|\([cC]\)|Copyright")
_BEFORE, _AFTER = 240, 240  # characters: what _LINES can hold before and after these words, and some more
_AGENCY = re.compile(rf"{_NAME}|\b(?:[Nn]ews [Aa]gencies|[Aa]gencies)\b")


@one_or_many
def agency_credits(article: Article) -> pd.DataFrame:
    """List the news agencies that an article credits as where its text is from.

    "(AP)" in the dateline or at the end, an agency as the author, "Reuters contributed to this report", "Source: news
    agencies" are credits. An agency that is quoted ("told Reuters") or written about is none.

    Parameters
    ----------
    article : Article or iterable of Article
        What to read; of several articles the table begins with `article_id`.

    Returns
    -------
    DataFrame
        One row per agency and credit: `agency` (its short name; "news agencies" where none is named), `place`
        (dateline, byline or closing), `start`, `end`, `text` (the credit).

    Examples
    --------
    >>> ferry = "OLDHAVEN (AP) — The ferry is back. It sails at nine."
    >>> article = Article(text=f"{ferry}\\n\\nReuters contributed to this report.")
    >>> agency_credits(article)[["agency", "place", "text"]]
        agency     place                                text
    0       AP  dateline                                (AP)
    1  Reuters   closing  Reuters contributed to this report
    """
    seen: set[tuple[int, str]] = set()
    rows = []
    for place, start, end in sorted(_credits(article), key=lambda credit: credit[1:]):
        for agency in _agencies(article.text[start:end]):
            if (start, agency) not in seen:
                seen.add((start, agency))
                rows.append(
                    {"agency": agency, "place": place, "start": start, "end": end, "text": article.text[start:end]}
                )
    return make_table("agency_credits", rows)


def _agencies(credit: str) -> list[str]:
    names = [AGENCIES.get(found, NEWS_AGENCIES) for found in _AGENCY.findall(credit)]
    return list(dict.fromkeys(names))


def _credits(article: Article) -> Iterator[tuple[str, int, int]]:
    blocks = [b for b in article.layout if b.kind in ("dateline", "body", "byline", "boilerplate", "credit")]
    body = [b for b in blocks if b.kind == "body"]
    for block in blocks:
        text = article.text[block.start : block.end]
        if block.kind in ("dateline", "byline"):
            yield from ((block.kind, block.start + m.start(), block.start + m.end()) for m in _named(text, block.kind))
        elif block.kind != "credit":  # those are of pictures
            yield from _closing(article, block, closes=not body or block.start >= body[-1].start)


def _named(text: str, kind: str) -> Iterator[re.Match[str]]:
    return (_BRACKETS if kind == "dateline" else _AGENCY).finditer(text)


def _closing(article: Article, block: Block, *, closes: bool) -> Iterator[tuple[str, int, int]]:
    """Find the credits in a block: lines of their own kind anywhere, brackets and signatures at the text's end only."""
    text = article.text[block.start : block.end]
    for found in _credit_lines(text):
        lead = len(found[0]) - len(found[0].lstrip(' "”'))
        yield "closing", block.start + found.start() + lead, block.start + found.end()
    if closes:
        for found in (*_BRACKETS.finditer(text), *_SIGNED.finditer(text)):
            start = block.start + found.start() + len(found[0]) - len(found[0].lstrip())
            if found.end() >= len(text) - _END and not _explains(text[: found.start()], found[0]):
                yield "closing", start, block.start + len(found[0].rstrip()) + found.start()


def _credit_lines(text: str) -> Iterator[re.Match[str]]:
    done = 0
    for lead in _LEAD.finditer(text):
        found = _LINES.search(text, max(done, lead.start() - _BEFORE), lead.start() + _AFTER)
        if found and found.start() <= lead.start():  # what begins after it has a lead of its own
            done = found.end()
            yield found


def _explains(before: str, bracket: str) -> bool:
    """True where brackets give a name's short form: "the Associated Press (AP)", "the Palestinian Authority (PA)"."""
    short = bracket.strip("()/ ")
    words = re.findall(r"[\w’'-]+", before[-80:])[-len(short) :]
    return short.isupper() and "".join(word[0] for word in words).upper() == short
