"""The stories benchmark: its figures, intervals, folds and peers."""

from __future__ import annotations

from argparse import Namespace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import numpy as np
import pytest

from benchmarks import stories_peers
from benchmarks.common import Result, _under_protocol, below_floor
from benchmarks.stories_data import Stream, article_scores, f1_of, load_stream, pair_f1
from benchmarks.stories_intervals import interval, per_event
from benchmarks.stories_model import FOLDS, Pairs, _part, fold_of
from benchmarks.stories_nested import followed, replays
from benchmarks.stories_peers import GRIDS, PEERS
from winnow.errors import InputError
from winnow.stages.assign import StoryAssigner
from winnow.stages.assign_groups import Thresholds
from winnow.stages.assign_score import shipped_score
from winnow.types import Article

DAY = datetime(2024, 5, 2, 9, tzinfo=UTC)
TOPICS = {
    "flood": "River Ostra burst its banks and flooded the harbour warehouses near the mill",
    "trial": "Judge Varga sentenced the banker to prison over forged pension certificates",
    "comet": "Astronomers photographed comet Lindqvist brightening beyond the orbit of Mars",
}
FOUND = ["a", "a", "b", "b", "c"]
EVENTS = ("x", "x", "x", "y", "y")


def stream_of(
    events: tuple[str | None, ...], *, is_dated: bool = False, apart: float = 0.0
) -> Stream:
    """Return an article for each event; ``apart``: days between one and the next."""
    articles = []
    for number, event in enumerate(events):
        when = DAY + timedelta(days=apart * number)
        title = f"{TOPICS.get(event or '', event)} report {number}"
        published = when if is_dated else None
        url = f"https://{number}.example/"
        articles.append(Article(f"a{number}", url, f"{number}", title, title, when, published))
    groups = tuple(str(event) for event in events)
    return Stream(tuple(articles), events, is_dated, groups, "toy")


def topics(each: int = 12, **kwargs: float) -> Stream:
    return stream_of(tuple(topic for topic in TOPICS for _ in range(each)), **kwargs)


def vectors_of(stream: Stream) -> np.ndarray:
    """Return unit vectors near one axis for each topic."""
    chance = np.random.default_rng(0)
    rows = 0.15 * chance.standard_normal((len(stream.events), 8))
    for number, event in enumerate(stream.events):
        rows[number, list(TOPICS).index(event or "")] += 1.0
    rows /= np.linalg.norm(rows, axis=1, keepdims=True)
    return rows.astype(np.float32)


# ------------------------------------------------------------------------ figures


def test_b_cubed_is_the_mean_over_articles() -> None:
    """Two of three of x are together, and two of y apart with one of them in x's second group."""
    precision, recall = article_scores(FOUND, EVENTS)
    assert precision.tolist() == pytest.approx([1, 1, 0.5, 0.5, 1])
    assert recall.tolist() == pytest.approx([2 / 3, 2 / 3, 1 / 3, 0.5, 0.5])
    assert f1_of(precision, recall) == pytest.approx(2 * 0.8 * 8 / 15 / (0.8 + 8 / 15))


def test_articles_without_an_event_do_not_count() -> None:
    """An unlabelled article has no scores and spoils nobody's."""
    precision, recall = article_scores(["a", "a", "a"], ["x", None, "x"])
    assert np.isnan(precision).tolist() == [False, True, False]
    assert f1_of(precision, recall) == 1.0


def test_pairs_count_what_is_joined() -> None:
    """One of four true pairs is found, by two said."""
    assert pair_f1(FOUND, EVENTS) == pytest.approx(2 * 1 / (2 + 4))


def test_an_interval_holds_the_figure_and_two_runs_agree() -> None:
    """The bootstrap holds the plain F1 between its ends, and is seeded."""
    chance = np.random.default_rng(1)
    events = tuple(f"e{n // 3}" for n in range(300))
    found = [event if chance.random() < 0.8 else "other" for event in events]
    stream = stream_of(events)
    scores = [article_scores(found, events)]
    low, high = interval(per_event(stream, scores))
    assert low < f1_of(*scores[0]) < high
    assert (low, high) == interval(per_event(stream, scores))


def test_a_lead_is_drawn_on_the_same_events() -> None:
    """Who does the same everywhere is ahead by nothing, in every draw."""
    stream = stream_of(EVENTS)
    sums = per_event(stream, [article_scores(FOUND, EVENTS)])
    better = per_event(stream, [article_scores(EVENTS, EVENTS)])
    assert interval(sums, sums) == (0.0, 0.0)
    assert interval(better, sums)[0] > 0


