"""Licensed edits: how a passage becomes a published sentence, each edit recorded.

Only deletion and the resolution of references are licensed (METHODS: Clarke & Lapata 2008 for
deletion-based compression; Filippova & Strube 2008 for what may be cut).  Negation, modals, hedges,
attribution and restrictive clauses are never cut.  What is printed can be replayed from the passage
by the recorded operations.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from winnow.text.cues import LOADED_REPORTING_VERBS
from winnow.text.edit import (
    PROTECTED,
    Worded,
    apply,
    capital,
    first_outside_quotes,
    inside_quotes,
    word_count,
)
from winnow.text.openers import cut_openers
from winnow.types import Operation

#: Longest and shortest published sentence, in words (DESIGN §1: bullets of 20–45 words).
MAX_WORDS = 45
MIN_WORDS = 9

_ASIDE = re.compile(
    r"\s*[\(\[](?:pictured|file(?: photo)?|photo|seen here|see [^)\]]{1,40}|sic|above|below|left|right|"
    r"archive|video|opens in (?:a )?new (?:tab|window)|@\w+)[^)\]]{0,40}[\)\]]",
    re.IGNORECASE,
)
_TICKER = re.compile(
    r"\s*\((?:NYSE|NASDAQ|Nasdaq|LSE|NSE|BSE|TSX|[A-Z]{1,5}\.[A-Z]{1,3})\b[^)]{0,20}\)"
)

#: "The plan, however, is older."
_LOOSE_LINK = re.compile(
    r", (?:however|meanwhile|moreover|in addition|for (?:his|her|its|their) part|of course|in turn|"
    r"for example|for instance|additionally),"
)
#: An outlet's adjective before what it judges: "a steep rise", "the stunning move"; cliffs are steep.
_JUDGING = re.compile(
    r"(?P<article>\b[Aa]n?|\b[Tt]he|\b[Hh]is|\b[Hh]er|\b[Tt]heir|\b[Ii]ts|[’']s) "
    r"(?P<word>steep(?! (?:[a-z]+ )?(?:cliffs?|slopes?|hills?|hillsides?|banks?|valleys?|mountains?|mountainsides?|"
    r"streets?|stairs|steps|ravines?|embankments?|paths?|roads?|climbs?|ascents?|descents?|terrain|gorges?|roofs?|"
    r"canyons?|ridges?|sides?)\b)|stark|stunning|surprising|shocking|startling|disappointing|dramatic|disastrous|explosive|blistering|"
    r"scathing|bombshell|bizarre|scrappy|snarky|embattled|controversial|besieged|brazen|blunt|damning|staggering|"
    r"jaw-dropping|far-fetched|outrageous|widely-supported|much-needed|"
    r"long-overdue|hefty|remarkable|spectacular|so-called) (?=[\w$£€“\"])"
)
#: … and before what is charged or lost, without an article: "put steep tariffs on steel".
_STEEP = re.compile(
    r"(?<=[a-z] )(?P<word>steep) (?=(?:new |import |export |trade |price )?(?:tariffs?|dut(?:y|ies)|cuts?|"
    r"tax(?:es)?|fines?|rises?|falls?|declines?|drops?|increases?|fees?|lev(?:y|ies)|penalt(?:y|ies)|loss(?:es)?|costs?|prices?|rents?)\b)"
)
#: … and before a group that is named: "the Karsovan terrorist group Red Keel"; what the law forbids ("support for
#: terrorist groups") and a state lists keeps the word.
_TERRORIST = re.compile(
    r"\b[Tt]he (?:[A-Z][\w-]* ){1,3}(?P<word>terror(?:ist)?) (?=(?:group|militia|outfit)\b(?! list))"
)
#: "The court also ordered": beside which other order, its article said; "also known as" is no addition.
_ALSO = re.compile(
    r"(?<!but)(?<!\bnot)(?<!\band) also(?= (?!known\b|called\b|named\b|spelled\b|referred\b|as\b|in\b|on\b|at\b)[a-z])"
)
#: By what an outlet adds behind a comma it says what the news means: ", underscoring the risks".
_JUDGING_CLAUSE = re.compile(
    r", (?:underscoring|highlighting|underlining|illustrating|signall?ing|marking|cementing|dashing hopes|"
    r"drawing (?:praise|ire|criticism)|fuell?ing|dealing an?|sending an?|sparking|raising (?:questions|concerns|fears)|"
    r"relieving)\b[^,;“”\"]*(?=\.$)"
)
_TRAILING_CLAUSE = re.compile(
    r",\s+(?:which|who|whose|where|while|as|with|after which|[a-z]+ing)\s[^,;]*(?:,[^;]*)?(?=[.]$)"
)
_MIDDLE_RELATIVE = re.compile(r",\s+(?:who|which|whose)\s[^,;“”\"]{3,90},(?=\s[a-z])")
_MIDDLE_AGE = re.compile(r",\s+(?:aged )?\d{1,3},(?=\s(?!who|which|whose))")
_SEMICOLON_TAIL = re.compile(r";\s[^;]*(?=\.$)")
_DASH_ASIDE = re.compile(r"\s[—–]\s[^—–“”\"]{3,120}\s?[—–]\s(?=[a-z])")


def tidy(passage: str) -> Worded:
    """Return ``passage`` as a sentence that can open a bullet.

    Cut are openers (`winnow.text.openers`), a bracketed aside for the page it stood on ("(pictured)")
    and a stock ticker; the first letter is made a capital, a final stop is added.

    >>> tidy("BAMAKO (AFP) — But the minister left on Friday").text
    'The minister left on Friday.'
    """
    worded = Worded(" ".join(passage.split()))
    for edit in (cut_openers, _cut_link, _cut_asides, _close):
        worded = edit(worded)
    return worded


def _cut_link(worded: Worded) -> Worded:
    match = first_outside_quotes(_LOOSE_LINK, worded.text)
    return apply(worded, "delete-connective", match.start(), match.end()) if match else worded


#: "Blasted off", "slammed into": with a particle it is another verb.
_FIERCE = re.compile(
    r"\b(?:slam(?:med|s)|blast(?:ed|s)|trashed)\b(?=[ ,])"
    r"(?! (?:in|out|off|into|back|at|by|with|shut|through)\b)"
)


def cut_judgements(worded: Worded) -> Worded:
    """Return the sentence without the adjectives and last clause by which its outlet judges; a speaker's own stay."""
    while match := first_outside_quotes(_JUDGING, worded.text):
        start, end, article = match.start("word"), match.end(), match["article"]
        if article.lower() in {"a", "an"}:
            vowel = worded.text[end : end + 1].lower() in set("aeio")
            right = ("An" if vowel else "A") if article[0] == "A" else ("an" if vowel else "a")
            if right != article:
                start = match.start("article")
                worded = apply(worded, "delete-judgement", start, end, right + " ")
                continue
        worded = apply(worded, "delete-judgement", start, end)
    for pattern in (_STEEP, _TERRORIST):
        while match := first_outside_quotes(pattern, worded.text):
            worded = apply(worded, "delete-judgement", match.start("word"), match.end())
    return _cut_longest(worded, "delete-judging-clause", _JUDGING_CLAUSE)


