"""Bringing a built site up to date: pages are made anew only where what they are made of changed.

A build remembers of each story a *key*: a fingerprint of the code and the choices that pages depend on,
the stories the files were made of, and their fingerprints.  While the key is the same and nobody
touched the files, they stay as they are.  The lists tell of all stories and are made whenever
any of them changed.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import cache, partial
from importlib.resources import files as resources
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any, Protocol

from winnow import __version__
from winnow.codec import to_json
from winnow.site.build import (
    BuildReport,
    Checked,
    Story,
    checked_stories,
    list_files,
    redirect_files,
    redirects_of,
    standing,
    story_files,
)
from winnow.site.folder import Make, SiteFolder
from winnow.site.html import static_files
from winnow.site.options import SiteOptions
from winnow.site.urls import Urls
from winnow.site.words import iso
from winnow.types import Outlet, OutletId, Revision, StoryId


class Pages(Protocol):
    """What is published, read as far as it is asked for."""

    @property
    def stamps(self) -> Mapping[StoryId, str]:
        """Story → what is another whenever a page or a link of it is; empty: not known."""
        ...

    @property
    def outlines(self) -> Mapping[StoryId, Story]:
        """Story → first and newest revision; of the first only number and time count."""
        ...

    def numbers(self, story_id: StoryId) -> tuple[int, ...]:
        """Return the numbers of a story's revisions."""
        ...

    def history(self, story_id: StoryId) -> Story:
        """Return every revision of a story, links laid over the newest."""
        ...

    def newest(self, story_id: StoryId) -> tuple[Revision, frozenset[StoryId]]:
        """Return a story's newest revision with its links, and the stories that these depend on."""
        ...


def build_site(
    revisions: Mapping[StoryId, Sequence[Revision]],
    outlets: Mapping[OutletId, Outlet],
    out_dir: Path,
    *,
    options: SiteOptions,
    now: datetime,
    merged: Mapping[str, str] | None = None,
) -> BuildReport:
    """Bring the site in ``out_dir`` up to date with ``revisions``; return what was done.

    ``merged`` maps the slug of a merged story to the slug of the story it went into.  ``now`` is
    noted in the manifest when something changed; no page depends on it, so that the same input
    gives the same bytes.
    """
    pages = GivenPages(revisions)
    return update_site(pages, outlets, out_dir, options=options, now=now, merged=merged)


def update_site(
    pages: Pages,
    outlets: Mapping[OutletId, Outlet],
    out_dir: Path,
    *,
    options: SiteOptions,
    now: datetime,
    merged: Mapping[str, str] | None = None,
) -> BuildReport:
    """Bring the site in ``out_dir`` up to date with ``pages``, making only what may have changed."""
    folder = SiteFolder(Path(out_dir))
    whole = _whole(pages, outlets, options, merged or {})
    if whole and folder.memory.get("whole") == whole and folder.is_intact(folder.ours):
        return BuildReport((), tuple(sorted(folder.ours)), (), kept=len(folder.ours))
    build = _Build(pages, options, merged or {}, folder)
    wanted: dict[str, Make] = {n: partial(_given, c) for n, c in static_files().items()}
    wanted |= build.wanted()
    wanted |= list_files(build.standing, outlets, options, build.urls)
    problems = tuple(build.checked.problems)

    def memory() -> dict[str, Any]:
        # A problem must be told every time: nothing is taken for done while there is one.
        return {"whole": "" if problems else whole, "stories": {**build.kept, **build.made()}}

    facts = {"built": iso(now), "images": options.images}
    update = folder.update(wanted, facts, kept=build.kept_names, memory=memory)
    return BuildReport(
        update.written, update.unchanged, update.removed, problems, kept=len(build.kept_names)
    )


def _given(content: bytes) -> bytes:
    return content


class GivenPages:
    """Pages that are all at hand; nothing tells whether they changed."""

    stamps: Mapping[StoryId, str] = {}

    def __init__(self, revisions: Mapping[StoryId, Sequence[Revision]]) -> None:
        self.outlines = {
            story_id: tuple(sorted(given, key=lambda r: r.number))
            for story_id, given in revisions.items()
            if given
        }

    def numbers(self, story_id: StoryId) -> tuple[int, ...]:
        """Return the numbers of a story's revisions."""
        return tuple(r.number for r in self.outlines[story_id])

    def history(self, story_id: StoryId) -> Story:
        """Return every revision of a story."""
        return self.outlines[story_id]

    def newest(self, story_id: StoryId) -> tuple[Revision, frozenset[StoryId]]:
        """Return a story's newest revision; whom its links depend on, nobody asks."""
        return self.outlines[story_id][-1], frozenset()


@dataclass(eq=False)
class _Asked(Mapping[StoryId, Revision]):
    """The stories that may be linked to, and those that were asked for, there or not.

    One that is there comes with its own links: timelines go from story to story.
    """

    pages: Pages
    stories: frozenset[StoryId]
    asked: set[StoryId] = field(default_factory=set)

    def __getitem__(self, story_id: StoryId) -> Revision:
        self.asked.add(story_id)
        if story_id not in self.stories:
            raise KeyError(story_id)
        revision, linked = self.pages.newest(story_id)
        self.asked.update(linked)
        return revision

    def __iter__(self) -> Iterator[StoryId]:
        return iter(self.stories)

    def __len__(self) -> int:
        return len(self.stories)


