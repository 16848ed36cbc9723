"""What stands on the pages of a built site."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from html.parser import HTMLParser
from xml.etree import ElementTree as ET

import pytest
from site_pages import (
    NEWEST,
    OUTLETS,
    PAGE,
    STORY,
    THIN,
    cited,
    entry,
    evidence,
    fact,
    references,
    site,
)

from winnow.site import ErrorRate, SiteOptions, site_files, terminal_text
from winnow.types import Change, ChangeKind, Image, PageImage, Reference, Revision

OPTIONS = SiteOptions(base_url="https://news.example/w/", contact="desk@news.example")
HERE = "s/lavrov-visits-mali/"


def build(*revisions: Revision, options: SiteOptions = OPTIONS) -> dict[str, str]:
    stories = {revisions[0].page.story_id: revisions} if revisions else {}
    files, problems = site_files(stories, OUTLETS, options=options)
    assert not problems
    return {name: content.decode() for name, content in files.items()}


def page_of(**changes: object) -> str:
    return build(replace(NEWEST, page=replace(PAGE, **changes)))[f"{HERE}index.html"]  # type: ignore[arg-type]


class _Tags(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))


def tags(html: str) -> list[tuple[str, dict[str, str | None]]]:
    parser = _Tags()
    parser.feed(html)
    return parser.found


@pytest.fixture(scope="module")
def files() -> dict[str, str]:
    return build(*STORY)


@pytest.fixture(scope="module")
def html(files: dict[str, str]) -> str:
    return files[f"{HERE}index.html"]


def test_the_newest_revision_dates_the_page(html):
    """The printed date is that of the newest revision, with the time for machines."""
    assert 'Last updated <time datetime="2023-02-07T14:05:00Z">Feb 07, 2023</time>' in html
    assert "7 articles · at most 5 independent origins" in html


def test_every_mark_leads_to_a_reference_and_back(html):
    """Each [n] names a reference that is there, by link and by popover, and has a way back."""
    found = tags(html)
    ids = {a["id"] for _, a in found if a.get("id")}
    assert len(ids) == sum(1 for _, a in found if a.get("id"))
    inner = {a["href"] for t, a in found if t == "a" and (a.get("href") or "").startswith("#")}
    assert {link[1:] for link in inner if link} <= ids
    assert {a["popovertarget"] for t, a in found if "popovertarget" in a} <= ids
    assert {f"#{i}" for i in ids if i and i.startswith("cite-")} <= inner


def test_a_reference_shows_the_passage_in_its_context_and_leads_to_it(html):
    """Context, exact words marked, context; the link scrolls to the words at the outlet."""
    assert (
        "Relatives reached by telephone counted <mark>twenty dead and three still missing</mark> and"
        in html
    )
    assert (
        'href="https://meadow-times.example/2023/02/07/meadow#:~:text=twenty%20dead%20and' in html
    )


def test_facts_say_how_many_articles_and_origins_carry_them(html):
    """Support stands under each fact."""
    assert "4 articles, at most 3 origins" in html


def test_both_accounts_of_a_dispute_are_shown_with_source_and_time(html):
    """Nothing is chosen: both figures, each with who says so and when."""
    dispute = html[html.index('id="disputes"') : html.index('id="narratives"')]
    assert "Malian army (Northwire)" in dispute and "at least 12 people" in dispute
    assert "Relatives (Meadow Times)" in dispute and "counted twenty dead" in dispute
    assert "Feb 07, 2023, 07:05 UTC" in dispute and "Feb 07, 2023, 13:05 UTC" in dispute


def test_an_article_row_says_what_is_known_of_it(html):
    """Outlet, country, lean with rater, time, origin and position, in words."""
    row = re.search(r'<tr id="article-\w+" class="reprint">.*?Plains Ledger.*?</tr>', html, re.S)
    assert row
    for words in ("United States", "lean right — Weatherglass, 2020", "published",
                  "09:15 UTC", "reprint of", "Northwire", "takes no clear side"):  # fmt: skip
        assert words in row[0]
    assert 'rel="nofollow noopener external"' in row[0]


def test_a_reprint_stands_under_its_original(html):
    """The rows of one origin are kept together."""
    order = [
        re.search(rf'<td class="outlet"><b dir="auto">(?:<a [^>]*>)?{n}<', html).start()
        for n in ("Northwire", "Plains Ledger", "City Evening", "Sahel Courier")
    ]
    assert order == sorted(order)


def test_a_reprint_of_a_text_we_have_not_read_names_whom_it_credits():
    """The agency credited is named; nobody is when nobody is credited."""
    reprint = entry("ledger")
    unread = replace(reprint, origin=replace(reprint.origin, source_id=None, credited_to="AFP"))
    silent = replace(unread, origin=replace(unread.origin, credited_to=None))
    assert "reprint of AFP" in page_of(articles=(unread,))
    assert "reprint of a text we have not read" in page_of(articles=(silent,))


def test_invented_outlets_are_marked_wherever_they_are_named(html, files):
    """In the articles, in the references, in the list of outlets; and the page says what it is."""
    assert html.count("invented for the demo</span>") == 1 + 2
    assert "This is not news." in html
    assert "invented for the demo" in files["outlets/index.html"]
    assert "invented for the demo" not in build(THIN)["s/council-opens-bridge/index.html"]


def test_a_page_without_a_dispute_says_so_and_looks_intended():
    """The note stands in place of narratives; no empty section is shown."""
    html = build(THIN)["s/council-opens-bridge/index.html"]
    assert "The articles we read show no dispute." in html
    assert "Where accounts differ" not in html


def test_the_picture_is_a_card_by_default_so_that_nothing_is_loaded(html):
    """The caption links to the article; its credit is printed; no image is requested."""
    assert "Image credit: Russian Foreign Ministry/Northwire [via The Harbour Post]" in html
    assert "<img" not in html


def test_a_hotlinked_picture_tells_its_server_nothing():
    """The operator may choose the picture itself: lazy, and without referrer."""
    html = build(*STORY, options=replace(OPTIONS, images="hotlink"))[f"{HERE}index.html"]
    image = next(a for t, a in tags(html) if t == "img")
    assert image["referrerpolicy"] == "no-referrer" and image["loading"] == "lazy"
    assert (
        "except pictures" in build(options=replace(OPTIONS, images="hotlink"))["about/index.html"]
    )


def test_no_credit_no_picture():
    """An uncredited picture, or one of an article that is not listed, is not shown."""
    assert PAGE.image
    uncredited = replace(PAGE.image, image=replace(PAGE.image.image, credit=None))
    assert 'class="picture"' not in page_of(image=uncredited)
    assert 'class="picture"' not in page_of(image=replace(PAGE.image, article_id="other"))


def test_an_earlier_revision_stays_readable_and_says_it_is_superseded(files):
    """It keeps its own title, links to the newest and tells what changed and why."""
    html = files[f"{HERE}r/1/index.html"]
    assert '<h1 dir="auto">Lavrov Arrives in Mali for Talks</h1>' in html
    assert "It has been superseded." in html and 'href="../../"' in html
    assert "was “Lavrov Arrives in Mali for Talks”" in html
    assert "As of" in html and "Last updated" not in html
    assert '<link rel="canonical" href="https://news.example/w/s/lavrov-visits-mali/">' in html


def test_the_newest_revision_has_a_permanent_address_too(files, html):
    """Its numbered page is the page, without a warning."""
    numbered = files[f"{HERE}r/2/index.html"]
    assert "superseded" not in numbered and "The facts" in numbered
    assert "superseded" not in html


def test_a_change_names_the_article_that_caused_it(html):
    """The link leads to the article's row in that revision."""
    row = entry("meadow").article_id
    assert f'href="r/2/#article-{row}"' in html


