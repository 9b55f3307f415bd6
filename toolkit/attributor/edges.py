"""Where the words of a source and a cue begin and end: possessives, abbreviations, nouns that somebody owns."""

import re
from dataclasses import replace

from toolkit.attributor.spans import Spans
from toolkit.attributor.words import Span
from toolkit.cues import NOUNS

_POSSESSIVE = re.compile(r"['’]s?$")
_OWNED = re.compile(r"(?:['’]?s\b|['’])\s*")
_LEFTOVER = re.compile(r"(?<=['’])s ")  # of "Two of Moss's aides": the possessive is no part of "aides"
_PAIRS = {"(": ")", "[": "]", "“": "”", "«": "»", "„": "“"}
_CLOSED = re.compile(r"[.,]?([)\]”»“])")
_MARKS_ONLY = re.compile(r"[\"“”„‟«»‹›'‘’`]+")
_ABBREVIATION = re.compile(r"\b(?:[A-Z]\.)+[A-Z]$|\b(?:Jr|Sr|Inc|Corp|Co|Ltd)$")


def tidy(text: str, spans: Spans) -> Spans:
    """Take possessives off: in "Moss's claim" Moss is the source and claim the cue. A mark is no cue, but content."""
    source, cue = spans.source, spans.cue
    if cue is not None and _MARKS_ONLY.fullmatch(text, *cue):
        first = (cue[0], spans.parts[0][1]) if cue[1] == spans.start else spans.parts[0]
        spans, cue = replace(spans, parts=(first, *spans.parts[1:])), None
    if source is not None and (leftover := _LEFTOVER.match(text, *source)):
        source = (leftover.end(), source[1])
    if source is not None and (ending := _POSSESSIVE.search(text, *source)) and ending.start() > source[0]:
        source = (source[0], ending.start())
    if cue is not None and source is not None and source[1] <= cue[0] <= source[1] + 2:
        owned = _OWNED.match(text, source[1], cue[1])
        if owned is not None and owned.end() < cue[1]:
            cue = (max(cue[0], owned.end()), cue[1])
    return replace(spans, source=source, cue=cue)


def balanced(text: str, source: Span) -> Span:
    """Give back the mark that closes what a source opens: "Ada Moss (D-Wick)", "author of “The Long River”"."""
    words = text[slice(*source)]
    missing = [close for open_, close in _PAIRS.items() if words.count(open_) > words.count(close)]
    closing = _CLOSED.match(text, source[1])
    return (source[0], closing.end()) if missing and closing and closing.group(1) in missing else source


def whole_name(text: str, source: Span) -> Span:
    """Give back the full stop that belongs to a source's last word: "the U.S.", "Moss Jr."."""
    ends = text[source[1] : source[1] + 1] == "." and _ABBREVIATION.search(text, *source)
    return balanced(text, (source[0], source[1] + 1) if ends else source)


def is_owned_noun(text: str, spans: Spans) -> bool:
    """True for "Moss's claim that ...": a noun of the cue table, its owner in front of it, a clause behind it."""
    if spans.source is None or spans.cue is None:
        return False
    nouns = [word for word in re.findall(r"\w+", text[slice(*spans.cue)].lower()) if word.removesuffix("s") in NOUNS]
    between = text[spans.source[1] : spans.cue[1]]
    clause = text[spans.start : spans.end].lower().startswith("that ")
    return bool(nouns) and clause and _OWNED.match(between) is not None and spans.cue[1] <= spans.start
