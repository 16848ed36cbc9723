"""The ``cv`` protocol of ``benchmarks.stories``: weights and thresholds from other folds alone.

Events are dealt to five folds by group of look-alikes. The pairs of an article are scored by weights
fitted without its fold. Of a small grid of thresholds, those are used for a fold with which the
articles of the *other* folds, over all of SETS, are grouped best. So nothing that decides about an
article has seen its event, its look-alikes or how well they were grouped.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import product
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from benchmarks.common import cached_vectors, default_data
from benchmarks.stories_data import SETS, Stream, article_scores, f1_of, load_stream
from benchmarks.stories_model import FOLDS, fit, fold_of, training_pairs
from winnow.encoder import load_encoder
from winnow.stages.assign import WINDOW, StoryAssigner, text_for_vector
from winnow.stages.assign_groups import Thresholds
from winnow.stages.assign_index import ArticleIndex, Slots
from winnow.stages.assign_score import candidates
from winnow.stages.assign_terms import ArticleTerms, terms_of
from winnow.stages.assign_vocabulary import Floats

GRID = tuple(
    Thresholds(join, join_large, merge, contrast)
    for join, join_large, merge, contrast in product(
        (0.28, 0.34), (0.12, 0.18), (0.34, 0.38, 0.42), (0.36, 0.38, 0.42)
    )
)
#: Thresholds are chosen on so many orders of arrival of each stream, as many as are scored: with two of
#: them chance picks, the grid is that flat.
_CHOSEN_ON = 5

Scorer = Callable[[Floats], Floats]
Vectors = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Replay:
    """A stream in one order of arrival, compared once: what differs is only how it is decided."""

    stream: Stream
    order: tuple[int, ...]
    records: tuple[ArticleTerms, ...]
    vectors: Vectors
    compared: tuple[tuple[Slots, Floats], ...]

    def scored(self, scorer_of: Callable[[str], Scorer]) -> list[Floats]:
        """Return each arrival's scores with its candidates, which no threshold changes."""
        groups = [self.stream.groups[number] for number in self.order]
        return [
            scorer_of(group)(rows[near]) if near.any() else np.zeros(0)
            for group, (_, rows) in zip(groups, self.compared, strict=True)
            for near in [candidates(rows, window_days=WINDOW.days)]
        ]

    def grouped(self, thresholds: Thresholds, scores: Sequence[Floats]) -> list[str]:
        """Return the story each article ends in, by what ``scored`` returned."""
        assigner = StoryAssigner(thresholds=thresholds)
        index = assigner._index = _Compared()
        ids = {record.article_id: number for number, record in enumerate(self.records)}
        story, kept = [""] * len(self.records), dict[str, str]()
        for number, found, known in zip(self.order, self.compared, scores, strict=True):
            index.found = found
            assigner._pair_score = partial(_known, known)
            when = self.stream.articles[number].when
            given = assigner.assign_record(self.records[number], self.vectors[number], when)
            story[number] = given.story_id
            for moved in assigner.moves():
                story[ids[moved.article_id]] = moved.story_id
            kept.update(assigner.merges())
        return [followed(one, kept) for one in story]


def _known(scores: Floats, rows: Floats) -> Floats:
    return scores


class _Compared(ArticleIndex):
    """An index that was asked before; it remembers records, and answers what it answered then."""

    def __init__(self) -> None:
        super().__init__()
        self.found: tuple[Slots, Floats] = (np.zeros(0, dtype=np.int64), np.zeros((0, 0)))

    def add(self, record: ArticleTerms, vector: Vectors) -> int:
        self.records.append(record)
        return len(self.records) - 1

    def keep(self, slots: Sequence[int]) -> None:
        self.records = [self.records[slot] for slot in slots]

    def compare(self, record: ArticleTerms, vector: Vectors) -> tuple[Slots, Floats]:
        return self.found


