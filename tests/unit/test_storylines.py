"""Links between stories: what continues, what is related, what is left unsaid."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import numpy as np
import pytest

from winnow.stages import storylines
from winnow.stages.story_profile import profile_of
from winnow.stages.storylines import (
    MOST_COUNTED,
    TERMS_ASKED,
    find_links,
    link_between,
    rarity_of,
    terms_to_ask,
)
from winnow.types import Article, LinkKind, ProfileTerm, StoryProfile

DAY = timedelta(days=1)
START = datetime(2024, 5, 2, 9, tzinfo=UTC)


def a_profile(
    name: str,
    *names: str,
    day: float = 0.0,
    lasts: float = 0.5,
    places: tuple[str, ...] = (),
    matter: float = 0.0,
) -> StoryProfile:
    """Return a profile; ``matter`` is the angle, in radians, between what stories are about."""
    vector = np.array([np.cos(matter), np.sin(matter)], np.float32)
    terms = [ProfileTerm(f"name:{n.lower()}", n, 1.0) for n in names]
    terms += [ProfileTerm(f"place:{n.lower()}", n, 0.4) for n in places]
    first = START + day * DAY
    return StoryProfile(
        name, name, first, first + lasts * DAY, tuple(terms), (), vector.astype("<f4").tobytes()
    )


def kind_of(one: StoryProfile, other: StoryProfile) -> LinkKind | None:
    link = link_between(one, other, {})
    return link.kind if link else None


JAILED = a_profile("jailed", "Darrow", "Sandlock", places=("Caldria",))
APPEALS = a_profile("appeals", "Darrow", "Sandlock", places=("Caldria",), day=12, matter=0.4)


def test_a_later_story_of_the_same_actors_continues_from_the_earlier() -> None:
    """And the earlier one is continued in it."""
    assert kind_of(APPEALS, JAILED) is LinkKind.CONTINUES_FROM
    assert kind_of(JAILED, APPEALS) is LinkKind.CONTINUED_IN


def test_a_pair_is_scored_alike_from_either_end() -> None:
    """So that both pages tell the same."""
    one, other = link_between(JAILED, APPEALS, {}), link_between(APPEALS, JAILED, {})
    assert one is not None and other is not None
    assert (one.score, one.reason) == (other.score, other.reason)


def test_the_reason_names_what_is_shared_and_the_time_between() -> None:
    """In words a reader understands."""
    link = link_between(APPEALS, JAILED, {})
    assert link is not None
    assert link.reason == "shares Darrow, Sandlock, Caldria; 12 days apart"


def test_stories_of_the_same_days_are_related() -> None:
    """Neither follows when their articles appear side by side."""
    strike = a_profile("strike", "Darrow", "Sandlock", lasts=2, matter=0.4)
    assert kind_of(JAILED, strike) is LinkKind.RELATED


def test_a_look_alike_of_unrelated_actors_is_not_linked() -> None:
    """The same kind of event elsewhere, ten days later."""
    one = a_profile("orlec", "Brannik", "Karsova", places=("Orlec",))
    other = a_profile("montelara", "Montoro", "Corvane", places=("Montelara",), day=10)
    assert kind_of(one, other) is None


def test_a_place_in_common_is_no_actor() -> None:
    """Two happenings in one place weeks apart do not continue each other."""
    one = a_profile("quake", "Keller", places=("Qeshm",))
    other = a_profile("election", "Amini", places=("Qeshm",), day=20)
    assert kind_of(one, other) is None


def test_the_same_actors_in_another_matter_are_not_linked() -> None:
    """Names alone do not make a storyline."""
    match = a_profile("match", "Darrow", places=("Caldria",), day=2, matter=1.5)
    assert kind_of(JAILED, match) is None


def test_a_matter_that_rested_for_years_is_not_taken_up() -> None:
    """The same likeness counts for less the longer nothing happened."""
    late = replace(
        APPEALS, first_seen=START + 3000 * DAY, last_seen=START + 3001 * DAY, story_id="late"
    )
    near = link_between(JAILED, APPEALS, {})
    far = link_between(JAILED, late, {})
    assert near is not None
    assert far is None or far.score < near.score


def test_names_that_many_stories_have_do_not_link() -> None:
    """A head of state alone is in every other story."""
    one, other = a_profile("one", "Trump"), a_profile("two", "Trump", day=5)
    assert link_between(one, other, {"name:trump": 0}) is not None
    assert link_between(one, other, {"name:trump": MOST_COUNTED}) is None


def test_rarity_falls_with_the_stories_that_hold_a_term() -> None:
    """From 1 to a tenth, and no further."""
    rarities = [rarity_of("x", {"x": n}) for n in (0, 3, 30, MOST_COUNTED, 10 * MOST_COUNTED)]
    assert rarities[0] == 1.0
    assert rarities == sorted(rarities, reverse=True)
    assert rarities[-2:] == [0.1, 0.1]


def test_the_rarest_terms_are_asked_for_first() -> None:
    """And no more of them than a bound."""
    many = a_profile("many", *(f"Name{n}" for n in range(2 * TERMS_ASKED)))
    asked = terms_to_ask(many, {"name:name0": 50})
    assert len(asked) == TERMS_ASKED
    assert "name:name0" not in asked


def test_a_story_has_a_bounded_number_of_links_best_first(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Of many that fit; the order of candidates does not matter."""
    monkeypatch.setattr(storylines, "MOST_LINKS", 3)
    later = [a_profile(f"s{n}", "Darrow", "Sandlock", day=n, matter=n / 50) for n in range(1, 9)]
    links = find_links(JAILED, later, {})
    assert [link.other_id for link in links] == ["s1", "s2", "s3"]
    assert find_links(JAILED, later[::-1], {}) == links


