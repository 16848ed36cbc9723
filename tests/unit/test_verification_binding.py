"""Verification, word by word: a detail that the passage has must stand where the passage has it."""

from __future__ import annotations

import pytest

from tests.unit.test_verification import article, rules_broken
from winnow.types import CitedSentence, Evidence, Verdict
from winnow.verification import check_sentence
from winnow.verification.alignment import align, tokens

LEAD = "Ilse Darrow sued the ferry company of Bram Tolver over the fire on the quay at Ardel."


def verdict(sentence: str, *passages: str) -> Verdict:
    """Check a sentence against passages of one article."""
    source = article("\n".join(passages))
    starts = [source.text.index(p) for p in passages]
    evidence = tuple(Evidence("a", s, s + len(p), p) for s, p in zip(starts, passages, strict=True))
    return check_sentence(CitedSentence(sentence, evidence), {"a": source}).verdict


def test_two_names_exchanged_are_caught() -> None:
    """Who sued whom is not told by the names alone."""
    said = "Bram Tolver sued the ferry company of Ilse Darrow over the fire on the quay at Ardel."
    assert rules_broken(said, LEAD) == {"name"}


def test_names_exchanged_in_a_short_sentence_are_not_passed() -> None:
    """Where little is left in order, the check does not vouch."""
    said = "Bram Tolver sued Ilse Darrow."
    assert verdict(said, "Ilse Darrow sued Bram Tolver.") is Verdict.ABSTAINED


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("25 percent levy and a 50 percent fine", "50 percent levy and a 25 percent fine"),
        ("from 1990 to 1994", "from 1994 to 1994"),
        ("nine days", "six days"),
    ],
)
def test_a_number_of_something_else_is_caught(before: str, after: str) -> None:
    """A number that the passage has for another thing is wrong, though it stands there."""
    passage = (
        "The Orlec mine paid a 25 percent levy and a 50 percent fine from 1990 to 1994, "
        "six days late and nine days short."
    )
    assert before in passage
    assert rules_broken(passage.replace(before, after), passage) == {"number"}


def test_a_number_borrowed_from_a_further_passage_is_caught() -> None:
    """A citation of another passage does not lend its figure to this sentence."""
    passage = "The port of Ardel lost 12 boats of its fleet in the storm."
    other = "The port of Tarnik lost 45 boats of its fleet a year before."
    assert rules_broken(passage.replace("12", "45"), passage, other) == {"number"}


@pytest.mark.parametrize("wrong", ["Bram Tolver", "Vesna Radul"])
def test_a_speaker_whom_the_passage_names_for_another_thing_is_caught(wrong: str) -> None:
    """The words stay with the one who said them."""
    passage = "Ilse Darrow said Bram Tolver had never shown Vesna Radul the plans of the quay."
    said = passage.replace("Ilse Darrow said", f"{wrong} said")
    assert rules_broken(said, passage) == {"attribution"}


def test_a_country_in_the_speaker_s_place_is_caught() -> None:
    """ "U.S." is a name and no small word."""
    passage = "The quay of Tarnik belongs to nobody but the U.S. navy, Ilse Darrow said on Monday."
    assert rules_broken(passage.replace("Ilse Darrow said", "U.S said"), passage) == {"attribution"}


def test_a_question_does_not_become_a_statement() -> None:
    """What somebody is asked is not what is so."""
    passage = (
        "Asked whether Bram Tolver kept a list of guests, Ilse Darrow replied: “There is none.”"
    )
    said = "Bram Tolver kept a list of guests, Ilse Darrow replied: “There is none.”"
    assert rules_broken(said, passage) == {"entailment"}


def test_one_unnamed_body_is_not_another() -> None:
    """Lawyers did not say what the police said."""
    passage = "The driver fled across the fields near Tarnik after the crash, police said."
    assert rules_broken(passage.replace("police", "lawyers"), passage) == {"attribution"}


NAMED = "“The quay was never safe for the crews at night,” {} said on the radio."


def test_a_pronoun_becomes_the_name_that_a_further_passage_gives() -> None:
    """ "he said" may be printed with the speaker's name, its mention cited."""
    assert verdict(NAMED.format("Bram Tolver"), NAMED.format("he"), "Bram Tolver") is Verdict.PASSED


def test_a_pronoun_does_not_become_a_name_of_the_same_passage() -> None:
    """A name inside the passage is no proof that he is the speaker."""
    passage = "“The quay was never safe,” he said on the radio after Bram Tolver had left the room."
    said = passage.replace("he said", "Bram Tolver said")
    assert rules_broken(said, passage) == {"attribution"}


def test_a_surname_becomes_the_full_name_that_a_further_passage_gives() -> None:
    """A person is introduced with his full name, its mention cited."""
    passage = "Tolver closed the yard at Ardel on Friday and sent the crews home."
    assert verdict(f"Bram {passage}", passage, "Bram Tolver") is Verdict.PASSED


def test_a_source_may_move_to_the_front_with_its_verb() -> None:
    """Whoever is named behind the words may be named before them."""
    passage = "The crews of the harbour had been warned for many weeks, Vesna Radul said."
    said = "Vesna Radul said that the crews of the harbour had been warned for many weeks."
    assert rules_broken(said, passage) == set()


