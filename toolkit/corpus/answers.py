"""What a store of articles answers: its tables, SQL over them, its articles one by one, and how it stands."""

from collections.abc import Iterator, Sequence
from typing import Any

import pandas as pd

from toolkit.article import Article
from toolkit.corpus.decisions import own_file
from toolkit.corpus.reading import make_views, read_table, versions_of
from toolkit.corpus.records import article_of
from toolkit.corpus.standing import problems_of, status_of
from toolkit.corpus.store import Store
from toolkit.errors import OptionError, shown

_PAGE = 100  # articles taken from the store at a time


class Answers:
    """What a store of articles can be asked."""

    _store: Store

    def table(self, name: str) -> pd.DataFrame:
        """Return a table of all articles, in the order of adding.

        Parameters
        ----------
        name : str
            "articles", or a table's name, such as "attributions".

        Returns
        -------
        DataFrame
            As the analysis of that name gives it, `article_id` first. "articles" has a row for each: `article_id`,
            `source`, `title`, `date`, `byline`, `outlet`, `site`, `agency`, `url`, `characters` (of the text),
            `repairs`, `warnings`, and the further columns of your own tables.

        Raises
        ------
        TableError
            No run has made it yet.
        OptionError
            There is no such table.
        """
        return read_table(self._store, name)

    def sql(self, query: str, values: Sequence[object] = ()) -> pd.DataFrame:
        """Ask the store in SQL.

        Parameters
        ----------
        query : str
            SQL as DuckDB has it, every table by its name.
        values : sequence
            What fills the query's question marks.

        Returns
        -------
        DataFrame
            What the query gives.

        Raises
        ------
        OptionError
            The store does not understand the query.

        Examples
        --------
        >>> from toolkit import Corpus
        >>> corpus = Corpus().add([Article(text="Rain.", outlet="Gazette"), Article(text="Sun.", outlet="Gazette")])
        >>> corpus.sql("SELECT outlet, count(*) AS articles FROM articles GROUP BY outlet")
            outlet  articles
        0  Gazette         2
        """
        import duckdb

        if not isinstance(query, str) or not query.strip():
            raise OptionError(f"query={shown(query)} is not known. Use SQL, such as SELECT * FROM articles.")
        make_views(self._store)
        try:
            return self._store.sql(query, values).df()
        except duckdb.Error as error:
            raise OptionError(f"The store does not understand the query. {error}") from error

    @property
    def problems(self) -> pd.DataFrame:
        """What could not be read, and what could not be made of which article: a row each, with what to do."""
        return problems_of(self._store)

    @property
    def status(self) -> pd.DataFrame:
        """For each table: articles whose rows are done, stale, missing or failed, and the seconds that it took."""
        return status_of(self._store)

    @property
    def versions(self) -> pd.DataFrame:
        """What made the rows of each table: versions of toolkit and libraries, options, a hash of the code."""
        return versions_of(self._store)

    def article(self, article_id: str) -> Article:
        """Return one article of the store.

        Parameters
        ----------
        article_id : str
            As the tables have it.

        Returns
        -------
        Article
            With its text, blocks and whatever its source said.

        Raises
        ------
        OptionError
            There is none of this name.
        """
        for article in self._articles("p.article_id = ?", [article_id]):
            return article
        raise OptionError(f"There is no article {article_id!r} in the store. table('articles') lists them.")

    def __iter__(self) -> Iterator[Article]:
        return self._articles("true", [])

    def __len__(self) -> int:
        return int(self._store.value("SELECT count(*) FROM publications"))

    def _articles(self, condition: str, values: Sequence[object]) -> Iterator[Article]:
        numbers = self._store.sql(
            f"SELECT serial FROM publications p WHERE {condition} ORDER BY serial", values
        ).fetchall()
        for i in range(0, len(numbers), _PAGE):
            page = [serial for (serial,) in numbers[i : i + _PAGE]]
            cursor = self._store.sql(
                "SELECT t.text, t.layout, p.* REPLACE (coalesce(p.corrections, ?) AS corrections) "
                "FROM publications p JOIN texts t USING (no) "
                "WHERE list_contains(?, p.serial) ORDER BY p.serial", [own_file(self._store), page],
            )  # fmt: skip
            names: list[Any] = [column[0] for column in cursor.description or []]
            for row in cursor.fetchall():
                yield article_of(dict(zip(names, row, strict=True)))
