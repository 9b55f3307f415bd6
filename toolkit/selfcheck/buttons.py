"""The buttons, the words in their context and the question, as one widget."""

from collections.abc import Mapping
from typing import Any, cast

import ipywidgets as widgets
import pandas as pd

from toolkit.errors import ToolkitError
from toolkit.selfcheck.cards import CAPTIONS, card_of, message, question_of
from toolkit.selfcheck.labels import ANSWERS, SKIP
from toolkit.selfcheck.questions import Questions


class LabelBox(widgets.VBox):  # type: ignore[misc]
    """One question at a time; `answers` are the buttons that it can be answered with, `back` returns to the last."""

    def __init__(self, questions: Questions) -> None:
        self._questions = questions
        self._card, self._question, self._said = widgets.HTML(), widgets.HTML(), widgets.HTML()
        self._buttons = {
            column: [self._button(column, one) for one in (*given, SKIP)] for column, given in ANSWERS.items()
        }
        self.back = widgets.Button(description="back", icon="arrow-left", layout=widgets.Layout(width="auto"))
        self.back.on_click(lambda _: self._do(questions.back))
        self._row = widgets.HBox(layout=widgets.Layout(flex_flow="row wrap"))
        super().__init__([self._card, self._question, self._row, self._said], layout=widgets.Layout(max_width="52em"))
        self._show()

    @property
    def answers(self) -> list[Any]:
        """The buttons of the question, in order, the last of them to skip it; none once all is answered."""
        step = self._questions.step
        return [] if step is None else self._buttons[step[1]]

    @property
    def text(self) -> str:
        """What the widget shows, as HTML."""
        return "".join(part.value for part in (self._card, self._question, self._said))

    def _button(self, column: str, label: str) -> Any:
        button = widgets.Button(description=CAPTIONS.get((column, label), label), layout=widgets.Layout(width="auto"))
        button.on_click(lambda _: self._do(lambda: self._questions.answer(label)))
        return button

    def _do(self, act: Any) -> None:
        """Do what a click asks for; what goes wrong is said in the widget, where the reader looks."""
        try:
            act()
        except ToolkitError as error:
            self._said.value = message(str(error), wrong=True)
        else:
            self._show()

    def _show(self) -> None:
        state = self._questions
        self._said.value = message(f"{state.done()} of {len(state.labelled)} labelled, kept in {state.path.name}")
        if state.step is None:
            self._card.value, self._question.value = "", message("Every item has its labels. Run the cells below.")
        else:
            row, column = state.step
            item = cast(Mapping[str, Any], state.labelled.loc[row].to_dict())
            self._card.value = card_of(item, f"{row + 1} of {len(state.labelled)}")
            self._question.value = question_of(item, column)
            self._mark_given(item, column)
        self._row.children = (*self.answers, self.back)

    def _mark_given(self, item: Mapping[str, Any], column: str) -> None:
        """Fill the button of the answer that was given before, and fit the captions to the item."""
        named = not pd.isna(item["speaker"])
        for label, button in zip((*ANSWERS[column], SKIP), self._buttons[column], strict=True):
            button.button_style = "primary" if label == self._questions.given() else ""
            open_caption = None if named else CAPTIONS.get((column, label, "open"))
            button.description = open_caption or CAPTIONS.get((column, label), label)

    def _repr_mimebundle_(self, **options: Any) -> dict[str, Any]:
        """Add the item as plain HTML, for a notebook that is read where no kernel runs."""
        bundle: dict[str, Any] = super()._repr_mimebundle_(**options)
        return bundle | {"text/plain": "Run the cell to label with buttons.", "text/html": self.text}
