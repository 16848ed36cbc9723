"""What a visit to an address asks for and what it comes back with, as values.

Failures that the web makes every day are values here, never exceptions.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Protocol, TypeAlias

from winnow.types import FeedState, RawPage


@dataclass(frozen=True, slots=True)
class FetchOptions:
    """How the fetcher behaves towards the hosts it asks."""

    #: Product and version; its first word is what robots.txt rules are matched with.
    user_agent: str = "Winnow/0.1"
    #: An address or page where a publisher reaches the operator; sent with every request.
    contact: str = ""
    #: Seconds for connecting and for each read.
    timeout_s: float = 15.0
    #: Seconds for one request in all, headers and body: a trickle is cut here.
    total_timeout_s: float = 45.0
    #: Limit on the bytes on the wire and, separately, on the bytes once decompressed.
    max_bytes: int = 8_000_000
    max_redirects: int = 5
    #: Least seconds between two requests to one host; robots.txt may ask for more.
    per_host_delay_s: float = 1.0
    #: A ``Crawl-delay`` beyond this is not waited for: the page is left for another run.
    max_crawl_delay_s: float = 30.0
    #: Hosts ("intranet.example") or hosts with port ("127.0.0.1:8080") that may be private.
    allow_private_hosts: tuple[str, ...] = ()
    #: Ports that may be asked, besides those of ``allow_private_hosts``.
    ports: tuple[int, ...] = (80, 443, 8080, 8443)

    @property
    def product(self) -> str:
        """The name that robots.txt groups are matched with."""
        return self.user_agent.split("/")[0].split()[0]

    @property
    def user_agent_line(self) -> str:
        """The honest ``User-Agent``, with the contact where there is one."""
        return f"{self.user_agent} (+{self.contact})" if self.contact else self.user_agent


@dataclass(frozen=True, slots=True)
class Exchange:
    """A page with the headers it was asked for with: what an archive keeps of a visit."""

    page: RawPage
    asked: tuple[tuple[str, str], ...] = ()


class FailureKind(StrEnum):
    """Why there is nothing to read."""

    ADDRESS = "address"  # not http(s), credentials in it, an odd port
    PRIVATE = "private"  # the host is, or resolves to, a private address
    DNS = "dns"
    CONNECTION = "connection"
    TIMEOUT = "timeout"
    STATUS = "status"  # 4xx, 5xx
    REDIRECTS = "redirects"  # a loop, or too many
    TOO_LARGE = "too large"  # on the wire or once decompressed
    BROKEN = "broken"  # not HTTP, or a damaged body
    ROBOTS = "robots"
    GONE = "gone"  # 410: never asked again


@dataclass(frozen=True, slots=True)
class Fetched:
    """The address answered with content."""

    url: str
    page: RawPage
    #: Validators exactly as sent.
    etag: str | None = None
    last_modified: str | None = None
    #: Where permanent redirects (301, 308) lead; ``None`` when the address holds.
    moved_to: str | None = None
    #: The publisher reserves text and data mining: use link and metadata only.
    reserved: bool = False


@dataclass(frozen=True, slots=True)
class NotModified:
    """The address says that nothing changed since the last visit."""

    url: str
    headers: tuple[tuple[str, str], ...] = ()
    etag: str | None = None
    last_modified: str | None = None
    moved_to: str | None = None


@dataclass(frozen=True, slots=True)
class Failed:
    """There is nothing to read, and why."""

    url: str
    kind: FailureKind
    #: One line that a person understands.
    message: str
    status: int | None = None
    #: When the server asks to come back.
    retry_after: datetime | None = None


FetchResult: TypeAlias = Fetched | NotModified | Failed


class Retriever(Protocol):
    """Anything that visits addresses: the real fetcher, or a script of answers in a test."""

    def fetch(self, url: str, state: FeedState | None, now: datetime) -> FetchResult:
        """Return what the address answers."""
        ...


class PictureRetriever(Protocol):
    """Anything that visits pictures."""

    def fetch_picture(self, url: str, now: datetime) -> FetchResult:
        """Return the first bytes of the picture at the address."""
        ...


class Refusal(Exception):
    """Inside this package: ends a visit; the fetcher turns it into ``Failed``."""

    def __init__(
        self,
        kind: FailureKind,
        message: str,
        *,
        status: int | None = None,
        retry_after: datetime | None = None,
    ) -> None:
        super().__init__(message)
        self.kind = kind
        self.message = message
        self.status = status
        self.retry_after = retry_after

    def as_failed(self, url: str) -> Failed:
        """Return the failure as the value that leaves this package."""
        return Failed(url, self.kind, self.message, self.status, self.retry_after)
