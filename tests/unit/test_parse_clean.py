"""What is cut from an extracted text, and, more important, what is not."""

from __future__ import annotations

import pytest

from winnow.parse.clean import clean_text, is_furniture, why_unusable

PARAGRAPHS = (
    "The river Orla rose above its banks on Tuesday night and flooded two hundred houses.",
    "Mayor Ines Tavel said the town had asked the army for boats and blankets.",
    "“Nobody was hurt, and we want to keep it that way,” she told reporters at the town hall.",
    "Meteorologists expect the water to fall from Thursday on, but more rain may follow.",
    "The last flood of this size was in 1987, when the old bridge was carried away by the water.",
)


@pytest.mark.parametrize(
    "line",
    [
        "Advertisement",
        "Share this article on Facebook or by e-mail",
        "Sign up now: get our newsletter delivered to your inbox",
        "Subscribe now",
        "Read more: Bridge to be rebuilt by 2027",
        "Also Read | Ten photos of the flood",
        "Now Playing 03:11",
        "Listen to this article",
        "Comments (12)",
        "Photo: Ann Lee",
        "Image courtesy of Ann Lee",
        "A boat in the main street on Tuesday. (AP Photo/Ann Lee)",
        "Boats in the main street. Ann Lee/AFP via Getty Images",
        "© 2025 The Orla Gazette",
        "Copyright 2025 Wire. All rights reserved. This material may not be published.",
        "(Reporting by Ann Lee in Orla; Editing by Bo Ek)",
        "Ann Lee contributed to this report.",
        "Published - August 22, 2025 02:33 pm",
        "https://news.example/a",
        "___",
        "window.adsQueue = window.adsQueue || [];",
        '{"@type": "NewsArticle"}',
        "Please support our work with a donation so that this reporting stays free for all.",
        "kAm%96 7=@@5 2EE24<65k^Am",
        "Transcript text may be revised to correct errors or match updates to audio. The authoritative"
        " record of the Gazette's programming is the audio record.",
        "Ann Lee - Orla - The mayor greets residents as she arrives for a meeting at the town hall",
        "This is a subscriber-only story, which you can share with three friends a month.",
        "You have used 3 of your 5 free articles this month.",
        "Your subscription makes this kind of reporting possible.",
        "Severe weather alert: strong winds in the Orla valley until Friday",
        "Got a news tip? Write to the desk at any hour.",
    ],
)
def test_furniture_goes(line: str) -> None:
    """Share bars, appeals, credits, menus and code are no part of an article."""
    assert is_furniture(line)
    assert clean_text("\n".join((*PARAGRAPHS[:3], line, *PARAGRAPHS[3:]))) == "\n".join(PARAGRAPHS)


@pytest.mark.parametrize(
    "line",
    [
        "The newsletter's editors said subscribers would be told by e-mail.",
        "Advertisements for betting will be banned from March.",
        "He asked people to donate blankets, and many followed the call.",
        "Readers shared the photo thousands of times on Facebook.",
        "“Sign up here for boats,” a notice at the town hall said.",
        "More than 200 houses were flooded.",
        "A Reuters/Ipsos poll found that most residents trust the mayor.",
        "Watch groups counted forty boats.",
        "Related costs will be paid by the state, the minister said.",
        "Listen to the people, she said.",
        "Updated figures are expected on Friday.",
        "The company, which also owns the Gazette, declined to comment.",
        "Photographs of the bridge were taken in 1987.",
        "In all, more than 8,000 people contributed to the fund in five weeks.",
        "‘Fight fire with fire’",
        "Twelve dead",
        "Officials told AFP that two people were missing (earlier reports said three).",
        "Ann Lee - the mayor - Bo Ek and the council met on Monday.",
        "The transcript of the call was published by the town on Friday.",
        "The weather alert: it came an hour too late, residents said.",
        "You have used the word three times, the judge told him.",
        "This is a premium that few of the farmers can pay.",
    ],
)
def test_sentences_stay(line: str) -> None:
    """A sentence that mentions newsletters, comments or advertising is still a sentence."""
    assert not is_furniture(line)
    assert line in clean_text("\n".join((*PARAGRAPHS[:3], line, *PARAGRAPHS[3:]))).split("\n")


def test_the_headline_on_top_goes() -> None:
    """A headline repeated above the text, whatever its quotation marks, is not its first sentence."""
    text = "\n".join(("River floods 'two hundred' houses", *PARAGRAPHS))
    assert clean_text(text, title="River Floods “Two Hundred” Houses") == "\n".join(PARAGRAPHS)


def test_the_headline_as_a_sentence_further_down_stays() -> None:
    """Only the first lines are looked at."""
    text = "\n".join((*PARAGRAPHS, PARAGRAPHS[0][:-1]))
    assert PARAGRAPHS[0][:-1] in clean_text(text, title=PARAGRAPHS[0]).split("\n")


