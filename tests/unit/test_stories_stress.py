"""The order and stress benchmarks of stories: days shuffled, restarts, synthetic articles, fills."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

import numpy as np
import pytest

from benchmarks.stories_order import decisions, order_figures, orders_within_days, restarted_at
from benchmarks.stories_stress import Fill, fill, fill_of
from benchmarks.stories_synthetic import (
    Arrival,
    Vector,
    count_forgotten,
    story_sizes,
    synthetic_articles,
)
from tests.unit.test_stories_figures import topics, vectors_of
from winnow.stages.assign import MAX_ACTIVE, WINDOW, StoryAssigner
from winnow.stages.assign_terms import ArticleTerms, terms_of

WINDOW_DAYS = WINDOW.total_seconds() / 86400


def real() -> tuple[list[ArticleTerms], Vector]:
    stream = topics(4)
    return [terms_of(article) for article in stream.articles], vectors_of(stream)


def made(number: int = 300, *, seed: int = 0) -> list[Arrival]:
    """Return synthetic articles of the days 10 to 100."""
    return list(synthetic_articles(*real(), number=number, last_day=100.0, days=90.0, seed=seed))


# ------------------------------------------------------------------------- order


def test_articles_are_shuffled_within_their_days_only() -> None:
    """Each order holds every article once and no later day's before an earlier one's."""
    stream = topics(8, is_dated=True, apart=0.3)
    plain = list(range(24))
    orders = orders_within_days(stream, plain, count=5)
    for order in orders:
        days = [stream.articles[number].when.date() for number in order]
        assert sorted(order) == plain
        assert days == sorted(days)
    assert len({tuple(order) for order in [plain, *orders]}) == 6


def test_restarts_change_no_decision() -> None:
    """Saved and restored at ten places, the assigner says the same to the last digit."""
    stream = topics(is_dated=True, apart=0.2)
    found = [
        decisions(stream, vectors_of(stream), range(36), before) for before in (None, restarted_at)
    ]
    assert found[0] == found[1]


def test_an_assigner_restarted_wrongly_is_seen() -> None:
    """A restart that loses what was remembered is counted, even where the stories stay right."""
    stream = topics(is_dated=True, apart=0.2)
    lost = decisions(
        stream,
        vectors_of(stream),
        range(36),
        lambda assigner, done, of: StoryAssigner() if done == 18 else assigner,
    )
    assert lost != decisions(stream, vectors_of(stream), range(36))


def test_an_undated_stream_is_only_restarted() -> None:
    """Without dates there are no days to shuffle, and no change is claimed."""
    stream = topics(4)
    figures = order_figures(stream, vectors_of(stream))
    assert (figures["order_change"], figures["restart_changes"]) == (0.0, 0)


# --------------------------------------------------------------------- synthetic


def test_story_sizes_are_as_said() -> None:
    """They sum up to the articles; three in five articles are alone; none is over the largest."""
    sizes = story_sizes(5000, np.random.default_rng(0))
    assert (sum(sizes), max(sizes) <= 200) == (5000, True)
    assert Counter(sizes)[1] == pytest.approx(3000, abs=2)


def test_synthetic_articles_are_always_the_same() -> None:
    """Two runs make the same records and vectors, another seed makes others."""
    one, two, other = made(60), made(60), made(60, seed=1)
    assert [a.record for a in one] == [a.record for a in two]
    assert all(np.array_equal(a.vector, b.vector) for a, b in zip(one, two, strict=True))
    assert [a.record for a in one] != [a.record for a in other]


def test_synthetic_articles_come_in_order_with_unit_vectors() -> None:
    """As many as asked come, by day, within the days asked, each under its own id."""
    arrivals = made()
    days = [arrival.record.day for arrival in arrivals]
    assert (len(days), days) == (300, sorted(days))
    assert 10.0 <= days[0] <= days[-1] <= 100.0
    assert len({arrival.record.article_id for arrival in arrivals}) == 300
    assert np.linalg.norm([a.vector for a in arrivals], axis=1) == pytest.approx(1.0, abs=1e-5)


def test_counting_leaves_the_terms_that_a_replay_leaves() -> None:
    """Articles only counted leave about as many terms as articles that were remembered."""
    counted, replayed = StoryAssigner(), StoryAssigner()
    count_forgotten(counted.vocabulary, *real(), 400)
    fill(replayed, *real(), Fill(400, 400, WINDOW_DAYS))
    assert (counted.remembered, replayed.remembered) == (0, 400)
    assert counted.vocabulary.seen == replayed.vocabulary.seen == 400
    assert len(counted.vocabulary) == pytest.approx(len(replayed.vocabulary), rel=0.1)


# ------------------------------------------------------------------------- stress


def test_a_fill_replays_what_is_remembered() -> None:
    """Few articles: those of the window; very many: as many as fit; in between two forgettings."""
    assert fill_of(9_000).replayed == pytest.approx(1.125 * 9_000 * WINDOW_DAYS / 90, abs=1)
    assert fill_of(9_000).days == pytest.approx(1.125 * WINDOW_DAYS)
    assert fill_of(1_000_000).replayed == pytest.approx(1.125 * MAX_ACTIVE, abs=1)
    assert fill_of(50).replayed <= 50


def test_a_fast_fill_leaves_what_a_replay_of_everything_leaves() -> None:
    """As many articles were seen, and about as many are remembered and terms known."""
    fast, true = StoryAssigner(), StoryAssigner()
    fill(fast, *real(), fill_of(900))
    fill(true, *real(), Fill(900, 900, 90.0))
    assert fast.vocabulary.seen == true.vocabulary.seen == 900
    assert fast.remembered == pytest.approx(true.remembered, rel=0.3)
    assert len(fast.vocabulary) == pytest.approx(len(true.vocabulary), rel=0.1)


def test_an_older_archive_with_the_same_window_remembers_the_same() -> None:
    """Only the archive's age differs: more articles seen, as many remembered."""
    young, old = StoryAssigner(), StoryAssigner()
    fill(young, *real(), fill_of(500))
    fill(old, *real(), replace(fill_of(500), size=2000))
    assert young.remembered == old.remembered
    assert (young.vocabulary.seen, old.vocabulary.seen) == (500, 2000)
