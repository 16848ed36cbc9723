"""The kind of text is read from label, section, address and voice."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from winnow.stages.genre import Genre, genre_of, read_genre
from winnow.types import Article

PLAIN = "The ferry sank near the harbour on Tuesday, the port authority said in a statement. " * 5


def article(
    title: str = "Ferry sinks",
    *,
    url: str = "https://a.example/news/ferry",
    section: str | None = None,
    text: str = PLAIN,
) -> Article:
    seen = datetime(2025, 8, 27, tzinfo=UTC)
    return Article("a1", url, "a.example", title, text, seen, section=section)


@pytest.mark.parametrize(
    ("title", "genre"),
    [
        ("Ferry sinks off Bergen", Genre.NEWS),
        ("Review of the port's safety ordered", Genre.NEWS),
        ("Opinion: Close the port", Genre.OPINION),
        ("OPINION | Close the port", Genre.OPINION),
        ("Editorial: Close the port", Genre.OPINION),
        ("Close the port | Opinion", Genre.OPINION),
        ("Analysis: Who owns the port?", Genre.ANALYSIS),
        ("The port deal, explained", Genre.ANALYSIS),
        ("Ferry live updates: crew found", Genre.LIVE_BLOG),
        ("Fact check: Did the ferry sink?", Genre.FACT_CHECK),
        ("Morning briefing: ferry, port, fish", Genre.ROUND_UP),
        ("Your morning briefing for Tuesday", Genre.ROUND_UP),
        ("The Bergen Newsletter | Five things today", Genre.ROUND_UP),
        ("In brief: ferry, port", Genre.ROUND_UP),
        ("Sports news in brief from around the world", Genre.ROUND_UP),
        ("Top News Headlines of August 22", Genre.ROUND_UP),
        ("Week in Review: ferry; port", Genre.ROUND_UP),
        ("Live: Ferry sinks off Bergen", Genre.LIVE_BLOG),
        ("Opinion - Close the port", Genre.OPINION),
        ("Reporter shoved at news briefing in Bergen", Genre.NEWS),
        ("Mayor quits after news report on quay bribes", Genre.NEWS),
        ("Port holds back weekly report on fish", Genre.NEWS),
        ("Minister in brief stopover in Bergen", Genre.NEWS),
        ("Bishop's newsletter drew complaints, court told", Genre.NEWS),
        ("Top 10 officials leave the port", Genre.NEWS),
        ("Live-fire drills held off Bergen", Genre.NEWS),
        ("Review-Journal reporter stabbed in Bergen", Genre.NEWS),
        ("Video-sharing firm fined over ferry clip", Genre.NEWS),
        ("Sponsored: Cruise with us", Genre.SPONSORED),
        ("Watch: Ferry sinks", Genre.VIDEO),
    ],
)
def test_the_title_says_what_it_is(title: str, genre: Genre) -> None:
    """A label in the headline decides; an ordinary word in it does not."""
    assert genre_of(article(title)) is genre


@pytest.mark.parametrize("path", ["opinion", "commentisfree", "editorials"])
def test_the_address_says_what_it_is(path: str) -> None:
    """A segment of the address decides when the title is silent, and the reason names it."""
    reading = read_genre(article(url=f"https://a.example/{path}/ferry"))
    assert reading.genre is Genre.OPINION
    assert path in reading.reason


def test_agency_reports_under_live_news_are_no_live_blogs() -> None:
    """France 24 files wire copy there."""
    assert genre_of(article(url="https://a.example/en/live-news/ferry")) is Genre.NEWS


def test_the_section_says_what_it_is() -> None:
    """The section's name counts."""
    assert genre_of(article(section="Opinion")) is Genre.OPINION


def test_the_first_person_outside_quotations_is_an_opinion() -> None:
    """A writer who says "I" gives a view; a witness who is quoted does not."""
    own = "I saw my port. I know my town. I think the ferry sank because nobody listened to me. "
    quoted = "“I saw my port. I know my town. I think the ferry sank,” the pilot said at length. "
    assert genre_of(article(text=own * 5)) is Genre.OPINION
    assert genre_of(article(text=quoted * 5)) is Genre.NEWS


def test_menus_are_boilerplate() -> None:
    """A page without an article is no news."""
    text = "Please enable JavaScript. Accept cookies. Sign in or subscribe."
    assert genre_of(article(text=text)) is Genre.BOILERPLATE


def test_only_news_supplies_facts() -> None:
    """Views, satire and paid text never do."""
    assert Genre.NEWS.supplies_facts
    assert not any(g.supplies_facts for g in (Genre.OPINION, Genre.ANALYSIS, Genre.SATIRE))
