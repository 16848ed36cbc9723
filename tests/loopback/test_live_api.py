"""The API over HTTP: documents, lists page by page, validators, limits, errors that help."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from live_server import GENEROUS, Running, filled, running
from site_pages import FACTS, OUTLETS, PAGE, site

from winnow.types import LinkKind, StoryLink

STORY = f"/api/v1/stories/{PAGE.story_id}"
COMET = next(r[-1].page for r in site().values() if r[-1].page.slug == "comet")


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    path = tmp_path_factory.mktemp("live") / "winnow.sqlite"
    store = filled(path)
    link = StoryLink(COMET.story_id, LinkKind.CONTINUED_IN, 0.9, "shares Ondra")
    store.save_story_links(PAGE.story_id, (link,))
    store.close()
    with running(path) as server:
        yield server


def get(server: Running, path: str, **params: object) -> dict:
    answer = server.client.get(path, params=params)
    assert answer.status_code == 200, answer.text
    return answer.json()


def every(server: Running, path: str, limit: int, **params: object) -> list[dict]:
    """Return all items of a list, asked for page by page."""
    items: list[dict] = []
    cursor: dict[str, object] = {}
    while True:
        found = get(server, path, limit=limit, **params, **cursor)
        assert len(found["items"]) <= limit
        items += found["items"]
        if found["next_cursor"] is None:
            return items
        cursor = {"cursor": found["next_cursor"]}


@pytest.mark.parametrize("path", ["stories", "facts", "articles", "outlets"])
def test_a_list_in_pages_is_the_list(server, path):
    """Nothing twice, nothing missing, the same order."""
    whole = every(server, f"/api/v1/{path}", 100)
    assert len(whole) >= 6
    assert every(server, f"/api/v1/{path}", 2) == whole
    assert len({json.dumps(item) for item in whole}) == len(whole)


def test_stories_are_listed_newest_first_and_by_outlet_and_time(server):
    """Each with the address of its page."""
    items = every(server, "/api/v1/stories", 100)
    times = [item["published"] for item in items]
    assert times == sorted(times, reverse=True) and len(items) == len(site())
    assert items[0]["url"].startswith("https://news.example/s/")
    outlet = "meadow-times.example"
    some = every(server, "/api/v1/stories", 100, outlet=outlet)
    assert some and all(outlet in item["outlet_ids"] for item in some) and len(some) < len(items)
    newer = every(server, "/api/v1/stories", 100, since=times[2])
    assert [item["published"] for item in newer] == times[:3]
    assert get(server, "/api/v1/stories", outlet="none.example")["items"] == []


def test_a_story_is_everything_on_its_page(server):
    """By id or slug, the bytes of the site's own JSON, passages included."""
    answer = server.client.get(STORY)
    assert answer.content == server.client.get(f"/s/{PAGE.slug}/page.json").content
    assert server.client.get(f"/api/v1/stories/{PAGE.slug}").content == answer.content
    page = answer.json()["page"]
    assert [f["claim_id"] for f in page["facts"]] == [f.claim_id for f in FACTS]
    assert page["references"][0]["evidence"]["exact"] == PAGE.references[0].evidence.exact
    assert page["links"][0]["title"] == COMET.title


def test_earlier_revisions_are_readable(server):
    """As they were, with the history up to then."""
    items = get(server, f"{STORY}/revisions")["items"]
    assert [item["revision"] for item in items] == [2, 1]
    first = get(server, f"{STORY}/revisions/1")
    assert first["revision"] == 1 and len(first["history"]) == 1
    assert first["page"]["title"] == "Lavrov Arrives in Mali for Talks"
    assert get(server, f"{STORY}/revisions/2") == get(server, STORY)


def test_parts_of_a_story(server):
    """Facts with what they rest on, articles, the storyline."""
    facts = get(server, f"{STORY}/facts")
    cited = {
        (e["article_id"], e["start"]) for f in facts["facts"] for s in f["sentences"] for e in s["evidence"]
    }  # fmt: skip
    assert cited == {
        (r["evidence"]["article_id"], r["evidence"]["start"]) for r in facts["references"]
    }
    assert len(get(server, f"{STORY}/articles")["articles"]) == len(PAGE.articles)
    line = get(server, f"{STORY}/storyline")
    assert [(link["kind"], link["title"]) for link in line["links"]] == [
        ("continued in", COMET.title)
    ]
    assert {step["story_id"] for step in line["timeline"]} == {PAGE.story_id, COMET.story_id}


def test_articles_and_outlets(server):
    """An article with its story; an outlet with its leans and their raters."""
    item = get(server, "/api/v1/articles", outlet="northwire.example")["items"][0]
    assert item["outlet_id"] == "northwire.example" and "text" not in item
    assert item in get(server, f"/api/v1/articles/{item['id']}")["items"]
    outlet = get(server, "/api/v1/outlets/northwire.example")
    assert outlet["leans"][0]["rater"] == "Weatherglass"
    assert {o["id"] for o in every(server, "/api/v1/outlets", 3)} == set(OUTLETS)
    assert [o["id"] for o in get(server, "/api/v1/outlets", country="fr")["items"]] == [
        "northwire.example"
    ]


