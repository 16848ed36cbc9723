"""The fetcher: one polite, bounded, guarded visit at a time."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from datetime import datetime
from types import TracebackType
from urllib.parse import urljoin

import httpcore
import httpx

from winnow.retrieve.addresses import Resolver, check_url, host_key, system_resolve
from winnow.retrieve.body import ACCEPT_ENCODING, read_body
from winnow.retrieve.results import (
    Exchange,
    Failed,
    FailureKind,
    Fetched,
    FetchOptions,
    FetchResult,
    NotModified,
    Refusal,
)
from winnow.retrieve.robots import (
    ROBOTS_MAX_BYTES,
    is_reserved_by_header,
    is_reserved_by_page,
)
from winnow.retrieve.schedule import parse_retry_after
from winnow.retrieve.sites import SiteRules
from winnow.retrieve.transport import PinnedTransport, deadline
from winnow.retrieve.turns import Turns
from winnow.types import FeedState, RawPage

_ACCEPT = (
    "text/html,application/xhtml+xml,application/atom+xml,application/rss+xml,"
    "application/feed+json;q=0.9,application/xml;q=0.8,*/*;q=0.5"
)
#: Of a picture no more is read: what a file says of itself stands in its head.
PICTURE_BYTES = 512_000
_REDIRECTS = {301, 302, 303, 307, 308}
_PERMANENT = {301, 308}
#: RFC 9309, 2.3.1.2: at least five redirects are followed for robots.txt.
_LEAST_REDIRECTS = 5


@dataclass(frozen=True, slots=True)
class _Answer:
    url: str
    status: int
    headers: tuple[tuple[str, str], ...]
    body: bytes
    #: The headers of the request.
    asked: tuple[tuple[str, str], ...] = ()
    #: Where permanent redirects led, as long as they came first.
    moved_to: str | None = None
    #: No temporary redirect led here: the answer is about the address that was asked.
    is_own: bool = True

    def header(self, name: str) -> str | None:
        return next((value for key, value in self.headers if key == name), None)


@dataclass(frozen=True, slots=True)
class _Wanted:
    """What a visit is for."""

    max_bytes: int
    #: What lies beyond the limit is left unread, instead of refused.
    cut: bool = False
    #: Media types that are read; empty: all.
    media: tuple[str, ...] = ()

    @property
    def headers(self) -> dict[bytes, bytes]:
        return {b"Accept": ", ".join(self.media).encode()} if self.media else {}

    def check(self, content_type: str) -> None:
        """Raise a ``Refusal`` when an answer of this type is not to be read."""
        media = content_type.split(";")[0].strip().lower()
        if self.media and media not in self.media:
            raise Refusal(FailureKind.BROKEN, f"an answer of another type ({media[:40] or 'none'})")


_WELL_KNOWN = _Wanted(ROBOTS_MAX_BYTES, cut=True)
_PICTURE = _Wanted(PICTURE_BYTES, cut=True, media=("image/jpeg", "image/png", "image/webp"))


class Fetcher:
    """Visits addresses: guarded, bounded, and as polite as robots.txt asks.

    robots.txt and tdmrep.json are read once per host and kept for a day at most.  It may be shared
    by threads; requests to one host wait for each other.  ``keep`` gets every page that was
    fetched and is not reserved, for an archive.
    """

    def __init__(
        self,
        options: FetchOptions,
        *,
        resolve: Resolver = system_resolve,
        sleep: Callable[[float], None] = time.sleep,
        monotonic: Callable[[], float] = time.monotonic,
        keep: Callable[[Exchange], None] | None = None,
    ) -> None:
        self._options = options
        self._monotonic = monotonic
        self._keep = keep
        # The client only words requests: sent through it, they would carry cookies from one
        # page to the next, and redirects would be read before they are checked.
        self._transport = PinnedTransport(options, resolve, monotonic)
        self._client = httpx.Client(
            transport=self._transport,
            timeout=options.timeout_s,
            trust_env=False,
            headers={
                "User-Agent": options.user_agent_line,
                "Accept": _ACCEPT,
                "Accept-Encoding": ACCEPT_ENCODING,
            },
        )
        # Rules are read under a lock of their own, which may wait for a turn (of any host, since
        # robots.txt may redirect); during a turn nothing else is waited for.
        self._turns = Turns(options.per_host_delay_s, sleep, monotonic)
        self._rules = SiteRules(options, self._well_known)

    def __enter__(self) -> Fetcher:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close all connections."""
        self._client.close()

    def fetch(self, url: str, state: FeedState | None, now: datetime) -> FetchResult:
        """Return what ``url`` answers; what may be expected to go wrong is a ``Failed``.

        The validators of ``state`` are replayed byte for byte.  A retired address is not asked.
        """
        if state is not None and state.retired:
            return Failed(url, FailureKind.GONE, "the address is retired (410)", 410)
        start = (state.moved_to if state else None) or url
        validators = _validators(state)
        try:
            answer = self._follow(start, validators, now, _Wanted(self._options.max_bytes))
            result = self._result(url, answer, now, is_conditional=bool(validators))
        except Refusal as refusal:
            return refusal.as_failed(url)
        if isinstance(result, Fetched) and self._keep is not None and not result.reserved:
            self._keep(Exchange(result.page, answer.asked))
        return result

    def fetch_picture(self, url: str, now: datetime) -> FetchResult:
        """Return the first bytes of a JPEG, PNG or WebP file, asked for under the same rules.

        An answer of another type is not read; nothing goes to the archive.
        """
        try:
            answer = self._follow(url, {}, now, _PICTURE)
            return self._result(url, answer, now, is_conditional=False)
        except Refusal as refusal:
            return refusal.as_failed(url)

    # ------------------------------------------------------------------------------ one visit

    def _follow(
        self, url: str, validators: dict[bytes, bytes], now: datetime, wanted: _Wanted
    ) -> _Answer:
        """Return the answer at the end of the redirects, each checked as the first address is."""
        moved_to: str | None = None
        permanent = True
        seen = {url}
        for _ in range(self._options.max_redirects + 1):
            self._rules.check(url, now)
            answer = self._get(url, {**validators, **wanted.headers}, now, wanted)
            if answer.status not in _REDIRECTS:
                return replace(answer, url=url, moved_to=moved_to, is_own=permanent)
            permanent = permanent and answer.status in _PERMANENT
            url = _target(answer)
            moved_to = url if permanent else moved_to
            if url in seen:
                raise Refusal(FailureKind.REDIRECTS, "the redirects lead back to where they began")
            seen.add(url)
        raise Refusal(
            FailureKind.REDIRECTS, f"more than {self._options.max_redirects} redirects in a row"
        )

    def _result(
        self, url: str, answer: _Answer, now: datetime, *, is_conditional: bool
    ) -> FetchResult:
        etag, last_modified = answer.header("etag"), answer.header("last-modified")
        if answer.status == 304 and is_conditional:
            return NotModified(url, answer.headers, etag, last_modified, answer.moved_to)
        if answer.status == 410 and answer.is_own:
            raise Refusal(FailureKind.GONE, "the address is gone for good (410)", status=410)
        if answer.status != 200:
            raise Refusal(
                FailureKind.STATUS,
                f"the server answers {answer.status}",
                status=answer.status,
                retry_after=parse_retry_after(answer.header("retry-after"), now),
            )
        page = RawPage(url, answer.url, answer.status, answer.headers, answer.body, now)
        reserved = self._is_reserved(page, now)
        return Fetched(url, page, etag, last_modified, answer.moved_to, reserved)

    def _is_reserved(self, page: RawPage, now: datetime) -> bool:
        """Return whether text and data mining is reserved: by the answer, the host, or the page."""
        return (
            is_reserved_by_header(page.headers)
            or self._rules.reserves(page.final_url, now)
            or is_reserved_by_page(page.content)
        )

    def _get(
        self, url: str, headers: dict[bytes, bytes], now: datetime, wanted: _Wanted
    ) -> _Answer:
        """Return one answer, whatever its status; the body is read for 200 alone."""
        parts = check_url(url, self._options)
        host = host_key(parts)
        with (
            self._turns.turn(host, lambda: self._rules.crawl_delay(url)),
            _errors_as_refusals(),
            self._deadline(),
        ):
            request = self._client.build_request("GET", url, headers=headers)
            response = self._transport.handle_request(request)
            try:
                found = _headers(response)
                body = b""
                if response.status_code == 200:
                    wanted.check(response.headers.get("content-type", ""))
                    encoding = response.headers.get("content-encoding", "")
                    body = read_body(
                        response.iter_raw(), encoding, max_bytes=wanted.max_bytes, cut=wanted.cut
                    )
                answer = _Answer(url, response.status_code, found, body, _asked(request))
            finally:
                response.close()
        retry_after = parse_retry_after(answer.header("retry-after"), now)
        self._turns.note(host, answer.status, retry_after, now)
        return answer

    @contextmanager
    def _deadline(self) -> Iterator[None]:
        token = deadline.set(self._monotonic() + self._options.total_timeout_s)
        try:
            yield
        finally:
            deadline.reset(token)

    def _well_known(self, url: str, now: datetime) -> tuple[int, bytes]:
        """Return the answer for a host's own file, following redirects under the same guard.

        What lies beyond the limit of robots.txt is left unread.
        """
        for _ in range(max(self._options.max_redirects, _LEAST_REDIRECTS) + 1):
            answer = self._get(url, {}, now, _WELL_KNOWN)
            if answer.status not in _REDIRECTS:
                return answer.status, answer.body
            url = _target(answer)
        raise Refusal(FailureKind.REDIRECTS, "too many redirects")


