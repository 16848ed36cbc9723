"""Bringing a database to the newest schema, in one transaction."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import Connection, Engine, inspect, text

from winnow.errors import StoreError
from winnow.store.dialect import lock_for_migration, writing
from winnow.store.schema import HEAD

if TYPE_CHECKING:
    from alembic.config import Config

MIGRATIONS = Path(__file__).parent / "migrations"


def stored_version(connection: Connection) -> str | None:
    """Return the schema version that the database is at; ``None``: it is empty."""
    if not inspect(connection).has_table("alembic_version"):
        return None
    version: str | None = connection.scalar(text("SELECT version_num FROM alembic_version"))
    return version


def migrate(engine: Engine, subject: str) -> None:
    """Bring the database to the newest schema, unless it is there already."""
    with engine.connect() as connection:
        if stored_version(connection) == HEAD:
            return
    with writing(engine).begin() as connection:
        lock_for_migration(connection)
        # Another process may have been faster while this one waited for the lock.
        version = stored_version(connection)
        if version != HEAD:
            _upgrade(connection, version, subject)


def alembic_config() -> Config:
    """Return Alembic's view of our migrations (imported here: an ordinary start needs none)."""
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    return config


def _upgrade(connection: Connection, version: str | None, subject: str) -> None:
    from alembic import command
    from alembic.script import ScriptDirectory

    config = alembic_config()
    known = {script.revision for script in ScriptDirectory.from_config(config).walk_revisions()}
    if version is not None and version not in known:
        raise StoreError(
            subject,
            f"was written by a newer Winnow (schema {version}, this one knows {HEAD}): "
            "upgrade Winnow, or open another store",
        )
    config.attributes["connection"] = connection
    command.upgrade(config, "head")
