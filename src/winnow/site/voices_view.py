"""What marks each side's language, and who is spoken of and not heard, as a reader sees it."""

from __future__ import annotations

from winnow.site.citing import Citer
from winnow.site.speech import say
from winnow.site.views import MissingVoiceView, TermView
from winnow.site.words import clean, count
from winnow.types import LoadedTerm, MissingVoice, StoryPage


def term_views(page: StoryPage, side: str, citer: Citer) -> tuple[TermView, ...]:
    """Return the words that mark the language of one side, by its label."""
    return tuple(_term(one, citer) for one in page.loaded_terms if one.side == side)


def _term(found: LoadedTerm, citer: Citer) -> TermView:
    examples = tuple((clean(e.exact), citer.marks((e,))) for e in found.evidence)
    return TermView(clean(found.term), term_uses(found), examples)


def term_uses(found: LoadedTerm) -> str:
    """Return how often both sides use a term: "4 passages, 1 of the other side"."""
    passages = count(found.uses, "passage")
    if not found.others:
        return say("%(passages)s, none of the other side", passages=passages)
    return say("%(passages)s, %(n)d of the other side", passages=passages, n=found.others)


def missing_voice_views(page: StoryPage, citer: Citer) -> tuple[MissingVoiceView, ...]:
    """Return who is spoken of and not heard, as far as we read."""
    return tuple(
        MissingVoiceView(clean(one.name), missing_in_words(one), citer.marks(one.evidence))
        for one in page.missing_voices
    )


def missing_in_words(found: MissingVoice) -> str:
    """Return what follows the name: how many speak of them, and that none we read quotes them."""
    asked = (
        say("%(origins)s asked and got no answer.", origins=count(found.asked, "origin"))
        if found.asked
        else say("Other articles may.")
    )
    spoken = say(
        "is spoken of in %(articles)s from %(origins)s; none that we read quotes them.",
        articles=count(found.articles, "article"),
        origins=count(found.origins, "origin"),
    )
    return f"{spoken} {asked}"
