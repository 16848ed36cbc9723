"""What the API answers with: models that say in OpenAPI what ``winnow.types`` says in code.

The models of a story's page are made from the dataclasses themselves, so that a new field is
documented the day it is there.
"""

from __future__ import annotations

import types
from dataclasses import fields, is_dataclass
from datetime import datetime
from enum import Enum
from functools import cache
from inspect import cleandoc
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

from pydantic import BaseModel, ConfigDict, Field, create_model

from winnow.types import (
    ArticleEntry,
    Change,
    Evidence,
    Fact,
    Outlet,
    Reference,
    StoryCard,
    StoryLink,
    StoryPage,
)


class Document(BaseModel):
    """A JSON object of the API."""

    model_config = ConfigDict(extra="forbid")


class Place(Document):
    """A passage of an article, by offsets in characters."""

    article_id: str
    start: int
    end: int


class Passage(Place):
    """A passage, verbatim."""

    exact: str


@cache
def model_of(kind: type) -> type[BaseModel]:
    """Return the model of what ``winnow.site.page_json`` writes for a dataclass."""
    if kind is Evidence:
        return Place
    hints = get_type_hints(kind)
    members: dict[str, Any] = {f.name: (_json_type(hints[f.name]), ...) for f in fields(kind)}
    if kind is Reference:
        members["evidence"] = (Passage, ...)
    if kind is StoryLink:
        members |= {"title": (str, ...), "url": (str, ...)}
    doc = cleandoc(kind.__doc__ or "")
    return create_model(kind.__name__, __base__=Document, __doc__=doc, **members)


def _json_type(hint: Any) -> Any:
    origin, inner = get_origin(hint), get_args(hint)
    if origin in (Union, types.UnionType):
        return Union[tuple(_json_type(each) for each in inner)]  # noqa: UP007
    if origin is tuple:
        if len(inner) == 2 and inner[1] is Ellipsis:
            return list[_json_type(inner[0])]  # type: ignore[misc]
        return tuple[tuple(_json_type(each) for each in inner)]  # type: ignore[misc]
    if isinstance(hint, type) and is_dataclass(hint):
        return model_of(hint)
    if isinstance(hint, type) and issubclass(hint, Enum):
        return Literal[tuple(member.value for member in hint)]
    return hint


class History(Document):
    """A revision, and what it changed."""

    revision: int
    published: datetime
    digest: str
    url: str
    changes: list[model_of(Change)]  # type: ignore[valid-type]


class StoryDocument(Document):
    """Everything on a story's page, with its evidence; the same as ``page.json`` of the site."""

    format: Literal["winnow-page/1"]
    url: str
    feed_url: str
    language: str
    revision: int
    published: datetime
    digest: str
    page: model_of(StoryPage)  # type: ignore[valid-type]
    #: Newest first.
    history: list[History]


class Service(Document):
    """What stands behind this address."""

    name: str
    version: str
    documentation: str
    #: What each list is called → its address.
    links: dict[str, str]


class Paged(Document):
    """A list, page by page."""

    #: Pass it as ``cursor`` to go on; ``null``: this is the end.
    next_cursor: str | None = Field(description="Pass it as `cursor` to go on; null: the end.")


class StoryItem(Document):
    """A story as a list shows it."""

    id: str
    slug: str
    title: str
    url: str
    revision: int
    published: datetime
    latest: datetime
    lead: str
    articles: int
    origins: int
    origins_at_most: bool
    outlet_ids: list[str]
    sides: list[str]
    disputes: list[str]
    is_demo: bool
    #: Codes of the IPTC Media Topics, the main one first.
    topics: list[str]

    @classmethod
    def of(cls, card: StoryCard, url: str) -> StoryItem:
        """Return a card with the address of its page."""
        members = {f.name: getattr(card, f.name) for f in fields(card) if f.name != "story_id"}
        return cls(id=card.story_id, url=url, **members)


class StoryItems(Paged):
    """Published stories, newest revision first."""

    items: list[StoryItem]


class RevisionItems(Document):
    """The history of a story, newest first."""

    story_id: str
    items: list[History]


class FactItem(Document):
    """A fact in the words of its page; evidence stands under the story's own facts."""

    id: str
    story_id: str
    text: str
    url: str
    articles: int
    origins: int
    published: datetime
    article_ids: list[str]


class FactItems(Paged):
    """Published facts, newest first."""

    items: list[FactItem]


class StoryFacts(Document):
    """The facts of one story, background included, with the passages that they rest on."""

    story_id: str
    revision: int
    url: str
    facts: list[model_of(Fact)]  # type: ignore[valid-type]
    more_facts: list[model_of(Fact)]  # type: ignore[valid-type]
    context: list[model_of(Fact)]  # type: ignore[valid-type]
    references: list[model_of(Reference)]  # type: ignore[valid-type]


class ArticleItem(Document):
    """An article on a published page; its text stays with its publisher."""

    id: str
    story_id: str
    title: str
    url: str
    outlet_id: str
    #: When it was published, else first seen.
    at: datetime
    #: The passages that the story's page prints.
    passages: str


class ArticleItems(Paged):
    """Articles on published pages, newest first."""

    items: list[ArticleItem]


class StoryArticles(Document):
    """The articles of one story: origin, position and why they are in it."""

    story_id: str
    revision: int
    articles: list[model_of(ArticleEntry)]  # type: ignore[valid-type]


class OutletItems(Paged):
    """Outlets that are read, by id."""

    items: list[model_of(Outlet)]  # type: ignore[valid-type]


class Linked(Document):
    """Another story of the same matter."""

    kind: Literal["continues from", "continued in", "related"]
    score: float
    reason: str
    story_id: str
    title: str
    url: str


class Step(Document):
    """A story on a timeline."""

    story_id: str
    title: str
    url: str


class Storyline(Document):
    """A story among others of its matter."""

    story_id: str
    links: list[Linked]
    #: Oldest first, this story among them; empty when nothing continues.
    timeline: list[Step]


class HitItem(Document):
    """An entry that answers a search."""

    kind: Literal["fact", "account", "article", "figure"]
    #: Within the story: the fact's or article's id, the figure's name.
    ref: str
    story_id: str
    story_title: str
    url: str
    at: datetime
    #: Pieces of text, each with whether it is what was searched for.
    title: list[tuple[str, bool]]
    text: list[tuple[str, bool]]


class HitItems(Paged):
    """What a search found, best first."""

    query: str
    items: list[HitItem]


class Problem(BaseModel):
    """What is wrong and what to do (RFC 9457)."""

    type: str
    title: str
    status: int
    detail: str


def model_of_outlet() -> type[BaseModel]:
    """Return the model of an outlet."""
    return model_of(Outlet)
