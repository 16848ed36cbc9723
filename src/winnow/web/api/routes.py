"""The routes of version 1: each asks the store and answers with a document."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Path, Query
from pydantic import AfterValidator, AwareDatetime, BaseModel, BeforeValidator, ConfigDict, Field
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from winnow import __version__
from winnow.errors import NotFoundError
from winnow.site.page_json import jsonable, page_json
from winnow.site.storyline_view import shown_links, timeline_pages
from winnow.types import Entry, EntryKind, Fact, StoryPage
from winnow.web.answers import PROBLEM_TYPE, answer
from winnow.web.api import documents as d
from winnow.web.api.cursors import TIMED, TIMED_REF, cursor, place
from winnow.web.cache import stored
from winnow.web.excerpts import clean_marked, excerpts
from winnow.web.live import LiveSite
from winnow.web.pages import document_of
from winnow.web.search import MOST_HITS, anchor_of

_JSON = "application/json"
_MOST = 100
_RFC3339 = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)\Z", re.I | re.A)
StoryName = Annotated[
    str, Path(description="Id or slug of a story.", pattern=r"^[0-9A-Za-z-]{1,120}$")
]
_DOMAIN = r"^[0-9A-Za-z._:-]{1,253}$"
_PROBLEM = {PROBLEM_TYPE: {"schema": d.Problem.model_json_schema()}}


def _instant(given: object) -> object:
    """Refuse what pydantic would take for a time and RFC 3339 does not; keep within UTC's years."""
    if not isinstance(given, str) or not _RFC3339.match(given):
        raise ValueError("is no time; write 2026-03-01T12:00:00Z")
    return given


def _in_utc(given: datetime) -> datetime:
    try:
        return given.astimezone(UTC)
    except OverflowError:  # the first hours of year 1 or the last of 9999, elsewhere on earth
        return (datetime.min if given.year == 1 else datetime.max).replace(tzinfo=UTC)


Instant = Annotated[AwareDatetime, BeforeValidator(_instant), AfterValidator(_in_utc)]


class Asked(BaseModel):
    """Parameters of a list; others are refused, so that a misspelt one is not overlooked."""

    model_config = ConfigDict(extra="forbid")

    limit: int = Field(default=20, ge=1, le=_MOST, description="Items a page.")


class AskedStories(Asked):
    """Parameters of the list of stories."""

    outlet: str | None = Field(
        default=None, pattern=_DOMAIN, description="With an article of this outlet (id)."
    )
    topic: str | None = Field(
        default=None,
        pattern=r"^\d{8}$",
        description="Of this topic (IPTC Media Topics, two levels), such as `11000000`: politics.",
    )
    since: Instant | None = Field(
        default=None, description="Published then or later (RFC 3339, with a zone)."
    )
    cursor: str | None = Field(default=None, pattern=TIMED, description="`next_cursor` of before.")


class AskedEntries(Asked):
    """Parameters of the lists of facts and articles."""

    since: Instant | None = Field(
        default=None, description="Published then or later (RFC 3339, with a zone)."
    )
    cursor: str | None = Field(
        default=None, pattern=TIMED_REF, description="`next_cursor` of before."
    )


class AskedArticles(AskedEntries):
    """Parameters of the list of articles."""

    outlet: str | None = Field(default=None, pattern=_DOMAIN, description="Of this outlet (id).")


class AskedOutlets(Asked):
    """Parameters of the list of outlets."""

    country: str | None = Field(
        default=None, pattern="^[A-Za-z]{2}$", description="ISO 3166-1 alpha-2, such as `FR`."
    )
    cursor: str | None = Field(
        default=None, pattern=_DOMAIN, description="`next_cursor` of before."
    )


class AskedSearch(Asked):
    """Parameters of a search."""

    q: str = Field(min_length=1, max_length=300, description="Words, and “phrases” in quotes.")
    kind: Literal["fact", "account", "article", "figure"] | None = Field(
        default=None, description="These alone."
    )
    cursor: int = Field(default=0, ge=0, le=MOST_HITS, description="`next_cursor` of before.")


