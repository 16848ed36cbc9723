"""Runs ``model/encoder.onnx``. onnxruntime and tokenizers are imported when it is first loaded."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterator, Sequence
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from winnow.errors import InputError

DIMENSIONS = 384
#: Longer texts are cut: put what matters first.
MAX_TOKENS = 128

# No 128 tokens of prose are longer than this; cutting first keeps tokenising cheap.
_MAX_CHARACTERS = 3000
_BATCH = 32
# Lengths are padded to a multiple of this and only equal lengths share a batch, so that a text's
# vector is the same to the last bit whatever else is encoded with it.
_LENGTH_STEP = 8


class Encoder(Protocol):
    """Turns texts into vectors."""

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Return one unit row for each text, in the same order: shape ``(len(texts), 384)``."""
        ...


class OnnxEncoder:
    """The shipped encoder: all-MiniLM-L6-v2 in int8."""

    def __init__(self, session: Any, tokenizer: Any) -> None:
        self._session = session
        self._tokenizer = tokenizer

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Return one unit row for each text; a text's row depends on that text alone."""
        vectors = np.zeros((len(texts), DIMENSIONS), dtype=np.float32)
        if not texts:
            return vectors
        cut = [text[:_MAX_CHARACTERS] for text in texts]
        ids = [encoding.ids for encoding in self._tokenizer.encode_batch(cut)]
        for rows, length in _batches([len(one) for one in ids]):
            vectors[rows] = self._run([ids[row] for row in rows], length)
        return vectors

    def _run(self, ids: Sequence[Sequence[int]], length: int) -> NDArray[np.float32]:
        tokens = np.zeros((len(ids), length), dtype=np.int32)
        mask = np.zeros_like(tokens)
        for row, one in enumerate(ids):
            tokens[row, : len(one)] = one
            mask[row, : len(one)] = 1
        (vectors,) = self._session.run(None, {"input_ids": tokens, "mask": mask})
        return np.asarray(vectors, dtype=np.float32)


def _batches(lengths: Sequence[int]) -> Iterator[tuple[list[int], int]]:
    """Yield rows that share a padded length, and that length."""
    by_length: dict[int, list[int]] = defaultdict(list)
    for row, length in enumerate(lengths):
        by_length[-(-length // _LENGTH_STEP) * _LENGTH_STEP].append(row)
    for length in sorted(by_length):
        rows = by_length[length]
        for start in range(0, len(rows), _BATCH):
            yield rows[start : start + _BATCH], length


@cache
def load_encoder(threads: int | None = None) -> OnnxEncoder:
    """Return the shipped encoder, loaded once; ``threads`` limits the cores one call uses."""
    import onnxruntime
    from tokenizers import Tokenizer

    folder = files("winnow.encoder") / "model"
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = threads or 0
    options.inter_op_num_threads = 1
    options.log_severity_level = 3
    model = checked_bytes(folder, "encoder.onnx")
    session = onnxruntime.InferenceSession(model, options, providers=["CPUExecutionProvider"])
    tokenizer = Tokenizer.from_buffer(checked_bytes(folder, "tokenizer.json"))
    return OnnxEncoder(session, tokenizer)


def checked_bytes(folder: Traversable, name: str) -> bytes:
    """Return a model file's bytes; raise ``InputError`` when its checksum is not the listed one."""
    content = (folder / name).read_bytes()
    listed: dict[str, str] = {}
    for line in (folder / "SHA256SUMS").read_text("utf-8").splitlines():
        checksum, _, listed_name = line.partition("  ")
        listed[listed_name] = checksum
    if hashlib.sha256(content).hexdigest() != listed.get(name):
        raise InputError(name, "the encoder's file is damaged; install Winnow again")
    return content
