"""What is taken down is gone: from the store, from every page and its history, from search, for good."""

from __future__ import annotations

from dataclasses import replace

import pytest
from site_pages import FACTS, NEWEST, OUTLETS, PAGE, STORY

from tests.unit.test_judging import DAY, HOUR, article, home, read
from winnow.codec import to_json
from winnow.encoder import HashingEncoder
from winnow.errors import NotFoundError
from winnow.page.build import PagePolicy, Stages
from winnow.page.takedown import (
    NO_TITLE,
    TAKEN_DOWN,
    mentions,
    without_articles,
    without_in_history,
)
from winnow.pipeline.publish import Publisher, revisions_of
from winnow.pipeline.takedown import TakenDown, take_down, taken_down
from winnow.pipeline.tally import Tally
from winnow.site import SiteOptions, site_files
from winnow.store import MemoryStore, SqlStore, Store
from winnow.types import EntryKind, content_id

WIRE, MEADOW, VOLGA = (content_id(key) for key in ("wire", "meadow", "volga"))
TEXTS = (
    "A barge struck the Torvik bridge on Thursday. Engineers from Nordal said 12 pillars were cracked. "
    "Police questioned Captain Ana Brekke in Torvik for three hours on Thursday evening.",
    "Engineers from Nordal said that 12 pillars of the Torvik bridge were cracked after the barge struck. "
    "Captain Ana Brekke was questioned by police in Torvik for three hours.",
    "The Torvik bridge was struck by a barge on Thursday and 12 of its pillars were cracked, engineers from "
    "Nordal said. Police in Torvik questioned Captain Ana Brekke for three hours. A purple walrus saw it.",
)


# ------------------------------------------------------------------------------------- the page


def test_a_page_without_an_article_says_nothing_of_it():
    """Sentences worded from it go; what others support stays, on the others' passages."""
    page = without_articles(PAGE, {MEADOW})
    assert not mentions(page, {MEADOW})
    assert mentions(PAGE, {MEADOW})
    assert FACTS[3] not in page.facts and FACTS[0] in page.facts
    assert not page.disputes, "one account alone is no dispute"
    assert len(page.articles) == len(PAGE.articles) - 1
    assert all(r in PAGE.references for r in page.references)
    assert page.title == PAGE.title


def test_a_passage_that_only_supports_goes_alone():
    """The sentence stays with the passage it is worded from."""
    post = content_id("post")
    page = without_articles(PAGE, {post})
    first = page.facts[0]
    assert first.text == FACTS[0].text
    assert [e.article_id for e in first.sentences[0].evidence] == [WIRE]
    assert page.image is None, "the picture was the article's"


def test_a_title_of_its_words_goes_too():
    """The page keeps its address."""
    page = without_articles(PAGE, {WIRE})
    assert page.title == NO_TITLE and page.slug == PAGE.slug


def test_the_history_tells_that_something_was_there_and_not_what():
    """Numbers, times and digests stay; a change that told a lost sentence does not."""
    history = without_in_history(STORY, {MEADOW})
    assert [(r.number, r.published, r.digest) for r in history] == [
        (r.number, r.published, r.digest) for r in STORY
    ]
    assert FACTS[3].text in [c.text for c in NEWEST.changes]
    assert TAKEN_DOWN in [c.text for c in history[1].changes]
    assert all(FACTS[3].text not in c.text for r in history for c in r.changes)
    assert without_in_history(history, {MEADOW}) == history


def test_a_cleaned_page_can_be_shown():
    """Gaps in the numbers of references, facts that went, a side that lost its words."""
    for gone in (
        {MEADOW},
        {WIRE},
        {VOLGA},
        {WIRE, MEADOW, VOLGA},
        {a.article_id for a in PAGE.articles},
    ):
        history = without_in_history(STORY, gone)
        files, problems = site_files({PAGE.story_id: history}, OUTLETS, options=SiteOptions())
        assert not problems and files[f"s/{PAGE.slug}/index.html"]


def test_a_page_without_the_article_is_left_as_it_is():
    """Not a byte of it changes."""
    assert without_articles(PAGE, {"none"}) == PAGE


# ------------------------------------------------------------------------------------- the store


@pytest.fixture(params=["memory", "sqlite"])
def store(request, tmp_path) -> Store:
    return MemoryStore() if request.param == "memory" else SqlStore.open(tmp_path / "w.sqlite")


