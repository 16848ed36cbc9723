"""Counting what a run does, for its report."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from typing import TypeAlias

from winnow.types import Problem, RunReport, Violation

#: Called with the step ("reading", "annotating", …), how much is done and how much there is
#: (``None``: not known).
Progress: TypeAlias = Callable[[str, int, int | None], None]

#: Order of the counts in a report; what is not listed follows by name.
ORDER = (
    "feeds due",
    "feeds unchanged",
    "pages fetched",
    "pictures asked for a credit",
    "picture credits found",
    "pictures not to be had",
    "articles read",
    "articles new",
    "articles changed",
    "articles known",
    "articles set aside",
    "stories opened",
    "stories touched",
    "stories merged",
    "articles moved",
    "moves refused: an editor holds the articles together",
    "moves refused: an editor keeps the articles apart",
    "merges refused: an editor keeps the articles apart",
    "pages published",
    "pages unchanged",
    "stories withheld",
    "sentences checked",
    "sentences failed",
    "sentences abstained on",
)


def silent(step: str, done: int, total: int | None) -> None:
    """Show no progress."""


class Tally:
    """Collects counts, problems and violations; ``report()`` gives them as a value."""

    def __init__(self) -> None:
        self._counts: Counter[str] = Counter()
        self._problems: list[Problem] = []
        self._violations: list[Violation] = []

    def count(self, what: str, number: int = 1) -> None:
        """Add ``number`` of ``what``."""
        self._counts[what] += number

    def problem(self, problem: Problem) -> None:
        """Note something that went wrong with one input, once."""
        if problem not in self._problems:
            self._problems.append(problem)

    def violated(self, violations: Iterable[Violation]) -> None:
        """Note what verification took off a page."""
        self._violations.extend(violations)

    def __getitem__(self, what: str) -> int:
        return self._counts[what]

    def report(self) -> RunReport:
        """Return everything so far, in a fixed order."""
        known = [(name, self._counts[name]) for name in ORDER if name in self._counts]
        others = sorted((n, c) for n, c in self._counts.items() if n not in ORDER)
        return RunReport((*known, *others), tuple(self._problems), tuple(self._violations))
