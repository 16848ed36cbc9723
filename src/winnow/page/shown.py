"""What else a page shows of a story's voices, as far as the limit on verbatim words leaves room."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from winnow.stages.budget import VerbatimBudget
from winnow.stages.side_stances import BOTH, UNCLEAR
from winnow.types import ArticleStance, Evidence, LoadedTerm, MissingVoice, Narrative

#: Passages shown of each term, missing voice and position; beyond the first, those the page shows already.
MOST_PASSAGES = 2


def shown_missing_voices(
    found: Sequence[MissingVoice], budget: VerbatimBudget
) -> tuple[MissingVoice, ...]:
    """Return the missing voices with as many passages as fit; without one nobody is named."""
    kept = (replace(one, evidence=_that_fit(one.evidence, budget)) for one in found)
    return tuple(one for one in kept if one.evidence)


def shown_loaded_terms(
    found: Sequence[LoadedTerm], narratives: Sequence[Narrative], budget: VerbatimBudget
) -> tuple[LoadedTerm, ...]:
    """Return the terms of the sides that the page prints, each with an example; none where one side is printed."""
    labels = [n.side.label for n in narratives]
    if len(labels) < 2:
        return ()
    kept = (
        replace(one, evidence=_that_fit(one.evidence, budget, is_pair=True))
        for label in labels
        for one in found
        if one.side == label
    )
    return tuple(one for one in kept if one.evidence)


def shown_stances(
    found: Sequence[ArticleStance], narratives: Sequence[Narrative], budget: VerbatimBudget
) -> tuple[ArticleStance, ...]:
    """Return the positions with passages that fit; those of sides that the page does not print have none."""
    if not narratives:
        return ()
    printed = {BOTH, *(n.side.label for n in narratives)}
    kept = (
        replace(one, evidence=_that_fit(one.evidence, budget, is_pair=one.position == BOTH))
        for one in found
        if one.position in printed and one.position != UNCLEAR
    )
    return tuple(one for one in kept if one.evidence)


def passages_of(
    missing: Sequence[MissingVoice],
    terms: Sequence[LoadedTerm],
    stances: Sequence[ArticleStance],
) -> Iterator[Evidence]:
    """Yield what they cite, in the order of the page."""
    for evidence in (
        *(t.evidence for t in terms),
        *(m.evidence for m in missing),
        *(s.evidence for s in stances),
    ):
        yield from evidence


def _that_fit(
    evidence: Sequence[Evidence], budget: VerbatimBudget, *, is_pair: bool = False
) -> tuple[Evidence, ...]:
    """Return the first few passages that the page may show, those it shows already before others.

    Of a pair both are wanted, one from either side.
    """
    chosen: list[Evidence] = []
    ranked = sorted(evidence, key=lambda e: not _is_shown(e, budget))
    for one in ranked[:MOST_PASSAGES] if is_pair else ranked:
        if len(chosen) >= MOST_PASSAGES or (chosen and not is_pair and not _is_shown(one, budget)):
            break
        if budget.take(one):
            chosen.append(one)
    return tuple(sorted(chosen, key=evidence.index))


def _is_shown(evidence: Evidence, budget: VerbatimBudget) -> bool:
    trial = budget.copy()
    before = trial.used(evidence.article_id)
    return trial.take(evidence) and trial.used(evidence.article_id) == before
