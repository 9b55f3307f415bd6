"""Train the small rankers that link pronouns and nouns, and calibrate how sure they are.

Each sample is one pronoun or noun with the clues of those whom it may mean. It is read off while the chains are being
made, from: the sources read by hand of `other_news` train; those of PolNeAR's training articles and of NewsArticles
that were read for the toolkit; the gold coreference of GUM's news, interviews, biographies and speeches; GAP's
development pronouns. A ranker is a conditional logit, fitted by full-batch Adam with an L2 penalty; where several
candidates are right (an unnamed speaker may be anybody without a name) their probabilities are summed. Rounds follow
one another, the first on what the shipped weights link: what is linked before shapes the clues. Everything is
seeded and runs on NumPy alone.
"""

import argparse
import csv
import functools
import json
import os
import re
import sys
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks.speakers import BENCH, gold_sources, load_reader, own_sources
from benchmarks.training.corpora import read_news
from benchmarks.training.hashes import write_hashes
from toolkit import Article, parsing
from toolkit import ranker as shipped
from toolkit.clues import CLUES, telling
from toolkit.models import load_json
from toolkit.resolution import link
from toolkit.states import Source

CORPORA = Path(os.environ.get("TOOLKIT_CORPORA", "../shared/corpora"))
WEIGHTS = Path("toolkit/models/speakers.json")
GENRES = ("news", "interview", "bio", "speech")
READ = Path("benchmarks/speakers_read.jsonl")
L2 = {
    "he": 0.02,
    "him": 0.02,
    "noun": 0.5,
    "body": 0.5,
    "document": 0.5,
    "it": 0.2,
    "they": 0.2,
}  # by cross-validation over articles
WEIGHT_OF = {"other": 6.0, "read": 6.0, "gum": 1.0, "gap": 0.6}
ROUNDS = 2
NOUNS_OF_GUM = 0.3  # biographies and interviews use nouns otherwise than news does
ENTITY = re.compile(r"\((\d+)\)|\((\d+)|(\d+)\)")


@dataclass
class Sample:
    """The clues of one mention, which rows are right, where it comes from, and whether it is a source."""

    kind: str
    rows: np.ndarray
    right: np.ndarray
    corpus: str
    article: str
    source: bool


@dataclass
class Document:
    """A text with what is known of whom its mentions mean."""

    corpus: str
    name: str
    article: Article
    sources: list[Source]
    judge: Callable[..., Any]


# ---------------------------------------------------------------- the corpora


def gum_documents() -> Iterator[Document]:
    """Go through GUM's documents with the cluster of each mention."""
    for path in sorted((CORPORA / "gum").glob("*.conllu")):
        if path.stem.split("_")[1] in GENRES:
            text, spans = read_gum(path)
            article = Article(text=text)
            yield Document("gum", path.stem, article, own_sources(article), cluster_judge(spans))


def read_gum(path: Path) -> tuple[str, dict[tuple[int, int], int]]:
    """Rebuild a document's text, and its mentions' spans with their clusters."""
    text, spans, open_, paragraph = "", {}, defaultdict(list), False
    at = 0
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.startswith("# newpar") and "block" not in line:
            paragraph = True
        elif line.startswith("# text = "):
            text += ("\n\n" if paragraph else " ") if text else ""
            at, paragraph = len(text), False
            text += line.removeprefix("# text = ")
        elif line[:1].isdigit():
            cells = line.split("\t")
            if "." in cells[0]:
                continue
            start = text.find(cells[1], at)
            if start < 0:
                continue
            end = start + len(cells[1])
            if "-" not in cells[0]:
                at = end
            for single, opening, closing in ENTITY.findall(re.search(r"Entity=([^|]*)|$", cells[9])[1] or ""):
                if single:
                    spans[start, end] = int(single)
                elif opening:
                    open_[int(opening)].append(start)
                elif open_[int(closing)]:
                    spans[open_[int(closing)].pop(), end] = int(closing)
    return text, spans


