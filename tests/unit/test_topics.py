"""Topics: two levels of the IPTC's list, by what articles are like."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from tests.unit.story_material import article, material
from winnow.encoder import load_encoder
from winnow.stages.assign import text_for_vector
from winnow.stages.material import Material
from winnow.stages.topics import (
    TEXT,
    VECTORS,
    find_topics,
    phrases_of,
    read_rows,
    sections_of,
    text_digest,
    topic_list,
)
from winnow.types import Article


def about(*articles: Article) -> Material:
    made = material(*articles)
    vectors = load_encoder().encode([text_for_vector(a) for a in articles])
    return replace(made, article_vectors=vectors)


@pytest.mark.parametrize(
    ("title", "text", "broad", "narrow"),
    [
        (
            "Tarnik beat Merrow 3-1 in the cup final",
            "Two late goals gave Tarnik the cup in front of 40,000 at the stadium on Saturday.",
            "15000000",
            "20000822",
        ),
        (
            "River breaks dam and floods 400 houses",
            "The flood drove families from their homes and rescuers came with boats.",
            "03000000",
            "20000148",
        ),
        (
            "Assembly election: Holm leads before the vote",
            "Candidates ended their campaigns on Friday; voters go to the polls on Sunday.",
            "11000000",
            "20000574",
        ),
    ],
)
def test_a_story_has_its_topic_and_one_under_it(
    title: str, text: str, broad: str, narrow: str
) -> None:
    """The main topic comes first, followed by the nearest one under it."""
    found = find_topics(about(article("a", text, title=title)))
    assert [t.code for t in found[:2]] == [broad, narrow]
    assert found[0].parent is None
    assert found[1].parent == broad


def test_a_story_like_nothing_has_no_topic() -> None:
    """Saying nothing beats guessing."""
    made = material(article("a", "Nothing of the kind."))
    assert find_topics(made) == ()
    far = np.zeros((1, topic_list().vectors.shape[1]), np.float32)
    assert find_topics(replace(made, article_vectors=far)) == ()


def test_an_origin_has_one_vote_however_many_print_it() -> None:
    """Nine reprints of one sports report do not make a flood a match."""
    match = [
        article(
            f"m{n}", "Tarnik won the cup final with two late goals.", title="Tarnik win the cup"
        )
        for n in range(9)
    ]
    flood = [
        article("f1", "The river broke its dam and flooded 400 houses.", title="Flood in Ardel"),
        article("f2", "Families fled the flood; rescuers came by boat.", title="Ardel under water"),
        article("f3", "The earthquake and the flood destroyed homes.", title="Disaster in Ardel"),
    ]
    made = about(*match, *flood)
    one = tuple(
        replace(link, origin_id="wire") if link.article_id.startswith("m") else link
        for link in made.origins
    )
    assert find_topics(made)[0].code == "15000000"
    assert find_topics(replace(made, origins=one))[0].code == "03000000"


@pytest.mark.parametrize(
    ("url", "codes"),
    [
        ("https://a.example/sport/2024/cup-final", ["15000000"]),
        ("https://a.example/2024/politics-of-football", []),
        ("https://a.example/us/politics/business/x", ["04000000", "11000000"]),
        ("https://[a", []),
    ],
)
def test_sections_are_the_folders_of_an_address(url: str, codes: list[str]) -> None:
    """The page's own name is no section; an address that cannot be read names none."""
    assert list(sections_of(replace(article("a", "Text."), url=url))) == codes


def test_vectors_are_those_of_the_text() -> None:
    """Whoever changes the list runs scripts/build_topics.py again."""
    with np.load(VECTORS) as held:
        assert str(held["text"]) == text_digest(TEXT)
    rows = read_rows(TEXT)
    assert len(rows) == len(topic_list().topics) == len({r.topic.code for r in rows})
    again = load_encoder().encode(phrases_of(rows[0])).mean(axis=0)
    cosine = again @ topic_list().vectors[0] / np.linalg.norm(again)
    assert cosine > 0.99


def test_every_topic_hangs_on_one_of_the_top_level() -> None:
    """Two levels, no more."""
    rows = [r.topic for r in read_rows(TEXT)]
    tops = {t.code for t in rows if t.parent is None}
    assert len(tops) == 17
    assert all(t.parent in tops for t in rows if t.parent is not None)
    assert all(len(t.code) == 8 and t.code.isdigit() for t in rows)
