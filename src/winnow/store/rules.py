"""Decisions that every store makes alike: values in, values out, or an error."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime

from winnow.errors import NotFoundError, StoreError
from winnow.types import Article, Judgement, Revision, Story, StoryId, content_id


def keep_first_seen(article: Article, first_seen: datetime | None) -> Article:
    """Return ``article`` with the earlier of its ``seen`` and the one already stored."""
    if first_seen is None or first_seen >= article.seen:
        return article
    return replace(article, seen=first_seen)


def utc(subject: str, when: datetime) -> datetime:
    """Return ``when`` in UTC; a time without a zone is refused."""
    if when.tzinfo is None:
        raise StoreError(subject, f"time {when.isoformat()} has no zone; give an aware one")
    return when.astimezone(UTC)


def living(story: Story, read: Callable[[StoryId], Story]) -> Story:
    """Return the story that ``story`` lives on in, after any number of merges."""
    visited = {story.id}
    while story.merged_into is not None:
        if story.merged_into in visited:
            raise StoreError(f"story {story.id}", "was merged in a circle; the store is damaged")
        visited.add(story.merged_into)
        story = read(story.merged_into)
    return story


def merged(source: Story, target: Story) -> tuple[Story, Story]:
    """Return both stories after ``source`` was merged into ``target``, which must be living."""
    if source.id == target.id:
        raise StoreError(f"story {source.id}", "cannot be merged into itself")
    union = replace(
        target,
        article_ids=tuple(dict.fromkeys(target.article_ids + source.article_ids)),
        first_seen=min(target.first_seen, source.first_seen),
        last_seen=max(target.last_seen, source.last_seen),
    )
    return replace(source, merged_into=target.id), union


def refuse_rewriting(story_id: StoryId, old_digest: str | None, new: Revision) -> None:
    """Raise when a published revision would be replaced by a different one."""
    if old_digest not in (None, new.digest):
        raise StoreError(
            f"story {story_id}",
            f"revision {new.number} is already published with other content; "
            "published history is never rewritten: give the next number",
        )


def not_found(kind: str, identity: str) -> NotFoundError:
    """Return the error for a ``kind`` that is not in the store."""
    return NotFoundError(f"{kind} {identity}", "is not in the store")


def dangling(kind: str, identity: str) -> StoreError:
    """Return the error for a write that refers to a ``kind`` not in the store."""
    return StoreError(f"{kind} {identity}", "is referred to but not in the store; save it first")


def judgement_id(judgement: Judgement) -> str:
    """Return the id of a judgement: the same decision, saved twice, is one."""
    at = utc(f"judgement on {judgement.subject}", judgement.at).isoformat()
    return content_id(judgement.kind, judgement.subject, judgement.value, judgement.by, at)
