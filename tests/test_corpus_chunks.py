"""How a run cuts what is to be done: small corpora into small pieces, large ones into larger, none beyond bounds."""

import pytest

from toolkit import Article, Corpus
from toolkit.corpus.chunks import CHUNK, LARGE_CHUNK, find_pending, pending_chunks
from toolkit.corpus.run import wanted_tables


@pytest.mark.parametrize(
    ("articles", "size", "most"),
    [(10, 3_000, 5), (1, 40_000, 1), (600, 3_000, 9), (1_000, 3_000, 15)],
    ids=["small", "one long article", "middling", "large"],
)
def test_chunks_grow_with_the_corpus(articles: int, size: int, most: int) -> None:
    corpus = Corpus().add([Article(text=f"{n:04} " + "x" * (size - 5)) for n in range(articles)])
    wanted = wanted_tables(corpus._store, ["shingle_bands"])

    pending = find_pending(corpus._store, wanted, retry=False)
    chunks = list(pending_chunks(corpus._store, wanted))

    assert pending == articles
    assert sorted(job.no for chunk in chunks for job in chunk) == list(range(1, articles + 1))
    assert max(map(len, chunks)) == most
    assert all(sum(job.characters for job in chunk) <= LARGE_CHUNK for chunk in chunks if len(chunk) > 1)
    assert CHUNK < LARGE_CHUNK
