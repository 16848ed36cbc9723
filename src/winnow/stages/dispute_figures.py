"""Figures in dispute: independent sources give different figures for the same thing.

A later figure of the same source replaces its earlier one, a reprint's slip is no account of its
own, and "at least 15" agrees with 17.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from winnow.stages.material import FACTUAL, Material
from winnow.stages.support import content_of
from winnow.stages.word import word_statement
from winnow.text.names import name_key
from winnow.text.places import COUNTRIES, place_name
from winnow.text.quantities import same_quantity
from winnow.types import Account, Dispute, NameKind, OriginRole, Quantity, Statement

#: Units that are counted once an event, so that two figures are two accounts; others (a price, a
#: length) need a nearer match of the sentences, since a text gives many.
COUNTED_ONCE: Mapping[str, str] = {
    "killed": "Number of people killed",
    "injured": "Number of people injured",
    "missing": "Number of people missing",
    "arrested": "Number of people arrested",
    "rescued": "Number of people rescued",
    "displaced": "Number of people displaced",
    "evacuated": "Number of people evacuated",
}
_CANONICAL_UNIT = {
    "dead": "killed",
    "death": "killed",
    "wounded": "injured",
    "detained": "arrested",
}
#: Cosine of two sentences that give figures for the same thing: counted once, and otherwise.
#: Read on the gold stories and on a tenth of the others of the same collection.
NEAR, NEARER = 0.45, 0.84
#: Share of words that two sentences about a thing not counted once have in common.
SAME_WORDS = 0.60
#: … and of two about a share: a text gives many, of many wholes.
SAME_SHARE_WORDS = 0.75
#: A thing not counted once is disputed from this figure on: smaller ones count parts of it.
LEAST_COUNT = 20

_NEVER = frozenset(
    ["year-old", "year", "month", "week", "day", "hour", "minute", "time", "vote", "score", "am",
     "pm", "", "seat", "city", "country", "article", "point"]
)  # fmt: skip
_PART = re.compile(
    r"\b(?:other|others|another|more|additional|further|of them|each|second|first)\b"
)
_IN_A_PLACE = re.compile(r"\b(?:[Ii]n|[Aa]t|[Nn]ear)(?: the)? $")


@dataclass(frozen=True, slots=True)
class _Figure:
    """One statement that gives a figure for a unit."""

    row: int
    statement: Statement
    quantity: Quantity
    when: datetime
    source: str
    origin: str
    is_original: bool


def figures_in_dispute(material: Material) -> Iterator[tuple[int, Dispute]]:
    """Yield the disputes about figures, each with the number of origins behind it."""
    for unit, figures in sorted(_figures(material).items()):
        for group in _same_thing(figures, material, once=unit in COUNTED_ONCE):
            accounts = _accounts(_newest(_without_slips(group)), material)
            if len(accounts) >= 2:
                about = COUNTED_ONCE.get(unit) or f"The figure of {_plural(unit)}"
                weight = len(material.origins_of([f.statement for f in group]))
                yield weight, Dispute(about, accounts)


def superseded_rows(material: Material) -> frozenset[int]:
    """Return the rows of the statements whose source gives another figure in a later article."""
    old: set[int] = set()
    for unit, figures in _figures(material).items():
        if unit in COUNTED_ONCE:
            for group in _same_thing(figures, material, once=True):
                latest = {name_key(f.source): f for f in _newest(group)}
                old |= {f.row for f in group if _is_superseded(f, latest[name_key(f.source)])}
    return frozenset(old)


def _is_superseded(figure: _Figure, latest: _Figure) -> bool:
    return figure.when < latest.when and figure.quantity.value != latest.quantity.value


def _plural(unit: str) -> str:
    return {"person": "people", "usd": "dollars", "%": "percent"}.get(
        unit, unit if unit.endswith("s") else unit + "s"
    )


def _figures(material: Material) -> Mapping[str, list[_Figure]]:
    by_unit: defaultdict[str, list[_Figure]] = defaultdict(list)
    people = _SourceNames(material.statements)
    for row, statement in enumerate(material.statements):
        if statement.kind not in FACTUAL or statement.article_id in material.not_news:
            continue
        given = [q for q in statement.quantities if not _is_compared(statement, q)]
        units = [_CANONICAL_UNIT.get(q.unit, q.unit) for q in given]
        for quantity, unit in zip(given, units, strict=True):
            # A sentence with two figures of one unit tells of a dispute; it gives no account itself.
            # … and so does one whose other figures are bare ("17 according to one, 21 to another").
            told_by_others = unit in COUNTED_ONCE and "" in units
            alone = units.count(unit) == 1 and not told_by_others
            if unit not in _NEVER and alone and not _is_part(statement, quantity):
                figure = _figure(row, statement, quantity, material, people)
                by_unit[unit].append(figure)
    return by_unit


def _is_compared(statement: Statement, quantity: Quantity) -> bool:
    """Return whether a figure is the one compared with: "up from 12", "more than the 12 announced"."""
    before = statement.exact[: max(0, quantity.start - statement.start)]
    return bool(re.search(r"\b(?:from|than(?: the)?|instead of|earlier|previous) $", before))


def _is_part(statement: Statement, quantity: Quantity) -> bool:
    start = quantity.start - statement.start if quantity.start >= statement.start else 0
    around = statement.exact[max(0, start - 12) : start + len(quantity.text) + 14]
    return bool(_PART.search(around))


def _figure(
    row: int, statement: Statement, quantity: Quantity, material: Material, people: _SourceNames
) -> _Figure:
    article = material.article_of[statement.article_id]
    source = (
        people.name(statement.speaker, statement.speaker_role)
        or article.credited_to
        or material.outlet_of(article.id).name
    )
    role = next(o.role for o in material.origins if o.article_id == article.id)
    return _Figure(
        row,
        statement,
        quantity,
        article.when,
        source,
        material.origin_of[article.id],
        role is OriginRole.ORIGINAL,
    )


class _SourceNames:
    """Which descriptions of sources are one: "regional governor" is Governor Stanimir Bolek."""

    def __init__(self, statements: Sequence[Statement]) -> None:
        self._by_role: defaultdict[str, set[str]] = defaultdict(set)
        for s in statements:
            if s.speaker and s.speaker_role:
                self._by_role[_head(s.speaker_role)].add(s.speaker)

    def name(self, speaker: str | None, role: str | None) -> str | None:
        if speaker is None or not speaker[:1].islower():
            return speaker
        persons = self._by_role.get(_head(speaker), set())
        return next(iter(persons)) if len(persons) == 1 else speaker


def _head(phrase: str) -> str:
    words = re.split(r" of | for | in |,", phrase.casefold())[0].split()
    return words[-1] if words else ""


def _same_thing(
    figures: Sequence[_Figure], material: Material, *, once: bool
) -> Iterator[list[_Figure]]:
    """Yield groups of figures whose sentences are about one thing, grown from the earliest row."""
    vectors = material.vectors[[f.row for f in figures]]
    close = vectors @ vectors.T >= (NEAR if once else NEARER)
    left = list(range(len(figures)))
    while left:
        group = [left.pop(0)]
        for member in group:
            found = [
                i
                for i in left
                if close[member, i] and _of_one_thing(figures[member], figures[i], once=once)
            ]
            group.extend(found)
            left = [i for i in left if i not in found]
        members = [figures[i] for i in sorted(group)]
        if len({f.quantity.value for f in members}) > 1 and len({f.origin for f in members}) > 1:
            yield members


def _of_one_thing(a: _Figure, b: _Figure, *, once: bool) -> bool:
    return _comparable(a, b) and (once or _alike_in_words(a, b))


def _comparable(a: _Figure, b: _Figure) -> bool:
    """Figures for the same thing are of one order of size, and of names and towns they share one.

    A sentence that names none may go with any.
    """
    small, large = sorted((a.quantity.value, b.quantity.value))
    return (
        large <= 10 * max(small, 1e-9)
        and _may_meet(content_of(a.statement.exact).names, content_of(b.statement.exact).names)
        and _may_meet(_towns(a.statement), _towns(b.statement))
    )


def _may_meet(a: frozenset[str], b: frozenset[str]) -> bool:
    return bool(a & b) or not (a and b)


def _towns(statement: Statement) -> frozenset[str]:
    """Return the places, countries apart, in, at or near which a sentence says things happened."""
    places = (
        name
        for name in statement.names
        if name.kind in (NameKind.OTHER, NameKind.PLACE)
        and _IN_A_PLACE.search(statement.exact[: name.start - statement.start])
    )
    return frozenset(n.canonical for n in places if place_name(n.canonical) not in COUNTRIES)


def _alike_in_words(a: _Figure, b: _Figure) -> bool:
    one, two = content_of(a.statement.exact).terms, content_of(b.statement.exact).terms
    shared = len(one & two) / max(1, min(len(one), len(two)))
    is_share = a.quantity.unit == "%"
    large = min(a.quantity.value, b.quantity.value) >= LEAST_COUNT
    return shared >= (SAME_SHARE_WORDS if is_share else SAME_WORDS) and (is_share or large)


def _without_slips(group: Sequence[_Figure]) -> list[_Figure]:
    """Drop what a reprint says otherwise than the original of its origin: an edit's slip."""
    written: defaultdict[str, set[float]] = defaultdict(set)
    for figure in group:
        if figure.is_original:
            written[figure.origin].add(figure.quantity.value)
    return [
        f
        for f in group
        if f.is_original or not written[f.origin] or f.quantity.value in written[f.origin]
    ]


