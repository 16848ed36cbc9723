"""Whom an article credits with its text: agencies at its edges, the outlet its feed or page names."""

from __future__ import annotations

import re

from winnow.types import Article, Outlet

#: Agency → how articles credit it, looked for at their beginning and end.
AGENCIES = {
    "AFP": re.compile(r"\bAFP\b|\bAgence France[- ]Presse\b"),
    "AP": re.compile(r"\(AP\)|\bAssociated Press\b|\bAP (?=—|–|-)"),
    "Reuters": re.compile(r"\bReuters\b|\bREUTERS\b"),
    "PA": re.compile(r"\bPA Media\b|\bPA news agency\b|\(PA\)"),
    "PTI": re.compile(r"\bPTI\b|\bPress Trust of India\b"),
    "ANI": re.compile(r"\(ANI\)"),
    "IANS": re.compile(r"\(IANS\)|[–—-]IANS\b"),
    "dpa": re.compile(r"\bdpa\b|\bDPA\b"),
    "EFE": re.compile(r"\(EFE\)"),
    "UPI": re.compile(r"\(UPI\)"),
    "AAP": re.compile(r"\bAAP\b"),
    "Kyodo": re.compile(r"\bKyodo News\b|\bKYODO NEWS\b|\(Kyodo\)"),
    "Yonhap": re.compile(r"\(Yonhap\)"),
    "Anadolu": re.compile(r"\(AA\)"),
    "Bernama": re.compile(r"\bBernama\b|\bBERNAMA\b"),
    "Xinhua": re.compile(r"\bXinhua\b"),
    "TASS": re.compile(r"\bTASS\b"),
    "The Canadian Press": re.compile(r"\bThe Canadian Press\b"),
    "The Center Square": re.compile(r"\(The Center Square\)"),
    "TNND": re.compile(r"\(TNND\)"),
    "Bloomberg": re.compile(r"\(Bloomberg\)|\bBloomberg News\b"),
}
_CREDIT_CHARACTERS = 250


def credited_agencies(article: Article) -> frozenset[str]:
    """Return the agencies an article credits, in its own field or at its beginning or end."""
    edges = f"{article.text[:_CREDIT_CHARACTERS]}\n{article.text[-_CREDIT_CHARACTERS:]}"
    credit = "\n".join((article.credited_to or "", *article.authors, edges))
    return frozenset(
        name
        for name, pattern in AGENCIES.items()
        if name == article.credited_to or pattern.search(credit)
    )


def credits_of(article: Article) -> frozenset[str]:
    """Return all that an article credits: agencies, and whom its byline, feed or page names."""
    named = {article.credited_to} if article.credited_to else set()
    return credited_agencies(article) | named


def names_of(article: Article, outlet: Outlet | None) -> frozenset[str]:
    """Return the names under which others would credit this outlet, in lower case."""
    names = {article.outlet_id.lower(), article.outlet_id.lower().removeprefix("www.")}
    if outlet is not None:
        names |= {outlet.name.lower(), outlet.name.lower().removeprefix("the ")}
    return frozenset(names)


def has_own_author(article: Article) -> bool:
    """Return whether a byline names somebody who is no agency: local reporting is signed."""
    return any(
        author.strip() and not any(pattern.search(author) for pattern in AGENCIES.values())
        for author in article.authors
    )
