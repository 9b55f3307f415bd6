"""Where chunks are analysed: a pool of processes here, or a Dask cluster; both take chunks and give what is done."""

import concurrent.futures
import contextlib
import math
import multiprocessing
import os
import sys
import time
from collections.abc import Iterator
from concurrent.futures.process import BrokenProcessPool
from typing import TYPE_CHECKING, Any, Protocol, TypeAlias

from toolkit.corpus.work import Job, Result, analyse, begin
from toolkit.errors import StoreError

if TYPE_CHECKING:
    from dask.distributed import Client

Chunk: TypeAlias = tuple[Job, ...]
_AHEAD = 2  # chunks under way for each worker: one that it works on, one that waits
_COUNTED_EVERY = 2.0  # seconds: how often a cluster's workers are counted
_RECYCLED_AFTER = 10_000  # articles: spaCy keeps every word it has ever met, so that its processes grow
_ONE_THREAD = dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "BLIS_NUM_THREADS"), "1")


class Engine(Protocol):
    """Takes chunks and gives them back, each with its result, or None where its worker died over it."""

    @property
    def room(self) -> int: ...
    @property
    def busy(self) -> int: ...
    def submit(self, chunk: Chunk) -> None: ...
    def completed(self) -> Iterator[tuple[Chunk, Result | None]]: ...
    def close(self) -> None: ...


class Pool:
    """Processes on this machine, each with the models loaded once; a new pool takes the place of one that broke."""

    def __init__(self, workers: int) -> None:
        self.workers = workers
        self._under_way: dict[concurrent.futures.Future[Result], Chunk] = {}
        self._articles = 0
        self._executor = self._start()

    @property
    def room(self) -> int:
        """Chunks that it takes now; none while it waits to be renewed."""
        if self._articles >= _RECYCLED_AFTER * self.workers:
            return 0 if self._under_way else _AHEAD * self.workers
        return _AHEAD * self.workers - len(self._under_way)

    @property
    def busy(self) -> int:
        return len(self._under_way)

    def submit(self, chunk: Chunk) -> None:
        if self._articles >= _RECYCLED_AFTER * self.workers:
            self._renew()
        self._articles += len(chunk)
        try:
            future = self._submit(chunk)
        except BrokenProcessPool:  # a worker died while it had nothing to do
            if self._under_way:
                future = concurrent.futures.Future()
                future.set_exception(BrokenProcessPool())
            else:
                self._renew()
                future = self._submit(chunk)
        self._under_way[future] = chunk

    def completed(self) -> Iterator[tuple[Chunk, Result | None]]:
        done, _ = concurrent.futures.wait(self._under_way, return_when=concurrent.futures.FIRST_COMPLETED)
        if broken := any(isinstance(future.exception(), BrokenProcessPool) for future in done):
            done, _ = concurrent.futures.wait(self._under_way)
        for future in done:
            chunk = self._under_way.pop(future)
            lost = isinstance(future.exception(), BrokenProcessPool)
            yield chunk, None if lost else future.result()
        if broken:
            self._renew()

    def close(self) -> None:
        """Stop at once: what is under way is done again another time."""
        processes = list((getattr(self._executor, "_processes", None) or {}).values())
        self._executor.shutdown(wait=False, cancel_futures=True)
        for process in processes:
            process.terminate()
        self._executor.shutdown(wait=True)

    def _start(self) -> concurrent.futures.ProcessPoolExecutor:
        spawn = multiprocessing.get_context("spawn")
        return concurrent.futures.ProcessPoolExecutor(self.workers, mp_context=spawn, initializer=begin)

    def _submit(self, chunk: Chunk) -> "concurrent.futures.Future[Result]":
        with _plain_start():
            return self._executor.submit(analyse, chunk)

    def _renew(self) -> None:
        self.close()
        self._executor, self._articles = self._start(), 0


@contextlib.contextmanager
def _plain_start() -> Iterator[None]:
    """Start processes without the script that the user runs, which would run again in each, and with one thread."""
    main = sys.modules["__main__"]
    hidden: dict[str, object] = {n: main.__dict__[n] for n in ("__file__", "__spec__") if n in main.__dict__}
    before = {name: os.environ.get(name) for name in _ONE_THREAD}
    main.__dict__.pop("__file__", None)
    main.__dict__["__spec__"] = None
    os.environ.update(_ONE_THREAD)
    try:
        yield
    finally:
        main.__dict__.update(hidden)
        for name, value in before.items():
            os.environ.pop(name, None) if value is None else os.environ.update({name: value})


class Dask:
    """A Dask cluster that somebody else looks after; it gives a dead worker's chunks to the others by itself."""

    def __init__(self, client: "Client") -> None:
        from dask import distributed

        self._client: Any = client
        self._chunks: dict[Any, Chunk] = {}
        self._threads, self._counted_at = 1, -math.inf
        self._completed: Any = distributed.as_completed(with_results=False)  # type: ignore[no-untyped-call]

    @property
    def room(self) -> int:
        if time.monotonic() - self._counted_at > _COUNTED_EVERY:  # workers come and go; to ask takes a message
            self._threads = int(sum(self._client.nthreads().values()))
            self._counted_at = time.monotonic()
        return max(_AHEAD * self._threads, 1) - len(self._chunks)

    @property
    def busy(self) -> int:
        return len(self._chunks)

    def submit(self, chunk: Chunk) -> None:
        future = self._client.submit(analyse, chunk, pure=False)
        self._chunks[future.key] = chunk
        self._completed.add(future)

    def completed(self) -> Iterator[tuple[Chunk, Result | None]]:
        from dask.distributed import KilledWorker

        future = next(self._completed)
        chunk = self._chunks.pop(future.key)
        if future.status == "cancelled":
            raise StoreError("The Dask cluster is gone. What was done is kept: start a cluster and run again.")
        error = future.exception() if future.status == "error" else None
        if error is not None and not isinstance(error, KilledWorker):
            raise StoreError(
                f"The Dask workers cannot analyse ({type(error).__name__}: {error}). "
                "Install the same version of the toolkit there."
            ) from error
        yield chunk, None if error is not None else future.result()

    def close(self) -> None:
        """Take back what is under way."""
        for future in list(self._completed.futures):
            future.cancel()
        self._completed.clear()


def engine_for(workers: int | None, client: "Client | None") -> Engine:
    """Choose where to work: on the client's cluster, else in as many processes as asked for or as fit the machine."""
    if client is not None:
        return Dask(client)
    return Pool(workers if workers is not None else _processors())


def _processors() -> int:
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1
