"""A story as one file to keep: its part of the site, and its evidence as data, in a zip archive."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from winnow.errors import InputError
from winnow.site.build import site_files
from winnow.site.options import SiteOptions
from winnow.site.page_json import jsonable
from winnow.site.words import iso
from winnow.types import ArticleEntry, Outlet, OutletId, Revision, StoryPage

FORMAT = "winnow-evidence/1"
#: An archive holds no time but the story's own; this is what a zip says when it says none.
_NO_TIME = (1980, 1, 1, 0, 0, 0)
_FILE_MODE = 0o100644 << 16


def story_archive(
    revisions: Sequence[Revision], outlets: Mapping[OutletId, Outlet], options: SiteOptions
) -> bytes:
    """Return a zip of a story: pages of every revision, feeds, JSON, style, evidence.

    It is a site of this one story, to be read from the folder it is unpacked into without a server
    or a network.  The same history gives the same bytes.
    """
    page = revisions[-1].page
    named = {a.outlet.id for r in revisions for a in r.page.articles}
    files, problems = site_files(
        {page.story_id: revisions},
        {i: o for i, o in outlets.items() if i in named},
        options=replace(options, explicit_index=True, live=False),
    )
    if problems:
        raise InputError(problems[0].subject, problems[0].message)
    evidence = json.dumps(_evidence(revisions), ensure_ascii=False, indent=1) + "\n"
    content = {**files, "evidence.json": evidence.encode("utf-8", "backslashreplace")}
    return _zipped(content)


def _evidence(revisions: Sequence[Revision]) -> dict[str, Any]:
    newest = revisions[-1]
    return {
        "format": FORMAT,
        "story_id": newest.page.story_id,
        "slug": newest.page.slug,
        "revision": newest.number,
        "published": iso(newest.published),
        "digest": newest.digest,
        "evidence": list(_passages(newest.page)),
    }


def _passages(page: StoryPage) -> Iterator[dict[str, Any]]:
    """Yield each passage with where it stands and what on the page rests on it."""
    articles = {a.article_id: a for a in page.articles}
    for reference in page.references:
        yield {
            "number": reference.number,
            **jsonable(reference)["evidence"],
            "before": reference.before,
            "after": reference.after,
            "article": _source(articles.get(reference.evidence.article_id)),
            "supports": [text for text, rests in _resting(page) if reference.evidence in rests],
        }


def _source(article: ArticleEntry | None) -> dict[str, Any] | None:
    if article is None:
        return None
    return {
        "title": article.title,
        "url": article.url,
        "outlet": article.outlet.name,
        "published": iso(article.published) if article.published else None,
        "seen": iso(article.seen),
        "origin_id": article.origin.origin_id,
    }


def _resting(page: StoryPage) -> Iterator[tuple[str, tuple[object, ...]]]:
    yield page.title, page.title_evidence
    sentences = [s for f in page.bullets for s in f.sentences]
    sentences += [a.sentence for d in page.disputes for a in d.accounts]
    sentences += [s for n in page.narratives for s in n.sentences]
    for sentence in sentences:
        yield sentence.text, sentence.evidence


def _zipped(files: Mapping[str, bytes]) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for path in sorted(files):
            entry = zipfile.ZipInfo(path, _NO_TIME)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system = 3
            entry.external_attr = _FILE_MODE
            archive.writestr(entry, files[path], compresslevel=9)
    return target.getvalue()
