"""What the story assigner remembers, taken up from the store, or made anew from the articles there."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from itertools import islice

from winnow.encoder import Encoder
from winnow.errors import InputError
from winnow.pipeline.annotate import annotate, article_vector
from winnow.pipeline.tally import Tally
from winnow.stages.assign import MAX_ACTIVE, StoryAssigner
from winnow.store import StoreReader
from winnow.types import ArticleId, Problem, StoryId


def recalled_assigner(
    store: StoreReader, encoder: Encoder, window: timedelta, now: datetime, tally: Tally
) -> StoryAssigner:
    """Return the assigner that the store saved.

    One that cannot be read, as after an update of Winnow, is no reason to stop: it is told as a
    problem, and the newest articles are remembered in the stories they are in.
    """
    state = store.assigner_state()
    if state is None:
        return StoryAssigner(window=window)
    try:
        return StoryAssigner.loads(state)
    except InputError as error:
        why = f"{error}. It was made anew from the articles of the last {window.days} days"
        tally.problem(Problem("story assigner", "assign", why))
        return _made_anew(store, encoder, window, now)


def _made_anew(
    store: StoreReader, encoder: Encoder, window: timedelta, now: datetime
) -> StoryAssigner:
    assigner = StoryAssigner(window=window)
    homes = dict(islice(_homes(store, now - window), MAX_ACTIVE))
    articles = sorted(store.articles(list(homes)), key=lambda a: (min(a.when, now), a.id))
    known = store.annotations([article.id for article in articles])
    for article in articles:
        annotation = known.get(article.id) or annotate([article], encoder)[0]
        vector = article_vector(annotation)
        assigner.recall(article, vector, min(article.when, now), homes[article.id])
    return assigner


def _homes(store: StoreReader, since: datetime) -> Iterator[tuple[ArticleId, StoryId]]:
    """Yield the articles of recent stories, with their stories."""
    for story in store.stories():
        if story.last_seen < since:
            return
        yield from ((article_id, story.id) for article_id in story.article_ids)
