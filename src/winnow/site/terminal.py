"""One revision of a story for a terminal."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from io import StringIO

from rich.console import Console, Group, RenderableType
from rich.padding import Padding
from rich.rule import Rule
from rich.table import Table
from rich.text import Text

from winnow.site.articles_view import article_views, reference_views, side_colours
from winnow.site.citing import Citer
from winnow.site.facts_view import corrected_articles, omission_in_words, support_in_words
from winnow.site.grouping_view import grouping_views
from winnow.site.storyline_view import HEADINGS, Others, period, shown_links
from winnow.site.views import Sentence
from winnow.site.voices_view import missing_voice_views, term_views
from winnow.site.words import clean, clock, count, day, origin_count
from winnow.types import Account, Fact, Narrative, Revision, StoryPage

_SIDE_STYLES = ("", "cyan", "magenta", "yellow", "green")


def render_terminal(
    revision: Revision, others: Others | None = None, *, grouping: bool = True
) -> RenderableType:
    """Return what ``rich`` prints of ``revision``: facts, disputes, narratives, links, sources.

    Links lead to ``others``, the stories that have a page; ``grouping``: with why each article is
    on the story. Text from sources is never read as markup and carries no terminal escapes.
    """
    page = revision.page
    if page.withdrawn:
        return Group(*_withdrawn(revision))
    citer = Citer(page.references, page.articles)
    return Group(
        *_head(revision),
        *_facts(page, citer),
        *_disputes(page, citer),
        *_narratives(page, citer),
        *_links(page, others or {}),
        *_articles(page, citer),
        *(_grouping(page) if grouping else ()),
        *_references(page, citer),
    )


def terminal_text(revision: Revision, *, width: int = 88) -> str:
    """Return ``revision`` as plain text of at most ``width`` columns, without why of the grouping."""
    console = Console(file=StringIO(), width=width, no_color=True, highlight=False)
    console.print(render_terminal(revision, grouping=False))
    output = console.file
    assert isinstance(output, StringIO)
    return "\n".join(line.rstrip() for line in output.getvalue().splitlines()) + "\n"


def _head(revision: Revision) -> Iterator[RenderableType]:
    page = revision.page
    origins = origin_count(page.origins, at_most=page.origins_at_most)
    yield Text(clean(page.title), style="bold")
    meta = f"Last updated {day(revision.published)} · {count(len(page.articles), 'article')}"
    yield Text(f"{meta} · {origins} · revision {revision.number}", style="dim")
    if page.is_demo:
        yield Text("Written for the demo by invented outlets: this is not news.", style="reverse")


def _withdrawn(revision: Revision) -> Iterator[RenderableType]:
    page = revision.page
    yield Text(clean(page.title), style="bold")
    yield Text(f"Withdrawn {day(revision.published)} · revision {revision.number}", style="dim")
    yield Text()
    yield Text(f"What stood here is no longer published: {clean(page.withdrawn or '')}.")


def _heading(words: str) -> Iterator[RenderableType]:
    yield Text()
    yield Rule(Text(words, style="bold"), align="left", style="dim")


def _facts(page: StoryPage, citer: Citer) -> Iterator[RenderableType]:
    yield from _heading("The facts")
    yield from (_fact(fact, page, citer) for fact in page.facts)
    if not page.facts:
        yield Text("No fact is supported well enough yet.", style="dim")
    if page.more_facts:
        yield from _heading("More facts")
        yield from (_fact(fact, page, citer) for fact in page.more_facts)
    if page.context:
        yield from _heading("Background")
        yield from (_fact(fact, page, citer) for fact in page.context)


def _fact(fact: Fact, page: StoryPage, citer: Citer) -> RenderableType:
    line = _joined(citer.sentence(s) for s in fact.sentences)
    line.append(f"  {support_in_words(fact, page)}", style="dim")
    if corrected := corrected_articles(fact, page):
        names = ", ".join(link.text for link in corrected)
        line.append(f"; corrected since by {names}", style="dim")
    if omission := omission_in_words(fact, page):
        line.append(f". {omission}", style="dim")
    return _item(line)


def _joined(sentences: Iterable[Sentence]) -> Text:
    line = Text()
    for sentence in sentences:
        line.append((" " if line else "") + sentence.text)
        line.append("".join(c.shown for c in sentence.citations), style="cyan")
    return line


def _item(content: RenderableType, mark: str = "•") -> RenderableType:
    grid = Table.grid(padding=(0, 1))
    grid.add_row(Text(mark, style="dim"), content)
    return grid


def _disputes(page: StoryPage, citer: Citer) -> Iterator[RenderableType]:
    for i, dispute in enumerate(page.disputes):
        if i == 0:
            yield from _heading("Where accounts differ")
        yield Text(clean(dispute.about), style="italic")
        yield from (_item(_account(a, citer), "–") for a in dispute.accounts)


def _account(account: Account, citer: Citer) -> Text:
    at = f", {day(account.at)}, {clock(account.at)}" if account.at else ""
    return Text(f"{clean(account.source)}{at}: ", style="bold").append_text(
        Text(style="not bold").append_text(_joined([citer.sentence(account.sentence)]))
    )


def _narratives(page: StoryPage, citer: Citer) -> Iterator[RenderableType]:
    if page.narratives or page.narratives_note:
        yield from _heading("Narratives")
    colours = side_colours(page)
    for narrative in page.narratives:
        yield from _narrative(narrative, citer, _SIDE_STYLES[colours[narrative.side.label]])
        yield from _terms(page, narrative.side.label, citer)
    if page.narratives_note:
        yield Text(clean(page.narratives_note), style="dim")
    for one in missing_voice_views(page, citer):
        line = Text(f"Not heard: {one.name} ", style="bold")
        line.append(one.text, style="not bold")
        line.append("".join(c.shown for c in one.citations), style="not bold cyan")
        yield line


def _narrative(narrative: Narrative, citer: Citer, style: str) -> Iterator[RenderableType]:
    yield Text(clean(narrative.side.label), style=f"bold {style}")
    yield Padding(_joined(citer.sentence(s) for s in narrative.sentences), (0, 0, 0, 2))
    if narrative.side.voices:
        voices = ", ".join(clean(v) for v in narrative.side.voices)
        yield Padding(Text(f"Voices: {voices}", style="dim"), (0, 0, 0, 2))


def _terms(page: StoryPage, side: str, citer: Citer) -> Iterator[RenderableType]:
    for one in term_views(page, side, citer):
        line = Text(f"“{one.term}” ({one.uses}):", style="dim")
        for text, marks in one.examples:
            line.append(f" … {text} …")
            line.append("".join(c.shown for c in marks), style="cyan")
        yield Padding(line, (0, 0, 0, 2))


def _links(page: StoryPage, others: Others) -> Iterator[RenderableType]:
    for i, (link, other) in enumerate(shown_links(page, others)):
        if i == 0:
            yield from _heading("Storyline")
        line = Text(f"{HEADINGS[link.kind]}: ", style="bold")
        line.append(clean(other.page.title), style="not bold")
        about = (period(other.page), clean(link.reason), other.page.slug)
        line.append("\n" + " · ".join(about), style="not bold dim")
        yield _item(line)


def _articles(page: StoryPage, citer: Citer) -> Iterator[RenderableType]:
    yield from _heading("Articles on this story")
    for view in article_views(page, citer):
        line = Text(view.outlet, style="bold")
        line.append(" (invented for the demo)" if view.is_invented else "", style="not bold dim")
        line.append(f"  {view.headline.text}", style="not bold")
        origin = f"{view.origin} {view.source.text}" if view.source else view.origin
        position = view.position + "".join(c.shown for c in view.position_citations)
        about = (view.time.text, view.country, view.lean, origin, position)
        line.append("\n" + " · ".join(part for part in about if part), style="not bold dim")
        yield _item(line)


def _grouping(page: StoryPage) -> Iterator[RenderableType]:
    views = grouping_views(page)
    if views:
        yield from _heading("Why these articles")
    for view in views:
        line = Text(view.article.text)
        parts = (view.how, view.reason, view.strength and f"likeness {view.strength}")
        line.append("\n" + " · ".join(part for part in parts if part), style="dim")
        yield _item(line)


def _references(page: StoryPage, citer: Citer) -> Iterator[RenderableType]:
    yield from _heading("References")
    for view in reference_views(page, citer):
        line = Text(f"{view.outlet}, {view.time.text}", style="bold")
        line.append("\n")
        line.append(f"{view.before} " if view.before else "", style="not bold dim")
        line.append(view.exact, style="not bold")
        line.append(f" {view.after}" if view.after else "", style="not bold dim")
        line.append(f"\n{view.href}" if view.href else "", style="not bold dim")
        yield _item(line, f"[{view.number}]")
