"""What readers see of a storyline: links by kind, a timeline, the same in JSON and the terminal."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import timedelta

from site_pages import NOW, OUTLETS, small_page

from winnow.site import SiteOptions, render_terminal, site_files, terminal_text
from winnow.types import LinkKind, Revision, StoryId, StoryLink


def a_story(name: str, title: str, *, hours: int, **links: LinkKind) -> Revision:
    """Return a story whose articles are so many hours old; ``links``: name → kind."""
    made = small_page(name, title, "The council met.", origins=2, hours=hours)
    at = NOW - timedelta(hours=hours)
    articles = tuple(replace(a, published=at) for a in made.page.articles)
    all_links = tuple(StoryLink(i, k, 0.9, f"shares {i} & <b>") for i, k in links.items())
    page = replace(made.page, story_id=name, articles=articles, links=all_links)
    return replace(made, page=page)


FROM, IN, RELATED = LinkKind.CONTINUES_FROM, LinkKind.CONTINUED_IN, LinkKind.RELATED
STORIES = (
    a_story("jailed", "Mayor Jailed", hours=72, appeals=IN),
    a_story(
        "appeals", "Mayor <Appeals>", hours=48, jailed=FROM, freed=IN, union=RELATED, gone=FROM
    ),
    a_story("freed", "Mayor Freed", hours=24, appeals=FROM),
    a_story("union", "Union Drops Mayor", hours=48, appeals=RELATED),
)
OTHERS: dict[StoryId, Revision] = {r.page.story_id: r for r in STORIES}


def built(*stories: Revision) -> dict[str, str]:
    given = {r.page.story_id: (r,) for r in stories}
    files, problems = site_files(given, OUTLETS, options=SiteOptions())
    assert problems == ()
    return {name: data.decode() for name, data in files.items() if name.endswith(("html", "json"))}


def section(html: str) -> str:
    start = html.index('<section class="storyline"')
    return html[start : html.index("</section>", start)]


def test_a_page_shows_its_links_by_kind_with_reasons() -> None:
    """Title, days, reason, and a relative address; text is escaped."""
    shown = section(built(*STORIES)["s/appeals/index.html"])
    assert shown.index("<h3>Continues from</h3>") < shown.index("<h3>Continued in</h3>")
    assert "<h3>Related</h3>" in shown
    assert 'href="../jailed/"' in shown
    assert "shares jailed &amp; &lt;b&gt;" in shown


def test_a_story_without_a_page_is_not_linked() -> None:
    """It was never published."""
    assert "gone" not in section(built(*STORIES)["s/appeals/index.html"])


def test_the_timeline_is_the_whole_chain_oldest_first() -> None:
    """Also those two steps away; the story shown is marked, those merely related are not on it."""
    html = section(built(*STORIES)["s/jailed/index.html"])
    timeline = html[html.index("<ol") : html.index("</ol>")]
    places = [timeline.index(t) for t in ("Mayor Jailed", "Mayor &lt;Appeals&gt;", "Mayor Freed")]
    assert places == sorted(places)
    assert "Union" not in timeline
    assert timeline.count("aria-current") == 1
    assert timeline.index("aria-current") < timeline.index("Mayor Jailed")


def test_a_page_without_links_has_no_section() -> None:
    """Nothing is said where nothing is known."""
    assert "storyline" not in built(a_story("alone", "Alone", hours=1))["s/alone/index.html"]


def test_a_circle_of_links_ends() -> None:
    """Damaged links cannot hang a build."""
    one = a_story("one", "One", hours=3, two=FROM)
    two = a_story("two", "Two", hours=2, one=FROM)
    assert "Two" in section(built(one, two)["s/one/index.html"])


def test_a_new_link_changes_no_feed() -> None:
    """Readers of feeds are not told the story again."""
    bare = tuple(replace(r, page=replace(r.page, links=())) for r in STORIES)
    given = [{r.page.story_id: (r,) for r in each} for each in (STORIES, bare)]
    with_links, without = (site_files(g, OUTLETS, options=SiteOptions())[0] for g in given)
    feeds = [name for name in with_links if name.endswith(("feed.xml", "feed.json"))]
    assert feeds
    assert all(with_links[name] == without[name] for name in feeds)


def test_page_json_tells_the_links_with_title_and_address() -> None:
    """Those that lead to a page."""
    links = json.loads(built(*STORIES)["s/appeals/page.json"])["page"]["links"]
    assert [(k["kind"], k["other_id"]) for k in links] == [
        ("continues from", "jailed"), ("continued in", "freed"), ("related", "union"),
    ]  # fmt: skip
    assert links[0]["title"] == "Mayor Jailed"
    assert links[0]["url"].endswith("/s/jailed/")


def test_the_terminal_tells_the_links() -> None:
    """With the slug to go on with."""
    from io import StringIO

    from rich.console import Console

    console = Console(file=(output := StringIO()), width=100)
    console.print(render_terminal(OTHERS["freed"], OTHERS))
    assert "Continues from: Mayor <Appeals>" in output.getvalue()
    assert "appeals" in output.getvalue()
    assert "Storyline" not in terminal_text(OTHERS["freed"])
