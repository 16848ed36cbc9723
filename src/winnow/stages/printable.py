"""Is a sentence fit to stand alone on a page, and how well would it read there?"""

from __future__ import annotations

import re

from winnow.text.cues import LOADED, SPEAKER_NOUNS
from winnow.text.edit import first_outside_quotes, inside_quotes, word_count
from winnow.text.name_tables import TITLES
from winnow.text.wording import MAX_WORDS, MIN_WORDS
from winnow.types import NameKind, Statement, StatementKind

_DANGLING_START = re.compile(
    r"^(?:[\"“'‘]?)(?:He|She|It|They|We|I|You|This|That|These|Those|His|Her|Hers|Their|Its|Our|My|Your|Such|"
    r"Both|Neither|Either|Here|There|Another|Others?|Some(?! \d)|(?:Many|Most)(?! [A-Z])|"
    r"All(?! (?:[\w-]+ ){1,3}(?:who|whose|that|of|in|on|aboard|from)\b)|One|Each|What|Why|How|Who|Which|If so|"
    r"(?:In|On|At|With|From|By|For|Under|After|Before) (?:it|them|its|this|that|these|those|him|her)|"
    r"\w+ (?:after|before|of|since|following|during|amid) (?:this|that|these|those)|"
    r"(?:In|On|At|For|By|From|After|Under|With|As) [^,]{2,40}, (?:it|they|he|she)|As for|"
    r"The (?:first|second|third|fourth|next)(?: [a-z]+)? (?:was|is|came|were|happened|followed)|"
    r"In the (?:video|clip|footage|post|tweet|letter|interview|statement|days|hours|weeks)\b|"
    r"The party[’']s\b|(?:Two|Three|Four|Five|Six|Several)(?: of the)? others?\b|On top of\b|"
    r"Since then\b|In view of\b|In (?:an)?other\b|After (?:another|a) few\b|Skip ahead\b|"
    r"(?:Just|Only) \w+ (?:days|weeks|months|years|hours) (?:earlier|later)|"
    r"The (?:[a-z’'-]+ ){0,3}(?:response|reaction|assessment|criticism|comments?|remarks?) |"
    r"(?:And|But|Nor)\b|Yet\b|So,? (?!far\b|long as|that\b)|"
    r"If|Whatever|Whether|Asked|Speaking|Adding|According to (?:him|her|them|it)|Like|Then|Again|Also|Yes|No|Not|Or|"
    r"(?:Two|Three|Four|Five|Six|Seven|Eight|Nine|Ten|\d+)(?: of the)? other [a-z]+|"
    r"The (?:\d+|[a-z]+)-page [a-z]+\b(?! (?:by|from|of|on|about|that|in)\b)|"
    r"The (?:latter|former|two|three|pair|duo|same|other|others|rest|move|statement|report|reports|article|"
    r"story|count|tally|post|video|clip|tweet|incident|development|announcement|news|comments?|remarks?|decision|figures?|goal|force|footage|debate|visit|"
    r"outlet|agency|\d+-year-old|\w+-year-old|woman|man|boy|girl|couple|suspect|victims?|teenager|"
    r"gunman))\b"
)
_OPENS_SINGLE, _CLOSES_SINGLE = (
    re.compile(r"(?<![\w’'])['‘](?=[A-Za-z])(?!(?:em|til|tis|twas|cause)\b)"),
    re.compile(r"(?<=[\w.,!?])['’](?!\w)"),
)
#: Words that point at something said before; inside a quotation they point within the quotation's world.
_DANGLING_INSIDE = re.compile(
    r"\b(?:the (?:latter|former|aforementioned|same|rest(?! of))|as mentioned|see below|"
    r"this (?:article|story|report|piece|website|page)|(?:he|she|they) (?:said|added|told|says)|"
    r"(?:called|described|dismissed|condemned) (?:it|them|this|that)|"
    r"in the (?:clip|post|tweet))\b",
    re.IGNORECASE,
)
#: "here": where the article was written from, which the page does not say.
_HERE = re.compile(r"\b(?<!living )(?<!came )here\b(?! (?:illegally|unlawfully|legally)\b)")
#: "the incident" is what happened only where the sentence has told of it.
_INCIDENT = re.compile(r"\bthe incident\b(?! (?:in|at|on|near|involving|that|which)\b)")
#: … told of by the headline at best; a sentence about it (up to this character) says too little alone.
_IN_SUBJECT = 40
_HAPPENING = re.compile(
    r"\b(?:crash|fire|attack|shooting|stabbing|blast|explosion|collision|robbery|raid|fight|brawl|clash|"
    r"accident|assault|killing|murder|theft|break-in|outage|leak|spill|protest)(?:s|es)?\b|"
    r"\b(?:killed|injured|wounded|attacked|assaulted|stabbed|shot|crashed|exploded|collided|collapsed|robbed|hit|struck)\b",
    re.IGNORECASE,
)
#: "believed that it did not": what did it not do?
_ELLIPTIC = re.compile(
    r"\b(?:that|it|he|she|they) (?:do|does|did|has|have|had|is|are|was|were|will|would|can|could|should)"
    r"(?: not|n[’']t)(?=[.,;]|$)"
)
_CONTRASTS = re.compile(r"\b(?:but|while|whether|although|though|if|or|and|unless|when)\b", re.I)
#: Documents and deeds that a sentence cannot open with unless it, or a headline, says which is meant.
_WHICH = re.compile(
    r"The (?P<thing>treaty|pact|accord|memo|memorandum|document|documents|settlement|ceremony|letter|email|speech|"
    r"interview|survey|study|poll)\b"
    r"(?! (?:of|between|by|with|on|at|in|from|to|that|which|signed|for|about|under|over)\b|"
    r", (?:which|who|an?|the|signed|held|called|known|titled)\b)"
)
#: … nor bring in anywhere as known: "raised during the call", "to block the filibuster".
_WHICH_INSIDE = re.compile(
    r"\b[Tt]he (?P<thing>ensuing\b(?= [a-z]+)|filibuster|poll numbers|lawsuit|suit|call|clip|filing|walkout)\b"
    r"(?! (?:of|between|by|with|on|at|in|from|to|that|which|signed|for|about|under|over|against|filed|brought|seeks)\b)"
)
#: "this process", "that spate of fighting"; times ("this week") and relatives ("those who") point at nothing.
_POINTS_BACK = re.compile(
    r"\b(?:[Tt]his|[Tt]hese|"
    r"(?<=[a-z,(] )those(?! (?:on|at|under|for|over|aboard|behind|near|between|aged|already|not|[a-z]+ed|[a-z]+ing|"
    r"killed|held|hurt|left|found|made|born|taken)\b)(?: [A-Z0-9][\w%’'-]*){0,2}|\(those|"
    r"that (?=spate|kind|sort|date|point|law|rule|case|figure|day|meeting|call)) ?"
    r"(?!(?:past|coming|last|early|late|week|weekend|month|year|summer|spring|winter|autumn|fall|season|days?|weeks|"
    r"morning|term|fiscal|century|decade|time|who|whose|in|of|with|from|is|was|that|to)\b)[a-z]+"
)
#: "that explanation": the noun is never the subject of a clause that "that" would open.
_THAT_THING = re.compile(
    r"\b[Tt]hat (?:explanation|operation|argument|claim|statement|question|approach|effort|event|incident|attack|"
    r"position|view|practice|project|proposal|reason|request|stance|version|warning|allegation|accusation|"
    r"threat|agreement|deal|order|bill|measure|move|decision|plan|vote)\b"
    r"(?! (?:is|was|were|are|will|would|could|may|might|has|had|must)\b)"
)
#: What pages leave in sentences: names of buttons, link texts of one outlet's topic pages, an agency's captions
#: ("The bridge of Ardel, Friday, Aug. 22, 2025, …").
_LEFTOVER = re.compile(
    r"[a-z]MORE\b|, (?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day, [A-Z][a-z]+\.? \d{1,2}, \d{4}[,.]|"
    r"^(?:CLOSE|WATCH|READ|LISTEN|MORE|PLAY)\b[: ]|^Advertisement\b"
)
#: "such recognition", "further suggested", "this time": they go on from something.
_GOES_ON = re.compile(
    r"\b(?:such (?!as\b|an?\b)[a-z]+|(?:has|have|had|also)? ?further [a-z]+ed|this time)\b"
)
#: "to enforce it": a pronoun for a thing that the sentence has not named.
_THING = re.compile(r"\b(?:it|its|itself|they|them|their)\b", re.IGNORECASE)
_ANTECEDENT = re.compile(
    r"\b(?:the|an?|this|that|some|each|every|no|its|their|his|her|our|\d[\d,.]*|one|two|three) [\w’'-]+|"
    r"\b[a-z]{3,}s\b|[a-z]ing\b",
    re.IGNORECASE,
)
_READER = re.compile(
    r"\b(?:you|your|I|I'm|I’m|me|my|we|we're|we’re|our|us|let's|let’s|click|subscribe|newsletter|sign up|"
    r"read more|follow us|watch:|photo:|image:|getty|advertisement(?!s? (?:of|for|by|that|on)\b)|copyright|"
    r"editor[’']s note|"
    r"anyone with information|crimestoppers|(?:days?|months?|weeks?)[’']? (?:of )?free access|free trial|"
    r"some (?:choice|harsh|specific|strong) words|"
    r"(?:guest|host|viewers?|fans?) (?:erupts?|slams?|blasts?))\b",
    re.IGNORECASE,
)
#: The day at the end of a photograph's caption: "… at the harbour of Ardel, Monday."
_CAPTION = re.compile(
    r"(?<!day)(?<!\d), (?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day(?:, [A-Z][a-z]{2,8}\.? \d{1,2}(?:, \d{4})?)?\.$"
)
_ENDS_WELL = re.compile(r"(?:(?<!\.\.)[.!]|…(?=[\"”’]))(?:[\"”’')\]]{0,2})$")
_FRAGMENT = re.compile(
    r"^(?:[\"“]?[a-z]|[^A-Za-zÀ-Þ0-9\"“'‘$£€₹]|\d{1,2}:\d\d|\d+\s?[–-]\s?\d+,|[QA]:|"
    r"(?:[A-Z][\w’'&-]*,? ){0,3}[A-Z][\w’'-]+:\s|"
    r"[A-Z][\w’'-]*(?: (?!said|says|wrote)[a-z&][\w’'-]*){1,5}: (?=[A-Z])|"  # a heading of a list
    r"[A-Z][\w’'-]*(?: [\w’'-]+){0,4} [–—-] (?=[A-Z][^–—]*$))"
)
#: "X arrested after allegations of …": a headline's verb without its auxiliary.
_HEADLINE = re.compile(
    r"^(?:Ex-|Former |Thai |New )?[A-Z][\w.’'-]*(?: [A-Z][\w.’'-]*)* (?:arrested|charged|jailed|detained|acquitted|"
    r"cleared|accused|sentenced|remanded|banned|found|blocked|passed|killed|ousted) "
    r"(?:after|over|in|for|of|on|to|by|from|with|amid)\b(?![^.]*\b(?:is|are|was|were|has|have|had|said|says)\b)"
)
#: What has no main verb, or commands the reader: "Triggered by the order, ending …", "Jones, director of the museum.",
#: "Among the targets: …", "Get baked with …".
_VERBLESS = re.compile(
    r"^(?:[A-Z][a-z]+(?:ed|en) by [^,.]+, [a-z]+ing\b[^,]*\.$|"
    r"(?:[A-Z][\w.’'-]+ ){0,3}[A-Z][\w’'-]+, (?:an? |the )?(?:[A-Za-z-]+ ){0,4}(?:executive|director|president|"
    r"professor|chair\w*|spokes\w+|founder|head|leader|author|editor|manager|analyst|lawyer|attorney) "
    r"(?:of|at|for|with|in) [^,]*\.$|"
    r"(?:Among|Top on|On the list|Also on)\b[^:.]{2,40}: |"
    r"(?:Seems|Looking|Looks|Sounds|Watch|See|Get|Share|Hide|Follow|Meet|Scroll|Enter|Request) |"
    r"[A-Z][a-z]{5,}\. [A-Z][a-z]|"
    r"A report (?:at|in|by|from) |"
    r"So (?:is|are|was|were|do|does|did|has|have|had|will|would)\b)"
)
#: "Texas House passes the map": a headline that stands among the sentences of a text.
_PRESENT = re.compile(
    r"^(?:[A-Z][\w.’'-]* ){1,4}(?:passes|approves|blocks|rejects|arrests|sues|orders|bans|fires|votes|signs|backs|"
    r"wins|loses|dies|resigns|halts|clears|jails|charges|unveils|launches|slams|vows|urges)\b"
)
#: Of the coverage instead of what happened: "As Tarn News reported, …", "…, as the Ardel Courier points out".
_OF_COVERAGE = re.compile(
    r"\b[Aa]s (?:the )?(?:[A-Z][\w.’'-]* ){1,5}(?:has |have )?(?:previously |earlier |first |also )?"
    r"(?:reported|reports|noted|notes|wrote|writes|points? out|pointed out)\b|"
    r"(?<=[”\"]) (?:the )?(?:[A-Z][\w.’'-]* ){1,4}reports\.$|"
    r"^(?:For|In) (?:the )?(?:[A-Z][\w.’'-]* ?){1,4}, (?:[A-Z][\w.’'-]* ){1,3}(?:reports|writes|argues|looks|asks)\b"
)
#: What an agency says of its own work, and what nobody said.
_BOILERPLATE = re.compile(
    r"\b(?:(?:has|have|had) (?:not|yet)(?: yet)?(?: to)?(?: immediately)? "
    r"(?:confirm|comment|respond|issue|react)(?:ed|d)?|"
    r"(?:did not|didn[’']t) (?:immediately )?(?:respond|reply|return|comment)|"
    r"(?:could not|cannot) (?:be )?(?:immediately |independently )*"
    r"(?:reached|verif\w+|confirm\w*)|(?:has|have) (?:reached out|contacted)|declined to comment|"
    r"requests? for comment|is (?:not able|unable) to report|not immediately (?:clear|available))\b",
    re.IGNORECASE,
)
_SINGULAR = re.compile(r"\b(?:he|him|his|she|her|himself|herself)\b", re.IGNORECASE)
_VAGUE_THEY = re.compile(r"\b(?:[Aa]n?|[Oo]ne) (?:\w+ ){1,3}(?:told|said)\b[^.]*?\bthey\b")
_GENERIC_PERSON = frozenset(
    {"man", "woman", "boy", "girl", "suspect", "victim", "driver", "mother", "father", "wife", "husband",
     "son", "daughter", "brother", "sister", "king", "queen", "resident", "student", "teacher", "judge",
     "lawyer", "author", "singer", "pop", "pope", "person", "candidate", "lawmaker", "defendant"}
)  # fmt: skip
_VAGUE = re.compile(
    r"\b(?:amid|sparked?|slammed|blasted|dramatic|shocking|stunning|massive|historic|controversial|"
    r"unprecedented|key|major|huge|victory|setback|dismantle|iconic|staring|menace|vital|crucial|sharp(?:ly)?)\b",
    re.IGNORECASE,
)


