"""A folder that is brought up to date: only what changed is written, only our own is removed.

The manifest remembers which files are ours.  It is written before the first page, so that a
build that was cut short leaves no file of unknown origin.
"""

from __future__ import annotations

import json
import os
import tempfile
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any, TypeAlias

from winnow.errors import SettingsError

MANIFEST = ".winnow-site.json"
#: What the next build may go by; it can be thrown away, and then all pages are made anew.
MEMORY = ".winnow-build.json"
_FORMAT = "winnow-site/1"
_MEMORY_FORMAT = "winnow-build/1"
#: How the bytes of a file are made; it may be asked twice.
Make: TypeAlias = Callable[[], bytes]


@dataclass(frozen=True, slots=True)
class Update:
    """What an update did, by file, sorted."""

    written: tuple[str, ...]
    unchanged: tuple[str, ...]
    removed: tuple[str, ...]


class SiteFolder:
    """A folder as the last update left it."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self.ours = _read_ours(folder)
        #: What the last build remembered; empty: nothing, and all is made anew.
        self.memory = _read_memory(folder)
        looks = self.memory.get("looks")
        self._looks: Mapping[str, Any] = looks if isinstance(looks, dict) else {}

    def is_intact(self, names: Iterable[str]) -> bool:
        """Return whether these files are ours and nobody touched them since they were written."""
        return all(
            name in self.ours and self._looks.get(name) == _look(self._folder / name)
            for name in names
        )

    def update(
        self,
        wanted: Mapping[str, Make],
        facts: Mapping[str, str],
        *,
        kept: Iterable[str] = (),
        memory: Callable[[], Mapping[str, Any]],
    ) -> Update:
        """Make our files be ``wanted`` and ``kept``, which stay as they are; return what was done.

        Files are made one by one, as they are written.  ``facts`` are kept in the manifest when a
        file changed; ``memory``, asked for at the end, is what the next build is told.  A file that
        we did not write is neither overwritten (``SettingsError``) nor removed.
        """
        self._refuse_foreign(wanted)
        names = wanted.keys() | set(kept)
        gone = sorted(n for n in self.ours - names if (self._folder / n).is_file())
        self._folder.mkdir(parents=True, exist_ok=True)
        written: list[str] = []
        for name, make in wanted.items():
            content = make()
            if _bytes(self._folder / name) != content:
                if not written:
                    self._claim(names, facts)
                write_atomically(self._folder / name, content)
                written.append(name)
        if gone and not written:
            self._claim(names, facts)
        for name in gone:
            _remove(self._folder, name)
        if written or gone:
            _write_manifest(self._folder, names, facts)
        self._remember(names, memory())
        return Update(tuple(sorted(written)), tuple(sorted(names - set(written))), tuple(gone))

    def _claim(self, names: Iterable[str], facts: Mapping[str, str]) -> None:
        """Note what is about to be ours; what was remembered holds no more."""
        (self._folder / MEMORY).unlink(missing_ok=True)
        self.memory = {}
        _write_manifest(self._folder, self.ours.union(names), facts)

    def _remember(self, names: Iterable[str], memory: Mapping[str, Any]) -> None:
        looks = {name: _look(self._folder / name) for name in names}
        fresh = {"format": _MEMORY_FORMAT, **memory, "looks": looks}
        if fresh != self.memory:
            # In one line: with an indent Python writes it ten times slower.
            content = json.dumps(fresh, separators=(",", ":"), sort_keys=True) + "\n"
            write_atomically(self._folder / MEMORY, content.encode())

    def _refuse_foreign(self, wanted: Mapping[str, Make]) -> None:
        for name, make in sorted(wanted.items()):
            if name in self.ours:
                continue
            there = _bytes(self._folder / name)
            if there is not None and there != make():
                raise SettingsError(
                    str(self._folder / name),
                    "was not written by Winnow and would be overwritten; choose an empty folder",
                )


def read_manifest(folder: Path) -> dict[str, Any]:
    """Return the manifest of a folder we built; an empty one for any other."""
    content = _bytes(folder / MANIFEST)
    try:
        manifest = json.loads(content) if content else {}
    except ValueError as error:
        raise SettingsError(str(folder / MANIFEST), f"cannot be read ({error})") from error
    return manifest if isinstance(manifest, dict) else {}


def _read_memory(folder: Path) -> dict[str, Any]:
    """Return what the last build remembered; nothing where it cannot be read: it is only of use."""
    try:
        memory = json.loads((folder / MEMORY).read_bytes())
    except (OSError, ValueError):
        return {}
    is_known = isinstance(memory, dict) and memory.get("format") == _MEMORY_FORMAT
    return memory if is_known else {}


def _read_ours(folder: Path) -> set[str]:
    names = read_manifest(folder).get("files", [])
    return {n for n in names if isinstance(n, str) and _is_inside(n)}


def _is_inside(name: str) -> bool:
    path = PurePosixPath(name)
    return bool(name) and not path.is_absolute() and ".." not in path.parts and "\\" not in name


def _look(path: Path) -> list[int] | None:
    """Return size and time of a file, by which a change is noticed; ``None``: it is not there."""
    try:
        found = path.stat()
    except OSError:
        return None
    return [found.st_size, found.st_mtime_ns]


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
