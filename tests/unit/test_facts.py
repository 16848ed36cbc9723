"""Facts: few bullets that tell most of a story, each with its evidence."""

from __future__ import annotations

import random
from dataclasses import replace
from functools import cache

import pytest

from tests.unit.story_material import article, material
from winnow.encoder import load_encoder
from winnow.stages.budget import VerbatimBudget
from winnow.stages.claims import find_claims
from winnow.stages.corroboration import is_miscalled, is_outvoted, supporters
from winnow.stages.coverage import stands_beside
from winnow.stages.facts import candidates_for, select_facts
from winnow.stages.material import Material
from winnow.stages.printable import quoted_share
from winnow.stages.statements import find_statements
from winnow.text.edit import word_count
from winnow.text.similarity import content_terms
from winnow.types import Article, CitedSentence, Fact
from winnow.verification import check_sentence

PIECES = {
    "north": """The river Lode broke its dam above Ardel on Friday and flooded 400 houses, the fire service said.
Mayor Ilse Darrow asked the people of Ardel to sleep in the schools on the hill until Sunday.
The dam was built in 1961 and had last been inspected by the Lode Water Board in 2015.
Trains between Merrow and Ardel stopped running on Friday afternoon, the railway said.
The army of Caldria sent 60 soldiers with boats to the lower streets of the town.
A chemist in Merrow gave blankets and soup to families from the lower streets of Ardel.""",
    "south": """The dam of the river Lode above Ardel broke on Friday and flooded 400 houses, the fire service said.
The Lode Water Board said it had asked the ministry in Merrow for new gates in 2022.
Sixty soldiers of the army of Caldria reached Ardel by boat on Friday evening.
Farmers near Tarnik lost about 900 sheep in the water, the farmers' union said.
Schools in Ardel stay closed until Wednesday, the county office said on Saturday.""",
    "coast": """Some 400 houses of Ardel were flooded on Friday when the river Lode broke its dam, firemen said.
The railway said that no train ran between Merrow and Ardel after Friday noon.
Engineer Piet Hallorn told a hearing in Merrow in 2023 that the gates of the dam leaked.
The county office opened a telephone line for people who look for relatives in Ardel.""",
}


def story() -> list[Article]:
    return [article(name, text, hour=i) for i, (name, text) in enumerate(PIECES.items())]


def facts_of(made: Material, *, words: int = 60, limit: int = 7) -> tuple[Fact, ...]:
    budget = VerbatimBudget(made.articles, limit=words)
    return select_facts(find_claims(made), made, budget, limit=limit)


def supporters_of(sentence: CitedSentence, made: Material) -> int:
    own = sentence.evidence[0]
    rows = {(s.article_id, s.start): i for i, s in enumerate(made.statements)}
    carriers = supporters(sentence.text, rows[own.article_id, own.start], made)
    return len(made.origins_of(carriers))


@cache
def whole() -> tuple[Material, tuple[Fact, ...]]:
    made = material(*story(), encoder=load_encoder())
    return made, facts_of(made)


def test_there_are_facts_and_the_event_comes_first() -> None:
    """The first bullet tells what happened."""
    facts = whole()[1]
    assert len(facts) >= 4
    assert "flooded" in facts[0].text
    assert "dam" in facts[0].text


@pytest.mark.parametrize("limit", [1, 2, 3])
def test_no_more_facts_than_asked_for(limit: int) -> None:
    """The limit holds, and the choice of fewer begins as the choice of more."""
    made, facts = whole()
    fewer = facts_of(made, limit=limit)
    assert len(fewer) == limit
    assert fewer[0] == facts[0]


