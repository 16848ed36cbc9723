"""Visiting many hosts at once: a worker for each host, results in the order asked for.

Requests to one host follow one another; a host that does not answer is left alone after a few
tries, and every host has a limit of time, so that none delays the others beyond its own.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Sequence
from concurrent.futures import BrokenExecutor, Executor, Future
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any, TypeVar
from urllib.parse import urlsplit

from winnow.errors import ParseError
from winnow.parse import extract_article
from winnow.pipeline.revisits import Visit
from winnow.pipeline.tally import Progress
from winnow.retrieve import Failed, Fetched, FetchResult, Retriever
from winnow.retrieve.results import FailureKind
from winnow.types import Article, FeedState, RawPage

T = TypeVar("T")

_SILENT = frozenset({FailureKind.DNS, FailureKind.CONNECTION, FailureKind.TIMEOUT})
#: A host that did not answer so many times in a row is left alone for the rest of the run.
_SILENT_TRIES = 3
#: Seconds of one run that go to one host at most; what is left waits for the next run.
HOST_TIME_S = 300.0
#: So few pages are read where they are: handing them to other processes costs more.
_HANDFUL = 8


class SerialExecutor(Executor):
    """Does the work at once, where it is asked for."""

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        """Return a future that is done."""
        future: Future[Any] = Future()
        try:
            future.set_result(fn(*args, **kwargs))
        except Exception as error:
            future.set_exception(error)
        return future


@dataclass(frozen=True)
class Workers:
    """Who does the parallel work: ``visits`` waits for hosts, ``pages`` reads what they sent.

    ``pictures`` waits for the hosts of pictures, which must not hold up those of pages.
    """

    visits: Executor = field(default_factory=SerialExecutor)
    pages: Executor = field(default_factory=SerialExecutor)
    pictures: Executor = field(default_factory=SerialExecutor)
    monotonic: Callable[[], float] = time.monotonic
    #: Set when the run is given up: workers ask nothing more.
    stop: threading.Event = field(default_factory=threading.Event)


@dataclass(frozen=True, slots=True)
class Visited:
    """What came of a visit to a page."""

    #: Without the page's bytes.
    result: FetchResult
    article: Article | None = None
    #: Why a page that was fetched gave no article.
    unreadable: str | None = None

    @property
    def why_nothing(self) -> str | None:
        """Return why there is no article, in one line; ``None``: there is, or nothing is new."""
        return self.result.message if isinstance(self.result, Failed) else self.unreadable


class HostVisit:
    """Asks one host, as long as it answers and its time is not over."""

    def __init__(
        self,
        fetch: Callable[[str, FeedState | None, datetime], FetchResult],
        now: datetime,
        monotonic: Callable[[], float],
    ) -> None:
        self._fetch = fetch
        self._now = now
        self._monotonic = monotonic
        self._end = monotonic() + HOST_TIME_S
        self._silent = 0

    def ask(self, url: str, state: FeedState | None = None) -> FetchResult:
        """Return what the address answers, or that it was not asked."""
        if self._silent >= _SILENT_TRIES:
            message = f"not asked: its host did not answer {_SILENT_TRIES} times in a row"
            return Failed(url, FailureKind.TIMEOUT, message)
        if self._monotonic() > self._end:
            message = "not asked: the time for its host was over; the next run goes on"
            return Failed(url, FailureKind.TIMEOUT, message)
        result = self._fetch(url, state, self._now)
        silent = isinstance(result, Failed) and result.kind in _SILENT
        self._silent = self._silent + 1 if silent else 0
        return result


def host_of(url: str) -> str:
    """Return host and port of an address, "" for one that cannot be read."""
    try:
        return urlsplit(url).netloc.lower()
    except ValueError:
        return ""


def visit_hosts(
    urls: Sequence[str],
    do: Callable[[HostVisit, int], T],
    host: Callable[[], HostVisit],
    workers: Workers,
    tick: Callable[[], None],
) -> list[Future[T]]:
    """Return the future of ``do(host, index)`` for every address, in the order of ``urls``.

    Hosts are visited side by side; what is to be done with one host is done in order.
    """
    futures: list[Future[T]] = [Future() for _ in urls]
    by_host: dict[str, list[int]] = {}
    for index, url in enumerate(urls):
        by_host.setdefault(host_of(url), []).append(index)

    def visit(indices: Sequence[int]) -> None:
        asking = host()
        for index in indices:
            if workers.stop.is_set():
                futures[index].cancel()
                continue
            try:
                futures[index].set_result(do(asking, index))
            except BaseException as error:  # a bug: raised where the result is asked for
                futures[index].set_exception(error)
            tick()

    for indices in by_host.values():
        workers.visits.submit(visit, indices)
    return futures


def counted(progress: Progress, step: str, total: int) -> Callable[[], None]:
    """Return a function that shows one more of ``total`` done, whichever thread calls it."""
    lock, done = threading.Lock(), 0

    def tick() -> None:
        nonlocal done
        with lock:
            done += 1
            progress(step, done, total)

    return tick


@dataclass(frozen=True)
class PageVisitor:
    """Fetches pages and makes articles of them."""

    retriever: Retriever
    workers: Workers
    now: datetime
    progress: Progress
    #: Told of every article that was read, by the worker of its host.
    notice: Callable[[Article], None] = lambda article: None

    def host(self) -> HostVisit:
        """Return a fresh worker's view of a host."""
        return HostVisit(self.retriever.fetch, self.now, self.workers.monotonic)

    def visit(self, visits: Sequence[Visit]) -> list[Future[Visited]]:
        """Return the futures of what comes of each visit, in their order."""
        readers = self.workers.pages if len(visits) > _HANDFUL else SerialExecutor()

        def one(host: HostVisit, index: int) -> Visited:
            visit = visits[index]
            return self._read(visit, host.ask(visit.url, visit.state), readers)

        tick = counted(self.progress, "pages visited", len(visits))
        return visit_hosts([v.url for v in visits], one, self.host, self.workers, tick)

    def read(self, visit: Visit, result: FetchResult) -> Visited:
        """Return what a page that was fetched already gives."""
        return self._read(visit, result, SerialExecutor())

    def _read(self, visit: Visit, result: FetchResult, readers: Executor) -> Visited:
        if not isinstance(result, Fetched):
            return Visited(result)
        light = replace(result, page=replace(result.page, content=b""))
        # The worker of the host waits: no more pages lie in memory than there are workers.
        future = readers.submit(_read_page, visit, result.page, result.reserved, self.now)
        try:
            article, why = future.result()
        except BrokenExecutor:
            article, why = None, "reading the page took too long or ended its process: left out"
        if article is not None:
            self.notice(article)
        return Visited(light, article, why)


def _read_page(
    visit: Visit, page: RawPage, reserved: bool, now: datetime
) -> tuple[Article | None, str | None]:
    """Return the article, or why there is none: runs in another process, so it raises nothing."""
    try:
        article = extract_article(
            page,
            item=visit.item,
            outlet_id=visit.outlet_id,
            outlet_name=visit.outlet_name,
            reserved=reserved,
            seen=now,
        )
    except ParseError as error:
        return None, error.message
    return article, None
