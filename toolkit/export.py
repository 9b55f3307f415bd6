"""Every table of an article at once, as CSV files that a spreadsheet opens safely, or as JSON to go on with."""

import datetime
import json
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import fields
from functools import partial
from pathlib import Path
from typing import Any

import pandas as pd

from toolkit import __version__
from toolkit.article import Article
from toolkit.association import collocations
from toolkit.attribution import attributions
from toolkit.audit import source_audit
from toolkit.cast import speakers
from toolkit.errors import ReadError
from toolkit.keyness import keywords
from toolkit.language import sentences, tokens
from toolkit.profile import text_profile
from toolkit.tone import explain_sentiment, sentiment
from toolkit.towards import by_target, sentiment_towards
from toolkit.words import dispersion, word_frequencies

TONE_UNITS = ("article", "block", "paragraph", "sentence", "voice")
# As OWASP lists them; the last four are full-width, which spreadsheets for East Asian languages read alike.
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def all_tables(article: Article, names: Collection[str] | None = None) -> dict[str, pd.DataFrame]:
    """Make every table of one article, or those of these names, in the order of the work.

    Examples
    --------
    >>> tables = all_tables(Article(text="“The ferry is back,” Mira Holt said."))
    >>> tables["attributions"][["speaker", "cue"]].values.tolist()
    [['Mira Holt', 'said']]
    """
    towards = sentiment_towards(article)
    analyses: dict[str, Callable[[Article], pd.DataFrame]] = {
        "blocks": lambda article: article.blocks,
        "sentences": sentences,
        "tokens": tokens,
        "word_frequencies": word_frequencies,
        "dispersion": dispersion,
        "text_profile": text_profile,
        "keywords": keywords,
        "collocations": collocations,
        "attributions": attributions,
        "speakers": speakers,
        "source_audit": source_audit,
        **{f"sentiment_by_{unit}": partial(sentiment, by=unit) for unit in TONE_UNITS},
        "explain_sentiment": explain_sentiment,
        "sentiment_towards": lambda article: towards,
        "sentiment_towards_by_target": lambda article: by_target(towards),
    }
    return {name: analyse(article) for name, analyse in analyses.items() if names is None or name in names}


def describe(article: Article) -> dict[str, object]:
    """Return what is known of an article besides its text: plain values, ready for a table or for JSON.

    Examples
    --------
    >>> about = describe(Article(text="Ferry returns\\n\\nMay 4, 2031\\n\\nThe ferry is back.", source="ferry.txt"))
    >>> about["title"], about["date"], about["source"]
    ('Ferry returns', '2031-05-04', 'ferry.txt')
    """
    known = {f.name: getattr(article, f.name) for f in fields(article) if f.name not in ("text", "layout", "extra")}
    return {"article_id": article.article_id, **{name: _plain(value) for name, value in known.items()},
            "metadata": _plain(article.metadata)}  # fmt: skip


def write_tables(folder: str | Path, made: Iterable[tuple[Article, Mapping[str, pd.DataFrame]]]) -> list[Path]:
    """Write one CSV file for each table, all articles in it, and `articles.csv`; files of these names are replaced.

    The files are UTF-8 with a byte-order mark, by which Excel knows the encoding; lines end as RFC 4180 has it. Text
    that a spreadsheet would take for a formula (it begins with =, +, -, @, a tab or a line break) gets an
    apostrophe in front. Numbers, negative ones too, stay numbers; JSON has every text as it stands.

    Parameters
    ----------
    folder : str or Path
        Where to write; made if it is missing.
    made : iterable of (Article, dict of DataFrame)
        Articles with their tables, as `all_tables` gives them.

    Returns
    -------
    list of Path
        The files, `articles.csv` first.

    Raises
    ------
    ReadError
        The folder or a file cannot be written.
    """
    made = list(made)
    frames = {"articles": pd.DataFrame([describe(article) for article, _ in made])}
    for name in made[0][1] if made else ():
        frames[name] = pd.concat([_with_id(article, tables[name]) for article, tables in made], ignore_index=True)
    try:
        Path(folder).mkdir(parents=True, exist_ok=True)
        return [_write_csv(frame, Path(folder) / f"{name}.csv") for name, frame in frames.items()]
    except OSError as error:
        raise ReadError(f"The tables cannot be written to {folder}: {error.strerror or error}.") from error


def as_json(made: Iterable[tuple[Article, Mapping[str, pd.DataFrame]]], problems: Iterable[Mapping[str, str]]) -> str:
    """Return articles, texts, tables and problems as one JSON object in ASCII, missing values as null.

    Examples
    --------
    >>> json.loads(as_json([], [{"source": "a.txt", "problem": "There is no file a.txt."}]))["problems"][0]["source"]
    'a.txt'
    """
    articles = [
        {**describe(article), "text": article.text, "tables": {name: _records(table) for name, table in tables.items()}}
        for article, tables in made
    ]
    return json.dumps({"toolkit": __version__, "articles": articles, "problems": list(problems)}, allow_nan=False)


def _with_id(article: Article, table: pd.DataFrame) -> pd.DataFrame:
    table = table.copy(deep=False)
    table.insert(0, "article_id", pd.Series([article.article_id] * len(table), dtype="str"))
    return table


def _write_csv(table: pd.DataFrame, path: Path) -> Path:
    texts = {str(name): column.astype(object).map(safe_cell) for name, column in table.items() if _holds_text(column)}
    table.assign(**texts).to_csv(
        path, index=False, encoding="utf-8-sig", errors="backslashreplace", lineterminator="\r\n"
    )
    return path


def _holds_text(column: "pd.Series[Any]") -> bool:
    return pd.api.types.is_string_dtype(column.dtype) or column.dtype == object


def safe_cell(value: Any) -> Any:
    """Return a cell that a spreadsheet reads as what it is: sequences as JSON, text never as a formula.

    Examples
    --------
    >>> safe_cell("=1+1"), safe_cell(((0, 11), (20, 25))), safe_cell(-0.5)
    ("'=1+1", '[[0, 11], [20, 25]]', -0.5)
    """
    if isinstance(value, tuple | list | dict):
        value = json.dumps(value, ensure_ascii=False) if value else None
    return f"'{value}" if isinstance(value, str) and value.startswith(_FORMULA) else value


def _records(table: pd.DataFrame) -> list[dict[str, object]]:
    values = {column: [_plain(value) for value in table[column].astype(object)] for column in table.columns}
    return [dict(zip(values, row, strict=True)) for row in zip(*values.values(), strict=True)]


def _plain(value: Any) -> Any:
    """Return a value that JSON has: no NaN, no numpy, dates as ISO 8601, sequences as lists."""
    if isinstance(value, Mapping):
        return {str(key): _plain(one) for key, one in value.items()}
    if isinstance(value, tuple | list | set | frozenset):
        return [_plain(one) for one in value]
    if value is None or value is pd.NaT or (pd.api.types.is_scalar(value) and pd.isna(value)):
        return None
    if isinstance(value, datetime.date):
        return value.isoformat()
    if hasattr(value, "item"):
        return _plain(value.item())
    if isinstance(value, float) and value in (float("inf"), float("-inf")):
        return None
    return value if isinstance(value, str | int | float | bool) else str(value)
