"""Numbers as written in news, read: value, what is counted, and how exact it claims to be.

Tolls are made comparable: whatever counts the dead ("12 killed", "twelve people died", "a death
toll of 12") has the unit ``"killed"``; likewise ``"injured"``, ``"missing"``, ``"arrested"`` and
``"displaced"``.  Money has its ISO code in lower case; percentages have ``"%"``, percentage points
``"pp"``, ages ``"year-old"``, scores and votes ``"score"`` or ``"vote"`` (two quantities).
Ordinals, years, dates and times of day are no quantities.
"""

from __future__ import annotations

import re
from dataclasses import replace

from winnow.text.quantity_tables import (
    AGE_BEFORE,
    CURRENCY_AFTER,
    CURRENCY_BEFORE,
    DATE_AFTER,
    DATE_BEFORE,
    HEDGES,
    IRREGULAR,
    LABEL_BEFORE,
    MEASURES,
    NOT_NOUNS,
    NUMBER,
    ONE_AS_PRONOUN,
    PAIR,
    PEOPLE,
    SCALE,
    SCALES,
    SCORE_NEAR,
    TENS,
    TIME_AFTER,
    TOLL_BEFORE,
    TOLL_OF,
    TOLL_VERBS,
    UNITS,
    VOTE_NEAR,
    WORD_AFTER,
    YEAR_BEFORE,
)
from winnow.types import Quantity, Span


def find_quantities(text: str) -> tuple[Quantity, ...]:
    """Return the quantities of ``text`` in order; see the module for what counts as one."""
    pairs = _pairs(text)
    taken = [(q.start, q.end) for q in pairs]
    found = list(pairs)
    for match in NUMBER.finditer(text):
        if not any(s < match.end() and match.start() < e for s, e in taken):
            quantity = _read(text, match)
            if quantity is not None:
                found.append(quantity)
    found.sort(key=lambda q: (q.start, q.end))
    return tuple(_with_unit_of_range(text, found))


def _with_unit_of_range(text: str, found: list[Quantity]) -> list[Quantity]:
    """Give the first number of a range the unit of the last: "between 100 and 150 people"."""
    for i in range(len(found) - 2, -1, -1):
        low, high = found[i], found[i + 1]
        between = text[low.end : high.start].strip().lower()
        if not low.unit and between in {"and", "to", "or", "-", "–", "—", ""}:
            found[i] = replace(low, unit=high.unit)
    return found


def numbers_in(text: str) -> tuple[float, ...]:
    """Return the values of all numbers of ``text``, years and dates too, spelled-out ones read."""
    return tuple(value for m in NUMBER.finditer(text) if (value := _value(m)) is not None) + tuple(
        float(n) for m in PAIR.finditer(text) for n in m.groups()
    )


def same_quantity(a: Quantity, b: Quantity) -> bool:
    """Tell whether two quantities can state one amount.

    Equal units (an unclear one agrees with any), and equal values after rounding to the precision
    of the coarser; a hedge widens that: "about 17 million" is 16.9 million, "more than 10" is 12.
    """
    if a.unit and b.unit and _generic(a.unit) != _generic(b.unit):
        return False
    return (
        _close(a.value, b.value, hedged=bool(a.hedge or b.hedge))
        or _within(a, b.value, b.hedge)
        or _within(b, a.value, a.hedge)
    )


def _generic(unit: str) -> str:
    people = {"man", "woman", "child", "civilian", "soldier", "other", "victim"}
    return "person" if unit in people else unit


def _close(x: float, y: float, *, hedged: bool) -> bool:
    if x == y:
        return True
    small, large = sorted((abs(x), abs(y)))
    if large < 10 and not hedged:
        return False
    rounded = (large >= 1000 and _significant(large) <= 2) or _significant(
        small
    ) <= 2 <= large / 1000
    tolerance = 0.06 if hedged else 0.03 if rounded else 0.0
    return large - small <= tolerance * large


def _significant(value: float) -> int:
    digits = f"{value:.0f}".rstrip("0")
    return len(digits)


