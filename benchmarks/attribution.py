"""Who said what, against people's annotation; --predict writes the finds for others to score.

The scorer is the corpora's own (`bench/score_attributions.py` beside them): a find is right where its words overlap the
annotator's by at least half (Jaccard) and the sources share a word.
"""

import argparse
import importlib.util
import json
import os
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from toolkit import Article
from toolkit.attribution_rules import find_spans

CORPORA = Path(os.environ.get("TOOLKIT_CORPORA", "../shared/corpora"))


def predictions(folder: Path, every: int = 1) -> Iterator[dict[str, Any]]:
    """Go through a folder's .txt files, giving each one's attributions in the scorer's format and the rule of each."""
    for path in sorted(folder.glob("*.txt"))[::every]:
        with path.open(encoding="utf-8", newline="") as file:
            found = find_spans(Article(text=file.read()))
        yield {
            "article": path.stem,
            "attributions": [
                {"source": [s.source] if s.source else [], "cue": [s.cue] if s.cue else [], "content": list(s.parts),
                 "rule": s.rule}
                for s in found
            ],
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


def report(scorer: Any, corpus: str, split: str) -> None:
    """Print the scorer's table for one split."""
    references, texts = scorer.gold(CORPORA / corpus, split)
    found = {row["article"]: row["attributions"] for row in predictions(CORPORA / corpus / split / "text")}
    score = scorer.Score()
    for name, annotators in references.items():
        for annotation in annotators.values():
            score.add(found.get(name, []), annotation, texts[name])
    print(f"\n{corpus} {split}")
    for key, value in score.report().items():
        print(f"  {key:32s} {value}")


def precision_by_rule(scorer: Any, corpus: str, split: str, every: int) -> None:
    """Print how often each rule is right, by the first annotator of every `every`-th article."""
    references, texts = scorer.gold(CORPORA / corpus, split)
    right: Counter[str] = Counter()
    finds: Counter[str] = Counter()
    for row in predictions(CORPORA / corpus / split / "text", every):
        name = row["article"]
        if name in references:
            words = scorer.tokens(texts[name])
            found = scorer.prepare(row["attributions"], words)
            annotated = scorer.prepare(references[name][min(references[name])], words)
            finds.update(one["raw"]["rule"] for one in found)
            for i, j in scorer.match(found, annotated, 0.5):
                source, gold = found[i]["source"], annotated[j]["source"]
                right[found[i]["raw"]["rule"]] += bool(source & gold) or not (source or gold)
    print(f"\nprecision by rule, {corpus} {split}, every article in {every}")
    for rule, count in finds.most_common():
        print(f"  {rule:14s} {right[rule] / count:.2f}  of {count:,} finds")


def main() -> None:
    """Print the tables, or write predictions."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--predict", nargs=2, type=Path, metavar=("TEXT_DIR", "OUT.jsonl"))
    parser.add_argument("--rules", type=int, metavar="N", help="precision by rule, on every Nth training article")
    options = parser.parse_args()
    if options.predict:
        folder, out = options.predict
        out.write_text("".join(json.dumps(row) + "\n" for row in predictions(folder)), encoding="utf-8")
        return
    scorer = load_scorer()
    for corpus in ("polnear", "other_news"):
        report(scorer, corpus, "dev")
    if options.rules:
        precision_by_rule(scorer, "polnear", "train", options.rules)


if __name__ == "__main__":
    main()