class _Build:
    """One update: which files are wanted, which stay, and what each story's were made of."""

    def __init__(
        self,
        pages: Pages,
        options: SiteOptions,
        merged: Mapping[str, str],
        folder: SiteFolder,
    ) -> None:
        self.urls = Urls(options.base_url, explicit_index=options.explicit_index)
        self.checked: Checked = checked_stories(pages.outlines)
        self._redirects = redirects_of(merged, self.checked)
        self.standing = standing(self.checked, self._redirects)
        self._others = frozenset(story[-1].page.story_id for story in self.standing)
        self._pages = pages
        self._options = options
        self._folder = folder
        self._made_of = _fingerprint(options)
        self._depends: dict[StoryId, set[StoryId]] = {}
        #: Of one story the files, by name: they are made one after the other.
        self._open: tuple[StoryId, dict[str, Make]] = ("", {})
        #: Story → what was remembered of it, of those whose files stay.
        self.kept: dict[StoryId, Any] = {}
        self.kept_names: list[str] = []

    def wanted(self) -> Iterator[tuple[str, Make]]:
        """Yield the files of the stories that may have changed, and note those that stay."""
        for slug, story in self.checked.stories.items():
            names = self._names(slug, story)
            remembered = self._remembered(story[-1].page.story_id, names)
            if remembered is not None:
                self.kept[story[-1].page.story_id] = remembered
                self.kept_names += names
            else:
                yield from ((name, partial(self._make, slug, name)) for name in names)
        for old, target in self._redirects.items():
            yield from redirect_files(old, self.checked.stories[target], self._options, self.urls)

    def made(self) -> dict[StoryId, Any]:
        """Return what is to be remembered of the stories whose files were made."""
        if not self._pages.stamps:
            return {}
        return {
            story_id: {"key": self._key(story_id, depends), "of": sorted(depends)}
            for story_id, depends in self._depends.items()
        }

    def _remembered(self, story_id: StoryId, names: Sequence[str]) -> Any:
        """Return what was remembered of a story if its files may stay, else ``None``."""
        stories = self._folder.memory.get("stories")
        found = stories.get(story_id) if isinstance(stories, dict) else None
        if not self._pages.stamps or not isinstance(found, dict):
            return None
        of = found.get("of")
        is_same = isinstance(of, list) and found.get("key") == self._key(story_id, of)
        return found if is_same and self._folder.is_intact(names) else None

    def _key(self, story_id: StoryId, depends: Iterable[StoryId]) -> str:
        """Return what a story's files were made of, as a fingerprint."""
        stamps = (f"{each} {self._pages.stamps.get(each, '')}" for each in sorted(depends))
        slug = self._pages.outlines[story_id][-1].page.slug
        return _hash(self._made_of, slug, self._redirects.get(slug, ""), *stamps)

    def _names(self, slug: str, story: Story) -> list[str]:
        numbers = self._pages.numbers(story[-1].page.story_id)
        urls = self.urls
        names = [urls.file(urls.revision(slug, number)) for number in numbers]
        if slug not in self._redirects:
            names += [urls.file(urls.story(slug)), urls.page_json(slug)]
            names += [urls.page_text(slug), urls.story_feed(slug)]
        return names

    def _make(self, slug: str, name: str) -> bytes:
        story_id = self.checked.stories[slug][-1].page.story_id
        if self._open[0] != story_id:
            self._open = (story_id, dict(self._files(slug, story_id)))
        return self._open[1][name]()

    def _files(self, slug: str, story_id: StoryId) -> Iterator[tuple[str, Make]]:
        target = self._redirects.get(slug)
        goes_on = self.checked.stories[target] if target else None
        depends = {story_id, *self._pages.newest(story_id)[1]}
        if goes_on:
            depends.add(goes_on[-1].page.story_id)
        # The same set: what is asked for while a page is made is added to it.
        self._depends[story_id] = depends
        return story_files(
            self._pages.history(story_id),
            goes_on,
            _Asked(self._pages, self._others, depends),
            self._options,
            self.urls,
        )


def _whole(
    pages: Pages,
    outlets: Mapping[OutletId, Outlet],
    options: SiteOptions,
    merged: Mapping[str, str],
) -> str:
    """Return everything a site is made of, as a fingerprint; "": it cannot be known."""
    if not pages.stamps:
        return ""
    return _hash(
        _fingerprint(options),
        *(f"{story} {stamp}" for story, stamp in sorted(pages.stamps.items())),
        *(f"{old} {new}" for old, new in sorted(merged.items())),
        *(to_json(outlet).decode() for _, outlet in sorted(outlets.items())),
    )


def _fingerprint(options: SiteOptions) -> str:
    """Return what every page depends on besides the stories: the code and the site's options."""
    return _hash(__version__, _code(), repr(options))


@cache
def _code() -> str:
    """Return a fingerprint of the code, templates and style that pages are made with."""
    digest = hashlib.sha256()
    for package in ("winnow.site", "winnow.types"):
        for content in _contents(resources(package)):
            digest.update(content)
    digest.update((resources("winnow") / "codec.py").read_bytes())
    return digest.hexdigest()


def _contents(folder: Traversable) -> Iterator[bytes]:
    for each in sorted(folder.iterdir(), key=lambda f: f.name):
        if each.is_dir():
            if each.name != "__pycache__":
                yield from _contents(each)
        else:
            yield each.name.encode()
            yield each.read_bytes()


def _hash(*parts: str) -> str:
    said = "\x1f".join(parts).encode("utf-8", "surrogatepass")
    return hashlib.sha256(said).hexdigest()[:32]
