"""What every store must do; each check gets a fresh, empty store."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta, timezone

import pytest

from winnow.errors import NotFoundError, StoreError
from winnow.store import ItemNote, RevisionNote, RunRecord, Store
from winnow.types import (
    Account,
    Annotation,
    Article,
    ArticleEntry,
    Assignment,
    Change,
    ChangeKind,
    CitedSentence,
    Dispute,
    Evidence,
    Fact,
    FeedState,
    Image,
    Judgement,
    Lean,
    LinkKind,
    Name,
    NameKind,
    Narrative,
    Operation,
    OriginLink,
    OriginRole,
    Outlet,
    PageImage,
    Problem,
    ProfileTerm,
    Quantity,
    Reference,
    Revision,
    RunReport,
    Side,
    Stance,
    Statement,
    StatementKind,
    Story,
    StoryLink,
    StoryPage,
    StoryProfile,
    Violation,
)

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)


def an_article(number: int = 1, **changes: object) -> Article:
    """Return an article with something in every field."""
    article = Article(
        id=f"a{number}",
        url=f"https://gazette.example/{number}",
        outlet_id="gazette.example",
        title="Ferry “Aurora” runs aground",
        text="The ferry ran aground.\nNo one was hurt — police said. 🛟",
        seen=NOON + number * HOUR,
        published=NOON,
        updated=NOON + HOUR,
        standfirst="All 40 aboard are safe",
        authors=("Ada Quill", "Bo Nib"),
        section="World",
        language="en",
        image=Image("https://gazette.example/i.jpg", "The ferry", "Harbour Office/AP", "CC BY 4.0"),
        credited_to="AFP",
    )
    return replace(article, **changes)  # type: ignore[arg-type]


def a_story(number: int = 1, *articles: str) -> Story:
    """Return a story, one hour newer than the one numbered before it."""
    return Story(f"s{number}", f"ferry-{number}", articles, NOON, NOON + number * HOUR)


def an_evidence() -> Evidence:
    return Evidence("a1", 0, 22, "The ferry ran aground.")


def a_page(story_id: str = "s1", title: str = "Ferry Runs Aground off Aurora Point") -> StoryPage:
    """Return a page with something in every part."""
    cited = CitedSentence(
        "The ferry ran aground.",
        (an_evidence(),),
        "police",
        (Operation("delete-dateline", "PORT (AP) — The", "The"),),
    )
    side = Side("Operator narrative", "the crew", Stance.FOR, ("Cy Helm",), (an_evidence(),))
    outlet = Outlet("gazette.example", "The Gazette", leans=(Lean("left-right", "left", "demo"),))
    origin = OriginLink("a1", "o1", OriginRole.REPRINT, None, "AFP", 0.9, "credits AFP")
    entry = ArticleEntry(
        "a1", "Ferry", "https://gazette.example/1", outlet, None, NOON, origin, "both"
    )
    return StoryPage(
        story_id=story_id,
        slug="ferry-1",
        title=title,
        title_evidence=(an_evidence(),),
        image=PageImage(Image("https://gazette.example/i.jpg"), "a1"),
        facts=(Fact("c1", (cited,), 3, 2),),
        disputes=(Dispute("people hurt", (Account(cited, "AFP", NOON), Account(cited, "police"))),),
        narratives=(Narrative(side, (cited,)),),
        narratives_note="One side speaks.",
        articles=(entry,),
        references=(Reference(1, an_evidence(), "", "No one"),),
        origins=2,
        origins_at_most=True,
        latest=NOON,
        ejected=(("a9", "another ferry"),),
    )


def a_revision(number: int = 1, *, story_id: str = "s1", title: str = "Ferry") -> Revision:
    changes = (Change(ChangeKind.ADDED, "a fact", ("a1",)),)
    page = a_page(story_id, title)
    return Revision(number, NOON + number * HOUR, page, changes, f"digest of {title}")


def an_annotation(version: str = "1") -> Annotation:
    statement = Statement(
        article_id="a1",
        start=0,
        end=22,
        exact="The ferry ran aground.",
        kind=StatementKind.ATTRIBUTED,
        position=0,
        paragraph=0,
        speaker="police",
        content=(0, 21),
        quotes=((4, 9),),
        names=(Name("Aurora", 0, 6, NameKind.PLACE, "Aurora Point"),),
        quantities=(Quantity("40", 0, 2, 40.0, "person", "about"),),
    )
    return Annotation("a1", (statement,), b"\x00\x00\x80\x3f\xff" * 4, version)


# ---------------------------------------------------------------------------------- the checks


def check_an_article_comes_back_equal(store: Store) -> None:
    """What was saved is what is read, down to the picture's credit."""
    store.save_article(an_article())
    assert store.article("a1") == an_article()
    assert store.has_article("a1")
    assert not store.has_article("a2")


