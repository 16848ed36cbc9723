"""Articles made up of real ones, in any number, for ``benchmarks.stories_stress``.

A story is a mixture of two real articles' terms, most of the rarer words changed into others, with
words of its own: as in real news two stories share everyday words and now and then a name. Each
of its articles drops some of the terms and adds noise. Most stories have one article (about 60 % of all articles are
alone), the others 2 to 200 by a power law. Rare words never end, as in real news: noise words
follow Zipf's law without a last rank. Only the stories still running are held in memory.
"""

from __future__ import annotations

import heapq
import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import count
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from winnow.stages.assign_terms import FIELDS, ArticleTerms, Bag
from winnow.stages.assign_vocabulary import COUNTED, Vocabulary, background

Vector = NDArray[np.float32]
Fields = dict[str, dict[str, int]]
T = TypeVar("T")

_ALONE = 0.60
_SMALLEST, _LARGEST = 2, 200
#: Of the first real article's terms, of the second's, and of a story's terms in each article.
_FROM_FIRST, _FROM_SECOND, _PASSED_ON = 0.65, 0.20, 0.70
_OWN_WORDS, _NOISE_WORDS, _NOISE_PAIRS = 8, 6, 40
#: Of the words in fewer articles than this, so many are changed in a story, each into one of so many.
_RARE, _CHANGED, _VARIANTS = 0.01, 0.70, 50
_ZIPF = 1.15
_RANKS = 10**8
#: Length of the noise added to a unit vector: a story's, and an article's in it.
_STORY_NOISE, _ARTICLE_NOISE = 1.5, 0.45
#: A story's articles come within a day of its first, on average.
_DAYS_LATER = 1.0
_OUTLETS = 300


@dataclass(frozen=True, slots=True)
class Arrival:
    """One synthetic article as the assigner takes it."""

    record: ArticleTerms
    vector: Vector


@dataclass(frozen=True, slots=True)
class _Story:
    fields: Fields
    names: dict[str, str]
    length: float
    centre: Vector


def synthetic_articles(
    records: Sequence[ArticleTerms],
    vectors: Vector,
    *,
    number: int,
    last_day: float,
    days: float,
    seed: int = 0,
    names: Sequence[str] = FIELDS,
) -> Iterator[Arrival]:
    """Yield ``number`` articles in order of their times, spread over the days up to the last.

    They have the fields of ``names``.
    """
    chance = np.random.default_rng(seed)
    sizes = story_sizes(number, chance)
    starts = last_day - days + days * np.arange(len(sizes)) / len(sizes)
    due: list[tuple[float, int, _Story]] = []
    ticket, made = count(), 0
    for start, size in zip(starts.tolist(), sizes, strict=True):
        while due and due[0][0] <= start:
            yield _article(made, heapq.heappop(due), chance)
            made += 1
        story = _story(records, vectors, names, chance)
        for later in [0.0, *chance.exponential(_DAYS_LATER, size - 1).tolist()]:
            heapq.heappush(due, (min(start + later, last_day), next(ticket), story))
    while due:
        yield _article(made, heapq.heappop(due), chance)
        made += 1


def count_forgotten(
    words: Vocabulary, records: Sequence[ArticleTerms], vectors: Vector, number: int, seed: int = 1
) -> None:
    """Count the terms of ``number`` articles, which is all that stays of one that is forgotten."""
    for arrival in synthetic_articles(
        records, vectors[:, :1], number=number, last_day=0.0, days=90.0, seed=seed, names=COUNTED
    ):
        words.count(words.pack(arrival.record))
        words.shrink(())


def story_sizes(number: int, chance: np.random.Generator) -> list[int]:
    """Return sizes of stories that sum to ``number``, in random order."""
    ranks = np.arange(_SMALLEST, _LARGEST + 1)
    weights = ranks**-2.0
    alone = round(_ALONE * number)
    sizes, left = [1] * alone, number - alone
    for size in chance.choice(ranks, number, p=weights / weights.sum()).tolist():
        if left <= 0:
            break
        sizes.append(min(size, left))
        left -= size
    return [sizes[place] for place in chance.permutation(len(sizes))]


