"""What one text has in common with another: runs of words, sentences that stand in both.

Quotations are left out of every comparison, because two independent reports of one speech repeat
the same words; so is what belongs to the page and not to the article.  Who copied from whom is
for `winnow.stages.origins`.
"""

from __future__ import annotations

import zlib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from winnow.text.noise import ends_article, noise_of
from winnow.text.quotes import Quote, find_quotes
from winnow.text.sentences import paragraphs, split_sentences
from winnow.text.similarity import words
from winnow.types import Span

Tokens = tuple[str, ...]
Runs = frozenset[Tokens]

#: Runs of so many words tell whether texts are alike as wholes; five are hardly ever chance.
_LONG_RUN = 5
#: Shorter runs tell whether a sentence stands in a text in spite of a changed figure or name.
_SHORT_RUN = 4
#: A sentence of which half of the own words stand in the other text is copied: one or two changed
#: words break the runs around them, a sentence on the same thing in other words shares hardly any.
_COPIED = 0.5
#: So much of a quotation must stand there word for word to go with the copied text beside it.
_QUOTED_ALIKE = 0.8
#: With fewer words outside quotation marks a sentence says nothing about who wrote it.
_LEAST_WORDS = 4
#: A heading like "Related stories" before this part of a text is a heading within the article.
_EARLIEST_END = 0.3
#: Weights of what the shorter and the longer text hold of each other.
_OF_SHORTER, _OF_LONGER = 0.7, 0.3


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence with its words outside quotation marks, unbroken stretches apart."""

    span: Span
    own: tuple[Tokens, ...]
    #: All of its words, quotations included.
    every: Tokens

    @property
    def length(self) -> int:
        """Words outside quotation marks."""
        return sum(map(len, self.own))

    @property
    def is_prose(self) -> bool:
        """Enough of it is the writer's for a comparison."""
        return self.length >= _LEAST_WORDS


@dataclass(frozen=True, slots=True)
class OwnText:
    """A text reduced to what its writer wrote."""

    sentences: tuple[Sentence, ...]
    long_runs: Runs
    short_runs: Runs
    #: Short runs with the quotations.
    quoted_runs: Runs
    #: Words outside quotation marks.
    length: int


def own_text(text: str) -> OwnText:
    """Return the sentences and runs of ``text`` without furniture and quotations."""
    quotes = find_quotes(text)
    prose = tuple(_prose_sentences(text))
    sentences = tuple(
        Sentence((start, end), tuple(_outside(text, (start, end), quotes)), words(text[start:end]))
        for start, end in prose
    )
    stretches = [stretch for sentence in sentences for stretch in sentence.own]
    return OwnText(
        sentences,
        _runs(stretches, _LONG_RUN),
        _runs(stretches, _SHORT_RUN),
        _runs([sentence.every for sentence in sentences], _SHORT_RUN),
        sum(map(len, stretches)),
    )


def _prose_sentences(text: str) -> Iterator[Span]:
    end_of_prose = len(text)
    furniture: list[Span] = []
    for start, end in paragraphs(text):
        line = text[start:end]
        if start > _EARLIEST_END * len(text) and ends_article(line):
            end_of_prose = start
            break
        if noise_of(line) is not None:
            furniture.append((start, end))
    for start, end in split_sentences(text):
        is_furniture = any(a <= start and end <= b for a, b in furniture)
        if start < end_of_prose and not is_furniture:
            yield start, end


def _outside(text: str, span: Span, quotes: Sequence[Quote]) -> Iterator[Tokens]:
    position, end = span
    for quote in quotes:
        if quote.end > span[0] and quote.start < end:
            if tokens := words(text[position : max(position, quote.start)]):
                yield tokens
            position = min(end, quote.end)
    if tokens := words(text[position:end]):
        yield tokens


def runs_of(sentences: Iterable[Sentence]) -> Runs:
    """Return the short runs of the sentences' own words."""
    return _runs([stretch for sentence in sentences for stretch in sentence.own], _SHORT_RUN)


