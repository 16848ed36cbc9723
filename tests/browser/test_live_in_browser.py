"""What a reader's browser makes of what only the running server has: search, reports, the way out of the digest."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parents[1] / "loopback"))

from live_server import NOW, Running, filled, running
from site_pages import PAGE

from winnow.mail.subscribers import new_subscriber

pytestmark = pytest.mark.browser

STORY = "/s/lavrov-visits-mali/"
PHONE = {"width": 390, "height": 800}


@pytest.fixture(scope="module")
def live(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    path = tmp_path_factory.mktemp("live") / "live.sqlite"
    store = filled(path)
    store.save_subscriber(new_subscriber("ada@quill.example", "day", NOW - timedelta(days=9)))
    (newest,) = (r for r in store.latest_revisions() if r.page.slug == PAGE.slug)
    page = replace(PAGE, facts=PAGE.facts[:-1], more_facts=PAGE.facts[-1:])
    asked = replace(newest, number=newest.number + 1, page=page, digest="more")
    store.save_revision(PAGE.story_id, asked)
    store.close()
    with running(path) as server:
        yield server


@pytest.fixture
def open_live(browser, live):
    """Open a place of the live site; scripts are off unless asked for."""
    contexts = []

    def _open(place: str, **options):
        context = browser.new_context(**{"java_script_enabled": False, **options})
        contexts.append(context)
        page = context.new_page()
        page.goto(live.address + place)
        return page

    yield _open
    for context in contexts:
        context.close()


def test_search_by_keyboard_alone_leads_to_the_fact(open_live):
    """Type, Enter, narrow to facts, follow the first: the story opens at the bullet."""
    page = open_live("/")
    page.get_by_role("link", name="Search").focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/search")
    page.locator("#q").focus()
    page.keyboard.type("Lavrov Mali")
    page.keyboard.press("Enter")
    page.wait_for_url("**/search?q=Lavrov*")
    assert page.locator("mark").count() >= 2
    page.get_by_role("link", name="Facts").focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**kind=fact*")
    page.locator("ol.results h2 a").first.focus()
    page.keyboard.press("Enter")
    page.wait_for_url(f"**{STORY}*")
    place = page.url.partition("#")[2]
    assert "Lavrov" in page.locator(f"[id='{place}']").inner_text()


def test_a_search_that_finds_nothing_says_so(open_live):
    """… and keeps the words in the field."""
    page = open_live("/search?q=zyxwv")
    assert page.locator("#q").input_value() == "zyxwv"
    assert page.locator("ol.results").count() == 0
    assert "zyxwv" in page.locator("main p.none").inner_text()


def test_an_error_in_a_fact_is_reported_from_the_fact(open_live, live):
    """From the bullet's own link to the editor's list, without a script."""
    page = open_live(STORY)
    fact = page.locator("section.facts li").first
    told = fact.inner_text().split("[")[0].strip()
    fact.get_by_role("link", name="Report an error").click()
    assert told[:40] in page.locator("main").inner_text()
    page.locator("#text").fill("He came on Monday.")
    page.get_by_role("button", name="Send").click()
    page.wait_for_load_state()
    (report,) = live.store.error_reports()
    assert report.text == "He came on Monday."


def test_the_digest_is_left_with_one_button(open_live, live):
    """The link of the mail shows a button; only the button leaves."""
    (ada,) = live.store.subscribers()
    page = open_live(f"/unsubscribe?token={ada.token}")
    assert live.store.subscribers() == (ada,)
    page.get_by_role("button", name="Unsubscribe").click()
    page.wait_for_load_state()
    assert live.store.subscribers() == ()


@pytest.mark.parametrize("place", ["/search?q=mali", "/unsubscribe?token=none", "/nothing-here"])
@pytest.mark.parametrize("width", [1280, 390])
def test_axe_finds_nothing_to_complain_of_on_the_server_s_own_pages(open_live, place, width):
    """And a phone does not scroll sideways."""
    axe = pytest.importorskip(
        "axe_playwright_python.sync_playwright", reason="axe is not installed"
    )
    page = open_live(
        place, java_script_enabled=True, bypass_csp=True, viewport={"width": width, "height": 800}
    )
    found = axe.Axe().run(page).response["violations"]
    assert [(v["id"], [n["html"][:120] for n in v["nodes"][:3]]) for v in found] == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_more_facts_and_the_text_alone_are_one_step_away(open_live):
    """On a phone."""
    page = open_live(STORY, viewport=PHONE)
    more = page.locator("details.more-facts")
    assert not more.locator("li").first.is_visible()
    more.locator("summary").click()
    assert more.locator("li").first.is_visible()
    title = page.locator("h1").inner_text()
    page.get_by_role("link", name="Text only").click()
    assert page.locator("body").inner_text().startswith(title)
