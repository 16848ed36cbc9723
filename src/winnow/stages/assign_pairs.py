"""How alike is an article to each of some others? One row of ``FEATURES`` a pair.

Likeness by field is the cosine of TF-IDF weights; beside it stand what look-alikes disagree in:
names of one headline and opening that the other text never mentions, weekdays, dates, years.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from winnow.stages.assign_terms import FIELDS, ArticleTerms
from winnow.stages.assign_vocabulary import (
    Floats,
    Numbers,
    Packed,
    Vocabulary,
    lengths_of,
    weights_of,
)

_COSINES = (
    "lead",
    "title",
    "body",
    "names",
    "numbers",
    "opening",
    "opening_names",
    "body_names",
    "pairs",
    "body_numbers",
)
#: Share of one's terms that the other's text holds at all: the larger and the smaller of the two.
_COVERED = ("title_names", "opening_names", "opening")
_DAYS = ("weekdays", "dates", "years")
_PLACE = {name: place for place, name in enumerate(FIELDS)}
#: What is summed up over a field's terms: squared weights, weights, rarities.
SQUARES, WEIGHTS, RARITIES = range(3)

#: Columns of ``pair_features``, in order.
FEATURES = (
    *_COSINES,
    "title_in_body_max",
    "title_in_body_min",
    "dense",
    "length_min",
    "length_max",
    "gap_days",
    "dated",
    "same_outlet",
    *(f"{name}_covered_{end}" for name in _COVERED for end in ("max", "min")),
    "names_jaccard",
    "names_overlap",
    "names_mass",
    "rarest_opening_name",
    "rarest_word",
    *_DAYS,
)


class _Comparison:
    """Looks one article's terms up in the fields of others.

    Few terms of the others are the new article's as well, and only those are added up, by cell: a
    field of an article. What else a field holds counts in its sums, which are known beforehand.
    """

    def __init__(
        self, words: Vocabulary, new: Packed, others: Sequence[Packed], sums: Floats
    ) -> None:
        self._rows, self._sums = len(others), sums
        own, found = words.places(new.ids, np.concatenate([one.ids for one in others]))
        shared = np.flatnonzero(found)
        self._places = found[shared]
        self._rarities = words.rarities[new.ids[self._places - 1]]
        counts = np.concatenate([one.counts for one in others])[shared]
        self._weights = weights_of(counts) * self._rarities
        self._lengths = lengths_of(others)
        cells = np.arange(self._lengths.size, dtype=np.int32)
        self._cells = np.repeat(cells, self._lengths.ravel())[shared]
        self._columns = (self._cells % len(FIELDS)).astype(np.uint8)
        by_column = np.argsort(self._columns, kind="stable")
        ends = np.cumsum(np.bincount(self._columns, minlength=len(FIELDS)))
        self._shared = np.split(by_column, ends[:-1])
        self._describe(words, new, own)

    def _describe(self, words: Vocabulary, new: Packed, own: Numbers) -> None:
        """Note of each field of the new article which terms it holds, their weights, and its sums."""
        self._held = np.zeros((len(FIELDS), len(own) + 1))
        self._weight = np.zeros_like(self._held)
        self._mine = np.zeros((len(FIELDS), 3))
        self._count = np.diff(new.ends, prepend=0)
        for column, name in enumerate(FIELDS):
            ids, counts = new[name]
            rarity = words.rarities[ids]
            weights = counts * rarity
            here = own[new.ends[column] - len(ids) : new.ends[column]]
            self._held[column, here] = 1.0
            self._weight[column, here] = weights
            self._mine[column] = (weights**2).sum(), weights.sum(), rarity.sum()

    def cosines(self) -> dict[str, Floats]:
        """Return field → cosine of it in the new article with the same one of each of the others."""
        values = self._weights * self._weight[self._columns, self._places]
        size = self._rows * len(FIELDS)
        dots: Floats = np.bincount(self._cells, values, minlength=size).astype(np.float64)
        norms = np.sqrt(self._sums[:, :, SQUARES] * self._mine[:, SQUARES])
        return dict(zip(FIELDS, _ratio(dots.reshape(norms.shape), norms, 0.0).T, strict=True))

    def cosine(self, name: str, other: str) -> Floats:
        """Return the cosine of a field of the new article with another one of each of the others."""
        here = self._shared[_PLACE[other]]
        dots = self._by_row(
            here, self._weights[here] * self._weight[_PLACE[name], self._places[here]]
        )
        squares = self._sums[:, _PLACE[other], SQUARES] * self._mine[_PLACE[name], SQUARES]
        return _ratio(dots, np.sqrt(squares), 0.0)

    def covered(self, name: str) -> tuple[Floats, Floats]:
        """Return the share of the new one's field that the others hold, and the reverse."""
        column, whole = _PLACE[name], self._shared[_PLACE["all"]]
        ahead = self._by_row(whole, self._weight[column, self._places[whole]])
        here = self._shared[column]
        held = self._held[_PLACE["all"], self._places[here]]
        back = self._by_row(here, self._weights[here] * held)
        mine = np.full(self._rows, self._mine[column, WEIGHTS])
        return _ratio(ahead, mine, 0.5), _ratio(back, self._sums[:, column, WEIGHTS], 0.5)

    def mass(self, name: str) -> tuple[Floats, float, Floats]:
        """Return the rarity that is shared, that of the new one, and that of each other."""
        here, column = self._shared[_PLACE[name]], _PLACE[name]
        shared = self._by_row(here, self._rarities[here] * self._both(name))
        return shared, float(self._mine[column, RARITIES]), self._sums[:, column, RARITIES]

    def rarest(self, name: str, power: float) -> Floats:
        """Return about the rarity of the rarest shared term; many count a little more than one."""
        here = self._shared[_PLACE[name]]
        powers = self._by_row(here, self._both(name) * self._rarities[here] ** power)
        return np.asarray(powers ** (1 / power), dtype=np.float64)

    def agreement(self, name: str) -> Floats:
        """Return the share in common of what both state; −1 when nothing is; 0 when one is mute."""
        shared = self._by_row(self._shared[_PLACE[name]], self._both(name))
        said = np.minimum(self._lengths[:, _PLACE[name]], self._count[_PLACE[name]])
        return np.where(said > 0, np.where(shared > 0, shared / np.maximum(said, 1), -1.0), 0.0)

    def _both(self, name: str) -> Floats:
        """Return for each shared term in a field of the others whether it is in the same one here."""
        return np.asarray(self._held[_PLACE[name], self._places[self._shared[_PLACE[name]]]])

    def _by_row(self, here: NDArray[np.int64], values: Floats) -> Floats:
        rows = self._cells[here] // len(FIELDS)
        return np.asarray(np.bincount(rows, values, minlength=self._rows), dtype=np.float64)


