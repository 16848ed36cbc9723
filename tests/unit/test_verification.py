"""Verification: whatever a sentence says beyond its passages is caught, and honest copies pass."""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from pathlib import Path

import pytest

import winnow.demo
from winnow.parse import read_jsonl
from winnow.stages.statements import find_statements
from winnow.types import (
    Article,
    CitedSentence,
    Evidence,
    NameKind,
    Statement,
    StatementKind,
    Verdict,
)
from winnow.verification import check_sentence

CORPUS = Path(winnow.demo.__file__).parent / "corpus"
SEEN = datetime(2024, 5, 2, 18, tzinfo=UTC)  # a Thursday
PUBLISHED = datetime(2024, 5, 2, 9, tzinfo=UTC)


def article(text: str, name: str = "a", published: datetime | None = PUBLISHED) -> Article:
    return Article(name, f"https://{name}.example/1", f"{name}.example", "T", text, SEEN, published)


def rules_broken(sentence: str, *passages: str, published: datetime | None = PUBLISHED) -> set[str]:
    """Check a sentence against passages of one article; give the rules it breaks."""
    source = article("\n".join(passages), published=published)
    evidence = []
    for passage in passages:
        start = source.text.index(passage)
        evidence.append(Evidence("a", start, start + len(passage), passage))
    checked = check_sentence(CitedSentence(sentence, tuple(evidence)), {"a": source})
    assert (checked.verdict is Verdict.PASSED) == (not checked.violations)
    return {v.rule for v in checked.violations}


LEAD = "Mayor Ilse Darrow told the council in Ardel on May 2 that 48 boats had sunk in the harbour."


def test_a_verbatim_copy_passes() -> None:
    """A sentence that repeats its passage breaks no rule."""
    assert rules_broken(LEAD, LEAD) == set()


@pytest.mark.parametrize(
    ("rule", "before", "after"),
    [
        ("name", "Ilse Darrow", "Ilse Merrin"),
        ("name", "Ilse Darrow", "Ilse Dar"),
        ("name", "Ardel", "Corvane"),
        ("number", "48 boats", "84 boats"),
        ("number", "48 boats", "forty-nine boats"),
        ("number", "48 boats", "48,000 boats"),
        ("date", "May 2", "May 3"),
        ("date", "May 2", "June 2"),
        ("entailment", "had sunk", "had not sunk"),
        ("attribution", "told the council in Ardel", "in Ardel"),
    ],
)
def test_one_changed_detail_is_caught(rule: str, before: str, after: str) -> None:
    """A name, figure, day, negation or source that the passage does not give fails the sentence."""
    assert before in LEAD
    assert rule in rules_broken(LEAD.replace(before, after), LEAD)


def test_figures_swapped_between_units_are_caught() -> None:
    """Both numbers stand in the passage, but each counts the other thing."""
    passage = "The fire at the Harrow mill killed 12 guests and 31 horses."
    swapped = "The fire at the Harrow mill killed 31 guests and 12 horses."
    assert "number" in rules_broken(swapped, passage)


def test_a_dropped_at_least_is_caught() -> None:
    """A lower bound may not become an exact figure."""
    passage = "At the Harrow mill at least 12 people were killed in the fire."
    bare = "At the Harrow mill 12 people were killed in the fire."
    assert "number" in rules_broken(bare, passage)


@pytest.mark.parametrize(
    ("said", "cited"),
    [
        ("1.2 million", "1,200,000"),
        ("1,200,000", "1.2 million"),
        ("twelve", "12"),
        ("12", "twelve"),
    ],
)
def test_one_number_in_two_spellings_passes(said: str, cited: str) -> None:
    """How a number is written makes no difference."""
    frame = "The port of Ardel paid out {} crowns to the crews of the sunken boats."
    assert rules_broken(frame.format(said), frame.format(cited)) == set()


def test_a_wrong_year_is_caught() -> None:
    """Years are held against the passages like any number."""
    passage = "The Orlec mine opened in 1961 and closed in 2015."
    assert rules_broken(passage.replace("1961", "1916"), passage) == {"number"}


