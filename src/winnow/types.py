"""The vocabulary of Winnow, as frozen values.

Every other module speaks in these words (docs/glossary.md defines them); this module imports
nothing of ours.  Times are aware and UTC, collections are tuples, ids come from content.
Offsets are in characters, ``text[start:end]``.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import TypeAlias

ArticleId: TypeAlias = str
OutletId: TypeAlias = str  # the outlet's registrable domain, lower case: "example.org"
OriginId: TypeAlias = str
StoryId: TypeAlias = str
ClaimId: TypeAlias = str
Span: TypeAlias = tuple[int, int]  # start, end (exclusive)


def content_id(*parts: str) -> str:
    """Return 12 hex digits that depend on ``parts`` alone: the id of a value made from them."""
    return hashlib.sha256("\x1f".join(parts).encode("utf-8", "surrogatepass")).hexdigest()[:12]


# --------------------------------------------------------------------------------------- outlets


@dataclass(frozen=True, slots=True)
class Lean:
    """Where one rater, at one time, places an outlet on one axis."""

    #: ``"left-right"`` or ``"establishment"``.
    axis: str
    #: The rater's own word, lower case: ``"left"``, ``"lean left"``, ``"center"``, ``"right"``, …
    value: str
    #: Who says so: ``"AllSides"``, ``"operator"``, ``"demo (invented)"``. Never empty.
    rater: str
    #: When it was rated; ``None`` when the rater gives no date.
    rated_on: date | None = None


@dataclass(frozen=True, slots=True)
class Provenance:
    """Where a statement about an outlet comes from, so that a person can check it."""

    #: The field of ``Outlet`` that is stated: ``"owner"``, ``"owner_kind"``, …
    field: str
    #: A page, a law, a register, a report: ``"Ofcom"``, ``"example.org, imprint"``.
    source: str
    #: When it was so; owners change.
    as_of: date


@dataclass(frozen=True, slots=True)
class Outlet:
    """A publisher. What is not known is ``None`` or empty: nothing is guessed."""

    id: OutletId
    name: str
    country: str | None = None  # ISO 3166-1 alpha-2, upper case
    language: str | None = None  # ISO 639-1, lower case
    owner: str | None = None
    #: ``"state"``, ``"public"``, ``"private"``, ``"non-profit"``.
    owner_kind: str | None = None
    leans: tuple[Lean, ...] = ()
    #: A news agency, whose texts other outlets reprint.
    is_agency: bool = False
    #: Written for the demo: shown as such wherever the outlet is named.
    is_invented: bool = False
    feeds: tuple[str, ...] = ()
    #: Sources of what is stated above, at most one a field.
    provenance: tuple[Provenance, ...] = ()


# --------------------------------------------------------------------- feeds, raw pages, articles


@dataclass(frozen=True, slots=True)
class FeedState:
    """What must be remembered between two visits to an address (a feed or a page)."""

    url: str
    #: Validators exactly as the server sent them, replayed byte for byte.
    etag: str | None = None
    last_modified: str | None = None
    last_success: datetime | None = None
    next_check: datetime | None = None
    #: Consecutive failures; 0 after a success.
    failures: int = 0
    last_error: str | None = None
    #: 410 Gone: never asked again.
    retired: bool = False
    #: The address to use from now on, after a permanent redirect.
    moved_to: str | None = None
    #: Of a page: the version of its article that the last visit found.
    article_id: ArticleId | None = None
    #: Of a page: the address to ask, where it is not ``url``, the article's own.
    asked_as: str | None = None
    #: Of a page: visits in a row that found nothing new.
    unchanged: int = 0
    #: RSS ``<ttl>`` when the feed was last read: it holds on a visit that finds nothing new.
    ttl_minutes: int | None = None


@dataclass(frozen=True, slots=True)
class RawPage:
    """Bytes as fetched, before anything is made of them."""

    url: str  # as asked for
    final_url: str  # after redirects
    status: int
    headers: tuple[tuple[str, str], ...]  # names in lower case
    content: bytes
    fetched: datetime


@dataclass(frozen=True, slots=True)
class FeedItem:
    """One item of a feed: what the feed says about an article that lies elsewhere."""

    feed_url: str
    guid: str  # the feed's own id, else the link
    url: str
    title: str
    summary: str = ""
    #: Full text given in the feed (HTML), when there is one.
    content_html: str = ""
    authors: tuple[str, ...] = ()
    published: datetime | None = None
    updated: datetime | None = None
    #: RSS ``<source>``: the outlet the item was taken from.
    source: str | None = None
    image: Image | None = None


@dataclass(frozen=True, slots=True)
class Image:
    """A picture that an article shows. Without a credit it is never shown by us."""

    url: str
    caption: str | None = None
    #: The credit chain as printed: "Ministry/AFP [via Example]".
    credit: str | None = None
    #: A licence name or address where one is stated.
    licence: str | None = None


@dataclass(frozen=True, slots=True)
class Article:
    """Extracted text of one version of one publication; never changed afterwards."""

    id: ArticleId
    url: str
    outlet_id: OutletId
    title: str
    #: Plain text; paragraphs are separated by newlines. Evidence offsets point into it.
    text: str
    #: When we first saw it (aware, UTC): an argument of the run, never the wall clock.
    seen: datetime
    published: datetime | None = None  # as the publisher says; never invented
    updated: datetime | None = None
    standfirst: str | None = None
    authors: tuple[str, ...] = ()
    section: str | None = None
    language: str | None = None  # ISO 639-1
    image: Image | None = None
    #: The agency or outlet the article itself credits: "AFP", "Reuters".
    credited_to: str | None = None
    #: The publisher reserves text and data mining: link and metadata only, text is empty.
    reserved: bool = False
    #: Why it takes part in no story: "not English", "too short", "reserved", … ; ``None``: it does.
    set_aside: str | None = None
    #: The publisher's correction notices, as printed, in their order; cut from ``text``.
    corrections: tuple[str, ...] = ()
    #: The page says that its article is not free to read.
    is_paywalled: bool = False

    @staticmethod
    def make_id(url: str, title: str, text: str) -> ArticleId:
        """Return the id of this version: another text at the same address is another version."""
        return content_id(url, title, text)

    @property
    def when(self) -> datetime:
        """The time it counts as: published when stated, else seen."""
        return self.published or self.seen


# --------------------------------------------------------------------------------- origin, story


class OriginRole(StrEnum):
    """How an article stands to the text it carries."""

    ORIGINAL = "original"  # written by the outlet (or the only copy we have)
    REPRINT = "reprint"  # the whole text was first written elsewhere
    PARTIAL = "partial"  # a reprint with paragraphs of its own


@dataclass(frozen=True, slots=True)
class CopiedPassage:
    """A passage of an article that was first written elsewhere."""

    #: Offsets into the copying article's text; whole sentences.
    start: int
    end: int
    #: The article read in which it stands too.
    source_id: ArticleId
    #: Whose words they are: the origin that a statement in this passage counts for.
    origin_id: OriginId


@dataclass(frozen=True, slots=True)
class OriginLink:
    """article → origin: where an article's text was first written."""

    article_id: ArticleId
    #: Shared by all articles of one origin; depends on nothing but them.
    origin_id: OriginId
    role: OriginRole
    #: The article it repeats; ``None`` for an original or when the source was not read.
    source_id: ArticleId | None
    #: The agency or outlet behind the origin, as credited: "AFP". ``None`` when nobody says.
    credited_to: str | None
    #: Share of its text that stands in the source (0–1); 0 for an original.
    score: float
    reason: str
    #: The passages of a partial reprint that stand in others, in order, none overlapping; empty
    #: when all of the text is of ``origin_id``.
    copied: tuple[CopiedPassage, ...] = ()
    #: What it wrote besides the copied passages counts for this origin; ``None``: for ``origin_id``.
    own_origin_id: OriginId | None = None


