"""Who said what, against people's annotation; --predict writes the finds for others to score.

The scorer is the corpora's own (`bench/score_attributions.py` beside them): a find is right where its words overlap the
annotator's by at least half (Jaccard) and the sources share a word. The annotators read the whole text, headlines and
captions too, and so does this benchmark. The intervals are by bootstrap over articles.
"""

import argparse
import importlib.util
import itertools
import json
import os
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from toolkit import Article, attributions
from toolkit.formats.decoding import decode
from toolkit.whole_sources import attributed

CORPORA = Path(os.environ.get("TOOLKIT_CORPORA", "../shared/corpora"))
SETS = {"PolNeAR dev": "polnear/dev", "other news, dev": "other_news/dev"}
ACCURACY = Path(__file__).parent.parent / "toolkit" / "models" / "accuracy.json"
BANDS = (0.0, 0.5, 0.7, 0.9, 1.0)
DRAWS = 2_000


def predictions(folder: Path) -> Iterator[dict[str, Any]]:
    """Go through a folder's .txt files, giving each one's attributions in the scorer's format, with the speaker."""
    for path in sorted(folder.glob("*.txt")):
        text = _text(path)
        yield {"article": path.stem, "attributions": list(_rows(Article(text=text))) if text.strip() else []}


def _text(path: Path) -> str:
    """Read a file as the scorer does, byte order mark and line ends kept; what is not UTF-8, as the toolkit does."""
    data = path.read_bytes()
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return decode(data)[0]


def _rows(article: Article) -> Iterator[dict[str, Any]]:
    table = attributions(article, kinds=None)
    speakers = {(row.start, row.parts, row.confidence): row.speaker for row in table.itertuples()}
    for spans in attributed(article, kinds=None, nested=False):  # the annotators marked nothing inside a content
        speaker = speakers[spans.start, spans.parts, spans.confidence]
        yield {
            "source": [spans.source] if spans.source else [], "cue": [spans.cue] if spans.cue else [],
            "content": list(spans.parts), "speaker": speaker if isinstance(speaker, str) else None,
            "confidence": round(spans.confidence, 3),
        }  # fmt: skip


def load_scorer() -> Any:
    """Load the scorer that lies beside the corpora."""
    path = CORPORA.parent / "bench" / "score_attributions.py"
    if not path.is_file():
        sys.exit(f"There is no scorer at {path}. Set TOOLKIT_CORPORA to the folder of corpora beside it.")
    spec = importlib.util.spec_from_file_location("score_attributions", path)
    assert spec is not None
    assert spec.loader is not None
    scorer = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(scorer)
    return scorer


def score(scorer: Any, folder: Path) -> tuple[dict[str, Any], list[Counter[str]], list[tuple[float, bool]]]:
    """Return the scorer's table for a folder, the counts of each article, and each find's confidence and verdict."""
    references, texts = scorer.gold(folder.parent, folder.name)
    whole, counts, verdicts = scorer.Score(), [], []
    for row in predictions(folder / "text"):
        name, found = row["article"], row["attributions"]
        one = scorer.Score()
        for annotation in references[name].values():
            whole.add(found, annotation, texts[name])
            one.add(found, annotation, texts[name])
        counts.append(Counter(one.c))
        verdicts += _verdicts(scorer, found, references[name][min(references[name])], texts[name])
    return whole.report(), counts, verdicts


def _verdicts(scorer: Any, found: list[Any], annotation: list[Any], text: str) -> list[tuple[float, bool]]:
    words = scorer.tokens(text)
    finds, marked = scorer.prepare(found, words), scorer.prepare(annotation, words)
    right = {
        i for i, j in scorer.match(finds, marked, 0.5)
        if finds[i]["source"] & marked[j]["source"] or not (finds[i]["source"] or marked[j]["source"])
    }  # fmt: skip
    return [(find["raw"]["confidence"], i in right) for i, find in enumerate(finds)]


def interval(counts: Sequence[Counter[str]], hits: str) -> tuple[float, float]:
    """Return the 95% bootstrap interval, over articles, of an F1 score."""
    table = np.array([[one[hits], one["p"] + one["g"]] for one in counts])
    draws = np.random.default_rng(0).integers(0, len(table), (DRAWS, len(table)))
    sums = table[draws].sum(1)
    low, high = np.percentile(200 * sums[:, 0] / sums[:, 1], (2.5, 97.5))
    return float(low), float(high)


def report(scorer: Any, folder: Path) -> float:
    """Print the scorer's table for one folder, with intervals and reliability; return the F1 of who said what."""
    table, counts, verdicts = score(scorer, folder)
    print(f"\n{folder.parent.name} {folder.name}")
    for key, value in table.items():
        print(f"  {key:32s} {value}")
    for label, hits in (("who said what", "who"), ("content >= 0.5", "half")):
        low, high = interval(counts, hits)
        print(f"  95% interval of F1, {label:16s} {low:.1f} to {high:.1f}")
    for low, high in itertools.pairwise(BANDS):
        inside = [right for sure, right in verdicts if low <= sure < high or sure == high == 1]
        if inside:
            print(f"  confidence {low:.1f} to {high:.1f}: {np.mean(inside):.0%} right of {len(inside):,}")
    return float(table["who said what"]["F1"])


def main() -> None:
    """Print the tables, or write predictions."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--predict", nargs=2, type=Path, metavar=("TEXT_DIR", "OUT.jsonl"))
    parser.add_argument("--record", action="store_true", help="keep both F1 scores for reports to cite")
    parser.add_argument("folders", nargs="*", type=Path, help="folders with text/ and attributions/ (both dev sets)")
    options = parser.parse_args()
    if options.predict:
        folder, out = options.predict
        out.write_text("".join(json.dumps(row) + "\n" for row in predictions(folder)), encoding="utf-8")
        return
    scorer = load_scorer()
    if options.folders:
        for folder in options.folders:
            report(scorer, folder)
        return
    reached = {name: report(scorer, CORPORA / folder) for name, folder in SETS.items()}
    if options.record:
        ACCURACY.write_text(json.dumps(reached) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
