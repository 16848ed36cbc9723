"""Background that several origins give, and facts that one side's outlets leave out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import cache

import pytest

from tests.unit.story_material import article, material
from winnow.encoder import load_encoder
from winnow.stages.budget import VerbatimBudget
from winnow.stages.claims import find_claims
from winnow.stages.context import MOST_CONTEXT, select_context
from winnow.stages.facts import select_facts
from winnow.stages.material import Material
from winnow.stages.omissions import by_chance, find_omissions
from winnow.types import Fact, Lean

BACKGROUND = "The dam above Ardel was built in 1961 and had last been inspected in 2015."
NEWS = (
    "The river Lode broke its dam above Ardel on Friday and flooded 400 houses, the fire service said.",
    "Some 400 houses of Ardel were flooded on Friday when the Lode broke its dam, firemen said.",
    "The dam of the Lode above Ardel broke on Friday and flooded 400 houses, the mayor said.",
)
OWN = (
    "A chemist in Merrow gave blankets to 30 families from the lower streets.\n"
    "The mill of Tarnik had burned down in 1998 and had never been rebuilt.",
    "Trains between Merrow and Ardel stopped running on Friday afternoon, the railway said.",
    "Sixty soldiers reached the lower streets by boat on Friday evening.",
)


def flood(*, background: int) -> Material:
    """Return three articles on a flood, the first ``background`` of which tell the dam's past."""
    texts = [
        f"{news}\n{own}" + (f"\n{BACKGROUND}" if number < background else "")
        for number, (news, own) in enumerate(zip(NEWS, OWN, strict=True))
    ]
    names = ("north", "south", "coast")
    made = [article(n, t, hour=i) for i, (n, t) in enumerate(zip(names, texts, strict=True))]
    return material(*made, encoder=load_encoder())


def context_of(made: Material, facts: Sequence[Fact] = (), words: int = 60) -> tuple[Fact, ...]:
    return select_context(
        find_claims(made), made, VerbatimBudget(made.articles, limit=words), facts
    )


def test_background_of_several_origins_becomes_context() -> None:
    """What two origins find it necessary to add is told to who comes new."""
    found = context_of(flood(background=2))
    assert [f.text for f in found] == [BACKGROUND]
    assert found[0].origins == 2


def test_one_origin_s_background_is_its_own_colour() -> None:
    """The mill that burned in 1998 interests one outlet alone."""
    assert not context_of(flood(background=1))


def test_context_does_not_repeat_a_fact() -> None:
    """What a fact has told already is not told again as background."""
    made = flood(background=3)
    told = context_of(made)
    assert told
    assert not context_of(made, told)


def test_context_stays_within_what_an_article_may_give() -> None:
    """No word of an article is printed beyond the limit, background or not."""
    assert not context_of(flood(background=3), words=5)


def test_there_are_at_most_three_bullets_of_context() -> None:
    """However much all the outlets know of the past."""
    past = "\n".join(
        f"The {what} of {town} had been {done} in {year}."
        for what, town, done, year in (
            ("dam", "Ardel", "inspected", 2015),
            ("harbour", "Merrow", "closed to ferries", 1988),
            ("parliament", "Caldria", "dissolved by its president", 2003),
            ("school", "Tarnik", "painted by its pupils", 1977),
            ("railway", "Lodemouth", "sold to a bank", 2011),
        )
    )
    texts = [f"{news}\n{past}" for news in NEWS]
    made = [article(f"outlet{i}", text, hour=i) for i, text in enumerate(texts)]
    assert len(context_of(material(*made, encoder=load_encoder()))) == MOST_CONTEXT


# --- omissions

TALE = (
    "The ministry of Caldria cut the pension of miners by 12 percent on Monday, the ministry said."
)
SILENT = (
    "Coalminers gathered before the ministry of Caldria with drums and lamps.",
    "Their union had called for a march through the old town of Merrow.",
    "Police closed four streets, and the trams stood still for an hour.",
    "The minister travelled to a fair in Lodemouth on the same day.",
    "A brass band from Tarnik played until it rained.",
    "Shops in the arcades sold umbrellas to the men.",
)
FILLER = " ".join(f"Nothing else about it was known at the hour {n}." for n in range(14))


def march(*, carrying: int, silent: int, lean: str = "right") -> tuple[Fact, Material]:
    """Return the fact of the cut pension and a story: leftist outlets carry it, the rest do not."""
    made = [article(f"left{i}", f"{TALE}\n{FILLER}", hour=i) for i in range(carrying)]
    made += [article(f"right{i}", f"{SILENT[i % 6]}\n{FILLER}", hour=9 + i) for i in range(silent)]
    found = material(*made, encoder=load_encoder())
    outlets = {
        key: replace(
            outlet, leans=(Lean("left-right", "left" if "left" in key else lean, "a rater"),)
        )
        for key, outlet in found.outlets.items()
    }
    found = replace(found, outlets=outlets)
    facts = select_facts(find_claims(found), found, VerbatimBudget(found.articles, limit=60))
    return next(f for f in facts if "pension" in f.text), found


@cache
def one_sided() -> tuple[Fact, Material]:
    return march(carrying=4, silent=6)


def test_a_fact_that_one_side_leaves_out_is_told() -> None:
    """Four of the left carry it, none of six of the right: said with both numbers."""
    fact, made = one_sided()
    [found] = find_omissions([fact], made)
    assert (found.carried_by, found.left_out_by) == ("left", "right")
    assert (found.carriers, found.silent) == (4, 6)
    assert found.claim_id == fact.claim_id


def test_few_outlets_show_no_omission() -> None:
    """Among three and three, silence is chance."""
    fact, made = march(carrying=3, silent=3)
    assert not find_omissions([fact], made)


def test_outlets_of_the_centre_leave_nothing_out() -> None:
    """A side is silent; outlets that are on none are not a side."""
    fact, made = march(carrying=4, silent=6, lean="center")
    assert not find_omissions([fact], made)


def test_raters_who_disagree_rate_no_side() -> None:
    """An outlet left for one rater and right for another counts for neither."""
    fact, made = one_sided()
    other = Lean("left-right", "left", "another rater")
    both = {k: replace(o, leans=(*o.leans, other)) for k, o in made.outlets.items()}
    assert not find_omissions([fact], replace(made, outlets=both))


def test_a_side_that_says_it_in_other_words_is_not_silent() -> None:
    """One article of the right that tells of the cut ends the omission."""
    fact, made = one_sided()
    spoken = article(
        "right9", f"Miners in Caldria lose 12 percent of their pension, it was said.\n{FILLER}"
    )
    whole = material(*made.articles, spoken, encoder=load_encoder())
    leans = {
        k: replace(o, leans=(Lean("left-right", "left" if "left" in k else "right", "a rater"),))
        for k, o in whole.outlets.items()
    }
    assert not find_omissions([fact], replace(whole, outlets=leans))


@pytest.mark.parametrize(
    ("carriers", "side", "silent", "chance"),
    [(1, 1, 1, 0.5), (2, 2, 2, 1 / 6), (3, 3, 4, 1 / 35), (4, 5, 6, 5 / 330)],
)
def test_chance_is_that_of_drawing_without_return(
    carriers: int, side: int, silent: int, chance: float
) -> None:
    """All carriers of one side: the share of such draws among all."""
    assert by_chance(carriers, side, silent) == pytest.approx(chance)
