"""Articles become stories, one at a time."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import numpy as np
import pytest

from winnow.encoder import load_encoder
from winnow.errors import InputError
from winnow.stages.assign import StoryAssigner, text_for_vector
from winnow.types import Article, Assignment

DAY = datetime(2024, 5, 2, 9, tzinfo=UTC)
TEXTS = {
    "bridge-1": (
        "Torvik bridge closed after barge strikes pillar",
        "A barge struck the Torvik bridge on Thursday and the road to the port was closed, "
        "police said. Captain Ana Brekke was questioned. Engineers from Nordal examined the "
        "cracked pillar and feared that repairs would last until June.",
    ),
    "bridge-2": (
        "Barge hits bridge in Torvik, cutting off the port",
        "Torvik's only road to its port was shut on Thursday when a barge ran into a pillar "
        "of the bridge. Police questioned the captain, Ana Brekke. Repairs could take until "
        "June, engineers from Nordal said.",
    ),
    "vote-1": (
        "Parliament in Doria backs river treaty",
        "Lawmakers in Doria voted 88 to 41 on Thursday to recognise the river treaty with "
        "Meland. Prime Minister Teo Halvard called it a new beginning; the opposition under "
        "Runa Sollis walked out before the vote.",
    ),
    "vote-2": (
        "Doria recognises Meland river treaty after stormy debate",
        "The river treaty between Doria and Meland was approved by 88 votes to 41 in "
        "parliament on Thursday. Runa Sollis led the opposition out of the chamber before "
        "Prime Minister Teo Halvard spoke of a new beginning.",
    ),
    "cup-1": (
        "Kestrels win the northern cup on penalties",
        "The Kestrels beat Harbour City on penalties in the final of the northern cup. "
        "Goalkeeper Mira Tollan saved three of five shots after two goalless hours.",
    ),
}


def article(name: str, *, days: float = 0, dated: bool = True) -> Article:
    title, text = TEXTS[name.split("+")[0]]
    when = DAY + timedelta(days=days)
    outlet = f"{name}.example"
    return Article(name, f"https://{outlet}/", outlet, title, text, when, when if dated else None)


def assign_all(articles: list[Article], assigner: StoryAssigner | None = None) -> list[Assignment]:
    assigner = assigner or StoryAssigner()
    vectors = load_encoder(1).encode([text_for_vector(a) for a in articles])
    return [assigner.assign(a, v, a.seen) for a, v in zip(articles, vectors, strict=True)]


def test_two_reports_of_one_happening_share_a_story() -> None:
    """The second report joins the first one's story; others open their own."""
    names = ["bridge-1", "vote-1", "bridge-2", "cup-1", "vote-2"]
    found = dict(zip(names, assign_all([article(n) for n in names]), strict=True))
    assert found["bridge-1"].story_id == found["bridge-2"].story_id
    assert found["vote-1"].story_id == found["vote-2"].story_id
    assert len({a.story_id for a in found.values()}) == 3
    assert [found[n].is_new for n in names] == [True, True, False, True, False]


def test_the_reason_names_what_is_shared() -> None:
    """A reader is told which names two articles share and how far apart they are."""
    first, second = assign_all([article("bridge-1"), article("bridge-2")])
    assert second.reason.startswith("shares Torvik, Brekke, ")
    assert "same day" in second.reason
    assert (first.score, second.score > 0.3) == (0, True)


def test_undated_articles_say_nothing_about_days() -> None:
    """Without publishers' dates a reason claims no day."""
    names = ("bridge-1", "bridge-2")
    _, second = assign_all([article(n, dated=False) for n in names])
    assert "day" not in second.reason


def test_a_copy_joins_its_twin() -> None:
    """The same text from another outlet goes where the first one went, and says why."""
    first, second = assign_all([article("bridge-1"), article("bridge-1+copy")])
    assert second.story_id == first.story_id
    assert second.reason == "the same text, nearly word for word"


def test_a_story_is_closed_after_its_window() -> None:
    """The same words a month later are another happening."""
    first, later = assign_all([article("bridge-1"), article("bridge-2", days=30)])
    assert later.is_new
    assert later.story_id != first.story_id


def test_story_ids_depend_on_the_first_article() -> None:
    """The same stream gives the same stories, ids and scores."""
    names = list(TEXTS)
    assert assign_all([article(n) for n in names]) == assign_all([article(n) for n in names])


def test_an_article_without_text_is_placed_by_its_title() -> None:
    """An empty text is no error, and an empty article opens a story of its own."""
    bare = Article("bare", "", "", TEXTS["bridge-1"][0], "", DAY)
    empty = Article("empty", "", "", "", "", DAY)
    found = assign_all([article("bridge-1"), bare, empty])
    assert found[1].story_id == found[0].story_id
    assert found[2].is_new


def test_a_restored_assigner_decides_the_same() -> None:
    """Saved in the middle of a stream and loaded again, it goes on as if nothing had happened."""
    names = list(TEXTS)
    straight, stopped = StoryAssigner(), StoryAssigner()
    assign_all([article(n) for n in names[:3]], straight)
    assign_all([article(n) for n in names[:3]], stopped)
    resumed = StoryAssigner.loads(stopped.dumps())
    assert resumed.dumps() == stopped.dumps()
    rest = [article(n) for n in names[3:]]
    assert assign_all(rest, resumed) == assign_all(rest, straight)
    assert resumed.dumps() == straight.dumps()


