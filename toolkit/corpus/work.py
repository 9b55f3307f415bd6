"""What a worker does: articles in, their tables out, each failure by itself."""

import ctypes
import functools
import importlib
import multiprocessing
import os
import signal
import sys
import threading
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from multiprocessing.connection import wait
from typing import Any

import pandas as pd

from toolkit.corpus.decisions import decided
from toolkit.corpus.records import article_of
from toolkit.corpus.stages import PARSE, make
from toolkit.errors import ToolkitError
from toolkit.sidecar import sent_along

_TRIM_THRESHOLD, _MMAP_THRESHOLD = -1, -3  # as glibc's malloc.h numbers them
_ONE_AT_A_TIME = threading.Lock()  # a Dask worker may have several threads, and spaCy's pipeline is for one


@dataclass(frozen=True, slots=True)
class Task:
    """One table to make: its name, its "module:function" and the options."""

    stage: str
    home: str
    options: Mapping[str, Any]
    parsed: bool = True  # whether it reads the parsed sentences


@dataclass(frozen=True, slots=True)
class Job:
    """One text to analyse: its number in the store, the text's row, and what to make of it."""

    no: int
    record: Mapping[str, Any]
    tasks: tuple[Task, ...]
    corrections: str | None = None  # a hash of what people corrected in it
    decided: str | None = None  # and the corrections themselves

    @property
    def characters(self) -> int:
        return int(self.record["characters"])


@dataclass(slots=True)
class Result:
    """What came of some texts: rows by table, and for each text and stage the seconds or the problem."""

    rows: dict[str, pd.DataFrame] = field(default_factory=dict)
    done: list[tuple[int, str, float, str | None, str | None]] = field(default_factory=list)


def analyse(jobs: Sequence[Job]) -> Result:
    """Make the tables of some texts; what goes wrong with one table of one text stays with it."""
    _keep_memory()
    result = Result()
    frames: dict[str, list[pd.DataFrame]] = {}
    with _ONE_AT_A_TIME:
        for job in jobs:
            with sent_along(decided(job.decided)):
                _analyse_one(job, result, frames)
            forget_articles()
    result.rows = {stage: pd.concat(tables, ignore_index=True) for stage, tables in frames.items()}
    return result


def _analyse_one(job: Job, result: Result, frames: dict[str, list[pd.DataFrame]]) -> None:
    article = article_of(job.record)
    parse = Task(PARSE, "toolkit.parsing:parse", {})
    for task in (parse, *job.tasks) if any(task.parsed for task in job.tasks) else job.tasks:
        begun = time.perf_counter()
        problem = advice = None
        try:
            table = make(article, task.home, task.options)
            if task is not parse:
                frames.setdefault(task.stage, []).append(stored(table, job.no))
        except Exception as error:
            problem, advice = explained(error)
        result.done.append((job.no, task.stage, time.perf_counter() - begun, problem, advice))


def explained(error: Exception) -> tuple[str, str]:
    """Return what went wrong, and what to do about it."""
    if isinstance(error, ToolkitError):
        said, _, last = str(error).rpartition(". ")
        return (f"{said}.", last) if said else (str(error), "Correct the article, or leave it out.")
    if isinstance(error, MemoryError):
        return "There was not enough memory for it.", "Split the article, or give the run fewer workers."
    shown = f"{type(error).__name__}: {error}"
    return f"{shown:.500}", "Leave the article out, and report it to the toolkit's developers: this should not happen."


def stored(table: pd.DataFrame, no: int) -> pd.DataFrame:
    """Return a table as the store takes it: the text's and the row's number in front, lists in place of tuples."""
    table = table.copy(deep=False)
    for name in [n for n, column in table.items() if column.dtype == "object"]:
        table[name] = table[name].map(_listed)
    table.insert(0, "no", no)
    table.insert(1, "row", range(len(table)))
    return table


def _listed(value: Any) -> Any:
    return [_listed(one) for one in value] if isinstance(value, list | tuple) else value


def forget_articles() -> None:
    """Empty what keeps single articles' parses and the like, and keep the models: else a long article would stay."""
    for cache in _article_caches():
        cache.cache_clear()


_caches: list[Any] = []
_modules_seen = 0


def _article_caches() -> list[Any]:
    """Find the toolkit's bounded caches: those of articles have a size, those of models have none."""
    global _modules_seen
    if len(sys.modules) != _modules_seen:
        _modules_seen = len(sys.modules)
        modules = [module for name, module in list(sys.modules.items()) if name.startswith("toolkit.")]
        found = {id(f): f for module in modules for f in vars(module).values() if hasattr(f, "cache_parameters")}
        _caches[:] = [f for f in found.values() if f.cache_parameters()["maxsize"]]
    return _caches


@functools.cache
def _keep_memory() -> None:
    """Undo that Dask has its workers return each 64 KB that they free: here it costs them a twentieth of their time.

    The C library gives back what is free beyond 64 MB, as it does by itself once a process has used as much.
    """
    if "MALLOC_TRIM_THRESHOLD_" in os.environ and sys.platform == "linux":
        library = ctypes.CDLL(None)
        if hasattr(library, "mallopt"):
            library.mallopt(_MMAP_THRESHOLD, 1 << 25)
            library.mallopt(_TRIM_THRESHOLD, 1 << 26)


def begin() -> None:
    """Ready a process of the pool: it leaves interruptions to its parent, and ends when the parent does."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_parent, daemon=True).start()
    importlib.import_module("toolkit.pipeline").pipeline()


def _end_with_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        wait([parent.sentinel])
        os._exit(1)
