"""Decisions that every store makes alike: values in, values out, or an error."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime

from winnow.errors import NotFoundError, StoreError
from winnow.types import (
    Article,
    Judgement,
    LinkKind,
    Revision,
    Story,
    StoryId,
    StoryLink,
    content_id,
)

#: How a link reads from its other end.
_INVERSE = {
    LinkKind.CONTINUES_FROM: LinkKind.CONTINUED_IN,
    LinkKind.CONTINUED_IN: LinkKind.CONTINUES_FROM,
    LinkKind.RELATED: LinkKind.RELATED,
}


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


def both_ends(story_id: StoryId, link: StoryLink) -> Iterator[tuple[StoryId, StoryLink]]:
    """Yield a story's link as seen from it and as seen from the other story."""
    yield story_id, link
    yield link.other_id, replace(link, other_id=story_id, kind=_INVERSE[link.kind])


def inherited(
    gone: Sequence[StoryLink], kept_id: StoryId, kept: Sequence[StoryLink]
) -> tuple[StoryLink, ...]:
    """Return the links of the story ``kept_id`` after one with the links ``gone`` merged into it."""
    known = {link.other_id for link in kept} | {kept_id}
    return (*kept, *(link for link in gone if link.other_id not in known))


def in_order(links: Iterable[StoryLink]) -> tuple[StoryLink, ...]:
    """Return links by kind, best first, ties by id."""
    kinds = list(LinkKind)
    return tuple(sorted(links, key=lambda k: (kinds.index(k.kind), -k.score, k.other_id)))


def ranked(holders: Iterable[tuple[StoryId, datetime]], limit: int) -> list[StoryId]:
    """Return the stories named most often, of equals the newest, then by id."""
    times: dict[StoryId, datetime] = {}
    counts: Counter[StoryId] = Counter()
    for story_id, last_seen in holders:
        times[story_id] = last_seen
        counts[story_id] += 1
    order = sorted(counts, key=lambda s: (-counts[s], -times[s].timestamp(), s))
    return order[:limit]


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
