"""The publish loop: pages of the stories that were touched, verified, kept as revisions."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cached_property

import numpy as np

from winnow.encoder import Encoder
from winnow.errors import NotFoundError
from winnow.page.assemble import slug_for
from winnow.page.build import Built, PagePolicy, Stages, build_page
from winnow.page.changes import compare_pages, digest_of, withdrawn_page
from winnow.pipeline.annotate import VERSION, annotate, article_vector, vectors_of
from winnow.pipeline.holds import Holds
from winnow.pipeline.storylines import renew_links, with_links
from winnow.pipeline.tally import Progress, Tally, silent
from winnow.pipeline.versions import current_versions
from winnow.stages.assign_intruders import find_intruders
from winnow.stages.genre import genre_of
from winnow.stages.material import Material
from winnow.stages.origins import find_origins
from winnow.store import Store, StoreReader
from winnow.types import (
    Annotation,
    Article,
    ArticleId,
    Problem,
    Revision,
    Story,
    StoryId,
    StoryPage,
)


@dataclass
class Publisher:
    """Brings pages up to date; made once a run."""

    store: Store
    encoder: Encoder
    tally: Tally
    now: datetime
    policy: PagePolicy
    stages: Stages
    progress: Progress = silent

    def publish(self) -> None:
        """stories touched | page | verify | store revision"""
        touched = self.store.touched_stories()
        self.tally.count("stories touched", len(touched))
        for number, story_id in enumerate(touched, 1):
            self._publish(self.store.story(story_id))
            self.progress("stories brought up to date", number, len(touched))

    def _publish(self, story: Story) -> None:
        try:
            built = self._build(story)
        except Exception as error:  # a fault in one story must not hold back the others
            message = f"{type(error).__name__}: {error}; the page is left as it was"
            self.tally.problem(Problem(story.slug, "publish", message))
            return
        self._count(built)
        with self.store.transaction():
            if built.page is None:
                self.tally.count("stories withheld")
                self._withdraw(story, built.withheld or "it may not be published any more")
            else:
                self._keep(story, built.page)
                renew_links(self.store, built.page)
            self.store.clear_touched(story.id)

    def _withdraw(self, story: Story, reason: str) -> None:
        """Empty the page of a story that was published, should be no more, and was merged nowhere."""
        newest = self.store.newest_revision(story.id)
        if newest is None or newest.page.withdrawn:
            return
        page = withdrawn_page(newest.page, reason)
        self.store.save_revision(story.id, _revision(newest, page, digest_of(page), self.now, {}))
        self.tally.count("pages withdrawn")

    def _build(self, story: Story) -> Built:
        articles = current_versions(self.store.articles(story.article_ids), self.store).current
        if not articles:
            return Built(None, "every article was withdrawn by its publisher or taken down")
        annotations = self._annotations(articles)
        intruders = self._intruders(articles, annotations)
        out = {article_id for article_id, _ in intruders}
        kept = [a for a in articles if a.id not in out]
        material = material_of(kept, annotations, self.store)
        titles = [j.value for j in self.store.judgements(story.id) if j.kind == "title"]
        return build_page(
            story.id,
            story.slug,
            material,
            assignments={a.article_id: a for a in self.store.assignments(story.id)},
            ejected=intruders,
            policy=self.policy,
            stages=self.stages,
            title=titles[-1] if titles else None,
        )

    def _intruders(
        self, articles: Sequence[Article], annotations: Mapping[ArticleId, Annotation]
    ) -> list[tuple[ArticleId, str]]:
        """Return what is not about the story, with reasons; what a person put or holds here stays."""
        found = find_intruders(
            articles, np.stack([article_vector(annotations[a.id]) for a in articles])
        )
        return [(each, reason) for each, reason in found if not self._is_held(each)]

    def _is_held(self, article_id: ArticleId) -> bool:
        """Return whether a person put any version of an article where it is, or holds it there."""
        url = self.store.article(article_id).url
        versions = {article_id, *(self.store.article_ids_at(url) if url else ())}
        given = [self.store.assignment(each) for each in sorted(versions)]
        held = self._holds.all_together(versions) - versions
        return bool(held) or any(each is not None and each.is_by_person for each in given)

    @cached_property
    def _holds(self) -> Holds:
        return Holds(self.store.judgements())

    def _annotations(self, articles: Sequence[Article]) -> Mapping[ArticleId, Annotation]:
        known = self.store.annotations([a.id for a in articles])
        stale = [a for a in articles if a.id not in known or known[a.id].version != VERSION]
        fresh = annotate(stale, self.encoder) if stale else []
        for annotation in fresh:
            self.store.save_annotation(annotation)
        return {**known, **{a.article_id: a for a in fresh}}

    def _count(self, built: Built) -> None:
        self.tally.count("sentences checked", built.checked)
        self.tally.count("sentences failed", built.failed)
        self.tally.count("sentences abstained on", built.abstained)
        self.tally.violated(built.violations)

    def _keep(self, story: Story, page: StoryPage) -> None:
        newest = self.store.newest_revision(story.id)
        if story.slug == story.id:  # first published now: the title gives the address, for life
            story = replace(story, slug=slug_for(page.title, story.id))
            self.store.save_story(story)
        page = replace(page, slug=story.slug)
        digest = digest_of(page)
        if newest is not None and newest.digest == digest:
            self.tally.count("pages unchanged")
            return
        replaced = current_versions(self.store.articles(story.article_ids), self.store).replaced
        revision = _revision(newest, page, digest, self.now, replaced)
        self.store.save_revision(story.id, revision)
        self.tally.count("pages published")


def _revision(
    newest: Revision | None,
    page: StoryPage,
    digest: str,
    now: datetime,
    replaced: Mapping[ArticleId, ArticleId],
) -> Revision:
    changes = compare_pages(newest.page if newest else None, page, replaced=replaced)
    return Revision(newest.number + 1 if newest else 1, now, page, changes, digest)


def material_of(
    articles: Sequence[Article], annotations: Mapping[ArticleId, Annotation], store: Store
) -> Material:
    """Return what the stages of a page need to know of these articles."""
    outlets = {i: o for i, o in store.outlets().items() if i in {a.outlet_id for a in articles}}
    return Material(
        articles=tuple(articles),
        outlets=outlets,
        origins=find_origins(articles, outlets),
        statements=tuple(s for a in articles for s in annotations[a.id].statements),
        vectors=np.concatenate([vectors_of(annotations[a.id]) for a in articles]),
        not_news=frozenset(a.id for a in articles if not genre_of(a).supplies_facts),
        article_vectors=np.stack([article_vector(annotations[a.id]) for a in articles]),
    )


def revisions_of(store: StoreReader) -> Mapping[StoryId, Sequence[Revision]]:
    """Return the whole history of every published story, for the site."""
    ids = {s.id for s in store.stories()} | set(store.merged_ids())
    return {story_id: found for story_id in sorted(ids) if (found := _history(store, story_id))}


def published_history(store: StoreReader, id_or_slug: str) -> Sequence[Revision]:
    """Return a published story's revisions, merges followed, links laid over the newest."""
    story = store.story(id_or_slug)
    found = _history(store, story.id)
    if not found:
        raise NotFoundError(f"story {id_or_slug}", "is not published")
    return found


def _history(store: StoreReader, story_id: StoryId) -> Sequence[Revision]:
    found = [store.revision(story_id, note.number) for note in store.revisions(story_id)]
    return [*found[:-1], *(with_links(store, newest) for newest in found[-1:])]