def cluster_judge(spans: dict[tuple[int, int], int]) -> Callable[..., Any]:
    """Judge by clusters: right is the candidate most of whose mentions are of the mention's cluster."""
    ordered = sorted(spans)
    starts = np.array([s for s, _ in ordered])

    def cluster(mention: Any) -> int | None:
        """The cluster of the smallest annotated span that holds the mention and begins or ends with it."""
        best = None
        for s, e in ordered[
            max(0, int(np.searchsorted(starts, mention.end)) - 60) : int(np.searchsorted(starts, mention.end))
        ]:
            if s <= mention.start and mention.end <= e and (best is None or e - s < best[1] - best[0]):
                best = (s, e)
        return spans[best] if best is not None else None

    seen: dict[int, Counter[int]] = defaultdict(Counter)
    done: set[int] = set()
    judged: list[Any] = []

    def judge(chains: Any, kind: str, i: int, mention: Any, states: list[Any]) -> np.ndarray | None:
        if not judged or judged[0] is not chains:  # a new round: what the last one linked is not what this one links
            seen.clear()
            done.clear()
            judged[:] = [chains]
        for j, found in list(chains.links.items()):
            if j not in done and found.entity is not None:
                done.add(j)
                if (known := cluster(chains.mentions[j])) is not None:
                    seen[found.entity.number][known] += 1
        gold = cluster(mention)
        if gold is None:
            return None
        right = np.array(
            [bool(c := seen[s.entity.number]) and c.most_common(1)[0][0] == gold for s in states] + [False]
        )
        right[-1] = not right.any()
        return right

    return judge


def gap_documents() -> Iterator[Document]:
    """Go through GAP's texts, each with one pronoun and two names."""
    with (CORPORA / "gap" / "gap-development.tsv").open(encoding="utf-8") as file:
        for row in csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE):
            article = Article(text=row["Text"])
            yield Document("gap", row["ID"], article, own_sources(article), gap_judge(row))


def gap_judge(row: dict[str, str]) -> Callable[..., Any]:
    """Judge by the two names: right is the one that GAP says, else anybody but the two."""

    def judge(chains: Any, kind: str, i: int, mention: Any, states: list[Any]) -> np.ndarray | None:
        if mention.start != int(row["Pronoun-offset"]):
            return None
        named: dict[str, set[int]] = {"A": set(), "B": set()}
        for j, found in chains.links.items():
            for name in named:
                at = int(row[f"{name}-offset"])
                if chains.mentions[j].form == "name" and chains.mentions[j].start < at + len(row[name]) and (
                    at < chains.mentions[j].end
                ) and found.entity is not None:  # fmt: skip
                    named[name].add(found.entity.number)
        numbers = [s.entity.number for s in states]
        for name in named:
            if row[f"{name}-coref"] == "TRUE":
                right = np.array([n in named[name] for n in numbers] + [False])
                return right if right.any() else None
        both = named["A"] | named["B"]
        return np.array([n not in both for n in numbers] + [True])

    return judge


def news_documents(names: tuple[str, ...] = ("other_news train",)) -> Iterator[Document]:
    """Go through the articles whose sources were read by hand."""
    sys.path.insert(0, str(BENCH))
    import score_speakers

    reader = load_reader()
    for name in names:
        for key, article, sources, rows in gold_sources(name, reader):
            gold = {r["event"]: r for r in rows if not r.get("ambiguous") and not r.get("bad_span")}
            yield Document("other", key, article, sources, source_judge(gold, score_speakers.same))


def read_documents() -> Iterator[Document]:
    """Go through the articles that were read for the toolkit: PolNeAR's training articles and NewsArticles."""
    sys.path.insert(0, str(BENCH))
    import score_speakers

    reader, news = load_reader(), {article.name: article.text for article in read_news()}
    same = by_words(score_speakers.name_tokens)
    for line in READ.read_text(encoding="utf-8").splitlines():
        name, read = json.loads(line).values()
        if name in news:
            article = Article(text=news[name])
            sources = own_sources(article)
        else:
            folder = CORPORA / "polnear" / "train"
            article = Article(text=reader.read(folder / "text" / f"{name}.txt"))
            events = reader.read_ann(min((folder / "attributions").glob(f"{name}_*.ann")))
            sources = [Source(*(tuple(map(tuple, e[role])) for role in ("source", "cue", "content"))) for e in events]
        gold = {(start, end): {"speaker": speaker, "aliases": []} for start, end, speaker in read}
        yield Document("read", name, article, sources, place_judge(gold, same))


def by_words(tokens: Callable[..., tuple[str, ...]]) -> Callable[..., bool]:
    """Compare by the words of the shorter name: where a full name was noted, the surname is the same person's."""

    def same(predicted: str, row: dict[str, Any]) -> bool:
        gold, found = tokens(row["speaker"]), tokens(predicted)
        fewer = gold[-1] == "campaign" and len(found) > 1 and set(found) <= set(gold)  # called by the surname
        return bool(found) and gold[-1] == found[-1] and (fewer or set(gold) <= set(found) or set(found) <= set(gold))

    return same