@pytest.mark.parametrize("words", [0, 20, 35, 60])
def test_no_article_is_printed_beyond_its_limit(words: int) -> None:
    """All passages of an article together stay within the words allowed."""
    made = whole()[0]
    shown: dict[str, set[tuple[int, int]]] = {a.id: set() for a in made.articles}
    for fact in facts_of(made, words=words):
        for evidence in (e for s in fact.sentences for e in s.evidence):
            shown[evidence.article_id].add((evidence.start, evidence.end))
    for source in made.articles:
        used = sum(word_count(source.text[a:b]) for a, b in shown[source.id])
        assert used <= words


def test_no_two_facts_say_the_same() -> None:
    """The flood is told by three outlets and once on the page."""
    sentences = [set(content_terms(s.text)) for f in whole()[1] for s in f.sentences]
    pairs = [(a, b) for i, a in enumerate(sentences) for b in sentences[:i]]
    assert max(len(a & b) / min(len(a), len(b)) for a, b in pairs) < 0.6


def test_the_order_of_the_articles_does_not_matter() -> None:
    """The same facts come from any order."""
    expected = [f.text for f in whole()[1]]
    for seed in (1, 2, 3):
        shuffled = story()
        random.Random(seed).shuffle(shuffled)
        assert [f.text for f in facts_of(material(*shuffled, encoder=load_encoder()))] == expected


def test_corroboration_counts_origins_not_outlets() -> None:
    """Two outlets with one wire text and a third of its own are two origins, three articles."""
    north, _, south = (PIECES[n].split("\n")[0] for n in ("north", "coast", "south"))
    copies = [
        article("north", north),
        article("copy", north, hour=1),
        article("south", south, hour=2),
    ]
    made = material(*copies, origins={"copy": "north"}, encoder=load_encoder())
    (fact,) = facts_of(made)
    assert (fact.articles, fact.origins) == (3, 2)


def test_two_joined_sentences_are_as_corroborated_as_the_less_reported() -> None:
    """A bullet never borrows one sentence's origins for the other."""
    made, facts = whole()
    joined = [f for f in facts if len(f.sentences) > 1]
    assert joined
    for fact in joined:
        assert fact.origins == min(supporters_of(s, made) for s in fact.sentences)


def test_every_sentence_passes_verification() -> None:
    """What is selected may be published."""
    made, facts = whole()
    for sentence in (s for f in facts for s in f.sentences):
        assert not check_sentence(sentence, made.article_of).violations


def test_a_disputed_claim_is_told_only_with_its_source() -> None:
    """Of claims shown as disputed, no fact remains that names nobody."""
    made, facts = whole()
    disputed = frozenset(c.id for c in find_claims(made))
    budget = VerbatimBudget(made.articles)
    left = select_facts(find_claims(made), made, budget, disputed=disputed)
    assert any(s.attribution is None for f in facts for s in f.sentences)
    assert left
    assert all(s.attribution for f in left for s in f.sentences)


def test_a_passage_shown_elsewhere_is_not_shown_again() -> None:
    """What stands under a dispute or a narrative is no fact as well."""
    made, facts = whole()
    shown = frozenset({facts[0].sentences[0].evidence[0]})
    budget = VerbatimBudget(made.articles)
    again = select_facts(find_claims(made), made, budget, shown=shown)
    assert shown.isdisjoint(e for f in again for s in f.sentences for e in s.evidence)


def test_what_is_about_something_else_is_no_fact() -> None:
    """A teaser and the line on the author stand in an article and tell nothing of its story."""
    stray = (
        "Chef Anselm Rook opens a bakery for wedding cakes in the hills of Portugal next spring."
    )
    texts = [PIECES["north"] + "\n" + stray, PIECES["south"], PIECES["coast"]]
    made = material(
        *(article(n, t, hour=i) for i, (n, t) in enumerate(zip("abc", texts, strict=True))),
        encoder=load_encoder(),
    )
    facts = facts_of(made, words=200, limit=20)
    assert len(facts) >= 5
    assert not any("Rook" in f.text for f in facts)


