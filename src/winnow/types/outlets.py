"""Publishers, and what is said about them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from winnow.types.ids import OutletId


@dataclass(frozen=True, slots=True)
class Lean:
    """Where one rater, at one time, places an outlet on one axis."""

    #: ``"left-right"`` or ``"establishment"``.
    axis: str
    #: The rater's own word, lower case: ``"left"``, ``"lean left"``, ``"center"``, ``"right"``, …
    value: str
    #: Who says so: ``"AllSides"``, ``"operator"``, ``"demo (invented)"``. Never empty.
    rater: str
    #: When it was rated; ``None`` when the rater gives no date.
    rated_on: date | None = None


@dataclass(frozen=True, slots=True)
class Provenance:
    """Where a statement about an outlet comes from, so that a person can check it."""

    #: The field of ``Outlet`` that is stated: ``"owner"``, ``"owner_kind"``, …
    field: str
    #: A page, a law, a register, a report: ``"Ofcom"``, ``"example.org, imprint"``.
    source: str
    #: When it was so; owners change.
    as_of: date


@dataclass(frozen=True, slots=True)
class Outlet:
    """A publisher. What is not known is ``None`` or empty: nothing is guessed."""

    id: OutletId
    name: str
    country: str | None = None  # ISO 3166-1 alpha-2, upper case
    language: str | None = None  # ISO 639-1, lower case
    owner: str | None = None
    #: ``"state"``, ``"public"``, ``"private"``, ``"non-profit"``.
    owner_kind: str | None = None
    leans: tuple[Lean, ...] = ()
    #: A news agency, whose texts other outlets reprint.
    is_agency: bool = False
    #: Written for the demo: shown as such wherever the outlet is named.
    is_invented: bool = False
    feeds: tuple[str, ...] = ()
    #: Sources of what is stated above, at most one a field.
    provenance: tuple[Provenance, ...] = ()
