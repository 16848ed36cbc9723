"""The pages that tell of many stories: made in a process of their own, kept in a folder.

To make them takes every story's newest page at once.  A child process does it, at a low priority,
and gives its memory back; the server reads what it wrote.  ``python -m winnow.web.lists`` is that
child: it reads a ``Task`` as JSON from stdin.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from winnow.codec import from_json, to_json
from winnow.errors import InputError, StoreError
from winnow.site import SiteOptions, Urls, checked_slug
from winnow.site.build import Story, list_files
from winnow.site.folder import write_atomically
from winnow.store import SqlStore, StoreReader
from winnow.web.pages import Looked

#: Makes the lists into a folder.
MakeLists = Callable[[Path], None]

_PATIENCE_S = 1800
#: Bytes that a file's name, and a path within the folder, may have; file systems refuse longer ones.
_LONGEST, _LONGEST_PATH = 255, 2048


@dataclass(frozen=True, slots=True)
class Task:
    """What the child process is asked for."""

    store: str
    folder: str
    options: SiteOptions


def standing_stories(store: StoreReader) -> Iterator[Story]:
    """Yield the stories that lists show, by id: each its first and its newest revision."""
    looked = Looked(store)
    for card in sorted(store.cards(), key=lambda card: card.story_id):
        newest = store.revision(card.story_id)
        try:
            checked_slug(newest.page.slug)
        except InputError:
            continue
        story = store.story_at(newest.page.slug)
        if story is not None and looked.goes_on_as(story) is not None:
            continue
        first = store.revisions(card.story_id)[0].number
        earlier = (store.revision(card.story_id, first),) if first < newest.number else ()
        yield (*earlier, newest)


def make_lists(store: StoreReader, options: SiteOptions, folder: Path) -> None:
    """Write the files that tell of more than one story into a folder."""
    urls = Urls(options.base_url, explicit_index=options.explicit_index)
    stories = tuple(standing_stories(store))
    for path, make in list_files(stories, store.outlets(), options, urls):
        write_atomically(folder / path, make())


def in_this_process(store: StoreReader, options: SiteOptions) -> MakeLists:
    """Return a maker that works where it is called: for tests and small sites."""
    return lambda folder: make_lists(store, options, folder)


def in_a_child(store_url: str, options: SiteOptions) -> MakeLists:
    """Return a maker that starts a process for each making."""

    def make(folder: Path) -> None:
        task = to_json(Task(store_url, str(folder), options))
        command = [sys.executable, "-m", "winnow.web.lists"]
        done = subprocess.run(command, input=task, capture_output=True, timeout=_PATIENCE_S)
        if done.returncode:
            last = done.stderr.decode("utf-8", "replace").strip().splitlines()[-1:]
            raise StoreError("lists", f"could not be made: {''.join(last) or done.returncode}")

    return make


class ListFolder:
    """The newest lists: made anew when told to, the old ones served until the new are there."""

    def __init__(self, make: MakeLists) -> None:
        self._make = make
        self._base = Path(tempfile.mkdtemp(prefix="winnow-lists-"))
        self._number = 0
        #: Of the lists that are served; ``None`` before the first are made.
        self.current: Path | None = None

    def renew(self) -> None:
        """Make the lists anew; when that fails, the old ones stay and the error is raised."""
        self._number += 1
        folder = self._base / str(self._number)
        folder.mkdir()
        try:
            self._make(folder)
        except BaseException:
            shutil.rmtree(folder, ignore_errors=True)
            raise
        before, self.current = self.current, folder
        if before is not None:
            shutil.rmtree(before, ignore_errors=True)

    def read(self, path: str) -> bytes | None:
        """Return a list's bytes; ``None``: there is no such list.

        Only names that the folder holds are read: a path is never joined to leave it.
        """
        for _ in range(2):  # a renewal may remove the folder that is being read
            folder = self.current
            if folder is None or not _is_plain(path):
                return None
            with suppress(FileNotFoundError, NotADirectoryError, IsADirectoryError):
                return (folder / path).read_bytes()
        return None

    def close(self) -> None:
        """Remove what was written."""
        shutil.rmtree(self._base, ignore_errors=True)


def _is_plain(path: str) -> bool:
    """Return whether a file of the site may have this name: inside the folder, and no longer than names get."""
    parts = path.split("/")
    if "\x00" in path or len(path.encode(errors="replace")) > _LONGEST_PATH:
        return False
    return all(
        p
        and not p.startswith(".")
        and "\\" not in p
        and len(p.encode(errors="replace")) <= _LONGEST
        for p in parts
    )


def _main() -> None:
    with suppress(AttributeError, OSError):
        os.nice(10)
    task = from_json(Task, sys.stdin.buffer.read())
    store = SqlStore.open(task.store)
    try:
        make_lists(store, task.options, Path(task.folder))
    finally:
        store.close()


if __name__ == "__main__":
    _main()