def check_articles_come_in_the_order_asked_for(store: Store) -> None:
    """The caller's order counts, twice the same id gives it twice."""
    for number in (1, 2, 3):
        store.save_article(an_article(number))
    assert [a.id for a in store.articles(["a3", "a1", "a3"])] == ["a3", "a1", "a3"]
    assert store.articles([]) == ()
    assert store.article_ids() == ("a1", "a2", "a3")


def check_many_articles_can_be_asked_for_at_once(store: Store) -> None:
    """More ids than a database takes variables in one query are no trouble."""
    with store.transaction():
        for number in range(1203):
            store.save_article(an_article(number))
    wanted = [f"a{number}" for number in reversed(range(1203))]
    assert [a.id for a in store.articles(wanted)] == wanted


def check_a_missing_article_is_not_found(store: Store) -> None:
    """The error names the article."""
    store.save_article(an_article())
    with pytest.raises(NotFoundError, match="a7"):
        store.articles(["a1", "a7"])


def check_all_versions_of_an_address_are_kept(store: Store) -> None:
    """A publisher's edit is another article at the same address, first seen first."""
    url = "https://gazette.example/same"
    store.save_article(an_article(2, url=url))
    store.save_article(an_article(1, url=url))
    store.save_article(an_article(3))
    assert store.article_ids_at(url) == ("a1", "a2")
    assert store.article_ids_at("https://nowhere.example/") == ()


def check_the_first_sight_of_an_article_stays(store: Store) -> None:
    """Reading the same version again, later, does not make it newer."""
    store.save_article(an_article(seen=NOON))
    store.save_article(an_article(seen=NOON + HOUR, section="Sea"))
    assert store.article("a1") == an_article(seen=NOON, section="Sea")
    assert store.count_articles() == 1


def check_times_keep_their_instant(store: Store) -> None:
    """Another zone is the same instant; microseconds stay."""
    when = datetime(2026, 3, 1, 15, 0, 0, 123456, tzinfo=timezone(timedelta(hours=5, minutes=30)))
    store.save_article(an_article(seen=when, published=when))
    assert store.article("a1").published == when


def check_a_time_without_zone_is_refused(store: Store) -> None:
    """A naive time would mean something else on another machine."""
    with pytest.raises(StoreError, match="zone"):
        store.save_article(an_article(seen=datetime(2026, 3, 1)))
    assert store.count_articles() == 0


def check_half_a_character_is_refused(store: Store) -> None:
    """A lone surrogate cannot be written; the error names the article, nothing else is lost."""
    with store.transaction():
        store.save_article(an_article(1))
        with pytest.raises(StoreError, match="a2"):
            store.save_article(an_article(2, text="broken \ud83d text"))
    assert store.article_ids() == ("a1",)


def check_articles_set_aside_are_counted_by_reason(store: Store) -> None:
    """Counts by reason, and a total."""
    for number, reason in enumerate(("too short", "not English", None, "too short")):
        store.save_article(an_article(number, set_aside=reason))
    assert list(store.set_aside_counts().items()) == [("not English", 1), ("too short", 2)]
    assert store.count_articles() == 4


def check_unassigned_articles_are_found(store: Store) -> None:
    """What a stopped run left without a story is found again, oldest first, as published or as seen."""
    for number in (3, 1, 2):
        store.save_article(an_article(number))
    store.save_article(an_article(4, set_aside="too short"))
    store.save_story(a_story(1, "a2"))
    store.save_assignment(Assignment("a2", "s1", 0.0, "opens the story", True))
    assert store.unassigned_article_ids() == ("a1", "a3")
    store.save_article(an_article(5, published=an_article(1).seen - timedelta(days=2)))
    assert store.unassigned_article_ids() == ("a5", "a1", "a3")


def check_an_annotation_comes_back_equal(store: Store) -> None:
    """Statements and vectors, byte for byte; a newer one replaces it."""
    store.save_article(an_article())
    assert store.annotation("a1") is None
    store.save_annotation(an_annotation("1"))
    store.save_annotation(an_annotation("2"))
    assert store.annotation("a1") == an_annotation("2")
    assert store.annotations(["a0", "a1"]) == {"a1": an_annotation("2")}


