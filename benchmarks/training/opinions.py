"""What trained networks together make of articles that they were not trained on, kept in a file between stages."""

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

import numpy as np
import torch
from torch import Tensor

from benchmarks.training.batches import Labelled, Opinion, batch
from benchmarks.training.corpora import Annotated
from benchmarks.training.net import ROLES, TAGS, Net
from benchmarks.training.teach import DEVICE, tensors
from toolkit.attributor.reading import Candidate, candidate_cues, link_inputs, softmax
from toolkit.attributor.windows import FILL, Window, windows
from toolkit.attributor.words import Pieces, Words, words_of

_ARTICLES, _WINDOWS, _CUES = 64, 64, 256  # read side by side


def read_together(nets: Sequence[Net], texts: Sequence[Words], pieces: Pieces) -> Iterator[Opinion]:
    """Read articles as the toolkit does, many windows and many cues at once; scores are means over the networks."""
    for at in range(0, len(texts), _ARTICLES):
        yield from _read(nets, texts[at : at + _ARTICLES], pieces)


@torch.no_grad()
def _read(nets: Sequence[Net], texts: Sequence[Words], pieces: Pieces) -> Iterator[Opinion]:
    bases = np.concatenate([[0], np.cumsum([len(words) for words in texts])])
    scores, states = _encoded(nets, texts, bases, pieces)
    tags = softmax(scores.cpu().numpy())
    cues, inputs, owners = [], [], []
    for i, words in enumerate(texts):
        found = list(candidate_cues(tags[bases[i] : bases[i + 1]]))
        for one in found:
            rows, *rest = link_inputs(words, [one], FILL)
            inputs.append((rows[0] + bases[i], *(x[0] for x in rest)))
        cues += found
        owners += [i] * len(found)
    linked = [one for at in range(0, len(cues), _CUES) for one in _linked(nets, states, inputs[at : at + _CUES])]
    candidates: list[list[Candidate]] = [[] for _ in texts]
    for i, (start, end), (rows, *_), (roles, valid) in zip(owners, cues, inputs, linked, strict=True):
        begins = float(tags[bases[i] + start, TAGS.index("B-cue")])
        candidates[i].append(Candidate(start, end, begins, valid, int(rows[0] - bases[i]), roles))
    for i, words in enumerate(texts):
        yield Opinion(words.starts, tags[bases[i] : bases[i + 1]], candidates[i])


def _encoded(
    nets: Sequence[Net], texts: Sequence[Words], bases: np.ndarray, pieces: Pieces
) -> tuple[Tensor, list[Tensor]]:
    """Return each word's mean tag scores, and its states by each network."""
    scores = torch.zeros((int(bases[-1]), len(TAGS)), device=DEVICE)
    states = [torch.zeros((int(bases[-1]), net.linker.width), device=DEVICE) for net in nets]
    blank = [Labelled(words, np.zeros((len(words), len(TAGS)), dtype=np.float32), ()) for words in texts]
    pool: list[tuple[int, Window]] = [(i, window) for i, words in enumerate(texts) for window in windows(words)]
    pool.sort(key=lambda pair: int(texts[pair[0]].offsets[pair[1].end] - texts[pair[0]].offsets[pair[1].context]))
    for at in range(0, len(pool), _WINDOWS):
        group = pool[at : at + _WINDOWS]
        one = batch([(blank[i], window) for i, window in group], pieces)
        ids, features, mask, first, own = tensors(one.ids, one.features, one.mask, one.first, one.own)
        to = np.concatenate([np.arange(w.start, w.end) + bases[i] for i, w in group])
        (places,) = tensors(to)
        for net, state in zip(nets, states, strict=True):
            with torch.autocast(DEVICE.type, torch.bfloat16):
                score, own_state = net.encoder(ids, features, mask, first)
            scores[places] += score[own].float() / len(nets)
            state[places] = own_state[own].float()
    return scores, states


def _linked(nets: Sequence[Net], states: Sequence[Tensor], inputs: Sequence[tuple]) -> Iterator[tuple]:
    """Return the roles of the words about each cue, and the cue's own score."""
    length = max(len(rows) for rows, *_ in inputs)
    rows, places, marks, mask = (
        np.stack([np.pad(one[k], (0, length - len(one[k]))) for one in inputs]) for k in range(4)
    )
    rows, places, marks, mask, cue = tensors(rows, places, marks, mask, np.array([one[4] for one in inputs]))
    with torch.autocast(DEVICE.type, torch.bfloat16):
        each = [net.linker(state[rows], places, marks, mask, cue) for net, state in zip(nets, states, strict=True)]
    roles = torch.stack([r.float() for r, _ in each]).mean(0).softmax(-1).cpu().numpy()
    valid = torch.stack([v.float() for _, v in each]).mean(0).cpu().numpy()
    for i, (own, *_) in enumerate(inputs):
        yield roles[i, : len(own)], float(valid[i])


def write_opinions(nets: Sequence[Net], articles: Sequence[Annotated], pieces: Pieces, path: Path) -> None:
    """Read articles with networks and keep what they say of each."""
    arrays: dict[str, np.ndarray] = {}
    texts = [words_of(article.text, article.paragraphs, pieces) for article in articles]
    for article, one in zip(articles, read_together(nets, texts, pieces), strict=True):
        numbers = [(c.start, c.end, c.begins, c.valid, c.first, len(c.roles)) for c in one.candidates]
        arrays[f"{article.name}/starts"] = one.starts.astype(np.int32)
        arrays[f"{article.name}/tags"] = one.tags.astype(np.float16)
        arrays[f"{article.name}/cues"] = np.array(numbers, dtype=np.float32).reshape(-1, 6)
        roles = np.concatenate([c.roles for c in one.candidates] or [np.zeros((0, len(ROLES)))])
        arrays[f"{article.name}/roles"] = roles.astype(np.float16)
    np.savez(path, **arrays)  # type: ignore[arg-type]


def read_opinions(articles: Iterable[Annotated], path: Path) -> dict[str, Opinion]:
    """Return the opinions kept in a file, by article."""
    found = {}
    with np.load(path, allow_pickle=False) as arrays:
        for name in (article.name for article in articles):
            roles, candidates, at = arrays[f"{name}/roles"].astype(np.float32), [], 0
            for start, end, begins, valid, first, length in arrays[f"{name}/cues"].tolist():
                shown = roles[at : at + int(length)]
                candidates.append(Candidate(int(start), int(end), begins, valid, int(first), shown))
                at += int(length)
            tags = arrays[f"{name}/tags"].astype(np.float32)
            found[name] = Opinion(arrays[f"{name}/starts"], tags, candidates)
    return found
