"""From a page to an article."""

from __future__ import annotations

import json
from datetime import UTC, datetime

import pytest

from winnow.errors import ParseError
from winnow.parse import clean_title, extract_article, outlet_of_url
from winnow.parse.credit import credited_to
from winnow.parse.decode import decode
from winnow.parse.pictures import split_credit
from winnow.parse.times import parse_time
from winnow.types import Article, FeedItem, RawPage

NOW = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)
URL = "https://www.gazette.example/world/flood?utm_source=x"
PARAGRAPHS = (
    "ORLA, March 1 (Reuters) - The river Orla rose above its banks on Tuesday night and flooded two"
    " hundred houses in the old town, officials said.",
    "Mayor Ines Tavel said the town had asked the army for boats and blankets, and that the school"
    " would stay open as a shelter for the night.",
    "“Nobody was hurt, and we want to keep it that way,” she told reporters at the town hall, where"
    " volunteers were filling sandbags until midnight.",
)
LD = {
    "@context": "https://schema.org",
    "@graph": [
        {"@type": "WebSite", "name": "The Gazette"},
        {
            "@type": ["NewsArticle"],
            "headline": "River floods two hundred houses",
            "datePublished": "2026-03-01T20:00:00+01:00",
            "dateModified": "2026-03-02T08:30:00Z",
            "author": [{"@type": "Person", "name": "Ann Lee"}, {"name": "Bo Ek"}],
            "articleSection": "World",
            "image": {"url": "/img/flood-orla.jpg", "caption": "The old town", "creditText": "Cy Orr/Wire"},
        },
    ],
}  # fmt: skip


def html_page(
    *, head: str = "", body: str = "", lang: str = "en", paragraphs: tuple[str, ...] = PARAGRAPHS
) -> str:
    text = "".join(f"<p>{each}</p>" for each in paragraphs)
    return (
        f'<!doctype html><html lang="{lang}"><head><title>River floods two hundred houses | The'
        f' Gazette</title><meta property="og:site_name" content="The Gazette">{head}</head><body>'
        f"<nav><a>Home</a><a>World</a></nav><article><h1>River floods two hundred houses</h1>{text}"
        f"{body}</article><footer>About us</footer></body></html>"
    )


def article_of(
    html: str, *headers: tuple[str, str], item: FeedItem | None = None, url: str = URL
) -> Article:
    page = RawPage(url, url, 200, headers, html.encode(), NOW)
    return extract_article(page, item=item, seen=NOW)


def test_what_the_page_states_is_kept() -> None:
    """Title, text, people, times, section and outlet come from the page."""
    found = article_of(
        html_page(
            head=f'<script type="application/ld+json">{json.dumps(LD)}</script>'
            '<link rel="canonical" href="https://www.gazette.example/world/flood">'
            '<meta name="description" content="Army asked for boats.">'
        )
    )
    assert found.text == "\n".join(PARAGRAPHS)
    assert found.title == "River floods two hundred houses"
    assert found.url == "https://www.gazette.example/world/flood"
    assert found.outlet_id == "gazette.example"
    assert found.published == datetime(2026, 3, 1, 19, 0, tzinfo=UTC)
    assert found.updated == datetime(2026, 3, 2, 8, 30, tzinfo=UTC)
    assert found.authors == ("Ann Lee", "Bo Ek")
    assert (found.section, found.standfirst) == ("World", "Army asked for boats.")
    assert (found.credited_to, found.language, found.set_aside) == ("Reuters", "en", None)
    assert found.image is not None
    assert (found.image.caption, found.image.credit) == ("The old town", "Cy Orr/Wire")
    assert found.image.url == "https://www.gazette.example/img/flood-orla.jpg"


def test_the_credit_in_a_figure_is_found() -> None:
    """Without JSON-LD the picture's credit is read where it is printed."""
    figure = (
        '<figure><img src="/img/flood-orla-2.jpg"><figcaption>Boats in the old town. '
        '<span class="credit">Photograph: Cy Orr/Wire</span></figcaption></figure>'
    )
    found = article_of(
        html_page(head='<meta property="og:image" content="/img/flood-orla-2.jpg">', body=figure)
    )
    assert found.image is not None
    assert (found.image.caption, found.image.credit) == ("Boats in the old town.", "Cy Orr/Wire")


def test_no_credit_is_invented() -> None:
    """A picture without a printed credit has none."""
    found = article_of(html_page(head='<meta property="og:image" content="/img/flood-orla.jpg">'))
    assert found.image is not None and found.image.credit is None


def test_another_outlets_canonical_address_is_not_taken() -> None:
    """A page cannot pass itself off as another outlet's."""
    found = article_of(html_page(head='<link rel="canonical" href="https://other.example/a">'))
    assert (found.url, found.outlet_id) == (URL, "gazette.example")


