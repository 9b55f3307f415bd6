"""Sentences with a marked target, as word pieces: read, changed and packed for training."""

import json
import random
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from toolkit.attributor.words import Pieces, Span
from toolkit.target_reading import LONGEST, mark

TONES = {2.0: 0, 4.0: 1, 6.0: 2}  # NewsMTSC's numbers -> negative, neutral, positive
_NAME = re.compile(r"(?:[A-Z][\w.'’-]+ ){0,3}[A-Z][\w.'’-]+")


@dataclass(frozen=True)
class Example:
    """A target in its sentence; `label` is missing where nobody has read it."""

    text: str
    span: Span
    label: int | None = None
    group: str = ""


@dataclass(frozen=True)
class Packed:
    """Examples as arrays, a row each, padded with zeros: pieces, their features, the target's mark."""

    pieces: np.ndarray
    features: np.ndarray
    marks: np.ndarray
    lengths: np.ndarray

    def __len__(self) -> int:
        return len(self.lengths)


def read_newsmtsc(path: Path) -> list[Example]:
    """Read NewsMTSC's sentences, a target each."""
    examples = []
    for line in path.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        for target in row["targets"]:
            span = target["from"], target["to"]
            examples.append(Example(row["sentence_normalized"], span, TONES[target["polarity"]], row["primary_gid"]))
    return examples


def read_unlabelled(path: Path) -> list[Example]:
    """Read sentences of news with the names and pronouns in them, as the stage "news" has written them."""
    examples = []
    for line in path.read_text(encoding="utf-8").splitlines():
        text, spans = json.loads(line)
        examples += [Example(text, (start, end)) for start, end, _ in spans]
    return examples


def by_sentence(examples: Sequence[Example], share: float, seed: int) -> tuple[list[Example], list[Example]]:
    """Split examples in two, a sentence's targets kept together; the second has `share` of the sentences."""
    groups = sorted({e.group for e in examples})
    random.Random(seed).shuffle(groups)
    apart = set(groups[: round(share * len(groups))])
    return [e for e in examples if e.group not in apart], [e for e in examples if e.group in apart]


class Renamer:
    """Gives targets other names, so that nobody's reputation is learnt."""

    def __init__(self, examples: Iterable[Example], seed: int) -> None:
        self.random = random.Random(seed)
        self.names = sorted({n for e in examples if _NAME.fullmatch(n := e.text[slice(*e.span)])})

    def __call__(self, example: Example) -> Example:
        """Put another name in the target's place, wherever it stands; a pronoun or a role stays."""
        name = example.text[slice(*example.span)]
        if not _NAME.fullmatch(name):
            return example
        own = "’s" if name.endswith(("'s", "’s")) else ""
        other = self.random.choice(self.names).removesuffix("'s").removesuffix("’s") + own
        start = example.span[0]
        before = example.text[:start].replace(name, other)
        text = before + other + example.text[example.span[1] :].replace(name, other)
        return Example(text, (len(before), len(before) + len(other)), example.label, example.group)


def pack(examples: Sequence[Example], pieces: Pieces) -> Packed:
    """Cut the sentences into pieces, as the toolkit does when it reads them."""
    rows = [mark(e.text, [e.span], pieces)[0] for e in examples]
    return Packed(
        _padded([r.pieces for r in rows], np.int32),
        _padded([r.features for r in rows], np.uint8),
        _padded([r.marks[0] for r in rows], np.uint8),
        np.array([len(r.pieces) for r in rows]),
    )


def _padded(rows: Sequence[np.ndarray], kind: type) -> np.ndarray:
    out = np.zeros((len(rows), LONGEST, *rows[0].shape[1:]), dtype=kind)
    for i, row in enumerate(rows):
        out[i, : len(row)] = row
    return out