def test_readers_comments_are_cut() -> None:
    """What stands below "Comments" was not written by the outlet."""
    text = "\n".join((*PARAGRAPHS, "3 Comments", "This is what you get.", "Build a dam already!"))
    assert clean_text(text) == "\n".join(PARAGRAPHS)


def test_a_comments_button_on_top_does_not_cut_the_article() -> None:
    """Above the article, "Comments" is a button."""
    assert clean_text("\n".join(("Comments", *PARAGRAPHS))) == "\n".join(PARAGRAPHS)


def test_a_menu_goes_and_subheadings_stay() -> None:
    """Six short lines in a row are a menu; one is a heading."""
    menu = ("News", "World", "Sports", "Business", "Life & Times", "Letters", "Podcasts")
    text = "\n".join((*menu, *PARAGRAPHS[:2], "More rain ahead", *PARAGRAPHS[2:]))
    cleaned = clean_text(text).split("\n")
    assert "More rain ahead" in cleaned and "Letters" not in cleaned


def test_appended_teasers_are_cut_and_a_transcript_is_not() -> None:
    """Two kickers at the end are other stories; speakers in capitals are the story."""
    teasers = ("BRIDGE FUND: The council voted for a new bridge.", "OPEN AIR: A band cancelled.")
    assert clean_text("\n".join((*PARAGRAPHS, *teasers))) == "\n".join(PARAGRAPHS)
    talk = [
        f"{who}: We were told at nine, number {i}."
        for i in range(5)
        for who in ("INES TAVEL", "HOST")
    ]
    assert clean_text("\n".join(talk)) == "\n".join(talk)


def test_an_agency_signs_off_behind_the_last_sentence() -> None:
    """The sign-off goes, the sentence before it stays whole."""
    assert clean_text("\n".join((*PARAGRAPHS[:-1], PARAGRAPHS[-1] + " REUTERS"))) == "\n".join(
        PARAGRAPHS
    )
    assert clean_text("\n".join((*PARAGRAPHS, "– IANS"))) == "\n".join(PARAGRAPHS)


def test_invisible_characters_and_odd_spaces_go() -> None:
    """What is stored can be found again by a reader's search."""
    text = "The ri\u00adver\u200b Orla\u00a0rose\tabove\x07 its banks.\r\n\r\nIt fell."
    assert clean_text(text) == "The river Orla rose above its banks.\nIt fell."


def test_cleaning_twice_is_cleaning_once() -> None:
    """Nothing is eaten away by running again."""
    once = clean_text("\n".join(("Advertisement", *PARAGRAPHS, "Comments", "So true.")))
    assert clean_text(once) == once


@pytest.mark.parametrize(
    ("text", "raw", "reason"),
    [
        (" ".join(PARAGRAPHS), " ".join(PARAGRAPHS), None),
        (PARAGRAPHS[0], PARAGRAPHS[0], "too short"),
        (
            PARAGRAPHS[0],
            f"{PARAGRAPHS[0]}\nSubscribe now",
            "too short (the rest is for subscribers)",
        ),
        ("", "Log in\nShare", "no article text (only the page's furniture)"),
        ("", "", "no text"),
    ],
)
def test_why_an_article_takes_part_in_no_story(text: str, raw: str, reason: str | None) -> None:
    """The reason names what was there."""
    assert why_unusable(text, raw) == reason


@pytest.mark.parametrize(
    "dateline",
    [
        "Orla, Velmora – March 1, 2026 – ",
        "Washington, D.C. – March 1, 2026 – ",
        "ORLA -- 1 March 2026 -- ",
        "Lower Bank—Sunday, March 1, 2026—",
    ],
)
def test_place_and_date_before_the_story_go(dateline: str) -> None:
    """What is left begins as a sentence does."""
    text = "\n".join((dateline + PARAGRAPHS[0], *PARAGRAPHS[1:]))
    assert clean_text(text) == "\n".join(PARAGRAPHS)


def test_a_date_in_a_sentence_stays() -> None:
    """Dashes around a date are not always a dateline."""
    line = "The bridge fell on a Sunday – March 1, 1987 – and was never rebuilt, the mayor said."
    assert clean_text("\n".join((line, *PARAGRAPHS))).startswith(line)


def test_readers_comments_without_a_heading_of_their_own_are_cut_with_it() -> None:
    """Whatever readers write below the heading, speech and long prose included."""
    comments = (
        "Join the conversation",
        "He said: “I saw it coming!” " * 4,
        "Nobody asked me. " * 9,
    )
    assert clean_text("\n".join((*PARAGRAPHS, *comments))) == "\n".join(PARAGRAPHS)


def test_briefs_appended_under_a_heading_are_cut() -> None:
    """Below "Related stories" stands other news, as long as it is the shorter part."""
    briefs = ("Related stories", "A band cancelled its concert in the open air on Friday evening.")
    assert clean_text("\n".join((*PARAGRAPHS, *briefs))) == "\n".join(PARAGRAPHS)
