"""Wording: passages become sentences by deletion and resolution alone."""

from __future__ import annotations

import re
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from winnow.text.edit import Worded, inside_quotes, word_count
from winnow.text.relative_days import resolve_days
from winnow.text.wording import (
    cut_also,
    cut_judgements,
    plain_verb,
    replay,
    resolve_speaker,
    shorten,
    tidy,
)

SENTENCE = "The upper house passed the bill."


@pytest.mark.parametrize(
    "dateline",
    [
        "MERROW, Caldria (Lodepress) - ",
        "MERROW, Caldria, March 5 (Lodepress) - ",
        "MERROW — ",
        "TARNIK GATE, Karsova (AP) — ",
        "TARNIK, Aug 22 (Reuters) - ",
        "(Reuters) - ",
        "Merrow (AFP) – ",
        "Merrow (Lode News) - ",
        "Merrow, Aug. 22 — ",
        "New Delhi: ",
        "Merrow, C.D. – August 25, 2025 – ",
    ],
)
def test_datelines_are_cut(dateline: str) -> None:
    """Place, day and agency before the first sentence go, whoever the agency is."""
    worded = tidy(dateline + SENTENCE)
    assert worded.text == SENTENCE
    assert [o.name for o in worded.operations] == ["delete-dateline"]


@pytest.mark.parametrize(
    "passage",
    [
        "UNESCO, founded in 1945, gave the temple a prize.",
        "Darrow: The quay is ours and stays ours.",
        "Merrow (population 900) is the smallest town of Caldria.",
    ],
)
def test_what_only_looks_like_a_dateline_stays(passage: str) -> None:
    """An acronym, a speaker's label and a bracket after a town are part of the text."""
    assert tidy(passage).text == passage


@pytest.mark.parametrize(
    ("passage", "text"),
    [
        ("However, the upper house passed the bill.", SENTENCE),
        ("But the upper house passed the bill.", SENTENCE),
        ("Tragically, the upper house passed the bill.", SENTENCE),
        ("In a related development, the upper house passed the bill.", SENTENCE),
        (
            "Later on Friday, the upper house passed the bill.",
            "On Friday, the upper house passed the bill.",
        ),
        ("Hours later, the upper house passed the bill.", SENTENCE),
        ("The upper house passed the bill later that day.", SENTENCE),
        ("Why it matters: The upper house passed the bill.", SENTENCE),
        ("In a move that underscores rising tension, the upper house passed the bill.", SENTENCE),
        ("In a firm rebuttal, the upper house passed the bill.", SENTENCE),
        ("And yet the upper house passed the bill.", SENTENCE),
        ("So the upper house passed the bill.", SENTENCE),
        ("Even so, the upper house passed the bill.", SENTENCE),
        ("On top of that, the upper house passed the bill.", SENTENCE),
        ("But earlier this month, the house sat.", "Earlier this month, the house sat."),
        ("The upper house, however, passed the bill.", "The upper house passed the bill."),
    ],
)
def test_loose_openers_are_cut(passage: str, text: str) -> None:
    """Connectives and times reckoned from a sentence before go; a named day stays."""
    assert tidy(passage).text == text


@pytest.mark.parametrize(
    "passage",
    [
        "So far, four houses have passed the bill.",
        "So is the bill of the upper house.",
        "So, too, is the bill of the upper house.",
        "So large was the crowd that the upper house closed.",
        "And so is the bill of the upper house.",
        "Yet another house passed the bill.",
        "But for the rain, the house passed the bill.",
        "But did not say who passed the bill.",
        "Now that the rain is over, the house passed the bill.",
        "Still waters stood before the upper house.",
    ],
)
def test_what_only_looks_like_a_loose_opener_stays(passage: str) -> None:
    """ "So" and its like go before a subject alone; cut elsewhere they leave half a phrase."""
    assert tidy(passage).text == passage


@pytest.mark.parametrize(
    ("passage", "text"),
    [
        ("Prices rose by a steep 0.7 percent in July.", "Prices rose by a 0.7 percent in July."),
        ("The mayor made a stark assessment.", "The mayor made an assessment."),
        ("Darrow left in an explosive row.", "Darrow left in a row."),
        ("The mayor asked for a much-needed bridge.", "The mayor asked for a bridge."),
        ("Darrow called it “a stunning failure” on Monday.", None),
        ("The hill has steep sides.", None),
    ],
)
def test_an_outlet_s_judging_adjective_is_cut(passage: str, text: str | None) -> None:
    """The outlet's adjectives go, the article fits what follows; a speaker's words stay."""
    worded = cut_judgements(Worded(passage))
    assert worded.text == (text or passage)
    assert all(o.name == "delete-judgement" for o in worded.operations)


