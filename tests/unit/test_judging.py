"""A person's word on grouping, from the command to every later run."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from winnow.encoder import HashingEncoder
from winnow.errors import InputError, NotFoundError
from winnow.page.build import PagePolicy, Stages
from winnow.pipeline.holds import Holds
from winnow.pipeline.ingest import Ingestor
from winnow.pipeline.judging import judge_apart, judge_same, listed, undo
from winnow.pipeline.placing import (
    MERGES_REFUSED,
    MOVES_REFUSED_APART,
    MOVES_REFUSED_TOGETHER,
    Placer,
)
from winnow.pipeline.publish import Publisher
from winnow.pipeline.tally import Tally
from winnow.store import MemoryStore
from winnow.types import Article, Assignment, Revision, StoryPage

DAY = datetime(2024, 5, 2, 9, tzinfo=UTC)
HOUR = timedelta(hours=1)
TEXTS = {
    "bridge": (
        "Torvik bridge closed after barge strikes pillar",
        "A barge struck the Torvik bridge on Thursday and the road to the port was closed, police said. "
        "Captain Ana Brekke was questioned. Engineers from Nordal examined the cracked pillar and feared "
        "that repairs would last until June.",
    ),
    "vote": (
        "Parliament in Doria backs river treaty",
        "Lawmakers in Doria voted 88 to 41 on Thursday to recognise the river treaty with Meland. Prime "
        "Minister Teo Halvard called it a new beginning; the opposition under Runa Sollis walked out.",
    ),
    "cup": (
        "Kestrels win the northern cup on penalties",
        "The Kestrels beat Harbour City on penalties in the final of the northern cup. Goalkeeper Mira "
        "Tollan saved three of five shots after two goalless hours, and supporters danced on the lawn "
        "until the floodlights went out at midnight.",
    ),
}


def article(name: str, *, hours: float = 0, text: str = "") -> Article:
    """An article of a happening: its name is the happening and a number."""
    title, body = TEXTS[name.split("-")[0]]
    when = DAY + hours * HOUR
    outlet = f"{name}.example"
    return Article(name, f"https://{outlet}/", outlet, title, text or body, when, when)


def read(store: MemoryStore, *articles: Article) -> dict[str, int]:
    """Read articles as a run does; return its counts."""
    tally = Tally()
    now = max(a.when for a in articles)
    ingestor = Ingestor(store, HashingEncoder(), tally, now)
    ingestor.land(articles)
    ingestor.assign()
    return dict(tally.report().counts)


def newsroom() -> MemoryStore:
    """Two stories: three articles on a bridge, two on a vote."""
    store = MemoryStore()
    names = ("bridge-1", "bridge-2", "bridge-3", "vote-1", "vote-2")
    read(store, *(article(name, hours=i) for i, name in enumerate(names)))
    assert len(store.stories()) == 2
    return store


def home(store: MemoryStore, name: str) -> str:
    story = store.story_of(name)
    assert story is not None
    assert name in story.article_ids
    assert name in {a.article_id for a in store.assignments(story.id)}
    return story.id


def publish(store: MemoryStore, story_id: str, at: datetime) -> None:
    """Make a story one that was published at a time."""
    page = StoryPage(
        story_id, story_id, "T", (), None, (), (), (), None, (), (), 0, False, latest=at
    )
    store.save_revision(story_id, Revision(1, at, page, (), story_id))


def same(store: MemoryStore, one: str, other: str, minute: int = 0) -> str:
    return judge_same(
        store, one, other, by="Ada", now=DAY + 9 * HOUR + timedelta(minutes=minute)
    ).id


def apart(store: MemoryStore, one: str, other: str, minute: int = 0) -> str:
    return judge_apart(
        store, one, other, by="Ada", now=DAY + 9 * HOUR + timedelta(minutes=minute)
    ).id


# ------------------------------------------------------------------------------ at once


def test_two_stories_become_one_at_once_and_the_older_published_one_stays() -> None:
    """The story published first keeps id and address though it is younger; the other redirects."""
    store = newsroom()
    bridge, vote = home(store, "bridge-1"), home(store, "vote-1")
    publish(store, vote, DAY + 5 * HOUR)
    publish(store, bridge, DAY + 6 * HOUR)
    store.clear_touched(vote)
    same(store, bridge, vote)
    assert {home(store, f"bridge-{n}") for n in (1, 2, 3)} == {vote}
    assert store.story(bridge).id == vote
    assert vote in store.touched_stories()


def test_a_published_story_keeps_its_identity_against_an_older_unpublished_one() -> None:
    """Readers know the published address."""
    store = newsroom()
    bridge, vote = home(store, "bridge-1"), home(store, "vote-1")
    publish(store, vote, DAY + 5 * HOUR)
    same(store, "bridge-2", "vote-2")
    assert home(store, "bridge-1") == vote
    assert store.story(bridge).id == vote


def test_what_a_person_moved_says_so() -> None:
    """The reason on the page is the person's word, with name and date; the others keep theirs."""
    store = newsroom()
    same(store, home(store, "vote-1"), home(store, "bridge-1"))
    moved, stayed = store.assignment("vote-2"), store.assignment("bridge-2")
    assert moved is not None and stayed is not None
    assert moved.reason == "an editor put it here (Ada, 2024-05-02)"
    assert moved.is_by_person and not stayed.is_by_person


