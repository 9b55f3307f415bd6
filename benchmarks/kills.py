"""Kill a run at random moments, run again, and see that the tables are those of a run that nobody disturbed.

.venv/bin/python -m benchmarks.kills FOLDER_OR_TABLE [--articles N] [--kills N] [--seed N]
"""

import argparse
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import pandas as pd
from pandas.testing import assert_frame_equal

from toolkit import Corpus, read_articles
from toolkit.corpus.stages import STAGES

RUN = "import sys; from toolkit import Corpus; Corpus(sys.argv[1]).run(workers=2, progress=False)"
DASK = """
import sys
from dask.distributed import Client, LocalCluster
from toolkit import Corpus
if __name__ == "__main__":
    with LocalCluster(n_workers=2, threads_per_worker=1, host="127.0.0.1", dashboard_address=None) as cluster:
        with Client(cluster) as client:
            Corpus(sys.argv[1]).run(client=client, progress=False)
"""
VICTIMS = ("main", "worker", "dask worker")
WINDOW = 0.1, 0.8  # of an undisturbed run's time: before it no worker may be there yet, after it the run may be done


def start(store: Path, victim: str) -> "subprocess.Popen[bytes]":
    """Start a run on a store in a process of its own."""
    script = store.with_suffix(".py")
    script.write_text(DASK if victim == "dask worker" else RUN)
    return subprocess.Popen(
        [sys.executable, str(script), str(store)], stderr=subprocess.DEVNULL, cwd=Path(__file__).parent.parent
    )


def children(pid: int) -> Iterator[int]:
    """Go through a process's children and theirs that Python has spawned to work."""
    for listed in Path(f"/proc/{pid}/task").glob("*/children"):
        for child in map(int, listed.read_text().split()):
            yield from children(child)
            if b"spawn_main" in Path(f"/proc/{child}/cmdline").read_bytes():
                yield child


def kill(process: "subprocess.Popen[bytes]", victim: str) -> bool:
    """Kill the run's own process, or one of its workers; tell if there was one to kill."""
    if process.poll() is not None:
        return False
    if victim == "main":
        process.kill()
        process.wait()
        return True
    try:
        found = list(children(process.pid))
    except OSError:
        found = []
    if not found:
        return False
    os.kill(random.choice(found), signal.SIGKILL)
    return True


def run_killed(store: Path, victim: str, after: float) -> bool:
    """Run to the end, killing once after so many seconds; tell if the kill met anything."""
    process = start(store, victim)
    time.sleep(after)
    killed = kill(process, victim)
    if process.wait() != 0:
        again = start(store, victim)
        if again.wait() != 0:
            raise SystemExit(f"the run after the kill of a {victim} failed")
    return killed


def tables_of(store: Path) -> dict[str, pd.DataFrame]:
    """Return every table of a store, its articles and problems."""
    with Corpus(store) as corpus:
        tables = {name: corpus.table(name) for name in ("articles", *(n for n, stage in STAGES.items() if stage.usual))}
        return {**tables, "problems": corpus.problems}


def same_tables(one: dict[str, pd.DataFrame], other: dict[str, pd.DataFrame]) -> None:
    """Raise AssertionError where two stores' tables differ."""
    for name in one:
        assert_frame_equal(one[name], other[name], obj=name)


def main() -> int:
    """Run undisturbed, then kill as often as asked, each time on a fresh copy of the store."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("source", help="folder, zip or table of articles")
    parser.add_argument("--articles", type=int, default=60)
    parser.add_argument("--kills", type=int, default=20)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    random.seed(options.seed)
    with tempfile.TemporaryDirectory() as folder:
        fresh, calm = Path(folder) / "fresh.duckdb", Path(folder) / "calm.duckdb"
        with Corpus(fresh) as corpus:
            corpus.add(random.sample(read_articles(options.source), options.articles))
        shutil.copy(fresh, calm)
        begun = time.monotonic()
        assert start(calm, "main").wait() == 0
        seconds, expected, met = time.monotonic() - begun, tables_of(calm), 0
        print(f"undisturbed: {seconds:.1f} s")
        for number in range(options.kills):
            victim, store = VICTIMS[number % len(VICTIMS)], Path(folder) / f"{number}.duckdb"
            shutil.copy(fresh, store)
            after = random.uniform(*WINDOW) * seconds
            killed = run_killed(store, victim, after)
            met += killed
            same_tables(expected, tables_of(store))
            print(f"{victim} killed after {after:.1f} s: {'' if killed else 'there was nobody to kill, '}same tables")
    print(
        f"{options.kills} kills, {met} of a process that was there, "
        f"the tables of {options.articles} articles the same each time"
    )
    return 0


if __name__ == "__main__":
    sys.exit(main())
