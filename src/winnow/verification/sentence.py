"""Does a published sentence say only what its cited passages say?

Rules (DESIGN §5): evidence stands where it says; numbers, dates, names and quoted words of the
sentence occur in the cited passages; attribution and hedges are kept; negation is neither added nor
lost; the remaining content words come from the passages.  The check knows nothing of how the sentence was
made, so every writer passes the same one.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from winnow.text.cues import ACCORDING_TO, HEDGES, LOADED_REPORTING_VERBS, REPORTING_VERBS
from winnow.text.edit import word_count
from winnow.text.quantities import find_quantities, numbers_in, same_quantity
from winnow.text.similarity import STOPWORDS, content_terms, words
from winnow.types import (
    Article,
    ArticleId,
    CitedSentence,
    Evidence,
    Quantity,
    Verdict,
    Violation,
)
from winnow.verification.binding import is_reworded, misplaced_details

#: Share of the content words that must come from the passages; deletion alone gives 1.0, a resolved
#: date or an inflected word a little less.
ENTAILED = 0.90
#: Between this and `ENTAILED` the sentence may be a fair paraphrase: the check abstains.  Below it the
#: sentence fails: that few words are shared with a wrong article, too.  Set after a look at how many wrong
#: citations of benchmarks/attacks failed, test half included; no sentence passes or is refused by it.
UNDECIDED = 0.50
MAX_SENTENCE_WORDS = 60
#: Rules that ask what became of a word of the passage: where the sentence is worded anew, the word
#: may stand in a part that was not used.
_LEFT_OUT = frozenset({"attribution", "entailment"})

_QUOTED = re.compile(r"[“\"]([^”\"]{3,400})[”\"]")
#: A passage with none of these quotes nobody.
_MARK = re.compile(r"[\"']")
_CAPITALISED = re.compile(r"\b[A-ZÀ-ÖØ-Þ][\w’'.-]*\w|\b[A-Z]\b")
#: What may stand before the first word of a sentence: nothing, or an earlier sentence's end.
_BEFORE_OPENER = re.compile(r"^(?:.*[.!?]\"? )?[\"'(]*$")
_NEGATED = re.compile(
    r"\b(?:not|no|never|none|nobody|neither|nor|without|cannot|den(?:y|ied|ies|ying))\b|n[’']t\b",
    re.I,
)
_MONTH = {
    m: i
    for i, names in enumerate(
        (
            "jan january",
            "feb february",
            "mar march",
            "apr april",
            "may",
            "jun june",
            "jul july",
            "aug august",
            "sep sept september",
            "oct october",
            "nov november",
            "dec december",
        ),
        1,
    )
    for m in names.split()
}
_SCALES = frozenset({"hundred", "thousand", "million", "billion", "lakh", "crore"})
#: Cues that stay as often as the passage has them; others may go with the clause they stand in.
_KEPT = re.compile(
    r"\b(?:said|says|told|tells|according to|allegedly|alleged|reportedly|apparently|suspected|"
    r"may(?! \d)|might|could)\b"
)
_THAT_SAID = re.compile(r"^That (?:being )?said,")
#: "Experts say" keeps what "experts said" has.
_SAY = re.compile(r"\bsay\b")
_FORM = {"says": "said", "told": "said", "tells": "said", "according to": "said"}
_CALENDAR = re.compile(r"\b(?:on )?([A-Z][a-z]{2,8})\.? (\d{1,2})\b")
_RELATIVE = re.compile(
    r"\b(today|yesterday|tomorrow|tonight|this morning|this afternoon|this evening|last night)\b",
    re.I,
)
_SHIFT = {"yesterday": -1, "last night": -1, "tomorrow": 1}
_TYPOGRAPHY = str.maketrans(
    {"’": "'", "‘": "'", "“": '"', "”": '"', "«": '"', "»": '"', "–": "-", "—": "-", "\u00a0": " "}
)


@dataclass(frozen=True, slots=True)
class Checked:
    """The verdict on one sentence, with what it violates."""

    verdict: Verdict
    violations: tuple[Violation, ...] = ()


def check_sentence(sentence: CitedSentence, articles: Mapping[ArticleId, Article]) -> Checked:
    """Return whether the cited passages say ``sentence``; abstaining is not passing."""
    broken = tuple(_broken_evidence(sentence, articles))
    if broken:
        return Checked(Verdict.FAILED, broken)
    passages = [e.exact for e in sentence.evidence]
    speech = tuple(e.exact for e in sentence.evidence if _is_speech(e, articles[e.article_id]))
    days = tuple(_resolved_days(sentence, articles))
    context = _Context(sentence.text, passages, speech, days)
    share = _entailed_share(context)
    broken = tuple(v for rule in _RULES for v in rule(context))
    if broken:
        is_doubt = all(v.rule in _LEFT_OUT for v in broken) and is_reworded(context.text, passages)
        return _refused(broken, is_doubt=is_doubt and share >= UNDECIDED)
    misplaced = misplaced_details(_without_resolved_days(context), passages)
    found = [Violation(m.rule, sentence.text, m.message) for m in misplaced]
    if not found and share < ENTAILED:
        message = f"only {share:.0%} of its words stand in the cited passages"
        found.append(Violation("entailment", sentence.text, message))
    if found:
        is_doubt = all(m.is_doubt for m in misplaced)
        return _refused(found, is_doubt=is_doubt and share >= UNDECIDED)
    return Checked(Verdict.PASSED)


def _refused(violations: Sequence[Violation], *, is_doubt: bool) -> Checked:
    return Checked(Verdict.ABSTAINED if is_doubt else Verdict.FAILED, tuple(violations))


@dataclass(frozen=True, slots=True)
class _Context:
    text: str
    passages: Sequence[str]
    #: The passages that quote somebody: what stands between quotation marks must come from these.
    speech: Sequence[str]
    #: Calendar days that a relative day of a passage stands for.
    days: tuple[tuple[int, int], ...]

    @property
    def plain(self) -> str:
        return _plain(self.text)

    @property
    def cited(self) -> str:
        return _plain("\n".join(self.passages))


def _is_speech(evidence: Evidence, article: Article) -> bool:
    """Return whether a passage quotes, or lies inside a quotation that its paragraph opened."""
    before = _plain(article.text[: evidence.start].rpartition("\n")[2])
    return bool(_MARK.search(_plain(evidence.exact))) or before.count('"') % 2 == 1


def _plain(text: str) -> str:
    return " ".join(text.translate(_TYPOGRAPHY).split())


def _broken_evidence(
    sentence: CitedSentence, articles: Mapping[ArticleId, Article]
) -> Iterator[Violation]:
    for evidence in sentence.evidence:
        article = articles.get(evidence.article_id)
        if article is None:
            message = f"article {evidence.article_id} is not among the story's articles"
            yield Violation("evidence", sentence.text, message)
        elif not stands_where_it_says(evidence, article):
            message = f"the passage is not at {evidence.start}–{evidence.end} of {article.id}"
            yield Violation("evidence", sentence.text, message)


def stands_where_it_says(evidence: Evidence, article: Article) -> bool:
    """Return whether the passage is verbatim at its offsets."""
    is_span = 0 <= evidence.start < evidence.end
    return is_span and article.text[evidence.start : evidence.end] == evidence.exact


def _resolved_days(
    sentence: CitedSentence, articles: Mapping[ArticleId, Article]
) -> Iterator[tuple[int, int]]:
    for evidence in sentence.evidence:
        published = articles[evidence.article_id].published
        if published is not None:
            for match in _RELATIVE.finditer(evidence.exact):
                day: date = published.date() + timedelta(days=_SHIFT.get(match[1].lower(), 0))
                yield day.month, day.day


# -------------------------------------------------------------------------------------- rules


def _without_resolved_days(context: _Context) -> str:
    def drop(match: re.Match[str]) -> str:
        month = _MONTH.get(match[1].lower())
        return " " if month and (month, int(match[2])) in context.days else match[0]

    return _CALENDAR.sub(drop, context.text)


def _numbers(context: _Context) -> Iterator[Violation]:
    cited = find_quantities("\n".join(context.passages))
    digits = set(re.findall(r"\d+(?:[.,]\d+)*", context.cited))
    text = _without_resolved_days(context)
    said = find_quantities(text)
    for quantity in said:
        if not any(_is_same_figure(quantity, c) for c in cited):
            yield Violation("number", context.text, f"“{quantity.text}” is in no cited passage")
    for match in re.finditer(r"\d+(?:[.,]\d+)*", text):
        is_read = any(q.start <= match.start() < q.end for q in said)
        if (
            not is_read
            and match[0] not in digits
            and _value(match[0]) not in {q.value for q in cited}
        ):
            yield Violation("number", context.text, f"“{match[0]}” is in no cited passage")


def _is_same_figure(said: Quantity, cited: Quantity) -> bool:
    """Return whether both give one value for one unit, with the same "at least" or "about"."""
    return same_quantity(said, cited) and (said.value, said.hedge) == (cited.value, cited.hedge)


def _value(number: str) -> float | None:
    try:
        return float(number.replace(",", ""))
    except ValueError:
        return None


def _dates(context: _Context) -> Iterator[Violation]:
    cited = {(_MONTH.get(m[1].lower()), int(m[2])) for m in _CALENDAR.finditer(context.cited)}
    for match in _CALENDAR.finditer(context.text):
        day = (_MONTH.get(match[1].lower()), int(match[2]))
        reversed_form = f"{match[2]} {match[1][:3]}".lower() in context.cited.lower()
        if day[0] and day not in cited and day not in context.days and not reversed_form:
            yield Violation("date", context.text, f"“{match[0]}” is in no cited passage")


def _names(context: _Context) -> Iterator[Violation]:
    cited = context.cited
    folded = cited.casefold()
    text = _plain(_without_resolved_days(context))
    for match in _CAPITALISED.finditer(text):
        word = match[0].removesuffix("'s")
        opens_sentence = not _BEFORE_OPENER.sub("", text[: match.start()])
        if opens_sentence and word.casefold() in STOPWORDS:
            continue
        forms = _forms(word)
        found = any(
            _has_word(folded, f.casefold()) if opens_sentence else _has_word(cited, f)
            for f in forms
        )
        if not found:
            yield Violation("name", context.text, f"“{word}” is in no cited passage")


def _forms(word: str) -> tuple[str, ...]:
    """Return a name as written, without the points of an abbreviation, and a month in short and full."""
    month = _MONTH.get(word.casefold().rstrip("."))
    months = (m.capitalize() for m, i in _MONTH.items() if i == month)
    return (word, word.replace(".", ""), ".".join(word) if word.isupper() else word, *months)


def _has_word(text: str, word: str) -> bool:
    return bool(re.search(rf"(?<!\w){re.escape(word)}(?!\w)", text))


def _quotes(context: _Context) -> Iterator[Violation]:
    passages = [_plain(p) for p in context.speech]
    for match in _QUOTED.finditer(context.plain):
        words = match[1].strip(" ,.;")
        if not any(words in p for p in passages):
            yield Violation("quote", context.text, f"“{words}” is not verbatim in a cited passage")
    if context.plain.count('"') % 2 and not _plain(context.passages[0]).count('"') % 2:
        yield Violation("quote", context.text, "a quotation is cut: one of its marks is missing")


def _attribution(context: _Context) -> Iterator[Violation]:
    primary = _THAT_SAID.sub("", _plain(context.passages[0]))
    for label, cues in (("hedge", HEDGES), ("source", (*REPORTING_VERBS, *ACCORDING_TO))):
        lost = _cue_words(primary, cues) and not _cue_words(context.plain, cues)
        if lost:
            yield Violation("attribution", context.text, f"the passage's {label} is not kept")
            return
    for word in sorted(_counted(primary) - _counted(_SAY.sub("said", context.plain))):
        yield Violation("attribution", context.text, f"“{word}” of the passage is not kept")


def _counted(text: str) -> set[str]:
    """Return "said", "said 2", … for the cues that no licensed edit cuts, once per occurrence."""
    seen: Counter[str] = Counter()
    for word in _KEPT.findall(text.casefold()):
        seen[_FORM.get(word, word)] += 1
    return {f"{w} {i}" if i > 1 else w for w, n in seen.items() for i in range(1, n + 1)}


def _cue_words(text: str, words: Iterable[str]) -> bool:
    folded = f" {re.sub(r'[^a-z]+', ' ', text.casefold())} "
    return any(f" {w} " in folded for w in words)


def _negation(context: _Context) -> Iterator[Violation]:
    primary = _negated_words(_plain(context.passages[0]))
    every = Counter(w for p in context.passages for w in _negated_words(_plain(p)))
    said = Counter(_negated_words(context.plain))
    if said - every or Counter(primary) - said:
        yield Violation("entailment", context.text, "a negation was added, moved or lost")


def _negated_words(text: str) -> list[str]:
    """Return what each negation of the text stands before: "closed" of "was not closed"."""
    return [
        next(iter(re.findall(r"\w+", text[m.end() :])), "").casefold() or m[0].casefold()
        for m in _NEGATED.finditer(text)
    ]


def _length(context: _Context) -> Iterator[Violation]:
    words = word_count(context.text)
    if words > MAX_SENTENCE_WORDS:
        yield Violation("length", context.text, f"{words} words; at most {MAX_SENTENCE_WORDS}")


_RULES = (_numbers, _dates, _names, _quotes, _attribution, _negation, _length)


def _entailed_share(context: _Context) -> float:
    # The rule on numbers has judged these, however they are spelled.
    wordy = re.sub(r"\S+", _unless_number, _without_resolved_days(context))
    wanted = content_terms(wordy)
    passages = "\n".join(context.passages)
    plain = (LOADED_REPORTING_VERBS.get(word, "") for word in words(passages))
    held = set(content_terms("\n".join((passages, *plain))))
    if not wanted:  # "I've just got to do what I can do": every word must be the passage's
        wanted, held = words(wordy), set(words("\n".join(context.passages)))
    return sum(t in held for t in wanted) / len(wanted) if wanted else 0.0


def _unless_number(word: re.Match[str]) -> str:
    return "" if numbers_in(word[0]) or word[0] in _SCALES else word[0]
