"""Reprints: which articles of a story come from one text."""

from __future__ import annotations

from datetime import UTC, datetime

from hypothesis import given, settings
from hypothesis import strategies as st

from winnow.stages.origins import credited_agencies, find_origins
from winnow.types import Article, OriginLink, OriginRole, Outlet

WIRE = (
    "Rescuers reached the last of eleven miners trapped under the Harrow ridge on Thursday, ending a"
    " search that had gone on for six days. The men had taken shelter in a disused pump room and"
    " lived on water that ran down the walls. Engineers bored a second shaft after the first one"
    " flooded on Sunday night. The owner of the pit has promised to pay for their treatment, and an"
    " inquiry into the collapse is to open next month in the county town."
)
OWN = (
    "Families had camped beside the gates all week, fed by a church kitchen from the next village."
    " When the lift wheel began to turn before dawn, nobody spoke. Then the first helmet lamp showed"
    " and the crowd pushed against the barrier, and two women fainted. By breakfast the ambulances"
    " had gone and volunteers were folding the tents away in the rain, while the priest went from"
    " car to car with bread that no one wanted any more."
)
SPEECH = (
    "“We dug because they were ours, and we would have dug until the ridge was flat, because nobody"
    " in this valley has ever been left under the ground, and no company and no minister will make"
    " us begin now, whatever it costs and however long we have to stand here in the rain.”"
)
OUTLETS = {
    "wire.example": Outlet("wire.example", "Example Wire", is_agency=True),
    "north.example": Outlet("north.example", "North", owner="Hill Media"),
    "south.example": Outlet("south.example", "South", owner="Hill Media"),
}


def article(name: str, text: str, *, outlet: str = "a.example", hour: int = 9) -> Article:
    when = datetime(2024, 5, 2, hour, tzinfo=UTC)
    return Article(name, f"https://{outlet}/{name}", outlet, name, text, when, when)


def links(*articles: Article) -> dict[str, OriginLink]:
    return {link.article_id: link for link in find_origins(articles, OUTLETS)}


def test_a_copy_under_another_headline_is_a_reprint() -> None:
    """Two articles with the same text are one origin; the later one repeats the earlier."""
    found = links(article("late", WIRE, hour=11), article("early", WIRE))
    assert found["late"].origin_id == found["early"].origin_id
    assert found["late"].role is OriginRole.REPRINT
    assert found["late"].source_id == "early"
    assert found["early"].role is OriginRole.ORIGINAL


def test_the_agency_is_the_source_even_when_read_later() -> None:
    """The agency's own article is taken as the source whatever the times say."""
    found = links(article("paper", WIRE), article("wire", WIRE, outlet="wire.example", hour=12))
    assert found["paper"].source_id == "wire"
    assert found["paper"].credited_to == "Example Wire"


def test_own_paragraphs_make_it_partial() -> None:
    """A reprint of which more than a quarter is new is a partial one."""
    found = links(article("a", WIRE), article("b", f"{WIRE}\n{OWN}", hour=10))
    assert found["b"].role is OriginRole.PARTIAL
    assert 0.3 < found["b"].score < 0.75


def test_a_changed_figure_does_not_hide_a_copy() -> None:
    """A local edit that brings in another number is still the same origin."""
    found = links(article("a", WIRE), article("b", WIRE.replace("eleven", "twelve"), hour=10))
    assert found["a"].origin_id == found["b"].origin_id


def test_one_much_quoted_speech_leaves_two_reports_independent() -> None:
    """Articles that share a long quotation alone are two origins."""
    found = links(article("a", f"{WIRE}\n{SPEECH}"), article("b", f"{SPEECH}\n{OWN}"))
    assert found["a"].origin_id != found["b"].origin_id


def test_a_credit_alone_is_a_reprint_of_what_was_not_read() -> None:
    """An only copy that credits an agency is a reprint without a source."""
    one = article("a", WIRE)
    credited = Article(
        one.id, one.url, one.outlet_id, one.title, one.text, one.seen, credited_to="AFP"
    )
    link = links(credited)["a"]
    assert (link.role, link.source_id, link.credited_to) == (OriginRole.REPRINT, None, "AFP")


def test_credits_are_read_at_the_edges() -> None:
    """Datelines and closing credits name the agency; a mention in the middle does not."""
    assert credited_agencies(article("a", f"HARROW (AP) — {WIRE}")) == {"AP"}
    assert credited_agencies(article("a", f"{WIRE}\nReporting by Reuters")) == {"Reuters"}
    middle = f"{WIRE}\nThe owner told AFP that he was glad.\n{WIRE}"
    assert credited_agencies(article("a", middle)) == frozenset()


def test_texts_too_short_to_tell_stay_apart() -> None:
    """Empty and very short texts are never called copies of each other."""
    found = links(article("a", ""), article("b", ""), article("c", "Miners saved."))
    assert len({link.origin_id for link in found.values()}) == 3


def test_the_owner_is_named_in_the_reason() -> None:
    """Outlets of one owner that share text say so."""
    found = links(
        article("a", WIRE, outlet="north.example"),
        article("b", WIRE, outlet="south.example", hour=10),
    )
    assert "both belong to Hill Media" in found["b"].reason


@settings(max_examples=20, deadline=None)
@given(st.permutations([("a", WIRE), ("b", f"{WIRE}\n{OWN}"), ("c", OWN), ("d", "")]))
def test_order_does_not_matter(items: list[tuple[str, str]]) -> None:
    """The same articles in any order give the same links, one for each, sorted by id."""
    found = find_origins([article(name, text) for name, text in items], OUTLETS)
    names = ("a", "b", "c", "d")
    expected = find_origins([article(n, dict(items)[n]) for n in names], OUTLETS)
    assert found == expected
    assert [link.article_id for link in found] == ["a", "b", "c", "d"]


def test_long_lists_find_the_same_copies() -> None:
    """Above two hundred articles candidates come from sketches; copies are still found."""
    fill = [article(f"n{i:03}", " ".join(f"w{i}x{j}" for j in range(60))) for i in range(210)]
    found = links(article("a", WIRE), article("b", WIRE, hour=10), *fill)
    assert found["a"].origin_id == found["b"].origin_id
    assert len({link.origin_id for link in found.values()}) == 211
