"""How much of a store its process holds in memory: as much as it works on, however much there is."""

import random
from collections.abc import Iterator
from pathlib import Path
from string import ascii_lowercase

import pandas as pd
import pytest

from tests.corpora import RAIN, Inline
from toolkit import Article, Corpus
from toolkit.corpus import run
from toolkit.corpus.engines import Chunk
from toolkit.corpus.store import Store
from toolkit.corpus.work import Result

LIMIT = 48_000_000  # bytes
DRAWN = random.Random(1)
LETTERS = "".join(DRAWN.choices(ascii_lowercase, k=1_000_000))  # what no compression makes small


def held(store: Store) -> int:
    return int(store.value("SELECT sum(memory_usage_bytes) FROM duckdb_memory()"))


def cuts(count: int, length: int) -> list[str]:
    """Cut made-up words out of the letters, each from another place."""
    return [LETTERS[at : at + length] for at in (DRAWN.randrange(len(LETTERS) - length) for _ in range(count))]


class Canned(Inline):
    """Gives each text two megabytes of made-up words."""

    def completed(self) -> Iterator[tuple[Chunk, Result | None]]:
        self.busy, self.room = 0, 1
        numbers = [job.no for job in self.chunks[-1]]
        words = [pd.DataFrame({"no": no, "row": range(4_000), "word": cuts(4_000, 500), "count": 1}) for no in numbers]
        done = [(no, "word_frequencies", 0.1, None, None) for no in numbers]
        yield self.chunks[-1], Result({"word_frequencies": pd.concat(words)}, done)  # type: ignore[arg-type]


@pytest.fixture
def store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr("toolkit.corpus.run.engine_for", Canned)
    monkeypatch.setattr("toolkit.corpus.chunks.CHUNK", 500)  # characters: few texts in each of many chunks
    return tmp_path / "news.duckdb"


def test_a_run_holds_little_of_what_it_writes(store: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[int] = []
    keep = run.keep

    def watched(store: Store, *rest: object) -> None:
        keep(store, *rest)  # type: ignore[arg-type]
        seen.append(held(store))

    monkeypatch.setattr("toolkit.corpus.run.keep", watched)
    with Corpus(store) as corpus:
        corpus.add([Article(text=RAIN.format(n=n)) for n in range(40)])
        corpus.run(tables=["word_frequencies"], progress=False)

        assert store.stat().st_size > 1.2 * LIMIT  # all is in the file, so that closing has nothing left to write
        assert len(seen) > 5
        assert max(seen) <= LIMIT
        assert corpus.sql("SELECT count(*) AS rows FROM word_frequencies")["rows"].tolist() == [160_000]


def test_adding_lets_go_of_what_it_wrote_and_long_texts_run(store: Path) -> None:
    articles = [Article(text=f"{n} {LETTERS * 2}") for n in range(30)]
    with Corpus(store) as corpus:
        corpus.add(articles)

        assert held(corpus._store) <= LIMIT
        corpus.run(tables=["word_frequencies"], progress=False)
        assert corpus.status.set_index("table").loc["word_frequencies", "done"] == 30
