"""What docs/api.md shows is what the API does."""

from __future__ import annotations

import re
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from live_server import filled, running

from winnow.cli.demo import build_demo

DOCS = (Path(__file__).parents[2] / "docs" / "api.md").read_text("utf-8")
EXAMPLES = re.findall(r"^\$ curl (-\S+) '([^']+)'", DOCS, re.MULTILINE)


@pytest.fixture(scope="module")
def live(tmp_path_factory):
    path = tmp_path_factory.mktemp("api") / "winnow.sqlite"
    filled(path).close()
    with running(path) as server:
        yield server


def here(url: str) -> str:
    """Return an example's path; the demo's story is the tests' own."""
    parts = urlsplit(url)
    path = re.sub(r"/stories/[a-z0-9-]+", "/stories/lavrov-visits-mali", parts.path)
    return f"{path}?{parts.query}" if parts.query else path


@pytest.mark.parametrize(("flags", "url"), EXAMPLES)
def test_every_example_works(live, flags, url):
    """Each answers as the page says; the one for errors with a problem that names the parameter."""
    answer = live.client.request("HEAD" if "I" in flags else "GET", here(url))
    if "limit=0" in url:
        assert answer.status_code == 422
        assert answer.headers["content-type"] == "application/problem+json"
        assert "limit" in answer.json()["detail"]
        return
    assert answer.status_code == 200 and answer.headers["etag"]
    if "I" not in flags:
        assert answer.json()


@pytest.mark.slow
def test_every_example_works_on_the_demo(tmp_path):
    """As printed: the story is there, and no list is empty."""
    build_demo(tmp_path)
    with running(tmp_path / "demo.sqlite") as server:
        for flags, url in EXAMPLES:
            parts = urlsplit(url)
            answer = server.client.get(f"{parts.path}?{parts.query}")
            if "limit=0" in url or "I" in flags:
                continue
            assert answer.status_code == 200, url
            assert answer.json().get("items", True), url


def test_a_list_is_followed_to_its_end_by_cursor(live):
    """As the page says: every story once."""
    seen, cursor = [], ""
    while cursor is not None:
        more = f"&cursor={cursor}" if cursor else ""
        found = live.client.get(f"/api/v1/stories?limit=2{more}").json()
        seen += [item["id"] for item in found["items"]]
        cursor = found["next_cursor"]
    every = live.client.get("/api/v1/stories?limit=100").json()["items"]
    assert seen == [item["id"] for item in every] and len(seen) > 2


def test_there_are_examples_of_every_list():
    """The page keeps up with the API."""
    shown = " ".join(url for _, url in EXAMPLES)
    assert len(EXAMPLES) >= 9
    assert all(
        f"/api/v1/{name}" in shown for name in ("stories", "facts", "articles", "outlets", "search")
    )


def test_every_address_of_the_api_is_described(live):
    """None is missing from the table."""
    described = set(re.findall(r"`(/[a-z{}/]*)", DOCS))
    for path in live.client.get("/api/v1/openapi.json").json()["paths"]:
        short = path.removeprefix("/api/v1").removeprefix("/v1")
        last = "/" + short.rsplit("/", 1)[-1]
        known = {d.split("?")[0] for d in described} | {"/"}
        assert short in known or last in known or "/revisions/{number}" in short, short


def test_a_second_visit_costs_nothing(live):
    """304 while nothing has changed."""
    first = live.client.get("/api/v1/stories?limit=2")
    again = live.client.get(
        "/api/v1/stories?limit=2", headers={"If-None-Match": first.headers["etag"]}
    )
    assert again.status_code == 304 and not again.content