def test_a_relative_day_may_become_its_date() -> None:
    """ "yesterday" in an article of May 2 is May 1."""
    passage = "The court in Ardel heard the mayor of the town yesterday."
    said = "The court in Ardel heard the mayor of the town on May 1."
    assert rules_broken(said, passage) == set()


def test_a_relative_day_is_not_another_date() -> None:
    """ "yesterday" in an article of May 2 is not May 2."""
    passage = "The court in Ardel heard the mayor of the town yesterday."
    said = "The court in Ardel heard the mayor of the town on May 2."
    assert "date" in rules_broken(said, passage)


def test_without_a_date_of_publication_yesterday_is_no_date() -> None:
    """An undated article cannot tell which day its "yesterday" was."""
    passage = "The court in Ardel heard the mayor of the town yesterday."
    said = "The court in Ardel heard the mayor of the town on May 1."
    assert "date" in rules_broken(said, passage, published=None)


def test_a_dropped_negation_is_caught() -> None:
    """What the passage denies may not be asserted."""
    passage = "The Orlec mine did not hold a licence for the new shaft at Tarnik."
    assert "entailment" in rules_broken(passage.replace("did not hold", "did hold"), passage)


def test_one_of_two_negations_dropped_is_caught() -> None:
    """A second negation does not cover for the first."""
    passage = "The mine was not licensed at Tarnik, and the crew had never trained for a fire."
    assert "entailment" in rules_broken(passage.replace("not ", ""), passage)


def test_a_moved_negation_is_caught() -> None:
    """As many negations as in the passage, but of another thing."""
    passage = "The bridge at Ardel was not closed and the ferry was running on Friday."
    moved = "The bridge at Ardel was closed and the ferry was not running on Friday."
    assert "entailment" in rules_broken(moved, passage)


@pytest.mark.parametrize(
    ("passage", "said"),
    [
        (
            "Ilse Darrow allegedly took money for the lease of the quay.",
            "Ilse Darrow took money for the lease of the quay.",
        ),
        (
            "The guards reportedly opened fire on the crowd at Tarnik gate.",
            "The guards opened fire on the crowd at Tarnik gate.",
        ),
        (
            "A driver fled across the fields near Tarnik, police said.",
            "A driver fled across the fields near Tarnik.",
        ),
        (
            "According to the union, the fans at Orlec had stood still for weeks.",
            "The fans at Orlec had stood still for weeks.",
        ),
        (
            "The guards reportedly opened fire and allegedly beat two men at Tarnik.",
            "The guards opened fire and allegedly beat two men at Tarnik.",
        ),
    ],
)
def test_a_dropped_hedge_or_source_is_caught(passage: str, said: str) -> None:
    """What somebody alleges or says may not be told as what is so."""
    assert rules_broken(said, passage) == {"attribution"}


QUOTE = '"Nineteen lamps have no owner any more," said Vesna Radul. "We counted them twice."'


def test_who_said_may_say() -> None:
    """The verb of saying may stand in the present; without it, the source is lost."""
    passage = "Experts in Ardel said the mill had no sprinklers."
    assert rules_broken("Experts in Ardel say the mill had no sprinklers.", passage) == set()
    assert "attribution" in rules_broken("Experts in Ardel: the mill had no sprinklers.", passage)


def test_an_altered_quotation_is_caught() -> None:
    """Within quotation marks every word is the speaker's."""
    assert "quote" in rules_broken(QUOTE.replace("any more", "tonight"), QUOTE)


def test_two_quotations_may_not_be_merged() -> None:
    """Words spoken apart are not printed as one quotation."""
    merged = '"Nineteen lamps have no owner any more, we counted them twice," said Vesna Radul.'
    assert "quote" in rules_broken(merged, QUOTE)


def test_reported_words_may_not_become_a_quotation() -> None:
    """Marks around what the passage tells in its own words are caught."""
    passage = "Vesna Radul said the fans at Orlec had stood still for weeks."
    quoted = "Vesna Radul said “the fans at Orlec had stood still for weeks.”"
    assert rules_broken(quoted, passage) == {"quote"}


