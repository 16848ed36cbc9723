"""Where texts come from, and the stories they are put in."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from winnow.types.ids import ArticleId, OriginId, StoryId

#: How the reason of an assignment begins that a person made.
BY_EDITOR = "an editor put it here"
#: The reason of an article that the model has moved, and of a version that follows the one before.
MOVED = "as more became known, it is more like the articles of this story"
NEWER_VERSION = "a newer version of an article of this story"


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
    #: Similarity to the story at that moment (0–1); 0 when the article opened it or a person put it
    #: there.
    score: float
    #: In words a reader understands: "shares Lavrov, Mali, Goïta; same day".
    reason: str
    #: The article opened the story.
    is_new: bool = False

    @property
    def is_by_person(self) -> bool:
        """Whether a person put the article here, not the model."""
        return self.reason.startswith(BY_EDITOR)

    @property
    def is_moved(self) -> bool:
        """Whether the model has taken the article from another story."""
        return self.reason == MOVED

    @property
    def is_measured(self) -> bool:
        """Whether the score is a likeness that the model found, not a decision."""
        return self.score > 0 and not self.is_by_person and self.reason != NEWER_VERSION


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


class LinkKind(StrEnum):
    """How the other story stands to the one whose page names it."""

    CONTINUES_FROM = "continues from"  # the other happened before; this one follows it
    CONTINUED_IN = "continued in"  # the other happened later and follows this one
    RELATED = "related"  # the same matter in the same days, another happening


@dataclass(frozen=True, slots=True)
class StoryLink:
    """story → another story of the same matter, with score and reason."""

    other_id: StoryId
    kind: LinkKind
    #: How sure we are that both are about one matter (0–1).
    score: float
    #: In words a reader understands: "shares Lavrov, Mali, Goïta; 12 days apart".
    reason: str


@dataclass(frozen=True, slots=True)
class ProfileTerm:
    """A name or a word of a story, and how much of the story it is."""

    #: Equal for equal terms of any two stories: "name:lavrov", "word:tariff".
    key: str
    #: A name as a reader would write it: "Lavrov"; of a word, the stem that the key holds.
    written: str
    #: Share of the articles that open with it, weighed by what it is (0–1).
    weight: float


@dataclass(frozen=True, slots=True)
class StoryProfile:
    """What is remembered of a published story so that later ones can be linked to it."""

    story_id: StoryId
    title: str
    first_seen: datetime
    last_seen: datetime
    #: Heaviest first; people, organisations, places and other names.
    names: tuple[ProfileTerm, ...]
    #: Heaviest first; words of content that are no names.
    words: tuple[ProfileTerm, ...]
    #: Mean of the articles' vectors, of length one: float32, little-endian.
    vector: bytes

    @property
    def keys(self) -> tuple[str, ...]:
        """Return the keys of all its terms, names first."""
        return tuple(term.key for term in (*self.names, *self.words))
