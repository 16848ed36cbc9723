"""Whose word it is: allegations as findings, withdrawn lines, two rationales, garbled and like quotations."""

# ruff: noqa: E501

from __future__ import annotations

from dataclasses import replace

from tests.unit.story_material import material
from tests.unit.trap_pages import article, built, page_of, printed
from winnow.stages.claims import find_claims
from winnow.stages.origins import find_origins
from winnow.types import CitedSentence, Evidence, Verdict
from winnow.verification import check_sentence

ARREST = (
    "Police in Ardel arrested former mayor Ilse Darrow on Thursday over alleged bribes for a quay lease.\n"
    "Prosecutors say Darrow took 40,000 marks from a shipping firm.\nDarrow denies the allegations, her lawyer said."
)


def test_allegations_are_not_told_as_findings() -> None:
    page = page_of(
        article("a", ARREST, title="Former mayor of Ardel arrested over alleged bribes"),
        article(
            "b",
            ARREST.replace("Police in Ardel arrested", "Ardel police arrested"),
            title="Ex-mayor Darrow arrested in Ardel",
            hour=1,
        ),
    )
    for line in printed(page).split("\n")[1:]:
        if "40,000" in line:
            assert "Prosecutors" in line or "prosecutors" in line
        if "bribes" in line:
            assert "alleg" in line or "accus" in line or "denie" in line


def test_an_allegation_without_its_source_does_not_pass() -> None:
    source = article("a", ARREST)
    exact = "Prosecutors say Darrow took 40,000 marks from a shipping firm."
    start = source.text.index(exact)
    cited = (Evidence("a", start, start + len(exact), exact),)
    bare = CitedSentence("Darrow took 40,000 marks from a shipping firm.", cited)
    assert check_sentence(bare, {"a": source}).verdict is not Verdict.PASSED


def test_a_line_that_its_agency_withdrew_is_marked_where_others_still_carry_it() -> None:
    wire = "A court in Ardel charged Tomas Varga over his years as president on Friday.\nVarga's party called the trial political.\nThe court set no date for a verdict."
    fixed = replace(
        article("wire", wire, title="Court in Ardel charges Varga"),
        corrections=("This story has been corrected: the charges concern his time after office.",),
    )
    page = page_of(
        fixed,
        article(
            "other",
            wire.replace("charged Tomas Varga", "on Friday charged Tomas Varga").replace(
                " on Friday.", "."
            ),
            title="Varga charged in Ardel",
            hour=1,
        ),
    )
    assert [c.article_id for c in page.corrections] == ["wire"]


def test_two_rationales_of_one_government_are_not_blended() -> None:
    text = (
        "The ministry's order cites national security for the halt of the wind farm off Ardel.\n"
        "Spokeswoman Dana Miro said wind farms are costly and fail.\n"
        "Work on the wind farm off Ardel stopped on Friday."
    )
    page = page_of(
        article("a", text, title="Ministry halts wind farm off Ardel"),
        article(
            "b",
            text.replace("stopped on Friday", "came to a stop on Friday"),
            title="Work on Ardel wind farm halted",
            hour=1,
        ),
    )
    for line in printed(page).split("\n"):
        for sentence in line.split(". "):
            assert not ("national security" in sentence and "costly" in sentence)


def test_a_garbled_quotation_is_shown_as_its_own_article_has_it_or_not_at_all() -> None:
    one = "Governor Ilse Marn said on Friday: “This was preordained, very much an activist judge.”\nShe will appeal against the ruling on the Tarnik camp."
    other = "Governor Ilse Marn said on Friday: “This was preordained, very much an act from this judge.”\nShe will appeal against the ruling on the camp at Tarnik."
    made = built(
        article("a", one, title="Marn to appeal ruling on Tarnik camp"),
        article("b", other, title="Governor appeals against ruling on Tarnik camp", hour=1),
    )
    assert made.page is not None
    texts = {"a": one, "b": other}
    for fact in made.page.facts:
        for sentence in fact.sentences:
            if "“" in sentence.text:
                quoted = sentence.text.split("“")[1].split("”")[0].rstrip(".,")
                assert any(quoted in texts[e.article_id] for e in sentence.evidence)


def test_two_real_quotations_that_look_like_versions_of_one_are_not_merged() -> None:
    made = material(
        article(
            "a",
            "“We will fight this order in every court,” Governor Ilse Marn said in Ardel on Friday.",
        ),
        article(
            "b",
            "“We will fight this order until it falls,” Mayor Piet Hallorn said in Tarnik on Friday.",
            hour=1,
        ),
        alike=True,
    )
    assert len(find_claims(made)) == 2
    blended = CitedSentence(
        "“We will fight this order in every court until it falls,” Governor Ilse Marn said.",
        tuple(Evidence(s.article_id, s.start, s.end, s.exact) for s in made.statements),
    )
    assert check_sentence(blended, made.article_of).verdict is not Verdict.PASSED


def test_an_edit_that_brings_the_error_in_is_no_account_of_its_own() -> None:
    wire = "A boat with 40 people sank off Ardel on Friday, the coast guard said.\nThree people were pulled out of the water.\nThe search goes on with two helicopters and a ship of the navy."
    edited = wire.replace("off Ardel on Friday", "off Tarnik on Thursday")
    articles = [
        article("wire", wire, credit="Northwire"),
        article("local", edited, hour=3, credit="Northwire"),
    ]
    links = find_origins(articles, {})
    assert len({link.origin_id for link in links}) == 1