def is_printable(text: str, statement: Statement) -> bool:
    """Return whether ``text``, worded from ``statement``, may open a bullet.

    It must be a whole sentence of a bullet's length that names something, speaks neither to the
    reader nor in the first person, does not lean on a sentence before it, closes what it opens, and,
    if it reports what somebody says, tells who.
    """
    return (
        MIN_WORDS <= word_count(text) <= MAX_WORDS
        and not _BYLINE.match(text)
        and not text.endswith("?")
        and bool(_ENDS_WELL.search(text))
        and not _FRAGMENT.match(text)
        and not _found_outside_quotes(_DANGLING_INSIDE, text)
        and not _found_outside_quotes(_READER, text)
        and not _found_outside_quotes(_HERE, text)
        and not _CAPTION.search(text)
        and not _BOILERPLATE.search(text)
        and not first_outside_quotes(_OF_COVERAGE, text)
        and not _LEFTOVER.search(text)
        and not _HEADLINE.match(text)
        and not _VERBLESS.match(text)
        and not (_PRESENT.match(text) and statement.kind is StatementKind.EVENT)
        and not has_loose_pronoun(text, statement)
        and not has_loose_thing(text, statement)
        and _is_balanced(text)
        and bool(statement.names or statement.quantities)
        and tells_source(text, statement)
    )


