"""When a page is asked again, and what counts as another version."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from winnow.parse import ParsedFeed
from winnow.pipeline.faults import feed_faults
from winnow.pipeline.revisits import (
    is_settled,
    mark_of,
    next_revisit,
    same_article,
    same_words,
    validators_for,
    wants_visit,
)
from winnow.store import ItemNote
from winnow.types import Article, FeedItem, FeedState

NOW = datetime(2024, 3, 6, 12, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)
URL = "https://a.example/ferry"
ITEM = FeedItem("https://a.example/feed", "g1", URL, "Ferry runs late", updated=NOW)
NOTE = ItemNote(URL, mark_of(ITEM), "kept", URL)
PAGE = FeedState(URL, etag='"1"', last_success=NOW, article_id="a1")


def article(title: str, text: str) -> Article:
    return Article(Article.make_id(URL, title, text), URL, "a.example", title, text, NOW)


def test_an_item_that_the_feed_says_nothing_new_of_is_settled() -> None:
    """Same address, title and time; a note of before marks counts as settled too."""
    assert is_settled(ITEM, NOTE)
    assert is_settled(ITEM, ItemNote(URL))
    assert not is_settled(ITEM, None)
    assert not is_settled(ITEM, ItemNote(URL, "", "failed: 500"))
    assert not is_settled(replace(ITEM, url=f"{URL}2"), NOTE)
    assert not is_settled(replace(ITEM, title="Ferry back"), NOTE)
    assert not is_settled(replace(ITEM, updated=NOW + HOUR), NOTE)


def test_a_feed_that_cried_wolf_is_believed_for_titles_alone() -> None:
    """After three visits that found nothing new, another time of change is no reason to ask."""
    later, retitled = replace(ITEM, updated=NOW + HOUR), replace(ITEM, title="Ferry back")
    tired = replace(PAGE, unchanged=3)
    assert wants_visit(later, NOTE, PAGE)
    assert not wants_visit(later, NOTE, tired)
    assert wants_visit(retitled, NOTE, tired)


def test_validators_are_replayed_to_the_address_that_sent_them_alone() -> None:
    """Not for another address, not for a page that moved, not when the whole page is wanted."""
    later = replace(ITEM, updated=NOW + HOUR)
    assert validators_for(later, NOTE, PAGE) == PAGE
    assert validators_for(later, NOTE, replace(PAGE, asked_as=f"{URL}?from=feed")) is None
    assert validators_for(later, NOTE, replace(PAGE, moved_to=f"{URL}2")) is None
    assert validators_for(replace(ITEM, title="Ferry back"), NOTE, PAGE) is None


def test_waits_double_and_a_page_without_validators_waits_longest() -> None:
    """One hour, two, four, … at most two days, with up to a tenth more."""
    for unchanged, hours in ((0, 1), (1, 2), (3, 8), (6, 48), (60, 48)):
        wait = next_revisit(replace(PAGE, unchanged=unchanged), NOW) - NOW
        assert hours * HOUR <= wait <= 1.1 * hours * HOUR
    assert next_revisit(replace(PAGE, etag=None), NOW) - NOW >= 48 * HOUR


def test_only_other_words_make_a_version() -> None:
    """Spaces, marks and case do not; one number does."""
    text = "Nine people waited for the ferry at Varby on Monday, the council said."
    one = article("Ferry runs late", text)
    assert same_words(one, article("FERRY  runs late", text.replace(",", " –")))
    assert not same_words(one, article("Ferry runs late", text.replace("Nine", "Ten")))


def test_two_addresses_have_one_article_if_half_of_the_shorter_stands_in_the_other() -> None:
    """A stub grown into an article is the same one; another report is not."""
    stub = "The ferry at Varby ran aground on Monday. More follows."
    grown = f"{stub} The coast guard took nine people off the boat in the afternoon."
    other = "Trams stood still in Kestow on Wednesday because drivers wanted higher wages."
    assert same_article(article("T", stub), article("T", grown))
    assert not same_article(article("T", stub), article("T", other))


def test_faults_of_a_feed_are_one_line_and_items_can_be_told_apart() -> None:
    """A shared guid gives way to addresses, the same item twice is one, odd dates are told."""
    twin = replace(ITEM, url=f"{URL}2")
    dated = replace(ITEM, guid="g2", url=f"{URL}3", published=NOW + timedelta(days=400))
    feed = ParsedFeed("https://a.example/feed", "F", (ITEM, ITEM, twin, dated), problem="broken")
    clean, line = feed_faults(feed, NOW)
    assert [i.guid for i in clean.items] == [URL, f"{URL}2", "g2"]
    assert line == (
        "broken; 2 items share an id: told apart by their addresses; "
        "1 item dated in the future: the date is not used"
    )
    assert feed_faults(ParsedFeed("f", "F", (ITEM,)), NOW)[1] is None
