"""Train the attribution model from annotated articles, with a fixed seed, and write the weights that ship."""

import argparse
import json
import os
import random
import shutil
from collections.abc import Callable, Sequence
from pathlib import Path

import torch
from tokenizers import Tokenizer

from benchmarks.training.augment import Changed, Changer
from benchmarks.training.batches import Labelled, Opinion, label
from benchmarks.training.calibrate import fit, judged
from benchmarks.training.corpora import Annotated, read_folder
from benchmarks.training.export import export
from benchmarks.training.hashes import write_hashes
from benchmarks.training.net import Net, encoder_folder
from benchmarks.training.opinions import Torch, read_opinions, write_opinions
from benchmarks.training.teach import train
from toolkit.attributor.network import Onnx
from toolkit.attributor.words import Pieces
from toolkit.models import FOLDER

CORPORA = Path(os.environ.get("TOOLKIT_CORPORA", "../shared/corpora"))
CAREFUL = 3  # how often a carefully read article counts in the confidence
STAGES = ("fold0", "fold1", "first", "second", "pair", "last", "ship")
HELD = 20  # every so-manieth article is kept from training, to calibrate on


def split(articles: Sequence[Annotated]) -> tuple[list[Annotated], list[Annotated]]:
    """Set apart the articles that the confidence is fitted on."""
    return [a for i, a in enumerate(articles) if i % HELD], list(articles[::HELD])


def labelled(
    articles: Sequence[tuple[Annotated, int]],
    pieces: Pieces,
    seed: int,
    thoughts: dict[str, Opinion] | None = None,
    trust: float = 0.0,
) -> Callable[[], list[Labelled]]:
    """Return a function that gives an epoch's articles: each as often as it weighs, changed anew each time."""
    changer, chance = Changer([a for a, _ in articles], seed), random.Random(seed)

    def draw() -> list[Labelled]:
        out = []
        for article, times in articles:
            for i in range(times):
                plain = Changed(article.text, range(len(article.text) + 1))
                changed = plain if times > 1 and i == 0 else changer(article)
                opinion = (thoughts or {}).get(article.name)
                out.append(label(article, chance.choice(article.readings), changed, pieces, opinion, trust))
        return out

    return draw


def main() -> None:
    """Train one stage after the other; a stage whose checkpoint is there is not run again."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("stage", choices=STAGES)
    parser.add_argument("--noisy", nargs="*", type=Path, default=[CORPORA / "polnear" / "train"])
    parser.add_argument("--careful", nargs="*", type=Path, default=[CORPORA / "other_news" / "train"])
    parser.add_argument("--work", type=Path, default=Path("build/training"))
    parser.add_argument("--times", type=int, default=5, help="how often a carefully read article counts")
    parser.add_argument("--epochs", type=int, default=3)
    parser.add_argument("--trust", type=float, default=0.5)
    parser.add_argument("--weights", nargs="+", default=["last"], help="which stages' weights to ship")
    parser.add_argument("--articles", type=int, default=None, help="use this many of each, for a trial")
    options = parser.parse_args()
    torch.set_num_threads(1)
    torch.set_flush_denormal(True)
    options.work.mkdir(parents=True, exist_ok=True)
    pieces = Pieces(tokenizer())
    noisy, held = split([a for folder in options.noisy for a in read_folder(folder)][: options.articles])
    careful, held_careful = split([a for folder in options.careful for a in read_folder(folder)][: options.articles])
    stage = options.stage
    checkpoint = options.work / f"{stage}.pt"
    if stage == "pair":
        write_graphs([options.work / "first.pt", options.work / "second.pt"])
        write_opinions(Onnx(2), noisy, pieces, options.work / "pair.npz")
        return
    if stage == "ship":
        ship([options.work / f"{name}.pt" for name in options.weights], [*held, *held_careful * CAREFUL])
        return
    torch.manual_seed(len(stage))
    net = Net()
    everything = [*((a, 1) for a in noisy), *((a, options.times) for a in careful)]
    if stage.startswith("fold"):
        mine, other = noisy[int(stage[-1]) :: 2], noisy[1 - int(stage[-1]) :: 2]
        draw = labelled(
            [*((a, 1) for a in mine), *((a, options.times) for a in careful)], pieces, seed=1 + int(stage[-1])
        )
        train(net, draw, pieces, epochs=options.epochs, rate=2e-4, seed=1, checkpoint=checkpoint)
        write_opinions(Torch(net), other, pieces, options.work / f"{stage}.npz")
        return
    if stage == "last":
        thoughts = read_opinions(noisy, pieces, options.work / "pair.npz")
        net.load_state_dict(torch.load(options.work / "first.pt", weights_only=True))
        draw = labelled(everything, pieces, 6, thoughts, options.trust)
        train(net, draw, pieces, epochs=1, rate=1e-4, seed=6, checkpoint=checkpoint, rounding_from=0.0)
        return
    thoughts = {}
    for fold in (0, 1):
        thoughts |= read_opinions(noisy[1 - fold :: 2], pieces, options.work / f"fold{fold}.npz")
    seed = 4 if stage == "first" else 5
    draw = labelled(everything, pieces, seed, thoughts, options.trust)
    train(net, draw, pieces, epochs=options.epochs, rate=2e-4, seed=seed, checkpoint=checkpoint, rounding_from=0.6)


def ship(checkpoints: Sequence[Path], held: Sequence[Annotated]) -> None:
    """Write the weights in eight bits, and the confidence that the held-out articles give their finds."""
    write_graphs(checkpoints)
    weights, threshold = fit(list(judged(held, Pieces(tokenizer()), Onnx(len(checkpoints)))))
    settings = {"networks": len(checkpoints), "weights": weights, "threshold": threshold}
    (FOLDER / "attribution.json").write_text(json.dumps(settings) + "\n", encoding="utf-8")
    write_hashes()


def write_graphs(checkpoints: Sequence[Path]) -> None:
    """Write the graphs of trained networks, and the tokenizer, where the toolkit reads them."""
    nets = [Net() for _ in checkpoints]
    for net, checkpoint in zip(nets, checkpoints, strict=True):
        net.load_state_dict(torch.load(checkpoint, weights_only=True))
    for old in FOLDER.glob("attribution_*.onnx"):
        old.unlink()
    export(nets, FOLDER)
    shutil.copy(encoder_folder() / "tokenizer.json", FOLDER / "tokenizer.json")
    write_hashes()


def tokenizer() -> Tokenizer:
    """Return the encoder's tokenizer, which cuts one word at a time."""
    found = Tokenizer.from_file(str(encoder_folder() / "tokenizer.json"))
    found.no_truncation()
    found.no_padding()
    return found


if __name__ == "__main__":
    main()
