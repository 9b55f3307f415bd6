"""The training loop: what the network is asked, how wrong it was, and the steps it takes."""

import random
import time
from collections.abc import Sequence
from typing import Any

import numpy as np
import torch
from torch import Tensor
from torch.nn import functional

from benchmarks.training.batches import Batch, Cue
from benchmarks.training.lessons import Lessons
from benchmarks.training.net import ROLES, Net, round_weights
from toolkit.attributor.reading import BEGINS, GOES_ON
from toolkit.attributor.windows import AFTER, BEFORE, Window

DEVICE = torch.device("cuda" if torch.cuda.is_available() else "cpu")
torch.backends.cuda.enable_cudnn_sdp(False)  # it plans anew for every length of a window
_TEMPTING = 0.04  # an unmarked word as likely as this to begin a cue is shown to the linker as none
_CUT = 0.3  # share of the cues of which only the first word is marked, as the encoder may find no more of them
_MOST = 1.5  # such words a window: in the first steps any word looks like a cue


def tensors(*arrays: np.ndarray) -> list[Tensor]:
    """Put arrays where the network is."""
    return [torch.from_numpy(array).to(DEVICE, non_blocking=True) for array in arrays]


def losses(net: Net, batch: Batch, chance: random.Random) -> Tensor:
    """Return the loss of a batch: tags of all words, and roles and verdict of the cues and of what looks like cues."""
    ids, features, mask, first, tags = tensors(batch.ids, batch.features, batch.mask, batch.first, batch.tags)
    with torch.autocast(DEVICE.type, torch.bfloat16):
        scores, states = net.encoder(ids, features, mask, first)
        scores = scores.float()
        tag_loss = -(tags * functional.log_softmax(scores, -1)).sum() / tags.sum()
        wrong = _tempting(batch, scores.detach().softmax(-1).cpu().numpy())
        cues = [*batch.cues, *wrong]
        if not cues:
            return tag_loss
        rows, places, marks, shown, at, roles, kept, valid = tensors(*_link_targets(cues, chance))
        (which,) = tensors(np.array([b for b, _, _ in cues]))
        role_scores, verdict = net.linker(states.float()[which[:, None], rows], places, marks, shown, at)
    weight = shown * kept[:, None]
    role_loss = -(roles * functional.log_softmax(role_scores.float(), -1)).sum(-1)
    role_loss = (role_loss * weight).sum() / weight.sum().clamp(min=1)
    return tag_loss + 1.5 * role_loss + 0.5 * functional.binary_cross_entropy_with_logits(verdict.float(), valid)


def _tempting(batch: Batch, tags: np.ndarray) -> list[tuple[int, Window, Cue]]:
    found: list[tuple[int, Window, Cue]] = []
    best = tags.argmax(-1)
    likely = np.where(batch.own, tags[..., BEGINS], 0)
    looked_at = np.flatnonzero(likely >= _TEMPTING)
    looked_at = looked_at[np.argsort(-likely.flat[looked_at])]
    known = [{cue.start for cue in labelled.cues} for labelled, _ in batch.labelled]
    for b, i in np.stack(np.unravel_index(looked_at, likely.shape), -1).tolist():
        if len(found) >= _MOST * len(likely):
            break
        labelled, window = batch.labelled[b]
        start = window.context + i
        if start in known[b]:
            continue
        end = start + 1
        while end < window.end and best[b, end - window.context] == GOES_ON:
            end += 1
        if start not in labelled.taken:
            found.append((b, window, Cue(start, end, 0.0, start, np.zeros((0, len(ROLES)), dtype=np.float32), 0.0)))
        else:
            whole = next((cue for cue in labelled.cues if cue.start < start < cue.end), None)
            if whole is not None:
                found.append((b, window, Cue(start, whole.end, 1.0, whole.first, whole.roles)))
    return found


def _link_targets(cues: Sequence[tuple[int, Window, Cue]], chance: random.Random) -> tuple[np.ndarray, ...]:
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
    return rows, places, marks.astype(np.int64), mask, starts - first, roles, kept, valid


def train(
    net: Net, lessons: Lessons, *, epochs: int, rate: float, heads_rate: float, workers: int,
    rounding_from: float = 2.0,
) -> None:  # fmt: skip
    """Train in place; `rounding_from` is the share of the work after which eight-bit rounding is simulated."""
    torch.manual_seed(lessons.seed)
    chance = random.Random(lessons.seed)
    reader = net.encoder.body
    body = [p for part in (reader.layers, reader.norm, reader.places) for p in part.parameters()]
    bodies = {id(p) for p in body}
    heads = [p for p in net.parameters() if p.requires_grad and id(p) not in bodies]
    portions = lessons.all(epochs, workers)
    ready = next(portions)  # the processes begin before the network is put on its device
    net.to(DEVICE).train()
    optimiser = torch.optim.AdamW(
        [{"params": body, "lr": rate}, {"params": heads, "lr": heads_rate}], weight_decay=0.01, fused=True
    )
    bases = [group["lr"] for group in optimiser.param_groups]
    total = sum(len(lessons.epoch(number)) for number in range(epochs))
    began, mean, step, rounding = time.time(), torch.zeros((), device=DEVICE), 0, False
    for number in range(total):
        for i, one in enumerate(ready):
            done = (number + i / len(ready)) / total
            if done >= rounding_from and not rounding:
                round_weights(net)
                rounding = True
            for group, base in zip(optimiser.param_groups, bases, strict=True):
                group["lr"] = base * min(1, done / 0.05 + 0.001) * max(0.02, 1 - done)
            loss = losses(net, one, chance)
            optimiser.zero_grad()
            loss.backward()
            torch.nn.utils.clip_grad_norm_([*body, *heads], 1.0)
            optimiser.step()
            step += 1
            mean = 0.98 * mean + 0.02 * loss.detach()
            if step % 100 == 0:
                now = float(mean) / (1 - 0.98**step)
                print(f"  {done:.0%}, step {step}, {time.time() - began:.0f} s, loss {now:.4f}", flush=True)
        ready = next(portions, [])
    net.eval()


def save(net: Net, path: Any) -> None:
    """Keep a network's weights in half precision, without the pieces, which stay as published."""
    torch.save({k: v.half().cpu() for k, v in net.state_dict().items() if not k.endswith("pieces.weight")}, path)


def load(net: Net, path: Any) -> Net:
    """Load what was kept; the pieces are there already."""
    net.load_state_dict(torch.load(path, weights_only=True), strict=False)
    return net.to(DEVICE).eval()
