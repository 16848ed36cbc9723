"""What real coverage does with time: previews, stale states, corrections, updates, the last position."""

# ruff: noqa: E501

from __future__ import annotations

from datetime import date

import pytest

from tests.unit.story_material import material
from tests.unit.trap_pages import article, page_of, printed
from winnow.stages.disputes import find_disputes
from winnow.stages.status import stale_rows
from winnow.text.edit import Worded
from winnow.text.relative_days import resolve_days

VERDICT = (
    "A court in Ardel sentenced former banker Tomas Varga to four years in prison on Friday for forging pension "
    "certificates.\nJudge Ilse Marn said the banker had cheated 900 families of their savings.\n"
    "Varga was led from the court in handcuffs.\nHis lawyer Piet Hallorn said he would appeal."
)
PREVIEW = (
    "Former banker Tomas Varga faces a verdict on Friday over forged pension certificates in a court in Ardel.\n"
    "Judge Ilse Marn will rule on whether he cheated 900 families of their savings.\n"
    "The banker could be sentenced to up to six years in prison.\nVarga has pleaded not guilty."
)


def test_a_preview_is_not_told_beside_the_verdict() -> None:
    page = page_of(
        article("early", PREVIEW, title="Banker Varga faces verdict over forged pensions"),
        article(
            "north",
            VERDICT,
            hour=20,
            title="Banker Varga sentenced to four years over forged pensions",
        ),
        article(
            "south",
            VERDICT.replace("A court in", "The court of"),
            hour=21,
            title="Varga jailed for four years",
        ),
    )
    text = printed(page)
    assert "sentenced" in text
    assert "faces a verdict" not in text
    assert "will rule" not in text
    assert "could be sentenced" not in text


def test_the_majority_s_stale_status_does_not_win() -> None:
    waiting = "The bill on river tolls awaits the assent of President Ilse Darrow.\nParliament in Ardel passed the bill on river tolls on Tuesday by 31 votes to 28."
    law = "President Ilse Darrow signed the bill on river tolls into law on Thursday.\nThe law on river tolls takes effect in May.\nParliament in Ardel had passed the bill on Tuesday."
    page = page_of(
        *(
            article(name, waiting, hour=n, title="River toll bill awaits assent")
            for n, name in enumerate(("a", "b", "c", "d"))
        ),
        article("e", law, hour=50, title="Darrow signs river toll bill into law"),
        article(
            "f",
            law.replace("signed", "put her name to"),
            hour=52,
            title="River toll bill becomes law",
        ),
    )
    assert "awaits the assent" not in printed(page)
    assert "law" in page.title.lower()


def test_what_was_not_confirmed_is_not_told_beside_what_was() -> None:
    made = material(
        article(
            "early", "Police did not confirm that a man had been arrested over the fire in Ardel."
        ),
        article(
            "late",
            "A man was remanded in custody on Friday over the fire in Ardel, police said.",
            hour=30,
        ),
        article(
            "later",
            "Police said a man arrested over the fire in Ardel was remanded in custody.",
            hour=31,
        ),
        alike=True,
    )
    stale = {made.statements[i].exact for i in stale_rows(made)}
    assert any("did not confirm" in s for s in stale)


@pytest.mark.parametrize(
    "waiting",
    [
        "The Senate of Caldria can now take up the bill on river tolls, lawmakers said.",
        "The bill on river tolls now heads to the Senate of Caldria, lawmakers said.",
    ],
)
def test_what_comes_next_is_not_told_once_it_came(waiting: str) -> None:
    made = material(
        article("early", waiting),
        article("late", "The Senate of Caldria passed the bill on river tolls.", hour=30),
        article("later", "Senators passed the bill on river tolls on Friday.", hour=31),
        alike=True,
    )
    assert {made.statements[i].exact for i in stale_rows(made)} == {waiting}


def test_days_are_those_of_the_article_that_names_them() -> None:
    sentence = Worded("The council of Ardel met yesterday.")
    one, other = (resolve_days(sentence, date(2024, 5, day)) for day in (3, 10))
    assert one is not None and other is not None
    assert "May 2" in one.text and "May 9" in other.text
    assert resolve_days(sentence, None) is None


@pytest.mark.parametrize(
    ("text", "day", "printed_day"),
    [
        ("The council met yesterday.", date(2024, 5, 3), "May 2"),
        ("The council met today.", date(2024, 5, 3), "May 3"),
        ("The council will meet tomorrow.", date(2024, 5, 3), "May 4"),
    ],
)
def test_relative_days_become_dates(text: str, day: date, printed_day: str) -> None:
    found = resolve_days(Worded(text), day)
    assert found is not None and printed_day in found.text
    assert found.operations


def test_the_headline_s_day_is_not_mixed_with_the_body_s() -> None:
    body = "The festival of Ardel was cancelled on April 26 after a storm warning, the town said.\nTickets will be refunded by the town until June."
    page = page_of(
        article("a", body, title="Ardel festival of April 29 cancelled"),
        article(
            "b",
            body.replace("the town said", "said the town"),
            title="Storm warning ends Ardel festival",
        ),
    )
    for fact in page.facts:
        assert "April 29" not in fact.text


def test_about_500_becoming_nearly_700_is_an_update() -> None:
    line = "{} people signed the petition against the dam in Ardel, the Water Union said."
    made = material(
        article("a", line.format("About 500")),
        article("b", line.format("Nearly 700"), hour=30),
        alike=True,
    )
    assert find_disputes(made) == ()


def test_five_nil_against_six_nil_is_a_discrepancy() -> None:
    line = "The senate of Ardel voted {} on Monday to close the harbour, {} said."
    made = material(
        article("a", line.format("5-0", "the clerk")),
        article("b", line.format("6-0", "the speaker"), hour=1),
        alike=True,
    )
    assert len(find_disputes(made)) == 1


def test_the_last_position_is_the_position() -> None:
    first = "Organisers of the Lode festival said on Saturday that the sound was cut because the band used a banned chant.\nThe band left the stage in Ardel at noon."
    then = "Organisers of the Lode festival apologised to the band on Sunday and said the sound should not have been cut.\nThe band left the stage in Ardel at noon on Saturday."
    page = page_of(
        article("a", first, title="Lode festival cuts band's sound"),
        article("b", then, hour=30, title="Lode festival apologises to band"),
        article(
            "c",
            then.replace("apologised", "said sorry"),
            hour=31,
            title="Lode festival says sorry to band",
        ),
    )
    text = printed(page)
    assert "apologised" in text or "said sorry" in text
    assert "admitted" not in text
