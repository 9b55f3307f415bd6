"""A run: what is missing or out of date is made, chunk by chunk, each chunk's tables kept whole or not at all."""

import json
import time
from collections import Counter
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

import pandas as pd

from toolkit.corpus.chunks import Wanted, find_pending, pending_chunks, settings_of, work_through
from toolkit.corpus.engines import Chunk, engine_for
from toolkit.corpus.stages import STAGES, Stage, check_settings, chosen
from toolkit.corpus.store import Store, rows_of
from toolkit.corpus.versions import version_of
from toolkit.corpus.work import Result
from toolkit.errors import check_whole

if TYPE_CHECKING:
    from dask.distributed import Client


def wanted_tables(store: Store, tables: Iterable[str] | str | None) -> Wanted:
    """Return the stages asked for with the options that the store keeps and the version that both make up."""
    settings = settings_of(store)
    options = {stage.name: settings.get(stage.name, {}) for stage in chosen(tables)}
    return {name: (STAGES[name], own, version_of(STAGES[name], own)[0]) for name, own in options.items()}


def keep_settings(store: Store, settings: Mapping[str, Mapping[str, object]]) -> None:
    """Keep options of the analyses for this run and those to come; {} brings a table's own options back."""
    check_settings(settings)
    with store.transaction():
        for stage, options in settings.items():
            store.sql("DELETE FROM settings WHERE stage = ?", [stage])
            if options:
                store.sql("INSERT INTO settings VALUES (?, ?)", [stage, json.dumps(dict(options), sort_keys=True)])


def run(
    store: Store,
    tables: Iterable[str] | str | None,
    workers: int | None,
    client: "Client | None",
    *,
    retry: bool,
    progress: bool | str,
) -> pd.DataFrame:
    """Make what is pending; return a table of what came of it: outcome, articles, why."""
    if workers is not None:  # a run with nothing to do starts none, and says it all the same
        check_whole("workers", workers, 1)
    wanted = wanted_tables(store, tables)
    with store.writing():
        for stage, options, _ in wanted.values():
            store.make_room(stage)
            _note_version(store, stage, options)
        pending = find_pending(store, wanted, retry=retry)
        texts = int(store.value("SELECT count(*) FROM texts"))
        tally = _Tally(pending, texts - pending, progress=progress)
        if pending:
            _work(store, wanted, workers, client, tally)
            store.sql("CHECKPOINT")  # here it takes less memory than when the store is closed
    return tally.finish(_still_failed(store, wanted))


def _work(store: Store, wanted: Wanted, workers: int | None, client: "Client | None", tally: "_Tally") -> None:
    engine = engine_for(workers, client)
    versions = {name: version for name, (_, _, version) in wanted.items()}
    try:
        for chunk, result in work_through(engine, pending_chunks(store, wanted)):
            keep(store, chunk, result, versions)
            tally.add(chunk, result)
    except BaseException:
        tally.stop()
        raise
    finally:
        engine.close()


def keep(store: Store, chunk: Chunk, result: Result, versions: Mapping[str, str]) -> None:
    """Put all that was made of a chunk's texts into the store, in one transaction, in place of what was there."""
    numbers = [job.no for job in chunk]
    done = pd.DataFrame(result.done, columns=["no", "stage", "seconds", "problem", "advice"])
    done["version"] = done["stage"].map(versions)
    corrected = pd.Series({job.no: job.corrections for job in chunk}, dtype="str")
    done["corrections"] = done["no"].map(corrected).where(done["stage"].map(_replays))
    again = store.sql(
        "SELECT DISTINCT stage FROM done WHERE no BETWEEN ? AND ? AND list_contains(?, no)",
        [min(numbers), max(numbers), numbers],
    ).fetchall()
    with store.transaction():
        for (stage,) in again:
            if stage in set(done["stage"]):
                _delete(store, "done", numbers, stage)
                if stage in versions:
                    _delete(store, rows_of(stage), numbers)
        for stage, rows in result.rows.items():
            _insert(store, rows_of(stage), rows)
        _insert(store, "done", done)


