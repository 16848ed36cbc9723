"""Which stories stand first: breadth of independent origins, recency, importance; and which develop."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from math import log2

from winnow.types import ChangeKind, Revision, StoryPage

#: A story with twice as many independent origins ranks level with one that is a day newer.
#: Chosen by hand: breadth decides within a day, news wins over a weekend.
DAYS_PER_DOUBLING = 1.0
#: Twice as many countries whose outlets report it, and sides or accounts that differ: half a day, a quarter.
DAYS_PER_COUNTRIES, DAYS_FOR_DISPUTE = 0.5, 0.25
#: A story develops that was revised within so long before the site's newest revision …
DEVELOPING_WITHIN = timedelta(hours=24)
#: … and had been published before; at most so many are shown.
MOST_DEVELOPING = 5
_DAY = 86_400.0


def ranked(newest: Iterable[Revision]) -> list[Revision]:
    """Return the stories with the broadest, newest and most important first.

    The order of two stories does not depend on when it is asked for: both age alike.
    """
    return sorted(newest, key=lambda r: (-rank(r), r.page.story_id))


def rank(revision: Revision) -> float:
    """Return what stories are ordered by, the highest first, in days."""
    page = revision.page
    days = page.latest.timestamp() / _DAY
    return days + log2(1 + page.origins) * DAYS_PER_DOUBLING + importance(page)


def importance(page: StoryPage) -> float:
    """Return how much a story matters beyond its breadth, in days of recency.

    In how many countries it is reported, and whether it is contested.
    """
    countries = {a.outlet.country for a in page.articles if a.outlet.country}
    contested = bool(page.disputes) or len(page.narratives) > 1
    return log2(1 + len(countries)) * DAYS_PER_COUNTRIES + DAYS_FOR_DISPUTE * contested


def developing(newest: Sequence[Revision]) -> list[Revision]:
    """Return the stories that were revised lately, the newest change first.

    "Lately" is reckoned from the newest revision of all, so that a page does not depend on a clock.
    """
    if not newest:
        return []
    since: datetime = max(r.published for r in newest) - DEVELOPING_WITHIN
    grown = [r for r in newest if r.number > 1 and r.published >= since and _adds(r)]
    return sorted(grown, key=lambda r: (-r.published.timestamp(), r.page.story_id))[
        :MOST_DEVELOPING
    ]


def _adds(revision: Revision) -> bool:
    kinds = {c.kind for c in revision.changes}
    return bool(
        kinds & {ChangeKind.ADDED, ChangeKind.DISPUTE, ChangeKind.ARTICLES, ChangeKind.NARRATIVE}
    )
