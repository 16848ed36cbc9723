"""Which bullets together tell most of a story.

Maximum coverage (Lin & Bilmes 2011; Gillick & Favre 2009) of two things at once: the story's claims,
each weighted by the independent origins that carry it and covered by a sentence as far as the two
say alike; and its concepts, stems and pairs of stems, weighted by the origins that use them.  The
gain of a sentence falls as others cover the same, so that choosing the greatest gain again and
again comes within 1 - 1/e of the best choice, in the same way on every machine.
"""

from __future__ import annotations

import math
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from winnow.stages.budget import VerbatimBudget
from winnow.stages.centre import opening_vector
from winnow.stages.material import FACTUAL, Material, Vectors
from winnow.stages.printable import quoted_share
from winnow.stages.support import gives_same_number, slips_in_year
from winnow.text.edit import word_count
from winnow.text.similarity import content_terms
from winnow.types import ArticleId, CitedSentence, Claim, NameKind, Statement

# All figures below were chosen on the gold stories, by the share of gold facts carried.
#: A sentence begins to cover a claim at the first cosine and covers it wholly at the second.
COVER_FROM, COVER_FULL = 0.40, 0.80
#: Weight of the concepts, and of the sentence's own score, beside the coverage of claims.
CONCEPT_WEIGHT, SCORE_WEIGHT = 0.6, 0.04
#: A sentence this far from the articles' openings and from what other origins say (mean cosine of
#: the three nearest) is about something else: a teaser, the author, the page (read on real stories).
STRAY_OPENING, STRAY_NEAREST = 0.20, 0.30
#: Two sentences say the same above the first cosine, or above the second with many words shared.
REDUNDANT, REDUNDANT_WITH_WORDS = 0.68, 0.60
SHARED_WORDS = 0.40
#: … or above these with a figure of one unit ("31 votes to 28"), or a telling number ("more than 280"), in common.
REDUNDANT_WITH_FIGURE, REDUNDANT_WITH_NUMBER = 0.55, 0.40
#: Above this cosine two sentences that share one of their years and not the other contradict.
DIFFERS = 0.45
#: A sentence repeats when this share of its content words has been told before, here and there.
KNOWN_WORDS = 0.50
#: A lead that names and counts nothing new tells the central event again above this cosine with it.
RESTATES = 0.55
#: Cosines between which a second sentence may join a bullet, and words the two may share.  From .30 on as many gold
#: facts are carried, fewer by their passage and in the editors' order, and two things stand in one bullet.
JOIN_LOW, JOIN_HIGH, JOIN_SHARED = 0.50, 0.66, 0.30
#: A sentence quoted beyond this share joins no bullet: what someone argues is no half of a fact.
MOSTLY_QUOTED = 0.30
#: How much more likely the first sentences of an article are to tell the central event.
OPENS_ARTICLE = {0: 1.0, 1: 0.87, 2: 0.87}
#: What likeness to the title weighs beside likeness to where the articles open.
LIKE_TITLE = 0.5
#: … and how much more likely it is the opening below that title that tells it.
OPENS_TITLED = 1.5
#: Words that reckon from the sentence before: from another article, that was about something else.
_RECKONS = re.compile(
    r"\b(?:soon|later|then|thereafter|subsequent(?:ly)?|likewise|the same|instead|just)\b",
    re.IGNORECASE,
)
_DIGITS = re.compile(r"\d[\d.,]*")
#: Words of a bullet of two sentences, and of a sentence that needs no second one.
BULLET_WORDS, LONG_ENOUGH = 48, 34


