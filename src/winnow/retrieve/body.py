"""Reading a body without ever holding more than the limit, compressed or not."""

from __future__ import annotations

import zlib
from collections.abc import Callable, Iterable

from winnow.retrieve.results import FailureKind, Refusal

#: What is asked for; anything else is refused when it comes nevertheless.
ACCEPT_ENCODING = "gzip, deflate"
_STEP = 65_536


def read_body(chunks: Iterable[bytes], encoding: str, *, max_bytes: int) -> bytes:
    """Return the decoded body; refuse one that grows beyond ``max_bytes`` on either side.

    A bomb is stopped at the limit: the decompressor is never asked for more than a step.
    """
    decode = _decoder(encoding)
    out = bytearray()
    received = 0
    for chunk in chunks:
        received += len(chunk)
        if received > max_bytes:
            raise _too_large(max_bytes)
        for piece in decode(chunk):
            out += piece
            if len(out) > max_bytes:
                raise _too_large(max_bytes)
    return bytes(out)


def _too_large(max_bytes: int) -> Refusal:
    return Refusal(FailureKind.TOO_LARGE, f"larger than the limit of {max_bytes:,} bytes")


def _decoder(encoding: str) -> Callable[[bytes], Iterable[bytes]]:
    name = encoding.strip().lower()
    if name in ("", "identity"):
        return lambda chunk: (chunk,)
    if name in ("gzip", "x-gzip"):
        return _Inflater(zlib.MAX_WBITS | 16)
    if name == "deflate":
        return _Inflater(zlib.MAX_WBITS)
    raise Refusal(FailureKind.BROKEN, f"the body is encoded as {name[:30]!r}, which was not asked")


class _Inflater:
    """Decompresses in bounded steps."""

    def __init__(self, wbits: int) -> None:
        self._inflate = zlib.decompressobj(wbits)
        self._raw_allowed = wbits == zlib.MAX_WBITS

    def __call__(self, chunk: bytes) -> Iterable[bytes]:
        data = chunk
        while data:
            yield self._step(data)
            data = self._inflate.unconsumed_tail

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
