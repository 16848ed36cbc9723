"""The heads over the encoder's states, in NumPy: parts of speech, arcs, relations, names.

``scripts/train_language.py`` fits them; the names of the weights are those of its network.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from winnow.language.features import TABLES, flags, hashed

#: Distances between a token and its head beyond this are alike.
REACH = 32

# Sentences whose recurrence is computed side by side.  Always this many rows, so that a sentence
# gets the same numbers in any company.
_ROWS = 16
_EPSILON = 1e-5

Floats = NDArray[np.float32]
Weights = Mapping[str, Floats]


@dataclass(frozen=True, slots=True)
class Scores:
    """What the network says of one sentence of n tokens."""

    #: (n, parts of speech)
    tags: Floats
    #: (n, n + 1): of every token with every head; head 0 is the root.
    arcs: Floats
    #: (n, marks): begin and inside of every kind of name, and none.
    marks: Floats
    #: What ``Network.relations`` needs.
    dependents: Floats
    heads: Floats


class Network:
    """Turns states and words into scores."""

    def __init__(self, weights: Weights) -> None:
        self._parse = _under(weights, "parser.")
        self._names = _under(weights, "names.")
        self._recurrent = _recurrent(self._parse)

    def score(self, words: Sequence[Sequence[str]], states: Sequence[Floats]) -> list[Scores]:
        """Return the scores of every sentence, given its words and their states."""
        rows = [hashed(one) for one in words]
        marks = [flags(one) for one in words]
        local = [_body(self._parse, *inputs) for inputs in zip(states, rows, marks, strict=True)]
        wide = self._with_context(local)
        return [
            self._scores(wide[n], _body(self._names, states[n], rows[n], marks[n]))
            for n in range(len(words))
        ]

    def _scores(self, x: Floats, named: Floats) -> Scores:
        w = self._parse
        rooted = np.concatenate([w["root"][None], x])
        heads = _gelu(_dense(w, "arc_head", rooted))
        arcs = _gelu(_dense(w, "arc_dep", x)) @ w["arc"] @ heads.T + heads @ w["arc_bias"]
        places = np.arange(len(x))
        apart = np.clip(places[None] - places[:, None], -REACH, REACH) + REACH
        arcs[:, 1:] += w["distance"][apart]
        return Scores(
            tags=_dense(w, "tag", x),
            arcs=arcs,
            marks=_dense(self._names, "out", named),
            dependents=_with_one(_gelu(_dense(w, "rel_dep", x))),
            heads=_with_one(_gelu(_dense(w, "rel_head", rooted))),
        )

    def relations(self, scores: Scores, heads: Sequence[int]) -> Floats:
        """Return (n, relations) for the chosen heads, of which 0 is the root."""
        table = self._parse["rel"]
        mixed = scores.dependents @ table.reshape(len(table), -1)
        mixed = mixed.reshape(len(heads), table.shape[1], table.shape[2])
        chosen = scores.heads[list(heads)]
        return np.asarray((mixed @ chosen[:, :, None])[:, :, 0])

    def _with_context(self, local: Sequence[Floats]) -> list[Floats]:
        """Return the tokens' rows widened by what was read before and after them."""
        wide: list[Floats] = [np.zeros((0, 0), np.float32)] * len(local)
        order = sorted(range(len(local)), key=lambda n: len(local[n]))
        for start in range(0, len(order), _ROWS):
            chosen = order[start : start + _ROWS]
            for n, read in zip(chosen, self._read([local[n] for n in chosen]), strict=True):
                wide[n] = np.concatenate([local[n], read], axis=1)
        return wide

    def _read(self, local: Sequence[Floats]) -> Iterator[Floats]:
        """Yield, for each sentence, the states of both directions side by side."""
        entering, recurrent, bias = self._recurrent
        units = recurrent.shape[1]
        steps = max(map(len, local))
        gates = np.zeros((steps, 2, _ROWS, 4 * units), np.float32)
        for row, one in enumerate(local):
            gates[: len(one), 0, row] = one @ entering[0] + bias[0]
            gates[: len(one), 1, row] = one[::-1] @ entering[1] + bias[1]
        out = _run_recurrence(gates, recurrent)
        for row, one in enumerate(local):
            yield np.concatenate([out[: len(one), 0, row], out[: len(one), 1, row][::-1]], axis=1)


