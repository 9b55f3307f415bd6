"""Train the attribution model, with fixed seeds, and write the weights that ship.

python -m benchmarks.train_attribution news      # articles that nobody has annotated, for the teachers to read
python -m benchmarks.train_attribution teacher I # I from 0 to 9; each leaves a fifth of the annotated articles out
python -m benchmarks.train_attribution opinions K # K from 0 to 4: what the teachers make of articles not shown
python -m benchmarks.train_attribution student   # learns from the annotation and from the teachers' opinions
python -m benchmarks.train_attribution ship      # calibrate, round to eight bits, write
"""

import argparse
import json
import os
import shutil
from collections.abc import Sequence
from copy import deepcopy
from pathlib import Path

import torch
from tokenizers import Tokenizer

from benchmarks.training.calibrate import fit, judged
from benchmarks.training.corpora import Annotated, read_folder, read_news
from benchmarks.training.export import export
from benchmarks.training.hashes import write_hashes
from benchmarks.training.lessons import Lesson, Lessons
from benchmarks.training.net import Shape, encoder_folder
from benchmarks.training.opinions import read_opinions, write_opinions
from benchmarks.training.teach import load, save, train
from benchmarks.training.teacher import build_teacher, teacher_folder
from toolkit.attributor.network import Onnx
from toolkit.attributor.words import Pieces
from toolkit.models import FOLDER

CORPORA = Path(os.environ.get("TOOLKIT_CORPORA", "../shared/corpora"))
STAGES = ("news", "teacher", "opinions", "student", "ship")
HELD = 20  # every so-manieth article is kept from training, to calibrate on
FOLDS, TEACHERS = 5, 10
CAREFUL = 3  # how often a carefully read article counts in the confidence


def split(articles: Sequence[Annotated]) -> tuple[list[Annotated], list[Annotated]]:
    """Set apart the articles that the confidence is fitted on."""
    return [a for i, a in enumerate(articles) if i % HELD], list(articles[::HELD])


