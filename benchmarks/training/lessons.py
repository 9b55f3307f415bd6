"""What a network is trained on: articles drawn and changed anew in each epoch, made ready by processes of their own."""

import multiprocessing
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from random import Random

from benchmarks.training.augment import Changed, Changer
from benchmarks.training.batches import Batch, Opinion, batches, label
from benchmarks.training.corpora import Annotated
from toolkit.attributor.words import Pieces

_AT_ONCE = 128  # articles, whose windows of like length are put side by side


@dataclass(frozen=True)
class Lesson:
    """An article, how often an epoch has it, and what others make of it, mixed in at the share `trust`."""

    article: Annotated
    times: int
    opinion: Opinion | None = None
    trust: float = 0.0


class Lessons:
    """All lessons, as batches of so many windows."""

    def __init__(self, lessons: Sequence[Lesson], named: Sequence[Annotated], pieces: Pieces, size: int, seed: int):
        self.lessons, self.pieces, self.size, self.seed = lessons, pieces, size, seed
        self.changer = Changer(named, seed)

    def epoch(self, number: int) -> list[tuple[str, list[tuple[int, bool]]]]:
        """Shuffle an epoch's draws; give them in portions, each with its seed. A draw may be to stay unchanged."""
        draws = [(i, j == 0 < one.times - 1) for i, one in enumerate(self.lessons) for j in range(one.times)]
        Random(f"{self.seed} {number}").shuffle(draws)
        cuts = range(0, len(draws), _AT_ONCE)
        return [(f"{self.seed} {number} {at}", draws[at : at + _AT_ONCE]) for at in cuts]

    def batches(self, portion: tuple[str, list[tuple[int, bool]]]) -> list[Batch]:
        """Make a portion's batches."""
        seed, draws = portion
        chance = self.changer.random = Random(seed)
        found = []
        for i, plain in draws:
            one = self.lessons[i]
            text = one.article.text
            changed = Changed(text, range(len(text) + 1)) if plain else self.changer(one.article)
            reading = chance.choice(one.article.readings)
            found.append(label(one.article, reading, changed, self.pieces, one.opinion, one.trust))
        return list(batches(found, self.size, chance, self.pieces))

    def all(self, epochs: int, workers: int) -> Iterator[list[Batch]]:
        """Give the batches of all epochs in order, portion by portion."""
        portions = (portion for number in range(epochs) for portion in self.epoch(number))
        if not workers:
            yield from map(self.batches, portions)
            return
        global _lessons
        _lessons = self
        with multiprocessing.get_context("fork").Pool(workers) as pool:
            pending = [pool.apply_async(_batches, (portion,)) for portion in islice(portions, 2 * workers)]
            while pending:
                yield pending.pop(0).get()
                pending += [pool.apply_async(_batches, (portion,)) for portion in islice(portions, 1)]


_lessons: Lessons


def _batches(portion: tuple[str, list[tuple[int, bool]]]) -> list[Batch]:
    return _lessons.batches(portion)