@pytest.mark.parametrize(
    ("passage", "said"),
    [
        (
            "The union has warned that the plan to close the yard could cost many jobs, it claims.",
            "The plan to close the yard could cost many jobs, it claims.",
        ),
        (
            "“Nobody at the yard ever claimed that the crane was safe for us,” Vesna Radul wrote.",
            "“Nobody at the yard ever claimed that the crane was safe for us.”",
        ),
    ],
)
def test_a_source_cut_at_either_end_is_caught(passage: str, said: str) -> None:
    """Another verb of saying in the sentence does not stand for the source that was cut."""
    assert "attribution" in rules_broken(said, passage)


def test_a_second_clause_may_be_cut_with_what_it_reports() -> None:
    """What somebody else says in a clause of its own may be left out."""
    passage = "The crews welcomed the plan for the yard at Ardel, but the union expressed doubts."
    said = "The crews welcomed the plan for the yard at Ardel."
    assert rules_broken(said, passage) == set()


def test_that_said_names_no_source() -> None:
    """ "That said," is a connective, which may go."""
    passage = "That said, the five yards of the bay spend more than the port of Ardel does."
    said = "The five yards of the bay spend more than the port of Ardel does."
    assert rules_broken(said, passage) == set()


@pytest.mark.parametrize(
    "clipped",
    [
        "Ilse Darrow said the town was “looking at every legal way to keep the old.”",
        "Ilse Darrow said the town was “at every legal way to keep the old crane.”",
    ],
)
def test_a_quotation_clipped_within_its_clause_is_caught(clipped: str) -> None:
    """What is printed in marks begins and ends where the speaker's clause does."""
    passage = "Ilse Darrow said the town was “looking at every legal way to keep the old crane.”"
    assert rules_broken(clipped, passage) == {"quote"}


def test_a_quotation_may_end_with_its_sentence() -> None:
    """The rest of what somebody said need not be printed."""
    passage = "“We counted the lamps twice. Then we went home to sleep,” Vesna Radul said."
    said = "“We counted the lamps twice,” Vesna Radul said."
    assert rules_broken(said, passage) == set()


@pytest.mark.parametrize(
    ("before", "after"), [("declined to", "agreed to"), ("welcomed", "mourned")]
)
def test_one_telling_word_for_another_is_not_passed(before: str, after: str) -> None:
    """A word may be a fair synonym or the opposite: the check abstains, also in a long sentence."""
    passage = (
        "The ferry company of Ardel declined to pay the crews of the four sunken boats, and the "
        "council of the old town welcomed the plan for a new harbour crane in the north."
    )
    assert verdict(passage.replace(before, after), passage) is Verdict.ABSTAINED


def test_an_inflected_word_is_the_same_word() -> None:
    """Another form of the passage's word is no other word."""
    passage = "The council of Ardel plans to sell the old harbour crane to a museum in the north."
    assert verdict(passage.replace("plans", "planned"), passage) is Verdict.PASSED


@pytest.mark.parametrize(("said", "cited"), [("Aug. 4", "August 4"), ("U.K.", "UK")])
def test_one_name_in_two_spellings_passes(said: str, cited: str) -> None:
    """A month in short and an abbreviation with points are the same name."""
    frame = "The crews of the {} fleet met the mayor of the town at the quay."
    assert "name" not in rules_broken(frame.format(said), frame.format(cited))


def test_a_pronoun_that_opens_a_sentence_is_no_name() -> None:
    """Only the capital of the sentence is new."""
    passage = "Ardel sold the crane to a museum of the north, and it paid the crews at once."
    said = "Ardel sold the crane to a museum of the north. It paid the crews at once."
    assert rules_broken(said, passage) == set()


def test_a_lost_source_of_a_reworded_sentence_is_a_doubt() -> None:
    """Where the sentence follows no passage, its source may have told the part that was not used."""
    passage = "Asked about boats, the crane and the yard at Ardel, Vesna Radul said they are fine."
    assert verdict("The yard, the crane and boats are fine at Ardel.", passage) is Verdict.ABSTAINED


def test_a_sentence_of_small_words_passes_as_a_copy() -> None:
    """Where no word carries content, each must be the passage's."""
    passage = "“I have just got to do what I can do,” he said."
    assert rules_broken(passage, passage) == set()


def test_a_copy_is_aligned_without_changes() -> None:
    """A sentence beside itself is copied whole."""
    alignment = align(tokens(LEAD), tokens(LEAD))
    assert (alignment.changes, alignment.copied) == ((), 1.0)


def test_an_alignment_tells_what_was_put_for_what() -> None:
    """A replaced word is added and dropped in one place, its neighbours known."""
    [change] = align(tokens("The old crane fell"), tokens("The new crane fell")).changes
    assert [t.word for t in change.added] == ["old"]
    assert [t.word for t in change.dropped] == ["new"]
    assert change.before and change.after
    assert (change.before.word, change.after.word) == ("the", "crane")


@pytest.mark.parametrize(
    ("verb", "passes"), [("criticised", True), ("praised", False), ("mocked", False)]
)
def test_a_fierce_verb_may_become_its_plain_one_and_no_other(verb: str, passes: bool) -> None:
    passage = (
        "Mayor Ilse Darrow blasted the sale of the old harbour crane in Ardel to a scrap dealer."
    )
    assert (rules_broken(passage.replace("blasted", verb), passage) == set()) is passes
