"""Landing: what came of a feed's items is written together with what is remembered of them.

Articles, notes on their items, states of their pages and, with the last of them, the state of the
feed stand in one transaction a batch.  A run killed in between leaves whole batches: the next one
asks the feed again and takes up the items that have no note.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from winnow.pipeline.ingest import Ingestor, Kept
from winnow.pipeline.revisits import mark_of, next_revisit, same_article
from winnow.pipeline.tally import Tally
from winnow.pipeline.visits import Visited
from winnow.retrieve import Failed, Fetched, FetchResult, remember
from winnow.retrieve.results import FailureKind
from winnow.store import ItemNote, Store
from winnow.types import Article, FeedItem, FeedState, Problem

#: Items of one feed that are written together.
_BATCH = 100
#: Visits in a row that a page may fail before it is given up.
_MOST_FAILURES = 5
#: A page that failed like this may answer next time; its item is then asked for again.
_PASSING = frozenset(
    {FailureKind.DNS, FailureKind.CONNECTION, FailureKind.TIMEOUT, FailureKind.BROKEN}
)


@dataclass(frozen=True, slots=True)
class LandingItem:
    """An item whose page was visited."""

    item: FeedItem
    #: What was remembered of it before.
    note: ItemNote | None
    visited: Visited

    @property
    def again(self) -> bool:
        """Whether it is worth asking again on the next visit."""
        result = self.visited.result
        if not isinstance(result, Failed):
            return False
        passing = result.status is not None and (result.status >= 500 or result.status == 429)
        return passing or result.kind in _PASSING


@dataclass(frozen=True)
class Landing:
    """Writes what a visit brought."""

    store: Store
    ingestor: Ingestor
    tally: Tally
    now: datetime
    interval: timedelta
    #: Pages counted as fetched: two items may lead to one.
    _counted: set[str] = field(default_factory=set)

    def land_feed(
        self,
        feed: str,
        before: FeedState | None,
        result: FetchResult,
        items: Sequence[LandingItem],
        *,
        ttl_minutes: int | None,
        fault: str | None,
        more: bool = False,
    ) -> None:
        """Write a feed's items, batch by batch, and with the last batch what to remember of it.

        ``fault``: what was wrong with a feed that could be read all the same.  ``more``: some of
        its items are left for the next visit.
        """
        state = remember(before, result, self.now, interval=self.interval, ttl_minutes=ttl_minutes)
        if more or any(each.again for each in items):  # the feed must be read again, changed or not
            state = replace(state, etag=None, last_modified=None)
        state = replace(state, last_error=state.last_error or fault)
        batches = [items[i : i + _BATCH] for i in range(0, len(items), _BATCH)] or [[]]
        for number, batch in enumerate(batches, 1):
            with self.store.transaction():
                for each in batch:
                    self._land_item(feed, each)
                if number == len(batches):
                    self.store.save_feed_state(state)

    def land_page(self, state: FeedState, visited: Visited) -> None:
        """Write what asking an article's page again brought."""
        self._count_once(visited)
        with self.store.transaction():
            if isinstance(visited.result, Failed) or visited.unreadable:
                self._page_failed(state, visited)
            elif visited.article is None:
                self._remember_page(state, visited, state.article_id, state.asked_as)
            else:
                self._land_version(state, visited, visited.article)

    # -------------------------------------------------------------------------------- items

    def _land_item(self, feed: str, each: LandingItem) -> None:
        note, visited = each.note, each.visited
        self._count_once(visited)
        article_url, outcome = note.article_url if note else "", "known"
        if visited.article is not None:
            kept = self._land_article(each, visited.article)
            outcome = kept.outcome
            if not outcome.startswith("failed"):
                article_url = visited.article.url
        elif visited.why_nothing:
            outcome = f"failed: {visited.why_nothing}"
        else:
            article_url = self._unchanged(article_url or each.item.url, visited)
        if note is not None and note.outcome == "kept":
            outcome = "kept"
        mark = "" if each.again else mark_of(each.item)
        self.store.save_item_note(
            feed, each.item.guid, ItemNote(each.item.url, mark, outcome, article_url)
        )

    def _land_article(self, each: LandingItem, article: Article) -> Kept:
        earlier = self._earlier_page(each.note, article)
        before = self.store.page_state(article.url)
        kept = self._keep(article)
        if not kept.outcome.startswith("failed"):
            if earlier is not None:
                self._move(earlier, article)
            self._shown(before, each.visited, article, kept, each.item.url)
        return kept

    def _earlier_page(self, note: ItemNote | None, article: Article) -> FeedState | None:
        """Return the page this item led to before, if another address has the same article now."""
        if note is None or note.article_url in ("", article.url):
            return None
        before = self.store.page_state(note.article_url)
        if before is None or before.article_id is None:
            return None
        return before if same_article(self.store.article(before.article_id), article) else None

    def _unchanged(self, article_url: str, visited: Visited) -> str:
        before = self.store.page_state(article_url)
        if before is None:
            return ""
        self._remember_page(before, visited, before.article_id, before.asked_as)
        return article_url

    # ------------------------------------------------------------------------------ versions

    def _land_version(self, state: FeedState, visited: Visited, article: Article) -> None:
        if article.url != state.url:
            assert state.article_id is not None
            if not same_article(self.store.article(state.article_id), article):
                # The address leads to something else now: a front page, another article.
                self.store.save_page_state(replace(state, next_check=None))
                return
        here = self.store.page_state(article.url)
        kept = self._keep(article)
        if kept.outcome.startswith("failed"):
            return
        if article.url != state.url:
            self._move(state, article)
        self._shown(here, visited, article, kept, state.asked_as or state.url)

    def _keep(self, article: Article) -> Kept:
        self.tally.count("articles read")
        return self.ingestor.keep(article)

    def _move(self, earlier: FeedState, article: Article) -> None:
        """Note that an article lives at another address now, and which story it is in."""
        assert earlier.article_id is not None
        self.ingestor.join(article, earlier.article_id)
        self.store.save_page_state(replace(earlier, moved_to=article.url, next_check=None))
        self.tally.count("articles changed")

    def _shown(
        self,
        before: FeedState | None,
        visited: Visited,
        article: Article,
        kept: Kept,
        asked_as: str,
    ) -> None:
        """Remember which version a page shows; a story that had another is looked at again."""
        before = before or FeedState(article.url)
        asked = asked_as if asked_as != article.url else None
        if before.last_success is not None and before.article_id != kept.article_id:
            self.tally.count("articles changed")
        self._remember_page(before, visited, kept.article_id, asked)
        for version in {before.article_id, kept.article_id} - {None}:
            story = self.store.story_of(version) if version else None
            if story is not None and before.article_id != kept.article_id:
                self.store.mark_touched(story.id)

    def _remember_page(
        self, before: FeedState, visited: Visited, article_id: str | None, asked_as: str | None
    ) -> None:
        is_new = before.article_id != article_id
        unchanged = 0 if is_new else before.unchanged + 1
        usable = article_id is not None and self.store.article(article_id).set_aside is None
        state = replace(
            remember(before, visited.result, self.now),
            moved_to=None,
            article_id=article_id,
            asked_as=asked_as,
            unchanged=unchanged,
        )
        due = next_revisit(state, self.now) if usable else None
        self.store.save_page_state(replace(state, next_check=due))

    def _page_failed(self, state: FeedState, visited: Visited) -> None:
        result = visited.result
        why = visited.why_nothing or ""
        self.tally.problem(Problem(state.url, "revisit", why))
        failures = state.failures + 1
        gone = isinstance(result, Failed) and result.status in (404, 410)
        over = gone or failures >= _MOST_FAILURES
        due = None if over else next_revisit(state, self.now, failures=failures)
        self.store.save_page_state(
            replace(state, failures=failures, last_error=why, next_check=due)
        )

    def _count_once(self, visited: Visited) -> None:
        if isinstance(visited.result, Fetched) and visited.result.url not in self._counted:
            self._counted.add(visited.result.url)
            self.tally.count("pages fetched")
