"""Storylines in the publish loop: renewed with the page, seen from both ends, never news."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from site_pages import PAGE

from winnow.codec import from_json, to_json
from winnow.encoder import HashingEncoder
from winnow.page.changes import compare_pages, digest_of, withdrawn_page
from winnow.pipeline.annotate import annotate
from winnow.pipeline.publish import revisions_of
from winnow.pipeline.storylines import renew_links, story_with_links
from winnow.store import MemoryStore
from winnow.types import (
    Article,
    LinkKind,
    OriginLink,
    OriginRole,
    Outlet,
    Revision,
    Story,
    StoryLink,
    StoryPage,
)
from winnow.types.pages import ArticleEntry

START = datetime(2024, 5, 2, 9, tzinfo=UTC)
TEXT = (
    "Former mayor Tomas Darrow and the firm Sandlock Freight were before the court in Port Calder "
    "over bribes for the quay. Prosecutor Ilse Brandt says Darrow took bribes from Sandlock Freight. "
)
LINK = StoryLink("s9", LinkKind.RELATED, 0.8, "shares Darrow; same day")


def publish(store: MemoryStore, name: str, title: str, *, day: float) -> StoryPage:
    """Store a story of one article with its first revision; return the page."""
    at = START + timedelta(days=day)
    article = Article(f"a-{name}", "", "gazette.example", title, TEXT + title + ".", at, at)
    store.save_article(article)
    store.save_annotation(annotate([article], HashingEncoder())[0])
    store.save_story(Story(name, name, (article.id,), at, at))
    origin = OriginLink(article.id, "o", OriginRole.ORIGINAL, None, None, 0.0, "")
    outlet = Outlet("gazette.example", "Gazette")
    entry = ArticleEntry(article.id, title, "", outlet, at, at, origin, "unclear")
    page = replace(PAGE, story_id=name, slug=name, title=title, articles=(entry,))
    store.save_revision(name, Revision(1, at, page, (), digest_of(page)))
    return page


@pytest.fixture
def store() -> MemoryStore:
    """Return a store with two published stories, of which the second continues from the first."""
    store = MemoryStore()
    renew_links(store, publish(store, "jailed", "Darrow jailed over quay bribes", day=0))
    renew_links(store, publish(store, "appeals", "Darrow appeals over quay bribes", day=9))
    return store


def test_a_story_just_published_is_linked_to_an_archived_one(store: MemoryStore) -> None:
    """And the archived one shows it too, though nothing touched it."""
    assert [k.kind for k in store.story_links("appeals")] == [LinkKind.CONTINUES_FROM]
    assert [k.kind for k in store.story_links("jailed")] == [LinkKind.CONTINUED_IN]


def test_newest_pages_are_read_with_their_links(store: MemoryStore) -> None:
    """The stored revision has none: links are of today."""
    read = revisions_of(store)
    assert [k.other_id for k in read["jailed"][-1].page.links] == ["appeals"]
    assert store.revision("jailed").page.links == ()


def test_a_link_to_a_story_that_is_not_published_is_not_read(store: MemoryStore) -> None:
    """A reader could not follow it."""
    store.save_story(Story("draft", "draft", (), START, START))
    store.save_story_links("jailed", [replace(LINK, other_id="draft")])
    assert revisions_of(store)["jailed"][-1].page.links == ()


def test_links_follow_a_merge(store: MemoryStore) -> None:
    """The story that lives on is named instead of the one merged away."""
    publish(store, "verdict", "Darrow verdict", day=10)
    store.merge_story("appeals", "verdict")
    assert [k.other_id for k in revisions_of(store)["jailed"][-1].page.links] == ["verdict"]


def test_renewing_again_changes_nothing(store: MemoryStore) -> None:
    """The same archive gives the same links."""
    before = store.story_links("jailed")
    renew_links(store, store.revision("jailed").page)
    assert store.story_links("jailed") == before


def test_a_story_is_read_with_those_it_leads_to(store: MemoryStore) -> None:
    """For the terminal; an earlier revision is as it was."""
    found, others = story_with_links(store, "jailed")
    assert list(others) == ["appeals"]
    assert found.page.links
    page = replace(store.revision("jailed").page, title="Darrow Jailed for Four Years")
    store.save_revision("jailed", Revision(2, START, page, (), "d2"))
    earlier, others = story_with_links(store, "jailed", 1)
    assert (earlier.page.links, others) == ((), {})


def test_a_new_link_is_no_news() -> None:
    """It makes no revision: fingerprint and changes stay."""
    linked = replace(PAGE, links=(LINK,))
    assert digest_of(linked) == digest_of(PAGE)
    assert compare_pages(PAGE, linked) == ()


def test_a_new_topic_is_no_news() -> None:
    """It makes no revision either."""
    assert PAGE.topics
    assert digest_of(replace(PAGE, topics=())) == digest_of(PAGE)
    assert compare_pages(PAGE, replace(PAGE, topics=())) == ()


def test_fingerprints_are_those_from_before_there_were_parts_that_this_page_lacks() -> None:
    """Else every stored page would be published anew."""
    import hashlib
    import json

    before = json.loads(to_json(PAGE))
    later = ("links", "withdrawn", "context", "omissions", "corrections")
    for name in (*later, "missing_voices", "loaded_terms", "stances", "more_facts", "topics"):
        del before[name]
    text = json.dumps(before, ensure_ascii=False, separators=(",", ":"))
    assert digest_of(PAGE) == hashlib.sha256(text.encode()).hexdigest()[:32]


def test_a_page_stored_before_there_were_links_is_read() -> None:
    """It has none."""
    stored = to_json(PAGE).replace(b',"links":[]', b"")
    assert b"links" not in stored
    assert from_json(StoryPage, stored) == PAGE


def test_renewing_a_hub_takes_no_link_from_the_others() -> None:
    """Whichever story is renewed last, each page shows the same."""
    names = [f"turn-{number}" for number in range(6)]
    shown = []
    for last in (names[0], names[3], names[5]):
        store = MemoryStore()
        pages = {
            name: publish(
                store, name, f"Darrow in court over quay bribes, day {number}", day=number
            )
            for number, name in enumerate(names)
        }
        for name in (*names, *names, last):
            renew_links(store, pages[name])
        found = {name: {k.other_id for k in store.story_links(name)} for name in names}
        assert all(name in found[other] for name in names for other in found[name])
        assert all(len(ends) == len(names) - 1 for ends in found.values())
        shown.append({name: store.story_links(name) for name in names})
    assert shown[0] == shown[1] == shown[2]


def test_the_history_of_a_published_story_stays_when_it_is_merged(store: MemoryStore) -> None:
    """Its revisions keep their addresses, though its slug is no longer its id."""
    story = store.story("jailed")
    store.save_story(replace(story, slug="darrow-jailed-2024"))
    publish(store, "verdict", "Darrow convicted", day=10)
    store.merge_story("jailed", "verdict")
    assert [r.number for r in revisions_of(store)["jailed"]] == [1]


def test_no_page_links_to_one_that_was_withdrawn(store: MemoryStore) -> None:
    """A reader would find nothing there."""
    newest = store.revision("appeals")
    page = withdrawn_page(newest.page, "only one independent origin reports it")
    store.save_revision("appeals", Revision(2, newest.published, page, (), digest_of(page)))
    assert revisions_of(store)["jailed"][-1].page.links == ()
    assert revisions_of(store)["appeals"][-1].page.links == ()
