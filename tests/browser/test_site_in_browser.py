"""What a reader's browser makes of the site."""

from __future__ import annotations

import pytest

pytestmark = pytest.mark.browser

STORY = "s/lavrov-visits-mali/"
PAGES = (
    "", STORY, f"{STORY}r/1/", "s/council-opens-bridge/", "about/", "archive/", "topics/",
    "topics/politics-and-government/", "outlets/", "outlets/harbour-post.example/", "figures/",
    "figures/sergei-lavrov/",
)  # fmt: skip


@pytest.fixture
def open_page(browser, address):
    """Open a place with given context options; everything asked of other hosts is collected."""
    contexts = []

    def _open(place: str, **options):
        context = browser.new_context(**options)
        contexts.append(context)
        page = context.new_page()
        page.foreign = []
        page.complaints = []
        page.on("request", lambda r: r.url.startswith(address) or page.foreign.append(r.url))
        page.on("console", lambda m: page.complaints.append(m.text))
        page.goto(address + place)
        return page

    yield _open
    for context in contexts:
        context.close()


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts on", "scripts off"])
def test_a_citation_opens_the_passage_where_the_reader_is(open_page, scripts):
    """[3] shows outlet, headline and marked words near the fact; Escape closes; no jump."""
    page = open_page(STORY, java_script_enabled=scripts, viewport={"width": 1280, "height": 800})
    page.locator("#cite-3-1 button").click()
    passage = page.locator("#passage-3")
    assert "Sahel Courier" in passage.inner_text()
    box, mark = passage.bounding_box(), page.locator("#cite-3-1").bounding_box()
    assert abs(box["y"] - mark["y"]) < 300 and 0 <= box["x"] < 1280 - box["width"]
    assert "#" not in page.url
    page.keyboard.press("Escape")
    assert passage.bounding_box()["y"] > 1000


def test_a_phone_shows_the_passage_at_the_bottom_of_the_screen(open_page):
    """As a sheet of full width that can be closed by its button."""
    page = open_page(STORY, viewport={"width": 360, "height": 740})
    page.locator("#cite-1-2 button").click()
    box = page.locator("#passage-1").bounding_box()
    assert box["width"] == 360 and round(box["y"] + box["height"]) == 740
    page.locator("#passage-1 .close").click()
    assert page.locator("#passage-1").bounding_box()["y"] > 740


def test_an_address_can_point_to_a_reference(open_page):
    """``#ref-3`` scrolls to the reference and sets it off from its neighbours."""
    page = open_page(f"{STORY}#ref-3", viewport={"width": 1280, "height": 800})
    page.wait_for_timeout(700)
    colour = "e => getComputedStyle(e).backgroundColor"
    shown, other = (page.locator(f"#passage-{n}").evaluate(colour) for n in (3, 4))
    assert shown != other
    assert 0 < page.locator("#passage-3").bounding_box()["y"] < 700


@pytest.mark.parametrize("place", PAGES)
def test_a_phone_needs_no_horizontal_scroll(open_page, place):
    """At 360 CSS pixels, and at 320 as with 400 % zoom."""
    for width in (360, 320):
        page = open_page(place, viewport={"width": width, "height": 740})
        assert page.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.parametrize("place", PAGES)
def test_a_page_asks_no_other_host_and_breaks_no_policy(open_page, place):
    """Every request stays with the site; the console is silent."""
    page = open_page(place)
    assert page.foreign == [] and page.complaints == []


