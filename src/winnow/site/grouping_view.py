"""Why the articles of a story are its articles, in a reader's words."""

from __future__ import annotations

from collections.abc import Iterator

from winnow.site.articles_view import article_links, grouped
from winnow.site.speech import say
from winnow.site.views import GroupingView, Link
from winnow.site.words import clean, strength
from winnow.types import ArticleId, Assignment, StoryPage


def grouping_views(page: StoryPage) -> tuple[GroupingView, ...]:
    """Return why each article is here, in the order of the articles' table, then what was taken off.

    A page from before reasons were kept has none.
    """
    return (*_kept(page), *_taken_off(page))


def _kept(page: StoryPage) -> Iterator[GroupingView]:
    links, opener = article_links(page), _opener(page)
    for entry in grouped(page.articles):
        given = entry.assignment
        if given is not None:
            how = _how(given, is_first=entry.article_id == opener)
            yield GroupingView(links[entry.article_id], how, clean(given.reason), _measured(given))


def _opener(page: StoryPage) -> ArticleId | None:
    """Return the first of the articles that opened a story: the others' were merged into it."""
    opened = [
        (entry.published or entry.seen, entry.article_id)
        for entry in page.articles
        if entry.assignment is not None and entry.assignment.is_new
    ]
    return min(opened)[1] if opened else None


def _how(assignment: Assignment, *, is_first: bool) -> str:
    if assignment.is_by_person:
        return say("decided by a person")
    if assignment.is_new:
        return (
            say("opened the story")
            if is_first
            else say("opened a story that became part of this one")
        )
    return say("moved here") if assignment.is_moved else say("joined")


def _measured(assignment: Assignment) -> str:
    if not assignment.is_measured:
        return ""
    return f"{strength(assignment.score)} ({assignment.score:.2f})"


def _taken_off(page: StoryPage) -> Iterator[GroupingView]:
    for article_id, reason in page.ejected:
        yield GroupingView(
            Link(say("Article %(id)s", id=clean(article_id)), None),
            say("taken off"),
            clean(reason),
            "",
        )
