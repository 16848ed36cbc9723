"""Does a passage say a claim?  What is compared, as numbers that hold no word.

Every content word of the claim looks for its likest word in the passages, by stem and by what the encoder sees
there, in three depths; the *worst* served words decide, since one wrong word makes a claim false (the
weakest link; compare the word alignments of Sultan et al. 2014 and BERTScore, Zhang et al. 2020). Word pairs that
hang together in the claim's tree are looked for in the passages' trees (Goyal & Durrett 2021, dependency arc
entailment). Figures, names and negation are compared openly: encoders do not see them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from winnow.language import Language, Sentence
from winnow.stages.support import content_of, term_containment
from winnow.text.quantities import find_quantities, same_quantity
from winnow.text.similarity import stem
from winnow.text.tables import word_set
from winnow.types import Quantity

Floats = NDArray[np.float32]

#: The encoder's depths that are compared: the words alone, half-way, and last but one.
DEPTHS = {"word": 0, "middle": 3, "late": 5}
_WIDTH = 384
_CONTENT = frozenset({"NOUN", "PROPN", "VERB", "ADJ", "ADV", "NUM"})
_KINDS = ("NOUN", "PROPN", "VERB", "ADJ", "NUM")
_NEGATIVE = word_set("not n't no never none nobody neither nor without cannot nothing hardly")
_HEDGES = word_set(
    "may might could would should can must will likely possibly probably perhaps reportedly allegedly "
    "expected plans planned hopes wants potential potentially"
)
_SCOPE = word_set("all every only most many few some several both half entire first last always")
#: A claim's word is served when its likest word in the passages is so like.
_SERVED = 0.6
_WORST = 3
#: Arcs that tie a function word to its head say nothing.
_LOOSE = frozenset({"punct", "det", "case", "mark", "cc", "aux", "aux:pass", "cop", "root"})

NAMES: tuple[str, ...] = (
    *(f"{depth}_{what}" for depth in DEPTHS for what in ("worst", "second", "third", "mean")),
    *(f"{depth}_same_{what}" for depth in ("middle", "late") for what in ("worst", "mean")),
    "unmatched", "unmatched_share", "unserved",
    *(f"unmatched_{kind.lower()}" for kind in _KINDS),
    *(f"worst_{kind.lower()}" for kind in _KINDS),
    "arcs_held", "arcs_near", "arcs_turned", "arc_worst",
    "figures_missing", "names_missing", "negation", "hedges_new", "hedges_lost", "scope_new",
    "best_terms", "second_terms", "both_terms", "bigrams_new", "trigrams_new", "best_dense", "words", "sentences",
)  # fmt: skip


@dataclass(frozen=True)
class Read:
    """A sentence analysed, with what the encoder sees at each of its words."""

    text: str
    sentence: Sentence
    states: Floats  # (words, 7 · 384)

    @cached_property
    def stems(self) -> tuple[str, ...]:
        """Return the stem of every word."""
        return tuple(stem(t.text.lower()) for t in self.sentence.tokens)

    @cached_property
    def content(self) -> tuple[int, ...]:
        """Return the positions of the words that say something."""
        return tuple(i for i, t in enumerate(self.sentence.tokens) if t.upos in _CONTENT)

    @cached_property
    def arcs(self) -> frozenset[tuple[str, str, str]]:
        """Return (head, relation, dependant) of the arcs between words that say something, as stems."""
        tokens = self.sentence.tokens
        return frozenset(
            (self.stems[t.head], t.deprel.split(":")[0], self.stems[i])
            for i, t in enumerate(tokens)
            if t.head >= 0 and t.deprel not in _LOOSE and t.upos in _CONTENT
        )

    @cached_property
    def words(self) -> frozenset[str]:
        """Return the words in small letters."""
        return frozenset(t.text.lower() for t in self.sentence.tokens)

    @cached_property
    def quantities(self) -> tuple[Quantity, ...]:
        """Return the quantities of the sentence."""
        return find_quantities(self.text)

    def depth(self, name: str) -> Floats:
        """Return the states of one depth, each of length one."""
        start = DEPTHS[name] * _WIDTH
        rows = self.states[:, start : start + _WIDTH].astype(np.float32)
        return np.asarray(rows / np.maximum(np.linalg.norm(rows, axis=1, keepdims=True), 1e-6))


def read_all(texts: Sequence[str], language: Language) -> list[list[Read]]:
    """Return the sentences of every text, read."""
    return [
        [Read(text[s.start : s.end], s, states) for s, states in found]
        for text, found in zip(texts, language.analyse_states(texts), strict=True)
    ]


class Passages:
    """Passages that claims are held against, prepared once for many claims."""

    def __init__(self, reads: Sequence[Read]) -> None:
        self.reads = reads
        self.stems = [s for r in reads for s in r.stems]
        self.place: dict[str, list[int]] = {}
        for number, one in enumerate(self.stems):
            self.place.setdefault(one, []).append(number)
        self.depths: Mapping[str, Floats] = {
            name: np.concatenate(
                [r.depth(name) for r in reads] or [np.zeros((0, _WIDTH), np.float32)]
            )
            for name in DEPTHS
        }
        self.arcs = frozenset(a for r in reads for a in r.arcs)
        self.pairs = frozenset((h, d) for h, _, d in self.arcs)
        self.words = frozenset(w for r in reads for w in r.words)
        self.quantities = tuple(q for r in reads for q in r.quantities)
        self.grams = {n: frozenset(g for r in reads for g in _grams(r.stems, n)) for n in (2, 3)}
        self.contents = [content_of(r.text) for r in reads]
        self.means = (
            np.stack([_mean(r) for r in reads]) if reads else np.zeros((0, _WIDTH), np.float32)
        )


def features(claim: Read, passages: Passages) -> Floats:
    """Return the row of ``NAMES`` for one sentence of a claim."""
    found: dict[str, float] = {}
    content = list(claim.content) or list(range(len(claim.stems)))
    likest = {name: _likest(claim, passages, name)[content] for name in DEPTHS}
    for name, values in likest.items():
        found |= _spread(name, values)
    matched = [bool(passages.place.get(claim.stems[i])) for i in content]
    for name in ("middle", "late"):
        found |= _same_words(
            name, claim, passages, [i for i, m in zip(content, matched, strict=True) if m]
        )
    found |= _unmatched(claim, content, matched, likest["middle"])
    found |= _arcs(claim, passages, dict(zip(content, likest["middle"].tolist(), strict=True)))
    found |= _open(claim, passages)
    return np.array([found[name] for name in NAMES], dtype=np.float32)


def _likest(claim: Read, passages: Passages, depth: str) -> Floats:
    rows = claim.depth(depth)
    if not passages.reads:
        return np.zeros(len(rows), np.float32)
    return np.asarray((rows @ passages.depths[depth].T).max(axis=1))


def _spread(name: str, values: Floats) -> dict[str, float]:
    ordered = np.sort(values)
    worst = [float(ordered[min(n, len(ordered) - 1)]) for n in range(_WORST)]
    named = dict(zip((f"{name}_worst", f"{name}_second", f"{name}_third"), worst, strict=True))
    return named | {f"{name}_mean": float(values.mean())}


def _same_words(name: str, claim: Read, passages: Passages, at: Sequence[int]) -> dict[str, float]:
    """Return how alike the words are that the claim shares with the passages, seen where they stand."""
    rows, others = claim.depth(name), passages.depths[name]
    best = [float((others[passages.place[claim.stems[i]]] @ rows[i]).max()) for i in at] or [0.0]
    return {f"{name}_same_worst": min(best), f"{name}_same_mean": float(np.mean(best))}


def _unmatched(
    claim: Read, content: Sequence[int], matched: Sequence[bool], likest: Floats
) -> dict[str, float]:
    tokens = claim.sentence.tokens
    gone = [
        (tokens[i].upos, float(v))
        for i, m, v in zip(content, matched, likest, strict=True)
        if not m
    ]
    found = {
        "unmatched": float(len(gone)),
        "unmatched_share": len(gone) / len(content),
        "unserved": float(sum(v < _SERVED for _, v in gone)),
    }
    for kind in _KINDS:
        own = [v for upos, v in gone if upos == kind]
        found[f"unmatched_{kind.lower()}"] = float(len(own))
        found[f"worst_{kind.lower()}"] = min(own, default=1.0)
    return found


def _arcs(claim: Read, passages: Passages, likest: Mapping[int, float]) -> dict[str, float]:
    """Return which word pairs of the claim's tree the passages have: as they are, otherwise tied, turned round."""
    arcs = sorted(claim.arcs)
    total = max(1, len(arcs))
    held = [a in passages.arcs for a in arcs]
    near = [(h, d) in passages.pairs or (d, h) in passages.pairs for h, _, d in arcs]
    turned = [(d, h) in passages.pairs and (h, d) not in passages.pairs for h, _, d in arcs]
    known = [
        any({h, d} <= set(r.stems) for r in passages.reads)
        for (h, _, d), n in zip(arcs, near, strict=True)
        if not n
    ]
    return {
        "arcs_held": sum(held) / total,
        "arcs_near": sum(near) / total,
        "arcs_turned": float(sum(turned)),
        "arc_worst": float(len(known) - sum(known)),
    }


