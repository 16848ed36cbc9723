"""Statements of many articles that say one thing become one claim."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from tests.unit.story_material import article, material, rows_alike
from winnow.stages.claims import find_claims
from winnow.stages.material import Material
from winnow.types import Article

SOLD = "The council of Ardel sold the old harbour crane to a museum on Friday."
TOLL = "The flood in Ardel killed {} people on Friday, the town's mayor said."


def near(*articles: Article, cosine: float = 0.9, **options: dict[str, str]) -> Material:
    """Return a story in which any two statements have this cosine."""
    made = material(*articles, **options)
    return replace(made, vectors=rows_alike(len(made.statements), cosine))


def texts(made: Material) -> list[list[str]]:
    return sorted(sorted(s.exact for s in c.statements) for c in find_claims(made))


def test_like_statements_are_one_claim_of_two_origins() -> None:
    """Two outlets that tell one thing corroborate one another."""
    (claim,) = find_claims(near(article("a", SOLD), article("b", SOLD.replace("sold", "has sold"))))
    assert claim.corroboration == 2
    assert len(claim.statements) == 2


def test_unlike_statements_stay_apart() -> None:
    """Below the bar two statements are two claims."""
    made = near(article("a", SOLD), article("b", TOLL.format(12)), cosine=0.5)
    assert len(find_claims(made)) == 2


def test_another_figure_makes_another_claim() -> None:
    """However alike the vectors, 12 killed is not 19 killed."""
    made = near(article("a", TOLL.format(12)), article("b", TOLL.format(19)), cosine=0.99)
    assert texts(made) == [[TOLL.format(12)], [TOLL.format(19)]]


def test_a_negation_makes_another_claim() -> None:
    """However alike the vectors, sold is not "not sold"."""
    other = SOLD.replace("sold", "has not sold")
    assert len(find_claims(near(article("a", SOLD), article("b", other), cosine=0.99))) == 2


def test_a_reprint_is_no_corroboration() -> None:
    """Two articles of one origin carry a claim of one."""
    made = near(article("a", SOLD), article("b", SOLD), origins={"b": "a"})
    (claim,) = find_claims(made)
    assert (len(claim.statements), claim.corroboration) == (2, 1)


def test_the_order_of_the_articles_does_not_matter() -> None:
    """The same claims, with the same ids, come from any order."""
    articles = [
        article("a", f"{SOLD}\n{TOLL.format(12)}"),
        article("b", f"{TOLL.format(12)}\n{SOLD}"),
        article("c", TOLL.format(19)),
    ]
    one, other = (find_claims(material(*order)) for order in (articles, articles[::-1]))
    assert [(c.id, c.origins) for c in one] == [(c.id, c.origins) for c in other]
    assert len(one) == 3


def test_the_widely_told_claim_comes_first() -> None:
    """Salience follows the origins that carry a claim."""
    made = material(*(article(name, SOLD) for name in "abc"), article("d", TOLL.format(12)))
    first, second = find_claims(made)
    assert first.corroboration == 3
    assert first.salience > second.salience
    assert all(0 <= c.salience <= 1 for c in (first, second))


def test_a_story_without_statements_has_no_claims() -> None:
    """Nothing said, nothing claimed."""
    empty = replace(
        material(article("a", SOLD)), statements=(), vectors=np.zeros((0, 384), np.float32)
    )
    assert find_claims(empty) == ()


def test_opinion_supplies_no_claim() -> None:
    """What a column says is left out, however factual it sounds."""
    made = near(article("a", SOLD), article("b", SOLD))
    (claim,) = find_claims(replace(made, not_news=frozenset({"b"})))
    assert [s.article_id for s in claim.statements] == ["a"]
