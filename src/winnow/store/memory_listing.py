"""Lists and search in the memory store: made anew from the newest revisions at every question."""

from __future__ import annotations

import re
import unicodedata
from abc import abstractmethod
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime

from winnow.store import rules
from winnow.store.dialect import MARK, UNMARK
from winnow.store.listing import card_of, entries_of
from winnow.store.marks import marked
from winnow.store.memory_links import MemoryLinks
from winnow.store.query import parse_query
from winnow.types import (
    Entry,
    EntryKind,
    ErrorReport,
    Hit,
    OutletId,
    Revision,
    StoryCard,
    StoryId,
)

_WORD = re.compile(r"[^\W_]+")
#: Endings that do not part a word from another: a short cut of what databases do.
_ENDING = re.compile(r"(?:ing|ed|es|s)$")


class MemoryListing(MemoryLinks):
    """The part of ``MemoryStore`` that knows what is published, and finds it."""

    def __init__(self) -> None:
        super().__init__()
        self._reports: dict[str, ErrorReport] = {}

    @abstractmethod
    def _newest_of_living(self) -> Mapping[StoryId, Revision]: ...

    def site_version(self) -> int:
        """Return a number that grows whenever anything that the site shows changes."""
        return self._site_version[""]

    def changed_stories(self, version: int) -> tuple[StoryId, ...]:
        """Return the stories whose pages changed after the site was at ``version``, ids sorted."""
        return tuple(sorted(s for s, at in self._page_changes.items() if at > version))

    def cards(
        self,
        *,
        outlet_id: OutletId | None = None,
        topic: str | None = None,
        since: datetime | None = None,
        after: tuple[datetime, StoryId] | None = None,
        limit: int | None = None,
    ) -> tuple[StoryCard, ...]:
        """Return published stories, newest revision first, ties by id."""
        cards = [c for s, r in self._newest_of_living().items() if (c := card_of(s, r))]
        found = [
            card
            for card in sorted(cards, key=_card_order)
            if outlet_id in (None, *card.outlet_ids)
            and topic in (None, *card.topics)
            and (since is None or card.published >= since)
            and (after is None or _card_order(card) > (-after[0].timestamp(), after[1]))
        ]
        return tuple(found[:limit])

    def card(self, story_id: StoryId) -> StoryCard | None:
        """Return a story as lists show it; ``None``: it is not published."""
        found = self._newest_of_living().get(story_id)
        return card_of(story_id, found) if found else None

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
        found = [
            entry
            for entry in sorted(self._entries([kind]), key=_entry_order)
            if ref in (None, entry.ref)
            and outlet_id in (None, entry.outlet_id)
            and (since is None or entry.at >= since)
            and (after is None or _entry_order(entry) > (-after[0].timestamp(), *after[1:]))
        ]
        return tuple(found[:limit])

    def search(
        self, query: str, *, kinds: Sequence[EntryKind] = (), limit: int = 20, offset: int = 0
    ) -> tuple[Hit, ...]:
        """Return the entries that hold all words and "phrases" of what a reader typed, best first."""
        phrases = [tuple(map(_stem, phrase)) for phrase in parse_query(query).phrases]
        hits = []
        for entry in sorted(self._entries(kinds or tuple(EntryKind)), key=_entry_order):
            title, text = _marks(entry.title, phrases), _marks(entry.text, phrases)
            if phrases and all(p in title[1] or p in text[1] for p in phrases):
                score = 3 * title[0].count(MARK) + text[0].count(MARK)
                hits.append((-score, Hit(entry, marked(title[0]), marked(text[0]))))
        hits.sort(key=lambda each: each[0])
        return tuple(hit for _, hit in hits[offset : offset + limit])

    def error_reports(self, *, closed: bool = False) -> tuple[ErrorReport, ...]:
        """Return readers' reports, oldest first: the open ones, or with ``closed`` all."""
        found = [r for r in self._reports.values() if closed or r.closed is None]
        return tuple(sorted(found, key=lambda r: (r.at, r.id)))

    def save_error_report(self, report: ErrorReport) -> None:
        """Keep or replace a reader's report."""
        rules.utc(f"report {report.id}", report.at)
        self._need(self._stories, "story", report.story_id)
        self._put(self._reports, report.id, report)

    def reindex(self) -> int:
        """Make cards and entries anew from the newest revisions; return how many stories have some."""
        self._changed(())
        return len(self.cards())

    def _entries(self, kinds: Sequence[EntryKind]) -> Iterator[Entry]:
        for story_id, revision in self._newest_of_living().items():
            yield from (e for e in entries_of(story_id, revision) if e.kind in kinds)


def _card_order(card: StoryCard) -> tuple[float, str]:
    return -card.published.timestamp(), card.story_id


def _entry_order(entry: Entry) -> tuple[float, str, str]:
    return -entry.at.timestamp(), entry.story_id, entry.ref


def _stem(word: str) -> str:
    plain = unicodedata.normalize("NFKD", word.lower())
    bare = "".join(c for c in plain if not unicodedata.combining(c))
    return _ENDING.sub("", bare) if len(bare) > 4 else bare


def _marks(text: str, phrases: Sequence[tuple[str, ...]]) -> tuple[str, set[tuple[str, ...]]]:
    """Return a text with marks around the phrases that it holds, and these phrases."""
    words = list(_WORD.finditer(text))
    stems = [_stem(word.group()) for word in words]
    spans: list[tuple[int, int]] = []
    held = set()
    for phrase in phrases:
        for start in range(len(words) - len(phrase) + 1):
            if tuple(stems[start : start + len(phrase)]) == phrase:
                held.add(phrase)
                spans.append((words[start].start(), words[start + len(phrase) - 1].end()))
    pieces, end = [], 0
    for start, stop in sorted(spans):
        if start >= end:
            pieces += [text[end:start], MARK, text[start:stop], UNMARK]
            end = stop
    return "".join([*pieces, text[end:]]), held
