"""The page of one topic: its stories, the topics under it, its feeds."""

from __future__ import annotations

from collections.abc import Sequence

from winnow.site.front_view import card, summary
from winnow.site.list_views import TopicView
from winnow.site.options import SiteOptions
from winnow.site.ranking import ranked
from winnow.site.shell import make_shell
from winnow.site.topics_view import Topical, child_links, headed, topic_link, topic_slug
from winnow.site.urls import Urls
from winnow.site.views import Link
from winnow.types import Revision, Topic


def topic_view(
    topic: Topic, stories: Sequence[Revision], found: Topical, options: SiteOptions, urls: Urls
) -> TopicView:
    """Return the page of ``topic`` with its ``stories``; ``found`` are all topics that have some."""
    slug = topic_slug(topic)
    place = urls.topic(slug)
    return TopicView(
        shell=make_shell(place, options, urls, title=headed(topic), here="topics"),
        name=headed(topic),
        parent=_parent(topic, found, place, urls),
        children=child_links(topic.code, found, place, urls),
        cards=tuple(card(r, urls, place) for r in ranked(stories)[: options.front_limit]),
        summary=summary(stories),
        atom=urls.relative(urls.topic_feed(slug), place),
        json_feed=urls.relative(urls.topic_json_feed(slug), place),
    )


def _parent(topic: Topic, found: Topical, place: str, urls: Urls) -> Link | None:
    parent = next((t for t in found if t.code == topic.parent), None)
    if parent is None:
        return None
    link = topic_link(parent, len(found[parent]), place, urls)
    return Link(link.name, link.href)