@pytest.mark.parametrize(
    "passage",
    [
        "However small the boat, the crew loved it.",
        "Still waters run along the quay of Ardel.",
        "Instead of a bridge the town got a ferry.",
        "In a vote of 31 to 28, the upper house passed the bill.",
        "In a move that the court said was unlawful, the mayor sold the crane.",
        "Then mayor Ilse Darrow signed the lease.",
        "So far, four of the boats have been found.",
        "So is the bridge over the Lode.",
    ],
)
def test_openers_that_mean_something_stay(passage: str) -> None:
    """Without a comma such a word belongs to what follows."""
    assert tidy(passage).text == passage


@pytest.mark.parametrize(
    ("passage", "text"),
    [
        ("Ilse Darrow (pictured) left the hall.", "Ilse Darrow left the hall."),
        ("Ilse Darrow [file photo] left the hall.", "Ilse Darrow left the hall."),
        ("Brannik Coal (NYSE: BRC) lost a fifth.", "Brannik Coal lost a fifth."),
        ("Ilse Darrow (62) left the hall.", "Ilse Darrow (62) left the hall."),
    ],
)
def test_asides_for_another_page_are_cut(passage: str, text: str) -> None:
    """A note on a picture or a ticker goes; a bracket that tells something stays."""
    assert tidy(passage).text == text


def test_a_sentence_opens_with_a_capital_and_ends_with_a_stop() -> None:
    """What is cut out of a line is made a sentence."""
    assert tidy("and so, the ferry sank off Ardel —").text == "And so, the ferry sank off Ardel."


@pytest.mark.parametrize(
    ("text", "published", "resolved"),
    [
        ("The court sat yesterday.", date(2024, 5, 2), "The court sat on May 1."),
        ("The court sat yesterday.", date(2024, 3, 1), "The court sat on Feb. 29."),
        ("The court sat last night.", date(2025, 1, 1), "The court sat on Dec. 31."),
        ("The court sits tomorrow.", date(2024, 12, 31), "The court sits on Jan. 1."),
        ("The court sat earlier today.", date(2024, 5, 2), "The court sat on May 2."),
        ("Tonight the court sits.", date(2024, 9, 30), "On Sept. 30 the court sits."),
    ],
)
def test_relative_days_become_dates(text: str, published: date, resolved: str) -> None:
    """Days are reckoned from the article's date, over the ends of months and years."""
    worded = resolve_days(Worded(text), published)
    assert worded is not None
    assert worded.text == resolved


def test_a_relative_day_without_a_date_is_not_printable() -> None:
    """An undated article's "yesterday" cannot be told."""
    assert resolve_days(Worded("The court sat yesterday."), None) is None


def test_a_sentence_without_relative_days_needs_no_date() -> None:
    """Nothing to resolve, nothing lost."""
    assert resolve_days(Worded(SENTENCE), None) == Worded(SENTENCE)


def test_a_speaker_s_today_stays() -> None:
    """Within quotation marks no word is touched."""
    text = "“We mourn today,” said Ilse Darrow."
    assert resolve_days(Worded(text), date(2024, 5, 2)) == Worded(text)


@pytest.mark.parametrize(
    ("text", "resolved"),
    [
        ("“We dug,” he said.", "“We dug,” Stanimir Bolek said."),
        ("“We dug,” said he.", "“We dug,” said Stanimir Bolek."),
        ("He said the pit was empty.", "Stanimir Bolek said the pit was empty."),
        (
            "Bolek came, and he said the pit was empty.",
            "Bolek came, and he said the pit was empty.",
        ),
        ("Radul waited while he slept.", "Radul waited while he slept."),
        ("“Then he said no,” it ran.", "“Then he said no,” it ran."),
    ],
)
def test_the_pronoun_beside_the_cue_gets_its_name(text: str, resolved: str) -> None:
    """Only "he said" outside quotations is resolved, and only where the name is missing."""
    assert resolve_speaker(Worded(text), "Stanimir Bolek", "said").text == resolved


