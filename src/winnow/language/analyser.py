"""Text → sentences with words, parts of speech, dependency trees and names."""

from __future__ import annotations

import hashlib
import io
import json
from collections.abc import Iterator, Sequence
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable

import numpy as np
from numpy.typing import NDArray

from winnow.errors import InputError
from winnow.language.annotations import Entity, Sentence, Token
from winnow.language.decode import allowed_marks, best_marks, best_tree, runs_of, whole_names
from winnow.language.labels import KINDS, UPOS
from winnow.language.network import Network, Scores
from winnow.language.sentences import Splitter
from winnow.language.states import TokenStates, load_states
from winnow.language.tokens import tokenize
from winnow.types import Span

#: Sentences in memory at once; their states are what takes the room.
_CHUNK = 256
#: A sentence of more words is a table or a list without stops: it is cut, as trees cost its square.
MAX_WORDS = 200

Floats = NDArray[np.float32]


class Language:
    """Reads English as the treebanks annotate it.  Every result depends on its sentence alone."""

    def __init__(
        self, splitter: Splitter, states: TokenStates, network: Network, relations: Sequence[str]
    ) -> None:
        self._splitter = splitter
        self._states = states
        self._network = network
        self._relations = tuple(relations)
        self._root = self._relations.index("root")
        self._allowed = allowed_marks(len(KINDS))

    def analyse(self, text: str) -> tuple[Sentence, ...]:
        """Return the sentences of ``text`` in order, none crossing a line break.

        All offsets are into ``text``; an empty text has no sentences.
        """
        return self.analyse_all([text])[0]

    def analyse_all(self, texts: Sequence[str]) -> list[tuple[Sentence, ...]]:
        """Return the sentences of every text; faster than one by one, and the same."""
        jobs = [(n, span) for n, text in enumerate(texts) for span in self.split(text)]
        found: list[list[Sentence]] = [[] for _ in texts]
        cuts = [(n, tokenize(texts[n], *span)) for n, span in jobs]
        for start in range(0, len(cuts), _CHUNK):
            chunk = cuts[start : start + _CHUNK]
            for (n, _), sentence in zip(chunk, self._read(texts, chunk), strict=True):
                found[n].append(sentence)
        return [tuple(one) for one in found]

    def analyse_states(self, texts: Sequence[str]) -> list[tuple[tuple[Sentence, Floats], ...]]:
        """Return the sentences of every text, each with what the encoder sees at its words.

        The states are one row a token: the embedding and the six layers side by side.
        """
        jobs = [
            (n, tokenize(texts[n], *span))
            for n, text in enumerate(texts)
            for span in self.split(text)
        ]
        found: list[list[tuple[Sentence, Floats]]] = [[] for _ in texts]
        for start in range(0, len(jobs), _CHUNK):
            chunk = jobs[start : start + _CHUNK]
            for (n, _), pair in zip(chunk, self._read_states(texts, chunk), strict=True):
                found[n].append(pair)
        return [tuple(one) for one in found]

    def split(self, text: str) -> tuple[Span, ...]:
        """Return the spans of the sentences alone: cheap, the encoder is not asked."""
        return tuple(piece for span in self._splitter.split(text) for piece in _short(text, span))

    def parse(self, text: str, words: Sequence[Span]) -> Sentence:
        """Return one sentence whose words are given as spans of ``text``, in order."""
        return next(self._read([text], [(0, tuple(words))]))

    def _read(
        self, texts: Sequence[str], chunk: Sequence[tuple[int, Sequence[Span]]]
    ) -> Iterator[Sentence]:
        return (sentence for sentence, _ in self._read_states(texts, chunk))

    def _read_states(
        self, texts: Sequence[str], chunk: Sequence[tuple[int, Sequence[Span]]]
    ) -> Iterator[tuple[Sentence, Floats]]:
        bounds = [(spans[0][0], spans[-1][1]) for _, spans in chunk]
        cut = [texts[n][a:b] for (n, _), (a, b) in zip(chunk, bounds, strict=True)]
        local = [
            [(s - a, e - a) for s, e in spans]
            for (_, spans), (a, _) in zip(chunk, bounds, strict=True)
        ]
        states = self._states.states(cut, local)
        words = [[texts[n][s:e] for s, e in spans] for n, spans in chunk]
        scores = self._network.score(words, states)
        for (n, spans), (start, end), one, seen in zip(chunk, bounds, scores, states, strict=True):
            tokens = self._tokens(texts[n], spans, one)
            yield Sentence(start, end, tokens, self._entities(texts[n], spans, one)), seen

    def _tokens(self, text: str, spans: Sequence[Span], scores: Scores) -> tuple[Token, ...]:
        heads = best_tree(scores.arcs)
        relations = self._network.relations(scores, heads)
        relations[:, self._root] = -np.inf  # the root's own, nothing else's
        names = [self._relations[n] for n in relations.argmax(axis=1)]
        tags = scores.tags.argmax(axis=1)
        return tuple(
            Token(text[s:e], s, e, UPOS[tags[i]], heads[i] - 1, names[i] if heads[i] else "root")
            for i, (s, e) in enumerate(spans)
        )

    def _entities(self, text: str, spans: Sequence[Span], scores: Scores) -> tuple[Entity, ...]:
        runs = runs_of(best_marks(scores.marks, self._allowed))
        names = whole_names(runs, [text[start:end] for start, end in spans])
        found = ((spans[a][0], spans[b - 1][1], KINDS[kind]) for a, b, kind in names)
        return tuple(Entity(text[start:end], start, end, kind) for start, end, kind in found)


def _short(text: str, span: Span) -> Iterator[Span]:
    words = tokenize(text, *span)
    for start in range(0, len(words), MAX_WORDS):
        piece = words[start : start + MAX_WORDS]
        yield piece[0][0], piece[-1][1]


@cache
def load_language(threads: int | None = None) -> Language:
    """Return the shipped analysis, loaded once; ``threads`` limits the cores the encoder uses."""
    return read_language(files("winnow.language") / "model", threads)


def read_language(folder: Traversable, threads: int | None = None) -> Language:
    """Return the analysis whose files lie in ``folder``; raise ``InputError`` for a damaged one."""
    borders = _arrays(folder, "borders.npz")["weights"].astype(np.float32)
    weights = {
        f"{part}.{name}": value
        for part in ("parser", "names")
        for name, value in _arrays(folder, f"{part}.npz").items()
    }
    relations = json.loads(_checked(folder, "relations.json"))
    return Language(Splitter(borders), load_states(threads), Network(weights), relations)


def _arrays(folder: Traversable, name: str) -> dict[str, Floats]:
    with np.load(io.BytesIO(_checked(folder, name)), allow_pickle=False) as archive:
        return {key: archive[key] for key in archive.files}


def _checked(folder: Traversable, name: str) -> bytes:
    """Return a model file's bytes once they are the ones that were published."""
    try:
        content = (folder / name).read_bytes()
        listed = (folder / "SHA256SUMS").read_text("utf-8")
    except OSError as error:
        problem = "a file of the language model is missing; install Winnow again"
        raise InputError(name, problem) from error
    sums = dict(line.split("  ")[::-1] for line in listed.splitlines())
    if hashlib.sha256(content).hexdigest() != sums.get(name):
        raise InputError(name, "the language model's file is damaged; install Winnow again")
    return content
