"""Puts articles into stories as they arrive.

Each new article is compared with the recent ones that may be about the same happening; it joins
the story whose articles it is most like on average, or opens one. What is already in stories is
looked at again as more becomes known: stories merge and come apart, single articles move.

Follows Miranda et al. (2018) in scoring likeness field by field with learned weights, and
Saravanakumar et al. (2021) in adding dense vectors and a learned decision to open a story; unlike
both it scores pairs of articles, not an article and a centroid, which told look-alikes apart best
on the development parts (docs/decisions/0002-story-assignment.md, where all tuning is recorded).
"""

from __future__ import annotations

import json
import zlib
from collections.abc import Callable
from datetime import datetime, timedelta
from io import BytesIO
from typing import Any
from zipfile import BadZipFile

import numpy as np
from numpy.typing import NDArray

from winnow.errors import InputError
from winnow.stages.assign_groups import FAINT, Groups, Thresholds
from winnow.stages.assign_index import ArticleIndex, Slots
from winnow.stages.assign_intruders import find_intruders
from winnow.stages.assign_reasons import reason_to_join, reason_to_open
from winnow.stages.assign_score import candidates, shipped_score
from winnow.stages.assign_terms import (
    ArticleTerms,
    another_in_the_row,
    terms_of,
    text_for_vector,
)
from winnow.stages.assign_vocabulary import Floats, Vocabulary
from winnow.types import MOVED, Article, ArticleId, Assignment, StoryId, content_id

__all__ = ["StoryAssigner", "find_intruders", "text_for_vector"]

WINDOW = timedelta(days=10)
MAX_ACTIVE = 20_000
_FORMAT = 4
_UNREADABLE = (zlib.error, BadZipFile, ValueError, KeyError, TypeError, AttributeError, EOFError)


