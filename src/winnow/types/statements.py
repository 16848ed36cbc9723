"""What an article says: names, quantities, statements, and the claims and evidence made of them."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from winnow.types.ids import ArticleId, ClaimId, OriginId, Span


class NameKind(StrEnum):
    """What a name names."""

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
    """What a sentence does."""

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
        """Return the statement fittest to be printed."""
        return self.statements[0]
