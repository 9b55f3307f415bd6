"""The trained network as ONNX graphs, their layers' weights in eight bits."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper
from torch import Tensor

from benchmarks.training.net import ROLES, TAGS, Encoder, Layer, Linker, Net, Reader

_OPSETS = [helper.make_opsetid("", 17), helper.make_opsetid("com.microsoft", 1)]


def array(tensor: Tensor) -> np.ndarray:
    """Give a tensor's numbers."""
    return tensor.detach().float().numpy()


class Graph:
    """An ONNX graph in the making."""

    def __init__(self) -> None:
        self.nodes: list[Any] = []
        self.constants: list[Any] = []

    def constant(self, values: Any, kind: type = np.float32) -> str:
        """Put in numbers."""
        name = f"c{len(self.constants)}"
        self.constants.append(numpy_helper.from_array(np.array(values, dtype=kind, order="C"), name))
        return name

    def cast(self, x: str, kind: int) -> str:
        """Put in a change of type."""
        name = f"n{len(self.nodes)}_0"
        self.nodes.append(helper.make_node("Cast", [x], [name], to=kind))
        return name

    def node(
        self, kind: str, *inputs: str, outputs: int = 1, domain: str = "", names: Sequence[str] = (), **options: Any
    ) -> Any:
        """Put in an operation; give its output's name, or their names."""
        names = list(names) or [f"n{len(self.nodes)}_{i}" for i in range(outputs)]
        self.nodes.append(helper.make_node(kind, inputs, names, domain=domain, **options))
        return names[0] if len(names) == 1 else names

    def linear(self, x: str, weight: Tensor, bias: Tensor, names: Sequence[str] = ()) -> str:
        """Put in a layer of weights that stays in full."""
        product = self.node("MatMul", x, self.constant(array(weight).T))
        return self.node("Add", product, self.constant(array(bias)), names=names)

    def rounded(self, x: str, module: Any) -> str:
        """Put in a layer of weights in eight bits."""
        values, scale = rows_in_eight_bits(array(module.weight))
        return self.node(
            "DynamicQuantizeMatMul", x, self.constant(values.T, np.int8), self.constant(scale[:, 0]),
            self.constant(np.zeros(len(scale)), np.int8), self.constant(array(module.bias)), domain="com.microsoft",
        )  # fmt: skip

    def norm(self, module: Any, *inputs: str) -> str:
        """Put in a normalisation, of one input or of the sum of two; onnxruntime's own node for that is slower."""
        x = inputs[0] if len(inputs) == 1 else self.node("Add", *inputs)
        weights = self.constant(array(module.weight)), self.constant(array(module.bias))
        return self.node("LayerNormalization", x, *weights, epsilon=module.eps)

    def layer(self, x: str, layer: Layer, heads: int, padding: str = "") -> str:
        """Put in a transformer layer."""
        q, k, v = self.node("Split", self.rounded(x, layer.qkv), outputs=3, axis=-1)
        inputs = [q, k, v, "", padding] if padding else [q, k, v]
        mixed = self.node("MultiHeadAttention", *inputs, domain="com.microsoft", num_heads=heads)
        x = self.norm(layer.norm1, x, self.rounded(mixed, layer.out))
        inner = self.node("Gelu", self.rounded(x, layer.up), domain="com.microsoft")
        return self.norm(layer.norm2, x, self.rounded(inner, layer.down))

    def embedded(self, net: Reader) -> str:
        """Put in what the first layer reads: pieces, their places and features; the sentence becomes a batch of one."""
        count = self.node("Shape", "features", end=1)
        places, zero = self.constant(array(net.places.weight)), self.constant([0], np.int64)
        x = self.node("Add", "embedded", self.node("Slice", places, zero, count, zero))
        for i, feature in enumerate(net.features):
            column = self.node("Gather", "features", self.constant(i, np.int64), axis=1)
            x = self.node("Add", x, self.node("Gather", self.constant(array(feature.weight)), column))
        return self.norm(net.norm, self.node("Unsqueeze", x, zero))

    def save(self, path: Path, inputs: Sequence[Any], outputs: Sequence[Any]) -> None:
        """Check the graph and write it."""
        graph = helper.make_graph(self.nodes, path.stem, inputs, outputs, self.constants)
        model = helper.make_model(graph, opset_imports=_OPSETS, ir_version=9, producer_name="")
        onnx.checker.check_model(model)
        path.write_bytes(model.SerializeToString(deterministic=True))