class StoryAssigner:
    """Assigns a stream of articles to stories, one at a time, in order; restartable."""

    def __init__(
        self,
        *,
        window: timedelta = WINDOW,
        max_active: int = MAX_ACTIVE,
        pair_score: Callable[[Floats], Floats] | None = None,
        thresholds: Thresholds | None = None,
    ) -> None:
        self._pair_score = pair_score or shipped_score()
        self._window = window
        self._max_active = max_active
        self._index = ArticleIndex()
        self._groups = Groups(thresholds)
        self._seen_at: list[float] = []
        self._slots: dict[ArticleId, int] = {}
        self._ids: dict[int, StoryId] = {}
        #: Of the stories recalled.
        self._numbers: dict[StoryId, int] = {}
        self._merges: list[tuple[StoryId, StoryId]] = []

    def assign(self, article: Article, vector: NDArray[np.float32], now: datetime) -> Assignment:
        """Return the story an article belongs to, and remember it.

        ``vector`` is the encoder's row for ``text_for_vector(article)``; ``now`` never runs
        backwards. A story it is not like enough to on average is left alone: a new one opens.
        ``merges`` and ``moves`` tell what else has changed.
        """
        return self.assign_record(terms_of(article), vector, now)

    def assign_record(
        self, record: ArticleTerms, vector: NDArray[np.float32], now: datetime
    ) -> Assignment:
        """Do as ``assign`` for an article whose terms are known already."""
        slots, rows, scores = self._met(record, vector, now)
        story, score = self._groups.best(scores)
        joins = story is not None and score >= self._groups.least(story)
        reason = self._reason(record, slots, rows, scores, story if joins else None)
        slot = self._add(record, vector, now)
        number = self._groups.add(story if joins else None, scores, is_loose=record.is_live)
        self._name_stories(slot)
        self._groups.moved.discard(slot)
        is_new = len(self._groups.members[number]) == 1
        known = round(score, 4) if joins else 0.0
        return Assignment(record.article_id, self._ids[number], known, reason, is_new)

    def recall(
        self, article: Article, vector: NDArray[np.float32], now: datetime, story_id: StoryId
    ) -> None:
        """Remember an article in the story that it is in, without deciding anything."""
        record = terms_of(article)
        _, _, scores = self._met(record, vector, now)
        self._add(record, vector, now)
        known = self._numbers.get(story_id)
        home = known if known in self._groups.members else None
        number = self._groups.place(home, scores, is_loose=record.is_live)
        self._ids[number], self._numbers[story_id] = story_id, number
        self._groups.unnamed.clear()

    @property
    def remembered(self) -> int:
        """How many articles a new one can be compared with."""
        return len(self._index)

    @property
    def vocabulary(self) -> Vocabulary:
        """The terms known, and how rare they are."""
        return self._index.words

    def merges(self) -> tuple[tuple[StoryId, StoryId], ...]:
        """Return the pairs (story given up, story kept) found since the last call, in order."""
        found, self._merges = tuple(self._merges), []
        return found

    def moves(self) -> tuple[Assignment, ...]:
        """Return the articles that have changed stories other than by a merge since the last call."""
        groups, records = self._groups, self._index.records
        found = []
        for slot in sorted(groups.moved):
            story = groups.story_of[slot]
            score = round(groups.typical(groups.graph.of(slot), story, slot), 4)
            found.append(Assignment(records[slot].article_id, self._ids[story], score, MOVED))
        groups.moved.clear()
        return tuple(found)

    def judge(self, one: ArticleId, other: ArticleId, *, together: bool) -> bool:
        """Follow a person's word on two articles from now on; return whether both are remembered.

        Together: their stories become one, and no later step parts the two. Apart: ``other`` opens
        a story of its own, and no later step brings the two together.
        """
        slots = self._slots.get(one), self._slots.get(other)
        if slots[0] is None or slots[1] is None or slots[0] == slots[1]:
            return False
        self._groups.judge(slots[0], slots[1], together=together)
        self._name_stories()
        return True

    def remembers(self, article_id: ArticleId) -> bool:
        """Return whether an article is recent enough to be compared with new ones."""
        return article_id in self._slots

    def forget_judgements(self) -> None:
        """Drop what ``judge`` was told; stories stay as they are."""
        self._groups.judged.clear()

    # ------------------------------------------------------------------------- deciding

    def _met(
        self, record: ArticleTerms, vector: NDArray[np.float32], now: datetime
    ) -> tuple[Slots, Floats, dict[int, float]]:
        """Return the slots an arriving article was compared with, the features, and the scores."""
        self._forget(now.timestamp() / 86400)
        slots, rows = self._index.compare(record, vector)
        return slots, rows, self._scores(record, slots, rows)

    def _add(self, record: ArticleTerms, vector: NDArray[np.float32], now: datetime) -> int:
        slot = self._index.add(record, vector)
        self._slots[record.article_id] = slot
        self._seen_at.append(min(now.timestamp() / 86400, record.day))
        return slot

    def _scores(self, record: ArticleTerms, slots: Slots, rows: Floats) -> dict[int, float]:
        """Return slot → score; round-ups and other instances of a thing are like nothing."""
        if record.is_round_up or not len(slots):
            return {}
        near = candidates(rows, window_days=self._window.days)
        if not near.any():
            return {}
        scored = zip(slots[near].tolist(), self._pair_score(rows[near]).tolist(), strict=True)
        records = self._index.records
        return {
            slot: round(score, 4)
            for slot, score in scored
            if score >= FAINT
            and not records[slot].is_round_up
            and another_in_the_row(record, records[slot]) is None
        }

    def _reason(
        self,
        record: ArticleTerms,
        slots: Slots,
        rows: Floats,
        scores: dict[int, float],
        story: int | None,
    ) -> str:
        records = self._index.records
        if story is None:
            nearest = max(scores, key=lambda slot: (scores[slot], -slot), default=None)
            other = max(
                (s for s in slots.tolist() if another_in_the_row(record, records[s])), default=None
            )
            return reason_to_open(
                record,
                records[nearest] if nearest is not None else None,
                records[other] if other is not None else None,
            )
        mine = [slot for slot in scores if self._groups.story_of[slot] == story]
        nearest = max(mine, key=lambda slot: (scores[slot], -slot))
        row = rows[int(np.searchsorted(slots, nearest))]
        return reason_to_join(record, records[nearest], row, self._index.rarity)

    def _name_stories(self, newest: int | None = None) -> None:
        """Give new stories their ids, which never come again, and pass on which have become one."""
        for number in self._groups.unnamed:
            if number in self._groups.members:
                first = self._index.records[self._groups.members[number][0]]
                parts = () if self._slots[first.article_id] == newest else (str(number),)
                self._ids[number] = content_id("story", first.article_id, *parts)
        self._groups.unnamed.clear()
        became = dict(self._groups.merged)
        for gone, kept in self._groups.merged:
            while kept in became:
                kept = became[kept]
            given_up = self._ids.pop(gone, None)
            if given_up is not None and kept in self._ids:
                self._merges.append((given_up, self._ids[kept]))
        self._groups.merged.clear()

    # ------------------------------------------------------------------------ forgetting

    def _forget(self, today: float) -> None:
        """Drop what is older than the window, in blocks, so that it costs little an article."""
        oldest = today - self._window.days
        full = len(self._seen_at) > self._max_active + max(50, self._max_active // 4)
        if not full and (
            len(self._seen_at) < 50 or self._seen_at[len(self._seen_at) // 5] >= oldest
        ):
            return
        keep = [slot for slot, seen in enumerate(self._seen_at) if seen >= oldest]
        keep = keep[-self._max_active :]
        if len(self._seen_at) - len(keep) <= max(50, len(keep) // 4):
            return
        self._index.keep(keep)
        self._groups.keep(keep)
        self._seen_at = [self._seen_at[slot] for slot in keep]
        self._number_slots()
        self._ids = {number: self._ids[number] for number in self._groups.members}

    def _number_slots(self) -> None:
        self._slots = {one.article_id: slot for slot, one in enumerate(self._index.records)}

    # ---------------------------------------------------------------------- saved state

    def dumps(self) -> bytes:
        """Return the whole state; ``loads`` gives an assigner that decides the same."""
        plain, arrays = self._index.as_plain()
        groups, group_arrays = self._groups.as_plain()
        state = {
            "format": _FORMAT,
            "window_days": self._window.days,
            "max_active": self._max_active,
            "index": plain,
            "groups": groups,
            "ids": list(self._ids.items()),
            "merges": self._merges,
        }
        named = arrays | group_arrays | {"seen_at": np.array(self._seen_at, dtype=np.float64)}
        return _pack(state, named)

    @classmethod
    def loads(cls, content: bytes) -> StoryAssigner:
        """Return the assigner saved by ``dumps``; raise ``InputError`` when it cannot be read."""
        try:
            state, arrays = _unpack(content)
            if state["format"] != _FORMAT:
                raise ValueError(f"format {state['format']}")
            return cls._restored(state, arrays)
        except _UNREADABLE as error:
            message = f"its saved state cannot be read ({error}); assign anew"
            raise InputError("story assigner", message) from error

    @classmethod
    def _restored(cls, state: dict[str, Any], arrays: dict[str, NDArray[Any]]) -> StoryAssigner:
        window = timedelta(days=state["window_days"])
        assigner = cls(window=window, max_active=state["max_active"])
        assigner._index = ArticleIndex.from_plain(state["index"], arrays)
        assigner._groups = Groups.from_plain(state["groups"], arrays)
        assigner._seen_at = arrays["seen_at"].tolist()
        assigner._number_slots()
        assigner._ids = dict(state["ids"])
        assigner._merges = [(gone, kept) for gone, kept in state["merges"]]
        return assigner


def _pack(state: dict[str, Any], arrays: dict[str, NDArray[Any]]) -> bytes:
    """Return plain values and arrays as one piece; arrays as they are: packing them tight is slow."""
    text = zlib.compress(json.dumps(state).encode(), 1)
    file = BytesIO()
    named: dict[str, Any] = arrays | {"state": np.frombuffer(text, dtype=np.uint8)}
    np.savez(file, **named)
    return file.getvalue()


def _unpack(content: bytes) -> tuple[dict[str, Any], dict[str, NDArray[Any]]]:
    with np.load(BytesIO(content), allow_pickle=False) as file:
        arrays = {name: file[name] for name in file.files}
    return json.loads(zlib.decompress(arrays.pop("state").tobytes())), arrays
