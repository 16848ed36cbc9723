"""Trees that score pairs of articles, and the figures they are given."""

from __future__ import annotations

import numpy as np
import pytest

from tests.unit.test_assign import TEXTS, article
from winnow.stages.assign_index import ArticleIndex
from winnow.stages.assign_pairs import FEATURES
from winnow.stages.assign_score import PairScore, shipped_score
from winnow.stages.assign_terms import terms_of
from winnow.stages.assign_vocabulary import Floats


def walked(score: PairScore, row: Floats) -> float:
    """Return the probability found by going down each tree, node by node."""
    logit = score.bias
    for tree in range(len(score.columns)):
        place = 0
        while score.left[tree, place] != place:
            is_above = row[score.columns[tree, place]] > score.thresholds[tree, place]
            place = int((score.right if is_above else score.left)[tree, place])
        logit += score.values[tree, place]
    return float(1 / (1 + np.exp(-logit)))


@pytest.mark.parametrize("count", [0, 1, 40, 600])
def test_all_nodes_asked_at_once_lead_where_a_walk_leads(count: int) -> None:
    """Every row ends in the leaves that going down the shipped trees leads to."""
    score = shipped_score()
    rows = np.random.default_rng(0).random((count, len(FEATURES)))
    assert score(rows) == pytest.approx([walked(score, row) for row in rows])


def test_a_value_at_the_threshold_is_not_above_it() -> None:
    """A tree of one question and a tree of one leaf: the edge goes left, and both count."""
    score = PairScore.from_plain(
        {
            "bias": 0.0,
            "columns": [[0, 0, 0], [0, 0, 0]],
            "thresholds": [[0.5, 0, 0], [0, 0, 0]],
            "left": [[1, 1, 2], [0, 1, 2]],
            "right": [[2, 1, 2], [0, 1, 2]],
            "values": [[0, -1.0, 2.0], [0.25, 0, 0]],
        }
    )
    expected = [1 / (1 + np.exp(-logit)) for logit in (-0.75, -0.75, 2.25)]
    assert score(np.array([[0.2], [0.5], [0.6]])) == pytest.approx(expected)


def test_scores_survive_being_written() -> None:
    """Weights written and read again score the same."""
    rows = np.random.default_rng(1).random((20, len(FEATURES)))
    again = PairScore.from_plain(shipped_score().as_plain())
    assert again(rows) == pytest.approx(shipped_score()(rows), abs=1e-4)


def test_figures_follow_the_rarity_of_terms() -> None:
    """What was summed up before rarity was renewed does not enter a later comparison."""
    chance = np.random.default_rng(2)
    index, names = ArticleIndex(), list(TEXTS)
    records = [terms_of(article(name)) for name in names]
    vectors = chance.standard_normal((len(names), 8)).astype(np.float32)
    for record, vector in zip(records[:4], vectors, strict=False):
        index.compare(record, vector)
        index.add(record, vector)
    before = index.compare(records[1], vectors[1])[1]
    for _ in range(20):
        index.words.count(index.words.pack(records[0]))
    after = index.compare(records[1], vectors[1])[1]
    fresh = ArticleIndex.from_plain(*index.as_plain()).compare(records[1], vectors[1])[1]
    assert not np.array_equal(before, after)
    assert np.array_equal(after, fresh)
