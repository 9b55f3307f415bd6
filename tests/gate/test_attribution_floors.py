"""Who said what stays as accurate as it was measured to be, on both sets of news kept for measuring."""

from typing import Any

import pytest

from tests.gate.floors import CORPORA, corpus_hash, load_benchmark, load_floors

ROUNDING = 0.4  # points: eight-bit sums round otherwise on another processor, and a find at the edge comes or goes
SETS = {"attribution, polnear dev": "polnear/dev", "attribution, other_news dev": "other_news/dev"}


def figures(report: dict[str, Any]) -> dict[str, float]:
    """Pick the figures that have floors out of the scorer's table."""
    picked = {name: report[name]["F1"] for name in ("who said what", "content >= 0.5")}
    picked["source shares a token"] = report["source shares a token"]
    recalls = {key.split(" (")[0]: value["who"] for key, value in report.items() if "recall" in key}
    return picked | recalls


def measured(folder: str) -> dict[str, float]:
    """Score a folder of the corpora as the benchmark does."""
    benchmark = load_benchmark("attribution")
    return figures(benchmark.score(benchmark.load_scorer(), CORPORA / folder)[0])


@pytest.mark.parametrize(("measure", "folder"), SETS.items())
def test_accuracy_does_not_fall(measure: str, folder: str) -> None:
    if not (CORPORA / folder).is_dir():
        pytest.skip(f"There is no {folder} in {CORPORA}: set TOOLKIT_CORPORA to the folder that holds it.")
    floor = load_floors()[measure]
    assert corpus_hash(CORPORA / folder) == floor["corpus"], "the news is not what the floors were measured on"

    reached = measured(folder)

    assert {name: value for name, value in reached.items() if value < floor["least"][name] - ROUNDING} == {}
