"""Dates and days in a text, resolved against the article's own date when it is given."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

MONTHS = {
    name: number
    for number, names in enumerate(
        (
            ("january", "jan"), ("february", "feb"), ("march", "mar"), ("april", "apr"), ("may",),
            ("june", "jun"), ("july", "jul"), ("august", "aug"), ("september", "sept", "sep"),
            ("october", "oct"), ("november", "nov"), ("december", "dec"),
        ),
        start=1,
    )
    for name in names
}  # fmt: skip
WEEKDAYS = {
    name: number
    for number, names in enumerate(
        (
            ("monday", "mon"), ("tuesday", "tues", "tue"), ("wednesday", "wed"),
            ("thursday", "thurs", "thur", "thu"), ("friday", "fri"), ("saturday", "sat"),
            ("sunday", "sun"),
        )
    )
    for name in names
}  # fmt: skip

_MONTH = (
    r"(?P<month>January|February|March|April|May|June|July|August|September|October|November|"
    r"December|(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept|Sep|Oct|Nov|Dec)\b\.?)"
)
_DAY = r"(?P<day>3[01]|[12]\d|0?[1-9])(?:st|nd|rd|th)?"
_YEAR = r"(?P<year>(?:1[5-9]|20)\d\d)"
_WEEKDAY = r"(?P<weekday>Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday)"


@dataclass(frozen=True, slots=True)
class DateMention:
    """A date or day named in a text."""

    text: str
    start: int
    end: int
    #: The day, or the first day of the week, month or year; ``None`` when it cannot be resolved.
    value: date | None
    #: ``"day"``, ``"week"``, ``"month"`` or ``"year"``.
    precision: str


_Reader = Callable[[re.Match[str], date | None], date | None]


def find_dates(text: str, *, reference: date | None) -> tuple[DateMention, ...]:
    """Return the dates of ``text`` in order.

    A weekday is the nearest one not after ``reference`` ("next Monday" the nearest after it); a
    day without a year takes the year that brings it nearest to ``reference``.  Without a reference
    such mentions have no value.
    """
    found: list[DateMention] = []
    taken = [False] * len(text)
    for pattern, precision, read in _RULES:
        for match in pattern.finditer(text):
            if any(taken[match.start() : match.end()]):
                continue
            taken[match.start() : match.end()] = [True] * (match.end() - match.start())
            value = read(match, reference)
            found.append(DateMention(match.group(), match.start(), match.end(), value, precision))
    return tuple(sorted(found, key=lambda mention: mention.start))


def _safe(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _month(match: re.Match[str]) -> int:
    return MONTHS[match["month"].lower().rstrip(".")]


def _iso(match: re.Match[str], reference: date | None) -> date | None:
    return _safe(int(match["year"]), int(match["m"]), int(match["d"]))


def _full(match: re.Match[str], reference: date | None) -> date | None:
    return _safe(int(match["year"]), _month(match), int(match["day"]))


def _day_of_year(match: re.Match[str], reference: date | None) -> date | None:
    if reference is None:
        return None
    years = (reference.year - 1, reference.year, reference.year + 1)
    days = [day for y in years if (day := _safe(y, _month(match), int(match["day"])))]
    return min(days, key=lambda day: abs(day - reference), default=None)


def _month_of(match: re.Match[str], reference: date | None) -> date | None:
    return _safe(int(match["year"]), _month(match), 1)


def _bare_month(match: re.Match[str], reference: date | None) -> date | None:
    if reference is None:
        return None
    ahead = (match["which"] or "").lower() == "next"
    month = _month(match)
    year = reference.year
    if ahead:
        year += month <= reference.month
    elif month > reference.month + 6:
        year -= 1
    return _safe(year, month, 1)


def _weekday(match: re.Match[str], reference: date | None) -> date | None:
    if reference is None:
        return None
    wanted = WEEKDAYS[match["weekday"].lower()]
    which = (match["which"] or "").lower()
    if which in {"next", "coming", "this coming"}:
        return reference + timedelta(days=(wanted - reference.weekday() - 1) % 7 + 1)
    back = (reference.weekday() - wanted) % 7
    if which == "last" and back == 0:
        back = 7
    return reference - timedelta(days=back)


_OFFSETS = {
    "today": 0, "tonight": 0, "this morning": 0, "this afternoon": 0, "this evening": 0,
    "yesterday": -1, "last night": -1, "tomorrow": 1, "the day before yesterday": -2,
    "the day after tomorrow": 2,
}  # fmt: skip


def _relative_day(match: re.Match[str], reference: date | None) -> date | None:
    if reference is None:
        return None
    return reference + timedelta(days=_OFFSETS[re.sub(r"\s+", " ", match.group().lower())])


_STEPS = {"last": -1, "previous": -1, "past": -1, "this": 0, "next": 1, "coming": 1}


def _relative_period(match: re.Match[str], reference: date | None) -> date | None:
    if reference is None:
        return None
    step, period = _STEPS[match["step"].lower()], match["period"].lower()
    if period == "week":
        monday = reference - timedelta(days=reference.weekday())
        return monday + timedelta(weeks=step)
    if period == "year":
        return _safe(reference.year + step, 1, 1)
    month = reference.month - 1 + step
    return _safe(reference.year + month // 12, month % 12 + 1, 1)


def _year(match: re.Match[str], reference: date | None) -> date | None:
    return _safe(int(match["year"]), 1, 1)


def _rule(pattern: str, precision: str, read: _Reader) -> tuple[re.Pattern[str], str, _Reader]:
    return re.compile(pattern, re.IGNORECASE if precision != "month" else 0), precision, read


def _period_rule(period: str) -> tuple[re.Pattern[str], str, _Reader]:
    pattern = rf"\b(?P<step>last|previous|this|next|coming) (?P<period>{period})\b"
    return re.compile(pattern, re.IGNORECASE), period, _relative_period


#: Most specific first: what one rule takes, a later one leaves.
_RULES: tuple[tuple[re.Pattern[str], str, _Reader], ...] = (
    _rule(rf"\b{_YEAR}-(?P<m>0\d|1[0-2])-(?P<d>[0-3]\d)\b", "day", _iso),
    _rule(rf"\b(?:{_WEEKDAY},? )?{_MONTH} {_DAY},? {_YEAR}\b", "day", _full),
    _rule(rf"\b(?:{_WEEKDAY},? )?{_DAY}(?: of)? {_MONTH},? {_YEAR}\b", "day", _full),
    _rule(rf"\b(?:{_WEEKDAY},? )?{_MONTH} {_DAY}\b(?![,.]?\d)", "day", _day_of_year),
    _rule(rf"\b(?:{_WEEKDAY},? )?(?<![\d.,$£€]){_DAY}(?: of)? {_MONTH}(?!\w)", "day", _day_of_year),
    _rule(rf"\b{_MONTH}(?: of)?,? {_YEAR}\b", "month", _month_of),
    (
        re.compile(rf"\b(?:(?P<which>last|next|this coming|coming|this|on|past) )?{_WEEKDAY}s?\b"),
        "day",
        _weekday,
    ),
    _rule(r"\b(?:the day before yesterday|the day after tomorrow)\b", "day", _relative_day),
    _rule(
        r"\b(?:today|tonight|yesterday|tomorrow|last night|this (?:morning|afternoon|evening))\b",
        "day",
        _relative_day,
    ),
    _period_rule("week"),
    _period_rule("month"),
    _period_rule("year"),
    (
        re.compile(
            rf"\b(?P<which>[Ll]ast|[Nn]ext|[Ii]n|[Ss]ince|[Bb]y|[Ee]arly|[Ll]ate) {_MONTH}(?!\w)"
        ),
        "month",
        _bare_month,
    ),
    _rule(
        r"\b(?:in|since|by|of|until|from|between|before|after|during|early|late|mid|the)[ -]"
        rf"{_YEAR}\b"
        r"(?![,.]?\d|[-–]\d|%| (?:people|men|women|troops|soldiers))",
        "year",
        _year,
    ),
)
