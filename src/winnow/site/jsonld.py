"""schema.org metadata of a story page, safe inside a ``<script>`` element."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from winnow.site.options import SiteOptions
from winnow.site.speech import CONTENT_LANGUAGE
from winnow.site.urls import Urls
from winnow.site.words import clean, iso, safe_link
from winnow.types import ArticleEntry, ArticleId, ChangeKind, Fact, Revision

Json = dict[str, Any]

#: Changes that take back or restate something a reader may have relied on.
_CORRECTIONS = frozenset(
    {
        ChangeKind.CORRECTED,
        ChangeKind.DEMOTED,
        ChangeKind.REMOVED,
        ChangeKind.REWORDED,
        ChangeKind.TITLE,
        ChangeKind.WITHDRAWN,
    }
)

#: JSON has an escape for every character that could end a script element or a line of script.
_SCRIPT_ESCAPES = {ord(c): f"\\u{ord(c):04x}" for c in "<>&\u2028\u2029"}


def json_ld(
    revisions: Sequence[Revision], revision: Revision, options: SiteOptions, urls: Urls
) -> str:
    """Return the metadata of ``revision`` as JSON without ``<``, ``>`` or ``&``."""
    text = json.dumps(_article(revisions, revision, options, urls), ensure_ascii=False)
    return text.translate(_SCRIPT_ESCAPES)


def _article(
    revisions: Sequence[Revision], revision: Revision, options: SiteOptions, urls: Urls
) -> Json:
    page = revision.page
    works = {a.article_id: _work(a) for a in page.articles}
    result: Json = {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "headline": clean(page.title),
        "url": urls.absolute(urls.story(revisions[-1].page.slug)),
        "inLanguage": CONTENT_LANGUAGE,
        "datePublished": iso(revisions[0].published),
        "dateModified": iso(revision.published),
        "version": revision.number,
        "publisher": {"@type": "Organization", "name": clean(options.title)},
        "isBasedOn": [w["url"] for w in works.values() if "url" in w],
        "citation": list(works.values()),
        "hasPart": [_claim(f, works) for f in page.bullets],
    }
    corrections = _corrections(revisions, revision)
    return result | ({"correction": corrections} if corrections else {})


def _work(entry: ArticleEntry) -> Json:
    link = safe_link(entry.url)
    work: Json = {
        "@type": "NewsArticle",
        "headline": clean(entry.title),
        "publisher": {"@type": "Organization", "name": clean(entry.outlet.name)},
    }
    if link:
        work["url"] = link
    if entry.published:
        work["datePublished"] = iso(entry.published)
    return work


def _claim(fact: Fact, works: dict[ArticleId, Json]) -> Json:
    cited = dict.fromkeys(e.article_id for s in fact.sentences for e in s.evidence)
    urls = [works[a]["url"] for a in cited if "url" in works.get(a, {})]
    return {
        "@type": "Claim",
        "text": clean(fact.text),
        "appearance": [{"@type": "NewsArticle", "url": u} for u in urls],
    }


def _corrections(revisions: Sequence[Revision], shown: Revision) -> list[Json]:
    return [
        {"@type": "CorrectionComment", "text": clean(c.text), "datePublished": iso(r.published)}
        for r in revisions
        if r.number <= shown.number
        for c in r.changes
        if c.kind in _CORRECTIONS
    ]
