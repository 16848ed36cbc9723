"""Are stories of one matter linked? ``python -m benchmarks.storylines --data DIR --json FILE``.

What is measured depends on what the data knows.  Where stories have near-related groups: the
recall of their pairs (``group_recall``), and the share of links within a group (``group_share``, a
lower bound: most related stories are in no group).  Where events have look-alikes: the share of
look-alikes that are not linked though they are dated ten days apart (``apart``), and of those that
have no person, team, firm or office in common (``unrelated_apart``).
Where events have dates and topics: precision and recall on the hand-labelled pairs of
``benchmarks/labels`` (test part; drawn by likeness, so that easy negatives are few), and of all
links the share within one topic, which a continuing story may rightly leave.  Events count as
stories, and every story is a candidate.  Nothing is fitted; both protocols are one.
"""

from __future__ import annotations

import sys
from collections import Counter, defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import timedelta
from itertools import combinations
from pathlib import Path

import numpy as np

from benchmarks.common import ROOT, Result, arguments, cached_vectors, finish, read_jsonl
from benchmarks.stories_data import load_stream
from winnow.encoder import load_encoder
from winnow.stages.assign_terms import text_for_vector
from winnow.stages.story_profile import profile_of
from winnow.stages.storylines import Counts, likeness, link_between
from winnow.types import LinkKind, StoryProfile

LABELS = ROOT / "benchmarks" / "labels" / "storylines_allsides.jsonl"
Profiles = Mapping[str, StoryProfile]
#: How one story stands to another; ``None``: not linked.
Linker = Callable[[StoryProfile, StoryProfile, Counts], LinkKind | None]
_RELATED_AS = LinkKind.RELATED
#: Look-alikes of ECB+ that happen to the same actor (one boxer's two fights, one firm's two
#: patches), by topic, found by reading: to link those is no gross mistake.
_SAME_ACTOR = frozenset({2, 5, 7, 9, 10, 11, 12, 20, 25, 27, 29, 34, 35})


def main(argv: Sequence[str] | None = None) -> int:
    options = arguments("Are stories of one matter linked?", argv)
    profiles = load_profiles(options.data)
    metrics = {name: measure(options.data, profiles, by) for name, by in LINKERS.items()}
    result = Result("storylines", options.data.name, len(profiles), metrics.pop("winnow"), metrics)
    return finish(result, options)


def load_profiles(folder: Path) -> dict[str, StoryProfile]:
    """Return the profile of each event."""
    stream = load_stream(folder)
    texts = [text_for_vector(article) for article in stream.articles]
    vectors = cached_vectors(texts, load_encoder().encode)
    members: dict[str, list[int]] = defaultdict(list)
    for number, event in enumerate(stream.events):
        if event is not None:
            members[event].append(number)
    return {
        event: profile_of(
            event,
            stream.articles[numbers[0]].title,
            [stream.articles[n] for n in numbers],
            vectors[np.array(numbers)],
        )
        for event, numbers in sorted(members.items())
    }


def measure(folder: Path, profiles: Profiles, linker: Linker) -> dict[str, float]:
    """Return the figures that the data allows."""
    counts = Counter(key for profile in profiles.values() for key in profile.keys)
    if (folder / "stories.jsonl.gz").exists():
        return _groups(folder, profiles, linker, counts)
    if all(event.endswith(("ecb", "ecbplus")) for event in profiles):
        return _look_alikes(profiles, linker, counts)
    return _labelled(profiles, linker, counts) | _topics(folder, profiles, linker, counts)


def _groups(folder: Path, profiles: Profiles, linker: Linker, counts: Counts) -> dict[str, float]:
    group = {row["story_id"]: row["group"] for row in read_jsonl(folder / "stories.jsonl.gz")}
    pairs = list(combinations(sorted(profiles), 2))
    said = {p for p in pairs if linker(profiles[p[0]], profiles[p[1]], counts)}
    near = {(a, b) for a, b in pairs if group.get(a) and group.get(a) == group.get(b)}
    return {
        "group_recall": _share(len(said & near), len(near)),
        "group_share": _share(len(said & near), len(said)),
        "links": len(said),
    }


def _look_alikes(profiles: Profiles, linker: Linker, counts: Counts) -> dict[str, float]:
    """Every second event is moved to ten days later: near enough to be taken for what follows."""
    pairs = [(e, f"{e}plus") for e in sorted(profiles) if f"{e}plus" in profiles]
    apart = {a: linker(profiles[a], _later(profiles[b], 10), counts) is None for a, b in pairs}
    unrelated = [is_apart for a, is_apart in apart.items() if int(a[:-3]) not in _SAME_ACTOR]
    return {
        "apart": _share(sum(apart.values()), len(apart)),
        "unrelated_apart": _share(sum(unrelated), len(unrelated)),
    }


def _later(profile: StoryProfile, days: int) -> StoryProfile:
    by = timedelta(days=days)
    return replace(profile, first_seen=profile.first_seen + by, last_seen=profile.last_seen + by)


def _labelled(profiles: Profiles, linker: Linker, counts: Counts) -> dict[str, float]:
    rows = [
        (row["label"] == "one matter", linker(profiles[row["a"]], profiles[row["b"]], counts))
        for row in read_jsonl(LABELS)
        if row["part"] == "test" and {row["a"], row["b"]} <= profiles.keys()
    ]
    both = sum(true for true, kind in rows if kind)
    precision = _share(both, sum(kind is not None for _, kind in rows))
    recall = _share(both, sum(true for true, _ in rows))
    f1 = 2 * precision * recall / (precision + recall) if both else 0.0
    return {"precision": precision, "recall": recall, "f1": f1}


def _topics(folder: Path, profiles: Profiles, linker: Linker, counts: Counts) -> dict[str, float]:
    topics: dict[str, set[str]] = defaultdict(set)
    for row in read_jsonl(folder / "dev.jsonl.gz"):
        topics[row["event_id"]].add(row["topic"])
    kinds = {
        (a, b): kind
        for a, b in combinations(sorted(profiles), 2)
        if (kind := linker(profiles[a], profiles[b], counts))
    }
    linked = {event for pair in kinds for event in pair}
    return {
        "same_topic": _share(sum(bool(topics[a] & topics[b]) for a, b in kinds), len(kinds)),
        "links": len(kinds),
        "linked_share": _share(len(linked), len(profiles)),
    }


def _share(part: int, whole: int) -> float:
    return part / whole if whole else 0.0


# ---------------------------------------------------------------------------------- linkers


def _shipped(one: StoryProfile, other: StoryProfile, counts: Counts) -> LinkKind | None:
    link = link_between(one, other, counts)
    return link.kind if link else None


def _near_vectors(one: StoryProfile, other: StoryProfile, counts: Counts) -> LinkKind | None:
    return _RELATED_AS if likeness(one, other, counts).dense >= 0.7 else None


def _three_names(one: StoryProfile, other: StoryProfile, counts: Counts) -> LinkKind | None:
    return _RELATED_AS if len(likeness(one, other, counts).shared) >= 3 else None


LINKERS: Mapping[str, Linker] = {
    "winnow": _shipped,
    "vectors ≥ .7": _near_vectors,
    "3 names": _three_names,
}


if __name__ == "__main__":
    sys.exit(main())
