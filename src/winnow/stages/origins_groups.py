"""Which articles of a story carry one text: its copies, excerpts and successive versions."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from winnow.stages.origins_credit import credited_agencies, credits_of, names_of
from winnow.stages.reprints import (
    OwnText,
    Runs,
    copied_share,
    likely_pairs,
    likeness,
    own_text,
)
from winnow.types import Article, ArticleId, Outlet, OutletId

# The numbers below were tuned on the tuning half of the labelled pairs (benchmarks.origins). Single
# and average linkage join what partial reprints and splices connect; that no two of a group may be
# strangers costs some pairs of far versions, which the joining of groups brings back.
#: Likeness that every two articles of a group must have; .24 to .34 tie, the upper part is the more
#: precise one on the gold groups.
SAME_ORIGIN = 0.32
#: Of a text that stands in a group to this share, it does not matter how long the group's are.
CONTAINED = 0.80
#: Texts that credit the same source need to have less in common; .2 to .4 tie.
CREDITED = 0.30
#: One owner's outlets share desks: less text in common is needed. Chosen, not tuned: none of the
#: data comes with owners.
OWNER_WEIGHT = 0.10
#: With fewer runs of its own words a text says too little about where it comes from.
_LEAST_RUNS = 15
#: Texts with fewer words are no excerpts, but scraps.
_LEAST_WORDS = 30
#: Longer lists are compared by a sample of their runs.
_EXACT_UP_TO = 200
_SAMPLE = 8


@dataclass(frozen=True, slots=True)
class Source:
    """An article with what its origin is told by."""

    article: Article
    text: OwnText
    agencies: frozenset[str]
    #: Agencies and whomever else the article credits.
    credits: frozenset[str]
    #: Names under which others credit its outlet.
    names: frozenset[str]
    owner: str | None
    is_agency: bool
    outlet_name: str

    @property
    def id(self) -> ArticleId:
        """The article's id."""
        return self.article.id

    def is_credited_by(self, other: Source) -> bool:
        """Return whether ``other`` names this one's outlet as its source."""
        credited = {name.lower() for name in other.credits}
        return other.article.outlet_id != self.article.outlet_id and bool(self.names & credited)


Group = tuple[Source, ...]
#: Pairs of articles that can have something in common, in the order of the list.
Near = frozenset[tuple[ArticleId, ArticleId]]


def read_source(article: Article, outlets: Mapping[OutletId, Outlet]) -> Source:
    """Return the article reduced to what is compared."""
    outlet = outlets.get(article.outlet_id)
    return Source(
        article,
        own_text(article.text),
        credited_agencies(article),
        credits_of(article),
        names_of(article, outlet),
        outlet.owner if outlet else None,
        outlet.is_agency if outlet else False,
        outlet.name if outlet else article.outlet_id,
    )


def near_sources(sources: Sequence[Source]) -> Near:
    """Return the pairs of articles that have any text in common, found at flat cost."""
    every = 1 if len(sources) <= _EXACT_UP_TO else _SAMPLE
    pairs = likely_pairs([source.text for source in sources], every=every)
    return frozenset((sources[low].id, sources[high].id) for low, high in pairs)


def group_sources(sources: Sequence[Source], near: Near) -> list[Group]:
    """Return the groups of articles that carry one text, in the order of their first article.

    Articles are put together when every two hold enough of each other; then an article that
    credits the same agency as a group, or an outlet in it, joins with less in common, and an
    excerpt joins the group that holds nearly all of it.
    """
    able = [s for s in sources if len(s.text.long_runs) >= _LEAST_RUNS]
    groups: list[Group] = [(s,) for s in sources if len(s.text.long_runs) < _LEAST_RUNS]
    joined = _joined(_by_likeness(able, near), near, _share_credited)
    groups += _joined(joined, near, _share_contained)
    place = {source.id: number for number, source in enumerate(sources)}
    ordered = (tuple(sorted(group, key=lambda s: place[s.id])) for group in groups)
    return sorted(ordered, key=lambda group: place[group[0].id])


# ---------------------------------------------------------------------------- by likeness


def _by_likeness(sources: Sequence[Source], near: Near) -> list[Group]:
    groups: list[Group] = []
    for block in _blocks(sources, near):
        groups += _complete_linkage(block, _matrix(block, near))
    return groups


def _blocks(sources: Sequence[Source], near: Near) -> list[list[Source]]:
    """Return the articles that near pairs connect, through however many others."""
    parent = {source.id: source.id for source in sources}

    def root(key: ArticleId) -> ArticleId:
        while parent[key] != key:
            parent[key] = parent[parent[key]]
            key = parent[key]
        return key

    for one, other in sorted(near):
        if one in parent and other in parent:
            first, second = sorted((root(one), root(other)))
            parent[second] = first
    blocks: dict[ArticleId, list[Source]] = defaultdict(list)
    for source in sources:
        blocks[root(source.id)].append(source)
    return list(blocks.values())


