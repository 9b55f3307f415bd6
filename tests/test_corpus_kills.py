"""Runs that are killed end with the tables of one that nobody disturbed; benchmarks/kills.py does it twenty times."""

import contextlib
import shutil
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pandas as pd
import pytest
from pandas.testing import assert_frame_equal

from benchmarks.kills import VICTIMS, children, kill, run_killed, same_tables, start, tables_of
from tests.corpora import FERRY
from toolkit import Article, Corpus

pytestmark = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="it finds the processes in /proc")


@pytest.fixture(scope="module")
def calm(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, pd.DataFrame]]:
    """A store that is to be run, and the tables of an undisturbed run."""
    folder = tmp_path_factory.mktemp("calm")
    fresh, run = folder / "fresh.duckdb", folder / "run.duckdb"
    with Corpus(fresh) as corpus:  # long enough for several chunks, each article another
        corpus.add([Article(text=(FERRY + "\n\n") * 4 + f"Ticket {n} was sold.", outlet=f"{n % 3}") for n in range(32)])
    shutil.copy(fresh, run)
    assert start(run, "main").wait() == 0
    return fresh, tables_of(run)


@pytest.mark.parametrize("victim", VICTIMS)
def test_a_killed_run_goes_on_to_the_same_tables(
    victim: str, calm: tuple[Path, dict[str, pd.DataFrame]], tmp_path: Path
) -> None:
    store = tmp_path / "killed.duckdb"
    shutil.copy(calm[0], store)

    killed = run_killed(store, victim, after=9 if victim == "dask worker" else 6)

    assert killed
    same_tables(calm[1], tables_of(store))


def test_workers_end_with_their_parent(calm: tuple[Path, dict[str, pd.DataFrame]], tmp_path: Path) -> None:
    store = tmp_path / "killed.duckdb"
    shutil.copy(calm[0], store)
    process = start(store, "main")
    workers = next(found for found in _polled(process.pid) if len(found) == 2)

    kill(process, "main")

    deadline = time.monotonic() + 20
    while (alive := [pid for pid in workers if Path(f"/proc/{pid}").exists()]) and time.monotonic() < deadline:
        time.sleep(0.1)
    assert alive == []


def _polled(pid: int) -> Iterator[list[int]]:
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        with contextlib.suppress(OSError):
            yield list(children(pid))
        time.sleep(0.1)


def test_an_interrupted_run_keeps_what_is_done(
    calm: tuple[Path, dict[str, pd.DataFrame]], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from toolkit.corpus import run

    store, keep, kept = tmp_path / "interrupted.duckdb", run.keep, []
    shutil.copy(calm[0], store)

    def once_only(*arguments: object) -> None:
        if kept:
            raise KeyboardInterrupt
        kept.append(keep(*arguments))  # type: ignore[arg-type]

    monkeypatch.setattr(run, "keep", once_only)
    with Corpus(store) as corpus:
        with pytest.raises(KeyboardInterrupt):
            corpus.run(workers=2, progress=False)
        done = corpus.table("text_profile")
        expected = calm[1]["text_profile"]
        assert 0 < len(done) < 32
        same = expected[expected["article_id"].isin(done["article_id"])].reset_index(drop=True)
        assert_frame_equal(done, same)
