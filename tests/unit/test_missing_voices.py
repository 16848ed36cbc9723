"""Who is spoken of and not heard, and the words that mark a side's language."""

from __future__ import annotations

import math
import re
from dataclasses import replace

import pytest
from site_pages import NEWEST, OUTLETS, PAGE, evidence

from tests.unit.story_material import article, material
from winnow.page.shown import shown_loaded_terms, shown_missing_voices, shown_stances
from winnow.site import SiteOptions, site_files, terminal_text
from winnow.stages.budget import VerbatimBudget
from winnow.stages.loaded_terms import find_loaded_terms
from winnow.stages.log_odds import log_odds
from winnow.stages.material import Material
from winnow.stages.missing_voices import find_missing_voices
from winnow.stages.sides import Sides, find_sides
from winnow.text.similarity import stem
from winnow.types import ArticleStance, Evidence, LoadedTerm, MissingVoice, Narrative, Side, Stance

FILLER = (
    "The harbour of Ardel has forty berths and a crane from 1931. Trucks queue along the quay from five in the "
    "morning. The town council met twice in the week and looked at the minutes of its last meeting. A ferry to "
    "Tarnik leaves at noon and comes back before dark. Nets dry on the wall beside the ice house. The lighthouse "
    "was painted in April by a firm from Merrow. Schools in the lower town have their holidays in June. The market "
    "sells bread, eels and lamp oil on three days of the week. Rain fell on most days of the month and the river "
    "stood a hand below the mark. Two new lamps were set up beside the church and a third one is planned."
)
ABOUT = (
    "Harbour master Ilse Darrow has sold the old crane without a vote, the guild of pilots said.",
    "The guild of pilots wants Ilse Darrow to leave office over the sale of the crane.",
    "Anger at Ilse Darrow grew in Ardel after the crane of the harbour was sold.",
    "Pilots marched past the house of Ilse Darrow because of the sale of the crane.",
)
AGAIN = "Under Darrow the harbour has lost nine ships to Tarnik in two years."


def harbour(*extra: str) -> Material:
    """Return four articles that speak of the harbour master, with further lines for the first ones."""
    lines = [[about, AGAIN, FILLER] for about in ABOUT]
    for own, more in zip(lines, extra, strict=False):
        own.append(more)
    return material(*(article(f"a{i}", "\n".join(own), hour=i) for i, own in enumerate(lines)))


def test_somebody_everyone_speaks_of_and_nobody_quotes_is_named() -> None:
    """Four origins speak of the harbour master at length; not one has a word from her."""
    (found,) = find_missing_voices(harbour())
    assert (found.name, found.articles, found.origins, found.asked) == ("Ilse Darrow", 4, 4, 0)
    assert all("Darrow" in e.exact and len(e.exact.split()) <= 17 for e in found.evidence)
    texts = harbour().article_of
    assert all(texts[e.article_id].text[e.start : e.end] == e.exact for e in found.evidence)


@pytest.mark.parametrize(
    "line",
    [
        '"The crane was a danger," Darrow said.',
        "Darrow denied that a vote was needed.",
        "A spokesman for Ilse Darrow said the price was fair.",
        "Darrow's lawyer called the march unlawful.",
        "The price was fair, according to Ilse Darrow.",
        "Darrow wrote on her page that the crane was rust.",
    ],
)
def test_one_word_of_hers_or_of_who_speaks_for_her_is_enough(line: str) -> None:
    """Silence is claimed of nobody whose words stand anywhere, through whomever."""
    assert find_missing_voices(harbour(line)) == ()


def test_who_was_asked_and_did_not_answer_is_told_apart() -> None:
    """An outlet that tried says so."""
    (found,) = find_missing_voices(harbour("Ilse Darrow could not be reached on Sunday."))
    assert found.asked == 1


def test_the_dead_are_not_reproached_with_silence() -> None:
    """Nobody can ask them."""
    assert find_missing_voices(harbour("Ilse Darrow died on Sunday at the age of 70.")) == ()


def test_a_story_of_few_origins_says_nothing_about_silence() -> None:
    """Reprints are no further ears."""
    made = harbour()
    wire = {"a1": "a0", "a2": "a0", "a3": "a0"}
    assert find_missing_voices(material(*made.articles, origins=wire)) == ()


# ---------------------------------------------------------------------------------- language


FOR = (
    '"The ban is a fair and lawful rule," Mayor Hugo Lenz said.',
    '"The ban is lawful and it protects the old," Mayor Hugo Lenz said.',
    'Treasurer Vesna Radul praised the ban. "The ban is a lawful and sensible rule," Vesna Radul said.',
)
AGAINST = (
    '"The ban is robbery and a cruel burden," skipper Bram Tolver said.',
    '"The ban is robbery in daylight, and an unfair ban," skipper Bram Tolver said.',
    'Skipper Otto Brandt condemned the ban. "The ban is plain robbery and an unjust ban," Otto Brandt said.',
)


