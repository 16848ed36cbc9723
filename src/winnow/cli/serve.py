"""``winnow serve``: the live server over the store that the settings name."""

from __future__ import annotations

from winnow.cli.workshop import open_store, site_options
from winnow.settings import Settings


def serve_store(settings: Settings, host: str, port: int) -> None:
    """Serve what is published until interrupted."""
    # Imported here: no other command needs a web framework.
    from winnow.web import LiveOptions, live_app, serve_live
    from winnow.web.lists import in_a_child

    given = settings.serve
    options = LiveOptions(
        cache_bytes=given.cache_mb * 1_000_000,
        requests_per_minute=given.requests_per_minute,
        burst=given.burst,
        reports_per_hour=given.reports_per_hour,
        most_reports=given.most_reports,
    )
    site = site_options(settings, live=True)
    make_lists = in_a_child(settings.store.url, site)
    with open_store(settings) as store:
        serve_live(live_app(store, site, options=options, make_lists=make_lists), host, port)
