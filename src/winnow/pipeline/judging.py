"""A person's word on grouping: resolved, held against older ones, kept, and applied at once.

What is kept outranks the model from then on (``winnow.pipeline.holds`` says how); what is applied
here is what the next page shows.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from winnow.errors import InputError, NotFoundError
from winnow.pipeline.holds import APART, SAME, UNDO, Hold, Holds, clash_of, reason_of
from winnow.pipeline.placing import known_story
from winnow.pipeline.regroup import Regrouper
from winnow.store import Store, StoreReader, judgement_id
from winnow.types import ArticleId, Judgement, Story

_UNDONE = "an editor's decision was taken back"


@dataclass(frozen=True, slots=True)
class Judged:
    """What came of a person's word."""

    id: str
    judgement: Judgement
    #: Older judgements that it overrules, wholly or for the articles concerned.
    overruled: tuple[str, ...]
    #: In words: "story b merged into story a".
    done: str


@dataclass(frozen=True, slots=True)
class Listed:
    """A judgement on grouping, and whether it is in force."""

    id: str
    judgement: Judgement
    #: "in force", "in force in part", "overruled", "taken back by ID".
    state: str


@dataclass(frozen=True, slots=True)
class _Named:
    """What an argument stands for: a story with its articles, or an article with its versions."""

    name: str
    articles: tuple[ArticleId, ...]
    #: The story itself, or the one the article is in.
    story: Story | None
    is_story: bool

    @property
    def words(self) -> str:
        return f"{'story' if self.is_story else 'article'} {self.name}"


def judge_same(store: Store, one: str, other: str, *, by: str, now: datetime) -> Judged:
    """Hold two articles or stories together from now on; their stories become one at once."""
    a, b = _named(store, one), _named(store, other)
    if set(a.articles) & set(b.articles) or (a.is_story and b.is_story and a.story == b.story):
        raise InputError(a.words, f"and {b.words} are one already; name two things")
    judgement, overruled = _ruling(store, SAME, (a, b), by, now)
    with store.transaction():
        store.save_judgement(judgement)
        done = _apply(store, judgement)
    return Judged(judgement_id(judgement), judgement, overruled, done)


def judge_apart(store: Store, one: str, other: str, *, by: str, now: datetime) -> Judged:
    """Keep an article out of the story of another, or of a story, from now on; it leaves at once."""
    a, b = _named(store, one), _named(store, other)
    if a.is_story and b.is_story:
        raise InputError(a.words, "and another story: name an article to take out of one")
    if a.is_story:
        a, b = b, a
    if b.is_story:
        b = _rest(store, b, a)
    if set(a.articles) & set(b.articles):
        raise InputError(a.words, "is the same article; name another one, or a story")
    judgement, overruled = _ruling(store, APART, (a, b), by, now)
    with store.transaction():
        store.save_judgement(judgement)
        done = _apply(store, judgement)
    return Judged(judgement_id(judgement), judgement, overruled, done)


def undo(store: Store, id_: str, *, by: str, now: datetime) -> Judged:
    """Take a judgement back: it no longer holds, and what it moved goes back if nothing else holds it."""
    known = store.judgements()
    holds = Holds(known)
    target = _found(holds, id_)
    if target in holds.undone:
        raise InputError(f"judgement {target}", f"was taken back by {holds.undone[target]} already")
    judgement = Judgement(UNDO, target, holds.by_id[target].kind, by, _newest(known, now))
    ruling = holds.by_id[target]
    while ruling.kind == UNDO:
        ruling = holds.by_id[ruling.subject]
    with store.transaction():
        store.save_judgement(judgement)
        if judgement_id(ruling) in Holds(store.judgements()).active:
            done = f"it holds again; {_apply(store, ruling)}"
        else:
            done = Regrouper(store, judgement).take_back(ruling, _reason_back(judgement))
    return Judged(judgement_id(judgement), judgement, (), done)


def listed(store: StoreReader) -> tuple[Listed, ...]:
    """Return every judgement on grouping, oldest first, with whether it is in force."""
    known = [j for j in store.judgements() if j.kind in (SAME, APART, UNDO)]
    holds = Holds(known)
    return tuple(Listed(id_, each, _state(holds, id_)) for id_, each in holds.by_id.items())


def _state(holds: Holds, id_: str) -> str:
    if id_ in holds.undone:
        return f"taken back by {holds.undone[id_]}"
    judgement, hold = holds.by_id[id_], holds.active.get(id_)
    if judgement.kind == UNDO:
        return "in force"
    if hold is None:
        return "overruled"
    bound = {each for group in judgement.binds for each in group}
    return "in force" if bound == {i for g in hold.groups for i in g} else "in force in part"


# ------------------------------------------------------------------------------- naming


def _named(store: StoreReader, name: str) -> _Named:
    if store.has_article(name):
        return _named_article(store, name)
    story = known_story(store, name)
    if story is None:
        raise NotFoundError(
            f"article or story {name}",
            "is not in the store; `winnow status` lists stories, `winnow story ID --json` articles",
        )
    return _Named(name, story.article_ids, story, True)


