"""A folder that is brought up to date: only what changed is written, only our own is removed.

The manifest remembers which files are ours.  It is written before the first page, so that a
build that was cut short leaves no file of unknown origin.
"""

from __future__ import annotations

import json
import os
import tempfile
from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any

from winnow.errors import SettingsError

MANIFEST = ".winnow-site.json"
_FORMAT = "winnow-site/1"


@dataclass(frozen=True, slots=True)
class Update:
    """What an update did, by file, sorted."""

    written: tuple[str, ...]
    unchanged: tuple[str, ...]
    removed: tuple[str, ...]


def update_folder(folder: Path, wanted: Mapping[str, bytes], facts: Mapping[str, str]) -> Update:
    """Make our files in ``folder`` be ``wanted`` (relative path → bytes); return what was done.

    ``facts`` are kept in the manifest.  A file that we did not write is neither overwritten
    (``SettingsError``) nor removed.
    """
    ours = _read_ours(folder)
    old = {name: _bytes(folder / name) for name in wanted}
    _refuse_foreign(folder, old, wanted, ours)
    changed = sorted(n for n, content in wanted.items() if old[n] != content)
    gone = sorted(n for n in ours - wanted.keys() if (folder / n).is_file())
    folder.mkdir(parents=True, exist_ok=True)
    if changed or gone:
        _write_manifest(folder, ours | wanted.keys(), facts)
    for name in changed:
        write_atomically(folder / name, wanted[name])
    for name in gone:
        _remove(folder, name)
    if changed or gone:
        _write_manifest(folder, wanted.keys(), facts)
    return Update(tuple(changed), tuple(sorted(wanted.keys() - set(changed))), tuple(gone))


def read_manifest(folder: Path) -> dict[str, Any]:
    """Return the manifest of a folder we built; an empty one for any other."""
    content = _bytes(folder / MANIFEST)
    try:
        manifest = json.loads(content) if content else {}
    except ValueError as error:
        raise SettingsError(str(folder / MANIFEST), f"cannot be read ({error})") from error
    return manifest if isinstance(manifest, dict) else {}


def _read_ours(folder: Path) -> set[str]:
    names = read_manifest(folder).get("files", [])
    return {n for n in names if isinstance(n, str) and _is_inside(n)}


def _is_inside(name: str) -> bool:
    path = PurePosixPath(name)
    return bool(name) and not path.is_absolute() and ".." not in path.parts and "\\" not in name


def _refuse_foreign(
    folder: Path, old: Mapping[str, bytes | None], wanted: Mapping[str, bytes], ours: set[str]
) -> None:
    for name, content in sorted(old.items()):
        if content is not None and name not in ours and content != wanted[name]:
            raise SettingsError(
                str(folder / name),
                "was not written by Winnow and would be overwritten; choose an empty folder",
            )


def _bytes(path: Path) -> bytes | None:
    try:
        return path.read_bytes()
    except FileNotFoundError:
        return None
    except OSError as error:
        raise SettingsError(str(path), f"is in the way ({error.strerror})") from error


def _write_manifest(folder: Path, names: Iterable[str], facts: Mapping[str, str]) -> None:
    manifest = {"format": _FORMAT, **facts, "files": sorted(names)}
    write_atomically(folder / MANIFEST, (json.dumps(manifest, indent=1) + "\n").encode())


def write_atomically(path: Path, content: bytes) -> None:
    """Write ``content`` so that a reader finds the old file or the new one, never half of one."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=".winnow-")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
        Path(name).chmod(0o644)
        Path(name).replace(path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


def _remove(folder: Path, name: str) -> None:
    path = folder / name
    path.unlink(missing_ok=True)
    for parent in path.parents:
        if parent == folder:
            return
        with suppress(OSError):  # not empty: something else lies there
            parent.rmdir()