def followed(story: str, kept: dict[str, str]) -> str:
    """Return the story that a story lives on in."""
    while story in kept:
        story = kept[story]
    return story


def replays(stream: Stream, count: int) -> list[Replay]:
    """Return the stream in its orders of arrival, each compared."""
    vectors = cached_vectors([text_for_vector(a) for a in stream.articles], load_encoder().encode)
    records = tuple(terms_of(article) for article in stream.articles)
    return [_compared(stream, tuple(order), records, vectors) for order in stream.orders(count)]


def _compared(
    stream: Stream, order: tuple[int, ...], records: tuple[ArticleTerms, ...], vectors: Vectors
) -> Replay:
    compared: list[tuple[Slots, Floats]] = []

    class Listening(ArticleIndex):
        def compare(self, record: ArticleTerms, vector: Vectors) -> tuple[Slots, Floats]:
            compared.append(super().compare(record, vector))
            return compared[-1]

    # What is remembered and forgotten does not depend on how articles are grouped.
    assigner = StoryAssigner(pair_score=lambda rows: np.zeros(len(rows)))
    assigner._index = Listening()
    for number in order:
        assigner.assign_record(records[number], vectors[number], stream.articles[number].when)
    return Replay(stream, order, records, vectors, tuple(compared))


class Nested:
    """Weights and thresholds of every fold, learned from the others."""

    def __init__(self, data: Path) -> None:
        pairs = training_pairs(data)
        self.scorers = [fit(pairs, without_fold=fold) for fold in range(FOLDS)]
        #: B-cubed F1, summed over SETS, by fold left out and place in GRID.
        self.found = np.zeros((FOLDS, len(GRID)))
        for name in SETS:
            for replay in replays(load_stream(data / name), _CHOSEN_ON):
                self.found += self._without(replay) / len(replay.stream.orders(_CHOSEN_ON))
        self.thresholds = [GRID[int(np.argmax(row))] for row in self.found]

    def _without(self, replay: Replay) -> Floats:
        """Return the F1 of the articles outside each fold, by fold and place in GRID."""
        folds, scored = folds_of(replay.stream), self._scored(replay)
        found = np.zeros((FOLDS, len(GRID)))
        for place, thresholds in enumerate(GRID):
            stories = replay.grouped(thresholds, scored)
            p, r = article_scores(stories, replay.stream.events)
            for fold in range(FOLDS):
                found[fold, place] = f1_of(p[folds != fold], r[folds != fold])
        return found

    def scores(self, replay: Replay) -> tuple[Floats, Floats]:
        """Return each article's B-cubed precision and recall, decided by its fold's thresholds."""
        folds, scored = folds_of(replay.stream), self._scored(replay)
        precision, recall = np.full(len(folds), np.nan), np.full(len(folds), np.nan)
        for thresholds in dict.fromkeys(self.thresholds):
            stories = replay.grouped(thresholds, scored)
            p, r = article_scores(stories, replay.stream.events)
            mine = np.array([self.thresholds[fold] == thresholds for fold in folds])
            precision[mine], recall[mine] = p[mine], r[mine]
        return precision, recall

    def _scored(self, replay: Replay) -> list[Floats]:
        return replay.scored(lambda group: self.scorers[fold_of(group)])


def folds_of(stream: Stream) -> NDArray[np.int64]:
    """Return the fold of each article."""
    return np.array([fold_of(group) for group in stream.groups], dtype=np.int64)


def main() -> int:
    """Print how well each thresholds group SETS, by weights that have not seen the articles."""
    nested = Nested(default_data())
    # An article lies in all folds left out but one: the mean over them is over all articles.
    means = nested.found.mean(axis=0) / len(SETS)
    for place in np.argsort(-means, kind="stable"):
        print(f"{means[place]:.4f} {GRID[place]}")
    for fold, thresholds in enumerate(nested.thresholds):
        print(f"without fold {fold}: {thresholds}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
