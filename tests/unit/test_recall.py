"""What the assigner remembers between runs, and what becomes of it when it cannot be read."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.unit.test_judging import article, home, newsroom
from winnow.encoder import HashingEncoder
from winnow.pipeline import ingest
from winnow.pipeline.ingest import Ingestor
from winnow.pipeline.tally import Tally
from winnow.store import MemoryStore
from winnow.types import Article, Problem


def read(store: MemoryStore, *articles: Article) -> tuple[Problem, ...]:
    """Read articles as a run does; return the problems it told."""
    tally = Tally()
    ingestor = Ingestor(store, HashingEncoder(), tally, max(a.when for a in articles))
    ingestor.land(articles)
    ingestor.assign()
    return tally.report().problems


def test_a_state_that_cannot_be_read_is_made_anew_from_the_stories() -> None:
    """The run goes on, says so once, and the next article joins the story that readers know."""
    store = newsroom()
    bridge = home(store, "bridge-1")
    store.save_assigner_state(b"of another version")
    (problem,) = read(store, article("bridge-4", hours=7))
    assert "made anew" in problem.message
    assert home(store, "bridge-4") == bridge
    assert len(store.stories()) == 2
    assert not read(store, article("vote-3", hours=8))
    assert home(store, "vote-3") == home(store, "vote-1")


def test_an_assigner_made_anew_keeps_people_s_judgements() -> None:
    """An article that an editor put into another story is still there after the state was lost."""
    from tests.unit.test_judging import same

    store = newsroom()
    same(store, "bridge-1", "vote-1")
    store.save_assigner_state(b"of another version")
    read(store, article("bridge-4", hours=7))
    assert home(store, "bridge-4") == home(store, "vote-1")


def test_articles_older_than_the_window_are_not_recalled() -> None:
    """An assigner made anew after two weeks of silence opens a new story, as the lost one would."""
    store = newsroom()
    store.save_assigner_state(b"of another version")
    read(store, article("bridge-4", hours=24 * 14))
    assert home(store, "bridge-4") != home(store, "bridge-1")


def test_the_more_is_remembered_the_more_is_stored_together(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Saving a large memory is spread over as large a share of articles."""
    monkeypatch.setattr(ingest, "BATCH", 1)
    monkeypatch.setattr(ingest, "_BATCH_SHARE", 0.5)
    store = MemoryStore()
    saved: list[int] = []
    save = store.save_assigner_state
    monkeypatch.setattr(
        store,
        "save_assigner_state",
        lambda state: (saved.append(len(store.stories())), save(state)),
    )
    names = [f"{kind}-{n}" for kind in ("bridge", "vote") for n in range(1, 5)]
    read(store, *(article(name, hours=n) for n, name in enumerate(names)))
    # 1, 1, 1, 1 (of 3), 2 (of 4) and 2 (of 6).
    assert len(saved) == 6


def test_each_story_keeps_its_id_when_recalled() -> None:
    """Recalling says nothing: no merge, no move, and each story under the id of the store."""
    store = newsroom()
    before = {name: home(store, name) for name in ("bridge-1", "bridge-3", "vote-2")}
    store.save_assigner_state(b"of another version")
    ingestor = Ingestor(
        store, HashingEncoder(), Tally(), store.article("vote-2").when + timedelta(hours=1)
    )
    ingestor.assign()
    assert ingestor._assigner.remembered == 5
    assert not ingestor._assigner.moves()
    assert not ingestor._assigner.merges()
    assert {name: home(store, name) for name in before} == before
