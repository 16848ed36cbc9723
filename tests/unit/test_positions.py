"""Where an article stands among the story's articles, the second reading of a side's passages, and the benchmark."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest
from test_sides import article, origins_of, stove_articles

from benchmarks.sides import Case, metrics_of
from benchmarks.sides_data import labels, side_of_lean
from tests.unit.story_material import material
from winnow.encoder import load_encoder
from winnow.stages.argument_links import with_also
from winnow.stages.narratives import write_narratives
from winnow.stages.positions import STANDS, find_leanings
from winnow.stages.second_reading import read_again
from winnow.stages.side_stances import BOTH, UNCLEAR
from winnow.stages.sides import Sides, find_sides
from winnow.stages.statements import find_statements
from winnow.types import Article, CitedSentence, Evidence, Span

ONE = "The toll is robbery. The toll robs the poor. The toll is a cruel burden on every ferryman."
OTHER = (
    "The toll is lawful. The toll protects the quay. The toll pays for the lamps of the harbour."
)
PLAIN = "The council met on Monday. It sat for three hours. The minutes were read and signed."


def leanings_of(*texts: str) -> list[float]:
    """Return how far articles of these texts lean to the first one's side, the second one's being the other."""
    made = material(
        *(article(f"a{i}", "The toll", text) for i, text in enumerate(texts)),
        encoder=load_encoder(1),
    )
    placed = [[s for s in made.statements if s.article_id == f"a{i}"] for i in (0, 1)]
    found = find_leanings(made.articles, made.statements, made.vectors, placed, {})
    return [found[a.id].score for a in made.articles] if found else []


def test_an_article_leans_to_the_side_whose_arguments_it_carries() -> None:
    """Those of either side stick out in opposite directions; a plain report stays between."""
    echo = "A ferryman called the toll robbery. It is a burden on the poor, he said."
    one, other, plain, repeated = leanings_of(ONE, OTHER, PLAIN, echo)
    assert one > plain > other
    assert repeated > other
    assert one >= STANDS or other <= -STANDS


def test_leanings_turn_round_with_the_sides() -> None:
    """Which side is first makes no difference but the sign."""
    assert leanings_of(ONE, OTHER, PLAIN) == pytest.approx(
        [-x for x in np.array(leanings_of(OTHER, ONE, PLAIN))[[1, 0, 2]]]
    )


def test_two_articles_are_too_few_to_compare() -> None:
    """Nothing sticks out of two."""
    assert leanings_of(ONE, OTHER) == []


def test_a_side_of_one_voice_in_one_article_is_no_dispute() -> None:
    """A single remark against a measure that three voices defend makes no second side."""
    praise = 'Mayor {0} praised the ban. "The ban is fair and it protects children," {0} said.'
    remark = (
        'Farmer Otto Brandt condemned the ban. "The ban is absurd and unfair," Otto Brandt said.'
    )
    names = ("Ilse Darrow", "Hugo Lenz", "Vesna Radul")
    made = [
        article(f"b{i}", "Ardel bans wood stoves", praise.format(n)) for i, n in enumerate(names)
    ]
    made.append(article("b9", "Ardel bans wood stoves", remark))
    assert not sides_of(made).sides
    made.append(article("b8", "Ardel bans wood stoves", remark.replace("Farmer", "The farmer")))
    assert len(sides_of(made).sides) == 2


def sides_of(articles: Sequence[Article]) -> Sides:
    statements = [s for a in articles for s in find_statements(a)]
    return find_sides(statements, articles, origins_of(articles), {})


# -------------------------------------------------------------------------------- second reading


def reads(value: float) -> object:
    """Return a reader that finds every mention as much for (positive) or against its target."""

    def reader(mentions: Sequence[tuple[str, Span]]) -> np.ndarray:
        row = [max(0.0, -value), 1.0 - abs(value), max(0.0, value)]
        return np.array([row] * len(mentions), np.float32)

    return reader


def test_what_a_second_reading_puts_elsewhere_is_not_printed() -> None:
    """A reader that finds everything hostile leaves the defenders without a sentence."""
    made = stove_articles()
    sides = sides_of(made)
    free = write_narratives(sides, made, reader=reads(0.0))  # type: ignore[arg-type]
    hostile = write_narratives(sides, made, reader=reads(-1.0))  # type: ignore[arg-type]
    assert {n.side.label[:3] for n in free} == {"Pro", "Ant"}
    assert not {n.side.label for n in hostile if n.side.label.startswith("Pro")}


def test_a_speaker_s_own_name_is_not_read() -> None:
    """ "Darrow denied the charges" says nothing against Darrow."""
    made = stove_articles()
    sides = sides_of(made)
    own = [
        s
        for a in made
        for s in find_statements(a)
        if s.speaker and any(t.pattern.search(s.speaker) for t in sides.targets)
    ]
    asked: list[str] = []

    def reader(mentions: Sequence[tuple[str, Span]]) -> np.ndarray:
        asked.extend(text[start:end] for text, (start, end) in mentions)
        return np.zeros((len(mentions), 3), np.float32)

    signs = {t.key: 1.0 for t in sides.targets}
    for statement in own:
        asked.clear()
        read_again([statement], sides.targets, signs, reader)
        assert not any(name in (statement.speaker or "") for name in asked)


def test_also_is_said_once_and_only_of_who_says_that() -> None:
    """One more argument of the kind; never twice in a paragraph, never of a quotation."""
    proof = (Evidence("a", 0, 4, "text"),)
    first = CitedSentence("Ilse Darrow argues that the ban is fair.", proof, "Ilse Darrow")
    second = CitedSentence("Hugo Lenz says that smoke kills.", proof, "Hugo Lenz")
    joined = with_also(second, before=[first])
    assert joined.text == "Hugo Lenz also says that smoke kills."
    assert joined.operations[-1].name == "join"
    assert with_also(second, before=[first, joined]) == second
    quoted = CitedSentence("Hugo Lenz says: “Smoke kills.”", proof, "Hugo Lenz")
    assert with_also(quoted, before=[first]) == quoted


# ------------------------------------------------------------------------------------- benchmark


def test_the_figures_of_the_benchmark_by_hand() -> None:
    """Two opposed articles apart, one unclear; a calm story shown with sides is a false dispute."""
    gold = {"a": "left", "b": "right", "c": "left"}
    ours = {"a": "X", "b": "Y", "c": UNCLEAR}
    figures = metrics_of(
        [
            Case(gold, ours, is_disputed=True),
            Case({}, {"d": "X"}, is_disputed=False),
            Case({}, {"e": UNCLEAR}, is_disputed=False),
            Case({}, {"f": BOTH}),
        ]
    )
    assert figures["opposed_apart"] == 0.75
    assert figures["agreeing_together"] == 0.5
    assert figures["coverage"] == pytest.approx(0.8333)
    assert figures["false_dispute"] == 0.5
    assert figures["dispute_found"] == 1.0


def test_labels_are_forty_and_of_both_kinds() -> None:
    """None is missing a data set or says the same story twice."""
    found = {name: labels(name) for name in ("groundnews_2025", "allsides_stream")}
    assert sum(map(len, found.values())) == 40
    assert sum(not v for one in found.values() for v in one.values()) == 24


def test_leans_between_and_unknown_take_no_side() -> None:
    assert side_of_lean("Lean Left") == side_of_lean("left") == "left"
    assert side_of_lean("Far Right") == "right"
    assert side_of_lean("Center") == side_of_lean(None) == side_of_lean("unknown") == UNCLEAR
