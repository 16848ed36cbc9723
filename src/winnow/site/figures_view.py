"""Figures: what a person or body said across stories, dated and cited."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from winnow.site.articles_view import short_time
from winnow.site.list_views import FigureLink, FiguresView, FigureView, SayingView
from winnow.site.options import SiteOptions
from winnow.site.shell import make_shell
from winnow.site.speech import say
from winnow.site.urls import Urls
from winnow.site.views import Link
from winnow.site.words import clean, count
from winnow.types import CitedSentence, Reference, Revision
from winnow.types.figures import said_on

#: Statements on a figure's page, the newest first, and figures in the list, the most heard first.
MOST_SAYINGS, MOST_FIGURES = 100, 1000
_SLUG_WORDS = 8


@dataclass(frozen=True, slots=True)
class Saying:
    """A sentence that a page ascribes to a figure."""

    sentence: CitedSentence
    revision: Revision
    #: Of the newest article that the sentence rests on.
    at: datetime


@dataclass(frozen=True, slots=True)
class Figure:
    """A name with what pages say it said, the newest first."""

    name: str
    sayings: tuple[Saying, ...]

    @property
    def stories(self) -> int:
        """Number of stories it is heard in."""
        return len({s.revision.page.story_id for s in self.sayings})


def figures_of(newest: Sequence[Revision]) -> dict[str, Figure]:
    """Return the named figures of the stories by slug, in the order of their names.

    Those known by a noun alone ("police"), or by one name of which nobody knows whose it is, have no page.
    """
    found: dict[str, list[Saying]] = {}
    for revision in newest:
        times = {a.article_id: a.published or a.seen for a in revision.page.articles}
        for name, sentences in said_on(revision.page).items():
            if is_named(name):
                found.setdefault(clean(name), []).extend(_sayings(sentences, revision, times))
    figures = {
        figure_slug(name): Figure(name, tuple(sorted(said, key=_newest_first)))
        for name, said in sorted(found.items())
        if said
    }
    return dict(sorted(figures.items()))


def _sayings(
    sentences: Sequence[CitedSentence], revision: Revision, times: Mapping[str, datetime]
) -> list[Saying]:
    found = []
    for sentence in dict.fromkeys(sentences):
        cited = [times[e.article_id] for e in sentence.evidence if e.article_id in times]
        if cited:
            found.append(Saying(sentence, revision, max(cited)))
    return found


def _newest_first(saying: Saying) -> tuple[float, str, str]:
    return (-saying.at.timestamp(), saying.revision.page.story_id, saying.sentence.text)


def is_named(name: str) -> bool:
    """Return whether a name says who is meant: two words with capitals, or an acronym.

    >>> is_named("Sergei Lavrov"), is_named("police"), is_named("Lavrov"), is_named("NATO")
    (True, False, False, True)
    """
    words = clean(name).split()
    capitals = [w for w in words if w[:1].isupper()]
    acronym = len(words) == 1 and sum(c.isupper() for c in words[0]) >= 3 and words[0].isalpha()
    return acronym or (len(capitals) >= 2 and words[0][:1].isupper())


def figure_slug(name: str) -> str:
    """Return a name within addresses; one that ASCII cannot write is told apart by a hash.

    >>> figure_slug("Assimi Goïta")
    'assimi-goita'
    """
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    words = re.findall(r"[a-z0-9]+", plain)
    slug = "-".join(words[:_SLUG_WORDS])[:80].strip("-")
    if len(words) > _SLUG_WORDS or not slug or any(ord(c) > 0x24F for c in name):
        digest = hashlib.sha256(name.encode("utf-8", "replace")).hexdigest()[:8]
        slug = f"{slug}-{digest}".strip("-")
    return slug


def figure_links(revision: Revision, place: str, urls: Urls) -> tuple[Link, ...]:
    """Return the named figures heard on a page, each with a link to its own."""
    times = {a.article_id for a in revision.page.articles}
    names = {
        clean(name): None
        for name, said in said_on(revision.page).items()
        if is_named(name) and any(e.article_id in times for s in said for e in s.evidence)
    }
    return tuple(Link(n, urls.relative(urls.figure(figure_slug(n)), place)) for n in sorted(names))


def figure_view(slug: str, figure: Figure, options: SiteOptions, urls: Urls) -> FigureView:
    """Return a figure's page."""
    place = urls.figure(slug)
    left = len(figure.sayings) - MOST_SAYINGS
    return FigureView(
        shell=make_shell(place, options, urls, title=figure.name, here="figures"),
        name=figure.name,
        summary=counts(figure),
        sayings=tuple(_saying(s, place, urls) for s in figure.sayings[:MOST_SAYINGS]),
        more=say("%(statements)s not listed", statements=count(left, "older statement"))
        if left > 0
        else None,
    )


def counts(figure: Figure) -> str:
    """Return how much is heard of a figure: "7 statements in 3 stories"."""
    return say(
        "%(statements)s in %(stories)s",
        statements=count(len(figure.sayings), "statement"),
        stories=count(figure.stories, "story"),
    )


def _saying(saying: Saying, place: str, urls: Urls) -> SayingView:
    page = saying.revision.page
    story = urls.relative(urls.story(page.slug), place)
    names = {a.article_id: clean(a.outlet.name) for a in page.articles}
    sources: dict[str, Link] = {}
    for evidence in saying.sentence.evidence:
        outlet = names.get(evidence.article_id)
        number = next((r.number for r in page.references if _covers(r, evidence)), None)
        if outlet:
            sources.setdefault(outlet, Link(outlet, f"{story}#ref-{number}" if number else story))
    return SayingView(
        clean(saying.sentence.text),
        short_time(saying.at),
        Link(clean(page.title), story),
        tuple(sources.values()),
    )


def _covers(reference: Reference, evidence: object) -> bool:
    return reference.evidence == evidence


def figures_view(figures: Mapping[str, Figure], options: SiteOptions, urls: Urls) -> FiguresView:
    """Return the list of figures by initial: those most heard, where there are many."""
    place = urls.figures
    most = sorted(
        figures.items(), key=lambda item: (-item[1].stories, -len(item[1].sayings), item[0])
    )
    shown = sorted(most[:MOST_FIGURES])
    groups: dict[str, list[FigureLink]] = {}
    for slug, figure in shown:
        initial = figure.name[:1].upper()
        link = FigureLink(figure.name, urls.relative(urls.figure(slug), place), counts(figure))
        groups.setdefault(initial, []).append(link)
    return FiguresView(
        make_shell(place, options, urls, title=say("Who is heard"), here="figures"),
        tuple((initial, tuple(links)) for initial, links in sorted(groups.items())),
        count(len(figures), "person or body"),
    )