HOSTILE = "</script><script>alert(1)</script>\"'><img src=x onerror=alert(2)>\u202e&amp;"


def test_markup_in_feed_text_is_shown_as_text():
    """Titles, outlets, captions, quotes, voices, changes: no element, no attribute, no override."""
    bad = replace(OUTLETS["northwire.example"], name=HOSTILE, owner=HOSTILE)
    article = replace(
        entry("wire"), title=HOSTILE, url="javascript:alert(3)", outlet=bad, position=HOSTILE
    )
    side = replace(PAGE.narratives[0].side, label=HOSTILE, voices=(HOSTILE,), target=HOSTILE)
    page = replace(
        PAGE, title=HOSTILE, articles=(article, *(a for a in PAGE.articles if a.article_id != article.article_id)),
        facts=(fact(1, 1, cited(HOSTILE, "arrive")),),
        references=(Reference(1, replace(evidence("arrive"), exact=HOSTILE), HOSTILE, HOSTILE),),
        narratives=(replace(PAGE.narratives[0], side=side),), narratives_note=HOSTILE,
        disputes=(replace(PAGE.disputes[0], about=HOSTILE),),
        image=PageImage(Image("https://x.example/i.jpg", HOSTILE, HOSTILE), article.article_id),
        ejected=(("x", HOSTILE),),
    )  # fmt: skip
    revision = replace(NEWEST, page=page, changes=(Change(ChangeKind.TITLE, HOSTILE),))
    options = replace(OPTIONS, title=HOSTILE, tagline=HOSTILE, contact="javascript:alert(4)")
    files, _ = site_files({"x": (revision,)}, {bad.id: bad}, options=options)
    for name in (n for n in files if n.endswith(".html")):
        found = tags(files[name].decode())
        scripts = [a for t, a in found if t == "script"]
        assert all(a == {"type": "application/ld+json"} for a in scripts), name
        assert not any(t == "img" or k.startswith("on") for t, a in found for k in a), name
        links = [a.get("href") or "" for _, a in found]
        assert not any("javascript:" in link for link in links), name
        assert "\u202e" not in files[name].decode(), name
    for name in ("feed.xml", f"{HERE}feed.xml"):
        ET.fromstring(files[name])
    assert "\x1b" not in terminal_text(revision)


