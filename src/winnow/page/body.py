"""The body of a page: disputes, facts and narratives, which share the words that may be shown of an article.

disputes | facts | sides by what is judged, or by whose account it is | narratives

Facts come first. Where they would leave a side no words of its own, they are chosen again with some words
of each article kept back, so that a small story, too, tells both readings.
"""

from __future__ import annotations

from collections.abc import Callable, Container, Sequence
from dataclasses import dataclass, replace

from winnow.page.stages import Audit, PagePolicy, Stages
from winnow.stages.budget import VerbatimBudget
from winnow.stages.material import Material
from winnow.stages.sides import Sides
from winnow.text.edit import word_count
from winnow.types import (
    Account,
    ArticleId,
    ArticleStance,
    CitedSentence,
    Claim,
    Dispute,
    Evidence,
    Fact,
    Narrative,
)

#: A side that says so much is told; more words make no sides better than others.
ENOUGH_WORDS = 40


@dataclass(frozen=True, slots=True)
class Body:
    """What is told on a page, verified."""

    disputes: tuple[Dispute, ...]
    facts: tuple[Fact, ...]
    sides: Sides
    narratives: tuple[Narrative, ...]
    #: Passages that stand under the disputes.
    shown: frozenset[Evidence]
    #: With the words of all these booked.
    budget: VerbatimBudget

    @property
    def stances(self) -> tuple[ArticleStance, ...]:
        """Where the articles stand; nowhere when the page shows no side."""
        return self.sides.stances if self.narratives or len(self.sides.sides) > 1 else ()


def write_body(
    claims: tuple[Claim, ...],
    material: Material,
    stages: Stages,
    policy: PagePolicy,
    audit: Audit,
    *,
    titled_by: ArticleId | None = None,
) -> Body:
    """Return the body with the most narratives, and of two with as many the one with its facts freely chosen.

    ``titled_by`` is the article whose headline the page bears; the first fact follows it.
    """
    found = _find_sides(material, stages)
    budget = VerbatimBudget(material.articles, limit=policy.verbatim_words)
    disputes = _book_disputes(stages.find_disputes(material), budget, audit)
    writer = _Writer(claims, material, stages, policy, audit, found, disputes, budget, titled_by)
    free = writer.body(0)
    if len(free.narratives) >= min(2, writer.most_narratives()):
        return free
    kept_back = writer.body(policy.narrative_words)
    gained = len(kept_back.narratives) > len(free.narratives)
    return kept_back if gained and kept_back.facts else free


def _find_sides(material: Material, stages: Stages) -> list[Sides]:
    """Return the sides by what is judged, then, where there are any, by whose account it is."""
    seen = (material.statements, material.articles, material.origins, material.outlets)
    judged = stages.find_sides(*seen, vectors=material.vectors)
    accounts = stages.find_accounts(*seen, vectors=material.vectors)
    return [judged] if accounts is None else [judged, accounts]


