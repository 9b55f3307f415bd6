"""Two networks that tell the tone towards a marked target: the student, which ships, and the teacher it learns from.

The student is MiniLM: its lower layers read the sentence once, its upper layers once more for each target, which is
marked between the two. The teacher is MPNet, twice as wide and deep, with the target between two marks of its own.
"""

from pathlib import Path

import torch
from torch import Tensor, nn

from benchmarks.training.net import MiniLM, Rounded, padding

TONES = ("negative", "neutral", "positive")
_SHIFT = 4  # MPNet's vocabulary is BERT's behind four pieces of its own
_BEGIN, _END, _OPEN, _CLOSE, _PAD = 0, 2, 6, 7, 1


class Judge(nn.Module):
    """States of a sentence -> scores of the three tones, from its first state, its mean and the target's."""

    def __init__(self, width: int, dropout: float) -> None:
        super().__init__()
        self.dropout = nn.Dropout(dropout)
        self.middle, self.out = Rounded(3 * width, width), nn.Linear(width, len(TONES))

    def forward(self, states: Tensor, mask: Tensor, marks: Tensor) -> Tensor:
        """Return scores [sentence, tone]."""
        views = torch.cat([states[:, 0], _mean(states, marks), _mean(states, mask)], -1)
        return self.out(self.dropout(torch.tanh(self.middle(self.dropout(views)))))


def _mean(states: Tensor, weights: Tensor) -> Tensor:
    weights = weights.to(states.dtype)
    return torch.einsum("bnd,bn->bd", states, weights) / weights.sum(1, keepdim=True).clamp(min=1)


class Student(MiniLM):
    """MiniLM with the target marked before its last `upper` layers."""

    def __init__(self, upper: int = 2) -> None:
        super().__init__()
        self.target = nn.Embedding(2, self.width)
        nn.init.normal_(self.target.weight, 0, 0.1)
        self.judge = Judge(self.width, 0.1)
        self.lower = len(self.layers) - upper

    def forward(self, ids: Tensor, features: Tensor, mask: Tensor, marks: Tensor) -> Tensor:
        """Return scores [sentence, tone]."""
        x = self.dropout(self.embed(ids, features))
        bias = padding(mask, x)
        for i, layer in enumerate(self.layers):
            if i == self.lower:
                x = x + self.target(marks)
            x = self.dropout(layer(x, bias))
        return self.judge(x, mask, marks)


class Teacher(nn.Module):
    """MPNet with the target between two marks."""

    def __init__(self, folder: Path) -> None:
        super().__init__()
        from transformers import MPNetModel

        self.encoder = MPNetModel.from_pretrained(folder, add_pooling_layer=False)
        self.judge = Judge(self.encoder.config.hidden_size, 0.1)

    def forward(self, ids: Tensor, features: Tensor, mask: Tensor, marks: Tensor) -> Tensor:
        """Return scores [sentence, tone]; takes what the student takes."""
        ids, mask, marks = with_marks(ids, mask, marks)
        states = self.encoder(input_ids=ids, attention_mask=mask.long()).last_hidden_state
        return self.judge(states, mask, marks)


def with_marks(ids: Tensor, mask: Tensor, marks: Tensor) -> tuple[Tensor, Tensor, Tensor]:
    """Write pieces as MPNet counts them, with a mark before and after the target, two pieces longer than before."""
    count = ids.shape[1]
    places = torch.arange(count, device=ids.device).expand_as(ids)
    begins = torch.where(marks.any(1), marks.argmax(1), 1)
    ends = begins + marks.sum(1)
    to = places + (places >= begins[:, None]) + (places >= ends[:, None])
    long = (len(ids), count + 2)
    plain = torch.where(mask, ids + _SHIFT, _PAD)
    plain[:, 0] = _BEGIN
    plain.scatter_(1, mask.sum(1, keepdim=True) - 1, _END)
    out = torch.full(long, _PAD, device=ids.device).scatter_(1, to, plain)
    out.scatter_(1, begins[:, None], _OPEN).scatter_(1, ends[:, None] + 1, _CLOSE)
    new_marks = torch.zeros(long, dtype=marks.dtype, device=ids.device).scatter_(1, to, marks)
    lengths = mask.sum(1, keepdim=True) + 2
    return out, torch.arange(count + 2, device=ids.device) < lengths, new_marks