def has_loose_pronoun(text: str, statement: Statement) -> bool:
    """Return whether a "he" or "her" outside quotations stands for nobody that the sentence names.

    A name may follow a possessive at the start ("On his third trip, Sergei Lavrov …").
    """
    if _VAGUE_THEY.search(text):
        return True
    match = next((m for m in _SINGULAR.finditer(text) if not inside_quotes(text, m.start())), None)
    if match is None:
        return False
    is_forward = match[0].lower() in {"his", "her"} and match.start() < 25
    before = text if is_forward else text[: match.start()]
    return not (_names_person(before, statement) or _PERSON_NOUN.search(before))


def _names_person(text: str, statement: Statement) -> bool:
    return any(
        n.kind in (NameKind.PERSON, NameKind.OTHER) and n.text.split()[-1] in text
        for n in statement.names
    )


#: Sources that are no person.
_BODIES = frozenset(
    {"administration", "affidavit", "agency", "army", "article", "authority", "bank", "bench", "board",
     "channel", "club", "commission", "committee", "company", "complaint", "council", "court", "courts",
     "data", "defence", "defense", "department", "document", "documents", "economy", "editorial", "email",
     "embassy", "figures", "filing", "filings", "firm", "government", "group", "groups", "indictment",
     "kremlin", "lawsuit", "letter", "management", "many", "media", "memo", "military", "ministry", "network",
     "newspaper", "office", "opposition", "order", "organisation", "organization", "others", "outlet", "panel",
     "paper", "party", "pentagon", "police", "poll", "report", "reports", "ruling", "some", "statement",
     "station", "study", "survey", "team", "union", "unions", "watchdog"}
)  # fmt: skip
#: The line under an article that tells who wrote it.
_BYLINE = re.compile(
    r"^[A-Z][\w.'’-]+(?: [A-Z][\w.'’-]+){1,3} (?:is|was) (?:an? |the )?[\w'’ ,-]{0,60}"
    r"\b(?:attorney|columnist|writer|reporter|correspondent|editor|author|fellow|contributor|professor|"
    r"journalist|host|lecturer|strategist)\b[^,;]{0,70}\.$"
)
_PERSON_NOUNS = (_GENERIC_PERSON | SPEAKER_NOUNS | TITLES) - _BODIES
_PERSON_NOUN = re.compile(
    rf"\b(?:{'|'.join(sorted(re.escape(w) for w in _PERSON_NOUNS if w.isalpha()))})\b",
    re.IGNORECASE,
)


