"""Whole pages of small invented stories, for the tests of what real coverage does."""

from __future__ import annotations

from tests.unit.story_material import article, material
from winnow.encoder import load_encoder
from winnow.page.build import Built, build_page
from winnow.types import Article, StoryPage

__all__ = ["article", "built", "page_of", "printed"]


def built(*articles: Article, origins: dict[str, str] | None = None) -> Built:
    """Return what the shipped stages make of a story; each article is its own origin."""
    return build_page("s1", "s1", material(*articles, origins=origins, encoder=load_encoder()))


def page_of(*articles: Article, origins: dict[str, str] | None = None) -> StoryPage:
    """Return the page of a story that is published."""
    page = built(*articles, origins=origins).page
    assert page is not None
    return page


def printed(page: StoryPage) -> str:
    """Return all sentences that the page prints in its own right, title included."""
    sentences = [
        *(s.text for f in (*page.facts, *page.context) for s in f.sentences),
        *(a.sentence.text for d in page.disputes for a in d.accounts),
        *(s.text for n in page.narratives for s in n.sentences),
    ]
    return "\n".join([page.title, *sentences])
