"""Who stands where: voices inside reports, leans, an academic, another protest, no articulate side, slurs."""

# ruff: noqa: E501

from __future__ import annotations

from datetime import date

from tests.unit.story_material import material
from tests.unit.trap_pages import article, page_of, printed
from winnow.encoder import load_encoder
from winnow.stages.narratives import write_narratives
from winnow.stages.sides import find_sides
from winnow.types import Article, Lean, Outlet

CAMP = (
    "Judge Imre Kolt ordered the Tarnik camp to wind down on Thursday.\n"
    "Miro Tarn, chairman of the Tarnik tribe, condemned the camp: “The camp is an insult to our land and must be closed.”\n"
    "The Marsh League, which sued, said the camp harms the wetland and called the ruling a victory.\n"
    "Governor Ilse Marn defended the camp: “The camp is a success and keeps our state safe.”\n"
    "Marn's spokesman Piet Hallorn condemned the ruling as a reckless abuse."
)

BAN = (
    "The council of Ardel banned wood stoves on Monday.\n"
    "Mayor Ilse Darrow praised the ban: “The ban is right because smoke harms children in this town every winter.”\n"
    "Doctor Piet Hallorn welcomed the ban and said the ban protects old people.\n"
    "Stove maker Tomas Varga condemned the ban: “The ban is reckless and ruins 40 workshops in the valley.”\n"
    "The Stove Guild denounced the ban and said the ban should be lifted."
)


def sides_of(*articles: Article, outlets: dict[str, Outlet] | None = None):  # type: ignore[no-untyped-def]
    made = material(*articles, encoder=load_encoder())
    return made, find_sides(
        made.statements, made.articles, made.origins, outlets or {}, vectors=made.vectors
    )


def test_the_voices_of_a_side_speak_inside_articles_that_report_both() -> None:
    articles = [
        article("a", BAN, title="Ardel bans wood stoves"),
        article(
            "b",
            BAN.replace("on Monday", "late on Monday"),
            title="Ban on wood stoves divides Ardel",
            hour=1,
        ),
    ]
    _, sides = sides_of(*articles)
    assert [s.label for s in sides.sides] == ["Pro-ban narrative", "Anti-ban narrative"]
    voices = [" ".join(side.voices) for side in sides.sides]
    assert "Darrow" in voices[0] and "Varga" in voices[1]
    assert "Darrow" not in voices[1] and "Varga" not in voices[0]
    assert {s.position for s in sides.stances} == {"both"}


def test_an_outlet_s_lean_says_nothing_about_where_an_argument_sits() -> None:
    articles = [
        article("a", CAMP, title="Judge orders Tarnik camp to wind down"),
        article(
            "b",
            CAMP.replace("on Thursday", "late on Thursday"),
            title="Tarnik camp must wind down",
            hour=1,
        ),
    ]
    leans = {
        f"{n}.example": Outlet(
            f"{n}.example", n, leans=(Lean("left-right", "right", "Plumb", date(2024, 1, 1)),)
        )
        for n in "ab"
    }
    assert sides_of(*articles)[1] == sides_of(*articles, outlets=leans)[1]


def test_an_academic_is_no_ally_of_the_man_he_speaks_of() -> None:
    text = (
        "A court in Ardel cleared former minister Tomas Varga on Friday.\nVarga's party welcomed the acquittal as justice.\n"
        "Senator Dana Miro condemned the acquittal as a disgrace.\nPolitical scientist Anton Brill of Ardel University said Varga remains the strongest man in his party."
    )
    articles = [
        article("a", text, title="Court in Ardel clears Varga"),
        article(
            "b",
            text.replace("on Friday", "late on Friday"),
            title="Varga cleared by Ardel court",
            hour=1,
        ),
    ]
    made, sides = sides_of(*articles)
    for narrative in write_narratives(sides, made.articles):
        assert "Brill" not in narrative.text


def test_a_protest_about_something_else_is_no_side() -> None:
    other = "Farmers blocked roads in Merrow on Friday over milk prices.\nThe farmers' union said milk prices ruin farms."
    page = page_of(
        article("a", CAMP + "\n" + other, title="Judge orders Tarnik camp to wind down"),
        article(
            "b",
            CAMP.replace("on Thursday", "late on Thursday"),
            title="Tarnik camp must wind down, judge rules",
            hour=1,
        ),
    )
    for narrative in page.narratives:
        assert "milk" not in narrative.text


def test_a_side_without_an_articulate_voice_is_not_padded() -> None:
    text = (
        "The council of Ardel banned wood stoves on Monday.\nMayor Ilse Darrow praised the ban: “The ban is right because smoke kills old people in this town every winter.”\n"
        "Doctor Piet Hallorn welcomed the ban and said clean air protects children.\nSome residents grumbled."
    )
    page = page_of(
        article("a", text, title="Ardel bans wood stoves"),
        article(
            "b",
            text.replace("on Monday", "late on Monday"),
            title="Wood stoves banned in Ardel",
            hour=1,
        ),
    )
    assert len(page.narratives) < 2
    assert page.narratives_note


def test_slurs_and_threats_do_not_reach_a_page_though_the_view_does() -> None:
    text = (
        "The council of Ardel banned wood stoves on Monday.\n"
        "Stove maker Tomas Varga condemned the ban: “Those vermin on the council should be shot.”\n"
        "Varga said the ban is reckless because it ruins 40 workshops in the valley.\n"
        "Mayor Ilse Darrow praised the ban and said it protects children from smoke."
    )
    page = page_of(
        article("a", text, title="Ardel bans wood stoves"),
        article(
            "b",
            text.replace("on Monday", "late on Monday"),
            title="Wood stoves banned in Ardel",
            hour=1,
        ),
    )
    text = printed(page)
    assert "vermin" not in text and "shot" not in text
    assert "ruins 40 workshops" in text


def test_nothing_is_added_to_a_spokesman_s_point() -> None:
    articles = [
        article("a", CAMP, title="Judge orders Tarnik camp to wind down"),
        article(
            "b",
            CAMP.replace("on Thursday", "late on Thursday"),
            title="Tarnik camp must wind down",
            hour=1,
        ),
    ]
    made, sides = sides_of(*articles)
    words = set(
        CAMP.lower()
        .replace("“", " ")
        .replace("”", " ")
        .replace(".", " ")
        .replace(",", " ")
        .replace(":", " ")
        .split()
    )
    licensed = {"says", "argues", "adds", "that", "the", "late"}
    for narrative in write_narratives(sides, made.articles):
        told = (
            narrative.text.lower()
            .replace("“", " ")
            .replace("”", " ")
            .replace(".", " ")
            .replace(",", " ")
            .replace(":", " ")
            .split()
        )
        assert set(told) - words - licensed == set()
