"""What the parts of the explorer share: the article that lies open, its rows, those chosen, and a word to the user."""

import secrets
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import ipywidgets as widgets
import pandas as pd

from toolkit.article import Article
from toolkit.attribution import attributions
from toolkit.errors import OptionError, ToolkitError
from toolkit.explorer.page import safe
from toolkit.tables import make_table

ARTICLE, ROWS, CHOSEN = "article", "rows", "chosen"


class Desk:
    """The article on the desk; its parts say what they need to hear of with `when`."""

    def __init__(self, folder: str | Path | None) -> None:
        self.name = f"toolkit-{secrets.token_hex(4)}"
        self.article: Article | None = None
        self.origin = ""  # the code that reads the article
        self.said = make_table("attributions", [])
        self.chosen: tuple[int, ...] = ()
        self.folder = widgets.Text(
            value="" if folder is None else str(folder), description="Keep in",
            tooltip="Folder for what you paste or upload, its corrections, and reports", continuous_update=False,
        )  # fmt: skip
        self.message = widgets.HTML()
        self._listeners: dict[str, list[Callable[[], None]]] = {ARTICLE: [], ROWS: [], CHOSEN: []}

    def place(self) -> Path | None:
        """Return the folder that the user keeps things in; None where they emptied the field."""
        typed = self.folder.value.strip()
        return Path(typed).expanduser() if typed else None

    def when(self, event: str, act: Callable[[], None]) -> None:
        """Have `act` called whenever the article, its rows, or the rows chosen have changed."""
        self._listeners[event].append(act)

    def put(self, article: Article, origin: str) -> None:
        """Put an article on the desk."""
        self.said, self.article, self.origin, self.chosen = attributions(article), article, origin, ()
        self._tell(ARTICLE, ROWS, CHOSEN)

    def read_again(self) -> None:
        """Take the rows anew after a correction; the rows chosen are forgotten, for their numbers may have changed."""
        self.said, self.chosen = attributions(self.opened()), ()
        self._tell(ROWS, CHOSEN)

    def opened(self) -> Article:
        """Return the article; raise OptionError where none is open."""
        if self.article is None:
            raise OptionError("No article is open. Paste one, give its path or address, or upload a file.")
        return self.article

    def choose(self, rows: Iterable[int]) -> None:
        """Choose rows; those that do not exist are left out."""
        self.chosen = tuple(dict.fromkeys(row for row in rows if 0 <= row < len(self.said)))
        self._tell(CHOSEN)

    def chosen_rows(self) -> pd.DataFrame:
        """Return the rows chosen; raise OptionError where there are none."""
        if not self.chosen:
            raise OptionError("No row is chosen. Click a row of the table, or a marked passage of the article.")
        return self.said.iloc[list(self.chosen)]

    def tell(self, text: str, *, alert: bool = False) -> None:
        """Show the user a message."""
        look, role = ("toolkit-alert", "alert") if alert else ("toolkit-said", "status")
        self.message.value = f'<div class="toolkit-bar {look}" role="{role}">{safe(text)}</div>' if text else ""

    @contextmanager
    def attempt(self, doing: str) -> Iterator[None]:
        """Say what is being done, and what went wrong with it."""
        self.tell(doing)
        try:
            yield
        except ToolkitError as error:
            self.tell(str(error), alert=True)
        except KeyboardInterrupt:
            self.tell("Stopped. Nothing is lost; try again when you like.", alert=True)

    def button(self, label: str, act: Callable[[], None], doing: str, **looks: Any) -> Any:
        """Make a button whose problems are shown, not raised."""
        made = widgets.Button(description=label, **looks)

        def pressed(_: object) -> None:
            with self.attempt(doing):
                act()

        made.on_click(pressed)
        return made

    def _tell(self, *events: str) -> None:
        for event in events:
            for act in self._listeners[event]:
                act()