def test_a_described_speaker_gets_a_capital_at_the_start() -> None:
    """ "She said" becomes "The governor said"."""
    resolved = resolve_speaker(Worded("She said the pit was empty."), "the governor", "said")
    assert resolved.text == "The governor said the pit was empty."


@pytest.mark.parametrize(
    ("text", "limit", "short"),
    [
        (
            "Ilse Darrow, 62, left the hall of the council by the back door.",
            12,
            "Ilse Darrow left the hall of the council by the back door.",
        ),
        (
            "Ilse Darrow, who once ran a small boatyard in Merrow, left the hall by the back door.",
            12,
            "Ilse Darrow left the hall by the back door.",
        ),
        (
            "The council of Ardel sold the crane to a museum on Friday; rain fell all day.",
            13,
            "The council of Ardel sold the crane to a museum on Friday.",
        ),
        (
            "The council of Ardel sold the crane to a museum, ending a long row with the port.",
            10,
            "The council of Ardel sold the crane to a museum.",
        ),
    ],
)
def test_shorten_cuts_loose_parts(text: str, limit: int, short: str) -> None:
    """An age, a relative clause, a second clause and a trailing one may go."""
    worded = shorten(Worded(text), limit)
    assert worded is not None
    assert worded.text == short


@pytest.mark.parametrize(
    "tail",
    [
        "ending a row that was not settled",
        "selling what allegedly was stolen",
        "which could bring in a fortune",
        "as the mayor said on Friday",
        "according to the clerk of the port",
        "which the owners denied in court",
        "leaving one only if the ferry stays",
        "where it doesn’t rust",
    ],
)
def test_shorten_never_cuts_negation_hedge_or_source(tail: str) -> None:
    """A part that carries doubt, denial, a condition or a source stays, or the whole is dropped."""
    assert shorten(Worded(f"The council of Ardel sold the crane to a museum, {tail}."), 11) is None


def test_shorten_leaves_quotations_whole() -> None:
    """A clause of the speaker's is not ours to cut."""
    text = (
        "Darrow told them: “The crane goes, which pleases me and the port of Ardel, to a museum.”"
    )
    assert shorten(Worded(text), 12) is None


def test_what_is_short_enough_stays() -> None:
    """Within the limit nothing is cut."""
    text = "Ilse Darrow, 62, left the hall."
    assert shorten(Worded(text), 6) == Worded(text)


def test_replay_reproduces_the_sentence() -> None:
    """The recorded edits lead from the passage to the text, capital and final stop aside."""
    passage = (
        "MERROW, Caldria (Lodepress) - However, Ilse Darrow (pictured) left the hall yesterday."
    )
    worded = resolve_days(tidy(passage), date(2024, 5, 2))
    assert worded is not None
    assert worded.text == "Ilse Darrow left the hall on May 1."
    *_, last = replay(passage, worded.operations)
    assert last == worded.text


def test_words_are_counted_as_an_editor_counts() -> None:
    """A dash between spaces is no word, a hyphenated one is one."""
    assert word_count("A well-known – and loved – ferry, 40 years old.") == 8


def test_quotes_are_seen_in_both_typographies() -> None:
    """Offsets between marks are inside, those after them outside."""
    assert inside_quotes('He "left" it', 5)
    assert inside_quotes("He “left” it", 5)
    assert not inside_quotes("He “left” it", 10)


_TOKENS = """
However, But MERROW (AP) — Caldria - Ilse Darrow (pictured) left, not today; “we did” 12 . later that
day Later, Meanwhile, (Reuters) said : Merrow AFP
"""
_PLAIN = "Ilse Darrow left the hall, not 12 boats “we did” said"
_WORDS = st.sampled_from(_TOKENS.split())
_PASSAGES = st.lists(_WORDS, max_size=14).map(" ".join)


def _bag(text: str) -> set[str]:
    return set(re.findall(r"\w+", text.casefold()))


@settings(max_examples=150, deadline=None)
@given(_PASSAGES)
def test_tidy_adds_no_word(passage: str) -> None:
    """Every word of the result stands in the passage."""
    assert _bag(tidy(passage).text) <= _bag(passage)


