"""Whom a feed or a page names as the source of an article: RSS ``<source>``, a foreign canonical link."""

from __future__ import annotations

from collections.abc import Iterable

from winnow.parse.outlets import outlet_of_url
from winnow.types import OutletId


def named_source(
    stated: str | None, canonical: str | None, *, outlet_id: OutletId, names: Iterable[str]
) -> str | None:
    """Return the other outlet that an article was taken from, as named, or ``None``.

    ``stated`` is the feed's ``<source>``: a name or an address. Many feeds put their own name
    there, or that of a section ("Vale Post: Politics"), which says nothing. A canonical link to
    another outlet tells search engines where the original stands.
    """
    if stated and not _is_address(stated):
        own = (_plain(name) for name in (outlet_id, *names))
        if not any(name in _plain(stated) for name in own if name):
            return stated.strip()
    outlets = (outlet_of_url(a) for a in (stated, canonical) if a and _is_address(a))
    return next((outlet for outlet in outlets if outlet not in ("", outlet_id)), None)


def _is_address(text: str) -> bool:
    return text.lower().startswith(("http://", "https://"))


def _plain(name: str) -> str:
    return name.strip().lower().removeprefix("the ")
