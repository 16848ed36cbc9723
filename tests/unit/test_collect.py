"""Collecting, with a retriever that has a script of answers: hosts, order, limits, status."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

from winnow.cli.status import status_of
from winnow.encoder import HashingEncoder
from winnow.pipeline.collect import Collector
from winnow.pipeline.ingest import Ingestor
from winnow.pipeline.tally import Tally
from winnow.pipeline.visits import SerialExecutor, Workers
from winnow.retrieve import Failed, Fetched, FetchResult
from winnow.retrieve.results import FailureKind
from winnow.store import MemoryStore
from winnow.types import FeedState, Outlet, RawPage

NOW = datetime(2024, 3, 6, 12, 0, tzinfo=UTC)
TEXT = (
    "The ferry between Varby and the island of Sund will run every hour from May, the council of Varby decided "
    "on Monday after two years of complaints. Until now the last boat left at six in the evening, which kept "
    "nurses and pupils from coming home. The company that runs the boats asked for 3 million crowns a year."
)
GERMAN = (
    "Die Fähre zwischen Varby und der Insel Sund wird ab Mai jede Stunde fahren, wie der Rat von Varby am Montag "
    "nach zwei Jahren voller Beschwerden beschlossen hat. Bisher ging das letzte Schiff um sechs Uhr abends, "
    "weshalb Pflegerinnen und Schüler nicht nach Hause kamen. Das Unternehmen verlangt drei Millionen Kronen im Jahr."
)


def page_of(url: str, text: str = TEXT) -> bytes:
    return f"<html><title>News of {url[-6:]}</title><article><p>{text}</p><p>{url}</p></article></html>".encode()


def feed_of(*urls: str) -> bytes:
    items = "".join(f"<item><title>T</title><link>{u}</link><guid>{u}</guid></item>" for u in urls)
    return f'<rss version="2.0"><channel><title>F</title>{items}</channel></rss>'.encode()


@dataclass
class Script:
    """Answers by address: bytes, a failure, or a function to call first."""

    answers: Mapping[str, bytes | FailureKind]
    before: Callable[[str], None] = lambda url: None
    asked: list[str] = field(default_factory=list)

    def fetch(self, url: str, state: FeedState | None, now: datetime) -> FetchResult:
        self.asked.append(url)
        self.before(url)
        answer = self.answers.get(url, FailureKind.STATUS)
        if isinstance(answer, bytes):
            return Fetched(url, RawPage(url, url, 200, (), answer, now))
        status = 404 if answer is FailureKind.STATUS else None
        return Failed(url, answer, f"failed: {answer}", status)


def collect(
    script: Script,
    feeds: Sequence[str],
    *,
    workers: Workers | None = None,
    store: MemoryStore | None = None,
    now: datetime = NOW,
) -> tuple[MemoryStore, Tally]:
    store, tally = store or MemoryStore(), Tally()
    ingestor = Ingestor(store, HashingEncoder(), tally, now)
    collector = Collector(store, script, ingestor, tally, now, workers=workers or Workers())
    outlets = [Outlet(f"o{i}.example", f"O{i}", feeds=(feed,)) for i, feed in enumerate(feeds)]
    for outlet in outlets:
        store.save_outlet(outlet)
    collector.collect(outlets)
    return store, tally


def test_what_lands_does_not_depend_on_who_answers_first() -> None:
    """Twelve hosts, slow in different ways: the same store and the same report as one after another."""
    feeds = [f"https://h{i}.example/feed" for i in range(12)]
    shared = "https://h0.example/shared"
    answers: dict[str, bytes | FailureKind] = {shared: page_of(shared)}
    for i, feed in enumerate(feeds):
        own, lost = f"https://h{i}.example/own", f"https://h{i}.example/lost"
        answers |= {feed: feed_of(own, shared, lost), own: page_of(own)}
    serial = collect(Script(answers), feeds)
    slow = Script(answers, lambda url: time.sleep(0.001 * (sum(url.encode()) % 23)))
    with ThreadPoolExecutor(12) as pool:
        threads = collect(slow, feeds[::1], workers=Workers(pool))
    assert threads[1].report() == serial[1].report()
    assert list(threads[0]._articles) == list(serial[0]._articles)
    assert threads[0].item_outcomes() == serial[0].item_outcomes()
    assert slow.asked.count(shared) == 1


def test_hosts_are_visited_side_by_side_and_one_host_in_turn() -> None:
    """Three hosts meet at a barrier that none passes alone; none is asked twice at a time."""
    feeds = [f"https://h{i}.example/{j}" for j in range(2) for i in range(3)]
    barrier, busy = threading.Barrier(3, timeout=10), set[str]()

    def meet(url: str) -> None:
        host = url.split("/")[2]
        assert host not in busy
        busy.add(host)
        barrier.wait()
        busy.discard(host)

    with ThreadPoolExecutor(6) as pool:
        collect(Script({}, meet), feeds, workers=Workers(pool))
    assert not barrier.broken


def test_a_silent_host_is_left_alone_and_its_items_wait() -> None:
    """Three timeouts, then its other items are not asked; they are at the next visit."""
    feed = "https://a.example/feed"
    urls = [f"https://b.example/{i}" for i in range(20)]
    dead: dict[str, bytes | FailureKind] = dict.fromkeys(urls, FailureKind.TIMEOUT)
    script = Script({**dead, feed: feed_of(*urls)})
    store, tally = collect(script, [feed])
    assert len(script.asked) == 1 + 3
    assert len(tally.report().problems) == 3 + 5 + 1  # five in their own lines, twelve in one
    assert "12 items more: not asked" in tally.report().problems[-1].message
    script = Script({feed: feed_of(*urls), **{u: page_of(u) for u in urls}})
    later = NOW + timedelta(hours=2)
    store, tally = collect(script, [feed], store=store, now=later)
    assert store.count_articles() == 20
    assert store.item_outcomes() == {feed: {"kept": 20}}


def test_a_host_that_answers_slowly_gets_five_minutes() -> None:
    """Each answer takes two minutes of the clock: three are had, the others wait."""
    clock = [0.0]

    def tick(url: str) -> None:
        clock[0] += 120

    feed = "https://a.example/feed"
    urls = [f"https://b.example/{i}" for i in range(5)]
    script = Script({feed: feed_of(*urls), **{u: page_of(u) for u in urls}}, tick)
    store, _ = collect(script, [feed], workers=Workers(monotonic=lambda: clock[0]))
    assert store.count_articles() == 3


def test_an_archive_in_a_feed_comes_bit_by_bit() -> None:
    """Of 700 items 300 are asked for on each visit, until all are there."""
    feed = "https://a.example/feed"
    urls = [f"https://a.example/{i:04}" for i in range(700)]
    script = Script({feed: feed_of(*urls)})
    store, now, known = None, NOW, []
    for _ in range(4):
        store, _ = collect(script, [feed], store=store, now=now)
        known.append(sum(store.item_outcomes()[feed].values()))
        now += timedelta(hours=30)
    assert known == [300, 600, 700, 700]
    assert sorted(set(script.asked) - {feed}) == urls


def test_many_pages_are_read_by_the_pages_executor_and_few_are_not() -> None:
    """Eight pages are read where they are; nine are handed out."""

    class Counting(SerialExecutor):
        handed = 0

        def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
            self.handed += 1
            return super().submit(fn, *args, **kwargs)

    for number, handed in ((8, 0), (9, 9)):
        feed = "https://a.example/feed"
        urls = [f"https://a.example/{i}" for i in range(number)]
        pool = Counting()
        collect(
            Script({feed: feed_of(*urls), **{u: page_of(u) for u in urls}}),
            [feed],
            workers=Workers(pages=pool),
        )
        assert pool.handed == handed


def test_status_tells_of_every_feed_what_was_kept_and_why_other_items_were_not() -> None:
    """Kept, known from another feed, German, reserved to subscribers, lost; a feed never visited too."""
    one, other, never = (f"https://{n}.example/feed" for n in ("a", "b", "c"))
    kept, german, lost = (f"https://a.example/{n}" for n in ("kept", "german", "lost"))
    script = Script(
        {
            one: feed_of(kept, german, lost),
            other: feed_of(kept),
            kept: page_of(kept),
            german: page_of(german, GERMAN),
        }
    )
    store, _ = collect(script, [one, other])
    store.save_outlet(Outlet("c.example", "C", feeds=(never,)))
    a, b, c = status_of(store)["feeds"]
    assert (a["kept"], a["known"]) == (1, 0)
    assert a["set_aside"] == {"not English (de)": 1}
    assert a["failed"] == {"failed: status": 1}
    assert (a["last_success"], a["last_error"]) == (NOW, None)
    assert (b["kept"], b["known"], b["outlet"]) == (0, 1, "o1.example")
    assert (c["last_success"], c["next_check"]) == (None, None)
    articles = store.articles(store.article_ids())
    assert sorted(str(each.language) for each in articles) == ["de", "en"]