def check_an_annotation_needs_its_article(store: Store) -> None:
    """Nothing refers to an article that is not there."""
    with pytest.raises(StoreError):
        store.save_annotation(an_annotation())
    assert store.annotation("a1") is None


def check_outlets_come_back_equal(store: Store) -> None:
    """With leans, their dates and feeds; sorted by id."""
    lean = Lean("left-right", "lean left", "A Rater", date(2025, 6, 1))
    gazette = Outlet("gazette.example", "Gazette", "GB", "en", "Q Ltd", "private", (lean,))
    courier = Outlet("courier.example", "Courier", is_agency=True, feeds=("https://c.example/f",))
    store.save_outlet(gazette)
    store.save_outlet(courier)
    assert list(store.outlets().values()) == [courier, gazette]
    assert store.outlet("gazette.example") == gazette
    with pytest.raises(NotFoundError):
        store.outlet("herald.example")


def check_feed_states_come_back_equal(store: Store) -> None:
    """Validators byte for byte."""
    state = FeedState("https://g.example/f", "W/\"é'", "Sun", NOON, NOON + HOUR, 2, "500", False)
    store.save_feed_state(replace(state, etag="old"))
    store.save_feed_state(state)
    assert store.feed_state(state.url) == state
    assert store.feed_states() == (state,)
    assert store.feed_state("https://other.example/") is None


def check_feed_items_are_remembered_per_feed(store: Store) -> None:
    """The same guid in another feed is another item; the last word about an item holds."""
    feed, other = "https://g.example/f", "https://h.example/f"
    store.save_item_note(feed, "1", ItemNote("https://g.example/a"))
    kept = ItemNote("https://g.example/b", "m", "kept", "https://g.example/b")
    store.save_item_note(feed, "1", kept)
    store.save_item_note(feed, "2", ItemNote("https://g.example/c", "m", "failed: 404"))
    store.save_item_note(other, "1", ItemNote("https://h.example/a", "m", "kept"))
    assert store.item_notes(feed, ["1", "3"]) == {"1": kept}
    assert store.item_notes(feed, []) == {}
    assert store.item_outcomes() == {feed: {"failed: 404": 1, "kept": 1}, other: {"kept": 1}}


def check_pages_are_due_in_order_and_apart_from_feeds(store: Store) -> None:
    """The page longest due comes first; one without a next time is never due, and none is a feed."""
    day = timedelta(days=1)
    for name, due in (("b", NOON), ("a", NOON), ("c", NOON - day), ("d", NOON + day), ("e", None)):
        store.save_page_state(FeedState(f"https://g.example/{name}", next_check=due))
    due_now = [s.url[-1] for s in store.due_pages(NOON, 10)]
    assert due_now == ["c", "a", "b"]
    assert [s.url[-1] for s in store.due_pages(NOON, 1)] == ["c"]
    assert store.feed_states() == ()
    assert store.page_state("https://g.example/c") is not None
    assert store.page_state("https://g.example/z") is None


def check_a_story_is_found_by_id_and_slug(store: Store) -> None:
    """Both are for life."""
    store.save_story(a_story(1, "a1", "a2"))
    assert store.story("s1") == store.story("ferry-1") == a_story(1, "a1", "a2")
    with pytest.raises(NotFoundError, match="ferry-9"):
        store.story("ferry-9")


def check_a_slug_belongs_to_one_story(store: Store) -> None:
    """A second story cannot take it."""
    store.save_story(a_story(1))
    with pytest.raises(StoreError):
        store.save_story(replace(a_story(2), slug="ferry-1"))
    assert store.story("ferry-1").id == "s1"


def check_stories_come_newest_first(store: Store) -> None:
    """By last seen, ties by id; since a time; up to a limit."""
    for number in (2, 3, 1):
        store.save_story(a_story(number))
    store.save_story(replace(a_story(3), id="s0", slug="tie"))
    assert [s.id for s in store.stories()] == ["s0", "s3", "s2", "s1"]
    assert [s.id for s in store.stories(updated_since=NOON + 2 * HOUR)] == ["s0", "s3", "s2"]
    assert [s.id for s in store.stories(limit=1)] == ["s0"]


