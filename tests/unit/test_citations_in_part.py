"""Citations that carry a part of a sentence say so: in the page's data and to its readers."""

from __future__ import annotations

import re
from dataclasses import replace

from site_pages import NEWEST, OUTLETS, PAGE, cited, evidence, fact

from tests.unit.story_material import article, material
from winnow.encoder import load_encoder
from winnow.site import SiteOptions, site_files
from winnow.stages.budget import VerbatimBudget
from winnow.stages.claims import find_claims
from winnow.stages.corroboration import corroborate
from winnow.stages.support import supports
from winnow.types import CitedSentence, Evidence, Fact

HERE = "s/lavrov-visits-mali/"
OWN = "The dam of the river Lode above Ardel broke on Friday and flooded 400 houses of the lower town, firemen said."
WHOLE = "On Friday the dam of the river Lode above Ardel broke and flooded 400 houses of the lower town, firemen said."
PART = (
    "The dam of the river Lode broke above Ardel on Friday and flooded 400 houses, the mayor said."
)


def marks_of(sentence: CitedSentence) -> list[tuple[str, str]]:
    """Return what is printed as mark and what is said of it, of each citation of a page's first fact."""
    page = replace(PAGE, facts=(fact(2, 2, sentence), *PAGE.facts[1:]))
    files, problems = site_files(
        {page.story_id: (replace(NEWEST, page=page),)}, OUTLETS, options=SiteOptions()
    )
    assert not problems
    html = files[f"{HERE}index.html"].decode()
    facts = html[html.index(f'id="fact-{page.facts[0].claim_id}"') :]
    found = re.findall(r'<a href="#ref-\d+" aria-label="([^"]+)"[^>]*>(\[\d+\*?\])</a>', facts)
    return [(mark, label) for label, mark in found[: len(sentence.evidence)]]


def test_a_star_and_its_meaning_stand_at_a_citation_in_part_alone() -> None:
    """Who sees the page reads a star, who hears it the words."""
    sentence = replace(cited(PAGE.facts[0].text, "arrive", "third"), in_part=(evidence("third"),))
    assert marks_of(sentence) == [
        ("[1]", "Source 1: Northwire"),
        ("[2*]", "Source 2: The Harbour Post (for a part of the sentence)"),
    ]


def test_the_page_as_text_alone_has_the_star_and_says_what_it_means() -> None:
    sentence = replace(cited(PAGE.facts[0].text, "arrive", "third"), in_part=(evidence("third"),))
    page = replace(PAGE, facts=(fact(2, 2, sentence), *PAGE.facts[1:]))
    files, _ = site_files(
        {page.story_id: (replace(NEWEST, page=page),)}, OUTLETS, options=SiteOptions()
    )
    text = files[f"{HERE}page.txt"].decode()
    assert f"{PAGE.facts[0].text}[1][2*]" in text
    assert "[3*], is of a passage that carries a part" in text


def test_a_passage_that_carries_the_whole_elsewhere_in_the_sentence_has_no_star() -> None:
    """Two stretches of one reference make one mark; the better of them counts."""
    whole = evidence("arrive")
    stretch = Evidence(whole.article_id, whole.start, whole.start + 24, whole.exact[:24])
    sentence = CitedSentence(PAGE.facts[0].text, (whole, stretch), in_part=(stretch,))
    assert marks_of(sentence)[0] == ("[1]", "Source 1: Northwire")


def test_further_passages_that_leave_words_out_are_cited_in_part() -> None:
    """What has nearly every word of the sentence carries it whole; what lacks a detail does not."""
    made = material(
        article("north", OWN, hour=0),
        article("south", WHOLE, hour=1),
        article("coast", PART, hour=2),
        encoder=load_encoder(),
    )
    own = next(s for s in made.statements if s.exact == OWN)
    proof = Evidence(own.article_id, own.start, own.end, OWN)
    only = Fact("dam", (CitedSentence(OWN, (proof,)),), 3, 3)
    (told,) = corroborate(
        (only,), find_claims(made), made, VerbatimBudget(made.articles, limit=100)
    )
    sentence = told.sentences[0]
    assert [e.exact for e in sentence.evidence] == [OWN, WHOLE, PART]
    assert [e.exact for e in sentence.in_part] == [PART]


def test_a_passage_without_the_words_quoted_is_cited_in_part() -> None:
    """Reported speech carries what was said, and not that it was said in these words."""
    own = 'Mayor Ilse Darrow called the broken dam of the river Lode above Ardel "a shame without end" on Friday.'
    reported = own.replace('"a shame without end"', "a shame that has no end")
    again = own.replace("on Friday", "in Ardel on Friday")
    texts = (own, reported, again)
    made = material(
        *(article(f"a{n}", text, hour=n) for n, text in enumerate(texts)), encoder=load_encoder()
    )
    first = next(s for s in made.statements if s.exact == own)
    proof = Evidence(first.article_id, first.start, first.end, own)
    only = Fact("dam", (CitedSentence(own, (proof,)),), 3, 3)
    budget = VerbatimBudget(made.articles, limit=100)
    (told,) = corroborate((only,), find_claims(made), made, budget)
    assert {e.exact for e in told.sentences[0].evidence} == set(texts)
    assert [e.exact for e in told.sentences[0].in_part] == [reported]


def test_a_passage_of_another_year_is_not_cited() -> None:
    """ "Opened in 1961, closed in 2018" does not carry "opened in 1961, closed in 2015"."""
    sentence = "The mine of Orlec opened in 1961 and the Tarnik Company closed it in 2015."
    assert supports(sentence, sentence)
    assert not supports(sentence.replace("2015", "2018"), sentence)
