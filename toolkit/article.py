"""Article: a frozen record of a text, its blocks and where it came from."""

import datetime
import functools
import hashlib
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Concatenate, ParamSpec, TypeAlias, cast

import pandas as pd
from dateutil import parser as dateutil_parser

from toolkit.blocks import BLOCK_KINDS, DATE, Block, dateline_agency, find_blocks
from toolkit.errors import ArticleError, OptionError
from toolkit.tables import make_table

MAX_CHARACTERS = 10_000_000
LONG_CHARACTERS = 500_000


@dataclass(frozen=True)
class Article:
    """One article. It never changes; every span in every table points into its `text`.

    Parameters
    ----------
    text : str
        The whole text: headline, date, captions and body, as read.
    title, byline, outlet, agency, url : str, optional
        What the source says; title, byline and agency are read from the text where the source is silent.
    date : datetime.date, optional
        Day of publication; read from the text where the source is silent, missing where it is ambiguous.
    source : str, optional
        Where the text came from: a path, a URL, a row of a table.
    layout : tuple of Block, optional
        The blocks, where the source's markup gives them; found in the text by default.
    repairs : tuple of str
        What intake mended before the Article was made.
    warnings : tuple of str
        What a reader should know before trusting the tables, such as another language than English.
    extra : tuple of (str, object)
        Further columns of the table that the article came from; `metadata` gives them as a dict.

    Raises
    ------
    ArticleError
        The text is empty, not a str, longer than 10,000,000 characters, or holds half a character (a lone surrogate).

    Examples
    --------
    >>> article = Article(text="Ferry returns\\n\\nMay 4, 2031\\n\\nThe ferry is back, the mayor said.")
    >>> article.title, article.date
    ('Ferry returns', datetime.date(2031, 5, 4))
    >>> article.blocks[["kind", "text"]]
           kind                                text
    0  headline                       Ferry returns
    1      date                         May 4, 2031
    2      body  The ferry is back, the mayor said.
    """

    text: str
    title: str | None = None
    date: datetime.date | None = None
    byline: str | None = None
    outlet: str | None = None
    agency: str | None = None
    url: str | None = None
    source: str | None = None
    layout: tuple[Block, ...] = ()
    repairs: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()
    extra: tuple[tuple[str, object], ...] = ()

    def __post_init__(self) -> None:
        _check_text(self.text)
        object.__setattr__(self, "layout", self.layout or find_blocks(self.text))
        for name, read in (("title", _title), ("date", _date), ("byline", _byline), ("agency", _agency)):
            if getattr(self, name) is None:
                object.__setattr__(self, name, read(self))

    @functools.cached_property
    def article_id(self) -> str:
        """Twelve hexadecimal digits that name the text: the same text has the same id everywhere."""
        return hashlib.sha256(self.text.encode()).hexdigest()[:12]

    @property
    def metadata(self) -> dict[str, object]:
        """The further columns of the table that the article came from."""
        return dict(self.extra)

    @property
    def blocks(self) -> pd.DataFrame:
        """The blocks table: block_id, kind, start, end, text."""
        return make_table(
            "blocks",
            [
                {"block_id": i, "kind": b.kind, "start": b.start, "end": b.end, "text": self.text[b.start : b.end]}
                for i, b in enumerate(self.layout)
            ],
        )

    def __repr__(self) -> str:
        name = self.title or " ".join(self.text[:80].split())
        return f"<Article {self.article_id} {name!r}, {len(self.text):,} characters>"


def _check_text(text: object) -> None:
    if not isinstance(text, str):
        raise ArticleError(f"An article's text must be a str, not {type(text).__name__}. Use read_article for files.")
    if not text.strip():
        raise ArticleError("The article is empty: there is nothing but white space in it.")
    if len(text) > MAX_CHARACTERS:
        raise ArticleError(
            f"The text has {len(text):,} characters; at most {MAX_CHARACTERS:,} are taken as one article. "
            "Split it into its articles, or keep them in a table and use read_articles."
        )
    if re.search("[\ud800-\udfff]", text):
        raise ArticleError("The text holds half characters (lone surrogates). Read the file again with read_article.")