def check_an_article_is_in_one_story(store: Store) -> None:
    """The last assignment said is the one that holds."""
    store.save_article(an_article())
    store.save_story(a_story(1))
    store.save_story(a_story(2))
    assert store.story_of("a1") is None
    store.save_assignment(Assignment("a1", "s1", 0.0, "opens the story", True))
    second = Assignment("a1", "s2", 0.71, "shares Aurora; same day")
    store.save_assignment(second)
    assert store.assignment("a1") == second
    assert store.story_of("a1") == a_story(2)
    assert store.assignments("s1") == ()
    assert store.assignments("s2") == (second,)


def check_an_assignment_needs_article_and_story(store: Store) -> None:
    """Nothing half-known is kept."""
    store.save_article(an_article())
    with pytest.raises(StoreError):
        store.save_assignment(Assignment("a1", "s1", 0.5, "…"))
    assert store.assignment("a1") is None


def check_touched_stories_are_marked_and_cleared(store: Store) -> None:
    """Twice marked is once marked; clearing what is clear is no error."""
    store.save_story(a_story(1))
    store.save_story(a_story(2))
    for story_id in ("s2", "s1", "s2"):
        store.mark_touched(story_id)
    assert store.touched_stories() == ("s1", "s2")
    store.clear_touched("s2")
    store.clear_touched("s2")
    assert store.touched_stories() == ("s1",)


def check_a_merged_story_redirects(store: Store) -> None:
    """Its address leads on, however often; articles move; it is listed no more."""
    for number in (1, 2, 3):
        store.save_article(an_article(number))
        store.save_story(a_story(number, f"a{number}"))
        store.save_assignment(Assignment(f"a{number}", f"s{number}", 0.0, "opens", True))
    store.mark_touched("s1")
    store.merge_story("s1", "s2")
    store.merge_story("s2", "s3")
    assert store.story("ferry-1").id == "s3"
    assert store.story("s3").article_ids == ("a3", "a2", "a1")
    assert store.story_of("a1") == store.story("s3")
    assert [a.article_id for a in store.assignments("s3")] == ["a1", "a2", "a3"]
    assert [s.id for s in store.stories()] == ["s3"]
    assert store.merged_slugs() == {"ferry-1": "ferry-3", "ferry-2": "ferry-3"}
    assert store.touched_stories() == ("s3",)


def check_a_story_is_found_at_its_very_slug(store: Store) -> None:
    """Merges are not followed, and an id is no slug."""
    store.save_story(a_story(1))
    store.save_story(a_story(2))
    store.merge_story("s1", "s2")
    found = store.story_at("ferry-1")
    assert found is not None and (found.id, found.merged_into) == ("s1", "s2")
    assert store.story_at("s1") is None


def check_a_merge_cannot_go_in_a_circle(store: Store) -> None:
    """A story is not merged into itself, not even by way of another."""
    store.save_story(a_story(1))
    store.save_story(a_story(2))
    store.merge_story("s1", "s2")
    with pytest.raises(StoreError, match="itself"):
        store.merge_story("s2", "s1")
    assert store.story("s1").id == "s2"


def check_the_assigner_state_is_the_last_one_saved(store: Store) -> None:
    """Bytes in, the same bytes out."""
    assert store.assigner_state() is None
    store.save_assigner_state(b"\x00one")
    store.save_assigner_state(b"\xfftwo")
    assert store.assigner_state() == b"\xfftwo"


def check_revisions_are_kept_and_the_newest_is_read(store: Store) -> None:
    """Every earlier one stays readable."""
    store.save_story(a_story())
    assert store.newest_revision("s1") is None
    with pytest.raises(NotFoundError):
        store.revision("s1")
    for number in range(1, 12):
        store.save_revision("s1", a_revision(number, title=f"Ferry {number}"))
    assert store.revision("s1") == a_revision(11, title="Ferry 11")
    assert store.newest_revision("s1") == store.revision("s1", 11)
    assert store.revision("s1", 2) == a_revision(2, title="Ferry 2")
    notes = store.revisions("s1")
    assert [note.number for note in notes] == list(range(1, 12))
    assert notes[0] == RevisionNote(1, NOON + HOUR, "digest of Ferry 1")
    with pytest.raises(NotFoundError, match="12"):
        store.revision("s1", 12)


