"""The stores: one list of checks for all, then what only a database on disk can get wrong."""

from __future__ import annotations

import dataclasses
import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import tempfile
import threading
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta, timezone
from functools import lru_cache
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import create_engine, text
from store_checks import NOON, a_page, a_revision, a_story, an_article, store_checks
from store_listing_checks import listing_checks

from winnow.codec import from_json, to_json
from winnow.errors import StoreError
from winnow.store import MemoryStore, SqlStore, Store
from winnow.store.dialect import open_engine
from winnow.store.migrate import alembic_config
from winnow.store.schema import HEAD, metadata
from winnow.types import Article, Image, Quantity, StoryPage

MakeStore = Callable[[Path], Store]


@pytest.fixture(scope="session")
def empty_sqlite(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An empty, migrated database, copied for each test: migrating takes a tenth of a second."""
    path = tmp_path_factory.mktemp("store") / "empty.sqlite"
    store = SqlStore.open(path)
    store.close()
    return path


@pytest.fixture
def sqlite_path(empty_sqlite: Path, tmp_path: Path) -> Path:
    return Path(shutil.copy(empty_sqlite, tmp_path / "winnow.sqlite"))


@pytest.fixture(params=["memory", "sqlite", "postgres"])
def store(request: pytest.FixtureRequest) -> Iterator[Store]:
    if request.param == "memory":
        made: Store = MemoryStore()
    elif request.param == "sqlite":
        made = SqlStore.open(request.getfixturevalue("sqlite_path"))
    else:
        made = _postgres_store()
    yield made
    made.close()


def _postgres_store() -> SqlStore:
    url = os.environ.get("WINNOW_TEST_POSTGRES")
    if not url:
        pytest.skip("no PostgreSQL: WINNOW_TEST_POSTGRES names none (its tables are emptied)")
    engine = open_engine(url)
    with engine.begin() as connection:
        metadata.drop_all(connection)
        connection.execute(text("DROP TABLE IF EXISTS alembic_version"))
    engine.dispose()
    return SqlStore.open(url)


@pytest.mark.parametrize(
    "check", [*store_checks(), *listing_checks()], ids=lambda check: check.__name__
)
def test_store(check: Callable[[Store], None], store: Store) -> None:
    """Every store does what a store must do."""
    check(store)


# --------------------------------------------------------------------------- opening, migrating


def test_a_new_store_is_created_with_its_folder(tmp_path: Path) -> None:
    """An empty place becomes a store at the newest schema, which then opens without a change."""
    path = tmp_path / "deep" / "winnow.sqlite"
    SqlStore.open(path).close()
    before = path.read_bytes()
    SqlStore.open(f"sqlite:///{path}").close()
    assert path.read_bytes() == before
    assert sqlite3.connect(path).execute("SELECT version_num FROM alembic_version").fetchall() == [
        (HEAD,)
    ]


def test_migrations_make_the_schema_the_code_expects(sqlite_path: Path) -> None:
    """The tables that the migrations build and those that the queries name are the same."""
    from alembic.autogenerate import compare_metadata
    from alembic.migration import MigrationContext
    from alembic.script import ScriptDirectory

    assert ScriptDirectory.from_config(alembic_config()).get_heads() == [HEAD]
    with create_engine(f"sqlite:///{sqlite_path}").connect() as connection:
        options = {"include_name": lambda name, kind, _: not str(name).startswith("entries_fts")}
        configured = MigrationContext.configure(connection, opts=options)
        assert compare_metadata(configured, metadata) == []


def test_an_up_to_date_store_opens_without_alembic(sqlite_path: Path) -> None:
    """An ordinary start does not pay for the import."""
    code = (
        "import sys; from winnow.store import SqlStore; SqlStore.open(sys.argv[1]);"
        "sys.exit('alembic' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code, str(sqlite_path)]).returncode == 0


def test_a_store_of_a_newer_winnow_is_left_alone(sqlite_path: Path) -> None:
    """The message says that it is newer and what to do."""
    with sqlite3.connect(sqlite_path) as connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
    with pytest.raises(StoreError, match=r"newer Winnow.*upgrade"):
        SqlStore.open(sqlite_path)


def test_a_failed_migration_changes_nothing(tmp_path: Path) -> None:
    """A table in the way stops it; what it had created by then is gone."""
    path = tmp_path / "winnow.sqlite"
    with sqlite3.connect(path) as connection:
        connection.execute("CREATE TABLE runs (mine TEXT)")
    with pytest.raises(StoreError, match="runs"):
        SqlStore.open(path)
    tables = sqlite3.connect(path).execute("SELECT name FROM sqlite_master").fetchall()
    assert tables == [("runs",)]


@pytest.mark.parametrize(
    "content", [b"not a database, surely" * 100, b"SQLite format 3\x00" + b"\xff" * 5000]
)
def test_a_corrupt_file_is_a_store_error(tmp_path: Path, content: bytes) -> None:
    """The error names the file; the file is not touched."""
    path = tmp_path / "winnow.sqlite"
    path.write_bytes(content)
    with pytest.raises(StoreError, match=r"winnow\.sqlite"):
        SqlStore.open(path)
    assert path.read_bytes() == content


@pytest.mark.parametrize("url", ["mysql://db/x", "sqlite://", "nonsense://", "postgresql://[", "/"])
def test_an_address_that_cannot_be_opened_is_a_store_error(url: str) -> None:
    """Never a stack trace of the database's library."""
    with pytest.raises(StoreError):
        SqlStore.open(url)


def test_a_damaged_value_is_a_store_error(sqlite_path: Path) -> None:
    """A body that is no longer the value it was is reported, with the place."""
    store = SqlStore.open(sqlite_path)
    store.save_article(an_article())
    with sqlite3.connect(sqlite_path) as connection:
        connection.execute("UPDATE articles SET body = json_set(body, '$.title', 7)")
    with pytest.raises(StoreError, match="damaged at title"):
        store.article("a1")


# --------------------------------------------------------------------- several at the same time


def test_threads_read_while_one_writes(sqlite_path: Path) -> None:
    """Readers see all of a transaction or nothing of it, and never wait for its end."""
    store = SqlStore.open(sqlite_path)
    counts: list[int] = []
    stop = threading.Event()

    def read() -> None:
        while not stop.is_set():
            counts.append(store.count_articles())

    readers = [threading.Thread(target=read) for _ in range(2)]
    for reader in readers:
        reader.start()
    for batch in range(10):
        with store.transaction():
            for number in range(5):
                store.save_article(an_article(batch * 5 + number))
    stop.set()
    for reader in readers:
        reader.join()
    assert store.count_articles() == 50
    assert {count % 5 for count in counts} == {0}


def test_threads_that_write_wait_for_each_other(sqlite_path: Path) -> None:
    """No write is lost and none fails because another one is under way."""
    store = SqlStore.open(sqlite_path)

    def write(first: int) -> None:
        for number in range(first, first + 20):
            with store.transaction():
                assert not store.has_article(f"a{number}")
                store.save_article(an_article(number))

    writers = [threading.Thread(target=write, args=(first,)) for first in (0, 100, 200)]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    assert store.count_articles() == 60


_KILLED_WRITER = """
import os, signal, sys
from store_checks import an_article
from winnow.store import SqlStore
store = SqlStore.open(sys.argv[1])
store.save_article(an_article(1))
with store.transaction():
    store.save_article(an_article(2))
    print("half done", flush=True)
    sys.stdin.read()
"""


def test_a_killed_process_loses_nothing_committed(sqlite_path: Path) -> None:
    """SIGKILL in the middle: the half-done is gone, the done is there, the lock is free."""
    command = [sys.executable, "-c", _KILLED_WRITER, str(sqlite_path)]
    here = Path(__file__).parent
    with subprocess.Popen(
        command, cwd=here, stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as process:
        assert process.stdout and process.stdout.readline() == b"half done\n"
        meanwhile = SqlStore.open(sqlite_path)
        assert meanwhile.article_ids() == ("a1",)
        process.send_signal(signal.SIGKILL)
    store = SqlStore.open(sqlite_path)
    assert store.article_ids() == ("a1",)
    store.save_article(an_article(3))
    assert store.article_ids() == ("a1", "a3")


# ------------------------------------------------------------------------------------ the codec

_TEXTS = st.text(st.characters(exclude_categories=["Cs"]))
_ZONES = st.integers(-14 * 60, 14 * 60).map(lambda minutes: timezone(timedelta(minutes=minutes)))
_TIMES = st.datetimes(datetime(1, 1, 2), datetime(9999, 12, 30), timezones=_ZONES)
_ARTICLES = st.builds(
    Article,
    **dict.fromkeys(("id", "url", "outlet_id", "title", "text"), _TEXTS),
    seen=_TIMES,
    published=st.none() | _TIMES,
    authors=st.lists(_TEXTS).map(tuple),
    section=st.none() | _TEXTS,
    image=st.none() | st.builds(Image, _TEXTS, st.none() | _TEXTS),
    reserved=st.booleans(),
)


@given(_ARTICLES)
def test_any_article_comes_back_equal(article: Article) -> None:
    """Whatever a publisher writes: controls, line separators, emoji, odd zones."""
    assert from_json(Article, to_json(article)) == article


@given(st.text(), st.text(st.characters(categories=["Cs"]), min_size=1), st.text())
def test_half_characters_are_refused_not_altered(before: str, broken: str, after: str) -> None:
    """A lone surrogate anywhere in a text gives a clear error."""
    with pytest.raises(StoreError, match="Article a1"):
        to_json(an_article(text=before + broken + after))


def test_a_page_comes_back_equal() -> None:
    """Enums, nested tuples and dates included."""
    assert from_json(StoryPage, to_json(a_page())) == a_page()


@given(st.floats(allow_nan=False))
def test_numbers_come_back_equal(value: float) -> None:
    """Infinity too, which a careless reading of "1e999" gives."""
    quantity = Quantity("n", 0, 1, value, "")
    assert from_json(Quantity, to_json(quantity)) == quantity


def test_a_list_for_a_tuple_is_refused() -> None:
    """It would come back as another value than the one saved."""
    article = dataclasses.replace(an_article(), authors=["Ada"])  # type: ignore[arg-type]
    with pytest.raises(StoreError, match="authors"):
        to_json(article)


def test_damaged_json_is_a_store_error() -> None:
    """A citation without evidence cannot come out of the store either."""
    for data in (b"", b"{", b"[]", to_json(an_article()).replace(b'"seen"', b'"sene"')):
        with pytest.raises(StoreError, match="damaged"):
            from_json(Article, data)
    assert from_json(Article, to_json(an_article()).decode()).seen == NOON.replace(hour=13)


def test_an_index_of_another_form_is_made_anew_when_the_store_is_opened(sqlite_path: Path) -> None:
    """As after an update, or where the store is older than the index."""
    store = SqlStore.open(sqlite_path)
    store.save_story(a_story(1))
    store.save_revision("s1", a_revision())
    before = store.cards(), store.search("ferry")
    store.close()
    with sqlite3.connect(sqlite_path) as connection:
        connection.execute("DELETE FROM entries")
        connection.execute("DELETE FROM story_cards")
        connection.execute("UPDATE counters SET value = 0 WHERE name = 'listing form'")
    again = SqlStore.open(sqlite_path)
    assert before == (again.cards(), again.search("ferry")) and before[0] and before[1]


@settings(deadline=None)
@given(st.text(max_size=60))
def test_any_query_is_answered(text: str) -> None:
    """Whatever is typed: no error, and what is found holds a word of it."""
    store = _searchable()
    hits = store.search(text)
    assert all(any(is_found for _, is_found in (*h.title, *h.text)) for h in hits)


@lru_cache
def _searchable() -> SqlStore:
    store = SqlStore.open(Path(tempfile.mkdtemp()) / "winnow.sqlite")
    store.save_story(a_story(1))
    store.save_revision("s1", a_revision(title="Ferry 7 ²½ ªª ﬁn naïve Ⅷ"))
    return store