def _story(
    records: Sequence[ArticleTerms],
    vectors: Vector,
    names: Sequence[str],
    chance: np.random.Generator,
) -> _Story:
    one, two = chance.integers(len(records), size=2).tolist()
    first, second = records[one], records[two]
    changed = _changed({**first.fields["all"], **second.fields["all"]}, chance)
    fields = {
        name: _with_changes(_some(first.fields[name], _FROM_FIRST, chance), changed)
        | _with_changes(_some(second.fields[name], _FROM_SECOND, chance), changed)
        for name in names
    }
    _add_words(fields, _words(chance, _OWN_WORDS), ("lead", "body", "all", "opening"))
    written = {**first.names, **second.names}
    centre = _near(vectors[one], _STORY_NOISE, chance)
    return _Story(fields, _with_changes(written, changed), first.length, centre)


def _changed(terms: Iterable[str], chance: np.random.Generator) -> dict[str, str]:
    """Return word → what stands for it in a story, of most of the rarer words."""
    rare = [term for term in terms if background().get(term, 0.0) < _RARE]
    kept = (chance.random(len(rare)) >= _CHANGED).tolist()
    variants = chance.integers(_VARIANTS, size=len(rare)).tolist()
    return {t: f"{t}~{v}" for t, v, keep in zip(rare, variants, kept, strict=True) if not keep}


def _with_changes(bag: Mapping[str, T], changed: Mapping[str, str]) -> dict[str, T]:
    """Return the terms with their words changed, those of pairs too."""
    return {
        "_".join([changed.get(word, word) for word in term.split("_")])
        if "_" in term
        else changed.get(term, term): value
        for term, value in bag.items()
    }


def _article(
    number: int, arrival: tuple[float, int, _Story], chance: np.random.Generator
) -> Arrival:
    day, _, story = arrival
    fields = {name: _some(bag, _PASSED_ON, chance) for name, bag in story.fields.items()}
    _add_noise(fields, chance)
    record = ArticleTerms(
        article_id=f"synthetic-{number}",
        outlet_id=f"outlet{number % _OUTLETS}.example",
        day=day,
        is_dated=True,
        fields=fields,
        names=_names(story, fields),
        length=story.length,
        ordinals={},
        is_round_up=False,
    )
    return Arrival(record, _near(story.centre, _ARTICLE_NOISE, chance))


def _add_noise(fields: Fields, chance: np.random.Generator) -> None:
    words = _words(chance, _NOISE_WORDS + _NOISE_PAIRS)
    _add_words(fields, words[:_NOISE_WORDS], ("lead", "body", "all"))
    _add_words(fields, [f"{word}_{word}" for word in words[_NOISE_WORDS:]], ("pairs",))
    _add_words(fields, [str(chance.integers(10, 1000))], ("numbers", "body_numbers"))


def _names(story: _Story, fields: Fields) -> dict[str, str]:
    held = fields.get("body_names", {})
    return {term: word for term, word in story.names.items() if term in held}


def _some(bag: Bag, share: float, chance: np.random.Generator) -> dict[str, int]:
    kept = (chance.random(len(bag)) < share).tolist()
    return {term: bag[term] for term, keep in zip(bag, kept, strict=True) if keep}


def _words(chance: np.random.Generator, number: int) -> list[str]:
    return [f"w{rank % _RANKS}" for rank in chance.zipf(_ZIPF, number).tolist()]


def _add_words(fields: Fields, words: Sequence[str], names: Sequence[str]) -> None:
    for name in names:
        if name in fields:
            fields[name].update(dict.fromkeys(words, 1))


def _near(vector: Vector, noise: float, chance: np.random.Generator) -> Vector:
    step = chance.standard_normal(len(vector)).astype(np.float32)
    moved = vector + step * np.float32(noise / math.sqrt(len(vector)))
    return np.asarray(moved / np.linalg.norm(moved), dtype=np.float32)
