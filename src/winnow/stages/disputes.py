"""Disputes: accounts that cannot both hold, shown side by side.

Two kinds are found.  *Figures*: independent origins give different figures for the same thing in
sentences that say the same otherwise; a later figure of the same source replaces its earlier one.
*Denials*: a named source denies or rejects what another source says.  Nothing is averaged or chosen.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

import numpy as np

from winnow.stages.material import FACTUAL, Material
from winnow.stages.support import content_of
from winnow.stages.word import word_statement
from winnow.text.names import name_key
from winnow.text.quantities import same_quantity
from winnow.text.wording import inside_quotes
from winnow.types import Account, CitedSentence, Dispute, Quantity, Statement, StatementKind

#: Units that are counted once an event, so that two figures are two accounts; others (a price, a
#: length, a share) need a nearer match of the sentences, since a text gives many.
COUNTED_ONCE: Mapping[str, str] = {
    "killed": "Number of people killed",
    "dead": "Number of people killed",
    "injured": "Number of people injured",
    "wounded": "Number of people injured",
    "missing": "Number of people missing",
    "arrested": "Number of people arrested",
    "detained": "Number of people detained",
    "rescued": "Number of people rescued",
    "displaced": "Number of people displaced",
    "evacuated": "Number of people evacuated",
}
#: Cosine of two sentences that give figures for the same thing: counted once, and otherwise.
#: Read on the gold stories and on a tenth of the others of the same collection.
NEAR, NEARER = 0.55, 0.84
#: A denial and what it denies are about one thing above this cosine.
DENIAL_NEAR = 0.55
MAX_DISPUTES = 3

_NEVER = frozenset(
    {
        "year-old",
        "%",
        "year",
        "month",
        "day",
        "hour",
        "minute",
        "time",
        "vote",
        "score",
        "am",
        "pm",
        "",
    }
)
_DENIAL = re.compile(
    r"\b(?:den(?:y|ies|ied|ying)|reject(?:s|ed|ing)?|refut(?:e|es|ed|ing)|disput(?:e|es|ed|ing)|contradict(?:s|ed)?|"
    r"dismiss(?:es|ed)? (?:the |these |those |such )?(?:claims?|allegations?|accusations?|reports?|charges?|suggestions?))\b",
    re.IGNORECASE,
)
_ACCUSES = re.compile(
    r"\b(?:accus\w+|alleg\w+|claim(?:s|ed)?|charg(?:e|es|ed)|blam(?:e|es|ed)|said|says|insist(?:s|ed)?)\b",
    re.I,
)


@dataclass(frozen=True, slots=True)
class _Figure:
    """One statement that gives a figure for a unit."""

    row: int
    statement: Statement
    quantity: Quantity
    when: datetime
    source: str


def find_disputes(material: Material, *, limit: int = MAX_DISPUTES) -> tuple[Dispute, ...]:
    """Return the story's disputes, the most widely reported first; none is a valid answer."""
    found = [*_figures_in_dispute(material), *_denials(material)]
    found.sort(key=lambda f: (-f[0], f[1].about))
    return tuple(dispute for _, dispute in found[:limit])


# ------------------------------------------------------------------------------------ figures


def _figures_in_dispute(material: Material) -> Iterator[tuple[int, Dispute]]:
    for unit, figures in sorted(_figures(material).items()):
        for group in _same_thing(figures, material, NEAR if unit in COUNTED_ONCE else NEARER):
            accounts = _accounts(_latest(group), material)
            if len(accounts) >= 2:
                about = COUNTED_ONCE.get(unit) or f"Figures for “{unit}”"
                weight = len(material.origins_of([f.statement for f in group]))
                yield weight, Dispute(about, accounts)


def _figures(material: Material) -> Mapping[str, list[_Figure]]:
    by_unit: defaultdict[str, list[_Figure]] = defaultdict(list)
    for row, statement in enumerate(material.statements):
        if statement.kind not in FACTUAL or statement.article_id in material.not_news:
            continue
        units = [q.unit for q in statement.quantities]
        for quantity in statement.quantities:
            # Two figures of one unit in a sentence ("12 killed, down from 14") compare, not conflict.
            if quantity.unit not in _NEVER and units.count(quantity.unit) == 1:
                article = material.article_of[statement.article_id]
                source = (
                    statement.speaker or article.credited_to or material.outlet_of(article.id).name
                )
                figure = _Figure(row, statement, quantity, article.when, source)
                by_unit[_CANONICAL_UNIT.get(quantity.unit, quantity.unit)].append(figure)
    return by_unit


_CANONICAL_UNIT = {"dead": "killed", "wounded": "injured", "detained": "arrested"}


