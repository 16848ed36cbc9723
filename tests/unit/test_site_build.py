"""Bringing a folder up to date, its feeds, and serving it."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from site_pages import FIRST, NEWEST, NOW, OUTLETS, PAGE, STORY, THIN, site
from starlette.testclient import TestClient

from winnow.errors import NotFoundError, SettingsError
from winnow.site import BuildReport, SiteOptions, build_site, site_app
from winnow.site.folder import MEMORY
from winnow.types import Revision

OPTIONS = SiteOptions(base_url="https://news.example/")
ATOM = {"a": "http://www.w3.org/2005/Atom"}
MALI = PAGE.story_id


def build(folder: Path, stories=None, *, options=OPTIONS, later=0, **kwargs) -> BuildReport:
    now = NOW + timedelta(hours=later)
    given = site() if stories is None else stories
    return build_site(given, OUTLETS, folder, options=options, now=now, **kwargs)


def contents(folder: Path) -> dict[str, bytes]:
    files = {str(p.relative_to(folder)): p for p in folder.rglob("*") if p.is_file()}
    return {name: p.read_bytes() for name, p in files.items() if name != MEMORY}


def test_building_twice_writes_nothing_the_second_time(tmp_path):
    """Not even at a later time: no byte depends on when a build runs."""
    first = build(tmp_path)
    before = {p: p.stat().st_mtime_ns for p in tmp_path.rglob("*")}
    second = build(tmp_path, later=30)
    assert first.written and not first.unchanged
    assert not second.written and not second.removed and second.unchanged == first.written
    assert {p: p.stat().st_mtime_ns for p in tmp_path.rglob("*")} == before


def test_the_order_of_the_stories_does_not_matter(tmp_path):
    """The same stories in another order give the same bytes."""
    build(tmp_path / "a")
    build(tmp_path / "b", dict(reversed(site().items())))
    assert contents(tmp_path / "a") == contents(tmp_path / "b")


def test_a_new_revision_touches_its_own_story_and_the_lists(tmp_path):
    """Other stories' pages and feeds are left alone."""
    build(tmp_path, site() | {MALI: (FIRST,)})
    report = build(tmp_path)
    others = [p for p in report.written if p.startswith("s/") and "lavrov" not in p]
    assert not others
    assert "s/lavrov-visits-mali/r/2/index.html" in report.written
    assert "index.html" in report.written and "about/index.html" in report.unchanged


def test_a_story_that_is_gone_is_removed_and_foreign_files_stay(tmp_path):
    """Only files of the manifest are removed, and folders only when empty."""
    build(tmp_path)
    note = tmp_path / "s" / "comet" / "note.txt"
    note.write_text("mine")
    report = build(tmp_path, {k: v for k, v in site().items() if v[0].page.slug != "comet"})
    assert "s/comet/index.html" in report.removed
    assert note.read_text() == "mine" and not (tmp_path / "s" / "comet" / "r").exists()


def test_a_file_that_is_not_ours_is_never_overwritten(tmp_path):
    """The build refuses and leaves the folder as it was."""
    (tmp_path / "index.html").write_text("my home page")
    with pytest.raises(SettingsError, match="not written by Winnow"):
        build(tmp_path)
    assert contents(tmp_path) == {"index.html": b"my home page"}


def test_a_manifest_cannot_make_us_delete_outside(tmp_path):
    """Names that leave the folder are not ours, whatever the manifest says."""
    out = tmp_path / "out"
    build(out)
    victim = tmp_path / "victim.txt"
    victim.write_text("keep")
    manifest = json.loads((out / ".winnow-site.json").read_text())
    manifest["files"] += ["../victim.txt", str(victim)]
    (out / ".winnow-site.json").write_text(json.dumps(manifest))
    build(out, {})
    assert victim.read_text() == "keep"


