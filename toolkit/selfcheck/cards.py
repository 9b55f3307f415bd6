"""What the widget shows, as HTML in which all text of the article is escaped: the words in context, the question."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from typing import Any

import pandas as pd

from toolkit.visible import escaped, shorten

_CARD = (
    "padding:0.8em 1.2em;border:1px solid #c8c8c8;border-radius:4px;background-color:#ffffff;color:#1b1b1b;"
    "font-size:15px;line-height:1.6;white-space:pre-line;overflow-wrap:anywhere"
)
_SMALL = "font-size:13px;line-height:1.4;opacity:0.8;white-space:normal"  # in whatever ink the reader's theme has
_STYLES = {
    "sentence": "color:#1b1b1b;background-color:#fdf6dc;outline:1px solid #8f7a2a",
    "words": "color:#1b1b1b;background-color:#dcebf7;border-bottom:2px solid #01649c",
    "source": "font-weight:700",
    "cue": "font-style:italic",
}
_LEGENDS = {"attribution": ("words", "source", "cue"), "sentence": ("sentence", "words")}
_NAMES = {"sentence": "the sentence", "words": "words found", "source": "source", "cue": "cue"}
CAPTIONS: Mapping[tuple[str, ...], str] = {
    ("missed", "0"): "none",
    ("missed", "3"): "3 or more",
    ("speaker_right", "yes", "open"): "it does not",
    ("speaker_right", "no", "open"): "it does",
}
_HELP = {
    "words_right": "yes: source and words are right. partly: the source is right and so is at least half of the words. "
    "no: nobody says this here, somebody else does, or less than half of the words is right.",
    "speaker_right": "Another form of the same name is right.",
    "missed": "Count speech, thoughts, wishes and plans, and what documents say, quoted or told. What begins in "
    "another sentence does not count here.",
    "tone_read": "As a reader would take it, for whatever it speaks of; in doubt neutral.",
}


def card_of(item: Mapping[str, Any], place: str) -> str:
    """Show an item in its context, under a line that says where the reader is."""
    title = "" if pd.isna(item["title"]) else f" · {escaped(shorten(str(item['title']), 70))}"
    legend = " &nbsp; ".join(f'<span style="{_STYLES[r]}">{_NAMES[r]}</span>' for r in _LEGENDS[item["kind"]])
    text = "".join(_pieces(item["context"], item["marks"]))
    return (
        f'<div class="mathjax_ignore tex2jax_ignore" lang="en"><p style="{_SMALL}"><b>{place}</b> · {item["kind"]}'
        f'{title} &nbsp; {legend}</p><div dir="auto" style="{_CARD}">{text}</div></div>'
    )


def question_of(item: Mapping[str, Any], column: str) -> str:
    """Ask for one label."""
    return (
        f'<div class="mathjax_ignore tex2jax_ignore" lang="en" style="line-height:1.5"><b>{_question(item, column)}</b>'
        f'<br><span style="{_SMALL}">{_HELP[column]}</span></div>'
    )


def message(text: str, *, wrong: bool = False) -> str:
    """Say something below the buttons."""
    return f'<div role="status" style="{_SMALL}{";opacity:1;font-weight:700" if wrong else ""}">{escaped(text)}</div>'


def _question(item: Mapping[str, Any], column: str) -> str:
    if column == "words_right":
        return f"Are the marked words what {_name(item['source'], 'somebody')} says, thinks or shows?"
    if column == "speaker_right":
        if pd.isna(item["speaker"]):
            return "The speaker is left open. Does the article tell the name?"
        return f"The speaker is given as {_name(item['speaker'], '')}. Is that right?"
    if column == "missed":
        found = int(item["found"])
        some = f"{found} that begin{'s' * (found == 1)} in the sentence" if found else "none in the sentence"
        return f"The toolkit finds {some}. How many does it miss?"
    return "Which tone has the sentence?"


def _name(words: object, otherwise: str) -> str:
    return otherwise if pd.isna(words) else f"“{escaped(shorten(str(words), 80))}”"  # type: ignore[call-overload]


def _pieces(text: str, marks: Sequence[tuple[int, int, str]]) -> Iterator[str]:
    """Cut the text where a mark begins or ends, and give each piece the styles of the marks over it."""
    edges = {0, len(text), *(edge for start, end, _ in marks for edge in (start, end))}
    for start, end in pairwise(sorted(edges)):
        over = {role for a, b, role in marks if a <= start and end <= b}
        style = ";".join(_STYLES[role] for role in _STYLES if role in over)
        piece = escaped(text[start:end])
        yield f'<span style="{style}">{piece}</span>' if style else piece
