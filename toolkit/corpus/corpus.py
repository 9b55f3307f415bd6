"""Corpus: many articles in one file, analysed once, asked as often as you like."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any

import pandas as pd

from toolkit.article import Article
from toolkit.corpus.adding import add_articles
from toolkit.corpus.comparing import Comparisons
from toolkit.corpus.decisions import own_file
from toolkit.corpus.handover import write_parquet, write_sheets
from toolkit.corpus.reading import make_views, read_table, versions_of
from toolkit.corpus.records import article_of
from toolkit.corpus.run import keep_settings, run
from toolkit.corpus.standing import problems_of, status_of
from toolkit.corpus.store import Store
from toolkit.errors import OptionError, StoreError, check_path, shown
from toolkit.visible import number_of

if TYPE_CHECKING:
    from dask.distributed import Client

_PAGE = 100  # articles taken from the store at a time


class Corpus(Comparisons):
    """Many articles with their tables, in one DuckDB file that survives a crash and is asked with SQL.

    Going through a Corpus gives its Articles, so that it can stand wherever several articles can.

    Parameters
    ----------
    path : str or Path, optional
        The file, made if it is missing; one process at a time can have it. Left out, the store is in memory only.

    Raises
    ------
    StoreError
        The file is in use by another process, was made by a newer toolkit, or is no store.
    MissingExtraError
        duckdb is not installed.

    Examples
    --------
    >>> with Corpus() as corpus:
    ...     _ = corpus.add([Article(text="“It sails,” Ada Moss said.", outlet="Gazette"), Article(text="Rain.")])
    ...     corpus.table("articles")[["outlet", "characters"]]
        outlet  characters
    0  Gazette          26
    1      NaN           5
    """

    def __init__(self, path: str | Path | None = None) -> None:
        self._store = Store(None if path is None else check_path(path))
        self.last_run: pd.DataFrame | None = None

    def add(
        self, source: object, *, text_column: str | None = None, encoding: str | None = None, progress: bool = False
    ) -> "Corpus":
        """Add articles: the same one once, a changed one in place of the old.

        An article is the same where text and outlet are (another outlet's copy of a text is an article of its own). It
        takes the place of what stood at the same address or, without one, in the same file or row.

        Parameters
        ----------
        source : Article, path, address, DataFrame, or iterable of these
            As `read_articles` takes it: folders, zips and tables too. What cannot be read is listed in `problems`.
        text_column, encoding
            As in `read_articles`.
        progress : bool
            Whether to show a progress bar.

        Returns
        -------
        Corpus
            Itself, so that `.run()` can follow.

        Raises
        ------
        ReadError, TableError, OptionError
            `source` itself cannot be read: there is no such file, or its table has no column with text.
        """
        add_articles(self._store, source, text_column, encoding, progress=progress)
        return self

    def run(
        self,
        workers: int | None = None,
        client: "Client | None" = None,
        progress: bool | str = True,
        *,
        tables: Iterable[str] | str | None = None,
        settings: Mapping[str, Mapping[str, object]] | None = None,
        retry: bool = False,
    ) -> "Corpus":
        """Make the tables that are missing or out of date; stop it when you like, it goes on where it was.

        Parameters
        ----------
        workers : int, optional
            Processes on this machine; by default as many as it has processors.
        client : dask.distributed.Client, optional
            A Dask cluster to work on instead; this process alone writes to the store.
        progress : bool or "bar"
            Whether to show a progress bar and, at the end, what came of it; "bar" leaves the account to `last_run`.
        tables : iterable of str, or "all", optional
            Which tables to make; by default those that comparisons need.
        settings : dict of dict, optional
            Options of the analyses by table, such as ``{"word_frequencies": {"unit": "word"}}``, kept for the runs to
            come; ``{}`` for a table brings its own options back. Only what depends on them is made again.
        retry : bool
            Whether to try again what failed before.

        Returns
        -------
        Corpus
            Itself.

        Raises
        ------
        OptionError
            An option, a table or a setting is not known.
        """
        if settings is not None:
            keep_settings(self._store, settings)
        self.last_run = run(self._store, tables, workers, client, retry=retry, progress=progress)
        return self

    def table(self, name: str) -> pd.DataFrame:
        """Return "articles", or a table as the analysis of its name gives it, of all articles in the order of adding.

        Raises
        ------
        TableError
            No run has made it yet.
        OptionError
            There is no such table.
        """
        return read_table(self._store, name)

    def sql(self, query: str, values: Sequence[object] = ()) -> pd.DataFrame:
        """Ask the store in SQL, every table by its name; `values` fill the question marks.

        Examples
        --------
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

        Raises
        ------
        OptionError
            There is none of this name.
        """
        for article in self._articles("p.article_id = ?", [article_id]):
            return article
        raise OptionError(f"There is no article {article_id!r} in the store. table('articles') lists them.")

    def to_parquet(self, folder: str | Path) -> list[Path]:
        """Write every table as a Parquet file into a folder, which is made if it is missing.

        Raises
        ------
        ReadError
            The folder or a file cannot be written.
        """
        make_views(self._store)
        return write_parquet(self._store, Path(folder))

    def to_excel(self, path: str | Path, tables: Iterable[str] | None = None) -> Path:
        """Write tables as a workbook, one sheet each: by default the articles, who says what, and the problems.

        Raises
        ------
        OptionError
            The name does not end in .xlsx, or a table has more rows than a sheet holds: use `to_parquet`.
        """
        return write_sheets(self._store, path, tables)

    def close(self) -> None:
        """Let go of the file, so that another process can have it."""
        self._store.close()

    def __iter__(self) -> Iterator[Article]:
        return self._articles("true", [])

    def __len__(self) -> int:
        return int(self._store.value("SELECT count(*) FROM publications"))

    def __enter__(self) -> "Corpus":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def __repr__(self) -> str:
        try:
            articles = number_of(len(self), "article")
        except StoreError:
            articles = "closed"
        return f"<Corpus {self._store.path or 'in memory'}, {articles}>"

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
