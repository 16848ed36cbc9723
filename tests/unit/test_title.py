"""The title: the plainest of the headlines, in headline case, with its evidence."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from winnow.stages.title import choose_title, clean_headline
from winnow.stages.title_case import headline_case
from winnow.types import Article, OriginLink, OriginRole

SEEN = datetime(2024, 5, 2, 12, tzinfo=UTC)
LEAD = (
    "Police in Ardel arrested former mayor Ilse Darrow on Thursday over alleged bribes for a quay lease.\n"
    "A court is to hear her on Friday."
)


def article(name: str, title: str, text: str = LEAD, published: datetime | None = None) -> Article:
    return Article(
        name, f"https://{name}.example/a", f"{name}.example", title, text, SEEN, published
    )


def own_origins(articles: list[Article]) -> list[OriginLink]:
    return [OriginLink(a.id, a.id, OriginRole.ORIGINAL, None, None, 0.0, "") for a in articles]


def chosen(*titles: str) -> str:
    articles = [article(f"a{i}", title) for i, title in enumerate(titles)]
    title = choose_title(articles, own_origins(articles))
    assert title is not None
    return title.text


@pytest.mark.parametrize(
    ("raw", "clean"),
    [
        ("BREAKING: Mayor of Ardel arrested over bribes", "Mayor of Ardel arrested over bribes"),
        (
            "Mayor of Ardel arrested over bribes - The Ardel Post",
            "Mayor of Ardel arrested over bribes",
        ),
        (
            "Mayor of Ardel arrested over bribes | Post | News",
            "Mayor of Ardel arrested over bribes",
        ),
        ("Watch: Mayor of Ardel arrested over bribes", "Mayor of Ardel arrested over bribes"),
        ("Mayor of Ardel arrested over bribes: local media", "Mayor of Ardel arrested over bribes"),
    ],
)
def test_clean_headline(raw: str, clean: str) -> None:
    """Labels before a headline and outlets' names after it are taken off."""
    assert clean_headline(raw) == clean


@pytest.mark.parametrize(
    ("raw", "cased"),
    [
        ("former mayor arrested over bribes", "Former Mayor Arrested Over Bribes"),
        (
            "Court rules in case of BBC against the state",
            "Court Rules in Case of BBC Against the State",
        ),
        ("Governor raises mine toll to 17", "Governor Raises Mine Toll to 17"),
        ("iPhone maker to pay e-bike firm", "iPhone Maker to Pay E-Bike Firm"),
    ],
)
def test_headline_case(raw: str, cased: str) -> None:
    """Small words stay small within, acronyms and names stay as they are written."""
    assert headline_case(raw) == cased


def test_shouting_headline_is_quietened_by_the_texts() -> None:
    """A headline in capitals is written as the articles write its words."""
    assert headline_case("DARROW ARRESTED IN ARDEL", [LEAD]) == "Darrow Arrested in Ardel"


def test_plain_headline_beats_loaded_ones() -> None:
    """Spin, quotation, question and appeal lose against the headline that says what happened."""
    assert (
        chosen(
            "Corrupt ex-mayor Darrow finally slammed behind bars",
            "Why was Ilse Darrow arrested? Everything you need to know",
            "Former mayor Ilse Darrow arrested over alleged bribes",
            "“A disgrace”: fury as Darrow arrested",
        )
        == "Former Mayor Ilse Darrow Arrested Over Alleged Bribes"
    )


def test_a_charge_stays_a_charge() -> None:
    """A headline that states a crime as fact loses against one that keeps the allegation."""
    assert "Alleged" in chosen(
        "Former mayor Ilse Darrow arrested for quay fraud crimes",
        "Former mayor Ilse Darrow arrested for quay corruption",
        "Former mayor Ilse Darrow arrested over alleged quay bribes",
    )


def test_evidence_stands_in_the_article() -> None:
    """Every passage cited for a title is found where it says."""
    articles = [article("a", "Former mayor Ilse Darrow arrested over alleged bribes")]
    title = choose_title(articles, own_origins(articles))
    assert title is not None and title.evidence
    for evidence in title.evidence:
        assert articles[0].text[evidence.start : evidence.end] == evidence.exact


def test_no_fit_headline_no_title() -> None:
    """Without a headline of a title's length that its text supports there is none."""
    articles = [
        article("a", "Darrow"),
        article("b", "Seven recipes with quince for a long cold autumn evening"),
    ]
    assert choose_title(articles, own_origins(articles)) is None


def test_newest_status_wins() -> None:
    """Of a preview and a report of what happened, the report is taken."""
    early = article(
        "a", "Ilse Darrow faces verdict in quay bribery trial", published=SEEN.replace(hour=8)
    )
    late = article("b", "Ilse Darrow jailed after verdict in quay bribery trial",
                   "Ilse Darrow was jailed after the verdict in her bribery trial over a quay.", SEEN)  # fmt: skip
    title = choose_title([early, late], own_origins([early, late]))
    assert title is not None and "Jailed" in title.text


def test_order_of_articles_does_not_matter() -> None:
    """Shuffled articles give the same title."""
    articles = [
        article(f"a{i}", t)
        for i, t in enumerate(
            [
                "Mayor Ilse Darrow arrested in Ardel",
                "Ardel arrests mayor Ilse Darrow",
                "Darrow held over quay",
            ]
        )
    ]
    assert choose_title(articles, own_origins(articles)) == choose_title(
        articles[::-1], own_origins(articles)
    )
