"""Which stories are of one matter, and does one continue from the other?

A story *continues from* an earlier one when both are about the same actors and matter and its
articles begin when those of the earlier one have all but ended; it is *related* to another
happening of the same matter in the same days.  Two stories are scored alike from either end.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta

import numpy as np

from winnow.stages.story_profile import PLACE
from winnow.types import LinkKind, ProfileTerm, StoryLink, StoryProfile

#: A term is counted in no more stories than this: beyond, it tells little.
MOST_COUNTED = 256
#: Terms by which candidates are looked up: the weightiest after rarity.
TERMS_ASKED = 20
#: Links of one kind that are kept of a story. A page shows the best few; the rest are kept for the
#: other ends, whose best they may be: else what a page shows would hang on which was renewed last.
MOST_LINKS = 40
#: Links of one kind that a page shows.
MOST_SHOWN = 3

# Fitted on the tuning part of benchmarks/labels/storylines_allsides.jsonl (logistic regression,
# rounded). The mean vector tells the matter, names tell the actors, and a matter that rested for
# months seldom goes on; words beyond the vector add next to nothing.
_NAMES, _WORDS, _DENSE, _MONTHS, _BIAS = 4.2, 0.5, 13.0, -1.5, -8.0
# At 0.6 nine in ten links of the tuning part hold; at 0.5 a fifth more are shown, and more of them
# are of the same people in another matter.
LEAST_SCORE = 0.6
# Weight of the actors in common below which a happening is another one of its kind: look-alikes of
# benchmarks/storylines (two hit-and-runs, two elections) share a place or nothing.
_LEAST_ACTORS = 0.25
#: A term in ``MOST_COUNTED`` stories keeps this share of its weight.
_LEAST_RARITY = 0.1
#: Chosen by hand: what follows begins half a day later, and shares a third of the shorter time.
_LATER, _MOST_OVERLAP = timedelta(hours=12), 1 / 3
#: Chosen by hand: "the same days".
_SAME_DAYS = timedelta(days=3)
_NAMES_SAID = 3
_DAY = timedelta(days=1)

#: Term → number of other stories that hold it.
Counts = Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Likeness:
    """How alike two stories are, by feature (each 0–1)."""

    names: float
    words: float
    dense: float
    #: Names in common as written, the most telling first.
    shared: tuple[str, ...]
    #: Weight, after rarity, of the names in common that are no places.
    actors: float


def rarity_of(key: str, counts: Counts) -> float:
    """Return how much a term tells: 1 when no other story has it, a tenth from the cap on."""
    share = math.log1p(counts.get(key, 0)) / math.log1p(MOST_COUNTED)
    return max(_LEAST_RARITY, 1 - share)


def terms_to_ask(profile: StoryProfile, counts: Counts) -> tuple[str, ...]:
    """Return the terms by which to look for candidates, the most telling first."""
    weights = _weights((*profile.names, *profile.words), counts)
    return tuple(sorted(weights, key=lambda key: (-weights[key], key))[:TERMS_ASKED])


def find_links(
    profile: StoryProfile, candidates: Iterable[StoryProfile], counts: Counts
) -> tuple[StoryLink, ...]:
    """Return the story's links to candidates: earlier ones, later ones, related; best first.

    ``counts`` tells how many stories hold each of the profile's terms.
    """
    found = [link_between(profile, other, counts) for other in candidates]
    links = sorted((link for link in found if link), key=lambda k: (-k.score, k.other_id))
    return tuple(
        link for kind in LinkKind for link in [k for k in links if k.kind is kind][:MOST_LINKS]
    )


def link_between(one: StoryProfile, other: StoryProfile, counts: Counts) -> StoryLink | None:
    """Return how ``other`` stands to ``one``; ``None`` when nothing is sure enough to be said."""
    if one.story_id == other.story_id:
        return None
    alike = likeness(one, other, counts)
    score = score_of(alike, gap_between(one, other))
    kind = _kind(one, other, alike) if score >= LEAST_SCORE else None
    if kind is None or not alike.shared:
        return None
    return StoryLink(other.story_id, kind, round(score, 4), _reason(one, other, alike))


def likeness(one: StoryProfile, other: StoryProfile, counts: Counts) -> Likeness:
    """Return how alike two stories are; their order does not matter."""
    shared = _shared(one.names, other.names, counts)
    return Likeness(
        names=_cosine(one.names, other.names, counts),
        words=_cosine(one.words, other.words, counts),
        dense=max(0.0, float(np.dot(_vector(one), _vector(other)))),
        shared=tuple(term.written for term, _ in shared),
        actors=math.fsum(w for term, w in shared if not term.key.startswith(PLACE)),
    )


def score_of(alike: Likeness, gap: timedelta) -> float:
    """Return how sure it is (0–1) that two stories so alike and so far apart are of one matter."""
    logit = _NAMES * alike.names + _WORDS * alike.words + _DENSE * alike.dense
    logit += _MONTHS * math.log1p(gap / (30 * _DAY)) + _BIAS
    return 1 / (1 + math.exp(-logit))


def gap_between(one: StoryProfile, other: StoryProfile) -> timedelta:
    """Return the time from the last article of the earlier story to the first of the later."""
    earlier, later = _in_order(one, other)
    return max(timedelta(0), later.first_seen - earlier.last_seen)


def _kind(one: StoryProfile, other: StoryProfile, alike: Likeness) -> LinkKind | None:
    earlier, later = _in_order(one, other)
    follows = later.first_seen - earlier.first_seen >= _LATER
    if follows and _overlap(earlier, later) <= _MOST_OVERLAP and alike.actors >= _LEAST_ACTORS:
        return LinkKind.CONTINUES_FROM if other is earlier else LinkKind.CONTINUED_IN
    return LinkKind.RELATED if gap_between(one, other) <= _SAME_DAYS else None


def _in_order(one: StoryProfile, other: StoryProfile) -> tuple[StoryProfile, StoryProfile]:
    if (other.first_seen, other.story_id) < (one.first_seen, one.story_id):
        return other, one
    return one, other


def _overlap(earlier: StoryProfile, later: StoryProfile) -> float:
    """Return the share of the shorter story's time that is the other's too."""
    both = min(earlier.last_seen, later.last_seen) - later.first_seen
    if both < timedelta(0):
        return 0.0
    shorter = min(p.last_seen - p.first_seen for p in (earlier, later))
    return both / shorter if shorter else 1.0


def _reason(one: StoryProfile, other: StoryProfile, alike: Likeness) -> str:
    days = round(gap_between(one, other) / _DAY)
    when = "same day" if days == 0 else f"{days} day{'s' if days > 1 else ''} apart"
    return f"shares {', '.join(alike.shared[:_NAMES_SAID])}; {when}"


def _shared(
    ones: Sequence[ProfileTerm], others: Sequence[ProfileTerm], counts: Counts
) -> list[tuple[ProfileTerm, float]]:
    weights = {term.key: term.weight for term in others}
    found = [
        (term, min(term.weight, weights[term.key]) * rarity_of(term.key, counts))
        for term in ones
        if term.key in weights
    ]
    return sorted(found, key=lambda pair: (-pair[1], pair[0].key))


def _cosine(ones: Sequence[ProfileTerm], others: Sequence[ProfileTerm], counts: Counts) -> float:
    one, other = _weights(ones, counts), _weights(others, counts)
    norm = math.hypot(*one.values()) * math.hypot(*other.values())
    both = math.fsum(one[key] * other[key] for key in one.keys() & other.keys())
    return both / norm if norm else 0.0


def _weights(terms: Iterable[ProfileTerm], counts: Counts) -> dict[str, float]:
    return {term.key: term.weight * rarity_of(term.key, counts) for term in terms}


def _vector(profile: StoryProfile) -> np.ndarray[tuple[int], np.dtype[np.float64]]:
    return np.frombuffer(profile.vector, dtype="<f4").astype(np.float64)
