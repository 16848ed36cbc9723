"""The catalogue: outlets in TOML files, each statement about an owner with its source and date."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from difflib import get_close_matches
from functools import cached_property, lru_cache
from importlib.resources import files
from typing import Any

from pydantic import Field, ValidationError
from pydantic_core import ErrorDetails

from winnow.errors import SettingsError
from winnow.outlets.rules import Flaw, domain_flaws, flaws_of, repeated, unsourced
from winnow.settings import OutletSettings
from winnow.types import Outlet, OutletId

_SHOWN = 5


class CatalogueEntry(OutletSettings):
    """An outlet of the catalogue: what an operator may say of one, and a little more."""

    other_domains: tuple[str, ...] = Field(
        default=(), description="Further domains of the same newsroom."
    )
    starter: bool = Field(default=False, description="`winnow init` suggests it.")
    note: str = Field(default="", description="One sentence for the operator who chooses.")

    def to_outlets(self) -> Iterator[Outlet]:
        """Yield the outlet, then the same under each further domain."""
        outlet = self.to_outlet()
        yield outlet
        for domain in self.other_domains:
            yield replace(outlet, id=domain, feeds=())


@dataclass(frozen=True)
class Catalogue:
    """The outlets of the catalogue's files, in their order."""

    #: File name and its entries.
    regions: Mapping[str, Sequence[CatalogueEntry]]

    @cached_property
    def entries(self) -> tuple[CatalogueEntry, ...]:
        """All entries."""
        return tuple(entry for entries in self.regions.values() for entry in entries)

    @cached_property
    def outlets(self) -> Mapping[OutletId, Outlet]:
        """All outlets by domain, further domains included."""
        return {o.id: o for entry in self.entries for o in entry.to_outlets()}

    def entry(self, domain: OutletId) -> CatalogueEntry | None:
        """Return the entry that lists a domain."""
        return self._by_domain.get(domain)

    @cached_property
    def _by_domain(self) -> Mapping[OutletId, CatalogueEntry]:
        return {d: e for e in self.entries for d in (e.id, *e.other_domains)}


@lru_cache(maxsize=1)
def shipped_catalogue() -> Catalogue:
    """Return Winnow's own catalogue."""
    return load_catalogue(shipped_files())


def shipped_files() -> dict[str, str]:
    """Return the texts of Winnow's own catalogue by file name, names sorted."""
    folder = files("winnow.data").joinpath("outlets")
    texts = {f.name: f.read_text("utf-8") for f in folder.iterdir() if f.name.endswith(".toml")}
    return dict(sorted(texts.items()))


def load_catalogue(texts: Mapping[str, str]) -> Catalogue:
    """Return the catalogue that files, by name, spell out; flaws are a ``SettingsError``."""
    catalogue, flaws = check_catalogue(texts)
    if flaws:
        more = f" (and {len(flaws) - _SHOWN} more)" if len(flaws) > _SHOWN else ""
        raise SettingsError("outlet catalogue", "; ".join(map(str, flaws[:_SHOWN])) + more)
    return catalogue


def check_catalogue(texts: Mapping[str, str]) -> tuple[Catalogue, list[Flaw]]:
    """Return what can be read of the files, by name, and all that is wrong with them."""
    read = {name: _read(text, name) for name, text in texts.items()}
    regions = {name: entries for name, (entries, _) in read.items()}
    flaws = [flaw for _, found in read.values() for flaw in found]
    return Catalogue(regions), flaws + _repeated(regions)


def _repeated(regions: Mapping[str, Sequence[CatalogueEntry]]) -> list[Flaw]:
    every = [(name, entry) for name, entries in regions.items() for entry in entries]
    return repeated(
        ((name, e.id, domain) for name, e in every for domain in (e.id, *e.other_domains)),
        ((name, e.id, feed) for name, e in every for feed in e.feeds),
    )


def _read(text: str, file: str) -> tuple[list[CatalogueEntry], list[Flaw]]:
    try:
        content = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        return [], [Flaw(file, "the file", f"is no TOML: {error}")]
    tables = content.pop("outlets", [])
    flaws = [Flaw(file, key, "is unknown; a catalogue holds [[outlets]] alone") for key in content]
    if not isinstance(tables, list) or not all(isinstance(table, dict) for table in tables):
        return [], [*flaws, Flaw(file, "outlets", "is no list of tables; write [[outlets]]")]
    entries = []
    for number, table in enumerate(tables, 1):
        try:
            entries.append(CatalogueEntry(**table))
        except ValidationError as error:
            name = str(table.get("id") or f"entry {number}")
            flaws += [Flaw(file, name, _explain(e)) for e in error.errors(include_url=False)]
    flaws += [Flaw(file, e.id, message) for e in entries for message in _entry_flaws(e)]
    return entries, flaws


def _entry_flaws(entry: CatalogueEntry) -> Iterator[str]:
    yield from flaws_of(entry)
    yield from unsourced(entry)
    for domain in entry.other_domains:
        yield from domain_flaws(domain)
    if entry.starter and not entry.feeds:
        yield "starter: has no feed to start with; add one, or take `starter` out"
    if entry.leans:
        yield "leans: the catalogue holds none; `winnow outlets import-ratings` takes a rater's"


def _explain(error: ErrorDetails) -> str:
    key = ".".join(str(part) for part in error["loc"]) or "the entry"
    if error["type"] != "extra_forbidden":
        return f"{key}: {error['msg'].removeprefix('Value error, ')}"
    known: list[Any] = list(CatalogueEntry.model_fields)
    near = get_close_matches(str(error["loc"][-1]), known, n=1, cutoff=0.5)
    hint = f"did you mean {near[0]}?" if near else f"known here: {', '.join(known)}"
    return f"{key}: there is no such field; {hint}"
