"""A run: both loops once, with everything they need, and its report."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from itertools import groupby
from pathlib import Path

from winnow.encoder import Encoder
from winnow.page.build import PagePolicy, Stages
from winnow.parse import JsonlMapping, read_path
from winnow.pipeline.collect import Collector
from winnow.pipeline.ingest import Ingestor
from winnow.pipeline.publish import Publisher
from winnow.pipeline.tally import Progress, Tally, silent
from winnow.pipeline.visits import Workers
from winnow.retrieve import PictureRetriever, Retriever
from winnow.store import Store
from winnow.types import Article, FeedItem, Outlet, OutletId, Problem, RunReport


@dataclass(frozen=True)
class Workshop:
    """What a run works with; the same for every run of one settings file."""

    store: Store
    encoder: Encoder
    retriever: Retriever
    outlets: Sequence[Outlet] = ()
    #: Outlets that are known though not listed: stored once one of their articles lands.
    catalogue: Mapping[OutletId, Outlet] = field(default_factory=dict)
    mapping: JsonlMapping = field(default_factory=JsonlMapping)
    window: timedelta = timedelta(days=7)
    interval: timedelta = timedelta(minutes=30)
    policy: PagePolicy = field(default_factory=PagePolicy)
    stages: Stages = field(default_factory=Stages)
    workers: Workers = field(default_factory=Workers)
    progress: Progress = silent
    #: Asks pictures without a credit for the one in their file; ``None``: none is asked.
    pictures: PictureRetriever | None = None
    #: Tells when a run ends; nothing that a page shows depends on it.
    clock: Callable[[], datetime] = lambda: datetime.now(UTC)


def run_feeds(shop: Workshop, *, now: datetime) -> RunReport:
    """Return the report of a full run: due feeds are read, touched stories brought up to date."""
    tally = Tally()
    ingestor, collector = _loops(shop, tally, now)
    collector.collect(shop.outlets)
    ingestor.assign()
    _publisher(shop, tally, now).publish()
    return _filed(shop, tally, now)


def run_inputs(shop: Workshop, inputs: Sequence[str], *, now: datetime) -> RunReport:
    """Return the report of reading files, folders and addresses; pages are brought up to date too."""
    tally = Tally()
    ingestor, collector = _loops(shop, tally, now)
    for one in inputs:
        ingestor.land(_incoming(one, shop, collector, now))
    ingestor.assign()
    _publisher(shop, tally, now).publish()
    return _filed(shop, tally, now)


def run_by_day(shop: Workshop, articles: Sequence[Article], *, now: datetime) -> RunReport:
    """Return the report of reading an archive as it happened: a day's articles, then the pages.

    The articles of each UTC day land together and pages are brought up to date as of the newest of
    them, so that a story that went on for days has the revisions it would have had.  Articles that
    state no time come last, at ``now``.
    """
    tally = Tally()
    dated = sorted((a for a in articles if a.published), key=lambda a: (a.when, a.id))
    for _, group in groupby(dated, key=lambda a: a.when.date()):
        day = list(group)
        _one_day(shop, tally, day, max(a.when for a in day))
    undated = [a for a in articles if not a.published]
    if undated:
        _one_day(shop, tally, undated, now)
    return _filed(shop, tally, now)


def _one_day(shop: Workshop, tally: Tally, articles: Sequence[Article], now: datetime) -> None:
    ingestor, _ = _loops(shop, tally, now)
    ingestor.land(articles)
    ingestor.assign()
    _publisher(shop, tally, now).publish()


def _loops(shop: Workshop, tally: Tally, now: datetime) -> tuple[Ingestor, Collector]:
    with shop.store.transaction():
        for outlet in (*_met_before(shop), *shop.outlets):
            shop.store.save_outlet(outlet)
    ingestor = Ingestor(
        shop.store,
        shop.encoder,
        tally,
        now,
        window=shop.window,
        progress=shop.progress,
        catalogue=shop.catalogue,
    )
    collector = Collector(
        shop.store,
        shop.retriever,
        ingestor,
        tally,
        now,
        interval=shop.interval,
        window=shop.window,
        workers=shop.workers,
        progress=shop.progress,
        pictures=shop.pictures,
    )
    return ingestor, collector


def _met_before(shop: Workshop) -> list[Outlet]:
    """Return the catalogue's outlets that the store knows already: the catalogue is corrected."""
    stored = shop.store.outlets()
    return [shop.catalogue[i] for i in stored if i in shop.catalogue]


def _publisher(shop: Workshop, tally: Tally, now: datetime) -> Publisher:
    return Publisher(
        shop.store, shop.encoder, tally, now, shop.policy, shop.stages, progress=shop.progress
    )


def publisher_of(shop: Workshop, now: datetime) -> Publisher:
    """Return what brings pages up to date where nothing is read: after a person's decision."""
    return _publisher(shop, Tally(), now)


def _filed(shop: Workshop, tally: Tally, now: datetime) -> RunReport:
    report = tally.report()
    shop.store.save_run(report, now, max(now, shop.clock()))
    return report


def _incoming(
    one: str, shop: Workshop, collector: Collector, now: datetime
) -> Iterator[Article | Problem]:
    if one.startswith(("http://", "https://")):
        yield from collector.read_address(one)
        return
    for found in read_path(Path(one), mapping=shop.mapping, seen=now):
        if isinstance(found, FeedItem):
            yield from collector.fetch_items([found])
        else:
            yield found
