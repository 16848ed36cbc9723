"""Words are cut as treebanks cut them, and scores become trees and names."""

from __future__ import annotations

import itertools

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from winnow.language.decode import allowed_marks, best_marks, best_tree, runs_of, whole_names
from winnow.language.features import shape
from winnow.language.states import with_outputs
from winnow.language.tokens import tokenize


def words(text: str) -> list[str]:
    return [text[start:end] for start, end in tokenize(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("They don't know.", ["They", "do", "n't", "know", "."]),
        ("It’s Holm’s boat.", ["It", "’s", "Holm", "’s", "boat", "."]),
        ("We cannot go", ["We", "can", "not", "go"]),
        ("the U.S. envoy, Mr. Ruiz", ["the", "U.S.", "envoy", ",", "Mr.", "Ruiz"]),
        ("a well-known co-author", ["a", "well", "-", "known", "co-author"]),
        ("$1,200.50 (4%) at 10:30", ["$", "1,200.50", "(", "4", "%", ")", "at", "10:30"]),
        ("Read https://example.org/a?b=1.", ["Read", "https://example.org/a?b=1", "."]),
        ("O'Neill of AT&T wept...", ["O'Neill", "of", "AT&T", "wept", "..."]),
    ],
)
def test_words_are_cut_as_in_treebanks(text: str, expected: list[str]) -> None:
    """Contractions part, hyphens part, abbreviations, figures and addresses stay whole."""
    assert words(text) == expected


@given(
    st.text(alphabet="aB1 .,-'’\"()$%\n\u00e9\u4e2d\u0301😀", max_size=60) | st.text(max_size=30)
)
def test_only_white_space_lies_between_words(text: str) -> None:
    """Tokens are ordered, never overlap, hold no white space, and leave nothing else out."""
    last = 0
    for start, end in tokenize(text):
        assert not text[last:start].strip()
        assert start < end
        assert not any(c.isspace() for c in text[start:end])
        last = end
    assert not text[last:].strip()


def all_trees(size: int) -> list[tuple[int, ...]]:
    """Return every assignment of heads that is a tree with one root, by trying all."""
    found = []
    for heads in itertools.product(range(size + 1), repeat=size):
        reached = all(_reaches_root(heads, node) for node in range(1, size + 1))
        if heads.count(0) == 1 and reached:
            found.append(heads)
    return found


def _reaches_root(heads: tuple[int, ...], node: int) -> bool:
    for _ in range(len(heads) + 1):
        if node == 0:
            return True
        node = heads[node - 1]
    return False


@given(st.integers(1, 4), st.integers(0, 10_000))
def test_the_best_tree_is_the_best_of_all_trees(size: int, seed: int) -> None:
    """No tree with one root scores higher than the one that is chosen."""
    scores = np.random.default_rng(seed).normal(size=(size, size + 1)).astype(np.float32) * 3
    chosen = best_tree(scores)

    def total(heads: tuple[int, ...]) -> float:
        return float(sum(scores[i, h] for i, h in enumerate(heads)))

    trees = all_trees(size)
    assert tuple(chosen) in trees
    assert total(tuple(chosen)) == pytest.approx(max(map(total, trees)), abs=1e-4)


def test_an_inside_mark_follows_its_own_kind() -> None:
    """A name is not gone on with by the inside of another kind, however high that scores."""
    scores = np.array([[0, 5, 0, 0, 0], [0, 0, 1, 0, 4]], np.float32)
    assert best_marks(scores, allowed_marks(2)) == [1, 2]


def test_marks_become_runs() -> None:
    """Begin opens a name, inside goes on with it."""
    assert runs_of([0, 1, 2, 1, 0, 3, 4]) == [(1, 3, 0), (3, 4, 0), (5, 7, 1)]


@pytest.mark.parametrize(
    ("words", "runs", "expected"),
    [
        ("the Gulf of Guinea", [(1, 3, 2), (3, 4, 2)], [(1, 4, 2)]),
        ("Bank and Paris", [(0, 2, 1), (2, 3, 2)], [(0, 1, 1), (2, 3, 2)]),
        ("and so", [(0, 1, 1)], []),
    ],
)
def test_no_name_is_left_hanging(
    words: str, runs: list[tuple[int, int, int]], expected: list[tuple[int, int, int]]
) -> None:
    """A name that ends in "of" goes on; other links at its end are cut off."""
    assert whole_names(runs, words.split()) == expected


def test_shape_keeps_case_and_signs() -> None:
    """A shape says where capitals, digits and signs stand."""
    assert shape("McDonald's-2024") == "XxXxx'x-ddd"


def test_outputs_are_appended_to_a_model() -> None:
    """What is appended is the protocol buffer of a graph with one named output."""
    assert with_outputs(b"", ["x"]) == b"\x3a\x0b\x62\x09\x0a\x01x\x12\x04\x0a\x02\x08\x01"
