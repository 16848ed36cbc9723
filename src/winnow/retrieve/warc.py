"""WARC out: every page that was fetched, with the request that fetched it, in files of a folder."""

from __future__ import annotations

import io
import threading
from http import HTTPStatus
from pathlib import Path
from types import TracebackType
from typing import IO

import httpx
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from winnow.errors import FetchError
from winnow.retrieve.results import Exchange

#: A file that has grown to this is closed and another begun; the usual size of WARC files.
ROTATE_BYTES = 1_000_000_000
# The body is kept as it was read, unpacked and whole: headers about its packing would be wrong.
_PACKING = {"content-encoding", "transfer-encoding", "content-length"}


class WarcArchive:
    """Keeps exchanges in ``folder``, compressed record by record; may be shared by threads.

    Files are called ``winnow-TIME-NUMBER.warc.gz``; one that is there already is never written to.
    What is written is complete after each exchange, so that a run that is killed loses none.
    """

    def __init__(self, folder: Path, *, software: str, rotate_bytes: int = ROTATE_BYTES) -> None:
        self._folder = folder
        self._software = software
        self._rotate_bytes = rotate_bytes
        self._lock = threading.Lock()
        self._file: IO[bytes] | None = None

    def __enter__(self) -> WarcArchive:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close the file under way; another exchange begins another one."""
        with self._lock:
            self._close()

    def keep(self, exchange: Exchange) -> None:
        """Write the exchange as a request and a response record; raise ``FetchError`` when it cannot."""
        try:
            with self._lock:
                file = self._open(exchange)
                _write(WARCWriter(file, gzip=True), exchange)
                file.flush()
                if file.tell() >= self._rotate_bytes:
                    self._close()
        except OSError as error:
            raise FetchError(
                str(self._folder), f"the archive of pages cannot be written: {error}"
            ) from error

    def _close(self) -> None:
        if self._file is not None:
            self._file.close()
            self._file = None

    def _open(self, exchange: Exchange) -> IO[bytes]:
        if self._file is None:
            self._folder.mkdir(parents=True, exist_ok=True)
            self._file = _new_file(self._folder, f"winnow-{exchange.page.fetched:%Y%m%dT%H%M%SZ}")
            writer = WARCWriter(self._file, gzip=True)
            info = {"software": self._software, "format": "WARC File Format 1.0"}
            writer.write_record(writer.create_warcinfo_record(Path(self._file.name).name, info))
        return self._file


def _new_file(folder: Path, stem: str) -> IO[bytes]:
    number = 0
    while True:
        try:
            return (folder / f"{stem}-{number:05}.warc.gz").open("xb")
        except FileExistsError:
            number += 1


def _write(writer: WARCWriter, exchange: Exchange) -> None:
    page = exchange.page
    url = str(httpx.URL(page.final_url))  # as it was asked: percent-encoded
    dated = {"WARC-Date": f"{page.fetched:%Y-%m-%dT%H:%M:%SZ}"}
    response = writer.create_warc_record(
        url,
        "response",
        payload=io.BytesIO(page.content),
        http_headers=_response_head(exchange),
        warc_headers_dict=dated,
    )
    request = writer.create_warc_record(
        url, "request", http_headers=_request_head(exchange), warc_headers_dict=dated
    )
    writer.write_request_response_pair(request, response)


def _response_head(exchange: Exchange) -> StatusAndHeaders:
    page = exchange.page
    kept = [
        (f"X-Archive-Orig-{name}" if name in _PACKING else name, value)
        for name, value in page.headers
    ]
    kept.append(("Content-Length", str(len(page.content))))
    phrase = HTTPStatus(page.status).phrase if page.status in set(HTTPStatus) else ""
    return StatusAndHeaders(f"{page.status} {phrase}", kept, protocol="HTTP/1.1")


def _request_head(exchange: Exchange) -> StatusAndHeaders:
    target = httpx.URL(exchange.page.final_url).raw_path.decode("ascii")
    return StatusAndHeaders(
        f"GET {target} HTTP/1.1", list(exchange.asked), protocol="", is_http_request=True
    )
