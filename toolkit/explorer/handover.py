"""What is taken away: the report, the workbook, and the code that gives the same tables."""

import os
from pathlib import Path

import ipywidgets as widgets

from toolkit.article import Article
from toolkit.explorer.desk import ARTICLE, Desk
from toolkit.explorer.findings import CODE
from toolkit.explorer.keeping import slug
from toolkit.explorer.page import safe
from toolkit.report import write_report
from toolkit.workbook import write_workbook

_COPY = (
    "const text=this.closest('.toolkit-room').querySelector('.toolkit-code textarea');text.focus();text.select();"
    "if(navigator.clipboard)navigator.clipboard.writeText(text.value);else document.execCommand('copy');"
    "this.textContent='Copied';"
)


class HandOver:
    """Two buttons that write files, links to them, and a field of code."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        self.report = desk.button("Write report", self._report, "Writing the report …", button_style="success")
        self.workbook = desk.button("Write workbook", self._workbook, "Writing the workbook …")
        self.links = widgets.Output()
        self.files: list[Path] = []
        self.code = widgets.Textarea(rows=17, layout=widgets.Layout(width="auto"))
        self.code.add_class("toolkit-code")
        copy = widgets.HTML(f'<button type="button" class="jupyter-button" onclick="{_COPY}">Copy the code</button>')
        desk.when(ARTICLE, self._draw)
        self.buttons = widgets.HBox(
            [self.report, self.workbook, self.links], layout=widgets.Layout(flex_flow="row wrap")
        )
        self.pane = widgets.VBox(
            [widgets.HTML('<div class="toolkit-bar">The same tables from a cell of your own:</div>'), self.code, copy]
        )

    def _report(self) -> None:
        article = self.desk.opened()
        self._wrote(write_report(article, self._name(article, "-report.html")))

    def _workbook(self) -> None:
        article = self.desk.opened()
        self._wrote(write_workbook(article, self._name(article, "-tables.xlsx")))

    def _name(self, article: Article, ending: str) -> Path:
        source = Path(article.source or "")
        stem = source.stem if source.is_file() else slug(article.title or article.text)
        return (self.desk.place() or Path()) / f"{stem}{ending}"

    def _wrote(self, path: Path) -> None:
        self.files = [*(file for file in self.files if file != path), path]
        self._link()
        self.desk.tell(f"Written: {path}")

    def _link(self) -> None:
        links = " &nbsp; ".join(_link_to(path) for path in self.files)
        page = {"text/html": f'<div style="padding:4px">{links}</div>', "text/plain": ", ".join(map(str, self.files))}
        # An output of its own: JupyterLab turns an output's links into links to its own files.
        self.links.outputs = ({"output_type": "display_data", "data": page, "metadata": {}},) if links else ()

    def _draw(self) -> None:
        self.files = []
        self._link()
        self.code.value = code_for(self.desk.origin)


def _link_to(path: Path) -> str:
    beside = os.path.relpath(path) if not path.is_absolute() else str(path)
    return f'<a href="{safe(Path(beside).as_posix())}" target="_blank">{safe(path.name)}</a>'


def code_for(origin: str) -> str:
    """Return a dozen lines that give the explorer's tables.

    Examples
    --------
    >>> print(code_for("read_article('ferry.txt')").splitlines()[2])
    article = read_article('ferry.txt')
    """
    reader = "read_articles" if origin.startswith("read_articles") else "read_article"
    used = ["attributions", "keywords", *([reader] if origin else []), "sentiment", "sentiment_towards", "show",
            "show_sources", "source_audit", "word_frequencies", "write_report"]  # fmt: skip
    again = ["from dataclasses import replace"] if origin.startswith("replace") else []
    opened = f"article = {origin}" if origin else "# article: the one that you gave to explore(), or explorer.article"
    return "\n".join([
        *again, f"from toolkit import {', '.join(used)}", "", opened,
        "said = attributions(article)  # who says what; corrections are replayed", "show(article, said)",
        *(line for lines in CODE.values() for line in lines), 'write_report(article, "report.html")',
    ])  # fmt: skip
