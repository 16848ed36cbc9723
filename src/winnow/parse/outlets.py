"""Which outlet an address belongs to, and what outlets do to the titles of their pages."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from winnow.types import OutletId

# Second-level names under which a country's publishers register: "co" of co.uk, "gov" of gov.lk.
_SECOND_LEVEL_NAMES = (
    "ac asn co com edu firm gen go gob gouv gov gv id in ind info lg ltd me mil name ne net nhs"
    " nom or org plc police press presse sch school web"
)
_SECOND_LEVEL = frozenset(_SECOND_LEVEL_NAMES.split())
# Hosts on which every subdomain is a publisher of its own.
_PLATFORM_NAMES = (
    "beehiiv.com blogspot.com ghost.io github.io medium.com substack.com tumblr.com typepad.com"
    " weebly.com wixsite.com wordpress.com"
)
_PLATFORMS = frozenset(_PLATFORM_NAMES.split())
# The longest name an outlet is taken to have, in words, where only part of it is the domain.
_LONGEST_NAME = 5
_SEPARATORS = r"\s+[-–—|•·:»/]+\s+|\s*[|»]\s*"


def outlet_of_url(url: str) -> OutletId:
    """Return the registrable domain of an address or host, lower case; "" when there is none.

    >>> outlet_of_url("https://www.example.co.uk/world/1")
    'example.co.uk'
    >>> outlet_of_url("news.example.com")
    'example.com'
    """
    try:
        host = urlsplit(url if "//" in url else f"//{url}").hostname or ""
    except ValueError:
        return ""
    labels = [label for label in host.lower().strip(".").split(".") if label]
    if len(labels) < 3 or re.fullmatch(r"[\d.]+|.*:.*", host):
        return ".".join(labels)
    return ".".join(labels[-_registrable_labels(labels) :])


def _registrable_labels(labels: list[str]) -> int:
    if ".".join(labels[-2:]) in _PLATFORMS:
        return 2 if labels[-3] == "www" else 3
    return 3 if len(labels[-1]) == 2 and labels[-2] in _SECOND_LEVEL else 2


def clean_title(title: str, *, outlet_id: OutletId = "", names: tuple[str, ...] = ()) -> str:
    """Return the headline without the outlet's name behind (or before) it.

    Only a part that *is* the outlet's name, or its domain, goes: the words of a headline stay.

    >>> clean_title("Talks resume | Example News", names=("Example News",))
    'Talks resume'
    """
    title = " ".join(title.split())
    known = {_key(name) for name in (*names, outlet_id, outlet_id.split(".")[0]) if name}
    while True:
        shorter = _without_outlet(title, known)
        if shorter == title:
            return title
        title = shorter


def _without_outlet(title: str, known: set[str]) -> str:
    cuts = list(re.finditer(_SEPARATORS, title))
    if cuts and _is_outlet(title[cuts[-1].end() :], known):
        return title[: cuts[-1].start()].rstrip()
    if cuts and _is_outlet(title[: cuts[0].start()], known):
        return title[cuts[0].end() :].lstrip()
    return title


def _is_outlet(part: str, known: set[str]) -> bool:
    key = _key(part)
    if not key:
        return False
    if key in known:
        return True
    plain = _plain(key)  # "Example News" for example.com, "The Example" for "Example"
    return (len(plain) >= 3 and plain in {_plain(name) for name in known}) or (
        len(part.split()) <= _LONGEST_NAME and any(len(name) >= 6 and name in key for name in known)
    )


def _plain(key: str) -> str:
    return re.sub(r"^the|(news|online|com|org|net|web)+$", "", key)


def _key(name: str) -> str:
    return re.sub(r"[\W_]+", "", name.casefold())