def leans_on_context(text: str, about: str = "") -> bool:
    """Return whether a sentence points back at one before it, so that it can only follow that one.

    ``about``: headlines that a reader has seen; "The treaty" is the one that they are about.
    """
    return (
        bool(_DANGLING_START.match(text))
        or any(_found_outside_quotes(p, text) for p in (_POINTS_BACK, _GOES_ON, _THAT_THING))
        or _leaves_open_which(text, about)
        or _leaves_open_what(text)
    )


def _leaves_open_which(text: str, about: str) -> bool:
    """Return whether a sentence speaks of "The treaty" or "the call" and neither it nor a headline says which."""
    match = _WHICH.match(text) or first_outside_quotes(_WHICH_INSIDE, text)
    if match is None:
        return False
    stem = match["thing"].rstrip("s").casefold()
    return re.search(rf"\b{stem}", f"{about} {text[: match.start()]}".casefold()) is None


def _leaves_open_what(text: str) -> bool:
    """Return whether "the incident" or "it did not" points at what the sentence has not told."""
    elliptic = first_outside_quotes(_ELLIPTIC, text)
    return 0 <= _untold_incident(text) < _IN_SUBJECT or (
        elliptic is not None and not _CONTRASTS.search(text[: elliptic.start()])
    )


def _untold_incident(text: str) -> int:
    """Return where "the incident" stands before anything that happened, ``-1`` where it does not."""
    found = first_outside_quotes(_INCIDENT, text)
    return found.start() if found and not _HAPPENING.search(text[: found.start()]) else -1