def _newest(group: Sequence[_Figure]) -> list[_Figure]:
    """Keep each source's newest figure: an update is not a dispute with oneself."""
    newest: dict[str, _Figure] = {}
    for figure in sorted(group, key=lambda f: (f.when, f.statement.article_id, f.statement.start)):
        newest[name_key(figure.source)] = figure
    return sorted(newest.values(), key=lambda f: (f.when, f.statement.article_id))


def _accounts(figures: Sequence[_Figure], material: Material) -> tuple[Account, ...]:
    """Return an account per figure, newest last; figures that agree with a later one are left out."""
    accounts: list[tuple[Quantity, Account]] = []
    for figure in reversed(figures):
        if any(_agree(figure.quantity, q) for q, _ in accounts):
            continue
        article = material.article_of[figure.statement.article_id]
        sentence = word_statement(figure.statement, article)
        if sentence is not None and figure.quantity.text in sentence.text:
            account = Account(sentence, figure.source, article.published)
            accounts.append((figure.quantity, account))
    accounts.reverse()
    origins = {material.origin_of[a.sentence.evidence[0].article_id] for _, a in accounts}
    return tuple(a for _, a in accounts) if len(origins) > 1 else ()


_OPEN_ABOVE = frozenset({"at least", "more than", "over", "nearly"})


def _agree(a: Quantity, b: Quantity) -> bool:
    """Return whether two figures can both hold: equal, or the lower one is open upwards."""
    low, high = sorted((a, b), key=lambda q: q.value)
    is_open = low.hedge in _OPEN_ABOVE or high.hedge in {"at most", "up to", "fewer than"}
    near = {low.hedge, high.hedge} & {"about", "nearly"} and high.value <= 1.15 * low.value
    return is_open or bool(near) or same_quantity(a, b) or same_quantity(replace(a, unit=b.unit), b)
