"""The ingest loop: articles land, are read once, and join a story.

Landing and assigning are two steps. What has landed is safe; assigning takes up whatever has no story
yet, oldest first, in batches that are stored whole, the assigner's state included. A run that is
killed loses nothing, and the next one goes on from there.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from itertools import islice

from winnow.encoder import Encoder
from winnow.errors import StoreError
from winnow.pipeline.annotate import annotate, article_vector
from winnow.pipeline.holds import Holds, reason_of
from winnow.pipeline.placing import Placer, known_story, tell, unused_story_id
from winnow.pipeline.recall import recalled_assigner
from winnow.pipeline.revisits import same_words
from winnow.pipeline.takedown import TAKEDOWN, without_text
from winnow.pipeline.tally import Progress, Tally, silent
from winnow.store import Store
from winnow.types import (
    NEWER_VERSION,
    Annotation,
    Article,
    ArticleId,
    Assignment,
    Outlet,
    OutletId,
    Problem,
)

#: Articles stored together, at least, and as a share of those the assigner remembers: many enough
#: that saving its state is cheap beside them, however much it remembers.
BATCH, _BATCH_SHARE = 250, 0.125


@dataclass(frozen=True, slots=True)
class Kept:
    """What became of an article that came in."""

    #: Of the stored version: an earlier one when the words are the same.
    article_id: ArticleId
    #: "kept", "known", "set aside: …", "failed: …".
    outcome: str


@dataclass
class Ingestor:
    """Puts articles into a store and their stories; made once a run."""

    store: Store
    encoder: Encoder
    tally: Tally
    now: datetime
    window: timedelta = timedelta(days=7)
    progress: Progress = silent
    #: Outlets that nobody listed but that are known: stored once one of their articles lands.
    catalogue: Mapping[OutletId, Outlet] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._introduced = set(self.store.outlets())
        self._taken_down = {j.subject for j in self.store.judgements() if j.kind == TAKEDOWN}
        self._take_up_judgements()
        self._moves: list[Assignment] = []
        self._landed = 0

    def land(self, incoming: Iterable[Article | Problem]) -> None:
        """new ones | store: those already known are only counted, problems only noted"""
        for batch in _batches(self._articles(incoming)):
            with self.store.transaction():
                for article in batch:
                    self.keep(article)

    def keep(self, article: Article) -> Kept:
        """Store one article, unless it is known or says in the same words what a version said."""
        self._introduce(article.outlet_id)
        if article.url in self._taken_down:
            article = without_text(article)
        known = self._known(article)
        if known is not None:
            self.tally.count("articles known")
            return Kept(known, "known")
        try:
            self.store.save_article(article)
        except StoreError as error:
            self.tally.problem(Problem(article.url, "ingest", str(error)))
            return Kept(article.id, f"failed: {error}")
        self._shown(article)
        self._landed += 1
        self.progress("articles landed", self._landed, None)
        self.tally.count("articles new")
        if article.set_aside is not None:
            self.tally.count("articles set aside")
            return Kept(article.id, f"set aside: {article.set_aside}")
        return Kept(article.id, "kept")

    def join(self, article: Article, earlier: ArticleId) -> None:
        """Put a version that came at another address into the story of the version before it."""
        story = self.store.story_of(earlier)
        if story is not None and article.set_aside is None:
            assignment = Assignment(article.id, story.id, 1.0, NEWER_VERSION)
            self._placer.put(assignment, article)

    def assign(self) -> None:
        """landed | annotate | assign to story | store"""
        self._remember()
        tell(self._assigner, self._holds.active.values())
        left = self.store.unassigned_article_ids()
        done = 0
        while batch := left[done : done + self._batch_size()]:
            with self.store.transaction():
                self._assign(self.store.articles(batch))
                self.store.save_assigner_state(self._assigner.dumps())
            done += len(batch)
            self.progress("articles read and assigned", done, len(left))

    def _batch_size(self) -> int:
        return max(BATCH, int(_BATCH_SHARE * self._assigner.remembered))

    def _remember(self) -> None:
        """Take up the model's state and people's judgements, which may be newer than this run."""
        self._assigner = recalled_assigner(
            self.store, self.encoder, self.window, self.now, self.tally
        )
        self._assigner.forget_judgements()
        self._take_up_judgements()

    def _take_up_judgements(self) -> None:
        self._holds = Holds(self.store.judgements())
        self._placer = Placer(self.store, self.tally, self._holds)

    def _articles(self, incoming: Iterable[Article | Problem]) -> Iterator[Article]:
        for one in incoming:
            if isinstance(one, Problem):
                self.tally.problem(one)
            else:
                self.tally.count("articles read")
                yield one

    def _introduce(self, outlet_id: OutletId) -> None:
        outlet = self.catalogue.get(outlet_id)
        if outlet is not None and outlet_id not in self._introduced:
            self._introduced.add(outlet_id)
            self.store.save_outlet(outlet)

    def _known(self, article: Article) -> ArticleId | None:
        if self.store.has_article(article.id):
            return article.id
        earlier = self.store.articles(self.store.article_ids_at(article.url))
        return next((e.id for e in reversed(earlier) if _is_same(e, article)), None)

    def _shown(self, article: Article) -> None:
        """Note that this is what the article's page shows now, if its page is one we ask again."""
        state = self.store.page_state(article.url)
        if state is not None and state.article_id != article.id:
            self.store.save_page_state(replace(state, article_id=article.id))

    # ------------------------------------------------------------------------- assignment

    def _assign(self, articles: Sequence[Article]) -> None:
        ordered = sorted(articles, key=lambda a: (a.when, a.id))
        for annotation, article in zip(annotate(ordered, self.encoder), ordered, strict=True):
            self.store.save_annotation(annotation)
            self._place(article, annotation)
            self._placer.move([*self._moves, *self._assigner.moves()])
            self._moves.clear()
            for given_up, kept in self._assigner.merges():
                self._placer.merge(given_up, kept)

    def _place(self, article: Article, annotation: Annotation) -> None:
        assignment = self._of_earlier_version(article) or self._assigner.assign(
            article, article_vector(annotation), min(article.when, self.now)
        )
        if self._holds.binds(article.id):
            tell(self._assigner, self._holds.about(article.id))
            assignment = self._held(assignment)
        self._placer.put(assignment, article)

    def _held(self, assignment: Assignment) -> Assignment:
        """Return where people's judgements put a new article, which may be where the model does."""
        article_id = assignment.article_id
        for other in sorted(self._holds.together(article_id) - {article_id}):
            story = self.store.story_of(other)
            if story is not None:
                hold = self._holds.about(article_id)[0]
                return Assignment(article_id, story.id, 0.0, reason_of(hold.judgement))
        story = known_story(self.store, assignment.story_id)
        kept_apart = story and self._holds.between([article_id], story.article_ids)
        if not kept_apart:
            return assignment
        moves = self._assigner.moves()
        self._moves += [each for each in moves if each.article_id != article_id]
        own = next((each.story_id for each in moves if each.article_id == article_id), None)
        story_id = own or unused_story_id(self.store, article_id, kept_apart.id)
        return Assignment(article_id, story_id, 0.0, reason_of(kept_apart.judgement), True)

    def _of_earlier_version(self, article: Article) -> Assignment | None:
        """A publisher's edit stays in the story of the version before it."""
        for earlier in self.store.article_ids_at(article.url):
            story = self.store.story_of(earlier) if earlier != article.id else None
            if story is not None:
                return Assignment(article.id, story.id, 1.0, NEWER_VERSION)
        return None


def _is_same(earlier: Article, article: Article) -> bool:
    return earlier.set_aside == article.set_aside and same_words(earlier, article)


def _batches(articles: Iterator[Article]) -> Iterator[list[Article]]:
    while batch := list(islice(articles, BATCH)):
        yield batch
