"""What stands before a sentence proper and goes: datelines, labels, connectives, verdicts, loose times."""

from __future__ import annotations

import re

from winnow.text.edit import PROTECTED, Worded, apply, capital, first_outside_quotes
from winnow.text.places import place_name

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
    # "Bamako – Feb 7, 2023 – ", "Colombo, Aug. 22 — ", "Springfield, I.L. – August 25, 2025 – "
    re.compile(
        r"^[A-Z][\w.'’\-]+(?: [A-Z][\w.'’\-]+)?(?:, [A-Z][\w.]{1,20})?,? (?:[—–-] )?(?:on )?"
        r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Sept|Oct|Nov|Dec)[a-z]*\.? \d{1,2}(?:, \d{4})?"
        r"(?: \([A-Za-z ]+\))?\s*[—–:-]+\s+(?=\S)"
    ),
)

_CONNECTIVE = re.compile(
    r"^(?:And|But|Yet|So|Also|However|Meanwhile|Moreover|Furthermore|Additionally|Besides|Nevertheless|"
    r"Nonetheless|Still|Instead|Indeed|Then|Thus|Hence|Therefore|Notably|Significantly|Importantly|"
    r"Interestingly|Consequently|Accordingly|Similarly|Likewise|Separately|Elsewhere|Incidentally|"
    r"In addition|In fact|In contrast|By contrast|On the other hand|On top of (?:that|this)|For (?:example|instance)|"
    r"Even so|In the meantime|At the same time|In response|As a result|To be sure|Of course|Earlier|"
    r"Tragically|Sadly|Unfortunately|Fortunately|Ironically|Remarkably|Surprisingly|Unsurprisingly|Predictably|"
    r"In a (?:separate|related) development|That said|Overall|In short|Crucially|Specifically)"
    r"(?P<comma>,)?\s+"
)
_VERB = (
    r"(?:is|are|was|were|am|do|does|did|has|have|had|will|would|can|could|may|might|must|shall|should)"
    r"(?:n[’']t)?\b"
)
#: "So" goes before a subject or a time alone: "So far", "So is the mayor", "So large was the crowd" stay.
_AFTER_SO = (
    r"(?:(?:the|an?|this|these|those|his|her|its|their|he|she|it|they|there|some|no|each|every|both|one|two|three|"
    r"four|five|six|seven|eight|nine|ten|in|on|at|when|while|after|before|if)\b|[A-Z\d“\"$£€]|"
    rf"(?!{_VERB}|[a-z]+(?:ous|ss|ways)\b)[a-z]{{3,}}s\b)"
)
#: What follows shows that the word before is no loose link: "But for the rain", "Yet another", "And did not".
_BOUND = {
    "So": re.compile(rf"(?!{_AFTER_SO})"),
    "But": re.compile(rf"{_VERB}|(?:for|that)\b"),
    "Yet": re.compile(rf"{_VERB}|(?:another|again|to|more|others?)\b"),
    "And": re.compile(_VERB),
}
#: … or, behind a comma, that it is one half of a phrase: "So, too, is", "Still, though".
_BOUND_BY_COMMA = re.compile(r"(?:too|though|as now|again|anyway)\b")
#: "Why it matters: …": the label of a paragraph.
_LABEL = re.compile(
    r"^(?:Driving the news|Why (?:it|this) matters|The big picture|Zoom(?:ing)? (?:in|out)|State of play|"
    r"What(?:[’']s| is) next|What to (?:know|watch)|What (?:they[’']re|we[’']re|he[’']s|she[’']s) (?:saying|watching)|"
    r"Catch up quick|Between the lines|Flashback|The intrigue|By the numbers|The (?:latest|other side|details|"
    r"bottom line|backstory|context)|Yes, but|Reality check|Go deeper|Worth noting|Of note|Update|UPDATE|BREAKING|"
    r"JUST IN|WATCH|NEW):\s+(?=[A-Z“\"])"
)
#: "In a move that underscores …, ": the outlet's judgement of what follows, in an opener of its own.
_VERDICT = re.compile(
    r"^In an? (?:[a-z][\w-]* ){0,3}(?:move|development|rebuttal|twist|moment|blow|show|display|"
    r"rebuke|shift|turn|turnaround|escalation|reversal|setback|victory|win|boost|step|sign|breakthrough)\b"
    r"(?P<rest>[^,“”\"\d]{0,90}), (?=[A-Za-z“\"])"
)
#: Bare (no comma) only these may go: "Still waters" and "Then-President" must stay.
_BARE_CONNECTIVES = frozenset({"And", "But", "Yet", "So", "Meanwhile"})

