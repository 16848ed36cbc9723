"""HTTP over connections that go to the very address that was checked.

The name is resolved once, where the connection is opened; what was checked is what is connected
to, so a second answer of the name server cannot lead elsewhere.  ``Host`` and the TLS name stay.
"""

from __future__ import annotations

import ssl
from collections.abc import Callable, Iterable, Iterator
from contextvars import ContextVar

import httpcore
import httpx

from winnow.retrieve.addresses import Resolver, checked_addresses
from winnow.retrieve.results import FetchOptions

_SocketOptions = Iterable[
    tuple[int, int, int] | tuple[int, int, bytes | bytearray] | tuple[int, int, None, int]
]

#: When the request under way must be over, on the fetcher's clock; ``None``: no limit.
deadline: ContextVar[float | None] = ContextVar("deadline", default=None)


class PinnedBackend(httpcore.NetworkBackend):
    """Opens connections to checked addresses only, each read held to the deadline."""

    def __init__(
        self,
        options: FetchOptions,
        resolve: Resolver,
        monotonic: Callable[[], float],
        inner: httpcore.NetworkBackend | None = None,
    ) -> None:
        self._options = options
        self._resolve = resolve
        self._monotonic = monotonic
        self._inner = inner or httpcore.SyncBackend()

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: _SocketOptions | None = None,
    ) -> httpcore.NetworkStream:
        """Return a stream to the first checked address of ``host`` that answers."""
        error: httpcore.ConnectError | httpcore.ConnectTimeout | None = None
        for address in checked_addresses(host, port, self._options, self._resolve):
            try:
                left = _time_left(timeout, self._monotonic, httpcore.ConnectTimeout)
                stream = self._inner.connect_tcp(address, port, left, local_address, socket_options)
                return _TimedStream(stream, self._monotonic)
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as caught:
                error = caught
        raise error or httpcore.ConnectError(f"no address of {host} answers")


class PinnedTransport(httpx.BaseTransport):
    """An httpx transport over ``PinnedBackend``; HTTP/1.1, no proxy, certificates verified."""

    def __init__(
        self, options: FetchOptions, resolve: Resolver, monotonic: Callable[[], float]
    ) -> None:
        self._pool = httpcore.ConnectionPool(
            ssl_context=httpx.create_ssl_context(),
            max_connections=32,
            max_keepalive_connections=8,
            keepalive_expiry=15.0,
            network_backend=PinnedBackend(options, resolve, monotonic),
        )

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """Return the answer with its body still to be read; raises httpcore's errors."""
        answer = self._pool.handle_request(
            httpcore.Request(
                method=request.method,
                url=httpcore.URL(
                    scheme=request.url.raw_scheme,
                    host=request.url.raw_host,
                    port=request.url.port,
                    target=request.url.raw_path,
                ),
                headers=request.headers.raw,
                content=b"",
                extensions=request.extensions,
            )
        )
        return httpx.Response(answer.status, headers=answer.headers, stream=_Body(answer))

    def close(self) -> None:
        """Close all connections."""
        self._pool.close()


class _Body(httpx.SyncByteStream):
    def __init__(self, answer: httpcore.Response) -> None:
        self._answer = answer

    def __iter__(self) -> Iterator[bytes]:
        yield from self._answer.iter_stream()

    def close(self) -> None:
        self._answer.close()


class _TimedStream(httpcore.NetworkStream):
    """A stream whose every read and write ends with the request's deadline at the latest.

    Without it a server that sends its headers byte by byte holds a worker for hours, since each
    read is in time.
    """

    def __init__(self, inner: httpcore.NetworkStream, monotonic: Callable[[], float]) -> None:
        self._inner = inner
        self._monotonic = monotonic

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        left = _time_left(timeout, self._monotonic, httpcore.ReadTimeout)
        return self._inner.read(max_bytes, left)

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        left = _time_left(timeout, self._monotonic, httpcore.WriteTimeout)
        self._inner.write(buffer, left)

    def close(self) -> None:
        self._inner.close()

    def start_tls(
        self,
        ssl_context: ssl.SSLContext,
        server_hostname: str | None = None,
        timeout: float | None = None,
    ) -> httpcore.NetworkStream:
        left = _time_left(timeout, self._monotonic, httpcore.ConnectTimeout)
        return _TimedStream(
            self._inner.start_tls(ssl_context, server_hostname, left), self._monotonic
        )

    def get_extra_info(self, info: str) -> object:
        return self._inner.get_extra_info(info)


def _time_left(
    timeout: float | None,
    monotonic: Callable[[], float],
    error: type[httpcore.TimeoutException],
) -> float | None:
    end = deadline.get()
    if end is None:
        return timeout
    left = end - monotonic()
    if left <= 0:
        raise error("the time for this request is over")
    return left if timeout is None else min(timeout, left)