@pytest.mark.parametrize("slug", ["../../escape", "a/b", "", "UPPER"])
def test_a_hostile_slug_is_a_problem_and_the_rest_lands(tmp_path, slug):
    """The story is left out with a reason; nothing is written outside the folder."""
    bad = replace(NEWEST, page=replace(PAGE, slug=slug))
    report = build(tmp_path / "out", site() | {MALI: (bad,)})
    assert [p.subject for p in report.problems] == [MALI]
    assert (tmp_path / "out" / "s" / "comet" / "index.html").is_file()
    assert [p.name for p in tmp_path.iterdir()] == ["out"]


def test_two_stories_of_one_slug_are_a_problem(tmp_path):
    """The first by id keeps the address; the other is reported."""
    twin = replace(THIN, page=replace(THIN.page, story_id="zzz"))
    report = build(tmp_path, {THIN.page.story_id: (THIN,), "zzz": (twin,)})
    assert [p.subject for p in report.problems] == ["zzz"]


def test_a_merged_story_leads_on_and_its_revisions_stay(tmp_path):
    """Redirects follow chains; old permalinks of revisions say where the story went."""
    merged = {"oldest": "comet", "comet": "lavrov-visits-mali", "lost": "nowhere"}
    report = build(tmp_path, merged=merged)
    for old in ("oldest", "comet"):
        html = (tmp_path / "s" / old / "index.html").read_text()
        assert 'http-equiv="refresh" content="0; url=../lavrov-visits-mali/"' in html
        assert 'rel="canonical" href="https://news.example/s/lavrov-visits-mali/"' in html
    assert "was merged into" in (tmp_path / "s/comet/r/1/index.html").read_text()
    assert "s/comet/" not in (tmp_path / "index.html").read_text()
    assert [p.subject for p in report.problems] == ["lost"]


def test_merges_in_a_circle_are_a_problem_not_a_loop(tmp_path):
    """Neither leads anywhere; both are reported."""
    report = build(tmp_path, merged={"a": "b", "b": "a"})
    assert [p.subject for p in report.problems] == ["a", "b"]


def atom(folder: Path, name: str) -> ET.Element:
    return ET.fromstring((folder / name).read_bytes())


def texts(feed: ET.Element, path: str) -> list[str]:
    return [e.text or "" for e in feed.findall(path, ATOM)]


def test_feed_ids_survive_a_move_of_the_site(tmp_path):
    """With an authority set once, another address changes links, never ids."""
    here = replace(OPTIONS, authority="news.example,2023")
    build(tmp_path / "a", options=here)
    build(tmp_path / "b", options=replace(here, base_url="https://moved.example/x/"))
    ids = texts(atom(tmp_path / "a", "feed.xml"), "a:entry/a:id")
    assert ids == texts(atom(tmp_path / "b", "feed.xml"), "a:entry/a:id")
    assert len(set(ids)) == len(site()) and ids[0].startswith("tag:news.example,2023:story/")


def test_an_unchanged_story_is_not_republished(tmp_path):
    """Its entry keeps id and ``updated`` when another story gets a revision."""
    build(tmp_path, site() | {MALI: (FIRST,)})
    before = _entries(atom(tmp_path, "feed.xml"))
    build(tmp_path, later=5)
    after = _entries(atom(tmp_path, "feed.xml"))
    changed = {i for i in after if after[i] != before[i]}
    assert changed == {f"tag:news.example,2026:story/{MALI}"}


def _entries(feed: ET.Element) -> dict[str, bytes]:
    return {e.findtext("a:id", "", ATOM): ET.tostring(e) for e in feed.findall("a:entry", ATOM)}


def test_feeds_are_newest_first_with_honest_times(tmp_path):
    """A feed is as new as its newest item; a story was published with its first revision."""
    build(tmp_path)
    feed = atom(tmp_path, "feed.xml")
    updated = texts(feed, "a:entry/a:updated")
    assert updated == sorted(updated, reverse=True)
    assert texts(feed, "a:updated") == [updated[0]] == ["2023-02-07T14:05:00Z"]
    assert texts(feed, "a:entry/a:published")[0] == "2023-02-07T09:05:00Z"