def test_the_feed_fills_what_the_page_leaves_open() -> None:
    """The item's time and author count where the page is silent."""
    when = datetime(2026, 3, 1, 9, 0, tzinfo=UTC)
    item = FeedItem("f", "g", URL, "Feed title", authors=("Di Ro",), published=when)
    found = article_of(html_page(), item=item)
    assert (found.published, found.authors) == (when, ("Di Ro",))


@pytest.mark.parametrize("stated", ["1970-01-01T00:00:00Z", "2026-03-09T00:00:00Z", "yesterday"])
def test_impossible_times_are_not_taken(stated: str) -> None:
    """Before the web, next week or not a time: the article is undated."""
    head = f'<meta property="article:published_time" content="{stated}">'
    assert article_of(html_page(head=head)).published is None


@pytest.mark.parametrize(
    ("head", "headers"),
    [('<meta name="tdm-reservation" content="1">', ()), ("", (("tdm-reservation", "1"),))],
)
def test_a_reservation_leaves_link_and_metadata(
    head: str, headers: tuple[tuple[str, str], ...]
) -> None:
    """A publisher who reserves mining is listed, not read."""
    found = article_of(html_page(head=head), *headers)
    assert (found.reserved, found.text, found.set_aside) == (True, "", "reserved")
    assert found.title == "River floods two hundred houses"


def test_another_language_is_set_aside() -> None:
    """The text decides, not the language the template states."""
    german = (
        "Der Fluss trat in der Nacht zum Dienstag über die Ufer und überflutete zweihundert Häuser"
        " in der Altstadt, wie die Behörden am Morgen mitteilten.",
        "Die Bürgermeisterin sagte, die Stadt habe die Armee um Boote und Decken gebeten, und die"
        " Schule bleibe in der Nacht als Unterkunft für die Bewohner geöffnet.",
    )
    found = article_of(html_page(paragraphs=german, lang="en"))
    assert (found.language, found.set_aside) == ("de", "not English (de)")


def test_a_stub_is_set_aside() -> None:
    """One sentence makes no article."""
    assert (
        article_of(html_page(paragraphs=("A short note about the river.",))).set_aside is not None
    )


@pytest.mark.parametrize(
    ("html", "says"),
    [
        ("", "empty"),
        ("<div>" * 5000, "nested"),
        ("<b>x</b>" * 60_000, "tags"),
        ("<p>" + "x" * 9_000_000, "larger"),
        ("<p " + " ".join(f"a{i}=1" for i in range(50_000)) + ">", "attributes"),
    ],
)
def test_html_bombs_are_refused_in_one_line(html: str, says: str) -> None:
    """Before any parser meets them."""
    with pytest.raises(ParseError, match=says):
        article_of(html)


def test_a_huge_attribute_does_no_harm() -> None:
    """Pictures are often put into the page itself."""
    found = article_of(html_page(body=f'<img src="data:image/png;base64,{"A" * 2_000_000}">'))
    assert found.text == "\n".join(PARAGRAPHS)


def test_a_body_stated_in_json_ld_is_used_where_the_page_shows_less() -> None:
    """The page shows a teaser; the stated text is taken, broken where the shown paragraphs begin."""
    more = tuple(f"{p} This was said a second time on day {i}." for i, p in enumerate(PARAGRAPHS))
    stated = {
        "@type": "NewsArticle",
        "headline": "Flood",
        "articleBody": " ".join((*PARAGRAPHS, *more)),
    }
    head = f'<script type="application/ld+json">{json.dumps(stated)}</script>'
    found = article_of(html_page(head=head))
    assert found.text.split("\n")[:2] == list(PARAGRAPHS[:2])
    assert " ".join(found.text.split()) == stated["articleBody"]


def test_another_text_at_the_same_address_is_another_version() -> None:
    """Ids come from content."""
    one, two = article_of(html_page()), article_of(html_page(paragraphs=PARAGRAPHS[::-1]))
    assert one.id == article_of(html_page()).id
    assert one.id != two.id


@pytest.mark.parametrize(
    ("url", "outlet"),
    [
        ("https://www.bbc.co.uk/news/1", "bbc.co.uk"),
        ("http://edition.cnn.com:80/x", "cnn.com"),
        ("www.abc.net.au", "abc.net.au"),
        ("https://news.com.au/a", "news.com.au"),
        ("https://someone.substack.com/p/a", "someone.substack.com"),
        ("https://WWW.Gazette.Example", "gazette.example"),
        ("http://[broken", ""),
        ("", ""),
    ],
)
def test_an_address_belongs_to_an_outlet(url: str, outlet: str) -> None:
    """The registrable domain; on platforms the publisher's own part of it."""
    assert outlet_of_url(url) == outlet