def test_an_article_taken_out_of_a_story_leaves_it_its_identity() -> None:
    """It goes into a new story; the story named keeps id and the rest; both pages are out of date."""
    store = newsroom()
    bridge = home(store, "bridge-1")
    for each in store.touched_stories():
        store.clear_touched(each)
    apart(store, "bridge-1", bridge)
    assert home(store, "bridge-2") == home(store, "bridge-3") == bridge
    assert home(store, "bridge-1") != bridge
    assert store.story(bridge).article_ids == ("bridge-2", "bridge-3")
    assert store.story(bridge).first_seen == DAY + HOUR
    assert set(store.touched_stories()) == {bridge, home(store, "bridge-1")}


def test_of_two_articles_the_smaller_part_leaves() -> None:
    """The second one, unless more is held together with it than with the first."""
    store = newsroom()
    bridge = home(store, "bridge-1")
    same(store, "bridge-2", "bridge-3")
    apart(store, "bridge-1", "bridge-2", 1)
    assert home(store, "bridge-2") == home(store, "bridge-3") == bridge
    assert home(store, "bridge-1") != bridge


def test_of_two_articles_alike_the_second_leaves() -> None:
    """Nothing tells them apart but the order in which they were named."""
    store = newsroom()
    bridge = home(store, "bridge-1")
    apart(store, "bridge-1", "bridge-2")
    assert home(store, "bridge-1") == bridge
    assert home(store, "bridge-2") != bridge


# ---------------------------------------------------------------------------- later runs


def test_a_merge_holds_while_new_articles_come() -> None:
    """New articles of either happening join the one story; no run parts it."""
    store = newsroom()
    same(store, home(store, "vote-1"), home(store, "bridge-1"))
    read(store, article("vote-3", hours=10), article("bridge-4", hours=11))
    assert len(store.stories()) == 1
    assert home(store, "vote-3") == home(store, "bridge-4") == home(store, "vote-1")


def test_a_split_holds_while_new_articles_come() -> None:
    """What was taken out stays out though the model finds it alike, run after run."""
    store = newsroom()
    bridge = home(store, "bridge-1")
    apart(store, "bridge-1", bridge)
    for n in range(4, 10):
        counts = read(store, article(f"bridge-{n}", hours=10 + n))
        assert not [name for name in counts if "refused" in name]  # the model was told
        assert home(store, "bridge-1") != home(store, "bridge-2") == bridge


def test_both_hold_when_the_model_has_lost_its_state() -> None:
    """A fresh assigner knows nothing of the old articles; they are where the person put them."""
    store = newsroom()
    same(store, "vote-1", "bridge-1")
    apart(store, "bridge-2", "bridge-1", 1)
    before = {name: home(store, name) for name in store.article_ids()}
    store._states.clear()
    read(store, article("bridge-4", hours=12), article("vote-3", hours=13))
    assert {name: home(store, name) for name in before} == before


def test_a_store_assigned_anew_follows_the_judgements() -> None:
    """Articles and judgements alone: the same articles are together and apart again."""
    store = newsroom()
    same(store, home(store, "vote-1"), home(store, "bridge-1"))
    apart(store, "bridge-3", "bridge-1", 1)
    fresh = MemoryStore()
    for judgement in store.judgements():
        fresh.save_judgement(judgement)
    read(fresh, *store.articles(store.article_ids()))
    assert home(fresh, "vote-1") == home(fresh, "vote-2") == home(fresh, "bridge-1")
    assert home(fresh, "bridge-3") != home(fresh, "bridge-1")


def test_articles_the_model_has_forgotten_can_be_judged() -> None:
    """Half a year later, in either direction."""
    store = newsroom()
    read(store, *(article(f"cup-{n}", hours=4000 + n) for n in range(60)))
    bridge = home(store, "bridge-1")
    same(store, bridge, home(store, "vote-1"))
    assert home(store, "vote-1") == home(store, "bridge-1")
    apart(store, "bridge-3", home(store, "bridge-1"), 1)
    assert home(store, "bridge-3") != home(store, "bridge-1")


