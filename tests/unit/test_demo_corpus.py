"""The demo corpus is whole, plainly marked as invented, and shaped as its README says."""

from __future__ import annotations

import json
import re
import tomllib
from datetime import datetime, timedelta
from importlib.resources import files
from itertools import combinations
from typing import Any
from urllib.parse import urlsplit

import pytest

DEMO = files("winnow.demo")
STORIES = {
    path.name.removesuffix(".jsonl"): [
        json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()
    ]
    for path in sorted(DEMO.joinpath("corpus").iterdir(), key=lambda path: path.name)
    if path.name.endswith(".jsonl")
}
ARTICLES = [article for story in STORIES.values() for article in story]
OUTLETS: dict[str, dict[str, Any]] = {
    outlet["id"]: outlet
    for outlet in tomllib.loads(DEMO.joinpath("outlets.toml").read_text(encoding="utf-8"))[
        "outlets"
    ]
}
REQUIRED = {
    "url": str,
    "title": str,
    "text": str,
    "published": str,
    "outlet": str,
    "authors": list,
    "section": str,
    "language": str,
    "demo": bool,
}
OPTIONAL = {"image_url", "image_caption", "image_credit", "credited_to"}
LIVING_FIGURES = ("Lavrov", "Goïta", "Diop", "Ngefa")
#: An outlet's standing line, which two stories carry as they would on real pages.
APPEAL = "Fourth Bench has no advertisers. If you value our work, consider a gift."
SPEECH = re.compile(r'["“]([^"”]+)["”]')


def _label(article: dict[str, Any]) -> str:
    return str(article["url"])


each_article = pytest.mark.parametrize("article", ARTICLES, ids=_label)


def test_there_are_eight_stories_and_the_singles() -> None:
    assert len(STORIES) == 9
    assert "singles" in STORIES


@pytest.mark.parametrize("name", sorted(STORIES))
def test_each_story_has_four_to_nine_articles(name: str) -> None:
    assert 4 <= len(STORIES[name]) <= 9


@pytest.mark.parametrize("name", sorted(STORIES))
def test_each_story_says_what_a_good_page_of_it_has(name: str) -> None:
    assert DEMO.joinpath("expected", f"{name}.md").is_file()
    assert f"corpus/{name}.jsonl` | {len(STORIES[name])} |" in DEMO.joinpath("README.md").read_text(
        encoding="utf-8"
    )


@pytest.mark.parametrize("name", sorted(set(STORIES) - {"singles"}))
def test_a_story_lasts_four_days_at_most_and_has_two_outlets(name: str) -> None:
    times = [datetime.fromisoformat(article["published"]) for article in STORIES[name]]
    assert max(times) - min(times) <= timedelta(days=4)
    assert len({article["outlet"] for article in STORIES[name]}) >= 2


def test_addresses_are_unique() -> None:
    assert len({article["url"] for article in ARTICLES}) == len(ARTICLES)


@each_article
def test_fields_are_those_of_the_readme(article: dict[str, Any]) -> None:
    assert {key: type(article.get(key)) for key in REQUIRED} == REQUIRED
    assert set(article) <= set(REQUIRED) | OPTIONAL
    assert datetime.fromisoformat(article["published"]).tzinfo is not None


@each_article
def test_everything_is_marked_and_leads_nowhere(article: dict[str, Any]) -> None:
    """The article says demo, its outlet says invented, and its addresses are on that outlet's domain."""
    assert article["demo"] is True
    outlet = OUTLETS[article["outlet"]]
    assert outlet["is_invented"] is True
    assert article["outlet"].endswith(".example")
    for key in ("url", "image_url"):
        if key in article:
            assert urlsplit(article[key]).hostname == article["outlet"]


@each_article
def test_length_is_that_of_news(article: dict[str, Any]) -> None:
    assert 180 <= len(article["text"].split()) <= 500
    paragraphs = article["text"].split("\n")
    assert 6 <= len(paragraphs) <= 14
    assert all(paragraph and paragraph == paragraph.strip() for paragraph in paragraphs)


@each_article
def test_an_agency_that_is_credited_is_one_of_ours(article: dict[str, Any]) -> None:
    agencies = {outlet["name"] for outlet in OUTLETS.values() if outlet["is_agency"]}
    assert article.get("credited_to", "Lodepress") in agencies


def test_outlets_are_used_unique_and_rated_by_the_demo_alone() -> None:
    assert set(OUTLETS) == {article["outlet"] for article in ARTICLES}
    assert len({outlet["name"] for outlet in OUTLETS.values()}) == len(OUTLETS)
    leans = [lean for outlet in OUTLETS.values() for lean in outlet["leans"]]
    assert {lean["rater"] for lean in leans} == {"demo (invented)"}
    assert {lean["axis"] for lean in leans} == {"left-right", "establishment"}


def test_there_are_two_agencies_a_state_outlet_a_public_one_and_a_shared_owner() -> None:
    kinds = [outlet.get("owner_kind") for outlet in OUTLETS.values()]
    owners = [outlet["owner"] for outlet in OUTLETS.values() if "owner" in outlet]
    assert sum(outlet["is_agency"] for outlet in OUTLETS.values()) == 2
    assert kinds.count("state") == kinds.count("public") == 1
    assert len(owners) - len(set(owners)) == 1


def test_no_words_are_put_into_the_mouths_of_living_people() -> None:
    """In the retold story a paragraph that holds a quotation names none of the real figures."""
    for article in STORIES["mali_visit"]:
        for paragraph in article["text"].split("\n"):
            speech = SPEECH.search(paragraph)
            rest = SPEECH.sub("", paragraph)
            if speech:
                assert not any(figure in rest for figure in LIVING_FIGURES), paragraph


def test_the_slip_of_one_reprint_stands_alone() -> None:
    """4,200 tonnes is in one reprint, 2,400 in every other article that gives a figure."""
    texts = {article["outlet"]: article["text"] for article in STORIES["wire_heavy"]}
    assert [outlet for outlet, text in texts.items() if "4,200" in text] == ["skerryvane.example"]
    assert sum("2,400 tonnes" in text for text in texts.values()) == len(texts) - 1


def test_seven_articles_of_the_wire_story_share_the_agency_text() -> None:
    """Seven are mostly made of its eight-word runs; the two others have next to none of them."""
    source = _shingles(STORIES["wire_heavy"][0]["text"])
    shares = [
        len(source & _shingles(article["text"])) / len(_shingles(article["text"]))
        for article in STORIES["wire_heavy"]
    ]
    assert sum(share > 0.5 for share in shares) == 7
    assert sum(share < 0.05 for share in shares) == 2


def test_no_text_but_an_outlets_appeal_is_shared_across_stories() -> None:
    for one, other in combinations(sorted(STORIES), 2):
        left = set().union(*(_shingles(article["text"]) for article in STORIES[one]))
        right = set().union(*(_shingles(article["text"]) for article in STORIES[other]))
        assert left & right <= _shingles(APPEAL), (one, other)


def _shingles(text: str, size: int = 8) -> set[tuple[str, ...]]:
    words = text.split()
    return {tuple(words[start : start + size]) for start in range(len(words) - size + 1)}
