"""A feed that is an index of sitemaps: its sitemaps are read too, within limits."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from winnow.errors import ParseError
from winnow.parse import ParsedFeed, SitemapRef, parse_feed
from winnow.retrieve import Failed, Fetched, FetchResult
from winnow.types import FeedItem, Problem

#: Sitemaps read for one feed on one visit, and how deep an index may lie in an index.
MOST_SITEMAPS = 10
DEEPEST = 2
#: News sitemaps hold two days; one that was not changed for longer holds no news.
_NEWS_AGE = timedelta(days=3)
_LONG_AGO = datetime.min.replace(tzinfo=UTC)


def with_sitemaps(
    feed: ParsedFeed, fetch: Callable[[str], FetchResult], now: datetime
) -> tuple[ParsedFeed, tuple[Problem, ...]]:
    """Return the feed with the news of the sitemaps it names, and what went wrong with single ones.

    Any other feed comes back as it is.  Sitemaps called "news" come first, then the newest; those
    unchanged for three days, and those beyond the limits, are not asked for.
    """
    if not feed.is_sitemap:
        return feed, ()
    items = list(feed.items)
    problems: list[Problem] = []
    waiting = [(ref, 1) for ref in _likeliest(feed.sitemaps, now)]
    seen = {feed.url}
    while waiting and len(seen) <= MOST_SITEMAPS:
        ref, depth = waiting.pop(0)
        if ref.url in seen:
            continue
        seen.add(ref.url)
        found = _read(fetch(ref.url), ref.url)
        if isinstance(found, Problem):
            problems.append(found)
            continue
        items.extend(found.items)
        if depth < DEEPEST:
            waiting.extend((each, depth + 1) for each in _likeliest(found.sitemaps, now))
    if not items and not problems:
        problems.append(Problem(feed.url, "parse", "a sitemap without news entries"))
    return replace(feed, items=_different(feed.url, items)), tuple(problems)


def _likeliest(refs: Sequence[SitemapRef], now: datetime) -> list[SitemapRef]:
    fresh = [ref for ref in refs if ref.changed is None or now - ref.changed <= _NEWS_AGE]
    newest = sorted(fresh, key=lambda ref: ref.changed or _LONG_AGO, reverse=True)
    return sorted(newest, key=lambda ref: "news" not in ref.url.rpartition("/")[2].lower())


def _read(result: FetchResult, url: str) -> ParsedFeed | Problem:
    if not isinstance(result, Fetched):
        message = result.message if isinstance(result, Failed) else "nothing to read"
        return Problem(url, "fetch", message)
    try:
        found = parse_feed(result.page)
    except ParseError as error:
        return Problem(url, "parse", error.message)
    return found if found.is_sitemap else Problem(url, "parse", "not a sitemap")


def _different(feed_url: str, items: Iterable[FeedItem]) -> tuple[FeedItem, ...]:
    """Return each address once, as an item of the feed that was asked for."""
    by_url = {item.url: replace(item, feed_url=feed_url) for item in reversed(list(items))}
    return tuple(reversed(by_url.values()))
