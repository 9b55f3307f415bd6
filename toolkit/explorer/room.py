"""The explorer as a whole: its parts put together."""

from pathlib import Path
from typing import Any

import ipywidgets as widgets
import pandas as pd

from toolkit.article import Article
from toolkit.errors import OptionError
from toolkit.explorer.deciding import Deciding
from toolkit.explorer.desk import ARTICLE, Desk
from toolkit.explorer.findings import Findings
from toolkit.explorer.handover import HandOver
from toolkit.explorer.opening import Opening
from toolkit.explorer.page import safe
from toolkit.explorer.reading import Reading
from toolkit.view import show

_TITLES = ("Who says what", "Tone", "Words", "Sources", "Code")


class Explorer:
    """What `explore` returns: a notebook shows it; `article` and `attributions` are what lies on the desk."""

    def __init__(self, folder: str | Path | None) -> None:
        self.desk = Desk(folder)
        self.opening = Opening(self.desk)
        self.reading = Reading(self.desk)
        self.deciding = Deciding(self.desk, self.reading)
        self.findings = Findings(self.desk)
        self.handover = HandOver(self.desk)
        self.heading = widgets.HTML()
        self.tabs = widgets.Tab(layout=widgets.Layout(display="none"))
        self.tabs.children = [self._check(), *self.findings.panes.values(), self.handover.pane]
        self.tabs.titles = _TITLES
        self.tabs.observe(lambda _: self._look(), names="selected_index")
        self.handover.buttons.layout.display = "none"
        self.desk.when(ARTICLE, self._show)
        parts = [self.reading.look, self.reading.click, self.opening.widget, self.desk.message, self.heading]
        self.widget = widgets.VBox([*parts, self.handover.buttons, self.tabs])
        self.widget.add_class("toolkit-room")

    @property
    def article(self) -> Article | None:
        """The article that lies open, its corrections' place included."""
        return self.desk.article

    @property
    def attributions(self) -> pd.DataFrame:
        """Who says what in it, as corrected so far."""
        return self.desk.said.copy()

    def _check(self) -> Any:
        left = widgets.VBox([self.reading.by, self.reading.text])
        right = widgets.VBox([self.reading.rows, self.reading.card, self.deciding.widget])
        left.layout, right.layout = widgets.Layout(flex="1 1 380px"), widgets.Layout(flex="1 1 380px")
        return widgets.HBox([left, right], layout=widgets.Layout(flex_flow="row wrap", align_items="flex-start"))

    def _show(self) -> None:
        article = self.desk.opened()
        about = (article.date, article.agency or article.outlet, article.byline, article.source)
        known = " · ".join(str(part) for part in about if part)
        self.heading.value = (
            f'<div class="toolkit-bar"><b>{safe(article.title or "An article")}</b><br>'
            f'<span class="toolkit-small">{safe(known)}</span></div>'
        )
        self.tabs.layout.display = self.handover.buttons.layout.display = ""
        self.tabs.selected_index = 0

    def _look(self) -> None:
        if self.tabs.selected_index is not None:
            self.findings.look_at(_TITLES[self.tabs.selected_index])

    def _repr_mimebundle_(self, **options: Any) -> dict[str, Any]:
        """Show the widgets where they live, and the article as it is where a notebook is only read."""
        bundle = dict(self.widget._repr_mimebundle_(**options) or {})
        bundle["text/plain"] = repr(self)
        bundle["text/html"] = show(self.desk.article).html if self.desk.article else f"<p>{safe(repr(self))}</p>"
        return bundle

    def __repr__(self) -> str:
        return f"<Explorer of {self.article!r}>" if self.article else "<Explorer, no article open yet>"


def explore(article: Article | str | Path | None = None, *, folder: str | Path | None = "articles") -> Explorer:
    """Open an article to look at and to correct: in a notebook, by mouse or keyboard.

    The article stands marked up beside the table of who says what; a click on either shows the other. Further tabs have
    tone, words, sources, and the code that gives the same tables. Corrections are kept beside the article at once, as
    `correct` keeps them.

    Parameters
    ----------
    article : Article, str or Path, optional
        What to open first: an Article, a path, an address, or text. Without it the explorer waits for what you paste or
        upload (text, Markdown, HTML, Word, PDF; of tables, folders and zip archives you choose an article).
    folder : str or Path, optional
        Where what is pasted or uploaded is kept, with its corrections and the reports; the folder `articles` beside the
        notebook by default. None keeps nothing: then a pasted text can be looked at but not corrected.

    Returns
    -------
    Explorer
        A notebook shows it. Its `article` and `attributions` are what lies open, as corrected so far.

    Raises
    ------
    OptionError
        `article` is none of these.

    Examples
    --------
    >>> explorer = explore(Article(text="“It sails,” Ada Moss said."), folder=None)
    >>> explorer.attributions[["speaker", "quote"]].values.tolist()
    [['Ada Moss', '“It sails,”']]
    """
    if article is not None and not isinstance(article, Article | str | Path):
        raise OptionError(f"explore needs an Article, a path, an address or text, not {type(article).__name__}.")
    explorer = Explorer(folder)
    if article is not None:
        with explorer.desk.attempt("Reading …"):
            explorer.opening.put(article)
    return explorer
