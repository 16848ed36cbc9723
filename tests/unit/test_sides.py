"""Sides: voices that stand together on what the story is about, and their names."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from winnow.stages.side_stances import BOTH, UNCLEAR
from winnow.stages.sides import NO_DISPUTE, Sides, find_sides
from winnow.stages.stance import polarities
from winnow.stages.statements import find_statements
from winnow.stages.targets import Target, find_targets
from winnow.text.polarity import evaluation, frame, is_unprintable, relation
from winnow.types import Article, OriginLink, OriginRole, Stance

SEEN = datetime(2024, 5, 2, 12, tzinfo=UTC)

FOR_BAN = (
    "The city of Ardel banned wood stoves on Monday.\n"
    '"The ban protects children and it is a fair and responsible decision," Mayor Ilse Darrow said.\n'
    'Doctor Hugo Lenz praised the ban. "The ban is reasonable, because smoke is dangerous for the old," '
    "Hugo Lenz said."
)
AGAINST_BAN = (
    "Ardel's council banned wood stoves on Monday.\n"
    '"The ban is unfair and reckless, because it punishes poor families," said Petra Vance, '
    "who leads the Stove Guild.\n"
    "Petra Vance condemned the ban as an attack on the countryside.\n"
    'Farmer Otto Brandt criticised the ban. "The ban is an absurd and arbitrary decision," Otto Brandt said.'
)
MIXED = (
    "Wood stoves were banned in Ardel on Monday.\n"
    'Mayor Ilse Darrow defended the ban. "The ban is a sensible step that protects children," Ilse Darrow said.\n'
    'Petra Vance of the Stove Guild denounced it. "The ban is cruel and unjust," Petra Vance said.'
)
PLAIN = (
    "A museum of maps opened in Ardel on Monday after six years of works.\n"
    "The museum has forty rooms and is open every day, director Hugo Lenz said.\n"
    "Tickets cost nine crowns, the museum said."
)


def article(name: str, title: str, text: str) -> Article:
    return Article(name, f"https://{name}.example/a", f"{name}.example", title, text, SEEN, SEEN)


def stove_articles() -> list[Article]:
    return [
        article("a1", "Ardel bans wood stoves", FOR_BAN),
        article("a2", "Stove Guild condemns ban in Ardel", AGAINST_BAN),
        article("a3", "Ban on wood stoves divides Ardel", MIXED),
    ]


def origins_of(articles: list[Article]) -> list[OriginLink]:
    return [OriginLink(a.id, a.id, OriginRole.ORIGINAL, None, None, 0.0, "") for a in articles]


def sides_of(articles: list[Article]) -> Sides:
    statements = [s for a in articles for s in find_statements(a)]
    return find_sides(statements, articles, origins_of(articles), {})


def measure(pattern_of: str = "ban") -> Target:
    articles = [replace(a, title=f"Town {pattern_of}s stoves") for a in stove_articles()]
    return next(t for t in find_targets([], articles, origins_of(articles)) if t.is_measure)


@pytest.mark.parametrize(
    ("text", "sign"),
    [
        ("This ban is reckless and unfair.", -1),
        ("The ban is fair and responsible.", 1),
        ("The ban is not fair.", -1),
        ("Parents condemned the ban.", -1),
        ("Parents welcomed the ban.", 1),
        ("The council should repeal the ban.", -1),
        ("The council must keep the ban.", 1),
        ("The ban violates the rights of tenants.", -1),
        ("The ban was announced on Monday at noon.", 0),
    ],
)
def test_polarity_toward_a_measure(text: str, sign: int) -> None:
    """Praise, blame, negation and demands near a target tell where a passage stands."""
    value = polarities(text, [measure()]).get("measure:ban", 0.0)
    assert (value > 0) - (value < 0) == sign


def test_names_praise_nobody() -> None:
    """A good word within a name ("Fair Rent Act") is no praise."""
    assert (
        polarities("The ban and the Fair Rent Act were printed.", [measure()])["measure:ban"] == 0.0
    )


def test_word_tables() -> None:
    """The tables know praise, blame, who condemns whom, and what never is printed."""
    assert evaluation("reckless") == -1.0 and evaluation("sensible") == 1.0
    assert relation("denounced") < 0 < relation("welcomed")
    shown = frame("punishes")
    assert shown is not None and shown.subject < 0 < shown.object
    assert is_unprintable("They are vermin.") and not is_unprintable("They are neighbours.")


def test_two_sides_named_after_the_ban() -> None:
    """Voices for and against a measure give two sides that bear its name."""
    found = sides_of(stove_articles())
    assert [s.label for s in found.sides] == ["Pro-ban narrative", "Anti-ban narrative"]
    assert [s.stance for s in found.sides] == [Stance.FOR, Stance.AGAINST]
    pro, anti = (set(s.voices) for s in found.sides)
    assert "Ilse Darrow" in pro and "Petra Vance" in anti
    assert not pro & anti
    assert found.note is None


def test_each_article_has_its_stance() -> None:
    """An article is placed by what it carries: one side, the other, or both."""
    found = {s.article_id: s.position for s in sides_of(stove_articles()).stances}
    assert found == {"a1": "Pro-ban narrative", "a2": "Anti-ban narrative", "a3": BOTH}


def test_no_dispute_is_said() -> None:
    """Where nobody disagrees there are no sides, every article is unclear, and a note says so."""
    articles = [
        article("m1", "Museum of maps opens in Ardel", PLAIN),
        article("m2", "Ardel opens museum", PLAIN),
    ]
    found = sides_of(articles)
    assert found.sides == ()
    assert {s.position for s in found.stances} == {UNCLEAR}
    assert found.note == NO_DISPUTE


def test_evidence_is_verbatim() -> None:
    """Every passage of a side or a stance is found where it says."""
    articles = {a.id: a for a in stove_articles()}
    found = sides_of(list(articles.values()))
    cited = [e for s in found.sides for e in s.evidence] + [
        e for s in found.stances for e in s.evidence
    ]
    assert cited
    assert all(articles[e.article_id].text[e.start : e.end] == e.exact for e in cited)


def test_order_of_articles_does_not_matter() -> None:
    """Shuffled articles give the same sides, labels and stances."""
    articles = stove_articles()
    one, other = sides_of(articles), sides_of(articles[::-1])
    assert (one.sides, one.stances) == (other.sides, other.stances)


def test_names_of_outlets_do_not_matter() -> None:
    """Sides keep their names and voices when the articles' outlets are exchanged."""
    articles = stove_articles()
    swapped = [
        replace(a, outlet_id=b.outlet_id) for a, b in zip(articles, articles[::-1], strict=True)
    ]
    assert [(s.label, s.voices) for s in sides_of(articles).sides] == [
        (s.label, s.voices) for s in sides_of(swapped).sides
    ]


def test_nothing_in_nothing_out() -> None:
    """No articles: no sides, no stances, no crash."""
    found = find_sides([], [], [], {})
    assert found.sides == () and found.stances == ()
