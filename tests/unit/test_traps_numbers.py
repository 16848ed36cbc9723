"""What real coverage does with numbers: one figure of two things, lakh and crore, years that seem to clash."""

from __future__ import annotations

import pytest

from tests.unit.story_material import material
from tests.unit.trap_pages import article, page_of
from winnow.stages.corroboration import supporters
from winnow.stages.disputes import find_disputes
from winnow.stages.support import supports
from winnow.text.quantities import find_quantities, same_quantity

LOSSES = "Users lose about 20,000 crore marks a year to online wagers, the Ardel ministry said."
TAXES = "Wager firms pay about 20,000 crore marks a year in taxes, the Ardel games union said."


def test_one_figure_of_two_things_is_no_corroboration() -> None:
    made = material(article("a", LOSSES), article("b", TAXES, hour=1), alike=True)
    assert not supports(TAXES, LOSSES)
    assert {s.article_id for s in supporters(LOSSES, 0, made)} == {"a"}


def test_a_year_or_a_weekday_in_common_is_no_corroboration() -> None:
    one = "The bridge of Ardel was closed on Friday in 2024."
    other = "The mayor of Ardel met 12 nurses on Friday in 2024."
    assert not supports(other, one)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("2 crore people", "20 million people"),
        ("5 lakh people", "500,000 people"),
        ("1.5 crore people", "15 million people"),
    ],
)
def test_lakh_and_crore_are_understood(one: str, other: str) -> None:
    assert same_quantity(find_quantities(one)[0], find_quantities(other)[0])


def test_held_capacity_and_several_hundred_are_different_quantities() -> None:
    made = material(
        article("a", "The camp at Tarnik held 1,000 people last week, the ministry said."),
        article("b", "Several hundred people were at the camp in Tarnik, a lawmaker said.", hour=1),
        article(
            "c",
            "Fewer than 340 people are held at the camp in Tarnik, senator Ilse Marn said.",
            hour=2,
        ),
        article(
            "d", "The camp at Tarnik has room for 2,000 to 5,000 people, the ministry said.", hour=3
        ),
        alike=True,
    )
    shown = [d for d in find_disputes(made) if any("2,000" in a.sentence.text for a in d.accounts)]
    assert shown == []


def test_opened_and_completed_are_no_conflict() -> None:
    made = material(
        article("a", "The Varga bridge near Ardel opened in 1901 and is 102 metres high."),
        article(
            "b", "The Varga bridge near Ardel was completed in 1900 by a foreign firm.", hour=1
        ),
        alike=True,
    )
    assert find_disputes(made) == ()


def test_shares_that_differ_are_a_dispute() -> None:
    made = material(
        article(
            "a",
            "Shares of Lodewind fell 17 percent in Ardel on Monday after the order to halt the wind farm.",
        ),
        article(
            "b",
            "Shares of Lodewind fell 19 percent in Ardel on Monday after the order to halt the wind farm.",
            hour=1,
        ),
        alike=True,
    )
    (dispute,) = find_disputes(made)
    assert [
        a.sentence.text.count("17") + a.sentence.text.count("19") for a in dispute.accounts
    ] == [1, 1]


def test_sums_of_different_wholes_are_no_dispute() -> None:
    made = material(
        article(
            "a",
            "Lodewind has spent $1.5bn on the wind farm off Ardel so far, its report for 2024 says.",
        ),
        article(
            "b",
            "The whole wind farm off Ardel would cost $4bn with its cables and its harbour, engineers said.",
            hour=1,
        ),
        alike=True,
    )
    assert find_disputes(made) == ()


def test_a_figure_on_the_page_keeps_what_it_counts() -> None:
    page = page_of(
        article(
            "a",
            LOSSES + "\nParliament in Ardel banned online wagers on Thursday.",
            title="Ardel bans online wagers",
        ),
        article(
            "b",
            TAXES + "\nParliament of Ardel voted on Thursday to ban online wagers.",
            title="Ardel votes to ban online wagers",
        ),
    )
    for fact in page.facts:
        for sentence in fact.sentences:
            if "20,000 crore" in sentence.text:
                assert ("lose" in sentence.text) == ("lose" in sentence.evidence[0].exact)
                assert fact.origins == 1
