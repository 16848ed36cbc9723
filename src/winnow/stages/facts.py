"""Facts: the claims that go on the page, chosen together and worded from their best passages.

Choice is by coverage (`winnow.stages.coverage`), wording by deletion (`winnow.stages.word`); five to
seven bullets of one or two sentences: the central event, then what matters most, what belongs
together side by side.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

import numpy as np

from winnow.stages.budget import VerbatimBudget
from winnow.stages.clauses import has_main_verb
from winnow.stages.corroboration import is_miscalled, is_outvoted, supporters
from winnow.stages.coverage import Candidate, choose_bullets
from winnow.stages.dispute_figures import superseded_rows
from winnow.stages.introductions import introduce, is_first_name_only
from winnow.stages.material import Material, Vectors
from winnow.stages.printable import leans_on_context, quoted_share, readability
from winnow.stages.statements import judgement_of
from winnow.stages.status import stale_rows
from winnow.stages.word import word_statement
from winnow.text.edit import first_outside_quotes
from winnow.text.name_tables import GIVEN_NAMES
from winnow.text.names import name_key
from winnow.types import (
    ArticleId,
    CitedSentence,
    Claim,
    Evidence,
    Fact,
    NameKind,
    OriginRole,
    Statement,
    StatementKind,
)

#: Claims considered, and wordings tried per claim; more changed nothing on the gold stories.
MAX_CLAIMS, MAX_WORDINGS = 160, 3
#: Background is for the end of a page, bare quotations for its narratives.
KIND_WEIGHT = {StatementKind.BACKGROUND: 0.8, StatementKind.QUOTE: 0.4}
#: What a sentence is worth beside others that calls somebody "Louis" whom no article names in full.
UNKNOWN = 0.6
#: From this judgement on, a sentence of one origin is its outlet's opinion (read on real pages).
JUDGES = 1.0
#: What interprets rather than reports ("highlights", "a reminder of", "perhaps").
_INTERPRETS = re.compile(
    r"\b(?:(?:highlight|underscore|underline|illustrate|epitomi[sz]e)s|"
    r"(?:reminder|testament|symptom|hallmark) (?:of|to|that)|perhaps|arguably|after all|"
    r"no doubt|undoubtedly|clearly|of course|symbolic|justifiabl[ey]|consequential|the (?:strongest|finest|worst|best)|"
    r"(?:mark|represent|signal)(?:s|ing|ed)? an? (?:significant|major|pivotal|key|dramatic|sharp|decisive|historic)|"
    r"(?:major|significant|important) step|hang(?:s|ing)? in the balance|remains? (?:uncertain|to be seen)|"
    r"in anticipation|(?:could|may|might) (?:reshape|redefine|prove|improve)|is riding on|high-stakes|"
    r"double down|accurately|in reality|way, way|appears? (?:un)?likely|"
    r"aplenty|proverbial|weaponi[sz]e[sd]?|demonstrating that|rather than accept|"
    r"likely to be (?:interpreted|seen|read|remembered)|"
    r"(?:likely|effectively|all but) doom(?:s|ed|ing)|hatred|"
    r"delicate balanc\w+|serious trim|thumb on|Uncle Sam|"
    r", likely [a-z]+ing|(?:just|merely|but|only) the latest|latest in an? (?:[a-z]+ )?(?:series|string|line|wave) of|"
    r"(?:stark|harsh|grim|sobering|bitter|uncomfortable) (?:reality|truth|fact|reminder|warning|contrast|choice)|"
    r"longstanding (?:dislike|feud|hostility|hatred|enmity|antipathy)|s dislike of|disdain|"
    r"contempt for|animosity|grudge|vendetta|"
    r"(?:is|are|was|were) supposed to|"
    r"(?:have|has|had) rushed to|"
    r"(?:firmly|finally) address(?:ed|es|ing)|tumult|upheaval|strangled|"
    r"forced to (?:acknowledge|admit|concede)|another instance of|gush(?:ed|es|ing) (?:over|about)|"
    r"(?:the|big) headlines? (?:is|are)|"
    r"tragically|sadly|fortunately|unfortunately|ironically|good news|bad news|on track)\b",
    re.IGNORECASE,
)
#: By what it says somebody did, an outlet says that it is true: "also highlighted a stark reality".
_VOUCHES = re.compile(
    r"\b(?:highlight|underscor|underlin|illustrat|expos|acknowledg|recogni[sz])(?:e?s|e?d|ing) (?:a|an|the) "
    r"(?:[a-z]+ )?(?:reality|truth|fact)\b|^(?:While|Although|Though) this is (?:good|bad|welcome|promising)\b|"
    r"\b(?:openly |freely )?expressed (?:his|her|their) views?\b",
    re.IGNORECASE,
)
#: Places that a bullet moves up when it says the same as the one before (chosen on the gold stories).
NEXT_ALIKE = 3.0
#: Claims that the choice tries to cover.
MAX_COVERED = 300


def select_facts(
    claims: Sequence[Claim],
    material: Material,
    budget: VerbatimBudget,
    *,
    limit: int = 7,
    disputed: frozenset[str] = frozenset(),
    shown: frozenset[Evidence] = frozenset(),
    titled_by: ArticleId | None = None,
) -> tuple[Fact, ...]:
    """Return at most ``limit`` facts, most important first, their passages booked in ``budget``.

    ``disputed`` holds the ids of claims that the page shows as disputed: these are told only in
    words that name their source. ``shown`` holds passages that stand elsewhere on the page,
    ``titled_by`` is the article whose headline the page bears: the first fact is to tell what the
    title does, which on a developing story is not what most articles opened with.
    Fewer facts come back when fewer claims can be printed; never one without evidence.
    """
    rows = {(s.article_id, s.start): i for i, s in enumerate(material.statements)}
    covered = claims[:MAX_COVERED]
    centres = _centres(covered, material, rows)
    candidates = [
        c
        for c in candidates_for(claims, material, rows)
        if c.sentence.evidence[0] not in shown
        and (c.claim.id not in disputed or c.sentence.attribution is not None)
    ]
    bullets = choose_bullets(candidates, covered, centres, material, budget, limit, titled_by)
    facts = []
    introduced: set[str] = set()
    for bullet in _in_order(bullets, material.vectors):
        told = ((c, _introduced(c, material, introduced, budget)) for c in bullet)
        kept = [(c, s) for c, s in told if s is not None and budget.take(*s.evidence)]
        if kept:
            facts.append(fact_of(kept, material))
    return tuple(facts)


def _centres(
    claims: Sequence[Claim], material: Material, rows: dict[tuple[str, int], int]
) -> Vectors:
    """Return the mean vectors of the claims, of length one."""
    means = np.stack(
        [
            material.vectors[[rows[s.article_id, s.start] for s in c.statements]].mean(axis=0)
            for c in claims
        ]
        or [np.zeros(material.vectors.shape[1], dtype=np.float32)]
    )[: len(claims)]
    lengths = np.maximum(np.linalg.norm(means, axis=1, keepdims=True), 1e-9)
    return np.asarray(means / lengths, dtype=np.float32)


def _introduced(
    candidate: Candidate, material: Material, introduced: set[str], budget: VerbatimBudget
) -> CitedSentence | None:
    """Return the sentence with whom it names introduced, as long as there are words left for that.

    ``None``: it is of somebody whom few articles name, and there is no room to say who that is.
    """
    plain, statement = candidate.sentence, candidate.statement
    met = set(introduced)
    article = material.article_of[statement.article_id]
    sentence = introduce(plain, statement, article, met)
    if budget.fits(*sentence.evidence):
        introduced |= met
        return sentence
    named = introduce(plain, statement, article, set(introduced), offices=False)
    plain = named if budget.fits(*named.evidence) else plain
    speaker = statement.speaker or ""
    is_introduced = bool(speaker) and any(
        o.name in {"introduce", "resolve-name"} and o.before.split()[-1] == speaker.split()[-1]
        for o in sentence.operations
    )
    return None if is_introduced and _is_little_known(speaker, material) else plain


def _is_little_known(name: str, material: Material) -> bool:
    """Return whether no headline and less than two in three of the articles name a person."""
    surname = name.split()[-1]
    naming = sum(surname in a.text for a in material.articles)
    in_title = any(surname in a.title for a in material.articles)
    return not in_title and naming <= max(1, len(material.articles) * 2 // 3)


def candidates_for(
    claims: Sequence[Claim],
    material: Material,
    rows: dict[tuple[str, int], int],
) -> list[Candidate]:
    """Return the printable wordings of the claims, a few each; ``rows`` finds a statement's vector."""
    stale = stale_rows(material) | superseded_rows(material)
    headlines = " · ".join(a.title for a in material.articles)
    known = _known_by_name(material)
    found: list[Candidate] = []
    for claim in claims[:MAX_CLAIMS]:
        for statement, sentence in _wordings(claim, material):
            row = rows[statement.article_id, statement.start]
            if is_first_name_only(statement, material.article_of[statement.article_id]):
                continue
            if row in stale or _is_wrong(sentence.text, row, material):
                continue
            carried = len(material.origins_of(supporters(sentence.text, row, material)))
            if carried == 1 and _judges(sentence.text, statement):
                continue
            if not has_main_verb(sentence.text):
                continue
            score = claim.salience * readability(sentence.text, statement) * _trust(carried)
            score *= KIND_WEIGHT.get(statement.kind, 1.0) * _sobriety(sentence)
            if not _are_known(statement, known):
                score *= UNKNOWN
            opens = not leans_on_context(sentence.text, headlines)
            found.append(Candidate(claim, statement, sentence, row, score, opens))
    return found