def check_published_history_is_not_rewritten(store: Store) -> None:
    """The same revision again changes nothing; another one under its number is refused."""
    store.save_story(a_story())
    store.save_revision("s1", a_revision(1, title="Ferry"))
    store.save_revision("s1", a_revision(1, title="Ferry"))
    with pytest.raises(StoreError, match="never rewritten"):
        store.save_revision("s1", a_revision(1, title="Boat"))
    assert store.revision("s1", 1) == a_revision(1, title="Ferry")


def check_latest_revisions_are_one_per_living_story(store: Store) -> None:
    """Newest first, ties by story; a story merged away has no page of its own."""
    for number in (1, 2, 3, 4):
        store.save_story(a_story(number))
        store.save_revision(f"s{number}", a_revision(1, story_id=f"s{number}"))
    store.save_revision("s1", a_revision(2, story_id="s1"))
    store.merge_story("s4", "s3")
    latest = store.latest_revisions()
    assert [(r.page.story_id, r.number) for r in latest] == [("s1", 2), ("s2", 1), ("s3", 1)]
    assert store.latest_revisions(limit=1) == (a_revision(2),)
    assert [note.number for note in store.revisions("s4")] == [1]


def a_profile(number: int, *names: str) -> StoryProfile:
    """Return the profile of a story, one hour newer than the one numbered before it."""
    terms = tuple(ProfileTerm(f"name:{name}", name.title(), 1.0) for name in names)
    word = (ProfileTerm("word:ferry", "ferry", 0.5),)
    at = NOON + number * HOUR
    return StoryProfile(f"s{number}", f"Ferry {number}", NOON, at, terms, word, b"\x00\xff")


def a_link(number: int, kind: LinkKind = LinkKind.RELATED, score: float = 0.8) -> StoryLink:
    return StoryLink(f"s{number}", kind, score, "shares Aurora; same day")


def check_profiles_are_kept_and_replaced(store: Store) -> None:
    """The last one said counts, and terms it no longer has lead to it no more."""
    store.save_story(a_story(1))
    assert store.story_profile("s1") is None
    store.save_story_profile(a_profile(1, "aurora"))
    store.save_story_profile(a_profile(1, "borealis"))
    assert store.story_profile("s1") == a_profile(1, "borealis")
    assert store.profiles_sharing(["name:aurora"], per_term=9, limit=9) == ()


def check_a_profile_needs_its_story(store: Store) -> None:
    """A profile of a story that is not stored is refused."""
    with pytest.raises(StoreError):
        store.save_story_profile(a_profile(1, "aurora"))


def check_profiles_are_found_by_shared_terms(store: Store) -> None:
    """Most shared terms first, then the newest; no more of a term, and in all, than asked for."""
    for number, names in enumerate((["aurora", "helm"], ["aurora"], ["aurora"], ["quill"]), 1):
        store.save_story(a_story(number))
        store.save_story_profile(a_profile(number, *names))
    keys = ["name:aurora", "name:helm", "name:nobody", "name:aurora"]

    def found(per_term: int, limit: int) -> list[str]:
        return [p.story_id for p in store.profiles_sharing(keys, per_term=per_term, limit=limit)]

    assert found(9, 9) == ["s1", "s3", "s2"]
    assert found(9, 2) == ["s1", "s3"]
    assert found(1, 9) == ["s3", "s1"]
    assert store.profiles_sharing([], per_term=9, limit=9) == ()


def check_terms_are_counted_up_to_a_bound(store: Store) -> None:
    """So that a common name costs no more in a large archive."""
    for number in (1, 2, 3):
        store.save_story(a_story(number))
        store.save_story_profile(a_profile(number, "aurora"))
    keys = ["name:aurora", "name:nobody"]
    assert store.term_counts(keys, most=9) == {"name:aurora": 3, "name:nobody": 0}
    assert store.term_counts(keys, most=2) == {"name:aurora": 2, "name:nobody": 0}


def check_links_are_seen_from_both_ends(store: Store) -> None:
    """What one story continues from is continued in it; related holds both ways."""
    for number in (1, 2, 3):
        store.save_story(a_story(number))
    store.save_story_links("s2", [a_link(3), a_link(1, LinkKind.CONTINUES_FROM)])
    assert store.story_links("s2") == (a_link(1, LinkKind.CONTINUES_FROM), a_link(3))
    assert store.story_links("s1") == (a_link(2, LinkKind.CONTINUED_IN),)
    assert store.story_links("s3") == (a_link(2),)


