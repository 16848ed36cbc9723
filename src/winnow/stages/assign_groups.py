"""Which remembered article is in which story, and whether it still belongs there.

Local moves on the graph of pair scores, as correlation clustering does (Bansal, Blum & Chawla
2004), but by means, so that a long story is no magnet: when an article arrives, the few it is
most like are asked again, stories that are alike on average become one, and a story whose two
halves are each far more alike than they are to each other comes apart.
"""

from __future__ import annotations

import math
from array import array
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from winnow.stages.assign_graph import ScoreGraph, balanced_halves, contrast

#: A story of so many articles asks no more of a new one than ``Thresholds.join_large``.
_LARGE = 12
#: An article whose mean score falls so far under what its story asks is put out of its story.
_EJECT = 0.08
#: Another story must be better by so much before an article moves.
_BETTER_BY = 0.03
#: A mean may come out so much above the highest of its values.
_ROUNDING = 1e-9
#: Share of a story's articles, the likest first, that a new one must be like.
_TYPICAL = 0.7
#: … and at most so many of them: a long story has chapters that are little like each other.
_NEAREST = 12
#: Two stories have so many articles each: fewer may be alike, or unlike, by chance.
LEAST_GROUP = 4
#: Articles of a story looked at, the newest: bounds the cost of an arrival.
_READ = 80
_ASKED_AGAIN = 5
#: Scores below are not remembered: they change no grouping (.05 and .10 tried) but cost room and time.
FAINT = 0.10


@dataclass(frozen=True, slots=True)
class Thresholds:
    """How alike is alike enough; chosen on the streams of benchmarks.stories by its nested protocol."""

    #: Least mean score with a story of one article, and with one of many: those are more diverse.
    join: float = 0.34
    join_large: float = 0.12
    #: Two stories become one from this mean score on.
    merge: float = 0.38
    #: Two groups are two stories when each is so much more alike than they are to each other.
    contrast: float = 0.36


