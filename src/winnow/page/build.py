"""One function makes a page; its body is the list of stages."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from winnow.page.assemble import (
    add_references,
    choose_image,
    list_articles,
    list_corrections,
    number_references,
    owner_unknown,
)
from winnow.page.shown import (
    passages_of,
    shown_loaded_terms,
    shown_missing_voices,
    shown_stances,
)
from winnow.stages.budget import VerbatimBudget
from winnow.stages.claims import find_claims
from winnow.stages.context import select_context
from winnow.stages.corroboration import corroborate
from winnow.stages.disputes import find_disputes
from winnow.stages.facts import select_facts
from winnow.stages.loaded_terms import find_loaded_terms
from winnow.stages.material import Material
from winnow.stages.missing_voices import find_missing_voices
from winnow.stages.narratives import narratives_note, write_narratives
from winnow.stages.omissions import find_omissions
from winnow.stages.sides import Sides, find_sides
from winnow.stages.title import Title, choose_title
from winnow.types import (
    Account,
    ArticleId,
    Assignment,
    CitedSentence,
    Claim,
    Dispute,
    Evidence,
    Fact,
    LoadedTerm,
    MissingVoice,
    Narrative,
    Omission,
    StoryId,
    StoryPage,
    Verdict,
    Violation,
)
from winnow.verification import Checked, check_sentence


@dataclass(frozen=True, slots=True)
class PagePolicy:
    """What an operator may set about pages."""

    max_facts: int = 7
    #: Words of one article that a page may print verbatim.
    verbatim_words: int = 60
    #: A story is published from so many independent origins on.
    min_origins: int = 2
    #: A page with fewer facts is withheld.
    min_facts: int = 1


@dataclass(frozen=True, slots=True)
class Stages:
    """The stages of a page; each is swapped by passing another callable of the same types."""

    find_claims: Callable[[Material], tuple[Claim, ...]] = find_claims
    find_disputes: Callable[[Material], tuple[Dispute, ...]] = find_disputes
    select_facts: Callable[..., tuple[Fact, ...]] = select_facts
    select_context: Callable[..., tuple[Fact, ...]] = select_context
    find_omissions: Callable[..., tuple[Omission, ...]] = find_omissions
    find_sides: Callable[..., Sides] = find_sides
    write_narratives: Callable[..., tuple[Narrative, ...]] = write_narratives
    find_loaded_terms: Callable[..., tuple[LoadedTerm, ...]] = find_loaded_terms
    find_missing_voices: Callable[..., tuple[MissingVoice, ...]] = find_missing_voices
    choose_title: Callable[..., Title | None] = choose_title
    corroborate: Callable[..., tuple[Fact, ...]] = corroborate
    check: Callable[..., Checked] = check_sentence


@dataclass(frozen=True, slots=True)
class Built:
    """A page, or the reason why there is none, with what verification took off it."""

    page: StoryPage | None
    #: Why the story is not published: "only one independent origin reports it".
    withheld: str | None = None
    violations: tuple[Violation, ...] = ()
    #: Sentences checked, failed, abstained on.
    checked: int = 0
    failed: int = 0
    abstained: int = 0


@dataclass
class _Audit:
    """Counts what verification lets through; a bookkeeping of one page."""

    material: Material
    check: Callable[..., Checked]
    violations: list[Violation] = field(default_factory=list)
    checked: int = 0
    failed: int = 0
    abstained: int = 0

    def passes(self, sentence: CitedSentence) -> bool:
        """Return whether the sentence may stay; if not, say why in the run's report."""
        checked = self.check(sentence, self.material.article_of)
        self.checked += 1
        self.failed += checked.verdict is Verdict.FAILED
        self.abstained += checked.verdict is Verdict.ABSTAINED
        if checked.verdict is not Verdict.PASSED:
            self.violations.extend(checked.violations)
        return checked.verdict is Verdict.PASSED

    def built(self, page: StoryPage | None, withheld: str | None = None) -> Built:
        """Return the outcome with the counts so far."""
        return Built(
            page, withheld, tuple(self.violations), self.checked, self.failed, self.abstained
        )


