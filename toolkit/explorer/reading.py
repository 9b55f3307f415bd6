"""The article marked up beside the table of who says what; a click on either shows the other."""

import re
from typing import Any

import ipywidgets as widgets

from toolkit.explorer.desk import ARTICLE, CHOSEN, ROWS, Desk
from toolkit.explorer.marks import CHOICES, marked, who
from toolkit.explorer.page import highlight, pane, safe
from toolkit.explorer.rows import rows_html, words_of
from toolkit.visible import shorten

_SAID = re.compile(r"(row|also) (\d{1,9}) \d+|span (\d{1,9}) (\d{1,9}) \d+")


class Reading:
    """The two panes, the choice of what is marked, and what a click in them says."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        self.span: tuple[int, int] | None = None  # the words selected in the article
        self.by = widgets.Dropdown(options=list(CHOICES.items()), description="Mark by")
        self.text, self.rows, self.card = widgets.HTML(), widgets.HTML(), widgets.HTML()
        self.look = widgets.HTML(highlight(desk.name, ()))
        self.click = widgets.Text(layout=widgets.Layout(display="none"))
        self.click.add_class(desk.name)
        self.selected: list[Any] = []  # who hears of words selected
        for field, height in ((self.text, "640px"), (self.rows, "380px")):
            field.layout = widgets.Layout(max_height=height, width="auto", overflow="auto", border="1px solid #c8c8c8")
        self.by.observe(lambda _: self._draw_text(), names="value")
        self.click.observe(self._clicked, names="value")
        desk.when(ARTICLE, self._forget)
        desk.when(ROWS, self._draw)
        desk.when(CHOSEN, self._point)

    def _clicked(self, change: dict[str, Any]) -> None:
        said = _SAID.fullmatch(change["new"])
        if said is None:
            return
        if said[3]:
            self.span = int(said[3]), int(said[4])
            for act in self.selected:
                act(*self.span)
            return
        row = int(said[2])
        before = self.desk.chosen if said[1] == "also" else ()
        self.desk.choose([n for n in before if n != row] + [row] * (row not in before))

    def _forget(self) -> None:
        self.span = None

    def _draw(self) -> None:
        self._draw_text()
        self.rows.value = pane(self.desk.name, rows_html(self.desk.said))

    def _draw_text(self) -> None:
        if self.desk.article is not None:
            page = marked(self.desk.article, self.desk.said, self.by.value).html
            # A browser drops a bare carriage return, and then what is selected would be counted wrong.
            self.text.value = pane(self.desk.name, page.replace("\r", "&#13;"), selects=True)

    def _point(self) -> None:
        chosen = self.desk.chosen
        self.look.value = highlight(self.desk.name, chosen)
        rows = self.desk.said.iloc[list(chosen)].to_dict("records")
        lines = [
            f"<b>Row {int(row['attribution_id'])}</b>, {safe(row['kind'])}, {safe(who(row))}: "
            f"{safe(shorten(words_of(row), 300))}"
            for row in rows
        ]
        hint = "Click a row or a marked passage; with Ctrl or Shift you choose several."
        self.card.value = f'<div class="toolkit-bar">{"<br>".join(lines) or safe(hint)}</div>'
