"""Which sentences of an article were copied, and from whom: partial reprints, splices, excerpts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from winnow.stages.origins_groups import Group, Source
from winnow.stages.reprints import Runs, Sentence, copied_sentences, is_copied, runs_of
from winnow.types import ArticleId, CopiedPassage, OriginId, OriginLink

# Tuned on the tuning half of the labelled pairs (benchmarks.origins): with one sentence of 20
# words 12 of 73 independent pairs seem to share text, with these 1, and 13 rather than 14 of 18
# partial reprints are found. What is shared by chance are forms of words and officials' statements.
#: Between articles of different origins so many sentences in common are a copy, …
_LEAST_SENTENCES = 3
#: … with so many words outside quotation marks.
_LEAST_WORDS = 40


@dataclass(frozen=True, slots=True)
class Holder:
    """An article from which others may have copied, with the origins of its sentences."""

    source: Source
    link: OriginLink
    #: Runs of the sentences outside ``link.copied``; empty when nothing was copied.
    own_runs: Runs

    def origin_of(self, sentence: Sentence) -> OriginId:
        """Return whose words a sentence copied from this article are."""
        if not self.link.copied:
            return self.link.origin_id
        if is_copied(sentence, self.own_runs):
            return self.link.own_origin_id or self.link.origin_id
        return max(self.link.copied, key=lambda p: (p.end - p.start, -p.start)).origin_id


def shared_runs(group: Group) -> Runs:
    """Return the runs that two or more of the group's texts hold."""
    counts = Counter(run for source in group for run in source.text.short_runs)
    return frozenset(run for run, count in counts.items() if count > 1)


def own_share(source: Source, shared: Runs) -> float:
    """Return the share of an article's own words in sentences that no mate has."""
    own = sum(s.length for s in source.text.sentences if s.is_prose and not is_copied(s, shared))
    return own / source.text.length if source.text.length else 0.0


def copies_from(source: Source, holder: Holder) -> bool:
    """Return whether an article of another origin took text from ``holder``."""
    runs = holder.source.text.short_runs
    copied = [s.length for s in source.text.sentences if is_copied(s, runs)]
    return len(copied) >= _LEAST_SENTENCES and sum(copied) >= _LEAST_WORDS


def passages_of(source: Source, holders: Sequence[Holder]) -> tuple[CopiedPassage, ...]:
    """Return the copied passages, each from the first holder in which it stands.

    Sentences that follow one another and come from one holder are one passage.
    """
    whose: dict[int, CopiedPassage] = {}
    for holder in holders:
        text = holder.source.text
        marks = copied_sentences(source.text, text.short_runs, text.quoted_runs)
        for place, sentence in enumerate(source.text.sentences):
            if marks[place] and place not in whose:
                origin = holder.origin_of(sentence)
                whose[place] = CopiedPassage(*sentence.span, holder.source.id, origin)
    return tuple(_merged(whose))


def _merged(whose: Mapping[int, CopiedPassage]) -> Iterable[CopiedPassage]:
    last: CopiedPassage | None = None
    last_place = -2
    for place in sorted(whose):
        passage = whose[place]
        if last is not None and place == last_place + 1 and _is_one(last, passage):
            last = CopiedPassage(last.start, passage.end, last.source_id, last.origin_id)
        else:
            if last is not None:
                yield last
            last = passage
        last_place = place
    if last is not None:
        yield last


def _is_one(one: CopiedPassage, other: CopiedPassage) -> bool:
    return (one.source_id, one.origin_id) == (other.source_id, other.origin_id)


def uncopied_runs(source: Source, passages: Sequence[CopiedPassage]) -> Runs:
    """Return the runs of the sentences that lie in none of the passages; without any, none."""
    if not passages:
        return frozenset()
    return runs_of(s for s in source.text.sentences if not lies_in(s, passages))


def lies_in(sentence: Sentence, passages: Sequence[CopiedPassage]) -> bool:
    """Return whether a sentence lies in one of the passages."""
    return any(p.start <= sentence.span[0] < p.end for p in passages)


def share_in(passages: Sequence[CopiedPassage], source: Source, of: ArticleId) -> float:
    """Return the share of an article's own words in the passages copied from the article ``of``."""
    copied = [p for p in passages if p.source_id == of]
    words = sum(s.length for s in source.text.sentences if lies_in(s, copied))
    return words / source.text.length if source.text.length else 0.0
