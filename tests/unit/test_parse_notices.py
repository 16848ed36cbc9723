"""Correction notices, paywall marks, bylines."""

from __future__ import annotations

import json

import pytest

from tests.unit.test_parse_article import LD, PARAGRAPHS, article_of, html_page
from winnow.parse.notices import is_correction, split_corrections


def stated(**more: object) -> str:
    node = {"@type": "NewsArticle", "headline": "River floods two hundred houses", **more}
    return f'<script type="application/ld+json">{json.dumps(node)}</script>'


@pytest.mark.parametrize(
    "line",
    [
        "Correction: The river rose on Tuesday, not on Monday as first stated.",
        "CORRECTION (March 2, 2026): The mayor's name is Ines Tavel.",
        "Clarification: The army lent boats, it did not give them away.",
        "An earlier version of this article gave the wrong number of houses.",
        "Editor’s note: A previous version of this story misspelled the mayor's name.",
        "This article has been corrected: two hundred houses were flooded, not twenty.",
        "This story was updated to correct the date of the last flood.",
    ],
)
def test_a_correction_is_kept_apart(line: str) -> None:
    """It leaves the text and stands beside it."""
    assert is_correction(line)
    found = article_of(html_page(paragraphs=(*PARAGRAPHS, line)))
    assert (found.text, found.corrections) == ("\n".join(PARAGRAPHS), (line,))


@pytest.mark.parametrize(
    "line",
    [
        "The paper printed a correction: it had named the wrong town, the mayor said on Monday.",
        "Corrections officers were sent to the flooded prison.",
        "Correction facilities in the valley were closed for the night.",
        "An earlier version of the bill was rejected by the council.",
        "This article of the constitution has been amended twice.",
    ],
)
def test_a_sentence_about_corrections_stays(line: str) -> None:
    """Only a notice about this very article is one."""
    assert not is_correction(line)


def test_a_heading_above_the_notice_goes_with_it() -> None:
    """And the same notice twice is one."""
    notice = "An earlier version of this article gave the wrong number of houses."
    text = f"The river rose.\nCorrection\n{notice}\n{notice}"
    assert split_corrections(text) == ("The river rose.", (notice,))


@pytest.mark.parametrize(
    ("head", "paid"),
    [
        (stated(isAccessibleForFree=False), True),
        (stated(isAccessibleForFree="False"), True),
        (stated(isAccessibleForFree="http://schema.org/False"), True),
        (stated(isAccessibleForFree=True), False),
        ('<meta property="article:content_tier" content="locked">', True),
        ('<meta property="article:content_tier" content="free">', False),
        ("", False),
    ],
)
def test_a_page_says_whether_it_must_be_paid_for(head: str, paid: bool) -> None:
    """The mark is kept; a text that is all there is read all the same."""
    found = article_of(html_page(head=head))
    assert (found.is_paywalled, found.set_aside) == (paid, None)


def test_a_stub_behind_a_paywall_says_so() -> None:
    """The reason is the paywall, not the length."""
    found = article_of(
        html_page(head=stated(isAccessibleForFree=False), paragraphs=(PARAGRAPHS[1],))
    )
    assert found.set_aside == "too short (the rest is for subscribers)"


@pytest.mark.parametrize(
    ("byline", "names"),
    [
        ("By Ann Lee and Bo Ek", ("Ann Lee", "Bo Ek")),
        ("Ann Lee, Political Editor", ("Ann Lee",)),
        ("Ann Lee, Senior Foreign Correspondent", ("Ann Lee",)),
        ("Ann Lee (ann.lee@gazette.example)", ("Ann Lee",)),
        ("By Ann Lee in Orla", ("Ann Lee",)),
        ("Ann Lee | Bo Ek", ("Ann Lee", "Bo Ek")),
    ],
)
def test_a_byline_gives_people(byline: str, names: tuple[str, ...]) -> None:
    """Without "By", addresses, jobs and places."""
    assert article_of(html_page(body=f'<p class="byline">{byline}</p>')).authors == names


def test_an_agency_in_the_byline_is_a_credit_and_no_person() -> None:
    """Who wrote it and whose text it is are two things."""
    node = {**LD["@graph"][1], "author": [{"name": "Ann Lee"}, {"name": "Reuters"}]}  # type: ignore[index]
    head = f'<script type="application/ld+json">{json.dumps(node)}</script>'
    found = article_of(html_page(head=head))
    assert (found.authors, found.credited_to) == (("Ann Lee",), "Reuters")