def test_text_that_no_encoding_can_carry_stops_nothing():
    """A lone surrogate from a broken feed is dropped from pages and escaped in JSON."""
    broken = replace(entry("wire"), title="half \ud83d pair")
    revision = replace(NEWEST, page=replace(PAGE, articles=(broken, *PAGE.articles[:1])))
    files, problems = site_files({"x": (revision,)}, {}, options=OPTIONS)
    assert not problems
    assert (
        json.loads(files[f"{HERE}page.json"])["page"]["articles"][0]["title"] == "half \ud83d pair"
    )


def test_metadata_names_sources_claims_and_corrections(html):
    """JSON-LD: NewsArticle with isBasedOn, citation, Claim, dateModified, correction."""
    text = html.split('<script type="application/ld+json">')[1].split("</script>")[0]
    data = json.loads(text)
    assert data["@type"] == "NewsArticle" and data["dateModified"] == "2023-02-07T14:05:00Z"
    assert len(data["isBasedOn"]) == len(data["citation"]) == 7
    assert {c["@type"] for c in data["hasPart"]} == {"Claim"}
    assert data["hasPart"][0]["appearance"][0]["url"].startswith("https://northwire.example/")
    assert [c["@type"] for c in data["correction"]] == ["CorrectionComment"]


def test_json_carries_the_page_and_spells_out_only_the_references(files):
    """Field names are the vocabulary's; passages are printed once, under references."""
    document = json.loads(files[f"{HERE}page.json"])
    assert document["format"] == "winnow-page/1" and document["revision"] == 2
    page = document["page"]
    assert page["facts"][0]["origins"] == 5
    assert set(page["facts"][0]["sentences"][0]["evidence"][0]) == {"article_id", "start", "end"}
    assert page["references"][0]["evidence"]["exact"].startswith("Russian Foreign Minister")
    assert [h["revision"] for h in document["history"]] == [2, 1]


def test_the_page_is_there_as_text_alone(files):
    """Everything told stands in it with its marks, and every mark's passage; nothing is markup."""
    text = files[f"{HERE}page.txt"]
    assert text.startswith(f"{PAGE.title}\n\nLast updated")
    for told in (*PAGE.facts, *PAGE.narratives):
        for sentence in told.sentences:
            assert sentence.text in text
    for account in (a for d in PAGE.disputes for a in d.accounts):
        assert account.sentence.text in text
    for reference in PAGE.references:
        assert f"[{reference.number}] " in text and reference.evidence.exact in text
    for row in PAGE.articles:
        assert row.title in text and row.url in text
    cited = {int(n) for n in re.findall(r"\[(\d+)\]", text)}
    assert cited == {r.number for r in PAGE.references}
    assert not re.search(r"</?[a-z]+[ >]|&[a-z]+;", text)
    html = files[f"{HERE}index.html"]
    assert '<a href="page.txt" type="text/plain">Text only</a>' in html


