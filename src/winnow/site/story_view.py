"""One revision of a story → what the story template is given."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from winnow.site.articles_view import (
    article_links,
    article_views,
    long_time,
    outlet_names,
    reference_views,
    short_time,
    side_colours,
)
from winnow.site.citing import Citer
from winnow.site.facts_view import fact_views
from winnow.site.figures_view import figure_links
from winnow.site.grouping_view import grouping_views
from winnow.site.jsonld import json_ld
from winnow.site.options import SiteOptions
from winnow.site.shell import make_shell
from winnow.site.speech import mark, say, say_many
from winnow.site.split_view import split_columns, spread_view
from winnow.site.storyline_view import Others, links_views, period, timeline
from winnow.site.topics_view import topic_link
from winnow.site.urls import Urls
from winnow.site.views import (
    AccountView,
    ChangeView,
    DisputeView,
    ImageView,
    Link,
    NarrativeView,
    Notice,
    RevisionView,
    StoryView,
)
from winnow.site.voices_view import missing_voice_views, term_views
from winnow.site.words import clean, count, day, origin_count, safe_link, short_fact
from winnow.types import (
    ArticleId,
    Change,
    ChangeKind,
    Dispute,
    Narrative,
    PageImage,
    Revision,
    StoryPage,
)

_CHANGES = {
    ChangeKind.CREATED: mark("First published"),
    ChangeKind.TITLE: mark("New title"),
    ChangeKind.ADDED: mark("Fact added"),
    ChangeKind.REMOVED: mark("Fact removed"),
    ChangeKind.REWORDED: mark("Fact reworded"),
    ChangeKind.DEMOTED: mark("Fact now disputed"),
    ChangeKind.CORRECTED: mark("Corrected by its publisher"),
    ChangeKind.DISPUTE: mark("Dispute"),
    ChangeKind.NARRATIVE: mark("Narrative"),
    ChangeKind.ARTICLES: mark("Articles"),
    ChangeKind.WITHDRAWN: mark("Withdrawn"),
}

_DEMO_NOTICE = mark(
    "Written for the demo: outlets marked “invented for the demo” do not exist. This is not news."
)


@dataclass(frozen=True, slots=True)
class Placed:
    """A revision, the place it is rendered at, and the revisions it stands among."""

    #: From the first to the newest.
    revisions: Sequence[Revision]
    revision: Revision
    place: str
    #: Title and place of the story this one was merged into.
    merged_into: tuple[str, str] | None = None
    #: The stories that it may be linked to.
    others: Others = field(default_factory=dict)

    @property
    def page(self) -> StoryPage:
        """The page as it was in this revision."""
        return self.revision.page

    @property
    def newest(self) -> Revision:
        """The revision readers are sent to."""
        return self.revisions[-1]

    @property
    def is_newest(self) -> bool:
        """Whether this is the revision readers are sent to."""
        return self.revision.number == self.newest.number

    @property
    def is_current(self) -> bool:
        """Whether it is what lists tell of: the newest, neither merged nor withdrawn."""
        return self.is_newest and self.merged_into is None and not self.page.withdrawn

    @property
    def slug(self) -> str:
        """The story's slug: the newest revision's, which is every revision's."""
        return self.newest.page.slug


def story_view(placed: Placed, options: SiteOptions, urls: Urls) -> StoryView:
    """Return everything the template prints for ``placed``."""
    page = placed.page
    citer = Citer(page.references, page.articles)
    title_citations = citer.marks(page.title_evidence)
    address = urls.absolute(urls.story(placed.slug))
    form = urls.relative(urls.report, placed.place) if options.live else None
    facts = fact_views(page.facts, page, citer, address, options, form=form)
    more = fact_views(page.more_facts, page, citer, address, options, form=form)
    context = fact_views(page.context, page, citer, address, options, form=form)
    disputes = tuple(_dispute(d, citer) for d in page.disputes)
    colours = side_colours(page)
    narratives = tuple(_narrative(n, page, colours, citer) for n in page.narratives)
    missing_voices = missing_voice_views(page, citer)
    return StoryView(
        shell=make_shell(
            placed.place,
            options,
            urls,
            title=clean(page.title),
            description=short_fact(page.facts[0]) if page.facts else "",
            canonical=urls.story(placed.slug),
        ),
        title=clean(page.title),
        title_citations=title_citations,
        updated_is=say("Last updated") if placed.is_newest else say("As of"),
        updated=short_time(placed.revision.published),
        articles_count=count(len(page.articles), "article"),
        origins_count=origin_count(page.origins, at_most=page.origins_at_most),
        period=period(page),
        notice=_notice(placed, urls),
        withdrawn=clean(page.withdrawn) if page.withdrawn else None,
        demo_notice=say(_DEMO_NOTICE) if page.is_demo else None,
        image=_image(page.image, outlet_names(page), page, options),
        facts=facts,
        more_facts=more,
        context=context,
        disputes=disputes,
        narratives=narratives,
        narratives_note=clean(page.narratives_note) if page.narratives_note else None,
        missing_voices=missing_voices,
        articles=article_views(page, citer, placed.place if placed.is_current else None, urls),
        ejected_note=_ejected(page),
        grouping=grouping_views(page),
        references=reference_views(page, citer),
        links=links_views(page, placed.others, placed.place, urls),
        timeline=timeline(page, placed.others, placed.place, urls),
        topics=_topics(placed, urls),
        figures=figure_links(placed.revision, placed.place, urls) if placed.is_current else (),
        split=split_columns(page),
        spread=spread_view(page),
        revisions=tuple(_revision(r, placed, urls) for r in reversed(placed.revisions)),
        since=tuple(
            _revision(r, placed, urls)
            for r in placed.revisions
            if r.number > placed.revision.number
        ),
        page_text=urls.relative(urls.page_text(placed.slug), placed.place),
        page_json=urls.relative(urls.page_json(placed.slug), placed.place),
        story_feed=urls.relative(urls.story_feed(placed.slug), placed.place),
        json_ld=json_ld(placed.revisions, placed.revision, options, urls),
    )


