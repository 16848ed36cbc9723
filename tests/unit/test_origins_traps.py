"""What real coverage does to a counter of origins, in invented words."""

from __future__ import annotations

from datetime import UTC, datetime

from winnow.stages.material import Material
from winnow.stages.origins import find_origins
from winnow.stages.statements import find_statements
from winnow.types import Article, OriginLink, OriginRole, Outlet, Statement

#: The wire's report, sentence by sentence.
WIRE = (
    "The harbour wall at Selwick gave way shortly before dawn on Tuesday, flooding the lower market"
    " and cutting the road to the lighthouse.",
    "Nine people were taken to hospital, two of them with broken legs, after the wave swept through"
    " the fish hall where traders had begun to set out their stalls.",
    "Engineers had warned in March that the footings on the seaward side were hollow, but the repair"
    " was put off until the herring season was over.",
    "Divers searched the inner basin until noon and found no one else in the water, the coastguard"
    " said.",
    "The ferry to the outer islands will leave from the northern quay for at least a fortnight while"
    " a temporary barrier is built from crushed stone.",
    "The mayor has asked the provincial government for nine million crowns to rebuild the wall"
    " before the autumn storms.",
)
#: Another newsroom's report of the same morning.
LEDGER = (
    "Ines Corrow heard the sea come in before she saw it, a long grinding noise that she took for a"
    " lorry backing into the yard behind her bakery.",
    "By the time she reached the stairs the ovens were out and loaves were floating against the"
    " window, and she climbed onto the counter with her two nephews.",
    "Half of Net Street had the same story to tell this week, of cellars filled in a minute and"
    " chairs found three gardens away.",
    "Insurers visited the quarter on Wednesday with clipboards and said little, though one of them"
    " admitted that most policies here exclude the sea.",
    "The town's records show that the wall was last rebuilt after the flood of 1911, with stone"
    " taken from the old prison, and patched with concrete four times since.",
    "Fishermen who moor inside it had been complaining for years that the slabs rang hollow under a"
    " boathook.",
)
LOCAL = (
    "At the Selwick school, head teacher Otto Brand opened the gymnasium to families from the lower"
    " market and handed out dry clothes from the lost property box.",
    "Pupils spent the morning making soup, and the evening concert was moved to Saturday so that the"
    " hall could hold thirty camp beds.",
    "Bus drivers of line four offered to carry belongings up the hill free of charge until Friday,"
    " the depot told this newspaper.",
)
MORE = (
    "A crane barge from Tornport is expected with the evening tide to lift the largest blocks off"
    " the slipway.",
    "Schools on the islands will hold lessons by radio until the mail boat can land again.",
)
MAYOR = (
    "“We asked for this money in spring, we asked for it again in summer, and now the sea has asked"
    " for it in a voice that nobody in the capital can pretend not to hear, and I will go on asking"
    " until the last stone of that wall is back where our grandfathers put it”"
)
MINISTER = (
    "“No request that met the rules was ever refused, and before anyone points a finger at the"
    " treasury I would like to see the inspection reports that the town was obliged to file every"
    " year since the harbour law was passed, because I have looked for them and found none”"
)
#: The agency itself, and two papers of one house.
OUTLETS = {
    "wire.example": Outlet("wire.example", "Northwire", is_agency=True),
    "hill.example": Outlet("hill.example", "Hill Post", owner="Hill Media"),
    "vale.example": Outlet("vale.example", "Vale Post", owner="Hill Media"),
}


def article(
    name: str,
    *sentences: str,
    outlet: str | None = None,
    hour: int = 9,
    authors: tuple[str, ...] = (),
    credit: str | None = None,
) -> Article:
    when = datetime(2024, 5, 2, hour, tzinfo=UTC)
    outlet = outlet or f"{name}.example"
    return Article(
        name,
        f"https://{outlet}/{name}",
        outlet,
        name,
        "\n".join(sentences),
        when,
        when,
        authors=authors,
        credited_to=credit,
    )


def links(*articles: Article) -> dict[str, OriginLink]:
    return {link.article_id: link for link in find_origins(articles, OUTLETS)}


def material(*articles: Article) -> Material:
    import numpy as np

    statements = tuple(s for a in articles for s in find_statements(a))
    vectors = np.zeros((len(statements), 384), np.float32)
    return Material(articles, OUTLETS, find_origins(articles, OUTLETS), statements, vectors)


def saying(words: str, made: Material) -> list[Statement]:
    return [s for s in made.statements if words in s.exact]


