"""The bullets of a page: what supports each, what speaks against trusting it, where to report it."""

from __future__ import annotations

from collections.abc import Sequence
from urllib.parse import quote, urlencode

from winnow.site.articles_view import article_rows
from winnow.site.citing import Citer
from winnow.site.options import SiteOptions
from winnow.site.speech import mark, say
from winnow.site.views import FactView, Link
from winnow.site.words import clean, count, origin_count, safe_link
from winnow.types import ClaimId, Fact, Omission, StoryPage

_GRAIN = "•"
_MOST_GRAINS = 8
_LEANS = {"left": mark("left"), "right": mark("right")}


def fact_views(
    facts: Sequence[Fact],
    page: StoryPage,
    citer: Citer,
    address: str,
    options: SiteOptions,
    *,
    form: str | None = None,
) -> tuple[FactView, ...]:
    """Return the bullets; ``address`` is the page's own, for reports of errors.

    ``form``: the link to the form that takes them, where a server runs.
    """
    return tuple(_fact(fact, page, citer, address, options, form) for fact in facts)


def _fact(
    fact: Fact,
    page: StoryPage,
    citer: Citer,
    address: str,
    options: SiteOptions,
    form: str | None,
) -> FactView:
    anchor = fact_anchor(fact.claim_id)
    return FactView(
        anchor=anchor,
        sentences=tuple(citer.sentence(s) for s in fact.sentences),
        support=support_in_words(fact, page),
        grains=_GRAIN * min(fact.origins, _MOST_GRAINS),
        corrected=corrected_articles(fact, page),
        omission=omission_in_words(fact, page),
        report=_to_form(fact, page, form)
        if form
        else _report(fact, page, f"{address}#{anchor}", options),
    )


def fact_anchor(claim_id: ClaimId) -> str:
    """Return the fact's name within its page: the same in every revision that tells it."""
    return f"fact-{claim_id}"


def support_in_words(fact: Fact, page: StoryPage) -> str:
    """Return how many carry the fact: "5 articles, 3 origins"."""
    origins = origin_count(fact.origins, at_most=page.origins_at_most, noun="origin")
    articles = count(fact.articles, "article")
    return say("%(articles)s, %(origins)s", articles=articles, origins=origins)


def corrected_articles(fact: Fact, page: StoryPage) -> tuple[Link, ...]:
    """Return links to the articles that the fact rests on and that their publishers corrected."""
    cited = {e.article_id for s in fact.sentences for e in s.evidence}
    corrected = dict.fromkeys(c.article_id for c in page.corrections if c.article_id in cited)
    rows = article_rows(page)
    return tuple(rows[article_id] for article_id in corrected if article_id in rows)


def omission_in_words(fact: Fact, page: StoryPage) -> str | None:
    """Return which outlets leave the fact out, as far as we read; ``None`` where that is not shown."""
    found = next((o for o in page.omissions if o.claim_id == fact.claim_id), None)
    return _omission(found) if found else None


def _omission(found: Omission) -> str:
    return say(
        "Carried by %(origins)s rated %(lean)s; found in none of the %(silent)d rated %(other)s",
        origins=count(found.carriers, "origin"),
        lean=say(_LEANS.get(found.carried_by, found.carried_by)),
        silent=found.silent,
        other=say(_LEANS.get(found.left_out_by, found.left_out_by)),
    )


def _to_form(fact: Fact, page: StoryPage, form: str) -> Link:
    asked = urlencode({"story": page.slug, "fact": fact.claim_id})
    return Link(say("Report an error"), f"{form}?{asked}")


def _report(fact: Fact, page: StoryPage, address: str, options: SiteOptions) -> Link | None:
    contact = options.contact
    if not contact:
        return None
    if "@" in contact and "/" not in contact:
        subject = quote(say("Error in “%(title)s”", title=clean(page.title)))
        body = quote(f"{address}\n\n{clean(fact.text)}\n\n")
        link = f"mailto:{contact.removeprefix('mailto:')}?subject={subject}&body={body}"
        return Link(say("Report an error"), link)
    return Link(say("Report an error"), safe_link(contact))