def _within(bound: Quantity, value: float, hedge: str) -> bool:
    """Tell whether ``value`` lies on the open side of ``bound``, and not far from it."""
    if hedge:
        return False
    if bound.hedge in {"at least", "more than"}:
        return bound.value <= value <= bound.value * 1.25
    if bound.hedge in {"at most", "fewer than"}:
        return bound.value * 0.8 <= value <= bound.value
    return False


def _pairs(text: str) -> list[Quantity]:
    found = []
    for match in PAIR.finditer(text):
        near = text[max(0, match.start() - 60) : match.end() + 40]
        unit = "vote" if VOTE_NEAR.search(near) else "score" if SCORE_NEAR.search(near) else None
        after = WORD_AFTER.match(text, match.end())
        if unit is None or (
            after and after[1].lower() in {"year", "day", "month", "hour", "minute"}
        ):
            continue
        for group in (1, 2):
            value = float(match[group])
            found.append(Quantity(match[group], match.start(group), match.end(group), value, unit))
    return found


def _read(text: str, match: re.Match[str]) -> Quantity | None:
    start = match.start()
    value = _value(match)
    if value is None or _is_no_quantity(text, match, value):
        return None
    unit, stop = _unit(text, match)
    hedge, begin = _hedge(text, start)
    return Quantity(text[begin:stop], begin, stop, value, unit, hedge)


def _value(match: re.Match[str]) -> float | None:
    if match["digits"]:
        value = float(match["digits"].replace(",", ""))
        for scale in re.findall(rf"{SCALE}", (match["scale"] or "").lower()):
            value *= SCALES[scale]
        return round(value, 6)
    return _spelled_value(match["words"].lower())


def _spelled_value(words: str) -> float | None:
    if words.endswith("s") and words.rstrip("s").split()[-1] in SCALES:
        return None  # "dozens", "thousands": no number
    total = current = 0.0
    for word in re.split(r"[ -]+", words):
        if word == "several":
            return None
        if word == "half":
            current = 0.5
        elif word in UNITS or word in TENS:
            current += UNITS.get(word, TENS.get(word, 0))
        elif word in {"hundred", "dozen"}:
            current = (current or 1.0) * SCALES[word]
        elif word in SCALES:
            total += (current or 1.0) * SCALES[word]
            current = 0.0
    return total + current


def _is_no_quantity(text: str, match: re.Match[str], value: float) -> bool:
    start, end = match.span()
    if match["words"]:
        if match["words"][0].isupper() and re.search(r"[a-z] $", text[max(0, start - 2) : start]):
            return True  # part of a name: "Committee of Seventy"
        is_one = match["words"].lower() == "one"
        return is_one and ONE_AS_PRONOUN.match(text, start) is not None
    if match["cur"] or match["scale"]:
        return False
    before = text[max(0, start - 14) : start]
    if TIME_AFTER.match(text, end) or LABEL_BEFORE.search(before):
        return True
    if value <= 31 and value.is_integer():
        return bool(DATE_BEFORE.search(before) or DATE_AFTER.match(text, end))
    return _is_year(text, match, value, before)


def _is_year(text: str, match: re.Match[str], value: float, before: str) -> bool:
    if not (1500 <= value <= 2099 and match["digits"].isdigit()):
        return False
    after = WORD_AFTER.match(text, match.end())
    if after is None or YEAR_BEFORE.search(before) or match.start() == 0:
        return True
    follows_name = re.search(r"[A-Z][\w’']*,? $", before) is not None
    return follows_name or (after[1].lower() not in PEOPLE and after[1].lower() not in MEASURES)


def _hedge(text: str, start: int) -> tuple[str, int]:
    """Return the hedge before a number and where the whole begins."""
    before = text[max(0, start - 16) : start]
    words = list(re.finditer(r"\S+", before))
    for count in (3, 2, 1):
        if len(words) >= count:
            opening = words[-count].start()
            phrase = re.sub(r"\s+", " ", before[opening:].strip()).lower()
            if phrase in HEDGES and before[-1:].isspace():
                return HEDGES[phrase], start - len(before) + opening
    return "", start


