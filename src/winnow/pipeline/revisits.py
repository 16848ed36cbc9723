"""When a page is asked again, and what counts as another version: decisions, values in and out."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import datetime, timedelta

from winnow.store import ItemNote
from winnow.text.similarity import containment, shingles, words
from winnow.types import Article, FeedItem, FeedState, OutletId, content_id

#: First wait before the page of an article in a living story is asked again; doubled each time
#: nothing was new, so that a story of a week costs a page seven or eight conditional requests.
FIRST_WAIT = timedelta(hours=1)
LONGEST_WAIT = timedelta(hours=48)
#: A feed that calls an item changed, when its page was not, is believed so many times.
_CRIED_WOLF = 3
#: Share of the shorter text that must stand in the other for two addresses to be one article's.
_SAME_ARTICLE = 0.5


@dataclass(frozen=True, slots=True)
class Visit:
    """A page to be asked, and why."""

    url: str
    #: Validators to replay; ``None``: the whole page is wanted.
    state: FeedState | None = None
    #: What the feed says, or what an earlier version of the article said.
    item: FeedItem | None = None
    outlet_id: OutletId = ""
    outlet_name: str = ""


def mark_of(item: FeedItem) -> str:
    """Return what would tell that the feed says something else of an item: title and time."""
    changed = item.updated.isoformat() if item.updated else ""
    return f"{content_id(item.title)} {changed}"


def is_settled(item: FeedItem, note: ItemNote | None) -> bool:
    """Return whether the feed says of an item what it said when the item was last visited."""
    if note is None or note.url != item.url:
        return False
    # One remembered by a store of before marks has no outcome either.
    return note.mark == mark_of(item) or (not note.mark and not note.outcome)


def wants_visit(item: FeedItem, note: ItemNote | None, page: FeedState | None) -> bool:
    """Return whether the page of an item that is not settled is asked for.

    New items, those that failed for now, those at another address, those with another title; and
    those that the feed calls changed, unless it said so too often of a page that was not.
    """
    if note is None or note.url != item.url or not note.mark:
        return True
    return _title_changed(item, note) or page is None or page.unchanged < _CRIED_WOLF


def validators_for(
    item: FeedItem, note: ItemNote | None, page: FeedState | None
) -> FeedState | None:
    """Return what to replay when the page was asked under this very address before.

    Nothing when the title changed: a page without one takes it from the feed.
    """
    if page is None or page.moved_to or (page.asked_as or page.url) != item.url:
        return None
    changed = note is not None and note.mark != "" and _title_changed(item, note)
    return None if changed else page


def _title_changed(item: FeedItem, note: ItemNote) -> bool:
    return note.mark.split(" ")[0] != mark_of(item).split(" ")[0]


def next_revisit(state: FeedState, now: datetime, *, failures: int = 0) -> datetime:
    """Return when a page is asked again, after so many visits that found nothing new.

    One without validators is sent whole each time, and asked as seldom as can be.
    """
    patience = min(state.unchanged + failures, 10)
    is_cheap = state.etag or state.last_modified
    wait = min(LONGEST_WAIT, FIRST_WAIT * (1 << patience)) if is_cheap else LONGEST_WAIT
    chance = hashlib.sha256(state.url.encode("utf-8", "replace")).digest()[0] / 255
    return now + wait * (1 + 0.1 * chance)


def as_item(article: Article) -> FeedItem:
    """Return what is known of an article as a feed would say it, for reading its page again."""
    return FeedItem(
        feed_url="",
        guid=article.url,
        url=article.url,
        title=article.title,
        authors=article.authors,
        published=article.published,
        image=article.image,
    )


def same_words(one: Article, other: Article) -> bool:
    """Return whether two versions differ in spaces, marks and case at most: no edit."""
    return words(one.title) == words(other.title) and words(one.text) == words(other.text)


def same_article(one: Article, other: Article) -> bool:
    """Return whether two texts at different addresses are versions of one article."""
    if not one.text or not other.text:
        return words(one.title) == words(other.title)
    a, b = shingles(one.text), shingles(other.text)
    return max(containment(a, b), containment(b, a)) >= _SAME_ARTICLE
