"""What is seen of a mention in its sentence: encoder states around it, and how judging words bear on it.

Two kinds of features.  *Views* are the encoder's inner states, averaged over the mention, its governor,
the governor's other dependants, the words around, and the sentence.  *Signs* are few and know no word by
name: judging words by their distance in the dependency tree and with their negation, the grammatical place
of the mention, what its verb says of whoever does it and of whom it befalls (connotation frames, Rashkin,
Singh & Choi 2016), quotation, modality.
"""

from __future__ import annotations

import math
from collections import deque
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from winnow.language import Sentence
from winnow.stages.argument_polarity import toward_mention
from winnow.text.polarity import NEGATORS, demand, evaluation, frame, relation
from winnow.text.tables import word_set
from winnow.types import Span

Floats = NDArray[np.float32]

#: Of the encoder's embedding and six layers, side by side: the fourth and the last.
LAYERS = (4, 6)
_SIZE = 384
#: Words on either side that make the words around.
_WINDOW = 6
#: mention, governor, governor's other dependants, words around, sentence.
VIEWS = ("mention", "governor", "dependants", "around", "sentence")
VIEW_SIZE = _SIZE * len(LAYERS)

_RINGS = ((1, 1), (2, 2), (3, 3), (4, 10_000))
_SAYING = word_set(
    "say says said tell tells told add adds added write wrote argue argued state stated note noted explain explained"
)
_MODAL = word_set("should must would could may might ought")
_NAMING = frozenset({"appos", "conj", "compound", "flat"})
#: What a relation that is no judging adjective weighs beside one: "criticised", "praise".
_RELATION = 0.7
SIGNS = 30


class Mention:
    """A mention of a target in an analysed sentence, with the states of the sentence's words."""

    def __init__(self, text: str, sentence: Sentence, states: Floats, span: Span) -> None:
        self.text = text[sentence.start : sentence.end]
        self.span = (span[0] - sentence.start, span[1] - sentence.start)
        self.tokens = sentence.tokens
        self.states = states
        inside = [i for i, t in enumerate(sentence.tokens) if t.start < span[1] and t.end > span[0]]
        self.inside = inside or [sentence.root]
        own = set(self.inside)
        self.head = next(
            (i for i in self.inside if self.tokens[i].head not in own), self.inside[-1]
        )
        above = self.tokens[self.head].head
        self.governor = above if above >= 0 else self.head

    def views(self) -> Floats:
        """Return the averaged states, shape ``(5, 768)``, in the order of ``VIEWS``."""
        own, gov = set(self.inside), self.governor
        outside = [i for i in range(len(self.tokens)) if i not in own]
        beside = [i for i in outside if i == gov or self.tokens[i].head == gov]
        first, last = self.inside[0] - _WINDOW, self.inside[-1] + _WINDOW
        around = [i for i in outside if first <= i <= last]
        rows = (self.inside, [gov], beside or [gov], around or [gov], range(len(self.tokens)))
        means = np.stack([self.states[list(r)].mean(axis=0) for r in rows])
        kept = means.reshape(len(VIEWS), -1, _SIZE)[:, LAYERS, :]
        return np.ascontiguousarray(kept.reshape(len(VIEWS), VIEW_SIZE), dtype=np.float32)

    def signs(self) -> list[float]:
        """Return the ``SIGNS`` features that know no word by name."""
        found = [*self._judged_by_distance(), *self._place(), *self._verb(), *self._manner()]
        return [float(x) for x in found]

    def _judged_by_distance(self) -> list[float]:
        negated = _negated(self.tokens_words, self.heads)
        distance = _distances(self.heads, self.inside)
        values = [self._judged(i, negated) for i in range(len(self.tokens))]
        found = []
        for low, high in _RINGS:
            ring = [v for v, d in zip(values, distance, strict=True) if low <= d <= high]
            found += [sum(v for v in ring if v > 0), sum(v for v in ring if v < 0)]
        return found

    def _judged(self, i: int, negated: Sequence[bool]) -> float:
        token = self.tokens[i]
        if i in self.inside or token.upos == "PROPN":
            return 0.0
        value = evaluation(token.text) or _RELATION * relation(token.text)
        turned = negated[i] or (token.head >= 0 and negated[token.head])
        return -value if turned else value

    @property
    def heads(self) -> list[int]:
        """Return where each token hangs."""
        return [t.head for t in self.tokens]

    @property
    def tokens_words(self) -> list[str]:
        """Return the tokens in small letters."""
        return [t.text.lower().replace("’", "'") for t in self.tokens]

    def _place(self) -> list[bool]:
        full = self.tokens[self.head].deprel
        plain = full.split(":")[0]
        return [
            plain == "nsubj" and full != "nsubj:pass",
            full == "nsubj:pass",
            plain == "obj",
            plain == "obl",
            plain == "nmod" and full != "nmod:poss",
            full == "nmod:poss",
            plain in _NAMING,
        ]

    def _verb(self) -> list[float]:
        word = self.tokens[self.governor].text
        negated = _negated(self.tokens_words, self.heads)[self.governor]
        sign = -1.0 if negated else 1.0
        full = self.tokens[self.head].deprel
        does = full.startswith("nsubj") and full != "nsubj:pass"
        shown, stands = frame(word), relation(word)
        return [
            shown.subject * sign if shown and does else 0.0,
            shown.object * sign if shown and not does else 0.0,
            stands * sign if does else 0.0,
            0.0 if does else stands * sign,
            demand(word) * sign,
            float(does and word.lower() in _SAYING),
            float(negated),
        ]

    def _manner(self) -> list[float]:
        words = self.tokens_words
        before = self.text[: self.span[0]]
        opened = before.count("“") + before.count('"') > before.count("”")
        return [
            toward_mention(self.text, *self.span),
            float(opened),
            float(any(w in _MODAL for w in words)),
            self.span[0] / max(1, len(self.text)),
            math.log(max(1, len(words))),
            float(any(w in '“"' for w in words)),
            float(self.tokens[self.head].upos == "PROPN"),
            float(self.tokens[self.head].upos == "PRON"),
        ]


def _negated(words: Sequence[str], heads: Sequence[int]) -> list[bool]:
    found = [False] * len(words)
    for word, head in zip(words, heads, strict=True):
        if head >= 0 and (word in NEGATORS or word == "n't"):
            found[head] = True
    return found


def _distances(heads: Sequence[int], sources: Sequence[int]) -> list[int]:
    """Return how many dependencies lie between each token and the nearest of ``sources``."""
    near: list[list[int]] = [[] for _ in heads]
    for i, head in enumerate(heads):
        if head >= 0:
            near[i].append(head)
            near[head].append(i)
    distance = [10_000] * len(heads)
    waiting = deque(sources)
    for i in sources:
        distance[i] = 0
    while waiting:
        i = waiting.popleft()
        for other in near[i]:
            if distance[other] == 10_000:
                distance[other] = distance[i] + 1
                waiting.append(other)
    return distance