def test_a_sentence_inside_a_longer_quotation_may_be_quoted() -> None:
    """Its marks stand in the paragraph's other sentences; a paragraph that quotes nobody gives none."""
    exact = "The pumps were old."
    said = "Ilse Darrow said: “The pumps were old.”"
    name = "Mayor Ilse Darrow said it."
    for paragraph, broken in (
        (f"“We warned them. {exact} Nobody came.”", set()),
        (f"We warned them. {exact} Nobody came.", {"quote"}),
        (f"“We warned them.” {exact} Nobody came.", {"quote"}),
    ):
        source = article(f"{name}\n{paragraph}")
        evidence = tuple(
            Evidence("a", source.text.index(e), source.text.index(e) + len(e), e)
            for e in (exact, name)
        )
        checked = check_sentence(CitedSentence(said, evidence), {"a": source})
        assert {v.rule for v in checked.violations} == broken


def test_curly_and_straight_marks_are_the_same() -> None:
    """Typography is no alteration."""
    passage = '"We counted them twice," said Vesna Radul at the gate of the Orlec mine.'
    said = "“We counted them twice,” said Vesna Radul at the gate of the Orlec mine."
    assert rules_broken(said, passage) == set()


@pytest.mark.parametrize(("start", "end"), [(1, len(LEAD) + 1), (0, 10), (-len(LEAD), None)])
def test_evidence_must_stand_where_it_says(start: int, end: int | None) -> None:
    """A passage with wrong offsets is no evidence, even one that Python would find."""
    source = article(f"{LEAD} And")
    end = len(source.text) if end is None else end
    evidence = Evidence("a", start, end, LEAD)
    checked = check_sentence(CitedSentence(LEAD, (evidence,)), {"a": source})
    assert checked.verdict is Verdict.FAILED
    assert {v.rule for v in checked.violations} == {"evidence"}


def test_an_unknown_article_is_no_evidence() -> None:
    """A citation of an article outside the story fails."""
    evidence = Evidence("b", 0, len(LEAD), LEAD)
    checked = check_sentence(CitedSentence(LEAD, (evidence,)), {"a": article(LEAD)})
    assert [v.rule for v in checked.violations] == ["evidence"]


def test_a_citation_of_the_wrong_article_fails() -> None:
    """A real passage of another article does not carry the sentence."""
    other = article("Fishermen in the bay mended nets while rain kept them ashore.", "b")
    evidence = Evidence("b", 0, len(other.text), other.text)
    checked = check_sentence(CitedSentence(LEAD, (evidence,)), {"a": article(LEAD), "b": other})
    assert checked.verdict is Verdict.FAILED


def test_a_sentence_may_be_too_long() -> None:
    """More than sixty words are no bullet, however true."""
    long = "The crew of the ferry " + "and the wife of the cook " * 10 + "waved."
    assert rules_broken(long, long) == {"length"}


def test_a_paraphrase_is_left_undecided() -> None:
    """Other words for much of the passage: the check does not vouch, and does not condemn."""
    passage = "The council of Ardel voted to sell the old harbour crane to a museum in the north."
    said = "The council of Ardel decided to sell the ageing harbour crane to a museum in the north."
    source = article(passage)
    evidence = Evidence("a", 0, len(passage), passage)
    checked = check_sentence(CitedSentence(said, (evidence,)), {"a": source})
    assert checked.verdict is Verdict.ABSTAINED


# ----------------------------------------------------------------------------- the demo corpus


@dataclass(frozen=True)
class Sample:
    article: Article
    statement: Statement


@cache
def samples() -> tuple[Sample, ...]:
    articles = [
        a
        for p in sorted(CORPUS.glob("*.jsonl"))
        for a in read_jsonl(p, seen=SEEN)
        if isinstance(a, Article)
    ]
    return tuple(
        Sample(a, s)
        for a in articles
        for s in find_statements(a)
        if s.kind is not StatementKind.NOISE and 9 <= len(s.exact.split()) <= 45
    )


@cache
def person_names() -> tuple[str, ...]:
    return tuple(
        sorted({n.text for s in samples() for n in s.statement.names if n.kind is NameKind.PERSON})
    )