def test_a_new_version_goes_where_the_person_put_the_old_one() -> None:
    """The publisher's edit of an article that was taken out stays out."""
    store = newsroom()
    apart(store, "bridge-1", home(store, "bridge-1"))
    text = TEXTS["bridge"][1].replace("June", "August")
    edited = replace(article("bridge-1", hours=12, text=text), id="bridge-1-edited")
    read(store, edited)
    assert home(store, "bridge-1-edited") == home(store, "bridge-1")
    assert home(store, "bridge-1") != home(store, "bridge-2")


def test_versions_that_a_person_moved_still_follow_each_other() -> None:
    """A later move by the model takes all versions of the article along."""
    store = newsroom()
    edited = replace(
        article("bridge-1", hours=12, text=TEXTS["bridge"][1] + " More soon."), id="bridge-1b"
    )
    read(store, edited)
    apart(store, "bridge-1", home(store, "bridge-2"))
    assert home(store, "bridge-1b") == home(store, "bridge-1")
    placing, _ = placer(store)
    placing.move([Assignment("bridge-1", "elsewhere", 0.9, "alike")])
    assert home(store, "bridge-1b") == home(store, "bridge-1") == "elsewhere"


# ----------------------------------------------------------------- the model contradicts


def placer(store: MemoryStore) -> tuple[Placer, Tally]:
    tally = Tally()
    return Placer(store, tally, Holds(store.judgements())), tally


def test_a_merge_that_contradicts_is_refused_and_counted() -> None:
    """The run's report says how many and why."""
    store = newsroom()
    bridge = home(store, "bridge-1")
    apart(store, "bridge-1", bridge)
    placing, tally = placer(store)
    placing.merge(home(store, "bridge-1"), bridge)
    assert home(store, "bridge-1") != home(store, "bridge-2")
    assert tally.report().counts == ((MERGES_REFUSED, 1),)


def test_a_move_back_is_refused_and_counted() -> None:
    """An article kept out of a story is not moved into it."""
    store = newsroom()
    bridge = home(store, "bridge-1")
    apart(store, "bridge-1", bridge)
    placing, tally = placer(store)
    placing.move([Assignment("bridge-1", bridge, 0.9, "alike")])
    assert home(store, "bridge-1") != bridge
    assert tally.report().counts == ((MOVES_REFUSED_APART, 1),)


def test_a_move_that_tears_is_refused_and_one_of_all_is_not() -> None:
    """What is held together moves together or not at all."""
    store = newsroom()
    bridge = home(store, "bridge-1")
    same(store, "bridge-1", "bridge-2")
    placing, tally = placer(store)
    one, two = (Assignment(f"bridge-{n}", "elsewhere", 0.9, "alike") for n in (1, 2))
    placing.move([one])
    assert home(store, "bridge-1") == bridge
    assert tally.report().counts == ((MOVES_REFUSED_TOGETHER, 1),)
    placing.move([one, two])
    assert home(store, "bridge-1") == home(store, "bridge-2") == "elsewhere"


def test_an_intruder_that_a_person_put_there_stays_on_the_page() -> None:
    """Publishing takes nothing off that a person has put into the story."""
    store = newsroom()
    read(store, article("bridge-4", hours=5), article("cup-1", hours=6))
    bridge = home(store, "bridge-1")

    def page() -> StoryPage:
        tally = Tally()
        stages = Stages()
        policy = PagePolicy(min_origins=1)
        Publisher(store, HashingEncoder(), tally, DAY + 20 * HOUR, policy, stages).publish()
        assert not tally.report().problems
        return store.revision(bridge).page

    Placer(store, Tally(), Holds()).take_out(Assignment("cup-1", bridge, 0.5, "alike"))
    assert [each for each, _ in page().ejected] == ["cup-1"]
    same(store, "cup-1", "bridge-1")
    store.mark_touched(bridge)
    assert page().ejected == ()


# -------------------------------------------------------------------------- contradictions


def test_the_newest_word_overrules_and_says_so() -> None:
    """Apart, then together: the older judgement is named, and the stories are one."""
    store = newsroom()
    first = apart(store, "bridge-1", "bridge-2")
    judged = judge_same(store, "bridge-1", "bridge-2", by="Bo", now=DAY + 10 * HOUR)
    assert judged.overruled == (first,)
    assert home(store, "bridge-1") == home(store, "bridge-2")
    assert [each.state for each in listed(store)] == ["overruled", "in force"]


