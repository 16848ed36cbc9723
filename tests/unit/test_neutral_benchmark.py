"""The neutral and the subjectivity benchmarks: what they count."""

from __future__ import annotations

import pytest

from benchmarks.neutral import Told, articles_of, figures, lexrank, loaded_words, recalled
from benchmarks.subjectivity import is_opinion, macro_f1, scored


def test_recall_counts_each_word_as_often_as_both_have_it() -> None:
    assert recalled(
        ["the", "dam", "the", "dam"], ["the", "dam", "is", "the", "dam"]
    ) == pytest.approx(0.8)
    assert recalled([], ["dam"]) == 0


def test_a_withheld_page_recalls_nothing_and_longer_is_cut_to_the_same_length() -> None:
    told = [Told(("Dam breaks.", "It rained heavily."), 2, 1), Told(())]
    found = figures(told, [["it", "rained"], ["dam"]], frozenset({"heavily"}))
    assert (found["rouge1_recall"], found["rouge1_recall_cut"], found["told_share"]) == (
        0.5,
        0,
        0.5,
    )
    assert found["supported_share"] == 0.5
    assert found["loaded_share"] == pytest.approx(0.25)  # dam, breaks, rained, heavily


def test_loaded_is_what_articles_use_and_editors_avoid() -> None:
    events = [
        {
            "inputs": [
                {
                    "title": "Council",
                    "text": "The mayor slammed the council. The mayor spoke about the council.",
                }
            ]
            * 3,
            "neutral_title": "Council",
            "neutral_summary": "The mayor spoke about the council. The mayor criticized the council.",
        }
    ] * 40
    words = loaded_words(events)
    assert "slammed" in words
    assert not {"spoke", "mayor", "council", "criticized"} & words


def test_lexrank_prefers_what_others_say_too() -> None:
    sentences = [
        "The bridge fell into the river.",
        "Cats sleep.",
        "The old bridge fell.",
        "A bridge fell near the river.",
    ]
    assert set(lexrank(sentences)[:2]) == {0, 3}
    assert lexrank([]) == []


def test_articles_do_not_tell_their_side() -> None:
    event = {
        "event_id": "e",
        "inputs": [{"title": "A", "text": "B", "bias": "left", "outlet": "The Left"}],
    }
    article = articles_of(event)[0]
    assert "left" not in f"{article.id} {article.url} {article.outlet_id}".lower()


def test_macro_f1_is_the_mean_over_both_classes() -> None:
    assert macro_f1([(True, True), (True, False), (False, False), (False, False)]) == pytest.approx(
        (2 / 3 + 0.8) / 2
    )
    texts = ["The council met on Monday.", "This shameful, disgraceful decision is an outrage."]
    assert scored(texts, [False, True], is_opinion) == 1
