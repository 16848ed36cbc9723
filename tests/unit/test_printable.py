"""What may stand alone on a page, and how well it reads there."""

from __future__ import annotations

import pytest

from tests.unit.story_material import article
from winnow.stages.clauses import has_main_verb
from winnow.stages.printable import is_printable, leans_on_context, quoted_share, readability
from winnow.stages.statements import find_statements
from winnow.types import Statement


def statement(text: str) -> Statement:
    return find_statements(article("a", text))[0]


GOOD = "The council of Ardel sold the old harbour crane to a museum on Friday."


@pytest.mark.parametrize(
    "text",
    [
        GOOD,
        "Governor Stanimir Bolek said on Monday that 12 bodies had been brought up.",
        "“We counted the lamps twice,” said Vesna Radul, who leads the union in Tarnik.",
        "Mayor Ilse Darrow said she would sell the crane before the end of the year.",
        "On his third trip to Caldria, Stanimir Bolek visited a school near the border.",
    ],
)
def test_whole_sentences_are_printable(text: str) -> None:
    """A sentence that names what it is about and leans on nothing may open a bullet."""
    assert is_printable(text, statement(text))


@pytest.mark.parametrize(
    ("why", "text"),
    [
        ("too short", "Ilse Darrow left the hall in Ardel."),
        ("too long", "The council of Ardel sold " + "the crane and the quay and " * 8 + "a boat."),
        ("a question", "Why did the council of Ardel sell the old crane to a museum?"),
        ("pronoun", "He sold the old harbour crane of Ardel to a museum on Friday."),
        ("reader", "Sign up for the newsletter of the Ardel Post to get news on Friday."),
        ("first person", "In Ardel our reporters saw the council sell the crane on Friday."),
        ("open quote", "“The crane of Ardel goes to a museum on Friday, said the mayor."),
        ("open bracket", "The council of Ardel (in the north sold the crane to a museum on Friday."),
        ("names nothing", "the rain went on falling all night and people went to bed early."),
        ("headline", "Mayor Darrow arrested over the sale of a harbour crane to a museum in May"),
        ("no comment", "Brannik Coal did not respond to questions about the fans at Orlec on Friday."),
        ("loose he", "In the north 12 boats left early because he had sold the crane to a museum."),
        ("caption", "The harbour crane of Ardel is seen at the old quay, Friday, Aug. 22, 2025, in Merrow."),
        ("no verb", "Ordered by the mayor of Ardel, ending the sale of the old harbour crane."),
        ("no verb", "Ilse Darrow, chief executive of the harbour company and the museum in Ardel."),
        ("a list", "Among the buyers of the crane: Vesna Radul of Tarnik and Piet Hallorn."),
        ("a command", "Watch the reports about the harbour crane by Piet Hallorn of the Ardel Post."),
        ("answers", "So is Vesna Radul, who leads the union of the harbour in the town of Ardel."),
        ("cut name", "Congress. Vesna Radul has been the mayor's opponent for twelve years in Ardel."),
        ("heading", "Ardel Council passes the plan for the old harbour crane, ending a long row."),
        ("caption", "A long white ship of the Lode Line docked at the harbour of Ardel, Monday."),
        ("here", "The storm made landfall here in the north of Karsova on Friday at 9 p.m."),
        ("coverage", "“The council of Ardel sold the old crane for a song on Friday,” the Tarn News reports."),
        ("heading", "Use of the harbour crane: The council of Ardel sold it to Piet Hallorn on Friday."),
        ("heading", "Old Crane – The council of Ardel sold it to Piet Hallorn on Friday for scrap."),
        ("coverage", "As Tarn News reported, the council of Ardel sold the old crane on Friday."),
        ("coverage", "The case is not the only one in Ardel, as the Corvane Courier points out."),
        ("coverage", "For the Corvane Courier, Piet Hallorn reports on the old crane of Ardel."),
        ("cut off", "The council of Ardel sold the old crane to a museum that keeps ships and…"),
        ("an offer", "Request 30 days free access to reports on the harbour of Ardel on Friday."),
        ("byline", "Piet Hallorn is a reporter for the Corvane Courier in the north of Karsova."),
    ],
)  # fmt: skip
def test_what_cannot_stand_alone_is_refused(why: str, text: str) -> None:
    """Fragments, questions, addresses to the reader and loose pronouns open no bullet."""
    assert not is_printable(text, statement(text)), why


def test_reported_words_need_their_source() -> None:
    """Cut down to what was said, a reported sentence is not printable."""
    whole = "Governor Stanimir Bolek said that 12 bodies had been brought up at Orlec on Monday."
    cut = "Some twelve men or 12 bodies had been brought up at Orlec on Monday."
    assert not is_printable(cut, statement(whole))


