"""Names and pronouns of one text are put together when they are one person's."""

from __future__ import annotations

import pytest

from winnow.language import Person, find_people, load_language


def people(text: str) -> dict[str, list[str]]:
    return {p.name: [m.text for m in p.mentions] for p in found(text)}


def found(text: str) -> tuple[Person, ...]:
    return find_people(load_language(1).analyse(text))


def test_a_surname_stands_for_the_person_named_in_full() -> None:
    """The full name and the surname after it are one person."""
    text = "Angela Merkel spoke in Berlin on Monday. Merkel said the talks went well."
    assert people(text) == {"Angela Merkel": ["Angela Merkel", "Merkel"]}


def test_pronouns_go_by_gender() -> None:
    """She and he go to the woman and the man, whoever was named last."""
    text = "Angela Merkel met David Cameron in London. She said he had agreed."
    assert people(text) == {
        "Angela Merkel": ["Angela Merkel", "She"],
        "David Cameron": ["David Cameron", "he"],
    }


def test_the_subject_does_not_act_on_himself() -> None:
    """In "Brown met him", he is somebody else."""
    text = "David Cameron resigned on Friday. Gordon Brown met him at noon."
    assert people(text)["David Cameron"] == ["David Cameron", "him"]


def test_a_pronoun_without_a_fitting_person_is_left_alone() -> None:
    """Nobody is guessed when the only person named is of the other gender."""
    assert people("David Cameron resigned. She wept.") == {"David Cameron": ["David Cameron"]}


def test_a_nearer_person_without_a_name_takes_the_pronoun() -> None:
    """ "The woman … she" says nothing of the person named before."""
    text = "Angela Merkel left Berlin. A woman fell at the station. She was not hurt."
    assert people(text) == {"Angela Merkel": ["Angela Merkel"]}


@pytest.mark.parametrize("text", ["", "It rained.", "He left."])
def test_a_text_without_persons_has_none(text: str) -> None:
    """No names, no persons."""
    assert found(text) == ()


def test_mentions_are_spans_in_order() -> None:
    """Every mention is found where it says, first to last."""
    text = "Angela Merkel said her party won. She thanked voters, and Merkel smiled."
    for person in found(text):
        starts = [m.start for m in person.mentions]
        assert starts == sorted(starts)
        assert all(text[m.start : m.end] == m.text for m in person.mentions)