def test_a_story_has_a_feed_of_its_revisions(tmp_path):
    """One entry a revision, saying what changed."""
    build(tmp_path)
    feed = atom(tmp_path, "s/lavrov-visits-mali/feed.xml")
    links = [e.get("href") for e in feed.findall("a:entry/a:link", ATOM)]
    assert links == [f"https://news.example/s/lavrov-visits-mali/r/{n}/" for n in (2, 1)]
    assert "Lavrov Arrives in Mali" in texts(feed, "a:entry/a:summary")[0]


def test_the_json_feed_has_the_same_items(tmp_path):
    """JSON Feed 1.1 with the ids of the Atom feed."""
    build(tmp_path)
    feed = json.loads((tmp_path / "feed.json").read_text())
    assert feed["version"] == "https://jsonfeed.org/version/1.1"
    assert [i["id"] for i in feed["items"]] == texts(atom(tmp_path, "feed.xml"), "a:entry/a:id")


@pytest.fixture
def client(tmp_path: Path) -> TestClient:
    build(tmp_path)
    return TestClient(site_app(tmp_path))


@pytest.mark.parametrize(
    ("path", "type_"),
    [
        ("/", "text/html; charset=utf-8"),
        ("/s/comet/", "text/html; charset=utf-8"),
        ("/feed.xml", "application/atom+xml; charset=utf-8"),
        ("/s/comet/feed.xml", "application/atom+xml; charset=utf-8"),
        ("/feed.json", "application/feed+json"),
        ("/s/comet/page.json", "application/json"),
        ("/static/winnow.css", "text/css; charset=utf-8"),
        ("/static/icon.svg", "image/svg+xml"),
    ],
)
def test_files_are_served_with_their_types_and_asked_for_once(client, path, type_):
    """Right type, an ETag, and 304 with the same headers on the second visit."""
    first = client.get(path)
    assert first.status_code == 200 and first.headers["content-type"] == type_
    again = client.get(path, headers={"If-None-Match": first.headers["etag"]})
    assert again.status_code == 304 and not again.content
    for answer in (first, again):
        assert answer.headers["x-content-type-options"] == "nosniff"
        assert answer.headers["content-security-policy"].startswith("default-src 'none'")


def test_what_does_not_exist_is_a_page_with_working_links(client):
    """404 at any depth, with the headers of every page."""
    answer = client.get("/s/none/such/")
    assert answer.status_code == 404 and 'href="/static/winnow.css"' in answer.text
    assert "content-security-policy" in answer.headers


def test_the_manifest_is_not_served(client):
    """Hidden files do not exist for readers."""
    assert client.get("/.winnow-site.json").status_code == 404


def test_pictures_are_let_in_only_where_the_site_shows_them(tmp_path):
    """The policy follows the choice with which the folder was built."""
    build(tmp_path, options=replace(OPTIONS, images="hotlink"))
    policy = TestClient(site_app(tmp_path)).get("/").headers["content-security-policy"]
    assert "img-src 'self' https:;" in policy and "script" not in policy


def test_a_folder_without_a_site_is_not_served(tmp_path):
    """The error says what to do."""
    with pytest.raises(NotFoundError, match="winnow build"):
        site_app(tmp_path)


def test_revisions_may_come_in_any_order(tmp_path):
    """The newest by number is the page."""
    build(tmp_path, {MALI: tuple(reversed(STORY))})
    assert PAGE.title in (tmp_path / "s/lavrov-visits-mali/index.html").read_text()


def test_a_story_without_revisions_is_no_page(tmp_path):
    """Nothing was published of it yet."""
    empty: tuple[Revision, ...] = ()
    assert not build(tmp_path, {"x": empty}).problems
