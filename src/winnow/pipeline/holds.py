"""What people have decided on grouping, as one whole that does not contradict itself.

Judgements are taken newest first: one that does not agree with those after it gives way, wholly or
for the articles concerned.  So the newest word wins whatever was said before, and taking it back
gives its due to what it had overruled.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from winnow.store import judgement_id
from winnow.types import BY_EDITOR, ArticleId, Judgement

SAME, APART, UNDO = "same-story", "not-same-story", "undo"


@dataclass(frozen=True, slots=True)
class Hold:
    """A judgement on grouping, as far as it is in force."""

    id: str
    judgement: Judgement
    #: The articles it still binds: one group held together, or two kept apart.
    groups: tuple[tuple[ArticleId, ...], ...]

    @property
    def is_together(self) -> bool:
        """Whether it holds articles together."""
        return self.judgement.kind == SAME


def reason_of(judgement: Judgement) -> str:
    """Return what the page says of an article that a judgement put where it is."""
    return f"{BY_EDITOR} ({judgement.by}, {judgement.at.date().isoformat()})"


class Holds:
    """Answers which articles people hold together and apart, without a scan over judgements."""

    def __init__(self, judgements: Sequence[Judgement] = ()) -> None:
        known = [(judgement_id(each), each) for each in judgements]
        self.by_id: Mapping[str, Judgement] = dict(known)
        #: Judgement taken back → the undo that did it.
        self.undone: dict[str, str] = {}
        #: In force, newest first.
        self.active: dict[str, Hold] = {}
        self._tied: dict[ArticleId, frozenset[ArticleId]] = {}
        self._apart: dict[ArticleId, dict[ArticleId, str]] = {}
        self._about: dict[ArticleId, list[Hold]] = {}
        for id_, each in reversed(known):
            if each.kind == UNDO and id_ not in self.undone:
                self.undone[each.subject] = id_
        for id_, each in reversed(known):
            if each.kind in (SAME, APART) and id_ not in self.undone:
                self._take(id_, each)

    def binds(self, article_id: ArticleId) -> bool:
        """Return whether any judgement in force is about an article."""
        return article_id in self._about

    def about(self, article_id: ArticleId) -> tuple[Hold, ...]:
        """Return the judgements in force about an article, those that hold together first."""
        found = self._about.get(article_id, ())
        return tuple(sorted(found, key=lambda hold: not hold.is_together))

    def together(self, article_id: ArticleId) -> frozenset[ArticleId]:
        """Return the articles that belong where this one is, itself among them."""
        return self._tied.get(article_id, frozenset((article_id,)))

    def all_together(self, article_ids: Iterable[ArticleId]) -> frozenset[ArticleId]:
        """Return some articles with everything that is held together with them."""
        return frozenset[ArticleId]().union(*(self.together(each) for each in article_ids))

    def apart(self, article_id: ArticleId) -> Mapping[ArticleId, str]:
        """Return the articles this very one must not meet → the judgement that says so."""
        return self._apart.get(article_id, {})

    def between(self, some: Iterable[ArticleId], others: Iterable[ArticleId]) -> Hold | None:
        """Return a judgement that keeps any of some articles apart from any of others."""
        apart_from = set(others)
        for one in some:
            for other, id_ in self.apart(one).items():
                if other in apart_from:
                    return self.active[id_]
        return None

    # ------------------------------------------------------------------------- taking

    def _take(self, id_: str, judgement: Judgement) -> None:
        groups = self._tie(judgement) if judgement.kind == SAME else self._part(id_, judgement)
        if groups:
            hold = self.active[id_] = Hold(id_, judgement, groups)
            for each in dict.fromkeys(one for group in groups for one in group):
                self._about.setdefault(each, []).append(hold)

    def _tie(self, judgement: Judgement) -> tuple[tuple[ArticleId, ...], ...]:
        held = dict.fromkeys(each for group in judgement.binds for each in group)
        while against := self._against(tuple(held)):
            del held[max(against, key=lambda each: (against[each], each))]
        if len(held) < 2:
            return ()
        whole = self.all_together(held)
        self._tied.update(dict.fromkeys(whole, whole))
        return (tuple(held),)

    def _against(self, article_ids: Sequence[ArticleId]) -> Counter[ArticleId]:
        """Return how many of the others each article must not meet; empty: they agree."""
        owners: dict[ArticleId, list[ArticleId]] = {}
        for each in article_ids:
            for tied in self.together(each):
                owners.setdefault(tied, []).append(each)
        return Counter(
            each
            for each in article_ids
            for tied in sorted(self.together(each))
            for other in self.apart(tied)
            for _ in owners.get(other, ())
        )

    def _part(self, id_: str, judgement: Judgement) -> tuple[tuple[ArticleId, ...], ...]:
        one, other = judgement.binds
        if self.all_together(one) & self.all_together(other):
            return ()
        for some, others in ((one, other), (other, one)):
            for each in some:
                self._apart.setdefault(each, {}).update(dict.fromkeys(others, id_))
        return judgement.binds


@dataclass(frozen=True, slots=True)
class Clash:
    """What a new judgement meets."""

    #: Older ones that say the opposite of the same articles: the new one overrules them.
    overruled: tuple[Hold, ...]
    #: Older ones that only taken together say the opposite: a person must choose.
    in_the_way: tuple[Hold, ...]


def clash_of(new: Judgement, judgements: Sequence[Judgement]) -> Clash:
    """Return which older judgements a new one, the newest of all, does not agree with."""
    before = Holds(judgements)
    lost = _lost(new, before)
    alone = [hold for hold in lost if _lost(new, Holds([hold.judgement]))]
    if len(alone) == len(lost):
        return Clash(tuple(alone), ())
    return Clash(tuple(alone), _core(new, before, {hold.id for hold in alone}))


def _lost(new: Judgement, before: Holds) -> list[Hold]:
    after = Holds([*reversed([h.judgement for h in before.active.values()]), new])
    return [hold for id_, hold in before.active.items() if after.active.get(id_) != hold]


def _core(new: Judgement, before: Holds, without: set[str]) -> tuple[Hold, ...]:
    """Return a smallest set of older judgements that leaves no room for a new one, oldest first."""
    left = [hold for id_, hold in before.active.items() if id_ not in without][::-1]
    for hold in tuple(left):
        rest = [each for each in left if each is not hold]
        if _lost(new, Holds([each.judgement for each in rest])):
            left = rest
    return tuple(left)