_CONTRAST = """() => {
  const rgb = c => c.match(/[\\d.]+/g).map(Number);
  const lum = ([r, g, b]) => [r, g, b].map(v => v / 255)
    .map(v => v <= .03928 ? v / 12.92 : ((v + .055) / 1.055) ** 2.4)
    .reduce((s, v, i) => s + v * [.2126, .7152, .0722][i], 0);
  const ground = e => { for (; e; e = e.parentElement) {
    const s = getComputedStyle(e);
    const g = s.backgroundImage.match(/rgb\\([^)]*\\)/);
    if (g) return rgb(g[0]);
    const c = rgb(s.backgroundColor);
    if (c.length < 4 || c[3] > 0) return c; } return [255, 255, 255]; };
  const bad = [];
  for (const e of document.querySelectorAll('body *')) {
    const own = [...e.childNodes].some(n => n.nodeType === 3 && n.data.trim());
    if (!own || !e.getClientRects().length) continue;
    const [a, b] = [lum(rgb(getComputedStyle(e).color)), lum(ground(e))].sort((x, y) => y - x);
    const ratio = (a + .05) / (b + .05);
    if (ratio < 4.5) bad.push(e.tagName + '.' + e.className + ' ' + ratio.toFixed(2));
  }
  return [...new Set(bad)];
}"""


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("place", PAGES)
def test_all_text_has_enough_contrast(open_page, place, scheme):
    """WCAG AA, 4.5 to 1, for every element with text of its own, in both schemes."""
    page = open_page(place, color_scheme=scheme)
    assert page.evaluate(_CONTRAST) == []


@pytest.mark.parametrize("width", [1280, 390])
@pytest.mark.parametrize("place", PAGES)
def test_axe_finds_nothing_to_complain_of(open_page, place, width):
    """WCAG 2.2 AA and best practices as axe-core checks them, on a screen and on a phone."""
    axe = pytest.importorskip(
        "axe_playwright_python.sync_playwright", reason="axe is not installed"
    )
    page = open_page(place, viewport={"width": width, "height": 800})
    found = axe.Axe().run(page).response["violations"]
    assert [(v["id"], [n["html"][:120] for n in v["nodes"][:3]]) for v in found] == []


@pytest.mark.parametrize("width", [1280, 390])
@pytest.mark.parametrize("place", PAGES)
def test_nothing_moves_while_a_page_loads(open_page, place, width):
    """Next to no layout shift: browsers call .1 good; one line that breaks anew on a busy machine is .001."""
    page = open_page(place, viewport={"width": width, "height": 800})
    page.wait_for_timeout(300)
    shifted = page.evaluate(_SHIFTS)
    assert shifted < 0.005


_SHIFTS = """() => new Promise(done => { let sum = 0;
  new PerformanceObserver(l => l.getEntries().forEach(e => sum += e.value))
    .observe({type: 'layout-shift', buffered: true});
  setTimeout(() => done(sum), 150); })"""


@pytest.mark.parametrize("place", ["", STORY, "topics/politics-and-government/"])
def test_a_page_keeps_its_budget(open_page, place):
    """A first visit: at most 4 requests and 100 kB, no script to run, fewer than 1,500 elements."""
    page = open_page(place)
    loaded = page.evaluate(
        "performance.getEntries().filter(e => e.encodedBodySize !== undefined)"
        ".map(e => [e.name, e.encodedBodySize])"
    )
    assert 2 <= len(loaded) <= 4
    assert sum(size for _, size in loaded) < 100_000
    assert page.evaluate("document.querySelectorAll('script:not([type*=json])').length") == 0
    assert page.evaluate("document.querySelectorAll('*').length") < 1_500


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts on", "scripts off"])
def test_a_reader_finds_the_way_by_links_alone(open_page, scripts):
    """Front page, topic, story, outlet, figure, and back to the passage, with the keyboard."""
    page = open_page("", java_script_enabled=scripts)
    for place, name in (
        ("", "Politics and government"),
        (".card", "Lavrov Visits Mali"),
        (".outlet", "The Harbour Post"),
    ):
        page.locator(f"{place} a", has_text=name).first.focus()
        with page.expect_navigation():
            page.keyboard.press("Enter")
    assert "/outlets/harbour-post.example/" in page.url
    for link in (
        page.get_by_role("link", name="Who is heard").first,
        page.get_by_role("link", name="Sergei Lavrov").first,
        page.locator(".sayings .about a").nth(1),
    ):
        with page.expect_navigation():
            link.press("Enter")
    assert "#ref-" in page.url and page.locator("li:target").count() == 1