def build_page(
    story_id: StoryId,
    slug: str,
    material: Material,
    *,
    assignments: Mapping[ArticleId, Assignment] | None = None,
    ejected: Sequence[tuple[ArticleId, str]] = (),
    policy: PagePolicy | None = None,
    stages: Stages | None = None,
    title: str | None = None,
) -> Built:
    """claims | disputes | facts | sides + narratives | context | corroborate | language + silence | title | verify

    ``title`` is a person's decision and outranks the machine's.  A story of fewer than
    ``policy.min_origins`` independent origins is withheld, and so is one without a verified fact.
    """
    policy, stages = policy or PagePolicy(), stages or Stages()
    audit = _Audit(material, stages.check)
    if material.origin_count < policy.min_origins:
        return audit.built(None, _too_few_origins(material.origin_count))
    budget = VerbatimBudget(material.articles, limit=policy.verbatim_words)

    claims = stages.find_claims(material)
    disputes = _book_disputes(stages.find_disputes(material), budget, audit)
    shown = frozenset(a.sentence.evidence[0] for d in disputes for a in d.accounts)
    facts = stages.select_facts(
        claims,
        material,
        budget,
        limit=policy.max_facts,
        disputed=_disputed(shown, claims),
        shown=shown,
    )
    facts = _verified_facts(facts, audit)
    if len(facts) < max(1, policy.min_facts):
        return audit.built(None, _too_few_facts(len(facts)))
    sides = stages.find_sides(
        material.statements,
        material.articles,
        material.origins,
        material.outlets,
        vectors=material.vectors,
    )
    narratives = _verified_narratives(
        stages.write_narratives(sides, material.articles, budget=budget.free),
        facts,
        budget,
        audit,
    )
    context = _verified_facts(
        stages.select_context(claims, material, budget, facts, shown=shown), audit
    )
    facts = stages.corroborate(facts, claims, material, budget)
    context = stages.corroborate(context, claims, material, budget)
    heading = stages.choose_title(material.articles, material.origins, material.outlets)
    sentences = [
        *(s for f in (*facts, *context) for s in f.sentences),
        *(a.sentence for d in disputes for a in d.accounts),
        *(s for n in narratives for s in n.sentences),
    ]
    references = number_references(sentences, material.article_of, budget)
    terms = shown_loaded_terms(stages.find_loaded_terms(sides, material), narratives, budget)
    missing = shown_missing_voices(stages.find_missing_voices(material), budget)
    stances = shown_stances(sides.stances, narratives, budget)
    page = StoryPage(
        story_id=story_id,
        slug=slug,
        title=title or (heading.text if heading else material.articles[0].title),
        title_evidence=heading.evidence if heading else (),
        image=choose_image(material, [e.article_id for s in sentences for e in s.evidence]),
        facts=facts,
        disputes=disputes,
        narratives=narratives,
        context=context,
        omissions=stages.find_omissions(facts, material),
        narratives_note=narratives_note(sides, narratives),
        articles=list_articles(
            material, sides.stances if narratives or len(sides.sides) > 1 else (), assignments or {}
        ),
        references=add_references(references, passages_of(missing, terms, stances)),
        corrections=list_corrections(material),
        origins=material.voice_count,
        origins_at_most=owner_unknown(material),
        latest=max(a.when for a in material.articles),
        ejected=tuple(sorted(ejected)),
        missing_voices=missing,
        loaded_terms=terms,
        stances=stances,
        is_demo=any(material.outlet_of(a.id).is_invented for a in material.articles),
    )
    return audit.built(page)


def _too_few_origins(number: int) -> str:
    if number == 1:
        return "only one independent origin reports it"
    return f"only {number} independent origins report it"


def _too_few_facts(number: int) -> str:
    if number == 0:
        return "no fact could be verified"
    return f"only {number} fact{'s' if number > 1 else ''} could be verified"


def _book_disputes(
    disputes: Sequence[Dispute], budget: VerbatimBudget, audit: _Audit
) -> tuple[Dispute, ...]:
    """Keep the disputes of which at least two accounts are verified and fit the verbatim limit."""
    kept = []
    for dispute in disputes:
        accounts = tuple(a for a in dispute.accounts if _fits(a, budget, audit))
        if len(accounts) >= 2:
            kept.append(replace(dispute, accounts=accounts))
    return tuple(kept)


def _fits(account: Account, budget: VerbatimBudget, audit: _Audit) -> bool:
    return audit.passes(account.sentence) and budget.take(*account.sentence.evidence)


def _disputed(shown: frozenset[Evidence], claims: Sequence[Claim]) -> frozenset[str]:
    """Return the claims of which the page shows a passage as one of the accounts of a dispute."""
    places = {(e.article_id, e.start) for e in shown}
    return frozenset(
        c.id for c in claims if any((s.article_id, s.start) in places for s in c.statements)
    )


def _verified_facts(facts: Sequence[Fact], audit: _Audit) -> tuple[Fact, ...]:
    kept = []
    for fact in facts:
        sentences = tuple(s for s in fact.sentences if audit.passes(s))
        if sentences:
            kept.append(replace(fact, sentences=sentences))
    return tuple(kept)


def _verified_narratives(
    narratives: Sequence[Narrative], facts: Sequence[Fact], budget: VerbatimBudget, audit: _Audit
) -> tuple[Narrative, ...]:
    """Drop sentences that fail or that the facts tell; a side without sentences is dropped alone."""
    told = {s.evidence[0].exact for f in facts for s in f.sentences}
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
