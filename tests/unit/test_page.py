"""Pages: withheld, assembled, numbered, compared."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import numpy as np
import pytest

from winnow.encoder import load_encoder
from winnow.page.assemble import choose_image, number_references, slug_for
from winnow.page.build import PagePolicy, Stages, build_page
from winnow.page.changes import compare_pages, digest_of
from winnow.pipeline.annotate import annotate, vectors_of
from winnow.stages.budget import VerbatimBudget
from winnow.stages.material import Material
from winnow.stages.origins import find_origins
from winnow.types import (
    Account,
    Article,
    ChangeKind,
    CitedSentence,
    Correction,
    Dispute,
    Evidence,
    Image,
    StoryPage,
    Verdict,
    Violation,
)
from winnow.verification import Checked, verify_page

NOON = datetime(2024, 3, 5, 12, tzinfo=UTC)
TEXTS = (
    (
        "Bridge at Lindholm collapses after rain",
        "The bridge over the Ostra at Lindholm collapsed early on Tuesday after three days of heavy rain, the road "
        "agency of Norrmark said.\nBoth lorry drivers who fell into the river were taken to the hospital of "
        "Lindholm, the road agency said.\nTransport Minister Edda Falk told parliament that all 41 bridges of the "
        "same type would be closed to lorries.",
    ),
    (
        "Lindholm bridge falls into the Ostra",
        "A bridge at Lindholm in Norrmark fell into the river Ostra on Tuesday and took two lorries with it, rescue "
        "workers said.\nThe transport union of Norrmark demanded an inquiry into the collapse at Lindholm.\n"
        "Edda Falk, the transport minister, said that 41 bridges of the type would be closed to lorries.",
    ),
    (
        "Two drivers survive bridge collapse in Norrmark",
        "Two lorry drivers survived when a bridge at Lindholm collapsed under them on Tuesday, the hospital of "
        "Lindholm said.\nThe bridge was built in 1961 and was inspected in October, according to the road agency.",
    ),
)


def articles(texts: Sequence[tuple[str, str]] = TEXTS) -> list[Article]:
    made = []
    for i, (title, text) in enumerate(texts):
        url = f"https://outlet{i}.example/bridge"
        made.append(
            Article(
                id=Article.make_id(url, title, text),
                url=url,
                outlet_id=f"outlet{i}.example",
                title=title,
                text=text,
                seen=NOON,
                published=NOON + timedelta(hours=i),
                language="en",
            )
        )
    return sorted(made, key=lambda a: a.id)


def material(found: Sequence[Article]) -> Material:
    annotations = annotate(found, load_encoder())
    return Material(
        articles=tuple(found),
        outlets={},
        origins=find_origins(found, {}),
        statements=tuple(s for a in annotations for s in a.statements),
        vectors=np.concatenate([vectors_of(a) for a in annotations]),
    )


@pytest.fixture(scope="module")
def built() -> StoryPage:
    """A page of three invented articles by three outlets."""
    page = build_page("s1", "s1", material(articles())).page
    assert page is not None
    return page


def test_a_story_of_one_origin_is_withheld() -> None:
    """Three copies of one text are one origin: nothing is published, and the reason is given."""
    copies = articles([TEXTS[0]] * 3)
    outcome = build_page("s1", "s1", material(copies))
    assert outcome.page is None
    assert outcome.withheld is not None
    assert outcome.withheld == "only one independent origin reports it"


def test_every_fact_rests_on_passages_that_stand_where_they_say(built: StoryPage) -> None:
    """Evidence is verbatim at its offsets, and the page passes verification."""
    by_id = {a.id: a for a in articles()}
    assert built.facts
    for fact in built.facts:
        for sentence in fact.sentences:
            for evidence in sentence.evidence:
                text = by_id[evidence.article_id].text
                assert text[evidence.start : evidence.end] == evidence.exact
    assert verify_page(built, articles()) == ()


def test_references_are_numbered_in_the_order_of_the_page(built: StoryPage) -> None:
    """The first citation of the first fact is [1], and numbers have no gaps."""
    assert built.references[0].evidence == built.facts[0].sentences[0].evidence[0]
    assert [r.number for r in built.references] == list(range(1, len(built.references) + 1))


def test_a_sentence_that_fails_verification_is_left_out_and_counted() -> None:
    """With a check that passes nothing, the story is withheld and each failure is counted."""

    def fails(sentence: CitedSentence, _: object) -> Checked:
        return Checked(Verdict.FAILED, (Violation("entailment", sentence.text, "refused"),))

    outcome = build_page("s1", "s1", material(articles()), stages=Stages(check=fails))
    assert outcome.page is None
    assert outcome.failed == outcome.checked > 0
    assert len(outcome.violations) == outcome.failed


def test_no_article_gives_more_words_than_allowed() -> None:
    """With a limit of 30 words an article, references and their context stay within it."""
    found = articles()
    page = build_page("s1", "s1", material(found), policy=PagePolicy(verbatim_words=30)).page
    assert page is not None
    assert verify_page(page, found, verbatim_limit=30) == ()
    budget = VerbatimBudget(found, limit=30)
    for reference in page.references:
        context = len(f"{reference.before} {reference.after}".split())
        assert context + len(reference.evidence.exact.split()) <= 30
        assert budget.take(reference.evidence)


def test_the_same_articles_in_another_order_give_the_same_page() -> None:
    """The digest of a page does not depend on the order in which its articles are given."""
    one = build_page("s1", "s1", material(articles())).page
    other = build_page("s1", "s1", material(articles()[::-1])).page
    assert one is not None
    assert other is not None
    assert digest_of(one) == digest_of(other)


def test_a_persons_title_outranks_the_machines() -> None:
    """A title given by a person is printed as given."""
    page = build_page("s1", "s1", material(articles()), title="A Bridge Falls").page
    assert page is not None
    assert page.title == "A Bridge Falls"


def test_an_uncredited_picture_is_never_chosen() -> None:
    """No credit, no picture; with a credit it stays tied to its article."""
    bare, credited, plain = articles()
    bare = replace(bare, image=Image("https://outlet0.example/a.jpg", caption="A bridge"))
    assert choose_image(material([bare, credited, plain]), []) is None
    credited = replace(
        credited, image=Image("https://outlet1.example/b.jpg", credit="N. N./Agency")
    )
    chosen = choose_image(material([bare, credited, plain]), [])
    assert chosen is not None
    assert chosen.article_id == credited.id


def test_context_is_cut_at_the_paragraph_and_at_the_limit() -> None:
    """Words around a passage come from its own paragraph, and only as the limit leaves room."""
    [article] = articles(
        [("T", "One two three.\nFour five six seven eight nine ten eleven.\nTwelve.")]
    )
    start = article.text.index("six")
    evidence = Evidence(
        article.id, start, start + len("six seven eight nine"), "six seven eight nine"
    )
    sentence = CitedSentence("Six seven eight nine.", (evidence,))
    by_id = {article.id: article}
    [wide] = number_references([sentence], by_id, VerbatimBudget([article], limit=60))
    assert (wide.before, wide.after) == ("Four five", "ten eleven.")
    [none] = number_references([sentence], by_id, VerbatimBudget([article], limit=4))
    assert (none.before, none.after) == ("", "")


def test_changes_name_what_came_and_what_caused_it(built: StoryPage) -> None:
    """A page without its last article, compared with the whole one, tells of what it added."""
    fewer = build_page("s1", "s1", material(articles()[:2])).page
    assert fewer is not None
    changes = compare_pages(fewer, built)
    joined = [c for c in changes if c.kind is ChangeKind.ARTICLES]
    assert joined[0].caused_by == (articles()[2].id,)
    assert compare_pages(built, built) == ()
    assert compare_pages(None, built)[0].kind is ChangeKind.CREATED


def test_a_slug_keeps_digits_and_is_safe() -> None:
    """Digits tell look-alikes apart; nothing but letters, digits and hyphens remains."""
    assert slug_for("EU Adopts 12th Package", "abcdef123456") != slug_for(
        "EU Adopts 13th Package", "abcdef123456"
    )
    assert slug_for("../../etc/passwd <b>", "abcdef123456") == "etc-passwd-b-abcdef"


def test_a_fact_that_became_an_account_is_demoted_not_removed(built: StoryPage) -> None:
    """What another origin contradicts is taken off the facts openly."""
    fact = built.facts[-1]
    account = Account(fact.sentences[0], "the road agency")
    later = replace(
        built, facts=built.facts[:-1], disputes=(Dispute("the cause", (account, account)),)
    )
    kinds = {c.kind: c.text for c in compare_pages(built, later)}
    assert kinds[ChangeKind.DEMOTED] == fact.text
    assert ChangeKind.REMOVED not in kinds


def test_a_publisher_s_correction_is_a_change_and_names_the_article(built: StoryPage) -> None:
    """A notice that was not there before is told, once."""
    first = built.articles[0]
    later = replace(built, corrections=(Correction(first.article_id, "It fell on Monday."),))
    [change] = compare_pages(built, later)
    assert change.kind is ChangeKind.CORRECTED
    assert change.text == f"{first.outlet.name}: It fell on Monday."
    assert change.caused_by == (first.article_id,)
    assert compare_pages(later, later) == ()


def test_correction_notices_of_articles_stand_on_the_page() -> None:
    """The page keeps each notice with its article."""
    found = articles()
    found[0] = replace(found[0], corrections=("An earlier version named another river.",))
    page = build_page("s1", "s1", material(found)).page
    assert page is not None
    assert page.corrections == (Correction(found[0].id, "An earlier version named another river."),)


def test_parts_a_page_does_not_have_leave_its_fingerprint_alone(built: StoryPage) -> None:
    """A page without context is the page it was before there was any; with it, it is another."""
    assert digest_of(built) == digest_of(replace(built, context=(), corrections=()))
    assert digest_of(built) != digest_of(replace(built, context=built.facts[:1]))
