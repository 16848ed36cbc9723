"""Who is known: the operator's words first, then the catalogue's, with the raters' ratings."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from winnow.outlets.catalogue import Catalogue, shipped_catalogue
from winnow.outlets.ratings import Rating, load_ratings
from winnow.settings import OutletSettings, Settings
from winnow.types import Lean, Outlet, OutletId

#: What an operator says, or else nobody: a feed is read because it was chosen.
_OPERATORS_ALONE = {"feeds", "leans", "is_invented"}


@dataclass(frozen=True, slots=True)
class KnownOutlets:
    """The outlets that are read, and those that are only known."""

    #: By id.
    listed: tuple[Outlet, ...]
    #: Not read, hence without feeds: whose their articles are is known all the same.
    others: Mapping[OutletId, Outlet]

    def all(self) -> dict[OutletId, Outlet]:
        """Return both, ids sorted."""
        every = {**self.others, **{outlet.id: outlet for outlet in self.listed}}
        return dict(sorted(every.items()))


def known_outlets(settings: Settings, catalogue: Catalogue | None = None) -> KnownOutlets:
    """Return what settings, catalogue and imported ratings say, together.

    What an outlet's entry in the settings states holds; what it leaves out comes from the
    catalogue; what is empty there is unknown.  A rating in the entry outranks an imported one of
    the same rater on the same axis.
    """
    used = (catalogue or shipped_catalogue()) if settings.catalogue.use else Catalogue({})
    known = used.outlets
    ratings = _by_outlet(load_ratings(settings.catalogue.ratings), used)
    listed = sorted((_completed(each, known) for each in settings.outlets), key=lambda o: o.id)
    ids = {outlet.id for outlet in listed}
    others = {i: replace(o, feeds=()) for i, o in sorted(known.items()) if i not in ids}
    return KnownOutlets(
        listed=tuple(_rated(outlet, ratings) for outlet in listed),
        others={i: _rated(outlet, ratings) for i, outlet in others.items()},
    )


def _completed(stated: OutletSettings, known: Mapping[OutletId, Outlet]) -> Outlet:
    outlet, base = stated.to_outlet(), known.get(stated.id)
    if base is None:
        return outlet
    left_out = set(OutletSettings.model_fields) - stated.model_fields_set - _OPERATORS_ALONE
    filled = {name: getattr(base, name) for name in left_out}
    # A source belongs to a statement: where the operator states another, it goes.
    own = {each.field for each in outlet.provenance}
    kept = (p for p in base.provenance if p.field in left_out and p.field not in own)
    return replace(outlet, **{**filled, "provenance": (*outlet.provenance, *kept)})


def _by_outlet(ratings: Iterable[Rating], catalogue: Catalogue) -> Mapping[OutletId, list[Lean]]:
    """Return leans by domain; a newsroom's further domains have those of its first."""
    found: dict[OutletId, list[Lean]] = {}
    for rating in ratings:
        entry = catalogue.entry(rating.outlet)
        more = entry.other_domains if entry and entry.id == rating.outlet else ()
        for domain in (rating.outlet, *more):
            found.setdefault(domain, []).append(rating.to_lean())
    return found


def _rated(outlet: Outlet, ratings: Mapping[OutletId, list[Lean]]) -> Outlet:
    own = {(lean.axis, lean.rater) for lean in outlet.leans}
    more = (lean for lean in ratings.get(outlet.id, ()) if (lean.axis, lean.rater) not in own)
    return replace(outlet, leans=(*outlet.leans, *more))