def ban_story() -> tuple[Sides, Material]:
    """Return six articles on a ban, three a side, with the sides found in them."""
    made = [
        article(f"t{i}{n}", "\n".join((text, other)), hour=i, title="Ardel bans wood stoves")
        for i, group in enumerate((FOR, AGAINST))
        for n, (text, other) in enumerate(zip(group, group[1:] + group[:1], strict=True))
    ]
    story = material(*made)
    sides = find_sides(story.statements, story.articles, story.origins, story.outlets)
    return sides, story


def test_words_that_one_side_uses_mark_its_language() -> None:
    """ "Robbery" against "lawful": each stands with its side, with counts and examples."""
    sides, story = ban_story()
    assert len(sides.sides) == 2
    found = {t.term: t for t in find_loaded_terms(sides, story)}
    assert found["robbery"].side.startswith("Anti")
    assert found["lawful"].side.startswith("Pro")
    assert found["robbery"].others == 0
    for term in found.values():
        for e in term.evidence:
            assert story.article_of[e.article_id].text[e.start : e.end] == e.exact
            assert len(e.exact.split()) <= 8


def test_names_and_what_the_story_is_about_mark_no_language() -> None:
    """Skippers and bans are who and what, not how."""
    sides, story = ban_story()
    terms = {t.term for t in find_loaded_terms(sides, story)}
    assert not terms & {"tolver", "brandt", "lenz", "ban", "skipper bram"}


def test_without_two_sides_there_is_no_language_to_tell_apart() -> None:
    """One side, or none, gives no terms."""
    sides, story = ban_story()
    assert find_loaded_terms(replace(sides, sides=(), passages=()), story) == ()


def test_log_odds_favour_the_side_that_has_more_and_know_english_at_large() -> None:
    """What English at large holds counts too; equal shares give zero."""
    rare, plain = stem("robbery"), stem("government")
    scores = log_odds({rare: 6, plain: 6}, {rare: 1, plain: 1})
    assert scores[rare] > 0
    assert scores[plain] > 0
    assert scores[rare] != scores[plain]
    assert log_odds({rare: 7}, {})[rare] > log_odds({rare: 3}, {})[rare]
    same = log_odds({"robbery": 5}, {"robbery": 5})
    assert math.isclose(same["robbery"], 0.0, abs_tol=1e-9)


# ---------------------------------------------------------------------------------- on the page


def test_nothing_is_shown_beyond_the_limit_on_verbatim_words() -> None:
    """Terms, missing voices and positions without room for a passage are left out."""
    text = " ".join(f"word{i}" for i in range(50))
    own = article("w", text)
    whole = Evidence("w", 0, len(text), text)
    side = Side("Pro-toll narrative", "the toll", Stance.FOR, (), ())
    other = replace(side, label="Anti-toll narrative")
    narratives = (Narrative(side, ()), Narrative(other, ()))
    tight, roomy = VerbatimBudget([own], limit=20), VerbatimBudget([own], limit=60)
    missing = [MissingVoice("Ilse Darrow", 4, 4, 0, (whole,))]
    terms = [LoadedTerm("robbery", side.label, 3, 0, 1.2, (whole,))]
    stances = [ArticleStance("w", side.label, (whole,))]
    assert shown_missing_voices(missing, tight) == ()
    assert shown_loaded_terms(terms, narratives, tight) == ()
    assert shown_stances(stances, narratives, tight) == ()
    assert len(shown_missing_voices(missing, roomy)) == 1
    assert len(shown_loaded_terms(terms, narratives, roomy)) == 1
    assert len(shown_stances(stances, narratives, roomy)) == 1
    assert shown_loaded_terms(terms, narratives[:1], roomy) == ()
    assert shown_stances([replace(stances[0], position="unclear")], narratives, roomy) == ()


def test_the_page_and_the_terminal_show_them_with_their_passages() -> None:
    """Language under its narrative, the unheard after the narratives, marks at positions."""
    label = PAGE.narratives[0].side.label
    cited = PAGE.references[0].evidence
    page = replace(
        PAGE,
        missing_voices=(MissingVoice("Tilde <Osk>", 6, 4, 0, (cited,)),),
        loaded_terms=(LoadedTerm("land grab", label, 4, 1, 1.5, (evidence("west"),)),),
        stances=(ArticleStance(PAGE.articles[0].article_id, label, (cited,)),),
    )
    revision = replace(NEWEST, page=page)
    options = SiteOptions(base_url="https://news.example/w/")
    files, problems = site_files({page.story_id: (revision,)}, OUTLETS, options=options)
    assert not problems
    html = files["s/lavrov-visits-mali/index.html"].decode()
    assert "Tilde &lt;Osk&gt;" in html
    assert "<Osk>" not in html
    assert "is spoken of in 6 articles from 4 origins; none that we read quotes them." in html
    assert re.search(
        r"<b dir=\"auto\">land grab</b> <span[^>]*>4 passages, 1 of the other side", html
    )
    assert re.search(r"<td class=\"position\">.*?href=\"#ref-1\"", html, re.S)
    text = terminal_text(revision)
    assert "Not heard: Tilde <Osk>" in text
    assert "“land grab” (4 passages, 1 of the other side):" in text