def test_articles_stand_side_by_side_when_asked(open_page):
    """The columns open without a script and stack on a phone."""
    for width, beside in ((1280, True), (390, False)):
        page = open_page(STORY, viewport={"width": width, "height": 800}, java_script_enabled=False)
        page.locator(".split summary").click()
        first, second = (page.locator(".split section").nth(i).bounding_box() for i in (0, 1))
        assert (first["y"] == second["y"]) is beside


def test_dark_mode_follows_the_reader(open_page):
    """Dark paper with light ink, without a switch or script."""
    ground = "getComputedStyle(document.body).backgroundColor"
    light = open_page("", color_scheme="light").evaluate(ground)
    dark = open_page("", color_scheme="dark").evaluate(ground)
    assert light == "rgb(252, 251, 248)" and dark == "rgb(23, 22, 20)"


def test_narratives_stand_side_by_side_and_stack_on_a_phone(open_page):
    """Two columns where there is room for two readable ones."""
    for width, beside in ((1280, True), (390, False)):
        page = open_page(STORY, viewport={"width": width, "height": 800})
        first, second = (page.locator(".narrative").nth(i).bounding_box() for i in (0, 1))
        assert (first["y"] == second["y"]) is beside


def test_the_keyboard_reaches_content_and_citations(open_page):
    """The first stop skips to the content; a mark opens with Enter."""
    page = open_page(STORY)
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.keyboard.press("Enter")
    assert page.url.endswith("#main")
    page.locator("#cite-2-1 button").focus()
    page.keyboard.press("Enter")
    assert page.locator("#passage-2").evaluate("e => e.matches(':popover-open')")


def test_paper_carries_the_references(open_page):
    """In print marks are plain and passages stand in their list."""
    page = open_page(STORY)
    page.emulate_media(media="print")
    assert page.locator("#passage-1").is_visible()
    assert not page.locator(".masthead nav").is_visible()


def test_the_folder_can_be_read_without_a_server(browser, folder):
    """With links that name their files, from the front page to a story to the front page."""
    page = browser.new_page()
    page.goto((folder / "index.html").as_uri())
    page.locator("h2 a", has_text="Lavrov").click()
    assert "Lavrov Visits Mali" in page.locator("h1").inner_text()
    assert page.evaluate("getComputedStyle(document.body).maxWidth") == "1136px"
    page.locator(".brand a").click()
    assert page.url.endswith("index.html") and page.locator(".card").count() == 7
    page.close()


@pytest.mark.parametrize("language", ["ar", "de"])
@pytest.mark.parametrize("width", [360, 1280])
def test_a_site_in_another_language_fits_and_keeps_sentences_in_order(
    browser, tmp_path, language, width
):
    """Right to left as well: nothing scrolls sideways, English paragraphs run from left to right."""
    from site_pages import NOW, OUTLETS, site

    from winnow.site import SiteOptions, build_site

    options = SiteOptions(explicit_index=True, language=language)
    build_site(site(), OUTLETS, tmp_path, options=options, now=NOW)
    context = browser.new_context(viewport={"width": width, "height": 900})
    page = context.new_page()
    for place in PAGES:
        page.goto(f"file://{tmp_path}/{place}index.html")
        root = page.evaluate("[document.documentElement.scrollWidth, document.dir]")
        assert root == [width, "rtl" if language == "ar" else "ltr"], place
    page.goto(f"file://{tmp_path}/{STORY}index.html")
    ways = page.locator(".facts li > p:first-child, .narrative > p:not(.voices)").evaluate_all(
        "all => all.map(p => getComputedStyle(p).direction)"
    )
    assert ways and set(ways) == {"ltr"}
    context.close()
