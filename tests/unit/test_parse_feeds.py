"""Feeds of every kind, and what is not one."""

from __future__ import annotations

import gzip
import json
from datetime import UTC, datetime

import pytest

from winnow.errors import ParseError
from winnow.parse import ParsedFeed, parse_feed
from winnow.types import RawPage

NOW = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)
URL = "https://gazette.example/feed"


def parse(content: str | bytes, *headers: tuple[str, str]) -> ParsedFeed:
    data = content.encode() if isinstance(content, str) else content
    return parse_feed(RawPage(URL, URL, 200, headers, data, NOW))


RSS = """<?xml version="1.0"?>
<rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/"
 xmlns:media="http://search.yahoo.com/mrss/" xmlns:content="http://purl.org/rss/1.0/modules/content/">
<channel><title>The Gazette</title><link>https://gazette.example/</link><ttl>45</ttl>
<language>en-gb</language>
<item><title>River &amp; rain: &lt;b&gt;two&lt;/b&gt; towns flooded</title><link>/flood</link>
<guid isPermaLink="false">tag:1</guid><pubDate>Mon, 02 Mar 2026 10:00:00 +0200</pubDate>
<dc:creator>Ann Lee</dc:creator><source url="https://wire.example/rss">Wire Service</source>
<description>Short</description><content:encoded><![CDATA[<p>Long <script>x()</script></p>]]></content:encoded>
<media:content url="https://gazette.example/p.jpg" medium="image"/>
<media:credit>Ann Lee/Wire</media:credit></item>
<item><title>No address</title></item>
</channel></rss>"""


def test_rss_keeps_what_the_publisher_says() -> None:
    """Title, guid, author, source, time, picture and credit, each as stated."""
    feed = parse(RSS)
    assert (feed.title, feed.ttl_minutes, feed.language) == ("The Gazette", 45, "en")
    item = feed.items[0]
    assert item.title == "River & rain: two towns flooded"
    assert (item.guid, item.url) == ("tag:1", "https://gazette.example/flood")
    assert item.published == datetime(2026, 3, 2, 8, 0, tzinfo=UTC)
    assert (item.authors, item.source) == (("Ann Lee",), "Wire Service")
    assert item.image is not None and item.image.credit == "Ann Lee/Wire"


def test_no_time_is_invented() -> None:
    """An item that was never updated has no time of update."""
    assert parse(RSS).items[0].updated is None


def test_html_inside_a_feed_is_made_harmless() -> None:
    """Scripts do not come through."""
    assert "script" not in parse(RSS).items[0].content_html


def test_an_item_without_an_address_is_counted_out() -> None:
    """It cannot be cited, so it is left out, and the feed says so."""
    feed = parse(RSS)
    assert len(feed.items) == 1
    assert feed.problem == "1 item without an address left out"


def test_atom_and_rss_1() -> None:
    """Both older relatives are read."""
    atom = """<feed xmlns="http://www.w3.org/2005/Atom"><title>A</title><entry><id>u:1</id>
    <title>One</title><link href="https://a.example/1"/><updated>2026-03-01T00:00:00Z</updated>
    <published>2026-02-01T00:00:00Z</published><author><name>Bo</name></author></entry></feed>"""
    item = parse(atom).items[0]
    assert (item.guid, item.authors) == ("u:1", ("Bo",))
    assert item.updated == datetime(2026, 3, 1, tzinfo=UTC)
    rdf = """<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"
    xmlns="http://purl.org/rss/1.0/"><channel><title>R</title></channel>
    <item rdf:about="https://r.example/1"><title>One</title><link>https://r.example/1</link></item>
    </rdf:RDF>"""
    assert parse(rdf).items[0].url == "https://r.example/1"


def test_json_feed() -> None:
    """JSON Feed 1.1 gives the same kind of items."""
    feed = parse(
        json.dumps(
            {
                "version": "https://jsonfeed.org/version/1.1",
                "title": "J",
                "items": [
                    {"id": 7, "url": "/seven", "title": "Seven", "authors": [{"name": "Cy"}],
                     "date_published": "2026-03-01T10:00:00+01:00", "image": "/p.png"},
                    {"id": "x"},
                ],
            }
        )
    )  # fmt: skip
    item = feed.items[0]
    assert (item.guid, item.url, item.authors) == ("7", "https://gazette.example/seven", ("Cy",))
    assert item.published == datetime(2026, 3, 1, 9, 0, tzinfo=UTC)
    assert feed.problem is not None


