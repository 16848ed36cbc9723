"""What lists and searches find: stories as cards, and the short texts that published pages show.

All of it is derived from the newest revision of each story; the store keeps it beside them.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import TypeAlias

from winnow.types.ids import ArticleId, OutletId, StoryId


@dataclass(frozen=True, slots=True)
class StoryCard:
    """A published story as a list shows it."""

    story_id: StoryId
    slug: str
    title: str
    #: Of the newest revision.
    revision: int
    published: datetime
    #: Time of the newest article.
    latest: datetime
    #: The first fact; "" when the page has none.
    lead: str
    articles: int
    origins: int
    origins_at_most: bool
    outlet_ids: tuple[OutletId, ...]
    #: Labels of the sides, in the order of the page.
    sides: tuple[str, ...]
    #: What accounts differ on.
    disputes: tuple[str, ...]
    is_demo: bool = False
    #: Codes of its topics (IPTC Media Topics), the main one first.
    topics: tuple[str, ...] = ()


class EntryKind(StrEnum):
    """What an entry of the index is."""

    FACT = "fact"
    ACCOUNT = "account"  # one of the accounts of a dispute
    ARTICLE = "article"
    FIGURE = "figure"  # a person or body, with what pages say it said


@dataclass(frozen=True, slots=True)
class Entry:
    """A short text that a published page shows, as search finds it."""

    kind: EntryKind
    story_id: StoryId
    #: Within the story: a claim's id, an article's id, a figure's name.
    ref: str
    slug: str
    #: The article's headline or the figure's name; "" for facts and accounts.
    title: str
    #: As published: a fact, an account, an article's cited passages, what a figure said.
    text: str
    #: Of an article when it was published (else seen); else of the revision.
    at: datetime
    #: The articles whose words ``text`` is made of.
    article_ids: tuple[ArticleId, ...]
    #: Of an article.
    outlet_id: OutletId | None = None
    url: str | None = None
    #: Of a fact: articles that carry it, and independent origins behind them.
    articles: int = 0
    origins: int = 0


#: A text in pieces, each with whether it is what was searched for.
Marked: TypeAlias = tuple[tuple[str, bool], ...]


@dataclass(frozen=True, slots=True)
class Hit:
    """An entry that answers a search, with the words that do."""

    entry: Entry
    title: Marked
    text: Marked


@dataclass(frozen=True, slots=True)
class ErrorReport:
    """What a reader says is wrong on a page."""

    id: str
    story_id: StoryId
    #: The fact it is about; "": the page as a whole.
    claim_id: str
    #: The revision that the reader saw.
    revision: int
    #: In the reader's words; hostile like any other input.
    text: str
    #: Where the reader can be asked; "" when not given.
    contact: str
    at: datetime
    #: When an operator was done with it; ``None``: open.
    closed: datetime | None = None
