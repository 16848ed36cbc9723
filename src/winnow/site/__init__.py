"""Revisions → what readers see: static pages, JSON, feeds, terminal text; and a file server.

Every rendering starts from the same ``Revision``; this package knows ``winnow.types`` alone.
"""

from __future__ import annotations

from winnow.site.build import BuildReport, site_files
from winnow.site.export import story_archive
from winnow.site.options import ErrorRate, SiteOptions
from winnow.site.serve import serve_site, site_app
from winnow.site.terminal import render_terminal, terminal_text
from winnow.site.update import build_site, update_site
from winnow.site.urls import Urls, checked_slug

__all__ = [
    "BuildReport",
    "ErrorRate",
    "SiteOptions",
    "Urls",
    "build_site",
    "checked_slug",
    "render_terminal",
    "serve_site",
    "site_app",
    "site_files",
    "story_archive",
    "terminal_text",
    "update_site",
]
