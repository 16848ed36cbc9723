"""Reading a body without ever holding more than the limit, compressed or not."""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Iterator
from typing import Protocol

from winnow.retrieve.results import FailureKind, Refusal

#: What is asked for; anything else is refused when it comes nevertheless.
ACCEPT_ENCODING = "gzip, deflate"
_STEP = 65_536
# A gzip body may be several files in a row; no honest one is hundreds of empty ones.
_MOST_MEMBERS = 200


def read_body(
    chunks: Iterable[bytes], encoding: str, *, max_bytes: int, cut: bool = False
) -> bytes:
    """Return the decoded body; refuse one that grows beyond ``max_bytes`` on either side.

    A bomb is stopped at the limit: the decompressor is never asked for more than a step.  With
    ``cut`` what lies beyond the limit is left unread instead.
    """
    decode = _decoder(encoding)
    out = bytearray()
    received = 0
    for chunk in chunks:
        received += len(chunk)
        for piece in decode(chunk) if cut or received <= max_bytes else (b"",):
            out += piece
            if max(received, len(out)) > max_bytes:
                if cut:
                    return bytes(out[:max_bytes])
                raise Refusal(
                    FailureKind.TOO_LARGE, f"larger than the limit of {max_bytes:,} bytes"
                )
    if received:
        decode.finish()
    return bytes(out)


class _Decoder(Protocol):
    def __call__(self, chunk: bytes) -> Iterable[bytes]: ...

    def finish(self) -> None: ...


def _decoder(encoding: str) -> _Decoder:
    name = encoding.strip().lower()
    if name in ("", "identity"):
        return _AsItIs()
    if name in ("gzip", "x-gzip"):
        return _Inflater(zlib.MAX_WBITS | 16)
    if name == "deflate":
        return _Inflater(zlib.MAX_WBITS)
    raise Refusal(FailureKind.BROKEN, f"the body is encoded as {name[:30]!r}, which was not asked")


class _AsItIs:
    def __call__(self, chunk: bytes) -> Iterable[bytes]:
        return (chunk,)

    def finish(self) -> None:
        """Accept any end: the connection has counted the bytes."""


class _Inflater:
    """Decompresses in bounded steps."""

    def __init__(self, wbits: int) -> None:
        self._wbits = wbits
        self._inflate = zlib.decompressobj(wbits)
        self._raw_allowed = wbits == zlib.MAX_WBITS
        self._members = 1

    def __call__(self, chunk: bytes) -> Iterator[bytes]:
        data = chunk
        while data and self._goes_on(data):
            yield self._step(data)
            data = self._inflate.unconsumed_tail or self._inflate.unused_data

    def finish(self) -> None:
        """Refuse a stream that ends in its middle: half an article is no article."""
        if not self._inflate.eof:
            raise Refusal(FailureKind.BROKEN, "the compressed body is cut short")

    def _goes_on(self, data: bytes) -> bool:
        """Return whether ``data`` is to be read: behind the end only another gzip file is."""
        if not self._inflate.eof:
            return True
        is_gzip = self._wbits == zlib.MAX_WBITS | 16 and data.startswith(b"\x1f")
        if not is_gzip or self._members >= _MOST_MEMBERS:
            return False
        self._members += 1
        self._inflate = zlib.decompressobj(self._wbits)
        return True

    def _step(self, data: bytes) -> bytes:
        try:
            piece = self._inflate.decompress(data, _STEP)
        except zlib.error as error:
            # Some servers send "deflate" without the zlib header.
            if not self._raw_allowed:
                raise Refusal(FailureKind.BROKEN, "the compressed body is damaged") from error
            self._raw_allowed = False
            self._inflate = zlib.decompressobj(-zlib.MAX_WBITS)
            return self._step(data)
        self._raw_allowed = False
        return piece