def test_many_outlets_come_down_to_the_texts_they_carry() -> None:
    """Twelve articles that carry three texts are three origins."""
    texts = (WIRE, LEDGER, LOCAL)
    found = links(*(article(f"a{i}", *texts[i % 3], hour=6 + i) for i in range(12)))
    assert len({link.origin_id for link in found.values()}) == 3
    assert sum(link.role is OriginRole.ORIGINAL for link in found.values()) == 3


def test_successive_versions_of_a_wire_story_are_one_origin() -> None:
    """Each version drops a sentence and adds one; the first and the last are still one origin."""
    story = (*WIRE, *LOCAL)
    versions = [article(f"v{i}", *story[i : i + 5], hour=6 + i) for i in range(4)]
    found = links(*versions)
    assert len({link.origin_id for link in found.values()}) == 1
    assert [found[f"v{i}"].source_id for i in range(4)] == [None, "v0", "v1", "v2"]


def test_versions_that_credit_the_agency_have_no_origin_of_their_own() -> None:
    """What a newer version of a credited wire story adds is the agency's, not the outlet's."""
    dateline = f"SELWICK (AP) — {WIRE[0]}"
    made = material(
        article("early", dateline, *WIRE[1:]),
        article("late", dateline, *WIRE[1:4], *LOCAL, hour=12),
    )
    assert made.origins[1].role is OriginRole.PARTIAL
    assert made.origins_of(made.statements) == (made.origins[0].origin_id,)


def test_unmarked_agency_copy_is_found_under_other_names() -> None:
    """Broadcasters that carry wire text without saying so are reprints of the agency's article."""
    found = links(
        article("radio", *WIRE, hour=8),
        article("channel", *WIRE[:5], hour=10),
        article("wire", *WIRE, outlet="wire.example", hour=11),
    )
    assert {found["radio"].source_id, found["channel"].source_id} == {"wire"}
    assert found["radio"].credited_to == "Northwire"


def test_a_sister_paper_reprints_under_another_name() -> None:
    """Two papers of one house that share part of a report are one origin, two strangers are not."""
    mixed = (*WIRE[:1], *LEDGER[:4])
    strangers = links(article("a", *WIRE[:4]), article("b", *mixed, hour=10))
    sisters = links(
        article("a", *WIRE[:4], outlet="hill.example"),
        article("b", *mixed, outlet="vale.example", hour=10),
    )
    assert len({link.origin_id for link in strangers.values()}) == 2
    assert len({link.origin_id for link in sisters.values()}) == 1
    assert "both belong to Hill Media" in sisters["b"].reason


def test_one_owner_is_not_one_origin_for_different_texts() -> None:
    """What two papers of one house wrote each for itself is two origins."""
    found = links(
        article("a", *WIRE, outlet="hill.example"), article("b", *LEDGER, outlet="vale.example")
    )
    assert found["a"].origin_id != found["b"].origin_id


def test_a_splice_joins_no_origins_and_adds_none() -> None:
    """An article put together from two texts leaves them apart; each half counts for its source."""
    made = material(
        article("one", *WIRE),
        article("two", *LEDGER, hour=10),
        article("splice", *WIRE[:4], *LEDGER[:4], hour=11),
    )
    one, splice, two = sorted(made.origins, key=lambda link: link.article_id)
    assert one.origin_id != two.origin_id
    assert splice.own_origin_id is None
    assert made.origins_of(saying("Nine people", made)) == (one.origin_id,)
    assert made.origins_of(saying("Net Street", made)) == (two.origin_id,)
    assert len(made.origins_of(made.statements)) == 2


def test_the_same_wrong_figure_three_times_is_no_corroboration() -> None:
    """Three outlets that repeat one text's error are one origin for it."""
    wrong = [s.replace("Nine people", "Ninety people") for s in WIRE]
    made = material(*(article(f"a{i}", *wrong, hour=6 + i) for i in range(3)))
    assert len(saying("Ninety people", made)) == 3
    assert len(made.origins_of(saying("Ninety people", made))) == 1


def test_a_local_edit_with_another_town_and_day_is_still_a_copy() -> None:
    """The edited sentence counts for the wire, in a whole reprint and in a partial one."""
    edited = [
        s.replace("Selwick", "Sandwick").replace("on Tuesday", "on Monday").replace("Nine", "Seven")
        for s in WIRE
    ]
    made = material(
        article("wire", *WIRE, outlet="wire.example"),
        article("whole", *edited, hour=10),
        article("partial", *edited[:4], *LOCAL, hour=11),
    )
    for words in ("gave way", "people were taken"):
        assert len(saying(words, made)) == 3
        assert len(made.origins_of(saying(words, made))) == 1


