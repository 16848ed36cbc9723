"""Which passage may be cited for which sentence."""

from __future__ import annotations

import pytest

from winnow.stages.support import conflicting_quantities, content_of, contradicts_figures, supports
from winnow.text.quantities import find_quantities

SENTENCE = "The blast at the Orlec mine killed 12 miners, Governor Stanimir Bolek said."


@pytest.mark.parametrize(
    ("passage", "carried"),
    [
        (SENTENCE, True),
        (
            "Governor Stanimir Bolek said that 12 miners were killed by the blast at the Orlec mine.",
            True,
        ),
        (SENTENCE.replace("12", "19"), False),
        (SENTENCE.replace("Stanimir Bolek", "Piet Hallorn"), False),
        (SENTENCE.replace("killed", "had not killed"), False),
        ("Stanimir Bolek opened a school with 12 miners looking on.", False),
        (SENTENCE.replace("12 miners", "miners"), False),
    ],
)
def test_a_passage_carries_numbers_names_words_and_negation(passage: str, carried: bool) -> None:
    """A reworded passage supports the sentence; one that differs in any of these does not."""
    assert supports(passage, SENTENCE) is carried


def test_a_longer_passage_supports_a_shorter_sentence_but_not_the_reverse() -> None:
    """Support is of the sentence by the passage."""
    longer = f"{SENTENCE[:-1]}, while 31 people lay in the hospital of Tarnik."
    assert supports(longer, SENTENCE)
    assert not supports(SENTENCE, longer)


@pytest.mark.parametrize(
    ("a", "b", "conflict"),
    [
        ("12 people were killed", "19 people were killed", True),
        ("12 people were killed", "31 people were injured", False),
        ("at least 12 people were killed", "13 people were killed", False),
        ("nobody knows how many", "19 people were killed", False),
    ],
)
def test_figures_conflict_only_within_a_unit(a: str, b: str, conflict: bool) -> None:
    """Two counts of different things stand side by side."""
    assert conflicting_quantities(find_quantities(a), find_quantities(b)) is conflict
    assert conflicting_quantities(find_quantities(b), find_quantities(a)) is conflict


@pytest.mark.parametrize(
    ("a", "b", "differ"),
    [
        ("It opened in 1961 and closed in 2015.", "It opened in 1961 and closed in 2018.", True),
        ("It was completed in 1960.", "It opened in 1961.", False),
        ("It opened in 1961.", "It opened in 1961 and closed in 2015.", False),
    ],
)
def test_years_slip_beside_a_common_one(a: str, b: str, differ: bool) -> None:
    """Another year is a slip only where the two agree on the rest."""
    assert contradicts_figures(a, b) is differ


@pytest.mark.parametrize("text", ["It did not open.", "It didn’t open.", "Brannik denied it."])
def test_negation_is_seen(text: str) -> None:
    """Not, contracted not, and denial negate."""
    assert content_of(text).negated
    assert not content_of("It did open.").negated
