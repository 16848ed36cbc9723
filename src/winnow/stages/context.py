"""Context: what a newcomer needs to know, in a few bullets after the facts.

Chosen not for being new but for being given again and again: what several independent origins
find it necessary to add about what came before (the *given* of Clark & Haviland 1977).  One
origin's background is its own colour and is left out.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from winnow.stages.budget import VerbatimBudget
from winnow.stages.coverage import REDUNDANT_WITH_NUMBER, Candidate
from winnow.stages.facts import candidates_for, fact_of
from winnow.stages.material import Material
from winnow.stages.support import gives_same_number
from winnow.text.similarity import content_terms
from winnow.types import CitedSentence, Claim, Evidence, Fact, StatementKind

#: Bullets of context on a page, and independent origins that must give one.
MOST_CONTEXT, LEAST_ORIGINS = 3, 2
#: A bullet this near to a fact, or with this share of its words, repeats it (read on the gold stories).
REPEATS_FROM, REPEATS_WITH_WORDS = 0.66, 0.50


def select_context(
    claims: Sequence[Claim],
    material: Material,
    budget: VerbatimBudget,
    facts: Sequence[Fact],
    *,
    limit: int = MOST_CONTEXT,
    shown: frozenset[Evidence] = frozenset(),
) -> tuple[Fact, ...]:
    """Return at most ``limit`` bullets of background that ``facts`` do not tell, widely given first.

    Their passages are booked in ``budget``; ``shown`` holds passages that stand elsewhere on the page.
    """
    rows = {(s.article_id, s.start): row for row, s in enumerate(material.statements)}
    told = [
        (rows.get((s.evidence[0].article_id, s.evidence[0].start)), s)
        for fact in facts
        for s in fact.sentences
    ]
    found: list[Fact] = []
    for candidate in _candidates(claims, material, rows):
        if len(found) == limit:
            break
        evidence = candidate.sentence.evidence
        if evidence[0] in shown or any(repeats(candidate, *each, material) for each in told):
            continue
        if budget.take(*evidence):
            told.append((candidate.vector_row, candidate.sentence))
            found.append(fact_of([(candidate, candidate.sentence)], material))
    return tuple(found)


def _candidates(
    claims: Sequence[Claim], material: Material, rows: dict[tuple[str, int], int]
) -> Iterator[Candidate]:
    """Yield complete sentences of background, those that most origins give first."""
    given = [c for c in claims if c.corroboration >= LEAST_ORIGINS and _is_background(c)]
    found = [
        c
        for c in candidates_for(given, material, rows)
        if c.may_open and c.statement.kind is StatementKind.BACKGROUND
    ]
    yield from sorted(
        found, key=lambda c: (-c.claim.corroboration * c.score, c.claim.id, c.vector_row)
    )


def _is_background(claim: Claim) -> bool:
    kinds = [s.kind is StatementKind.BACKGROUND for s in claim.statements]
    return 2 * sum(kinds) >= len(kinds)


def repeats(
    candidate: Candidate,
    row: int | None,
    sentence: CitedSentence,
    material: Material,
    *,
    above: float = REPEATS_FROM,
) -> bool:
    """Return whether a candidate says what a sentence (of the statement at ``row``, if any) tells."""
    terms = frozenset(content_terms(sentence.text))
    shared = len(candidate.terms & terms) / max(1, min(len(candidate.terms), len(terms)))
    alike = (
        0.0
        if row is None
        else float(material.vectors[candidate.vector_row] @ material.vectors[row])
    )
    if alike > above or shared > REPEATS_WITH_WORDS:
        return True
    return alike > REDUNDANT_WITH_NUMBER and gives_same_number(
        candidate.sentence.text, sentence.text, shared
    )