@dataclass(frozen=True, slots=True)
class _Writer:
    """Writes facts and narratives, once or with words kept back for the narratives."""

    claims: tuple[Claim, ...]
    material: Material
    stages: Stages
    policy: PagePolicy
    audit: Audit
    found: Sequence[Sides]
    disputes: tuple[Dispute, ...]
    budget: VerbatimBudget
    titled_by: ArticleId | None

    def body(self, kept_back: int) -> Body:
        budget = self.budget.copy()
        budget.limit = self.policy.verbatim_words - kept_back
        shown = frozenset(a.sentence.evidence[0] for d in self.disputes for a in d.accounts)
        facts = self.stages.select_facts(
            self.claims,
            self.material,
            budget,
            limit=self.policy.max_facts,
            disputed=disputed_claims(shown, self.claims),
            shown=shown,
            titled_by=self.titled_by,
        )
        facts = verified_facts(facts, self.audit)
        budget.limit = self.policy.verbatim_words
        sides, narratives = self._tell(facts, budget)
        return Body(self.disputes, facts, sides, narratives, shown, budget)

    def most_narratives(self) -> int:
        """Return how many narratives there would be if nothing else needed words."""
        return max(len(self._written(sides, self.policy.verbatim_words)) for sides in self.found)

    def _tell(
        self, facts: Sequence[Fact], budget: VerbatimBudget
    ) -> tuple[Sides, tuple[Narrative, ...]]:
        """Return the sides that have most to say for themselves, and of two alike by what is judged."""
        told = {s.evidence[0].exact for f in facts for s in f.sentences}
        known = [s.text for f in facts for s in f.sentences]
        known += [a.sentence.text for d in self.disputes for a in d.accounts]
        written = [self._written(sides, budget.free, told, known) for sides in self.found]
        best = max(range(len(written)), key=lambda n: (*_reach(written[n]), -n))
        narratives = _verified_narratives(written[best], told, budget, self.audit)
        return self.found[best], narratives

    def _written(
        self,
        sides: Sides,
        budget: Callable[[ArticleId], int] | int,
        told: Container[str] = (),
        known: Sequence[str] = (),
    ) -> tuple[Narrative, ...]:
        free = (lambda _: budget) if isinstance(budget, int) else budget
        return self.stages.write_narratives(
            sides, self.material.articles, budget=free, told=told, known=known
        )


def _reach(narratives: Sequence[Narrative]) -> tuple[int, int]:
    """Return how many sides speak, and how many words the shorter has, as far as that matters."""
    lengths = [word_count(n.text) for n in narratives]
    return len(lengths), min(ENOUGH_WORDS, *lengths) if lengths else 0


def _book_disputes(
    disputes: Sequence[Dispute], budget: VerbatimBudget, audit: Audit
) -> tuple[Dispute, ...]:
    """Keep the disputes of which at least two accounts are verified and fit the verbatim limit."""
    kept = []
    for dispute in disputes:
        accounts = tuple(a for a in dispute.accounts if _fits(a, budget, audit))
        if len(accounts) >= 2:
            kept.append(replace(dispute, accounts=accounts))
    return tuple(kept)


def _fits(account: Account, budget: VerbatimBudget, audit: Audit) -> bool:
    return audit.passes(account.sentence) and budget.take(*account.sentence.evidence)


def disputed_claims(shown: frozenset[Evidence], claims: Sequence[Claim]) -> frozenset[str]:
    """Return the claims of which the page shows a passage as one of the accounts of a dispute."""
    places = {(e.article_id, e.start) for e in shown}
    return frozenset(
        c.id for c in claims if any((s.article_id, s.start) in places for s in c.statements)
    )


def verified_facts(facts: Sequence[Fact], audit: Audit) -> tuple[Fact, ...]:
    """Return the facts without the sentences that verification does not pass."""
    kept = []
    for fact in facts:
        sentences = tuple(s for s in fact.sentences if audit.passes(s))
        if sentences:
            kept.append(replace(fact, sentences=sentences))
    return tuple(kept)


def _verified_narratives(
    narratives: Sequence[Narrative], told: Container[str], budget: VerbatimBudget, audit: Audit
) -> tuple[Narrative, ...]:
    """Drop sentences that fail or that the facts tell; a side without sentences is dropped alone."""
    kept = []
    for narrative in narratives:
        sentences = tuple(
            s
            for s in narrative.sentences
            if s.evidence[0].exact not in told and audit.passes(s) and budget.take(*s.evidence)
        )
        if sentences:
            side = replace(narrative.side, voices=_heard(sentences))
            kept.append(Narrative(side, sentences))
    return tuple(kept)


def _heard(sentences: Sequence[CitedSentence]) -> tuple[str, ...]:
    """Return the voices that the narrative lets speak; others of the side are not listed."""
    return tuple(sorted({s.attribution for s in sentences if s.attribution}))
