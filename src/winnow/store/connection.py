"""Connections and transactions for the SQL store; foreign exceptions end here."""

from __future__ import annotations

import threading
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any

from sqlalchemy import Connection, Engine, Executable, Row
from sqlalchemy.exc import IntegrityError, SQLAlchemyError

from winnow.errors import StoreError
from winnow.store.dialect import writing

Rows = Sequence[Row[Any]]


@contextmanager
def wrapped_errors(subject: str) -> Iterator[None]:
    """Turn what the database raises into a ``StoreError`` about ``subject``."""
    try:
        yield
    except IntegrityError as error:
        message = "a write refers to something that is not stored, or repeats what must be unique"
        raise StoreError(subject, f"{message}: {error.orig}") from error
    except SQLAlchemyError as error:
        raise StoreError(subject, str(getattr(error, "orig", None) or error)) from error
    except UnicodeError as error:
        raise StoreError(subject, f"text cannot be written as UTF-8: {error}") from error


class Connections:
    """One engine; each thread has its own transaction, and reads see their thread's writes."""

    def __init__(self, engine: Engine, subject: str) -> None:
        self._engine = engine
        self._writer = writing(engine)
        self._local = threading.local()
        self.subject = subject

    @property
    def dialect(self) -> str:
        """Return the database's name: ``"sqlite"``, ``"postgresql"``."""
        return self._engine.dialect.name

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """Make the writes inside land together; inside another transaction, join it."""
        if self._current is not None:
            yield
            return
        with wrapped_errors(self.subject), self._writer.begin() as connection:
            self._local.connection = connection
            try:
                yield
            finally:
                self._local.connection = None

    def rows(self, statement: Executable) -> Rows:
        """Return all rows that answer a query."""
        with wrapped_errors(self.subject):
            if self._current is not None:
                return self._current.execute(statement).all()
            with self._engine.connect() as connection:
                return connection.execute(statement).all()

    def row(self, statement: Executable) -> Row[Any] | None:
        """Return the first row that answers a query."""
        return next(iter(self.rows(statement)), None)

    def execute(self, statement: Executable, values: Mapping[str, Any] | None = None) -> None:
        """Carry out a write, as a transaction of its own unless one is open."""
        with self.transaction(), wrapped_errors(self.subject):
            assert self._current is not None
            self._current.execute(statement, values)

    def close(self) -> None:
        """Close every connection."""
        with wrapped_errors(self.subject):
            self._engine.dispose()

    @property
    def _current(self) -> Connection | None:
        return getattr(self._local, "connection", None)
