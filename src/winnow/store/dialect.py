"""All that differs between databases: opening, locking, upserts.  No other module names one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any

from sqlalchemy import (
    Connection,
    Engine,
    Insert,
    Table,
    TextClause,
    create_engine,
    event,
    make_url,
    text,
)
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.exc import SQLAlchemyError

from winnow.errors import StoreError

#: A writer waits this long for another one.
_BUSY_SECONDS = 30
#: "winnow", as a number: the advisory lock that keeps two migrations apart on PostgreSQL.
_MIGRATION_LOCK = 0x77696E6E6F77

_INSERTS: Mapping[str, Any] = {"sqlite": sqlite.insert, "postgresql": postgresql.insert}


def open_engine(url_or_path: str | Path) -> Engine:
    """Return an engine for a database address (``sqlite:///…``, ``postgresql://…``) or a path."""
    address = str(url_or_path)
    if "://" not in address:
        address = f"sqlite:///{address}"
    try:
        url = make_url(address)
        if url.drivername == "postgresql":
            url = url.set(drivername="postgresql+psycopg")
        dialect = url.get_backend_name()
        if dialect not in _INSERTS:
            raise StoreError(dialect, "is no database we know; use sqlite or postgresql")
        return _open_sqlite(url) if dialect == "sqlite" else create_engine(url, pool_pre_ping=True)
    except (SQLAlchemyError, OSError, ImportError, ValueError) as error:
        raise StoreError(str(url_or_path), f"cannot be opened: {error}") from error


def _open_sqlite(url: Any) -> Engine:
    if not url.database or url.database == ":memory:":
        raise StoreError("store", "SQLite needs a file here; a test can use MemoryStore")
    Path(url.database).parent.mkdir(parents=True, exist_ok=True)
    engine = create_engine(url, connect_args={"timeout": _BUSY_SECONDS})
    event.listen(engine, "connect", _prepare_sqlite)
    event.listen(engine, "begin", _begin_sqlite)
    return engine


def _prepare_sqlite(connection: Any, _record: object) -> None:
    # The driver's own idea of when a transaction begins leaves DDL outside it; _begin_sqlite says.
    connection.isolation_level = None
    for pragma in ("journal_mode = WAL", "synchronous = NORMAL", "foreign_keys = ON"):
        connection.execute(f"PRAGMA {pragma}").close()


def _begin_sqlite(connection: Connection) -> None:
    # A writer takes the lock at once: a reader that turns writer later could not wait for it.
    is_writer = connection.get_execution_options().get("winnow_writer", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if is_writer else "BEGIN")


def writing(engine: Engine) -> Engine:
    """Return the engine whose transactions are those of a writer."""
    return engine.execution_options(winnow_writer=True)


def lock_for_migration(connection: Connection) -> None:
    """Wait until no one else migrates; the lock goes with the transaction."""
    if connection.dialect.name == "postgresql":
        connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _MIGRATION_LOCK})


@lru_cache(maxsize=64)
def upsert(table: Table, dialect: str) -> Insert:
    """Return the insert of a row that replaces the one of the same primary key.

    The row's values, of every column, are given when it is executed: one statement per table,
    built once, makes a save four times as fast.
    """
    statement = _INSERTS[dialect](table)
    keys = [column.name for column in table.primary_key]
    changed = {c.name: statement.excluded[c.name] for c in table.columns if c.name not in keys}
    if not changed:
        done: Insert = statement.on_conflict_do_nothing(index_elements=keys)
    else:
        done = statement.on_conflict_do_update(index_elements=keys, set_=changed)
    return done


#: Around a word that was found; no text of ours holds these characters.
MARK, UNMARK = "\x02", "\x03"

# The best are chosen first and marked then: marking all that match would cost more than finding.
_SEARCHES: Mapping[str, str] = {
    "sqlite": """
        SELECT e.body, highlight(entries_fts, 1, :mark, :unmark) AS title,
               highlight(entries_fts, 2, :mark, :unmark) AS text
        FROM entries_fts JOIN entries e ON e.id = entries_fts.rowid
        WHERE entries_fts MATCH :query AND entries_fts.rowid IN (
            SELECT rowid FROM entries_fts WHERE entries_fts MATCH :query
            ORDER BY rank, rowid LIMIT :limit OFFSET :offset)
        ORDER BY entries_fts.rank, entries_fts.rowid""",
    "postgresql": """
        WITH q AS (SELECT to_tsquery('english', :query) AS query),
        best AS (
            SELECT e.id, ts_rank(setweight(to_tsvector('english', e.title), 'A')
                                 || to_tsvector('english', e.text), q.query) AS score
            FROM entries e, q
            WHERE to_tsvector('english', e.title || ' ' || e.text) @@ q.query
              AND e.kind = ANY(string_to_array(:kinds, ' '))
            ORDER BY score DESC, e.id LIMIT :limit OFFSET :offset)
        SELECT e.body, ts_headline('english', e.title, q.query, :options) AS title,
               ts_headline('english', e.text, q.query, :options) AS text
        FROM best JOIN entries e ON e.id = best.id, q ORDER BY best.score DESC, e.id""",
}


def search(
    dialect: str, phrases: Sequence[Sequence[str]], kinds: Sequence[str], limit: int, offset: int
) -> TextClause:
    """Return the query for entries of these kinds that hold every phrase, best first.

    Phrases are of words of letters and digits (``winnow.store.query``): quoted, none of them means
    anything to a database.
    """
    values: dict[str, Any] = {"limit": limit, "offset": offset}
    if dialect == "sqlite":
        words = " AND ".join('"' + " ".join(phrase) + '"' for phrase in phrases)
        named = " OR ".join(f'"{kind}"' for kind in kinds)
        query = f"{{kind}} : ({named}) AND {{title text}} : ({words})"
        values |= {"mark": MARK, "unmark": UNMARK}
    else:
        query = " & ".join(" <-> ".join(f"'{word}'" for word in phrase) for phrase in phrases)
        options = f"HighlightAll=true, StartSel={MARK}, StopSel={UNMARK}"
        values |= {"kinds": " ".join(kinds), "options": options}
    return text(_SEARCHES[dialect]).bindparams(**values, query=query)
