"""The live server: the bytes of the static build, current, cached, safe."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import httpx
import pytest
from live_server import GENEROUS, SITE, Running, at, filled, publish, running
from site_pages import NEWEST, NOW, OUTLETS, PAGE, site
from starlette.testclient import TestClient

from winnow.pipeline.publish import revisions_of
from winnow.site import SiteOptions, site_files
from winnow.types import LinkKind, Revision, StoryLink
from winnow.web import live_app
from winnow.web.lists import in_this_process

MALI = PAGE.story_id
PLACE = f"/s/{PAGE.slug}/"
COMET = next(r[-1].page for r in site().values() if r[-1].page.slug == "comet")


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    path = tmp_path_factory.mktemp("live") / "winnow.sqlite"
    store = filled(path)
    # A story that went into another, and two that are linked.
    old = replace(COMET, story_id="c0ffee", slug="old-comet", title="Comet Seen")
    publish(store, "c0ffee", (Revision(1, NOW, old, (), "old"),))
    store.merge_story("c0ffee", COMET.story_id)
    link = StoryLink(COMET.story_id, LinkKind.CONTINUED_IN, 0.9, "shares Ondra")
    store.save_story_links(MALI, (link,))
    store.close()
    with running(path) as server:
        yield server


@pytest.fixture
def own(tmp_path: Path) -> Iterator[Running]:
    """A server over a store that the test changes."""
    filled(tmp_path / "winnow.sqlite").close()
    with running(tmp_path / "winnow.sqlite") as server:
        yield server


def static(server: Running) -> dict[str, bytes]:
    store = server.store
    files, problems = site_files(
        revisions_of(store), store.outlets(), options=server.site, merged=store.merged_slugs()
    )
    assert not problems
    return files


def test_every_file_has_the_bytes_of_the_static_build(server):
    """Pages, revisions, redirects, lists, feeds, JSON, the page for what does not exist."""
    files = static(server)
    assert f"s/{PAGE.slug}/r/1/index.html" in files and "s/old-comet/index.html" in files
    for path, content in files.items():
        answer = server.client.get(f"/{path}")
        assert answer.content == content, path


def test_nothing_is_served_that_the_static_build_does_not_have(server):
    """What a merged story no longer has, other names, and ways out of the folder."""
    files = static(server)
    for path in ("s/old-comet/page.json", f"s/{MALI}/", f"s/{PAGE.slug}/r/9/", "s/none/"):
        assert path not in files and f"{path}index.html" not in files
        assert server.client.get(f"/{path}").status_code == 404
    for path in (
        "/..%2f..%2fetc/passwd",
        "/static/../../x",
        "/.hidden",
        "/a%00b",
        "/%ff",
        "/outlets/" + 999 * "é",
    ):
        assert server.client.get(path).status_code == 404, path


def test_pages_differ_from_a_static_site_only_in_links_to_the_server(server):
    """Without the server there is no search and no form, and nothing else is missing."""
    store = server.store
    plain, _ = site_files(
        revisions_of(store), store.outlets(), options=replace(server.site, live=False)
    )
    live = static(server)[f"s/{PAGE.slug}/index.html"].decode().splitlines()
    kept = plain[f"s/{PAGE.slug}/index.html"].decode().splitlines()
    only_live = [line for line in live if line not in kept]
    assert only_live
    assert all("../../search" in line or "../../report" in line for line in only_live)


def test_a_page_is_asked_for_once(server):
    """304 for whoever has it, in either coding; another page's tag is none."""
    first = server.client.get(PLACE, headers={"Accept-Encoding": "identity"})
    packed = server.client.get(PLACE, headers={"Accept-Encoding": "gzip"})
    assert packed.headers["content-encoding"] == "gzip" and packed.content == first.content
    assert first.headers["etag"] != packed.headers["etag"]
    assert "Accept-Encoding" in first.headers["vary"]
    for answer in (first, packed):
        tag = answer.headers["etag"]
        for given in (tag, f"W/{tag}", f'"x", {tag}', "*"):
            again = server.client.get(PLACE, headers={"If-None-Match": given})
            assert again.status_code == 304 and not again.content
    assert server.client.get(PLACE, headers={"If-None-Match": '"x"'}).status_code == 200


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("/", "text/html; charset=utf-8"),
        (PLACE, "text/html; charset=utf-8"),
        (f"{PLACE}feed.xml", "application/atom+xml; charset=utf-8"),
        (f"{PLACE}page.json", "application/json"),
        ("/feed.json", "application/feed+json"),
        ("/static/winnow.css", "text/css; charset=utf-8"),
        ("/static/icon.svg", "image/svg+xml"),
    ],
)
def test_types_and_security_headers(server, path, kind):
    """Each file says what it is, and a browser loads nothing else with it."""
    answer = server.client.get(path)
    assert answer.headers["content-type"] == kind
    policy = answer.headers["content-security-policy"]
    assert policy.startswith("default-src 'none'") and "form-action 'none'" in policy
    assert "script" not in policy and answer.headers["x-content-type-options"] == "nosniff"


def test_a_place_without_its_slash_leads_to_it(server):
    """The redirect is relative: it repeats nothing of what the client said."""
    answer = server.client.get(PLACE.rstrip("/"), headers={"Host": "evil.example"})
    assert answer.status_code == 307 and answer.headers["location"] == f"{PAGE.slug}/"
    assert httpx.get(f"{server.address}{PLACE[:-1]}", follow_redirects=True).status_code == 200


def test_head_has_no_body_and_other_methods_are_refused(server):
    """A site is read."""
    head = server.client.head(PLACE)
    assert head.status_code == 200 and not head.content and head.headers["etag"]
    assert server.client.post(PLACE).status_code == 405


