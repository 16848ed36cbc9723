"""Credits of pictures whose page gives none: the picture's file may carry one (IPTC, XMP).

Without a credit a picture is never shown, so it is worth one request, made as politely as any other.
Pictures are asked for while pages are still being visited, a worker for each of their hosts; the
articles get their credit where they land.  Nothing of the file is kept but the line and the licence.
"""

from __future__ import annotations

import threading
from collections import defaultdict, deque
from concurrent.futures import Future
from dataclasses import dataclass, field, replace
from datetime import datetime

from winnow.parse import ImageCredit, embedded_credit
from winnow.pipeline.tally import Tally
from winnow.pipeline.visits import HostVisit, Visited, Workers, host_of
from winnow.retrieve import Failed, Fetched, FetchResult, PictureRetriever
from winnow.types import Article


@dataclass(frozen=True, slots=True)
class _Answer:
    """What asking for a picture brought."""

    credit: ImageCredit | None = None
    failed: bool = False


@dataclass
class PictureCredits:
    """Asks pictures for their credit, each address once; ``notice`` is called by many workers."""

    #: ``None``: no picture is asked for.
    retriever: PictureRetriever | None
    workers: Workers
    tally: Tally
    now: datetime
    _answers: dict[str, Future[_Answer]] = field(default_factory=dict)
    _waiting: defaultdict[str, deque[str]] = field(default_factory=lambda: defaultdict(deque))
    #: Hosts that have a worker.
    _busy: set[str] = field(default_factory=set)
    _hosts: dict[str, HostVisit] = field(default_factory=dict)
    _counted: set[str] = field(default_factory=set)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def begin_step(self) -> None:
        """Give every host its time again; no picture is under way then."""
        self._hosts.clear()

    def notice(self, article: Article) -> None:
        """Have the article's picture asked for, if it needs a credit."""
        url = _wanted(article)
        if url is None or self.retriever is None:
            return
        host = host_of(url)
        with self._lock:
            if url in self._answers:
                return
            self._answers[url] = Future()
            self._waiting[host].append(url)
            if host in self._busy:
                return
            self._busy.add(host)
        self.workers.pictures.submit(self._visit, host)

    def credited(self, visited: Visited) -> Visited:
        """Return what was visited with the credit in the article's picture, once that has come."""
        article = visited.article
        url = _wanted(article) if article else None
        if article is None or article.image is None or url not in self._answers:
            return visited
        answer = self._answers[url].result()
        self._count(url, answer)
        if answer.credit is None:
            return visited
        licence = article.image.licence or answer.credit.licence or None
        image = replace(article.image, credit=answer.credit.line, licence=licence)
        return replace(visited, article=replace(article, image=image))

    def _visit(self, host: str) -> None:
        while (url := self._next(host)) is not None:
            future = self._answers[url]
            try:
                future.set_result(self._ask(host, url))
            except BaseException as error:  # a bug: raised where the answer is asked for
                future.set_exception(error)

    def _next(self, host: str) -> str | None:
        with self._lock:
            if not self._waiting[host]:
                self._busy.remove(host)
                return None
            return self._waiting[host].popleft()

    def _ask(self, host: str, url: str) -> _Answer:
        if self.workers.stop.is_set():
            return _Answer(failed=True)
        visit = self._hosts.setdefault(
            host, HostVisit(self._fetch, self.now, self.workers.monotonic)
        )
        result = visit.ask(url)
        return _Answer(_credit_in(result), isinstance(result, Failed))

    def _fetch(self, url: str, _state: object, now: datetime) -> FetchResult:
        assert self.retriever is not None
        return self.retriever.fetch_picture(url, now)

    def _count(self, url: str, answer: _Answer) -> None:
        if url not in self._counted:
            self._counted.add(url)
            self.tally.count("pictures asked for a credit")
            self.tally.count("picture credits found", answer.credit is not None)
            self.tally.count("pictures not to be had", answer.failed)


def _wanted(article: Article) -> str | None:
    """Return the address of a picture that a page could show if it had a credit."""
    image = article.image
    if image is None or image.credit or article.set_aside or article.reserved:
        return None
    return image.url or None


def _credit_in(result: FetchResult) -> ImageCredit | None:
    """Return the credit in a picture that was fetched, unless its publisher reserves it."""
    if not isinstance(result, Fetched) or result.reserved:
        return None
    credit = embedded_credit(result.page.content)
    return credit if credit and credit.line else None
