"""What templates are given: frozen values in which every choice has been made.

Strings are clean but not escaped (templates do that); a link is ``None`` when a reader must not
follow it.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Link:
    """Words that lead somewhere, or only words."""

    text: str
    href: str | None


@dataclass(frozen=True, slots=True)
class Time:
    """A time, for machines and as printed."""

    #: For machines.
    iso: str
    #: As printed: "Feb 07, 2023" or "Feb 07, 2023, 14:05 UTC".
    text: str


@dataclass(frozen=True, slots=True)
class Shell:
    """What surrounds every page."""

    site: str
    tagline: str
    language: str
    direction: str
    title: str
    description: str
    canonical: str | None
    style: str
    icon: str
    front: str
    archive: str
    about: str
    topics: str
    outlets: str
    figures: str
    atom: str
    json_feed: str
    #: ``None``: nothing is there to search.
    search: str | None
    #: Which entry of the navigation is this page: "front", "archive", "about", "search" or "".
    here: str


@dataclass(frozen=True, slots=True)
class Citation:
    """One ``[n]`` in the text."""

    number: int
    #: Of this mark, so that the reference can link back.
    mark_id: str
    #: For those who hear the page: "Source 3: Example Post".
    label: str
    #: Whether the passage carries only a part of the sentence: a name in it, or most of its words.
    in_part: bool = False

    @property
    def shown(self) -> str:
        """Return the mark as printed: "[3]", with a star where the passage carries a part alone."""
        return f"[{self.number}{'*' if self.in_part else ''}]"


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence with its citations."""

    #: All but the last word, with the space before it.
    head: str
    #: The last word, which a line break must not part from its citations.
    tail: str
    citations: tuple[Citation, ...]

    @property
    def text(self) -> str:
        """The sentence as a whole."""
        return self.head + self.tail


@dataclass(frozen=True, slots=True)
class FactView:
    """One bullet."""

    #: Its name within the page, for links to it.
    anchor: str
    sentences: tuple[Sentence, ...]
    support: str
    #: One mark an origin, eight at most.
    grains: str
    #: Articles it rests on that their publishers have corrected.
    corrected: tuple[Link, ...]
    #: Which outlets leave it out.
    omission: str | None
    #: Where to report an error in it.
    report: Link | None


@dataclass(frozen=True, slots=True)
class AccountView:
    """One account of a dispute."""

    source: str
    time: Time | None
    sentence: Sentence


@dataclass(frozen=True, slots=True)
class DisputeView:
    """Accounts that cannot both hold."""

    about: str
    accounts: tuple[AccountView, ...]


@dataclass(frozen=True, slots=True)
class TermView:
    """A word or phrase that separates a side's language from the other's."""

    term: str
    #: "4 passages, none of the other side".
    uses: str
    #: A few words around it, where it stands, with their marks.
    examples: tuple[tuple[str, tuple[Citation, ...]], ...]


@dataclass(frozen=True, slots=True)
class MissingVoiceView:
    """Somebody spoken of and not heard."""

    name: str
    #: "is spoken of in 6 articles from 4 origins; none that we read lets them speak".
    text: str
    citations: tuple[Citation, ...]


@dataclass(frozen=True, slots=True)
class NarrativeView:
    """One side's reading."""

    label: str
    target: str
    #: 1–4: which of the neutral side colours.
    colour: int
    voices: str
    sentences: tuple[Sentence, ...]
    #: What its language is marked by.
    terms: tuple[TermView, ...]


@dataclass(frozen=True, slots=True)
class ReferenceView:
    """What ``[n]`` opens."""

    number: int
    outlet: str
    is_invented: bool
    headline: str
    language: str | None
    time: Time
    before: str
    exact: str
    after: str
    origin: str
    #: To the very passage at the outlet.
    href: str | None
    #: Ids of the marks that cite it.
    marks: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ArticleView:
    """A row of "Articles on this story"."""

    anchor: str
    outlet: str
    #: To the outlet's own page; ``None`` where there is none.
    outlet_page: str | None
    is_invented: bool
    country: str
    lean: str
    headline: Link
    language: str | None
    time: Time
    #: "published", or "seen" when the publisher gives no time.
    time_is: str
    origin: str
    #: The article it repeats, when that is on the page.
    source: Link | None
    #: Listed beneath the original it repeats.
    is_reprint: bool
    position: str
    #: Of the side's colour; 0 when it takes none.
    colour: int
    #: The passages that the position rests on.
    position_citations: tuple[Citation, ...]
    #: The publisher's notices of what it got wrong.
    corrections: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class GroupingView:
    """Why an article is on this story, or was taken off it."""

    #: To the article's row; of one taken off there is none: its id.
    article: Link
    #: "opened the story", "decided by a person", "moved here", "joined", "taken off".
    how: str
    reason: str
    #: "strong (0.62)"; "" where nothing was measured.
    strength: str


