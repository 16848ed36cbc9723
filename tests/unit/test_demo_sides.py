"""The demo's visit to Mali: two sides that are derived, whoever prints them and whatever the countries are called."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import cache

import numpy as np

from tests.golden.pages import articles_of
from winnow.encoder import load_encoder
from winnow.pipeline.annotate import annotate, vectors_of
from winnow.stages.narratives import write_narratives
from winnow.stages.origins import find_origins
from winnow.stages.side_stances import BOTH, UNCLEAR
from winnow.stages.sides import Sides, find_sides
from winnow.types import Article, Narrative

#: Countries, peoples and capitals, longest first; the new names are nobody's.
INVENTED = {
    "Russian": "Tarvonian", "Russians": "Tarvonians", "Russia": "Tarvonia", "Moscow": "Tarvograd",
    "Malians": "Oumbans", "Malian": "Oumban", "Mali": "Oumba", "Bamako": "Oumbaville", "Kremlin": "Citadel",
    "French": "Velmish", "France": "Velmia", "Paris": "Velmont",
}  # fmt: skip


@cache
def visit() -> tuple[Article, ...]:
    return tuple(sorted(articles_of("mali_visit"), key=lambda a: a.id))


def told(articles: Sequence[Article]) -> tuple[Sides, tuple[Narrative, ...]]:
    """Return the sides of the articles and what each has to say."""
    ordered = sorted(articles, key=lambda a: a.id)
    annotations = annotate(ordered, load_encoder(1))
    statements = [s for a in annotations for s in a.statements]
    vectors = np.concatenate([vectors_of(a) for a in annotations])
    sides = find_sides(statements, ordered, find_origins(ordered, {}), {}, vectors=vectors)
    return sides, write_narratives(sides, ordered)


@cache
def original() -> tuple[Sides, tuple[Narrative, ...]]:
    return told(visit())


def labels(sides: Sides) -> list[str]:
    return [s.label for s in sides.sides]


def test_the_visit_has_a_reading_for_russia_and_one_against() -> None:
    """Both are told, and the opinions stand where their writers do."""
    sides, narratives = original()
    assert labels(sides) == ["Pro-Russia narrative", "Anti-Russia narrative"]
    assert [n.side.label for n in narratives] == labels(sides)
    by_title = {a.id: a.title for a in visit()}
    stands = {by_title[s.article_id]: s.position for s in sides.stances}
    opinions = {t: p for t, p in stands.items() if t.startswith(("Opinion", "Comment"))}
    assert len(opinions) == 3
    for title, position in opinions.items():
        against = "renting its army" in title or "threat" in title
        assert position == f"{'Anti' if against else 'Pro'}-Russia narrative", title


def test_no_sentence_is_told_by_both_sides() -> None:
    """Nor a passage cited by both."""
    _, (one, other) = original()
    assert not {s.text for s in one.sentences} & {s.text for s in other.sentences}
    cited = [{e for s in n.sentences for e in s.evidence} for n in (one, other)]
    assert not cited[0] & cited[1]


def test_the_sides_survive_other_outlets() -> None:
    """Who prints an article tells nothing of where it stands: outlets are dealt out anew."""
    outlets = [a.outlet_id for a in visit()]
    dealt = [replace(a, outlet_id=outlets[(n + 4) % len(outlets)]) for n, a in enumerate(visit())]
    sides, narratives = told(dealt)
    before, texts = original()
    assert labels(sides) == labels(before)
    assert [n.text for n in narratives] == [n.text for n in texts]
    assert sides.stances == before.stances


def test_the_sides_survive_countries_that_do_not_exist() -> None:
    """Nothing is known of Russia or Mali beforehand: with invented names the sides are the same."""
    names = sorted(INVENTED, key=len, reverse=True)
    pattern = re.compile(rf"\b(?:{'|'.join(names)})\b")

    def renamed(text: str) -> str:
        return pattern.sub(lambda m: INVENTED[m[0]], text)

    made = [replace(a, title=renamed(a.title), text=renamed(a.text)) for a in visit()]
    sides, narratives = told(made)
    assert labels(sides) == ["Pro-Tarvonia narrative", "Anti-Tarvonia narrative"]
    assert len(narratives) == 2
    before = {s.article_id: s.position for s in original()[0].stances}
    after = {s.article_id: s.position.replace("Tarvonia", "Russia") for s in sides.stances}
    sided = [i for i in before if {before[i], after[i]}.isdisjoint({BOTH, UNCLEAR})]
    assert len(sided) >= 4
    assert all(before[i] == after[i] for i in sided)
