"""The credit that a picture file carries inside itself: IPTC-IIM and XMP in JPEG, PNG and WebP.

Bytes in, values out.  The file is hostile: every length is checked against what is there, nothing is
decompressed beyond a limit, no XML parser is asked, and whatever cannot be read is no credit.
"""

from __future__ import annotations

import html
import re
import zlib
from collections.abc import Iterator
from dataclasses import dataclass

#: Only so much of a file is looked at: the credit stands in its head (in WebP: behind the picture).
MAX_BYTES = 30_000_000
_MAX_PACKET = 512_000
_MAX_SEGMENTS = 400
_LONGEST = 200
_PNG = b"\x89PNG\r\n\x1a\n"
_XMP_JPEG = b"http://ns.adobe.com/xap/1.0/\0"
_PHOTOSHOP = b"Photoshop 3.0\0"
_IPTC_RESOURCE = 0x0404
# IIM record 2: dataset number → the field of ImageCredit.
_DATASETS = {80: "creator", 110: "credit", 115: "source", 116: "rights"}
_XMP_FIELDS = {
    "creator": ("dc:creator", "tiff:Artist"),
    "credit": ("photoshop:Credit", "Iptc4xmpExt:CreditLine"),
    "source": ("photoshop:Source",),
    "rights": ("dc:rights", "tiff:Copyright"),
}
_LICENCE_RESOURCE = re.compile(
    r"<cc:license\s[^<>]{0,100}?rdf:resource\s*=\s*[\"']([^\"'<>]{1,300})"
)
_LICENCE_FIELDS = ("cc:license", "xmpRights:WebStatement")


@dataclass(frozen=True, slots=True)
class ImageCredit:
    """What a picture file says of its own origin; empty where it is silent."""

    creator: str = ""
    #: The credit line as the agency wants it printed.
    credit: str = ""
    source: str = ""
    #: The copyright notice.
    rights: str = ""
    #: The address of a licence or of a statement of rights (XMP alone).
    licence: str = ""

    @property
    def line(self) -> str:
        """The credit to print: the file's own line, else creator and source, else the notice."""
        if self.credit:
            shows_creator = self.creator.casefold() in self.credit.casefold()
            return self.credit if shows_creator else f"{self.creator}/{self.credit}"
        if self.creator and self.source and self.creator != self.source:
            return f"{self.creator}/{self.source}"
        return self.creator or self.source or self.rights


def embedded_credit(content: bytes) -> ImageCredit | None:
    """Return the credit in the bytes of a JPEG, PNG or WebP file, ``None`` when there is none.

    XMP, the newer form, is asked before IPTC-IIM, field by field.  A file that is cut off or lies
    about its lengths gives what was read before that.
    """
    content = content[:MAX_BYTES]
    iptc: dict[str, str] = {}
    xmp: dict[str, str] = {}
    for kind, packet in _packets(content):
        if kind == "xmp":
            xmp = {**_read_xmp(packet), **xmp}
        else:
            iptc = {**_read_iptc(packet), **iptc}
    found = {**iptc, **xmp}
    return ImageCredit(**found) if found else None


def _packets(content: bytes) -> Iterator[tuple[str, bytes]]:
    if content.startswith(b"\xff\xd8"):
        yield from _in_jpeg(content)
    elif content.startswith(_PNG):
        yield from _in_png(content)
    elif content[:4] == b"RIFF" and content[8:12] == b"WEBP":
        yield from _in_webp(content)


def _in_jpeg(content: bytes) -> Iterator[tuple[str, bytes]]:
    place = 2
    for _ in range(_MAX_SEGMENTS):
        if content[place : place + 1] != b"\xff":
            return
        marker = content[place + 1 : place + 2]
        size = int.from_bytes(content[place + 2 : place + 4], "big")
        # At "start of scan" the picture itself begins.
        if marker in (b"", b"\xda", b"\xd9") or size < 2:
            return
        segment = content[place + 4 : place + 2 + size]
        if marker == b"\xe1" and segment.startswith(_XMP_JPEG):
            yield "xmp", segment[len(_XMP_JPEG) :]
        elif marker == b"\xed" and segment.startswith(_PHOTOSHOP):
            yield from _in_photoshop(segment[len(_PHOTOSHOP) :])
        place += 2 + size


def _in_photoshop(segment: bytes) -> Iterator[tuple[str, bytes]]:
    """Yield the IPTC record among Photoshop's image resources."""
    place = 0
    while segment[place : place + 4] == b"8BIM" and place + 8 <= len(segment):
        number = int.from_bytes(segment[place + 4 : place + 6], "big")
        name = segment[place + 6]
        start = place + 6 + name + 1 + (name + 1) % 2
        size = int.from_bytes(segment[start : start + 4], "big")
        if number == _IPTC_RESOURCE:
            yield "iptc", segment[start + 4 : start + 4 + size]
        place = start + 4 + size + size % 2


