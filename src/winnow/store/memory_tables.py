"""Dicts that writes can be taken back from: what the parts of the memory store stand on."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any, TypeVar

from winnow.store import rules

K = TypeVar("K")
V = TypeVar("V")

_ABSENT = object()


class MemoryTables:
    """Keeps values in dicts, and puts them back when a transaction fails."""

    def __init__(self) -> None:
        #: What to put back if the open transaction fails; ``None``: no transaction is open.
        self._undo: list[tuple[dict[Any, Any], Any, Any]] | None = None
        self._site_version = {"": 0}
        self._page_changes: dict[str, int] = {}

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """Make the writes inside land together; inside another transaction, join it."""
        if self._undo is not None:
            yield
            return
        self._undo = []
        try:
            yield
        except BaseException:
            self._roll_back()
            raise
        finally:
            self._undo = None

    def _changed(self, story_ids: Iterable[str]) -> None:
        """Note that pages of these stories, or what every page shows, are other than before."""
        version = self._site_version[""] + 1
        self._put(self._site_version, "", version)
        for story_id in story_ids:
            self._put(self._page_changes, story_id, version)

    def _need(self, table: Mapping[str, object], kind: str, identity: str) -> None:
        if identity not in table:
            raise rules.dangling(kind, identity)

    def _put(self, table: dict[K, V], key: K, value: V | object) -> None:
        if self._undo is not None:
            self._undo.append((table, key, table.get(key, _ABSENT)))
        _set(table, key, value)

    def _drop(self, table: dict[K, V], key: K) -> None:
        self._put(table, key, _ABSENT)

    def _roll_back(self) -> None:
        for table, key, before in reversed(self._undo or []):
            _set(table, key, before)


def _set(table: dict[Any, Any], key: Any, value: Any) -> None:
    if value is _ABSENT:
        table.pop(key, None)
    else:
        table[key] = value


def get(table: Mapping[str, V], kind: str, identity: str) -> V:
    """Return the value, or raise ``NotFoundError`` that names what was asked for."""
    if identity not in table:
        raise rules.not_found(kind, identity)
    return table[identity]
