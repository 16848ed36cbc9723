"""A passage of a side as one sentence: what is moved, what is cut, what is refused."""

from __future__ import annotations

import re

import pytest
from test_sides import article

from winnow.stages.argument_naming import Argument
from winnow.stages.argument_speakers import in_present, is_plural
from winnow.stages.argument_wording import word_argument
from winnow.stages.side_passages import Passage
from winnow.stages.stance import Unit
from winnow.stages.statements import find_statements
from winnow.stages.targets import Target

RULING = Target("measure:ruling", "the ruling", "ruling", True, re.compile(r"\bruling\b"), 1.0)


def worded(text: str, *, judged: float = 0.0, which: int = -1) -> Argument | None:
    """Return an attributed statement of a text, the last, as a narrative would print it."""
    source = article("a1", "Ardel", text)
    statement = [s for s in find_statements(source) if s.speaker][which]
    unit = Unit(statement, "v", statement.speaker, {RULING.key: judged}, 1.0)
    return word_argument(Passage(unit, 1.0), source, RULING)


@pytest.mark.parametrize(
    ("text", "frame"),
    [
        (
            "The evidence failed to meet the burden of proof, said Ilse Marn.",
            "{who} {do:said} that the evidence failed to meet the burden of proof.",
        ),
        (
            "The new toll punishes villages without a railway, Ilse Marn argued on Friday.",
            "{who} {do:argued} that the new toll punishes villages without a railway.",
        ),
        (
            "Ilse Marn, who was appointed by the last council, said the order amounted to coercion of towns.",
            "{who} {do:said} the order amounted to coercion of towns.",
        ),
        (
            "Defending the move, Ilse Marn said the order protects the towns of the valley.",
            "{who} {do:said} the order protects the towns of the valley.",
        ),
    ],
)
def test_the_speaker_is_put_first(text: str, frame: str) -> None:
    made = worded(text)
    assert made is not None
    assert (made.frame, made.speaker) == (frame, "Ilse Marn")
    assert made.evidence[0].exact in text


@pytest.mark.parametrize(
    "text",
    [
        "In an executive order in July, Ilse Marn said that the exemption for parcels would end.",
        "The toll is fair to everybody who drives, Ilse Marn argued, but only if the buses run.",
        "He will not be moved by anything of the kind, Ilse Marn argued.",
    ],
)
def test_what_is_no_whole_clause_of_the_speaker_is_not_turned_round(text: str) -> None:
    made = worded(text)
    assert made is None or not re.match(r"\{who\} (?:said|argued) that", made.frame)


def test_this_is_named_where_the_quotation_judges_it_and_it_was_named_before() -> None:
    before = "Governor Ilse Marn criticised the ruling on Friday. "
    quoted = "“This was preordained by a judge who makes policy from the bench,” Ilse Marn said."
    made = worded(before + quoted, judged=-1.0)
    assert made is not None and made.frame.startswith(
        "On the ruling, {who} says: “This was preordained"
    )
    assert worded(quoted, judged=-1.0) is None
    assert worded(before + quoted, judged=-0.2) is None


def test_what_sets_the_scene_stays_where_it_dates_the_words() -> None:
    made = worded(
        "During the war of 1998, Ilse Marn said the order protects the towns of the valley."
    )
    assert made is None or "1998" in made.frame


def test_a_name_of_two_words_keeps_its_capitals_after_that() -> None:
    made = worded("Green Valleys was saved by the toll on lorries, Ilse Marn argued on Friday.")
    assert made is not None and "that Green Valleys" in made.frame


@pytest.mark.parametrize(
    ("quoted", "clause"),
    [
        (
            "But the toll on lorries keeps the villages of the valley quiet.",
            "the toll on lorries keeps",
        ),
        (
            "In fact, the toll on lorries keeps the villages quiet — as it has done since the railway was closed, "
            "since the bridge fell into the river below the mill and since the last bus went over the pass.",
            "the toll on lorries keeps the villages quiet.",
        ),
    ],
)
def test_a_quotation_loses_what_leads_in_and_what_runs_on(quoted: str, clause: str) -> None:
    made = worded(f"“{quoted[:-1]},” Ilse Marn said.")
    assert made is not None and made.frame.startswith("{who} {verb} that " + clause)


def test_told_without_a_hearer_is_said() -> None:
    made = worded("The evidence failed to meet the burden of proof, Ilse Marn told.")
    assert made is None or "told that" not in made.frame


def test_a_quotation_that_runs_on_is_closed() -> None:
    text = 'Ilse Marn claimed that the order "protects the towns and their people. Nobody can deny it."'
    made = worded(text, which=0)
    assert made is not None
    assert made.frame == '{who} {do:claimed} that the order "protects the towns and their people."'


@pytest.mark.parametrize(
    ("frame", "one", "many"),
    [
        ("{who} {do:called} it fair.", "{who} calls it fair.", "{who} call it fair."),
        (
            "{who} {do:criticised} it and {do:said} so.",
            "{who} criticises it and says so.",
            "{who} criticise it and say so.",
        ),
        ("{who} {do:dismissed} it.", "{who} dismisses it.", "{who} dismiss it."),
        ("{who} {do:hailed} it.", "{who} hails it.", "{who} hailed it."),
    ],
)
def test_a_narrative_argues_in_the_present(frame: str, one: str, many: str) -> None:
    assert in_present(frame, plural=False) == one
    assert in_present(frame, plural=True) == many


def test_what_was_said_on_a_day_stays_in_the_past() -> None:
    made = worded("Ilse Marn said on Friday that the order protects the towns of the valley.")
    assert made is not None and made.frame.startswith("{who} said on Friday that")


def test_two_verbs_of_one_sentence_stand_in_one_tense() -> None:
    made = worded(
        "Ilse Marn called the toll “a gift to the towns of the valley” and said it was overdue."
    )
    assert made is not None
    assert made.frame.endswith(
        "{do:called} the toll “a gift to the towns of the valley” and {do:said} it was overdue."
    )


@pytest.mark.parametrize(
    ("speaker", "plural"),
    [("prosecutors in New York", True), ("Department of Works", False), ("Industry leaders", True)],
)
def test_the_head_of_a_name_tells_its_number(speaker: str, plural: bool) -> None:
    assert is_plural(speaker) is plural


def test_what_goes_on_meanwhile_is_no_part_of_what_is_said_and_fierce_verbs_are_plain() -> None:
    """The outlet's scene behind a quotation is cut; "as" within what is said stays."""
    made = worded(
        "Ilse Marn has blasted the new toll on lorries, calling it “unfair and unreasonable,” as tempers "
        "in the valley flare up once again."
    )
    assert made is not None
    assert (
        made.frame
        == "{who} has criticised the new toll on lorries, calling it “unfair and unreasonable”."
    )
    assert {"plain-verb", "delete-second-clause"} <= {o.name for o in made.operations}
    kept = worded(
        "Ilse Marn described the toll as “unfair” and as a burden on the villages of the valley."
    )
    assert kept is not None and kept.frame.endswith("as a burden on the villages of the valley.")
