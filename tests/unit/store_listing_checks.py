"""What every store must know of what is published: lists, search, changes, readers' reports."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from store_checks import HOUR, NOON, a_link, a_page, a_revision, a_story

from winnow.errors import NotFoundError
from winnow.store import Store
from winnow.types import (
    CitedSentence,
    EntryKind,
    ErrorReport,
    Evidence,
    Fact,
    Hit,
    Outlet,
    Revision,
    SentStory,
    Subscriber,
    Topic,
)


def published(store: Store, number: int, *facts: str, title: str = "Ferry", by: str = "") -> None:
    """Publish a story of its own with these facts, one hour after the one numbered before it."""
    story_id = f"s{number}"
    if not any(s.id == story_id for s in store.stories()):
        store.save_story(a_story(number))
    said = tuple(
        Fact(
            f"c{number}-{i}",
            (CitedSentence(text, (Evidence("a1", 0, len(text), text),), by or None),),
            3,
            2,
        )
        for i, text in enumerate(facts)
    )
    page = replace(
        a_page(story_id, title), slug=f"ferry-{number}", facts=said, narratives=(), disputes=()
    )
    known = store.newest_revision(story_id)
    which = known.number + 1 if known else 1
    store.save_revision(
        story_id, Revision(which, NOON + number * HOUR, page, (), f"{facts}{title}")
    )


def refs(hits: tuple[Hit, ...]) -> list[tuple[str, str]]:
    return [(h.entry.kind.value, h.entry.ref) for h in hits]


def check_cards_come_newest_first_and_page_by_page(store: Store) -> None:
    """What is left after a card is the rest of the list."""
    for number in (1, 2, 3):
        published(store, number, "The ferry ran aground.")
    cards = store.cards()
    assert [c.story_id for c in cards] == ["s3", "s2", "s1"]
    assert [c.story_id for c in store.cards(limit=2)] == ["s3", "s2"]
    last = cards[1]
    assert [c.story_id for c in store.cards(after=(last.published, last.story_id))] == ["s1"]
    assert [c.story_id for c in store.cards(since=NOON + 2 * HOUR)] == ["s3", "s2"]
    assert store.card("s2") == cards[1] and store.card("s9") is None
    assert cards[0].lead == "The ferry ran aground." and cards[0].outlet_ids == ("gazette.example",)


def check_cards_are_found_by_outlet(store: Store) -> None:
    """An outlet without an article in a story does not list it."""
    published(store, 1, "The ferry ran aground.")
    assert [c.story_id for c in store.cards(outlet_id="gazette.example")] == ["s1"]
    assert store.cards(outlet_id="other.example") == ()


def check_cards_are_found_by_topic(store: Store) -> None:
    """Stories are found by the topics of their newest revision."""
    for number, codes in ((1, ("11000000", "20000574")), (2, ("15000000",))):
        published(store, number, "A ferry sank.")
        page = replace(
            store.revision(f"s{number}").page,
            topics=tuple(Topic(code, "a topic") for code in codes),
        )
        store.save_revision(f"s{number}", Revision(2, NOON + 9 * HOUR, page, (), "with topics"))
    assert [c.story_id for c in store.cards(topic="20000574")] == ["s1"]
    assert [c.story_id for c in store.cards(topic="15000000")] == ["s2"]
    assert store.cards(topic="15000000")[0].topics == ("15000000",)
    assert store.cards(topic="17000000") == ()


def check_a_new_revision_takes_the_place_of_the_old_in_lists(store: Store) -> None:
    """What is no longer on the page is no longer found."""
    published(store, 1, "The ferry ran aground.")
    published(store, 1, "A tug pulled the ship free.")
    assert [c.revision for c in store.cards()] == [2]
    assert store.search("aground", kinds=[EntryKind.FACT]) == ()
    assert refs(store.search("tug", kinds=[EntryKind.FACT])) == [("fact", "c1-0")]


def check_withdrawn_and_merged_stories_are_in_no_list(store: Store) -> None:
    """Neither listed nor found; the story they went into stays."""
    for number in (1, 2, 3):
        published(store, number, "The ferry ran aground.")
    page = replace(a_page("s1"), facts=(), articles=(), withdrawn="taken down")
    store.save_revision("s1", Revision(2, NOON + 9 * HOUR, page, (), "empty"))
    store.merge_story("s2", "s3")
    assert [c.story_id for c in store.cards()] == ["s3"]
    found = store.search("aground", kinds=[EntryKind.FACT])
    assert [h.entry.story_id for h in found] == ["s3"]


def check_words_are_found_whatever_their_endings_and_marked(store: Store) -> None:
    """All words must be there; the hit says where they are."""
    published(store, 1, "Two tankers collided in the strait.", "The harbour was closed.")
    (hit,) = store.search("Tanker  STRAIT", kinds=[EntryKind.FACT])
    assert hit.entry.ref == "c1-0"
    assert [piece for piece, is_found in hit.text if is_found] == ["tankers", "strait"]
    assert "".join(piece for piece, _ in hit.text) == hit.entry.text
    assert store.search("tanker harbour", kinds=[EntryKind.FACT]) == ()


def check_a_phrase_is_found_as_it_stands(store: Store) -> None:
    """Quoted words must follow each other."""
    published(store, 1, "The prime minister spoke.", "The minister met a prime suspect.")
    assert refs(store.search('"prime minister"', kinds=[EntryKind.FACT])) == [("fact", "c1-0")]
    assert len(store.search("prime minister", kinds=[EntryKind.FACT])) == 2


def check_articles_and_figures_are_found(store: Store) -> None:
    """An article by headline and cited passage, a figure by name and by what it said."""
    published(store, 1, "The bridge is safe.", by="the harbour master")
    assert refs(store.search("harbour master")) == [("figure", "harbour master")]
    assert refs(store.search("bridge", kinds=[EntryKind.FIGURE])) == [("figure", "harbour master")]
    found = store.search("ferry", kinds=[EntryKind.ARTICLE])
    assert refs(found) == [("article", "a1")]
    assert found[0].entry.outlet_id == "gazette.example"
    assert "No one" in found[0].entry.text


HOSTILE = (
    "", " ", '"', '""', "'", "--", "*", "a*", "NEAR(a b)", "a AND", "OR", "NOT ferry", "ferry)",
    "text:ferry", "{title}:x", "^ferry", "a' OR 1=1 --", "ferry; DROP TABLE entries", "\x00ferry",
    "a:*|!&", "<->", "%", "_", "ferry\\", "ferry\x02\x03", "😀", "x" * 5000, "\ud800", '"un closed',
)  # fmt: skip


def check_no_query_is_an_error(store: Store) -> None:
    """Whatever a reader types, there is an answer, and nothing is lost."""
    published(store, 1, "The ferry ran aground.")
    for query in HOSTILE:
        store.search(query)
    assert refs(store.search("ferry) -- aground", kinds=[EntryKind.FACT])) == [("fact", "c1-0")]


def check_search_goes_on_where_it_stopped(store: Store) -> None:
    """Two pages of hits are the hits, none twice."""
    for number in range(1, 6):
        published(store, number, "The ferry ran aground.")
    kinds = [EntryKind.FACT]
    every = store.search("ferry", kinds=kinds)
    parts = store.search("ferry", kinds=kinds, limit=3)
    parts += store.search("ferry", kinds=kinds, limit=3, offset=3)
    assert parts == every and len({h.entry.story_id for h in every}) == 5


def check_entries_are_listed_by_kind(store: Store) -> None:
    """Newest first; by what they are, whose they are, and page by page."""
    for number in (1, 2):
        published(store, number, "The ferry ran aground.", "A tug came.")
    facts = store.entries(EntryKind.FACT)
    assert [e.ref for e in facts] == ["c2-0", "c2-1", "c1-0", "c1-1"]
    after = (facts[1].at, facts[1].story_id, facts[1].ref)
    assert store.entries(EntryKind.FACT, after=after) == facts[2:]
    assert store.entries(EntryKind.FACT, limit=1) == facts[:1]
    assert store.entries(EntryKind.FACT, ref="c1-1") == facts[3:]
    assert store.entries(EntryKind.FACT, since=NOON + 2 * HOUR) == facts[:2]
    assert len(store.entries(EntryKind.ARTICLE, outlet_id="gazette.example")) == 2
    assert store.entries(EntryKind.ARTICLE, outlet_id="other.example") == ()


def check_the_index_can_be_made_anew(store: Store) -> None:
    """What comes out is what was there."""
    for number in (1, 2):
        published(store, number, "The ferry ran aground.")
    before = store.cards(), store.entries(EntryKind.FACT), store.entries(EntryKind.ARTICLE)
    assert store.reindex() == 2
    assert before == (
        store.cards(),
        store.entries(EntryKind.FACT),
        store.entries(EntryKind.ARTICLE),
    )
    assert len(store.search("aground", kinds=[EntryKind.FACT])) == 2


def check_changes_of_pages_are_told(store: Store) -> None:
    """A new revision, a link, a merge change pages; what changes nothing is no change."""
    for number in (1, 2, 3):
        store.save_story(a_story(number))
    start = store.site_version()
    assert store.changed_stories(start) == ()
    store.save_revision("s1", a_revision())
    assert store.changed_stories(start) == ("s1",)
    second = store.site_version()
    assert second > start
    store.save_revision("s1", a_revision())
    assert store.site_version() == second
    store.save_story_links("s2", (a_link(3),))
    assert store.changed_stories(second) == ("s2", "s3")
    third = store.site_version()
    store.save_story_links("s2", (a_link(3),))
    assert store.site_version() == third
    store.merge_story("s3", "s1")
    assert store.changed_stories(third) == ("s1", "s2", "s3")


def check_an_outlet_changes_the_site_once(store: Store) -> None:
    """Saving what is known already changes nothing."""
    start = store.site_version()
    store.save_outlet(Outlet("gazette.example", "The Gazette"))
    changed = store.site_version()
    assert changed > start
    store.save_outlet(Outlet("gazette.example", "The Gazette"))
    assert store.site_version() == changed and store.changed_stories(start) == ()


def check_histories_tell_what_pages_are_made_of(store: Store) -> None:
    """Of every story that was published; a story whose page or links changed differs, others do not."""
    for number in (1, 2, 3):
        store.save_story(a_story(number))
    assert store.histories() == {}
    for number in (1, 2):
        store.save_revision(f"s{number}", a_revision())
    before = store.histories()
    assert list(before) == ["s1", "s2"]
    assert before["s1"].revisions == store.revisions("s1")
    store.replace_revision("s1", a_revision(title="Barge"))
    between = store.histories()
    assert between["s1"] != before["s1"] and between["s2"] == before["s2"]
    store.merge_story("s2", "s1")
    after = store.histories()
    assert list(after) == ["s1", "s2"] and after["s2"] != between["s2"]


def check_a_failed_transaction_is_no_change(store: Store) -> None:
    """The count, the list and the search are as before."""
    store.save_story(a_story(1))
    start = store.site_version()
    with pytest.raises(ZeroDivisionError), store.transaction():
        store.save_revision("s1", a_revision())
        raise ZeroDivisionError
    assert store.site_version() == start and not store.cards() and not store.search("ferry")


def check_a_revision_can_be_replaced_when_it_must_be(store: Store) -> None:
    """Only one that exists; the index follows."""
    store.save_story(a_story(1))
    with pytest.raises(NotFoundError):
        store.replace_revision("s1", a_revision())
    store.save_revision("s1", a_revision())
    start = store.site_version()
    store.replace_revision("s1", a_revision(title="Barge"))
    assert store.revision("s1").page.title == "Barge"
    assert [n.number for n in store.revisions("s1")] == [1]
    assert [c.title for c in store.cards()] == ["Barge"]
    assert store.changed_stories(start) == ("s1",)


def check_stories_that_told_of_an_article_are_found(store: Store) -> None:
    """In whatever revision; an id that is part of another is another."""
    for number in (1, 2):
        published(store, number, "The ferry ran aground.")
    page = replace(a_page("s1"), articles=(), title_evidence=(), references=(), image=None)
    page = replace(page, facts=(), disputes=(), narratives=())
    store.save_revision("s1", Revision(2, NOON + 9 * HOUR, page, (), "bare"))
    assert store.stories_telling(["a1"]) == ("s1", "s2")
    assert store.stories_telling(["a", "1", "a%", "_1"]) == ()
    assert store.stories_telling([]) == ()


def check_error_reports_are_kept_until_closed(store: Store) -> None:
    """Oldest first; a closed one is listed only when asked for."""
    store.save_story(a_story(1))
    first = ErrorReport("r1", "s1", "c1", 2, "It was 40 <b>aboard</b>.", "ada@quill.example", NOON)
    later = ErrorReport("r2", "s1", "", 2, "The title is wrong.", "", NOON + HOUR)
    store.save_error_report(later)
    store.save_error_report(first)
    assert store.error_reports() == (first, later)
    done = replace(first, closed=NOON + 2 * HOUR)
    store.save_error_report(done)
    assert store.error_reports() == (later,)
    assert store.error_reports(closed=True) == (done, later)


def check_subscribers_are_kept_and_forgotten(store: Store) -> None:
    """Found by address in any case and by token; forgotten with what they have had."""
    published(store, 1, "A ferry sank.")
    ada = Subscriber("Ada@quill.example", "t1", "day", NOON)
    store.save_subscriber(ada)
    store.save_subscriber(Subscriber("bo@quill.example", "t2", "week", NOON))
    assert [s.token for s in store.subscribers()] == ["t1", "t2"]
    assert store.subscriber(address="ADA@quill.example") == ada == store.subscriber(token="t1")
    assert store.subscriber(token="t9") is None is store.subscriber(address="")
    store.save_subscriber(replace(ada, last_sent=NOON + HOUR))
    assert store.subscriber(token="t1") == replace(ada, last_sent=NOON + HOUR)
    sent = SentStory("s1", 1, "digest")
    store.save_sent_stories("ada@QUILL.example", [sent])
    store.save_sent_stories("Ada@quill.example", [newer := replace(sent, revision=2)])
    assert store.sent_stories("Ada@quill.example") == {"s1": newer}
    assert store.sent_stories("bo@quill.example") == {}
    store.remove_subscriber("ADA@quill.example")
    assert store.subscriber(token="t1") is None and store.sent_stories("Ada@quill.example") == {}
    store.remove_subscriber("nobody@quill.example")


def listing_checks() -> list[Callable[[Store], None]]:
    """Return the checks of this module."""
    return [check for name, check in globals().items() if name.startswith("check_")]
