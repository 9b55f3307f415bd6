"""Who the speakers are, against people's reading: with the annotators' spans, and end to end with the toolkit's own.

The scorer is the corpora's own (`bench/score_speakers.py` beside them): of the sources found it counts the names that
are right, those that name somebody else (wrong), and those left missing although the text tells (silent).
"""

import argparse
import importlib.util
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from toolkit import Article
from toolkit.attributor import _find_spans, find_spans
from toolkit.parsing import _parse, parse
from toolkit.resolution import _link, resolve
from toolkit.states import Source
from toolkit.whole_sources import attributed, source_of

CORPORA = Path(os.environ.get("TOOLKIT_CORPORA", "../shared/corpora"))
BENCH = CORPORA.parent / "bench"
SETS = {  # name: folder of the texts, split, file of the resolved sources
    "other_news train": ("other_news", "train", "other_news/resolved_train.jsonl"),
    "other_news dev": ("other_news", "dev", "other_news/resolved_dev.jsonl"),
    "polnear dev": ("polnear", "dev", "resolved_speakers/dev.jsonl"),
}


def load_reader() -> Any:
    """Load the reader of annotations that lies beside the corpora."""
    path = BENCH / "score_attributions.py"
    if not path.is_file():
        sys.exit(f"There is no scorer at {path}. Set TOOLKIT_CORPORA to the folder of corpora beside it.")
    spec = importlib.util.spec_from_file_location("score_attributions", path)
    assert spec is not None
    assert spec.loader is not None
    reader = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(reader)
    return reader


def gold_sources(name: str, reader: Any) -> Iterator[tuple[str, Article, list[Source], list[dict[str, Any]]]]:
    """Go through a set's articles with every annotated attribution and, for those read by hand, who it is."""
    corpus, split, file = SETS[name]
    folder = CORPORA / corpus / split
    lines: dict[str, list[dict[str, Any]]] = {}
    for line in (CORPORA / file).read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        lines.setdefault(row["article"], []).append(row)
    for article, rows in lines.items():
        text = reader.read(folder / "text" / f"{article}.txt")
        events = reader.read_ann(min((folder / "attributions").glob(f"{article}_*.ann")))
        yield article, Article(text=text), [_source(event) for event in events], rows


def _source(event: dict[str, Any]) -> Source:
    return Source(*(tuple(map(tuple, event[role])) for role in ("source", "cue", "content")))


def own_sources(article: Article) -> list[Source]:
    """The toolkit's own attributions, as its table asks for their speakers."""
    return [source_of(spans) for spans in attributed(article, nested=False)]


def predictions(name: str, reader: Any, *, gold_spans: bool) -> Iterator[dict[str, Any]]:
    """Go through a set's articles, giving each one's speakers in the scorer's format."""
    for key, article, annotated, _ in gold_sources(name, reader):
        found = annotated if gold_spans else own_sources(article)
        yield {
            "article": key,
            "attributions": [
                {"source": s.source, "cue": s.cue, "content": s.content, "speaker": r.speaker}
                for s, r in zip(found, resolve(article, found), strict=True)
            ],
        }


def score(name: str, reader: Any, *, gold_spans: bool) -> dict[str, dict[str, float]]:
    """Return the scorer's table for one set."""
    corpus, split, file = SETS[name]
    with tempfile.NamedTemporaryFile("w", suffix=".jsonl", encoding="utf-8") as out:
        for row in predictions(name, reader, gold_spans=gold_spans):
            out.write(json.dumps(row) + "\n")
        out.flush()
        command = [BENCH / "score_speakers.py", CORPORA / corpus, split, CORPORA / file, out.name, "--json"]
        ran = subprocess.run([sys.executable, *map(str, command)], capture_output=True, text=True, check=True)
    table: dict[str, dict[str, float]] = json.loads(ran.stdout)
    return table


def seconds(name: str, reader: Any) -> tuple[float, float, float]:
    """Return the seconds of the parse, of the attribution model and of the resolution, each beyond those before."""
    for remembered in (_parse, _find_spans, _link):  # by the tables before
        remembered.cache_clear()
    parsing = finding = resolving = 0.0
    for _, article, sources, _ in gold_sources(name, reader):
        begin = time.perf_counter()
        parse(article)
        parsed = time.perf_counter()
        find_spans(article)
        found = time.perf_counter()
        resolve(article, sources)
        end = time.perf_counter()
        parsing, finding, resolving = parsing + parsed - begin, finding + found - parsed, resolving + end - found
    return parsing, finding, resolving


def main() -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("sets", nargs="*", default=list(SETS), help=f"any of: {', '.join(SETS)}")
    parser.add_argument("--gold", action="store_true", help="with the annotators' spans only")
    options = parser.parse_args()
    reader = load_reader()
    for name in options.sets:
        for gold_spans in (True,) if options.gold else (True, False):
            print(f"\n{name}, {'annotated' if gold_spans else 'own'} spans")
            for form, row in score(name, reader, gold_spans=gold_spans).items():
                print(f"  {form:8s}" + "".join(f" {key} {value:>5}" for key, value in row.items()))
    parsing, finding, resolving = seconds(options.sets[0], reader)
    print(f"\nbeyond the parse: {resolving / parsing:.2f} of its time, {resolving / finding:.2f} of the attribution's")


if __name__ == "__main__":
    main()
