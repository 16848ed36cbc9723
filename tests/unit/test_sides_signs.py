"""Signs of a stance: what counts as one, what does not, and how far they carry."""

from __future__ import annotations

import pytest
from test_sides import article, measure, origins_of

from winnow.stages.argument_polarity import polarities
from winnow.stages.camps import Link, find_camps
from winnow.stages.headline_links import find_links
from winnow.stages.sides import STRAY, lean_of
from winnow.stages.stance import Edge, find_units, is_voice
from winnow.stages.statements import find_statements
from winnow.stages.targets import find_targets


@pytest.mark.parametrize(
    ("text", "sign"),
    [
        ("The claim that the ban is unfair rests on one study.", 0),
        ("The mayor dismissed criticism of the ban.", 1),
        ("Doctors condemned the author of the ban.", 0),
        ("Ardel needs the ban.", 1),
        ("It is irresponsible to condemn the ban.", 1),
        ("The ban will kill jobs.", -1),
        ("The ban prevents harm.", 1),
        ("Smoke is dangerous, and the ban began on Monday.", 0),
    ],
)
def test_only_what_bears_on_the_target_counts(text: str, sign: int) -> None:
    """A word elsewhere in the sentence, or about something else, is no sign."""
    value = polarities(text, [measure()]).get("measure:ban", 0.0)
    assert (value > 0) - (value < 0) == sign


def test_what_others_condemn_is_not_the_speakers_view() -> None:
    """A speaker who mentions that critics attack the ban has not attacked it."""
    text = "Critics attack the ban every week."
    assert polarities(text, [measure()])["measure:ban"] < 0
    assert polarities(text, [measure()], of="said")["measure:ban"] == 0.0


@pytest.mark.parametrize(
    ("text", "of"),
    [
        ("Marn has denounced the ban.", "has denounced"),
        ("Marn denounced the ban, calling its author a bully.", "calling"),
    ],
)
def test_the_speakers_own_verb_is_known_in_whatever_form_it_attributes(text: str, of: str) -> None:
    assert polarities(text, [measure()], of=of)["measure:ban"] < 0


@pytest.mark.parametrize(
    ("speaker", "expected"),
    [("Petra Vance", True), ("Reuters", False), ("local media", False), ("Despite Vance", False)],
)
def test_papers_and_cut_sentences_have_no_voice(speaker: str, expected: bool) -> None:
    """A news agency or a piece of a sentence takes no side."""
    assert is_voice(speaker) is expected


def test_signs_carry_from_the_thing_at_issue() -> None:
    """Who attacks a friend of the ban stands against it; who says nothing placed stands nowhere."""
    edges = [
        Edge("ilse", "ban", 1.0, "o1"),
        Edge("otto", "mayor", -1.0, "o2"),
        Edge("nele", "weather", 1.0, "o3"),
    ]
    camps = find_camps(edges, [Link("ban", "mayor", 2.0)], "ban")
    assert (camps.side_of("ilse"), camps.side_of("otto"), camps.side_of("nele")) == (1, -1, 0)


def test_a_voice_that_pulls_both_ways_is_not_placed() -> None:
    """Signs that contradict each other leave a voice out."""
    edges = [Edge("otto", "ban", 1.0, "o1"), Edge("otto", "ban", -0.9, "o2")]
    assert find_camps(edges, [], "ban").side_of("otto") == 0


def test_headlines_say_who_did_it_to_whom() -> None:
    """An active headline puts its object against the act; a passive one its subject."""
    text = "Ilse Darrow was arrested in Ardel. Darrow said nothing. Ilse Darrow sat still."
    titles = ("Ilse Darrow arrested over lease", "Police arrest Ilse Darrow over lease")
    for title in titles:
        articles = [article(f"a{n}", title, text) for n in range(3)]
        statements = [s for a in articles for s in find_statements(a)]
        targets = find_targets(statements, articles, origins_of(articles))
        links = find_links(targets, articles, {a.id: a.id for a in articles})
        assert [(k.one, k.other, k.value < 0) for k in links] == [
            ("measure:arrest", "ilse darrow", True)
        ]


def test_a_passage_far_from_the_matter_leans_nowhere() -> None:
    """ "The decision" of another minister, in a round-up, judges with the same words and is about something else."""
    text = "Marn condemned the ban in parliament."
    source = article("a1", "Ardel", text)
    statements = find_statements(source)
    unit = find_units(statements, [measure()], [source])[0]
    camps = find_camps([Edge(unit.voice, "measure:ban", -1.0, "o1")], [], "measure:ban")
    assert lean_of(unit, camps, near=STRAY + 0.1) < 0
    assert lean_of(unit, camps, near=STRAY - 0.1) == 0.0