_ERRORS: dict[int | str, dict[str, Any]] = {
    status: {"content": _PROBLEM, "description": description}
    for status, description in (
        (422, "A parameter cannot be used; the detail names it."),
        (429, "Too many requests; `Retry-After` says when to ask again."),
        (503, "The store cannot be read now."),
    )
}  # fmt: skip
_MISSING: dict[int | str, dict[str, Any]] = {
    404: {"content": _PROBLEM, "description": "There is no such thing."},
    308: {"description": "The story was merged into the one at `Location`."},
}


def routes(live: LiveSite) -> APIRouter:
    """Return the routes, answered from a live site."""
    router = APIRouter()
    reading = _Reading(live)
    for path, make, model, more, summary in reading.table():
        router.add_api_route(
            path,
            make,
            methods=["GET"],
            response_model=None,
            summary=summary,
            operation_id=make.__name__,
            responses={200: {"model": model}, **_ERRORS, **more},
        )
    return router


class _Reading:
    """One method a route; FastAPI runs them in threads."""

    def __init__(self, live: LiveSite) -> None:
        self._live = live
        self._store = live.store

    def table(self) -> Sequence[tuple[str, Callable[..., Response], type, dict[Any, Any], str]]:
        """Return path, method, document, further answers and summary of every route."""
        return (
            ("/", self.service, d.Service, {}, "What there is"),
            ("/stories", self.stories, d.StoryItems, {}, "Published stories"),
            ("/stories/{story}", self.story, d.StoryDocument, _MISSING, "Everything on a page"),
            ("/stories/{story}/revisions", self.revisions, d.RevisionItems, _MISSING, "History"),
            (
                "/stories/{story}/revisions/{number}",
                self.revision,
                d.StoryDocument,
                _MISSING,
                "An earlier revision",
            ),
            (
                "/stories/{story}/facts",
                self.story_facts,
                d.StoryFacts,
                _MISSING,
                "Facts of a story",
            ),
            (
                "/stories/{story}/articles",
                self.story_articles,
                d.StoryArticles,
                _MISSING,
                "Articles of a story",
            ),
            (
                "/stories/{story}/storyline",
                self.storyline,
                d.Storyline,
                _MISSING,
                "A story among others of its matter",
            ),
            ("/facts", self.facts, d.FactItems, {}, "Published facts"),
            ("/articles", self.articles, d.ArticleItems, {}, "Articles on published pages"),
            ("/articles/{article}", self.article, d.ArticleItems, _MISSING, "An article"),
            ("/outlets", self.outlets, d.OutletItems, {}, "Outlets that are read"),
            ("/outlets/{outlet}", self.outlet, d.model_of_outlet(), _MISSING, "An outlet"),
            ("/search", self.search, d.HitItems, {}, "Search"),
        )

    # ------------------------------------------------------------------------------ stories

    def service(self, request: Request) -> Response:
        """Return the name of the site and the addresses of its lists."""
        names = ("stories", "facts", "articles", "outlets", "search", "openapi.json")
        found = d.Service(
            name=self._live.site.title,
            version=__version__,
            documentation=self._url("api/v1/openapi.json"),
            links={name: self._url(f"api/v1/{name}") for name in names},
        )
        return _told(request, found)

    def stories(self, request: Request, asked: Annotated[AskedStories, Query()]) -> Response:
        """Return published stories, newest revision first."""
        after = None
        if asked.cursor:
            at, (story_id,) = place(asked.cursor)
            after = (at, story_id)
        cards = self._store.cards(
            outlet_id=asked.outlet,
            topic=asked.topic,
            since=asked.since,
            after=after,
            limit=asked.limit + 1,
        )
        shown = cards[: asked.limit]
        found = d.StoryItems(
            items=[d.StoryItem.of(c, self._page(c.slug)) for c in shown],
            next_cursor=cursor(shown[-1].published, shown[-1].story_id)
            if len(cards) > asked.limit
            else None,
        )
        return _told(request, found)

    def story(self, request: Request, story: StoryName) -> Response:
        """Return everything on a story's page, evidence included."""
        known = self._store.story(story)
        if story not in (known.id, known.slug):
            return RedirectResponse(self._url(f"api/v1/stories/{known.id}"), status_code=308)
        page = self._live.page(self._live.urls.page_json(known.slug)) if known.slug else None
        if page is None:
            raise NotFoundError(f"story {story}", "is not published")
        return answer(request, page)

    def revisions(self, request: Request, story: StoryName) -> Response:
        """Return a story's history, newest first."""
        history, _ = document_of(story, self._store)
        page = history[-1].page
        items = [
            d.History(
                revision=r.number,
                published=r.published,
                digest=r.digest,
                url=self._url(self._live.urls.revision(page.slug, r.number)),
                changes=jsonable(r.changes),
            )
            for r in reversed(history)
        ]
        return _told(request, d.RevisionItems(story_id=page.story_id, items=items))

    def revision(
        self, request: Request, story: StoryName, number: Annotated[int, Path(ge=1, le=1_000_000)]
    ) -> Response:
        """Return a story's page as it stood in one revision, with the history up to it."""
        history, others = document_of(story, self._store, number)
        text = page_json(history, self._live.site, self._live.urls, others)
        return answer(request, stored(text.encode("utf-8", "backslashreplace"), _JSON))

    def story_facts(self, request: Request, story: StoryName) -> Response:
        """Return a story's facts and background, and the passages that they rest on."""
        page, revision = self._page_of(story)
        cited = _cited(page.bullets)
        references = [r for r in page.references if r.evidence in cited]
        found = d.StoryFacts(
            story_id=page.story_id,
            revision=revision,
            url=self._page(page.slug),
            facts=jsonable(page.facts),
            more_facts=jsonable(page.more_facts),
            context=jsonable(page.context),
            references=jsonable(tuple(references)),
        )
        return _told(request, found)

    def story_articles(self, request: Request, story: StoryName) -> Response:
        """Return a story's articles: outlet, origin, position, why they are in it."""
        page, revision = self._page_of(story)
        found = d.StoryArticles(
            story_id=page.story_id, revision=revision, articles=jsonable(page.articles)
        )
        return _told(request, found)

    def storyline(self, request: Request, story: StoryName) -> Response:
        """Return the stories that a story continues from, is continued in, is related to."""
        history, others = document_of(story, self._store)
        page = history[-1].page
        links = [
            d.Linked(
                kind=link.kind.value,
                score=link.score,
                reason=link.reason,
                story_id=other.page.story_id,
                title=other.page.title,
                url=self._page(other.page.slug),
            )
            for link, other in shown_links(page, others)
        ]
        steps = [
            d.Step(story_id=p.story_id, title=p.title, url=self._page(p.slug))
            for p in timeline_pages(page, others)
        ]
        return _told(request, d.Storyline(story_id=page.story_id, links=links, timeline=steps))

    # ------------------------------------------------------------------- across the stories

    def facts(self, request: Request, asked: Annotated[AskedEntries, Query()]) -> Response:
        """Return published facts, those of the newest revisions first."""
        entries, following = self._entries(EntryKind.FACT, asked)
        items = [
            d.FactItem(
                id=e.ref,
                story_id=e.story_id,
                text=e.text,
                url=self._page(e.slug) + anchor_of(e),
                articles=e.articles,
                origins=e.origins,
                published=e.at,
                article_ids=list(e.article_ids),
            )
            for e in entries
        ]
        return _told(request, d.FactItems(items=items, next_cursor=following))

    def articles(self, request: Request, asked: Annotated[AskedArticles, Query()]) -> Response:
        """Return the articles on published pages, newest first."""
        entries, following = self._entries(EntryKind.ARTICLE, asked, outlet_id=asked.outlet)
        items = [_article(e) for e in entries]
        return _told(request, d.ArticleItems(items=items, next_cursor=following))

    def article(
        self,
        request: Request,
        article: Annotated[
            str, Path(description="Id of an article.", pattern=r"^[0-9A-Za-z-]{1,64}$")
        ],
    ) -> Response:
        """Return the stories that an article is on: one, in most cases."""
        entries = self._store.entries(EntryKind.ARTICLE, ref=article)
        if not entries:
            raise NotFoundError(f"article {article}", "is on no published page")
        items = [_article(e) for e in entries]
        return _told(request, d.ArticleItems(items=items, next_cursor=None))

    def outlets(self, request: Request, asked: Annotated[AskedOutlets, Query()]) -> Response:
        """Return the outlets that are read, by id, with leans as raters give them."""
        country = asked.country.upper() if asked.country else None
        outlets = [
            o
            for o in self._store.outlets().values()
            if country in (None, o.country) and o.id > (asked.cursor or "")
        ]
        shown = outlets[: asked.limit]
        following = shown[-1].id if len(outlets) > asked.limit else None
        return _told(request, d.OutletItems(items=jsonable(shown), next_cursor=following))

    def outlet(
        self,
        request: Request,
        outlet: Annotated[str, Path(description="Domain of an outlet.", pattern=_DOMAIN)],
    ) -> Response:
        """Return what is stated of an outlet, and by whom."""
        found = self._store.outlet(outlet)
        return _told(request, d.model_of_outlet().model_validate(jsonable(found)))

    def search(self, request: Request, asked: Annotated[AskedSearch, Query()]) -> Response:
        """Return what holds all words and phrases asked for, best first, with the hits marked.

        Of one article an answer prints 60 words at most.
        """
        kinds = [EntryKind(asked.kind)] if asked.kind else []
        hits = self._store.search(asked.q, kinds=kinds, limit=asked.limit + 1, offset=asked.cursor)
        shown = hits[: asked.limit]
        cards = {h.entry.story_id: self._store.card(h.entry.story_id) for h in shown}
        items = [
            d.HitItem(
                kind=hit.entry.kind.value,
                ref=hit.entry.ref,
                story_id=hit.entry.story_id,
                story_title=card.title if (card := cards[hit.entry.story_id]) else "",
                url=self._page(hit.entry.slug) + anchor_of(hit.entry),
                at=hit.entry.at,
                title=list(clean_marked(hit.title)),
                text=list(text),
            )
            for hit, text in zip(shown, excerpts(shown), strict=True)
        ]
        following = asked.cursor + asked.limit
        goes_on = len(hits) > asked.limit and following <= MOST_HITS
        return _told(
            request,
            d.HitItems(query=asked.q, items=items, next_cursor=str(following) if goes_on else None),
        )

    # ------------------------------------------------------------------------------- shared

    def _entries(
        self, kind: EntryKind, asked: AskedEntries, *, outlet_id: str | None = None
    ) -> tuple[tuple[Entry, ...], str | None]:
        after: tuple[datetime, str, str] | None = None
        if asked.cursor:
            at, (story_id, ref) = place(asked.cursor)
            after = (at, story_id, ref)
        found = self._store.entries(
            kind, outlet_id=outlet_id, since=asked.since, after=after, limit=asked.limit + 1
        )
        shown = found[: asked.limit]
        goes_on = len(found) > asked.limit
        return shown, cursor(shown[-1].at, shown[-1].story_id, shown[-1].ref) if goes_on else None

    def _page_of(self, story: str) -> tuple[StoryPage, int]:
        newest = self._store.newest_revision(self._store.story(story).id)
        if newest is None:
            raise NotFoundError(f"story {story}", "is not published")
        return newest.page, newest.number

    def _page(self, slug: str) -> str:
        return self._url(self._live.urls.story(slug))

    def _url(self, place_: str) -> str:
        return self._live.urls.absolute(place_)


def _told(request: Request, document: BaseModel) -> Response:
    content = document.model_dump_json().encode("utf-8", "backslashreplace")
    return answer(request, stored(content + b"\n", _JSON))


def _article(entry: Entry) -> d.ArticleItem:
    return d.ArticleItem(
        id=entry.ref,
        story_id=entry.story_id,
        title=entry.title,
        url=entry.url or "",
        outlet_id=entry.outlet_id or "",
        at=entry.at,
        passages=entry.text,
    )


def _cited(facts: Sequence[Fact]) -> set[Any]:
    return {evidence for fact in facts for s in fact.sentences for evidence in s.evidence}
