"""What a sentence says of a target it mentions: against, nothing, or for, each with how likely it is.

Two steps.  Linear heads read the encoder's states around the mention; they are fitted on our own invented
sentences (scripts/data/stance_sentences.txt) and on nothing else.  Their outputs and the few signs of
``stages.stance_features`` go into one multinomial regression whose weights, which know no word, are fitted on
NewsMTSC (Hamborg & Donnay 2021).  ``scripts/train_stance.py`` fits both.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import numpy as np
from numpy.typing import NDArray

from winnow.language import Language, Sentence, load_language
from winnow.stages.stance_features import SIGNS, VIEWS, Mention
from winnow.types import Span

Floats = NDArray[np.float32]

#: The columns of what comes back.
AGAINST, NEITHER, FOR = 0, 1, 2
#: What each head reads: all views at once, and each of four alone.
HEADS: tuple[tuple[int, ...], ...] = (
    tuple(range(len(VIEWS))), *((VIEWS.index(v),) for v in ("around", "dependants", "sentence", "mention")),
)  # fmt: skip
#: Sentences longer than this are headlines run together or tables.
_MAX_CHARACTERS = 1200


@dataclass(frozen=True, slots=True)
class Linear:
    """Standardised inputs times weights."""

    mean: Floats
    scale: Floats
    weights: Floats  # (inputs, 3)
    bias: Floats  # (3,)

    def __call__(self, rows: Floats) -> Floats:
        """Return the scores, shape ``(rows, 3)``."""
        # In double precision: a row's last digits must not depend on the rows beside it.
        scaled = (rows.astype(np.float64) - self.mean) / self.scale
        scores: Floats = (scaled @ self.weights + self.bias).astype(np.float32)
        return scores


@dataclass(frozen=True, slots=True)
class StanceModel:
    """Reads mentions with the shipped weights."""

    language: Language
    heads: tuple[Linear, ...]
    last: Linear
    #: From ``article_features`` to the author's stance; fitted on BASIL (Fan et al. 2019).
    article: Linear

    def read(self, mentions: Sequence[tuple[str, Span]]) -> Floats:
        """Return the likelihoods of against, neither and for, one row a (text, span of the mention).

        Each row rests on the mention's own sentence alone.
        """
        return softmax(self.last(self.inputs(self.mentions(mentions))))

    def mentions(self, asked: Sequence[tuple[str, Span]]) -> list[Mention]:
        """Return the mentions in their analysed sentences; a text asked about twice is read once."""
        texts = list(dict.fromkeys(text for text, _ in asked))
        read = dict(zip(texts, self.language.analyse_states(_cut(texts)), strict=True))
        return [_mention(text, span, read[text]) for text, span in asked]

    def inputs(self, mentions: Sequence[Mention]) -> Floats:
        """Return what the last step reads: the heads' scores and the signs."""
        signs = np.array([m.signs() for m in mentions], dtype=np.float32)
        views = np.stack([m.views() for m in mentions]) if mentions else None
        if views is None:
            return np.zeros((0, 3 * len(HEADS) + SIGNS), np.float32)
        scores = [
            head(view_rows(views, parts)) for head, parts in zip(self.heads, HEADS, strict=True)
        ]
        return np.hstack([*scores, signs]).astype(np.float32)


def view_rows(views: Floats, parts: Sequence[int]) -> Floats:
    """Return the named views side by side, one row a mention."""
    rows: Floats = views[:, list(parts), :].reshape(len(views), -1)
    return rows


def softmax(scores: Floats) -> Floats:
    """Return the scores as likelihoods, row by row."""
    raised = np.exp(scores - scores.max(axis=1, keepdims=True))
    likely: Floats = (raised / raised.sum(axis=1, keepdims=True)).round(4).astype(np.float32)
    return likely


def article_features(likely: Floats, in_title: int = 0) -> list[float]:
    """Return what an article's stance toward somebody is told from, given its mentions' likelihoods.

    The title's ``in_title`` mentions come first in ``likely``.
    """
    if not len(likely):
        return [0.0] * 6
    title = float(signed(likely[:in_title]).mean()) if in_title else 0.0
    return [
        float(likely[:, AGAINST].mean()),
        float(likely[:, FOR].mean()),
        float(likely[:, AGAINST].max()),
        float(likely[:, FOR].max()),
        float(np.log(len(likely))),
        title,
    ]


def signed(likely: Floats) -> Floats:
    """Return one number a row, from -1 (surely against) to 1 (surely for)."""
    value: Floats = likely[:, FOR] - likely[:, AGAINST]
    return value


def _cut(texts: Sequence[str]) -> list[str]:
    return [t[:_MAX_CHARACTERS].replace("\n", " ") for t in texts]


def _mention(text: str, span: Span, read: Sequence[tuple[Sentence, Floats]]) -> Mention:
    found = [pair for pair in read if pair[0].start < span[1]]
    sentence, states = (found or list(read))[-1]
    return Mention(text, sentence, states, span)


@cache
def load_stance(threads: int | None = None) -> StanceModel:
    """Return the shipped reader of stance, loaded once."""
    content = (files("winnow.stages") / "stance_weights.npz").read_bytes()
    with np.load(io.BytesIO(content), allow_pickle=False) as archive:
        parts = {name: archive[name].astype(np.float32) for name in archive.files}
    heads = tuple(_linear(parts, f"head{n}") for n in range(len(HEADS)))
    last, article = _linear(parts, "last"), _linear(parts, "article")
    return StanceModel(load_language(threads), heads, last, article)


def _linear(parts: dict[str, Floats], name: str) -> Linear:
    return Linear(*(parts[f"{name}.{part}"] for part in ("mean", "scale", "weights", "bias")))
