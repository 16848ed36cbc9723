"""Puts articles into stories as they arrive.

Each new article is compared with the recent ones; it joins the story whose articles it is most like
on average, or opens one. Two stories whose articles have come to be alike become one.
"""

from __future__ import annotations

import base64
import json
import math
import zlib
from collections import Counter, defaultdict
from collections.abc import Callable
from dataclasses import asdict
from datetime import datetime, timedelta
from typing import Any

import numpy as np
from numpy.typing import NDArray

from winnow.errors import InputError
from winnow.stages.assign_index import FEATURES, ArticleIndex, Floats
from winnow.stages.assign_intruders import find_intruders
from winnow.stages.assign_score import candidates, shipped_score
from winnow.stages.assign_terms import ArticleTerms, terms_of, text_for_vector
from winnow.types import Article, Assignment, StoryId, content_id

__all__ = ["StoryAssigner", "find_intruders", "text_for_vector"]

# Tuned on the development parts of benchmarks.stories (docs/decisions/0002-story-assignment.md).
JOIN = 0.37
MERGE = 0.45
#: Share of a story's articles, the likest first, that a new one must be like.
BETTER = 0.7
_LIKELY = 5
#: So much of the text in common is a copy: it goes where its twin is.
COPY = 0.90
WINDOW = timedelta(days=10)
MAX_ACTIVE = 20_000
_FORMAT = 1
_LEAD, _BODY = FEATURES.index("lead"), FEATURES.index("body")
_GAP, _DATED = FEATURES.index("gap_days"), FEATURES.index("dated")


