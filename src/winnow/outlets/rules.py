"""What must hold of outlets, with what to do where it does not."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TypeAlias
from urllib.parse import urlsplit

from winnow.outlets.codes import COUNTRIES, LANGUAGES
from winnow.parse.outlets import outlet_of_url
from winnow.settings import OutletSettings

#: File, outlet, and a domain or feed that is said to be its.
Mention: TypeAlias = tuple[str, str, str]

#: Statements that the catalogue makes only with a source and a date.
SOURCED = ("owner", "owner_kind")


@dataclass(frozen=True, slots=True)
class Flaw:
    """Something wrong in a file of outlets."""

    file: str
    #: The outlet's domain, or its place in the file when it has none.
    outlet: str
    #: What is wrong and what to do.
    message: str

    def __str__(self) -> str:
        return f"{self.file}: {self.outlet}: {self.message}" if self.outlet else self.message


def listed_flaws(outlets: Sequence[OutletSettings], *, file: str) -> list[Flaw]:
    """Return what is wrong with outlets that an operator lists."""
    found = [Flaw(file, outlet.id, message) for outlet in outlets for message in flaws_of(outlet)]
    domains = ((file, outlet.id, outlet.id) for outlet in outlets)
    feeds = ((file, outlet.id, feed) for outlet in outlets for feed in outlet.feeds)
    return found + repeated(domains, feeds)


def flaws_of(outlet: OutletSettings) -> Iterator[str]:
    """Yield what is wrong with one outlet, whoever lists it."""
    yield from domain_flaws(outlet.id)
    if outlet.country and outlet.country not in COUNTRIES:
        yield f"country: {outlet.country} is no ISO 3166-1 code; leave it out if it is not known"
    if outlet.language and outlet.language not in LANGUAGES:
        yield f"language: {outlet.language} is no ISO 639-1 code; leave it out if it is not known"
    for feed in outlet.feeds:
        if not _is_web_address(feed):
            yield f"feeds: {feed!r} is no http(s) address"
    stated = [each.field for each in outlet.provenance]
    for name in sorted(set(stated)):
        if stated.count(name) > 1:
            yield f"provenance: {name} has {stated.count(name)} sources; keep the best one"
        if getattr(outlet, name) in (None, ""):
            yield f"provenance: {name} has a source, but is not stated; state it or take it out"


def unsourced(outlet: OutletSettings) -> Iterator[str]:
    """Yield what an outlet of the catalogue states without a source."""
    sourced = {each.field for each in outlet.provenance}
    for name in SOURCED:
        if getattr(outlet, name) is not None and name not in sourced:
            yield f"{name}: has no source; add it with its date under provenance, or take it out"


def domain_flaws(domain: str) -> Iterator[str]:
    """Yield what is wrong with a domain that is to be an outlet's id."""
    registrable = outlet_of_url(domain)
    if registrable != domain:
        yield f"id: {domain} is no registrable domain; write {registrable or 'its domain'}"


def repeated(domains: Iterable[Mention], feeds: Iterable[Mention]) -> list[Flaw]:
    """Return the domains and the feeds that are mentioned before."""
    return [*_repeated(domains, "domain"), *_repeated(feeds, "feed")]


def _repeated(mentions: Iterable[Mention], kind: str) -> Iterator[Flaw]:
    first: dict[str, str] = {}
    for file, outlet_id, value in mentions:
        if value in first:
            yield Flaw(file, outlet_id, f"{kind} {value} stands at {first[value]}; keep one")
        first.setdefault(value, outlet_id)


def _is_web_address(feed: str) -> bool:
    try:
        parts = urlsplit(feed)
        return parts.scheme in ("http", "https") and "." in (parts.hostname or "")
    except ValueError:
        return False
