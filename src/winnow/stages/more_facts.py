"""More facts: what several origins report and the page's few bullets leave out, for who wants it all.

Chosen after everything else, from the words that may still be shown; widely reported first, never a
sentence that repeats what the page tells.
"""

from __future__ import annotations

from collections.abc import Sequence

from winnow.stages.budget import VerbatimBudget
from winnow.stages.context import repeats
from winnow.stages.coverage import Candidate
from winnow.stages.facts import candidates_for, fact_of
from winnow.stages.material import Material
from winnow.text.edit import word_count
from winnow.types import CitedSentence, Claim, Evidence, Fact

#: Bullets shown when asked for, and independent origins that must report one.
MOST_MORE, LEAST_ORIGINS = 6, 2
#: Words of an article that are left for the passages around what is cited already.
LEFT_FOR_CONTEXT = 14
#: A sentence this near (cosine) to one on the page adds little to it.
ADDS_LITTLE = 0.58


def select_more_facts(
    claims: Sequence[Claim],
    material: Material,
    budget: VerbatimBudget,
    told: Sequence[CitedSentence],
    *,
    limit: int = MOST_MORE,
    shown: frozenset[Evidence] = frozenset(),
    disputed: frozenset[str] = frozenset(),
) -> tuple[Fact, ...]:
    """Return at most ``limit`` facts that ``told`` does not tell, most widely reported first.

    Their passages are booked in ``budget``; ``shown`` holds passages that stand elsewhere on the page,
    ``disputed`` ids of claims that are told only in words that name their source.
    """
    rows = {(s.article_id, s.start): row for row, s in enumerate(material.statements)}
    before = [(rows.get((s.evidence[0].article_id, s.evidence[0].start)), s) for s in told]
    found: list[Fact] = []
    for candidate in _candidates(claims, material, rows):
        if len(found) == limit:
            break
        evidence = candidate.sentence.evidence
        is_bare = candidate.claim.id in disputed and candidate.sentence.attribution is None
        if (
            is_bare
            or evidence[0] in shown
            or any(repeats(candidate, *each, material, above=ADDS_LITTLE) for each in before)
        ):
            continue
        fact = fact_of([(candidate, candidate.sentence)], material)
        if (
            fact.origins >= LEAST_ORIGINS
            and _leaves_room(evidence, budget)
            and budget.take(*evidence)
        ):
            before.append((candidate.vector_row, candidate.sentence))
            found.append(fact)
    return tuple(found)


def _candidates(
    claims: Sequence[Claim], material: Material, rows: dict[tuple[str, int], int]
) -> list[Candidate]:
    widely = [c for c in claims if c.corroboration >= LEAST_ORIGINS]
    found = [c for c in candidates_for(widely, material, rows) if c.may_open]
    return sorted(found, key=lambda c: (-c.claim.corroboration * c.score, c.claim.id, c.vector_row))


def _leaves_room(evidence: Sequence[Evidence], budget: VerbatimBudget) -> bool:
    return all(
        budget.free(e.article_id) - word_count(e.exact) >= LEFT_FOR_CONTEXT for e in evidence[:1]
    )
