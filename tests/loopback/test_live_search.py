"""Search and reports of errors in the live server, without a script."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from live_server import GENEROUS, Running, filled, running
from selectolax.lexbor import LexborHTMLParser as HTMLParser
from site_pages import FACTS, PAGE

FACT = FACTS[0].claim_id


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    path = tmp_path_factory.mktemp("live") / "winnow.sqlite"
    filled(path).close()
    with running(path) as server:
        yield server


def results(server: Running, **asked: str) -> list[tuple[str, str, str]]:
    """Return kind, link and text of each result."""
    html = HTMLParser(server.client.get("/search", params=asked).text)
    return [
        (
            li.css_first(".label").text().split(" · ")[0],
            li.css_first("h2 a").attributes["href"] or "",
            (li.css_first(".found") or li).text(),
        )
        for li in html.css(".results > li")
    ]


def test_a_fact_is_found_and_leads_to_its_place_on_the_page(server):
    """The words that were asked for are marked."""
    (found,) = [r for r in results(server, q="jihadist") if r[0] == "Fact"]
    assert found[1] == f"s/{PAGE.slug}/#fact-{FACT}"
    page = server.client.get(f"/{found[1].partition('#')[0]}").text
    assert f'id="fact-{FACT}"' in page
    html = server.client.get("/search?q=jihadist").text
    assert "<mark>jihadist</mark>" in html


def test_articles_people_and_accounts_are_found(server):
    """By headline, by cited passage, by name."""
    kinds = {kind: [r[0] for r in results(server, q=q)] for kind, q in {
        "headline": "helicopters promise", "passage": "overseers", "name": "rights groups",
        "account": "relatives counted",
    }.items()}  # fmt: skip
    assert "Article" in kinds["headline"]
    assert "Article" in kinds["passage"]
    assert "Who said it" in kinds["name"]
    assert "Account in a dispute" in kinds["account"]


def test_results_can_be_of_one_kind(server):
    """The tabs lead to them."""
    html = HTMLParser(server.client.get("/search?q=mali").text)
    tabs = {a.text(): a.attributes["href"] for a in html.css(".tabs a")}
    assert set(tabs) == {"All", "Facts", "Accounts", "Articles", "People and bodies"}
    answer = HTMLParser(server.client.get(f"/search{tabs['Articles']}").text)
    kinds = {li.css_first(".label").text().split(" · ")[0] for li in answer.css(".results > li")}
    assert kinds == {"Article"}


def test_nothing_found_says_so(server):
    """And what to try."""
    assert "Nothing published holds all of" in server.client.get("/search?q=zeppelin").text
    assert "Searches the facts" in server.client.get("/search").text


@pytest.mark.parametrize(
    "query",
    ['"', "' OR 1=1 --", "a* NEAR(b)", "<script>alert(1)</script>", "\x00", "é" * 4000, "😀",
     "{{ 7*7 }}", "title:x", "%s%n", "\ud7ff\ufffe", "AND OR NOT", "\u202ereversed"],
)  # fmt: skip
def test_hostile_queries_are_words(server, query):
    """Escaped in the answer; no error."""
    answer = server.client.get("/search", params={"q": query})
    assert answer.status_code == 200 and "<script>" not in answer.text
    assert "\u202e" not in answer.text and "\x00" not in answer.text


def test_parameters_that_make_no_sense_are_overlooked(server):
    """A mistyped place or kind is the start and all kinds."""
    for asked in ("from=x", "from=-1", "from=99999999", "kind=nothing", "kind=fact&kind=x"):
        assert server.client.get(f"/search?q=mali&{asked}").status_code == 200


def test_the_search_page_has_its_own_policy_and_is_not_indexed(server):
    """Forms go to this site alone."""
    answer = server.client.get("/search?q=mali")
    assert "form-action 'self'" in answer.headers["content-security-policy"]
    assert answer.headers["x-robots-tag"] == "noindex"


def test_of_one_article_few_words_are_printed(server):
    """Whatever is asked, a page of results prints at most 60 words of an article."""
    for query in ("mali", "the", "minister", "and", "africa"):
        items = server.client.get("/api/v1/search", params={"q": query, "limit": 100}).json()[
            "items"
        ]
        by_article: dict[str, int] = {}
        entries = {
            (e.kind.value, e.story_id, e.ref): e
            for kind in {i["kind"] for i in items}
            for e in server.store.entries(kind_of(kind))
        }
        for item in items:
            words = len("".join(piece for piece, _ in item["text"]).split())
            for article in entries[item["kind"], item["story_id"], item["ref"]].article_ids:
                by_article[article] = by_article.get(article, 0) + words
        assert max(by_article.values(), default=0) <= 62  # marks of what was cut are no words


def kind_of(name: str):
    from winnow.types import EntryKind

    return EntryKind(name)


# ------------------------------------------------------------------------------------ reports


def send(server: Running, **fields: str):
    given = {"story": PAGE.slug, "fact": FACT, "text": "It was Tuesday.", **fields}
    return server.client.post("/report", data=given)


def test_a_fact_leads_to_the_form_that_takes_a_report(server):
    """From the link beside a fact to the store, with what the reader saw."""
    page = HTMLParser(server.client.get(f"/s/{PAGE.slug}/").text)
    link = page.css_first(f"#fact-{FACT} .about-fact a:last-child").attributes["href"] or ""
    form = server.client.get("/" + re.sub(r"^(\.\./)+", "", link))
    assert form.status_code == 200 and "On his third trip" in form.text
    assert "form-action 'self'" in form.headers["content-security-policy"]
    assert form.headers["cache-control"] == "no-store"
    answer = send(server, text="It was <b>Tuesday</b>.\nSee the wire.", contact="ada@quill.example")
    assert answer.status_code == 200 and "Thank you" in answer.text
    report = server.store.error_reports()[-1]
    assert (report.claim_id, report.revision, report.contact) == (FACT, 2, "ada@quill.example")
    assert report.text == "It was <b>Tuesday</b>.\nSee the wire."


@pytest.mark.parametrize(
    ("fields", "status", "words"),
    [
        ({"text": ""}, 422, "Say what is wrong"),
        ({"text": "x" * 2001}, 422, "shorten it"),
        ({"contact": "x" * 201}, 422, "shorten it"),
        ({"story": "none"}, 404, "no such story"),
        ({"text": "x" * 40_000}, 413, "At most 2000"),
    ],
)
def test_what_cannot_be_taken_is_told(server, fields, status, words):
    """Nothing is kept, and what was typed stays in the form."""
    before = server.store.error_reports()
    answer = send(server, **fields)
    assert answer.status_code == status and words in answer.text
    assert server.store.error_reports() == before


def test_an_unknown_fact_is_the_page_as_a_whole(server):
    """A fact may have gone while the reader wrote."""
    assert send(server, fact="gone", text="The title is wrong.").status_code == 200
    assert server.store.error_reports()[-1].claim_id == ""


def test_other_sites_and_machines_that_fill_everything_in_are_kept_out(server):
    """A form sent from elsewhere is refused; the hidden field is a trap."""
    before = server.store.error_reports()
    data = {"story": PAGE.slug, "fact": FACT, "text": "Buy now"}
    for headers in ({"Sec-Fetch-Site": "cross-site"}, {"Origin": "https://evil.example"}):
        assert server.client.post("/report", data=data, headers=headers).status_code == 403
    assert server.client.post("/report", json=data).status_code == 415
    assert "Thank you" in send(server, website="https://spam.example").text
    assert server.store.error_reports() == before


def test_reports_are_few_an_hour_and_bounded_in_all(tmp_path: Path):
    """The answer says when to come again."""
    path = tmp_path / "winnow.sqlite"
    filled(path).close()
    with running(path, options=replace(GENEROUS, reports_per_hour=2, most_reports=9)) as server:
        assert [send(server, text=str(n)).status_code for n in range(3)] == [200, 200, 429]
        assert int(send(server).headers["retry-after"]) > 60
    with running(path, options=replace(GENEROUS, most_reports=2)) as server:
        assert send(server).status_code == 503 and len(server.store.error_reports()) == 2


def test_searches_are_limited(tmp_path: Path):
    """A client that asks too often waits; pages are served all the same."""
    path = tmp_path / "winnow.sqlite"
    filled(path).close()
    with running(path, options=replace(GENEROUS, burst=3, requests_per_minute=6)) as server:
        codes = [server.client.get("/search?q=mali").status_code for _ in range(5)]
        assert codes == [200, 200, 200, 429, 429]
        answer = server.client.get("/search?q=mali")
        assert answer.headers["retry-after"] and "ask again in" in answer.text
        assert server.client.get(f"/s/{PAGE.slug}/").status_code == 200
