"""Scores → the best tree and the best sequence of name marks."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]

_NEVER = -1e9
#: Words that stand inside of names and end none.
_LINKS = frozenset({"of", "the", "and", "for", "in", "-", "&", ","})


def best_tree(arcs: Floats) -> list[int]:
    """Return the head of every token, 0 being the root, of the best tree with one root.

    ``arcs[i, j]`` is the score of token ``i`` hanging on head ``j``, tokens being heads from 1 on.
    Best heads are a tree nearly always; Chu-Liu and Edmonds' algorithm serves where they are not.
    """
    size = len(arcs)
    scores = np.full((size + 1, size + 1), _NEVER, np.float64)
    scores[1:] = arcs
    np.fill_diagonal(scores, _NEVER)
    # One root: hanging on it costs more than all else together can bring.
    heads = scores.argmax(axis=1)
    heads[0] = -1
    if (heads == 0).sum() != 1 or _cycle(heads) is not None:
        span = scores[1:][scores[1:] > _NEVER / 2]
        scores[1:, 0] -= (float(span.max() - span.min()) + 1) * (size + 1)
        heads = _maximum_tree(scores)
    return [int(h) for h in heads[1:]]


def _maximum_tree(scores: NDArray[np.float64]) -> NDArray[np.int64]:
    """Return the heads of the maximum spanning tree rooted at 0; scores[dependent, head]."""
    heads: NDArray[np.int64] = scores.argmax(axis=1)
    heads[0] = -1
    cycle = _cycle(heads)
    if cycle is None:
        return heads
    inside = np.zeros(len(scores), bool)
    inside[cycle] = True
    outer = np.flatnonzero(~inside)
    return _expand(scores, heads, np.array(cycle), outer)


def _expand(
    scores: NDArray[np.float64],
    heads: NDArray[np.int64],
    cycle: NDArray[np.int64],
    outer: NDArray[np.int64],
) -> NDArray[np.int64]:
    """Contract the cycle to one node, solve the smaller problem, and open the cycle where it enters."""
    kept = scores[cycle, heads[cycle]]
    entering = scores[np.ix_(cycle, outer)] - kept[:, None]  # breaking the cycle at a member
    leaving = scores[np.ix_(outer, cycle)]
    size = len(outer)
    smaller = np.full((size + 1, size + 1), _NEVER, np.float64)
    smaller[:size, :size] = scores[np.ix_(outer, outer)]
    smaller[size, :size] = entering.max(axis=0)
    smaller[:size, size] = leaving.max(axis=1)
    smaller[0] = _NEVER
    solved = _maximum_tree(smaller)
    result = heads.copy()
    for at, node in enumerate(outer):
        if at == 0:
            continue
        head = solved[at]
        result[node] = cycle[leaving[at].argmax()] if head == size else outer[head]
    entry = solved[size]
    result[cycle[entering[:, entry].argmax()]] = outer[entry]
    return result


def _cycle(heads: NDArray[np.int64]) -> list[int] | None:
    """Return the nodes of a cycle, or ``None`` when all paths lead to the root."""
    state = [0] * len(heads)
    state[0] = 2
    for start in range(1, len(heads)):
        path = []
        node = start
        while not state[node]:
            state[node] = 1
            path.append(node)
            node = int(heads[node])
        if state[node] == 1:
            return path[path.index(node) :]
        for seen in path:
            state[seen] = 2
    return None


def best_marks(scores: Floats, allowed: NDArray[np.bool_]) -> list[int]:
    """Return the best sequence of marks in which each may follow the one before it (Viterbi).

    ``allowed[before, after]``; the last row says which marks may open a sentence.
    """
    barrier = np.where(allowed, 0.0, _NEVER)
    best = scores[0] + barrier[-1]
    back = np.zeros(scores.shape, np.int64)
    for at in range(1, len(scores)):
        routes = best[:, None] + barrier[:-1]
        back[at] = routes.argmax(axis=0)
        best = routes.max(axis=0) + scores[at]
    marks = [int(best.argmax())]
    for at in range(len(scores) - 1, 0, -1):
        marks.append(int(back[at, marks[-1]]))
    return marks[::-1]


def allowed_marks(kinds: int) -> NDArray[np.bool_]:
    """Return which mark may follow which: 0 outside, then begin and inside of every kind."""
    marks = 2 * kinds + 1
    allowed = np.ones((marks + 1, marks), bool)
    for kind in range(kinds):
        inside = 2 * kind + 2
        allowed[:, inside] = False
        allowed[[inside - 1, inside], inside] = True
    return allowed


def runs_of(marks: Sequence[int]) -> list[tuple[int, int, int]]:
    """Return (first, after the last, kind) of every marked run."""
    runs: list[tuple[int, int, int]] = []
    for at, mark in enumerate(marks):
        if mark and mark % 2:
            runs.append((at, at + 1, mark // 2))
        elif mark and runs and runs[-1][1] == at:
            first, _, kind = runs[-1]
            runs[-1] = (first, at + 1, kind)
    return runs


def whole_names(
    runs: Sequence[tuple[int, int, int]], words: Sequence[str]
) -> list[tuple[int, int, int]]:
    """Return the runs with no name left hanging: "Gulf of | Guinea" is one, "Bank and" is "Bank"."""
    names: list[tuple[int, int, int]] = []
    for first, stop, kind in runs:
        if names and names[-1][1] == first and _is_open(words[names[-1][0] : first]):
            first, _, kind = names.pop()
        names.append((first, stop, kind))
    closed = ((_close(words, first, stop), first, kind) for first, stop, kind in names)
    return [(first, stop, kind) for stop, first, kind in closed if first < stop]


def _is_open(words: Sequence[str]) -> bool:
    """Tell whether words end in "of" or "of the"."""
    return words[-1] == "of" or list(words[-2:]) == ["of", "the"]


def _close(words: Sequence[str], first: int, stop: int) -> int:
    while stop > first and words[stop - 1] in _LINKS:
        stop -= 1
    return stop