def field_sums(words: Vocabulary, packed: Sequence[Packed]) -> Floats:
    """Return of each article and field the sums ``SQUARES``, ``WEIGHTS`` and ``RARITIES``.

    They hold until the vocabulary takes its next snapshot of rarity.
    """
    cells = np.repeat(np.arange(len(packed) * len(FIELDS)), lengths_of(packed).ravel())
    rarity = words.rarities[np.concatenate([one.ids for one in packed])]
    weights = weights_of(np.concatenate([one.counts for one in packed])) * rarity
    shape = len(packed), len(FIELDS)
    sums = [
        np.bincount(cells, values, minlength=shape[0] * shape[1]).reshape(shape)
        for values in (weights**2, weights, rarity)
    ]
    return np.stack(sums, axis=2)


def pair_features(
    words: Vocabulary,
    new: tuple[ArticleTerms, Packed],
    others: Sequence[tuple[ArticleTerms, Packed]],
    sums: Floats,
    dense: Floats,
) -> Floats:
    """Return one row of ``FEATURES`` for the new article and each of the others.

    ``sums`` are the others' ``field_sums``, ``dense`` the products of the vectors.
    """
    if not others:
        return np.zeros((0, len(FEATURES)))
    record, terms = new
    look = _Comparison(words, terms, [packed for _, packed in others], sums)
    ahead, back = look.cosine("title", "body"), look.cosine("body", "title")
    cosines = look.cosines()
    columns = [cosines[name] for name in _COSINES]
    columns += [np.maximum(ahead, back), np.minimum(ahead, back), dense]
    columns += _circumstances(record, [other for other, _ in others])
    for name in _COVERED:
        one, two = look.covered(name)
        columns += [np.maximum(one, two), np.minimum(one, two)]
    shared, mine, theirs = look.mass("body_names")
    columns += [_ratio(shared, theirs + mine - shared, 0.0)]
    columns += [_ratio(shared, np.minimum(theirs, mine), 0.0), np.log1p(shared)]
    columns += [look.rarest("opening_names", 3.0), look.rarest("all", 4.0)]
    columns += [look.agreement(name) for name in _DAYS]
    return np.column_stack(columns)


def _circumstances(record: ArticleTerms, others: Sequence[ArticleTerms]) -> list[Floats]:
    """Return the lengths, the days apart, whether both are dated, and whether one outlet has both."""
    lengths = np.array([other.length for other in others])
    dated = np.array([float(other.is_dated and record.is_dated) for other in others])
    gaps = np.abs(np.array([other.day for other in others]) - record.day) * dated
    outlets = np.array([float(other.outlet_id == record.outlet_id != "") for other in others])
    both = np.minimum(lengths, record.length), np.maximum(lengths, record.length)
    return [*both, gaps, dated, outlets]


def _ratio(part: Floats, whole: Floats, without: float) -> Floats:
    """Return part ÷ whole, and ``without`` where there is no whole."""
    safe = np.where(whole > 1e-9, whole, 1.0)
    return np.asarray(np.where(whole > 1e-9, part / safe, without), dtype=np.float64)