def _runs(stretches: Sequence[Tokens], length: int) -> Runs:
    return frozenset(s[i : i + length] for s in stretches for i in range(len(s) - length + 1))


# ------------------------------------------------------------------------------- comparison


def covered(sentence: Sentence, runs: AbstractSet[Tokens]) -> float:
    """Return the share of a sentence's own words that stand in the text of ``runs``."""
    return _hits(sentence.own, runs) / sentence.length if sentence.length else 0.0


def is_copied(sentence: Sentence, runs: AbstractSet[Tokens]) -> bool:
    """Return whether the sentence stands in the text of ``runs``, a few changed words aside."""
    return sentence.is_prose and covered(sentence, runs) >= _COPIED


def _hits(stretches: Sequence[Tokens], runs: AbstractSet[Tokens]) -> int:
    hits = 0
    for stretch in stretches:
        hit: set[int] = set()
        for i in range(len(stretch) - _SHORT_RUN + 1):
            if stretch[i : i + _SHORT_RUN] in runs:
                hit.update(range(i, i + _SHORT_RUN))
        hits += len(hit)
    return hits


def copied_share(text: OwnText, runs: AbstractSet[Tokens]) -> float:
    """Return the share of a text's own words that lies in sentences copied from ``runs`` (0-1)."""
    copied = sum(s.length for s in text.sentences if is_copied(s, runs))
    return copied / text.length if text.length else 0.0


def likeness(one: OwnText, other: OwnText) -> float:
    """Return how much two texts hold of each other (0-1); what the shorter one holds weighs most.

    An excerpt of a long text is as good as a copy; two texts of which each holds some of the
    other's sentences are not.
    """
    shorter, longer = sorted((one, other), key=lambda text: text.length)
    least = min(len(one.long_runs), len(other.long_runs))
    if not least:
        return 0.0
    shared = len(one.long_runs & other.long_runs) / least
    hits = sum(_hits(s.own, shorter.short_runs) for s in longer.sentences)
    return _OF_SHORTER * shared + _OF_LONGER * hits / longer.length


def copied_sentences(
    text: OwnText, runs: AbstractSet[Tokens], quoted_runs: AbstractSet[Tokens]
) -> tuple[bool, ...]:
    """Return for each sentence whether it was copied from the text, or texts, of these runs.

    A sentence that is mostly quotation counts as copied only beside a copied one, and only when
    it stands there word for word: quoted words alone never make a copy.
    """
    prose = [is_copied(s, runs) for s in text.sentences]
    result = list(prose)
    for place, sentence in enumerate(text.sentences):
        beside = prose[max(0, place - 1) : place + 2]
        if not sentence.is_prose and any(beside):
            result[place] = _stands_in(sentence, quoted_runs)
    return tuple(result)


def _stands_in(sentence: Sentence, runs: AbstractSet[Tokens]) -> bool:
    """Return whether a quotation stands there; one too short to tell goes with its neighbour."""
    if len(sentence.every) < _SHORT_RUN:
        return True
    return _hits((sentence.every,), runs) >= _QUOTED_ALIKE * len(sentence.every)


# ------------------------------------------------------------------------------- candidates


def likely_pairs(texts: Sequence[OwnText], *, every: int) -> frozenset[tuple[int, int]]:
    """Return the pairs of positions whose texts share two sampled runs, the lower position first.

    One run in ``every`` is looked at, the same ones in each text (chosen by checksum), so that a
    short excerpt meets its long source, which sketches of whole texts miss. The cost grows with
    the texts and with the copies among them, not with the square of the list.
    """
    holders: dict[Tokens, list[int]] = defaultdict(list)
    for place, text in enumerate(texts):
        for run in text.long_runs:
            if every == 1 or zlib.crc32(" ".join(run).encode("utf-8", "replace")) % every == 0:
                holders[run].append(place)
    seen: set[tuple[int, int]] = set()
    twice: set[tuple[int, int]] = set()
    for places in holders.values():
        for number, high in enumerate(places):
            for low in places[:number]:
                (twice if (low, high) in seen else seen).add((low, high))
    return frozenset(twice)
