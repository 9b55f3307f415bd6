"""Tables out of the store: as the analyses give them, the articles in the order in which they were added."""

import json
from typing import Any

import pandas as pd

from toolkit.corpus.stages import STAGES
from toolkit.corpus.store import Store, rows_of
from toolkit.errors import OptionError, TableError, check_text
from toolkit.tables import TABLES, Column

_TYPES = {"BIGINT": "BIGINT", "UBIGINT": "BIGINT", "DOUBLE": "DOUBLE", "BOOLEAN": "BOOLEAN"}
_ABOUT = [column.name for column in TABLES["corpus_articles"]]


def make_views(store: Store) -> None:
    """Let SQL see the articles and each table by its public name."""
    store.sql(f"CREATE OR REPLACE TEMP VIEW articles AS {_articles(store)}")
    tables = store.tables()
    for name in STAGES:
        if rows_of(name) in tables:
            store.sql(
                f'CREATE OR REPLACE TEMP VIEW "{name}" AS SELECT p.article_id, r.* EXCLUDE (no, row) '
                f'FROM publications p JOIN "{rows_of(name)}" r USING (no)'
            )


def _articles(store: Store) -> str:
    """Write the query of the table of articles, with a column for each column of the user's own tables."""
    known = ", ".join("t.characters" if name == "characters" else f"p.{name}" for name in _ABOUT)
    own = "".join(f', {expression} AS "{name}"' for name, expression in own_columns(store).items())
    return f"SELECT {known}{own} FROM publications p JOIN texts t USING (no)"


def own_columns(store: Store) -> dict[str, str]:
    """Name the columns that the user's own tables add, each with the expression that reads it."""
    rows = store.sql(
        "WITH pairs AS (SELECT serial, extra, unnest(json_keys(extra)) AS key FROM publications) "
        "SELECT key, list(DISTINCT json_type(extra, '$.\"' || key || '\"')) FROM pairs WHERE key NOT LIKE '%\"%' "
        "GROUP BY key ORDER BY min(serial), key"
    ).fetchall()
    found: dict[str, str] = {}
    for key, kinds in rows:
        name = str(key)
        while name.casefold() in {other.casefold() for other in (*_ABOUT, *found)}:
            name += "_given"
        types = {_TYPES.get(kind, "VARCHAR") for kind in kinds if kind != "NULL"} or {"VARCHAR"}
        kind = types.pop() if len(types) == 1 else "DOUBLE" if types <= {"BIGINT", "DOUBLE"} else "VARCHAR"
        path = "'$.\"" + str(key).replace("'", "''") + "\"'"
        found[name] = f"CAST(json_extract_string(p.extra, {path}) AS {kind})"
    return found


def read_table(store: Store, name: str) -> pd.DataFrame:
    """Return a table of all articles.

    Raises
    ------
    TableError
        No run has made it.
    OptionError
        There is no such table.
    """
    check_text(table=name)
    make_views(store)
    if name == "articles":
        table = store.sql(f"{_articles(store)} ORDER BY p.serial").df()
        return _typed(table, TABLES["corpus_articles"])
    if name not in STAGES:
        raise OptionError(f"table {name!r} is not known. Use articles, or any of: {', '.join(STAGES)}.")
    if rows_of(name) not in store.tables():
        raise TableError(f"The table {name} is not made yet. Call .run(), or .run(tables=[{name!r}]).")
    table = store.sql(
        f'SELECT p.article_id, r.* EXCLUDE (no, row) FROM publications p JOIN "{rows_of(name)}" r USING (no) '
        "ORDER BY p.serial, r.row"
    ).df()
    return _typed(table, STAGES[name].columns)


def _typed(table: pd.DataFrame, columns: tuple[Column, ...]) -> pd.DataFrame:
    """Give the columns the types that the analyses give them: sequences are tuples, missing text is missing."""
    for column in columns:
        values = table[column.name]
        kind: Any = column.dtype
        table[column.name] = values.map(_tuples) if kind == "object" else values.astype(kind)
    for name in [n for n, column in table.items() if column.dtype == "object"]:
        if name not in {column.name for column in columns}:
            table[name] = table[name].astype("str")
    return table.astype({"article_id": "str"})


def _tuples(value: Any) -> Any:
    if hasattr(value, "tolist") or isinstance(value, list | tuple):
        return tuple(
            _tuples(one)
            for one in (value.tolist() if hasattr(value, "tolist") and not isinstance(value, list) else value)
        )
    return value


def versions_of(store: Store) -> pd.DataFrame:
    """Return what made the rows of each table: toolkit, function, options, libraries, and the articles that it made."""
    rows = store.sql(
        "SELECT v.stage, v.version, v.made, count(*) FROM versions v JOIN done d USING (version, stage) "
        "GROUP BY ALL ORDER BY 1, 2"
    ).fetchall()
    return pd.DataFrame(
        [{"table": s, "version": v, "articles": n, **{k: m for k, m in json.loads(made).items() if k != "table"}}
         for s, v, made, n in rows],
    )  # fmt: skip
