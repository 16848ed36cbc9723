"""What the index holds of a story, made from its newest revision alone: a card, and entries.

Nothing here goes beyond what the page itself prints, so that a search shows no more of an article
than its story does.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from winnow.types import (
    ArticleEntry,
    ArticleId,
    CitedSentence,
    Entry,
    EntryKind,
    Fact,
    Reference,
    Revision,
    StoryCard,
    StoryId,
    StoryPage,
)
from winnow.types.figures import said_on

#: Of what is derived here: a store whose index is of another form makes it anew when it is opened.
FORM = 2

#: Between two passages of one article.
GAP = " … "


def card_of(story_id: StoryId, revision: Revision) -> StoryCard | None:
    """Return the story as a list shows it; ``None`` for one that was withdrawn."""
    page = revision.page
    if page.withdrawn:
        return None
    return StoryCard(
        story_id=story_id,
        slug=page.slug,
        title=page.title,
        revision=revision.number,
        published=revision.published,
        latest=page.latest,
        lead=page.facts[0].text if page.facts else "",
        articles=len(page.articles),
        origins=page.origins,
        origins_at_most=page.origins_at_most,
        outlet_ids=tuple(sorted({a.outlet.id for a in page.articles})),
        sides=tuple(n.side.label for n in page.narratives),
        disputes=tuple(d.about for d in page.disputes),
        is_demo=page.is_demo,
        topics=tuple(t.code for t in page.topics),
    )


def entries_of(story_id: StoryId, revision: Revision) -> tuple[Entry, ...]:
    """Return the facts, accounts, articles and figures of a page; none of one withdrawn.

    An entry is named by its kind and ``ref``; of two with one name the first is kept.
    """
    page = revision.page
    if page.withdrawn:
        return ()
    found: dict[tuple[EntryKind, str], Entry] = {}
    for entry in (
        *(_fact(story_id, f, revision) for f in page.bullets),
        *_accounts(story_id, revision),
        *(_article(story_id, a, page) for a in page.articles),
        *_figures(story_id, revision),
    ):
        found.setdefault((entry.kind, entry.ref), entry)
    return tuple(found.values())


def _fact(story_id: StoryId, fact: Fact, revision: Revision) -> Entry:
    page = revision.page
    return Entry(
        EntryKind.FACT,
        story_id,
        fact.claim_id,
        page.slug,
        title="",
        text=fact.text,
        at=revision.published,
        article_ids=_cited(fact.sentences),
        articles=fact.articles,
        origins=fact.origins,
    )


def _accounts(story_id: StoryId, revision: Revision) -> Iterator[Entry]:
    page = revision.page
    for number, dispute in enumerate(page.disputes, 1):
        for which, account in enumerate(dispute.accounts, 1):
            yield Entry(
                EntryKind.ACCOUNT,
                story_id,
                f"{number}-{which}",
                page.slug,
                title="",
                text=account.sentence.text,
                at=account.at or revision.published,
                article_ids=_cited([account.sentence]),
            )


def _article(story_id: StoryId, listed: ArticleEntry, page: StoryPage) -> Entry:
    passages = [_printed(r) for r in page.references if r.evidence.article_id == listed.article_id]
    return Entry(
        EntryKind.ARTICLE,
        story_id,
        listed.article_id,
        page.slug,
        title=listed.title,
        text=GAP.join(passages),
        at=listed.published or listed.seen,
        article_ids=(listed.article_id,),
        outlet_id=listed.outlet.id,
        url=listed.url,
    )


def _printed(reference: Reference) -> str:
    parts = (reference.before, reference.evidence.exact, reference.after)
    return " ".join(part for part in parts if part)


def _figures(story_id: StoryId, revision: Revision) -> Iterator[Entry]:
    page = revision.page
    for name, sentences in sorted(said_on(page).items()):
        yield Entry(
            EntryKind.FIGURE,
            story_id,
            name,
            page.slug,
            title=name,
            text=" ".join(dict.fromkeys(s.text for s in sentences)),
            at=revision.published,
            article_ids=_cited(sentences),
        )


def _cited(sentences: Sequence[CitedSentence]) -> tuple[ArticleId, ...]:
    return tuple(dict.fromkeys(e.article_id for s in sentences for e in s.evidence))
