"""The live site as a value: pages kept until the store says that they changed."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass

import structlog

from winnow.errors import WinnowError
from winnow.site import SiteOptions, Urls
from winnow.site.html import static_files
from winnow.site.serve import media_type
from winnow.store import Store
from winnow.web.cache import PageCache, Stored, stored
from winnow.web.lists import ListFolder, MakeLists
from winnow.web.pages import page_at

_log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class LiveOptions:
    """How the server behaves; everything has a default."""

    #: Memory for pages that were made, compressed; the rest are made again when asked for.
    cache_bytes: int = 128_000_000
    #: Seconds between two looks at whether the store has changed.
    look_every_s: float = 0.5
    #: Requests a client may make of API and search in a minute, and at once.
    requests_per_minute: int = 300
    burst: int = 60
    #: Reports of errors that a client may hand in within an hour.
    reports_per_hour: int = 10
    #: Open reports that are kept; more are refused until some are closed.
    most_reports: int = 5_000


class LiveSite:
    """Answers for the files of the site; safe to use from several threads."""

    def __init__(
        self, store: Store, site: SiteOptions, options: LiveOptions, make_lists: MakeLists
    ) -> None:
        self.store = store
        self.site = site
        self.options = options
        self.urls = Urls(site.base_url, explicit_index=site.explicit_index)
        self.cache = PageCache(options.cache_bytes)
        self._lists = ListFolder(make_lists)
        self._lists_of = -1
        self._static = {p: stored(c, media_type(p)) for p, c in static_files().items()}
        self._version = store.site_version()
        self._making = _Turns()

    def close(self) -> None:
        """Remove what was written to disk."""
        self._lists.close()

    def look(self) -> None:
        """Ask the store what has changed since the last look, and forget the pages that show it."""
        version = self.store.site_version()
        if version != self._version:
            changed = self.store.changed_stories(self._version)
            self._version = version
            self.cache.forget(changed)

    @property
    def lists_are_old(self) -> bool:
        """Whether the store has changed since the lists were made."""
        return self._lists_of != self._version

    def renew_lists(self) -> None:
        """Make the lists anew, if anything has changed since."""
        version = self._version
        if self._lists_of == version:
            return
        started = time.monotonic()
        self._lists.renew()
        self._lists_of = version
        _log.info("lists made", seconds=round(time.monotonic() - started, 1), version=version)

    @property
    def has_lists(self) -> bool:
        """Whether lists were made."""
        return self._lists.current is not None

    def kept(self, path: str) -> Stored | None:
        """Return the page at a path if no work is needed for it."""
        return self._static.get(path) or self.cache.get(path)

    def page(self, path: str) -> Stored | None:
        """Return the page at a path, made if it must be; ``None``: there is none."""
        if not path.startswith("s/"):
            listed = self._lists.read(path)
            return self._static.get(path) or (stored(listed, media_type(path)) if listed else None)
        with self._making.turn(path):
            return self.kept(path) or self._made(path)

    def _made(self, path: str) -> Stored | None:
        version = self._version
        found = page_at(path, self.store, self.site, self.urls)
        if found is None:
            return None
        page = stored(found[0], media_type(path), found[1])
        if version == self._version:  # else it may show what was true before the last look
            self.cache.put(path, page)
        return page


class _Turns:
    """One maker a page: who asks for a page that is being made waits for it."""

    def __init__(self) -> None:
        self._locks: dict[str, tuple[threading.Lock, int]] = {}
        self._guard = threading.Lock()

    def turn(self, path: str) -> _Turn:
        return _Turn(self, path)

    def enter(self, path: str) -> None:
        with self._guard:
            lock, waiting = self._locks.get(path, (threading.Lock(), 0))
            self._locks[path] = (lock, waiting + 1)
        lock.acquire()

    def leave(self, path: str) -> None:
        with self._guard:
            lock, waiting = self._locks[path]
            if waiting == 1:
                del self._locks[path]
            else:
                self._locks[path] = (lock, waiting - 1)
        lock.release()


@dataclass(frozen=True, slots=True)
class _Turn:
    turns: _Turns
    path: str

    def __enter__(self) -> None:
        self.turns.enter(self.path)

    def __exit__(self, *_: object) -> None:
        self.turns.leave(self.path)


def tolerant(step: Callable[[], None]) -> Callable[[], bool]:
    """Return a step that logs an error of ours instead of raising it, and tells whether it went well."""

    def taken() -> bool:
        try:
            step()
        except (WinnowError, OSError) as error:
            _log.warning("the site could not be brought up to date", error=str(error))
            return False
        return True

    return taken
