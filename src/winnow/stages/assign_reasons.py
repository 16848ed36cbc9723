"""Why an article is in its story, in words a reader understands."""

from __future__ import annotations

from collections.abc import Callable

from winnow.stages.assign_pairs import FEATURES
from winnow.stages.assign_terms import ArticleTerms, another_in_the_row
from winnow.stages.assign_vocabulary import Floats

#: So much of the text in common is a copy.
COPY = 0.90
_NAMES_SAID = 4
_LEAD, _BODY = FEATURES.index("lead"), FEATURES.index("body")
_GAP, _DATED = FEATURES.index("gap_days"), FEATURES.index("dated")


def reason_to_join(
    record: ArticleTerms, other: ArticleTerms, row: Floats, rarity: Callable[[str], float]
) -> str:
    """Return what an article shares with the one of its story that it is most like."""
    if row[_BODY] >= COPY and row[_LEAD] >= COPY:
        return "the same text, nearly word for word"
    shared = [term for term in record.names if term in other.names]
    title = record.fields["title"]
    shared.sort(key=lambda term: (term not in title, -rarity(term), term))
    what = "tells of the same thing in like words"
    if shared:
        what = "shares " + ", ".join(record.names[term] for term in shared[:_NAMES_SAID])
    return what + _gap_in_words(row) if row[_DATED] else what


def reason_to_open(
    record: ArticleTerms, nearest: ArticleTerms | None, in_the_row: ArticleTerms | None
) -> str:
    """Return why an article stands alone: the nearest one, or another instance, is not its event."""
    if record.is_round_up:
        return "a round-up of several happenings stands alone"
    if in_the_row is not None and (thing := another_in_the_row(record, in_the_row)) is not None:
        return f"another {thing} in the row than the one reported before"
    if nearest is None:
        return "nothing recent is about the same happening"
    names = [name for term, name in nearest.names.items() if term in record.names]
    if names:
        return f"shares {', '.join(names[:2])} with others, but tells of another happening"
    return "like others in words, but tells of another happening"


def _gap_in_words(row: Floats) -> str:
    days = round(float(row[_GAP]))
    return "; same day" if days == 0 else f"; {days} day{'s' if days > 1 else ''} apart"
