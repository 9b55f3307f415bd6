"""The student as two ONNX graphs: one reads a sentence, the other judges each target in it."""

from pathlib import Path

import numpy as np
from onnx import TensorProto

from benchmarks.tone_training.nets import TONES, Student
from benchmarks.training.export import Graph, array, info


def export(net: Student, folder: Path) -> None:
    """Write both graphs."""
    export_reader(net, folder / "targets_reader.onnx")
    export_judge(net, folder / "targets_judge.onnx")


def export_reader(net: Student, path: Path) -> None:
    """Write the lower layers: a sentence's embedded pieces -> their states."""
    g = Graph()
    x = g.embedded(net)
    for layer in net.layers[: net.lower]:
        x = g.layer(x, layer, layer.heads)
    g.node("Squeeze", x, g.constant([0], np.int64), names=["states"])
    inputs = [
        info("embedded", TensorProto.FLOAT, "pieces", net.width),
        info("features", TensorProto.INT64, "pieces", len(net.features)),
    ]
    g.save(path, inputs, [info("states", TensorProto.FLOAT, "pieces", net.width)])


def export_judge(net: Student, path: Path) -> None:
    """Write the upper layers: a sentence's states and one target's marks -> scores of the tones."""
    g = Graph()
    zero, last = g.constant([0], np.int64), g.constant([1], np.int64)
    x = g.node("Add", "states", g.node("Gather", g.constant(array(net.target.weight)), "marks"))
    x = g.node("Unsqueeze", x, zero)
    for layer in net.layers[net.lower :]:
        x = g.layer(x, layer, layer.heads)
    weights = g.node("Unsqueeze", g.cast("marks", TensorProto.FLOAT), zero)
    count = g.node("Max", g.node("ReduceSum", weights, last, keepdims=1), g.constant([[1.0]]))
    target = g.node("Div", g.node("Squeeze", g.node("MatMul", g.node("Unsqueeze", weights, last), x), last), count)
    whole = g.node("ReduceMean", x, axes=[1], keepdims=0)
    first = g.node("Gather", x, g.constant(0, np.int64), axis=1)
    views = g.node("Concat", first, target, whole, axis=-1)
    middle = g.node("Tanh", g.rounded(views, net.judge.middle))
    scores = g.linear(middle, net.judge.out.weight, net.judge.out.bias)
    g.node("Squeeze", scores, zero, names=["scores"])
    inputs = [
        info("states", TensorProto.FLOAT, "pieces", net.width),
        info("marks", TensorProto.INT64, "pieces"),
    ]
    g.save(path, inputs, [info("scores", TensorProto.FLOAT, len(TONES))])
