"""Whose text an article says it carries: an agency's dateline, sign-off or byline."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

# Written form → the name shown. Longest forms first where one contains another.
_AGENCIES = {
    "associated press": "AP",
    "ap": "AP",
    "reuters": "Reuters",
    "thomson reuters": "Reuters",
    "agence france-presse": "AFP",
    "agence france presse": "AFP",
    "afp": "AFP",
    "united press international": "UPI",
    "upi": "UPI",
    "press trust of india": "PTI",
    "pti": "PTI",
    "asian news international": "ANI",
    "ani": "ANI",
    "ians": "IANS",
    "indo-asian news service": "IANS",
    "bernama": "Bernama",
    "xinhua": "Xinhua",
    "tass": "TASS",
    "dpa": "dpa",
    "deutsche presse-agentur": "dpa",
    "efe": "EFE",
    "ansa": "ANSA",
    "anadolu": "Anadolu",
    "anadolu agency": "Anadolu",
    "anadolu ajansı": "Anadolu",
    "kyodo": "Kyodo",
    "kyodo news": "Kyodo",
    "jiji press": "Jiji Press",
    "yonhap": "Yonhap",
    "pa media": "PA",
    "press association": "PA",
    "canadian press": "The Canadian Press",
    "australian associated press": "AAP",
    "aap": "AAP",
    "bloomberg": "Bloomberg",
    "bloomberg news": "Bloomberg",
    "tnnd": "TNND",
    "the national news desk": "TNND",
    "daily caller news foundation": "Daily Caller News Foundation",
    "texas tribune": "The Texas Tribune",
    "new york times": "The New York Times",
    "washington post": "The Washington Post",
    "cnn": "CNN",
    "cnn newsource": "CNN",
    "the center square": "The Center Square",
    "the conversation": "The Conversation",
    "stacker": "Stacker",
}
_NAME = "|".join(sorted((re.escape(name) for name in _AGENCIES), key=len, reverse=True))
# "(AP) —", "WASHINGTON, Aug 22 (Reuters) -", "— AFP", "PARIS (AFP) –" at the start of the text.
_DATELINE = re.compile(
    rf"^[^.!?\n]{{0,70}}?\((?:the )?(?P<name>{_NAME})\)\s*(?:[-–—:|]|$|(?=[A-Z“\"]))", re.IGNORECASE
)
# The same form with a name that the table does not know: "ORLA, March 1 (Wire Service) -".
_OTHER_DATELINE = re.compile(
    r"^[A-Z][A-Z .'’-]{2,40}(?:, [^()\n]{1,50})? ?\((?P<name>[A-Z][\w.&' -]{1,30})\)\s*[-–—] ?(?=[A-Z“\"])"
)
_SIGN_OFF = re.compile(
    r"(?:[.!?”\"’)\]]\s*|\n\s*|^)[–—-]*\s*\(?(?-i:(?P<name>REUTERS|Reuters|AFP|ANI|IANS|PTI|AP|"
    r"BERNAMA|Bernama|XINHUA|Xinhua|TASS|dpa|DPA|UPI|EFE|ANSA))\)?(?: [A-Z]{2,4}){0,8}\W{0,2}$"
)
_STATED = (
    re.compile(r"\(reporting by\b[^()]{3,300};\s*(?:writing|editing)\b", re.IGNORECASE),
    re.compile(
        rf"(?:originally|first) (?:appeared|published|written)(?: in| on| by| via| at| to){{1,2}}"
        rf"(?: the)? (?P<name>{_NAME})\b",
        re.IGNORECASE,
    ),
    re.compile(
        rf"(?:copyright|©)(?: \(c\))? ?(?:\d{{4}},? )?(?:the )?(?P<name>{_NAME})\b", re.IGNORECASE
    ),
    re.compile(rf"content created by the (?P<name>{_NAME})", re.IGNORECASE),
    re.compile(r"(?P<ap>AP is solely responsible for all content)"),
    re.compile(rf"this report by (?:the )?(?P<name>{_NAME}) was first published", re.IGNORECASE),
    re.compile(rf"^(?:source|by|from)\s?:?\s(?:the )?(?P<name>{_NAME})\W*$", re.IGNORECASE | re.M),
    re.compile(
        r"\n\W*associated press (?:writers?|reporters?|journalists?) .{3,200}"
        r"contributed to this report",
        re.IGNORECASE,
    ),
)
# What a pattern without a name of its own stands for.
_IMPLIED = ("Reuters", None, None, None, "AP", None, None, "AP")


def credited_to(text: str, authors: Sequence[str] = ()) -> str | None:
    """Return the agency or outlet that the article itself credits with its text, or ``None``.

    Looked at in turn: the byline, the dateline, the agency's sign-off behind the last sentence,
    the editors' line below it.  "AFP contributed to this report" credits nobody with the whole.
    ``text`` is the text before cleaning, which drops those lines.
    """
    return next(_credits(text, authors), None)


def _credits(text: str, authors: Sequence[str]) -> Iterator[str]:
    for author in authors:
        if name := _agency_of(author):
            yield name
    opening = [line for line in text.split("\n")[:8] if line.strip()]
    for line in opening:
        if found := _DATELINE.match(line.strip()):
            yield _shown(found.group("name"))
        elif found := _OTHER_DATELINE.match(line.strip()):
            yield found.group("name")
    if found := _SIGN_OFF.search(text.rstrip()[-120:]):
        yield _shown(found.group("name"))
    for pattern, implied in zip(_STATED, _IMPLIED, strict=True):
        if found := pattern.search(text[-3000:]):
            yield implied or _shown(found.group("name"))


def _agency_of(author: str) -> str | None:
    parts = re.split(r"\s*[/|,–—-]\s*|\s+of\s+|\s+for\s+|[()]", author)
    for part in (author, *parts):
        key = re.sub(
            r"^(the|by|from)\s+|\s+(staff|agencies|news agency)$", "", part.strip().lower()
        )
        if key in _AGENCIES:
            return _AGENCIES[key]
    return None


def is_agency(name: str) -> bool:
    """Return whether a byline names an agency and nobody besides: "AFP", "The Associated Press"."""
    return re.sub(r"^(?:the|by)\s+", "", name.strip().lower()) in _AGENCIES


def _shown(name: str) -> str:
    return _AGENCIES[name.lower()]
