"""Which further passages carry a published sentence, counted by independent origins."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from winnow.stages.budget import VerbatimBudget
from winnow.stages.material import Material
from winnow.stages.support import supports
from winnow.types import CitedSentence, Claim, Evidence, Fact, Statement

#: Further passages cited per sentence.
MAX_CORROBORATING = 3


def evidence_of(statement: Statement) -> Evidence:
    """Return the statement's own passage."""
    return Evidence(statement.article_id, statement.start, statement.end, statement.exact)


def supporters(claim: Claim, sentence: CitedSentence) -> list[Statement]:
    """Return the claim's statements that carry the sentence: its own and those that support it."""
    own = sentence.evidence[0]
    return [
        s
        for s in claim.statements
        if (s.article_id, s.start) == (own.article_id, own.start)
        or supports(s.exact, sentence.text)
    ]


def corroborate(
    facts: Sequence[Fact], claims: Sequence[Claim], material: Material, budget: VerbatimBudget
) -> tuple[Fact, ...]:
    """Return the facts with further passages cited, one per independent origin, as the budget allows."""
    by_evidence = {(s.article_id, s.start): claim for claim in claims for s in claim.statements}
    return tuple(
        replace(
            fact,
            sentences=tuple(_with_more(s, by_evidence, material, budget) for s in fact.sentences),
        )
        for fact in facts
    )


def _with_more(
    sentence: CitedSentence,
    claim_at: Mapping[tuple[str, int], Claim],
    material: Material,
    budget: VerbatimBudget,
) -> CitedSentence:
    own = sentence.evidence[0]
    claim = claim_at.get((own.article_id, own.start))
    if claim is None:
        return sentence
    cited = {material.origin_of[own.article_id]}
    more: list[Evidence] = []
    for statement in supporters(claim, sentence):
        origin = material.origin_of[statement.article_id]
        evidence = evidence_of(statement)
        if len(more) == MAX_CORROBORATING:
            break
        if origin not in cited and budget.take(evidence):
            cited.add(origin)
            more.append(evidence)
    return replace(sentence, evidence=(*sentence.evidence, *more))
