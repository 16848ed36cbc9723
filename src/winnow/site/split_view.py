"""A story's articles side by side: by what they mostly carry, and on a line of time."""

from __future__ import annotations

from collections import Counter

from winnow.site.articles_view import (
    article_links,
    long_time,
    position_name,
    side_colours,
)
from winnow.site.speech import say
from winnow.site.views import Link, SplitColumn, SpreadMark, SpreadView
from winnow.site.words import clean, count
from winnow.types import StoryPage

#: Articles fall into so many places on the line of time; those of one place stand above each other.
_PLACES = 50
_WIDTH = 1000
_NEITHER = ("both", "unclear")


def split_columns(page: StoryPage) -> tuple[SplitColumn, ...]:
    """Return the articles by side, then those that give both sides or none clearly.

    Empty where a page shows no two sides.
    """
    colours = side_colours(page)
    if len(colours) < 2:
        return ()
    links = article_links(page)
    found: dict[str, list[Link]] = {label: [] for label in (*colours, *_NEITHER)}
    for article in page.articles:
        where = article.position if article.position in found else "unclear"
        found[where].append(links[article.article_id])
    return tuple(
        SplitColumn(_heading(label), colours.get(label, 0), tuple(articles))
        for label, articles in found.items()
        if articles or label in colours
    )


def _heading(position: str) -> str:
    name = position_name(position)
    return name[:1].upper() + name[1:]


def spread_view(page: StoryPage) -> SpreadView | None:
    """Return the articles on a line of time; ``None`` where all came at once, or fewer than three."""
    times = {a.article_id: a.published or a.seen for a in page.articles}
    if len(times) < 3 or min(times.values()) == max(times.values()):
        return None
    start, end = min(times.values()), max(times.values())
    whole = (end - start).total_seconds()
    colours = side_colours(page)
    stacked: Counter[int] = Counter()
    marks = []
    for article in sorted(page.articles, key=lambda a: (times[a.article_id], a.article_id)):
        at = times[article.article_id]
        place = round((at - start).total_seconds() / whole * (_PLACES - 1))
        x = round((place + 0.5) * _WIDTH / _PLACES)
        label = f"{clean(article.outlet.name)}, {long_time(at).text}"
        marks.append(SpreadMark(x, stacked[place], colours.get(article.position, 0), label))
        stacked[place] += 1
    words = say(
        "%(articles)s from %(start)s to %(end)s; most at once %(n)d",
        articles=count(len(marks), "article"),
        start=long_time(start).text,
        end=long_time(end).text,
        n=max(stacked.values()),
    )
    return SpreadView(tuple(marks), max(stacked.values()), long_time(start), long_time(end), words)
