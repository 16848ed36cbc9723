"""Relative days: "today", "yesterday", "last night" … become the dates they stand for, or nothing.

A date is put in only where the word is the outlet's own and means a day.  Within quotation marks it
is the speaker's, in a name ("Caldria Today") it is no day, and where it means nowadays ("today's
farmers") no date is right: such a sentence cannot be printed.
"""

from __future__ import annotations

import re
from datetime import date, timedelta

from winnow.text.edit import Worded, apply, capital, inside_quotes
from winnow.text.tables import word_set

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
_DAY = r"today|yesterday|tomorrow|tonight|this morning|this afternoon|this evening|last night"
_RELATIVE_DAY = re.compile(
    rf"(?<![“\"‘'-])\b(?:(?:earlier|late|later) )?(?P<day>{_DAY})(?P<whose>[’']s)?(?![\w-])",
    re.IGNORECASE,
)
_SHIFT = {"yesterday": -1, "last night": -1, "tomorrow": 1}
#: Words that go before a date without "on": "from July 10".
_BEFORE_DATE = re.compile(
    r"\b(?:from|until|till|by|since|before|after|for|between|through|on|as of|beyond) $", re.I
)

#: What happens on a day, so that "today's vote" is the vote of that day.
_EVENTS = word_set(
    """accident address announcement appearance arrest arrests attack attacks auction ballot blast
    briefing bombing bombings broadcast ceremony clash clashes collapse conference crash debate decision
    deadline derby draw earthquake election elections eruption event events execution exercise explosion
    explosions filing final fire fixture flight flood floods funeral game games gathering hearing
    hearings incident inauguration interview judgement judgment judgments landslide launch launches
    lecture march marches match matches meeting meetings negotiations opening parade poll polls primary
    protest protests quake race raid raids rally rallies reading referendum release resignation rocket
    ruling rulings sentencing service session shooting shootings showdown sitting speech stabbing storm
    strike strikes summit swearing-in talks trial tribunal unveiling verdict verdicts vigil visit vote
    votes walkout"""
)

#: Before and after a "today" that means nowadays.
_NOWADAYS_BEFORE = re.compile(
    r"\b(?:even|still|here|of|than|like|(?:known|called|used|found|seen|considered|regarded|living|alive|"
    r"home|exists?|available|active)(?: \w+)?) $",
    re.IGNORECASE,
)
_STATIVE = (
    r"(?:lives?|is|are|has|have|remains?|stands?|lies?|owns?|employs?|runs?|works?|uses?|accounts?|"
    r"numbers?|knows?|consists?|includes?|houses?|serves?|belongs?|produces?|exports?|forms?|makes?|"
    r"grows?|covers?|costs?|contains?|needs?|depends?|earns?|controls?|supplies|supply|want|wants|"
    r"find|finds|feel|feels|think|thinks|do|does|can|carries|carry|operates?)"
)
#: "Most farmers today live …", but "has today been charged", "is today expected to rule".
_EVENT_FORM = (
    r"(?! (?:today )?(?:been|\w+ed|\w+ing|due|set|to|shut|told|taken|won|lost|met|given|made|begun|held|said|"
    r"gone|come|sent|put|cut|hit|seen|shown|found|left)\b)"
)
_NOWADAYS_AFTER = re.compile(rf",? {_STATIVE}\b{_EVENT_FORM}", re.IGNORECASE)
_STATE = re.compile(rf"\b{_STATIVE}\b{_EVENT_FORM}", re.IGNORECASE)
#: What tells of one day: a past or a future tense.
_HAPPENING = re.compile(
    r"\b(?:\w{2,}ed|will|would|could|might|may|was|were|had|did|said|told|won|lost|took|met|went|came|left|"
    r"made|gave|began|became|broke|brought|built|bought|chose|drew|drove|fell|fled|found|fought|got|grew|hit|"
    r"kept|laid|led|let|paid|put|quit|ran|rose|sat|saw|sent|set|shot|shut|sold|sought|spent|spoke|"
    r"stood|struck|swore|threw|wrote|(?:is|are) (?:\w+ )?(?:\w+ing|due|to)|due|says|say)\b",
    re.IGNORECASE,
)
_ASIDE = re.compile(r",[^,]*,")
_QUOTATION = re.compile(r"[“\"][^”\"]*[”\"]?")
_SENTENCE_START = re.compile(r"(?:^|[.!?][”\"’')]* )[“\"(]*$")


def resolve_days(worded: Worded, published: date | None) -> Worded | None:
    """Return the sentence with "today", "yesterday", "tomorrow" … as a date, ``None`` if it cannot be.

    The day is reckoned from the article's own date; without one the sentence would be wrong on any
    other day, so it is not fit to print.  Nor is one in which "today" means nowadays.  "Today's" goes
    to "the July 10" before something that happens on a day.

    >>> resolve_days(Worded("Today's vote was close."), date(2024, 7, 10)).text
    'The July 10 vote was close.'
    """
    while match := _first_day(worded.text):
        if published is None or _is_nowadays(worded.text, match):
            return None
        phrase = _phrase(worded.text, match, published)
        worded = apply(worded, "resolve-date", match.start(), match.end(), phrase)
    return worded


def _first_day(text: str) -> re.Match[str] | None:
    """Return the first relative day that is the outlet's own word, and no part of a name."""
    days = _RELATIVE_DAY.finditer(text)
    return next((m for m in days if not (_is_quoted(text, m.start()) or _is_name(text, m))), None)


def _is_quoted(text: str, at: int) -> bool:
    """Return whether offset ``at`` lies within quotation marks, double or single."""
    before = re.sub(r"(?<=\w)[’'](?=\w)", "", text[:at])
    opened = max(before.rfind(" ‘"), before.rfind(" '"), 0 if before[:1] in "‘'" else -1)
    closes = re.compile(r"[’'](?!\w)")
    is_single = opened >= 0 and bool(before) and not closes.search(before, opened + 2)
    # An apostrophe may open a word ('til): a quotation is closed further on.
    return inside_quotes(text, at) or (is_single and bool(closes.search(text, at)))


def _is_name(text: str, match: re.Match[str]) -> bool:
    """Return whether a capital within a sentence tells a name: "Caldria Today reported"."""
    is_inside = not _SENTENCE_START.search(text[: match.start()])
    return is_inside and match["day"][0].isupper()


def _is_nowadays(text: str, match: re.Match[str]) -> bool:
    before, after = text[: match.start()], text[match.end() :]
    if match["whose"]:
        return not _is_event(after)
    if match["day"].lower() != "today":
        return False
    if _NOWADAYS_BEFORE.search(before) and not _BEFORE_DATE.search(before):
        return True
    if _NOWADAYS_AFTER.match(after):
        return True
    own = _ASIDE.sub(" ", _QUOTATION.sub(" ", before + " " + after.removeprefix(",")))
    return bool(_STATE.search(own)) and not _HAPPENING.search(own)


def _is_event(after: str) -> bool:
    """Return whether an event is among the next three words, with no stop between."""
    words = re.match(r"(?: [\w-]+){1,3}", after)
    return words is not None and any(w.lower() in _EVENTS for w in words[0].split())


def _phrase(text: str, match: re.Match[str], published: date) -> str:
    day = published + timedelta(days=_SHIFT.get(match["day"].lower(), 0))
    name = f"{_MONTHS[day.month - 1]} {day.day}"
    before = text[: match.start()]
    if match["whose"]:
        phrase = f"the {name}"
    elif _BEFORE_DATE.search(before):
        phrase = name
    else:
        phrase = f"on {name}"
    return capital(phrase) if _SENTENCE_START.search(before) else phrase