@pytest.mark.parametrize(
    ("title", "cleaned"),
    [
        ("Talks resume - The Gazette", "Talks resume"),
        ("Talks resume | Gazette", "Talks resume"),
        ("Gazette.example » Talks resume", "Talks resume"),
        ("Talks resume - minister", "Talks resume - minister"),
        ("Mali - what we know", "Mali - what we know"),
        ("The gazette that would not close", "The gazette that would not close"),
    ],
)
def test_only_the_outlets_name_goes_from_a_title(title: str, cleaned: str) -> None:
    """The words of a headline stay."""
    assert clean_title(title, outlet_id="gazette.example", names=("The Gazette",)) == cleaned


@pytest.mark.parametrize(
    ("text", "authors", "credited"),
    [
        ("ORLA (AP) — The river rose.", (), "AP"),
        ("PARIS, March 1 (Reuters) - The river rose.", (), "Reuters"),
        ("ORLA, Velmora, March 1 (Lodewire) - The river rose.", (), "Lodewire"),
        ("ORLA, the old town (Lower Bank) is under water.", (), None),
        ("The river rose. It fell. REUTERS", (), "Reuters"),
        ("The river rose.\n– IANS", (), "IANS"),
        ("The river rose. PTI ANK HVA", (), "PTI"),
        ("The river rose.\n© Agence France-Presse", (), "AFP"),
        ("The river rose.\n(Reporting by Ann Lee in Orla; Editing by Bo Ek)", (), "Reuters"),
        ("The river rose.", ("Ann Lee, Associated Press",), "AP"),
        ("The river rose, an official told AFP.", ("Ann Lee",), None),
        ("The river rose.\nAFP contributed to this report.", (), None),
        ("The mayor (AP file) said no.", (), None),
    ],
)
def test_whose_text_it_is(text: str, authors: tuple[str, ...], credited: str | None) -> None:
    """The dateline, the sign-off or the byline names the agency; a mention in the text does not."""
    assert credited_to(text, authors) == credited


@pytest.mark.parametrize(
    ("caption", "split"),
    [
        ("The town. (AP Photo/Ann Lee)", ("The town.", "AP Photo/Ann Lee")),
        ("The town | Photo Credit: Ann Lee", ("The town", "Ann Lee")),
        ("The town. Photograph: Ann Lee/EPA", ("The town.", "Ann Lee/EPA")),
        ("The town (left) and the river", ("The town (left) and the river", None)),
        ("", (None, None)),
    ],
)
def test_a_caption_is_split_from_its_credit(
    caption: str, split: tuple[str | None, str | None]
) -> None:
    """A bracket that is no credit stays in the caption."""
    assert split_credit(caption) == split


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("2026-03-01T10:00:00+01:00", datetime(2026, 3, 1, 9, tzinfo=UTC)),
        ("2026-03-01 10:00:00 +0100", datetime(2026, 3, 1, 9, tzinfo=UTC)),
        ("2026-03-01T10:00:00.123Z", datetime(2026, 3, 1, 10, 0, 0, 123000, tzinfo=UTC)),
        ("Sun, 01 Mar 2026 10:00:00 GMT", datetime(2026, 3, 1, 10, tzinfo=UTC)),
        ("2026-03-01", datetime(2026, 3, 1, tzinfo=UTC)),
        ("March the first", None),
        ("", None),
        (None, None),
    ],
)
def test_times_are_read_as_stated(value: object, expected: datetime | None) -> None:
    """ISO and mail forms, to UTC; anything else is no time."""
    assert parse_time(value) == expected


@pytest.mark.parametrize(
    ("content", "header", "text"),
    [
        ("Zoë".encode(), "", "Zoë"),
        ("Zoë".encode("utf-8-sig"), "", "Zoë"),
        ("Zoë".encode("utf-16"), "", "Zoë"),
        ("Zoë said “no”".encode("cp1252"), "text/html; charset=ISO-8859-1", "Zoë said “no”"),
        ('<meta charset="windows-1251">Привет'.encode("cp1251"), "", None),
        ("日本".encode("shift_jis"), "text/html; charset=Shift_JIS", "日本"),
        ("Zoë".encode(), "text/html; charset=iso-8859-1", "Zoë"),
        (b"a\x00b\x08c", "", "abc"),
        (b"caf\xe9", "text/html; charset=no-such-code", "café"),
    ],
)
def test_bytes_become_the_right_text(content: bytes, header: str, text: str | None) -> None:
    """Byte order mark, valid UTF-8, header, the page's word, detection: in that order."""
    found = decode(content, {"content-type": header})
    assert (found == text) if text else ("Привет" in found)
