"""A farm of feeds on loopback: a port for each, so that each is a host of its own.

``Farm`` serves; ``good_feed`` and the tables of ``farm_faults`` fill it.
"""

from __future__ import annotations

import selectors
import socket
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from html import escape
from http.server import BaseHTTPRequestHandler

from farm_texts import Telling, telling
from script_server import Answer

Wire = Callable[[BaseHTTPRequestHandler], None]
RSS = (("Content-Type", "application/rss+xml; charset=utf-8"),)
HTML = (("Content-Type", "text/html; charset=utf-8"),)


@dataclass
class Host:
    """One port of the farm."""

    port: int
    routes: dict[str, Answer | Wire] = field(default_factory=dict)

    @property
    def name(self) -> str:
        return f"127.0.0.1:{self.port}"

    def url(self, path: str, scheme: str = "http") -> str:
        return f"{scheme}://{self.name}{path}"


@dataclass
class Farm:
    """All hosts, and what the pages (not the feeds, not robots.txt) were asked for."""

    hosts: list[Host] = field(default_factory=list)
    pages_asked: int = 0
    _selector: selectors.BaseSelector = field(default_factory=selectors.DefaultSelector)
    _open: bool = True

    def host(self) -> Host:
        """Return a new host, listening."""
        listener = socket.create_server(("127.0.0.1", 0), backlog=64)
        listener.setblocking(False)
        host = Host(listener.getsockname()[1])
        self.hosts.append(host)
        self._selector.register(listener, selectors.EVENT_READ, host)
        return host

    def serve(self) -> None:
        while self._open:
            for key, _ in self._selector.select(timeout=0.05):
                with suppress(OSError):
                    connection, address = key.fileobj.accept()  # type: ignore[union-attr]
                    connection.setblocking(True)
                    connection.settimeout(20)
                    worker = threading.Thread(
                        target=self._handle, args=(key.data, connection, address), daemon=True
                    )
                    worker.start()

    def close(self) -> None:
        self._open = False
        for key in list(self._selector.get_map().values()):
            key.fileobj.close()  # type: ignore[union-attr]

    def _handle(self, host: Host, connection: socket.socket, address: object) -> None:
        with suppress(OSError), connection:
            _handler(self, host)(connection, address, self)  # type: ignore[arg-type]


def _handler(farm: Farm, host: Host) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            route = host.routes.get(self.path, Answer(404))
            if self.path.startswith("/article"):
                farm.pages_asked += 1
            if isinstance(route, Answer):
                self.send_response_only(route.status)
                for name, value in route.headers:
                    self.send_header(name, value)
                self.send_header("Content-Length", str(len(route.body)))
                self.end_headers()
                self.wfile.write(route.body)
            else:
                self.close_connection = True
                route(self)

        def log_message(self, format: str, *args: object) -> None:
            pass

    return Handler


@contextmanager
def farming() -> Iterator[Farm]:
    """A farm that serves until the block ends."""
    farm = Farm()
    thread = threading.Thread(target=farm.serve)
    thread.start()
    try:
        yield farm
    finally:
        farm.close()
        thread.join()


# -------------------------------------------------------------------------------------- content


@dataclass(frozen=True)
class Sown:
    """A feed of the farm, and what a run must make of it."""

    name: str
    feed: str
    host: Host
    #: Addresses of the articles that must be kept.
    good: tuple[str, ...] = ()
    #: Part of the one line that tells what is wrong; ``None``: nothing is.
    line: str | None = None
    #: Part of the reason why its articles are set aside, where that is the fault.
    aside: str | None = None


def article_page(told: Telling) -> bytes:
    body = "".join(f"<p>{escape(p)}</p>" for p in told.paragraphs)
    return (
        f'<!doctype html><html lang="en"><head><title>{escape(told.title)}</title>'
        f'<meta property="og:title" content="{escape(told.title)}">'
        f'<meta property="article:published_time" content="{told.published}"></head><body><main>'
        f"<article><h1>{escape(told.title)}</h1>{body}</article></main></body></html>"
    ).encode()


def put_articles(host: Host, numbers: Sequence[int]) -> tuple[str, ...]:
    """Put articles on a host and return their paths."""
    for number in numbers:
        host.routes[f"/article/{number}"] = Answer(200, HTML, article_page(telling(number)))
    return tuple(f"/article/{number}" for number in numbers)


def rss_item(link: str, *, guid: str = "", more: str = "") -> str:
    return (
        f"<item><title>An item</title><link>{link}</link><guid>{guid or link}</guid>{more}</item>"
    )


def rss(*items: str) -> bytes:
    return (
        '<?xml version="1.0" encoding="utf-8"?><rss version="2.0"><channel><title>A feed</title>'
        f"<link>http://example.org/</link><description>d</description>{''.join(items)}"
        "</channel></rss>"
    ).encode()


def good_feed(farm: Farm, numbers: Sequence[int]) -> Sown:
    """Sow a feed with nothing wrong."""
    host = farm.host()
    paths = put_articles(host, numbers)
    host.routes["/feed"] = Answer(200, RSS, rss(*(rss_item(host.url(p)) for p in paths)))
    return Sown("good", host.url("/feed"), host, tuple(host.url(p) for p in paths))


def settings(sown: Sequence[Sown], hosts: Sequence[Host], *, patience_s: float = 6.0) -> str:
    """Return a ``winnow.toml`` that reads every feed, in the order sown."""
    allowed = ", ".join(f'"{host.name}"' for host in hosts)
    outlets = "".join(
        f'\n[[outlets]]\nid = "outlet{i:03}.example"\nname = "Outlet {i}"\n'
        f'owner = "Owner {i}"\nfeeds = ["{each.feed}"]\n'
        for i, each in enumerate(sown)
    )
    return (
        f"[fetch]\nper_host_delay_s = 0\ntimeout_s = {patience_s}\ntotal_timeout_s = {patience_s}\n"
        f"max_bytes = 3000000\nallow_private_hosts = [{allowed}]\n{outlets}"
    )
