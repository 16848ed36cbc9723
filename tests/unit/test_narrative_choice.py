"""Which of a side's sentences are told (no filler, nothing twice), and how they are joined."""

from __future__ import annotations

from dataclasses import replace

import pytest
from test_argument_wording import worded
from test_sides import article

from winnow.stages.argument_links import fused
from winnow.stages.narrative_candidates import Candidate, Slot
from winnow.stages.narrative_choice import BALANCE, MIN_PARAGRAPH, MIN_WORDS, choose
from winnow.stages.narrative_print import print_narrative
from winnow.text.similarity import content_terms
from winnow.types import CitedSentence, Evidence

PROOF = Evidence("a1", 0, 4, "Marn")
CLAIMS = (
    "The toll protects the villages of the valley from lorries and from dust, Ilse Marn said.",
    "Cheap freight costs the county a new bridge in every second winter, Piet Hallorn said.",
    "Children can walk to school again since the first barrier went up, Yolande Birk said.",
    "Shops in Ardel report more guests than before the works began, Maud Ellery said.",
    "Hauliers may still use the railway, which has room for forty wagons, Corin Hale said.",
    "Air in the lower streets has not been as clean since the mill closed, Nuria Hobday said.",
)


def candidate(text: str, *, score: float = 2.0, slot: Slot = Slot.CLAIM) -> Candidate:
    made = worded(text)
    assert made is not None
    return Candidate(made, slot, score, frozenset(content_terms(made.frame)))


def printed(chosen: list[list[Candidate]]) -> list[list[str | None]]:
    return [[c.argument.speaker for c in side] for side in chosen]


def words(side: list[Candidate]) -> int:
    return sum(c.argument.words for c in side)


def choose_from(*sides: list[Candidate], known: tuple[str, ...] = ()) -> list[list[Candidate]]:
    return choose(sides, lambda _: 400, known)


def test_a_weak_remark_fills_no_narrative() -> None:
    strong, weak = candidate(CLAIMS[0]), candidate(CLAIMS[1], score=0.2)
    other = candidate(CLAIMS[2])
    assert printed(choose_from([strong, weak], [other])) == [["Ilse Marn"], ["Yolande Birk"]]


def test_a_side_with_nothing_better_says_what_it_has() -> None:
    assert printed(choose_from([candidate(CLAIMS[1], score=0.2)], [candidate(CLAIMS[2])])) == [
        ["Piet Hallorn"],
        ["Yolande Birk"],
    ]


def test_what_the_page_tells_elsewhere_is_said_again_only_for_want_of_anything_else() -> None:
    known = ("The toll protects the villages of the valley from lorries and from dust.",)
    first, second, other = (candidate(text) for text in CLAIMS[:3])
    assert printed(choose_from([first, second], [other], known=known))[0] == ["Piet Hallorn"]
    assert printed(choose_from([first], [other], known=known))[0] == ["Ilse Marn"]


def test_a_side_with_much_to_say_keeps_a_paragraph_beside_a_short_one() -> None:
    """Balance cuts the longer side to 60 words, not to the 40 that the shorter one has."""
    much = [elsewhere(candidate(text), f"a{n}") for n, text in enumerate(CLAIMS[1:])]
    long, short = choose_from(much, [candidate(CLAIMS[0])])
    assert words(short) < MIN_WORDS
    assert MIN_PARAGRAPH * (1 - BALANCE) <= words(long) <= MIN_PARAGRAPH / (1 - BALANCE)


def elsewhere(choice: Candidate, article_id: str) -> Candidate:
    """Return the choice as another article has it."""
    argument = choice.argument
    unit = argument.passage.unit
    statement = replace(unit.statement, article_id=article_id)
    passage = replace(argument.passage, unit=replace(unit, statement=statement, voice=article_id))
    evidence = tuple(replace(e, article_id=article_id) for e in argument.evidence)
    return replace(choice, argument=replace(argument, passage=passage, evidence=evidence))


def quoting(who: str, claim: str) -> Candidate:
    return candidate(f"{who} said the toll {claim}.")


def test_a_side_denies_what_is_said_of_it_once() -> None:
    """A second denial adds who says it and nothing else; one that goes on is told."""
    first, bare, more = (
        elsewhere(candidate(text, slot=Slot.REBUTTAL), f"a{n}")
        for n, text in enumerate(
            (
                "The council of Ardel has denied any misuse of the harbour's money, Ilse Marn said.",
                "Piet Hallorn, who leads the party, rejected the accusations about the trip to Merrow.",
                "Corin Hale rejected the accusations, saying that the county had paid for each boat itself.",
            )
        )
    )
    other = [candidate(CLAIMS[3])]
    assert printed(choose_from([first, bare], other))[0] == ["council of Ardel"]
    assert printed(choose_from([first, more], other))[0] == ["council of Ardel", "Corin Hale"]


def test_no_words_are_quoted_twice() -> None:
    first = quoting("Ilse Marn", "was “robbery of the poor” and had no friends")
    again = quoting("Piet Hallorn", "would end in court as “robbery of the poor of the valley”")
    assert printed(choose_from([first, again], [candidate(CLAIMS[2])]))[0] == ["Ilse Marn"]


def test_a_group_opens_what_single_voices_go_on_with() -> None:
    one = candidate("Ilse Marn said the toll protects the villages of the valley.", score=3.0)
    many = candidate("Valley farmers said the toll keeps dust from their fields.", score=1.0)
    source = article(
        "a1", "Ardel", f"{one.argument.statement.exact} {many.argument.statement.exact}"
    )
    told = print_narrative([one, many], {"a1": source})
    assert [s.attribution for s in told] == ["Valley farmers", "Ilse Marn"]


@pytest.mark.parametrize(
    ("second", "whole"),
    [
        ("Marn adds that nobody asked the valley.", True),
        ("Marn adds that 40 lorries cross it in an hour.", False),
        ("Marn says: “Nobody asked the valley.”", False),
    ],
)
def test_two_clauses_of_one_speaker_make_one_sentence(second: str, whole: bool) -> None:
    made = fused(
        CitedSentence("Ilse Marn argues that the toll is fair.", (PROOF,), "Ilse Marn"),
        CitedSentence(second, (PROOF,), "Ilse Marn"),
    )
    text = "Ilse Marn argues that the toll is fair, adding that nobody asked the valley."
    assert (made.text if made else None) == (text if whole else None)
