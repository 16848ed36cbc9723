"""What an attack works on and what it makes, with the edits that the attacks share."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from benchmarks.attacks_text import Cast, Found, Word
from winnow.types import CitedSentence


@dataclass(frozen=True, slots=True)
class Bullet:
    """A true sentence with its passages and what the attacks may borrow from its article."""

    cited: CitedSentence
    cast: Cast
    #: Other bullets of the article, and bullets of the story's other articles.
    siblings: Sequence[CitedSentence]
    strangers: Sequence[CitedSentence]

    @property
    def text(self) -> str:
        return self.cited.text


@dataclass(frozen=True, slots=True)
class Attack:
    """A bullet made false."""

    kind: str
    variant: str
    cited: CitedSentence
    #: The true sentence it was made from.
    original: str


Made = tuple[str, CitedSentence] | None
Corruptor = Callable[[Bullet, random.Random], Made]


def altered(bullet: Bullet, variant: str, text: str) -> Made:
    """Return the bullet with another text, its first letter and final stop put right."""
    tidy = " ".join(text.split())
    tidy = tidy[:1].upper() + tidy[1:]
    if not tidy.rstrip("\"”’'").endswith((".", "!", "?", ",")):
        tidy += "."
    return (variant, replace(bullet.cited, text=tidy)) if tidy != bullet.text else None


def put(text: str, place: Found | Word, new: str) -> str:
    """Return the text with ``new`` in a place."""
    return text[: place.start] + new + text[place.end :]


def exchange(text: str, a: Found, b: Found) -> str:
    """Return the text with two spans in each other's place, ``a`` the earlier."""
    return text[: a.start] + b.text + text[a.end : b.start] + a.text + text[b.end :]


def picked(dice: random.Random, choices: Sequence[Callable[[], Made]]) -> Made:
    """Return the first choice, in an order the dice give, that works."""
    for choice in dice.sample(list(choices), len(choices)):
        made = choice()
        if made is not None:
            return made
    return None