def test_another_lead_that_adds_nothing_is_no_further_fact() -> None:
    """The central event is told once: a lead without a new name or figure does not tell it again."""
    general = "A torrent from the river Lode has swept through homes in Ardel after its barrier collapsed."
    texts = [PIECES["north"], PIECES["south"], general + "\n" + PIECES["coast"]]
    made = material(
        *(article(n, t, hour=i) for i, (n, t) in enumerate(zip("abc", texts, strict=True))),
        encoder=load_encoder(),
    )
    facts = facts_of(made, words=200, limit=20)
    assert any("Hallorn" in f.text for f in facts)
    assert not any(general in f.text for f in facts)


@pytest.mark.parametrize(
    "text",
    [
        "The flood of Ardel is the worst answer to a ministry in Merrow that forgot the river Lode.",
        "The broken dam of Ardel is just the latest in a series of failures of the ministry in Merrow.",
        "The broken dam of Ardel is perhaps a reminder of what the ministry in Merrow forgot.",
        "The dam of Ardel broke in the night of Friday, likely dooming the plans of the ministry in Merrow.",
        "The broken dam of Ardel is just the latest in a series of floods of the river Lode.",
        "The old gates were supposed to keep the river Lode away from the lower streets of Ardel.",
        "Mayor Ilse Darrow said on Friday, and highlighted a stark reality, that the dam of Ardel was old.",
        "A longstanding dislike of the ministry in Merrow moved the council of Ardel on Friday.",
    ],
)
def test_one_outlet_s_reading_is_no_fact(text: str) -> None:
    """What interprets in the outlet's own voice, and nobody else says, stays out."""
    made = material(
        article("a", PIECES["north"] + "\n" + text),
        article("b", PIECES["south"], hour=1),
        encoder=load_encoder(),
    )
    assert not any(text in f.text for f in facts_of(made, words=200, limit=20))


def test_the_first_fact_tells_what_the_title_does() -> None:
    """A story moves on: the lead under the newest title goes before what most articles opened with."""
    news = (
        "The broken dam of the river Lode above Ardel was closed on Monday with 900 sacks of sand."
    )
    also = "Ardel's broken dam is closed again: 900 sacks of sand lay in the river Lode on Monday."
    made = material(
        *story(),
        article("d", news, hour=72, title="Broken dam closed"),
        article("e", also, hour=73),
        encoder=load_encoder(),
    )
    made = replace(made, article_vectors=load_encoder().encode([a.text for a in made.articles]))
    budget = VerbatimBudget(made.articles)
    by_most = select_facts(find_claims(made), made, budget.copy())
    by_title = select_facts(find_claims(made), made, budget.copy(), titled_by="d")
    assert by_title[0].sentences[0].text == news
    assert by_most[0].sentences[0].text != news


def test_what_somebody_argues_is_no_half_of_a_fact() -> None:
    """A bullet of two sentences ends with no quotation."""
    assert not any(quoted_share(f.sentences[1].text) > 0.3 for f in whole()[1] if f.sentences[1:])
    quoted = PIECES["north"].replace(
        "Mayor Ilse Darrow asked",
        '"The dam of Ardel broke because the ministry forgot it for years," said Mayor Ilse Darrow.\n'
        "Mayor Ilse Darrow asked",
    )
    made = material(article("a", quoted), *story()[1:], encoder=load_encoder())
    facts = facts_of(made, words=200, limit=20)
    assert not any(quoted_share(s.text) > 0.3 for f in facts for s in f.sentences[1:])


@pytest.mark.parametrize(("words", "joins"), [("Marn was", True), ("Marn was soon after", False)])
def test_what_reckons_from_another_article_follows_no_sentence(words: str, joins: bool) -> None:
    """ "Soon after" the arrest that its own article told of is not soon after the trial of this bullet."""
    first = find_statements(article("a", "Ilse Marn stood trial in Ardel on Monday."))[0]
    other = find_statements(article("b", f"{words} dismissed by the council of Veskar."))[0]
    assert stands_beside(first, other) is joins


