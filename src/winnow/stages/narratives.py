"""Narratives: each side's own reading of the facts, from its own passages.

word every passage of a side | sort into the argument's slots | choose | balance the sides | print

The order of a paragraph is an argument schema (McKeown 1985): CLAIM, REASON (one or two), REBUTTAL of
the other side, DEMAND or consequence.  One unit a slot, at most two from one article, no two that say the
same; a speaker's sentences stand together (entity continuity, Barzilay & Lapata 2008).  A side with
fewer than 40 words to say for itself is given its position in one or two sentences.
"""

from __future__ import annotations

from collections.abc import Container, Mapping, Sequence

from winnow.stages.narrative_candidates import candidates_of
from winnow.stages.narrative_choice import MAX_VERBATIM, Budget, choose
from winnow.stages.narrative_print import print_narrative
from winnow.stages.second_reading import Reader, shipped_reader
from winnow.stages.sides import NO_DISPUTE, Sides
from winnow.types import Article, ArticleId, Narrative


def write_narratives(
    sides: Sides,
    articles: Sequence[Article],
    *,
    budget: Budget | Mapping[ArticleId, int] | None = None,
    told: Container[str] = (),
    known: Sequence[str] = (),
    reader: Reader = shipped_reader,
) -> tuple[Narrative, ...]:
    """Return one narrative a side that has something printable to say, in the sides' order.

    ``budget`` tells how many words of an article the page may still show verbatim, ``told`` which
    passages stand under the facts: they are not told again, ``known`` what facts and disputes say: a side
    repeats it only where it has nothing else to say; ``reader`` says once more of every candidate
    which side it takes.
    """
    free = _as_budget(budget)
    by_id = {a.id: a for a in articles}
    ranked = [
        candidates_of(
            [p for p in passages if p.unit.statement.exact not in told], by_id, sides, side, reader
        )
        for side, passages in zip(sides.sides, sides.passages, strict=True)
    ]
    return tuple(
        Narrative(side, print_narrative(chosen, by_id))
        for side, chosen in zip(sides.sides, choose(ranked, free, known), strict=True)
        if chosen
    )


def narratives_note(sides: Sides, narratives: Sequence[Narrative]) -> str | None:
    """Return why a page shows fewer than two narratives, or who argues beside the two; ``None``: neither.

    One side without an articulate voice is said to have none: nothing is padded.
    """
    if len(narratives) > 1 and sides.others:
        names = ", ".join(sides.others)
        return (
            f"Others argue about {sides.sides[0].target}, too; their words, as quoted, place them on neither side: "
            f"{names}."
        )
    if len(narratives) > 1 or sides.note is not None:
        return sides.note
    if narratives:
        target = sides.sides[0].target
        return f"Only one side of the dispute about {target} speaks for itself in the articles we read."
    return NO_DISPUTE


def _as_budget(budget: Budget | Mapping[ArticleId, int] | None) -> Budget:
    if budget is None:
        return lambda _: MAX_VERBATIM
    if isinstance(budget, Mapping):
        return lambda article: budget.get(article, 0)
    return budget
