"""Why the articles of a story are its articles, as a reader sees it."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest
from site_pages import NEWEST, OUTLETS, PAGE

from winnow.site import SiteOptions, render_terminal, site_files
from winnow.site.grouping_view import grouping_views
from winnow.types import MOVED, NEWER_VERSION, Assignment, StoryPage

HOSTILE = "<script>alert(1)</script>\u202e"


def page_with(*given: Assignment, ejected: tuple[tuple[str, str], ...] = ()) -> StoryPage:
    """The page of the site tests, its first articles assigned as given."""
    left = list(given)
    articles = tuple(
        replace(a, assignment=replace(left.pop(0), article_id=a.article_id) if left else None)
        for a in sorted(PAGE.articles, key=lambda a: a.published or a.seen)
    )
    return replace(PAGE, articles=articles, ejected=ejected)


def given(reason: str, score: float = 0.0, *, is_new: bool = False) -> Assignment:
    return Assignment("", "s", score, reason, is_new)


def files_of(page: StoryPage) -> dict[str, bytes]:
    revision = replace(NEWEST, page=page)
    files, _ = site_files({page.story_id: (revision,)}, OUTLETS, options=SiteOptions())
    return dict(files)


@pytest.mark.parametrize(
    ("assignment", "how", "strength"),
    [
        (given("nothing recent is about it", is_new=True), "opened the story", ""),
        (given("shares Lavrov; same day", 0.62), "joined", "strong (0.62)"),
        (given("shares Lavrov; same day", 0.2), "joined", "weak (0.20)"),
        (given(MOVED, 0.8), "moved here", "very strong (0.80)"),
        (given(NEWER_VERSION, 1.0), "joined", ""),
        (given("an editor put it here (Ada, 2024-05-02)"), "decided by a person", ""),
    ],
)
def test_each_way_into_a_story_has_its_words(
    assignment: Assignment, how: str, strength: str
) -> None:
    """How, the reason as kept, and the likeness in words and number where one was measured."""
    [view] = grouping_views(page_with(assignment))
    assert (view.how, view.reason, view.strength) == (how, assignment.reason, strength)


def test_one_article_opened_the_story_and_others_came_with_theirs() -> None:
    """After a merge only the oldest opener is said to have opened this story."""
    views = grouping_views(page_with(given("alone", is_new=True), given("alone", is_new=True)))
    assert sorted(view.how for view in views) == [
        "opened a story that became part of this one",
        "opened the story",
    ]


def test_what_was_taken_off_is_listed_with_its_reason() -> None:
    """After the articles that stay; it has no row to lead to."""
    views = grouping_views(page_with(given("x", 0.5), ejected=(("a9", "another ferry"),)))
    assert (views[-1].article.href, views[-1].how, views[-1].reason) == (
        None,
        "taken off",
        "another ferry",
    )


def test_the_section_is_on_the_page_in_the_json_and_in_the_terminal() -> None:
    """Folded away without script on the page, as data in the JSON, at the end in the terminal."""
    page = page_with(given("shares Lavrov, Mali; same day", 0.62))
    files = files_of(page)
    html = files[f"s/{page.slug}/index.html"].decode()
    assert '<details class="grouping"><summary>Why these articles</summary>' in html
    assert "shares Lavrov, Mali; same day" in html
    name = next(n for n in files if n.endswith(".json") and n.startswith(f"s/{page.slug}/"))
    entries = json.loads(files[name])["page"]["articles"]
    assert "shares Lavrov, Mali; same day" in [
        e["assignment"]["reason"] for e in entries if e["assignment"]
    ]
    assert render_terminal(replace(NEWEST, page=page)) is not None


def test_reasons_are_hostile_text_too() -> None:
    """A name in a reason comes from a source, a person's from a command line: both are escaped."""
    page = page_with(given(f"shares {HOSTILE}", 0.5), ejected=(("a9", HOSTILE),))
    html = files_of(page)[f"s/{page.slug}/index.html"].decode()
    assert "<script>alert" not in html
    assert "\u202e" not in html


def test_a_page_from_before_reasons_has_no_section() -> None:
    """Nothing is claimed that is not known."""
    page = page_with()
    assert "Why these articles" not in files_of(page)[f"s/{page.slug}/index.html"].decode()