def _named_article(store: StoreReader, article_id: ArticleId) -> _Named:
    article = store.article(article_id)
    if article.set_aside is not None:
        message = f"was set aside ({article.set_aside}) and can be in no story"
        raise InputError(f"article {article_id}", message)
    story = store.story_of(article_id)
    others = store.article_ids_at(article.url) if article.url else ()
    versions = [i for i in others if story is not None and i in story.article_ids]
    return _Named(article_id, tuple(dict.fromkeys([article_id, *versions])), story, False)


def _rest(store: StoreReader, story: _Named, without: _Named) -> _Named:
    out = Holds(store.judgements()).all_together(without.articles) & set(story.articles)
    out = out | set(without.articles)
    left = tuple(each for each in story.articles if each not in out)
    if not left:
        # All the others are held together with it: the contradiction is told by name further on.
        left = tuple(each for each in story.articles if each not in without.articles)
    if not left:
        raise InputError(story.words, f"holds nothing but {without.words}; nothing to take apart")
    return replace(story, articles=left)


def _found(holds: Holds, id_: str) -> str:
    matching = [
        each
        for each, judgement in holds.by_id.items()
        if each.startswith(id_) and judgement.kind in (SAME, APART, UNDO)
    ]
    if id_ and len(matching) == 1:
        return matching[0]
    if len(matching) > 1 and id_:
        raise InputError(f"judgement {id_}", f"may be {' or '.join(matching)}; give more of its id")
    raise NotFoundError(f"judgement {id_}", "is not in the store; `winnow judge list` lists all")


# ------------------------------------------------------------------------------ deciding


def _ruling(
    store: StoreReader, kind: str, named: tuple[_Named, _Named], by: str, now: datetime
) -> tuple[Judgement, tuple[str, ...]]:
    """Return the judgement to keep and what it overrules, or say which older ones do not allow it."""
    known = store.judgements()
    at, binds = _newest(known, now), tuple(each.articles for each in named)
    judgement = Judgement(kind, named[0].name, named[1].name, by, at, binds)
    clash = clash_of(judgement, known)
    if clash.in_the_way:
        verb = "be one story" if kind == SAME else "be kept apart"
        message = f"and {named[1].words} cannot {verb}: {_in_words(clash.in_the_way)}"
        raise InputError(named[0].words, f"{message}; take one back first: winnow judge undo ID")
    return judgement, tuple(hold.id for hold in clash.overruled)


def _newest(known: Sequence[Judgement], now: datetime) -> datetime:
    """Return a time after every judgement there is: a clock that was wrong must not decide."""
    return max([now, *(each.at + timedelta(microseconds=1) for each in known)])


def _in_words(holds: Sequence[Hold]) -> str:
    return " and ".join(
        f"{hold.id} ({hold.judgement.kind} {hold.judgement.subject} {hold.judgement.value}, "
        f"by {hold.judgement.by}, {hold.judgement.at.date().isoformat()})"
        for hold in holds
    ) + (" say otherwise" if len(holds) > 1 else " says otherwise")


# ------------------------------------------------------------------------------ applying


def _apply(store: Store, judgement: Judgement) -> str:
    """Do at once what a judgement says; return what was done, in words."""
    names = (judgement.subject, judgement.value)
    one, other = (
        _Named(name, group, _story_of_any(store, group), not store.has_article(name))
        for name, group in zip(names, judgement.binds, strict=True)
    )
    if judgement.kind == SAME:
        return _bring_together(store, (one, other), judgement)
    return _take_apart(store, one, other, judgement)


def _story_of_any(store: StoreReader, article_ids: Sequence[ArticleId]) -> Story | None:
    found = (store.story_of(each) for each in article_ids)
    return next((story for story in found if story is not None), None)


def _bring_together(store: Store, named: tuple[_Named, _Named], judgement: Judgement) -> str:
    regrouper = Regrouper(store, judgement)
    one, other = named[0].story, named[1].story
    if one is None or other is None:
        waiting = next(each for each in named if each.story is None)
        return (
            f"{waiting.words} is in no story yet; it will join the other one's when it is assigned"
        )
    if one.id == other.id:
        regrouper.follow()
        return f"both are in story {one.slug} already and stay together"
    against = regrouper.holds.between(one.article_ids, other.article_ids)
    if against is not None:
        message = f"and story {other.slug} cannot be merged: {_in_words([against])}"
        raise InputError(
            f"story {one.slug}", f"{message}; take it back first: winnow judge undo ID"
        )
    kept, gone = regrouper.merge(one, other, reason_of(judgement))
    return f"story {gone.slug} merged into story {kept.slug}"


def _take_apart(store: Store, one: _Named, other: _Named, judgement: Judgement) -> str:
    regrouper = Regrouper(store, judgement)
    shared = regrouper.shared_stories(one.articles, other.articles)
    if not shared:
        regrouper.follow()
        return f"{one.words} and {other.words} are in two stories already and stay apart"
    done = []
    for story in shared:
        leaving = regrouper.leaving(story, one.articles, other.articles, named=other.is_story)
        new = regrouper.part(story, leaving, reason_of(judgement))
        number = f"{len(leaving)} article" + ("" if len(leaving) == 1 else "s")
        done.append(f"{number} taken out of story {story.slug}, into story {new.slug}")
    return "; ".join(done)


def _reason_back(judgement: Judgement) -> str:
    return f"{_UNDONE} ({judgement.by}, {judgement.at.date().isoformat()})"
