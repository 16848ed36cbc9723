"""Credits inside picture files: files built here, byte by byte."""

from __future__ import annotations

import zlib
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from winnow.parse.embedded import ImageCredit, embedded_credit

XMP = (
    '<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF><rdf:Description photoshop:Credit="Lodewire &amp; Co">'
    "<dc:creator><rdf:Seq><rdf:li>Cy Orr</rdf:li></rdf:Seq></dc:creator>"
    '<dc:rights><rdf:Alt><rdf:li xml:lang="x-default">© Lodewire</rdf:li></rdf:Alt></dc:rights>'
    "</rdf:Description></rdf:RDF></x:xmpmeta>"
).encode()
FROM_XMP = ImageCredit(creator="Cy Orr", credit="Lodewire & Co", rights="© Lodewire")


def dataset(number: int, value: str) -> bytes:
    data = value.encode()
    return bytes([0x1C, 2, number]) + len(data).to_bytes(2, "big") + data


def segment(marker: int, data: bytes) -> bytes:
    return bytes([0xFF, marker]) + (len(data) + 2).to_bytes(2, "big") + data


def jpeg(*segments: bytes) -> bytes:
    return b"\xff\xd8" + b"".join(segments) + b"\xff\xda\x00\x02picture\xff\xd9"


def iptc(*datasets: bytes) -> bytes:
    record = b"".join(datasets)
    resource = b"8BIM\x04\x04\x00\x00" + len(record).to_bytes(4, "big") + record
    return segment(0xED, b"Photoshop 3.0\x00" + resource)


def png(chunk: bytes) -> bytes:
    return b"\x89PNG\r\n\x1a\n" + len(chunk).to_bytes(4, "big") + b"iTXt" + chunk + b"\0\0\0\0"


def webp(packet: bytes) -> bytes:
    body = b"WEBPVP8X" + (10).to_bytes(4, "little") + bytes(10)
    body += b"XMP " + len(packet).to_bytes(4, "little") + packet
    return b"RIFF" + len(body).to_bytes(4, "little") + body


PLAIN_XMP = b"XML:com.adobe.xmp\0\0\0\0\0" + XMP
PACKED_XMP = b"XML:com.adobe.xmp\0\x01\0\0\0" + zlib.compress(XMP)
FILES = {
    "jpeg xmp": jpeg(segment(0xE1, b"http://ns.adobe.com/xap/1.0/\0" + XMP)),
    "png": png(PLAIN_XMP),
    "png packed": png(PACKED_XMP),
    "webp": webp(XMP),
}


@pytest.mark.parametrize("content", FILES.values(), ids=FILES.keys())
def test_xmp_is_read_in_every_kind_of_file(content: bytes) -> None:
    """Creator, credit line and rights come out of the packet."""
    assert embedded_credit(content) == FROM_XMP


def test_iptc_is_read_in_a_jpeg() -> None:
    """By-line, credit, source and notice of the older standard."""
    found = embedded_credit(
        jpeg(iptc(dataset(80, "Zoë Orr"), dataset(110, "LODE"), dataset(115, "Lodewire")))
    )
    assert found == ImageCredit(creator="Zoë Orr", credit="LODE", source="Lodewire")
    assert found.line == "Zoë Orr/LODE"


def test_xmp_goes_before_iptc() -> None:
    """Where both speak the newer counts; what it leaves open the older fills."""
    both = jpeg(
        iptc(dataset(110, "Old"), dataset(115, "Lodewire")),
        segment(0xE1, b"http://ns.adobe.com/xap/1.0/\0" + XMP),
    )
    found = embedded_credit(both)
    assert found is not None and (found.credit, found.source) == ("Lodewire & Co", "Lodewire")


@pytest.mark.parametrize(
    ("credit", "line"),
    [
        (ImageCredit(creator="Cy Orr", credit="Cy Orr/Lodewire"), "Cy Orr/Lodewire"),
        (ImageCredit(creator="Cy Orr", source="Lodewire"), "Cy Orr/Lodewire"),
        (ImageCredit(rights="© Lodewire"), "© Lodewire"),
    ],
)
def test_the_line_to_print(credit: ImageCredit, line: str) -> None:
    """Nothing is printed twice."""
    assert credit.line == line


@pytest.mark.parametrize(
    ("stated", "licence"),
    [
        ('<cc:license rdf:resource="https://l.example/by"/>', "https://l.example/by"),
        (
            "<xmpRights:WebStatement>http://l.example/all</xmpRights:WebStatement>",
            "http://l.example/all",
        ),
        ("<cc:license>javascript:alert(1)</cc:license>", ""),
        ("<cc:license/>", ""),
    ],
)
def test_a_licence_is_an_address(stated: str, licence: str) -> None:
    """The licence in XMP is kept where it is a web address."""
    packet = XMP.replace(b"<dc:rights>", stated.encode() + b"<dc:rights>")
    assert embedded_credit(webp(packet)) == replace(FROM_XMP, licence=licence)


@pytest.mark.parametrize("content", [b"", b"GIF89a", b"\xff\xd8", jpeg(), b"RIFF\0\0\0\0WEBP"])
def test_a_file_without_credit_has_none(content: bytes) -> None:
    """Silence is no credit."""
    assert embedded_credit(content) is None


def test_a_bomb_is_not_unpacked() -> None:
    """A packet that unpacks to gigabytes is cut, not filled into memory."""
    bomb = b"XML:com.adobe.xmp\0\x01\0\0\0" + zlib.compress(b"\0" * 50_000_000)
    assert embedded_credit(png(bomb)) is None


@settings(max_examples=200)
@given(st.sampled_from(sorted(FILES)), st.integers(0, 400), st.binary(max_size=8), st.booleans())
def test_damaged_files_do_no_harm(name: str, place: int, noise: bytes, is_cut: bool) -> None:
    """Cut off or overwritten anywhere, a file gives a credit or none, and never an error."""
    content = FILES[name]
    damaged = content[:place] + noise + (b"" if is_cut else content[place + len(noise) :])
    found = embedded_credit(damaged)
    assert found is None or len(found.line) <= 402
