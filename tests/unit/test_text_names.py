"""Names are found, classed and resolved within their text."""

from __future__ import annotations

import pytest

from tests.unit.story_material import article
from winnow.stages.statements import find_statements
from winnow.text.names import find_names, name_key
from winnow.text.places import place_of_adjective
from winnow.types import NameKind


def canonicals(text: str, title: str = "") -> list[str]:
    return [n.canonical for n in find_names(text, title=title)]


def test_spans_are_exact() -> None:
    """A mention's offsets give its text."""
    text = "Yesterday Mr Lorenz Adeyemi’s party met in Paris."
    assert all(text[n.start : n.end] == n.text for n in find_names(text))
    assert canonicals(text) == ["Lorenz Adeyemi", "Paris"]


def test_a_surname_stands_for_the_person() -> None:
    """A surname alone resolves to the person named in full."""
    text = "President Maria Kovacs arrived. Later Kovacs spoke."
    assert canonicals(text) == ["Maria Kovacs", "Maria Kovacs"]


def test_the_title_of_the_article_lends_its_names() -> None:
    """A person named in full in the headline only resolves the surnames of the text."""
    text = "On Monday the mayor met Kovacs again."
    assert canonicals(text, "Maria Kovacs returns") == ["Maria Kovacs"]


def test_a_relative_does_not_share_the_surname() -> None:
    """Who is brought in as somebody's father is not whom the surname alone means."""
    text = (
        "Former President Tomas Varga was sentenced on Monday. Varga took power after the death of his "
        "father, President Imre Varga. Varga denies everything, said his lawyer."
    )
    alone = [n.canonical for n in find_names(text) if n.text == "Varga"]
    assert alone == ["Tomas Varga", "Tomas Varga"]
    text = "Varga, the daughter of press baron Imre Varga, denies everything. Varga is 51."
    assert [n.canonical for n in find_names(text) if n.text == "Varga"] == ["Varga", "Varga"]


def test_the_person_named_most_owns_the_surname() -> None:
    """A relative named once does not make the surname ambiguous."""
    text = (
        "Maria Kovacs spoke. Maria Kovacs left with Peter Kovacs. "
        "Maria Kovacs returned. On Friday Kovacs slept."
    )
    assert canonicals(text)[-1] == "Maria Kovacs"


def test_an_acronym_stands_for_what_introduced_it() -> None:
    """ "Full Name (FN)" makes FN a mention of the full name."""
    text = "The Coastal Survey Agency (CSA) met. The CSA agreed."
    assert canonicals(text) == ["Coastal Survey Agency"] * 3


def test_adjectives_stand_for_places() -> None:
    """ "Russian" is a mention of Russia, apart from the person's title that follows."""
    names = find_names("He met Russian Foreign Minister Sergei Lavrov.")
    assert [(n.canonical, n.kind) for n in names] == [
        ("Russia", NameKind.PLACE),
        ("Sergei Lavrov", NameKind.PERSON),
    ]
    assert place_of_adjective("Malian") == "Mali"


def test_a_body_before_a_title_is_no_part_of_the_person() -> None:
    """ "Homeland Security Secretary X" names the department and X."""
    assert canonicals("The visit of Homeland Security Secretary Ada Holm ended.")[-1] == "Ada Holm"


@pytest.mark.parametrize(
    "text",
    [
        "Officials left. Heavy rain fell. However, nobody stayed on Monday in August.",
        "Earlier, the prime minister slept.",
        "Lake Shore Rescue Costs More Than Planned As Rain Falls",
    ],
)
def test_common_words_are_no_names(text: str) -> None:
    """Sentence openers, weekdays, months and Title Case headlines make no names."""
    assert canonicals(text) == []


def test_other_names_of_a_country_are_one() -> None:
    """ "U.S.", "US" and "America" are the United States."""
    text = "Talks between the U.S. and the UK began; the US and America agreed."
    assert canonicals(text) == [
        "United States", "United Kingdom", "United States", "United States",
    ]  # fmt: skip


def test_kinds() -> None:
    """Heads of organisations, places and given names tell the kind."""
    text = "In Nairobi, Grace Otieno sued the Ministry of Ports and Harbours."
    assert [(n.text, n.kind.value) for n in find_names(text)] == [
        ("Nairobi", "place"),
        ("Grace Otieno", "person"),
        ("Ministry of Ports and Harbours", "organisation"),
    ]


def test_a_noble_title_stays_with_a_single_name() -> None:
    """ "Prince Osric" is not "Osric"."""
    assert canonicals("They saw Prince Osric there.") == ["Prince Osric"]


@pytest.mark.parametrize(
    "name", ["Mr. Sergéi Lavrov", "SERGEI LAVROV", "Foreign Minister Sergei Lavrov"]
)
def test_keys_meet_across_articles(name: str) -> None:
    """Titles, case and diacritics do not part one person."""
    assert name_key(name) == name_key("Sergei Lavrov")


@pytest.mark.parametrize(
    ("text", "name", "role"),
    [
        (
            "Merrow Secretary of State Al Hobday said the lists were private.",
            "Al Hobday",
            "Merrow Secretary of State",
        ),
        (
            "Secretary of the Commonwealth Al Hobday said no.",
            "Al Hobday",
            "Secretary of the Commonwealth",
        ),
        (
            "Director of National Intelligence Jo Marn said no.",
            "Jo Marn",
            "Director of National Intelligence",
        ),
        ("Governor of New York Kathy Hale said no.", "Kathy Hale", "Governor of New York"),
    ],
)
def test_an_office_ends_where_the_name_begins(text: str, name: str, role: str) -> None:
    """ "Secretary of State Al Hobday" is no State Al Hobday."""
    statement = find_statements(article("a", text))[0]
    assert (statement.speaker, statement.speaker_role) == (name, role)
    assert [n.canonical for n in statement.names if n.kind is NameKind.PERSON] == [name]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Karsova Secretary of State Al Schmorn left early.", ["Al Schmorn"]),
        ("The Secretary of the Commonwealth Al Schmorn left early.", ["Al Schmorn"]),
        ("They met Speaker of the House Mike Varga on Friday.", ["Mike Varga"]),
        ("White House Chief of Staff Ottla Wies left early.", ["White House", "Ottla Wies"]),
        ("The mayor of San Jose Matt Varga left early.", ["San Jose", "Matt Varga"]),
        ("The director of the Tony Varga Institute left early.", ["Tony Varga Institute"]),
        ("The leader of the House Freedom Caucus left early.", ["House Freedom Caucus"]),
        ("The mayor of New York City left early.", ["New York City"]),
    ],
)
def test_what_an_office_is_of_is_no_part_of_the_name(text: str, found: list[str]) -> None:
    """ "Secretary of State X" is X; a body that is led keeps its whole name."""
    assert [c for c in canonicals(text) if c != "Karsova"] == found
