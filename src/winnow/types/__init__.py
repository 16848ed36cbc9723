"""The vocabulary of Winnow, as frozen values.

Every other module speaks in these words (docs/glossary.md defines them); this module imports
nothing of ours.  Times are aware and UTC, collections are tuples, ids come from content.
Offsets are in characters, ``text[start:end]``.
"""

from winnow.types.articles import Article, FeedItem, FeedState, Image, RawPage
from winnow.types.ids import ArticleId, ClaimId, OriginId, OutletId, Span, StoryId, content_id
from winnow.types.outlets import Lean, Outlet, Provenance
from winnow.types.pages import (
    Account,
    ArticleEntry,
    ArticleStance,
    Change,
    ChangeKind,
    CitedSentence,
    Dispute,
    Fact,
    Narrative,
    Operation,
    PageImage,
    Reference,
    Revision,
    Side,
    Stance,
    StoryPage,
)
from winnow.types.runs import Judgement, Problem, RunReport, Verdict, Violation
from winnow.types.statements import (
    Annotation,
    Claim,
    Evidence,
    Name,
    NameKind,
    Quantity,
    Statement,
    StatementKind,
)
from winnow.types.stories import (
    BY_EDITOR,
    MOVED,
    NEWER_VERSION,
    Assignment,
    CopiedPassage,
    OriginLink,
    OriginRole,
    Story,
)

__all__ = [
    "BY_EDITOR",
    "MOVED",
    "NEWER_VERSION",
    "Account",
    "Annotation",
    "Article",
    "ArticleEntry",
    "ArticleId",
    "ArticleStance",
    "Assignment",
    "Change",
    "ChangeKind",
    "CitedSentence",
    "Claim",
    "ClaimId",
    "CopiedPassage",
    "Dispute",
    "Evidence",
    "Fact",
    "FeedItem",
    "FeedState",
    "Image",
    "Judgement",
    "Lean",
    "Name",
    "NameKind",
    "Narrative",
    "Operation",
    "OriginId",
    "OriginLink",
    "OriginRole",
    "Outlet",
    "OutletId",
    "PageImage",
    "Problem",
    "Provenance",
    "Quantity",
    "RawPage",
    "Reference",
    "Revision",
    "RunReport",
    "Side",
    "Span",
    "Stance",
    "Statement",
    "StatementKind",
    "Story",
    "StoryId",
    "StoryPage",
    "Verdict",
    "Violation",
    "content_id",
]
