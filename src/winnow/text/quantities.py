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

from winnow.text.tables import word_set
from winnow.types import Quantity, Span

_UNITS = {
    word: value
    for value, word in enumerate(
        """zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen
        fifteen sixteen seventeen eighteen nineteen""".split()  # noqa: SIM905
    )
}
_TENS = {
    word: value * 10
    for value, word in enumerate(
        "twenty thirty forty fifty sixty seventy eighty ninety".split(),  # noqa: SIM905
        start=2,
    )
}
_SCALES = {
    "hundred": 1e2, "thousand": 1e3, "k": 1e3, "lakh": 1e5, "lakhs": 1e5, "million": 1e6,
    "mn": 1e6, "m": 1e6, "mln": 1e6, "crore": 1e7, "crores": 1e7, "billion": 1e9, "bn": 1e9,
    "b": 1e9, "bln": 1e9, "trillion": 1e12, "tn": 1e12, "dozen": 12.0,
}  # fmt: skip
_CURRENCY_BEFORE = {
    "us$": "usd", "a$": "aud", "c$": "cad", "hk$": "hkd", "nz$": "nzd", "s$": "sgd", "r$": "brl",
    "$": "usd", "£": "gbp", "€": "eur", "₹": "inr", "¥": "jpy", "₽": "rub", "₩": "krw",
    "₦": "ngn", "₪": "ils", "₴": "uah", "₱": "php", "rs.": "rs", "rs": "rs", "usd": "usd",
    "eur": "eur", "gbp": "gbp", "inr": "inr", "lkr": "lkr", "rm": "myr", "chf": "chf",
}  # fmt: skip
_CURRENCY_AFTER = {
    "us dollar": "usd", "u.s. dollar": "usd", "dollar": "usd", "euro": "eur", "pound": "gbp",
    "indian rupee": "inr", "sri lankan rupee": "lkr", "pakistani rupee": "pkr", "rupee": "rs",
    "yen": "jpy", "yuan": "cny", "rouble": "rub", "ruble": "rub", "won": "krw", "naira": "ngn",
    "australian dollar": "aud", "canadian dollar": "cad", "hong kong dollar": "hkd",
    "singapore dollar": "sgd", "hryvnia": "uah", "shekel": "ils", "peso": "peso", "rand": "zar",
    "cent": "cent", "baht": "thb", "ringgit": "myr", "rupiah": "idr", "real": "brl",
    "franc": "franc", "lira": "try", "riyal": "riyal", "dirham": "dirham", "usd": "usd",
}  # fmt: skip
#: Units of measure as written → one name.
_MEASURES = {
    "%": "%", "percent": "%", "per cent": "%", "pct": "%", "percentage point": "pp",
    "percentage-point": "pp", "basis point": "basis point", "point": "point", "km": "km",
    "kilometer": "km", "kilometre": "km", "mile": "mile", "m": "m", "meter": "m", "metre": "m",
    "foot": "foot", "feet": "foot", "ft": "foot", "inch": "inch", "cm": "cm", "centimeter": "cm",
    "centimetre": "cm", "mm": "mm", "kg": "kg", "kilogram": "kg", "kilo": "kg", "gram": "g",
    "ton": "ton", "tonne": "tonne", "pound": "pound", "lb": "pound", "hectare": "hectare",
    "acre": "acre", "mph": "mph", "kph": "km/h", "km/h": "km/h", "degree": "degree", "°c": "°c",
    "°f": "°f", "litre": "litre", "liter": "litre", "gallon": "gallon", "barrel": "barrel",
    "megawatt": "mw", "mw": "mw", "gigawatt": "gw", "gw": "gw", "kwh": "kwh", "sq km": "sq km",
}  # fmt: skip
_TOLLS = {
    "killed": word_set(
        "killed dead died die dies deaths death fatalities fatality slain perished bodies corpses"
    ),
    "injured": word_set("injured wounded hurt injuries injury wounds casualties"),
    "missing": word_set("missing unaccounted disappeared"),
    "arrested": word_set("arrested detained arrests detainees detentions"),
    "displaced": word_set("displaced evacuated homeless evacuees"),
}
_TOLL_OF = {word: unit for unit, words in _TOLLS.items() for word in words}
#: Words for people after which a toll's verb may stand: "12 people were killed".
_PEOPLE = word_set(
    """
    people persons person others men women children civilians soldiers troops officers workers
    passengers students palestinians israelis ukrainians russians residents villagers migrants
    protesters militants fighters journalists policemen victims pilgrims tourists adults boys girls
    members personnel inmates patients employees demonstrators rebels
    """
)
_IRREGULAR = {
    "people": "person", "persons": "person", "men": "man", "women": "woman", "children": "child",
    "policemen": "policeman", "lives": "life", "feet": "foot", "wives": "wife", "media": "media",
    "series": "series", "species": "species", "troops": "troop", "police": "police",
    "staff": "staff", "personnel": "personnel", "crew": "crew", "cases": "case", "houses": "house",
    "homes": "home", "votes": "vote", "minutes": "minute", "vehicles": "vehicle",
}  # fmt: skip
#: Words that may stand between a number and the noun it counts, besides adjectives in -an, -ed …
_NOT_NOUNS = word_set(
    """
    of the a an and or in on at by for from with to as but per than that which who whom whose is are
    was were be been has have had will would could may might should can did do does not more less
    over under after before since until while when where if so then this these those it its their
    his her our your my they he she we i you other others such each every all both some any no only
    about into during against between through out up down off again also who's said say says told
    """
)
_HEDGES = {
    "at least": "at least", "no fewer than": "at least", "no less than": "at least",
    "a minimum of": "at least", "not less than": "at least", "minimum": "at least",
    "at most": "at most", "up to": "at most", "as many as": "at most", "as much as": "at most",
    "no more than": "at most", "a maximum of": "at most", "maximum": "at most",
    "about": "about", "around": "about", "approximately": "about", "roughly": "about",
    "some": "about", "an estimated": "about", "estimated": "about", "circa": "about",
    "approx.": "about", "close to": "nearly", "nearly": "nearly", "almost": "nearly",
    "just under": "nearly", "more than": "more than", "over": "more than", "above": "more than",
    "upwards of": "more than", "in excess of": "more than", "well over": "more than",
    "just over": "more than", "exceeding": "more than", "fewer than": "fewer than",
    "less than": "fewer than", "under": "fewer than", "below": "fewer than",
}  # fmt: skip