def _topics(placed: Placed, urls: Urls) -> tuple[Link, ...]:
    """Return the story's topics, with links where their pages list it."""
    links = (topic_link(t, 0, placed.place, urls) for t in placed.page.topics)
    return tuple(Link(one.name, one.href if placed.is_current else None) for one in links)


def _dispute(dispute: Dispute, citer: Citer) -> DisputeView:
    accounts = tuple(
        AccountView(
            source=clean(a.source),
            time=long_time(a.at) if a.at else None,
            sentence=citer.sentence(a.sentence),
        )
        for a in dispute.accounts
    )
    return DisputeView(clean(dispute.about), accounts)


def _narrative(
    narrative: Narrative, page: StoryPage, colours: Mapping[str, int], citer: Citer
) -> NarrativeView:
    side = narrative.side
    return NarrativeView(
        label=clean(side.label),
        target=clean(side.target),
        colour=colours[side.label],
        voices=", ".join(clean(v) for v in side.voices),
        sentences=tuple(citer.sentence(s) for s in narrative.sentences),
        terms=term_views(page, side.label, citer),
    )


def _image(
    shown: PageImage | None,
    names: Mapping[ArticleId, str],
    page: StoryPage,
    options: SiteOptions,
) -> ImageView | None:
    """The picture; without credit, without its own article or a safe address there is none."""
    if shown is None or not shown.image.credit or options.images == "none":
        return None
    link = safe_link(shown.image.url)
    article = next((a for a in page.articles if a.article_id == shown.article_id), None)
    if link is None or article is None:
        return None
    return ImageView(
        src=link if options.images == "hotlink" and link.startswith("https:") else None,
        caption=clean(shown.image.caption or ""),
        credit=clean(shown.image.credit),
        outlet=names[article.article_id],
        href=safe_link(article.url) or link,
    )


def _ejected(page: StoryPage) -> str | None:
    if not page.ejected:
        return None
    reasons = "; ".join(dict.fromkeys(clean(reason) for _, reason in page.ejected))
    return say_many(
        "%(n)d article was taken off this story: %(reasons)s.",
        "%(n)d articles were taken off this story: %(reasons)s.",
        len(page.ejected),
        reasons=reasons,
    )


def _notice(placed: Placed, urls: Urls) -> Notice | None:
    if placed.merged_into:
        title, place = placed.merged_into
        text = say("This story was merged into another one; this is how it read before.")
        return Notice(text, Link(title, urls.relative(place, placed.place)))
    if placed.is_newest:
        return None
    at = long_time(placed.revision.published).text
    newest = say(
        "Read revision %(number)d of %(day)s, the newest",
        number=placed.newest.number,
        day=day(placed.newest.published),
    )
    return Notice(
        say(
            "You are reading revision %(number)d of %(time)s. It has been superseded.",
            number=placed.revision.number,
            time=at,
        ),
        Link(newest, urls.relative(urls.story(placed.slug), placed.place)),
    )


def _revision(revision: Revision, placed: Placed, urls: Urls) -> RevisionView:
    is_newest = revision.number == placed.newest.number
    links = article_links(revision.page)
    href = urls.relative(urls.revision(placed.slug, revision.number), placed.place)
    return RevisionView(
        number=revision.number,
        time=long_time(revision.published),
        href=href,
        is_shown=revision.number == placed.revision.number,
        is_newest=is_newest,
        changes=_changes(revision, links, href),
    )


def _changes(
    revision: Revision, links: Mapping[ArticleId, Link], href: str
) -> tuple[ChangeView, ...]:
    """Return the changes, new articles first; what all of these caused does not name them again."""
    changes = sorted(revision.changes, key=lambda c: c.kind is not ChangeKind.ARTICLES)
    joined = {a for c in changes if c.kind is ChangeKind.ARTICLES for a in c.caused_by}
    return tuple(
        _change(
            replace(c, caused_by=())
            if c.kind is not ChangeKind.ARTICLES and len(joined) > 1 and set(c.caused_by) == joined
            else c,
            links,
            href,
        )
        for c in changes
    )


def _change(change: Change, links: Mapping[ArticleId, Link], href: str) -> ChangeView:
    causes = (links[a] for a in change.caused_by if a in links)
    return ChangeView(
        kind=say(_CHANGES[change.kind]),
        text=clean(change.text),
        causes=tuple(Link(link.text, f"{href}{link.href}") for link in causes),
    )
