"""Pages that were made, kept compressed within a bound of bytes, until what they show changes."""

from __future__ import annotations

import gzip
import hashlib
import threading
from collections import OrderedDict
from collections.abc import Iterable
from dataclasses import dataclass, field

from winnow.types import StoryId

#: What an entry takes besides its body: key, tags, two dictionaries' slots.
_OVERHEAD = 1000


@dataclass(frozen=True, slots=True)
class Stored:
    """The bytes that answer for one path, compressed."""

    body: bytes
    #: Of the bytes before compression: the same page has the same tag, whoever made it.
    etag: str
    media_type: str
    #: The stories that were looked at to make it.
    depends_on: frozenset[StoryId] = field(default_factory=frozenset)

    @property
    def raw(self) -> bytes:
        """Return the bytes before compression."""
        return gzip.decompress(self.body)


def stored(content: bytes, media_type: str, depends_on: Iterable[StoryId] = frozenset()) -> Stored:
    """Return bytes as they are kept; the same bytes are always kept alike."""
    etag = hashlib.sha256(content).hexdigest()[:32]
    body = gzip.compress(content, compresslevel=6, mtime=0)
    return Stored(body, etag, media_type, frozenset(depends_on))


class PageCache:
    """Path → page, those not asked for longest given up first; for several threads."""

    def __init__(self, max_bytes: int) -> None:
        self._max_bytes = max_bytes
        self._pages: OrderedDict[str, Stored] = OrderedDict()
        self._paths: dict[StoryId, set[str]] = {}
        self._lock = threading.Lock()
        #: Bytes kept.
        self.size = 0

    def __len__(self) -> int:
        return len(self._pages)

    def get(self, path: str) -> Stored | None:
        """Return the page at a path, if it is kept."""
        with self._lock:
            found = self._pages.get(path)
            if found is not None:
                self._pages.move_to_end(path)
            return found

    def put(self, path: str, page: Stored) -> None:
        """Keep a page; one too large for the cache as a whole is not kept."""
        if _cost(page) > self._max_bytes:
            return
        with self._lock:
            self._drop(path)
            self._pages[path] = page
            self.size += _cost(page)
            for story_id in page.depends_on:
                self._paths.setdefault(story_id, set()).add(path)
            while self.size > self._max_bytes:
                self._drop(next(iter(self._pages)))

    def forget(self, story_ids: Iterable[StoryId]) -> None:
        """Give up every page that shows something of these stories."""
        with self._lock:
            for story_id in story_ids:
                for path in tuple(self._paths.get(story_id, ())):
                    self._drop(path)

    def _drop(self, path: str) -> None:
        page = self._pages.pop(path, None)
        if page is None:
            return
        self.size -= _cost(page)
        for story_id in page.depends_on:
            paths = self._paths[story_id]
            paths.discard(path)
            if not paths:
                del self._paths[story_id]


def _cost(page: Stored) -> int:
    return len(page.body) + _OVERHEAD