def test_a_story_is_not_linked_to_itself() -> None:
    """Though nothing is more like it."""
    assert find_links(JAILED, [JAILED], {}) == ()


# ------------------------------------------------------------------------------ profiles


def an_article(number: int, title: str, text: str) -> Article:
    at = START + number * timedelta(hours=1)
    return Article(f"a{number}", "", "gazette.example", title, text, at, at)


TEXT = (
    "Former mayor Tomas Darrow was jailed for four years on Monday. A court in Berlin found that "
    "Darrow took bribes from Sandlock Freight. Darrow denied the bribes."
)
ARTICLES = [
    an_article(1, "Darrow jailed over bribes", TEXT),
    an_article(2, "Court jails Darrow", TEXT.replace("found", "held")),
]
VECTORS = np.array([[1, 0], [0, 1]], np.float32)


def test_a_profile_holds_who_acts_first_and_places_as_places() -> None:
    """Names in headlines weigh most; a person is known by the surname, a word by its stem."""
    profile = profile_of("s1", "Darrow Jailed", ARTICLES, VECTORS)
    assert profile.names[0] == ProfileTerm("name:darrow", "Darrow", 1.0)
    assert "place:berlin" in profile.keys
    assert "word:brib" in profile.keys


def test_a_profile_does_not_depend_on_the_order_of_articles() -> None:
    """The same articles give the same profile."""
    one = profile_of("s1", "Darrow Jailed", ARTICLES, VECTORS)
    assert profile_of("s1", "Darrow Jailed", ARTICLES[::-1], VECTORS[::-1]) == one


def test_a_profile_spans_the_time_of_its_articles() -> None:
    """From the first to the last."""
    profile = profile_of("s1", "Darrow Jailed", ARTICLES, VECTORS)
    assert (profile.first_seen, profile.last_seen) == (ARTICLES[0].when, ARTICLES[1].when)


def test_the_vector_of_a_profile_is_a_unit_mean() -> None:
    """Articles count alike."""
    vector = np.frombuffer(profile_of("s1", "t", ARTICLES, VECTORS).vector, "<f4")
    assert np.allclose(vector, [0.5**0.5, 0.5**0.5])
