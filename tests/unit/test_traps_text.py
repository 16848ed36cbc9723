"""What stands under the right headline: furniture, comments, briefs, stubs, other articles, mangled names."""

# ruff: noqa: E501

from __future__ import annotations

import pytest

from tests.unit.story_material import material
from tests.unit.trap_pages import article, page_of, printed
from winnow.encoder import load_encoder
from winnow.parse.clean import clean_text, why_unusable
from winnow.stages.assign_intruders import find_intruders
from winnow.stages.statements import find_statements
from winnow.types import StatementKind

REPORT = (
    "The council of Ardel closed the harbour on Monday after a crane fell into the water.\n"
    "Two workers were hurt, the harbour master said.\nDivers will look for the crane's arm on Tuesday.\n"
    "Ships for Ardel were sent to Merrow, 40 kilometres to the south."
)

LATER = (
    "The crane was built in 1974 and had been inspected in March, the harbour board said in a statement on Monday evening.\n"
    "Engineers will look at the two other cranes of the harbour before ships may return to the quay, the board added.\n"
    "The harbour of Ardel moves about 40,000 tonnes of grain a year and employs 310 people, most of them from the town."
)


@pytest.mark.parametrize(
    "furniture",
    [
        "Subscribe now to keep reading and support local journalism.",
        "We use cookies to improve your experience on our website. Accept all cookies",
        "Home News Sport Weather Opinion Obituaries Classifieds",
        "Sign up for our newsletter to get the top stories of the day.",
        "function(){window.dataLayer = window.dataLayer || [];}",
        "Severe thunderstorm warning until 9 p.m. for Lode County. Click here for alerts.",
    ],
)
def test_furniture_reaches_no_page(furniture: str) -> None:
    page = page_of(
        article(
            "a",
            f"{furniture}\n{REPORT}\n{furniture}",
            title="Ardel closes harbour after crane falls",
        ),
        article(
            "b",
            REPORT.replace("on Monday", "late on Monday"),
            title="Crane falls in Ardel harbour",
            hour=1,
        ),
    )
    assert furniture[:30].lower() not in printed(page).lower()
    noise = [
        s
        for s in find_statements(article("a", f"{REPORT}\n{furniture}"))
        if furniture[:20] in s.exact
    ]
    assert all(s.kind is StatementKind.NOISE for s in noise)


def test_another_article_under_the_right_headline_is_taken_off() -> None:
    right = [
        article(n, REPORT.replace("on Monday", day), title="Crane falls in Ardel harbour", hour=i)
        for i, (n, day) in enumerate(
            (("a", "on Monday"), ("b", "late on Monday"), ("c", "early on Monday"))
        )
    ]
    wrong = article(
        "w",
        "Gardeners in Upper Tarnik sow beans in April when the soil is warm.\nBeans need water twice a week and a pole of two metres.\nSeeds keep for three years in a dry tin, said gardener Anton Brill.\nPlant marigolds beside them against lice.",
        title="Crane falls in Ardel harbour",
        hour=4,
    )
    articles = [*right, wrong]
    vectors = load_encoder().encode([a.text for a in articles])
    assert [name for name, _ in find_intruders(articles, vectors)] == ["w"]


def test_comments_fused_to_the_text_are_cut() -> None:
    text = clean_text(
        f"{REPORT}\n{LATER}\nComments\nTom82: what a shame, sack the lot of them\nReply\nPia: agreed"
    )
    assert "Tom82" not in text and "sack the lot" not in text
    assert "Divers will look" in text


def test_appended_briefs_do_not_become_facts() -> None:
    brief = "Merrow: A bakery burned down on Sunday night and nobody was hurt.\nTarnik: The school of Tarnik gets a new roof in June."
    page = page_of(
        article(
            "a",
            REPORT + "\nIn other news\n" + brief,
            title="Ardel closes harbour after crane falls",
        ),
        article(
            "b",
            REPORT.replace("on Monday", "late on Monday"),
            title="Crane falls in Ardel harbour",
            hour=1,
        ),
        article(
            "c",
            REPORT.replace("The council of Ardel closed", "Ardel's council closed"),
            title="Harbour of Ardel closed",
            hour=2,
        ),
    )
    assert "bakery" not in printed(page) and "new roof" not in printed(page)


def test_of_a_live_blog_or_round_up_its_one_relevant_item_is_told() -> None:
    blog = (
        REPORT
        + "\n10:42 A bakery in Merrow burned down on Sunday and a cat was saved.\n11:05 The school of Tarnik gets a new roof in June."
    )
    page = page_of(
        article("a", REPORT, title="Ardel closes harbour after crane falls"),
        article(
            "b",
            REPORT.replace("on Monday", "late on Monday"),
            title="Crane falls in Ardel harbour",
            hour=1,
        ),
        article(
            "l", blog, title="Live updates: crane falls in Ardel harbour, bakery burns", hour=2
        ),
        article(
            "r",
            "Five things to know today.\n" + blog,
            title="Morning briefing: five things to know today",
            hour=3,
        ),
    )
    assert "crane" in printed(page)
    assert "bakery" not in printed(page) and "new roof" not in printed(page)


def test_a_paywalled_stub_is_set_aside() -> None:
    stub = "This article is for subscribers only. Log in to continue reading."
    assert why_unusable(clean_text(stub), stub, is_paywalled=True)


def test_mangled_names_do_not_become_other_persons_on_the_page() -> None:
    mangled = REPORT.replace("the harbour master said", "harbour master Joseph Campila said")
    page = page_of(
        article(
            "a",
            REPORT.replace("the harbour master said", "harbour master Josef Kapila said"),
            title="Ardel closes harbour after crane falls",
        ),
        article(
            "b",
            REPORT.replace("the harbour master said", "harbour master Josef Kapila told reporters"),
            title="Crane falls in Ardel harbour",
            hour=1,
        ),
        article("c", mangled, title="Crane in harbour of Ardel has fallen", hour=2),
    )
    assert "Campila" not in printed(page)


def test_ice_the_agency_is_not_ice_the_exchange() -> None:
    made = material(
        article(
            "a",
            "Immigration and Customs Enforcement (ICE) opened a centre in Ardel on Monday.\nICE agents arrested two men.",
        ),
        article(
            "b",
            "Intercontinental Exchange (ICE) opened a trading floor in Ardel on Monday.\nICE shares rose by two percent.",
            hour=1,
        ),
        encoder=load_encoder(),
    )
    meant = {
        s.article_id: {n.canonical for n in s.names if n.text == "ICE"}
        for s in made.statements
        if s.exact.startswith("ICE")
    }
    assert meant["a"] == {"Immigration and Customs Enforcement"}
    assert meant["b"] == {"Intercontinental Exchange"}
