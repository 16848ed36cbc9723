"""Verdicts, what people decided, and what a run reports."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from winnow.types.ids import ArticleId


class Verdict(StrEnum):
    """What verification says of a sentence."""

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


@dataclass(frozen=True, slots=True)
class Judgement:
    """A person's decision; it outranks the machine on every later run."""

    #: "title", "same-story", "not-same-story", "drop-fact", …
    #: "undo" takes another judgement back.
    kind: str
    #: What it is about: a story id, an article id; of an undo, the id of a judgement.
    subject: str
    value: str
    by: str
    at: datetime
    #: Of a judgement on grouping: the articles it holds together or apart, a group for each of the
    #: two things named, as they were when it was made.
    binds: tuple[tuple[ArticleId, ...], ...] = ()


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
