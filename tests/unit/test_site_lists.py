"""Pages about many stories: topics, outlets, figures, what develops; articles side by side and in time."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from datetime import date, timedelta
from xml.etree import ElementTree as ET

import pytest
from site_pages import FIRST, NEWEST, OUTLETS, PAGE, THIN, cited, fact, site

from winnow.site import SiteOptions, site_files
from winnow.site.figures_view import figure_slug, is_named
from winnow.site.measured import measured_rates
from winnow.site.ranking import developing, importance
from winnow.site.urls import has_page
from winnow.types import Change, ChangeKind, Outlet, OutletId, Revision, Topic

OPTIONS = SiteOptions(base_url="https://news.example/w/")
POLITICS = Topic("11000000", "politics and government")
RELATIONS = Topic("20000638", "international relations", "11000000")
SPORT = Topic("15000000", "sport")


def build(
    *stories: tuple[Revision, ...], outlets: dict[OutletId, Outlet] | None = None
) -> dict[str, str]:
    given = {story[-1].page.story_id: story for story in stories}
    files, problems = site_files(given, OUTLETS if outlets is None else outlets, options=OPTIONS)
    assert not problems
    return {name: content.decode() for name, content in files.items()}


def on(revision: Revision, *topics: Topic) -> Revision:
    return replace(revision, page=replace(revision.page, topics=topics))


@pytest.fixture(scope="module")
def files() -> dict[str, str]:
    return build((FIRST, on(NEWEST, POLITICS, RELATIONS)), (on(THIN, SPORT),))


def links(html: str) -> set[str]:
    return set(re.findall(r'href="([^"#?]+)', html))


def test_every_topic_with_stories_has_a_page_and_two_feeds(files: dict[str, str]) -> None:
    """A topic of the second level names the one it is under."""
    topics = {
        name.split("/")[1] for name in files if name.startswith("topics/") and name.count("/") > 1
    }
    assert topics == {"politics-and-government", "international-relations", "sport"}
    under = files["topics/international-relations/index.html"]
    assert "../politics-and-government/" in links(under) and "Lavrov" in under
    assert "international-relations" in files["topics/politics-and-government/index.html"]
    assert "Lavrov" not in files["topics/sport/index.html"]
    feed = ET.fromstring(files["topics/sport/feed.xml"])
    space = {"a": "http://www.w3.org/2005/Atom"}
    assert feed.findtext("a:id", namespaces=space) == "tag:news.example,2026:topic/15000000"
    ids = [e.findtext("a:id", namespaces=space) for e in feed.findall("a:entry", space)]
    assert ids == [f"tag:news.example,2026:story/{THIN.page.story_id}"]
    as_json = json.loads(files["topics/sport/feed.json"])
    assert as_json["feed_url"] == "https://news.example/w/topics/sport/feed.json"
    assert [i["id"] for i in as_json["items"]] == ids


def test_front_and_story_lead_to_topics(files: dict[str, str]) -> None:
    """The front page counts stories; an earlier revision leads nowhere."""
    assert "topics/politics-and-government/" in links(files["index.html"])
    assert "../../topics/international-relations/" in links(
        files["s/lavrov-visits-mali/index.html"]
    )
    older = build((on(FIRST, POLITICS), on(NEWEST, POLITICS)))[
        "s/lavrov-visits-mali/r/1/index.html"
    ]
    assert not any("topics/politics" in link for link in links(older))
    assert "Politics and government" in older


def test_a_story_without_a_topic_is_counted() -> None:
    """The list of topics does not hide what it could not place."""
    html = build((on(NEWEST),))["topics/index.html"]
    assert "No story has a topic yet." in html and "1 story is like no topic" in html


def test_an_outlet_s_page_says_who_states_what(files: dict[str, str]) -> None:
    """Leans with rater and year, or that there is none; its articles, reprints among them."""
    html = files["outlets/harbour-post.example/index.html"]
    assert "Harbour Media" in html and "lean left" in html and "Weatherglass, 2019" in html
    assert "../../s/lavrov-visits-mali/" in links(html)
    assert "not rated by anybody we know of" in files["outlets/city-evening.example/index.html"]
    assert "1 of them reprints" in files["outlets/plains-ledger.example/index.html"]


def test_only_outlets_with_articles_have_a_page(files: dict[str, str]) -> None:
    """The list leads to those pages, else to the outlet itself."""
    pages = {n.split("/")[1] for n in files if n.startswith("outlets/") and n.count("/") > 1}
    carried = {a.outlet.id for r in (NEWEST, THIN) for a in r.page.articles}
    assert pages == carried
    assert {f"{o}/" for o in carried & set(OUTLETS)} <= links(files["outlets/index.html"])


@pytest.mark.parametrize("outlet", ["../etc", "a/b", "", ".hidden", "x..y", "UPPER.example", "a b"])
def test_an_id_that_is_no_domain_has_no_page(outlet: str) -> None:
    """Nothing that could leave its folder becomes a path."""
    assert not has_page(outlet)


def test_an_outlet_with_a_hostile_id_is_listed_without_a_page() -> None:
    """The story stays; nothing is written outside."""
    first, *rest = PAGE.articles
    hostile = replace(first, outlet=replace(first.outlet, id="../../x"))
    files = build((replace(NEWEST, page=replace(PAGE, articles=(hostile, *rest))),))
    assert not any(".." in name for name in files)
    assert f'<b dir="auto">{first.outlet.name}</b>' in files["s/lavrov-visits-mali/index.html"]


def heard(*said: tuple[str, str]) -> Revision:
    facts = tuple(fact(1, 1, cited(text, "arrive", by=by)) for by, text in said)
    return replace(NEWEST, page=replace(PAGE, facts=facts, narratives=(), context=()))


def test_a_figure_s_page_tells_what_it_said_where() -> None:
    """Dated, with the story and the outlet of the passage."""
    files = build(
        (heard(("Assimi Goïta", "Mali would choose its partners."), ("police", "Three left.")),)
    )
    assert {n for n in files if n.startswith("figures/")} == {
        "figures/index.html",
        "figures/assimi-goita/index.html",
    }
    html = files["figures/assimi-goita/index.html"]
    assert "Mali would choose its partners." in html and "1 statement in 1 story" in html
    assert "../../s/lavrov-visits-mali/" in links(html)
    assert "../../figures/assimi-goita/" in links(files["s/lavrov-visits-mali/index.html"])


@pytest.mark.parametrize(
    ("name", "named"),
    [("Sergei Lavrov", True), ("police", False), ("Lavrov", False), ("NATO", True),
     ("two officials", False), ("Malian army", False), ("The Hague Court", True)],
)  # fmt: skip
def test_who_has_a_page_is_named(name: str, named: bool) -> None:
    """Nobody is guessed from a noun or a bare surname."""
    assert is_named(name) is named


def test_names_that_ascii_cannot_write_are_told_apart() -> None:
    """A hash keeps two of them from one address."""
    one, other = figure_slug("Сергей Лавров"), figure_slug("Сергей Шойгу")
    assert one != other and re.fullmatch(r"[a-z0-9-]+", one)


def test_developing_are_stories_revised_lately_that_grew() -> None:
    """Reckoned from the newest revision, not from a clock; a correction alone is no growth."""
    grown = replace(NEWEST, changes=(Change(ChangeKind.ADDED, "a fact", ()),))
    old = replace(grown, published=grown.published - timedelta(days=3))
    retitled = replace(grown, changes=(Change(ChangeKind.TITLE, "a title", ()),))
    first = replace(grown, number=1)
    assert developing([grown]) == [grown]
    assert developing([old, replace(THIN, published=grown.published)]) == []
    assert developing([retitled]) == [] and developing([first]) == [] and developing([]) == []


def test_importance_is_countries_and_dispute() -> None:
    """Two sides count, and in how many countries it is reported."""
    calm = replace(PAGE, disputes=(), narratives=())
    assert importance(PAGE) - importance(calm) == pytest.approx(0.25)
    nowhere = tuple(replace(a, outlet=replace(a.outlet, country=None)) for a in calm.articles)
    assert importance(replace(calm, articles=nowhere)) == 0.0 < importance(calm)


def test_articles_stand_side_by_side_and_in_time(files: dict[str, str]) -> None:
    """Every article is in one column, and a mark on the line."""
    html = files["s/lavrov-visits-mali/index.html"]
    split = html[
        html.index('class="split"') : html.index("</details>", html.index('class="split"'))
    ]
    assert len(re.findall(r"<li>", split)) == len(PAGE.articles)
    assert html.count("<circle") == len(PAGE.articles)
    assert "Side by side" not in files[f"s/{THIN.page.slug}/index.html"]


def test_the_front_page_is_light() -> None:
    """Below 100 kB with the stylesheet, for a site of 40 long stories, nothing from elsewhere."""
    story = next(iter(site().values()))
    many = {}
    for number in range(40):
        page = replace(story[-1].page, story_id=f"s{number}", slug=f"story-{number}")
        many[f"s{number}"] = (replace(story[-1], page=replace(page, topics=(POLITICS, RELATIONS))),)
    files, _ = site_files(many, OUTLETS, options=OPTIONS)
    front = (
        len(files["index.html"]) + len(files["static/winnow.css"]) + len(files["static/icon.svg"])
    )
    assert front < 100_000


def test_measured_rates_are_those_of_the_record() -> None:
    """Each has a basis and a day that has passed when it was written down."""
    rates = measured_rates()
    assert len(rates) >= 5
    for rate in rates:
        assert 0 <= rate.rate <= 1 and rate.cases > 0
        assert date(2026, 1, 1) < rate.measured_on