#: Openers that reckon from a sentence before: cut, but for the day they name ("Later on Friday, …").
_LOOSE_TIME = re.compile(
    r"^(?:(?:Later|Earlier|Also|Late|Early) (?P<day>on [A-Z][a-z]+day|in [A-Z][a-z]+),|"
    r"(?:Later|Earlier|Shortly (?:after|before)|Soon after|(?:Hours|Days|Weeks|Months|Years|Moments|Minutes|Seconds) "
    r"(?:later|earlier|after)|(?:Later|Earlier) (?:in the day|that day|that week|in the week|that month)|"
    r"(?:Later|Earlier) (?:the|that) same day|At the time|By then|That same day|The same day|"
    r"Regardless|Either way|In any case),)\s+"
)
_LOOSE_TIME_INSIDE = re.compile(
    r"\s(?:earlier|later) (?:in the day|that day|the same day)(?=[ ,.])"
)


def cut_openers(worded: Worded) -> Worded:
    """Return the sentence without what a page of its own has no use for in front of it.

    >>> cut_openers(Worded("BAMAKO (AFP) — In a surprise move, the minister left.")).text
    'The minister left.'
    """
    for edit in (_cut_dateline, _cut_label, _cut_connective, _cut_loose_time, _cut_verdict):
        worded = edit(worded)
    return worded


def _cut_label(worded: Worded) -> Worded:
    match = _LABEL.match(worded.text)
    return apply(worded, "delete-label", 0, match.end()) if match else worded


def _cut_verdict(worded: Worded) -> Worded:
    match = _VERDICT.match(worded.text)
    if match is None or PROTECTED.search(match[0]):
        return worded
    cut = apply(worded, "delete-verdict", 0, match.end())
    return Worded(capital(cut.text), cut.operations)


def _cut_dateline(worded: Worded) -> Worded:
    for pattern in _DATELINES:
        match = pattern.match(worded.text)
        place = match and match.groupdict().get("place")
        if match and (place is None or place_name(place)):
            return apply(worded, "delete-dateline", 0, match.end())
    return worded


def _cut_connective(worded: Worded) -> Worded:
    """Return the sentence without its connectives, of which there may be two: "And yet the house …"."""
    while match := _CONNECTIVE.match(worded.text):
        rest = worded.text[match.end() :]
        second = _CONNECTIVE.match(capital(rest))
        is_half = (
            second and second[0].strip() in _BOUND and not _is_loose(second, rest[second.end() :])
        )
        if is_half or not _is_loose(match, rest):
            break
        cut = apply(worded, "delete-connective", 0, match.end())
        worded = Worded(capital(cut.text), cut.operations)
    return worded


def _is_loose(match: re.Match[str], rest: str) -> bool:
    """Return whether a connective may go and leave a sentence: a subject follows, or a comma parts it off."""
    if match["comma"]:
        return _BOUND_BY_COMMA.match(rest) is None
    word = match.group(0).strip()
    bound = _BOUND.get(word)
    return word in _BARE_CONNECTIVES and not (bound and bound.match(rest))


def _cut_loose_time(worded: Worded) -> Worded:
    match = _LOOSE_TIME.match(worded.text)
    if match:
        day = capital(match["day"]) + ", " if match["day"] else ""
        worded = apply(worded, "delete-adverbial", 0, match.end(), day)
        worded = Worded(capital(worded.text), worded.operations)
    inside = first_outside_quotes(_LOOSE_TIME_INSIDE, worded.text)
    if inside:
        worded = apply(worded, "delete-adverbial", inside.start(), inside.end())
    return worded