def _in_png(content: bytes) -> Iterator[tuple[str, bytes]]:
    place = len(_PNG)
    for _ in range(_MAX_SEGMENTS):
        size = int.from_bytes(content[place : place + 4], "big")
        kind = content[place + 4 : place + 8]
        if len(kind) < 4 or kind == b"IEND":
            return
        if kind == b"iTXt" and size <= _MAX_PACKET:
            yield from _in_itxt(content[place + 8 : place + 8 + size])
        place += 12 + size


def _in_itxt(chunk: bytes) -> Iterator[tuple[str, bytes]]:
    keyword, _, rest = chunk.partition(b"\0")
    if keyword != b"XML:com.adobe.xmp" or len(rest) < 2:
        return
    is_packed = rest[0] == 1
    text = rest[2:].partition(b"\0")[2].partition(b"\0")[2]
    yield "xmp", _unpacked(text) if is_packed else text


def _unpacked(data: bytes) -> bytes:
    try:
        return zlib.decompressobj().decompress(data, _MAX_PACKET)
    except zlib.error:
        return b""


def _in_webp(content: bytes) -> Iterator[tuple[str, bytes]]:
    place = 12
    for _ in range(_MAX_SEGMENTS):
        kind = content[place : place + 4]
        size = int.from_bytes(content[place + 4 : place + 8], "little")
        if len(kind) < 4:
            return
        if kind == b"XMP ":
            yield "xmp", content[place + 8 : place + 8 + min(size, _MAX_PACKET)]
        place += 8 + size + size % 2


def _read_iptc(record: bytes) -> dict[str, str]:
    found: dict[str, str] = {}
    place, coding = 0, "latin-1"
    while record[place : place + 1] == b"\x1c" and place + 5 <= len(record):
        number, dataset = record[place + 1], record[place + 2]
        size = int.from_bytes(record[place + 3 : place + 5], "big")
        if size & 0x8000:  # an "extended" dataset: no credit is that long
            break
        value = record[place + 5 : place + 5 + size]
        if (number, dataset) == (1, 90) and value == b"\x1b%G":
            coding = "utf-8"
        elif number == 2 and dataset in _DATASETS:
            text = _plain(_decoded(value, coding))
            if text:
                found.setdefault(_DATASETS[dataset], text)
        place += 5 + size
    return found


def _decoded(value: bytes, coding: str) -> str:
    try:
        return value.decode("utf-8")  # many writers do not declare it
    except UnicodeDecodeError:
        return value.decode(coding, "replace")


def _read_xmp(packet: bytes) -> dict[str, str]:
    text = packet[:_MAX_PACKET].decode("utf-8", "replace")
    found = {}
    for field, names in _XMP_FIELDS.items():
        value = next((v for name in names if (v := _value_in(text, name))), "")
        if value:
            found[field] = value
    if licence := _licence_in(text):
        found["licence"] = licence
    return found


def _licence_in(text: str) -> str:
    resource = _LICENCE_RESOURCE.search(text)
    values = [resource.group(1)] if resource else []
    values += [_value_in(text, name) for name in _LICENCE_FIELDS]
    addresses = (_plain(value) for value in values)
    return next((a for a in addresses if re.fullmatch(r"https?://[^\s\"'<>]+", a)), "")


def _value_in(text: str, name: str) -> str:
    """Return the property's value: an attribute, an element's text, or the items of its list."""
    if match := re.search(rf"\s{name}\s*=\s*(\"[^\"<]{{0,2000}}\"|'[^'<]{{0,2000}}')", text):
        return _plain(match.group(1)[1:-1])
    start = re.search(rf"<{name}(?:\s[^<>]{{0,300}})?>", text)
    if start is None:
        return ""
    inner = text[start.end() : start.end() + 4000].partition(f"</{name}>")[0]
    items = re.findall(r"<rdf:li(?:\s[^<>]{0,200})?>([^<]{1,400})</rdf:li>", inner)
    values = [_plain(item) for item in items[:5]] or [_plain(re.sub(r"<[^<>]{0,300}>", " ", inner))]
    return ", ".join(dict.fromkeys(filter(None, values)))[:_LONGEST]


def _plain(text: str) -> str:
    text = html.unescape(text)
    visible = "".join(c if c.isprintable() else " " for c in text)
    return " ".join(visible.split())[:_LONGEST]
