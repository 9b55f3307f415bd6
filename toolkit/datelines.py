"""Datelines, the place and the agency before a report's first sentence: "PARIS (AP) —"."""

import re
from typing import NamedTuple

from toolkit.dates import DAY_AND_MONTH

AGENCIES = {
    "AP": "AP", "The Associated Press": "AP", "Associated Press": "AP", "AP Online": "AP",
    "Reuters": "Reuters", "REUTERS": "Reuters", "Thomson Reuters Foundation": "Reuters", "Reuters Health": "Reuters",
    "AFP": "AFP", "Agence France-Presse": "AFP", "UPI": "UPI", "United Press International": "UPI",
    "PA": "PA", "PA Media": "PA", "Press Association": "PA", "DPA": "dpa", "dpa": "dpa", "EFE": "EFE", "ANSA": "ANSA",
    "TASS": "TASS", "Tass": "TASS", "Interfax": "Interfax", "Xinhua": "Xinhua", "Kyodo": "Kyodo",
    "Kyodo News": "Kyodo", "Yonhap": "Yonhap", "PTI": "PTI", "ANI": "ANI", "IANS": "IANS", "AAP": "AAP",
    "Bloomberg": "Bloomberg", "Bloomberg News": "Bloomberg", "CNN": "CNN", "CNN Business": "CNN", "CNNMoney": "CNN",
    "BBC": "BBC", "BBC News": "BBC", "The Canadian Press": "The Canadian Press", "Canadian Press": "The Canadian Press",
    "Anadolu Agency": "Anadolu", "SPA": "SPA", "WAM": "WAM", "KUNA": "KUNA", "MENA": "MENA", "IRNA": "IRNA",
    "KCNA": "KCNA", "CNS": "CNS", "RIA Novosti": "RIA Novosti", "Sputnik": "Sputnik",
}  # fmt: skip
AGENCY = "|".join(sorted(map(re.escape, AGENCIES), key=len, reverse=True))
_CREDITED = re.compile(
    rf"(?P<place>[^()\n]{{0,80}}?)[\s,.]*(?:\((?P<a>{AGENCY})\)|/(?P<b>{AGENCY})/)(?P<dash>\.?\s*(?:[—–―−_]+|-+|:)\s*|\.\s+)?"
)
_BARE = re.compile(r"(?P<place>[^()\n—–―−_:;?!\"“”]{2,70}?)(?:\s*(?:[—–―−]|--+)\s*|\s+[-_]\s+)")
_BEGINS_SENTENCE = re.compile(r"[A-Z\d“”\"‘'$£€«]|[^\W\d_a-z]")
_PARTICLES = frozenset("de la le el al of the and upon sur du do da di del on in".split())
_NO_PLACES = frozenset(
    "NATO OPEC ASEAN UNESCO UNICEF NASA FIFA UEFA NCAA BREAKING UPDATE UPDATED EXCLUSIVE OPINION ANALYSIS EDITORIAL "
    "COMMENT WATCH LISTEN LIVE VIDEO PHOTOS CORRECTION CLARIFICATION REVIEW INTERVIEW EXPLAINER FACTBOX NEW".split()
)


class Dateline(NamedTuple):
    """How far into its paragraph a dateline reaches, and the agency that it credits."""

    end: int
    agency: str | None


def find_dateline(paragraph: str, *, first: bool) -> Dateline | None:
    """Find the dateline at the start of a paragraph.

    Parameters
    ----------
    paragraph : str
        What to look at.
    first : bool
        Whether it begins the report. Only there does a city in capitals with a dash, or an agency in brackets
        without one, count: elsewhere "NATO — ..." may begin a sentence.

    Examples
    --------
    >>> find_dateline("PARIS (AP) — The fair opened.", first=False)
    Dateline(end=13, agency='AP')
    >>> find_dateline("OBAN, Scotland — The ferry sailed.", first=True)
    Dateline(end=17, agency=None)
    """
    head = paragraph[:120]
    credited = _CREDITED.match(head)
    if credited and (not credited["place"] or _is_place(credited["place"], capitals=False)):
        if credited["dash"] or first:
            return _dateline(credited, head, AGENCIES[credited["a"] or credited["b"]])
        return None
    bare = _BARE.match(head) if first else None
    return _dateline(bare, head, None) if bare and _is_place(bare["place"], capitals=True) else None


def _dateline(match: re.Match[str], head: str, agency: str | None) -> Dateline | None:
    """Accept the match if a sentence begins after it."""
    rest = head[match.end() :].lstrip()
    return Dateline(match.end(), agency) if _BEGINS_SENTENCE.match(rest) else None


def _is_place(place: str, *, capitals: bool) -> bool:
    """True for "Oban", "OBAN, Scotland" and "OBAN, Scotland, May 4"; with `capitals` the city must be in them."""
    city, *rest = (part.strip() for part in place.split(","))
    if not all(_is_region(part) for part in rest):
        return False
    if capitals:
        letters = re.sub(r"\bMa?c(?=[A-Z])|[^\w]", "", city)
        known = len(letters) > 3 or rest
        return letters.isupper() and letters.isalpha() and bool(known) and city not in _NO_PLACES and _is_name(city)
    return _is_name(city) or DAY_AND_MONTH.fullmatch(city) is not None


def _is_region(part: str) -> bool:
    words = re.sub(r"\s*\d{4}$", "", part)
    return _is_name(part) or not words or DAY_AND_MONTH.fullmatch(words) is not None


def _is_name(words: str) -> bool:
    parts = re.split(r"[\s/]+", words)
    return (
        len(parts) <= 5
        and parts[0][:1].isupper()
        and all(part[:1].isupper() or part in _PARTICLES for part in parts)
        and not any(character.isdigit() for character in words)
    )
