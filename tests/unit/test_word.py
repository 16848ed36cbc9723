"""A statement becomes a published sentence, with the passages it rests on."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.unit.story_material import article
from winnow.stages.statements import find_statements
from winnow.stages.word import word_statement
from winnow.types import Article, CitedSentence
from winnow.verification import check_sentence


def worded(
    text: str, number: int = 0, *, dated: bool = True
) -> tuple[Article, CitedSentence | None]:
    source = article("a", text)
    source = source if dated else replace(source, published=None)
    return source, word_statement(find_statements(source)[number], source)


def test_a_plain_sentence_is_taken_as_it_stands() -> None:
    """The evidence is the passage, and nothing is attributed."""
    text = "The council of Ardel sold the old harbour crane to a museum on Friday."
    _, sentence = worded(text)
    assert sentence is not None
    assert sentence.text == text
    assert [e.exact for e in sentence.evidence] == [text]
    assert (sentence.attribution, sentence.operations) == (None, ())


def test_dateline_and_relative_day_are_edited_and_recorded() -> None:
    """The reader gets a date; the passage stays verbatim in the evidence."""
    text = "ARDEL, Caldria (Lodepress) - The council of Ardel sold the old crane to a museum yesterday."
    source, sentence = worded(text)
    assert sentence is not None
    assert sentence.text == "The council of Ardel sold the old crane to a museum on May 1."
    assert [o.name for o in sentence.operations] == ["delete-dateline", "resolve-date"]
    assert sentence.evidence[0].exact == text
    assert not check_sentence(sentence, {"a": source}).violations


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (
            "A MAN has been hurt by a crane in the harbour of Ardel on Friday. The man is 40.",
            "A man has been hurt by a crane in the harbour of Ardel on Friday.",
        ),
        (
            "CALDRIA’S council has sold the old harbour crane to a museum on Friday. In Caldria, few knew.",
            "Caldria’s council has sold the old harbour crane to a museum on Friday.",
        ),
        (
            "NACO has sold the old harbour crane of Ardel to a museum on Friday. The crane was NACO property.",
            "NACO has sold the old harbour crane of Ardel to a museum on Friday.",
        ),
    ],
)
def test_first_words_in_capitals_are_written_small(text: str, said: str) -> None:
    """Where the article has the word in small letters; a body's short name stays."""
    source, sentence = worded(text)
    assert sentence is not None and sentence.text == said
    assert not check_sentence(sentence, {"a": source}).violations


def test_he_said_gets_its_speaker_whose_mention_is_cited() -> None:
    """The name comes from another passage, which becomes evidence too."""
    text = (
        "Governor Stanimir Bolek visited the Orlec mine on Monday with rescuers.\n"
        "He said that 12 bodies had been brought to the surface at Orlec on Monday."
    )
    source, sentence = worded(text, 1)
    assert sentence is not None
    assert sentence.text.startswith("Stanimir Bolek said that 12 bodies")
    assert [e.exact for e in sentence.evidence[1:]] == ["Stanimir Bolek"]
    assert sentence.attribution == "Stanimir Bolek"
    assert not check_sentence(sentence, {"a": source}).violations


def test_without_a_date_a_relative_day_cannot_be_told() -> None:
    """An undated article's "yesterday" makes the sentence unfit."""
    text = "The council of Ardel sold the old harbour crane to a museum yesterday."
    assert worded(text, dated=False)[1] is None


@pytest.mark.parametrize(
    "text",
    [
        "The council of Ardel sells the old harbour crane to a museum in the north",
        "She sold it.",
        "Why did the council of Ardel sell the old harbour crane to a museum?",
    ],
)
def test_unfit_sentences_become_nothing(text: str) -> None:
    """A headline without a stop, a scrap and a question are not worded."""
    assert worded(text)[1] is None
