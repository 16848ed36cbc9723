"""Does a passage say a sentence?  The lexical test behind corroboration and citations.

A passage supports a sentence when it carries its numbers, its names and most of its content words,
and neither negates what the other asserts.  Embeddings are not asked: they do not see
"toll 48" against "toll 31".  (Compare the lexical-overlap baselines of Laban et al. 2022, SummaC,
which on extractive sentences are hard to beat.)
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from winnow.text.names import find_names, name_key
from winnow.text.quantities import find_quantities, same_quantity
from winnow.text.similarity import content_terms
from winnow.types import NameKind, Quantity

#: Share of a sentence's content words that the passage must carry to be cited for it.  Read on the
#: gold stories: below .5 passages about a neighbouring point slip in, above .65 rewordings are lost.
SUPPORT_CONTAINMENT = 0.55

#: A weekday or a year says when, and many things happen then; a month is told with its year.
_CALENDAR = re.compile(r"\b(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|(?:19|20)\d\d)\b")
_NEGATION = re.compile(
    r"\b(?:not|no|never|none|nobody|neither|nor|without|cannot|denie[ds]|deny|denying|refuse[ds]?|refusing|"
    r"reject(?:s|ed|ing)?|fail(?:s|ed)?)\b|n[’']t\b",
    re.IGNORECASE,
)


#: What is announced or expected has not happened: "could vote" does not carry "voted".
_PROSPECT = re.compile(
    r"\b(?:could|might|may(?! \d)|(?:is|are|was|were|be) (?:expected|poised|set|likely|due|about) to|"
    r"plan(?:s|ned|ning)? to|(?:will|would) (?:vote|decide|rule|meet|appear|be))\b"
)


@dataclass(frozen=True, slots=True)
class Content:
    """What a sentence is made of, for comparison."""

    terms: frozenset[str]
    #: The terms that tell what happened: without figures, their units, weekdays and years.
    telling: frozenset[str]
    names: frozenset[str]
    quantities: tuple[Quantity, ...]
    negated: bool
    is_prospect: bool = False


@lru_cache(maxsize=20_000)
def content_of(text: str) -> Content:
    """Return the content of a sentence: stems, name keys, quantities, whether it negates."""
    names = frozenset(
        key.split()[-1]
        for n in find_names(text)
        if n.kind is not NameKind.OTHER and (key := name_key(n.canonical))
    )
    terms, quantities = frozenset(content_terms(text)), find_quantities(text)
    counted = frozenset(t for q in quantities for t in content_terms(q.text))
    return Content(
        terms=terms,
        telling=terms - counted - frozenset(content_terms(" ".join(_CALENDAR.findall(text)))),
        names=names,
        quantities=quantities,
        negated=bool(_NEGATION.search(text)),
        is_prospect=bool(_PROSPECT.search(text)),
    )


def term_containment(sentence: Content, passage: Content) -> float:
    """Return the share of the sentence's content words that the passage carries (0–1).

    Figures, weekdays and years are compared by themselves: two sentences that have them in common may
    tell of different things ("20,000 crore" of losses, "20,000 crore" of taxes).
    """
    asked = sentence.telling or sentence.terms
    return len(asked & passage.terms) / len(asked) if asked else 0.0


def carries_quantities(sentence: Content, passage: Content) -> bool:
    """Return whether every quantity of the sentence stands in the passage."""
    return all(any(same_quantity(q, p) for p in passage.quantities) for q in sentence.quantities)


def conflicting_quantities(a: Iterable[Quantity], b: Iterable[Quantity]) -> bool:
    """Return whether both give a figure for the same unit and no pair of these agrees."""
    left, right = _by_unit(a), _by_unit(b)
    return any(
        not any(same_quantity(x, y) for x in left[unit] for y in right[unit])
        for unit in left.keys() & right.keys()
    )


def _by_unit(quantities: Iterable[Quantity]) -> dict[str, list[Quantity]]:
    units: dict[str, list[Quantity]] = {}
    for quantity in quantities:
        if quantity.unit:
            units.setdefault(quantity.unit, []).append(quantity)
    return units


def supports(passage: str, sentence: str) -> bool:
    """Return whether ``passage`` may be cited for ``sentence``."""
    s, p = content_of(sentence), content_of(passage)
    return (
        term_containment(s, p) >= SUPPORT_CONTAINMENT
        and carries_quantities(s, p)
        and s.names <= (p.names | p.terms | {t.casefold() for t in passage.split()})
        and s.negated == p.negated
        and (s.is_prospect or not p.is_prospect)
        and not slips_in_year(passage, sentence)
    )


#: A number as large as this, no year, is of one thing wherever a story gives it.
TELLING_NUMBER = 20
#: A year is when two sentences have this share of their content words in common.
SHARED_WITH_YEAR = 0.40
_DIGITS = re.compile(r"\d[\d,]*(?:\.\d+)?")
_MONTH = r"(?:Jan|Feb|Mar|Apr|May|June?|July?|Aug|Sept?|Oct|Nov|Dec)[a-z]*\.?"
_DAY = re.compile(rf"\b{_MONTH} \d{{1,2}}\b|\b\d{{1,2}} {_MONTH}")
_YEAR = re.compile(r"\b(?:1[89]|20)\d\d\b")


def contradicts_figures(a: str, b: str) -> bool:
    """Return whether two passages about one thing differ in a figure or in one of their years.

    >>> contradicts_figures("He ruled from 2001 to 2009.", "He ruled from 2001 to 2019.")
    True
    """
    return slips_in_year(a, b) or conflicting_quantities(
        content_of(a).quantities, content_of(b).quantities
    )


def slips_in_year(a: str, b: str) -> bool:
    """Return whether two passages give as many years, share one and differ in another."""
    years, others = set(_YEAR.findall(a)), set(_YEAR.findall(b))
    return len(years) == len(others) and bool(years & others) and years != others


def has_figures_of(passage: str, sentence: str) -> bool:
    """Return whether a passage gives every figure and year of a sentence that gives some.

    >>> has_figures_of("It fell by 3 million dollars, to 4 million.", "It fell to 4 million dollars.")
    True
    """
    p, s = content_of(passage), content_of(sentence)
    years = set(_YEAR.findall(sentence))
    return (
        bool(s.quantities or years)
        and carries_quantities(s, p)
        and years <= set(_YEAR.findall(passage))
    )


def gives_same_number(a: str, b: str, shared: float) -> bool:
    """Return whether two sentences of one story give a number too large for chance, or much the same and a year.

    ``shared`` is the share of content words that the two have in common.  Read on real pages.

    >>> gives_same_number("More than 280 people were charged.", "It was one of 280 cases.", 0.1)
    True
    >>> gives_same_number("It fell on Aug. 25.", "The court sat on August 25.", 0.1)
    False
    >>> gives_same_number("She met him in 1990.", "He bought the paper in 1990.", 0.2)
    False
    """
    if _telling_numbers(a) & _telling_numbers(b):
        return True
    return shared >= SHARED_WITH_YEAR and bool(set(_YEAR.findall(a)) & set(_YEAR.findall(b)))


def _telling_numbers(text: str) -> frozenset[str]:
    found = (n.rstrip(".,") for n in _DIGITS.findall(_YEAR.sub(" ", _DAY.sub(" ", text))))
    return frozenset(n for n in found if float(n.replace(",", "")) >= TELLING_NUMBER)
