"""Terms as numbers, and how rare they are."""

from __future__ import annotations

import pytest

from tests.unit.test_assign import DAY, TEXTS
from winnow.stages import assign_vocabulary
from winnow.stages.assign_terms import FIELDS, ArticleTerms, terms_of
from winnow.stages.assign_vocabulary import Vocabulary, background, renumbered
from winnow.types import Article


def record(name: str, text: str | None = None) -> ArticleTerms:
    title, body = TEXTS[name]
    url = f"https://{name}.example/"
    return terms_of(Article(name, url, name, title, body if text is None else text, DAY))


def terms(words: Vocabulary, packed: assign_vocabulary.Packed, field: str) -> set[str]:
    """Return the field's terms, read back from their numbers."""
    known = list(words.as_plain()[0]["terms"])
    return {known[number] for number in packed[field][0]}


def test_packed_terms_are_the_records() -> None:
    """Every field reads back as it was, whatever was packed before."""
    words = Vocabulary()
    words.pack(record("vote-1"))
    bridge = record("bridge-1")
    packed = words.pack(bridge)
    assert {name: terms(words, packed, name) for name in FIELDS} == {
        name: set(bridge.fields[name]) for name in FIELDS
    }


def test_a_term_grows_commoner_as_articles_hold_it() -> None:
    """What every article holds is worth less than what one does; both, less than the unheard-of."""
    words = Vocabulary()
    for _ in range(20):
        words.count(words.pack(record("bridge-1")))
    words.count(words.pack(record("cup-1")))
    for _ in range(20):
        words.count(words.pack(record("bridge-1")))
    assert words.rarity_of("torvik") < words.rarity_of("kestrels") <= words.rarity_of("qwertz")


def test_everyday_words_are_common_from_the_first_article_on() -> None:
    """Before anything was read, a word of English at large is worth less than an unknown name."""
    words = Vocabulary()
    everyday = max(background(), key=lambda term: (background()[term], term))
    assert words.rarity_of(everyday) < words.rarity_of("torvik")


def test_too_many_terms_are_forgotten_but_for_those_remembered(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Shrinking keeps the terms of remembered articles and the commonest, under new numbers."""
    monkeypatch.setattr(assign_vocabulary, "MAX_TERMS", 80)
    words = Vocabulary()
    for name in ("bridge-1", "bridge-2", "vote-1", "vote-2"):
        words.count(words.pack(record(name)))
    cup = words.pack(record("cup-1"))
    words.count(cup)
    before, rarity = terms(words, cup, "all"), words.rarity_of("kestrels")
    moved = words.shrink([cup])
    assert moved is not None
    (kept,) = renumbered([cup], moved)
    assert terms(words, kept, "all") == before
    assert words.rarity_of("kestrels") == rarity
    assert "halvard" not in words.as_plain()[0]["terms"]


def test_few_terms_are_all_kept() -> None:
    """A vocabulary within its bound is left as it is."""
    words = Vocabulary()
    words.count(words.pack(record("cup-1")))
    assert words.shrink([]) is None


def test_a_saved_vocabulary_goes_on_as_the_one_saved() -> None:
    """Numbers, rarities and counts are the same after saving, and so is what comes after."""
    words = Vocabulary()
    for name in ("bridge-1", "vote-1", "vote-2"):
        words.count(words.pack(record(name)))
    again = Vocabulary.from_plain(*words.as_plain())
    for each in (words, again):
        for name in ("cup-1", "bridge-2"):
            each.count(each.pack(record(name)))
    plain, arrays = words.as_plain()
    same, same_arrays = again.as_plain()
    assert plain == same
    assert all((arrays[name] == same_arrays[name]).all() for name in arrays)
