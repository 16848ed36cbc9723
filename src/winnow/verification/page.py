"""Verification of a whole page."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from winnow.stages.budget import VerbatimBudget
from winnow.types import Article, CitedSentence, StoryPage, Verdict, Violation
from winnow.verification.sentence import check_sentence


def sentences_of(page: StoryPage) -> Iterator[CitedSentence]:
    """Yield every published sentence of the page, top to bottom."""
    for fact in page.bullets:
        yield from fact.sentences
    for dispute in page.disputes:
        yield from (account.sentence for account in dispute.accounts)
    for narrative in page.narratives:
        yield from narrative.sentences


def verify_page(
    page: StoryPage, articles: Sequence[Article], *, verbatim_limit: int = 60
) -> tuple[Violation, ...]:
    """Return all that is wrong with the page; an empty tuple means that it may be published.

    A sentence on which the check abstains counts as wrong here: it must not be on the page.
    """
    by_id = {a.id: a for a in articles}
    found: list[Violation] = []
    for sentence in sentences_of(page):
        checked = check_sentence(sentence, by_id)
        if checked.verdict is not Verdict.PASSED:
            found.extend(checked.violations)
    found.extend(_shared_sentences(page))
    found.extend(_too_much_verbatim(page, articles, verbatim_limit))
    return tuple(found)


def _shared_sentences(page: StoryPage) -> Iterator[Violation]:
    seen: dict[str, str] = {}
    for narrative in page.narratives:
        for sentence in narrative.sentences:
            other = seen.setdefault(sentence.text, narrative.side.label)
            if other != narrative.side.label:
                yield Violation("evidence", sentence.text, f"stands under {other} as well")


def _too_much_verbatim(
    page: StoryPage, articles: Sequence[Article], limit: int
) -> Iterator[Violation]:
    budget = VerbatimBudget(articles, limit=10**9)
    for reference in page.references:
        evidence = reference.evidence
        budget.take(evidence)
    for article in articles:
        used = budget.used(article.id)
        if used > limit:
            yield Violation("length", article.title, f"{used} words verbatim; at most {limit}")