def _is_wrong(text: str, row: int, material: Material) -> bool:
    return is_outvoted(text, row, material) or is_miscalled(text, material)


def _known_by_name(material: Material) -> frozenset[str]:
    """Return the given names and surnames of those whom some article names in full."""
    full = {
        n.canonical
        for s in material.statements
        for n in s.names
        if n.kind is NameKind.PERSON and " " in n.canonical
    }
    return frozenset(w for name in full for w in (name.split()[0], name_key(name).split()[-1]))


def _are_known(statement: Statement, known: frozenset[str]) -> bool:
    """Return whether no person is called by a surname or given name that stands nowhere in full."""
    bare = {
        n.canonical
        for n in statement.names
        if " " not in n.canonical
        and (n.kind is NameKind.PERSON or n.canonical.casefold() in GIVEN_NAMES)
        and not statement.exact.startswith(
            " of ", n.end - statement.start
        )  # a ship, "Grace of Ardel"
    }
    return all(b in known or name_key(b) in known for b in bare)


def _trust(origins: int) -> float:
    """Return 0.7 for a sentence of one origin, 1 for one that three or more carry."""
    return 0.7 + 0.15 * (min(3, origins) - 1)


def _judges(text: str, statement: Statement) -> bool:
    """Return whether an outlet judges in its own voice: one alone does, that is no fact."""
    if first_outside_quotes(_VOUCHES, text):
        return True
    own_voice = statement.kind in (StatementKind.EVENT, StatementKind.BACKGROUND)
    return own_voice and (judgement_of(text) >= JUDGES or bool(_INTERPRETS.search(text)))


