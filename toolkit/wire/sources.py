"""What wire copy is looked for in: several articles, or a store that has read them before."""

from collections.abc import Iterator
from typing import Protocol, runtime_checkable

import pandas as pd

from toolkit.article import Article, Articles, each_article
from toolkit.errors import OptionError
from toolkit.wire.credits import agency_credits
from toolkit.wire.outlets import outlet_of
from toolkit.wire.shingles import shingle_bands


@runtime_checkable
class Stored(Protocol):
    """A store of articles with their tables, such as a Corpus."""

    def table(self, name: str) -> pd.DataFrame: ...

    def article(self, article_id: str) -> Article: ...


class Listed:
    """Several articles that answer as a store does; each further copy of a text has -2, -3 and so on behind its id."""

    def __init__(self, articles: Articles) -> None:
        self._articles = dict(_named(articles))
        if not self._articles:
            raise OptionError("There is no article to analyse: the collection is empty.")

    def table(self, name: str) -> pd.DataFrame:
        """Return "articles", "shingle_bands" or "agency_credits"."""
        if name == "articles":
            return pd.DataFrame(
                [{"article_id": i, "outlet": outlet_of(a), "date": a.date} for i, a in self._articles.items()]
            ).astype({"outlet": "str", "date": "datetime64[s]"})
        analysis = {"shingle_bands": shingle_bands, "agency_credits": agency_credits}[name]
        tables = [analysis(a).assign(article_id=i) for i, a in self._articles.items()]
        return pd.concat(tables, ignore_index=True)

    def article(self, article_id: str) -> Article:
        return self._articles[article_id]


def _named(articles: Articles) -> Iterator[tuple[str, Article]]:
    seen: dict[str, int] = {}
    for article in each_article(articles):
        times = seen[article.article_id] = seen.get(article.article_id, 0) + 1
        yield article.article_id + (f"-{times}" if times > 1 else ""), article
