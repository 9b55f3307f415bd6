"""Corpus: many articles in one file, analysed once, asked as often as you like."""

from collections.abc import Iterable, Mapping
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING

import pandas as pd

from toolkit.corpus.adding import add_articles
from toolkit.corpus.answers import Answers
from toolkit.corpus.comparing import Comparisons
from toolkit.corpus.handover import Handover
from toolkit.corpus.run import keep_settings, run
from toolkit.corpus.store import Store
from toolkit.errors import StoreError, check_path
from toolkit.visible import number_of

if TYPE_CHECKING:
    from dask.distributed import Client


class Corpus(Answers, Comparisons, Handover):
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
    >>> from toolkit import Article
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

    def close(self) -> None:
        """Let go of the file, so that another process can have it."""
        self._store.close()

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