@settings(max_examples=150, deadline=None)
@given(st.lists(st.sampled_from(_PLAIN.split()), min_size=1))
def test_a_tidy_sentence_stays_as_it_is(words: list[str]) -> None:
    """Tidying what is tidy changes nothing."""
    once = tidy("However, " + " ".join(words)).text
    assert tidy(once).text == once


@pytest.mark.parametrize(
    ("passage", "text"),
    [
        ("The council put steep tariffs on cranes.", "The council put tariffs on cranes."),
        ("The council met after a steep fall of rents.", "The council met after a fall of rents."),
        ("The crane fell from a steep cliff.", "The crane fell from a steep cliff."),
        ("The steep rocky slope is closed.", "The steep rocky slope is closed."),
        ("The council called it “steep tariffs”.", "The council called it “steep tariffs”."),
    ],
)
def test_what_is_charged_is_not_steep_and_a_cliff_is(passage: str, text: str) -> None:
    """An outlet's word for much goes, a description of land stays."""
    assert cut_judgements(Worded(passage)).text == text


@pytest.mark.parametrize(
    ("passage", "text"),
    [
        (
            "The council of Ardel sold the old crane on Friday, drawing praise from the harbour union.",
            "The council of Ardel sold the old crane on Friday.",
        ),
        (
            "The council of Ardel sold the old crane on Friday, saying nothing of the harbour union.",
            None,
        ),
        (
            "“The council of Ardel sold the old crane on Friday, drawing praise from all sides.”",
            None,
        ),
    ],
)
def test_what_an_outlet_says_the_news_means_is_cut(passage: str, text: str | None) -> None:
    """A last clause that interprets goes; one that reports, and a speaker's, stay."""
    assert cut_judgements(Worded(passage)).text == (text or passage)


@pytest.mark.parametrize(
    ("before", "cue", "after"),
    [
        ("Mayor Darrow slammed the sale of the crane.", "slammed", "criticised the sale"),
        ("The union slams the plan.", "slams", "criticises the plan"),
        ("Two blasts killed 12 miners, and the mayor spoke.", "", "Two blasts killed"),
        (
            "Two blasts killed 12 miners, and the mayor blasts the owner.",
            "blasts",
            "Two blasts killed",
        ),
        ("The lorry slammed the gate of the quay.", "", "slammed the gate"),
        ("Wreckers blasted through the wall of the quay.", "blasted", "blasted through"),
        ("She said the council “slammed the door on us”.", "slammed", "“slammed the door"),
    ],
)
def test_a_fierce_verb_of_saying_becomes_plain(before: str, cue: str, after: str) -> None:
    """The verb that reports, and no other; not what somebody is quoted with; each is recorded."""
    worded = plain_verb(Worded(before), cue)
    assert after in worded.text
    assert [o.name for o in worded.operations] == ["plain-verb"] * (worded.text != before)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("The court of Ardel also ordered a new vote.", "court of Ardel ordered"),
        ("The mayor has also been cleared of fraud.", "has been cleared"),
        ("Vesna Radul, also known as the Baker, won.", "also known as"),
        ("It broke not only the crane but also the quay.", "but also the quay"),
        ("She said “the crane also fell”.", "crane also fell"),
        ("The mayor sold the crane and also the boats.", "and also the boats"),
    ],
)
def test_also_is_cut_where_it_goes_on_from_another_sentence(before: str, after: str) -> None:
    """Within a list, a name or a quotation it belongs to the sentence."""
    worded = cut_also(Worded(before))
    assert after in worded.text
    assert [o.name for o in worded.operations] == ["delete-connective"] * (worded.text != before)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (
            "The Karsovan terrorist group Red Keel sank a boat.",
            "The Karsovan group Red Keel sank a boat.",
        ),
        ("A ship of the Red Keel terrorist group sank.", "A ship of the Red Keel group sank."),
        ("Caldria lists Red Keel as a terrorist organisation.", None),
        ("He is charged with support for terrorist groups.", None),
        ("Red Keel is a designated terrorist organisation in Caldria.", None),
        ("The mayor called it “the terrorist group of the north”.", None),
    ],
)
def test_what_an_outlet_calls_a_group_is_cut_and_what_a_state_calls_it_stays(
    before: str, after: str | None
) -> None:
    assert cut_judgements(Worded(before)).text == (after or before)
