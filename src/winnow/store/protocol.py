"""What a store can be asked and told, in the words of the domain.

Reads return values, never rows; an order is always defined.  Writes take effect when the
outermost ``with store.transaction():`` ends well, all together or not at all; a write outside one
is a transaction of its own.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from winnow.types import (
    Annotation,
    Article,
    ArticleId,
    Assignment,
    Entry,
    EntryKind,
    ErrorReport,
    FeedState,
    Hit,
    Judgement,
    Outlet,
    OutletId,
    Revision,
    RunReport,
    SentStory,
    Story,
    StoryCard,
    StoryId,
    StoryLink,
    StoryProfile,
    Subscriber,
)


@dataclass(frozen=True, slots=True)
class RevisionNote:
    """A revision without its page: enough for a history."""

    number: int
    published: datetime
    digest: str


@dataclass(frozen=True, slots=True)
class HistoryNote:
    """A published story without its pages: enough to know whether they are what they were."""

    #: Oldest first, never empty.
    revisions: tuple[RevisionNote, ...]
    #: The count of changes to the site at which its pages, or links, last became others; 0: never.
    changed: int


@dataclass(frozen=True, slots=True)
class ItemNote:
    """What is remembered of one item of a feed."""

    #: Where the item pointed when it was last asked for.
    url: str
    #: What the feed said of it then (title, time of change); "": it is to be asked for again.
    mark: str = ""
    #: What came of it: "kept", "known", "set aside: too short", "failed: …".
    outcome: str = ""
    #: ``Article.url`` of the article it gave; "": none so far.
    article_url: str = ""


@dataclass(frozen=True, slots=True)
class RunRecord:
    """A run that ended, with its report."""

    report: RunReport
    started: datetime
    finished: datetime


class StoreReader(Protocol):
    """The questions. ``NotFoundError``: there is no such thing; ``StoreError``: cannot be read."""

    # articles

    def article(self, article_id: ArticleId) -> Article:
        """Return the article, or raise ``NotFoundError``."""
        ...

    def articles(self, article_ids: Sequence[ArticleId]) -> tuple[Article, ...]:
        """Return the articles in the order asked for; one that is missing: ``NotFoundError``."""
        ...

    def article_ids(self) -> tuple[ArticleId, ...]:
        """Return all ids, sorted."""
        ...

    def article_ids_at(self, url: str) -> tuple[ArticleId, ...]:
        """Return all versions seen at an address, first seen first."""
        ...

    def unassigned_article_ids(self) -> tuple[ArticleId, ...]:
        """Return the articles neither set aside nor in a story, oldest first (published or seen)."""
        ...

    def has_article(self, article_id: ArticleId) -> bool:
        """Return whether this version is stored."""
        ...

    def count_articles(self) -> int:
        """Return the number of articles, set aside or not."""
        ...

    def set_aside_counts(self) -> Mapping[str, int]:
        """Return reason → number of articles set aside for it, reasons sorted."""
        ...

    def annotation(self, article_id: ArticleId) -> Annotation | None:
        """Return the article's annotation of whatever version, if it has one."""
        ...

    def annotations(self, article_ids: Sequence[ArticleId]) -> Mapping[ArticleId, Annotation]:
        """Return those that exist, in the order asked for."""
        ...

    # outlets and feeds

    def outlet(self, outlet_id: OutletId) -> Outlet:
        """Return the outlet, or raise ``NotFoundError``."""
        ...

    def outlets(self) -> Mapping[OutletId, Outlet]:
        """Return all outlets by id, ids sorted."""
        ...

    def feed_state(self, url: str) -> FeedState | None:
        """Return what is remembered of an address; ``None``: never visited."""
        ...

    def feed_states(self) -> tuple[FeedState, ...]:
        """Return what is remembered of every address, sorted by address."""
        ...

    def item_notes(self, feed_url: str, guids: Sequence[str]) -> Mapping[str, ItemNote]:
        """Return what is remembered of these items of a feed, by guid; new ones are not in it."""
        ...

    def item_outcomes(self) -> Mapping[str, Mapping[str, int]]:
        """Return feed → what came of its items → number of items, sorted."""
        ...

    def page_state(self, url: str) -> FeedState | None:
        """Return what is remembered of an article's page, by ``Article.url``."""
        ...

    def due_pages(self, now: datetime, limit: int) -> tuple[FeedState, ...]:
        """Return the pages to be asked again by ``now``, longest due first, ties by address."""
        ...

    # stories

    def story(self, id_or_slug: str) -> Story:
        """Return the story, following merges; an id is tried before a slug."""
        ...

    def story_at(self, slug: str) -> Story | None:
        """Return the very story that has this slug, merged away or not; ``None``: none has it."""
        ...

    def stories(
        self, *, updated_since: datetime | None = None, limit: int | None = None
    ) -> tuple[Story, ...]:
        """Return stories not merged away, newest ``last_seen`` first, ties by id."""
        ...

    def merged_slugs(self) -> Mapping[str, str]:
        """Return slug of a story merged away → slug of the story it lives on in, sorted."""
        ...

    def merged_ids(self) -> tuple[StoryId, ...]:
        """Return the ids of stories merged away, sorted."""
        ...

    def story_of(self, article_id: ArticleId) -> Story | None:
        """Return the story that an article is assigned to, following merges."""
        ...

    def assignment(self, article_id: ArticleId) -> Assignment | None:
        """Return where an article was assigned, and why."""
        ...

    def assignments(self, story_id: StoryId) -> tuple[Assignment, ...]:
        """Return a story's assignments, sorted by article id."""
        ...

    def touched_stories(self) -> tuple[StoryId, ...]:
        """Return the stories whose pages are out of date, ids sorted."""
        ...

    def assigner_state(self) -> bytes | None:
        """Return what the story assigner last asked to remember."""
        ...

    # storylines

    def story_profile(self, story_id: StoryId) -> StoryProfile | None:
        """Return what is remembered of a published story for later ones."""
        ...

    def term_counts(self, keys: Sequence[str], *, most: int) -> Mapping[str, int]:
        """Return term → number of profiles that hold it, counted no further than ``most``."""
        ...

    def profiles_sharing(
        self, keys: Sequence[str], *, per_term: int, limit: int
    ) -> tuple[StoryProfile, ...]:
        """Return profiles that hold one of the terms, those that hold most of them first.

        Of each term only the ``per_term`` newest are looked at, so that the cost does not grow
        with the archive; ties go to the newest, then by id.
        """
        ...

    def story_links(self, story_id: StoryId) -> tuple[StoryLink, ...]:
        """Return a story's links as seen from it, whichever end they were found from.

        Sorted by kind, then best first, ties by id; stories merged away are followed.
        """
        ...

    # pages

    def revision(self, story_id: StoryId, number: int | None = None) -> Revision:
        """Return a revision of this very story, by default the newest, or ``NotFoundError``."""
        ...

    def newest_revision(self, story_id: StoryId) -> Revision | None:
        """Return the newest revision of this very story, if it was ever published."""
        ...

    def revisions(self, story_id: StoryId) -> tuple[RevisionNote, ...]:
        """Return a story's history, oldest first."""
        ...

    def histories(self) -> Mapping[StoryId, HistoryNote]:
        """Return every story that was ever published, merged away or not, ids sorted."""
        ...

    def latest_revisions(self, limit: int | None = None) -> tuple[Revision, ...]:
        """Return each living story's newest revision, newest first, ties by story id."""
        ...

    def stories_telling(self, article_ids: Sequence[ArticleId]) -> tuple[StoryId, ...]:
        """Return the stories any revision of which names one of these articles, ids sorted.

        It looks through the whole history: for what must be taken down.
        """
        ...

    # lists and search: derived from the newest revisions, kept up as they are saved

    def site_version(self) -> int:
        """Return a number that grows whenever anything that the site shows changes."""
        ...

    def changed_stories(self, version: int) -> tuple[StoryId, ...]:
        """Return the stories whose pages changed after the site was at ``version``, ids sorted."""
        ...

    def cards(
        self,
        *,
        outlet_id: OutletId | None = None,
        topic: str | None = None,
        since: datetime | None = None,
        after: tuple[datetime, StoryId] | None = None,
        limit: int | None = None,
    ) -> tuple[StoryCard, ...]:
        """Return published stories, newest revision first, ties by id.

        ``outlet_id``: with an article of this outlet; ``topic``: of the topic with this code;
        ``since``: published then or later; ``after``: those that come after this card in the order.
        """
        ...

    def card(self, story_id: StoryId) -> StoryCard | None:
        """Return a story as lists show it; ``None``: it is not published."""
        ...

    def entries(
        self,
        kind: EntryKind,
        *,
        ref: str | None = None,
        outlet_id: OutletId | None = None,
        since: datetime | None = None,
        after: tuple[datetime, StoryId, str] | None = None,
        limit: int | None = None,
    ) -> tuple[Entry, ...]:
        """Return entries of one kind, newest first, ties by story and ``ref``."""
        ...

    def search(
        self, query: str, *, kinds: Sequence[EntryKind] = (), limit: int = 20, offset: int = 0
    ) -> tuple[Hit, ...]:
        """Return the entries that hold all words and "phrases" of what a reader typed, best first.

        Words match whatever their endings, in titles and texts; anything but letters and digits
        only parts words.  ``kinds``: of these alone; empty: of all.
        """
        ...

    def error_reports(self, *, closed: bool = False) -> tuple[ErrorReport, ...]:
        """Return readers' reports, oldest first: the open ones, or with ``closed`` all."""
        ...

    def subscribers(self) -> tuple[Subscriber, ...]:
        """Return who gets the digest, by address."""
        ...

    def subscriber(self, *, address: str = "", token: str = "") -> Subscriber | None:
        """Return the subscriber of an address (in any case) or of a token; ``None``: there is none."""
        ...

    def sent_stories(self, address: str) -> Mapping[StoryId, SentStory]:
        """Return what a subscriber has had: story → as it was then."""
        ...

    # people, runs

    def judgements(self, subject: str | None = None) -> tuple[Judgement, ...]:
        """Return people's decisions, oldest first: all, or those about one subject."""
        ...

    def runs(self, limit: int | None = None) -> tuple[RunRecord, ...]:
        """Return the runs that ended, newest first."""
        ...


