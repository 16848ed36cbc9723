"""Sentences become statements with kind, speaker and what they need to stand alone."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from winnow.stages.statements import find_statements, judgement_of
from winnow.types import Article, Statement, StatementKind


def article(
    text: str, *, title: str = "Ferry talks", url: str = "https://a.example/n/1"
) -> Article:
    seen = datetime(2025, 8, 27, 12, tzinfo=UTC)
    return Article("a1", url, "a.example", title, text, seen)


def statements(text: str, **options: str) -> tuple[Statement, ...]:
    return find_statements(article(text, **options))


def only(text: str) -> Statement:
    (statement,) = statements(text)
    return statement


@pytest.mark.parametrize(
    ("text", "speaker", "cue", "content"),
    [
        ("Ada Holm said that the ferry had sunk.", "Ada Holm", "said", "that the ferry had sunk"),
        ("The ferry had sunk, Ada Holm said.", "Ada Holm", "said", "The ferry had sunk"),
        ("According to Ada Holm, the ferry sank.", "Ada Holm", "According to", "the ferry sank"),
        ("The ferry sank, according to police.", "police", "according to", "The ferry sank"),
        ("Officials say the ferry sank twice.", "officials", "say", "the ferry sank twice"),
        (
            "Ada Holm accused the port of neglect.",
            "Ada Holm",
            "accused",
            "the port of neglect",
        ),
        (
            "Ada Holm told reporters on Monday that the ferry sank.",
            "Ada Holm",
            "told",
            "that the ferry sank",
        ),
    ],
)
def test_indirect_speech(text: str, speaker: str, cue: str, content: str) -> None:
    """Speaker, cue and content of reported speech come from the sentence itself."""
    found = only(text)
    assert found.kind is StatementKind.ATTRIBUTED
    assert (found.speaker, found.cue) == (speaker, cue)
    assert found.content is not None
    assert text[slice(*found.content)] == content
    assert found.is_self_contained


@pytest.mark.parametrize(
    ("text", "speaker", "role"),
    [
        ("Transport Minister Ada Holm said the ferry sank.", "Ada Holm", "Transport Minister"),
        (
            "Ada Holm, a harbour spokeswoman, said the ferry sank.",
            "Ada Holm",
            "harbour spokeswoman",
        ),
        (
            "“The ferry sank in the night,” said Ada Holm, head of the port union.",
            "Ada Holm",
            "head of the port union",
        ),
    ],
)
def test_roles(text: str, speaker: str, role: str) -> None:
    """A title before the name and a description after it say what the speaker is."""
    found = only(text)
    assert (found.speaker, found.speaker_role) == (speaker, role)


def test_a_description_with_a_name_in_it_is_not_the_person() -> None:
    """Holm's lawyer, or the Holm administration, is not Holm."""
    found = statements("President Ada Holm left. The Holm administration said the port was safe.")
    assert found[1].speaker == "Holm administration"


def test_he_is_the_last_speaker() -> None:
    """A pronoun stands for who spoke last; such a sentence cannot stand alone."""
    first, second = statements(
        "Transport Minister Karl Otieno said the ferry sank.\nHe said the crew was safe."
    )
    assert (first.speaker, second.speaker) == ("Karl Otieno", "Karl Otieno")
    assert (first.is_self_contained, second.is_self_contained) == (True, False)


def test_an_unclear_pronoun_has_no_speaker() -> None:
    """Between two people nobody is chosen."""
    *_, last = statements("Karl Otieno met Lorenz Baker at the port.\nHe said the crew was safe.")
    assert last.speaker is None
    assert not last.is_self_contained


def test_a_pronoun_is_nobody_whom_its_sentence_names() -> None:
    """Who is spoken of by name is not who speaks as "she"."""
    *_, last = statements(
        "Carla Holm said the ferry sank.\nShe said a picture of Carla Holm at the port was false."
    )
    assert last.speaker is None


def test_a_pronoun_is_nobody_of_another_gender() -> None:
    """A woman's given name keeps "he" from being her: the one before spoke, and nobody else."""
    *_, last = statements(
        "Karl Otieno said the ferry sank.\nAnna Baker said it was old.\nHe said the crew was safe."
    )
    assert last.speaker == "Karl Otieno"


def test_a_country_before_a_surname_is_no_given_name() -> None:
    """ "China Lee" of a comment below does not name the Lee of the article."""
    first, *_ = statements("Lee said the port was safe.\nFake news about China Lee again today.")
    assert first.speaker == "Lee"


def test_a_post_is_no_sentence_of_the_outlet() -> None:
    """What an embedded post says in its author's name stands in no quotation marks."""
    (post,) = statements(
        "The port will ruin the whole coast if they don't act. — Ada Holm (@adaholm) March 3, 2024"
    )[:1]
    assert post.kind is StatementKind.NOISE


def test_who_is_asked_about_does_not_speak() -> None:
    """The question's verb is nobody's statement."""
    said = only("Asked whether Otieno maintained a list of guests, Holm replied: “There is none.”")
    assert said.speaker == "Holm"


