"""One DuckDB file that holds articles and their tables: opening, locking, its layout and its version."""

import contextlib
import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from toolkit import __version__
from toolkit.corpus.stages import Stage, sql_type
from toolkit.errors import MissingExtraError, StoreError

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

LAYOUT = 2  # raise it when the tables below change; what older stores hold is taken over by _take_over
_ARTICLES = """
CREATE TABLE texts (no BIGINT, content VARCHAR, text VARCHAR, layout VARCHAR, characters BIGINT);
CREATE TABLE publications (
    serial BIGINT, article_id VARCHAR, no BIGINT, text_id VARCHAR, place VARCHAR, source VARCHAR, title VARCHAR,
    date DATE, byline VARCHAR, outlet VARCHAR, agency VARCHAR, url VARCHAR, site VARCHAR, repairs VARCHAR[],
    warnings VARCHAR[], extra VARCHAR, corrections VARCHAR
);
CREATE TABLE unread (source VARCHAR, problem VARCHAR, advice VARCHAR);
CREATE TABLE settings (stage VARCHAR, options VARCHAR);
"""
_RESULTS = """
CREATE TABLE done (
    no BIGINT, stage VARCHAR, version VARCHAR, corrections VARCHAR, seconds DOUBLE, problem VARCHAR, advice VARCHAR
);
CREATE TABLE versions (version VARCHAR, stage VARCHAR, made VARCHAR);
"""
KNOWN_SINCE_1 = ("texts", "publications", "unread", "settings")
_LITTLE, _MUCH = 48, "75%"  # megabytes that DuckDB may hold of the store in memory while it is filled; and otherwise


class Store:
    """An open store; one process at a time has it."""

    def __init__(self, path: str | Path | None) -> None:
        self.path = None if path is None else Path(path).expanduser()
        self.connection = _connect(self.path)
        try:
            self._settle()
        except BaseException:
            self.connection.close()
            raise

    def sql(self, query: str, values: Sequence[object] = ()) -> "DuckDBPyConnection":
        try:
            return self.connection.execute(query, list(values))
        except Exception as error:
            if isinstance(error, RuntimeError) and "interrupted" in str(error):  # what Ctrl-C becomes inside DuckDB
                raise KeyboardInterrupt from error
            if "already closed" in str(error):
                raise StoreError("The store is closed. Open it again with Corpus(path).") from error
            raise

    def value(self, query: str, values: Sequence[object] = ()) -> Any:
        """Return the one value that a query gives."""
        rows = self.sql(query, values).fetchall()  # to the end: an open result keeps others from writing
        return rows[0][0] if rows else None

    @contextlib.contextmanager
    def transaction(self) -> Iterator[None]:
        """Keep all that is written within, or nothing of it."""
        self.connection.begin()
        try:
            yield
        except BaseException:
            self.connection.rollback()
            raise
        self.connection.commit()

    @contextlib.contextmanager
    def writing(self) -> Iterator[None]:
        """Hold little of the store in memory while a run writes to it, and leave the processors to the workers."""
        threads = self.value("SELECT current_setting('threads')")
        self._hold(f"{max(_LITTLE, 3 * self._longest() // 1_000_000)}MB")
        self.sql("SET threads=1")
        try:
            yield
        finally:
            self.sql(f"SET threads={threads}")
            self._hold(_MUCH)

    def trim(self) -> None:
        """Let go of most of what DuckDB holds of the store in memory: by itself it keeps all that was written."""
        import duckdb

        with contextlib.suppress(duckdb.OutOfMemoryException):  # what is in use stays
            self._hold(f"{_LITTLE}MB")
        self._hold(_MUCH)

    def _hold(self, limit: str) -> None:
        if self.path is not None:  # a store in memory has no other place
            self.sql(f"SET memory_limit='{limit}'")

    def _longest(self) -> int:
        """Count the characters of the longest texts that are read together: DuckDB reads 2,048 rows at a time."""
        read_together = "SELECT sum(characters) AS characters FROM texts GROUP BY rowid // 2048"
        return int(self.value(f"SELECT coalesce(max(characters), 0) FROM ({read_together})"))

    def tables(self) -> set[str]:
        """Name the base tables that there are."""
        return {
            str(name) for (name,) in self.sql("SELECT table_name FROM duckdb_tables() WHERE NOT temporary").fetchall()
        }

    def make_room(self, stage: Stage) -> None:
        """Make the table of a stage's rows where it is missing; one with other columns is replaced, rows and all."""
        columns = {"no": "BIGINT", "row": "BIGINT", **{c.name: sql_type(c) for c in stage.columns}}
        name = rows_of(stage.name)
        if self._columns(name) == columns:
            return
        listed = ", ".join(f'"{column}" {kind}' for column, kind in columns.items())
        with self.transaction():
            self.sql(f'CREATE OR REPLACE TABLE "{name}" ({listed})')
            self.sql("DELETE FROM done WHERE stage = ?", [stage.name])

    def _columns(self, table: str) -> dict[str, str]:
        found = self.sql(
            "SELECT column_name, data_type FROM duckdb_columns() WHERE table_name = ? ORDER BY column_index", [table]
        )
        return {str(name): str(kind) for name, kind in found.fetchall()}

    def close(self) -> None:
        self.connection.close()

    def _settle(self) -> None:
        """Make the tables of a new store; check or take over those of another version."""
        tables = self.tables()
        if not tables:
            with self.transaction():
                self.sql(f"{_ARTICLES}{_RESULTS}CREATE TABLE store (layout INTEGER, toolkit VARCHAR);")
                self.sql("INSERT INTO store VALUES (?, ?)", [LAYOUT, __version__])
            return
        if "store" not in tables:
            raise StoreError(
                f"{self.path} is a DuckDB file, but no store of articles. Choose another name for the store."
            )
        layout, made_by = self.sql("SELECT layout, toolkit FROM store").fetchall()[0]
        if layout > LAYOUT:
            raise StoreError(
                f"{self.path} was made by a newer version of the toolkit ({made_by}; this is {__version__}). "
                "Install that one or a later one, or choose another name for the store."
            )
        if layout < LAYOUT:
            self._take_over(made_by, tables)

    def _take_over(self, made_by: str, tables: set[str]) -> None:
        """Keep the articles of an older store; the next run makes their tables again."""
        if not {*KNOWN_SINCE_1} <= tables:
            raise StoreError(
                f"{self.path} was made by toolkit {made_by}, whose stores this version ({__version__}) cannot open. "
                "Make a new store and add the articles again."
            )
        with self.transaction():
            for name in tables - {*KNOWN_SINCE_1, "store"}:
                self.sql(f'DROP TABLE "{name}" CASCADE')
            self.sql("ALTER TABLE publications ADD COLUMN IF NOT EXISTS corrections VARCHAR")
            self.sql(_RESULTS)
            self.sql("UPDATE store SET layout = ?, toolkit = ?", [LAYOUT, __version__])


