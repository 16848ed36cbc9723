"""What the analysis of a text is made of: tokens, sentences, named entities.

Offsets are characters of the analysed text: ``text[start:end]`` is the thing itself.
"""

from __future__ import annotations

from dataclasses import dataclass

from winnow.types import NameKind


@dataclass(frozen=True, slots=True)
class Token:
    """A syntactic word: "don't" is two of them."""

    #: As it stands in the text.
    text: str
    start: int
    end: int
    #: Universal part of speech: ``NOUN``, ``PROPN``, ``VERB`` …
    upos: str
    #: Position in the sentence of the token it depends on; ``-1`` for the root.
    head: int
    #: Universal dependency relation to ``head``: ``nsubj``, ``obj``, ``root`` …
    deprel: str


@dataclass(frozen=True, slots=True)
class Entity:
    """A name: a person, an organisation, a place, or something else that has one."""

    #: As it stands in the text, without titles and articles before it.
    text: str
    start: int
    end: int
    kind: NameKind


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence with its tokens in order and the names in it."""

    start: int
    end: int
    tokens: tuple[Token, ...]
    entities: tuple[Entity, ...]

    @property
    def root(self) -> int:
        """Return the position of the token that the others hang on."""
        return next(i for i, token in enumerate(self.tokens) if token.head < 0)

    def children(self, position: int) -> tuple[int, ...]:
        """Return the positions of the tokens that depend on the one at ``position``."""
        return tuple(i for i, token in enumerate(self.tokens) if token.head == position)

    def subtree(self, position: int) -> tuple[int, ...]:
        """Return the positions of a token and of all that hang on it, in text order."""
        found, waiting = {position}, [position]
        while waiting:
            below = [i for i in self.children(waiting.pop()) if i not in found]
            found.update(below)
            waiting += below
        return tuple(sorted(found))