def test_a_contradiction_through_others_is_an_error_that_names_them() -> None:
    """Nothing is kept or changed until the person has taken one of them back."""
    store = newsroom()
    first = same(store, "bridge-1", "bridge-2")
    second = apart(store, "bridge-2", "vote-1", 1)
    with pytest.raises(InputError, match=f"{first}.*{second}.*judge undo"):
        same(store, "bridge-1", "vote-1", 2)
    assert len(store.judgements()) == 2
    assert home(store, "bridge-1") != home(store, "vote-1")


def test_stories_whose_articles_are_kept_apart_are_not_merged() -> None:
    """The error names the judgement between two other articles of the stories."""
    store = newsroom()
    first = apart(store, "bridge-3", "vote-2")
    with pytest.raises(InputError, match=f"cannot be merged: {first}"):
        same(store, "bridge-1", "vote-1", 1)
    assert len(store.judgements()) == 1


def test_nonsense_is_refused_in_words() -> None:
    """One story twice, two stories apart, a name that is not there, an article set aside."""
    store = newsroom()
    bridge, vote = home(store, "bridge-1"), home(store, "vote-1")
    store.save_article(replace(article("cup-1"), set_aside="too short"))
    for one, other, message in (
        (bridge, bridge, "are one already"),
        ("bridge-1", "bridge-1", "are one already"),
        ("cup-1", "bridge-1", "set aside"),
    ):
        with pytest.raises(InputError, match=message):
            same(store, one, other)
    with pytest.raises(InputError, match="name an article"):
        apart(store, bridge, vote)
    with pytest.raises(NotFoundError, match="article or story nowhere"):
        same(store, "nowhere", vote)
    assert store.judgements() == ()


# -------------------------------------------------------------------------------- undoing


def test_an_undone_split_goes_back_and_holds_no_longer() -> None:
    """The article is in its story again; history keeps both judgements."""
    store = newsroom()
    bridge = home(store, "bridge-1")
    first = apart(store, "bridge-1", bridge)
    left = home(store, "bridge-1")
    undone = undo(store, first[:6], by="Bo", now=DAY + 10 * HOUR)
    assert home(store, "bridge-1") == bridge
    assert store.story(left).id == bridge
    assert [each.state for each in listed(store)] == [f"taken back by {undone.id}", "in force"]
    read(store, article("bridge-4", hours=12))
    assert home(store, "bridge-4") == home(store, "bridge-1") == bridge


def test_an_undone_merge_parts_again_under_a_new_address() -> None:
    """The address given up goes on leading to the story it was merged into."""
    store = newsroom()
    bridge, vote = home(store, "bridge-1"), home(store, "vote-1")
    first = same(store, bridge, vote)
    undo(store, first, by="Bo", now=DAY + 10 * HOUR)
    assert home(store, "bridge-1") == home(store, "bridge-3") == bridge
    assert home(store, "vote-1") == home(store, "vote-2") not in (bridge, vote)
    assert store.story(vote).id == bridge
    read(store, article("vote-3", hours=12))
    assert home(store, "vote-3") == home(store, "vote-1")


def test_an_undo_leaves_what_another_judgement_holds() -> None:
    """Two judgements keep the article out: taking one back brings it nowhere."""
    store = newsroom()
    first = apart(store, "bridge-1", home(store, "bridge-1"))
    apart(store, "bridge-1", "bridge-2", 1)
    undo(store, first, by="Bo", now=DAY + 10 * HOUR)
    assert home(store, "bridge-1") != home(store, "bridge-2")


def test_an_undone_merge_leaves_another_merge_of_the_same_day() -> None:
    """Three stories made one in two steps: only what the first one brought parts again."""
    store = newsroom()
    read(store, article("cup-1", hours=5), article("cup-2", hours=6))
    bridge = home(store, "bridge-1")
    first = same(store, bridge, home(store, "vote-1"))
    same(store, "bridge-1", home(store, "cup-1"), 1)
    undo(store, first, by="Bo", now=DAY + 10 * HOUR)
    assert home(store, "cup-1") == home(store, "cup-2") == bridge
    assert home(store, "vote-1") == home(store, "vote-2") != bridge


def test_an_undo_is_refused_twice_and_can_be_taken_back() -> None:
    """The undo of an undo puts the judgement in force again."""
    store = newsroom()
    first = apart(store, "bridge-1", "bridge-2")
    second = undo(store, first, by="Bo", now=DAY + 10 * HOUR).id
    with pytest.raises(InputError, match=f"taken back by {second}"):
        undo(store, first, by="Bo", now=DAY + 11 * HOUR)
    undo(store, second, by="Bo", now=DAY + 11 * HOUR)
    assert home(store, "bridge-1") != home(store, "bridge-2")
    with pytest.raises(NotFoundError, match="judge list"):
        undo(store, "feed", by="Bo", now=DAY)
