"""Quantities and dates are read as a reader would."""

from __future__ import annotations

from datetime import date

import pytest

from winnow.text.dates import find_dates
from winnow.text.quantities import find_quantities, numbers_in, same_quantity


def read(text: str) -> list[tuple[float, str, str]]:
    return [(q.value, q.unit, q.hedge) for q in find_quantities(text)]


@pytest.mark.parametrize(
    "text",
    [
        "12 people were killed",
        "12 killed in the flood",
        "Twelve civilians died",
        "a death toll of 12",
        "the flood, killing twelve people,",
        "12 dead",
        "a dozen people have been killed",
    ],
)
def test_tolls_are_comparable(text: str) -> None:
    """Whatever counts the dead has one unit."""
    assert read(text) == [(12.0, "killed", "")]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Rs. 16.9 million", (16_900_000.0, "rs", "")),
        ("nearly 45 crore users", (450_000_000.0, "user", "nearly")),
        ("US$50,000", (50_000.0, "usd", "")),
        ("a loss of $4.5bn", (4_500_000_000.0, "usd", "")),
        ("half a million euros", (500_000.0, "eur", "")),
        ("twenty-one miles", (21.0, "mile", "")),
        ("3.5 per cent", (3.5, "%", "")),
        ("2 percentage points", (2.0, "pp", "")),
        ("a 76-year-old man", (76.0, "year-old", "")),
        ("up to 300 trees", (300.0, "tree", "at most")),
        ("at least two children", (2.0, "child", "at least")),
        ("a five-year plan", (5.0, "year", "")),
        ("one hundred and twenty homes", (120.0, "home", "")),
    ],
)
def test_values_units_hedges(text: str, expected: tuple[float, str, str]) -> None:
    """Scales, currencies, measures, spelled-out numbers and hedges are understood."""
    assert read(text) == [expected]


@pytest.mark.parametrize(
    "text",
    ["the 3rd attempt", "in 2025", "on Aug. 26", "at 10:30", "Article 370", "No. 5", "one of them",
     "the Committee of Seventy"],
)  # fmt: skip
def test_what_is_no_quantity(text: str) -> None:
    """Ordinals, years, days, hours, labels and names count nothing."""
    assert read(text) == []


def test_ranges_share_their_unit() -> None:
    """The first number of a range counts what the last one counts."""
    assert read("between 100 and 150 people") == [(100.0, "person", ""), (150.0, "person", "")]


def test_votes_and_scores_are_pairs() -> None:
    """ "51-49" are two votes, "3-1" two scores."""
    assert read("The chamber voted 51-49.") == [(51.0, "vote", ""), (49.0, "vote", "")]
    assert [u for _, u, _ in read("They beat the hosts 3-1.")] == ["score", "score"]


@pytest.mark.parametrize(
    ("a", "b", "same"),
    [
        ("about 17 million rupees", "16.9 million rupees", True),
        ("12 people were killed", "20 people were killed", False),
        ("12 killed", "12 injured", False),
        ("more than 10 officers", "12 officers", True),
        ("5-year term", "6-year term", False),
        ("1,500 soldiers", "about 1,500 soldiers", True),
        ("fewer than 340 visitors", "1,000 visitors", False),
    ],
)
def test_same_quantity(a: str, b: str, same: bool) -> None:
    """Rounding and hedges widen what agrees; another unit or amount does not."""
    assert same_quantity(find_quantities(a)[0], find_quantities(b)[0]) is same


def test_all_numbers_can_be_listed() -> None:
    """Verification sees years and spelled-out numbers too."""
    assert set(numbers_in("In 2025 twelve boats and 1.5 million nets")) == {2025.0, 12.0, 1.5e6}


@pytest.mark.parametrize(
    ("text", "value", "precision"),
    [
        ("on Tuesday", date(2025, 8, 26), "day"),
        ("next Monday", date(2025, 9, 1), "day"),
        ("yesterday", date(2025, 8, 26), "day"),
        ("Aug. 26", date(2025, 8, 26), "day"),
        ("26 August 2025", date(2025, 8, 26), "day"),
        ("December 30", date(2025, 12, 30), "day"),
        ("last week", date(2025, 8, 18), "week"),
        ("last month", date(2025, 7, 1), "month"),
        ("in March 2019", date(2019, 3, 1), "month"),
        ("in 2016", date(2016, 1, 1), "year"),
    ],
)
def test_dates_are_resolved(text: str, value: date, precision: str) -> None:
    """Days are reckoned from the article's own date (a Wednesday)."""
    (mention,) = find_dates(text, reference=date(2025, 8, 27))
    assert (mention.value, mention.precision) == (value, precision)


def test_without_a_reference_nothing_is_guessed() -> None:
    """A weekday has no date of its own, and "may" is a verb."""
    (mention,) = find_dates("It may rain on Friday.", reference=None)
    assert (mention.text, mention.value) == ("on Friday", None)
