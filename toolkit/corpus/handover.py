"""Tables of the store as files: Parquet of any size, a workbook of what fits into one."""

from collections.abc import Iterable
from pathlib import Path

from toolkit.corpus.reading import read_table
from toolkit.corpus.stages import STAGES
from toolkit.corpus.standing import problems_of
from toolkit.corpus.store import Store, rows_of
from toolkit.errors import ReadError
from toolkit.workbook import save_sheets

_INNER = ("shingle_bands",)  # of use to nobody outside
_SHEETS = ("articles", "attributions", "speakers", "source_audit", "sentiment_by_article", "agency_credits")


def write_parquet(store: Store, folder: Path) -> list[Path]:
    """Write the articles and every table that there is; files of these names are replaced."""
    import duckdb

    tables = store.tables()
    names = ["articles", *(name for name in STAGES if rows_of(name) in tables and name not in _INNER)]
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for name in names:
            target = str(folder / f"{name}.parquet").replace("'", "''")
            store.sql(f"COPY \"{name}\" TO '{target}' (FORMAT parquet)")
    except (OSError, duckdb.Error) as error:
        raise ReadError(f"The tables cannot be written to {folder}: {str(error).splitlines()[0]}.") from error
    return [folder / f"{name}.parquet" for name in names]


def write_sheets(store: Store, path: str | Path, tables: Iterable[str] | None) -> Path:
    """Write the tables asked for, and the problems, as sheets."""
    made = store.tables()
    names = [n for n in _SHEETS if n == "articles" or rows_of(n) in made] if tables is None else list(tables)
    return save_sheets({**{name: read_table(store, name) for name in names}, "problems": problems_of(store)}, path)