def passes(text: str, sample: Sample) -> bool:
    s = sample.statement
    evidence = Evidence(s.article_id, s.start, s.end, s.exact)
    cited = CitedSentence(text, (evidence,))
    return check_sentence(cited, {s.article_id: sample.article}).verdict is Verdict.PASSED


def changed_digit(s: Statement, dice: random.Random) -> str | None:
    digits = [m.start() for m in re.finditer(r"\d", s.exact)]
    if not digits:
        return None
    at = dice.choice(digits)
    other = dice.choice([d for d in "123456789" if d != s.exact[at]])
    return s.exact[:at] + other + s.exact[at + 1 :]


def swapped_name(s: Statement, dice: random.Random) -> str | None:
    if not s.names:
        return None
    name = dice.choice(s.names)
    other = dice.choice([n for n in person_names() if n not in s.exact])
    return s.exact[: name.start - s.start] + other + s.exact[name.end - s.start :]


def inserted_negation(s: Statement, dice: random.Random) -> str | None:
    verbs = list(re.finditer(r"\b(?:is|are|was|were|has|have|had|will|would|could)\b", s.exact))
    if not verbs:
        return None
    at = dice.choice(verbs).end()
    return f"{s.exact[:at]} not{s.exact[at:]}"


def dropped_negation(s: Statement, dice: random.Random) -> str | None:
    found = list(re.finditer(r"\b(?:not|never|no) ", s.exact))
    if not found:
        return None
    match = dice.choice(found)
    return s.exact[: match.start()] + s.exact[match.end() :]


_SOURCES = (
    re.compile(r",[”\"]? (?:[^,“”\"]{3,60} )?(?:said|told)(?: [^,“”\"]{1,50})?(?=\.$)"),
    re.compile(r"^According to [^,]{3,60}, "),
    re.compile(r", according to [^,]{3,80}(?=\.$)"),
    re.compile(r"\b(?:allegedly|reportedly|apparently|alleged|suspected|probably|likely) "),
)


def dropped_source(s: Statement, dice: random.Random) -> str | None:
    found = [m for p in _SOURCES for m in p.finditer(s.exact)]
    if not found:
        return None
    match = dice.choice(found)
    rest = s.exact[: match.start()] + s.exact[match.end() :]
    return rest[:1].upper() + rest[1:]


def altered_quote(s: Statement, dice: random.Random) -> str | None:
    words = [
        (start + m.start(), start + m.end())
        for start, end in ((a - s.start, b - s.start) for a, b in s.quotes)
        for m in re.finditer(r"\b[a-z]{3,}\b", s.exact[max(0, start) : end])
        if start >= 0
    ]
    if not words:
        return None
    start, end = dice.choice(words)
    return f"{s.exact[:start]}purple{s.exact[end:]}"


CORRUPTIONS: dict[Callable[[Statement, random.Random], str | None], float] = {
    changed_digit: 0.95,
    swapped_name: 0.95,
    inserted_negation: 0.95,
    dropped_negation: 0.95,
    dropped_source: 0.95,
    altered_quote: 0.95,
}


def corrupted(
    corrupt: Callable[[Statement, random.Random], str | None],
) -> Iterator[tuple[str, Sample]]:
    dice = random.Random(7)
    for sample in samples():
        text = corrupt(sample.statement, dice)
        if text is not None and text != sample.statement.exact:
            yield text, sample


def test_verbatim_sentences_of_the_demo_pass() -> None:
    """At most one in fifty honest sentences is refused, of two hundred and more."""
    alarms = [s.statement.exact for s in samples() if not passes(s.statement.exact, s)]
    assert len(samples()) >= 200
    assert len(alarms) <= 0.02 * len(samples()), alarms


@pytest.mark.parametrize("corrupt", CORRUPTIONS, ids=lambda c: c.__name__)
def test_corrupted_sentences_of_the_demo_are_caught(
    corrupt: Callable[[Statement, random.Random], str | None],
) -> None:
    """Of sentences with one thing made wrong, nearly all are refused."""
    made = list(corrupted(corrupt))
    missed = [text for text, sample in made if passes(text, sample)]
    assert len(made) >= 20
    assert 1 - len(missed) / len(made) >= CORRUPTIONS[corrupt], missed
