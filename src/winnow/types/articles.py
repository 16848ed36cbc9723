"""Feeds, raw pages, and the articles read from them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from winnow.types.ids import ArticleId, OutletId, content_id


@dataclass(frozen=True, slots=True)
class FeedState:
    """What must be remembered between two visits to an address (a feed or a page)."""

    url: str
    #: Validators exactly as the server sent them, replayed byte for byte.
    etag: str | None = None
    last_modified: str | None = None
    last_success: datetime | None = None
    next_check: datetime | None = None
    #: Consecutive failures; 0 after a success.
    failures: int = 0
    last_error: str | None = None
    #: 410 Gone: never asked again.
    retired: bool = False
    #: The address to use from now on, after a permanent redirect.
    moved_to: str | None = None
    #: Of a page: the version of its article that the last visit found.
    article_id: ArticleId | None = None
    #: Of a page: the address to ask, where it is not ``url``, the article's own.
    asked_as: str | None = None
    #: Of a page: visits in a row that found nothing new.
    unchanged: int = 0
    #: RSS ``<ttl>`` when the feed was last read: it holds on a visit that finds nothing new.
    ttl_minutes: int | None = None


@dataclass(frozen=True, slots=True)
class RawPage:
    """Bytes as fetched, before anything is made of them."""

    url: str  # as asked for
    final_url: str  # after redirects
    status: int
    headers: tuple[tuple[str, str], ...]  # names in lower case
    content: bytes
    fetched: datetime


@dataclass(frozen=True, slots=True)
class FeedItem:
    """One item of a feed: what the feed says about an article that lies elsewhere."""

    feed_url: str
    guid: str  # the feed's own id, else the link
    url: str
    title: str
    summary: str = ""
    #: Full text given in the feed (HTML), when there is one.
    content_html: str = ""
    authors: tuple[str, ...] = ()
    published: datetime | None = None
    updated: datetime | None = None
    #: RSS ``<source>``: the outlet the item was taken from.
    source: str | None = None
    image: Image | None = None


@dataclass(frozen=True, slots=True)
class Image:
    """A picture that an article shows. Without a credit it is never shown by us."""

    url: str
    caption: str | None = None
    #: The credit chain as printed: "Ministry/AFP [via Example]".
    credit: str | None = None
    #: A licence name or address where one is stated.
    licence: str | None = None


@dataclass(frozen=True, slots=True)
class Article:
    """Extracted text of one version of one publication; never changed afterwards."""

    id: ArticleId
    url: str
    outlet_id: OutletId
    title: str
    #: Plain text; paragraphs are separated by newlines. Evidence offsets point into it.
    text: str
    #: When we first saw it (aware, UTC): an argument of the run, never the wall clock.
    seen: datetime
    published: datetime | None = None  # as the publisher says; never invented
    updated: datetime | None = None
    standfirst: str | None = None
    authors: tuple[str, ...] = ()
    section: str | None = None
    language: str | None = None  # ISO 639-1
    image: Image | None = None
    #: The agency or outlet the article itself credits: "AFP", "Reuters".
    credited_to: str | None = None
    #: The publisher reserves text and data mining: link and metadata only, text is empty.
    reserved: bool = False
    #: Why it takes part in no story: "not English", "too short", "reserved", … ; ``None``: it does.
    set_aside: str | None = None
    #: The publisher's correction notices, as printed, in their order; cut from ``text``.
    corrections: tuple[str, ...] = ()
    #: The page says that its article is not free to read.
    is_paywalled: bool = False

    @staticmethod
    def make_id(url: str, title: str, text: str) -> ArticleId:
        """Return the id of this version: another text at the same address is another version."""
        return content_id(url, title, text)

    @property
    def when(self) -> datetime:
        """The time it counts as: published when stated, else seen."""
        return self.published or self.seen
