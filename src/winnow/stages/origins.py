"""Finds where each article of a story was first written, and who copied from whom.

Reprints of one wire story, in successive versions and under other headlines, and outlets of one
owner that share text, are one origin.  Quotations are left out of the comparison: two independent
reports of one speech repeat the same words.  Of a partial reprint the copied sentences count for
their source and the others for the article's own origin (`docs/origins.md`).
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace

from winnow.stages.origins_credit import credited_agencies, has_own_author
from winnow.stages.origins_groups import (
    CREDITED,
    Group,
    Near,
    Source,
    group_sources,
    near_sources,
    read_source,
)
from winnow.stages.origins_passages import (
    Holder,
    copies_from,
    lies_in,
    own_share,
    passages_of,
    share_in,
    shared_runs,
    uncopied_runs,
)
from winnow.stages.reprints import Runs, copied_share
from winnow.types import (
    Article,
    ArticleId,
    CopiedPassage,
    OriginLink,
    OriginRole,
    Outlet,
    OutletId,
    content_id,
)

__all__ = ["credited_agencies", "find_origins"]

#: A reprint with so much text of its own is a partial one.
OWN_SHARE = 0.25
#: Fewer sentences of its own are an edited lead or a line at the end, not reporting.
_LEAST_OWN_SENTENCES = 2
#: Standing in the first source to this share, an article is its copy; no nearer one is looked for.
_FULL_COPY = 0.95

#: How likely an article is to be the first of those that carry a text: the lower, the likelier.
Rank = tuple[bool, bool, bool, float, int, str]


def find_origins(
    articles: Sequence[Article], outlets: Mapping[OutletId, Outlet]
) -> tuple[OriginLink, ...]:
    """Return where each article's text was first written, sorted by article id.

    Articles that hold enough of each other's text, quotations aside, are of one origin; less is
    enough when they credit the same source or have one owner. The first of them is the agency's
    own article if it was read, else the one that the others credit, else the earliest, else the
    most complete; each other article is linked to the earlier one that it has most of its text
    from. A partial reprint lists the passages it copied, also when they come from another origin.
    """
    unique = {article.id: article for article in articles}
    sources = [read_source(unique[key], outlets) for key in sorted(unique)]
    near = near_sources(sources)
    groups = group_sources(sources, near)
    rank = _ranks(sources, near)
    links = {link.article_id: link for group in groups for link in _links(group, rank)}
    _link_passages(groups, near, rank, links)
    return tuple(links[key] for key in sorted(links))


def _ranks(sources: Sequence[Source], near: Near) -> dict[ArticleId, Rank]:
    by_id = {source.id: source for source in sources}
    pairs = [(by_id[one], by_id[other]) for one, other in near]
    credited = {
        named.id
        for pair in pairs
        for named, naming in (pair, pair[::-1])
        if named.is_credited_by(naming)
    }
    return {source.id: _rank(source, source.id in credited) for source in sources}


def _rank(source: Source, is_credited: bool) -> Rank:
    """Agency first, then whom others credit, then dated and early, then most complete."""
    article = source.article
    when = article.published.timestamp() if article.published else 0.0
    is_undated = article.published is None
    return not source.is_agency, not is_credited, is_undated, when, -source.text.length, article.id


# --------------------------------------------------------------------- the tree of one origin


def _links(group: Group, rank: Mapping[ArticleId, Rank]) -> list[OriginLink]:
    origin_id = content_id("origin", *sorted(source.id for source in group))
    credit = _credited(group)
    if len(group) == 1:
        return [_single(group[0], origin_id, credit)]
    ordered = sorted(group, key=lambda source: rank[source.id])
    shared = shared_runs(group)
    reason = "the agency's own" if ordered[0].is_agency else "the earliest or longest copy read"
    first = OriginLink(ordered[0].id, origin_id, OriginRole.ORIGINAL, None, credit, 0.0, reason)
    rest = [
        _link(source, _parent(source, ordered[:place]), shared, origin_id, credit)
        for place, source in enumerate(ordered)
        if place
    ]
    return [first, *rest]


def _credited(group: Group) -> str | None:
    """Return who is credited by most articles of the group (ties: first by name)."""
    votes: Counter[str] = Counter()
    for source in group:
        article = source.article
        if source.is_agency:
            votes[source.outlet_name] += 1
        elif source.agencies:
            votes.update(source.agencies)
        elif article.credited_to:
            votes[article.credited_to] += 1
    return min(votes, key=lambda name: (-votes[name], name), default=None)


def _single(source: Source, origin_id: str, credit: str | None) -> OriginLink:
    is_reprint = source.article.credited_to is not None and not source.is_agency
    role = OriginRole.REPRINT if is_reprint else OriginRole.ORIGINAL
    reason = (
        f"credits {credit}, whose text was not read" if is_reprint else "no other copy was read"
    )
    return OriginLink(source.id, origin_id, role, None, credit, 0.0, reason)


def _parent(source: Source, earlier: Sequence[Source]) -> Source:
    """Return the earlier article that this one has most of its text from; the first one in doubt."""
    runs = source.text.short_runs
    named = [other for other in earlier if other.is_credited_by(source)]
    candidates = [o for o in named if copied_share(source.text, o.text.short_runs) >= CREDITED]
    best, most = earlier[0], 0.0
    for other in candidates or earlier:
        share = len(runs & other.text.short_runs) / max(1, len(runs))
        if share > most + 0.05:
            best, most = other, share
        if most >= _FULL_COPY:
            break
    return best


def _link(
    source: Source, parent: Source, shared: Runs, origin_id: str, credit: str | None
) -> OriginLink:
    share = copied_share(source.text, parent.text.short_runs)
    own = own_share(source, shared)
    role = OriginRole.PARTIAL if own >= OWN_SHARE else OriginRole.REPRINT
    reason = f"{round(share * 100)} % of its own words stand in the source"
    both = source.agencies & parent.agencies
    if parent.is_credited_by(source):
        reason += f"; credits {parent.outlet_name}"
    elif both:
        reason += f"; both credit {', '.join(sorted(both))}"
    elif source.owner and source.owner == parent.owner:
        reason += f"; both belong to {source.owner}"
    return OriginLink(source.id, origin_id, role, parent.id, credit, round(share, 3), reason)


# ------------------------------------------------------------------------- copied passages


def _link_passages(
    groups: Sequence[Group],
    near: Near,
    rank: Mapping[ArticleId, Rank],
    links: dict[ArticleId, OriginLink],
) -> None:
    """Put the copied passages into the links of partial reprints, first sources first."""
    group_of = {source.id: group for group in groups for source in group}
    by_id = {source.id: source for group in groups for source in group}
    known: dict[ArticleId, set[ArticleId]] = defaultdict(set)
    for one, other in near:
        known[one].add(other)
        known[other].add(one)
    holders: dict[ArticleId, Holder] = {}
    for key in sorted(by_id, key=lambda k: rank[k]):
        source, group = by_id[key], group_of[key]
        if _may_be_mixed(source, group, links[key]):
            earlier = sorted(known[key] & holders.keys(), key=lambda k: rank[k])
            links[key] = _with_passages(source, group, links[key], [holders[k] for k in earlier])
        holders[key] = Holder(source, links[key], uncopied_runs(source, links[key].copied))


def _may_be_mixed(source: Source, group: Group, link: OriginLink) -> bool:
    """Return whether its sentences can be of more than one origin: a copy or a version cannot.

    An article that credits the agency of its group and is signed by nobody else is taken for one
    of the agency's versions.
    """
    if len(group) == 1:
        return True
    is_version = link.credited_to in source.agencies and not has_own_author(source.article)
    return link.role is OriginRole.PARTIAL and not is_version


def _with_passages(
    source: Source, group: Group, link: OriginLink, earlier: Sequence[Holder]
) -> OriginLink:
    mates = {mate.id for mate in group}
    own_group = sorted(
        (h for h in earlier if h.source.id in mates), key=lambda h: h.source.id != link.source_id
    )
    others = [h for h in earlier if h.source.id not in mates and copies_from(source, h)]
    passages = passages_of(source, [*own_group, *others])
    if not passages:
        return link
    if len(group) > 1:
        own_origin = content_id("own", source.id) if _reports_itself(source, passages) else None
        return replace(link, copied=passages, own_origin_id=own_origin)
    return _partly_copied(source, link, passages, {h.source.id: h.source for h in others})


def _partly_copied(
    source: Source,
    link: OriginLink,
    passages: tuple[CopiedPassage, ...],
    read: Mapping[ArticleId, Source],
) -> OriginLink:
    """Return the link of an article of its own origin that took passages from others."""
    share = {key: share_in(passages, source, key) for key in {p.source_id for p in passages}}
    main = min(share, key=lambda key: (-share[key], key))
    if link.role is OriginRole.REPRINT:
        return replace(link, copied=passages)
    percent = round(share[main] * 100)
    reason = f"{percent} % of its own words stand in {read[main].outlet_name}'s article"
    return replace(
        link,
        role=OriginRole.PARTIAL,
        source_id=main,
        score=round(share[main], 3),
        reason=reason,
        copied=passages,
    )


def _reports_itself(source: Source, passages: Sequence[CopiedPassage]) -> bool:
    """Return whether enough stands outside the copied passages to be reporting."""
    own = [s for s in source.text.sentences if s.is_prose and not lies_in(s, passages)]
    return len(own) >= _LEAST_OWN_SENTENCES