def source_judge(gold: dict[int, dict[str, Any]], same: Callable[..., bool]) -> Callable[..., Any]:
    """Judge by who the sources are, where these are pronouns or nouns."""

    def judge(chains: Any, kind: str, i: int, mention: Any, states: list[Any]) -> np.ndarray | None:
        setting = chains.settings.get(i)
        rows = [gold[k] for k in setting.source_of if k in gold] if setting is not None else []
        return right_of(rows[0], states, same) if rows and rows[0]["form"] in ("pronoun", "nominal") else None

    return judge


def place_judge(gold: dict[tuple[int, int], dict[str, Any]], same: Callable[..., bool]) -> Callable[..., Any]:
    """Judge by the places that were read: those of mentions, or of the sources that mentions stand for."""

    def judge(chains: Any, kind: str, i: int, mention: Any, states: list[Any]) -> np.ndarray | None:
        setting = chains.settings.get(i)
        spans = [chains.sources[k].source for k in setting.source_of] if setting is not None else []
        places = [(mention.start, mention.end), *((s[0][0], s[-1][1]) for s in spans if s)]
        row = next((gold[place] for place in places if place in gold), None)
        return right_of(row, states, same) if row is not None else None

    return judge


def right_of(row: dict[str, Any], states: list[Any], same: Callable[..., bool]) -> np.ndarray:
    """Which rows are right: whom the reader named, or for nobody anyone without a name."""
    if row["speaker"] is None:
        return np.array([not s.entity.named for s in states] + [True])
    return np.array([s.entity.named and same(" ".join(s.entity.full), row) for s in states] + [False])


# ---------------------------------------------------------------- samples and fitting


def gather(documents: list[Document], forced: bool) -> list[Sample]:
    """Make the chains of each document and keep the clues of what is judged; `forced` follows the right link."""
    samples: list[Sample] = []
    for document in documents:

        def watch(
            chains: Any, kind: str, i: int, mention: Any, states: Any, rows: Any, document: Any = document
        ) -> Any:
            right = document.judge(chains, kind, i, mention, states)
            if right is None:
                return None
            said = i in chains.settings and bool(chains.settings[i].source_of)
            samples.append(Sample(kind, rows, right, document.corpus, document.name, said))
            if not forced or not right.any():
                return None
            return False if right[-1] else states[int(np.argmax(right))]

        link(document.article, document.sources, watch)
    return samples


def fit(samples: list[Sample], kind: str, steps: int = 600, rate: float = 0.05) -> np.ndarray:
    """Fit one ranker; the samples of a kind, padded to one block of rows."""
    mine, l2 = [s for s in samples if teaches(kind, s) and s.right.any()], L2[kind]
    width = len(CLUES[kind])
    if not mine:
        return np.zeros(width)
    rows = np.concatenate([s.rows for s in mine])
    right = np.concatenate([s.right for s in mine]).astype(float)
    group = np.repeat(np.arange(len(mine)), [len(s.rows) for s in mine])
    starts = np.flatnonzero(np.r_[True, group[1:] != group[:-1]])
    weight = np.array(
        [WEIGHT_OF[s.corpus] * (NOUNS_OF_GUM if (s.corpus, kind) == ("gum", "noun") else 1) for s in mine]
    )
    w, m, v = np.zeros(width), np.zeros(width), np.zeros(width)
    for step in range(1, steps + 1):
        score = rows @ w
        score = np.exp(score - np.maximum.reduceat(score, starts)[group])
        p = score / np.add.reduceat(score, starts)[group]
        held = np.add.reduceat(p * right, starts) + 1e-9
        target = p * right / held[group]
        gradient = rows.T @ ((p - target) * weight[group]) / weight.sum() + l2 / 100 * w
        m, v = 0.9 * m + 0.1 * gradient, 0.999 * v + 0.001 * gradient**2
        w -= rate * (m / (1 - 0.9**step)) / (np.sqrt(v / (1 - 0.999**step)) + 1e-8)
    return w


def teaches(kind: str, sample: Sample) -> bool:
    """True for a sample that a ranker learns from; that of sources learns from others only where nobody read sources.

    What is told of a "he" who speaks differs from what is told of "his" and "him": one ranker for both fares worse.
    """
    if kind == "he":
        return sample.kind == "he" and (sample.source or sample.corpus in ("gum", "gap"))
    return sample.kind == ("he" if kind == "him" else kind)


def install(weights: dict[str, np.ndarray]) -> None:
    """Let the toolkit use these weights from now on."""
    rankers = {kind: shipped.Ranker(w) for kind, w in weights.items()}
    shipped.load_rankers.cache_clear()
    import toolkit.resolution as resolution

    resolution.load_rankers = lambda: rankers