def has_loose_thing(text: str, statement: Statement) -> bool:
    """Return whether an "it" or "they" outside quotations stands for nothing the sentence has named."""
    match = first_outside_quotes(_THING, text)
    if match is None:
        return False
    before = text[: match.start()]
    named = any(n.text in before for n in statement.names if n.kind is not NameKind.PERSON)
    several = match[0].lower() in {"they", "them", "their"} and _names_person(before, statement)
    return not (named or several or _ANTECEDENT.search(before))


def tells_source(text: str, statement: Statement) -> bool:
    """Return whether a statement that reports someone's words still says, in ``text``, whose they are."""
    if statement.kind not in (StatementKind.ATTRIBUTED, StatementKind.QUOTE):
        return True
    return statement.cue is not None and statement.cue.casefold() in text.casefold()


def _found_outside_quotes(pattern: re.Pattern[str], text: str) -> bool:
    return any(not inside_quotes(text, m.start()) for m in pattern.finditer(text))


def _is_balanced(text: str) -> bool:
    return (
        text.count("“") == text.count("”")
        and text.count('"') % 2 == 0
        and text.count("(") == text.count(")")
        and text.count("[") == text.count("]")
        and len(_OPENS_SINGLE.findall(text)) <= len(_CLOSES_SINGLE.findall(text))
    )