class StoryAssigner:
    """Assigns a stream of articles to stories, one at a time, in order; restartable."""

    def __init__(
        self,
        *,
        window: timedelta = WINDOW,
        max_active: int = MAX_ACTIVE,
        pair_score: Callable[[Floats], Floats] | None = None,
    ) -> None:
        self._pair_score = pair_score or shipped_score()
        self._window = window
        self._max_active = max_active
        self._index = ArticleIndex()
        #: Story of every remembered article, by slot, as a number in order of opening.
        self._story_of: list[int] = []
        self._sizes: Counter[int] = Counter()
        self._seen_at: list[float] = []
        self._ids: dict[int, StoryId] = {}
        self._opened = 0
        #: Sums of pair scores between the remembered articles of two stories.
        self._links: dict[int, dict[int, float]] = {}
        self._merges: list[tuple[StoryId, StoryId]] = []

    def assign(self, article: Article, vector: NDArray[np.float32], now: datetime) -> Assignment:
        """Return the story an article belongs to, and remember it.

        ``vector`` is the encoder's row for ``text_for_vector(article)``; ``now`` never runs
        backwards. A story it is not like enough to on average is left alone: a new one opens.
        """
        today = now.timestamp() / 86400
        self._forget(today)
        record = terms_of(article)
        rows = self._index.compare(record, vector)
        scores = self._scores(rows)
        sums = self._sums(scores)
        story, score, nearest = self._choose(rows, scores, sums)
        reason = self._reason(record, rows, nearest)
        is_new = story is None
        number = self._open(record) if story is None else story
        self._remember(record, vector, today, number, sums)
        kept = self._merge_from(number)
        return Assignment(article.id, self._ids[kept], score, reason, is_new)

    def merges(self) -> tuple[tuple[StoryId, StoryId], ...]:
        """Return the pairs (story given up, story kept) found since the last call, in order."""
        found, self._merges = tuple(self._merges), []
        return found

    # ------------------------------------------------------------------------- deciding

    def _scores(self, rows: Floats) -> Floats:
        scores = np.zeros(len(rows))
        near = candidates(rows, window_days=self._window.days)
        if near.any():
            scores[near] = self._pair_score(rows[near])
        return scores

    def _sums(self, scores: Floats) -> dict[int, float]:
        if not len(scores):
            return {}
        totals = np.bincount(np.array(self._story_of), scores)
        return {int(story): float(totals[story]) for story in np.nonzero(totals > 1e-4)[0]}

    def _choose(
        self, rows: Floats, scores: Floats, sums: dict[int, float]
    ) -> tuple[int | None, float, int | None]:
        """Return story, score and the slot of its article nearest to the new one."""
        if not sums:
            return None, 0.0, None
        twin = int(np.argmax(rows[:, _BODY]))
        if rows[twin, _BODY] >= COPY and rows[twin, _LEAD] >= COPY and scores[twin] > JOIN:
            return self._story_of[twin], float(scores[twin]), twin
        likely = sorted(sums, key=lambda number: (-sums[number] / self._sizes[number], number))
        stories = np.array(self._story_of)
        means = {number: _typical(scores[stories == number]) for number in likely[:_LIKELY]}
        story = max(means, key=lambda number: (means[number], -number))
        if means[story] < JOIN:
            return None, 0.0, None
        nearest = np.argmax(np.where(stories == story, scores, -1.0))
        return story, round(means[story], 4), int(nearest)

    def _reason(self, record: ArticleTerms, rows: Floats, nearest: int | None) -> str:
        if nearest is None:
            return "nothing recent is about the same happening"
        row, other = rows[nearest], self._index.records[nearest]
        if row[_BODY] >= COPY and row[_LEAD] >= COPY:
            return "the same text, nearly word for word"
        shared = [term for term in record.names if term in other.names]
        title = record.fields["title"]
        shared.sort(key=lambda term: (term not in title, -self._index.rarity(term), term))
        if shared:
            what = "shares " + ", ".join(record.names[term] for term in shared[:4])
        else:
            what = "tells of the same thing in like words"
        return what + _gap_in_words(row) if row[_DATED] else what

    def _merge_from(self, number: int) -> int:
        """Merge stories with story ``number`` while the mean pair score allows; return the kept."""
        while True:
            sizes = self._sizes
            best = max(
                self._links.get(number, {}).items(),
                key=lambda item: (item[1] / (sizes[number] * sizes[item[0]]), -item[0]),
                default=None,
            )
            if best is None:
                return number
            mean = best[1] / (sizes[number] * sizes[best[0]])
            if mean < MERGE:
                return number
            number = self._merge(number, best[0])

    def _merge(self, one: int, other: int) -> int:
        kept, gone = min(one, other), max(one, other)
        self._merges.append((self._ids.pop(gone), self._ids[kept]))
        self._story_of = [kept if story == gone else story for story in self._story_of]
        self._sizes[kept] += self._sizes.pop(gone)
        for third, total in self._links.pop(gone).items():
            self._links[third].pop(gone, None)
            if third != kept:
                self._link(kept, third, total)
        return kept

    # ---------------------------------------------------------------------- remembering

    def _open(self, record: ArticleTerms) -> int:
        self._opened += 1
        self._ids[self._opened] = content_id("story", record.article_id)
        return self._opened

    def _remember(
        self,
        record: ArticleTerms,
        vector: NDArray[np.float32],
        today: float,
        number: int,
        sums: dict[int, float],
    ) -> None:
        for other, total in sums.items():
            if other != number:
                self._link(number, other, total)
        self._links.setdefault(number, {})
        self._index.add(record, vector)
        self._story_of.append(number)
        self._sizes[number] += 1
        self._seen_at.append(min(today, record.day))

    def _link(self, one: int, other: int, total: float) -> None:
        for a, b in ((one, other), (other, one)):
            links = self._links.setdefault(a, {})
            links[b] = links.get(b, 0.0) + total

    def _forget(self, today: float) -> None:
        """Drop what is older than the window, in blocks, so that it costs little an article."""
        oldest = today - self._window.days
        keep = [slot for slot, seen in enumerate(self._seen_at) if seen >= oldest]
        keep = keep[-self._max_active :]
        if len(self._seen_at) - len(keep) <= max(50, len(keep) // 4):
            return
        before = self._sizes
        self._index.keep(keep)
        self._story_of = [self._story_of[slot] for slot in keep]
        self._seen_at = [self._seen_at[slot] for slot in keep]
        self._sizes = Counter(self._story_of)
        self._rescale(before)

    def _rescale(self, before: Counter[int]) -> None:
        """Keep the mean score between two stories when their articles are forgotten."""
        share = {number: size / before[number] for number, size in self._sizes.items()}
        self._ids = {number: self._ids[number] for number in sorted(share)}
        old, self._links = self._links, defaultdict(dict)
        self._links = {
            one: {b: total * share[one] * share[b] for b, total in old[one].items() if b in share}
            for one in sorted(share)
        }

    # ---------------------------------------------------------------------- saved state

    def dumps(self) -> bytes:
        """Return the whole state; ``loads`` gives an assigner that decides the same."""
        index = self._index
        vectors = index.vectors[: len(index)]
        state = {
            "format": _FORMAT,
            "window_days": self._window.days,
            "max_active": self._max_active,
            "records": [asdict(record) for record in index.records],
            "width": vectors.shape[1],
            "vectors": base64.b64encode(vectors.astype("<f4").tobytes()).decode(),
            "seen": index.seen,
            "frequency": dict(index.frequency),
            "snapshot_seen": index.snapshot_seen,
            "snapshot": index.snapshot,
            "story_of": self._story_of,
            "seen_at": self._seen_at,
            "ids": list(self._ids.items()),
            "opened": self._opened,
            "links": [[one, list(links.items())] for one, links in self._links.items()],
            "merges": self._merges,
        }
        return zlib.compress(json.dumps(state).encode(), 6)

    @classmethod
    def loads(cls, content: bytes) -> StoryAssigner:
        """Return the assigner saved by ``dumps``; raise ``InputError`` when it cannot be read."""
        try:
            state = json.loads(zlib.decompress(content))
            if state["format"] != _FORMAT:
                raise ValueError(f"format {state['format']}")
            return cls._restored(state)
        except (zlib.error, ValueError, KeyError, TypeError, AttributeError) as error:
            message = f"its saved state cannot be read ({error}); assign anew"
            raise InputError("story assigner", message) from error

    @classmethod
    def _restored(cls, state: dict[str, Any]) -> StoryAssigner:
        window = timedelta(days=state["window_days"])
        assigner = cls(window=window, max_active=state["max_active"])
        index = assigner._index
        index.seen, index.frequency = state["seen"], Counter(state["frequency"])
        index.snapshot_seen, index.snapshot = state["snapshot_seen"], state["snapshot"]
        vectors = np.frombuffer(base64.b64decode(state["vectors"]), "<f4").astype(np.float32)
        records = [ArticleTerms(**record) for record in state["records"]]
        index.restore(records, vectors.reshape(-1, max(1, state["width"])))
        assigner._story_of, assigner._seen_at = state["story_of"], state["seen_at"]
        assigner._sizes = Counter(assigner._story_of)
        assigner._ids = dict(state["ids"])
        assigner._opened = state["opened"]
        assigner._links = {one: dict(links) for one, links in state["links"]}
        assigner._merges = [(gone, kept) for gone, kept in state["merges"]]
        return assigner


def _typical(scores: Floats) -> float:
    """Return the mean of a story's better scores: some of its articles hold the wrong text."""
    better = np.sort(scores)[::-1][: max(1, math.ceil(len(scores) * BETTER))]
    return float(better.mean())


def _gap_in_words(row: Floats) -> str:
    days = round(float(row[_GAP]))
    return "; same day" if days == 0 else f"; {days} day{'s' if days > 1 else ''} apart"
