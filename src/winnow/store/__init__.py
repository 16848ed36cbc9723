"""The store: what Winnow remembers, behind a protocol of verbs the domain knows.

``SqlStore.open("winnow.sqlite")`` for keeps, ``MemoryStore()`` for tests; SQL lives in this
package alone.
"""

from winnow.store.memory import MemoryStore
from winnow.store.protocol import (
    HistoryNote,
    ItemNote,
    RevisionNote,
    RunRecord,
    Store,
    StoreReader,
    StoreWriter,
)
from winnow.store.rules import judgement_id
from winnow.store.sql import SqlStore

__all__ = [
    "HistoryNote",
    "ItemNote",
    "MemoryStore",
    "RevisionNote",
    "RunRecord",
    "SqlStore",
    "Store",
    "StoreReader",
    "StoreWriter",
    "judgement_id",
]
