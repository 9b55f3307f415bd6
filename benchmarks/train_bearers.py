"""Train the rankers that tell whom a source's noun stands for, "the Florida senator" or "the company"; calibrate them.

One sample is one source that is a noun for one person, or for one body, with the clues of all whom its article names.
Read by hand are those of `other_news` train and those in `speakers_read.jsonl`. The rankers of the chains come first:
their links are among the clues.
"""

import json
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks.speakers import BENCH  # noqa: F401  (the scorer's folder, which the documents need)
from benchmarks.train_speakers import Document, news_documents, read_documents
from benchmarks.training.hashes import write_hashes
from toolkit.bearers import Bearers
from toolkit.body_bearers import BodyBearers, is_body
from toolkit.ranker import Ranker
from toolkit.resolution import alone_in, link
from toolkit.role_bearers import RoleBearers, is_role
from toolkit.states import SURE, State

WEIGHTS = Path("toolkit/models/bearers.json")
KINDS = ((RoleBearers, is_role), (BodyBearers, is_body))
L2 = 0.3  # by cross-validation over articles
FOLDS = 8
Sample = tuple[str, np.ndarray, np.ndarray, list[bool]]


def gather(documents: list[Document]) -> dict[type[Bearers], list[Sample]]:
    """Keep the clues of each source read that is such a noun, which rows are right, and which the text tells."""
    samples: dict[type[Bearers], list[Sample]] = {bearers: [] for bearers, _ in KINDS}
    for document in documents:
        chains, heads = link(document.article, document.sources)
        alone = [head.mentions[0] for head in heads if alone_in(head, chains)]
        for bearers, fits in KINDS:
            known = bearers(chains, document.article.text)
            for i in (i for i in alone if fits(chains, i)):
                numbers, rows = known.rows(i)
                states = [State(known.named[n], chains.mentions[known.at[n][0]]) for n in numbers]
                right = document.judge(chains, known.name, i, chains.mentions[i], states)
                if right is not None:
                    samples[bearers].append((document.name, rows, right, [known.told_of(row) for row in rows]))
    return samples


def fit(samples: list[Sample], steps: int = 800, rate: float = 0.05) -> np.ndarray:
    """Fit a conditional logit by full-batch Adam with an L2 penalty; of several right rows the probabilities add up."""
    samples = [s for s in samples if s[2].any()]
    rows = np.concatenate([s[1] for s in samples])
    right = np.concatenate([s[2] for s in samples]).astype(float)
    group = np.repeat(np.arange(len(samples)), [len(s[1]) for s in samples])
    starts = np.flatnonzero(np.r_[True, group[1:] != group[:-1]])
    w, m, v = (np.zeros(rows.shape[1]) for _ in range(3))
    for step in range(1, steps + 1):
        score = rows @ w
        score = np.exp(score - np.maximum.reduceat(score, starts)[group])
        p = score / np.add.reduceat(score, starts)[group]
        target = p * right / (np.add.reduceat(p * right, starts) + 1e-9)[group]
        gradient = rows.T @ (p - target) / len(samples) + L2 / 100 * w
        m, v = 0.9 * m + 0.1 * gradient, 0.999 * v + 0.001 * gradient**2
        w -= rate * (m / (1 - 0.9**step)) / (np.sqrt(v / (1 - 0.999**step)) + 1e-8)
    return w


def calibrate(samples: list[Sample], name: str) -> tuple[float, float, float]:
    """Fit how often links held out by article are right, by the log odds that the ranker gave them (Platt)."""
    fold = {article: i % FOLDS for i, article in enumerate(sorted({s[0] for s in samples}))}
    odds, told, hits, somebody = [], [], [], []
    for k in range(FOLDS):
        ranker = Ranker(fit([s for s in samples if fold[s[0]] != k]))
        for _, rows, right, tells in (s for s in samples if fold[s[0]] == k):
            p = ranker.probabilities(rows)
            best = int(np.argmax(p))
            top = min(max(float(p[best]), 1e-6), 1 - 1e-6)
            odds.append(np.log(top / (1 - top)))
            told.append(best < len(p) - 1 and tells[best])
            hits.append(bool(right[best]))
            somebody.append(best < len(p) - 1)
    x, y, named = np.c_[np.ones(len(odds)), odds, told], np.array(hits, dtype=float), np.array(somebody)
    w = np.array([0.0, 1.0, 0.0])
    for _ in range(5000):
        w -= 0.05 * x[named].T @ (1 / (1 + np.exp(-x[named] @ w)) - y[named]) / named.sum()
    sure = (1 / (1 + np.exp(-x @ w)) >= SURE) & named
    shares = f"{y.mean():.3f} right; {sure.mean():.2f} named and sure, {y[sure].mean():.3f} of those"
    print(f"{name}, held out: of {len(y)} {shares}")
    return round(float(w[0]), 3), round(float(w[1]), 3), round(float(w[2]), 3)


def main() -> None:
    """Train and write the weights."""
    samples = gather([*news_documents(), *read_documents()])
    data: dict[str, Any] = {"what": "weights of the clues to whom a noun stands for; see benchmarks/train_bearers.py"}
    for bearers, mine in samples.items():
        weights = dict(zip(bearers.clues, map(float, fit(mine).round(3)), strict=True))
        data[bearers.name] = {"calibration": calibrate(mine, bearers.name), "weights": weights}
    WEIGHTS.write_text(json.dumps(data, indent=1) + "\n", encoding="utf-8")
    write_hashes()


if __name__ == "__main__":
    main()