def test_a_sentence_from_further_up_follows_no_sentence_of_its_article() -> None:
    text = "Ilse Marn stood trial in Ardel on Monday. Marn was dismissed by the council."
    one, two = find_statements(article("a", text))
    assert stands_beside(one, two)
    assert not stands_beside(two, one)


def test_who_is_in_office_is_not_called_former() -> None:
    """One writer's "former" against the others' office; of whom all call former it is true."""
    made = material(
        article("a", "President Ilse Darrow signed the bill in Ardel."),
        article("b", "The bill of President Darrow passed. Former President Otto Brandt spoke."),
        article("c", "The bill was backed by former President Ilse Darrow in Ardel."),
    )
    assert is_miscalled("The bill was backed by former President Ilse Darrow in Ardel.", made)
    assert not is_miscalled("Former President Otto Brandt spoke in Ardel.", made)
    assert not is_miscalled("President Ilse Darrow signed the bill in Ardel.", made)


def test_no_claims_no_facts() -> None:
    """An empty story yields an empty list, not an error."""
    made = whole()[0]
    assert select_facts((), made, VerbatimBudget(made.articles)) == ()


def test_who_is_never_named_in_full_makes_a_sentence_worth_less() -> None:
    """ "Louis" alone is nobody; "Darrow" is Ilse Darrow, whom another article names."""
    text = "Louis carried 40 sheep of the farmers of Tarnik out of the river Lode on Saturday."
    scores = []
    for other in ("", "\nThe boatman Louis Varga said on Monday that he was tired."):
        made = material(
            article("a", text + other),
            article("b", PIECES["south"], hour=1),
            encoder=load_encoder(),
        )
        rows = {(s.article_id, s.start): i for i, s in enumerate(made.statements)}
        found = [
            c
            for c in candidates_for(find_claims(made), made, rows)
            if "sheep of" in c.sentence.text
        ]
        scores.append(found[0].score)
    assert scores[0] < 0.8 * scores[1]


def test_the_whole_is_not_outvoted_by_its_part() -> None:
    """Articles that give both figures tell of two things; those that give another alone are against it."""
    whole = "The tariffs of Caldria will cut the deficit by $4 million over ten years, the bank of Ardel said."
    part = "The tariffs of Caldria will cut the first deficit by $3 million over ten years, the bank of Ardel said."
    both = [article(name, f"{whole}\n{part}") for name in "abc"]
    alone = [article(name, part) for name in "bc"]

    def outvoted(articles: list[Article]) -> bool:
        made = material(*articles, encoder=load_encoder())
        return is_outvoted(whole, _row(whole, made), made)

    assert not outvoted(both)
    assert outvoted([article("a", whole), *alone])


def _row(text: str, made: Material) -> int:
    return next(i for i, s in enumerate(made.statements) if s.exact == text)


def test_a_page_does_not_give_two_years_for_one_thing() -> None:
    """Of two reigns that begin alike and end in different years the page tells one."""
    texts = {
        "a": "President Otto Brandt faces trial in Ardel for treason, the court said on Friday.\n"
        "Otto Brandt, who ruled Caldria from 2001 until 2019, is accused of the murder of 12 farmers near Tarnik.\n"
        "The senate of Caldria took his immunity from him in May.",
        "b": "The court of Ardel opens the trial for treason of Otto Brandt next week.\n"
        "The judges of Ardel heard that Brandt ruled Caldria between 2001 and 2009, taking power from Emil Brandt.\n"
        "Soldiers of Merrow hold the northern town of Tarnik since spring.",
    }
    made = material(*(article(n, t) for n, t in texts.items()), encoder=load_encoder())
    facts = select_facts(find_claims(made), made, VerbatimBudget(made.articles))
    told = " ".join(s.text for f in facts for s in f.sentences)
    assert ("2009" in told) != ("2019" in told)
