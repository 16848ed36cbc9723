"""Who and what a page names is introduced once, in words of the article that are cited."""

from __future__ import annotations

import pytest

from tests.unit.story_material import article
from winnow.stages.introductions import introduce, is_first_name_only
from winnow.stages.statements import find_statements
from winnow.stages.word import word_statement
from winnow.types import Article, CitedSentence
from winnow.verification import check_sentence


def introduced(
    text: str, number: int, met: set[str] | None = None
) -> tuple[Article, CitedSentence]:
    """Return the article of ``text`` and its statement of this number as the page introduces it."""
    source = article("a", text)
    statement = find_statements(source)[number]
    sentence = word_statement(statement, source)
    assert sentence is not None
    return source, introduce(sentence, statement, source, set() if met is None else met)


def test_a_person_is_named_in_full_with_the_office_once() -> None:
    """ "Darrow" alone is enough from the second time on."""
    text = (
        "Mayor Ilse Darrow runs the harbour town of Ardel in the north of Caldria.\n"
        "On Friday Darrow sold the old harbour crane of Ardel to a museum in Merrow."
    )
    met: set[str] = set()
    source, first = introduced(text, 1, met)
    _, again = introduced(text, 1, met)
    later = "Darrow sold the old harbour crane of Ardel to a museum in Merrow."
    short = f"The council of Ardel thanked Mayor Darrow for her work on Friday.\n{later}"
    assert introduced(short, 1, met)[1].text == later
    assert first.text.startswith("On Friday Mayor Ilse Darrow sold")
    assert first.evidence[-1].exact == "Mayor Ilse Darrow"
    assert [o.name for o in first.operations][-2:] == ["resolve-name", "introduce"]
    assert (
        again.text == "On Friday Darrow sold the old harbour crane of Ardel to a museum in Merrow."
    )
    assert not check_sentence(first, {"a": source}).violations


@pytest.mark.parametrize(
    "behind",
    ["who leads the Tenants' League", "a researcher at Merrow City University"],
)
def test_a_description_between_commas_is_put_behind_the_name(behind: str) -> None:
    """It is verified like the rest, as the words of the article."""
    text = (
        f"Nobody asked Yolande Birk, {behind}, before the vote in Ardel on Tuesday.\n"
        "Yolande Birk said that the rents of Ardel went up twice as fast as pay."
    )
    source, sentence = introduced(text, 1)
    assert sentence.text.startswith(f"Yolande Birk, {behind}, said that the rents")
    assert sentence.evidence[-1].exact == f"Yolande Birk, {behind}"
    assert not check_sentence(sentence, {"a": source}).violations


@pytest.mark.parametrize(
    ("first", "why"),
    [
        ("The council of Ardel heard Yolande Birk, 47, before the vote on Tuesday.", "an age"),
        ("The council of Ardel thanked Yolande Birk, the end of a long day.", "no person"),
        ("The council of Ardel thanked Yolande Birk, whose flat burned down.", "no office"),
        ("On Tuesday Yolande Birk asked the council of Ardel for new houses.", "a weekday"),
        (
            "The council of Ardel heard Mrs. Yolande Birk before the vote on Tuesday.",
            "an honorific",
        ),
        ("The council heard Yolande Birk, a spokesman said, before the vote.", "who said so"),
    ],
)
def test_what_is_no_office_introduces_nobody(first: str, why: str) -> None:
    """Better no introduction than a wrong one."""
    text = first + "\nYolande Birk said that the rents of Ardel went up twice as fast as pay."
    _, sentence = introduced(text, 1)
    assert sentence.text == (
        "Yolande Birk said that the rents of Ardel went up twice as fast as pay."
    ), why


def test_who_is_introduced_by_the_sentence_itself_is_left_alone() -> None:
    """No office before an office."""
    text = (
        "Mayor Ilse Darrow runs the harbour town of Ardel in the north of Caldria.\n"
        "Former harbour master Ilse Darrow sold the old crane of Ardel on Friday."
    )
    assert introduced(text, 1)[1].text.startswith("Former harbour master Ilse Darrow sold")


def test_an_abbreviation_is_spelled_out_from_the_article() -> None:
    """ "KFM" is given in full where the article says what it stands for."""
    text = (
        "The Karsova Federation of Miners (KFM) met in Tarnik on Friday to count the lamps.\n"
        "Nineteen lamps were missing at the Orlec mine by noon, the KFM said on Friday."
    )
    source, full = introduced(text, 1)
    assert "Karsova Federation of Miners (KFM) said" in full.text
    assert not check_sentence(full, {"a": source}).violations


