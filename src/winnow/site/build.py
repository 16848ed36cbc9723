"""Revisions → the files of the site, each made when it is asked for."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache, partial
from typing import TypeAlias

from winnow.errors import InputError
from winnow.site.feeds import FeedOf, Item, site_atom, site_items, site_json_feed, story_atom
from winnow.site.figures_view import Figure, figure_view, figures_of, figures_view
from winnow.site.front_view import front_view
from winnow.site.html import render, render_text, static_files
from winnow.site.lists_view import about_view, archive_view, redirect_view
from winnow.site.options import SiteOptions
from winnow.site.outlets_view import Carried, carried_by_outlet, outlet_view, sources_view
from winnow.site.page_json import page_json
from winnow.site.shell import make_shell
from winnow.site.speech import in_its_language, say, speaking
from winnow.site.story_view import Placed, story_view
from winnow.site.storyline_view import Others
from winnow.site.topic_page import topic_view
from winnow.site.topics_view import Topical, headed, topic_slug, topical, topics_view
from winnow.site.urls import Urls, checked_slug
from winnow.site.views import ErrorView, Link, RedirectView, Shell
from winnow.site.words import clean
from winnow.types import Outlet, OutletId, Problem, Revision, StoryId, Topic

#: Field of ``Shell`` → name of the place in ``Urls``.
_SHELL_LINKS = {
    "style": "style",
    "icon": "icon",
    "front": "front",
    "archive": "archive",
    "about": "about",
    "topics": "topics",
    "outlets": "outlets",
    "figures": "figures",
    "atom": "site_feed",
    "json_feed": "json_feed",
}

Story = tuple[Revision, ...]  # revisions from the first to the newest, at least one
#: A file of the site, and how its bytes are made: whoever serves one page makes that page alone.
File: TypeAlias = tuple[str, Callable[[], bytes]]


@dataclass(frozen=True, slots=True)
class BuildReport:
    """What a build did: files by their path in the folder, sorted."""

    written: tuple[str, ...] = ()
    unchanged: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()
    #: Stories that could not be rendered, each with the reason; the others were.
    problems: tuple[Problem, ...] = ()
    #: How many of the unchanged were not even made, since nothing that they are made of changed.
    kept: int = 0


@dataclass(frozen=True, slots=True)
class Checked:
    """The stories that can be rendered, and why others cannot."""

    stories: dict[str, Story] = field(default_factory=dict)  # by slug
    problems: list[Problem] = field(default_factory=list)


def site_files(
    revisions: Mapping[StoryId, Sequence[Revision]],
    outlets: Mapping[OutletId, Outlet],
    *,
    options: SiteOptions,
    merged: Mapping[str, str] | None = None,
) -> tuple[dict[str, bytes], tuple[Problem, ...]]:
    """Return the files of the site (path → bytes) and the stories left out."""
    urls = Urls(options.base_url, explicit_index=options.explicit_index)
    checked = checked_stories(revisions)
    redirects = redirects_of(merged or {}, checked)
    listed = standing(checked, redirects)
    others = {story[-1].page.story_id: story[-1] for story in listed}
    files = static_files()
    for story in checked.stories.values():
        target = redirects.get(story[-1].page.slug)
        goes_on = checked.stories[target] if target else None
        files.update(_made(story_files(story, goes_on, others, options, urls)))
    for old, target in redirects.items():
        files.update(_made(redirect_files(old, checked.stories[target], options, urls)))
    files.update(_made(list_files(listed, outlets, options, urls)))
    return files, tuple(checked.problems)


def _made(files: Iterator[File]) -> Iterator[tuple[str, bytes]]:
    return ((path, make()) for path, make in files)


def standing(checked: Checked, redirects: Mapping[str, str]) -> list[Story]:
    """Return the stories that lists tell of: neither merged into others nor withdrawn."""
    current = (s for slug, s in checked.stories.items() if slug not in redirects)
    return [story for story in current if not story[-1].page.withdrawn]


def checked_stories(revisions: Mapping[StoryId, Sequence[Revision]]) -> Checked:
    """Take the stories in the order of their ids; a slug belongs to the first that claims it."""
    checked = Checked()
    for story_id in sorted(revisions):
        story = tuple(sorted(revisions[story_id], key=lambda r: r.number))
        if not story:
            continue
        try:
            slug = checked_slug(story[-1].page.slug)
        except InputError as error:
            checked.problems.append(Problem(story_id, "build", error.message))
            continue
        if slug in checked.stories:
            message = f"its slug {slug!r} belongs to another story; rename one"
            checked.problems.append(Problem(story_id, "build", message))
            continue
        checked.stories[slug] = story
    return checked


def redirects_of(merged: Mapping[str, str], checked: Checked) -> dict[str, str]:
    """Return old slug → slug of the story readers end at, however many merges lie between."""
    redirects = {}
    for old in sorted(merged):
        target = _end_of_chain(old, merged)
        try:
            checked_slug(old)
        except InputError as error:
            checked.problems.append(Problem(old, "build", error.message))
            continue
        if target not in checked.stories:
            checked.problems.append(
                Problem(old, "build", f"was merged into {target!r}, which is not published")
            )
            continue
        redirects[old] = target
    return redirects


def _end_of_chain(slug: str, merged: Mapping[str, str]) -> str:
    seen = set()
    while slug in merged and slug not in seen:
        seen.add(slug)
        slug = merged[slug]
    return "" if slug in seen else slug


@in_its_language
def story_files(
    story: Story, goes_on: Story | None, others: Others, options: SiteOptions, urls: Urls
) -> Iterator[File]:
    """Yield a story's files; of one merged into ``goes_on`` the revisions alone.

    The addresses of revisions are permanent.  ``others`` are the stories it may be linked to.
    """
    slug = story[-1].page.slug
    merged_into = _title_and_place(goes_on, urls) if goes_on else None
    for revision in story:
        place = urls.revision(slug, revision.number)
        yield _story_page(Placed(story, revision, place, merged_into, others), options, urls)
    if goes_on:
        return
    newest = Placed(story, story[-1], urls.story(slug), None, others)
    view = cache(lambda: story_view(newest, options, urls))
    yield urls.file(newest.place), lambda: _html("story.html", view())
    yield urls.page_text(slug), lambda: render_text("story.txt", view()).encode("utf-8", "replace")
    yield urls.page_json(slug), partial(_page_json, story, others, options, urls)
    yield urls.story_feed(slug), partial(story_atom, story, options, urls)


def _title_and_place(story: Story, urls: Urls) -> tuple[str, str]:
    page = story[-1].page
    return clean(page.title), urls.story(page.slug)


def _story_page(placed: Placed, options: SiteOptions, urls: Urls) -> File:
    return urls.file(placed.place), lambda: _html("story.html", story_view(placed, options, urls))


def _page_json(story: Story, others: Others, options: SiteOptions, urls: Urls) -> bytes:
    # A lone surrogate becomes the escape that JSON has for it.
    return page_json(story, options, urls, others).encode("utf-8", "backslashreplace")


@in_its_language
def redirect_files(old: str, target: Story, options: SiteOptions, urls: Urls) -> Iterator[File]:
    """Yield what stands where a merged story stood."""
    page = target[-1].page
    place = urls.story(old)

    def make() -> bytes:
        view = redirect_view(page.title, urls.story(page.slug), place, options, urls)
        return _html("redirect.html", view)

    yield urls.file(place), make


@in_its_language
def list_files(
    stories: Sequence[Story],
    outlets: Mapping[OutletId, Outlet],
    options: SiteOptions,
    urls: Urls,
) -> Iterator[File]:
    """Yield the files that tell of more than one story: lists, feeds, what the site is."""
    newest = [story[-1] for story in stories]
    items = site_items(stories, options, urls)
    yield urls.file(urls.front), lambda: _html("front.html", front_view(newest, options, urls))
    yield (
        urls.file(urls.archive),
        lambda: _html("archive.html", archive_view(newest, options, urls)),
    )
    yield (
        urls.file(urls.about),
        lambda: _html("about.html", about_view(outlets.values(), options, urls)),
    )
    yield from _topic_files(stories, options, urls)
    yield from _outlet_files(newest, outlets, options, urls)
    yield from _figure_files(newest, options, urls)
    yield urls.site_feed, partial(site_atom, items, options, urls)
    yield urls.json_feed, lambda: site_json_feed(items, options, urls).encode()
    yield urls.not_found, lambda: _html("404.html", _not_found(options, urls))


def _topic_files(stories: Sequence[Story], options: SiteOptions, urls: Urls) -> Iterator[File]:
    newest = [story[-1] for story in stories]
    found = topical(newest)
    yield urls.file(urls.topics), lambda: _html("topics.html", topics_view(newest, options, urls))
    for topic, own in found.items():
        slug = topic_slug(topic)
        ids = {r.page.story_id for r in own}
        items = site_items((s for s in stories if s[-1].page.story_id in ids), options, urls)
        of = FeedOf(f"topic/{topic.code}", headed(topic), urls.topic(slug))
        yield (
            urls.file(urls.topic(slug)),
            partial(_topic_page, topic, own, found, options, urls),
        )
        yield urls.topic_feed(slug), partial(site_atom, items, options, urls, of)
        yield urls.topic_json_feed(slug), partial(_json_feed, items, options, urls, of)


def _topic_page(
    topic: Topic, own: Sequence[Revision], found: Topical, options: SiteOptions, urls: Urls
) -> bytes:
    return _html("topic.html", topic_view(topic, own, found, options, urls))


def _json_feed(items: Sequence[Item], options: SiteOptions, urls: Urls, of: FeedOf) -> bytes:
    return site_json_feed(items, options, urls, of).encode()


def _outlet_files(
    newest: Sequence[Revision],
    outlets: Mapping[OutletId, Outlet],
    options: SiteOptions,
    urls: Urls,
) -> Iterator[File]:
    carried = carried_by_outlet(newest)
    yield (
        urls.file(urls.outlets),
        lambda: _html("outlets.html", sources_view(outlets.values(), carried, options, urls)),
    )
    for outlet_id, own in carried.items():
        outlet = outlets.get(outlet_id) or own[0][0].outlet
        yield (
            urls.file(urls.outlet(outlet_id)),
            partial(_outlet_page, outlet, own, options, urls),
        )


def _outlet_page(outlet: Outlet, own: Carried, options: SiteOptions, urls: Urls) -> bytes:
    return _html("outlet.html", outlet_view(outlet, own, options, urls))


def _figure_files(newest: Sequence[Revision], options: SiteOptions, urls: Urls) -> Iterator[File]:
    figures = figures_of(newest)
    yield (
        urls.file(urls.figures),
        lambda: _html("figures.html", figures_view(figures, options, urls)),
    )
    for slug, figure in figures.items():
        yield urls.file(urls.figure(slug)), partial(_figure_page, slug, figure, options, urls)


def _figure_page(slug: str, figure: Figure, options: SiteOptions, urls: Urls) -> bytes:
    return _html("figure.html", figure_view(slug, figure, options, urls))


def _html(template: str, view: object) -> bytes:
    return render(template, view).encode()


def error_page(options: SiteOptions, urls: Urls, heading: str, message: str) -> bytes:
    """Return the page of a running server that says what went wrong, for any depth."""
    with speaking(options.language):
        shell = _rooted_shell(heading, options, urls)
        return _html("error.html", ErrorView(shell, heading, message))


def _not_found(options: SiteOptions, urls: Urls) -> RedirectView:
    """The page for an address that does not exist: shown at any depth, so its links are rooted."""
    shell = _rooted_shell(say("Not found"), options, urls)
    return RedirectView(shell, Link(say("the front page"), shell.front))


def _rooted_shell(title: str, options: SiteOptions, urls: Urls) -> Shell:
    shell = make_shell(urls.front, options, urls, title=title)
    links = _SHELL_LINKS | ({"search": "search"} if options.live else {})
    rooted = {name: urls.rooted(getattr(urls, place)) for name, place in links.items()}
    return replace(shell, canonical=None, **rooted)