def _replays(stage: str) -> bool:
    return stage in STAGES and STAGES[stage].replays


def _delete(store: Store, table: str, numbers: list[int], stage: str | None = None) -> None:
    which, values = ("", []) if stage is None else (" AND stage = ?", [stage])
    store.sql(
        f'DELETE FROM "{table}" WHERE no BETWEEN ? AND ? AND list_contains(?, no){which}',
        [min(numbers), max(numbers), numbers, *values],
    )


def _insert(store: Store, table: str, frame: pd.DataFrame) -> None:
    columns = ", ".join(f'"{name}"' for name in frame.columns)
    store.connection.register("incoming", frame)
    store.sql(f'INSERT INTO "{table}" ({columns}) SELECT {columns} FROM incoming')
    store.connection.unregister("incoming")


def _note_version(store: Store, stage: Stage, options: Mapping[str, object]) -> None:
    version, made = version_of(stage, options)
    if not store.value("SELECT count(*) FROM versions WHERE version = ?", [version]):
        store.sql("INSERT INTO versions VALUES (?, ?, ?)", [version, stage.name, json.dumps(made, sort_keys=True)])


def _still_failed(store: Store, wanted: Wanted) -> "list[tuple[str, int]]":
    """Count the texts for which a table could not be made, by the problem."""
    versions = [version for _, _, version in wanted.values()]
    rows = store.sql(
        "SELECT problem, count(DISTINCT no) FROM done WHERE problem IS NOT NULL AND list_contains(?, version) "
        "GROUP BY problem ORDER BY 2 DESC, 1", [versions],
    ).fetchall()  # fmt: skip
    return [(str(problem), int(count)) for problem, count in rows]


class _Tally:
    """The progress bar and, at the end, the account of a run."""

    def __init__(self, pending: int, skipped: int, *, progress: bool | str) -> None:
        from tqdm.auto import tqdm

        self.skipped, self.progress, self.begun = skipped, progress, time.monotonic()
        self.outcomes: Counter[str] = Counter()
        self.bar: Any = tqdm(total=pending, unit="article", disable=not progress or not pending, smoothing=0.05)

    def add(self, chunk: Chunk, result: Result) -> None:
        failed = {no for no, _, _, problem, _ in result.done if problem}
        self.outcomes["failed"] += len(failed)
        self.outcomes["done"] += len(chunk) - len(failed)
        if self.outcomes["failed"]:
            self.bar.set_postfix(failed=self.outcomes["failed"], refresh=False)
        self.bar.update(len(chunk))

    def stop(self) -> None:
        """Say where an interrupted run stands."""
        self.bar.close()
        self._tell(f"stopped after {self.outcomes.total():,} articles: they are kept, and run() goes on from there")

    def finish(self, failed: "list[tuple[str, int]]") -> pd.DataFrame:
        self.bar.close()
        seconds = max(time.monotonic() - self.begun, 1e-9)
        why = "; ".join(f"{count:,} × {problem}" for problem, count in failed[:3])
        rows = [
            {"outcome": "done", "articles": self.outcomes["done"],
             "why": f"in {seconds:,.0f} s, {self.outcomes['done'] / seconds:,.1f} a second"},
            {"outcome": "skipped", "articles": self.skipped, "why": "up to date, or failed before"},
            {"outcome": "failed", "articles": self.outcomes["failed"], "why": why or None},
        ]  # fmt: skip
        table = pd.DataFrame(rows).astype({"why": "str"})
        self._tell("; ".join(f"{row['articles']:,} {row['outcome']}" for row in rows) + (f" ({why})" if why else ""))
        return table

    def _tell(self, message: str) -> None:
        if self.progress is True:
            self.bar.write(message)