@dataclass(frozen=True, slots=True)
class ChangeView:
    """One difference from the revision before."""

    kind: str
    text: str
    causes: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class RevisionView:
    """One line of the history."""

    number: int
    time: Time
    href: str
    is_shown: bool
    is_newest: bool
    changes: tuple[ChangeView, ...]


@dataclass(frozen=True, slots=True)
class ImageView:
    """The credited picture."""

    #: Address for ``<img>``; ``None`` renders the card.
    src: str | None
    caption: str
    credit: str
    outlet: str
    href: str


@dataclass(frozen=True, slots=True)
class Notice:
    """What is shown above a revision that is not the newest, or of a merged story."""

    text: str
    link: Link


@dataclass(frozen=True, slots=True)
class LinkedView:
    """Another story of the same matter."""

    title: str
    #: ``None``: on a timeline, the story shown.
    href: str | None
    period: str
    #: "" on a timeline.
    reason: str = ""


@dataclass(frozen=True, slots=True)
class LinksView:
    """The stories that stand in one way to this one."""

    #: "Continues from", "Continued in", "Related".
    heading: str
    stories: tuple[LinkedView, ...]


@dataclass(frozen=True, slots=True)
class SplitColumn:
    """The articles that mostly carry one side, or both, or neither clearly."""

    label: str
    #: Of the side's colour; 0: no side's.
    colour: int
    #: To the articles' rows, in the words "Outlet: headline".
    articles: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class SpreadMark:
    """One article on the line of time."""

    #: From the start, 0 to 1000.
    x: int
    #: How many stand at this place already.
    y: int
    colour: int
    label: str


@dataclass(frozen=True, slots=True)
class SpreadView:
    """A story's articles on a line of time."""

    marks: tuple[SpreadMark, ...]
    #: Most marks at one place.
    height: int
    start: Time
    end: Time
    #: In words, for those who hear the page.
    label: str


@dataclass(frozen=True, slots=True)
class StoryView:
    """One revision of a story."""

    shell: Shell
    title: str
    title_citations: tuple[Citation, ...]
    #: "Last updated", or "As of" on an earlier revision.
    updated_is: str
    updated: Time
    articles_count: str
    origins_count: str
    #: Days from the first to the last article: "Feb 05 – Feb 07, 2023".
    period: str
    notice: Notice | None
    #: Why the story shows nothing any more.
    withdrawn: str | None
    demo_notice: str | None
    image: ImageView | None
    facts: tuple[FactView, ...]
    #: Shown when asked for.
    more_facts: tuple[FactView, ...]
    #: Background, for who comes to the story new.
    context: tuple[FactView, ...]
    disputes: tuple[DisputeView, ...]
    narratives: tuple[NarrativeView, ...]
    narratives_note: str | None
    missing_voices: tuple[MissingVoiceView, ...]
    articles: tuple[ArticleView, ...]
    #: "2 articles were taken off this story: …"
    ejected_note: str | None
    #: Why each article is here, in the order of ``articles``, then what was taken off.
    grouping: tuple[GroupingView, ...]
    references: tuple[ReferenceView, ...]
    #: Other stories of its matter, and the line that it is a step of, oldest first.
    links: tuple[LinksView, ...]
    timeline: tuple[LinkedView, ...]
    #: Pages of its topics, and of the people and bodies heard on it.
    topics: tuple[Link, ...]
    figures: tuple[Link, ...]
    #: Its articles by what they mostly carry; empty where there are no two sides.
    split: tuple[SplitColumn, ...]
    #: When its articles came.
    spread: SpreadView | None
    revisions: tuple[RevisionView, ...]
    #: Heading and changes, on an earlier revision: what has changed since.
    since: tuple[RevisionView, ...]
    page_text: str
    page_json: str
    story_feed: str
    json_ld: str


@dataclass(frozen=True, slots=True)
class CardView:
    """A story as other pages show it."""

    title: str
    href: str
    lead: str
    counts: str
    #: Labels of the sides, with their colours.
    sides: tuple[tuple[str, int], ...]
    disputes: str
    updated: Time
    is_demo: bool


@dataclass(frozen=True, slots=True)
class RedirectView:
    """What stands where a merged story stood."""

    shell: Shell
    target: Link


@dataclass(frozen=True, slots=True)
class ErrorView:
    """What a running server says went wrong."""

    shell: Shell
    heading: str
    message: str
