"""How likely a find is to be right, fitted on articles that the network was not trained on."""

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

import numpy as np

from benchmarks.training.corpora import Annotated, Span
from toolkit.attributor.decoding import Found, confidences, decode, distinct
from toolkit.attributor.reading import Network, read
from toolkit.attributor.words import Pieces, Words, cover, words_of


class Judged(NamedTuple):
    """An article's finds, which of them its reading confirms, and how many attributions the reading has."""

    found: Sequence[Found]
    right: Sequence[bool]
    marked: int


def judged(articles: Iterable[Annotated], pieces: Pieces, network: Network) -> Iterator[Judged]:
    """Read articles and compare the finds with the first reading: half the content's words, a word of the source."""
    for article in articles:
        words = words_of(article.text, article.paragraphs, pieces)
        spoken = np.array([article.text[a:b].isalnum() for a, b in zip(words.starts, words.ends, strict=True)])
        found = decode(read(words, pieces, network)[1], ~spoken, words.features[:, 1] > 0)
        marked = [
            tuple(_tokens(words, spans, spoken) for spans in (one.source, one.content)) for one in article.readings[0]
        ]
        yield Judged(found, [any(_agrees(one, *gold, spoken) for gold in marked) for one in found], len(marked))


def _tokens(words: Words, spans: Sequence[Span], spoken: np.ndarray) -> frozenset[int]:
    return frozenset(int(i) for i in cover(words, spans) if spoken[i])


def _agrees(one: Found, source: frozenset[int], content: frozenset[int], spoken: np.ndarray) -> bool:
    mine = {int(i) for i in one.content if spoken[i]}
    return 2 * len(mine & content) >= len(mine | content) and (
        bool(source & set(map(int, one.source))) or not (source or len(one.source))
    )


def fit(articles: Sequence[Judged]) -> tuple[list[float], float]:
    """Return the weights of the evidence, and the confidence from which finds are given.

    That is half the best F1: where confidences are true, no other gives a better one (Lipton, Elkan & Naryanaswamy,
    2014), and it moves less with the choice of articles than the threshold that happens to be best on them.
    """
    rows = np.array([one.evidence for a in articles for one in a.found])
    right = np.array([r for a in articles for r in a.right], dtype=float)
    weights = _logistic(np.column_stack([np.ones(len(rows)), rows]), right)
    scores = []
    for threshold in np.arange(0.2, 0.6, 0.02):
        kept = hits = 0
        for a in articles:
            sure = confidences(a.found, weights)
            chosen = [i for i in distinct(a.found, sure) if sure[i] >= threshold]
            kept, hits = kept + len(chosen), hits + sum(a.right[i] for i in chosen)
        scores.append((2 * hits / (kept + sum(a.marked for a in articles)), float(threshold)))
    print("held-out F1 by threshold", [(round(100 * f, 2), round(t, 2)) for f, t in scores])
    return [round(float(w), 4) for w in weights], round(max(scores)[0] / 2, 2)


def _logistic(x: np.ndarray, y: np.ndarray) -> np.ndarray:
    """Fit by Newton's method, slightly drawn to nought."""
    weights = np.zeros(x.shape[1])
    for _ in range(50):
        p = 1 / (1 + np.exp(-x @ weights))
        slope = x.T @ (p - y) + 0.5 * weights
        curve = (x.T * (p * (1 - p))) @ x + 0.5 * np.eye(len(weights))
        weights -= np.linalg.solve(curve, slope)
    return weights