class Training:
    """What the stages share: the articles, and where they keep what they make."""

    def __init__(self, options: argparse.Namespace) -> None:
        self.options, self.work = options, options.work
        self.work.mkdir(parents=True, exist_ok=True)
        self.pieces = Pieces(tokenizer())
        read = [[a for folder in folders for a in read_folder(folder)] for folders in (options.noisy, options.careful)]
        (self.noisy, held), (self.careful, held_careful) = (split(one[: options.articles]) for one in read)
        self.held = [*held, *held_careful * CAREFUL]

    def write_news(self) -> None:
        """Keep the articles that nobody has annotated."""
        texts = {one.name: one.text for one in read_news()}
        (self.work / "news.json").write_text(json.dumps(texts), encoding="utf-8")

    def news(self) -> list[Annotated]:
        """Read the articles that nobody has annotated."""
        texts = json.loads((self.work / "news.json").read_text(encoding="utf-8"))
        return [Annotated(name, text, ((),)) for name, text in texts.items()][: self.options.articles]

    def teacher(self, number: int) -> None:
        """Train a teacher on four of five annotated articles, and on all that were read with care."""
        mine = [a for i, a in enumerate(self.noisy) if i % FOLDS != number % FOLDS]
        lessons = [*(Lesson(a, 1) for a in mine), *(Lesson(a, 5) for a in self.careful)]
        torch.manual_seed(number)
        net = build_teacher(teacher_folder(self.work))
        drawn = Lessons(lessons, [*mine, *self.careful], self.pieces, size=16, seed=number)
        epochs = self.options.epochs or 4
        train(net, drawn, epochs=epochs, rate=5e-5, heads_rate=5e-4, workers=self.options.workers)
        save(net, self.work / f"teacher{number}.pt")

    def opinions(self, fold: int) -> None:
        """Have a fold of the annotated articles read by the teachers that were kept from it, and news by all."""
        blank = build_teacher(teacher_folder(self.work))
        nets = [load(deepcopy(blank), self.work / f"teacher{i}.pt") for i in range(TEACHERS)]
        write_opinions(nets[fold::FOLDS], self.noisy[fold::FOLDS], self.pieces, self.work / f"fold{fold}.npz")
        write_opinions(nets, self.news()[fold::FOLDS], self.pieces, self.work / f"news{fold}.npz")

    def student(self, name: str) -> None:
        """Train the network that ships."""
        options = self.options
        lessons = [Lesson(a, options.times) for a in self.careful]
        for fold in range(FOLDS):
            for articles, file, times, trust in ((self.noisy, "fold", 2, options.trust), (self.news(), "news", 1, 1.0)):
                mine = articles[fold::FOLDS]
                thoughts = read_opinions(mine, self.work / f"{file}{fold}.npz")
                lessons += [Lesson(a, times, thoughts[a.name], trust) for a in mine]
        torch.manual_seed(options.seed)
        net = Shape(tuple(options.layers), options.link_layers).build()
        train(
            net, Lessons(lessons, [*self.noisy, *self.careful], self.pieces, 32, options.seed),
            epochs=options.epochs or 6, rate=options.rate, heads_rate=4 * options.rate, workers=options.workers,
            rounding_from=0.7,
        )  # fmt: skip
        save(net, self.work / f"{name}.pt")
        (self.work / name).mkdir(exist_ok=True)
        export(net.cpu(), self.work / name)

    def ship(self, name: str) -> None:
        """Put a student in its place, with the confidence that the held-out articles give its finds."""
        for old in FOLDER.glob("attribution_*.onnx"):
            old.unlink()
        for path in (self.work / name).iterdir():
            shutil.copy(path, FOLDER / path.name)
        shutil.copy(encoder_folder() / "tokenizer.json", FOLDER / "tokenizer.json")
        write_hashes()
        weights, threshold = fit(list(judged(self.held, self.pieces, Onnx())))
        settings = {"weights": weights, "threshold": threshold}
        (FOLDER / "attribution.json").write_text(json.dumps(settings) + "\n", encoding="utf-8")
        write_hashes()


def tokenizer() -> Tokenizer:
    """Return the encoder's tokenizer, which cuts one word at a time."""
    found = Tokenizer.from_file(str(encoder_folder() / "tokenizer.json"))
    found.no_truncation()
    found.no_padding()
    return found


def main() -> None:
    """Run a stage."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("stage", choices=STAGES)
    parser.add_argument("number", nargs="?", type=int, default=0, help="which teacher, which fifth")
    parser.add_argument("--noisy", nargs="*", type=Path, default=[CORPORA / "polnear" / "train"])
    parser.add_argument("--careful", nargs="*", type=Path, default=[CORPORA / "other_news" / "train"])
    parser.add_argument("--work", type=Path, default=Path("build/training"))
    parser.add_argument("--workers", type=int, default=0, help="processes that make articles ready")
    parser.add_argument("--articles", type=int, default=None, help="use this many of each, for a trial")
    parser.add_argument("--epochs", type=int, default=None)
    parser.add_argument("--name", default="student")
    parser.add_argument("--layers", type=int, nargs="+", default=Shape.layers, help="layers of MiniLM to keep")
    parser.add_argument("--link-layers", type=int, default=Shape.link_layers)
    parser.add_argument("--times", type=int, default=6, help="how often a student's epoch has a carefully read article")
    parser.add_argument("--trust", type=float, default=0.6, help="what the teachers count beside the annotation")
    parser.add_argument("--rate", type=float, default=3e-4)
    parser.add_argument("--seed", type=int, default=3)
    options = parser.parse_args()
    torch.set_num_threads(1)
    torch.set_flush_denormal(True)
    training, stage = Training(options), options.stage
    if stage == "news":
        training.write_news()
    elif stage in ("teacher", "opinions"):
        getattr(training, stage)(options.number)
    else:
        getattr(training, stage)(options.name)


if __name__ == "__main__":
    main()
