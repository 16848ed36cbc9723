"""Who argues on neither side: named beside the two sides, nobody's words put into another's mouth."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

import numpy as np

from tests.golden.pages import articles_of
from winnow.encoder import load_encoder
from winnow.pipeline.annotate import annotate, vectors_of
from winnow.stages.narratives import narratives_note, write_narratives
from winnow.stages.origins import find_origins
from winnow.stages.sides import Sides, find_sides
from winnow.types import Narrative


@cache
def dam() -> tuple[Sides, tuple[Narrative, ...]]:
    """The demo's dam: the government is for it, the Ketani against it, Renewal wants a smaller one."""
    articles = sorted(articles_of("three_sides"), key=lambda a: a.id)
    annotations = annotate(articles, load_encoder(1))
    statements = [s for a in annotations for s in a.statements]
    vectors = np.concatenate([vectors_of(a) for a in annotations])
    sides = find_sides(statements, articles, find_origins(articles, {}), {}, vectors=vectors)
    return sides, write_narratives(sides, articles)


def test_a_third_camp_is_named_and_put_on_neither_side() -> None:
    sides, narratives = dam()
    assert {"Sabine Orrel", "Teo Maddick"} <= set(sides.others)
    told = " ".join(n.text for n in narratives)
    assert "Orrel" not in told and "Maddick" not in told


def test_who_speaks_for_a_side_is_no_other() -> None:
    sides, _ = dam()
    assert not {"Darian Holt", "Naira Tolwen"} & set(sides.others)


def test_the_page_says_who_is_left_out() -> None:
    sides, narratives = dam()
    note = narratives_note(sides, narratives)
    assert note is not None and "neither side" in note and "Sabine Orrel" in note
    assert narratives_note(replace(sides, others=()), narratives) is None
