"""Number words, scales, currencies, measures and patterns of `winnow.text.quantities`."""

from __future__ import annotations

import re

from winnow.text.tables import word_set

UNITS = {
    word: value
    for value, word in enumerate(
        """zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen
        fifteen sixteen seventeen eighteen nineteen""".split()  # noqa: SIM905
    )
}
TENS = {
    word: value * 10
    for value, word in enumerate(
        "twenty thirty forty fifty sixty seventy eighty ninety".split(),  # noqa: SIM905
        start=2,
    )
}
SCALES = {
    "hundred": 1e2, "thousand": 1e3, "k": 1e3, "lakh": 1e5, "lakhs": 1e5, "million": 1e6,
    "mn": 1e6, "m": 1e6, "mln": 1e6, "crore": 1e7, "crores": 1e7, "billion": 1e9, "bn": 1e9,
    "b": 1e9, "bln": 1e9, "trillion": 1e12, "tn": 1e12, "dozen": 12.0,
}  # fmt: skip
CURRENCY_BEFORE = {
    "us$": "usd", "a$": "aud", "c$": "cad", "hk$": "hkd", "nz$": "nzd", "s$": "sgd", "r$": "brl",
    "$": "usd", "£": "gbp", "€": "eur", "₹": "inr", "¥": "jpy", "₽": "rub", "₩": "krw",
    "₦": "ngn", "₪": "ils", "₴": "uah", "₱": "php", "rs.": "rs", "rs": "rs", "usd": "usd",
    "eur": "eur", "gbp": "gbp", "inr": "inr", "lkr": "lkr", "rm": "myr", "chf": "chf",
}  # fmt: skip
CURRENCY_AFTER = {
    "us dollar": "usd", "u.s. dollar": "usd", "dollar": "usd", "euro": "eur", "pound": "gbp",
    "indian rupee": "inr", "sri lankan rupee": "lkr", "pakistani rupee": "pkr", "rupee": "rs",
    "yen": "jpy", "yuan": "cny", "rouble": "rub", "ruble": "rub", "won": "krw", "naira": "ngn",
    "australian dollar": "aud", "canadian dollar": "cad", "hong kong dollar": "hkd",
    "singapore dollar": "sgd", "hryvnia": "uah", "shekel": "ils", "peso": "peso", "rand": "zar",
    "cent": "cent", "baht": "thb", "ringgit": "myr", "rupiah": "idr", "real": "brl",
    "franc": "franc", "lira": "try", "riyal": "riyal", "dirham": "dirham", "usd": "usd",
}  # fmt: skip
#: Units of measure as written → one name.
MEASURES = {
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
TOLLS = {
    "killed": word_set(
        "killed dead died die dies deaths death fatalities fatality slain perished bodies corpses"
    ),
    "injured": word_set("injured wounded hurt injuries injury wounds casualties"),
    "missing": word_set("missing unaccounted disappeared"),
    "arrested": word_set("arrested detained arrests detainees detentions"),
    "displaced": word_set("displaced evacuated homeless evacuees"),
}
TOLL_OF = {word: unit for unit, words in TOLLS.items() for word in words}
#: Words for people after which a toll's verb may stand: "12 people were killed".
PEOPLE = word_set(
    """
    people persons person others men women children civilians soldiers troops officers workers
    passengers students palestinians israelis ukrainians russians residents villagers migrants
    protesters militants fighters journalists policemen victims pilgrims tourists adults boys girls
    members personnel inmates patients employees demonstrators rebels miners sailors firefighters
    farmers drivers teachers nurses doctors prisoners worshippers shoppers climbers hikers
    """
)
IRREGULAR = {
    "people": "person", "persons": "person", "men": "man", "women": "woman", "children": "child",
    "policemen": "policeman", "lives": "life", "feet": "foot", "wives": "wife", "media": "media",
    "series": "series", "species": "species", "troops": "troop", "police": "police",
    "staff": "staff", "personnel": "personnel", "crew": "crew", "cases": "case", "houses": "house",
    "homes": "home", "votes": "vote", "minutes": "minute", "vehicles": "vehicle",
}  # fmt: skip
#: Words that may stand between a number and the noun it counts, besides adjectives in -an, -ed …
NOT_NOUNS = word_set(
    """
    of the a an and or in on at by for from with to as but per than that which who whom whose is are
    was were be been has have had will would could may might should can did do does not more less
    over under after before since until while when where if so then this these those it its their
    his her our your my they he she we i you other others such each every all both some any no only
    about into during against between through out up down off again also who's said say says told
    """
)
HEDGES = {
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

NUMBER_WORD = "|".join(
    sorted([*TENS, *UNITS, *(w for w in SCALES if len(w) > 3)], key=len, reverse=True)
)
WORDS = (
    rf"(?:(?:half )?an? )?(?:{NUMBER_WORD})s?\b"
    rf"(?:(?:[ -]| and | (?:and )?an? )(?:{NUMBER_WORD})\b)*"
)
DIGITS = r"\d{1,3}(?:,\d{2,3})+(?:\.\d+)?|\d+(?:\.\d+)?"
BEFORE = "|".join(re.escape(c) for c in sorted(CURRENCY_BEFORE, key=len, reverse=True))
SCALE = "|".join(sorted(SCALES, key=len, reverse=True))
NUMBER = re.compile(
    rf"(?<![\w.,/:#@+])(?P<cur>(?:{BEFORE})\s?)?"
    rf"(?:(?P<digits>{DIGITS})(?P<scale>(?:[ \u00a0-]?(?:hundred|thousand|lakhs?|million|crores?|"
    rf"billion|trillion|dozen|mn|bn|tn|mln|bln))+\b|(?:k|m|b)\b)?|(?P<words>\b{WORDS}))"
    r"(?![\w]*\d)(?!(?:st|nd|rd|th)\b)(?!:\d)(?!/\d)",
    re.IGNORECASE,
)
PAIR = re.compile(r"(?<![\w.,:/$£€-])(\d{1,3})\s?[-–—]\s?(\d{1,3})(?![\w.,]*\d|[-–—:/]\d|%)")
VOTE_NEAR = re.compile(r"\b(?:vote[sd]?|voting|passed|approved|rejected|ruling|ruled)\b", re.I)
SCORE_NEAR = re.compile(
    r"\b(?:win|won|beat|defeat(?:ed)?|lost|loss|draw|drew|lead|score|victory)\b", re.I
)
MONTHS = (
    r"(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|"
    r"Sept?(?:ember)?|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?)\.?"
)
DATE_BEFORE = re.compile(rf"\b{MONTHS}\s$")
DATE_AFTER = re.compile(rf"\s(?:of )?{MONTHS}(?![a-z])")
TIME_AFTER = re.compile(r"\s?(?:[ap]\.?m\b|o'clock|[ap]\.m\.|hrs\b|GMT|UTC|IST|EST|EDT)")
YEAR_BEFORE = re.compile(
    r"(?:\b(?:in|since|by|of|until|till|from|between|before|after|during|early|late|mid|the|for|and|"
    rf"fiscal|year|{MONTHS}|\d{{1,2}}),?[ -]|\()$",
    re.IGNORECASE,
)
LABEL_BEFORE = re.compile(
    r"\b(?:No|Article|Section|Chapter|Page|Route|Highway|Flight|Boeing|Airbus|Title|Phase|Room|"
    r"Clause|Rule|Group|Channel|Bill|Covid|GLP|Vol|Part|Level|Category|Act|Resolution|Rev|Interstate|"
    r"Amendment|Form|Line)\.?[ -]$"
)
ONE_AS_PRONOUN = re.compile(
    r"one(?! (?:person|man|woman|child|people|million|billion|hundred|thousand|killed|dead|officer|"
    r"soldier|civilian|year|month|week|day|hour))",
    re.IGNORECASE,
)
#: "Ada Holm, 38, …"
AGE_BEFORE = re.compile(r"[A-Z][\w’'-]+, $")
WORD_AFTER = re.compile(r"[ \u00a0-]([A-Za-z%°][\w’'/-]*(?:\.[A-Za-z]\.?)?)")
TOLL_BEFORE = re.compile(
    r"\b(?P<verb>kill(?:ed|ing|s)|injur(?:ed|ing|es)|wound(?:ed|ing|s)|arrest(?:ed|ing|s)|"
    r"detain(?:ed|ing|s)|displac(?:ed|ing|es)|evacuat(?:ed|ing|es)|hurt(?:ing)?|"
    r"death toll|toll|dead|deaths|fatalities)\b[^.\d;]{0,40}$",
    re.IGNORECASE,
)
TOLL_VERBS = (
    ("kill", "killed"), ("death toll", "killed"), ("toll", "killed"), ("dead", "killed"),
    ("deaths", "killed"), ("fatal", "killed"), ("injur", "injured"), ("wound", "injured"),
    ("hurt", "injured"), ("arrest", "arrested"), ("detain", "arrested"), ("displac", "displaced"),
    ("evacuat", "displaced"),
)  # fmt: skip