_NUMBER_WORD = "|".join(
    sorted([*_TENS, *_UNITS, *(w for w in _SCALES if len(w) > 3)], key=len, reverse=True)
)
_WORDS = (
    rf"(?:(?:half )?an? )?(?:{_NUMBER_WORD})s?\b"
    rf"(?:(?:[ -]| and | (?:and )?an? )(?:{_NUMBER_WORD})\b)*"
)
_DIGITS = r"\d{1,3}(?:,\d{2,3})+(?:\.\d+)?|\d+(?:\.\d+)?"
_BEFORE = "|".join(re.escape(c) for c in sorted(_CURRENCY_BEFORE, key=len, reverse=True))
_SCALE = "|".join(sorted(_SCALES, key=len, reverse=True))
_NUMBER = re.compile(
    rf"(?<![\w.,/:#@+])(?P<cur>(?:{_BEFORE})\s?)?"
    rf"(?:(?P<digits>{_DIGITS})(?P<scale>(?:[ \u00a0-]?(?:hundred|thousand|lakhs?|million|crores?|"
    rf"billion|trillion|dozen|mn|bn|tn|mln|bln))+\b|(?:k|m|b)\b)?|(?P<words>\b{_WORDS}))"
    r"(?![\w]*\d)(?!(?:st|nd|rd|th)\b)(?!:\d)(?!/\d)",
    re.IGNORECASE,
)
_PAIR = re.compile(r"(?<![\w.,:/$£€-])(\d{1,3})\s?[-–—]\s?(\d{1,3})(?![\w.,]*\d|[-–—:/]\d|%)")
_VOTE_NEAR = re.compile(r"\b(?:vote[sd]?|voting|passed|approved|rejected|ruling|ruled)\b", re.I)
_SCORE_NEAR = re.compile(
    r"\b(?:win|won|beat|defeat(?:ed)?|lost|loss|draw|drew|lead|score|victory)\b", re.I
)
_MONTHS = (
    r"(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|"
    r"Sept?(?:ember)?|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?)\.?"
)
_DATE_BEFORE = re.compile(rf"\b{_MONTHS}\s$")
_DATE_AFTER = re.compile(rf"\s(?:of )?{_MONTHS}(?![a-z])")
_TIME_AFTER = re.compile(r"\s?(?:[ap]\.?m\b|o'clock|[ap]\.m\.|hrs\b|GMT|UTC|IST|EST|EDT)")
_YEAR_BEFORE = re.compile(
    r"(?:\b(?:in|since|by|of|until|till|from|between|before|after|during|early|late|mid|the|for|and|"
    rf"fiscal|year|{_MONTHS}|\d{{1,2}}),?[ -]|\()$",
    re.IGNORECASE,
)
_LABEL_BEFORE = re.compile(
    r"\b(?:No|Article|Section|Chapter|Page|Route|Highway|Flight|Boeing|Airbus|Title|Phase|Room|"
    r"Clause|Rule|Group|Channel|Bill|Covid|GLP|Vol|Part|Level|Category|Act|Resolution|Rev|Interstate|"
    r"Amendment|Form|Line)\.?[ -]$"
)
_ONE_AS_PRONOUN = re.compile(
    r"one(?! (?:person|man|woman|child|people|million|billion|hundred|thousand|killed|dead|officer|"
    r"soldier|civilian|year|month|week|day|hour))",
    re.IGNORECASE,
)
#: "Ada Holm, 38, …"
_AGE_BEFORE = re.compile(r"[A-Z][\w’'-]+, $")
_WORD_AFTER = re.compile(r"[ \u00a0-]([A-Za-z%°][\w’'/-]*(?:\.[A-Za-z]\.?)?)")
_TOLL_BEFORE = re.compile(
    r"\b(?P<verb>kill(?:ed|ing|s)|injur(?:ed|ing|es)|wound(?:ed|ing|s)|arrest(?:ed|ing|s)|"
    r"detain(?:ed|ing|s)|displac(?:ed|ing|es)|evacuat(?:ed|ing|es)|hurt(?:ing)?|"
    r"death toll|toll|dead|deaths|fatalities)\b[^.\d;]{0,40}$",
    re.IGNORECASE,
)
_TOLL_VERBS = (
    ("kill", "killed"), ("death toll", "killed"), ("toll", "killed"), ("dead", "killed"),
    ("deaths", "killed"), ("fatal", "killed"), ("injur", "injured"), ("wound", "injured"),
    ("hurt", "injured"), ("arrest", "arrested"), ("detain", "arrested"), ("displac", "displaced"),
    ("evacuat", "displaced"),
)  # fmt: skip


