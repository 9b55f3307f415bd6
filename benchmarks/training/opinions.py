"""What a trained network makes of articles that it was not trained on, kept in a file between stages."""

from collections.abc import Iterable
from pathlib import Path

import numpy as np
import torch

from benchmarks.training.batches import Opinion
from benchmarks.training.corpora import Annotated
from benchmarks.training.net import ROLES, Net
from toolkit.attributor.reading import Candidate, Network, read
from toolkit.attributor.words import Pieces, words_of


class Torch:
    """The network in torch, behind the calls of the one that ships."""

    def __init__(self, net: Net) -> None:
        self.net = net.eval()

    def encode(self, ids: np.ndarray, features: np.ndarray, first: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """Give the tag scores and the states of a window's words."""
        inputs = [torch.from_numpy(x)[None] for x in (ids, features, np.ones(len(ids), dtype=bool), first)]
        with torch.no_grad(), torch.autocast("cpu", torch.bfloat16):
            tags, states = self.net.encoder(*inputs)
        return tags[0].float().numpy(), states[0].float().numpy()

    def link(
        self, states: np.ndarray, places: np.ndarray, marks: np.ndarray, mask: np.ndarray, cue: np.ndarray
    ) -> tuple[np.ndarray, np.ndarray]:
        """Give each word's role scores and the cue's own score, for several cues."""
        with torch.no_grad():
            roles, valid = self.net.linker(*map(torch.from_numpy, (states, places, marks, mask, cue)))
        return roles.numpy(), valid.numpy()


def write_opinions(network: Network, articles: Iterable[Annotated], pieces: Pieces, path: Path) -> None:
    """Read articles with a network and keep what it says of each."""
    arrays: dict[str, np.ndarray] = {}
    for article in articles:
        words = words_of(article.text, article.paragraphs, pieces)
        tags, candidates = read(words, pieces, network)
        numbers = [(c.start, c.end, c.begins, c.valid, c.first, len(c.roles)) for c in candidates]
        arrays[f"{article.name}/tags"] = tags.astype(np.float16)
        arrays[f"{article.name}/cues"] = np.array(numbers, dtype=np.float32).reshape(-1, 6)
        roles = np.concatenate([c.roles for c in candidates] or [np.zeros((0, len(ROLES)))])
        arrays[f"{article.name}/roles"] = roles.astype(np.float16)
    np.savez(path, **arrays)


def read_opinions(articles: Iterable[Annotated], pieces: Pieces, path: Path) -> dict[str, Opinion]:
    """Return the opinions kept in a file, by article."""
    found = {}
    with np.load(path, allow_pickle=False) as arrays:
        for article in articles:
            words = words_of(article.text, article.paragraphs, pieces)
            roles = arrays[f"{article.name}/roles"].astype(np.float32)
            roles = np.pad(roles, ((0, 0), (0, len(ROLES) - roles.shape[1])))
            candidates, at = [], 0
            for start, end, begins, valid, first, length in arrays[f"{article.name}/cues"].tolist():
                candidates.append(
                    Candidate(int(start), int(end), begins, valid, int(first), roles[at : at + int(length)])
                )
                at += int(length)
            found[article.name] = Opinion(words, arrays[f"{article.name}/tags"].astype(np.float32), candidates)
    return found