def test_evidence_beyond_the_limit_is_cited_by_its_neighbour_or_not_at_all():
    """A mark never points to a reference that is not there."""
    inside = replace(evidence("arrive"), start=evidence("arrive").start + 5)
    near = fact(1, 1, replace(cited("Near.", "arrive"), evidence=(inside,)))
    lost = fact(1, 1, cited("Lost.", "toll2"))
    html = page_of(facts=(near, lost), references=references("arrive"), disputes=(),
                   narratives=(), title_evidence=())  # fmt: skip
    facts = html[html.index('id="facts"') : html.index('id="narratives"')]
    assert facts.count('href="#ref-1"') == 1 and "#ref-2" not in facts


def test_the_front_page_ranks_by_breadth_and_recency():
    """Twice the origins weigh as much as a day, more countries half; cards carry counts, sides, disputes."""
    files, _ = site_files(site(), OUTLETS, options=OPTIONS)
    html = files["index.html"].decode()
    titles = re.findall(r'<h2><a href="s/([a-z-]+)/"', html)
    assert titles[:2] == ["strike-halts-ferries", "lavrov-visits-mali"]
    assert titles[-1] == "council-opens-bridge"
    assert "Accounts differ" in html and "Pro-Russia" in html and "written for the demo" in html


def test_a_long_front_page_goes_on_in_the_archive():
    """Beyond the limit stories are counted, and every one is in the archive."""
    files, _ = site_files(site(), OUTLETS, options=replace(OPTIONS, front_limit=6))
    assert "1 more story in the archive" in files["index.html"].decode()
    archive = files["archive/index.html"].decode()
    assert all(f"../s/{r[-1].page.slug}/" in archive for r in site().values())


def test_an_empty_site_explains_itself():
    """No story yet: the page says what will come; feeds are valid and do not change."""
    files = build()
    assert "No stories yet" in files["index.html"]
    assert "1970-01-01T00:00:00Z" in files["feed.xml"]


def test_the_pages_on_the_site_tell_outlets_settings_and_error_rates():
    """Generated from what is given; without measurements it says that there are none."""
    assert "No error rates have been published" in build()["about/index.html"]
    rate = ErrorRate("Citations that do not say it", 0.031, 96, PAGE.latest.date())
    told = (("Facts a page", "at most 7"),)
    files = build(options=replace(OPTIONS, error_rates=(rate,), settings=told))
    html, outlets = files["about/index.html"], files["outlets/index.html"]
    assert "3.1 %" in html and "96 cases, Feb 07, 2023" in html
    assert "<dt>Facts a page</dt><dd>at most 7</dd>" in html
    assert "not known" in outlets and "lean not rated" in outlets and "news agency" in outlets
    assert 'href="mailto:desk@news.example"' in html


def test_the_terminal_shows_every_part():
    """Facts with [n], both accounts, both narratives, articles and passages."""
    text = terminal_text(NEWEST)
    for words in ("[1][2]", "7 articles", "Malian army (Northwire), Feb 07, 2023, 07:05 UTC",
                  "Pro-Russia narrative", "reprint of Northwire", "twenty dead and three"):  # fmt: skip
        assert words in text
    assert max(map(len, text.splitlines())) <= 88


def test_pages_name_no_other_host_but_in_links(html):
    """Stylesheet and icon are our own and relative; there is no script to run."""
    for tag, attributes in tags(html):
        if tag == "link" and attributes["rel"] in ("stylesheet", "icon"):
            assert (attributes["href"] or "").startswith("../../static/")


def test_the_stylesheet_is_small(files):
    """One stylesheet below 24 kB."""
    assert len(files["static/winnow.css"].encode()) < 24_000
