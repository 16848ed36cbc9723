"""The limit on verbatim words: what a page prints of an article is counted once."""

from __future__ import annotations

import pytest

from tests.unit.story_material import article
from winnow.stages.budget import VerbatimBudget
from winnow.types import Evidence

TEXT = "one two three four five six seven eight nine ten"
OTHER = "eleven twelve thirteen fourteen"


def passage(start_word: int, end_word: int, name: str = "a", text: str = TEXT) -> Evidence:
    words = text.split()
    start = len(" ".join([*words[:start_word], ""]))
    exact = " ".join(words[start_word:end_word])
    return Evidence(name, start, start + len(exact), exact)


@pytest.fixture
def budget() -> VerbatimBudget:
    """A budget of six words for each of two articles."""
    return VerbatimBudget([article("a", TEXT), article("b", OTHER)], limit=6)


def test_taken_words_are_counted(budget: VerbatimBudget) -> None:
    """A booked passage lessens what is free."""
    assert budget.take(passage(0, 4))
    assert (budget.used("a"), budget.free("a")) == (4, 2)


def test_the_limit_itself_fits_and_one_word_more_does_not(budget: VerbatimBudget) -> None:
    """Six words of six may be shown, seven may not."""
    assert budget.fits(passage(0, 6))
    assert not budget.fits(passage(0, 7))


def test_a_refused_passage_leaves_all_as_it_was(budget: VerbatimBudget) -> None:
    """Nothing is booked when one of the passages does not fit."""
    assert not budget.take(passage(0, 4, "b", OTHER), passage(0, 7))
    assert (budget.used("a"), budget.used("b")) == (0, 0)


def test_overlapping_passages_count_once(budget: VerbatimBudget) -> None:
    """Words shown twice are words shown once."""
    assert budget.take(passage(0, 4))
    assert budget.take(passage(2, 6))
    assert budget.used("a") == 6


def test_passages_are_judged_together(budget: VerbatimBudget) -> None:
    """Each of two passages may fit where both do not."""
    assert budget.fits(passage(0, 4))
    assert budget.fits(passage(6, 10))
    assert not budget.fits(passage(0, 4), passage(6, 10))


def test_articles_have_limits_of_their_own(budget: VerbatimBudget) -> None:
    """One article's passages take nothing from another's."""
    assert budget.take(passage(0, 6))
    assert budget.free("b") == 6


def test_a_copy_books_for_itself(budget: VerbatimBudget) -> None:
    """Trying things on a copy leaves the original free, and keeps what was booked before."""
    budget.take(passage(0, 2))
    trial = budget.copy()
    trial.take(passage(2, 6))
    assert (trial.used("a"), budget.used("a")) == (6, 2)
