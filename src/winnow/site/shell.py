"""What surrounds every page: title, links to the stylesheet, the feeds and the other pages."""

from __future__ import annotations

from winnow.site.options import SiteOptions
from winnow.site.urls import Urls
from winnow.site.views import Shell
from winnow.site.words import clean

_DESCRIPTION_LIMIT = 200


def make_shell(
    place: str,
    options: SiteOptions,
    urls: Urls,
    *,
    title: str = "",
    description: str = "",
    here: str = "",
    canonical: str | None = None,
) -> Shell:
    """Return the surroundings of the page at ``place``.

    ``canonical`` is the place that stands for this one (a story for its revisions); it is left
    out when the site's own address is not known, since a canonical link must be absolute.
    """
    site = clean(options.title)
    return Shell(
        site=site,
        tagline=clean(options.tagline),
        language=options.language,
        direction=options.direction,
        title=f"{title} — {site}" if title else site,
        description=(description or clean(options.tagline))[:_DESCRIPTION_LIMIT],
        canonical=urls.absolute(place if canonical is None else canonical)
        if options.base_url
        else None,
        style=urls.relative(urls.style, place),
        icon=urls.relative(urls.icon, place),
        front=urls.relative(urls.front, place),
        archive=urls.relative(urls.archive, place),
        about=urls.relative(urls.about, place),
        topics=urls.relative(urls.topics, place),
        outlets=urls.relative(urls.outlets, place),
        figures=urls.relative(urls.figures, place),
        atom=urls.relative(urls.site_feed, place),
        json_feed=urls.relative(urls.json_feed, place),
        search=urls.relative(urls.search, place) if options.live else None,
        here=here,
    )
