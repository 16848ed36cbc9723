"""A fact on a page: its address, how to report an error in it, what speaks against trusting it."""

from __future__ import annotations

import re
from dataclasses import replace
from urllib.parse import parse_qs, urlsplit

import pytest
from site_pages import FACTS, NEWEST, OUTLETS, PAGE, cited, fact

from winnow.site import SiteOptions, site_files, terminal_text
from winnow.types import Correction, Omission, StoryPage, content_id

HERE = "s/lavrov-visits-mali/"
BASE = "https://news.example/w/"


def html_of(page: StoryPage = PAGE, *, contact: str = "desk@news.example") -> str:
    options = SiteOptions(base_url=BASE, contact=contact)
    revision = replace(NEWEST, page=page)
    files, problems = site_files({page.story_id: (revision,)}, OUTLETS, options=options)
    assert not problems
    return files[f"{HERE}index.html"].decode()


def test_every_fact_has_its_own_address() -> None:
    """The anchor is made of the claim, so that it stays when the page changes around it."""
    html = html_of()
    for one in FACTS:
        assert html.count(f'id="fact-{one.claim_id}"') == 1
        assert f'href="#fact-{one.claim_id}"' in html
    shorter = html_of(replace(PAGE, facts=FACTS[1:]))
    assert f'id="fact-{FACTS[1].claim_id}"' in shorter


def test_an_error_report_names_the_fact_and_its_address() -> None:
    """The letter is begun for the reader: which fact, on which page."""
    links = re.findall(r'href="(mailto:desk@news\.example\?[^"]+)"', html_of())
    assert len(links) == len(FACTS)
    body = parse_qs(urlsplit(links[0].replace("&amp;", "&")).query)["body"][0]
    assert body.startswith(f"{BASE}{HERE}#fact-{FACTS[0].claim_id}")
    assert FACTS[0].text in body


@pytest.mark.parametrize(
    ("contact", "shown"),
    [("https://news.example/report", True), ("", False), ("javascript:alert(1)@x/", False)],
)
def test_reports_go_where_the_operator_says(contact: str, shown: bool) -> None:
    """A form's address is linked, none is no link, and nothing runs."""
    html = html_of(contact=contact)
    assert ("Report an error" in html and 'href="https://news.example/report"' in html) == shown
    assert "javascript:" not in html


def test_a_fact_on_a_corrected_article_says_so() -> None:
    """The article that was corrected is named beside the fact, and its notice in the list."""
    page = replace(PAGE, corrections=(Correction(content_id("courier"), "It was <five> of them."),))
    html = html_of(page)
    beside = html.split(f'id="fact-{FACTS[1].claim_id}"')[1].split("</li>")[0]
    assert "Sahel Courier" in beside and "corrected" in beside.lower()
    other = html.split(f'id="fact-{FACTS[2].claim_id}"')[1].split("</li>")[0]
    assert "corrected" not in other.lower()
    assert "It was &lt;five&gt; of them." in html


def test_what_one_side_leaves_out_is_said_beside_the_fact() -> None:
    """With both numbers, and as far as was read."""
    page = replace(PAGE, omissions=(Omission(FACTS[3].claim_id, "left", "right", 4, 6),))
    said = "Carried by 4 origins rated left; found in none of the 6 rated right"
    assert html_of(page).count(said) == 1
    assert "found in none of" not in html_of()


def test_background_stands_after_the_facts_and_has_addresses_too() -> None:
    """Who comes new to the story finds it under its own heading."""
    background = fact(3, 2, cited("Mali had asked for the trip in 2021.", "third"))
    html = html_of(replace(PAGE, context=(background,)))
    assert "Background" in html
    at = html.index(f'id="fact-{background.claim_id}"')
    assert html.index(f'id="fact-{FACTS[-1].claim_id}"') < at < html.index("Pro-Russia narrative")
    assert "Background" not in html_of()


def test_the_terminal_shows_background_omissions_and_corrections() -> None:
    """What the web page says, the terminal says."""
    background = fact(3, 2, cited("Mali had asked for the trip in 2021.", "third"))
    page = replace(
        PAGE,
        context=(background,),
        corrections=(Correction(content_id("courier"), "It was five of them."),),
        omissions=(Omission(FACTS[3].claim_id, "left", "right", 4, 6),),
    )
    text = " ".join(terminal_text(replace(NEWEST, page=page)).split())
    assert "Mali had asked for the trip in 2021." in text
    assert "found in none of the 6 rated right" in text
    assert "It was five of them." in text or "corrected" in text
