"""Collecting: due feeds are asked, their new items fetched, and all of a feed lands together."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from winnow.errors import ParseError
from winnow.parse import extract_article, parse_feed
from winnow.pipeline.ingest import Ingestor
from winnow.pipeline.sitemaps import with_sitemaps
from winnow.pipeline.tally import Progress, Tally, silent
from winnow.retrieve import Failed, Fetched, FetchResult, NotModified, Retriever, is_due, remember
from winnow.retrieve.results import FailureKind
from winnow.store import Store
from winnow.types import Article, FeedItem, Outlet, Problem

#: A page that failed like this may answer next time; its item is then asked for again.
_PASSING = frozenset(
    {FailureKind.DNS, FailureKind.CONNECTION, FailureKind.TIMEOUT, FailureKind.BROKEN}
)


@dataclass(frozen=True, slots=True)
class _Landed:
    """What came of one item: an article, nothing for good, or nothing yet."""

    item: FeedItem
    article: Article | None
    #: Worth asking for again on the next visit.
    again: bool = False


@dataclass
class Collector:
    """Visits feeds and pages for one run; what it reads goes to the ingestor."""

    store: Store
    retriever: Retriever
    ingestor: Ingestor
    tally: Tally
    now: datetime
    interval: timedelta = timedelta(minutes=30)
    progress: Progress = silent

    def collect(self, outlets: Sequence[Outlet]) -> None:
        """due feeds | retrieve | parse | new items | retrieve | extract | land"""
        due = [
            (o, f) for o in outlets for f in o.feeds if is_due(self.store.feed_state(f), self.now)
        ]
        self.tally.count("feeds due", len(due))
        for number, (outlet, feed) in enumerate(due, 1):
            self._visit(outlet, feed)
            self.progress("feeds visited", number, len(due))

    def read_address(self, url: str) -> list[Article]:
        """Return the articles at an address that a person gave: those of a feed, or one page's."""
        result = self.retriever.fetch(url, None, self.now)
        if isinstance(result, Fetched):
            try:
                return self.fetch_items(parse_feed(result.page).items)
            except ParseError:
                pass  # not a feed: then it is a page
        article = self._extract(result, None, None)
        return [article] if article else []

    def fetch_items(self, items: Sequence[FeedItem]) -> list[Article]:
        """Return the articles of a feed that lies in a file."""
        landed = [self._land_item(item, None) for item in items]
        return [one.article for one in landed if one.article is not None]

    def _visit(self, outlet: Outlet, feed: str) -> None:
        state = self.store.feed_state(feed)
        result = self.retriever.fetch(feed, state, self.now)
        ttl: int | None = None
        landed: list[_Landed] = []
        if isinstance(result, Failed):
            self._problem(feed, "fetch", result.message)
        elif isinstance(result, NotModified):
            self.tally.count("feeds unchanged")
        else:
            ttl, landed, result = self._read_feed(outlet, feed, result)
        # Articles first, then what was seen, then the feed's validators: a run killed in between
        # asks again and finds the articles known.
        self.ingestor.land(one.article for one in landed if one.article is not None)
        kept = remember(state, result, self.now, interval=self.interval, ttl_minutes=ttl)
        if any(one.again for one in landed):
            kept = replace(kept, etag=None, last_modified=None)
        with self.store.transaction():
            for one in landed:
                if not one.again:
                    self.store.save_feed_item(feed, one.item.guid, one.item.url)
            self.store.save_feed_state(kept)

    def _read_feed(
        self, outlet: Outlet, feed: str, result: Fetched
    ) -> tuple[int | None, list[_Landed], FetchResult]:
        try:
            parsed, problems = with_sitemaps(
                parse_feed(result.page),
                lambda url: self.retriever.fetch(url, None, self.now),
                self.now,
            )
        except ParseError as error:
            self._problem(feed, "parse", error.message)
            return None, [], Failed(feed, FailureKind.BROKEN, error.message)
        for problem in problems:
            self.tally.problem(problem)
        if parsed.sitemaps:  # an index may stay the same while what it names changes
            result = replace(result, etag=None, last_modified=None)
        if parsed.problem:
            self._problem(feed, "parse", parsed.problem)
        new = [i for i in parsed.items if self.store.item_seen(feed, i.guid) != i.url]
        return parsed.ttl_minutes, [self._land_item(i, outlet) for i in new], result

    def _land_item(self, item: FeedItem, outlet: Outlet | None) -> _Landed:
        result = self.retriever.fetch(item.url, None, self.now)
        if isinstance(result, Failed):
            self._problem(item.url, "fetch", result.message)
            server_error = result.status is not None and (
                result.status >= 500 or result.status == 429
            )
            return _Landed(item, None, again=result.kind in _PASSING or server_error)
        return _Landed(item, self._extract(result, item, outlet))

    def _extract(
        self, result: FetchResult, item: FeedItem | None, outlet: Outlet | None
    ) -> Article | None:
        if isinstance(result, Failed):
            self._problem(result.url, "fetch", result.message)
            return None
        if isinstance(result, NotModified):
            return None
        self.tally.count("pages fetched")
        try:
            return extract_article(
                result.page,
                item=item,
                outlet_id=outlet.id if outlet else "",
                outlet_name=outlet.name if outlet else "",
                reserved=result.reserved,
                seen=self.now,
            )
        except ParseError as error:
            self._problem(result.url, "extract", error.message)
            return None

    def _problem(self, subject: str, stage: str, message: str) -> None:
        self.tally.problem(Problem(subject, stage, message))
