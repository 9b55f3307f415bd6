"""The training loop: what the network is asked, how wrong it was, and the steps it takes."""

import random
import time
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np
import torch
from torch import Tensor
from torch.nn import functional

from benchmarks.training.batches import Batch, Cue, Labelled, epoch
from benchmarks.training.net import ROLES, Net
from toolkit.attributor.reading import BEGINS, GOES_ON
from toolkit.attributor.windows import AFTER, BEFORE, Window
from toolkit.attributor.words import Pieces

WINDOWS = 16  # at a step
_TEMPTING = 0.04  # an unmarked word as likely as this to begin a cue is shown to the linker as none
_CUT = 0.3  # share of the cues of which only the first word is marked, as the encoder may find no more of them
_MOST = 24  # such words at a step: in the first steps any word looks like a cue


def losses(net: Net, batch: Batch, chance: random.Random) -> Tensor:
    """Return the loss of a batch: tags of all words, and roles and verdict of the cues and of what looks like cues."""
    with torch.autocast("cpu", torch.bfloat16):
        scores, states = net.encoder(batch.ids, batch.features, batch.mask, batch.first)
        scores = scores.float()
        tag_loss = -(batch.tags * functional.log_softmax(scores, -1)).sum() / batch.tags.sum()
        wrong = _tempting(batch, scores.detach().softmax(-1).numpy())
        cues = [*batch.cues, *wrong]
        if not cues:
            return tag_loss
        rows, places, marks, mask, at, roles, kept, valid = _link_targets(cues, chance)
        which = torch.tensor([b for b, _, _ in cues])
        role_scores, verdict = net.linker(states.float()[which[:, None], rows], places, marks, mask, at)
    weight = mask * kept[:, None]
    role_loss = -(roles * functional.log_softmax(role_scores.float(), -1)).sum(-1)
    role_loss = (role_loss * weight).sum() / weight.sum().clamp(min=1)
    return tag_loss + 1.5 * role_loss + 0.5 * functional.binary_cross_entropy_with_logits(verdict.float(), valid)


def _tempting(batch: Batch, tags: np.ndarray) -> list[tuple[int, Window, Cue]]:
    found = []
    best = tags.argmax(-1)
    likely = np.where(batch.own.numpy(), tags[..., BEGINS], 0)
    for b, i in np.stack(np.unravel_index(np.argsort(-likely, axis=None), likely.shape), -1):
        if likely[b, i] < _TEMPTING or len(found) == _MOST:
            break
        labelled, window = batch.labelled[b]
        start = window.context + int(i)
        known = {cue.start for cue in labelled.cues}
        if start in known:
            continue
        end = start + 1
        while end < window.end and best[b, end - window.context] == GOES_ON:
            end += 1
        if start not in labelled.taken:
            found.append(
                (int(b), window, Cue(start, end, 0.0, start, np.zeros((0, len(ROLES)), dtype=np.float32), 0.0))
            )
        else:
            whole = next((cue for cue in labelled.cues if cue.start < start < cue.end), None)
            if whole is not None:
                found.append((int(b), window, Cue(start, whole.end, 1.0, whole.first, whole.roles)))
    return found


def _link_targets(cues: Sequence[tuple[int, Window, Cue]], chance: random.Random) -> tuple[Tensor, ...]:
    """Return the words about each cue as the network's inputs, and what it is to say of them."""
    ranges = []
    for _, window, cue in cues:
        first, end = cue.first, cue.first + len(cue.roles)
        if not len(cue.roles):
            first, end = cue.start - BEFORE // 2, cue.start + AFTER // 2
        ranges.append((max(first, window.context), min(end, window.end)))
    length = max(end - first for first, end in ranges)
    offsets = np.arange(length)
    first = np.array([r[0] for r in ranges])
    mask = offsets < (np.array([r[1] for r in ranges]) - first)[:, None]
    starts = np.array([c.start for _, _, c in cues])
    ends = np.array([c.start + 1 if chance.random() < _CUT else c.end for _, _, c in cues])
    rows = first[:, None] + offsets
    places = np.clip(rows - starts[:, None], -BEFORE, AFTER + 1) + BEFORE
    marks = (rows >= starts[:, None]) & (rows < ends[:, None])
    context, last = np.array([w.context for _, w, _ in cues]), np.array([w.end for _, w, _ in cues])
    roles = np.zeros((len(cues), length, len(ROLES)), dtype=np.float32)
    for i, ((_, _, cue), (begin, end)) in enumerate(zip(cues, ranges, strict=True)):
        if len(cue.roles):
            roles[i, : end - begin] = cue.roles[begin - cue.first : end - cue.first]
    rows = np.minimum(rows, last[:, None] - 1) - context[:, None]
    kept, valid = [np.array([getattr(c, name) for _, _, c in cues], dtype=np.float32) for name in ("kept", "valid")]
    return tuple(
        map(torch.from_numpy, (rows, places, marks.astype(np.int64), mask, starts - first, roles, kept, valid))
    )


def train(
    net: Net,
    articles: Callable[[], Sequence[Labelled]],
    pieces: Pieces,
    *,
    epochs: int,
    rate: float,
    seed: int,
    checkpoint: Path,
    rounding_from: float = 2.0,
) -> None:
    """Train in place; `rounding_from` is the share of the steps after which eight-bit rounding is simulated."""
    torch.manual_seed(seed)
    chance = random.Random(seed)
    body = list(net.encoder.layers.parameters()) + list(net.encoder.norm.parameters()) + [net.encoder.places.weight]
    bodies = {id(p) for p in body}
    heads = [p for p in net.parameters() if p.requires_grad and id(p) not in bodies]
    optimiser = torch.optim.AdamW(
        [{"params": body, "lr": rate}, {"params": heads, "lr": 5 * rate}], weight_decay=0.01, fused=True
    )
    batches = list(epoch(articles(), WINDOWS, chance, pieces))
    total = len(batches) * epochs
    shape = torch.optim.lr_scheduler.LambdaLR(
        optimiser, lambda step: min(1, (step + 1) / (0.05 * total)) * max(0.02, 1 - step / total)
    )
    began, mean, step = time.time(), 0.0, 0
    net.train()
    for number in range(epochs):
        if number:
            batches = list(epoch(articles(), WINDOWS, chance, pieces))
        for one in batches:
            if step == int(rounding_from * total):
                net.encoder.round_weights()
            loss = losses(net, one, chance)
            optimiser.zero_grad()
            loss.backward()
            torch.nn.utils.clip_grad_norm_([*body, *heads], 1.0)
            optimiser.step()
            shape.step()
            step += 1
            mean = 0.98 * mean + 0.02 * loss.item()
            if step % 100 == 0:
                print(
                    f"  step {step} of about {total}, {time.time() - began:.0f} s, loss {mean / (1 - 0.98**step):.4f}",
                    flush=True,
                )
        torch.save(net.state_dict(), checkpoint)
    net.eval()