def find_quantities(text: str) -> tuple[Quantity, ...]:
    """Return the quantities of ``text`` in order; see the module for what counts as one."""
    pairs = _pairs(text)
    taken = [(q.start, q.end) for q in pairs]
    found = list(pairs)
    for match in _NUMBER.finditer(text):
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
    return tuple(value for m in _NUMBER.finditer(text) if (value := _value(m)) is not None) + tuple(
        float(n) for m in _PAIR.finditer(text) for n in m.groups()
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
    for match in _PAIR.finditer(text):
        near = text[max(0, match.start() - 60) : match.end() + 40]
        unit = "vote" if _VOTE_NEAR.search(near) else "score" if _SCORE_NEAR.search(near) else None
        after = _WORD_AFTER.match(text, match.end())
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
        for scale in re.findall(rf"{_SCALE}", (match["scale"] or "").lower()):
            value *= _SCALES[scale]
        return round(value, 6)
    return _spelled_value(match["words"].lower())


def _spelled_value(words: str) -> float | None:
    if words.endswith("s") and words.rstrip("s").split()[-1] in _SCALES:
        return None  # "dozens", "thousands": no number
    total = current = 0.0
    for word in re.split(r"[ -]+", words):
        if word == "several":
            return None
        if word == "half":
            current = 0.5
        elif word in _UNITS or word in _TENS:
            current += _UNITS.get(word, _TENS.get(word, 0))
        elif word in {"hundred", "dozen"}:
            current = (current or 1.0) * _SCALES[word]
        elif word in _SCALES:
            total += (current or 1.0) * _SCALES[word]
            current = 0.0
    return total + current


def _is_no_quantity(text: str, match: re.Match[str], value: float) -> bool:
    start, end = match.span()
    if match["words"]:
        if match["words"][0].isupper() and re.search(r"[a-z] $", text[max(0, start - 2) : start]):
            return True  # part of a name: "Committee of Seventy"
        is_one = match["words"].lower() == "one"
        return is_one and _ONE_AS_PRONOUN.match(text, start) is not None
    if match["cur"] or match["scale"]:
        return False
    before = text[max(0, start - 14) : start]
    if _TIME_AFTER.match(text, end) or _LABEL_BEFORE.search(before):
        return True
    if value <= 31 and value.is_integer():
        return bool(_DATE_BEFORE.search(before) or _DATE_AFTER.match(text, end))
    return _is_year(text, match, value, before)


def _is_year(text: str, match: re.Match[str], value: float, before: str) -> bool:
    if not (1500 <= value <= 2099 and match["digits"].isdigit()):
        return False
    after = _WORD_AFTER.match(text, match.end())
    if after is None or _YEAR_BEFORE.search(before) or match.start() == 0:
        return True
    follows_name = re.search(r"[A-Z][\w’']*,? $", before) is not None
    return follows_name or (after[1].lower() not in _PEOPLE and after[1].lower() not in _MEASURES)


def _hedge(text: str, start: int) -> tuple[str, int]:
    """Return the hedge before a number and where the whole begins."""
    before = text[max(0, start - 16) : start]
    words = list(re.finditer(r"\S+", before))
    for count in (3, 2, 1):
        if len(words) >= count:
            opening = words[-count].start()
            phrase = re.sub(r"\s+", " ", before[opening:].strip()).lower()
            if phrase in _HEDGES and before[-1:].isspace():
                return _HEDGES[phrase], start - len(before) + opening
    return "", start


def _unit(text: str, match: re.Match[str]) -> tuple[str, int]:
    """Return the unit and where the quantity ends with it."""
    start, end = match.span()
    if match["cur"]:
        return _CURRENCY_BEFORE[match["cur"].strip().lower()], end
    if text[end : end + 1] == "%":
        return "%", end + 1
    if _AGE_BEFORE.search(text, max(0, start - 25), start) and text[end : end + 1] == ",":
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
        named_dead = words and (words[0][0].lower() in _TOLL_OF or words[0][0].lower() in _PEOPLE)
        return toll, words[0][1] if named_dead else end
    return noun if noun else ("", end)


def _following(text: str, position: int) -> list[tuple[str, int]]:
    """Return up to eight words after ``position`` with their ends, punctuation ending the run."""
    words: list[tuple[str, int]] = []
    while len(words) < 8:
        match = _WORD_AFTER.match(text, position)
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
            if form in _MEASURES:
                return _MEASURES[form], words[count - 1][1]
            if form in _CURRENCY_AFTER:
                return _CURRENCY_AFTER[form], words[count - 1][1]
    if len(words) > 0 and words[0][0].lower() in {"year-old", "years-old", "year-olds"}:
        return "year-old", words[0][1]
    if len(words) > 1 and [w.lower() for w, _ in words[:2]] in (["year", "old"], ["years", "old"]):
        return "year-old", words[1][1]
    return None


def _toll(text: str, start: int, words: list[tuple[str, int]]) -> str | None:
    lowered = [word.lower() for word, _ in words]
    if not lowered:
        before = _TOLL_BEFORE.search(text, max(0, start - 60), start)
        return (
            _toll_of_verb(before["verb"]) if before and "toll" in before["verb"].lower() else None
        )
    if lowered[0] in _TOLL_OF:
        return _TOLL_OF[lowered[0]]
    people = next((i for i, w in enumerate(lowered[:4]) if w in _PEOPLE or w == "more"), None)
    if people is None:
        before = _TOLL_BEFORE.search(text, max(0, start - 30), start)
        return (
            _toll_of_verb(before["verb"]) if before and "toll" in before["verb"].lower() else None
        )
    for word in lowered[people + 1 : people + 5]:
        if word in _TOLL_OF:
            return _TOLL_OF[word]
    before = _TOLL_BEFORE.search(text, max(0, start - 45), start)
    return _toll_of_verb(before["verb"]) if before else None


def _toll_of_verb(verb: str) -> str | None:
    return next((unit for stem, unit in _TOLL_VERBS if verb.lower().startswith(stem)), None)


def _head_noun(words: list[tuple[str, int]]) -> tuple[str, int] | None:
    """Return the noun counted: the last word before a function word, at most three words on."""
    head: tuple[str, int] | None = None
    if len(words) > 1 and words[0][0].lower() in {"more", "other", "additional", "new", "such"}:
        words = words[1:]
    for word, end in words[:3]:
        lowered = word.lower()
        if lowered in _NOT_NOUNS or (head and re.search(r"(?:ed|ing|ly)$", lowered)):
            break
        head = _singular(lowered), end
        if lowered in _PEOPLE or lowered in _IRREGULAR or re.search(r"[^su]s$", lowered):
            break
    return head


def _singular(word: str) -> str:
    if word in _IRREGULAR:
        return _IRREGULAR[word]
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    if word.endswith(("sses", "ches", "shes", "xes")):
        return word[:-2]
    return word[:-1] if word.endswith("s") and not word.endswith(("ss", "us", "is")) else word


def overlaps(span: Span, quantity: Quantity) -> bool:
    """Tell whether ``quantity`` shares a character with ``span``."""
    return span[0] < quantity.end and quantity.start < span[1]