def test_a_name_with_an_unknown_title_is_no_second_person() -> None:
    """One person, named once with letters that no table knows, still owns the surname."""
    *_, last = statements(
        "DAG Karl Otieno left.\nKarl Otieno came back.\nOtieno said the ferry sank."
    )
    assert last.speaker == "Karl Otieno"


def test_a_surname_that_ends_like_a_weekday_is_a_surname() -> None:
    """Hobday is no day."""
    said = only("New houses were exempt in any case, said Nuria Hobday, a researcher in Merrow.")
    assert said.speaker == "Nuria Hobday"


def test_the_minister_is_the_one_introduced() -> None:
    """A bare role stands for the only person who was given it."""
    *_, last = statements(
        "Transport Minister Karl Otieno arrived in Paris.\nThe minister said the crew was safe."
    )
    assert last.speaker == "Karl Otieno"


def test_a_quotation_over_two_sentences_keeps_its_speaker() -> None:
    """What follows in the same quotation is said by the same person."""
    text = "“The ferry sank at night,” Ada Holm said. “The whole crew reached the shore alive.”"
    first, second = statements(text)
    assert (first.kind, second.kind) == (StatementKind.QUOTE, StatementKind.QUOTE)
    assert second.speaker == "Ada Holm"
    assert [text[a:b] for a, b in first.quotes] == ["The ferry sank at night,"]


@pytest.mark.parametrize(
    "line",
    [
        "Subscribe to our newsletter for the latest news.",
        "Photo: Ada Holm at the port",
        "Read more: Ferry sinks off the coast",
        "Updated Aug. 27, 2025",
        "© 2025 Example Media. All rights reserved.",
        "Ferry Talks Resume As Port Reopens",
        "Reporting by Ada Holm; Editing by Karl Otieno",
        "Share this article",
        "window.dataLayer = window.dataLayer || [];",
    ],
)
def test_furniture_is_noise(line: str) -> None:
    """Appeals, captions, menus, times, notices, headings, bylines and code are never used."""
    assert {s.kind for s in statements(line)} == {StatementKind.NOISE}


@pytest.mark.parametrize(
    "text",
    [
        "But the ferry sank near the harbour.",
        "However, the ferry sank near the harbour.",
        "They sank the ferry near the harbour.",
        "The ferry sank near the harbour and the…",
        "We saw the ferry sink near the harbour.",
        "Did the ferry sink near the harbour?",
        "The ferry sank “near the harbour.",
    ],
)
def test_what_cannot_stand_alone(text: str) -> None:
    """Connectives, pronouns, cut-offs, first persons, questions and open quotations lean on more."""
    assert not only(text).is_self_contained


def test_kinds_of_the_outlets_own_voice() -> None:
    """What happened, what was before, and what is judged are told apart."""
    event, before, judged = statements(
        "The ferry sank near the harbour on Tuesday.\n"
        "The ferry was built in 1998 by a yard in Bergen.\n"
        "The port must clearly do better than this shameful mess."
    )
    assert event.kind is StatementKind.EVENT
    assert before.kind is StatementKind.BACKGROUND
    assert judged.kind is StatementKind.EVALUATION


def test_an_opening_that_names_its_day_is_no_background() -> None:
    """Whatever led to it: "had been trapped" tells what was before, "on Tuesday" what is told."""
    lead, later = statements(
        "The crew who had been trapped on the ferry were brought ashore on Tuesday.\n"
        "The crew had been trapped on the ferry since it left Ardel on Sunday."
    )
    assert lead.kind is StatementKind.EVENT
    assert later.kind is StatementKind.BACKGROUND


def test_words_of_a_name_judge_nothing() -> None:
    """The Fair Rent Act is called so."""
    assert judgement_of("The Senate approved the Fair Rent Act on Friday.") == 0
    assert judgement_of("The Senate approved a fair act on rents on Friday.") > 0


def test_an_opinion_article_supplies_no_events() -> None:
    """In a column, what nobody else says is the writer's judgement."""
    (found,) = statements("The ferry sank near the harbour.", title="Opinion: Close the port")
    assert found.kind is StatementKind.EVALUATION


def test_spans_and_counts_are_the_articles_own() -> None:
    """Offsets of everything point into the article's text."""
    text = "The port closed.\nIn Bergen, 12 people were killed and Ada Holm said “never again”."
    for found in statements(text):
        assert text[found.start : found.end] == found.exact
        assert all(text[n.start : n.end] == n.text for n in found.names)
        assert all(text[q.start : q.end] == q.text for q in found.quantities)
    assert found.quantities[0].unit == "killed"
    assert [text[a:b] for a, b in found.quotes] == ["never again"]


def test_a_clause_at_the_end_does_not_attribute_the_whole() -> None:
    """ "… although Y have vowed to sue" leaves the main clause the outlet's own."""
    found = only("The council closed the port on Monday, although unions vowed to challenge that.")
    assert (found.kind, found.speaker) == (StatementKind.EVENT, None)
