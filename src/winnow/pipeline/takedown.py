"""A publication is taken down: its text goes from the store and from every page, for good."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from winnow.errors import InputError, NotFoundError
from winnow.page.takedown import mentions, without_in_history
from winnow.pipeline.publish import Publisher
from winnow.store import Store, StoreReader, judgement_id
from winnow.types import Annotation, Article, ArticleId, Judgement, StoryId

TAKEDOWN = "takedown"
#: Why an article of an address that was taken down takes part in nothing.
SET_ASIDE = "taken down"


@dataclass(frozen=True, slots=True)
class TakenDown:
    """What was done."""

    #: Of the record that is kept.
    id: str
    urls: tuple[str, ...]
    #: The versions whose text was removed.
    article_ids: tuple[ArticleId, ...]
    #: Slug of each story that showed something of it → what became of its page.
    stories: tuple[tuple[str, str], ...]
    #: Earlier revisions from which something was removed.
    revisions: int


def take_down(publisher: Publisher, name: str, *, reason: str, by: str, now: datetime) -> TakenDown:
    """Remove a publication, named by an article's id or its address; all of it, or nothing.

    record | empty the text | leave the story | publish anew or withdraw | empty the history

    An address that is not in the store is refused from now on; to say it again does it again.
    """
    store = publisher.store
    urls = _urls(store, name)
    judgements = [Judgement(TAKEDOWN, url, reason, by, now) for url in urls]
    with store.transaction():
        for judgement in judgements:
            store.save_judgement(judgement)
        versions = [i for url in urls for i in store.article_ids_at(url)]
        stories = _stories_showing(store, versions)
        for article_id in versions:
            _empty(store, article_id)
        for story_id in stories:
            _leave(store, story_id, versions)
        before = {s: _newest_number(store, s) for s in stories}
        publisher.publish()
        cleaned = sum(_clean_history(store, s, versions) for s in stories)
    outcomes = tuple((store.story(s).slug, _outcome(store, s, before[s])) for s in stories)
    return TakenDown(judgement_id(judgements[0]), urls, tuple(versions), outcomes, cleaned)


def taken_down(store: StoreReader) -> tuple[Judgement, ...]:
    """Return the records of what was taken down, oldest first; the subject is the address."""
    return tuple(j for j in store.judgements() if j.kind == TAKEDOWN)


def without_text(article: Article) -> Article:
    """Return what may be kept of an article that was taken down: where it was, not what it said."""
    return replace(
        article,
        title=article.url,
        text="",
        standfirst=None,
        authors=(),
        section=None,
        image=None,
        corrections=(),
        set_aside=SET_ASIDE,
    )


def _urls(store: StoreReader, name: str) -> tuple[str, ...]:
    """Return the addresses that a publication had: the one named, and where it moved."""
    if name.startswith(("http://", "https://")):
        url = name
    elif store.has_article(name):
        url = store.article(name).url
    else:
        raise NotFoundError(
            f"article {name}", "is not in the store; give the id of an article, or an address"
        )
    if not url:
        raise InputError(f"article {name}", "has no address; it cannot be told from others")
    found = [url]
    while (state := store.page_state(found[-1])) and state.moved_to and state.moved_to not in found:
        found.append(state.moved_to)
    return tuple(found)


def _stories_showing(store: StoreReader, versions: Sequence[ArticleId]) -> list[StoryId]:
    """Return the stories that hold the versions, or have shown something of them in any revision."""
    holding = {s.id for i in versions if (s := store.story_of(i))}
    return sorted(holding | set(store.stories_telling(versions)))


def _empty(store: Store, article_id: ArticleId) -> None:
    store.save_article(without_text(store.article(article_id)))
    if store.annotation(article_id) is not None:
        store.save_annotation(Annotation(article_id, (), b"", ""))
    state = store.page_state(store.article(article_id).url)
    if state is not None:
        store.save_page_state(replace(state, next_check=None))


def _leave(store: Store, story_id: StoryId, versions: Sequence[ArticleId]) -> None:
    story = store.story(story_id)
    if story.id != story_id:  # merged away: its history alone is left
        return
    kept = tuple(i for i in story.article_ids if i not in versions)
    if kept != story.article_ids:
        store.save_story(replace(story, article_ids=kept))
    store.mark_touched(story.id)


def _clean_history(store: Store, story_id: StoryId, versions: Sequence[ArticleId]) -> int:
    """Remove what the versions say from every revision; return from how many."""
    history = [store.revision(story_id, note.number) for note in store.revisions(story_id)]
    cleaned = without_in_history(history, versions)
    changed = [new for old, new in zip(history, cleaned, strict=True) if new != old]
    for revision in changed:
        store.replace_revision(story_id, revision)
    assert not any(mentions(r.page, versions) for r in cleaned)
    return len(changed)


def _newest_number(store: StoreReader, story_id: StoryId) -> int:
    newest = store.newest_revision(story_id)
    return newest.number if newest else 0


def _outcome(store: StoreReader, story_id: StoryId, before: int) -> str:
    newest = store.newest_revision(story_id)
    if newest is None:
        return "was not published"
    if newest.page.withdrawn:
        return "withdrawn"
    return "published anew" if newest.number > before else "history cleaned"
