"""What people decided on grouping, folded into one whole."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from winnow.pipeline.holds import APART, SAME, UNDO, Clash, Holds, clash_of
from winnow.store import judgement_id
from winnow.types import Judgement

NOON = datetime(2024, 5, 2, 12, tzinfo=UTC)


def judged(minute: int, kind: str, one: str, other: str) -> Judgement:
    """A judgement on two groups, each given as its articles' letters."""
    at = NOON + timedelta(minutes=minute)
    return Judgement(kind, one, other, "ada", at, (tuple(one), tuple(other)))


def undone(minute: int, judgement: Judgement) -> Judgement:
    at = NOON + timedelta(minutes=minute)
    return Judgement(UNDO, judgement_id(judgement), judgement.kind, "ada", at)


def test_what_is_held_together_is_so_through_others() -> None:
    """A with B and B with C: all three belong together."""
    holds = Holds([judged(0, SAME, "a", "b"), judged(1, SAME, "b", "c")])
    assert holds.together("a") == {"a", "b", "c"}
    assert holds.together("d") == {"d"}


def test_two_groups_kept_apart_are_found_from_either_side() -> None:
    """An article kept out of a story must meet none of its articles."""
    first = judged(0, APART, "a", "bc")
    holds = Holds([first])
    for some, others in (("xa", "yc"), ("c", "a")):
        found = holds.between(some, others)
        assert found is not None
        assert found.judgement == first
    assert holds.between("b", "c") is None


def test_the_newest_word_on_two_articles_wins() -> None:
    """Together, then apart: apart holds, and the older one is named as overruled."""
    same, apart = judged(0, SAME, "a", "b"), judged(1, APART, "a", "b")
    [overruled] = clash_of(apart, [same]).overruled
    assert overruled.id == judgement_id(same)
    assert Holds([same, apart]).together("a") == {"a"}


def test_an_article_taken_out_of_merged_stories_leaves_the_others_merged() -> None:
    """Two stories held together, then one article apart from the rest: the rest stays together."""
    holds = Holds([judged(0, SAME, "abc", "de"), judged(1, APART, "a", "bcde")])
    assert holds.together("b") == {"b", "c", "d", "e"}
    assert holds.together("a") == {"a"}


@pytest.mark.parametrize(
    ("older", "new"),
    [
        ([(SAME, "a", "b"), (APART, "b", "c")], (SAME, "a", "c")),
        ([(SAME, "a", "b"), (SAME, "b", "c")], (APART, "a", "c")),
        ([(SAME, "a", "b"), (SAME, "c", "d"), (APART, "b", "d")], (SAME, "a", "c")),
    ],
)
def test_a_contradiction_through_several_judgements_names_them(
    older: list[tuple[str, str, str]], new: tuple[str, str, str]
) -> None:
    """No single one says the opposite: nothing is overruled silently, all of them are named."""
    before = [judged(i, *each) for i, each in enumerate(older)]
    clash = clash_of(judged(9, *new), [judged(0, SAME, "x", "y"), *before])
    assert [hold.judgement for hold in clash.in_the_way] == before


def test_what_agrees_clashes_with_nothing() -> None:
    """Saying again what is in force, or something about others, overrules nothing."""
    before = [judged(0, SAME, "a", "b"), judged(1, APART, "b", "c")]
    assert clash_of(judged(2, SAME, "b", "a"), before) == Clash((), ())
    assert clash_of(judged(2, APART, "a", "c"), before) == Clash((), ())


def test_an_undo_gives_its_due_to_what_was_overruled() -> None:
    """Together, apart, apart taken back: together again; the undo taken back: apart again."""
    same, apart = judged(0, SAME, "a", "b"), judged(1, APART, "a", "b")
    back = undone(2, apart)
    assert Holds([same, apart, back]).together("a") == {"a", "b"}
    assert Holds([same, apart, back, undone(3, back)]).together("a") == {"a"}
