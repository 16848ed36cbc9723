"""Facts: the claims that go on the page, chosen together and worded from their best passages.

Choice is by coverage (`winnow.stages.coverage`), wording by deletion (`winnow.stages.word`); five to
seven bullets of one or two sentences, most important first.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from winnow.stages.budget import VerbatimBudget
from winnow.stages.corroboration import supporters
from winnow.stages.coverage import Candidate, choose_together, concepts_of
from winnow.stages.material import Material
from winnow.stages.printable import readability
from winnow.stages.word import introduce, word_statement
from winnow.text.wording import MAX_WORDS
from winnow.types import CitedSentence, Claim, Fact, OriginRole, Statement, StatementKind

#: Claims considered, and wordings tried per claim.
MAX_CLAIMS, MAX_WORDINGS = 70, 4
#: Two sentences below this cosine do not belong into one bullet.
JOIN_LOW = 0.30


def select_facts(
    claims: Sequence[Claim],
    material: Material,
    budget: VerbatimBudget,
    *,
    limit: int = 7,
    exclude: frozenset[str] = frozenset(),
) -> tuple[Fact, ...]:
    """Return at most ``limit`` facts, most important first, their passages booked in ``budget``.

    ``exclude`` holds claim ids that must not become facts (a person dropped them, or they are shown
    as a dispute).  Fewer facts come back when fewer claims can be printed; never one without evidence.
    """
    candidates = _candidates(claims, material, exclude)
    chosen = choose_together(candidates, material, budget, limit)
    bullets = _join(sorted(chosen, key=_importance), material, limit)
    facts = []
    introduced: set[str] = set()
    for bullet in bullets:
        sentences = [_introduced(c, material, introduced) for c in bullet]
        kept = tuple(s for s in sentences if budget.take(*s.evidence))
        if kept:
            facts.append(_fact(bullet, kept, material))
    return tuple(facts)


def _introduced(candidate: Candidate, material: Material, introduced: set[str]) -> CitedSentence:
    article = material.article_of[candidate.statement.article_id]
    return introduce(candidate.sentence, candidate.statement, article, introduced)


def _candidates(
    claims: Sequence[Claim], material: Material, exclude: frozenset[str]
) -> list[Candidate]:
    rows = {(s.article_id, s.start): i for i, s in enumerate(material.statements)}
    found: list[Candidate] = []
    for claim in claims[:MAX_CLAIMS]:
        if claim.id in exclude:
            continue
        for statement, sentence in _wordings(claim, material):
            score = claim.salience * readability(sentence.text, statement)
            if statement.kind is StatementKind.BACKGROUND:
                score *= 0.8
            concepts = frozenset(concepts_of(sentence.text))
            row = rows[statement.article_id, statement.start]
            found.append(Candidate(claim, statement, sentence, row, score, concepts))
    return found


def _wordings(claim: Claim, material: Material) -> Iterator[tuple[Statement, CitedSentence]]:
    roles = {link.article_id: link.role for link in material.origins}
    originals_first = sorted(
        claim.statements[: 4 * MAX_WORDINGS],
        key=lambda s: (roles[s.article_id] is not OriginRole.ORIGINAL, not s.is_self_contained),
    )
    count = 0
    seen: set[str] = set()
    for statement in originals_first:
        sentence = word_statement(statement, material.article_of[statement.article_id])
        if sentence is not None and (statement.article_id, sentence.text) not in seen:
            seen.add((statement.article_id, sentence.text))
            yield statement, sentence
            count += 1
        if count == MAX_WORDINGS:
            return


def _importance(candidate: Candidate) -> tuple[bool, float, str]:
    """Order of the inverted pyramid: news before background, then salience."""
    background = candidate.statement.kind is StatementKind.BACKGROUND
    return (background, -candidate.claim.salience, candidate.claim.id)


def _join(ordered: list[Candidate], material: Material, limit: int) -> list[tuple[Candidate, ...]]:
    """Return bullets of one or two sentences: a second one joins the first bullet it belongs to."""
    vectors = material.vectors[[c.vector_row for c in ordered]] if ordered else material.vectors[:0]
    similarity = vectors @ vectors.T
    bullets: list[list[int]] = []
    partner: dict[int, int] = {}
    pairs = sorted(
        (
            (float(similarity[i, j]), i, j)
            for i in range(len(ordered))
            for j in range(i + 1, len(ordered))
            if similarity[i, j] >= JOIN_LOW and ordered[i].words + ordered[j].words <= MAX_WORDS + 3
        ),
        key=lambda p: (-p[0], p[1], p[2]),
    )
    for _, i, j in pairs:
        if i not in partner and j not in partner:
            partner[i], partner[j] = j, i
    for i in range(len(ordered)):
        j = partner.get(i)
        if j is None or j > i:
            bullets.append([i] if j is None else [i, j])
    return [tuple(ordered[i] for i in bullet) for bullet in bullets[:limit]]


def _fact(
    bullet: Sequence[Candidate], sentences: tuple[CitedSentence, ...], material: Material
) -> Fact:
    """Return the fact; a bullet of two sentences is as widely reported as its less reported one."""
    carriers = [supporters(c.claim, s) for c, s in zip(bullet, sentences, strict=False)]
    least = min(carriers, key=lambda statements: len(material.origins_of(statements)))
    return Fact(
        claim_id=bullet[0].claim.id,
        sentences=sentences,
        articles=len({s.article_id for s in least}),
        origins=len(material.origins_of(least)),
    )