def test_search_marks_what_it_found(server):
    """The pieces make up the text."""
    found = get(server, "/api/v1/search", q="jihadist", kind="fact")["items"][0]
    assert ["jihadist", True] in found["text"]
    assert found["url"].endswith(f"/s/{PAGE.slug}/#fact-{found['ref']}")
    assert found["story_title"] == PAGE.title
    pages = every(server, "/api/v1/search", 3, q="mali")
    assert len(pages) > 3 and len({(p["kind"], p["story_id"], p["ref"]) for p in pages}) == len(
        pages
    )


def test_answers_are_asked_for_once(server):
    """304 for whoever has it; HEAD has the same headers and no body."""
    for path in (STORY, "/api/v1/stories", "/api/v1/search?q=mali", f"{STORY}/facts"):
        first = server.client.get(path)
        again = server.client.get(path, headers={"If-None-Match": first.headers["etag"]})
        assert again.status_code == 304 and not again.content
        head = server.client.head(path)
        assert head.status_code == 200 and head.headers["etag"] == first.headers["etag"]
        assert not head.content


@pytest.mark.parametrize(
    ("path", "status", "words"),
    [
        ("/api/v1/nothing", 404, "openapi.json lists"),
        ("/api/v1/stories/none", 404, "/api/v1/stories lists"),
        (f"{STORY}/revisions/9", 404, "it has 1 to 2"),
        ("/api/v1/articles/none", 404, "on no published page"),
        ("/api/v1/outlets/none.example", 404, "not in the store"),
        ("/api/v1/stories?limit=0", 422, "limit: "),
        ("/api/v1/stories?limit=x", 422, "limit: "),
        ("/api/v1/stories?limt=5", 422, "limt: is no parameter"),
        ("/api/v1/stories?since=yesterday", 422, "since: "),
        ("/api/v1/stories?since=2023-02-07T00:00:00", 422, "since: "),
        ("/api/v1/stories?cursor=x", 422, "cursor: "),
        ("/api/v1/stories/%00", 422, "story: "),
        ("/api/v1/search", 422, "q: "),
        ("/api/v1/search?q=x&kind=y", 422, "kind: "),
        ("/api/v1/search?q=" + "x" * 301, 422, "q: "),
    ],
)
def test_errors_say_what_to_do(server, path, status, words):
    """As problem details."""
    answer = server.client.get(path)
    assert answer.status_code == status and words in answer.json()["detail"]
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.json()["status"] == status


def test_the_api_is_read_only(server):
    """405 with what is allowed."""
    for method in ("POST", "PUT", "DELETE", "PATCH"):
        answer = server.client.request(method, STORY)
        assert answer.status_code == 405 and "GET" in answer.headers["allow"]
        assert "read-only" in answer.json()["detail"]


def test_pages_of_other_sites_may_read_it(server):
    """CORS for everyone, without credentials, and never for the site itself."""
    answer = server.client.get(STORY, headers={"Origin": "https://else.example"})
    assert answer.headers["access-control-allow-origin"] == "*"
    assert "ETag" in answer.headers["access-control-expose-headers"]
    assert "access-control-allow-credentials" not in answer.headers
    asked = {"Origin": "https://else.example", "Access-Control-Request-Method": "GET"}
    assert server.client.options(STORY, headers=asked).status_code == 200
    page = server.client.get(f"/s/{PAGE.slug}/", headers={"Origin": "https://else.example"})
    assert "access-control-allow-origin" not in page.headers


def test_a_client_that_asks_too_often_is_told_when_to_come_again(tmp_path: Path):
    """Refused before any work; pages are not limited."""
    path = tmp_path / "winnow.sqlite"
    filled(path).close()
    with running(path, options=replace(GENEROUS, burst=3, requests_per_minute=60)) as server:
        origin = {"Origin": "https://else.example"}
        answers = [server.client.get("/api/v1/stories", headers=origin) for _ in range(5)]
        assert [a.status_code for a in answers] == [200, 200, 200, 429, 429]
        assert answers[-1].headers["retry-after"] == "1"
        assert answers[-1].headers["content-type"] == "application/problem+json"
        assert answers[-1].headers["access-control-allow-origin"] == "*"
        assert server.client.get(f"/s/{PAGE.slug}/").status_code == 200


def test_a_merged_story_leads_to_the_one_it_went_into(tmp_path: Path):
    """308 with the address that stays; its parts answer for it."""
    path = tmp_path / "winnow.sqlite"
    store = filled(path)
    store.merge_story(COMET.story_id, PAGE.story_id)
    store.close()
    with running(path) as server:
        answer = server.client.get(f"/api/v1/stories/{COMET.story_id}")
        assert answer.status_code == 308
        assert answer.headers["location"].endswith(f"/api/v1/stories/{PAGE.story_id}")
        facts = get(server, f"/api/v1/stories/{COMET.slug}/facts")
        assert facts["story_id"] == PAGE.story_id


def test_every_parameter_and_field_is_documented(server):
    """In the OpenAPI document: each parameter says what it is, each route has a summary."""
    schema = get(server, "/api/v1/openapi.json")
    assert len(schema["paths"]) == 14
    for path, methods in schema["paths"].items():
        operation = methods["get"]
        assert operation["summary"] and operation["description"], path
        for parameter in operation.get("parameters", ()):
            if parameter["name"] != "number":
                assert parameter.get("description"), (path, parameter["name"])
        assert {"200", "422", "429", "503"} <= set(operation["responses"])
