"""Topics: the list of those that have stories, and the stories of each."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from winnow.site.list_views import TopicGroup, TopicLink, TopicsView
from winnow.site.options import SiteOptions
from winnow.site.shell import make_shell
from winnow.site.speech import say
from winnow.site.urls import Urls
from winnow.site.words import clean
from winnow.types import Revision, Topic

#: Topic → the newest revisions of its stories.
Topical = Mapping[Topic, Sequence[Revision]]


def topical(newest: Sequence[Revision]) -> dict[Topic, list[Revision]]:
    """Return the topics that have stories, by code, each with its stories' newest revisions."""
    found: dict[Topic, list[Revision]] = {}
    for revision in newest:
        for topic in dict.fromkeys(revision.page.topics):
            found.setdefault(topic, []).append(revision)
    return {topic: found[topic] for topic in sorted(found, key=lambda t: (t.code, t.name))}


def topic_slug(topic: Topic) -> str:
    """Return a topic's name within addresses: "politics-and-government"."""
    return re.sub(r"[^a-z0-9]+", "-", topic.name.lower()).strip("-") or topic.code


def topic_link(topic: Topic, stories: int, place: str, urls: Urls) -> TopicLink:
    """Return the link to a topic's page from the page at ``place``."""
    href = urls.relative(urls.topic(topic_slug(topic)), place)
    return TopicLink(headed(topic), href, stories)


def headed(topic: Topic) -> str:
    """Return the topic's name as a heading."""
    name = say(clean(topic.name))
    return name[:1].upper() + name[1:]


def top_links(newest: Sequence[Revision], place: str, urls: Urls) -> tuple[TopicLink, ...]:
    """Return the top level topics, those of most stories first."""
    links = [
        topic_link(topic, len(stories), place, urls)
        for topic, stories in topical(newest).items()
        if topic.parent is None
    ]
    return tuple(sorted(links, key=lambda link: (-link.stories, link.name)))


def child_links(code: str, found: Topical, place: str, urls: Urls) -> tuple[TopicLink, ...]:
    """Return the topics under one, those of most stories first."""
    links = [
        topic_link(t, len(stories), place, urls) for t, stories in found.items() if t.parent == code
    ]
    return tuple(sorted(links, key=lambda link: (-link.stories, link.name)))


def topics_view(newest: Sequence[Revision], options: SiteOptions, urls: Urls) -> TopicsView:
    """Return the list of topics."""
    place = urls.topics
    found = topical(newest)
    groups = [
        TopicGroup(
            topic_link(topic, len(stories), place, urls),
            child_links(topic.code, found, place, urls),
        )
        for topic, stories in found.items()
        if topic.parent is None
    ]
    return TopicsView(
        make_shell(place, options, urls, title=say("Topics"), here="topics"),
        tuple(sorted(groups, key=lambda g: (-g.topic.stories, g.topic.name))),
        sum(not r.page.topics for r in newest),
    )