def test_orders_of_arrival_are_averaged_by_article() -> None:
    """Two orders give the mean of each article's scores, not twice the articles."""
    events = ("x", "x")
    scores = [article_scores(found, events) for found in (["a", "a"], ["a", "b"])]
    sums = per_event(stream_of(events), scores)
    assert (sums.articles.tolist(), sums.recall.tolist()) == ([2.0], [1.5])


# -------------------------------------------------------------------------- folds


def test_a_fold_leaves_every_pair_that_touches_it() -> None:
    """A pair is learned from only when neither of its articles is of the fold left out."""
    folds = np.array([[0, 0], [0, 1], [1, 0], [1, 1], [2, 1]])
    labels = np.array([True, False, False, True, False])
    rows = np.arange(5.0)[:, None] * np.ones((1, 40))
    rows_kept, _, _ = _part(Pairs(rows, labels, folds, np.ones(5)), without_fold=0)
    assert sorted(rows_kept[:, 0].tolist()) == [3.0, 4.0]


def test_groups_are_dealt_to_all_folds() -> None:
    """A hundred groups leave no fold empty, and a group is always in the same one."""
    assert {fold_of(f"group {n}") for n in range(100)} == set(range(FOLDS))
    assert fold_of("flood") == fold_of("flood")


def test_a_replay_decides_as_the_assigner_does() -> None:
    """Comparing once and deciding later groups as one pass does, by whatever thresholds."""
    stream = topics(each=4)
    (replay,) = replays(stream, 1)
    for thresholds in (Thresholds(), Thresholds(0.0, 0.0, 2.0, 2.0), Thresholds(2.0, 2.0, 2.0)):
        plain = StoryAssigner(thresholds=thresholds)
        told = {}
        for number in replay.order:
            when = stream.articles[number].when
            given = plain.assign_record(replay.records[number], replay.vectors[number], when)
            told[given.article_id] = given.story_id
            told.update({moved.article_id: moved.story_id for moved in plain.moves()})
            kept = dict(plain.merges())
            told = {one: followed(story, kept) for one, story in told.items()}
        scores = replay.scored(lambda group: shipped_score())
        grouped = replay.grouped(thresholds, scores)
        assert grouped == [told[article.id] for article in stream.articles]


def test_a_story_is_followed_to_where_it_lives_on() -> None:
    """A merge of a merge is followed to its end."""
    assert followed("a", {"a": "b", "b": "c"}) == "c"


# -------------------------------------------------------------------------- peers


@pytest.mark.parametrize("name", PEERS)
def test_peers_group_plain_topics(name: str) -> None:
    """At the best of its settings each peer parts three topics that share no word."""
    if name in stories_peers.NEEDS:
        pytest.importorskip(stories_peers.NEEDS[name])
    stream = topics()
    order = list(range(len(stream.articles)))
    found = [PEERS[name](stream, vectors_of(stream), order, one) for one in GRIDS[name]]
    assert max(f1_of(*article_scores(one, stream.events)) for one in found) > 0.95


def test_every_peer_has_a_setting_for_every_set() -> None:
    """The table of settings has no hole, and each is of the peer's grid."""
    sets = {frozenset(row) for row in stories_peers.TUNED.values()}
    assert len(sets) == 1
    assert set(stories_peers.TUNED) == set(PEERS)
    assert all(set(row.values()) <= set(GRIDS[name]) for name, row in stories_peers.TUNED.items())


def test_batch_peers_keep_distant_days_apart() -> None:
    """Of two reports in the same words, weeks apart, no batch method makes one event."""
    stream = stream_of(("flood",) * 2, is_dated=True, apart=30.0)
    same = np.ones((2, 4), dtype=np.float32) / 2
    assert len(set(stories_peers.average_linkage(stream, same, [0, 1], (0.5,)))) == 2
    assert len(set(stories_peers._parted(stream, [0, 0]))) == 2


def test_a_folder_without_articles_is_named(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="holds no articles"):
        load_stream(tmp_path)


def test_what_is_fitted_in_folds_has_floors_of_its_own() -> None:
    result = Result("stories", "some_set", 10, {"b3_f1": 0.90})
    floors = {"stories": {"some_set": {"b3_f1": 0.95}, "some_set cv": {"b3_f1": 0.89}}}
    frozen = _under_protocol(result, Namespace(protocol="frozen"))
    folds = _under_protocol(result, Namespace(protocol="cv"))
    assert below_floor(frozen, floors) == ["b3_f1 0.9000 < 0.9500"]
    assert below_floor(folds, floors) == []
