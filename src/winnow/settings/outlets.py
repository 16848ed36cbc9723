"""What an operator says about outlets; the catalogue's files say it in the same words."""

from __future__ import annotations

from dataclasses import fields
from datetime import date
from pathlib import Path
from typing import Literal

from pydantic import Field, field_validator

from winnow.settings.section import Section
from winnow.types import Lean, Outlet, Provenance


class CatalogueSettings(Section):
    """What is known of outlets besides what stands in this file."""

    use: bool = Field(
        default=True,
        description="Know owner, country and kind of the outlets in Winnow's own catalogue, read "
        "or not, so that outlets of one owner count as one origin.",
    )
    ratings: Path = Field(
        default=Path("ratings.toml"),
        description="File of imported ratings, seen from the settings file; "
        "`winnow outlets import-ratings` writes it. It need not be there.",
    )


class LeanSettings(Section):
    """Where one rater places an outlet on one axis."""

    axis: Literal["left-right", "establishment"] = Field(description="What is rated.")
    value: str = Field(description="The rater's own word, such as `lean left`.", min_length=1)
    rater: str = Field(description="Who says so; never left out.", min_length=1)
    rated_on: date | None = Field(default=None, description="When it was rated, if the rater says.")


class ProvenanceSettings(Section):
    """Where a statement about an outlet comes from."""

    field: Literal["name", "country", "language", "owner", "owner_kind", "is_agency"] = Field(
        description="What is stated."
    )
    source: str = Field(
        description="Where a person can check it: a page, a law, a register, a report.",
        min_length=1,
    )
    as_of: date = Field(description="When it was so.")


class OutletSettings(Section):
    """A publisher that is read.

    What you leave out is taken from the catalogue, where it lists the outlet, or is unknown.
    """

    id: str = Field(
        description="Registrable domain, lower case: `example.org`.",
        pattern=r"^[a-z0-9-]+(\.[a-z0-9-]+)+$",
    )
    name: str = Field(description="Name as readers know it.", min_length=1)
    country: str | None = Field(
        default=None, description="ISO 3166-1 code: `FR`.", pattern=r"^[A-Z]{2}$"
    )
    language: str | None = Field(
        default=None, description="ISO 639-1 code: `en`.", pattern=r"^[a-z]{2}$"
    )
    owner: str | None = Field(
        default=None,
        description="Who owns it. Outlets of one owner that share a text are one origin. Empty: "
        "unknown, whatever the catalogue says.",
    )
    owner_kind: Literal["state", "public", "private", "non-profit"] | None = Field(
        default=None, description="`state`, `public`, `private` or `non-profit`."
    )
    leans: tuple[LeanSettings, ...] = Field(default=(), description="Ratings, each with its rater.")
    feeds: tuple[str, ...] = Field(
        default=(), description="Addresses of its RSS, Atom or JSON feeds."
    )
    is_agency: bool = Field(default=False, description="A news agency, whose texts others reprint.")
    is_invented: bool = Field(
        default=False, description="Made up, for a demo; shown as such everywhere."
    )

    provenance: tuple[ProvenanceSettings, ...] = Field(
        default=(), description="Sources of what is stated."
    )

    @field_validator("feeds")
    @classmethod
    def _are_web_addresses(cls, feeds: tuple[str, ...]) -> tuple[str, ...]:
        for feed in feeds:
            if not feed.startswith(("http://", "https://")):
                raise ValueError(f"{feed!r} is no http(s) address")
        return feeds

    def to_outlet(self) -> Outlet:
        """Return the outlet this describes."""
        values = {f.name: getattr(self, f.name) for f in fields(Outlet)}
        values["owner"] = self.owner or None
        values["leans"] = tuple(Lean(**dict(each)) for each in self.leans)
        values["provenance"] = tuple(Provenance(**dict(each)) for each in self.provenance)
        return Outlet(**values)