def _first(article: Article, kind: str) -> str | None:
    return next((article.text[b.start : b.end] for b in article.layout if b.kind == kind), None)


def _title(article: Article) -> str | None:
    headline = _first(article, "headline")
    return " ".join(headline.split()) if headline else None


def _date(article: Article) -> datetime.date | None:
    line = _first(article, "date")
    return parse_date(line) if line else None


def _byline(article: Article) -> str | None:
    line = _first(article, "byline")
    return re.sub(r"^(?:\w+ )?by:?\s+", "", " ".join(line.split()), flags=re.IGNORECASE) if line else None


def _agency(article: Article) -> str | None:
    dateline = _first(article, "dateline")
    return dateline_agency(dateline) if dateline else None


def parse_date(line: str) -> datetime.date | None:
    """Read the day from a date line; None where there is none, or day and month could be either way round.

    Examples
    --------
    >>> parse_date("Published Thursday, 6 June 2019 at 9:07 AM")
    datetime.date(2019, 6, 6)
    >>> parse_date("03/04/2019") is None
    True
    """
    match = re.search(DATE, line, re.IGNORECASE)
    if match is None:
        return None
    numbers = re.fullmatch(r"(\d{1,2})[-/.](\d{1,2})[-/.]\d{4}", match.group())
    if numbers and max(int(numbers[1]), int(numbers[2])) <= 12 and numbers[1] != numbers[2]:
        return None
    try:
        day: datetime.datetime = dateutil_parser.parse(match.group(), dayfirst=bool(numbers and int(numbers[1]) > 12))
    except (ValueError, OverflowError):
        return None
    return day.date()


Articles: TypeAlias = Article | Iterable[Article]
P = ParamSpec("P")


def one_or_many(
    analysis: Callable[Concatenate[Article, P], pd.DataFrame],
) -> Callable[Concatenate[Articles, P], pd.DataFrame]:
    """Let an analysis of one Article take several: their tables end to end, `article_id` the first column."""

    @functools.wraps(analysis)
    def analyse(article: Articles, *args: P.args, **kwargs: P.kwargs) -> pd.DataFrame:
        if isinstance(article, Article):
            return analysis(article, *args, **kwargs)
        tables = []
        for one in each_article(article):
            table = analysis(one, *args, **kwargs)
            table.insert(0, "article_id", pd.Series([one.article_id] * len(table), dtype="str"))
            tables.append(table)
        if not tables:
            raise OptionError("There is no article to analyse: the collection is empty.")
        return pd.concat(tables, ignore_index=True)

    return cast(Callable[Concatenate[Articles, P], pd.DataFrame], analyse)


def each_article(articles: object) -> Iterable[Article]:
    """Go through one Article or several, refusing anything else by name."""
    if isinstance(articles, Article):
        articles = (articles,)
    if isinstance(articles, (str, bytes)) or not isinstance(articles, Iterable):
        raise OptionError(
            f"An Article is needed, or several, not {type(articles).__name__}. Make one with read_article(...)."
        )
    for article in articles:
        if not isinstance(article, Article):
            raise OptionError(f"An Article is needed, not {type(article).__name__}. Make one with read_article(...).")
        yield article


def check_kinds(kinds: Iterable[str] | None) -> frozenset[str]:
    """Return the block kinds asked for, all of them for None; raise OptionError for one that does not exist."""
    if isinstance(kinds, str):
        kinds = (kinds,)
    wanted = frozenset(BLOCK_KINDS if kinds is None else kinds)
    if unknown := sorted(wanted - set(BLOCK_KINDS)):
        raise OptionError(f"kinds={unknown} is not known. Use any of: {', '.join(BLOCK_KINDS)}.")
    return wanted