def publisher(store: Store, hours: float) -> Publisher:
    now = DAY + hours * HOUR
    return Publisher(store, HashingEncoder(), Tally(), now, PagePolicy(), Stages())


def newsroom(store: Store, texts: tuple[str, ...] = TEXTS) -> str:
    """A published story of as many articles as there are texts; returns its id."""
    read(store, *(article(f"bridge-{n}", hours=n, text=text) for n, text in enumerate(texts)))
    publisher(store, 4).publish()
    return home(store, "bridge-0")


def take(store: Store, name: str, hours: float = 5) -> TakenDown:
    now = DAY + hours * HOUR
    return take_down(publisher(store, hours), name, reason="court order", by="Mira", now=now)


def everything(store: Store) -> bytes:
    """Return all that the store would show anybody."""
    values: list[object] = [store.article(i) for i in store.article_ids()]
    values += [a for i in store.article_ids() if (a := store.annotation(i))]
    values += [r for story in store.stories() for r in revisions_of(store).get(story.id, ())]
    values += [e for kind in EntryKind for e in store.entries(kind)]
    return b"".join(map(to_json, values))


def test_the_story_goes_on_without_the_article(store):
    """The page is published anew; neither it nor its history nor search has the article's words."""
    story_id = newsroom(store)
    assert b"walrus" in everything(store)
    done = take(store, "bridge-2")
    assert done.article_ids == ("bridge-2",)
    assert [outcome for _, outcome in done.stories] == ["published anew"]
    newest = store.revision(story_id)
    assert newest.number == 2 and not newest.page.withdrawn
    assert {a.article_id for a in newest.page.articles} == {"bridge-0", "bridge-1"}
    assert b"walrus" not in everything(store)
    assert store.search("walrus") == ()
    assert "bridge-2" not in store.story(story_id).article_ids
    assert not mentions(store.revision(story_id, 1).page, {"bridge-2"})


def test_a_story_that_rests_on_it_is_withdrawn(store):
    """One origin is left: the page is emptied and says why."""
    story_id = newsroom(store, TEXTS[:2])
    done = take(store, "https://bridge-0.example/")
    assert [outcome for _, outcome in done.stories] == ["withdrawn"]
    assert store.revision(story_id).page.withdrawn
    assert store.cards() == ()


def test_it_is_recorded_with_reason_and_name(store):
    """Who, why, when."""
    newsroom(store)
    take(store, "bridge-2")
    (record,) = taken_down(store)
    assert (record.subject, record.value, record.by) == (
        "https://bridge-2.example/", "court order", "Mira",
    )  # fmt: skip


def test_the_address_is_refused_from_now_on(store):
    """A later version is no article, whatever it says; other articles are."""
    story_id = newsroom(store)
    take(store, "bridge-2")
    again = replace(article("bridge-2", hours=6, text=f"{TEXTS[2]} Two walruses."), id="again")
    counts = read(store, again, article("bridge-3", hours=6, text=TEXTS[1]))
    assert counts["articles known"] == 1 and counts["articles new"] == 1
    assert not store.has_article("again")
    assert "bridge-3" in store.story(story_id).article_ids
    assert b"walrus" not in everything(store)


def test_to_do_it_again_changes_nothing_more(store):
    """As after a crash, or when somebody asks twice."""
    newsroom(store)
    take(store, "bridge-2")
    before = everything(store)
    done = take(store, "bridge-2", hours=6)
    assert everything(store) == before and done.revisions == 0


def test_an_address_not_seen_yet_can_be_refused(store):
    """Before any feed brings it."""
    newsroom(store)
    done = take(store, "https://bridge-7.example/")
    assert done.article_ids == () and done.stories == ()
    read(store, article("bridge-7", hours=7))
    assert store.article("bridge-7").set_aside == "taken down"


def test_what_is_not_there_is_an_error(store):
    """An id must be of an article."""
    with pytest.raises(NotFoundError, match="give the id of an article, or an address"):
        take(store, "nothing")


def test_a_failure_leaves_all_as_it_was(store, monkeypatch):
    """All of it or nothing."""
    newsroom(store)
    before = everything(store)
    monkeypatch.setattr(Publisher, "publish", lambda self: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        take(store, "bridge-2")
    assert everything(store) == before and taken_down(store) == ()