def cut_also(worded: Worded) -> Worded:
    """Return the sentence without an "also" that goes on from a sentence that stands elsewhere.

    >>> cut_also(Worded("The court also ordered a new vote.")).text
    'The court ordered a new vote.'
    """
    match = first_outside_quotes(_ALSO, worded.text)
    return apply(worded, "delete-connective", match.start(), match.end()) if match else worded


def plain_verb(worded: Worded, cue: str) -> Worded:
    """Return the sentence with "criticised" for the verb by which it reports, ``cue``, where that is a fierce one.

    Only the cue: doors are slammed, and blasts kill; where the word stands twice it is not told which it is.

    >>> plain_verb(Worded("The minister has blasted the tariffs."), "blasted").text
    'The minister has criticised the tariffs.'
    """
    verb = cue.split(" ")[-1]  # of "has blasted"
    found = [m for m in _FIERCE.finditer(worded.text) if m[0] == verb]
    if len(found) != 1 or inside_quotes(worded.text, found[0].start()):
        return worded
    return apply(worded, "plain-verb", *found[0].span(), LOADED_REPORTING_VERBS[verb])


def _cut_asides(worded: Worded) -> Worded:
    for pattern, name in ((_ASIDE, "delete-aside"), (_TICKER, "delete-ticker")):
        while match := pattern.search(worded.text):
            worded = apply(worded, name, match.start(), match.end())
    return worded


def _close(worded: Worded) -> Worded:
    text = worded.text.rstrip(" ,;:—–-")
    if text and text[-1] not in ".!?\"”’'…)":
        text += "."
    return Worded(capital(text), worded.operations)


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
    return apply(worded, name, longest.start(), longest.end(), " " if needs_space else "")


def _may_cut(text: str, start: int, end: int) -> bool:
    part = text[start:end]
    kept = word_count(text[:start]) + word_count(text[end:])
    return (
        kept >= MIN_WORDS
        and not PROTECTED.search(part)
        and not inside_quotes(text, start)
        and not inside_quotes(text, end)
        and part.count('"') % 2 == 0
    )


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
    match = first_outside_quotes(pattern, worded.text)
    if match is None:
        return worded
    space = " " if match[0].endswith(" ") else ""
    name = capital(speaker) if match.start() == 0 else speaker
    return apply(worded, "resolve-pronoun", match.start(), match.end(), name + space)


def replay(passage: str, operations: tuple[Operation, ...]) -> Iterator[str]:
    """Yield the passage after each operation: the proof that a sentence comes from its passage."""
    text = " ".join(passage.split())
    for operation in operations:
        text = text.replace(operation.before, operation.after, 1)
        yield " ".join(text.split())
