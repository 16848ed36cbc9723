"""Licensed edits: how a passage becomes a published sentence, each edit recorded.

Only deletion and the resolution of references are licensed (METHODS: Clarke & Lapata 2008 for
deletion-based compression; Filippova & Strube 2008 for what may be cut).  Negation, modals, hedges,
attribution and restrictive clauses are never cut.  What is printed can be replayed from the passage
by the recorded operations.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from winnow.text.places import place_name
from winnow.types import Operation

#: Longest and shortest published sentence, in words (DESIGN §1: bullets of 20–45 words).
MAX_WORDS = 45
MIN_WORDS = 9

_AGENCY = (
    r"(?:AP|AFP|Reuters|UPI|ANI|PTI|IANS|Xinhua|TASS|CNN|dpa|EFE|Kyodo|"
    r"[A-Z][A-Za-z]+ (?:News|Press|Wire|Newswire|Agency))"
)
_DATELINES = (
    # "GOMA, Congo (AP) — ", "NEW DELHI, Aug 22 (Reuters) - ", "BAMAKO — "
    re.compile(
        r"^[A-Z][A-Z.'’\-]+(?:[ /][A-Z][A-Z.'’\-]+)*(?:, [A-Z][\w.'’\- ]{1,30}?)?"
        rf"(?:,? \(?{_AGENCY}\)?)?\s*(?:[—–:]|--?)\s+(?=\S)"
    ),
    # "TARNIK, Karsova, March 5 (Lodepress) - ": an agency that no table knows, in brackets
    re.compile(
        r"^[A-Z][A-Z.'’\-]+(?: [A-Z][A-Z.'’\-]+)*(?:, [A-Z][\w.'’\- ]{1,30}?)?(?:, [A-Z][a-z]+\.? \d{1,2})? "
        r"\([A-Z][\w. ]{1,25}\)\s*(?:[—–:]|--?)\s+(?=\S)"
    ),
    # "(Reuters) - ", "(AP) "
    re.compile(rf"^\({_AGENCY}\)\s*(?:[—–:]|--?)?\s*(?=\S)"),
    # "Bamako (AFP) – ", "Washington (CNN) "
    re.compile(
        rf"^[A-Z][\w.'’\-]+(?: [A-Z][\w.'’\-]+)?(?:, [A-Z][\w. ]+)? \({_AGENCY}\)\s*(?:[—–:]|--?)?\s*(?=\S)"
    ),
    # "August 22, 2025A court …": a page's date glued to the text
    re.compile(
        r"^(?:January|February|March|April|May|June|July|August|September|October|November|December)"
        r" \d{1,2}, \d{4}(?=[A-Z][a-z]*\b)"
    ),
    # "New Delhi: The upper house …"
    re.compile(r"^(?P<place>[A-Z][a-z]+(?: [A-Z][a-z]+)?): (?=[A-Z“\"])"),
    # "Bamako – Feb 7, 2023 – ", "Colombo, Aug. 22 — "
    re.compile(
        r"^[A-Z][\w.'’\-]+(?: [A-Z][\w.'’\-]+)?,? (?:[—–-] )?(?:on )?"
        r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Sept|Oct|Nov|Dec)[a-z]*\.? \d{1,2}(?:, \d{4})?"
        r"(?: \([A-Za-z ]+\))?\s*[—–:-]+\s+(?=\S)"
    ),
)

_CONNECTIVE = re.compile(
    r"^(?:And|But|Yet|So|Also|However|Meanwhile|Moreover|Furthermore|Additionally|Besides|Nevertheless|"
    r"Nonetheless|Still|Instead|Indeed|Then|Thus|Hence|Therefore|Notably|Significantly|Importantly|"
    r"Interestingly|Consequently|Accordingly|Similarly|Likewise|Separately|Elsewhere|Incidentally|"
    r"In addition|In fact|In contrast|By contrast|On the other hand|For (?:example|instance)|"
    r"In the meantime|At the same time|In response|As a result|To be sure|Of course|Earlier|"
    r"In a (?:separate|related) development|That said|Overall|In short|Crucially|Specifically)"
    r"(?P<comma>,)?\s+"
)
#: Bare (no comma) only these may go: "Still waters" and "Then-President" must stay.
_BARE_CONNECTIVES = frozenset({"And", "But", "Yet", "So", "Meanwhile"})
#: These assert a time or a relation; they are cut only where a comma marks them as loose.
_KEEP_WITHOUT_COMMA = frozenset({"Earlier", "Then", "Still", "Instead", "Also"})

#: Openers that reckon from a sentence before: cut, but for the day they name ("Later on Friday, …").
_LOOSE_TIME = re.compile(
    r"^(?:(?:Later|Earlier|Also|Late|Early) (?P<day>on [A-Z][a-z]+day|in [A-Z][a-z]+),|"
    r"(?:Later|Earlier|Shortly (?:after|before)|Soon after|(?:Hours|Days|Weeks|Months|Years|Moments|Minutes) "
    r"(?:later|earlier|after)|(?:Later|Earlier) (?:in the day|that day|that week|in the week|that month)|"
    r"(?:Later|Earlier) (?:the|that) same day|At the time|By then|That same day|The same day|"
    r"Regardless|Either way|In any case),)\s+"
)
_LOOSE_TIME_INSIDE = re.compile(
    r"\s(?:earlier|later) (?:in the day|that day|the same day)(?=[ ,.])"
)

_ASIDE = re.compile(
    r"\s*[\(\[](?:pictured|file(?: photo)?|photo|seen here|see [^)\]]{1,40}|sic|above|below|left|right|"
    r"archive|video|opens in (?:a )?new (?:tab|window)|@\w+)[^)\]]{0,40}[\)\]]",
    re.IGNORECASE,
)
_TICKER = re.compile(
    r"\s*\((?:NYSE|NASDAQ|Nasdaq|LSE|NSE|BSE|TSX|[A-Z]{1,5}\.[A-Z]{1,3})\b[^)]{0,20}\)"
)

#: A clause that holds one of these is not cut: it may carry negation, modality, doubt or a source.
_PROTECTED = re.compile(
    r"\b(?:not|no|never|none|nor|neither|n't|without|may|might|could|would|should|must|allegedly|alleged|"
    r"reportedly|apparently|said|says|say|told|according|claim(?:s|ed)?|den(?:y|ied|ies)|unless|except|"
    r"only|if|although|though|but|despite|accus\w+|suspect\w*|cannot)\b|n[’']t\b",
    re.IGNORECASE,
)
_TRAILING_CLAUSE = re.compile(
    r",\s+(?:which|who|whose|where|while|as|with|after which|[a-z]+ing)\s[^,;]*(?:,[^;]*)?(?=[.]$)"
)
_MIDDLE_RELATIVE = re.compile(r",\s+(?:who|which|whose)\s[^,;“”\"]{3,90},(?=\s[a-z])")
_MIDDLE_AGE = re.compile(r",\s+(?:aged )?\d{1,3},(?=\s(?!who|which|whose))")
_SEMICOLON_TAIL = re.compile(r";\s[^;]*(?=\.$)")
_DASH_ASIDE = re.compile(r"\s[—–]\s[^—–“”\"]{3,120}\s?[—–]\s(?=[a-z])")

_MONTHS = (
    "Jan.",
    "Feb.",
    "March",
    "April",
    "May",
    "June",
    "July",
    "Aug.",
    "Sept.",
    "Oct.",
    "Nov.",
    "Dec.",
)
_RELATIVE_DAY = re.compile(
    r"(?<![“\"‘'])\b(?:(?:earlier|late|later) )?"
    r"(today|yesterday|tomorrow|tonight|this morning|this afternoon|this evening|last night)\b",
    re.IGNORECASE,
)
_DAY_SHIFT = {"yesterday": -1, "last night": -1, "tomorrow": 1}


@dataclass(frozen=True, slots=True)
class Worded:
    """A sentence with the edits that made it from its passage."""

    text: str
    operations: tuple[Operation, ...] = ()


def word_count(text: str) -> int:
    """Return the number of words as an editor counts them: runs between spaces with a letter or digit."""
    return sum(any(c.isalnum() for c in token) for token in text.split())


def tidy(passage: str) -> Worded:
    """Return ``passage`` as a sentence that can open a bullet.

    Cut are a dateline, a loose leading connective, a bracketed aside for the page it stood on
    ("(pictured)") and a stock ticker; the first letter is made a capital, a final stop is added.

    >>> tidy("BAMAKO (AFP) — But the minister left on Friday").text
    'The minister left on Friday.'
    """
    worded = Worded(" ".join(passage.split()))
    for edit in (_cut_dateline, _cut_connective, _cut_loose_time, _cut_asides, _close):
        worded = edit(worded)
    return worded


def _apply(worded: Worded, name: str, start: int, end: int, replacement: str = "") -> Worded:
    text = worded.text
    operation = Operation(name, text[start:end].strip(), replacement.strip())
    new = text[:start] + replacement + text[end:]
    return Worded(
        re.sub(r"\s+([,.;])", r"\1", " ".join(new.split())), (*worded.operations, operation)
    )


def _cut_dateline(worded: Worded) -> Worded:
    for pattern in _DATELINES:
        match = pattern.match(worded.text)
        place = match and match.groupdict().get("place")
        if match and (place is None or place_name(place)):
            return _apply(worded, "delete-dateline", 0, match.end())
    return worded


def _cut_connective(worded: Worded) -> Worded:
    match = _CONNECTIVE.match(worded.text)
    if match is None:
        return worded
    word = match.group(0).rstrip(", ")
    if not match["comma"] and (word not in _BARE_CONNECTIVES or word in _KEEP_WITHOUT_COMMA):
        return worded
    cut = _apply(worded, "delete-connective", 0, match.end())
    return Worded(_capital(cut.text), cut.operations)


def _cut_loose_time(worded: Worded) -> Worded:
    match = _LOOSE_TIME.match(worded.text)
    if match:
        day = _capital(match["day"]) + ", " if match["day"] else ""
        worded = _apply(worded, "delete-adverbial", 0, match.end(), day)
        worded = Worded(_capital(worded.text), worded.operations)
    inside = _first_outside_quotes(_LOOSE_TIME_INSIDE, worded.text)
    if inside:
        worded = _apply(worded, "delete-adverbial", inside.start(), inside.end())
    return worded


def _cut_asides(worded: Worded) -> Worded:
    for pattern, name in ((_ASIDE, "delete-aside"), (_TICKER, "delete-ticker")):
        while match := pattern.search(worded.text):
            worded = _apply(worded, name, match.start(), match.end())
    return worded


def _close(worded: Worded) -> Worded:
    text = worded.text.rstrip(" ,;:—–-")
    if text and text[-1] not in ".!?\"”’'…)":
        text += "."
    return Worded(_capital(text), worded.operations)


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def shorten(worded: Worded, limit: int = MAX_WORDS) -> Worded | None:
    """Return the sentence cut to at most ``limit`` words, or ``None`` when no licensed cut suffices.

    Tried in order: an age, a relative clause between commas, an aside between dashes, what follows a
    semicolon, a trailing non-restrictive clause; never a part that holds a negation, a modal, a
    hedge or an attribution, and never inside a quotation.
    """
    for name, pattern in (
        ("delete-age", _MIDDLE_AGE),
        ("delete-relative-clause", _MIDDLE_RELATIVE),
        ("delete-aside", _DASH_ASIDE),
        ("delete-second-clause", _SEMICOLON_TAIL),
        ("delete-trailing-clause", _TRAILING_CLAUSE),
    ):
        if word_count(worded.text) <= limit:
            return worded
        worded = _cut_longest(worded, name, pattern)
    return worded if word_count(worded.text) <= limit else None


def _cut_longest(worded: Worded, name: str, pattern: re.Pattern[str]) -> Worded:
    cuts = [m for m in pattern.finditer(worded.text) if _may_cut(worded.text, m.start(), m.end())]
    if not cuts:
        return worded
    longest = max(cuts, key=lambda m: (m.end() - m.start(), -m.start()))
    needs_space = name == "delete-aside"
    return _apply(worded, name, longest.start(), longest.end(), " " if needs_space else "")


def _may_cut(text: str, start: int, end: int) -> bool:
    part = text[start:end]
    kept = word_count(text[:start]) + word_count(text[end:])
    return (
        kept >= MIN_WORDS
        and not _PROTECTED.search(part)
        and not inside_quotes(text, start)
        and not inside_quotes(text, end)
        and part.count('"') % 2 == 0
    )


def inside_quotes(text: str, at: int) -> bool:
    """Return whether offset ``at`` lies within double quotation marks, straight or curly."""
    before = text[:at]
    return before.count('"') % 2 == 1 or before.count("“") > before.count("”")


def resolve_days(worded: Worded, published: date | None) -> Worded | None:
    """Return the sentence with "today", "yesterday", "tomorrow" … as a date, ``None`` if it cannot be.

    The day is reckoned from the article's own date; without one the sentence would be wrong on any
    other day, so it is not fit to print.
    """
    while match := _first_outside_quotes(_RELATIVE_DAY, worded.text):
        if published is None:
            return None
        shift = _DAY_SHIFT.get(match[1].lower(), 0)
        day = published + timedelta(days=shift)
        phrase = f"on {_MONTHS[day.month - 1]} {day.day}"
        phrase = _capital(phrase) if match.start() == 0 else phrase
        worded = _apply(worded, "resolve-date", match.start(), match.end(), phrase)
    return worded


def _first_outside_quotes(pattern: re.Pattern[str], text: str) -> re.Match[str] | None:
    return next((m for m in pattern.finditer(text) if not inside_quotes(text, m.start())), None)


def resolve_speaker(worded: Worded, speaker: str, cue: str) -> Worded:
    """Return the sentence with the pronoun beside the ``cue`` replaced by the speaker's name.

    ``"…," he said`` and ``"…," said he`` become ``"…," Sergei Lavrov said``.  Nothing else is touched,
    and nothing at all where the sentence names the speaker already: the pronoun then has its noun.
    """
    if speaker.split()[-1] in worded.text:
        return worded
    word = re.escape(cue)
    pattern = re.compile(
        rf"\b(?:he|she|they)\s+(?={word}\b)|(?<=[,”\"] {word} )(?:he|she|they)\b(?=[.,])", re.I
    )
    match = _first_outside_quotes(pattern, worded.text)
    if match is None:
        return worded
    space = " " if match[0].endswith(" ") else ""
    name = _capital(speaker) if match.start() == 0 else speaker
    return _apply(worded, "resolve-pronoun", match.start(), match.end(), name + space)


def replay(passage: str, operations: tuple[Operation, ...]) -> Iterator[str]:
    """Yield the passage after each operation: the proof that a sentence comes from its passage."""
    text = " ".join(passage.split())
    for operation in operations:
        text = text.replace(operation.before, operation.after, 1)
        yield " ".join(text.split())