def _same_thing(
    figures: Sequence[_Figure], material: Material, near: float
) -> Iterator[list[_Figure]]:
    """Yield groups of figures whose sentences are about one thing, greedily around the earliest row."""
    left = list(figures)
    while left:
        head = left[0]
        vectors = material.vectors[[f.row for f in left]]
        close = vectors @ material.vectors[head.row] >= near
        group = [f for f, c in zip(left, close, strict=True) if c and _comparable(head, f)]
        left = [f for f in left if f not in group] if group else left[1:]
        values = {f.quantity.value for f in group}
        if len(values) > 1 and len(material.origins_of([f.statement for f in group])) > 1:
            yield group


def _comparable(a: _Figure, b: _Figure) -> bool:
    """Figures for the same thing share a name (or both name nothing) and are of one order of size."""
    names_a, names_b = content_of(a.statement.exact).names, content_of(b.statement.exact).names
    small, large = sorted((a.quantity.value, b.quantity.value))
    return (bool(names_a & names_b) or not (names_a and names_b)) and large <= 20 * max(small, 1e-9)


def _latest(group: Sequence[_Figure]) -> list[_Figure]:
    """Keep each source's newest figure: an update is not a dispute with oneself."""
    newest: dict[str, _Figure] = {}
    for figure in sorted(group, key=lambda f: (f.when, f.statement.article_id, f.statement.start)):
        newest[name_key(figure.source) or figure.source] = figure
    return sorted(newest.values(), key=lambda f: (f.when, f.statement.article_id))


def _accounts(figures: Sequence[_Figure], material: Material) -> tuple[Account, ...]:
    accounts: list[tuple[Quantity, Account]] = []
    for figure in figures:
        if any(_agree(figure.quantity, q) for q, _ in accounts):
            continue
        article = material.article_of[figure.statement.article_id]
        sentence = word_statement(figure.statement, article)
        if sentence is not None and figure.quantity.text in sentence.text:
            account = Account(sentence, figure.source, article.published)
            accounts.append((figure.quantity, account))
    origins = {material.origin_of[a.sentence.evidence[0].article_id] for _, a in accounts}
    return tuple(a for _, a in accounts) if len(origins) > 1 else ()


def _agree(a: Quantity, b: Quantity) -> bool:
    return same_quantity(a, b) or same_quantity(replace(a, unit=b.unit), b)


# ------------------------------------------------------------------------------------ denials


def _denials(material: Material) -> Iterator[tuple[int, Dispute]]:
    rows = [
        i
        for i, s in enumerate(material.statements)
        if s.speaker
        and s.kind in (StatementKind.ATTRIBUTED, StatementKind.QUOTE)
        and s.article_id not in material.not_news
    ]
    seen: set[frozenset[str]] = set()
    for i in rows:
        denial = material.statements[i]
        if not _denies(denial.exact):
            continue
        pair = _denied(i, rows, material)
        speakers = frozenset(
            {name_key(denial.speaker or ""), name_key(pair.speaker or "") if pair else ""}
        )
        if pair is None or speakers in seen:
            continue
        accounts = [a for a in (_account(pair, material), _account(denial, material)) if a]
        if len(accounts) == 2:
            seen.add(speakers)
            weight = len(material.origins_of([pair, denial]))
            yield (
                weight,
                Dispute(f"What {pair.speaker} says and {denial.speaker} denies", tuple(accounts)),
            )


def _denies(text: str) -> bool:
    return any(not inside_quotes(text, m.start()) for m in _DENIAL.finditer(text))


def _denied(row: int, rows: Sequence[int], material: Material) -> Statement | None:
    denial = material.statements[row]
    others = [
        j
        for j in rows
        if _is_other_speaker(material.statements[j], denial)
        and not _denies(material.statements[j].exact)
        and _ACCUSES.search(material.statements[j].exact)
    ]
    if not others:
        return None
    closeness = material.vectors[others] @ material.vectors[row]
    best = int(np.argmax(closeness))
    return material.statements[others[best]] if closeness[best] >= DENIAL_NEAR else None


def _is_other_speaker(a: Statement, b: Statement) -> bool:
    one, two = name_key(a.speaker or ""), name_key(b.speaker or "")
    return bool(one) and bool(two) and not set(one.split()) & set(two.split())


def _account(statement: Statement, material: Material) -> Account | None:
    article = material.article_of[statement.article_id]
    sentence: CitedSentence | None = word_statement(statement, article)
    if sentence is None:
        return None
    return Account(
        sentence, statement.speaker or article.credited_to or article.outlet_id, article.published
    )
