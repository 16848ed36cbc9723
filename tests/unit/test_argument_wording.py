"""A passage of a side as one sentence: what is moved, what is cut, what is refused."""

from __future__ import annotations

import re

import pytest
from test_sides import article

from winnow.stages.argument_naming import Argument
from winnow.stages.argument_wording import word_argument
from winnow.stages.side_passages import Passage
from winnow.stages.stance import Unit
from winnow.stages.statements import find_statements
from winnow.stages.targets import Target

RULING = Target("measure:ruling", "the ruling", "ruling", True, re.compile(r"\bruling\b"), 1.0)


def worded(text: str, *, judged: float = 0.0) -> Argument | None:
    """Return the last attributed statement of a text as a narrative would print it."""
    source = article("a1", "Ardel", text)
    statement = [s for s in find_statements(source) if s.speaker][-1]
    unit = Unit(statement, "v", statement.speaker, {RULING.key: judged}, 1.0)
    return word_argument(Passage(unit, 1.0), source, RULING)


@pytest.mark.parametrize(
    ("text", "frame"),
    [
        (
            "The evidence failed to meet the burden of proof, said Ilse Marn.",
            "{who} said that the evidence failed to meet the burden of proof.",
        ),
        (
            "The new toll punishes villages without a railway, Ilse Marn argued on Friday.",
            "{who} argued that the new toll punishes villages without a railway.",
        ),
        (
            "Ilse Marn, who was appointed by the last council, said the order amounted to coercion of towns.",
            "{who} said the order amounted to coercion of towns.",
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
