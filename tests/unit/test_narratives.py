"""Narratives: each side's argument, in its own passages, with its speakers."""

from __future__ import annotations

import re

import pytest
from test_sides import AGAINST_BAN, FOR_BAN, article, origins_of, sides_of, stove_articles

from winnow.stages.narrative_choice import MAX_PER_ARTICLE, MAX_WORDS
from winnow.stages.narratives import narratives_note, write_narratives
from winnow.stages.sides import NO_DISPUTE, find_sides
from winnow.stages.statements import find_statements
from winnow.types import Narrative


@pytest.fixture(scope="module")
def narratives() -> tuple[Narrative, ...]:
    articles = stove_articles()
    return write_narratives(sides_of(articles), articles)


def test_one_narrative_a_side(narratives: tuple[Narrative, ...]) -> None:
    """Both sides speak, in the sides' order."""
    assert [n.side.label for n in narratives] == ["Pro-ban narrative", "Anti-ban narrative"]


def test_every_sentence_names_its_speaker_and_is_cited(narratives: tuple[Narrative, ...]) -> None:
    """A speaker's sentence carries a form of the name, and evidence found where it says."""
    texts = {a.id: a.text for a in stove_articles()}
    for sentence in (s for n in narratives for s in n.sentences):
        assert sentence.attribution is None or sentence.attribution.split()[-1] in sentence.text
        for evidence in sentence.evidence:
            assert texts[evidence.article_id][evidence.start : evidence.end] == evidence.exact


def test_no_sentence_on_both_sides(narratives: tuple[Narrative, ...]) -> None:
    """The sides share no sentence and no passage."""
    one, other = ({e for s in n.sentences for e in s.evidence} for n in narratives)
    assert not one & other


def test_sentences_are_whole(narratives: tuple[Narrative, ...]) -> None:
    """A sentence begins large, ends with a stop, leans on nothing before it, and is not too long."""
    for sentence in (s for n in narratives for s in n.sentences):
        assert re.match(r"[A-Z“]", sentence.text)
        assert re.search(r"[.!]”?$", sentence.text)
        assert not re.match(r"(?:He|She|It|They|This|But|And)\b", sentence.text)
    assert all(len(n.text.split()) <= MAX_WORDS for n in narratives)


def test_words_come_from_the_evidence(narratives: tuple[Narrative, ...]) -> None:
    """Beyond the verb of saying, each word of a sentence stands in its evidence or names its speaker."""
    added = {"argues", "says", "adds", "also", "that", "the", "a", "an"}
    for sentence in (s for n in narratives for s in n.sentences):
        source = " ".join(e.exact for e in sentence.evidence) + " " + (sentence.attribution or "")
        known = set(re.findall(r"\w+", source.lower())) | added
        known |= set(re.findall(r"\w+", "mayor doctor farmer who leads the stove guild"))
        assert set(re.findall(r"\w+", sentence.text.lower())) <= known


def test_at_most_two_sentences_of_an_article(narratives: tuple[Narrative, ...]) -> None:
    """One article does not write a side's whole narrative."""
    for narrative in narratives:
        used = [s.evidence[0].article_id for s in narrative.sentences]
        assert max(used.count(a) for a in used) <= MAX_PER_ARTICLE


def test_a_remark_of_one_side_is_no_narrative() -> None:
    """Where only one side may be quoted, and briefly, the page says that nothing is argued out."""
    articles = stove_articles()
    sides = sides_of(articles)
    written = write_narratives(sides, articles, budget={"a2": 60})
    assert written == ()
    assert narratives_note(sides, written) == NO_DISPUTE


def test_budget_is_kept() -> None:
    """No words left for an article: none of its passages is used."""
    articles = stove_articles()
    free = {"a1": 60, "a2": 60, "a3": 0}
    written = write_narratives(sides_of(articles), articles, budget=free)
    assert {e.article_id for n in written for s in n.sentences for e in s.evidence} == {"a1", "a2"}
    assert write_narratives(sides_of(articles), articles, budget=lambda _: 0) == ()


def test_slurs_never_appear() -> None:
    """A passage with a slur is not printed, though its side is."""
    rude = AGAINST_BAN + '\n"The ban is the unfair work of vermin and idiots," Otto Brandt said.'
    articles = [
        article("a1", "Ardel bans wood stoves", FOR_BAN),
        article("a2", "Guild condemns ban", rude),
    ]
    text = " ".join(n.text for n in write_narratives(sides_of(articles), articles))
    assert text and "vermin" not in text


def test_twice_is_the_same() -> None:
    """The same input gives the same narratives, whatever the order of the articles."""
    articles = stove_articles()
    assert write_narratives(sides_of(articles), articles) == write_narratives(
        sides_of(articles[::-1]), articles[::-1]
    )


def test_note_when_a_side_is_silent(narratives: tuple[Narrative, ...]) -> None:
    """A page with one narrative says why; with two it says nothing."""
    articles = stove_articles()
    sides = sides_of(articles)
    assert narratives_note(sides, narratives) is None
    note = narratives_note(sides, narratives[:1])
    assert note is not None and "Only one side" in note


def test_no_sides_no_narratives() -> None:
    """Without a dispute nothing is written, and the note is the sides' own."""
    articles = [article("m1", "Museum opens", "A museum opened in Ardel on Monday.")]
    statements = [s for a in articles for s in find_statements(a)]
    sides = find_sides(statements, articles, origins_of(articles), {})
    assert write_narratives(sides, articles) == ()
    assert narratives_note(sides, ()) == sides.note
