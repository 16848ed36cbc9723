"""What the templates of pages about many stories, outlets, topics and figures are given."""

from __future__ import annotations

from dataclasses import dataclass

from winnow.site.views import CardView, Link, Shell, Time


@dataclass(frozen=True, slots=True)
class TopicLink:
    """A topic with the number of its stories."""

    name: str
    href: str
    stories: int


@dataclass(frozen=True, slots=True)
class DevelopingView:
    """A story that grew lately."""

    title: str
    href: str
    time: Time
    #: "4 articles more, 2 facts added".
    what: str


@dataclass(frozen=True, slots=True)
class FrontView:
    """The front page."""

    shell: Shell
    lead: CardView | None
    cards: tuple[CardView, ...]
    more: str | None
    updated: Time | None
    summary: str
    #: Top level topics of the stories, those of most stories first.
    topics: tuple[TopicLink, ...]
    #: Stories that grew lately, with what changed.
    developing: tuple[DevelopingView, ...]


@dataclass(frozen=True, slots=True)
class ArchiveDay:
    """Stories last updated on one day."""

    time: Time
    cards: tuple[CardView, ...]


@dataclass(frozen=True, slots=True)
class ArchiveView:
    """Every story of the site."""

    shell: Shell
    days: tuple[ArchiveDay, ...]
    summary: str


@dataclass(frozen=True, slots=True)
class OutletView:
    """An outlet on the page of the outlets that are read."""

    name: Link
    is_invented: bool
    kind: str
    country: str
    owner: str
    lean: str
    #: To its own page, where it has articles on the site.
    page: str | None


@dataclass(frozen=True, slots=True)
class RateView:
    """A measured error rate."""

    what: str
    rate: str
    basis: str


@dataclass(frozen=True, slots=True)
class AboutView:
    """How pages are made."""

    shell: Shell
    #: To the page of the outlets that are read, and how many these are.
    sources: Link
    #: What the site's settings say, in words: name → value.
    settings: tuple[tuple[str, str], ...]
    rates: tuple[RateView, ...]
    #: Ends the sentence "… load nothing from third parties", where that has an exception.
    third_parties: str
    contact: Link | None


@dataclass(frozen=True, slots=True)
class TopicView:
    """The stories of one topic."""

    shell: Shell
    name: str
    #: The top level topic it is under.
    parent: Link | None
    children: tuple[TopicLink, ...]
    cards: tuple[CardView, ...]
    summary: str
    atom: str
    json_feed: str


@dataclass(frozen=True, slots=True)
class TopicGroup:
    """A top level topic with those under it."""

    topic: TopicLink
    children: tuple[TopicLink, ...]


@dataclass(frozen=True, slots=True)
class TopicsView:
    """All topics that have stories."""

    shell: Shell
    groups: tuple[TopicGroup, ...]
    #: Stories like no topic.
    without: int


@dataclass(frozen=True, slots=True)
class SourcesView:
    """The outlets that are read."""

    shell: Shell
    outlets: tuple[OutletView, ...]
    summary: str


@dataclass(frozen=True, slots=True)
class StatedView:
    """Something stated of an outlet, and by whom."""

    what: str
    value: str
    #: "AllSides, 2023"; "" where the operator or the catalogue states it.
    by: str


@dataclass(frozen=True, slots=True)
class OutletArticleView:
    """One of an outlet's articles on the site."""

    headline: Link
    language: str | None
    time: Time
    story: Link
    origin: str
    position: str
    #: Of the side's colour; 0 when it takes none.
    colour: int


@dataclass(frozen=True, slots=True)
class OutletPageView:
    """What is known of an outlet, and its articles."""

    shell: Shell
    name: str
    home: str | None
    is_invented: bool
    stated: tuple[StatedView, ...]
    #: "12 articles on 9 stories; 4 of them reprints".
    summary: str
    #: Position → on how many stories.
    positions: tuple[tuple[str, int], ...]
    articles: tuple[OutletArticleView, ...]
    more: str | None


@dataclass(frozen=True, slots=True)
class SayingView:
    """A sentence that a page ascribes to a figure."""

    text: str
    time: Time
    story: Link
    #: Outlets of the passages it rests on, each to the reference on the story's page.
    sources: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class FigureView:
    """What one name said across stories."""

    shell: Shell
    name: str
    summary: str
    sayings: tuple[SayingView, ...]
    more: str | None


@dataclass(frozen=True, slots=True)
class FigureLink:
    """A figure in the list of figures."""

    name: str
    href: str
    #: "7 statements in 3 stories".
    counts: str


@dataclass(frozen=True, slots=True)
class FiguresView:
    """Who is heard on the site, by initial."""

    shell: Shell
    groups: tuple[tuple[str, tuple[FigureLink, ...]], ...]
    summary: str