class StoreWriter(Protocol):
    """The changes. Saving a value twice is the same as saving it once."""

    def transaction(self) -> AbstractContextManager[None]:
        """Return a context whose writes land together; one inside another joins it."""
        ...

    def save_article(self, article: Article) -> None:
        """Keep an article; the earliest ``seen`` of a version stays."""
        ...

    def save_outlet(self, outlet: Outlet) -> None:
        """Keep or replace an outlet."""
        ...

    def save_feed_state(self, state: FeedState) -> None:
        """Keep or replace what is remembered of an address."""
        ...

    def save_item_note(self, feed_url: str, guid: str, note: ItemNote) -> None:
        """Keep or replace what is remembered of an item."""
        ...

    def save_page_state(self, state: FeedState) -> None:
        """Keep or replace what is remembered of an article's page."""
        ...

    def save_story(self, story: Story) -> None:
        """Keep or replace a story; a slug in use by another story is a ``StoreError``."""
        ...

    def save_assignment(self, assignment: Assignment) -> None:
        """Keep an assignment; an article is in one story, the last one said."""
        ...

    def mark_touched(self, story_id: StoryId) -> None:
        """Note that a story's page is out of date."""
        ...

    def clear_touched(self, story_id: StoryId) -> None:
        """Note that a story's page is up to date."""
        ...

    def save_annotation(self, annotation: Annotation) -> None:
        """Keep or replace an article's annotation."""
        ...

    def save_assigner_state(self, state: bytes) -> None:
        """Keep what the story assigner asks to remember, instead of what was there."""
        ...

    def save_story_profile(self, profile: StoryProfile) -> None:
        """Keep or replace what is remembered of a story."""
        ...

    def save_story_links(self, story_id: StoryId, links: Sequence[StoryLink]) -> None:
        """Keep these links of a story, seen from both ends, instead of all it had."""
        ...

    def save_revision(self, story_id: StoryId, revision: Revision) -> None:
        """Keep a published revision; one that is there already cannot be rewritten."""
        ...

    def merge_story(self, from_id: StoryId, to_id: StoryId) -> None:
        """Move a story's articles and links to another, to which it redirects from now on.

        Its profile goes; the other story's is renewed when that story is published again.
        """
        ...

    def replace_revision(self, story_id: StoryId, revision: Revision) -> None:
        """Put a revision in the place of the one of its number: for what must be taken down."""
        ...

    def reindex(self) -> int:
        """Make cards and entries anew from the newest revisions; return how many stories have some."""
        ...

    def save_error_report(self, report: ErrorReport) -> None:
        """Keep or replace a reader's report."""
        ...

    def save_subscriber(self, subscriber: Subscriber) -> None:
        """Keep or replace a subscriber of the digest."""
        ...

    def save_sent_stories(self, address: str, sent: Iterable[SentStory]) -> None:
        """Note what a subscriber has had, beside what was noted before."""
        ...

    def remove_subscriber(self, address: str) -> None:
        """Forget a subscriber and what they have had; one who is not there needs no forgetting."""
        ...

    def save_judgement(self, judgement: Judgement) -> None:
        """Keep a person's decision."""
        ...

    def save_run(self, report: RunReport, started: datetime, finished: datetime) -> None:
        """Keep the report of a run that ended."""
        ...


class Store(StoreReader, StoreWriter, Protocol):
    """Everything Winnow remembers."""

    def close(self) -> None:
        """Let go of files and connections; the store is not used afterwards."""
        ...
