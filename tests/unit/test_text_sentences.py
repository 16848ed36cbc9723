"""Sentences and quotations come back as exact spans."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from winnow.text.quotes import find_quotes
from winnow.text.sentences import paragraphs, split_sentences


def sentences(text: str) -> list[str]:
    return [text[start:end] for start, end in split_sentences(text)]


@pytest.mark.parametrize(
    "text",
    [
        "Gen. Mark A. Ruiz met Sen. Ada Holm in the U.S. Capitol.",
        "The levy rose to Rs. 16.9 million on Aug. 26.",
        "Ferry No. 5 left at 10 p.m. Monday from St. Alban.",
        "“Why now?” Ms Ruiz asked.",
        "“Never!” said Holm.",
        "The plan (it is the third. There were two) failed.",
        "Holm said it grew ... and then fell.",
    ],
)
def test_one_sentence_stays_whole(text: str) -> None:
    """Abbreviations, initials, decimals, asides and questions in quotes end no sentence."""
    assert sentences(text) == [text]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("He left the U.S. The talks went on.", ["He left the U.S.", "The talks went on."]),
        ("“It is done.” He left.", ["“It is done.”", "He left."]),
        ("“It is done,” she said. He left.", ["“It is done,” she said.", "He left."]),
        ("The lake rose.”He left it.", ["The lake rose.”", "He left it."]),
        ("They wept… Nobody came.", ["They wept…", "Nobody came."]),
        ("The first line\nThe second. Third", ["The first line", "The second.", "Third"]),
        ("- The ferry sank.\n• Nobody died.", ["The ferry sank.", "Nobody died."]),
    ],
)
def test_two_sentences_part(text: str, expected: list[str]) -> None:
    """A closing mark belongs to the sentence it closes; a line break always parts."""
    assert sentences(text) == expected


@given(st.text(alphabet="aB .!?\n“”\"'()5", max_size=80))
def test_spans_are_ordered_stripped_and_within_lines(text: str) -> None:
    """Spans never overlap, never cross a line break, and carry no white space at their borders."""
    last = 0
    for start, end in split_sentences(text):
        assert last <= start < end
        assert text[start:end] == text[start:end].strip()
        assert "\n" not in text[start:end]
        last = end


def test_paragraphs_skip_blank_lines() -> None:
    """A line of white space is no paragraph."""
    text = "One.\n   \n Two. "
    assert [text[a:b] for a, b in paragraphs(text)] == ["One.", "Two."]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("“Go,” she said, “or stay.”", ["Go,", "or stay."]),
        ('"Go," she said, "or stay."', ["Go,", "or stay."]),
        ("He called it a ‘grave error’ on Monday.", ["grave error"]),
        ("The players' bus and the coach's car stood there.", []),
        ("The 6' wall fell.", []),
    ],
)
def test_quotes_are_found(text: str, expected: list[str]) -> None:
    """Straight, curly and single marks count; apostrophes do not."""
    assert [text[q.start : q.end] for q in find_quotes(text)] == expected


def test_a_quotation_runs_on_in_the_next_paragraph() -> None:
    """An open quotation goes on when the next paragraph opens with a mark."""
    text = "“We built it.\n“We will keep it,” he said."
    first, second = find_quotes(text)
    assert (first.is_closed, second.is_continued) == (False, True)


def test_a_stray_mark_quotes_one_sentence_at_most() -> None:
    """A mark that nothing closes does not swallow its paragraph."""
    text = "He said “We built it. Then the council met. It voted.\nThe end came."
    (quote,) = find_quotes(text)
    assert text[quote.start : quote.end] == "We built it."
