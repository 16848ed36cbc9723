"""An article out of a page: text, title, times, people, picture, and why it may be set aside."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from htmldate import find_date
from selectolax.lexbor import LexborHTMLParser

from winnow.errors import ParseError
from winnow.parse.body import article_body
from winnow.parse.clean import clean_text, why_unusable
from winnow.parse.credit import credited_to, is_agency
from winnow.parse.decode import decode
from winnow.parse.guard import check_html
from winnow.parse.language import language_of
from winnow.parse.metadata import PageFacts, read_facts
from winnow.parse.notices import split_corrections
from winnow.parse.outlets import clean_title, outlet_of_url
from winnow.parse.sources import named_source
from winnow.parse.times import parse_time, plausible
from winnow.types import Article, FeedItem, Image, OutletId, RawPage


@dataclass(frozen=True, slots=True)
class Draft:
    """What a page or a line of a file gives for an article, before it is cleaned and judged."""

    url: str
    title: str
    raw_text: str
    outlet_id: OutletId
    published: datetime | None = None
    updated: datetime | None = None
    standfirst: str | None = None
    authors: tuple[str, ...] = ()
    section: str | None = None
    language: str | None = None
    image: Image | None = None
    reserved: bool = False
    #: The page says that its article is not free to read.
    is_paywalled: bool = False
    #: Stated beside the text; otherwise the text itself is asked.
    credited_to: str | None = None
    #: Names of the outlet that a title may carry.
    outlet_names: tuple[str, ...] = ()


def extract_article(
    page: RawPage,
    *,
    item: FeedItem | None = None,
    outlet_id: OutletId = "",
    outlet_name: str = "",
    reserved: bool = False,
    seen: datetime,
) -> Article:
    """Return the article of a page; raise ``ParseError`` in one line when it cannot be read.

    One that can take part in no story (too short, reserved, not English) comes back with the
    reason in ``set_aside``.  ``item`` is what the feed says, and fills what the page leaves open.
    """
    check_html(page.content, page.url)
    headers = dict(page.headers)
    html = decode(page.content, headers)
    tree = LexborHTMLParser(html)
    facts = read_facts(tree, page.final_url)
    reserved = reserved or facts.reserved or headers.get("tdm-reservation", "").strip() == "1"
    raw_text = "" if reserved else article_body(html, tree, facts.body, page.final_url)
    draft = _draft(page, facts, raw_text, item, outlet_id, outlet_name)
    if not reserved and draft.published is None:
        draft = replace(draft, published=_last_resort_date(html, page.final_url))
    return make_article(replace(draft, reserved=reserved), seen=seen)


def make_article(draft: Draft, *, seen: datetime) -> Article:
    """Return the article a draft makes: cleaned, dated plausibly, set aside where it must be."""
    title = clean_title(draft.title, outlet_id=draft.outlet_id, names=draft.outlet_names)
    body, corrections = split_corrections("" if draft.reserved else draft.raw_text)
    text = clean_text(body, title=title)
    language = language_of(text, draft.language)
    return Article(
        id=Article.make_id(draft.url, title, text),
        url=draft.url,
        outlet_id=draft.outlet_id,
        title=title,
        text=text,
        seen=seen,
        published=plausible(draft.published, seen),
        updated=plausible(draft.updated, seen),
        standfirst=draft.standfirst,
        authors=tuple(name for name in draft.authors if not is_agency(name)),
        section=draft.section,
        language=language,
        image=draft.image,
        credited_to=draft.credited_to or credited_to(draft.raw_text, draft.authors),
        reserved=draft.reserved,
        set_aside=_set_aside(draft, title, text, language),
        corrections=corrections,
        is_paywalled=draft.is_paywalled,
    )


def _set_aside(draft: Draft, title: str, text: str, language: str | None) -> str | None:
    if draft.reserved:
        return "reserved"
    if language not in (None, "en"):
        return f"not English ({language})"
    return why_unusable(text, draft.raw_text, is_paywalled=draft.is_paywalled) or (
        None if title else "no title"
    )


def _draft(
    page: RawPage,
    facts: PageFacts,
    raw_text: str,
    item: FeedItem | None,
    outlet_id: OutletId,
    outlet_name: str,
) -> Draft:
    """What the page says, and the feed's word where the page is silent."""
    url = _address(page, facts)
    outlet = outlet_id or outlet_of_url(url)
    authors = facts.authors or (item.authors if item else ())
    names = tuple(filter(None, (outlet_name, facts.site_name)))
    stated = item.source if item else None
    return Draft(
        url=url,
        title=facts.title or (item.title if item else ""),
        raw_text=raw_text,
        outlet_id=outlet,
        published=facts.published or (item.published if item else None),
        updated=facts.updated or (item.updated if item else None),
        standfirst=facts.standfirst,
        authors=authors,
        section=facts.section,
        language=facts.language,
        image=_better_image(facts.image, item.image if item else None),
        is_paywalled=facts.is_paywalled,
        credited_to=credited_to(raw_text, authors)
        or named_source(stated, facts.canonical, outlet_id=outlet, names=names),
        outlet_names=names,
    )


def _address(page: RawPage, facts: PageFacts) -> str:
    """The canonical address when it is of the same outlet, else the one that answered.

    A saved file has no other than the canonical one.
    """
    canonical = facts.canonical
    if page.final_url.startswith("file:"):
        if canonical is None:
            raise ParseError(page.url, "a saved page that does not state its address")
        return canonical
    same = canonical and outlet_of_url(canonical) == outlet_of_url(page.final_url)
    # A canonical that is the front page is a mistake of the template.
    is_page = canonical and len(re.sub(r"^https?://[^/]*", "", canonical).strip("/")) > 0
    return canonical if canonical and same and is_page else page.final_url


def _better_image(of_page: Image | None, of_feed: Image | None) -> Image | None:
    if of_page and of_page.credit:
        return of_page
    return of_feed if of_feed and of_feed.credit else of_page or of_feed


def _last_resort_date(html: str, url: str) -> datetime | None:
    try:
        found = find_date(html, original_date=True, url=url, extensive_search=False)
    except Exception:  # its own parsers raise many kinds; no date is a valid answer
        return None
    parsed = parse_time(found)
    return parsed.astimezone(UTC) if parsed else None
