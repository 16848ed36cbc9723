"""The page of a story, its revisions, and the sentences it is made of."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from winnow.types.articles import Image
from winnow.types.ids import ArticleId, ClaimId, StoryId
from winnow.types.outlets import Outlet
from winnow.types.statements import Evidence
from winnow.types.stories import Assignment, OriginLink, StoryLink


@dataclass(frozen=True, slots=True)
class Operation:
    """One licensed edit that made a published sentence from a passage."""

    #: "delete-dateline", "delete-connective", "delete-adverbial", "resolve-pronoun", "resolve-date", …
    name: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class CitedSentence:
    """A published sentence and the evidence it rests on; one without evidence cannot exist."""

    text: str
    #: Best first, never empty.
    evidence: tuple[Evidence, ...]
    #: Who is said to say it, as printed in the sentence; ``None``: stated by the outlets themselves.
    attribution: str | None = None
    operations: tuple[Operation, ...] = ()
    #: Of the evidence, the passages that carry a part alone: a name that was put in, or most of the words.
    in_part: tuple[Evidence, ...] = ()

    def __post_init__(self) -> None:
        if not self.evidence:
            raise ValueError(f"a published sentence needs evidence: {self.text!r}")


@dataclass(frozen=True, slots=True)
class Fact:
    """A claim admitted to the page, attribution kept."""

    claim_id: ClaimId
    sentences: tuple[CitedSentence, ...]  # one or two
    #: Articles that carry the claim, and independent origins behind them.
    articles: int
    origins: int

    @property
    def text(self) -> str:
        """Return its sentences as one text."""
        return " ".join(s.text for s in self.sentences)


@dataclass(frozen=True, slots=True)
class Account:
    """One of the incompatible accounts in a dispute."""

    sentence: CitedSentence
    #: "AFP", "police": who gives it.
    source: str
    #: When the newest article that gives it was published; ``None`` when no article is dated.
    at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Dispute:
    """Claims that cannot both hold, shown side by side; nothing is averaged or chosen."""

    about: str  # "number of people killed"
    accounts: tuple[Account, ...]  # two or more


@dataclass(frozen=True, slots=True)
class Omission:
    """A fact that outlets of one lean carry and those of the other leave out, as far as we read."""

    claim_id: ClaimId
    #: "left" or "right": the lean of those that carry it, and of those that do not.
    carried_by: str
    left_out_by: str
    #: Independent origins that carry it, and all on the silent side.
    carriers: int
    silent: int


@dataclass(frozen=True, slots=True)
class MissingVoice:
    """Somebody whom most origins speak of and none lets speak, as far as we read."""

    #: As the articles call them: "Tilde Osk", "Kestrel Air".
    name: str
    #: Articles, and independent origins behind them, that speak of them.
    articles: int
    origins: int
    #: Origins that say they asked for a word and got none.
    asked: int
    #: Passages that speak of them.
    evidence: tuple[Evidence, ...] = ()


@dataclass(frozen=True, slots=True)
class LoadedTerm:
    """A word or phrase that one side of a story uses and the others hardly do."""

    #: As printed: "land grab".
    term: str
    #: Label of the side that uses it.
    side: str
    #: Passages of that side, and of the others, that hold it; the same words of one origin count once.
    uses: int
    others: int
    #: Standardised log-odds against the other sides: how surely the difference is none of chance.
    z: float
    #: Where it stands: a few words around it.
    evidence: tuple[Evidence, ...]


class Stance(StrEnum):
    """How somebody stands to a target."""

    FOR = "for"
    AGAINST = "against"
    MIXED = "mixed"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Side:
    """Voices that share a stance on the contested target."""

    #: As printed: "Pro-Russia narrative", "Government narrative".
    label: str
    #: What is contested: "the arrest of …", "Russia".
    target: str
    stance: Stance
    #: Speakers that hold it, canonical names, sorted.
    voices: tuple[str, ...]
    #: The passages that show it.
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True)
class Narrative:
    """A side's own reading of the facts; every sentence traceable to those who say so."""

    side: Side
    sentences: tuple[CitedSentence, ...]

    @property
    def text(self) -> str:
        """Return its sentences as one text."""
        return " ".join(s.text for s in self.sentences)


@dataclass(frozen=True, slots=True)
class ArticleStance:
    """Where an article stands on this story."""

    article_id: ArticleId
    #: A side's label, "both" or "unclear".
    position: str
    evidence: tuple[Evidence, ...] = ()


