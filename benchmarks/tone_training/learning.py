"""How a network learns from tones, read by people or by a teacher, and how it is used on many examples."""

import time
from collections.abc import Iterator

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional

from benchmarks.tone_training.examples import Packed
from benchmarks.training.net import round_weights

DEVICE = torch.device("cuda" if torch.cuda.is_available() else "cpu")


class Rows:
    """Packed examples where the network is, given out by number."""

    def __init__(self, packed: Packed) -> None:
        self.lengths = packed.lengths
        self.arrays = [torch.from_numpy(a).to(DEVICE) for a in (packed.pieces, packed.features, packed.marks)]

    def __getitem__(self, rows: np.ndarray) -> tuple[Tensor, Tensor, Tensor, Tensor]:
        """Return pieces, features, mask and marks of these rows, no longer than the longest of them."""
        longest = int(self.lengths[rows].max())
        index = torch.from_numpy(rows).to(DEVICE)
        ids, features, marks = (a[index, :longest].long() for a in self.arrays)
        lengths = torch.from_numpy(self.lengths[rows]).to(DEVICE)
        return ids, features, torch.arange(longest, device=DEVICE) < lengths[:, None], marks


def batches(rows: np.ndarray, lengths: np.ndarray, size: int, chance: np.random.Generator) -> Iterator[np.ndarray]:
    """Go through rows in batches of about one length, the batches in any order."""
    rows = chance.permutation(rows)
    cut = []
    for first in range(0, len(rows), size * 32):
        pool = rows[first : first + size * 32]
        pool = pool[np.argsort(lengths[pool], kind="stable")]
        cut += [pool[i : i + size] for i in range(0, len(pool), size)]
    for i in chance.permutation(len(cut)):
        yield cut[i]


def learn(
    net: nn.Module, packed: Packed, tones: np.ndarray, *, epochs: float, rate: float, size: int, seed: int,
    rounding_from: float = 2.0,
) -> None:  # fmt: skip
    """Train in place towards `tones` (shares of the three, a row each); rounding begins after a share of the steps."""
    chance = np.random.default_rng(seed)
    torch.manual_seed(seed)
    data, wanted = Rows(packed), torch.from_numpy(tones).float().to(DEVICE)
    heads = [p for n, p in net.named_parameters() if p.requires_grad and n.startswith(("judge", "target"))]
    known = {id(p) for p in heads}
    body = [p for p in net.parameters() if p.requires_grad and id(p) not in known]
    optimiser = torch.optim.AdamW(
        [{"params": body, "lr": rate}, {"params": heads, "lr": 4 * rate}], weight_decay=0.01, fused=True
    )
    total = int(-(-len(packed) // size) * epochs)
    shape = torch.optim.lr_scheduler.LambdaLR(
        optimiser, lambda step: min(1, (step + 1) / (0.06 * total)) * max(0.02, 1 - step / total)
    )
    net.train()
    step, began, mean = 0, time.time(), torch.zeros((), device=DEVICE)
    while step < total:
        for rows in batches(np.arange(len(packed)), packed.lengths, size, chance):
            if step == int(rounding_from * total):
                round_weights(net)
            with torch.autocast(DEVICE.type, torch.bfloat16):
                scores = net(*data[rows]).float()
            loss = -(wanted[torch.from_numpy(rows).to(DEVICE)] * functional.log_softmax(scores, -1)).sum(-1).mean()
            optimiser.zero_grad()
            loss.backward()
            torch.nn.utils.clip_grad_norm_([*body, *heads], 1.0)
            optimiser.step()
            shape.step()
            step, mean = step + 1, 0.98 * mean + 0.02 * loss.detach()
            if step % 200 == 0:
                now = float(mean) / (1 - 0.98**step)
                print(f"  step {step} of {total}, {time.time() - began:.0f} s, loss {now:.3f}", flush=True)
            if step == total:
                break
    net.eval()


@torch.no_grad()
def read(net: nn.Module, packed: Packed, size: int = 256) -> np.ndarray:
    """Return the network's scores of the tones, a row an example."""
    data, order = Rows(packed), np.argsort(packed.lengths, kind="stable")
    out = np.zeros((len(packed), 3), dtype=np.float32)
    for first in range(0, len(order), size):
        rows = order[first : first + size]
        with torch.autocast(DEVICE.type, torch.bfloat16):
            out[rows] = net(*data[rows]).float().cpu().numpy()
    return out


def shares(scores: np.ndarray) -> np.ndarray:
    """Turn scores into shares of 1."""
    powers = np.exp(scores - scores.max(-1, keepdims=True))
    return powers / powers.sum(-1, keepdims=True)


def macro_f1(tones: np.ndarray, labels: np.ndarray) -> float:
    """Return the mean F1 of the three tones, in per cent."""
    found = tones.argmax(-1)
    f1 = [2 * ((found == k) & (labels == k)).sum() / ((found == k).sum() + (labels == k).sum()) for k in range(3)]
    return float(100 * np.mean(f1))