@dataclass(frozen=True)
class Candidate:
    """A printable wording of one statement of a claim."""

    claim: Claim
    statement: Statement
    sentence: CitedSentence
    vector_row: int
    #: How central the claim is and how well the wording reads, 0–1.
    score: float
    #: May open a bullet; otherwise it can only follow the sentence it leans on.
    may_open: bool = True

    @cached_property
    def words(self) -> int:
        """Return the length of the wording."""
        return word_count(self.sentence.text)

    @cached_property
    def terms(self) -> frozenset[str]:
        """Return the stems of the wording's content words."""
        return frozenset(content_terms(self.sentence.text))

    @cached_property
    def concepts(self) -> frozenset[str]:
        """Return the stems and pairs of stems."""
        return frozenset(concepts_of(self.sentence.text))

    @cached_property
    def figures(self) -> frozenset[tuple[str, float]]:
        """Return unit and value of the quantities that count something."""
        return frozenset((q.unit, q.value) for q in self.statement.quantities if q.unit)

    @cached_property
    def names(self) -> frozenset[str]:
        """Return the last words of the names in the wording."""
        return frozenset(
            n.canonical.split()[-1]
            for n in self.statement.names
            if n.canonical
            and n.kind is not NameKind.PLACE
            and n.canonical.split()[-1] in self.sentence.text
        )


def concepts_of(text: str) -> Iterator[str]:
    """Yield the concepts of a text: stems of content words, and neighbouring pairs of them."""
    terms = content_terms(text)
    yield from terms
    yield from (f"{a} {b}" for a, b in pairwise(terms))


def concept_weights(material: Material) -> Mapping[str, float]:
    """Return the weight of each concept (stem or pair of stems): the share of origins that use it.

    Concepts of a single origin weigh nothing once the story has three origins or more.
    """
    users: defaultdict[str, set[str]] = defaultdict(set)
    for statement in material.statements:
        if statement.kind in FACTUAL and statement.article_id not in material.not_news:
            for concept in concepts_of(statement.exact):
                users[concept].add(material.origin_of[statement.article_id])
    least = 2 if material.origin_count >= 3 else 1
    return {
        c: len(o) / material.origin_count * (1.5 if " " in c else 1.0)
        for c, o in sorted(users.items())
        if len(o) >= least
    }


def choose_bullets(
    candidates: Sequence[Candidate],
    claims: Sequence[Claim],
    centres: Vectors,
    material: Material,
    budget: VerbatimBudget,
    limit: int,
    titled_by: ArticleId | None = None,
) -> list[tuple[Candidate, ...]]:
    """Return bullets of one or two sentences, in order of choice, the central event first.

    ``centres`` are the claims' mean vectors, ``titled_by`` is the article that gave the page its title.  The first
    bullet opens with the candidate that tells the central event best; nothing is booked in ``budget``.
    """
    if not candidates:
        return []
    return _Choice(candidates, claims, centres, material, budget, titled_by).bullets(limit)


