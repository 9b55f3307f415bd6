"""Whose words they are: the headline's, a caption's, the reporter's or a speaker's, at each place of an article."""

from array import array
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, cast

import pandas as pd

from toolkit.article import Article

# A headline and a caption keep their own voice even where they report speech: they are the desk's summary of words
# that the body quotes, and would count twice. What is no running text (dates, bylines, credits) has no voice.
_VOICES: Mapping[str, str] = {
    "headline": "headline", "caption": "caption", "body": "reporter", "subheading": "reporter",
}  # fmt: skip
_Place = tuple[Any, Any]  # article_id (None in a table of one article) and attribution_id


@dataclass(frozen=True, slots=True)
class Voice:
    """Whose words: `voice` is headline, caption, reporter or speaker; a speaker not resolved has no name."""

    voice: str
    speaker: str | None = None
    attribution_id: int | None = None


class Voices:
    """The voices of an article, asked for by kind of block and place.

    Parameters
    ----------
    article : Article
        Whose text it is.
    attributions : DataFrame
        Its attributions table; where they are nested, the innermost one's speaker has the words.
    """

    def __init__(self, article: Article, attributions: pd.DataFrame) -> None:
        self._voices = [Voice("reporter")]
        self._owners = array("i", bytes(4 * len(article.text)))  # for each character the place of its voice in the list
        self._framing = bytearray(len(article.text))
        for row in _outer_first(attributions):
            speaker = None if pd.isna(row["speaker"]) else str(row["speaker"])
            for start, end in row["parts"]:
                self._owners[start:end] = array("i", [len(self._voices)]) * (end - start)
            self._voices.append(Voice("speaker", speaker, int(row["attribution_id"])))
            for name in ("source", "cue"):
                if not pd.isna(row[f"{name}_start"]):
                    start, end = int(row[f"{name}_start"]), int(row[f"{name}_end"])
                    self._framing[start:end] = b"\1" * (end - start)

    def at(self, kind: str, place: int) -> Voice | None:
        """Return whose the word at a place is, in a block of this kind; None where nobody speaks."""
        voice = _VOICES.get(kind)
        if voice == "reporter":
            return self._voices[self._owners[place]]
        return Voice(voice) if voice else None

    def frames(self, place: int) -> bool:
        """True inside the source or cue of an attribution: in "she said", which alone says nothing of its own."""
        return bool(self._framing[place])


def _outer_first(attributions: pd.DataFrame) -> list[dict[str, Any]]:
    """Return the rows so that what is nested comes after what holds it; of two side by side the longer one first."""
    rows = cast(list[dict[str, Any]], attributions.to_dict("records"))
    places, outer = _places(attributions)
    depths = {place: len(list(_around(place, outer))) for place in places}
    order = sorted(
        zip(places, rows, strict=True),
        key=lambda pair: (depths[pair[0]], -sum(end - at for at, end in pair[1]["parts"])),
    )
    return [row for _, row in order]


def own_words(attributions: pd.DataFrame) -> list[int]:
    """Return the words of each attribution less those of the attributions right within it."""
    places, outer = _places(attributions)
    words = attributions["words"].astype(int).tolist()
    inner: Counter[_Place] = Counter()
    for place, count in zip(places, words, strict=True):
        if place in outer:
            inner[outer[place]] += count
    return [max(count - inner[place], 0) for place, count in zip(places, words, strict=True)]


def counted_words(attributions: pd.DataFrame) -> list[int]:
    """Return the words that each attribution counts for, no word twice: all for the outermost, 0 for those within it.

    Where the outermost has no source ("Asked about the mayor's promise"), nobody is there to count them for: each
    attribution then counts for its own words.
    """
    places, outer = _places(attributions)
    nobody = _without_source(attributions, places)
    own, words = own_words(attributions), attributions["words"].astype(int).tolist()
    outermost = [(list(_around(place, outer)) or [place])[-1] for place in places]
    return [
        mine if last in nobody else 0 if place in outer else whole
        for place, last, mine, whole in zip(places, outermost, own, words, strict=True)
    ]


def _without_source(attributions: pd.DataFrame, places: list[_Place]) -> set[_Place]:
    """The attributions for whose words the text names nobody at all; a person may have given them a speaker."""
    if "source" not in attributions:
        return set()
    missing = attributions[[name for name in ("source", "speaker") if name in attributions]].isna().all(axis=1)
    return {place for place, nobody in zip(places, missing, strict=True) if nobody}


def _places(attributions: pd.DataFrame) -> tuple[list[_Place], dict[_Place, _Place]]:
    """Return where each row stands, by article and number, and for those within another where that one stands."""
    rows = len(attributions)
    articles, numbers, within = (
        attributions[name].tolist() if name in attributions else default
        for name, default in (("article_id", [None] * rows), ("attribution_id", range(rows)), ("within", [None] * rows))
    )
    places = list(zip(articles, numbers, strict=True))
    nested = zip(places, articles, within, strict=True)
    return places, {place: (article, int(number)) for place, article, number in nested if not pd.isna(number)}


def _around(place: _Place, outer: Mapping[_Place, _Place]) -> Iterator[_Place]:
    """Give the attributions that hold one, from the nearest outwards."""
    for _ in range(len(outer)):  # a table that somebody made may hold a circle
        if place not in outer:
            return
        place = outer[place]
        yield place
