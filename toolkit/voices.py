"""Whose words they are: the headline's, a caption's, the reporter's or a speaker's, at each place of an article."""

from array import array
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, cast

import pandas as pd

from toolkit.article import Article

# A headline and a caption keep their own voice even where they report speech: they are the desk's summary of words
# that the body quotes, and would count twice. What is no running text (dates, bylines, credits) has no voice.
_VOICES: Mapping[str, str] = {
    "headline": "headline", "caption": "caption", "body": "reporter", "subheading": "reporter",
}  # fmt: skip


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
    outer = {row["attribution_id"]: row["within"] for row in rows if not pd.isna(row["within"])}

    def depth(attribution_id: int) -> int:
        steps = 0
        while attribution_id in outer and steps < len(rows):
            attribution_id, steps = outer[attribution_id], steps + 1
        return steps

    return sorted(rows, key=lambda row: (depth(row["attribution_id"]), -sum(end - at for at, end in row["parts"])))
