"""Passages that stand with a side, as such and as evidence."""

from __future__ import annotations

from dataclasses import dataclass

from winnow.stages.stance import Unit
from winnow.types import Evidence, Statement


@dataclass(frozen=True, slots=True)
class Passage:
    """A unit that stands with a side, and how clearly."""

    unit: Unit
    strength: float


def evidence_of(passage: Passage) -> Evidence:
    """Return the passage as evidence."""
    return statement_evidence(passage.unit.statement)


def statement_evidence(statement: Statement) -> Evidence:
    """Return the whole statement as evidence."""
    return Evidence(statement.article_id, statement.start, statement.end, statement.exact)
