"""What is still to be made, in chunks of like length; and what to do with chunks over which a worker died."""

import json
from collections import deque
from collections.abc import Iterator, Mapping, Sequence

from toolkit.corpus.decisions import find_decisions
from toolkit.corpus.engines import Chunk, Engine
from toolkit.corpus.stages import Stage
from toolkit.corpus.store import Store
from toolkit.corpus.work import Job, Result, Task

CHUNK = 15_000  # characters, about five articles: small corpora keep all processes busy to the end
LARGE_CHUNK = 45_000  # of a large corpus: keeping what comes of a chunk costs the store much the same whatever its size
_CHUNKS = 64  # a corpus is cut into at least so many before its chunks grow
_PAGE = 500  # texts looked at together, so that long ones go first and come in chunks of like length
_MOST_DEATHS = 2  # of its worker while it was all that was worked on: once may be chance

Wanted = Mapping[str, tuple[Stage, Mapping[str, object], str]]  # by table: the stage, its options, its version


def find_pending(store: Store, wanted: Wanted, *, retry: bool) -> int:
    """List in a temporary table the texts that lack a table of the version wanted; return how many there are."""
    find_decisions(store)
    store.sql("CREATE OR REPLACE TEMP TABLE wanted (stage VARCHAR, version VARCHAR, replays BOOLEAN)")
    for name, (stage, _, version) in wanted.items():
        store.sql("INSERT INTO wanted VALUES (?, ?, ?)", [name, version, stage.replays])
    failed = "AND d.problem IS NULL" if retry else ""
    store.sql(
        f"""
        CREATE OR REPLACE TEMP TABLE pending AS
        SELECT t.no, list(w.stage) AS stages FROM texts t CROSS JOIN wanted w
        LEFT JOIN decisions c ON c.no = t.no AND w.replays
        ANTI JOIN (SELECT * FROM done d WHERE true {failed}) d
            ON d.no = t.no AND d.stage = w.stage AND d.version = w.version
            AND coalesce(d.corrections, '') = coalesce(c.hash, '')
        WHERE t.no IN (SELECT no FROM publications) GROUP BY t.no
        """
    )
    return int(store.value("SELECT count(*) FROM pending"))


def pending_chunks(store: Store, wanted: Wanted) -> Iterator[Chunk]:
    """Go through what is pending, page by page in the order of adding, the long texts of a page first."""
    tasks = {
        n: Task(n, stage.home, {**stage.options, **options}, stage.parsed) for n, (stage, options, _) in wanted.items()
    }
    last = int(store.value("SELECT coalesce(max(no), 0) FROM pending"))
    length = int(store.value("SELECT coalesce(sum(characters), 0) FROM texts JOIN pending USING (no)"))
    size = min(max(length // _CHUNKS, CHUNK), LARGE_CHUNK)
    for first in range(0, last + 1, _PAGE):
        rows = store.sql(
            "SELECT t.no, t.text, t.layout, t.characters, p.stages, c.hash, c.decided "
            "FROM texts t JOIN pending p USING (no) LEFT JOIN decisions c USING (no) "
            "WHERE t.no BETWEEN ? AND ?", [first, first + _PAGE - 1],
        ).fetchall()  # fmt: skip
        jobs = [
            Job(
                no,
                {"text": text, "layout": layout, "characters": length},
                tuple(tasks[n] for n in tasks if n in stages),
                corrections,
                decided,
            )
            for no, text, layout, length, stages, corrections, decided in rows
        ]
        jobs.sort(key=lambda job: (-job.characters, job.no))  # in DuckDB it would take the texts' length twice
        yield from _cut(jobs, size)


def _cut(jobs: Sequence[Job], size: int) -> Iterator[Chunk]:
    chunk: list[Job] = []
    length = 0
    for job in jobs:
        if chunk and length + job.characters > size:
            yield tuple(chunk)
            chunk, length = [], 0
        chunk.append(job)
        length += job.characters
    if chunk:
        yield tuple(chunk)


def work_through(engine: Engine, chunks: Iterator[Chunk]) -> Iterator[tuple[Chunk, Result]]:
    """Give each chunk with its result, keeping no more under way than the engine has room for.

    Where a worker died, each article that was under way is tried again with nothing beside it, so that the one that
    kills workers is found for sure. One that does so twice comes back as failed.
    """
    suspects: deque[Job] = deque()
    deaths: dict[int, int] = {}
    waiting: Chunk | None = next(chunks, None)
    while waiting or suspects or engine.busy:
        if suspects and not engine.busy:
            engine.submit((suspects.popleft(),))
        while waiting and not suspects and engine.room > 0:
            engine.submit(waiting)
            waiting = next(chunks, None)
        alone = engine.busy == 1
        for chunk, result in engine.completed():
            if result is not None:
                yield chunk, result
                continue
            for job in chunk:
                deaths[job.no] = deaths.get(job.no, 0) + (alone and len(chunk) == 1)
                if deaths[job.no] < _MOST_DEATHS:
                    suspects.append(job)
                else:
                    yield (job,), _given_up(job)


def _given_up(job: Job) -> Result:
    problem = f"The process that read it died {_MOST_DEATHS} times, perhaps for want of memory."
    advice = "Leave it out or split it, or run again with retry=True on a machine with more memory."
    return Result(done=[(job.no, task.stage, 0.0, problem, advice) for task in job.tasks])


def settings_of(store: Store) -> dict[str, dict[str, object]]:
    """Return the options of the analyses that the store keeps, by table."""
    return {str(stage): json.loads(options) for stage, options in store.sql("SELECT * FROM settings").fetchall()}