def test_what_is_published_later_is_served_soon(own):
    """The story, the lists, the search; pages that were cached are given up."""
    assert PAGE.title in own.client.get(PLACE).text
    assert own.client.get("/search?q=observatory+gone").text.count("Nothing published") == 1
    page = replace(PAGE, title="Lavrov Leaves Mali; Observatory Gone", disputes=())
    own.store.save_revision(MALI, Revision(3, at(1), page, (), "d3"))
    assert own.soon(PLACE, "Observatory Gone").status_code == 200
    assert "Observatory Gone" in own.soon("/", "Observatory Gone").text
    assert own.client.get(f"{PLACE}r/2/").text.count("As of") == 1
    files = static(own)
    for path in ("index.html", "feed.xml", f"s/{PAGE.slug}/index.html", "archive/index.html"):
        assert own.client.get(f"/{path}").content == files[path], path


def test_a_new_link_shows_on_both_ends(own):
    """Neither story has a new revision; both pages change."""
    for slug in (PAGE.slug, COMET.slug):
        assert "Storyline" not in own.client.get(f"/s/{slug}/").text
    link = StoryLink(COMET.story_id, LinkKind.CONTINUED_IN, 0.9, "shares Ondra")
    own.store.save_story_links(MALI, (link,))
    assert "Continued in" in own.soon(PLACE, "Continued in").text
    assert "Continues from" in own.soon(f"/s/{COMET.slug}/", "Continues from").text


def test_a_page_follows_the_title_of_a_story_it_links_to(own):
    """What a page shows of another story is current too."""
    link = StoryLink(COMET.story_id, LinkKind.RELATED, 0.9, "shares Ondra")
    own.store.save_story_links(MALI, (link,))
    own.soon(PLACE, COMET.title)
    page = replace(COMET, title="Comet Fades")
    own.store.save_revision(COMET.story_id, Revision(2, at(1), page, (), "fades"))
    assert "Comet Fades" in own.soon(PLACE, "Comet Fades").text


def test_a_merged_story_redirects_and_a_withdrawn_one_says_so(own):
    """Old addresses stay; lists forget both."""
    own.client.get(f"/s/{COMET.slug}/")
    own.store.merge_story(COMET.story_id, MALI)
    assert "was merged" in own.soon(f"/s/{COMET.slug}/", "was merged").text
    empty = replace(PAGE, facts=(), articles=(), withdrawn="taken down on request")
    own.store.save_revision(MALI, Revision(3, at(1), empty, (), "gone"))
    assert "taken down" in own.soon(PLACE, "taken down on request").text
    assert PAGE.slug not in own.soon("/", PAGE.slug, absent=True).text


def test_the_cache_keeps_within_its_bound(tmp_path):
    """A server with room for one page serves them all, and the same."""
    filled(tmp_path / "winnow.sqlite").close()
    with running(
        tmp_path / "winnow.sqlite", options=replace(GENEROUS, cache_bytes=12_000)
    ) as server:
        files = static(server)
        for _ in range(2):
            for path in [p for p in files if p.startswith("s/")]:
                assert server.client.get(f"/{path}").content == files[path]


def test_an_empty_store_is_a_site(tmp_path):
    """Front page, feeds and search answer before anything was published."""
    with running(tmp_path / "winnow.sqlite", site=SiteOptions(live=True)) as server:
        assert "No stories yet" in server.client.get("/").text
        assert server.client.get("/feed.xml").status_code == 200
        assert server.client.get("/search?q=x").status_code == 200
        assert server.client.get("/api/v1/stories").json()["items"] == []


def test_pictures_are_let_in_where_the_site_shows_them(tmp_path):
    """The policy follows the choice."""
    filled(tmp_path / "winnow.sqlite").close()
    with running(tmp_path / "winnow.sqlite", site=replace(SITE, images="hotlink")) as server:
        policy = server.client.get(PLACE).headers["content-security-policy"]
        assert "img-src 'self' https:;" in policy


def test_outlets_known_later_are_on_the_page_of_outlets(own):
    """The lists follow the outlets too."""
    outlet = replace(OUTLETS["northwire.example"], name="Northwire Renamed")
    own.store.save_outlet(outlet)
    assert "Northwire Renamed" in own.soon("/outlets/", "Northwire Renamed").text
    assert NEWEST.page.title in own.client.get("/").text


def test_a_page_is_current_while_lists_are_being_made(tmp_path):
    """Lists of a large site take half a minute; a page follows the store at once all the same."""
    store = filled(tmp_path / "winnow.sqlite")
    released, begun = threading.Event(), threading.Event()
    quick = in_this_process(store, SITE)
    rounds: list[Path] = []

    def slow(folder: Path) -> None:
        rounds.append(folder)
        if len(rounds) > 1:
            begun.set()
            assert released.wait(30)
        quick(folder)

    def changed(number: int, title: str) -> None:
        page = replace(PAGE, title=title)
        store.save_revision(MALI, Revision(number, at(number), page, (), f"live-{number}"))

    def shows(client: TestClient, title: str) -> bool:
        deadline = time.monotonic() + 10
        while time.monotonic() < deadline:
            if title in client.get(PLACE).text:
                return True
            time.sleep(0.02)
        return False

    try:
        with TestClient(live_app(store, SITE, options=GENEROUS, make_lists=slow)) as client:
            assert client.get("/").status_code == 200 and PAGE.title in client.get(PLACE).text
            changed(3, "Lavrov Leaves Mali")
            assert begun.wait(10) and shows(client, "Lavrov Leaves Mali")
            changed(4, "Lavrov Returns")
            assert shows(client, "Lavrov Returns") and not released.is_set()
            released.set()
    finally:
        released.set()
        store.close()
