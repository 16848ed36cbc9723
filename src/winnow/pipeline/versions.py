"""Which version of an article counts: a publisher's edit takes the place of what it was."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from winnow.store import StoreReader
from winnow.types import Article, ArticleId

#: Addresses that an article had in turn, followed so far: a publisher's circle ends somewhere.
_MOST_MOVES = 5


@dataclass(frozen=True, slots=True)
class Versions:
    """A story's articles, one version each."""

    #: Sorted by id.
    current: tuple[Article, ...]
    #: Version taken off → the one that counts instead.
    replaced: Mapping[ArticleId, ArticleId]


def current_versions(articles: Sequence[Article], store: StoreReader) -> Versions:
    """Return one version per publication: the one its page showed last, else the newest.

    Never two of one publication: they are no two articles, and no two origins.  One whose
    publisher has come to reserve text and data mining is left out whole.
    """
    groups: dict[str, list[Article]] = {}
    for article in articles:
        groups.setdefault(_address(article.url, store), []).append(article)
    current: list[Article] = []
    replaced: dict[ArticleId, ArticleId] = {}
    for address, group in groups.items():
        chosen = _chosen(address, group, store)
        if chosen is not None:
            current.append(chosen)
            replaced.update({a.id: chosen.id for a in group if a.id != chosen.id})
    return Versions(tuple(sorted(current, key=lambda a: a.id)), replaced)


def _address(url: str, store: StoreReader) -> str:
    """Return where an article lives now, after the moves of its publisher."""
    for _ in range(_MOST_MOVES):
        state = store.page_state(url)
        if state is None or state.moved_to is None:
            break
        url = state.moved_to
    return url


def _chosen(address: str, group: Sequence[Article], store: StoreReader) -> Article | None:
    state = store.page_state(address)
    shown = state.article_id if state else None
    found = next((a for a in group if a.id == shown), None)
    if found is None and shown is not None and store.article(shown).reserved:
        return None
    return found or max(group, key=lambda a: (a.updated or a.when, a.seen, a.id))
