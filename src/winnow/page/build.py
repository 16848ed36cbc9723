"""One function makes a page; its body is the list of stages."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from winnow.page.assemble import (
    add_references,
    choose_image,
    list_articles,
    list_corrections,
    number_references,
    owner_unknown,
)
from winnow.page.body import Body, disputed_claims, verified_facts, write_body
from winnow.page.shown import (
    passages_of,
    shown_loaded_terms,
    shown_missing_voices,
    shown_stances,
)
from winnow.page.stages import Audit, Built, PagePolicy, Stages
from winnow.stages.material import Material
from winnow.stages.narratives import narratives_note
from winnow.types import ArticleId, Assignment, CitedSentence, Fact, StoryId, StoryPage

__all__ = ["Built", "PagePolicy", "Stages", "build_page"]


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
    """claims | body (facts, sides, narratives) | context | corroborate | language + silence | title | verify

    ``title`` is a person's decision and outranks the machine's.  A story of fewer than
    ``policy.min_origins`` independent origins is withheld, and so is one without a verified fact.
    """
    policy, stages = policy or PagePolicy(), stages or Stages()
    audit = Audit(material, stages.check)
    if material.origin_count < policy.min_origins:
        return audit.built(None, _too_few_origins(material.origin_count))
    claims = stages.find_claims(material)
    heading = stages.choose_title(material.articles, material.origins, material.outlets)
    titled_by = heading.evidence[0].article_id if heading else None
    body = write_body(claims, material, stages, policy, audit, titled_by=titled_by)
    facts, budget = body.facts, body.budget
    if len(facts) < max(1, policy.min_facts):
        return audit.built(None, _too_few_facts(len(facts)))
    context = verified_facts(
        stages.select_context(claims, material, budget, facts, shown=body.shown), audit
    )
    disputed = disputed_claims(body.shown, claims)
    told = _told(body, facts, context)
    more = stages.select_more_facts(
        claims, material, budget, told, shown=body.shown, disputed=disputed
    )
    more = stages.corroborate(verified_facts(more, audit), claims, material, budget)
    facts = stages.corroborate(facts, claims, material, budget)
    context = stages.corroborate(context, claims, material, budget)
    sentences = [
        *(s for f in (*facts, *more, *context) for s in f.sentences),
        *(a.sentence for d in body.disputes for a in d.accounts),
        *(s for n in body.narratives for s in n.sentences),
    ]
    references = number_references(sentences, material.article_of, budget)
    terms = shown_loaded_terms(
        stages.find_loaded_terms(body.sides, material), body.narratives, budget
    )
    missing = shown_missing_voices(stages.find_missing_voices(material), budget)
    stances = shown_stances(body.sides.stances, body.narratives, budget)
    page = StoryPage(
        story_id=story_id,
        slug=slug,
        title=title or (heading.text if heading else material.articles[0].title),
        title_evidence=heading.evidence if heading else (),
        image=choose_image(material, [e.article_id for s in sentences for e in s.evidence]),
        facts=facts,
        disputes=body.disputes,
        narratives=body.narratives,
        more_facts=more,
        context=context,
        omissions=stages.find_omissions(facts, material),
        narratives_note=narratives_note(body.sides, body.narratives),
        articles=list_articles(material, body.stances, assignments or {}),
        references=add_references(references, passages_of(missing, terms, stances)),
        corrections=list_corrections(material),
        origins=material.voice_count,
        origins_at_most=owner_unknown(material),
        latest=max(a.when for a in material.articles),
        ejected=tuple(sorted(ejected)),
        missing_voices=missing,
        loaded_terms=terms,
        stances=stances,
        topics=stages.find_topics(material),
        is_demo=any(material.outlet_of(a.id).is_invented for a in material.articles),
    )
    return audit.built(page)


def _told(body: Body, facts: Sequence[Fact], context: Sequence[Fact]) -> list[CitedSentence]:
    """Return every sentence that the page tells before more is asked for."""
    return [
        *(s for f in (*facts, *context) for s in f.sentences),
        *(a.sentence for d in body.disputes for a in d.accounts),
        *(s for n in body.narratives for s in n.sentences),
    ]


def _too_few_origins(number: int) -> str:
    if number == 1:
        return "only one independent origin reports it"
    return f"only {number} independent origins report it"


def _too_few_facts(number: int) -> str:
    if number == 0:
        return "no fact could be verified"
    return f"only {number} fact{'s' if number > 1 else ''} could be verified"
