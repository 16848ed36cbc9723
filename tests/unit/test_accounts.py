"""Accounts: two parties that contradict each other are the sides where nobody judges a common target."""

from __future__ import annotations

import numpy as np
import pytest
from test_sides import article, origins_of

from winnow.stages.accounts import find_accounts
from winnow.stages.narratives import write_narratives
from winnow.stages.sides import Sides
from winnow.stages.statements import find_statements
from winnow.types import Article

JUNTA = (
    "Ostrava's junta said on Sunday that fighters of the Hill Liberation Front (HLF) had blown up the Varga bridge. "
    "Junta spokesman Imre Kolt said in a statement that the HLF had placed mines under two of its pillars. "
    "The Hill Liberation Front denied the accusation, blaming the junta itself for the damage. "
    "HLF spokeswoman Dana Miro said army drones had dropped bombs beside the bridge that morning."
)
FRONT = (
    "The Varga bridge in northern Ostrava lies in ruins. A spokesman for the junta said the HLF had mined the bridge. "
    "The Hill Liberation Front rejected the claim, saying the junta had bombed its own railway. "
    "Trains have run over the bridge since 1901."
)


def told(*texts: str) -> tuple[list[Article], Sides | None]:
    articles = [
        article(f"a{n}", "Junta and HLF trade blame over Varga bridge", t)
        for n, t in enumerate(texts)
    ]
    statements = [s for a in articles for s in find_statements(a)]
    vectors = np.tile(np.eye(4, dtype=np.float32)[0], (len(statements), 1))
    return articles, find_accounts(statements, articles, origins_of(articles), {}, vectors=vectors)


def test_each_party_stands_with_its_own_account() -> None:
    _, sides = told(JUNTA, FRONT)
    assert sides is not None and sides.is_by_account
    assert {s.label for s in sides.sides} == {"Pro-government narrative", "Pro-HLF narrative"}
    for side, passages in zip(sides.sides, sides.passages, strict=True):
        own = ("Front", "HLF", "Miro") if "HLF" in side.label else ("unta", "Kolt")
        assert all(any(word in (p.unit.speaker or "") for word in own) for p in passages)


def test_both_accounts_are_printed_with_their_speakers() -> None:
    articles, sides = told(JUNTA, FRONT)
    assert sides is not None
    texts = {n.side.label: n.text for n in write_narratives(sides, articles)}
    assert "rejected the claim" in texts["Pro-HLF narrative"]
    assert "mine" in texts["Pro-government narrative"]
    assert "blam" not in texts["Pro-government narrative"]


def test_passages_told_as_facts_are_not_told_again() -> None:
    articles, sides = told(JUNTA, FRONT)
    assert sides is not None
    facts = {p.unit.statement.exact for side in sides.passages for p in side}
    assert write_narratives(sides, articles, told=facts) == ()


@pytest.mark.parametrize(
    "text",
    [
        "The council said the bridge would open in May. Engineers said the pillars were sound.",
        "Ostrava's junta said the bridge was closed. The Hill Liberation Front (HLF) said it was glad of it.",
    ],
)
def test_who_does_not_contradict_is_no_opponent(text: str) -> None:
    assert told(text, text + " It rained.")[1] is None