@dataclass(frozen=True, slots=True)
class Assignment:
    """article → story, with score and reason."""

    article_id: ArticleId
    story_id: StoryId
    #: Similarity to the story at that moment (0–1); 0 when the article opened it.
    score: float
    #: In words a reader understands: "shares Lavrov, Mali, Goïta; same day".
    reason: str
    #: The article opened the story.
    is_new: bool = False


@dataclass(frozen=True, slots=True)
class Story:
    """Articles about one happening; id and slug are for life, merges redirect."""

    id: StoryId
    slug: str
    #: In the order in which they were assigned.
    article_ids: tuple[ArticleId, ...]
    first_seen: datetime
    last_seen: datetime
    merged_into: StoryId | None = None


# -------------------------------------------------------------------- what an article says


class NameKind(StrEnum):
    PERSON = "person"
    ORGANISATION = "organisation"
    PLACE = "place"
    OTHER = "other"  # an event, a law, a product, or not known


@dataclass(frozen=True, slots=True)
class Name:
    """A mention of a named thing."""

    text: str  # as written: "Mr Lavrov"
    start: int
    end: int
    kind: NameKind
    #: Resolved within the article: "Sergei Lavrov"; equal mentions have equal canonical names.
    canonical: str


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number in a text, read: "at least 1.2 million people"."""

    text: str
    start: int
    end: int
    value: float  # 1200000.0
    #: What is counted or measured, singular, lower case: "person", "%", "usd", "km", "" when unclear.
    unit: str
    #: "", "at least", "at most", "about", "nearly", "more than", "fewer than".
    hedge: str = ""


class StatementKind(StrEnum):
    EVENT = "event"  # says that something happened or is so, in the outlet's own voice
    ATTRIBUTED = "attributed"  # reports what a named or described source says
    QUOTE = "quote"  # the words of a speaker, within quotation marks (mostly)
    EVALUATION = (
        "evaluation"  # judges, praises, blames, predicts, demands, in the outlet's own voice
    )
    BACKGROUND = "background"  # happened or held before this story
    NOISE = "noise"  # caption, menu, appeal to subscribe, fragment: never used


@dataclass(frozen=True, slots=True)
class Statement:
    """A sentence (or clause) of an article with its kind, speaker and cue."""

    article_id: ArticleId
    start: int
    end: int
    exact: str  # article.text[start:end]
    kind: StatementKind
    #: Number of the sentence and of the paragraph in the article, from 0.
    position: int
    paragraph: int
    #: Who says it, resolved within the article: "Sergei Lavrov", "police"; ``None``: the outlet.
    speaker: str | None = None
    #: What the article says the speaker is: "Russian Foreign Minister".
    speaker_role: str | None = None
    #: The words that attribute it: "said", "according to".
    cue: str | None = None
    #: Offsets (into the article's text) of what is said, without speaker and cue.
    content: Span | None = None
    #: Offsets of passages in quotation marks, marks excluded.
    quotes: tuple[Span, ...] = ()
    names: tuple[Name, ...] = ()
    quantities: tuple[Quantity, ...] = ()
    #: Can be read alone: no dangling pronoun, connective or cut-off.
    is_self_contained: bool = True


@dataclass(frozen=True, slots=True)
class Annotation:
    """What the annotator made of one article: derived, and rebuilt whenever ``version`` is old."""

    article_id: ArticleId
    statements: tuple[Statement, ...]
    #: Rows of 384 float32, little-endian: the article's own (title and lead) first, then one per
    #: statement, in their order.
    vectors: bytes
    #: Of the annotator that made it: another version means that it must be made again.
    version: str


@dataclass(frozen=True, slots=True)
class Evidence:
    """A passage of one article that supports a claim."""

    article_id: ArticleId
    #: Offsets into ``Article.text``; ``text[start:end] == exact``.
    start: int
    end: int
    #: The passage, verbatim, so that a reader can check it without our database.
    exact: str


@dataclass(frozen=True, slots=True)
class Claim:
    """One proposition, with every statement that expresses it."""

    id: ClaimId
    #: Best wording first.
    statements: tuple[Statement, ...]
    #: Independent origins among the statements' articles, sorted.
    origins: tuple[OriginId, ...]
    #: How much of the story turns on it (0–1): centrality, place in the articles, corroboration.
    salience: float

    @property
    def corroboration(self) -> int:
        """Number of independent origins whose evidence supports the claim."""
        return len(self.origins)

    @property
    def best(self) -> Statement:
        return self.statements[0]


# ----------------------------------------------------------------------------- verification


class Verdict(StrEnum):
    PASSED = "passed"
    FAILED = "failed"  # something in the sentence does not stand in the cited passages
    ABSTAINED = "abstained"  # could not be decided


@dataclass(frozen=True, slots=True)
class Violation:
    """Why a sentence of a page failed verification."""

    #: "number", "date", "name", "quote", "attribution", "entailment", "evidence", "length".
    rule: str
    sentence: str
    #: In words, naming the thing: "'48' stands in none of the cited passages".
    message: str


# --------------------------------------------------------------------------------- the page


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


class Stance(StrEnum):
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
class PageImage:
    """The one picture of a page, with the article it belongs to."""

    image: Image
    article_id: ArticleId


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


class ChangeKind(StrEnum):
    CREATED = "created"
    TITLE = "title"
    ADDED = "added"
    REMOVED = "removed"
    REWORDED = "reworded"
    DISPUTE = "dispute"
    NARRATIVE = "narrative"
    ARTICLES = "articles"


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


# ------------------------------------------------------------------------------- people, runs


@dataclass(frozen=True, slots=True)
class Judgement:
    """A person's decision; it outranks the machine on every later run."""

    #: "title", "same-story", "not-same-story", "drop-fact", …
    kind: str
    #: What it is about: a story id, an article id.
    subject: str
    value: str
    by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Problem:
    """Something that went wrong with one input; the rest of the run went on."""

    #: The file, address, article or story it is about.
    subject: str
    #: "fetch", "parse", "extract", "ingest", "publish", …
    stage: str
    #: One line: what is wrong and what to do.
    message: str


@dataclass(frozen=True, slots=True)
class RunReport:
    """What a run did, counted."""

    #: "articles read", "articles new", "stories touched", "sentences failed", … in a fixed order.
    counts: tuple[tuple[str, int], ...] = ()
    problems: tuple[Problem, ...] = ()
    violations: tuple[Violation, ...] = field(default=())
