"""Article: a frozen record of a text, its blocks and where it came from."""

import datetime
import functools
import hashlib
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Concatenate, ParamSpec, TypeAlias, cast

import pandas as pd

from toolkit.blocks import BLOCK_KINDS, Block, find_blocks
from toolkit.datelines import AGENCIES, find_dateline
from toolkit.dates import parse_date
from toolkit.errors import ArticleError, OptionError
from toolkit.lines import byline_names
from toolkit.progress import with_bar
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
        What the source says; all but the url are read from the text where the source is silent.
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
    corrections : str, optional
        The file that keeps what people corrected; by default story.corrections.json beside the source story.txt.

    Raises
    ------
    ArticleError
        The text is empty, not a str, longer than 10,000,000 characters, or holds half a character (a lone surrogate);
        the layout leaves a part of it out; the date is no day.

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
    corrections: str | None = None

    def __post_init__(self) -> None:
        _check_text(self.text)
        layout = tuple(self.layout) or find_blocks(self.text, title=self.title)
        _check_layout(layout, self.text)
        settle = functools.partial(object.__setattr__, self)
        settle("layout", layout)
        settle("repairs", tuple(self.repairs))
        settle("warnings", tuple(self.warnings))
        settle("date", _day(self.date))
        settle("corrections", None if self.corrections is None else str(self.corrections))
        for name, value in _said_in(self.text, layout).items():
            if getattr(self, name) is None:
                settle(name, value)

    def __hash__(self) -> int:
        return hash(self.text)

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
        name = " ".join((self.title or self.text)[:80].split())
        return f"<Article {self.article_id} {name!r}, {len(self.text):,} characters>"


def _check_text(text: object) -> None:
    if not isinstance(text, str):
        raise ArticleError(f"An article's text must be a str, not {type(text).__name__}. Use read_article for files.")
    if not text.strip():
        raise ArticleError("The article is empty: there is nothing but white space in it.")
    check_length(len(text))
    if re.search("[\ud800-\udfff]", text):
        raise ArticleError("The text holds half characters (lone surrogates). Read the file again with read_article.")


def check_length(characters: int) -> None:
    """Raise ArticleError where a text has more characters than one article may."""
    if characters > MAX_CHARACTERS:
        raise ArticleError(
            f"The text has {characters:,} characters; at most {MAX_CHARACTERS:,} are taken as one article. "
            "Split it into its articles, or keep them in a table and use read_articles."
        )


def _check_layout(layout: tuple[Block, ...], text: str) -> None:
    """Refuse blocks that are unknown, overlap, or leave out more than white space."""
    reached = 0
    for block in layout:
        if block.kind not in BLOCK_KINDS:
            raise ArticleError(f"layout: kind {block.kind!r} is not known. Use one of: {', '.join(BLOCK_KINDS)}.")
        if not reached <= block.start < block.end <= len(text) or text[reached : block.start].strip():
            raise ArticleError("layout: the blocks must follow each other and hold all of the text but white space.")
        reached = block.end
    if text[reached:].strip():
        raise ArticleError("layout: the blocks end before the text does. Leave layout out to have them found.")


def _day(date: object) -> datetime.date | None:
    if date is None or (isinstance(date, datetime.date) and not isinstance(date, datetime.datetime)):
        return date
    if isinstance(date, datetime.datetime):
        return date.date()
    raise ArticleError(f"date={date!r} is no day. Use datetime.date(2019, 6, 6), or leave it out.")


def _said_in(text: str, layout: tuple[Block, ...]) -> dict[str, object]:
    """Read title, date, byline, outlet and agency from the blocks around the body."""
    first: dict[str, str] = {}
    for block in layout:
        first.setdefault(block.kind, text[block.start : block.end])
    names, outlet = byline_names(first.get("byline", ""))
    dateline = find_dateline(first.get("dateline", "") + " X", first=True)
    return {
        "title": " ".join(first["headline"].split()) if "headline" in first else None,
        "date": _date(text, layout) or parse_date(first.get("byline", "")),
        "byline": names,
        "outlet": outlet,
        "agency": dateline.agency if dateline and dateline.agency else AGENCIES.get(names or ""),
    }


def _date(text: str, layout: tuple[Block, ...]) -> datetime.date | None:
    """Read the first date line that stands before or after the body; within it, it dates an event."""
    body = [i for i, block in enumerate(layout) if block.kind == "body"]
    around = [b for i, b in enumerate(layout) if b.kind == "date" and not (body and body[0] < i < body[-1])]
    days = (parse_date(text[block.start : block.end]) for block in around)
    return next((day for day in days if day), None)


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
        for one in with_bar(each_article(article), of=article):
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


def check_one(article: object, name: str) -> None:
    """Raise OptionError unless the function `name`, which takes one Article, was given one."""
    if not isinstance(article, Article):
        raise OptionError(f"{name} needs one Article, not {type(article).__name__}. Make one with read_article(...).")


def check_kinds(kinds: Iterable[str] | None) -> frozenset[str]:
    """Return the block kinds asked for, all of them for None; raise OptionError for one that does not exist."""
    named: object = BLOCK_KINDS if kinds is None else kinds
    many = named if isinstance(named, Iterable) and not isinstance(named, str) else (named,)
    wanted = frozenset(map(str, many))
    if unknown := sorted(wanted - set(BLOCK_KINDS)):
        raise OptionError(f"kinds={unknown} is not known. Use any of: {', '.join(BLOCK_KINDS)}.")
    return wanted