class Groups:
    """Stories as sets of slots, refined as articles arrive."""

    def __init__(self, thresholds: Thresholds | None = None) -> None:
        self.thresholds = thresholds or Thresholds()
        self.graph = ScoreGraph()
        self.story_of = array("q")
        self.members: dict[int, list[int]] = {}
        self.opened = 0
        #: Stories opened since they were last given ids.
        self.unnamed: list[int] = []
        #: Slots that have left one story for another, and stories that became one, since last asked.
        self.moved: set[int] = set()
        self.merged: list[tuple[int, int]] = []
        #: Pairs of slots that a person has judged: together or apart.
        self.judged: dict[tuple[int, int], bool] = {}
        #: Slots that may join a story but say nothing of it, as long as others do: live blogs.
        self.loose: set[int] = set()
        #: How many of them a story has, where it has any.
        self._loose_in: Counter[int] = Counter()
        self._checked: dict[int, int] = {}
        #: Stories that have articles older than what is remembered.
        self._older: set[int] = set()

    # ------------------------------------------------------------------------- deciding

    def best(
        self, scores: Mapping[int, float], slot: int | None = None, *, over: float | None = None
    ) -> tuple[int | None, float]:
        """Return the story an article is most like, ``slot``'s own judgements kept, and how much.

        Stories that it is like ``over`` at most, or less than any story asks, may be passed over.
        """
        least = min(self.thresholds.join, self.thresholds.join_large) if over is None else over
        by_story = self._scores_by_story(scores, over=least - _ROUNDING)
        highest = {story: max(known) for story, known in by_story.items()}
        found: tuple[int | None, float] = (None, 0.0)
        for story in sorted(highest, key=lambda n: (-highest[n], n)):
            # No mean is above the highest score, so all that follow are less alike.
            if highest[story] < found[1] - _ROUNDING:
                break
            if slot is not None and self._kept_apart([slot], self.members[story]):
                continue
            mean = self._typical(by_story[story], story, slot)
            ties = found[0] is not None and mean == found[1] and story < found[0]
            if mean > found[1] or ties:
                found = story, mean
        return found

    def _scores_by_story(
        self, scores: Mapping[int, float], *, over: float
    ) -> dict[int, list[float]]:
        """Return the scores with each story's articles, where one at least is over so much."""
        story_of = self.story_of
        found: dict[int, list[float]] = {
            story_of[other]: [] for other, score in scores.items() if score > over
        }
        for other, score in scores.items() if found else ():
            if (known := found.get(story_of[other])) is not None:
                known.append(score)
        return found

    def typical(self, scores: Mapping[int, float], story: int, slot: int | None = None) -> float:
        """Return the mean over a story's likelier articles: some of them hold the wrong text."""
        story_of = self.story_of
        known = [score for other, score in scores.items() if story_of[other] == story]
        return self._typical(known, story, slot)

    def _typical(self, known: list[float], story: int, slot: int | None) -> float:
        """Return the mean of the highest of the scores known with a story's articles but ``slot``."""
        is_own = slot is not None and self.story_of[slot] == story and slot not in self.loose
        size = self._told_by(story) - is_own
        if not size:
            return 0.0
        count = min(math.ceil(_TYPICAL * size), _NEAREST)
        return sum(sorted(known, reverse=True)[:count]) / count

    def least(self, story: int) -> float:
        """Return the score that a story asks of an article."""
        share = min(1.0, (len(self.members[story]) - 1) / _LARGE)
        asked = self.thresholds
        return asked.join + (asked.join_large - asked.join) * share

    # ------------------------------------------------------------------------- changing

    def add(self, story: int | None, scores: Mapping[int, float], *, is_loose: bool = False) -> int:
        """Put the next slot into a story (``None``: a new one); return the story it ends in."""
        slot = len(self.story_of)
        self._settle(self.place(story, scores, is_loose=is_loose))
        self._ask_again(slot, sorted(self.loose & scores.keys()))
        return self.story_of[slot]

    def place(
        self, story: int | None, scores: Mapping[int, float], *, is_loose: bool = False
    ) -> int:
        """Put the next slot into a story as it is told; return the story."""
        slot = len(self.story_of)
        # Loose ones know whom they are like; nobody else is told.
        known = {other: score for other, score in scores.items() if other not in self.loose}
        self.graph.add(known, tell={} if is_loose else scores)
        number = self._open() if story is None else story
        if is_loose:
            self.loose.add(slot)
            self._loose_in[number] += 1
        self.story_of.append(number)
        self.members[number].append(slot)
        return number

    def judge(self, one: int, other: int, *, together: bool) -> None:
        """Follow a person: bring two articles' stories together, or put ``other`` out.

        What a person holds together with ``other`` leaves with it.
        """
        self.judged[min(one, other), max(one, other)] = together
        kept, gone = self.story_of[one], self.story_of[other]
        if together and kept != gone:
            self._merge(min(kept, gone), max(kept, gone))
        elif not together and kept == gone:
            self._open_for(self._held_with(other))

    def _held_with(self, slot: int) -> list[int]:
        """Return a slot and those of its story that judgements tie to it, in order."""
        held, left = {slot}, [slot]
        pairs = [pair for pair, together in self.judged.items() if together]
        while left:
            here = left.pop()
            tied = {b if a == here else a for a, b in pairs if here in (a, b)} - held
            tied = {each for each in tied if self.story_of[each] == self.story_of[slot]}
            held |= tied
            left.extend(tied)
        return sorted(held)

    def _settle(self, number: int) -> None:
        """Merge a story with others while they are alike, then see whether it is two."""
        while (other := self._likest_story(number)) is not None:
            number = self._merge(min(number, other), max(number, other))
        size = len(self.members[number])
        if size >= 2 * LEAST_GROUP and size > 1.1 * self._checked.get(number, 0):
            self._checked[number] = size
            self._split(number)

    def _likest_story(self, number: int) -> int | None:
        mine = self._telling(self.members[number][-_READ:])
        for story in self._alike(number, mine):
            theirs = self._telling(self.members[story][-_READ:])
            if not self._two_stories(mine, theirs) and not self._kept_apart(mine, theirs):
                return story
        return None

    def _alike(self, number: int, mine: Sequence[int]) -> list[int]:
        """Return the stories alike enough on average to articles of this one, the likest first."""
        slots, values = self.graph.edges_of(mine)
        stories = np.frombuffer(self.story_of, np.int64)[slots]
        away = np.flatnonzero(stories != number)
        found, place = np.unique(stories[away], return_inverse=True)
        sums = np.bincount(place, values[away])
        # A story counts one article at least, so a lower sum is no mean that is high enough.
        high = sums >= (self.thresholds.merge - _ROUNDING) * len(mine)
        likely = zip(found[high].tolist(), sums[high].tolist(), strict=True)
        means = {n: total / (len(mine) * self._told_by(n)) for n, total in likely}
        alike = [n for n, mean in means.items() if mean >= self.thresholds.merge]
        return sorted(alike, key=lambda n: (-means[n], n))

    def _two_stories(self, mine: Sequence[int], theirs: Sequence[int]) -> bool:
        enough = min(len(mine), len(theirs)) >= LEAST_GROUP
        least = self.thresholds.contrast - _BETTER_BY
        return enough and contrast(self.graph.table([*mine, *theirs]), len(mine)) > least

    def _split(self, number: int) -> None:
        read = self._telling(self.members[number][-_READ:])
        table = self.graph.table(read)
        halves = balanced_halves(table, LEAST_GROUP)
        if halves is None:
            return
        order = [*halves[0], *halves[1]]
        if contrast(table[np.ix_(order, order)], len(halves[0])) <= self.thresholds.contrast:
            return
        one, two = ([read[place] for place in half] for half in halves)
        mean = self.graph.mean
        leaving = [s for s in self.members[number] if mean(s, two) > mean(s, one)]
        if 2 * len(leaving) > len(self.members[number]):
            staying = set(leaving)
            leaving = [slot for slot in self.members[number] if slot not in staying]
        if leaving and not self._torn(leaving, number):
            self._open_for(leaving)

    def _open_for(self, slots: Iterable[int]) -> None:
        story = self._open()
        for slot in slots:
            self._move(slot, story)

    def _ask_again(self, slot: int, loose: Sequence[int]) -> None:
        near = sorted(self.graph.of(slot).items(), key=lambda item: (-item[1], item[0]))
        mine = self.members[self.story_of[slot]]
        turn = [mine[(7 * len(mine) + 13 * n) % len(mine)] for n in range(2)] if mine[2:] else []
        asked = [other for other, _ in near[:_ASKED_AGAIN]] + turn + [*loose]
        for other in dict.fromkeys(asked):
            self._reconsider(other)

    def _reconsider(self, slot: int) -> None:
        if any(together and slot in pair for pair, together in self.judged.items()):
            return
        here, scores = self.story_of[slot], self.graph.of(slot)
        alone = len(self.members[here]) == 1
        now = self.typical(scores, here, slot)
        story, mean = self.best(scores, slot, over=now + _BETTER_BY)
        if story not in (None, here) and mean >= self.least(story) and mean > now + _BETTER_BY:
            self._move(slot, story)
            self._settle(story)
        elif not alone and now < self.least(here) - _EJECT:
            self._move(slot, self._open())

    def _open(self) -> int:
        self.opened += 1
        self.unnamed.append(self.opened)
        self.members[self.opened] = []
        return self.opened

    def _move(self, slot: int, story: int) -> None:
        here = self.story_of[slot]
        self.members[here].remove(slot)
        self.members[story].append(slot)
        self.members[story].sort()
        self.story_of[slot] = story
        self.moved.add(slot)
        if slot in self.loose:
            self._loose_in[here] -= 1
            self._loose_in[story] += 1
        if not self.members[here]:
            del self.members[here]
            self._checked.pop(here, None)
            self._loose_in.pop(here, None)
            if here not in self._older:
                self.merged.append((here, story))
            self._older.discard(here)

    def _merge(self, kept: int, gone: int) -> int:
        for slot in self.members[gone]:
            self.story_of[slot] = kept
        self.members[kept] = sorted(self.members[kept] + self.members.pop(gone))
        self._checked.pop(gone, None)
        self._loose_in[kept] += self._loose_in.pop(gone, 0)
        if gone in self._older:
            self._older.add(kept)
        self._older.discard(gone)
        self.merged.append((gone, kept))
        return kept

    # ------------------------------------------------------------------------- looking

    def _telling(self, slots: list[int]) -> list[int]:
        """Return those that say what their story is about: all, when all are loose."""
        if not self.loose:
            return slots
        return [slot for slot in slots if slot not in self.loose] or slots

    def _told_by(self, story: int) -> int:
        return len(self.members[story]) - self._loose_in.get(story, 0)

    def _loose_counted(self) -> Counter[int]:
        return Counter(self.story_of[slot] for slot in self.loose)

    def _kept_apart(self, mine: Iterable[int], theirs: Iterable[int]) -> bool:
        return any(self._judged(mine, theirs, together=False))

    def _torn(self, leaving: Sequence[int], number: int) -> bool:
        rest = set(self.members[number]) - set(leaving)
        return any(self._judged(leaving, rest, together=True))

    def _judged(self, mine: Iterable[int], theirs: Iterable[int], *, together: bool) -> list[bool]:
        if not self.judged:
            return []
        one, two = set(mine), set(theirs)
        return [
            True
            for (a, b), said in self.judged.items()
            if said is together and ((a in one and b in two) or (a in two and b in one))
        ]

    # ------------------------------------------------------------------------ forgetting

    def keep(self, slots: Sequence[int]) -> None:
        """Forget every slot but these (ascending), which are numbered anew."""
        new = {slot: place for place, slot in enumerate(slots)}
        self.graph.keep(new)
        self.story_of = array("q", [self.story_of[slot] for slot in slots])
        sizes = {story: len(old) for story, old in self.members.items()}
        self.members = {
            story: kept
            for story, old in self.members.items()
            if (kept := [new[slot] for slot in old if slot in new])
        }
        shrunk = {story for story, kept in self.members.items() if len(kept) < sizes[story]}
        self._older = (self._older | shrunk) & self.members.keys()
        self.judged = {
            (new[a], new[b]): said for (a, b), said in self.judged.items() if a in new and b in new
        }
        self.moved = {new[slot] for slot in self.moved if slot in new}
        self.loose = {new[slot] for slot in self.loose if slot in new}
        self._loose_in = self._loose_counted()
        self._checked = {n: size for n, size in self._checked.items() if n in self.members}

    def as_plain(self) -> tuple[dict[str, Any], dict[str, NDArray[Any]]]:
        """Return what is to be saved: plain values, and the scores as arrays by name."""
        plain = {
            "story_of": self.story_of.tolist(),
            "members": list(self.members.items()),
            "opened": self.opened,
            "unnamed": self.unnamed,
            "moved": sorted(self.moved),
            "loose": sorted(self.loose),
            "merged": self.merged,
            "judged": [[a, b, said] for (a, b), said in self.judged.items()],
            "checked": list(self._checked.items()),
            "older": sorted(self._older),
        }
        return plain, self.graph.as_arrays()

    @classmethod
    def from_plain(cls, content: Mapping[str, Any], arrays: Mapping[str, NDArray[Any]]) -> Groups:
        """Return the groups that ``as_plain`` wrote."""
        groups = cls()
        groups.graph = ScoreGraph.from_arrays(arrays)
        groups.story_of = array("q", content["story_of"])
        groups.members = {story: list(slots) for story, slots in content["members"]}
        groups.opened = int(content["opened"])
        groups.unnamed = list(content["unnamed"])
        groups.moved = set(content["moved"])
        groups.loose = set(content["loose"])
        groups._loose_in = groups._loose_counted()
        groups.merged = [(gone, kept) for gone, kept in content["merged"]]
        groups.judged = {(a, b): said for a, b, said in content["judged"]}
        groups._checked = dict(content["checked"])
        groups._older = set(content["older"])
        return groups
