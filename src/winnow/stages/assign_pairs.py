"""How alike is an article to each of some others? One row of ``FEATURES`` a pair.

Likeness by field is the cosine of TF-IDF weights; beside it stand what look-alikes disagree in:
names of one headline and opening that the other text never mentions, weekdays, dates, years.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from winnow.stages.assign_terms import FIELDS, ArticleTerms
from winnow.stages.assign_vocabulary import Floats, Packed, Vocabulary

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


class _Sparse:
    """One field of several articles, as rows of a sparse matrix."""

    def __init__(self, packed: Sequence[Packed], field: str) -> None:
        parts = [one[field] for one in packed]
        lengths = [len(ids) for ids, _ in parts]
        self.rows = len(parts)
        self.owner = np.repeat(np.arange(len(parts)), lengths)
        self.ids = np.concatenate([ids for ids, _ in parts])
        self.counts = np.concatenate([counts for _, counts in parts])

    def sums(self, values: Floats) -> Floats:
        """Return the sum of ``values``, one for each entry, by row."""
        return np.asarray(np.bincount(self.owner, values, minlength=self.rows), dtype=np.float64)


class _Comparison:
    """Looks one article's terms up in the fields of others."""

    def __init__(self, words: Vocabulary, new: Packed, others: Sequence[Packed]) -> None:
        self._rarity = words.rarities
        self._table = words.scratch
        self._new = {name: _Sparse([new], name) for name in FIELDS}
        self._others = {name: _Sparse(others, name) for name in FIELDS}

    def cosine(self, name: str, other: str | None = None) -> Floats:
        """Return the cosine of a field of the new article with one of each of the others."""
        one, rows = self._new[name], self._others[other or name]
        weights = self._weights(rows)
        norms = np.sqrt(rows.sums(weights**2) * (self._weights(one) ** 2).sum())
        dots = rows.sums(weights * self._looked_up(one, self._weights(one), rows))
        return _ratio(dots, norms, 0.0)

    def covered(self, name: str) -> tuple[Floats, Floats]:
        """Return the share of the new one's field that the others hold, and the reverse."""
        one, rows, all_new, all_others = (
            self._new[name],
            self._others[name],
            self._new["all"],
            self._others["all"],
        )
        mine = self._weights(one)
        ahead = all_others.sums(self._looked_up(one, mine, all_others))
        theirs = self._weights(rows)
        held = self._looked_up(all_new, np.ones(len(all_new.ids)), rows)
        back = _ratio(rows.sums(theirs * held), rows.sums(theirs), 0.5)
        return _ratio(ahead, np.full(rows.rows, mine.sum()), 0.5), back

    def mass(self, name: str) -> tuple[Floats, float, Floats]:
        """Return the rarity that is shared, that of the new one, and that of each other."""
        one, rows = self._new[name], self._others[name]
        rarity = self._rarity[rows.ids]
        shared = rows.sums(rarity * self._looked_up(one, np.ones(len(one.ids)), rows))
        return shared, float(self._rarity[one.ids].sum()), rows.sums(rarity)

    def rarest(self, name: str, power: float) -> Floats:
        """Return about the rarity of the rarest shared term; many count a little more than one."""
        one, rows = self._new[name], self._others[name]
        held = self._looked_up(one, np.ones(len(one.ids)), rows)
        powers = rows.sums(held * self._rarity[rows.ids] ** power)
        return np.asarray(powers ** (1 / power), dtype=np.float64)

    def agreement(self, name: str) -> Floats:
        """Return the share in common of what both state; −1 when nothing is; 0 when one is mute."""
        one, rows = self._new[name], self._others[name]
        counts = rows.sums(np.ones(len(rows.ids)))
        shared = rows.sums(self._looked_up(one, np.ones(len(one.ids)), rows))
        said = np.minimum(counts, len(one.ids))
        return np.where(said > 0, np.where(shared > 0, shared / np.maximum(said, 1), -1.0), 0.0)

    def _weights(self, rows: _Sparse) -> Floats:
        return np.asarray(rows.counts * self._rarity[rows.ids], dtype=np.float64)

    def _looked_up(self, one: _Sparse, values: Floats, rows: _Sparse) -> Floats:
        self._table[one.ids] = values
        found = self._table[rows.ids]
        self._table[one.ids] = 0.0
        return np.asarray(found, dtype=np.float64)


def pair_features(
    words: Vocabulary,
    new: tuple[ArticleTerms, Packed],
    others: Sequence[ArticleTerms],
    packed: Sequence[Packed],
    dense: Floats,
) -> Floats:
    """Return one row of ``FEATURES`` for the new article and each of the others."""
    if not others:
        return np.zeros((0, len(FEATURES)))
    record, terms = new
    look = _Comparison(words, terms, packed)
    ahead, back = look.cosine("title", "body"), look.cosine("body", "title")
    lengths = np.array([other.length for other in others])
    dated = np.array([float(other.is_dated and record.is_dated) for other in others])
    gaps = np.abs(np.array([other.day for other in others]) - record.day) * dated
    outlets = [float(other.outlet_id == record.outlet_id != "") for other in others]
    columns = [look.cosine(name) for name in _COSINES]
    columns += [np.maximum(ahead, back), np.minimum(ahead, back), dense]
    columns += [np.minimum(lengths, record.length), np.maximum(lengths, record.length)]
    columns += [gaps, dated, np.array(outlets)]
    for name in _COVERED:
        one, two = look.covered(name)
        columns += [np.maximum(one, two), np.minimum(one, two)]
    shared, mine, theirs = look.mass("body_names")
    columns += [_ratio(shared, theirs + mine - shared, 0.0)]
    columns += [_ratio(shared, np.minimum(theirs, mine), 0.0), np.log1p(shared)]
    columns += [look.rarest("opening_names", 3.0), look.rarest("all", 4.0)]
    columns += [look.agreement(name) for name in _DAYS]
    return np.column_stack(columns)


def _ratio(part: Floats, whole: Floats, without: float) -> Floats:
    """Return part ÷ whole, and ``without`` where there is no whole."""
    safe = np.where(whole > 1e-9, whole, 1.0)
    return np.asarray(np.where(whole > 1e-9, part / safe, without), dtype=np.float64)
