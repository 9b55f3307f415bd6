"""Articles on one page that can be handed over: text marked up, charts, tables, method and how far to trust it.

The page is one HTML file without scripts. Nothing is fetched when it is read, and all text of an article is escaped.
"""

from collections.abc import Iterable, Iterator
from pathlib import Path

import pandas as pd

from toolkit.article import Article, check_kinds, each_article
from toolkit.cast import names_in
from toolkit.corpus import Corpus
from toolkit.errors import OptionError, ReadError, check_path, check_whole
from toolkit.progress import with_bar
from toolkit.report.many import OVERVIEW, Made, about, overview
from toolkit.report.method import method
from toolkit.report.one import sections, tables_of
from toolkit.report.page import contents, file_name, frame, paragraph, safe, table
from toolkit.tables import check_table

_SOURCES = ("attributions", "speakers", "source_audit", "sentiment_by_voice", "text_profile")


def write_report(
    articles: Article | Iterable[Article] | Corpus,
    path: str | Path,
    *,
    kinds: tuple[str, ...] = ("body",),
    details: int = 20,
    title: str | None = None,
    names: pd.DataFrame | None = None,
) -> Path:
    """Write what the toolkit makes of one article, or of several, as one HTML file without scripts.

    The file holds its pictures, needs no network, prints well, and forbids the browser to run or fetch anything.

    Parameters
    ----------
    articles : Article, iterable of Article or Corpus
        What to report on. Of several, an overview comes first: who speaks over all, how sources are named, who is
        accused and not heard, and a list of the articles. A Corpus gives the tables that its runs have made.
    path : str or Path
        The file, ending in .html; one of this name is replaced.
    kinds : tuple of str
        Kinds of blocks whose attributions are listed; ("body",) by default. A Corpus lists what its runs read.
    details : int
        Of several articles, the first so many get a section of their own each, about a quarter of a megabyte; the
        page says how many are left out.
    title : str, optional
        The page's title; by default the article's, or the number of articles.
    names : DataFrame, optional
        Of several articles: which speakers are the same, what `speaker_names` or `Corpus.speaker_names` gives with
        `name` changed where it is wrong.

    Returns
    -------
    Path
        The file.

    Raises
    ------
    OptionError
        There is no article, a kind is not known, `details` is below 0, or the name does not end in .html.
    TableError
        No run of the Corpus has made its tables, or `names` lacks a column.
    ReadError
        The file cannot be written.

    Examples
    --------
    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     page = write_report(Article(text="“It sails,” Ada Moss said."), f"{folder}/ferry.html").read_text("utf-8")
    >>> "Ada Moss" in page, "<script" in page
    (True, False)
    """
    path = check_path(path, ".html", ".htm")
    check_whole("details", details, 0)
    check_kinds(kinds)
    if names is not None:
        check_table(names, "speaker_names", ["article_id", "speaker", "name"])
    if isinstance(articles, Article):
        page = frame(title or articles.title or "An article", _single(articles, kinds))
    else:
        many = articles if isinstance(articles, Corpus) else list(each_article(articles))
        if not len(many):
            raise OptionError("There is no article to report on: the collection is empty.")
        page = frame(title or f"{len(many):,} articles", _several(many, articles, kinds, details, names))
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(page, encoding="utf-8")
    except OSError as error:
        raise ReadError(f"The report cannot be written to {path}: {error.strerror or error}.") from error
    return path


def _single(article: Article, kinds: tuple[str, ...]) -> Iterator[str]:
    yield from sections(article, tables_of(article, kinds))
    yield from method([article], _settings(kinds))


def _several(
    many: list[Article] | Corpus, given: object, kinds: tuple[str, ...], details: int, names: pd.DataFrame | None
) -> Iterator[str]:
    articles, made = _from_store(many) if isinstance(many, Corpus) else _from_articles(many, kinds)
    names = names_in(made["speakers"]) if names is None else names
    chosen = list(zip(articles["article_id"].head(details), many, strict=False))
    yield contents([*OVERVIEW.items(), ("method", "Method")])
    yield from overview(articles, made, names, [name for name, _ in chosen])
    if left := len(articles) - len(chosen):
        yield paragraph(
            f"{len(chosen):,} of {len(articles):,} articles have a section of their own below (the first ones); "
            f"{left:,} left out. details=... sets how many; write_report of one article writes all of it."
        )
    problems = getattr(given, "problems", None)
    if problems is not None and len(problems):
        yield "<h3>What could not be read or analysed</h3>" + table(
            problems.assign(source=problems["source"].map(file_name))
        )
    for name, article in chosen:
        yield f'<section class="article" id="article-{name}">'
        yield f'<h1 dir="auto">{safe(article.title or "An article")}</h1>'
        yield from sections(article, tables_of(article, kinds))
        yield "</section>"
    yield from method(many, _settings(kinds) | {"sections of their own": f"{len(chosen):,} of {len(articles):,}"})


def _from_articles(many: list[Article], kinds: tuple[str, ...]) -> tuple[pd.DataFrame, Made]:
    parts: dict[str, list[pd.DataFrame]] = {name: [] for name in _SOURCES}
    for article in with_bar(many):
        for name, rows in tables_of(article, kinds).items():
            parts[name].append(rows.assign(article_id=article.article_id))
    return pd.DataFrame(map(about, many)), {
        name: pd.concat(tables, ignore_index=True) for name, tables in parts.items()
    }


def _from_store(corpus: Corpus) -> tuple[pd.DataFrame, Made]:
    made = {name: corpus.table(name) for name in _SOURCES}
    articles = corpus.table("articles")[["article_id", "title", "date", "outlet"]]
    return articles.assign(title=articles["title"].fillna("")), made


def _settings(kinds: tuple[str, ...]) -> dict[str, object]:
    return {"blocks read for attributions": ", ".join(kinds)}