def test_a_fresh_assigner_can_be_saved() -> None:
    """One that has seen nothing is saved and restored."""
    again = StoryAssigner.loads(StoryAssigner().dumps())
    assert assign_all([article("cup-1")], again)[0].is_new


@pytest.mark.parametrize("content", [b"", b"not a state", StoryAssigner().dumps()[:-9]])
def test_a_damaged_state_is_refused(content: bytes) -> None:
    """Bytes that are no saved state raise an error that says what to do."""
    with pytest.raises(InputError, match="assign anew"):
        StoryAssigner.loads(content)


def test_two_stories_become_one_when_their_articles_are_alike() -> None:
    """A score that warms up late leaves two stories, which the next article brings together."""
    calls = 0

    def warming(rows: np.ndarray) -> np.ndarray:
        nonlocal calls
        calls += 1
        return np.full(len(rows), 0.0 if calls == 1 else 0.9)

    assigner = StoryAssigner(pair_score=warming)
    found = assign_all([article(n) for n in ("bridge-1", "bridge-2")], assigner)
    assert found[0].story_id != found[1].story_id
    assert assigner.merges() == ()
    found += assign_all([article(f"bridge-1+{n}") for n in range(3)], assigner)
    assert assigner.merges() == ((found[1].story_id, found[0].story_id),)
    assert assigner.merges() == ()
    assert found[-1].story_id == found[0].story_id


def test_old_articles_are_forgotten() -> None:
    """What is kept is bounded by the window and by the number of articles."""
    assigner = StoryAssigner(max_active=60)
    vector = load_encoder(1).encode(["x"])[0]
    for number in range(200):
        title = f"w{number}a w{number}b w{number}c"
        one = Article(f"n{number:03}", "", "", title, title, DAY + timedelta(hours=number))
        assigner.assign(one, vector, one.seen)
    assert len(assigner._index) <= 60 + 50


def test_what_a_person_holds_together_leaves_together() -> None:
    """Two reports held together: taking one out of the story takes the other along."""
    names = ("bridge-1", "bridge-2", "bridge-1+", "bridge-2+")
    assigner = StoryAssigner()
    assign_all([article(name) for name in names], assigner)
    assert assigner.judge("bridge-2", "bridge-2+", together=True)
    assert assigner.judge("bridge-1", "bridge-2", together=False)
    moved = {each.article_id: each.story_id for each in assigner.moves()}
    assert set(moved) == {"bridge-2", "bridge-2+"}
    assert len(set(moved.values())) == 1


def test_forgotten_judgements_bind_no_longer() -> None:
    """Stories stay as they are; what was apart may be brought together again."""
    assigner = StoryAssigner()
    assign_all([article("bridge-1"), article("bridge-2")], assigner)
    assigner.judge("bridge-1", "bridge-2", together=False)
    assigner.forget_judgements()
    assign_all([article("bridge-1+"), article("bridge-2+")], assigner)
    assert len(assigner.merges()) == 1


# ------------------------------------------------------- articles that touch many events


def report(name: str, title: str, text: str, *, hours: float, path: str = "news/1") -> Article:
    when = DAY + timedelta(hours=hours)
    return Article(
        name, f"https://{name}.example/{path}", f"{name}.example", title, text, when, when
    )


def both_stories_and(touching: Article) -> list[str]:
    """Return the stories of two bridge reports, two vote reports, and an article that came between."""
    names = ("bridge-1", "vote-1", None, "bridge-2", "vote-2")
    arrivals = [
        article(name, days=place / 24) if name else touching for place, name in enumerate(names)
    ]
    assigner = StoryAssigner()
    given = {a.article_id: a.story_id for a in assign_all(arrivals, assigner)}
    given.update({moved.article_id: moved.story_id for moved in assigner.moves()})
    kept = dict(assigner.merges())
    order = ("bridge-1", "bridge-2", "vote-1", "vote-2", touching.id)
    return [kept.get(given[name], given[name]) for name in order]


BOTH = f"{TEXTS['bridge-1'][1]} {TEXTS['vote-1'][1]}"


@pytest.mark.parametrize(
    "touching",
    [
        report("brief", "Morning briefing: bridge, treaty, cup", BOTH, hours=2),
        report("letter", "What happened today", BOTH, hours=2, path="newsletters/2024/05/02/today"),
        report("wrap", "News wrap: Torvik bridge shut, Doria backs treaty", BOTH, hours=2),
    ],
    ids=lambda one: one.id,
)
def test_round_ups_stand_alone(touching: Article) -> None:
    """By title or address; what they tell of two events glues neither to the other."""
    bridge, bridge_2, vote, vote_2, own = both_stories_and(touching)
    assert bridge == bridge_2
    assert vote == vote_2
    assert len({bridge, vote, own}) == 3


def test_a_live_blog_of_two_events_does_not_glue_them() -> None:
    """It may stand with either, but there are two stories still."""
    live = report("live", "Live: Torvik bridge shut, Doria votes", BOTH, hours=2, path="live/1")
    bridge, bridge_2, vote, vote_2, _ = both_stories_and(live)
    assert bridge == bridge_2
    assert vote == vote_2
    assert bridge != vote


def test_a_live_blog_of_one_event_joins_its_story() -> None:
    """That is where its readers look for it."""
    text = TEXTS["bridge-2"][1] + " 10:40 Engineers arrive. 11:05 The captain leaves the station."
    live = report("live", "Live: barge hits the Torvik bridge", text, hours=2, path="live/1")
    bridge, _, vote, _, own = both_stories_and(live)
    assert own == bridge
    assert own != vote
