"""The controls by which a person corrects what the toolkit found; each decision is kept beside the article at once."""

import re
from collections.abc import Sequence
from typing import Any

import ipywidgets as widgets
import pandas as pd

from toolkit.correcting import correct, corrections
from toolkit.errors import OptionError
from toolkit.explorer.desk import CHOSEN, ROWS, Desk
from toolkit.explorer.keeping import seen_from_here
from toolkit.explorer.page import table_html
from toolkit.explorer.reading import Reading
from toolkit.sidecar import sidecar_of
from toolkit.visible import shorten

_KEPT = ["action", "state", "speaker", "instead_of", "quote", "advice"]


class Deciding:
    """Accept, reject, re-attribute, merge, split, add, undo."""

    def __init__(self, desk: Desk, reading: Reading) -> None:
        self.desk, self.reading = desk, reading
        self.rows = widgets.Text(description="Rows", placeholder="such as 3, 5", continuous_update=False)
        self.speaker = widgets.Combobox(description="Speaker", placeholder="name, old or new", continuous_update=True)
        self.words = widgets.Textarea(
            description="Missed", placeholder="Select words in the article, or paste them", rows=2
        )
        self.source = widgets.Text(description="Source", placeholder="its words for who says it (may stay empty)")
        self.kept = widgets.HTML(layout=widgets.Layout(max_height="240px", overflow="auto"))
        self.buttons = self._buttons()
        self.rows.observe(self._typed, names="value")
        reading.selected.append(self._selected)
        desk.when(ROWS, self._draw)
        desk.when(CHOSEN, self._show_rows)
        for field in (self.rows, self.speaker, self.words, self.source):
            field.layout.width = "auto"
        self.widget = self._laid_out()

    def _buttons(self) -> dict[str, Any]:
        wanted = {
            "Accept": (self._accept, "The row is right"),
            "Reject": (self._reject, "Nobody is quoted here"),
            "Give to speaker": (self._give, "These rows are said by the speaker named"),
            "Not known": (self._unname, "Leave these rows without a speaker"),
            "Merge": (
                self._merge,
                "The chosen row’s speaker and the one named are the same: all their rows go together",
            ),
            "Split off": (self._split, "These rows of one speaker are another’s"),
            "Add quotation": (self._add, "Make a row of words that were missed"),
            "Undo": (self._undo, "Take the last correction back"),
        }
        return {
            label: self.desk.button(label, act, "Correcting …", tooltip=tip, layout=widgets.Layout(width="auto"))
            for label, (act, tip) in wanted.items()
        }

    def _laid_out(self) -> Any:
        def line(*labels: str) -> Any:
            return widgets.HBox([self.buttons[label] for label in labels], layout=widgets.Layout(flex_flow="row wrap"))

        return widgets.VBox([
            self.rows, line("Accept", "Reject", "Undo"), self.speaker,
            line("Give to speaker", "Not known", "Merge", "Split off"),
            self.words, self.source, line("Add quotation"), self.kept,
        ])  # fmt: skip

    def _accept(self) -> None:
        self._correct("accept", self._numbers())

    def _reject(self) -> None:
        self._correct("reject", self._numbers())

    def _give(self) -> None:
        self._correct("reattribute", self._numbers(), speaker=self._named())

    def _unname(self) -> None:
        self._correct("reattribute", self._numbers(), speaker=None)

    def _split(self) -> None:
        self._correct("split", self._numbers(), speaker=self._named())

    def _merge(self) -> None:
        names = self.desk.chosen_rows()["speaker"].dropna().unique().tolist()
        if len(names) != 1:
            raise OptionError("Merging begins at a row that has a speaker. Choose one, and name whom they are.")
        self._correct("merge", None, speaker=self._named(), instead_of=names[0])

    def _add(self) -> None:
        text, words, span = self.desk.opened().text, self.words.value, self.reading.span
        selected = span is not None and shorten(text[slice(*span)], 9999) == shorten(words, 9999)
        source, speaker = self.source.value.strip() or None, self.speaker.value.strip() or None
        self._correct("add", span if selected else words, speaker=speaker, source=source)
        self.words.value, self.source.value, self.reading.span = "", "", None

    def _undo(self) -> None:
        made = corrections(self.desk.opened())
        if made.empty:
            raise OptionError("There is no correction to take back.")
        self._correct("undo", int(made["correction_id"].max()))

    def _correct(self, action: str, at: object, **options: Any) -> None:
        article = self.desk.opened()
        made = correct(article, action, at, **options)
        self.speaker.value = ""  # left standing it would slip into the next correction
        self.desk.read_again()
        place = sidecar_of(article)
        where = f" kept in {seen_from_here(place)}" if place else ""
        self.desk.tell(f"Done. {len(made)} correction{'s' * (len(made) != 1)}{where}.")

    def _numbers(self) -> list[int]:
        return [int(n) for n in self.desk.chosen_rows()["attribution_id"]]

    def _named(self) -> str:
        if not self.speaker.value.strip():
            raise OptionError("Name the speaker first, in the field Speaker.")
        return str(self.speaker.value)

    def _typed(self, change: dict[str, Any]) -> None:
        rows = [int(n) for n in re.findall(r"\d{1,9}", change["new"])]
        if tuple(rows) != self.desk.chosen:
            self.desk.choose(rows)

    def _selected(self, start: int, end: int) -> None:
        article = self.desk.article
        if article is not None and 0 <= start < end <= len(article.text):
            self.words.value = article.text[start:end]

    def _show_rows(self) -> None:
        self.rows.value = _listed(self.desk.chosen)

    def _draw(self) -> None:
        names = self.desk.said["speaker"].dropna().unique()
        self.speaker.options = tuple(dict.fromkeys(map(str, names)))
        self.kept.value = _kept(corrections(self.desk.opened()))


def _listed(rows: Sequence[int]) -> str:
    return ", ".join(map(str, rows))


def _kept(made: pd.DataFrame) -> str:
    if made.empty:
        return '<div class="toolkit-small">No corrections so far.</div>'
    shown = made[_KEPT].dropna(axis="columns", how="all").copy()
    if "quote" in shown:
        shown["quote"] = [None if pd.isna(quote) else shorten(quote, 50) for quote in shown["quote"]]
    return f'<div class="toolkit-small">Corrections so far</div>{table_html(shown)}'