def _unit(text: str, match: re.Match[str]) -> tuple[str, int]:
    """Return the unit and where the quantity ends with it."""
    start, end = match.span()
    if match["cur"]:
        return CURRENCY_BEFORE[match["cur"].strip().lower()], end
    if text[end : end + 1] == "%":
        return "%", end + 1
    if AGE_BEFORE.search(text, max(0, start - 25), start) and text[end : end + 1] == ",":
        return "year-old", end
    words = _following(text, end)
    named = _measure(words)
    if named is not None:
        return named
    if text[end : end + 1] == "-" and words and words[0][0].isalpha():
        return _singular(words[0][0].lower()), words[0][1]  # "a five-year term"
    toll = _toll(text, start, words)
    noun = _head_noun(words)
    if toll is not None:
        named_dead = words and (words[0][0].lower() in TOLL_OF or words[0][0].lower() in PEOPLE)
        return toll, words[0][1] if named_dead else end
    return noun if noun else ("", end)


def _following(text: str, position: int) -> list[tuple[str, int]]:
    """Return up to eight words after ``position`` with their ends, punctuation ending the run."""
    words: list[tuple[str, int]] = []
    while len(words) < 8:
        match = WORD_AFTER.match(text, position)
        if match is None:
            break
        words.append((match[1].replace("’", "'"), match.end()))
        position = match.end()
    return words


def _measure(words: list[tuple[str, int]]) -> tuple[str, int] | None:
    for count in (3, 2, 1):
        if len(words) < count:
            continue
        phrase = " ".join(word for word, _ in words[:count]).lower()
        for form in (phrase, phrase.removesuffix("s")):
            if form in MEASURES:
                return MEASURES[form], words[count - 1][1]
            if form in CURRENCY_AFTER:
                return CURRENCY_AFTER[form], words[count - 1][1]
    if len(words) > 0 and words[0][0].lower() in {"year-old", "years-old", "year-olds"}:
        return "year-old", words[0][1]
    if len(words) > 1 and [w.lower() for w, _ in words[:2]] in (["year", "old"], ["years", "old"]):
        return "year-old", words[1][1]
    return None


def _toll(text: str, start: int, words: list[tuple[str, int]]) -> str | None:
    lowered = [word.lower() for word, _ in words]
    if not lowered:
        before = TOLL_BEFORE.search(text, max(0, start - 60), start)
        return (
            _toll_of_verb(before["verb"]) if before and "toll" in before["verb"].lower() else None
        )
    if lowered[0] in TOLL_OF:
        return TOLL_OF[lowered[0]]
    people = next((i for i, w in enumerate(lowered[:4]) if w in PEOPLE or w == "more"), None)
    if people is None:
        before = TOLL_BEFORE.search(text, max(0, start - 30), start)
        return (
            _toll_of_verb(before["verb"]) if before and "toll" in before["verb"].lower() else None
        )
    for word in lowered[people + 1 : people + 5]:
        if word in TOLL_OF:
            return TOLL_OF[word]
    before = TOLL_BEFORE.search(text, max(0, start - 45), start)
    return _toll_of_verb(before["verb"]) if before else None


def _toll_of_verb(verb: str) -> str | None:
    return next((unit for stem, unit in TOLL_VERBS if verb.lower().startswith(stem)), None)


def _head_noun(words: list[tuple[str, int]]) -> tuple[str, int] | None:
    """Return the noun counted: the last word before a function word, at most three words on."""
    head: tuple[str, int] | None = None
    if len(words) > 1 and words[0][0].lower() in {"more", "other", "additional", "new", "such"}:
        words = words[1:]
    for word, end in words[:3]:
        lowered = word.lower()
        if lowered in NOT_NOUNS or (head and re.search(r"(?:ed|ing|ly)$", lowered)):
            break
        head = _singular(lowered), end
        if lowered in PEOPLE or lowered in IRREGULAR or re.search(r"[^su]s$", lowered):
            break
    return head


def _singular(word: str) -> str:
    if word in IRREGULAR:
        return IRREGULAR[word]
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    if word.endswith(("sses", "ches", "shes", "xes")):
        return word[:-2]
    return word[:-1] if word.endswith("s") and not word.endswith(("ss", "us", "is")) else word


def overlaps(span: Span, quantity: Quantity) -> bool:
    """Tell whether ``quantity`` shares a character with ``span``."""
    return span[0] < quantity.end and quantity.start < span[1]
