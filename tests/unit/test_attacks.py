"""The attacks benchmark: what it makes false is false, grammatical and the same on every run."""

from __future__ import annotations

import random

import pytest

from benchmarks import attacks
from benchmarks.attacks_bullet import Attack, Bullet
from benchmarks.attacks_data import half_of
from benchmarks.attacks_figures import respelled
from benchmarks.attacks_kinds import KINDS
from benchmarks.attacks_text import Cast, names_in, numbers_of, quotations_in
from benchmarks.common import default_data
from winnow.types import CitedSentence, Evidence, Verdict

ARTICLE = (
    "On Friday police said Ilse Darrow had sold 12 cranes and 31 boats for 1.2 million crowns.",
    "At noon Bram Tolver said Ilse Darrow was not at the quay when the pumps in Ardel failed.",
    "“We counted all the lamps of the yard,” Bram Tolver said, “and nobody came before 1994.”",
    "In Ardel, Vesna Radul said the town reportedly paid for 45 lamps, but not to Bram Tolver.",
)


def bullet_of(number: int) -> Bullet:
    """Return one sentence of the article as a bullet that cites itself."""
    cited = [CitedSentence(s, (Evidence("a", i, i + len(s), s),)) for i, s in enumerate(ARTICLE)]
    others = [c for i, c in enumerate(cited) if i != number]
    stranger = "Ilse Darrow met the crews of the ferry in the harbour of Tarnik at noon."
    strangers = [CitedSentence(stranger, (Evidence("b", 0, len(stranger), stranger),))]
    return Bullet(cited[number], Cast(ARTICLE), others, strangers)


def made(kind: str, number: int, seed: int = 0) -> tuple[str, CitedSentence]:
    """Return what an attack makes of a sentence of the article."""
    corrupted = KINDS[kind](bullet_of(number), random.Random(seed))
    assert corrupted is not None
    return corrupted


@pytest.mark.parametrize(
    ("kind", "number"),
    [
        ("names", 1),
        ("digits", 0),
        ("scale", 0),
        ("negation", 1),
        ("attribution", 3),
        ("speaker", 1),
        ("quote", 2),
        ("merged", 2),
        ("misplaced", 0),
        ("date", 2),
    ],
)
def test_every_kind_changes_the_sentence(kind: str, number: int) -> None:
    """What an attack gives back differs from the true sentence, whatever the dice."""
    for seed in range(20):
        assert made(kind, number, seed)[1].text != ARTICLE[number]


def test_a_wrong_citation_keeps_the_sentence() -> None:
    """The sentence is untouched, its passage is of another article."""
    _, cited = made("citation", 1)
    assert cited.text == ARTICLE[1]
    assert [e.article_id for e in cited.evidence] == ["b"]


def test_the_same_dice_make_the_same_attack() -> None:
    """Attacks are drawn from a seed and the place of the passage alone."""
    bullets = [bullet_of(i) for i in range(len(ARTICLE))]
    for kind in KINDS:
        assert attacks.attacks_of(kind, bullets) == attacks.attacks_of(kind, bullets)


def test_a_name_is_replaced_by_one_of_its_kind() -> None:
    """A person takes a person's place, never a town's."""
    found = {made("names", 1, seed)[1].text for seed in range(20)}
    assert not any("Ardel said" in text or "said Ardel" in text for text in found)


def test_one_person_is_not_put_for_himself() -> None:
    """The surname is no other name of the same kind."""
    cast = Cast([*ARTICLE, "Then Tolver said nothing more about the boats to the crews."])
    assert "Bram Tolver" not in cast.others("Tolver")


def test_names_of_a_list_are_not_exchanged() -> None:
    """ "A and B" says what "B and A" says."""
    text = "The crews met Ilse Darrow and Bram Tolver."
    cited = CitedSentence(text, (Evidence("a", 0, len(text), text),))
    bullet = Bullet(cited, Cast(ARTICLE), [], [])
    for seed in range(20):
        corrupted = KINDS["names"](bullet, random.Random(seed))
        assert corrupted is None or corrupted[0] == "replaced"


def test_a_number_is_respelled_without_changing_it() -> None:
    """ "1.2 million" in full is the same amount."""
    spelled = respelled(bullet_of(0))
    assert spelled is not None
    assert "1,200,000 crowns" in spelled.text


def test_a_quotation_is_not_respelled() -> None:
    """Within marks a number stays as it was said."""
    assert respelled(bullet_of(2)) is None


def test_names_keep_their_of() -> None:
    """ "Bank of Ardel" is one name; a word that opens the sentence may be none."""
    text = "Crews of the Bank of Ardel met Ilse Darrow."
    assert [n.text for n in names_in(text, with_openers=False)] == ["Ilse Darrow"]
    assert names_in("He met the Bank of Ardel.")[0].text == "Bank of Ardel"


def test_years_are_told_from_figures() -> None:
    """A year is attacked as a date, not as a count."""
    assert [(n.text, n.kind) for n in numbers_of("In 1994 the two towns lost 1,994 boats.")] == [
        ("1994", "year"),
        ("two", "spelled"),
        ("1,994", "figure"),
    ]


def test_quotations_are_found_in_either_typography() -> None:
    """Curly and straight marks hold the same words."""
    for text in ("He said “no boats” to us.", 'He said "no boats" to us.'):
        assert [q.text for q in quotations_in(text)] == ["no boats"]


def test_a_story_lies_in_one_half() -> None:
    """The half is drawn from the story's name alone, and both halves are used."""
    assert {half_of(f"story {i}") for i in range(20)} == {"dev", "test"}


def test_abstaining_is_caught_but_not_failed() -> None:
    """Both keep a sentence off the page; only one calls it wrong."""
    cited = bullet_of(0).cited
    tried = [Attack("names", "exchanged", cited, cited.text) for _ in range(4)]
    verdicts = (Verdict.FAILED, Verdict.ABSTAINED, Verdict.PASSED, Verdict.FAILED)
    by_id = {id(a): v for a, v in zip(tried, verdicts, strict=True)}
    caught, failed = attacks.attack_metrics(tried, by_id)
    assert (caught["caught_names"], failed["caught_names"]) == (0.75, 0.5)


@pytest.mark.data
@pytest.mark.skipif(not default_data().exists(), reason="no evaluation data")
@pytest.mark.parametrize("folder", ["groundnews_2025", "allsides_stream"])
def test_no_kind_of_attack_falls_below_its_floor(folder: str) -> None:
    """On real articles each kind of corruption is caught as often as it ever was."""
    assert attacks.main(["--data", str(default_data() / folder)]) == 0
