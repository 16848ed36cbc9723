"""The shipped encoder and the one used by other tests."""

from __future__ import annotations

import json
import shutil
from importlib.resources import files
from pathlib import Path

import numpy as np
import pytest

from winnow.encoder import DIMENSIONS, Encoder, HashingEncoder, load_encoder
from winnow.encoder.onnx import checked_bytes
from winnow.errors import InputError

MODEL = files("winnow.encoder") / "model"
TEXTS = (
    "The bridge at Torvik was closed on Monday after a barge struck it.",
    "Bridge closed",
    "A much longer passage about the bridge at Torvik. " * 30,
    "Parliament voted 88 to 41 to recognise the treaty.",
)


@pytest.fixture(scope="module", params=["shipped", "hashing"])
def encoder(request: pytest.FixtureRequest) -> Encoder:
    return load_encoder(1) if request.param == "shipped" else HashingEncoder()


def test_sentences_agree_with_the_reference_values() -> None:
    """Every reference sentence lies within .99 of the vector the fp32 model gave it."""
    rows = json.loads((MODEL / "reference.json").read_text("utf-8"))
    expected = np.array([row["vector"] for row in rows])
    cosines = (load_encoder(1).encode([row["text"] for row in rows]) * expected).sum(axis=1)
    assert len(rows) >= 5
    assert cosines.min() >= 0.99


def test_a_damaged_file_is_refused(tmp_path: Path) -> None:
    """A model file whose checksum differs is not loaded, and the message says what to do."""
    shutil.copy(str(MODEL / "SHA256SUMS"), tmp_path)
    content = (MODEL / "tokenizer.json").read_bytes()
    (tmp_path / "tokenizer.json").write_bytes(content[:-1] + b" ")
    with pytest.raises(InputError, match="install Winnow again"):
        checked_bytes(tmp_path, "tokenizer.json")


def test_rows_are_unit(encoder: Encoder) -> None:
    """Every row has length one, also for an empty text."""
    vectors = encoder.encode([*TEXTS, ""])
    assert vectors.shape == (5, DIMENSIONS)
    assert vectors.dtype == np.float32
    assert np.linalg.norm(vectors, axis=1) == pytest.approx(1, abs=1e-5)


def test_nothing_in_gives_nothing_out(encoder: Encoder) -> None:
    """No texts give an array of no rows with the right width."""
    assert encoder.encode([]).shape == (0, DIMENSIONS)


def test_order_and_company_do_not_matter(encoder: Encoder) -> None:
    """A text has the same vector alone, in a batch, and in a batch in another order."""
    together = encoder.encode(TEXTS)
    backwards = encoder.encode(TEXTS[::-1])[::-1]
    alone = np.vstack([encoder.encode([text]) for text in TEXTS])
    assert np.abs(together - backwards).max() < 1e-4
    assert np.abs(together - alone).max() < 1e-4


def test_near_texts_have_near_vectors(encoder: Encoder) -> None:
    """Two reports on one bridge are nearer to each other than to a vote."""
    near, other = encoder.encode(["The bridge was closed after a barge struck it.", TEXTS[3]])
    bridge = encoder.encode([TEXTS[0]])[0]
    assert bridge @ near > bridge @ other + 0.1