def _run_recurrence(gates: Floats, recurrent: Floats) -> Floats:
    """Return the hidden states of a long short-term memory: (steps, directions, rows, units)."""
    steps, directions, rows, four = gates.shape
    units = four // 4
    hidden = np.zeros((directions, rows, units), np.float32)
    cell = np.zeros_like(hidden)
    out = np.zeros((steps, directions, rows, units), np.float32)
    for step in range(steps):
        now = gates[step] + hidden @ recurrent
        gate = _sigmoid(now)
        fresh = np.tanh(now[..., 2 * units : 3 * units])
        cell = gate[..., units : 2 * units] * cell + gate[..., :units] * fresh
        hidden = gate[..., 3 * units :] * np.tanh(cell)
        out[step] = hidden
    return out


def _body(w: Weights, states: Floats, rows: NDArray[np.int32], marks: Floats) -> Floats:
    """Return rows that hold what a token and its near neighbours are."""
    letters = [w[f"tables.{t}.weight"][rows[:, i]] for i, t in enumerate(TABLES) if _has(w, t)]
    x = np.concatenate([_dense(w, "states", states), *letters, marks], axis=1)
    x = _norm(w, "enter_norm", _gelu(_dense(w, "enter", x)))
    number = 0
    while f"blocks.{number}.mix.weight" in w:
        x = _block(w, f"blocks.{number}.", x)
        number += 1
    return x


def _has(w: Weights, table: str) -> bool:
    return f"tables.{table}.weight" in w


def _block(w: Weights, at: str, x: Floats) -> Floats:
    none = np.zeros((1, x.shape[1]), np.float32)
    window = np.concatenate(
        [np.concatenate([none, x[:-1]]), x, np.concatenate([x[1:], none])], axis=1
    )
    return _norm(w, at + "norm", x + _gelu(_dense(w, at + "mix", window)))


def _dense(w: Weights, name: str, x: Floats) -> Floats:
    return np.asarray(x @ w[name + ".weight"] + w[name + ".bias"], np.float32)


def _norm(w: Weights, name: str, x: Floats) -> Floats:
    centred = x - x.mean(axis=1, keepdims=True)
    scaled = centred / np.sqrt((centred**2).mean(axis=1, keepdims=True) + np.float32(_EPSILON))
    return np.asarray(scaled * w[name + ".weight"] + w[name + ".bias"], np.float32)


def _gelu(x: Floats) -> Floats:
    inner = np.float32(0.7978845608) * (x + np.float32(0.044715) * x * x * x)
    return np.asarray(np.float32(0.5) * x * (1 + np.tanh(inner)), np.float32)


def _sigmoid(x: Floats) -> Floats:
    return np.asarray(np.float32(0.5) * (np.tanh(np.float32(0.5) * x) + 1), np.float32)


def _with_one(x: Floats) -> Floats:
    return np.concatenate([x, np.ones((len(x), 1), np.float32)], axis=1)


def _under(weights: Weights, prefix: str) -> dict[str, Floats]:
    """Return the weights of one part, matrices turned so that rows are multiplied from the left."""
    chosen: dict[str, Floats] = {}
    for name, value in weights.items():
        if name.startswith(prefix):
            short = name.removeprefix(prefix)
            turned = value.ndim == 2 and short.endswith(".weight") and "tables." not in short
            array = np.asarray(value.T if turned else value, np.float32)
            chosen[short] = np.ascontiguousarray(array)
    return chosen


def _recurrent(w: Weights) -> tuple[Floats, Floats, Floats]:
    """Return (entering, recurrent, bias) of both directions, forwards first."""
    ends = ("", "_reverse")
    entering = np.stack([w[f"lstm.weight_ih_l0{end}"].T for end in ends])
    recurrent = np.stack([w[f"lstm.weight_hh_l0{end}"].T for end in ends])
    bias = np.stack([w[f"lstm.bias_ih_l0{end}"] + w[f"lstm.bias_hh_l0{end}"] for end in ends])
    return np.ascontiguousarray(entering), np.ascontiguousarray(recurrent), bias
