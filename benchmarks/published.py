"""Record the figures that the self-check shows beside a reader's own: python -m benchmarks.published

Precision and recall of who said what, the names of the speakers, the tone of sentences, and how often attributions of
each confidence are right. They are written to toolkit/models/published.json; run it after any model has changed.
"""

import json
from collections import Counter
from collections.abc import Sequence
from typing import Any

import numpy as np

from benchmarks import attribution, sentiment, speakers
from benchmarks.training.hashes import write_hashes
from toolkit.measures import wilson_interval
from toolkit.models import FOLDER
from toolkit.selfcheck.published import BANDS, band_of

MAIN = "other news, dev"  # many publishers and years: the nearest to what a reader may bring


def share_interval(counts: Sequence[Counter[str]], hits: str, of: str) -> tuple[float, float]:
    """Return the 95% bootstrap interval, over articles, of a share."""
    table = np.array([[one[hits], one[of]] for one in counts])
    draws = np.random.default_rng(0).integers(0, len(table), (attribution.DRAWS, len(table)))
    sums = table[draws].sum(1)
    low, high = np.percentile(sums[:, 0] / sums[:, 1], (2.5, 97.5))
    return float(low), float(high)


def figure(measure: str, on: str, value: float, interval: tuple[float, float], of: int) -> dict[str, Any]:
    """Return one figure as it is kept."""
    low, high = interval
    return {
        "measure": measure,
        "on": on,
        "value": round(value, 4),
        "low": round(low, 4),
        "high": round(high, 4),
        "of": of,
    }


def of_bands(name: str, verdicts: Sequence[tuple[float, bool]]) -> list[dict[str, Any]]:
    """Return how many finds of each band are right."""
    rows = []
    for band in map(band_of, BANDS[:-1]):
        inside = [(sure, right) for sure, right in verdicts if band_of(sure) == band]
        mean = round(float(np.mean([sure for sure, _ in inside])), 4)
        rows.append(
            {"texts": name, "band": band, "confidence": mean, "right": sum(r for _, r in inside), "of": len(inside)}
        )
    return rows


def of_speakers() -> dict[str, Any]:
    """Return how many sources that are found have the right name, or rightly none."""
    table = speakers.score("other_news dev", speakers.load_reader(), gold_spans=False)["all"]
    of = round(table["n"] * table["found"] / 100)
    right = round(of * table["right"] / 100)
    return figure("speaker", MAIN, right / of, wilson_interval(right, of), of)


def of_tone(part: str = "devtest_mt") -> dict[str, Any]:
    """Return how many sentences are read as people read them."""
    gold = sentiment.read_gold(part)
    told = [
        -1 if score < sentiment.NEGATIVE_BELOW else int(score >= sentiment.POSITIVE_FROM)
        for score in sentiment.toolkit_scores(gold)
    ]
    right = sum(one.tone == said for one, said in zip(gold, told, strict=True))
    return figure("tone", f"NewsMTSC, {part}", right / len(gold), wilson_interval(right, len(gold)), len(gold))


def main() -> None:
    """Measure and record."""
    scorer = attribution.load_scorer()
    figures, bands = [], []
    for name, folder in attribution.SETS.items():
        _, counts, verdicts = attribution.score(scorer, attribution.CORPORA / folder)
        bands += of_bands(name, verdicts)
        if name == MAIN:
            whole = sum(counts, Counter())
            for measure, of in (("precision", "p"), ("recall", "g")):
                value = whole["who"] / whole[of]
                figures.append(figure(measure, name, value, share_interval(counts, "who", of), whole[of]))
    figures += [of_speakers(), of_tone()]
    path = FOLDER / "published.json"
    path.write_text(json.dumps({"figures": figures, "calibration": bands}, indent=1) + "\n", encoding="utf-8")
    write_hashes()
    print(path.read_text(encoding="utf-8"))


if __name__ == "__main__":
    main()
