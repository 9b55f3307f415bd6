"""Many articles over processes: the analyses are plain functions, so an existing engine can map them."""

import pickle
from collections.abc import Iterator
from typing import TYPE_CHECKING

import pandas as pd
import pytest
from pandas.testing import assert_frame_equal

from toolkit import Article, attributions

if TYPE_CHECKING:
    from dask.distributed import Client

distributed = pytest.importorskip("dask.distributed", reason="the extra `scale` is not installed")

# Fictional.
TEXTS = (
    "Ferry returns\n\n“The ferry is back,” said Mira Holt, the mayor of Oldhaven. “It took three years.”",
    "Oldhaven counts the cost\n\nThe harbour board said that repairs will take until May. Holt called it “a relief”.",
    "Storm closes the pier\n\nNobody was hurt, the coast guard said.",
)


@pytest.fixture(scope="module")
def client() -> Iterator["Client"]:
    """Two processes on this machine, reached over the loopback address, without a page to look at them."""
    with (
        distributed.LocalCluster(
            n_workers=2, threads_per_worker=1, processes=True, host="127.0.0.1", dashboard_address=None
        ) as cluster,
        distributed.Client(cluster) as client,
    ):
        yield client


@pytest.mark.parametrize("text", TEXTS)
def test_an_article_pickles_to_itself(text: str) -> None:
    article = Article(text=text, extra=(("desk", "coast"),), warnings=("short",))

    again = pickle.loads(pickle.dumps(article))

    assert again == article
    assert again.article_id == article.article_id
    assert again.metadata == {"desk": "coast"}


@pytest.mark.filterwarnings("ignore::DeprecationWarning:distributed.*")
def test_a_table_made_over_processes_is_the_one_made_here(client: "Client") -> None:
    articles = [Article(text=text) for text in TEXTS]

    futures = client.map(attributions, [[article] for article in articles], pure=False)
    there = pd.concat(client.gather(futures), ignore_index=True)

    assert there["speaker"].dropna().unique().tolist() == ["Mira Holt", "Holt"]
    assert there["article_id"].unique().tolist() == [article.article_id for article in articles]
    assert_frame_equal(there, attributions(articles))