def _sobriety(sentence: CitedSentence) -> float:
    """Return 1 for a report, less the more of it is quotation: argument is for the narratives."""
    return 1.0 - 0.9 * max(0.0, quoted_share(sentence.text) - 0.2)


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
        if sentence is not None and sentence.text not in seen:
            seen.add(sentence.text)
            yield statement, sentence
            count += 1
        if count == MAX_WORDINGS:
            return


def _in_order(
    bullets: Sequence[tuple[Candidate, ...]], vectors: Vectors
) -> list[tuple[Candidate, ...]]:
    """Return the bullets in the order of choice, what matters most first, those alike side by side.

    Against the order of the gold facts, in pairs: .66; choice alone .65, events before what is said
    before background .60, by place in the articles (majority ordering, Barzilay et al. 2002) .62.
    """
    told, left = list(bullets[:1]), list(enumerate(bullets[1:]))
    while left:
        last = vectors[told[-1][0].vector_row]
        following = max(
            left, key=lambda x: NEXT_ALIKE * float(vectors[x[1][0].vector_row] @ last) - x[0]
        )
        left.remove(following)
        told.append(following[1])
    return told


def fact_of(kept: Sequence[tuple[Candidate, CitedSentence]], material: Material) -> Fact:
    """Return the fact; a bullet of two sentences is as widely reported as its less reported one."""
    carriers = [supporters(s.text, c.vector_row, material) for c, s in kept]
    least = min(carriers, key=lambda statements: len(material.origins_of(statements)))
    return Fact(
        claim_id=kept[0][0].claim.id,
        sentences=tuple(s for _, s in kept),
        articles=len({s.article_id for s in least}),
        origins=len(material.origins_of(least)),
    )