def test_a_full_name_takes_the_place_of_an_honorific() -> None:
    """ "Mr. Donald Trump" is nobody's style."""
    text = (
        "Donald Trump came to the harbour town of Ardel in the north of Caldria.\n"
        "Mr. Trump said on Friday that the old harbour crane of Ardel was for sale."
    )
    source, sentence = introduced(text, 1)
    assert sentence.text.startswith("Donald Trump said on Friday")
    assert not check_sentence(sentence, {"a": source}).violations


def test_a_name_cut_in_the_wrong_place_gets_no_half_of_its_office() -> None:
    """ "Secretary of State Rex Tillerson" stays as it is, whatever was taken for his name."""
    text = "Secretary of State Rex Tillerson urged the council of Ardel on Friday to act at once."
    assert introduced(text, 0)[1].text == text


def test_a_surname_that_stands_alone_is_looked_up_in_the_article() -> None:
    """By a given name, or by the description behind the name."""
    text = (
        "Eve Samples, executive director of Friends of the Marsh, called the ruling a landmark.\n"
        "Samples said on Friday that the ruling of the court in Ardel was a victory."
    )
    source, sentence = introduced(text, 1)
    assert sentence.text.startswith(
        "Eve Samples, executive director of Friends of the Marsh, said on Friday"
    )
    assert not check_sentence(sentence, {"a": source}).violations


@pytest.mark.parametrize(
    ("text", "alone"),
    [
        ("Robert said the crane is a wonder of the old harbour.", True),
        ("Robert Hale sold the crane. Robert said it was a wonder.", False),
        ("Darrow said the crane is a wonder of the old harbour.", False),
    ],
)
def test_a_first_name_alone_introduces_nobody(text: str, alone: bool) -> None:
    source = article("a", text)
    assert is_first_name_only(find_statements(source)[-1], source) is alone


@pytest.mark.parametrize("office", ["Secretary of State", "Secretary of the Commonwealth"])
def test_an_office_with_an_of_stays_whole(office: str) -> None:
    """The name is the person's alone, the office all that stands before it."""
    text = (
        f"In Ardel the council heard Caldria {office} Al Schmorn on the elections.\n"
        "On Friday Schmorn sold the old harbour crane of Ardel to a museum in Merrow."
    )
    source, sentence = introduced(text, 1)
    assert sentence.text.startswith(f"On Friday Caldria {office} Al Schmorn sold")
    assert not check_sentence(sentence, {"a": source}).violations


@pytest.mark.parametrize(
    ("first", "honorific"),
    [
        ("Lindsey Darrow came to the harbour town of Ardel in Caldria.", "Mr. Darrow"),
        ("Lindsey Darrow came to the harbour town of Ardel in Caldria.", "Mr Darrow"),
        ("A visitor, Xanthe B. Darrow, came to the harbour town of Ardel.", "Ms. Darrow"),
    ],
)
def test_a_sentence_opens_with_the_full_name_for_an_honorific(first: str, honorific: str) -> None:
    """Whether or not the page has met the person before."""
    text = f"{first}\n{honorific} said on Friday that the old harbour crane of Ardel was for sale."
    for met in (set[str](), {"lindsey darrow", "xanthe b darrow"}):
        source, sentence = introduced(text, 1, met)
        assert "Darrow said on Friday" in sentence.text
        assert sentence.text.startswith(("Lindsey ", "Xanthe "))
        assert not check_sentence(sentence, {"a": source}).violations


def test_two_of_one_surname_are_not_told_apart_by_an_honorific() -> None:
    """No full name is better than a wrong one."""
    text = (
        "Zorvan Darrow and Xanthe Darrow came to the harbour town of Ardel.\n"
        "Mr. Darrow said on Friday that the old harbour crane of Ardel was for sale."
    )
    assert introduced(text, 1)[1].text.startswith("Mr. Darrow said")


def test_a_name_is_proved_by_its_own_bearer() -> None:
    """ "William Darrow Jr." is another person than William Darrow."""
    text = "William Darrow Jr. built the harbour of Ardel before the war.\n"
    text += "Judge William Darrow of Merrow heard the case of the crane.\n"
    text += "On Friday Darrow blocked the sale of the old harbour crane of Ardel to a museum."
    source, sentence = introduced(text, 2)
    assert "William Darrow" in sentence.text
    proofs = [e for e in sentence.evidence if e.exact.endswith("William Darrow")]
    assert proofs
    assert all(not source.text[e.end :].startswith(" Jr") for e in proofs)


def test_a_genitive_spells_nothing_out() -> None:
    """ "Republic of Caldria's (ROC)" does not stand for "ROC" as it is."""
    text = (
        "Republic of Caldria's (ROC) council met on Friday.\n"
        "On Monday the council said that the ROC would sell the harbour crane of Ardel."
    )
    assert "Caldria's" not in introduced(text, 1)[1].text
