"""Words wider than the text: "bans", "defies", "kills", "destroyed", and whose word a charge is."""

# ruff: noqa: E501

from __future__ import annotations

import pytest

from tests.unit.story_material import START
from tests.unit.trap_pages import article, page_of
from winnow.stages.title import choose_title
from winnow.types import Article, OriginLink, OriginRole


def title_of(*articles: Article) -> str:
    links = [OriginLink(a.id, a.id, OriginRole.ORIGINAL, None, None, 0.0, "") for a in articles]
    chosen = choose_title(list(articles), links)
    assert chosen is not None
    return chosen.text


@pytest.mark.parametrize(
    ("sweeping", "plain", "text", "word"),
    [
        (
            "Ministry kills wind farm off Ardel",
            "Ministry halts work on wind farm off Ardel",
            "The ministry in Caldria halted work on a wind farm off Ardel on Friday, pending a review.\nWork may go on when the review ends.",
            "Kills",
        ),
        (
            "Governor Marn defies judge over Tarnik camp",
            "Governor Marn appeals ruling on Tarnik camp",
            "Governor Ilse Marn appealed on Friday against a ruling that the Tarnik camp must wind down in 60 days.\nThe camp takes no new detainees.",
            "Defies",
        ),
        (
            "Ardel bans phones for everyone",
            "Ardel proposes limit on phone use",
            "The council of Ardel proposed on Friday a limit of two hours a day on phone use.\nThe draft sets no penalty, and the council votes on it in May.",
            "Bans",
        ),
        (
            "Varga bridge destroyed near Ardel",
            "Varga bridge damaged near Ardel",
            "The Varga bridge near Ardel was damaged on Sunday: 20 of its 690 metres fell, the railway said.\nThe pillars of the bridge stand.",
            "Destroyed",
        ),
    ],
)
def test_a_title_does_not_say_more_than_the_text(
    sweeping: str, plain: str, text: str, word: str
) -> None:
    title = title_of(
        article("a", text, title=sweeping),
        article("b", text, title=sweeping, hour=1),
        article("c", text, title=plain, hour=2),
    )
    assert word not in title


def test_a_headline_that_states_one_side_s_claim_is_no_title() -> None:
    text = "The army of Caldria said on Sunday that rebels destroyed the Varga bridge.\nThe rebels rejected the claim and blamed the army's drones."
    title = title_of(
        article("a", text, title="Varga bridge destroyed by rebels"),
        article("b", text, title="Army says rebels destroyed Varga bridge", hour=1),
    )
    assert "says" in title.lower() or "destroyed by rebels" not in title.lower()


def test_one_speaker_s_word_for_the_charge_stays_the_speaker_s() -> None:
    charge = "Prosecutors in Ardel charged Tomas Varga with smuggling on Friday.\nSenator Ilse Marn called it trafficking."
    page = page_of(
        article("a", charge, title="Varga charged with smuggling in Ardel"),
        article(
            "b",
            charge.replace("Prosecutors in Ardel", "The prosecutors of Ardel"),
            title="Ardel prosecutors charge Varga with smuggling",
            hour=1,
        ),
    )
    assert "traffick" not in page.title.lower()
    for fact in page.facts:
        for sentence in fact.sentences:
            assert "traffick" not in sentence.text or "Marn" in sentence.text
    assert START is not None