@dataclass(frozen=True, slots=True)
class Reference:
    """What ``[n]`` points to: one passage of one article, with a little context."""

    number: int  # from 1, in order of first mention on the page
    evidence: Evidence
    #: Words around the passage, cut at word borders; "" at the article's borders or when the limit
    #: on verbatim words leaves no room.
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class ArticleEntry:
    """An article as the page lists it."""

    article_id: ArticleId
    title: str
    url: str
    outlet: Outlet
    published: datetime | None
    seen: datetime
    origin: OriginLink
    #: A side's label, "both" or "unclear".
    position: str
    assignment: Assignment | None = None


@dataclass(frozen=True, slots=True)
class Correction:
    """What a publisher says it got wrong in an article; what rests on the article is marked."""

    article_id: ArticleId
    #: As printed.
    notice: str


@dataclass(frozen=True, slots=True)
class PageImage:
    """The one picture of a page, with the article it belongs to."""

    image: Image
    article_id: ArticleId


@dataclass(frozen=True, slots=True)
class Topic:
    """A topic of the IPTC Media Topics: "politics and government", or one under it."""

    #: Of the IPTC: "11000000".
    code: str
    name: str
    #: Code of the top level topic it is under; ``None``: it is one.
    parent: str | None = None


@dataclass(frozen=True, slots=True)
class StoryPage:
    """Everything a reader sees of one story, in order; three renderings come from this value."""

    story_id: StoryId
    slug: str
    title: str
    #: The evidence the title rests on.
    title_evidence: tuple[Evidence, ...]
    image: PageImage | None
    facts: tuple[Fact, ...]
    disputes: tuple[Dispute, ...]
    narratives: tuple[Narrative, ...]
    #: In words, when there are fewer than two narratives: "The articles we read show no dispute."
    narratives_note: str | None
    articles: tuple[ArticleEntry, ...]
    references: tuple[Reference, ...]
    #: Independent origins behind ``articles``; ``origins_at_most`` when an owner is not known.
    origins: int
    origins_at_most: bool
    #: Newest time among the articles (published, else seen).
    latest: datetime
    #: Articles taken off the story, with the reason.
    ejected: tuple[tuple[ArticleId, str], ...] = ()
    #: Any of the articles is from an outlet invented for the demo.
    is_demo: bool = False
    #: Background that several origins give, for who comes to the story new; after the facts.
    context: tuple[Fact, ...] = ()
    omissions: tuple[Omission, ...] = ()
    #: Of the page's articles, in their order.
    corrections: tuple[Correction, ...] = ()
    #: Why the page shows nothing any more but its address and history.
    withdrawn: str | None = None
    missing_voices: tuple[MissingVoice, ...] = ()
    #: By side in the order of the narratives, most telling first.
    loaded_terms: tuple[LoadedTerm, ...] = ()
    #: The passages that the articles' positions rest on, as far as the page may show them.
    stances: tuple[ArticleStance, ...] = ()
    #: Facts of several origins for which the seven left no room; shown when asked for.
    more_facts: tuple[Fact, ...] = ()
    #: One or two top level topics, the main one first, each followed by one under it where one fits.
    topics: tuple[Topic, ...] = ()
    #: Other stories of the same matter.  No part of a revision: laid over the newest page whenever
    #: it is read (``winnow.pipeline.storylines``), so that a new link republishes nothing.
    links: tuple[StoryLink, ...] = ()

    @property
    def bullets(self) -> tuple[Fact, ...]:
        """Return every bullet: the facts, those shown when asked for, the background."""
        return (*self.facts, *self.more_facts, *self.context)


class ChangeKind(StrEnum):
    """What changed between two revisions."""

    CREATED = "created"
    TITLE = "title"
    ADDED = "added"
    REMOVED = "removed"
    REWORDED = "reworded"
    #: No fact any more, but one of the accounts of a dispute.
    DEMOTED = "demoted"
    CORRECTED = "corrected"
    DISPUTE = "dispute"
    NARRATIVE = "narrative"
    ARTICLES = "articles"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True, slots=True)
class Change:
    """One difference between two revisions of a page, with the articles that caused it."""

    kind: ChangeKind
    text: str
    caused_by: tuple[ArticleId, ...] = ()


@dataclass(frozen=True, slots=True)
class Revision:
    """One published state of a page."""

    number: int  # from 1
    published: datetime  # the run's ``now``
    page: StoryPage
    changes: tuple[Change, ...]
    #: Of ``page`` alone: an unchanged page makes no revision.
    digest: str
