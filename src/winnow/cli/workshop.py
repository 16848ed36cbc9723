"""What a command works with, made from the settings: the one place where choices are made."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from dataclasses import fields
from datetime import timedelta
from pathlib import Path

from winnow.cli.progress import shown_progress
from winnow.cli.workers import open_workers
from winnow.encoder import load_encoder
from winnow.outlets import known_outlets
from winnow.page.build import PagePolicy
from winnow.parse import JsonlMapping
from winnow.pipeline.run import Workshop
from winnow.retrieve import Fetcher, FetchOptions, WarcArchive
from winnow.settings import Settings
from winnow.site import SiteOptions
from winnow.site.measured import measured_rates
from winnow.site.speech import say, speaking
from winnow.store import SqlStore


@contextmanager
def open_store(settings: Settings) -> Iterator[SqlStore]:
    """Open the store that the settings name, and let go of it afterwards."""
    store = SqlStore.open(settings.store.url)
    try:
        yield store
    finally:
        store.close()


@contextmanager
def open_workshop(settings: Settings) -> Iterator[Workshop]:
    """Open everything that a run needs."""
    known = known_outlets(settings)
    # A site without pictures has no use for their credits.
    asks_for_credits = settings.fetch.picture_credits and settings.site.images != "none"
    with (
        open_store(settings) as store,
        _archive(settings) as archive,
        Fetcher(fetch_options(settings), keep=archive.keep if archive else None) as fetcher,
        shown_progress() as progress,
        open_workers() as workers,
    ):
        yield Workshop(
            store=store,
            encoder=load_encoder(),
            retriever=fetcher,
            outlets=known.listed,
            catalogue=known.others,
            mapping=JsonlMapping(**settings.ingest.mapping.names()),
            window=timedelta(days=settings.stories.window_days),
            interval=timedelta(minutes=settings.fetch.interval_minutes),
            policy=page_policy(settings),
            workers=workers,
            progress=progress,
            pictures=fetcher if asks_for_credits else None,
        )


def _archive(settings: Settings) -> AbstractContextManager[WarcArchive | None]:
    folder = settings.fetch.warc
    software = fetch_options(settings).user_agent
    return WarcArchive(Path(folder), software=software) if folder else nullcontext()


def fetch_options(settings: Settings) -> FetchOptions:
    """Return how the fetcher behaves."""
    named = {f.name for f in fields(FetchOptions)} & set(type(settings.fetch).model_fields)
    values = {name: getattr(settings.fetch, name) for name in named}
    return FetchOptions(**{**values, "contact": settings.contact})


def page_policy(settings: Settings) -> PagePolicy:
    """Return what the settings say about pages."""
    return PagePolicy(
        max_facts=settings.page.max_facts,
        min_facts=settings.page.min_facts,
        verbatim_words=settings.page.verbatim_words,
        min_origins=settings.stories.min_origins,
    )


def site_options(
    settings: Settings, *, explicit_index: bool = False, live: bool = False
) -> SiteOptions:
    """Return what the settings say about the site; ``live``: as a running server shows it."""
    site = settings.site
    return SiteOptions(
        title=site.title,
        tagline=site.tagline,
        base_url=site.base_url,
        language=site.language,
        contact=site.contact,
        authority=site.authority,
        images=site.images,
        explicit_index=explicit_index,
        error_rates=measured_rates(),
        settings=settings_in_words(settings),
        live=live,
    )


def settings_in_words(settings: Settings) -> tuple[tuple[str, str], ...]:
    """Return what a reader may want to know of the settings: name → value, in words."""
    page, stories, fetch = settings.page, settings.stories, settings.fetch
    with speaking(settings.site.language):
        return (
            (
                say("A story"),
                say("is published from %(n)d independent origins on", n=stories.min_origins),
            ),
            (
                say("Articles"),
                say("of %(n)d days are weighed when a new one comes", n=stories.window_days),
            ),
            (say("Facts"), say("at most %(n)d a page", n=page.max_facts)),
            (
                say("Verbatim"),
                say("at most %(n)d words of one article on a page", n=page.verbatim_words),
            ),
            (
                say("Feeds"),
                say(
                    "are asked again after %(n)d minutes at the earliest", n=fetch.interval_minutes
                ),
            ),
            (
                say("Publishers"),
                say("who reserve text and data mining are linked to, not quoted"),
            ),
        )
