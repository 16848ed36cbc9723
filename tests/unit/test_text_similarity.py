"""Words of content meet across forms; tables hold together."""

from __future__ import annotations

import pytest

from winnow.text.cues import (
    CONNECTIVES,
    EVALUATIVE,
    LOADED,
    LOADED_REPORTING_VERBS,
    REPORTING_VERBS,
)
from winnow.text.similarity import containment, content_terms, jaccard, shingles, stem


@pytest.mark.parametrize(
    "forms",
    [("arrest", "arrests", "arrested", "arresting"), ("ban", "banned", "bans"), ("make", "making", "makes"),
     ("city", "cities"), ("judge", "judges", "judged"), ("minister", "ministers", "minister's")],
)  # fmt: skip
def test_forms_of_a_word_share_a_stem(forms: tuple[str, ...]) -> None:
    """Inflected forms meet."""
    assert len({stem(form) for form in forms}) == 1


def test_content_terms_drop_what_carries_nothing() -> None:
    """Stopwords go, numbers and folded names stay."""
    assert content_terms("The 12 ferries of Zürich were sinking") == (
        "12",
        "ferry",
        "zurich",
        "sink",
    )


def test_shares_of_shingles() -> None:
    """A text contained in another has containment 1 and a smaller Jaccard share."""
    part, whole = shingles("a b c d e", 3), shingles("a b c d e f g", 3)
    assert containment(part, whole) == 1.0
    assert jaccard(part, whole) == 0.6
    assert containment(frozenset(), whole) == 0.0


def test_neutral_words_are_not_loaded_themselves() -> None:
    """What replaces a loaded word does not judge."""
    replacements = {word for word in LOADED.values() if word}
    assert not replacements & (set(LOADED) | EVALUATIVE)
    assert set(LOADED_REPORTING_VERBS) <= REPORTING_VERBS


def test_longer_connectives_come_first() -> None:
    """A table that is tried in order never hides "in addition to that" behind "in addition"."""
    for i, phrase in enumerate(CONNECTIVES):
        assert not any(phrase.startswith(f"{earlier} ") for earlier in CONNECTIVES[:i])
