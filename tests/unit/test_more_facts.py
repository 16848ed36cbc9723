"""More facts: what several origins report and the page's few bullets leave out."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

from tests.unit.story_material import article, material
from tests.unit.test_facts import PIECES
from winnow.encoder import load_encoder
from winnow.page.build import build_page
from winnow.page.stages import PagePolicy
from winnow.stages.material import Material
from winnow.text.edit import word_count
from winnow.types import StoryPage
from winnow.verification import verify_page


@cache
def story() -> Material:
    again = {
        "east": "The river Lode broke its dam above Ardel on Friday and flooded 400 houses.\n"
        "Sixty soldiers of the army of Caldria reached Ardel by boat on Friday evening.\n"
        "Farmers near Tarnik lost about 900 sheep in the water, their union said.\n"
        "The dam was built in 1961 and had last been inspected by the Lode Water Board in 2015.",
    }
    texts = PIECES | again
    return material(
        *(article(n, t, hour=i) for i, (n, t) in enumerate(texts.items())), encoder=load_encoder()
    )


def page_with(most: int) -> StoryPage:
    made = build_page("s1", "flood", story(), policy=replace(PagePolicy(), max_facts=most))
    assert made.page is not None
    return made.page


def test_what_two_origins_report_is_there_when_asked_for() -> None:
    """With room for two bullets the rest that is corroborated follows; one outlet's detail does not."""
    page = page_with(2)
    assert len(page.facts) == 2 and page.more_facts
    assert all(f.origins >= 2 for f in page.more_facts)
    told = [s.text for f in page.bullets for s in f.sentences]
    assert len(told) == len(set(told))
    assert not any("chemist" in text for text in told)


def test_more_facts_pass_the_same_verification_and_limits() -> None:
    """Nothing on the page is unsupported, and no article is shown beyond its words."""
    page = page_with(2)
    assert verify_page(page, story().articles) == ()
    for one in story().articles:
        shown = {
            (e.start, e.end, e.exact)
            for f in page.bullets
            for s in f.sentences
            for e in s.evidence
            if e.article_id == one.id
        }
        assert sum(word_count(exact) for *_, exact in shown) <= 60


def test_a_page_with_room_needs_no_more() -> None:
    """What the bullets tell is not told again."""
    page = page_with(20)
    texts = {s.text for f in page.facts for s in f.sentences}
    assert not texts & {s.text for f in page.more_facts for s in f.sentences}
