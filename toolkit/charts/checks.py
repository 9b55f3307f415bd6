"""What a chart asks of its table."""

import numpy as np
import pandas as pd

from toolkit.errors import TableError
from toolkit.visible import shorten


def one_row_each(table: pd.DataFrame, name: str) -> pd.DataFrame:
    """Raise TableError where a value of column `name` repeats: two bars of one name cannot be told apart."""
    if table[name].duplicated().any():
        again = shorten(str(table.loc[table[name].duplicated(), name].iloc[0]), 28)
        raise TableError(f"Column {name!r} holds {again!r} more than once. Choose the rows of one article or group.")
    return table


def one_article(table: pd.DataFrame) -> pd.DataFrame:
    """Raise TableError where the rows come from several articles, whose positions cannot share an axis."""
    if "article_id" in table and table["article_id"].nunique() > 1:
        raise TableError(
            f"The table holds {table['article_id'].nunique()} articles. Choose the rows of one article_id."
        )
    return table


def finite(table: pd.DataFrame, columns: list[str]) -> pd.DataFrame:
    """Raise TableError where a number of these columns is missing or infinite, and cannot be drawn."""
    for column in columns:
        if not np.isfinite(table[column].to_numpy(dtype=float, na_value=np.nan)).all():
            raise TableError(f"Column {column!r} holds missing or infinite numbers. Leave these rows out.")
    return table
