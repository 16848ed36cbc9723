"""Eleven ways to make a true bullet false, each grammatical and near to what a writer gets wrong.

An attack takes a bullet and dice, and gives the name of the variant with the corrupted bullet, or
``None`` where the bullet offers nothing to change.
"""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from dataclasses import replace

from benchmarks.attacks_bullet import Bullet, Corruptor, Made, altered, exchange, picked, put
from benchmarks.attacks_figures import date, digits, misplaced, scale
from benchmarks.attacks_speech import SAYS, attribution, merged, negation, quote
from benchmarks.attacks_text import (
    Found,
    listed,
    names_in,
    words_of,
)

# ------------------------------------------------------------------------------ names, speakers


def names(bullet: Bullet, dice: random.Random) -> Made:
    """Exchange two names of the sentence, or put another of the article for one."""
    named = [n for n in names_in(bullet.text) if bullet.cast.kind(n.text)]
    return picked(
        dice,
        (
            lambda: _names_exchanged(bullet, named, dice),
            lambda: _name_replaced(bullet, named, dice),
        ),
    )


def _names_exchanged(bullet: Bullet, named: Sequence[Found], dice: random.Random) -> Made:
    pairs = [
        (a, b)
        for i, a in enumerate(named)
        for b in named[i + 1 :]
        if b.text in bullet.cast.others(a.text) and _verb_between(bullet.text[a.end : b.start])
    ]
    return (
        altered(bullet, "exchanged", exchange(bullet.text, *dice.choice(pairs))) if pairs else None
    )


def _verb_between(text: str) -> bool:
    """Tell whether enough stands between two names that they are no list ("A, B and C")."""
    return sum(w.text.islower() for w in words_of(text)) >= 3


def _name_replaced(bullet: Bullet, named: Sequence[Found], dice: random.Random) -> Made:
    for name in dice.sample(list(named), len(named)):
        others = [n for n in bullet.cast.others(name.text) if n not in bullet.text]
        if others:
            return altered(bullet, "replaced", put(bullet.text, name, dice.choice(others)))
    return None


_BODIES = listed("""
    police officials prosecutors authorities investigators lawyers residents experts
    analysts critics
    """)


def speaker(bullet: Bullet, dice: random.Random) -> Made:
    """Put what one speaker says into the mouth of another, of the sentence if it can be."""
    for place in _speakers(bullet.text):
        if place.text.lower() in _BODIES:
            others = [b for b in _BODIES if b not in bullet.text.lower()]
            new = dice.choice(others)
            new = new.capitalize() if place.text[0].isupper() else new
            return altered(bullet, "body", put(bullet.text, place, new))
        near = {n.text for n in names_in(bullet.text)} | {
            n.text for e in bullet.cited.evidence for n in names_in(e.exact)
        }
        others = bullet.cast.others(place.text) if bullet.cast.kind(place.text) else []
        here = [n for n in others if n in near]
        if others:
            variant = "named in the passage" if here else "named elsewhere"
            return altered(bullet, variant, put(bullet.text, place, dice.choice(here or others)))
    return None


def _speakers(text: str) -> list[Found]:
    """Return names and bodies that stand right beside a verb of saying or "according to"."""
    words = words_of(text)
    says = [w for w in words if w.text in SAYS]
    sources = {w.end for w in words if text[: w.end].lower().endswith("according to")}
    names_ = names_in(text)
    bodies = [
        Found(w.text, w.start, w.end)
        for last, w in zip([None, *words], words, strict=False)
        if w.text.lower() in _BODIES and not (last and last.text.lower() in _BODIES)
    ]
    before = {w.start for w in says}
    after = {w.end for w in says if w.text != "told"}  # who is told does not speak
    return [
        f
        for f in (*names_, *bodies)
        if f.end + 1 in before
        or (f.start - 1 in after and text[f.end : f.end + 1] in {",", ".", ";"})
        or (f.start - 1 in sources and text[f.end : f.end + 1] in {",", "."})
    ]


# ------------------------------------------------------------------------------------- citation


def citation(bullet: Bullet, dice: random.Random) -> Made:
    """Cite the likest passage of another article of the story that says something else."""
    own = {w.text.lower() for w in words_of(bullet.text) if len(w.text) > 3}
    near = []
    for stranger in bullet.strangers:
        theirs = {w.text.lower() for w in words_of(stranger.evidence[0].exact) if len(w.text) > 3}
        shared = len(own & theirs) / max(1, len(own))
        if shared <= 0.5:  # above that it may be the same sentence, slightly rewritten
            near.append((shared, stranger))
    if not near:
        return None
    near.sort(key=lambda pair: (-pair[0], pair[1].text))
    return "likest", replace(bullet.cited, evidence=dice.choice(near[:3])[1].evidence)


KINDS: Mapping[str, Corruptor] = {
    "names": names,
    "digits": digits,
    "scale": scale,
    "negation": negation,
    "attribution": attribution,
    "speaker": speaker,
    "quote": quote,
    "merged": merged,
    "misplaced": misplaced,
    "date": date,
    "citation": citation,
}
