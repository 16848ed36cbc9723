"""What a page is built with: its stages, what an operator may set, the bookkeeping of verification."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from winnow.stages.accounts import find_accounts
from winnow.stages.claims import find_claims
from winnow.stages.context import select_context
from winnow.stages.corroboration import corroborate
from winnow.stages.disputes import find_disputes
from winnow.stages.facts import select_facts
from winnow.stages.loaded_terms import find_loaded_terms
from winnow.stages.material import Material
from winnow.stages.missing_voices import find_missing_voices
from winnow.stages.more_facts import select_more_facts
from winnow.stages.narratives import write_narratives
from winnow.stages.omissions import find_omissions
from winnow.stages.sides import Sides, find_sides
from winnow.stages.title import Title, choose_title
from winnow.stages.topics import find_topics
from winnow.types import (
    CitedSentence,
    Claim,
    Dispute,
    Fact,
    LoadedTerm,
    MissingVoice,
    Narrative,
    Omission,
    StoryPage,
    Topic,
    Verdict,
    Violation,
)
from winnow.verification import Checked, check_sentence


@dataclass(frozen=True, slots=True)
class PagePolicy:
    """What an operator may set about pages."""

    max_facts: int = 7
    #: Words of one article that a page may print verbatim.
    verbatim_words: int = 60
    #: Of these, words that the facts leave to the narratives where a story has sides.
    narrative_words: int = 20
    #: A story is published from so many independent origins on.
    min_origins: int = 2
    #: A page with fewer facts is withheld.
    min_facts: int = 1


@dataclass(frozen=True, slots=True)
class Stages:
    """The stages of a page; each is swapped by passing another callable of the same types."""

    find_claims: Callable[[Material], tuple[Claim, ...]] = find_claims
    find_disputes: Callable[[Material], tuple[Dispute, ...]] = find_disputes
    select_facts: Callable[..., tuple[Fact, ...]] = select_facts
    select_context: Callable[..., tuple[Fact, ...]] = select_context
    select_more_facts: Callable[..., tuple[Fact, ...]] = select_more_facts
    find_omissions: Callable[..., tuple[Omission, ...]] = find_omissions
    find_sides: Callable[..., Sides] = find_sides
    find_accounts: Callable[..., Sides | None] = find_accounts
    write_narratives: Callable[..., tuple[Narrative, ...]] = write_narratives
    find_loaded_terms: Callable[..., tuple[LoadedTerm, ...]] = find_loaded_terms
    find_missing_voices: Callable[..., tuple[MissingVoice, ...]] = find_missing_voices
    choose_title: Callable[..., Title | None] = choose_title
    find_topics: Callable[[Material], tuple[Topic, ...]] = find_topics
    corroborate: Callable[..., tuple[Fact, ...]] = corroborate
    check: Callable[..., Checked] = check_sentence


@dataclass(frozen=True, slots=True)
class Built:
    """A page, or the reason why there is none, with what verification took off it."""

    page: StoryPage | None
    #: Why the story is not published: "only one independent origin reports it".
    withheld: str | None = None
    violations: tuple[Violation, ...] = ()
    #: Sentences checked, failed, abstained on.
    checked: int = 0
    failed: int = 0
    abstained: int = 0


@dataclass
class Audit:
    """Counts what verification lets through; a bookkeeping of one page."""

    material: Material
    check: Callable[..., Checked]
    violations: list[Violation] = field(default_factory=list)
    checked: int = 0
    failed: int = 0
    abstained: int = 0
    known: dict[CitedSentence, bool] = field(default_factory=dict)

    def passes(self, sentence: CitedSentence) -> bool:
        """Return whether the sentence may stay; if not, say why in the run's report, once."""
        if sentence not in self.known:
            self.known[sentence] = self._checked(sentence)
        return self.known[sentence]

    def _checked(self, sentence: CitedSentence) -> bool:
        checked = self.check(sentence, self.material.article_of)
        self.checked += 1
        self.failed += checked.verdict is Verdict.FAILED
        self.abstained += checked.verdict is Verdict.ABSTAINED
        if checked.verdict is not Verdict.PASSED:
            self.violations.extend(checked.violations)
        return checked.verdict is Verdict.PASSED

    def built(self, page: StoryPage | None, withheld: str | None = None) -> Built:
        """Return the outcome with the counts so far."""
        return Built(
            page, withheld, tuple(self.violations), self.checked, self.failed, self.abstained
        )