def accuracy(samples: list[Sample], weights: dict[str, np.ndarray]) -> dict[tuple[str, str], tuple[float, int]]:
    """The share of samples whose best row is right, by corpus and kind."""
    hits: dict[tuple[str, str], list[bool]] = defaultdict(list)
    for s in samples:
        kind = "him" if s.kind == "he" and not s.source else s.kind
        p = shipped.Ranker(weights[kind]).probabilities(s.rows)
        hits[s.corpus, kind].append(bool(s.right[int(np.argmax(p))]))
    return {key: (sum(h) / len(h), len(h)) for key, h in sorted(hits.items())}


def calibrate(right: list[Sample], found: list[Sample], kind: str, folds: int = 5) -> tuple[float, float, float]:
    """Fit how often links held out are right, by the log odds that the ranker gave them (Platt)."""
    read = [s for s in found if s.corpus in ("other", "read") and s.source == (kind != "him")]
    news = [s for s in read if teaches(kind, s)]
    fold = {name: i % folds for i, name in enumerate(sorted({s.article for s in news}))}
    odds, told, hits = [], [], []
    for k in range(folds):
        weights = fit([s for s in right + found if fold.get(s.article, -1) != k], kind)
        for s in (s for s in news if fold[s.article] == k):
            p = shipped.Ranker(weights).probabilities(s.rows)
            best = min(max(float(p.max()), 1e-6), 1 - 1e-6)
            odds.append(np.log(best / (1 - best)))
            told.append(bool(np.argmax(p) < len(p) - 1 and telling(kind, s.rows[int(np.argmax(p))])))
            hits.append(bool(s.right[int(np.argmax(p))]))
    x, y = np.c_[np.ones(len(odds)), odds, told], np.array(hits, dtype=float)
    w = np.array([0.0, 1.0, 0.0])
    for _ in range(5000):
        w -= 0.05 * x.T @ (1 / (1 + np.exp(-x @ w)) - y) / len(y)
    sure = 1 / (1 + np.exp(-x @ w)) >= 2 / 3
    print(f"  held out {kind}: {np.mean(y):.3f} right; of the {sure.mean():.2f} that are sure {y[sure].mean():.3f}")
    return round(float(w[0]), 3), round(float(w[1]), 3), round(float(w[2]), 3)


def train(
    documents: list[Document], kinds: Sequence[str]
) -> tuple[dict[str, np.ndarray], dict[str, tuple[float, float, float]]]:
    """Fit on the right links and on what the rankers of the round before make of the texts."""
    weights = {kind: ranker.weights for kind, ranker in shipped.load_rankers().items()}  # 0 for clues they have not
    for _ in range(ROUNDS):
        install(weights)
        right, found = gather(documents, forced=True), gather(documents, forced=False)
        weights |= {kind: fit(right + found, kind) for kind in kinds}
    calibration = {kind: calibrate(right, found, kind) for kind in ("he", "him", "noun", "body") if kind in kinds}
    for key, (share, count) in accuracy(found, weights).items():
        print(f"  {key[0]:6s} {key[1]:9s} {share:.3f} of {count}")
    return weights, calibration


def shipped_calibration() -> dict[str, Any]:
    """The calibration of all kinds as shipped."""
    calibration: dict[str, Any] = load_json("speakers.json")["calibration"]
    return calibration


def main() -> None:
    """Train and write the weights."""
    parser = argparse.ArgumentParser(description="Train the rankers of the speakers.")
    parser.add_argument("--out", type=Path, default=WEIGHTS)
    parser.add_argument("--kinds", nargs="*", default=list(CLUES), help="train these alone; the others stay as shipped")
    options = parser.parse_args()
    parsing._parse = functools.lru_cache(None)(parsing._parse.__wrapped__)  # each text is gone through twice
    documents = [*news_documents(), *read_documents(), *gum_documents(), *gap_documents()]
    weights, calibration = train(documents, options.kinds)
    data = {
        "what": "weights of the clues by which a pronoun or noun is linked, by kind; see benchmarks/train_speakers.py",
        "trained_on": "other_news train, PolNeAR train, NewsArticles (sources read), GUM (news and three more), GAP",
        "calibration": shipped_calibration() | calibration,
        "weights": {kind: dict(zip(CLUES[kind], map(float, weights[kind].round(3)), strict=True)) for kind in CLUES},
    }
    options.out.write_text(json.dumps(data, indent=1) + "\n", encoding="utf-8")
    write_hashes()


if __name__ == "__main__":
    main()