def test_a_feed_cut_in_the_middle_gives_what_came_before() -> None:
    """The items above the break are read, and the break is named."""
    feed = parse(RSS[: RSS.index("<item><title>No address")] + "<item><title>Cut &off <b")
    assert [item.guid for item in feed.items] == ["tag:1"]
    assert feed.problem is not None and "broken feed" in feed.problem


@pytest.mark.parametrize(
    "declaration",
    [
        '<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">',
        '<!ENTITY x SYSTEM "file:///etc/passwd">',
        '<!ENTITY % p "x">',
        f'<!ENTITY long "{"a" * 5000}">',
    ],
)
def test_entity_bombs_are_refused(declaration: str) -> None:
    """Entities made of entities, of files, or too long are not expanded."""
    bomb = RSS.replace("<rss ", f"<!DOCTYPE rss [{declaration}]><rss ", 1)
    for content in (bomb.encode(), bomb.encode("utf-16")):
        with pytest.raises(ParseError, match="entities"):
            parse(content)


def test_a_harmless_entity_is_no_bomb() -> None:
    """Old feeds declare a character or two."""
    feed = parse(RSS.replace("<rss ", '<!DOCTYPE rss [<!ENTITY nbsp "&#160;">]><rss ', 1))
    assert len(feed.items) == 1


def test_a_feed_in_latin_1_without_saying_so() -> None:
    """Bytes that are no UTF-8 are still read as what they are."""
    feed = parse(RSS.replace("The Gazette", "Le Journal d'été").encode("latin-1"))
    assert feed.title == "Le Journal d'été"


def test_a_known_entity_that_nobody_declared_is_no_fault() -> None:
    """``&nbsp;`` and its like are read, and a feed that is whole is not called broken."""
    feed = parse(RSS.replace("The Gazette", "The&nbsp;Gaz&eacute;tte"))
    assert (feed.title, len(feed.items)) == ("The Gazétte", 1)
    assert feed.problem == "1 item without an address left out"


def test_the_document_types_of_old_feeds_are_no_bomb() -> None:
    """The character sets of the W3C are named in thousands of feeds, and never fetched."""
    declared = (
        '<!DOCTYPE rss [<!ENTITY % HTMLlat1 PUBLIC "-//W3C//ENTITIES Latin 1 for XHTML//EN"'
        ' "http://www.w3.org/TR/xhtml1/DTD/xhtml-lat1.ent">%HTMLlat1;]>'
    )
    assert len(parse(RSS.replace("<rss ", f"{declared}<rss ", 1)).items) == 1


def test_a_broken_feed_that_came_whole_is_still_a_feed() -> None:
    """Nothing in it can be read, but it is no cut: its items may come back."""
    feed = parse("<rss version='2.0'><channel><title>A</title><b></channel></rss>")
    assert (feed.title, feed.items) == ("A", ())
    assert feed.problem is not None and feed.problem.startswith("broken feed, 0 items")


def test_titles_hold_no_control_characters() -> None:
    """Whatever character references a feed writes."""
    feed = parse(RSS.replace("River &amp; rain", "River&#26; rain"))
    assert feed.items[0].title == "River rain: two towns flooded"


def test_the_language_of_the_answer_is_that_of_a_feed_that_states_none() -> None:
    """The feed's own word outranks the header's."""
    silent = RSS.replace("<language>en-gb</language>", "")
    assert parse(silent, ("content-language", "fr-CA")).language == "fr"
    assert parse(RSS, ("content-language", "fr-CA")).language == "en"


def test_a_packed_feed_is_unpacked_within_the_limit() -> None:
    """A file of gzip is a feed like any other; a bomb is refused."""
    assert len(parse(gzip.compress(RSS.encode())).items) == 1
    with pytest.raises(ParseError, match="larger"):
        parse(gzip.compress(bytes(20_000_000)))


def test_json_items_that_are_none_are_counted_out() -> None:
    """A number among the items costs itself alone."""
    feed = parse(
        '{"version": "https://jsonfeed.org/version/1.1", "items": [3, {"id": "u", "url": "/a"}]}'
    )
    assert [item.url for item in feed.items] == ["https://gazette.example/a"]
    assert feed.problem == "1 of 2 items are no items: left out"
