"""What is marked in the article: quotations by kind or by speaker, whose words they are, or the words of tone."""

from collections.abc import Iterator, Mapping
from typing import Any

import pandas as pd

from toolkit.article import Article
from toolkit.marking import NAMING, QUOTED, TONED, Mark, MarkedArticle, card
from toolkit.tone import explain_sentiment
from toolkit.tone_view import tone_marks
from toolkit.visible import shorten

CHOICES = {"kind of quotation": "kind", "speaker": "speaker", "voice": "voice", "words of tone": "tone"}
_KINDS = {kind: style for kind, (_, style) in QUOTED.items()}
_SPEAKERS = (  # told apart by colour and by the line below
    "background-color:#dcebf7;border-bottom:2px solid #01649c",
    "background-color:#fcefd6;border-bottom:2px dashed #8f5a00",
    "background-color:#e0f2ea;border-bottom:2px dotted #01745a",
    "background-color:#f3e4f1;border-bottom:2px solid #8b3f80",
    "background-color:#fbe0d3;border-bottom:2px dashed #a23b00",
)
_OTHERS = "background-color:#ececec;border-bottom:2px solid #6b6b6b"
_OPEN = "border-bottom:2px dotted #6b6b6b"
_VOICES = {
    "headline": "background-color:#f3e4f1;border-bottom:2px solid #8b3f80",
    "caption": "background-color:#e0f2ea;border-bottom:2px dashed #01745a",
    "speaker": "background-color:#dcebf7;border-bottom:2px solid #01649c",
}
NOT_RESOLVED = "not resolved"


def marked(article: Article, said: pd.DataFrame, by: str) -> MarkedArticle:
    """Mark up an article by kind, speaker, voice or tone; each passage carries its rows of `said`."""
    looks = {"kind": _by_kind, "speaker": _by_speaker, "voice": _by_voice, "tone": _by_tone}
    marks, legend = looks[by](article, said)
    return card(article, marks, legend, f"The article, marked by {by}", [])


Look = tuple[list[Mark], list[tuple[str, str]]]


def _by_kind(article: Article, said: pd.DataFrame) -> Look:
    counts = said["kind"].value_counts()
    legend = [(f"{kind} ({counts.get(kind, 0)})", style) for kind, style in _KINDS.items()]
    return list(_passages(said, said["kind"].map(_KINDS).tolist())), [*legend, *NAMING.items()]


def _by_speaker(article: Article, said: pd.DataFrame) -> Look:
    words = said["words"].groupby(said["speaker"]).sum().sort_values(ascending=False, kind="stable")
    styles = dict(zip(map(str, words.index), _SPEAKERS, strict=False))
    looks = [_OPEN if pd.isna(name) else styles.get(str(name), _OTHERS) for name in said["speaker"]]
    legend = [(shorten(name, 40), style) for name, style in styles.items()]
    legend += [("others", _OTHERS)] if len(words) > len(styles) else []
    legend += [(NOT_RESOLVED, _OPEN)] if said["speaker"].isna().any() else []
    return list(_passages(said, looks)), legend


def _by_voice(article: Article, said: pd.DataFrame) -> Look:
    blocks = [
        Mark(block.start, block.end, "voice", f"the {block.kind}’s words", _VOICES[block.kind])
        for block in article.layout if block.kind in _VOICES
    ]  # fmt: skip
    spoken = _passages(said, [_VOICES["speaker"]] * len(said), naming=False)
    return [*blocks, *spoken], [*_VOICES.items(), ("reporter", "")]


def _by_tone(article: Article, said: pd.DataFrame) -> Look:
    toned = list(tone_marks(explain_sentiment(article)))
    counts = {role: sum(mark.role == role for mark in toned) for role in TONED}
    legend = [(f"{name} ({counts[role]})", style) for role, (name, style) in TONED.items()]
    return [*toned, *_passages(said, [""] * len(said), naming=False)], legend


def _passages(said: pd.DataFrame, styles: list[str], *, naming: bool = True) -> Iterator[Mark]:
    for row, style in zip(said.to_dict("records"), styles, strict=True):
        number, label = int(row["attribution_id"]), f"row {row['attribution_id']}, {row['kind']}, {who(row)}"
        for start, end in row["parts"]:
            yield Mark(start, end, "passage", label, style, number)
        for role in NAMING if naming else ():
            if not pd.isna(row[f"{role}_start"]):
                yield Mark(int(row[f"{role}_start"]), int(row[f"{role}_end"]), role, f"{role}, {label}", "", number)


def who(row: Mapping[Any, Any]) -> str:
    """Name a row's speaker or, where that is not resolved, the words that stand for them."""
    if not pd.isna(row["speaker"]):
        return shorten(str(row["speaker"]), 60)
    source = "" if pd.isna(row["source"]) else f" ({shorten(str(row['source']), 50)})"
    return f"{NOT_RESOLVED}{source}"