def _open(claim: Read, passages: Passages) -> dict[str, float]:
    own = content_of(claim.text)
    terms = sorted((term_containment(own, c) for c in passages.contents), reverse=True)
    order = sorted(
        range(len(passages.reads)), key=lambda n: -term_containment(own, passages.contents[n])
    )[:2]
    both = frozenset(t for n in order for t in passages.contents[n].terms)
    best = [passages.reads[n] for n in order]
    near = frozenset(w for r in best for w in r.words)
    names = frozenset(n for c in passages.contents for n in c.names | c.terms)
    missing = [
        q for q in claim.quantities if not any(same_quantity(q, p) for p in passages.quantities)
    ]
    negated = len(claim.words & _NEGATIVE) > 0
    return {
        "figures_missing": float(len(missing)),
        "names_missing": float(len(own.names - names - passages.words)),
        "negation": float(negated) - float(any(r.words & _NEGATIVE for r in best[:1])),
        "hedges_new": float(len((claim.words & _HEDGES) - near)),
        "hedges_lost": float(len((best[0].words & _HEDGES) - claim.words)) if best else 0.0,
        "scope_new": float(len((claim.words & _SCOPE) - near)),
        "best_terms": terms[0] if terms else 0.0,
        "second_terms": terms[1] if len(terms) > 1 else 0.0,
        "both_terms": len(own.terms & both) / max(1, len(own.terms)),
        "bigrams_new": _new(claim, passages, 2),
        "trigrams_new": _new(claim, passages, 3),
        "best_dense": float((passages.means @ _mean(claim)).max()) if passages.reads else 0.0,
        "words": float(len(claim.stems)),
        "sentences": float(len(passages.reads)),
    }


def _mean(read: Read) -> Floats:
    mean = read.states[:, 6 * _WIDTH :].astype(np.float32).mean(axis=0)
    return np.asarray(mean / max(float(np.linalg.norm(mean)), 1e-6))


def _grams(stems: Sequence[str], n: int) -> Iterator[tuple[str, ...]]:
    return (tuple(stems[i : i + n]) for i in range(len(stems) - n + 1))


def _new(claim: Read, passages: Passages, n: int) -> float:
    grams = list(_grams(claim.stems, n))
    return sum(g not in passages.grams[n] for g in grams) / max(1, len(grams))


def claim_row(reads: Sequence[Read], passages: Passages) -> Floats:
    """Return the row of a claim of one or more sentences: least, mean and most of each figure."""
    rows = np.stack([features(r, passages) for r in reads])
    return np.concatenate([rows.min(axis=0), rows.mean(axis=0), rows.max(axis=0)])
