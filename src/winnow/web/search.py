"""The search page: what a reader typed → facts, accounts, articles and figures that hold it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from anyio import to_thread
from starlette.datastructures import QueryParams
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from winnow.site.articles_view import article_anchor
from winnow.site.facts_view import fact_anchor
from winnow.site.html import render
from winnow.site.serve import security_policy
from winnow.site.shell import make_shell
from winnow.site.speech import mark, say, speaking
from winnow.site.views import Link, Shell, Time
from winnow.site.words import clean, day, iso
from winnow.types import Entry, EntryKind, Hit, Marked
from winnow.web.answers import answer
from winnow.web.cache import stored
from winnow.web.excerpts import clean_marked, excerpts
from winnow.web.limits import Buckets, client_of
from winnow.web.live import LiveSite

PAGE_SIZE = 20
#: Further on nobody reads, and every step costs as much as all before it.
MOST_HITS = 400
_QUERY_LIMIT = 300

_KINDS = {
    EntryKind.FACT: (mark("Fact"), mark("Facts")),
    EntryKind.ACCOUNT: (mark("Account in a dispute"), mark("Accounts")),
    EntryKind.ARTICLE: (mark("Article"), mark("Articles")),
    EntryKind.FIGURE: (mark("Who said it"), mark("People and bodies")),
}


@dataclass(frozen=True, slots=True)
class ResultView:
    """One result."""

    kind: str
    href: str
    #: Of the story; of an article its headline and of a figure its name come first.
    story: str
    title: Marked
    text: Marked
    time: Time


@dataclass(frozen=True, slots=True)
class TabView:
    """A kind of results, or all of them."""

    text: str
    href: str
    is_shown: bool


@dataclass(frozen=True, slots=True)
class SearchView:
    """The search page."""

    shell: Shell
    action: str
    query: str
    kind: str
    tabs: tuple[TabView, ...]
    results: tuple[ResultView, ...]
    first: int
    #: Of what was typed there is nothing; "" where there is something or nothing was typed.
    nothing: str
    more: Link | None
    query_limit: int = _QUERY_LIMIT


class SearchDesk:
    """Answers searches in HTML."""

    def __init__(self, live: LiveSite) -> None:
        self._live = live
        given = live.options
        self._buckets = Buckets(burst=given.burst, per_second=given.requests_per_minute / 60)

    async def page(self, request: Request) -> Response:
        """Return the search page for ``?q=``, ``kind`` and ``from``."""
        wait = self._buckets.take(client_of(request.scope))
        if wait:
            with speaking(self._live.site.language):
                message = say("Too many searches; ask again in %(n)d s.", n=wait)
            raise HTTPException(429, message, {"Retry-After": str(wait)})
        content = await to_thread.run_sync(self._html, request.query_params)
        policy = security_policy(hotlinks=False, forms=True)
        headers = {"Content-Security-Policy": policy, "X-Robots-Tag": "noindex"}
        return answer(request, stored(content, "text/html; charset=utf-8"), headers=headers)

    def _html(self, asked: QueryParams) -> bytes:
        with speaking(self._live.site.language):
            return render("search.html", self._view(asked)).encode("utf-8", "replace")

    def _view(self, asked: QueryParams) -> SearchView:
        query = clean(asked.get("q", ""))[:_QUERY_LIMIT]
        kind = next((k for k in EntryKind if k.value == asked.get("kind")), None)
        start = _start(asked.get("from", ""))
        kinds = [kind] if kind else []
        hits = self._live.store.search(query, kinds=kinds, limit=PAGE_SIZE + 1, offset=start)
        urls, options = self._live.urls, self._live.site
        shell = make_shell(urls.search, options, urls, title=say("Search"), here="search")
        return SearchView(
            shell=shell,
            action=urls.relative(urls.search, urls.search),
            query=query,
            kind=kind.value if kind else "",
            tabs=_tabs(query, kind),
            results=self._results(hits[:PAGE_SIZE]),
            first=start + 1,
            nothing=query if query and not hits else "",
            more=_more(query, kind, start) if len(hits) > PAGE_SIZE else None,
        )

    def _results(self, hits: Sequence[Hit]) -> tuple[ResultView, ...]:
        titles = {h.entry.story_id: self._live.store.card(h.entry.story_id) for h in hits}
        return tuple(
            self._result(hit, text, card.title if (card := titles[hit.entry.story_id]) else "")
            for hit, text in zip(hits, excerpts(hits), strict=True)
        )

    def _result(self, hit: Hit, text: Marked, story: str) -> ResultView:
        entry, urls = hit.entry, self._live.urls
        page = urls.relative(urls.story(entry.slug), urls.search)
        return ResultView(
            kind=say(_KINDS[entry.kind][0]),
            href=page + anchor_of(entry),
            story=clean(story),
            title=clean_marked(hit.title),
            text=text,
            time=Time(iso(entry.at), day(entry.at)),
        )


def anchor_of(entry: Entry) -> str:
    """Return where on its story's page an entry stands: ``"#fact-…"``."""
    if entry.kind is EntryKind.FACT:
        return f"#{fact_anchor(entry.ref)}"
    if entry.kind is EntryKind.ARTICLE:
        return f"#{article_anchor(entry.ref)}"
    return "#disputes" if entry.kind is EntryKind.ACCOUNT else ""


def _start(given: str) -> int:
    number = int(given) if given.isascii() and given.isdigit() and len(given) < 6 else 0
    return min(number, MOST_HITS)


def _tabs(query: str, shown: EntryKind | None) -> tuple[TabView, ...]:
    if not query:
        return ()
    every = TabView(say("All"), _href(query, None), shown is None)
    kinds = (TabView(say(many), _href(query, k), k is shown) for k, (_, many) in _KINDS.items())
    return (every, *kinds)


def _more(query: str, kind: EntryKind | None, start: int) -> Link | None:
    following = start + PAGE_SIZE
    if following > MOST_HITS:
        return None
    return Link(say("More results"), _href(query, kind, following))


def _href(query: str, kind: EntryKind | None, start: int = 0) -> str:
    asked = {"q": query, "kind": kind.value if kind else "", "from": str(start or "")}
    given = {name: value for name, value in asked.items() if value}
    return "?" + urlencode(given, errors="replace")
