"""What is remembered of a story for later ones: who and what its articles open with."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from winnow.text.names import find_names, name_key
from winnow.text.places import place_name
from winnow.text.similarity import content_terms
from winnow.types import Article, Name, NameKind, ProfileTerm, StoryId, StoryProfile

#: Terms kept of a story.
MOST_NAMES, MOST_WORDS = 16, 24
PLACE, NAME, WORD = "place:", "name:", "word:"
#: Who acts tells more of a matter than where it happens, a name more than a word: chosen by hand.
_KIND_WEIGHTS = {PLACE: 0.4, NAME: 1.0, WORD: 1.0}
#: News says what happened in its first lines.
_LEAD_WORDS = 150
#: A term that fewer of the articles open with is not the story's.
_LEAST_SHARE = 0.25
#: What a term that stands in the lead alone counts beside one that the headline holds too.
_LEAD_ALONE = 0.6


def profile_of(
    story_id: StoryId, title: str, articles: Sequence[Article], vectors: NDArray[np.float32]
) -> StoryProfile:
    """Return the profile of a story of at least one article; ``vectors`` has a row for each."""
    leads = [" ".join(a.text.split()[:_LEAD_WORDS]) for a in articles]
    found = [find_names(lead, title=a.title) for a, lead in zip(articles, leads, strict=True)]
    titles = [frozenset(content_terms(a.title)) for a in articles]
    times = [a.when for a in articles]
    return StoryProfile(
        story_id=story_id,
        title=title,
        first_seen=min(times),
        last_seen=max(times),
        names=_names(found, titles),
        words=_words(leads, found, titles),
        vector=_mean(vectors),
    )


def _names(
    found: Sequence[Sequence[Name]], titles: Sequence[frozenset[str]]
) -> tuple[ProfileTerm, ...]:
    written: dict[str, Counter[str]] = defaultdict(Counter)
    held: dict[str, float] = defaultdict(float)
    for names, title in zip(found, titles, strict=True):
        here = {key: name for name in reversed(names) if (key := _key(name))}
        for key, name in here.items():
            written[key][_short(name)] += 1
            held[key] += _in_title(content_terms(name.canonical), title)
    spelled = {key: min(c, key=lambda w: (w.isupper(), -c[w], w)) for key, c in written.items()}
    return _heaviest(held, spelled, articles=len(found), most=MOST_NAMES)


def _words(
    leads: Sequence[str], found: Sequence[Sequence[Name]], titles: Sequence[frozenset[str]]
) -> tuple[ProfileTerm, ...]:
    named = {term for names in found for name in names for term in content_terms(name.text)}
    held: dict[str, float] = defaultdict(float)
    for lead, title in zip(leads, titles, strict=True):
        counts = Counter((*content_terms(lead), *title))
        for term in sorted(counts.keys() - named):
            if not term[0].isdigit():
                often = min(1.0, (1 + math.log(counts[term])) / 2)
                held[WORD + term] += often * _in_title([term], title)
    spelled = {key: key.removeprefix(WORD) for key in held}
    return _heaviest(held, spelled, articles=len(leads), most=MOST_WORDS)


def _in_title(terms: Iterable[str], title: frozenset[str]) -> float:
    return 1.0 if title.intersection(terms) else _LEAD_ALONE


def _heaviest(
    held: Mapping[str, float], spelled: Mapping[str, str], *, articles: int, most: int
) -> tuple[ProfileTerm, ...]:
    weights = {
        key: round(sum_ / articles * _KIND_WEIGHTS[key.partition(":")[0] + ":"], 4)
        for key, sum_ in held.items()
        if sum_ >= _LEAST_SHARE * articles * _LEAD_ALONE / 2
    }
    kept = sorted(weights, key=lambda key: (-weights[key], key))[:most]
    return tuple(ProfileTerm(key, spelled[key], weights[key]) for key in kept)


def _key(name: Name) -> str:
    """Return what equal names of any two articles have in common; of a person, the surname."""
    key = name_key(name.canonical)
    if name.kind is NameKind.PLACE or place_name(name.canonical):
        return PLACE + key
    if name.kind is NameKind.PERSON:
        key = key.split()[-1] if key else key
    return NAME + key if len(key) > 1 else ""


def _short(name: Name) -> str:
    return name.canonical.split()[-1] if name.kind is NameKind.PERSON else name.canonical


def _mean(vectors: NDArray[np.float32]) -> bytes:
    mean = vectors.astype(np.float64).mean(axis=0)
    norm = float(np.linalg.norm(mean))
    packed: bytes = (mean / norm if norm else mean).astype("<f4").tobytes()
    return packed
