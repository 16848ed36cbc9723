"""What the embedded encoder sees at every token: its layers' states, not only their mean.

The shipped encoder gives one vector a text.  Its inner values are asked for by name, so that no
second copy of its weights is needed.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from importlib.resources import files
from typing import Any

import numpy as np
from numpy.typing import NDArray

from winnow.encoder.onnx import MAX_TOKENS, checked_bytes
from winnow.types import Span

#: The embedding and the six layers, in this order side by side in a row.
LAYERS = ("x0", *(f"encoder.layer.{n}.output.LayerNorm.out" for n in range(6)))
WIDTH = 384 * len(LAYERS)

_BATCH = 32
# As in the encoder: lengths are padded to multiples and only equal lengths share a batch, so that
# what a token gets does not depend on what else is analysed.
_LENGTH_STEP = 8
_FLOAT = 1
_BORDERS = 2  # the marks before and after a text

Floats = NDArray[np.float32]


class TokenStates:
    """Runs the encoder and returns a row of states for every token of a sentence."""

    def __init__(self, session: Any, pieces: Any) -> None:
        self._session = session
        self._pieces = pieces

    def states(self, texts: Sequence[str], spans: Sequence[Sequence[Span]]) -> list[Floats]:
        """Return one array for each text: a row for each of its spans, the mean over its pieces."""
        jobs = [job for n, text in enumerate(texts) for job in self._jobs(n, text, spans[n])]
        rows = [np.zeros((len(one), WIDTH), np.float32) for one in spans]
        for batch in _batches(jobs):
            for job, states in zip(batch, self._run([job.ids for job in batch]), strict=True):
                rows[job.text][job.first : job.first + len(job.members)] = _means(states, job)
        return rows

    def _jobs(self, number: int, text: str, spans: Sequence[Span]) -> Iterator[_Job]:
        """Yield the windows of a text, each short enough for the encoder."""
        encoding = self._pieces.encode(text)
        members = _pieces_of(encoding.offsets, spans)
        first = 0
        while first < len(spans):
            last = first + 1
            start = _start(members[first])
            while last < len(spans) and _end(members[last], start) - start <= MAX_TOKENS - _BORDERS:
                last += 1
            stop = max(_end(m, start) for m in members[first:last])
            stop = min(stop, start + MAX_TOKENS - _BORDERS)
            ids = [encoding.ids[0], *encoding.ids[start:stop], encoding.ids[-1]]
            local = [[p - start + 1 for p in m if p < stop] for m in members[first:last]]
            yield _Job(number, first, ids, local)
            first = last

    def _run(self, ids: Sequence[Sequence[int]]) -> Iterator[Floats]:
        length = -(-max(map(len, ids)) // _LENGTH_STEP) * _LENGTH_STEP
        tokens = np.zeros((len(ids), length), dtype=np.int32)
        mask = np.zeros_like(tokens)
        for row, one in enumerate(ids):
            tokens[row, : len(one)] = one
            mask[row, : len(one)] = 1
        layers = self._session.run(list(LAYERS), {"input_ids": tokens, "mask": mask})
        for row in range(len(ids)):
            yield np.concatenate([layer[row] for layer in layers], axis=1)


class _Job:
    """One window: the pieces to encode and which of them each token is made of."""

    __slots__ = ("first", "ids", "members", "text")

    def __init__(self, text: int, first: int, ids: list[int], members: list[list[int]]) -> None:
        self.text = text
        self.first = first
        self.ids = ids
        self.members = members


def _pieces_of(offsets: Sequence[Span], spans: Sequence[Span]) -> list[list[int]]:
    """Return the pieces of every span; an unknown sign shares the piece nearest before it."""
    members: list[list[int]] = []
    piece = 1
    last = len(offsets) - 1
    for start, end in spans:
        while piece < last and offsets[piece][1] <= start:
            piece += 1
        own = []
        at = piece
        while at < last and offsets[at][0] < end:
            own.append(at)
            at += 1
        members.append(own or [max(1, min(piece, last - 1))])
    return members


def _start(pieces: Sequence[int]) -> int:
    return pieces[0]


def _end(pieces: Sequence[int], start: int) -> int:
    return max(pieces[-1] + 1, start + 1)


def _batches(jobs: Sequence[_Job]) -> Iterator[list[_Job]]:
    by_length: dict[int, list[_Job]] = defaultdict(list)
    for job in jobs:
        by_length[-(-len(job.ids) // _LENGTH_STEP)].append(job)
    for length in sorted(by_length):
        same = by_length[length]
        for start in range(0, len(same), _BATCH):
            yield same[start : start + _BATCH]


def _means(states: Floats, job: _Job) -> Floats:
    rows = states[[m[0] if m else 0 for m in job.members]]
    for row, pieces in enumerate(job.members):
        if len(pieces) > 1:
            rows[row] = states[pieces].mean(axis=0)
    return rows


def load_states(threads: int | None = None) -> TokenStates:
    """Return the encoder with its inner layers as outputs."""
    import onnxruntime
    from tokenizers import Tokenizer

    folder = files("winnow.encoder") / "model"
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = threads or 0
    options.inter_op_num_threads = 1
    options.log_severity_level = 3
    model = with_outputs(checked_bytes(folder, "encoder.onnx"), LAYERS)
    session = onnxruntime.InferenceSession(model, options, providers=["CPUExecutionProvider"])
    pieces = Tokenizer.from_buffer(checked_bytes(folder, "tokenizer.json"))
    pieces.no_truncation()
    pieces.no_padding()
    return TokenStates(session, pieces)


def with_outputs(model: bytes, names: Sequence[str]) -> bytes:
    """Return an ONNX model that also gives the named inner values.

    A protocol buffer that is followed by another of its kind is read as both merged: what is
    appended is a model whose graph (field 7) has nothing but outputs (field 12).
    """
    tensor = _field(2, _field(1, _field(1, _FLOAT)))
    outputs = b"".join(_field(12, _field(1, name.encode("utf-8")) + tensor) for name in names)
    return model + _field(7, outputs)


def _field(number: int, value: bytes | int) -> bytes:
    if isinstance(value, int):
        return bytes([number << 3]) + _varint(value)
    return bytes([number << 3 | 2]) + _varint(len(value)) + value


def _varint(value: int) -> bytes:
    parts = bytearray()
    while value > 0x7F:
        parts.append(value & 0x7F | 0x80)
        value >>= 7
    parts.append(value)
    return bytes(parts)
