"""Collecting: due feeds are asked, their items visited, and what came lands feed by feed.

Hosts are visited side by side; what came of it lands in the order of the feeds, whatever answered
first, so that the same answers always make the same store.  Articles, what came of their items and
the state of their feed are written together (``winnow.pipeline.landing``).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import Future
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from functools import partial
from itertools import islice

from winnow.errors import ParseError
from winnow.parse import ParsedFeed, parse_feed
from winnow.pipeline.faults import feed_faults, told_once
from winnow.pipeline.ingest import Ingestor
from winnow.pipeline.landing import Landing, LandingItem
from winnow.pipeline.pictures import PictureCredits
from winnow.pipeline.revisits import (
    Visit,
    as_item,
    is_settled,
    next_revisit,
    validators_for,
    wants_visit,
)
from winnow.pipeline.sitemaps import with_sitemaps
from winnow.pipeline.tally import Progress, Tally, silent
from winnow.pipeline.visits import (
    HostVisit,
    PageVisitor,
    Visited,
    Workers,
    counted,
    visit_hosts,
)
from winnow.retrieve import (
    Failed,
    Fetched,
    FetchResult,
    NotModified,
    PictureRetriever,
    Retriever,
    is_due,
)
from winnow.retrieve.results import FailureKind
from winnow.store import ItemNote, Store
from winnow.types import Article, FeedItem, FeedState, Outlet, Problem

#: Feeds visited before what they brought is landed: bounds what lies in memory, and what a killed
#: run has to ask for again.
_WAVE = 200
#: New items of one feed asked for on one visit; an archive put into a feed comes bit by bit.
_MOST_NEW = 300
#: Pages of articles in living stories that are asked again in one run, the longest due first.
_MOST_REVISITS = 1000


@dataclass(frozen=True, slots=True)
class _Due:
    """A feed to visit."""

    outlet: Outlet
    feed: str
    state: FeedState | None


@dataclass(frozen=True, slots=True)
class _ReadFeed:
    """A feed that was visited."""

    due: _Due
    #: Without the feed's bytes.
    result: FetchResult
    parsed: ParsedFeed | None = None
    problems: tuple[Problem, ...] = ()


@dataclass
class Collector:
    """Visits feeds and pages for one run; what it reads goes to the ingestor."""

    store: Store
    retriever: Retriever
    ingestor: Ingestor
    tally: Tally
    now: datetime
    interval: timedelta = timedelta(minutes=30)
    window: timedelta = timedelta(days=7)
    workers: Workers = field(default_factory=Workers)
    progress: Progress = silent
    #: Asks pictures without a credit for the one in their file; ``None``: none is asked.
    pictures: PictureRetriever | None = None

    def __post_init__(self) -> None:
        self._credits = PictureCredits(self.pictures, self.workers, self.tally, self.now)
        self._visitor = PageVisitor(
            self.retriever, self.workers, self.now, self.progress, self._credits.notice
        )
        self._landing = Landing(self.store, self.ingestor, self.tally, self.now, self.interval)

    def collect(self, outlets: Sequence[Outlet]) -> None:
        """due feeds | retrieve | parse | items to visit | retrieve | extract | land; then revisits"""
        due = [_Due(o, f, self.store.feed_state(f)) for o in outlets for f in o.feeds]
        due = [each for each in due if is_due(each.state, self.now)]
        self.tally.count("feeds due", len(due))
        tick = counted(self.progress, "feeds visited", len(due))
        rest = iter(due)
        while wave := list(islice(rest, _WAVE)):
            urls = [each.feed for each in wave]
            read = partial(self._read_feed, wave)
            found = visit_hosts(urls, read, self._visitor.host, self.workers, tick)
            self._visit_items([future.result() for future in found])
        self._revisit()

    def read_address(self, url: str) -> list[Article]:
        """Return the articles at an address that a person gave: those of a feed, or one page's."""
        result = self.retriever.fetch(url, None, self.now)
        if isinstance(result, Fetched):
            try:
                feed, problems = with_sitemaps(parse_feed(result.page), self._fetch, self.now)
            except ParseError:
                pass  # not a feed: then it is a page
            else:
                for problem in problems:
                    self.tally.problem(problem)
                return self.fetch_items(feed.items)
        return self._articles([Visit(url)], [self._visitor.read(Visit(url), result)])

    def fetch_items(self, items: Sequence[FeedItem]) -> list[Article]:
        """Return the articles of a feed that lies in a file."""
        visits = [Visit(item.url, None, item) for item in items]
        return self._articles(visits, [each.result() for each in self._visitor.visit(visits)])

    def _articles(self, visits: Sequence[Visit], found: Sequence[Visited]) -> list[Article]:
        found = [self._credits.credited(each) for each in found]
        for visit, visited in zip(visits, found, strict=True):
            if isinstance(visited.result, Fetched):
                self.tally.count("pages fetched")
            if visited.why_nothing:
                stage = "fetch" if isinstance(visited.result, Failed) else "extract"
                self.tally.problem(Problem(visit.url, stage, visited.why_nothing))
        return [each.article for each in found if each.article is not None]

    def _fetch(self, url: str) -> FetchResult:
        return self.retriever.fetch(url, None, self.now)

    # ------------------------------------------------------------------------------ feeds

    def _read_feed(self, wave: Sequence[_Due], host: HostVisit, index: int) -> _ReadFeed:
        """Runs in a worker: meets neither store nor tally."""
        due = wave[index]
        result = host.ask(due.feed, due.state)
        if isinstance(result, Failed):
            return _ReadFeed(due, result, problems=(Problem(due.feed, "fetch", result.message),))
        if isinstance(result, NotModified):
            return _ReadFeed(due, result)
        try:
            feed = parse_feed(replace(result.page, url=due.feed))
            feed, problems = with_sitemaps(feed, lambda url: host.ask(url, None), self.now)
        except ParseError as error:
            broken = Failed(due.feed, FailureKind.BROKEN, error.message)
            return _ReadFeed(due, broken, problems=(Problem(due.feed, "parse", error.message),))
        light = replace(result, page=replace(result.page, content=b""))
        if feed.sitemaps:  # an index may stay the same while what it names changes
            light = replace(light, etag=None, last_modified=None)
        feed, faults = feed_faults(feed, self.now)
        told = (Problem(due.feed, "parse", faults),) if faults else ()
        return _ReadFeed(due, light, feed, (*problems, *told))

    def _visit_items(self, feeds: Sequence[_ReadFeed]) -> None:
        """items to visit | retrieve, each address once | extract | land, feed by feed"""
        self._credits.begin_step()
        wanted = [list(islice(self._wanted(each), _MOST_NEW + 1)) for each in feeds]
        visits: dict[str, Visit] = {}
        for visit, _, _ in (each for group in wanted for each in group[:_MOST_NEW]):
            known = visits.setdefault(visit.url, visit)
            if visit.state is None and known.state is not None:
                visits[visit.url] = visit
        found = dict(zip(visits, self._visitor.visit(list(visits.values())), strict=True))
        for read, group in zip(feeds, wanted, strict=True):
            self._land(read, group, found)

    def _wanted(self, read: _ReadFeed) -> Iterator[tuple[Visit, FeedItem, ItemNote | None]]:
        """Return the items of a feed whose pages are to be asked for."""
        items = read.parsed.items if read.parsed else ()
        notes = self.store.item_notes(read.due.feed, [item.guid for item in items])
        for item in items:
            note = notes.get(item.guid)
            if is_settled(item, note):
                continue
            page = self.store.page_state(note.article_url if note else item.url)
            if wants_visit(item, note, page):
                state = validators_for(item, note, page)
                outlet = read.due.outlet
                yield Visit(item.url, state, item, outlet.id, outlet.name), item, note

    def _land(
        self,
        read: _ReadFeed,
        wanted: Sequence[tuple[Visit, FeedItem, ItemNote | None]],
        found: Mapping[str, Future[Visited]],
    ) -> None:
        problems = list(read.problems)
        if isinstance(read.result, NotModified):
            self.tally.count("feeds unchanged")
        more = len(wanted) > _MOST_NEW
        if more:
            message = f"more than {_MOST_NEW} new items at once: the others at the next visits"
            problems.append(Problem(read.due.feed, "fetch", message))
        asked = wanted[:_MOST_NEW]
        items = [
            LandingItem(item, note, self._credits.credited(found[visit.url].result()))
            for visit, item, note in asked
        ]
        problems += told_once(read.due.feed, items)
        for problem in problems:
            self.tally.problem(problem)
        parsed = read.parsed
        self._landing.land_feed(
            read.due.feed,
            read.due.state,
            read.result,
            items,
            ttl_minutes=parsed.ttl_minutes if parsed else None,
            fault=next((p.message for p in read.problems), None),
            more=more,
        )

    # --------------------------------------------------------------------------- revisits

    def _revisit(self) -> None:
        """due pages of living stories | retrieve, if changed | extract | land"""
        self._credits.begin_step()
        states, visits, outlets = [], [], self.store.outlets()
        for state in self.store.due_pages(self.now, _MOST_REVISITS):
            article = self._told_by_others(state)
            if article is None:
                continue
            outlet = outlets.get(article.outlet_id)
            name = outlet.name if outlet else ""
            url = state.asked_as or state.url
            visits.append(Visit(url, state, as_item(article), article.outlet_id, name))
            states.append(state)
        for state, future in zip(states, self._visitor.visit(visits), strict=True):
            self._landing.land_page(state, self._credits.credited(future.result()))

    def _told_by_others(self, state: FeedState) -> Article | None:
        """Return the article of a page that is worth asking again now.

        Its story must go on; while nobody else tells it, no page shows it: then it waits.
        """
        assert state.article_id is not None
        story = self.store.story_of(state.article_id)
        if story is not None and story.last_seen < self.now - self.window:
            self.store.save_page_state(replace(state, next_check=None))
            return None
        if story is None or len(story.article_ids) < 2:
            waiting = replace(state, unchanged=state.unchanged + 1)
            self.store.save_page_state(replace(waiting, next_check=next_revisit(waiting, self.now)))
            return None
        return self.store.article(state.article_id)
