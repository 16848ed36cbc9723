"""Where a page shows who copied from whom."""

from __future__ import annotations

from dataclasses import replace

from site_pages import PAGE, entry

from winnow.site.articles_view import article_views
from winnow.site.citing import Citer
from winnow.types import ArticleEntry, OriginRole


def copy_of(key: str, source: str | None, role: OriginRole = OriginRole.REPRINT) -> ArticleEntry:
    """Return an article of one common origin, copied from the article ``source``."""
    row = entry(key)
    source_id = entry(source).article_id if source else None
    link = replace(row.origin, origin_id="one", role=role, source_id=source_id)
    return replace(row, origin=link)


def outlets(*articles: ArticleEntry) -> list[str]:
    return [
        view.outlet for view in article_views(replace(PAGE, articles=articles), Citer((), articles))
    ]


def test_each_copy_stands_under_what_it_was_copied_from() -> None:
    """A copy of a copy follows that copy, not the next copy of the original."""
    rows = (
        copy_of("ledger", "wire"),
        copy_of("post", "wire"),
        copy_of("courier", "ledger"),
        copy_of("wire", None, OriginRole.ORIGINAL),
    )
    assert outlets(*rows) == ["Northwire", "Plains Ledger", "Sahel Courier", "The Harbour Post"]


def test_links_in_a_circle_lose_no_article() -> None:
    """Whatever the links say, every article of the page is listed once."""
    rows = (copy_of("ledger", "post"), copy_of("post", "ledger"), copy_of("wire", None))
    assert sorted(outlets(*rows)) == ["Northwire", "Plains Ledger", "The Harbour Post"]