def rows_of(stage: str) -> str:
    """Name the table that holds a stage's rows."""
    return f"{stage}_rows"


def _connect(path: Path | None) -> "DuckDBPyConnection":
    try:
        import duckdb
    except ImportError as error:
        raise MissingExtraError('A store needs duckdb. Run: pip install "media-analysis-toolkit[scale]"') from error
    if path is not None and path.is_dir():
        raise StoreError(f"{path} is a folder. Name a file for the store, such as {path / 'outlets.duckdb'}.")
    if path is not None and not path.parent.is_dir():
        raise StoreError(f"There is no folder {path.parent} to keep the store {path.name} in. Make it first.")
    settings: dict[str, str | bool | int | float | list[str]] = {  # nothing is fetched
        "autoinstall_known_extensions": False, "autoload_known_extensions": False,
    }  # fmt: skip
    try:
        return duckdb.connect(":memory:" if path is None else str(path), config=settings)
    except duckdb.Error as error:
        raise StoreError(_why(path, str(error))) from error


def _why(path: Path | None, said: str) -> str:
    """Say in the toolkit's words why DuckDB does not open a file."""
    if "lock" in said.lower() or "being used by another process" in said:
        holder = re.search(r"PID (\d+)", said)
        who = f"process {holder[1]}" if holder else "another process"
        return (
            f"{path} is in use by {who}, and one process at a time can have a store. Wait until it is done; in a "
            "notebook, call .close() on its Corpus or shut its kernel down."
        )
    if "not a valid DuckDB database" in said:
        return f"{path} is no store of articles: another kind of file, or damaged. Choose another name for the store."
    if "version number" in said or "newer version" in said:
        return f"{path} was written by another version of DuckDB: install that one. ({said.splitlines()[0]:.200})"
    return f"{path} cannot be opened as a store: {said.splitlines()[0]:.300}"
