"""Reading what a sentence says of a target, and the benchmark that measures it."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from benchmarks import stance
from benchmarks.common import default_data
from benchmarks.stance_data import (
    AGAINST,
    FOR,
    NEITHER,
    Asked,
    basil,
    newsmtsc,
    own_sentences,
)
from benchmarks.stance_fit import fit_linear, in_folds
from winnow.stages.stance_features import SIGNS, Mention
from winnow.stages.stance_model import article_features, load_stance, signed

SENTENCES = Path(__file__).parents[2] / "scripts/data/stance_sentences.txt"


def value_of(text: str, target: str) -> float:
    """Return what the shipped reader says of the target, -1 to 1."""
    start = text.index(target)
    likely = load_stance(1).read([(text, (start, start + len(target)))])
    return float(signed(likely)[0])


@pytest.mark.parametrize(
    ("text", "target", "sign"),
    [
        ("Ferry owners denounced the toll as a shameful raid on islanders.", "the toll", -1),
        ("Ferry owners said the toll had made the crossing safer and fairer.", "the toll", 1),
        ("Warden Tilde Osk cheated the orphans out of their inheritance.", "Warden Tilde Osk", -1),
        ("Warden Tilde Osk won the trust and the thanks of every orphan.", "Warden Tilde Osk", 1),
        ("Villagers thanked the dyke guards for saving the harvest.", "the dyke guards", 1),
    ],
)
def test_the_reader_tells_praise_from_blame(text: str, target: str, sign: int) -> None:
    """Sentences of nobody's, in none of the data, are read the right way round."""
    assert value_of(text, target) * sign > 0.2


def test_one_sentence_may_be_for_one_and_against_another() -> None:
    """What is read belongs to the mention, not to the sentence."""
    text = "The inquiry blamed the dredging firm for the collapse and cleared Pilot Anka Moss."
    assert value_of(text, "the dredging firm") < value_of(text, "Pilot Anka Moss")


def test_a_mention_is_read_the_same_alone_and_in_company() -> None:
    """No row depends on another."""
    text = "Osk called the toll a swindle. The toll rises in May."
    asked = [(text, (11, 19)), (text, (31, 39)), ("Nobody likes the toll.", (13, 21))]
    model = load_stance(1)
    together = model.read(asked)
    alone = np.vstack([model.read([one]) for one in asked])
    assert np.array_equal(together, alone)
    assert together.shape == (3, 3)
    assert np.allclose(together.sum(axis=1), 1.0, atol=1e-3)
    assert model.read([]).shape == (0, 3)


def test_the_signs_know_the_place_of_a_mention_and_the_words_that_judge() -> None:
    """A sign is a number of the mention's surroundings; none is missing."""
    model = load_stance(1)
    text = "Critics condemned the toll."
    (mention,) = model.mentions([(text, (18, 26))])
    assert isinstance(mention, Mention)
    signs = mention.signs()
    assert len(signs) == SIGNS
    assert signs[1] < 0  # what judges at one step, against
    assert mention.views().shape == (5, 768)


def test_our_sentences_are_marked_without_error_and_are_many() -> None:
    """Every bracket is a target with a label; each label is frequent; no sentence stands twice."""
    own = own_sentences(SENTENCES)
    lines = [x for x in SENTENCES.read_text("utf-8").splitlines() if x and x[0] != "#"]
    assert len(lines) == len(set(lines))
    assert len(own) >= 800
    assert sum(line.count("[") for line in lines) == len(own)
    assert min(np.bincount([a.gold for a in own])) > 200
    assert all(a.text[slice(*a.span)].strip() for a in own)
    assert not any("[" in a.text or "]" in a.text for a in own)


def test_macro_f1_is_the_mean_over_the_labels() -> None:
    """By hand: against 2/3, neither 0, for 1."""
    gold = np.array([AGAINST, NEITHER, FOR])
    found = np.array([AGAINST, AGAINST, FOR])
    figures = stance.macro(gold, found)
    assert figures["f1_against"] == pytest.approx(0.6667)
    assert figures["f1_neither"] == 0.0
    assert figures["macro_f1"] == pytest.approx(0.5556)


def test_folds_never_show_a_group_to_the_model_that_labels_it() -> None:
    """Each story lies in one fold: what is labelled was not learnt from."""
    rows = np.eye(30, dtype=np.float32)
    gold = np.arange(30) % 3
    groups = [str(i // 3) for i in range(30)]
    seen: list[tuple[int, ...]] = []

    def fit(x: np.ndarray, y: np.ndarray) -> object:
        seen.append(tuple(int(row.argmax()) for row in x))
        return fit_linear(x, y, 1.0)

    in_folds(rows, gold, groups, fit)  # type: ignore[arg-type]
    assert len(seen) == 5
    for learnt in seen:
        held_out = set(range(30)) - set(learnt)
        assert not {groups[i] for i in learnt} & {groups[i] for i in held_out}


def test_a_label_that_never_occurs_is_named_as_an_error() -> None:
    """Fitting without one of the three labels stops."""
    with pytest.raises(ValueError, match="every label"):
        fit_linear(np.zeros((4, 2), np.float32), np.array([0, 1, 0, 1]), 1.0)


def test_an_article_is_told_by_its_mentions() -> None:
    """Means, extremes, number, and what the title says; nothing gives zeros."""
    likely = np.array([[0.8, 0.1, 0.1], [0.2, 0.6, 0.2]], np.float32)
    features = article_features(likely, 1)
    assert features == pytest.approx([0.5, 0.15, 0.8, 0.2, np.log(2), -0.7], abs=1e-6)
    assert article_features(likely[:0]) == [0.0] * 6


@pytest.mark.skipif(not (default_data() / "newsmtsc").exists(), reason="no evaluation data")
def test_the_sets_are_read() -> None:
    """Spans lie in their texts; quotations are no word of the author's."""
    asked: list[Asked] = newsmtsc(default_data() / "newsmtsc")
    assert all(0 <= a.span[0] < a.span[1] <= len(a.text) for a in asked[:500])
    assert all(s.mentions for s in basil(default_data() / "basil"))