@pytest.mark.parametrize(
    ("text", "leans"),
    [
        ("This came as a surprise.", True),
        ("Another fan broke.", True),
        ("Two other boats of Ardel sank.", True),
        ("The party's leader came to Ardel.", True),
        ("On top of that, the mayor of Ardel left.", True),
        ("The 40-page document names the mayor of Ardel.", True),
        ("All nine were brought up.", True),
        ("The woman lost a boat in Ardel.", True),
        ("The council of Ardel said on Friday that explanation would not do for the mayor.", False),
        ("The mayor of Ardel dropped that explanation on Friday before the council.", True),
        ("All nine miners who had been trapped were brought up.", False),
        ("Some of them lost a boat.", True),
        ("Some 300 people of Ardel lost a boat.", False),
        ("The count differs from the one given in the morning.", True),
        ("The council of Ardel has begun this process with the mayor.", True),
        ("As mayor of Ardel, she has the most boats of any club.", True),
        ("In Ardel, it has the most boats of any club.", True),
        ("Days after that meeting, Darrow sold the crane.", True),
        ("The council of Ardel meets this week to hear those who lost a boat.", False),
        ("So is Mayor Ilse Darrow, who said on Friday that Ardel would pay for the crane.", True),
        ("But did not say who had bought the crane of Ardel.", True),
        ("So far, four people of Ardel have asked for the crane.", False),
        ("The council of Ardel wants those Lode Board cuts taken back by Friday.", True),
        ("The council of Ardel heard those affected on Friday.", False),
        ("The council of Ardel heard those on the quay on Friday.", False),
        ("The 67-page document names Mayor Ilse Darrow and the council of Ardel.", True),
        ("The 67-page report of the council of Ardel names Mayor Ilse Darrow.", False),
        ("Two other girls of Ardel were found on Friday.", True),
        ("The treaty was signed by Karsova on Friday.", True),
        ("The treaty between Karsova and Caldria was signed on Friday.", False),
        ("Witnesses of the incident spoke to the mayor of Ardel on Friday.", True),
        (
            "A crane fell in Ardel and the attack and the incident were looked into on Friday.",
            False,
        ),
        ("The mayor of Ardel believed that it did not.", True),
        (
            "The mayor said that the crane would work, but the council of Ardel believed that it did not.",
            False,
        ),
        ("Vesna Radul heard nothing of the boats from the mayor during the call.", True),
        ("Otto Brandt had a hand in the ensuing strike at the harbour of Ardel.", True),
        ("Eleven towns have joined the lawsuit, Ardel among them.", True),
        (
            "Eleven towns have joined the lawsuit against the harbour company, Ardel among them.",
            False,
        ),
        ("Ardel brought a lawsuit in May, and eleven towns have joined the lawsuit.", False),
        ("The mayor said: “Eleven towns have joined the lawsuit, and we too.”", False),
        (GOOD, False),
    ],
)
def test_sentences_that_point_back_lean(text: str, leans: bool) -> None:
    """ "This", "another" and the like need the sentence before."""
    assert leans_on_context(text) is leans


def test_quoted_share_counts_characters_between_marks() -> None:
    """Half of the text in marks is about a half."""
    assert quoted_share("“abcd” efgh") == pytest.approx(5 / 11, abs=0.1)
    assert quoted_share("abcd") == 0.0


@pytest.mark.parametrize(
    "worse",
    [
        "The council of Ardel sold the iconic old harbour crane to a museum, sparking a huge, dramatic row.",
        "“The old crane of Ardel goes to a museum on Friday and that is that,” said Ilse Darrow.",
    ],
)
def test_emphasis_and_quotation_read_worse(worse: str) -> None:
    """A plain sentence is preferred to a shrill or a merely quoted one."""
    assert readability(worse, statement(worse)) < readability(GOOD, statement(GOOD))


@pytest.mark.parametrize(
    "text",
    [
        "The mayor of Ardel called John Kelly John Francis KellyMORE on Friday about the crane.",
        "CLOSE The council of Ardel sold the old harbour crane to a museum on Friday.",
        "The council of Ardel slammed the sale of the crane as 'power grabs, and left on Friday.",
    ],
)
def test_what_pages_leave_in_sentences_is_not_printed(text: str) -> None:
    """Link texts, button names, half of a quotation."""
    assert not is_printable(text, statement(text))


def test_an_apostrophe_opens_no_quotation() -> None:
    """ "The workers' party" is as whole as "'yes'"."""
    text = "The workers' party of Ardel said 'yes' to the mayor's plan for the crane on Friday."
    assert is_printable(text, statement(text))


def test_a_headline_says_which_treaty() -> None:
    """What the reader has seen above the bullets need not be told again."""
    text = "The treaty was signed by Karsova on Friday."
    assert not leans_on_context(text, "Karsova signs fishing treaty")
    assert leans_on_context(text, "Karsova sells a crane")
    assert not leans_on_context("Eleven towns joined the lawsuit.", "Towns back lawsuit over crane")


def test_an_incident_that_the_sentence_does_not_tell_reads_worse() -> None:
    """The headline may tell it, the bullet does not."""
    told = "The council of Ardel and the mayor said on Friday they were sorry for the fire."
    untold = "The council of Ardel and the mayor said on Friday they were sorry for the incident."
    assert readability(untold, statement(untold)) < readability(told, statement(told))


@pytest.mark.parametrize(
    ("text", "whole"),
    [
        ("Workers loading crates at the harbour of Ardel on Monday, Aug. 25, 2025.", False),
        ("A flag raised over the town hall of Ardel at a fair of farmers on Sunday.", False),
        ("Mayor Ilse Darrow, left, and Governor Stanimir Bolek of Karsova.", False),
        ("A bridge of the river Lode near Ardel fell into the water on Sunday.", True),
        ("The council of Ardel rebuilt the old quay on Sunday.", True),
        (GOOD, True),
    ],
)
def test_a_caption_has_no_main_verb(text: str, whole: bool) -> None:
    """What a picture shows is no fact of the page."""
    assert has_main_verb(text) is whole
