"""The shipped analysis: exact spans, trees, names, and a clear word when its files are damaged."""

from __future__ import annotations

import shutil
from importlib.resources import files
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from winnow.errors import InputError
from winnow.language import Language, Sentence, load_language, read_language
from winnow.language.analyser import MAX_WORDS
from winnow.types import NameKind

MODEL = files("winnow.language") / "model"
TEXT = (
    "Mayor Ada Holm of Torvik told reporters on Monday that the bridge was closed.\n"
    "“We won't reopen it,” she said. The ferry, which the U.S. company Norden Lines runs, "
    "carries 40 cars."
)


@pytest.fixture(scope="module")
def language() -> Language:
    return load_language(1)


def test_sentences_and_words_are_spans_of_the_text(language: Language) -> None:
    """Every sentence, word and name is found where it says, in order."""
    sentences = language.analyse(TEXT)
    assert [TEXT[s.start : s.end] for s in sentences] == [
        "Mayor Ada Holm of Torvik told reporters on Monday that the bridge was closed.",
        "“We won't reopen it,” she said.",
        "The ferry, which the U.S. company Norden Lines runs, carries 40 cars.",
    ]
    for sentence in sentences:
        for part in (*sentence.tokens, *sentence.entities):
            assert TEXT[part.start : part.end] == part.text


def by_text(sentence: Sentence, word: str) -> int:
    return next(i for i, t in enumerate(sentence.tokens) if t.text == word)


@pytest.mark.parametrize(
    ("text", "word", "head", "relation"),
    [
        ("The mayor closed the bridge on Monday.", "mayor", "closed", "nsubj"),
        ("The mayor closed the bridge on Monday.", "bridge", "closed", "obj"),
        ("The bridge was closed by the mayor.", "bridge", "closed", "nsubj:pass"),
        ("Holm said the bridge would reopen.", "reopen", "said", "ccomp"),
        ("Ada Holm, the mayor, resigned.", "mayor", "Holm", "appos"),
        ("The ferry did not sail.", "not", "sail", "advmod"),
    ],
)
def test_grammar_is_seen(
    language: Language, text: str, word: str, head: str, relation: str
) -> None:
    """Subjects, objects, passives, reported clauses, appositions and negation are found."""
    (sentence,) = language.analyse(text)
    token = sentence.tokens[by_text(sentence, word)]
    found = sentence.tokens[token.head].text
    if relation == "appos":
        assert found in {"Ada", "Holm"}
    else:
        assert found == head
    assert token.deprel == relation


def test_parts_of_speech_are_told(language: Language) -> None:
    """The same letters are a verb in one place and a noun in another."""
    (sentence,) = language.analyse("They record the record.")
    assert [t.upos for t in sentence.tokens] == ["PRON", "VERB", "DET", "NOUN", "PUNCT"]


def test_names_have_kinds(language: Language) -> None:
    """A person, an organisation and a place are told apart."""
    text = "Angela Merkel met officials of the World Bank in Paris."
    (sentence,) = language.analyse(text)
    assert [(e.text, e.kind) for e in sentence.entities] == [
        ("Angela Merkel", NameKind.PERSON),
        ("World Bank", NameKind.ORGANISATION),
        ("Paris", NameKind.PLACE),
    ]


@settings(max_examples=40, deadline=None)
@given(st.text(alphabet="abcXY .,!?\n“”'’-(1)é中\u200b", max_size=80) | st.text(max_size=40))
def test_any_text_gives_trees_over_exact_spans(text: str) -> None:
    """Whatever the text: spans in order, only white space between them, one root, no cycle."""
    last = 0
    for sentence in load_language(1).analyse(text):
        assert "\n" not in text[sentence.start : sentence.end]
        assert (sentence.start, sentence.end) == (sentence.tokens[0].start, sentence.tokens[-1].end)
        for token in sentence.tokens:
            assert not text[last : token.start].strip()
            assert text[token.start : token.end] == token.text
            last = token.end
        assert len(sentence.subtree(sentence.root)) == len(sentence.tokens)
        assert [t.deprel == "root" for t in sentence.tokens] == [
            t.head < 0 for t in sentence.tokens
        ]
    assert not text[last:].strip()


def test_company_and_order_do_not_matter(language: Language) -> None:
    """A text is read the same alone, again, and among others."""
    others = ["Prices rose 4% in May, the bank said.", "No one was hurt.", ""]
    alone = language.analyse(TEXT)
    assert language.analyse(TEXT) == alone
    assert language.analyse_all([*others, TEXT])[3] == alone
    assert language.analyse_all([TEXT, *others])[0] == alone


def test_nothing_gives_nothing(language: Language) -> None:
    """White space has no sentences."""
    assert language.analyse(" \n ") == ()


def test_an_endless_sentence_is_cut(language: Language) -> None:
    """A list without a stop becomes sentences of bounded length, nothing is lost."""
    text = "apples pears " * 300
    sentences = language.analyse(text)
    assert max(len(s.tokens) for s in sentences) <= MAX_WORDS
    assert sum(len(s.tokens) for s in sentences) == 600


def test_given_words_are_kept(language: Language) -> None:
    """A sentence whose words are given is parsed over just these words."""
    spans = [(0, 9), (10, 15)]
    sentence = language.parse("New-York's wakes", spans)
    assert [(t.start, t.end) for t in sentence.tokens] == spans


def copy_of_model(folder: Path) -> Path:
    shutil.copytree(str(MODEL), folder / "model")
    return folder / "model"


def test_a_damaged_model_is_refused(tmp_path: Path) -> None:
    """A file whose checksum differs is not read; the message names it and says what to do."""
    folder = copy_of_model(tmp_path)
    (folder / "names.npz").write_bytes(b"PK")
    with pytest.raises(InputError, match=r"names\.npz.*damaged; install Winnow again"):
        read_language(folder, 1)


def test_a_missing_model_is_told(tmp_path: Path) -> None:
    """A file that is not there is named, with what to do."""
    folder = copy_of_model(tmp_path)
    (folder / "borders.npz").unlink()
    with pytest.raises(InputError, match=r"borders\.npz.*missing; install Winnow again"):
        read_language(folder, 1)
