"""The same articles give the same page, and the page that was looked at."""

from __future__ import annotations

import random

import pytest

from tests.golden.pages import articles_of, expected_path, pages_of, stories


@pytest.mark.parametrize("name", stories())
def test_a_story_gives_the_page_that_was_reviewed(name: str) -> None:
    """Articles in, page out, as kept beside them; `make golden` rewrites, the diff is reviewed."""
    assert pages_of(articles_of(name)) == expected_path(name).read_text("utf-8")


def test_the_order_of_the_file_does_not_matter() -> None:
    """Shuffled lines give the same pages: ids come from content, ties are broken by id."""
    articles = articles_of("no_dispute")
    shuffled = articles[:]
    random.Random(7).shuffle(shuffled)
    assert pages_of(shuffled) == pages_of(articles)