def _asked(request: httpx.Request) -> tuple[tuple[str, str], ...]:
    return tuple((k.decode("latin-1"), v.decode("latin-1")) for k, v in request.headers.raw)


def _validators(state: FeedState | None) -> dict[bytes, bytes]:
    if state is None:
        return {}
    pairs = {b"If-None-Match": state.etag, b"If-Modified-Since": state.last_modified}
    return {name: value.encode("latin-1", "ignore") for name, value in pairs.items() if value}


def _headers(response: httpx.Response) -> tuple[tuple[str, str], ...]:
    """Return the headers read as Latin-1, which keeps every byte for the replay."""
    return tuple(
        (name.decode("latin-1").lower(), value.decode("latin-1"))
        for name, value in response.headers.raw
    )


def _target(answer: _Answer) -> str:
    location = answer.header("location")
    if not location:
        raise Refusal(FailureKind.BROKEN, "a redirect that leads nowhere", status=answer.status)
    with suppress(UnicodeError):  # headers are read as Latin-1; addresses in them are UTF-8
        location = location.encode("latin-1").decode("utf-8")
    try:
        return urljoin(answer.url, location).split("#")[0]
    except ValueError as error:
        raise Refusal(FailureKind.ADDRESS, "a redirect to an invalid address") from error


@contextmanager
def _errors_as_refusals() -> Iterator[None]:
    """Turn what httpcore and httpx raise into refusals that a person understands."""
    try:
        yield
    except (httpcore.TimeoutException, httpx.TimeoutException) as error:
        raise Refusal(FailureKind.TIMEOUT, "the server did not answer in time") from error
    except (httpcore.NetworkError, httpx.NetworkError) as error:
        raise Refusal(FailureKind.CONNECTION, f"no connection ({_reason(error)})") from error
    except (httpcore.ProtocolError, httpx.ProtocolError) as error:
        raise Refusal(FailureKind.BROKEN, f"not a valid answer ({_reason(error)})") from error
    except (httpcore.UnsupportedProtocol, httpx.InvalidURL, httpx.HTTPError, UnicodeError) as error:
        raise Refusal(FailureKind.ADDRESS, f"cannot be asked ({_reason(error)})") from error


def _reason(error: Exception) -> str:
    return " ".join(str(error).split())[:120] or type(error).__name__