def _matrix(block: Sequence[Source], near: Near) -> NDArray[np.float64]:
    result = np.zeros((len(block), len(block)))
    for column, other in enumerate(block):
        for row, one in enumerate(block[:column]):
            if (one.id, other.id) in near:
                result[row, column] = result[column, row] = _alike(one, other)
    return result


def _alike(one: Source, other: Source) -> float:
    is_family = one.owner is not None and one.owner == other.owner
    shared = likeness(one.text, other.text)
    return shared + OWNER_WEIGHT if is_family and shared >= OWNER_WEIGHT else shared


def _complete_linkage(members: Sequence[Source], alike: NDArray[np.float64]) -> list[Group]:
    if len(members) < 2:
        return [tuple(members)]
    from scipy.cluster.hierarchy import fcluster, linkage
    from scipy.spatial.distance import squareform

    # Nothing is more alike than a full copy within one family; distances stay positive.
    most = 1.0 + OWNER_WEIGHT
    distances = most - alike
    np.fill_diagonal(distances, 0.0)
    tree = linkage(squareform(distances, checks=False), "complete")
    groups: dict[int, list[Source]] = defaultdict(list)
    for member, label in zip(members, fcluster(tree, most - SAME_ORIGIN, "distance"), strict=True):
        groups[int(label)].append(member)
    return [tuple(groups[label]) for label in sorted(groups)]


# ------------------------------------------------------------------------ joining groups

#: How strongly the first group belongs to the second, whose runs are given; 0: not at all.
Belonging = Callable[[Group, Group, Runs], float]


def _joined(groups: Sequence[Group], near: Near, belonging: Belonging) -> list[Group]:
    """Return the groups with every one put into the other that it belongs to most, strongest first."""
    left = list(groups)
    runs = [_runs_of(group) for group in left]
    linked = _linked(left, near)
    scores = _scores(linked, left, runs, belonging)
    while scores:
        a, b = min(scores, key=lambda pair: (-scores[pair], left[pair[0]][0].id, pair))
        left[b], runs[b] = (*left[b], *left[a]), runs[b] | runs[a]
        left[a], runs[a] = (), frozenset()
        moved = {(b if x == a else x, b if y == a else y) for x, y in linked}
        linked = {(x, y) for x, y in moved if x != y}
        scores = {pair: score for pair, score in scores.items() if not {a, b} & set(pair)}
        scores |= _scores({p for p in linked if b in p}, left, runs, belonging)
    return [group for group in left if group]


def _linked(groups: Sequence[Group], near: Near) -> set[tuple[int, int]]:
    """Return the pairs of groups, in both orders, of which two articles are near."""
    number = {source.id: place for place, group in enumerate(groups) for source in group}
    pairs = {(number[a], number[b]) for a, b in near if a in number and b in number}
    return {pair for x, y in pairs if x != y for pair in ((x, y), (y, x))}


def _scores(
    linked: set[tuple[int, int]],
    groups: Sequence[Group],
    runs: Sequence[Runs],
    belonging: Belonging,
) -> dict[tuple[int, int], float]:
    return {
        (a, b): score
        for a, b in sorted(linked)
        if (score := belonging(groups[a], groups[b], runs[b]))
    }


def _runs_of(group: Group) -> Runs:
    return frozenset().union(*(source.text.short_runs for source in group))


def _share_credited(group: Group, other: Group, runs: Runs) -> float:
    """Return the mean share of the group's texts that stands in another of the same credit."""
    if len(group) > len(other) or not _is_credited(group, other):
        return 0.0
    share = sum(copied_share(source.text, runs) for source in group) / len(group)
    return share if share >= CREDITED else 0.0


def _is_credited(group: Group, other: Group) -> bool:
    agency = _agency_of(group)
    if agency is not None and agency == _agency_of(other):
        return True
    return any(theirs.is_credited_by(own) for own in group for theirs in other)


def _agency_of(group: Group) -> str | None:
    """Return the agency that most of the group's articles credit (ties: first by name)."""
    votes = Counter(name for source in group for name in source.agencies)
    return min(votes, key=lambda name: (-votes[name], name), default=None)


def _share_contained(group: Group, other: Group, runs: Runs) -> float:
    """Return the least share of one of the group's texts in the other group, if nearly all."""
    if any(source.text.length < _LEAST_WORDS for source in (*group, *other)):
        return 0.0
    least = 1.0
    for source in group:
        # Cheaper than the sentences, and never above their share by more than the broken runs.
        if len(source.text.short_runs & runs) < 0.25 * len(source.text.short_runs):
            return 0.0
        least = min(least, copied_share(source.text, runs))
    return least if least >= CONTAINED else 0.0