def rows_in_eight_bits(weight: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Round each row to 255 steps of its own; return the steps and their sizes."""
    scale = np.maximum(np.abs(weight).max(1, keepdims=True), 1e-8) / 127
    return np.clip(np.round(weight / scale), -127, 127), scale


def info(name: str, kind: int, *shape: str | int) -> Any:
    return helper.make_tensor_value_info(name, kind, shape)


def export_encoder(encoder: Encoder, path: Path) -> None:
    """Write the encoder: one window's embedded pieces -> tag scores and states of its words."""
    g = Graph()
    x = g.embedded(encoder.body)
    for layer in encoder.body.layers:
        x = g.layer(x, layer, layer.heads)
    words = g.node("Squeeze", g.node("Gather", x, "first", axis=1), g.constant([0], np.int64))
    g.linear(words, encoder.tag.weight, encoder.tag.bias, names=["tags"])
    g.linear(words, encoder.link.weight, encoder.link.bias, names=["states"])
    inputs = [
        info("embedded", TensorProto.FLOAT, "pieces", encoder.body.width),
        info("features", TensorProto.INT64, "pieces", len(encoder.body.features)),
        info("first", TensorProto.INT64, "words"),
    ]
    outputs = [
        info("tags", TensorProto.FLOAT, "words", len(TAGS)),
        info("states", TensorProto.FLOAT, "words", encoder.link.out_features),
    ]
    g.save(path, inputs, outputs)


def export_linker(linker: Linker, path: Path) -> None:
    """Write the linker: states about several cues -> role scores, and each cue's own."""
    g = Graph()
    for embedding, name in ((linker.place, "places"), (linker.mark, "marks")):
        g.node("Gather", g.constant(array(embedding.weight)), name, names=[f"of_{name}"])
    x = g.norm(linker.norm, g.node("Add", g.node("Add", "states", "of_places"), "of_marks"))
    padding = g.cast("mask", TensorProto.INT32)
    for layer in linker.layers:
        x = g.layer(x, layer, linker.heads, padding)
    g.linear(x, linker.role.weight, linker.role.bias, names=["roles"])
    at = g.node("GatherND", x, g.node("Unsqueeze", "cue", g.constant([1], np.int64)), batch_dims=1)
    g.node("Squeeze", g.linear(at, linker.valid.weight, linker.valid.bias), g.constant([1], np.int64), names=["valid"])
    inputs = [
        info("states", TensorProto.FLOAT, "cues", "words", linker.width),
        info("places", TensorProto.INT64, "cues", "words"), info("marks", TensorProto.INT64, "cues", "words"),
        info("mask", TensorProto.BOOL, "cues", "words"), info("cue", TensorProto.INT64, "cues"),
    ]  # fmt: skip
    g.save(
        path,
        inputs,
        [info("roles", TensorProto.FLOAT, "cues", "words", len(ROLES)), info("valid", TensorProto.FLOAT, "cues")],
    )


def export(net: Net, folder: Path) -> None:
    """Write the pieces' embeddings and both graphs."""
    values, scale = rows_in_eight_bits(array(net.encoder.body.pieces.weight))
    np.save(folder / "pieces.npy", values.astype(np.int8), allow_pickle=False)
    np.save(folder / "pieces_scale.npy", scale.astype(np.float32), allow_pickle=False)
    export_encoder(net.encoder, folder / "attribution_encoder.onnx")
    export_linker(net.linker, folder / "attribution_linker.onnx")
