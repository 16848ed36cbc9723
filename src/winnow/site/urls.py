"""Every address of a site is made here.

A *place* is a path from the site's root without a leading slash: ``""`` is the front page,
``"s/lavrov-visits-mali/"`` a story. Pages link to each other by relative links, so that a site
works under any base path and from a folder; feeds and metadata use absolute ones.
"""

from __future__ import annotations

import posixpath
import re
from dataclasses import dataclass
from urllib.parse import urlsplit

from winnow.errors import InputError

#: Lower-case ASCII words joined by single hyphens; anything else could leave its folder,
#: collide on a case-blind file system, or need escaping.
_SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_SLUG_LIMIT = 120
#: Names that Windows keeps for devices.
_RESERVED = frozenset({"con", "prn", "aux", "nul"})


def checked_slug(slug: str) -> str:
    """Return ``slug`` if it is safe as a folder's name, else raise ``InputError``."""
    if len(slug) > _SLUG_LIMIT or slug in _RESERVED or not _SLUG.fullmatch(slug):
        raise InputError(repr(slug), "is no slug; use a-z, 0-9 and single hyphens, at most 120")
    return slug


#: An outlet's id as a folder: a domain, nothing that could leave its place.
_FOLDER = re.compile(r"[a-z0-9](?:[a-z0-9.-]{0,250}[a-z0-9])?")


def has_page(outlet_id: str) -> bool:
    """Return whether an outlet's id can be a folder's name."""
    return bool(_FOLDER.fullmatch(outlet_id)) and ".." not in outlet_id


@dataclass(frozen=True, slots=True)
class Urls:
    """Builds the addresses of one site."""

    #: The site's absolute address with a trailing slash, or ``""`` when it is not known.
    base_url: str = ""
    #: Relative links to pages end in ``index.html``.
    explicit_index: bool = False

    front = ""
    about = "about/"
    archive = "archive/"
    topics = "topics/"
    outlets = "outlets/"
    figures = "figures/"
    site_feed = "feed.xml"
    json_feed = "feed.json"
    style = "static/winnow.css"
    icon = "static/icon.svg"
    not_found = "404.html"
    #: Of a running server alone.
    search = "search"
    report = "report"
    unsubscribe = "unsubscribe"

    def story(self, slug: str) -> str:
        """The permanent place of a story: its newest revision."""
        return f"s/{checked_slug(slug)}/"

    def revision(self, slug: str, number: int) -> str:
        """The permanent place of one revision of a story."""
        return f"{self.story(slug)}r/{number:d}/"

    def topic(self, slug: str) -> str:
        """The stories of one topic."""
        return f"{self.topics}{checked_slug(slug)}/"

    def topic_feed(self, slug: str) -> str:
        """The stories of one topic as an Atom feed."""
        return f"{self.topic(slug)}feed.xml"

    def topic_json_feed(self, slug: str) -> str:
        """The stories of one topic as a JSON Feed."""
        return f"{self.topic(slug)}feed.json"

    def outlet(self, outlet_id: str) -> str:
        """What is known of one outlet; its id must be fit for a folder."""
        return f"{self.outlets}{outlet_id}/"

    def figure(self, slug: str) -> str:
        """What one figure said across stories."""
        return f"{self.figures}{checked_slug(slug)}/"

    def page_json(self, slug: str) -> str:
        """The newest revision of a story as JSON."""
        return f"{self.story(slug)}page.json"

    def page_text(self, slug: str) -> str:
        """The newest revision of a story as plain text."""
        return f"{self.story(slug)}page.txt"

    def story_feed(self, slug: str) -> str:
        """The revisions of a story as an Atom feed."""
        return f"{self.story(slug)}feed.xml"

    def file(self, place: str) -> str:
        """The file, relative to the site's folder, that answers for ``place``."""
        return place + "index.html" if place == "" or place.endswith("/") else place

    def relative(self, place: str, seen_from: str) -> str:
        """The link to ``place`` from the page at ``seen_from``.

        >>> Urls().relative("about/", "s/a-story/")
        '../../about/'
        """
        is_page = place == "" or place.endswith("/")
        start = "/" + posixpath.dirname(seen_from)
        link = posixpath.relpath("/" + place, start)
        if not is_page:
            return link
        return link.rstrip("/") + "/" + ("index.html" if self.explicit_index else "")

    def rooted(self, place: str) -> str:
        """The link to ``place`` from the host's root: for a page shown at any depth (404)."""
        return posixpath.join(urlsplit(self.base_url).path or "/", place)

    def absolute(self, place: str) -> str:
        """The full address of ``place``, or its rooted link when the site's address is unknown."""
        if not self.base_url:
            return self.rooted(place)
        return self.base_url.rstrip("/") + "/" + place