def check_renewed_links_replace_the_old_at_both_ends(store: Store) -> None:
    """Whichever end they were found from; other stories keep theirs."""
    for number in (1, 2, 3):
        store.save_story(a_story(number))
    store.save_story_links("s1", [a_link(2)])
    store.save_story_links("s3", [a_link(1)])
    store.save_story_links("s2", [])
    assert store.story_links("s1") == (a_link(3),)
    assert store.story_links("s2") == ()


def check_a_link_to_a_story_not_stored_is_refused(store: Store) -> None:
    """And nothing of it is left."""
    store.save_story(a_story(1))
    with pytest.raises(StoreError):
        store.save_story_links("s1", [a_link(9)])
    assert store.story_links("s1") == ()


def check_profiles_and_links_follow_a_merge(store: Store) -> None:
    """The story kept takes the links over, none to itself; the one merged away is not found."""
    for number in (1, 2, 3):
        store.save_story(a_story(number))
        store.save_story_profile(a_profile(number, "aurora"))
    store.save_story_links("s1", [a_link(2), a_link(3, LinkKind.CONTINUED_IN)])
    store.merge_story("s1", "s2")
    assert store.story_links("s1") == ()
    assert store.story_links("s2") == (a_link(3, LinkKind.CONTINUED_IN),)
    assert store.story_links("s3") == (a_link(2, LinkKind.CONTINUES_FROM),)
    assert store.story_profile("s1") is None
    assert store.term_counts(["name:aurora"], most=9) == {"name:aurora": 2}


def check_judgements_are_kept_once(store: Store) -> None:
    """Oldest first; the same decision twice is one."""
    first = Judgement("title", "s1", "Ferry Aground", "ada", NOON)
    second = Judgement("not-same-story", "s2", "c1", "bo", NOON + HOUR, (("c1",), ("a1", "a2")))
    for judgement in (second, first, second):
        store.save_judgement(judgement)
    assert store.judgements() == (first, second)
    assert store.judgements("s2") == (second,)


def check_runs_come_newest_first(store: Store) -> None:
    """With their reports, as many as asked for."""
    problem = Problem("https://g.example/f", "fetch", "answered 500; tried again in an hour")
    violation = Violation("number", "48 died.", "'48' stands in none of the cited passages")
    report = RunReport((("articles read", 3),), (problem,), (violation,))
    store.save_run(RunReport(), NOON, NOON)
    store.save_run(report, NOON, NOON + HOUR)
    assert store.runs(limit=1) == (RunRecord(report, NOON, NOON + HOUR),)
    assert len(store.runs()) == 2


def check_a_failed_transaction_leaves_nothing(store: Store) -> None:
    """What was written in it is gone, what was replaced or cleared is back."""
    store.save_article(an_article(1))
    store.save_story(a_story(1))
    store.mark_touched("s1")
    with pytest.raises(KeyboardInterrupt), store.transaction():
        store.save_article(an_article(2))
        store.save_story(a_story(1, "a1"))
        store.clear_touched("s1")
        assert store.has_article("a2")
        raise KeyboardInterrupt
    assert store.article_ids() == ("a1",)
    assert store.story("s1") == a_story(1)
    assert store.touched_stories() == ("s1",)


def check_an_inner_transaction_joins_the_outer(store: Store) -> None:
    """What it wrote goes when the outer one fails."""
    with pytest.raises(RuntimeError), store.transaction():
        with store.transaction():
            store.save_article(an_article(1))
        raise RuntimeError
    assert store.count_articles() == 0
    with store.transaction(), store.transaction():
        store.save_article(an_article(1))
    assert store.count_articles() == 1


def check_saving_twice_is_saving_once(store: Store) -> None:
    """Each value, saved again as it is, changes nothing."""
    for _ in range(2):
        store.save_article(an_article())
        store.save_annotation(an_annotation())
        store.save_outlet(Outlet("gazette.example", "Gazette"))
        store.save_feed_state(FeedState("https://g.example/f"))
        store.save_story(a_story(1, "a1"))
        store.save_assignment(Assignment("a1", "s1", 0.0, "opens", True))
        store.save_revision("s1", a_revision())
    assert store.article_ids() == ("a1",)
    assert len(store.stories()) == len(store.outlets()) == len(store.revisions("s1")) == 1


def store_checks() -> list[Callable[[Store], None]]:
    """Return every check above, in order."""
    return [each for name, each in globals().items() if name.startswith("check_")]
