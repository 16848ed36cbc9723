"""A live server on loopback over a store of its own, filled with the pages of the site tests."""

from __future__ import annotations

import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

import httpx

sys.path.insert(0, str(Path(__file__).parents[1] / "unit"))

from site_pages import NOW, OUTLETS, site

from winnow.site import SiteOptions
from winnow.store import SqlStore, Store
from winnow.types import Revision, Story, StoryId
from winnow.web import LiveOptions, live_app
from winnow.web.lists import in_a_child

SITE = SiteOptions(title="The Sieve", base_url="https://news.example/", live=True)
#: No test waits for a token unless it is about tokens.
GENEROUS = LiveOptions(look_every_s=0.05, requests_per_minute=60_000, burst=10_000)


def filled(path: Path) -> SqlStore:
    """Return a store that holds the pages of the site tests as published."""
    store = SqlStore.open(path)
    for outlet in OUTLETS.values():
        store.save_outlet(outlet)
    for story_id, revisions in site().items():
        publish(store, story_id, revisions)
    return store


def publish(store: Store, story_id: StoryId, revisions: tuple[Revision, ...]) -> None:
    """Store a story with its history."""
    times = NOW - timedelta(days=1), NOW
    store.save_story(Story(story_id, revisions[-1].page.slug, (), *times))
    for revision in revisions:
        store.save_revision(story_id, revision)


@dataclass(frozen=True)
class Running:
    """A server that runs."""

    client: httpx.Client
    address: str
    store: SqlStore
    site: SiteOptions

    def soon(self, path: str, wanted: str, *, absent: bool = False) -> httpx.Response:
        """Return the answer once it holds ``wanted`` (or no longer does): pages follow the store."""
        deadline = time.monotonic() + 20
        while True:
            answer = self.client.get(path)
            if (wanted in answer.text) is not absent or time.monotonic() > deadline:
                return answer
            time.sleep(0.05)


@contextmanager
def running(
    path: Path, *, site: SiteOptions = SITE, options: LiveOptions = GENEROUS
) -> Iterator[Running]:
    """A server over the store at ``path``."""
    import uvicorn

    store = SqlStore.open(path)
    app = live_app(store, site, options=options, make_lists=in_a_child(str(path), site))
    server = uvicorn.Server(uvicorn.Config(app, port=0, log_level="warning"))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    deadline = time.monotonic() + 20
    while not server.started and time.monotonic() < deadline:
        time.sleep(0.01)
    port = server.servers[0].sockets[0].getsockname()[1]
    address = f"http://127.0.0.1:{port}"
    try:
        with httpx.Client(base_url=address, timeout=60) as client:
            yield Running(client, address, store, site)
    finally:
        server.should_exit = True
        thread.join(10)
        store.close()


def at(hours: float) -> datetime:
    """Return a time so many hours after the newest page."""
    return NOW + timedelta(hours=hours)
