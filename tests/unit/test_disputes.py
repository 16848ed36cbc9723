"""Accounts that cannot both hold, and those that only seem so."""

from __future__ import annotations

import pytest

from tests.unit.story_material import article, material
from winnow.stages.dispute_figures import superseded_rows
from winnow.stages.disputes import find_disputes
from winnow.types import Dispute

TOLL = "The flood in Ardel on Friday killed {} people and swept away a bridge, {} said."


def tolls(dispute: Dispute) -> list[tuple[str, str]]:
    return [(a.source, a.sentence.text) for a in dispute.accounts]


def test_two_tolls_are_a_dispute() -> None:
    """The police count 12, the union 19: both are shown, in the order in which they were given."""
    made = material(
        article("a", TOLL.format(12, "the police")),
        article("b", TOLL.format(19, "the miners' union"), hour=1),
        alike=True,
    )
    (dispute,) = find_disputes(made)
    assert dispute.about == "Number of people killed"
    assert ["12" in t or "19" in t for _, t in tolls(dispute)] == [True, True]
    assert "12 people" in dispute.accounts[0].sentence.text
    assert "19 people" in dispute.accounts[1].sentence.text


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("12", "12"),
        ("12", "twelve"),
        ("at least 12", "19"),
        ("about 500", "nearly 520"),
        ("12", "up to 19"),
    ],
)
def test_figures_that_can_both_hold_are_no_dispute(one: str, other: str) -> None:
    """Equal figures, a lower bound and round figures close together agree."""
    made = material(
        article("a", TOLL.format(one, "the police")),
        article("b", TOLL.format(other, "the miners' union"), hour=1),
        alike=True,
    )
    assert find_disputes(made) == ()


def test_a_source_that_counts_again_does_not_contradict_itself() -> None:
    """The later figure of one source replaces its earlier one."""
    made = material(
        article("a", TOLL.format(12, "the police")),
        article("b", TOLL.format(19, "the police"), hour=5),
        alike=True,
    )
    assert find_disputes(made) == ()
    assert [made.statements[i].article_id for i in superseded_rows(made)] == ["a"]


def test_the_newest_figure_of_each_source_is_shown() -> None:
    """Of three accounts by two sources, two remain."""
    made = material(
        article("a", TOLL.format(12, "the police")),
        article("b", TOLL.format(15, "the police"), hour=5),
        article("c", TOLL.format(19, "the miners' union"), hour=2),
        alike=True,
    )
    (dispute,) = find_disputes(made)
    assert sorted("15" in a.sentence.text for a in dispute.accounts) == [False, True]
    assert not any("12 people" in a.sentence.text for a in dispute.accounts)


def test_a_reprint_s_slip_is_no_second_origin() -> None:
    """A copy in which a figure was mistyped gives no account of its own."""
    made = material(
        article("a", TOLL.format(12, "the police")),
        article("b", TOLL.format(21, "the fire service"), hour=1),
        origins={"b": "a"},
        alike=True,
    )
    assert find_disputes(made) == ()


def test_the_dead_and_the_injured_are_not_one_figure() -> None:
    """Figures of different things stand side by side."""
    made = material(
        article("a", TOLL.format(12, "the police")),
        article(
            "b", "The flood in Ardel on Friday injured 19 people, the miners' union said.", hour=1
        ),
        alike=True,
    )
    assert find_disputes(made) == ()


def test_floods_in_two_towns_are_two_events() -> None:
    """Tolls of sentences that share no name are not compared."""
    other = TOLL.format(19, "the police").replace("Ardel", "Tarnik")
    made = material(
        article("a", TOLL.format(12, "the fire service")), article("b", other, hour=1), alike=True
    )
    assert find_disputes(made) == ()


ACCUSED = "Union leader Vesna Radul accused Brannik Coal of running the mine with a broken fan."
DENIED = "Brannik Coal denied the accusation that it ran the mine with a broken fan on Monday."


def test_a_denied_accusation_is_a_dispute() -> None:
    """Accuser and denier are shown, the accusation first."""
    made = material(article("a", ACCUSED), article("b", DENIED, hour=1), alike=True)
    (dispute,) = find_disputes(made)
    assert [a.sentence.text for a in dispute.accounts] == [ACCUSED, DENIED]
    assert "Brannik Coal" in dispute.about


def test_a_denial_of_nothing_said_is_no_dispute() -> None:
    """Without the accusation there are no two accounts."""
    other = "Union leader Vesna Radul said that the lamps were counted twice by noon on Monday."
    assert (
        find_disputes(material(article("a", other), article("b", DENIED, hour=1), alike=True)) == ()
    )


@pytest.mark.parametrize(
    "decision",
    [
        "A court in Merrow denied bail to Ilse Darrow, who is accused of selling a crane.",
        "Judge Piet Hallorn rejected the claims of Ilse Darrow and sent her back to prison.",
        "The High Court dismissed the charges against Ilse Darrow on Monday in Merrow.",
    ],
)
def test_a_court_that_decides_denies_nothing(decision: str) -> None:
    """Denying bail and dismissing charges are decisions."""
    accusation = "Prosecutors accused Ilse Darrow and the High Court of Merrow of delay on Monday."
    made = material(article("a", accusation), article("b", decision, hour=1), alike=True)
    assert find_disputes(made) == ()


def test_what_somebody_is_said_to_have_done_is_an_accusation() -> None:
    """Who rejects an accusation answers the report that it did the deed, without the word."""
    said = "Police chief Piet Hallorn said that Brannik Coal had removed the fan from the mine on Monday."
    denied = (
        "Brannik Coal rejected the accusation and said that the fan of the mine was in its place."
    )
    (dispute,) = find_disputes(
        material(article("a", said), article("b", denied, hour=1), alike=True)
    )
    assert [a.sentence.text for a in dispute.accounts] == [said, denied]


@pytest.mark.parametrize(
    ("accusation", "denial"),
    [
        # X is named in the accusation, but another is accused.
        (
            ACCUSED.replace(
                "accused Brannik Coal of", "accused the county of helping Brannik Coal by"
            ),
            DENIED,
        ),
        # What was denied long before may have been settled.
        (ACCUSED, DENIED.replace("denied", "had always denied")),
        # Nobody knows who "it" is.
        (ACCUSED, "After Brannik Coal was sold, it denied the accusation about the fan on Monday."),
        # Denied is what another has done.
        (
            ACCUSED,
            DENIED.split(" denied")[0]
            + " denied claims by the union that Anna Baker took the fan from the mine on Monday.",
        ),
        # The accusation is itself a denial of knowing.
        (ACCUSED.replace("accused", "did not say who had accused"), DENIED),
    ],
)
def test_what_only_looks_like_a_denied_accusation(accusation: str, denial: str) -> None:
    """Another's guilt, old denials and doubtful pronouns make no dispute."""
    made = material(article("a", accusation), article("b", denial, hour=1), alike=True)
    assert find_disputes(made) == ()


def test_no_more_disputes_than_asked_for() -> None:
    """The most widely reported is kept."""
    both = f"{ACCUSED}\n{TOLL.format(12, 'the police')}"
    denial = f"{DENIED}\n{TOLL.format(19, 'the fire service')}"
    made = material(article("a", both), article("b", denial, hour=1), alike=True)
    assert len(find_disputes(made)) == 2
    assert len(find_disputes(made, limit=1)) == 1
