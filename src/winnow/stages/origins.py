"""Finds where each article of a story was first written.

Reprints of one wire story, in successive versions and under other headlines, and outlets of one
owner that share text, are one origin.  Quotations are left out of the comparison: two independent
reports of one speech repeat the same words.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from winnow.text.quotes import find_quotes
from winnow.text.similarity import words
from winnow.types import Article, ArticleId, OriginLink, OriginRole, Outlet, OutletId, content_id

Shingle = tuple[str, ...]

# Tuned on the origin groups of the gold stories (benchmarks.origins). Of runs of 3, 4 and 5 words
# with single, average and complete linkage the best of each kind reach F1 .80 to .84; five words
# and complete linkage are the most precise of those at .84.
_RUN = 5
SAME_ORIGIN = 0.20
#: Crediting the same agency, or different ones, moves the threshold by so much.
AGENCY_WEIGHT = 0.10
#: One owner's outlets share desks: less text in common is needed. Chosen, not tuned: the gold
#: stories come without owners.
OWNER_WEIGHT = 0.05
#: With fewer runs of its own words a text says too little about where it comes from.
_LEAST_RUNS = 15
#: A reprint with so much text of its own is a partial one.
OWN_SHARE = 0.25
#: Longer lists are compared within groups of likely copies only.
_EXACT_UP_TO = 200

#: Agency → how articles credit it, looked for at their beginning and end.
AGENCIES = {
    "AFP": re.compile(r"\bAFP\b|\bAgence France[- ]Presse\b"),
    "AP": re.compile(r"\(AP\)|\bAssociated Press\b|\bAP (?=—|–|-)"),
    "Reuters": re.compile(r"\bReuters\b|\bREUTERS\b"),
    "PA": re.compile(r"\bPA Media\b|\bPA news agency\b|\(PA\)"),
    "PTI": re.compile(r"\bPTI\b|\bPress Trust of India\b"),
    "ANI": re.compile(r"\(ANI\)"),
    "dpa": re.compile(r"\bdpa\b|\bDPA\b"),
    "UPI": re.compile(r"\(UPI\)"),
    "AAP": re.compile(r"\bAAP\b"),
    "Xinhua": re.compile(r"\bXinhua\b"),
    "TASS": re.compile(r"\bTASS\b"),
    "Bloomberg": re.compile(r"\(Bloomberg\)|\bBloomberg News\b"),
}
_CREDIT_CHARACTERS = 250


@dataclass(frozen=True, slots=True)
class _Text:
    """An article reduced to what is compared."""

    article: Article
    runs: frozenset[Shingle]
    agencies: frozenset[str]
    owner: str | None

    @property
    def id(self) -> ArticleId:
        return self.article.id


def find_origins(
    articles: Sequence[Article], outlets: Mapping[OutletId, Outlet]
) -> tuple[OriginLink, ...]:
    """Return where each article's text was first written, sorted by article id.

    Articles are of one origin when every two of them share a fifth of the shorter one's runs of
    five words, quotations aside; a little less when they credit the same agency or have one
    owner, more when they credit different ones. The source is the agency's own article if it was
    read, else the earliest, else the longest.
    """
    unique = {article.id: article for article in articles}
    texts = [_reduced(unique[key], outlets) for key in sorted(unique)]
    links = [link for group in _groups(texts) for link in _links(group, outlets)]
    return tuple(sorted(links, key=lambda link: link.article_id))


def credited_agencies(article: Article) -> frozenset[str]:
    """Return the agencies an article credits, in its own field or at its beginning or end."""
    edges = f"{article.text[:_CREDIT_CHARACTERS]}\n{article.text[-_CREDIT_CHARACTERS:]}"
    credit = "\n".join((article.credited_to or "", *article.authors, edges))
    return frozenset(name for name, pattern in AGENCIES.items() if pattern.search(credit))


def runs_outside_quotes(text: str) -> frozenset[Shingle]:
    """Return the runs of five words that stand outside quotation marks."""
    found: set[Shingle] = set()
    start = 0
    for quote in (*find_quotes(text), None):
        tokens = words(text[start : quote.start if quote else len(text)])
        found.update(tokens[i : i + _RUN] for i in range(len(tokens) - _RUN + 1))
        start = quote.end if quote else start
    return frozenset(found)


# -------------------------------------------------------------------------------- grouping


def _reduced(article: Article, outlets: Mapping[OutletId, Outlet]) -> _Text:
    outlet = outlets.get(article.outlet_id)
    owner = outlet.owner if outlet else None
    runs = runs_outside_quotes(article.text)
    return _Text(article, runs, credited_agencies(article), owner)


def _groups(texts: Sequence[_Text]) -> list[list[_Text]]:
    """Return the origins: each a list of texts."""
    groups = [[text] for text in texts if len(text.runs) < _LEAST_RUNS]
    for block in _blocks([text for text in texts if len(text.runs) >= _LEAST_RUNS]):
        groups += _complete_linkage(block)
    return groups


def _complete_linkage(texts: Sequence[_Text]) -> list[list[_Text]]:
    if len(texts) < 2:
        return [list(texts)] if texts else []
    from scipy.cluster.hierarchy import fcluster, linkage
    from scipy.spatial.distance import squareform

    # Nothing is likelier than a full copy with every bonus; distances stay positive.
    most = 1.0 + AGENCY_WEIGHT + OWNER_WEIGHT
    distances = most - _likeness(texts)
    np.fill_diagonal(distances, 0.0)
    tree = linkage(squareform(distances, checks=False), "complete")
    groups: dict[int, list[_Text]] = defaultdict(list)
    for text, label in zip(texts, fcluster(tree, most - SAME_ORIGIN, "distance"), strict=True):
        groups[int(label)].append(text)
    return [groups[label] for label in sorted(groups)]


def _likeness(texts: Sequence[_Text]) -> NDArray[np.float64]:
    """Return how much of the shorter text the longer one holds, moved by credit and owner."""
    result = np.zeros((len(texts), len(texts)))
    for i, one in enumerate(texts):
        for j, other in enumerate(texts[:i]):
            shared = len(one.runs & other.runs) / min(len(one.runs), len(other.runs))
            result[i, j] = result[j, i] = shared + _adjustment(one, other, shared)
    return result


def _adjustment(one: _Text, other: _Text, shared: float) -> float:
    if shared < 0.05:
        return 0.0
    moved = 0.0
    if one.agencies and other.agencies:
        moved += AGENCY_WEIGHT if one.agencies & other.agencies else -AGENCY_WEIGHT
    if one.owner and one.owner == other.owner:
        moved += OWNER_WEIGHT
    return moved


def _blocks(texts: Sequence[_Text]) -> list[list[_Text]]:
    """Return groups that can hold copies of each other; all in one when there are few."""
    if len(texts) <= _EXACT_UP_TO:
        return [list(texts)]
    from rensa import RMinHash, RMinHashLSH

    index = RMinHashLSH(threshold=0.1, num_perm=128, num_bands=64)
    parent = list(range(len(texts)))

    def root(number: int) -> int:
        while parent[number] != number:
            number = parent[number]
        return number

    for number, text in enumerate(texts):
        sketch = RMinHash(num_perm=128, seed=1)
        sketch.update(sorted(" ".join(run) for run in text.runs))
        for other in index.query(sketch):
            low, high = sorted((root(int(other)), root(number)))
            parent[high] = low
        index.insert(number, sketch)
    blocks: dict[int, list[_Text]] = defaultdict(list)
    for number, text in enumerate(texts):
        blocks[root(number)].append(text)
    return [blocks[number] for number in sorted(blocks)]


# --------------------------------------------------------------------------------- linking


def _links(group: Sequence[_Text], outlets: Mapping[OutletId, Outlet]) -> list[OriginLink]:
    origin_id = content_id("origin", *sorted(text.id for text in group))
    agency = _credited(group, outlets)
    if len(group) == 1:
        return [_single(group[0], origin_id, agency, outlets)]
    source = min(group, key=lambda text: _rank(text, outlets))
    return [_link(text, source, origin_id, agency) for text in group]


def _rank(text: _Text, outlets: Mapping[OutletId, Outlet]) -> tuple[bool, bool, float, int, str]:
    """Order of likelihood to be the source: agency, then dated and early, then long."""
    article = text.article
    when = article.published.timestamp() if article.published else 0.0
    is_undated = article.published is None
    return (not _is_agency(article, outlets), is_undated, when, -len(article.text), article.id)


def _is_agency(article: Article, outlets: Mapping[OutletId, Outlet]) -> bool:
    outlet = outlets.get(article.outlet_id)
    return outlet is not None and outlet.is_agency


def _credited(group: Sequence[_Text], outlets: Mapping[OutletId, Outlet]) -> str | None:
    """Return who is credited by most articles of the group (ties: first by name)."""
    votes: dict[str, int] = defaultdict(int)
    for text in group:
        names = set(text.agencies)
        if text.article.credited_to and not names:
            names = {text.article.credited_to}
        if _is_agency(text.article, outlets):
            names = {outlets[text.article.outlet_id].name}
        for name in names:
            votes[name] += 1
    return min(votes, key=lambda name: (-votes[name], name), default=None)


def _single(
    text: _Text, origin_id: str, agency: str | None, outlets: Mapping[OutletId, Outlet]
) -> OriginLink:
    is_reprint = text.article.credited_to is not None and not _is_agency(text.article, outlets)
    role = OriginRole.REPRINT if is_reprint else OriginRole.ORIGINAL
    reason = (
        f"credits {agency}, whose text was not read" if is_reprint else "no other copy was read"
    )
    return OriginLink(text.id, origin_id, role, None, agency, 0.0, reason)


def _link(text: _Text, source: _Text, origin_id: str, agency: str | None) -> OriginLink:
    if text is source:
        reason = "the earliest or longest copy read"
        return OriginLink(text.id, origin_id, OriginRole.ORIGINAL, None, agency, 0.0, reason)
    shared = len(text.runs & source.runs) / len(text.runs)
    role = OriginRole.PARTIAL if shared < 1 - OWN_SHARE else OriginRole.REPRINT
    reason = f"{round(shared * 100)} % of its own words stand in the source"
    if text.agencies & source.agencies:
        reason += f"; both credit {', '.join(sorted(text.agencies & source.agencies))}"
    elif text.owner and text.owner == source.owner:
        reason += f"; both belong to {text.owner}"
    return OriginLink(text.id, origin_id, role, source.id, agency, round(shared, 3), reason)
