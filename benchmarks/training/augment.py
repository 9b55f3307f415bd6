"""Articles changed at random, so that the model learns how news reports speech and not what one year's news was like.

Each change keeps the words in their order, so that the annotation can be moved along.
"""

import random
import re
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from benchmarks.training.corpora import Annotated

Edit = tuple[int, int, str]

_DOUBLE = re.compile("[\"“”„«»]|''|``")
_NAME = re.compile(r"(?<![.!?:\"“”'‘’\n] )(?<![\n\"“”'‘’.])\b[A-Z][a-z]{2,}\b")
_DASH = re.compile(r"\s?[—–―]\s?|\s--\s")
_STYLES = (("“", "”"), ('"', '"'), ("‘", "’"), ("''", "''"), ("``", "''"), ("«", "»"))
_BEGINNINGS = "Bar Den Fol Gri Hal Kes Lor Mav Nis Orl Pel Rud Sab Tov Ulv Wex Yan Zed".split()
_ENDS = "ack den ford gan ham ini kov land man ner ov rey son ton vich well zi".split()
_KEEP = frozenset(
    "The And But That This They There When What President Senator Governor Mayor Minister Secretary Judge Chief "
    "Director Chairman Professor Officer Monday Tuesday Wednesday Thursday Friday Saturday Sunday January February "
    "March April May June July August September October November December University Department Court House Senate "
    "Congress Party State States National North South East West New City County Police Street Republican Democratic "
    "Republicans Democrats Democrat American Americans Facebook Twitter".split()
)


@dataclass(frozen=True)
class Changed:
    """A changed text; `moved[i]` is where character i of the first text stands now."""

    text: str
    moved: Sequence[int]


class Changer:
    """Makes changed copies of articles; names come from the articles that it was made with."""

    def __init__(self, articles: Iterable[Annotated], seed: int) -> None:
        self.random = random.Random(seed)
        counts = Counter(name for article in articles for name in sorted(set(_NAME.findall(article.text)) - _KEEP))
        self.names = [name for name, count in counts.items() if count < 40] or ["Ada"]

    def __call__(self, article: Annotated) -> Changed:
        """Change an article in a few ways at a time, or in none."""
        edits: list[Edit] = []
        for change, chance in self._CHANGES:
            if self.random.random() < chance:
                edits += change(self, article.text)
        return apply(article.text, edits)

    def _other_names(self, text: str) -> list[Edit]:
        """Give each name of the article another's place, everywhere alike."""
        names = sorted(set(_NAME.findall(text)) - _KEEP)
        share = self.random.choice((0.5, 1.0))
        swapped = {name: self._name() for name in names if self.random.random() < share}
        words = re.finditer(r"\b[A-Z][a-z]{2,}\b", text)
        return [(*m.span(), swapped[m.group()]) for m in words if m.group() in swapped]

    def _name(self) -> str:
        if self.random.random() < 0.3:
            return self.random.choice(_BEGINNINGS) + self.random.choice(_ENDS)
        return self.random.choice(self.names)

    def _other_marks(self, text: str) -> list[Edit]:
        opening, closing = self.random.choice(_STYLES)
        edits = []
        for match in _DOUBLE.finditer(text):
            opens = match.start() == 0 or text[match.start() - 1] in " \n(—-"
            edits.append((*match.span(), opening if opens else closing))
        return edits

    def _fewer_marks(self, text: str) -> list[Edit]:
        share = self.random.choice((0.1, 0.3, 1.0))
        return [(*m.span(), "") for m in _DOUBLE.finditer(text) if self.random.random() < share]

    def _fewer_commas(self, text: str) -> list[Edit]:
        share, left = self.random.choice((0.2, 1.0, 1.0)), self.random.choice(("", " "))
        return [(*m.span(), left) for m in re.finditer(r",(?= )", text) if self.random.random() < share]

    def _more_spaces(self, text: str) -> list[Edit]:
        return [(*m.span(), "  ") for m in re.finditer(r"(?<=[.!?]) (?=\S)", text)]

    def _other_dashes(self, text: str) -> list[Edit]:
        dash = self.random.choice((" — ", "—", " – ", " - ", " -- ", " _ ", " ― "))
        return [(*m.span(), dash) for m in _DASH.finditer(text)]

    _CHANGES: Sequence[tuple[Callable[["Changer", str], list[Edit]], float]] = (
        (_other_names, 0.5), (_other_marks, 0.35), (_fewer_marks, 0.08), (_fewer_commas, 0.25), (_more_spaces, 0.1),
        (_other_dashes, 0.2),
    )  # fmt: skip


def apply(text: str, edits: Iterable[Edit]) -> Changed:
    """Carry out edits, the first of two that overlap."""
    out, moved, at = [], [], 0
    length = 0

    def keep(until: int) -> None:
        nonlocal length, at
        moved.extend(range(length, length + until - at))
        out.append(text[at:until])
        length, at = length + until - at, until

    for start, end, new in sorted(edits, key=lambda edit: edit[0]):
        if start < at:
            continue
        keep(start)
        moved.extend(length + min(i, len(new)) for i in range(end - start))
        out.append(new)
        length, at = length + len(new), end
    keep(len(text))
    moved.append(length)
    return Changed("".join(out), moved)