def test_two_much_quoted_statements_leave_independent_reports_apart() -> None:
    """Quoted words are most of two articles, and no copy of each other."""
    one = article("a", f"{MAYOR}, the mayor told reporters at the quay.", WIRE[2], WIRE[5],
                  f"{MINISTER}, the finance minister replied in a broadcast.")  # fmt: skip
    other = article("b", LEDGER[3], f"In a statement the treasury said: {MINISTER}.", LEDGER[4],
                    f"The mayor of the town put it like this: {MAYOR}.", hour=10)  # fmt: skip
    made = material(one, other)
    assert len({link.origin_id for link in made.origins}) == 2
    assert not any(link.copied for link in made.origins)
    assert len(made.origins_of(saying("asked for it again", made))) == 2


def test_three_local_paragraphs_under_a_wire_story_are_an_origin_of_their_own() -> None:
    """Copied sentences count for the wire, the local ones for the paper; a claim is told apart."""
    made = material(
        article("wire", *WIRE, outlet="wire.example"),
        article("paper", *WIRE, *LOCAL, hour=11),
        article("other", *LEDGER, hour=12),
    )
    wire = next(link for link in made.origins if link.article_id == "wire")
    paper = next(link for link in made.origins if link.article_id == "paper")
    assert (paper.role, paper.origin_id) == (OriginRole.PARTIAL, wire.origin_id)
    assert made.origins_of(saying("Nine people", made)) == (wire.origin_id,)
    assert made.origins_of(saying("gymnasium", made)) == (paper.own_origin_id,)
    assert made.origin_count == 2
    assert made.voice_count == 3
    text = made.article_of["paper"].text
    assert [text[p.start : p.end] for p in paper.copied] == ["\n".join(WIRE)]


def test_a_quotation_within_copied_text_goes_with_it() -> None:
    """A sentence that is all quotation counts for the wire when it stands in it beside copied ones."""
    said = "“Nobody who slept above the fish hall that night will sleep there again before winter.”"
    made = material(
        article("wire", *WIRE[:3], said, *WIRE[3:]),
        article("paper", *WIRE[:3], said, *WIRE[3:], *LOCAL, hour=11),
    )
    assert len(made.origins_of(saying("fish hall that night", made))) == 1


def test_a_round_up_counts_each_item_for_its_source() -> None:
    """An article of its own origin that took a few sentences lists them with whose they are."""
    made = material(
        article("wire", *WIRE, *LOCAL, *MORE),
        article("roundup", *LEDGER, *WIRE[3:], hour=11),
    )
    roundup = next(link for link in made.origins if link.article_id == "roundup")
    assert (roundup.role, roundup.source_id) == (OriginRole.PARTIAL, "wire")
    assert len({link.origin_id for link in made.origins}) == 2
    assert len(made.origins_of(saying("Divers searched", made))) == 1
    assert len(made.origins_of(saying("Net Street", made))) == 1


def test_one_sentence_in_common_is_no_copy() -> None:
    """A form of words, or an official's sentence, that two reports share leaves them apart."""
    found = links(article("a", *WIRE), article("b", *LEDGER, WIRE[3], hour=10))
    assert found["b"].role is OriginRole.ORIGINAL
    assert found["b"].copied == ()


def test_an_excerpt_belongs_to_the_long_text_that_holds_it() -> None:
    """A stub of two sentences is a reprint of the article that it cuts short."""
    found = links(article("long", *WIRE, *LEDGER, *LOCAL), article("stub", *WIRE[:2], hour=10))
    assert found["stub"].origin_id == found["long"].origin_id
    assert found["stub"].role is OriginRole.REPRINT


def test_the_outlet_an_article_credits_is_its_source_even_when_read_later() -> None:
    """An article whose feed or page names another outlet copied from that one."""
    found = links(
        article("copy", *WIRE[:4], *LOCAL[:1], hour=8, credit="Hill Post"),
        article("hill", *WIRE, outlet="hill.example", hour=12),
    )
    assert found["copy"].source_id == "hill"
    assert "credits Hill Post" in found["copy"].reason


def test_subscription_forms_in_common_are_no_text_in_common() -> None:
    """Two sites of one publisher's system share their furniture and nothing else."""
    form = ("Sign up for our newsletter to get the day's headlines in your inbox every morning.",
            "Please log in, or sign up for a new account, to continue reading.",
            "All rights reserved. This material may not be published, broadcast or rewritten.")  # fmt: skip
    found = links(article("a", *WIRE, *form), article("b", *LEDGER, *form, hour=10))
    assert found["a"].origin_id != found["b"].origin_id
    assert found["b"].copied == ()
