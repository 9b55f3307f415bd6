"""Tables of the store as files: Parquet of any size, a workbook of what fits into one."""

from collections.abc import Iterable
from pathlib import Path

from toolkit.corpus.reading import make_views, read_table
from toolkit.corpus.stages import STAGES
from toolkit.corpus.standing import problems_of
from toolkit.corpus.store import Store, rows_of
from toolkit.errors import ReadError, check_path
from toolkit.workbook import save_sheets

_INNER = ("shingle_bands",)  # of use to nobody outside
_SHEETS = ("articles", "attributions", "speakers", "source_audit", "sentiment_by_article", "agency_credits")


class Handover:
    """What a store of articles can write for others to open."""

    _store: Store

    def to_parquet(self, folder: str | Path) -> list[Path]:
        """Write every table as a Parquet file.

        Parameters
        ----------
        folder : str or Path
            Where to write; made if it is missing. Files named as the tables are replaced.

        Returns
        -------
        list of Path
            The files, `articles.parquet` first.

        Raises
        ------
        ReadError
            The folder or a file cannot be written.
        """
        import duckdb

        folder = check_path(folder, name="folder")
        make_views(self._store)
        tables = self._store.tables()
        names = ["articles", *(name for name in STAGES if rows_of(name) in tables and name not in _INNER)]
        try:
            folder.mkdir(parents=True, exist_ok=True)
            for name in names:
                target = str(folder / f"{name}.parquet").replace("'", "''")
                self._store.sql(f"COPY \"{name}\" TO '{target}' (FORMAT parquet)")
        except (OSError, duckdb.Error) as error:
            raise ReadError(f"The tables cannot be written to {folder}: {str(error).splitlines()[0]}.") from error
        return [folder / f"{name}.parquet" for name in names]

    def to_excel(self, path: str | Path, tables: Iterable[str] | None = None) -> Path:
        """Write tables as a workbook, one sheet each, and the problems.

        Parameters
        ----------
        path : str or Path
            The file, ending in .xlsx; one of this name is replaced.
        tables : iterable of str, optional
            Which; by default the articles, and who says what.

        Returns
        -------
        Path
            The file.

        Raises
        ------
        OptionError
            The name does not end in .xlsx, or a table has more rows than a sheet holds: use `to_parquet`.
        TableError
            No run has made a table that is asked for.
        ReadError
            The file cannot be written.
        """
        made = self._store.tables()
        names = [n for n in _SHEETS if n == "articles" or rows_of(n) in made] if tables is None else list(tables)
        sheets = {name: read_table(self._store, name) for name in names}
        return save_sheets({**sheets, "problems": problems_of(self._store)}, path)
