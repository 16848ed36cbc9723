"""Which further passages carry a published sentence, counted by independent origins."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from winnow.stages.budget import VerbatimBudget
from winnow.stages.material import FACTUAL, Material
from winnow.stages.support import (
    content_of,
    contradicts_figures,
    has_figures_of,
    supports,
    term_containment,
)
from winnow.types import CitedSentence, Claim, Evidence, Fact, Statement

#: Further passages cited per sentence.
MAX_CORROBORATING = 4
#: Statements are held against a sentence only when their passages are at least so like its own.
NEAR = 0.60
#: A passage with less of the sentence's content words is said to carry it in part: of twelve such on three pages
#: strict readers found eight to leave something out, of the others three.
WHOLE = 0.76
#: Statements so like one another are about the same thing, so that their figures compare.
SAME_THING = 0.72
_QUOTED = re.compile(r"[“\"]([^“”\"]+)[”\"]")
_WORD = re.compile(r"[\w$£€%]+")
_FORMER = re.compile(
    r"\b[Ff]ormer (?:[A-Z]\S+ )?(?P<office>President|Vice President|Prime Minister|Chancellor|Governor|Gov\.|Mayor) "
    r"(?P<name>(?:[A-Z][\w.’'-]* ){0,2}[A-Z][\w’-]*\w)"
)


def evidence_of(statement: Statement) -> Evidence:
    """Return the statement's own passage."""
    return Evidence(statement.article_id, statement.start, statement.end, statement.exact)


def supporters(text: str, row: int, material: Material) -> list[Statement]:
    """Return the story's statements that carry ``text``, made from the one at ``row``, nearest first.

    The statement itself comes first; opinion pieces support no fact.
    """
    alike = material.vectors @ material.vectors[row]
    near = [int(i) for i in np.nonzero(alike >= NEAR)[0] if int(i) != row]
    near.sort(key=lambda i: (-round(float(alike[i]), 4), i))
    others = (material.statements[i] for i in near)
    return [
        material.statements[row],
        *(
            s
            for s in others
            if s.kind in FACTUAL
            and s.article_id not in material.not_news
            and supports(s.exact, text)
        ),
    ]


def is_outvoted(text: str, row: int, material: Material) -> bool:
    """Return whether more origins, two at least, give another figure or year for the same thing.

    A local edit of wire copy introduces such errors; what many say otherwise is no fact.  An article that gives
    this figure too is not against it: its other figure is of something else (the part beside the whole).
    """
    alike = material.vectors @ material.vectors[row]
    near = [int(i) for i in np.nonzero(alike >= SAME_THING)[0] if int(i) != row]
    against = [
        material.statements[i]
        for i in near
        if contradicts_figures(material.statements[i].exact, text)
    ]
    if not against:
        return False
    loosely = [material.statements[int(i)] for i in np.nonzero(alike >= NEAR)[0]]
    telling = {s.article_id for s in loosely if has_figures_of(s.exact, text)}
    against = [s for s in against if s.article_id not in telling]
    opposed = len(material.origins_of(against))
    return opposed >= 2 and opposed > len(material.origins_of(supporters(text, row, material)))


def is_miscalled(text: str, material: Material) -> bool:
    """Return whether the sentence calls somebody "former" whom most articles of the story give the office.

    Writers who look back call a president in office "the former president"; read on real pages.
    """
    for match in _FORMER.finditer(text):
        office, surname = match["office"], match["name"].split()[-1]
        named = rf"{office} (?:[A-Z][\w.’'-]* ){{0,3}}{re.escape(surname)}\b"
        in_office = sum(
            re.search(rf"(?<!ormer )(?<!x-)\b{named}", a.text) is not None
            for a in material.articles
        )
        former = sum(
            re.search(rf"\b[Ff]ormer {named}", a.text) is not None for a in material.articles
        )
        if in_office > former:
            return True
    return False


def corroborate(
    facts: Sequence[Fact], claims: Sequence[Claim], material: Material, budget: VerbatimBudget
) -> tuple[Fact, ...]:
    """Return the facts with further passages cited, one per independent origin, as the budget allows."""
    rows = {(s.article_id, s.start): i for i, s in enumerate(material.statements)}
    return tuple(
        replace(
            fact, sentences=tuple(_with_more(s, rows, material, budget) for s in fact.sentences)
        )
        for fact in facts
    )


def _with_more(
    sentence: CitedSentence,
    rows: dict[tuple[str, int], int],
    material: Material,
    budget: VerbatimBudget,
) -> CitedSentence:
    own = sentence.evidence[0]
    row = rows.get((own.article_id, own.start))
    if row is None:
        return sentence
    cited = {material.origin_of[own.article_id]}
    more: list[Evidence] = []
    in_part: list[Evidence] = []
    whole = content_of(sentence.text)
    for statement in supporters(sentence.text, row, material)[1:]:
        origin = material.origin_of[statement.article_id]
        evidence = evidence_of(statement)
        if len(more) == MAX_CORROBORATING:
            break
        if origin not in cited and budget.take(evidence):
            cited.add(origin)
            more.append(evidence)
            is_whole = term_containment(whole, content_of(statement.exact)) >= WHOLE
            if not is_whole or _lacks_quotation(statement.exact, sentence.text):
                in_part.append(evidence)
    return replace(
        sentence,
        evidence=(*sentence.evidence, *more),
        in_part=(*sentence.in_part, *in_part),
    )


def _lacks_quotation(passage: str, sentence: str) -> bool:
    """Return whether words that the sentence quotes, two or more, do not stand so in the passage."""
    held = f" {' '.join(_WORD.findall(passage.casefold()))} "
    quoted = (_WORD.findall(match[1].casefold()) for match in _QUOTED.finditer(sentence))
    return any(len(words) > 1 and f" {' '.join(words)} " not in held for words in quoted)
