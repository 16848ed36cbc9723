"""A story as one archive: everything of it, nothing else, the same bytes each time."""

from __future__ import annotations

import io
import json
import zipfile
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import PurePosixPath

import pytest
from site_pages import OUTLETS, PAGE, STORY

from winnow.errors import InputError
from winnow.site import SiteOptions, story_archive

OPTIONS = SiteOptions(base_url="https://news.example/", live=True)
FOLDER = f"s/{PAGE.slug}"


@pytest.fixture(scope="module")
def archive() -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(story_archive(STORY, OUTLETS, OPTIONS))) as file:
        assert file.testzip() is None
        return {name: file.read(name) for name in file.namelist()}


class Links(HTMLParser):
    """Collects where a page leads within its archive."""

    def __init__(self) -> None:
        super().__init__()
        self.found: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        for name, value in attrs:
            is_canonical = ("rel", "canonical") in attrs
            if name in ("href", "src") and value and not is_canonical:
                self.found.add(value)


def test_the_same_history_gives_the_same_bytes():
    """Whenever and wherever it is made."""
    assert story_archive(STORY, OUTLETS, OPTIONS) == story_archive(STORY, OUTLETS, OPTIONS)
    backwards = dict(reversed(OUTLETS.items()))
    assert story_archive(STORY, backwards, OPTIONS) == story_archive(STORY, OUTLETS, OPTIONS)


def test_it_holds_every_revision_the_json_the_feed_and_the_style(archive):
    """What a reader needs who has nothing else."""
    for name in ("index.html", f"{FOLDER}/index.html", f"{FOLDER}/r/1/index.html",
                 f"{FOLDER}/page.json", f"{FOLDER}/feed.xml", "static/winnow.css", "evidence.json"):  # fmt: skip
        assert archive[name], name


def test_every_link_within_it_leads_somewhere(archive):
    """No page asks for a file that is not there, nor for a server."""
    for name, content in archive.items():
        if not name.endswith(".html") or name == "404.html":
            continue
        links = Links()
        links.feed(content.decode())
        for link in links.found:
            if link.startswith(("https://", "http://", "mailto:", "#")):
                continue
            path = link.partition("#")[0]
            parts: list[str] = []
            for part in (PurePosixPath(name).parent / path).parts:
                if part == "..":
                    parts.pop()
                else:
                    parts.append(part)
            assert "/".join(parts) in archive, (name, link)


def test_evidence_says_what_rests_on_it(archive):
    """Each passage with its article, offsets, and the published sentences that it supports."""
    data = json.loads(archive["evidence.json"])
    assert data["revision"] == 2 and len(data["evidence"]) == len(PAGE.references)
    first = data["evidence"][0]
    assert first["exact"] == PAGE.references[0].evidence.exact
    assert first["article"]["outlet"] == "Northwire"
    assert PAGE.title in first["supports"] and PAGE.facts[0].sentences[0].text in first["supports"]


def test_no_more_of_an_article_is_in_it_than_on_the_page(archive):
    """Passages are those of the page."""
    printed = {(r.evidence.start, r.evidence.exact) for r in PAGE.references}
    data = json.loads(archive["evidence.json"])
    assert {(e["start"], e["exact"]) for e in data["evidence"]} == printed


def test_other_stories_are_not_in_it(archive):
    """The archive is of one story."""
    assert {n.split("/")[1] for n in archive if n.startswith("s/")} == {PAGE.slug}


def test_names_are_safe_wherever_it_is_unpacked(archive):
    """No absolute path, no way out of the folder."""
    for name in archive:
        assert not name.startswith("/") and ".." not in PurePosixPath(name).parts


def test_a_slug_that_is_no_folder_is_an_error():
    """It names the story."""
    bad = tuple(replace(r, page=replace(r.page, slug="../x")) for r in STORY)
    with pytest.raises(InputError, match="is no slug"):
        story_archive(bad, OUTLETS, OPTIONS)