class _Choice:
    """The greedy choice and what it has covered so far."""

    def __init__(
        self,
        candidates: Sequence[Candidate],
        claims: Sequence[Claim],
        centres: Vectors,
        material: Material,
        budget: VerbatimBudget,
        titled_by: ArticleId | None,
    ) -> None:
        self.candidates = candidates
        self.budget = budget.copy()
        vectors = material.vectors[[c.vector_row for c in candidates]]
        self.alike = vectors @ vectors.T
        self.to_openings = vectors @ opening_vector(material)
        about = material.like(titled_by)
        self.to_title = self.to_openings if about is None else vectors @ about
        self.titled_by = titled_by
        #: Where the first sentence stands below the title; a byline may stand before it.
        self.opening = min(
            (s.position for s in material.statements if s.article_id == titled_by), default=0
        )
        self.strays = self._strays(material)
        self.weights = _claim_weights(claims)
        reach = (vectors @ centres.T - COVER_FROM) / (COVER_FULL - COVER_FROM)
        self.reach: NDArray[np.float32] = np.clip(reach, 0.0, 1.0)
        self.covered = np.zeros(len(claims), dtype=np.float32)
        concepts = concept_weights(material)
        total = sum(concepts.values()) or 1.0
        self.concept_weight = {c: w / total for c, w in concepts.items()}
        self.held: set[str] = set()
        #: Stems of the words chosen.
        self.told: set[str] = set()
        self.taken: list[int] = []

    def _strays(self, material: Material) -> frozenset[int]:
        """Return the candidates that are about something else than the story."""
        origins = np.array([material.origin_of[s.article_id] for s in material.statements])
        far = [i for i in range(len(self.candidates)) if self.to_openings[i] < STRAY_OPENING]
        return frozenset(
            i for i in far if _nearness(self.candidates[i], origins, material) < STRAY_NEAREST
        )

    def bullets(self, limit: int) -> list[tuple[Candidate, ...]]:
        bullets: list[tuple[Candidate, ...]] = []
        while len(bullets) < limit:
            lead = self._best(self._first() if not self.taken else self._openers())
            if lead is None:
                break
            self._take(lead)
            follower = self._best(self._followers(lead))
            if follower is not None:
                self._take(follower)
            chosen = (lead,) if follower is None else (lead, follower)
            bullets.append(tuple(self.candidates[i] for i in chosen))
        return bullets

    def _first(self) -> list[int]:
        """Return the candidate that tells the central event best."""
        openers = self._openers()
        best = max(openers, key=lambda i: (self._as_lead(i), -i), default=None)
        return [] if best is None else [best]

    def _as_lead(self, i: int) -> float:
        """Return how well a candidate opens the page: like its title and the articles' openings, and central."""
        own = self.candidates[i]
        opens_article = OPENS_ARTICLE.get(own.statement.position, 0.6)
        like = (1 - LIKE_TITLE) * self.to_openings[i] + LIKE_TITLE * self.to_title[i]
        if own.statement.article_id == self.titled_by and own.statement.position == self.opening:
            opens_article = OPENS_TITLED
        return own.score * opens_article * max(0.0, float(like))

    def _openers(self) -> list[int]:
        return [i for i, c in enumerate(self.candidates) if c.may_open and self._is_new(i)]

    def _followers(self, lead: int) -> list[int]:
        first = self.candidates[lead]
        if first.words >= LONG_ENOUGH:
            return []
        return [
            i
            for i, c in enumerate(self.candidates)
            if first.words + c.words <= BULLET_WORDS and self._joins(lead, i) and self._is_new(i)
        ]

    def _joins(self, lead: int, i: int) -> bool:
        """Return whether a sentence goes on from the lead: near it, about the same, not repeating it."""
        first, second = self.candidates[lead], self.candidates[i]
        if quoted_share(second.sentence.text) > MOSTLY_QUOTED:
            return False
        goes_on = _goes_on(first.statement, second.statement)
        if not (second.may_open or goes_on) or first.figures & second.figures:
            return False
        if not goes_on and not stands_beside(first.statement, second.statement):
            return False
        return (
            JOIN_LOW <= self.alike[lead, i] <= JOIN_HIGH
            and _shared(first.terms, second.terms) <= JOIN_SHARED
            and (goes_on or bool(first.names & second.names))
        )

    def _is_new(self, i: int) -> bool:
        own = self.candidates[i]
        if i in self.strays:
            return False
        known = len(own.terms & self.told) / max(1, len(own.terms))
        if len(self.taken) >= 2 and known > KNOWN_WORDS:
            return False
        return (
            self.budget.fits(*own.sentence.evidence)
            and not any(
                own.claim.id == self.candidates[j].claim.id
                or self._repeats(i, j)
                or self._differs(i, j)
                for j in self.taken
            )
            and not self._restates(i)
        )

    def _restates(self, i: int) -> bool:
        """Return whether the lead of another article only tells the central event in other words."""
        own = self.candidates[i]
        is_lead = own.statement.position <= 1 and own.sentence.attribution is None
        if not (self.taken and is_lead and self.alike[i, self.taken[0]] >= RESTATES):
            return False
        chosen = [self.candidates[j] for j in self.taken]
        told = {name for c in chosen for name in c.names}
        counted = {figure for c in chosen for figure in c.figures}
        digits = set(_DIGITS.findall(" ".join(c.sentence.text for c in chosen)))
        return (
            own.names <= told
            and own.figures <= counted
            and set(_DIGITS.findall(own.sentence.text)) <= digits
            and not quoted_share(own.sentence.text)
        )

    def _differs(self, i: int, j: int) -> bool:
        """Return whether two sentences say otherwise of one thing: "from 2001 until 2019", "between 2001 and 2009"."""
        a, b = self.candidates[i], self.candidates[j]
        return (
            self.alike[i, j] >= DIFFERS
            and bool(a.names & b.names)
            and slips_in_year(a.sentence.text, b.sentence.text)
        )

    def _repeats(self, i: int, j: int) -> bool:
        if self.alike[i, j] > REDUNDANT:
            return True
        a, b = self.candidates[i], self.candidates[j]
        shared = _shared(a.terms, b.terms)
        if a.figures & b.figures and self.alike[i, j] > REDUNDANT_WITH_FIGURE:
            return True
        if self.alike[i, j] > REDUNDANT_WITH_NUMBER and gives_same_number(
            a.sentence.text, b.sentence.text, shared
        ):
            return True
        return bool(shared > SHARED_WORDS and self.alike[i, j] > REDUNDANT_WITH_WORDS)

    def _best(self, rows: Sequence[int]) -> int | None:
        return max(rows, key=lambda i: (self._gain(i), -i), default=None)

    def _gain(self, i: int) -> float:
        own = self.candidates[i]
        claims = float((self.weights * np.maximum(0.0, self.reach[i] - self.covered)).sum())
        concepts: float = sum(self.concept_weight.get(c, 0.0) for c in own.concepts - self.held)
        gain = claims + CONCEPT_WEIGHT * concepts + SCORE_WEIGHT * own.score
        return gain * math.sqrt(own.score)

    def _take(self, i: int) -> None:
        self.taken.append(i)
        self.covered = np.maximum(self.covered, self.reach[i])
        self.held |= self.candidates[i].concepts
        self.told |= self.candidates[i].terms
        self.budget.take(*self.candidates[i].sentence.evidence)


