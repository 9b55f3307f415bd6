"""The way in: text pasted, a path or an address typed, files uploaded, and the choice where there are several."""

from pathlib import Path
from typing import Any

import ipywidgets as widgets

from toolkit.article import Article
from toolkit.errors import OptionError
from toolkit.explorer.desk import Desk
from toolkit.explorer.keeping import keep_bytes, keep_text, with_a_place
from toolkit.intake import read_article, read_articles
from toolkit.intake.many import ArticleList
from toolkit.intake.single import COLLECTIONS, told_apart
from toolkit.visible import shorten

_ACCEPTED = ".txt,.md,.html,.htm,.docx,.pdf,.csv,.tsv,.xlsx,.json,.jsonl,.parquet,.zip"


class Opening:
    """The fields by which an article comes onto the desk."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        self.found: list[tuple[Article, str]] = []
        self.typed = widgets.Textarea(
            placeholder="Paste an article, or give a path or a web address", rows=3,
            layout=widgets.Layout(flex="1 1 320px", width="auto"),
        )  # fmt: skip
        self.upload = widgets.FileUpload(accept=_ACCEPTED, multiple=True, description="Upload", button_style="primary")
        self.open = desk.button("Open", self._open_typed, "Reading …", tooltip="Open what is pasted or typed")
        self.which = widgets.Dropdown(description="Article", layout=widgets.Layout(width="auto", display="none"))
        self.upload.observe(self._uploaded, names="value")
        self.which.observe(self._chosen, names="value")
        side = widgets.VBox([widgets.HBox([self.open, self.upload]), desk.folder])
        self.widget = widgets.VBox(
            [widgets.HBox([self.typed, side], layout=widgets.Layout(flex_flow="row wrap")), self.which]
        )

    def put(self, article: Article | str | Path) -> None:
        """Open an article, or what a path, an address or a text holds."""
        if not isinstance(article, Article):
            self._take(*self._read(str(article) if isinstance(article, Path) else article))
            return
        kept = with_a_place(article, self.desk.place())
        code = f"read_article({kept.source!r})" if kept.source and Path(kept.source).is_file() else ""
        self._take([(kept, code)], [])

    def _open_typed(self) -> None:
        if not self.typed.value.strip():
            raise OptionError("There is nothing to open. Paste an article, or give a path or a web address.")
        self._take(*self._read(self.typed.value))

    def _read(self, typed: str) -> tuple[list[tuple[Article, str]], list[str]]:
        where, folder = told_apart(typed), self.desk.place()
        if where == "path":
            return _from_place(Path(typed.strip()))
        if where == "text" and folder is not None:
            return _from_place(keep_text(folder, read_article(typed, kind="text").text))
        article = with_a_place(read_article(typed), folder)
        code = f"read_article({typed.strip()!r})" if where == "url" else ""
        if article.corrections and code:
            code = f"replace({code}, corrections={article.corrections!r})"
        return [(article, code)], []

    def _uploaded(self, change: dict[str, Any]) -> None:
        if not change["new"]:
            return
        with self.desk.attempt("Reading …"):
            found, problems = [], []
            for file in change["new"]:
                articles, trouble = self._from_upload(file["name"], bytes(file["content"]))
                found += articles
                problems += trouble
            self._take(found, problems)
        self.upload.value = ()  # so that the same file can be taken again

    def _from_upload(self, name: str, data: bytes) -> tuple[list[tuple[Article, str]], list[str]]:
        folder = self.desk.place()
        if folder is None:
            raise OptionError("Name a folder to keep the upload in, such as articles: its corrections lie beside it.")
        return _from_place(keep_bytes(folder, name, data))

    def _take(self, found: list[tuple[Article, str]], problems: list[str]) -> None:
        self.found = found
        self.which.options = [(f"{i}. {shorten(a.title or a.text, 80)}", i - 1) for i, (a, _) in enumerate(found, 1)]
        self.which.layout.display = "" if len(found) > 1 else "none"
        self.which.value = 0
        self._put(0)
        if problems:
            self.desk.tell(f"{len(problems)} could not be read: {'; '.join(problems[:3])}", alert=True)

    def _chosen(self, change: dict[str, Any]) -> None:
        number = change["new"]
        if number is not None and self.found[number][0] is not self.desk.article:
            with self.desk.attempt("Reading …"):
                self._put(number)

    def _put(self, number: int) -> None:
        article, code = self.found[number]
        self.desk.tell("Finding who says what …")
        self.desk.put(article, code)
        self.desk.tell(" ".join(article.warnings), alert=True)


def _from_place(path: Path) -> tuple[list[tuple[Article, str]], list[str]]:
    """Read a file or a folder, each article with the code that reads it."""
    if path.suffix.lower() not in COLLECTIONS and not path.is_dir():
        return [(read_article(path), f"read_article({str(path)!r})")], []
    articles: ArticleList = read_articles(path)
    code = f"read_articles({str(path)!r})"
    problems = [f"{row.source}: {row.problem}" for row in articles.problems.itertuples()]
    return [(article, f"{code}[{i}]") for i, article in enumerate(articles)], problems