def quoted_share(text: str) -> float:
    """Return the share of the characters that stand within double quotation marks (0–1)."""
    return sum(inside_quotes(text, i) for i in range(len(text))) / max(1, len(text))


def readability(text: str, statement: Statement) -> float:
    """Return how well a printable sentence would read as a fact (0–1): 1 for plain, named, mid-length.

    Marked down: loaded words, vague emphasis, long quotation, a bare "The …" opening, too short or
    too long.  The marks were set by reading bullets of the gold stories.
    """
    words = word_count(text)
    loaded = sum(1 for w in re.findall(r"[a-z]+(?:-[a-z]+)*", text.casefold()) if w in LOADED)
    marks = (
        0.25 * min(3, loaded)
        + 0.05 * len(_VAGUE.findall(text))
        + 0.5 * max(0.0, quoted_share(text) - 0.35)
        + (0.15 if text.startswith(("The ", "A ", "An ")) and not _names_early(text) else 0.0)
        + (0.15 if words < 14 else 0.05 if words < 18 else 0.1 if words > 38 else 0.0)
        + (0.1 if text.count(",") > 4 else 0.0)
        + (0.2 if _untold_incident(text) >= 0 else 0.0)
        + (0.3 if not statement.is_self_contained else 0.0)
    )
    return max(0.0, 1.0 - marks)


def _names_early(text: str) -> bool:
    return any(w[:1].isupper() for w in text.split()[1:5])