def _nearness(candidate: Candidate, origins: NDArray[np.str_], material: Material) -> float:
    """Return the mean cosine of the three statements of other origins that are nearest (1 if none)."""
    others = origins != material.origin_of[candidate.statement.article_id]
    alike = (material.vectors @ material.vectors[candidate.vector_row])[others]
    return float(np.sort(alike)[-3:].mean()) if alike.size else 1.0


def _claim_weights(claims: Sequence[Claim]) -> NDArray[np.float32]:
    """Return what each claim weighs: salience and origins; all together 1."""
    raw = np.array([c.salience * np.log1p(c.corroboration) for c in claims], dtype=np.float32)
    return np.asarray(raw / max(1e-9, float(raw.sum())), dtype=np.float32)


def _shared(a: frozenset[str], b: frozenset[str]) -> float:
    return len(a & b) / max(1, min(len(a), len(b)))


def _goes_on(first: Statement, second: Statement) -> bool:
    """Return whether the second statement follows closely on the first in one article."""
    return (
        first.article_id == second.article_id
        and 0 < second.position - first.position <= 2
        and second.paragraph - first.paragraph <= 1
    )


def stands_beside(first: Statement, second: Statement) -> bool:
    """Return whether a sentence says the same beside the first as where it stood.

    One of the same article stood further down; one of another article reckons from nothing that was said before
    it there ("soon after" the arrest is not soon after the trial).  Followers of the same paragraph alone carry .11
    less of the gold facts, these none less than any follower at all.
    """
    if second.article_id == first.article_id:
        return second.position > first.position
    return _RECKONS.search(second.exact) is None
