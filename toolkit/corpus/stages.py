"""What is made of each article: one stage a table, the function that makes it, and its options."""

import importlib
import inspect
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any, cast

import pandas as pd

from toolkit.article import Article
from toolkit.errors import OptionError
from toolkit.tables import TABLES, Column

PARSE = "parse"  # not a table: what every table rests on, timed by itself


@dataclass(frozen=True, slots=True)
class Stage:
    """One table: `home` is "module:function"; `usual` ones are made unless told otherwise."""

    name: str
    home: str
    columns: tuple[Column, ...]
    options: Mapping[str, object] = field(default_factory=lambda: MappingProxyType({}))
    usual: bool = False
    parsed: bool = True  # whether it reads the parsed sentences
    replays: bool = False  # whether what people corrected changes it

    @property
    def module(self) -> str:
        return self.home.partition(":")[0]


def _stage(
    name: str,
    home: str,
    *tables: str,
    usual: bool = False,
    parsed: bool = True,
    replays: bool = False,
    **options: object,
) -> Stage:
    columns = tuple(column for table in tables or (name,) for column in _columns(table))
    return Stage(name, f"toolkit.{home}", columns, MappingProxyType(options), usual, parsed, replays)


def _columns(table: str) -> Iterable[Column]:
    """Return the columns of a public table, or of "table.column" that one."""
    table, _, column = table.partition(".")
    return [c for c in TABLES[table] if not column or c.name == column]


_MEANS = ("sentiment", "sentiment_interval")
_PLACE = ("sentences.kind", "sentences.start", "sentences.end", "sentences.text")
# A table more is a line more: its name, who makes it, and the public tables that its columns are from.
STAGES: Mapping[str, Stage] = {
    stage.name: stage
    for stage in (
        _stage("text_profile", "profile:text_profile", usual=True),
        _stage("word_frequencies", "words:word_frequencies", usual=True),
        _stage("attributions", "attribution:attributions", usual=True, replays=True),
        _stage("speakers", "cast:speakers", usual=True, replays=True),
        _stage("source_audit", "audit:source_audit", usual=True, replays=True),
        _stage("sentiment_by_article", "tone:sentiment", *_MEANS, usual=True, by="article"),
        _stage("sentiment_by_voice", "tone:sentiment", "voices", *_MEANS, usual=True, replays=True, by="voice"),
        _stage("agency_credits", "wire.credits:agency_credits", usual=True),
        _stage("shingle_bands", "wire.shingles:shingle_bands", usual=True, parsed=False),
        _stage("sentiment_towards", "towards:sentiment_towards", replays=True),
        _stage("sentiment_by_sentence", "tone:sentiment", "sentences.sentence_id", *_PLACE, "sentiment", by="sentence"),
        _stage("sentiment_towards", "towards:sentiment_towards", replays=True),
        _stage("explain_sentiment", "tone:explain_sentiment"),
        _stage("keywords", "keyness:keywords"),
        _stage("collocations", "association:collocations"),
        _stage("dispersion", "words:dispersion"),
        _stage("sentences", "language:sentences"),
        _stage("tokens", "language:tokens"),
    )
}


def chosen(tables: Iterable[str] | str | None) -> list[Stage]:
    """Return the stages asked for: the usual ones for None, all for "all".

    Examples
    --------
    >>> [stage.name for stage in chosen(["tokens"])]
    ['tokens']
    """
    if tables is None:
        return [stage for stage in STAGES.values() if stage.usual]
    names = list(STAGES) if tables == "all" else [tables] if isinstance(tables, str) else list(tables)
    if unknown := [name for name in names if name not in STAGES]:
        raise OptionError(f'tables={unknown} is not known. Use "all", or any of: {", ".join(STAGES)}.')
    return [STAGES[name] for name in dict.fromkeys(names)]


def function_of(home: str) -> Callable[..., pd.DataFrame]:
    """Import the function that makes a table."""
    module, _, name = home.partition(":")
    return cast("Callable[..., pd.DataFrame]", getattr(importlib.import_module(module), name))


def check_settings(settings: Mapping[str, Mapping[str, object]]) -> None:
    """Raise OptionError for a table or an option that does not exist."""
    for name, options in settings.items():
        if name not in STAGES:
            raise OptionError(f"settings: {name!r} is no table. Use any of: {', '.join(STAGES)}.")
        stage = STAGES[name]
        known = set(list(inspect.signature(function_of(stage.home)).parameters)[1:])  # the first is the article
        if unknown := sorted(set(options) - (known - set(stage.options))):
            raise OptionError(
                f"settings: {name} has no option {unknown}. It has: {sorted(known - set(stage.options))}."
            )


def sql_type(column: Column) -> str:
    """Return the type of a column in the store; spans are lists of pairs, other sequences lists of text."""
    if column.dtype == "object":
        return "BIGINT[][]" if re.search(r"\(start, end\)", column.meaning) else "VARCHAR[]"
    return {"str": "VARCHAR", "int64": "BIGINT", "Int64": "BIGINT", "float64": "DOUBLE", "bool": "BOOLEAN"}[
        column.dtype
    ]


def make(article: Article, home: str, options: Mapping[str, Any]) -> pd.DataFrame:
    """Make one table of one article."""
    options = {k: tuple(v) if isinstance(v, list) else v for k, v in options.items()}
    return function_of(home)(article, **options)
