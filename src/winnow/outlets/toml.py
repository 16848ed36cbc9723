"""Outlets as an operator's settings file writes them."""

from __future__ import annotations

from collections.abc import Iterator

from winnow.outlets.catalogue import Catalogue, CatalogueEntry
from winnow.settings.reference import toml_value
from winnow.types import Outlet, Provenance

_OPENING = """\
# Outlets to begin with, chosen from Winnow's catalogue: remove what you do not want to read, add
# what you do (`winnow outlets list` shows the catalogue, `winnow outlets add` writes an entry here).
# Country, language, owner and kind are the catalogue's as of 2025; state them here to correct them.
# Feeds move: `winnow outlets check --feeds` tells which answer.
#
# No leans stand here, on purpose: Winnow guesses nothing about an outlet. A lean comes from a named
# rater whose ratings you may use; import a table with `winnow outlets import-ratings`, or write:
#   leans = [
#     { axis = "left-right", value = "center", rater = "Name of the rater", rated_on = 2025-01-31 },
#   ]
"""


def starter_toml(catalogue: Catalogue) -> str:
    """Return the outlets that ``winnow init`` suggests, with what is known of them as comments."""
    parts = [_OPENING]
    for name, entries in catalogue.regions.items():
        title = name.removesuffix(".toml").replace("_", " ").capitalize()
        chosen = [_starter(entry) for entry in entries if entry.starter]
        if chosen:
            parts += [f"# {'-' * (95 - len(title))} {title}\n", *chosen]
    return "\n".join(parts)


def outlet_toml(outlet: Outlet) -> str:
    """Return an ``[[outlets]]`` table; what is not known is left out."""
    return "\n".join(["[[outlets]]", *_fields(outlet)]) + "\n"


def _starter(entry: CatalogueEntry) -> str:
    known = ", ".join(part for part in (entry.country, entry.owner_kind, entry.owner) if part)
    comment = [f"# {entry.note}"] if entry.note else []
    fields = [f"{k} = {toml_value(getattr(entry, k))}" for k in ("id", "name", "feeds")]
    return "\n".join([*comment, f"# {known}" if known else "#", "[[outlets]]", *fields]) + "\n"


def _fields(outlet: Outlet) -> Iterator[str]:
    for name in ("id", "name", "country", "language", "owner", "owner_kind"):
        if (value := getattr(outlet, name)) is not None:
            yield f"{name} = {toml_value(value)}"
    if outlet.is_agency:
        yield "is_agency = true"
    if outlet.feeds:
        yield f"feeds = {toml_value(outlet.feeds)}"
    if outlet.provenance:
        yield "provenance = ["
        yield from (f"  {_inline(each)}," for each in outlet.provenance)
        yield "]"


def _inline(each: Provenance) -> str:
    stated = f"field = {toml_value(each.field)}, source = {toml_value(each.source)}"
    return f"{{ {stated}, as_of = {each.as_of.isoformat()} }}"
