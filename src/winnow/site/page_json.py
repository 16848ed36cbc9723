"""A story as JSON: the same value as the page, for programs."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import fields, is_dataclass
from datetime import date, datetime
from enum import Enum
from typing import Any

from winnow.site.options import SiteOptions
from winnow.site.speech import CONTENT_LANGUAGE
from winnow.site.storyline_view import Others, shown_links
from winnow.site.urls import Urls
from winnow.site.words import iso
from winnow.types import Evidence, Reference, Revision, StoryPage

FORMAT = "winnow-page/1"


def page_json(
    revisions: Sequence[Revision],
    options: SiteOptions,
    urls: Urls,
    others: Others | None = None,
) -> str:
    """Return the newest revision with the history of its changes.

    Field names are those of ``winnow.types``.  Passages are spelled out under ``references``
    only, which keep within the limit on verbatim words; elsewhere evidence is given by article
    and offsets.  Links lead to ``others``, the stories that have a page; others are left out.
    """
    newest = revisions[-1]
    slug = newest.page.slug
    document = {
        "format": FORMAT,
        "url": urls.absolute(urls.story(slug)),
        "feed_url": urls.absolute(urls.story_feed(slug)),
        "language": CONTENT_LANGUAGE,
        "revision": newest.number,
        "published": iso(newest.published),
        "digest": newest.digest,
        "page": jsonable(newest.page) | {"links": _links(newest.page, others or {}, urls)},
        "history": [_history(r, slug, urls) for r in reversed(revisions)],
    }
    return json.dumps(document, ensure_ascii=False, indent=1) + "\n"


def _links(page: StoryPage, others: Others, urls: Urls) -> list[dict[str, Any]]:
    return [
        _fields(link)
        | {"title": other.page.title, "url": urls.absolute(urls.story(other.page.slug))}
        for link, other in shown_links(page, others)
    ]


def _history(revision: Revision, slug: str, urls: Urls) -> dict[str, Any]:
    return {
        "revision": revision.number,
        "published": iso(revision.published),
        "digest": revision.digest,
        "url": urls.absolute(urls.revision(slug, revision.number)),
        "changes": jsonable(revision.changes),
    }


def jsonable(value: Any) -> Any:
    """Return ``value`` in the terms of JSON: dataclasses by field, tuples as lists, times in UTC."""
    if isinstance(value, Reference):
        return _fields(value) | {"evidence": _fields(value.evidence)}
    if isinstance(value, Evidence):
        return {"article_id": value.article_id, "start": value.start, "end": value.end}
    if is_dataclass(value) and not isinstance(value, type):
        return _fields(value)
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, datetime):
        return iso(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, tuple | list):
        return [jsonable(v) for v in value]
    return value


def _fields(value: Any) -> dict[str, Any]:
    return {f.name: jsonable(getattr(value, f.name)) for f in fields(value)}
