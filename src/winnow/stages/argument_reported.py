"""Reported speech in a narrative: the article's own sentence, its speaker named and put first.

"X said that …" stays as it stands; "…, said X" and "…, X said" are turned round. What an act or a finding
is told with is no argument, and a clause that leans on the sentence before it is refused.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from winnow.stages.argument_naming import (
    Argument,
    Named,
    cite,
    dated_days,
    mentions_of,
    named_speaker,
)
from winnow.stages.argument_speakers import PRESENT
from winnow.stages.argument_text import (
    LOOSE_THIS,
    MAX_WORDS,
    SAID_BY,
    in_first_person,
    is_balanced,
    lowered,
    reads_well,
    unquoted,
)
from winnow.stages.side_passages import Passage
from winnow.stages.sides import SAYING
from winnow.text.edit import Worded, capital, inside_quotes, word_count
from winnow.text.wording import plain_verb, shorten, tidy
from winnow.types import Article, Operation, Statement

#: What a speaker is reported to hold has so many words at least, and less where the verb judges.
_LEAST_HELD, _LEAST_JUDGED = 6, 3
_JUDGING = re.compile(r"(?:calls?|called|describe[sd]?|branded|labell?ed) .|[a-z]+ed .* as ", re.I)
#: Verbs that report an act or a finding, not an argument.
_FACT_CUES = frozenset(
    {"announced", "announces", "confirmed", "confirms", "reported", "reports", "ordered", "asked", "found", "ruled",
     "showed", "shows", "hinted", "announce", "confirm", "threatened", "expected", "hoped", "plans", "planned",
     "endorsed", "approved", "respond", "responded", "comment", "commented", "questioned", "informed", "declined",
     "consider", "considered",
     "appealed", "appeals", "sued", "filed", "granted", "blocked", "promised", "agreed", "agree", "vow"}
)  # fmt: skip
_SUBORDINATE = re.compile(
    r"\b(?:even|as|while|although|though|if|when|after|before|because|since|where|which|who|that)\b",
    re.I,
)
_BODY = re.compile(
    r"\b(?:court|tribunal|Court|Senate|Parliament|House|Assembly|jury|bench|[Mm]agistrate|[Jj]udge|[Cc]ommittee|Governor)$"
)
_ACTS = frozenset(
    {
        "dismissed",
        "dismisses",
        "rejected",
        "rejects",
        "accepted",
        "upheld",
        "acquitted",
        "cleared",
        "denied",
        "denies",
        "ordered",
        "ruled",
    }
)
#: Behind a quotation: ", as trade tensions flare up once again".
_MEANWHILE = re.compile(
    r",?(?P<mark>[”\"]),? (?:even )?(?:as|amid) (?!(?:an?|the|it|they|he|she) (?:adds?|said|says|put)\b)[^“”\"]{12,}\.$"
)
#: "is believed": others believe it.
_PASSIVE = re.compile(r"(?:is|was|are|were|be|been)\b.*ed$", re.I)
#: "called “…”" names a thing; "called it “…”" judges one.
_NAMED_SO = re.compile(r"\bcalled [“\"]")
#: "Orrick, who was nominated by Obama, said": what may stand between a speaker and the verb.
_APPOSITION = re.compile(r",\s[^,;:“”\"]{3,90},(?=\s*$)")
#: After "X said": words that take back or limit what was said.
_QUALIFYING = re.compile(
    r"\b(?:but|although|though|however|unless|except|if|while|not)\b|n[’']t\b", re.I
)
#: After "…, X said" stand when, where and to whom.
_CIRCUMSTANCE = re.compile(
    r"\s*(?:[.,;]|$|(?:in|on|at|to|during|after|before|through|via|late|early|this|last|yesterday|today|"
    r"Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday|CNN|Reuters|AFP|reporters)\b)"
)
#: "said on Friday that": when it was said is told.
_DATED = re.compile(
    r"[^,;“\"]{0,40}?\b(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|earlier|later|yesterday|today|last|this|ago|"
    r"in \d{4}|"
    r"January|February|March|April|June|July|August|September|October|November|December|testif\w+)\b"
)
#: What is denied in the other clause is no other's view alone, and a negation is never cut.
_NEGATION = re.compile(r"\b(?:den(?:y|ies|ied)|not|no|never|none|without|cannot)\b|n[’']t\b", re.I)
_SECOND_VERB = re.compile(r" and ([a-z]+ed|said) ")
#: "told that" lacks whom.
_NEEDS_HEARER = frozenset({"told", "tells", "tell"})
#: "Defending the move, Holm said …": what only sets the scene, without a figure or a day.
_SCENE = re.compile(
    r"^(?:(?:Defending|Speaking|Responding|Reacting|Addressing|Commenting|Criticizing|Criticising|Praising|"
    r"Announcing|Welcoming|Condemning|Introducing|Presenting|Moving|During)\b|"
    r"In (?:an?|his|her|their|the|its) (?:\w+ ){0,2}(?:statement|letter|post|interview|speech|filing|memo|email)\b)"
    r"[^,;:“”\"\d]{0,80}, (?=\S)"
)
#: A quotation that opens and goes on in the sentences after.
_RUNS_ON = re.compile(r"^[^“”\"]*(?:“[^“”\"]+|\"[^“”\"]+)\.$")
#: A speaker's mention has at most so many words, title included.
_MAX_MENTION = 12
_REPORTED_BY = re.compile(r", (?:the )?[A-Z][\w ]+ reported\b|\baccording to\b")


def report(passage: Passage, article: Article) -> Argument | None:
    """Return "X said that …" from a sentence that opens with its speaker and the cue."""
    statement = passage.unit.statement
    named = named_speaker(statement, article)
    if named is None or not statement.cue:
        return None
    speaker, role, extra = named
    worded = _worded(statement, speaker, article)
    if worded is None:
        return None
    cue = re.search(rf"\b{re.escape(statement.cue)}\b", worded.text)
    if cue is None or inside_quotes(worded.text, cue.start()):
        return None
    head, tail = worded.text[: cue.start()], worded.text[cue.end() :]
    if _REPORTED_BY.search(worded.text) or _NAMED_SO.search(worded.text):
        return None
    if not _is_opinion(speaker, statement.cue):
        return None
    if _SUBORDINATE.search(_APPOSITION.sub(",", head)):
        return _inverted(passage, article)
    between = _between(head, mentions_of(statement, speaker))
    clause = _own_words(tail)
    least = _LEAST_JUDGED if _JUDGING.match(statement.cue + clause) else _LEAST_HELD
    if between is None:
        return _inverted(passage, article)
    if word_count(clause) < least or in_first_person(unquoted(clause)):
        return None
    bare = _clause_of(clause)
    if not is_balanced(clause) or not (
        reads_well(bare, least=least) or _is_of_speaker(bare, named)
    ):
        return None
    plain = plain_verb(Worded(statement.cue + " "), statement.cue)
    cue_plainly = plain.text.strip()
    verb = _told_now(cue_plainly, between, clause)
    told = _also_now(clause) if verb != cue_plainly else clause
    frame = " ".join(f"{{who}} {between} {verb}".split()) + told
    cut = (Operation("delete-second-clause", tail, clause),) if clause != tail else ()
    return Argument(
        passage,
        frame,
        speaker,
        role,
        cite(article, statement, None, extra),
        (*worded.operations, *plain.operations, *cut),
        False,
    )


def _told_now(cue: str, between: str, clause: str) -> str:
    """Return the verb to be put in the present, in which a narrative argues; as it is where its time is told."""
    is_argument = cue in PRESENT and not between and not _DATED.match(clause)
    return f"{{do:{cue}}}" if is_argument else cue


def _also_now(clause: str) -> str:
    """Return the clause with a second verb of the same speaker put into the present, too."""

    def put(match: re.Match[str]) -> str:
        is_own = match[1] in PRESENT and not inside_quotes(clause, match.start())
        return f" and {{do:{match[1]}}} " if is_own else match[0]

    return _SECOND_VERB.sub(put, clause)


def _worded(statement: Statement, speaker: str, article: Article) -> Worded | None:
    """Return the sentence without an opener that only sets the scene, a quotation that runs on closed."""
    whole = tidy(statement.exact)
    own = _own_words(whole.text)  # before it is shortened: what others say needs no room
    if own != whole.text:
        cut = Operation("delete-second-clause", whole.text, own)
        whole = Worded(own, (*whole.operations, cut))
    worded = dated_days(shorten(whole, MAX_WORDS), article)
    if worded is None:
        return None
    text, operations = worded.text, worded.operations
    scene = _SCENE.match(text)
    if scene and any(m in text[scene.end() :] for m in mentions_of(statement, speaker)):
        text = capital(text[scene.end() :])
        operations = (*operations, Operation("delete-opener", scene[0], ""))
    if _RUNS_ON.search(text):
        mark = "”" if "“" in text else '"'
        text += mark
        operations = (*operations, Operation("close-quotation", "", mark))
    return Worded(text, operations)


def _inverted(passage: Passage, article: Article) -> Argument | None:
    """Return "X said that …" from "…, said X" and "…, X said": the clause stands before its speaker."""
    statement = passage.unit.statement
    named = named_speaker(statement, article)
    worded = dated_days(tidy(statement.exact), article)
    if named is None or worded is None or (statement.cue or "") not in SAYING:
        return None
    clause = _clause_before(worded.text, statement.cue or "", named[0])
    if clause is None or not _LEAST_HELD <= word_count(clause) <= MAX_WORDS - 4:
        return None
    if in_first_person(unquoted(clause)) or not is_balanced(clause) or not reads_well(clause):
        return None
    if LOOSE_THIS.search(clause) or SAID_BY.search(unquoted(clause)):
        return None
    speaker, role, extra = named
    cue = statement.cue or ""
    verb = "{verb}" if cue in _NEEDS_HEARER else _told_now(cue, "", "")
    frame = f"{{who}} {verb} that " + lowered(clause, article) + "."
    moved = Operation("attribution-first", worded.text, frame)
    evidence = cite(article, statement, None, extra)
    return Argument(passage, frame, speaker, role, evidence, (*worded.operations, moved), False)


def _clause_before(text: str, cue: str, speaker: str) -> str | None:
    """Return what stands before ", said X" or ", X said"; ``None`` when more follows than when and where."""
    for match in re.finditer(rf"\b{re.escape(cue)}\b", text):
        comma = text.rfind(",", 0, match.start())
        if comma < 0 or inside_quotes(text, match.start()) or inside_quotes(text, comma):
            continue
        before, after = text[comma + 1 : match.start()].strip(), text[match.end() :]
        if not before:  # "…, said X"
            if not _mentions(after.split(",")[0], speaker):
                continue
        elif not _mentions(before, speaker) or word_count(before) > _MAX_MENTION:
            continue
        elif not _CIRCUMSTANCE.match(after):  # "In an order, Trump said that …"
            return None
        if _QUALIFYING.search(after):
            return None
        return text[:comma].rstrip(" ,")
    return None


def _mentions(text: str, speaker: str) -> bool:
    alone = text.strip(" .").lower()
    return alone in {"he", "she", "they"} or speaker.split()[-1].lower() in alone


def _is_opinion(speaker: str, cue: str) -> bool:
    """Return whether the cue reports a view: not an announcement, nor what a court or a chamber did."""
    verb = cue.lower().split()[-1]
    acted = _BODY.search(speaker) is not None and verb in _ACTS
    return not acted and verb not in _FACT_CUES and not _PASSIVE.match(cue)


def _between(head: str, mentions: Sequence[str]) -> str | None:
    """Return the words between the speaker and the cue ("has", "cannot"), ``None`` if others say more.

    Only an apposition between commas and a parenthesis may go; before the name stand its title and
    nothing else.
    """
    head = head.strip()
    if re.fullmatch(r"(?:he|she|they|it)\b.*", head, re.I):
        return head.split(" ", 1)[1] if " " in head else ""
    ends = [at + len(last) for last in mentions if (at := head.lower().rfind(last.lower())) >= 0]
    if not ends:
        return None
    before, rest = head[: max(ends)], re.sub(r"\([^)]*\)", "", head[max(ends) :]).strip()
    if len(before.split()) > 10 or before.count(",") or rest.startswith(("'", "’")):
        return None
    if rest.startswith(","):
        return "" if rest.endswith(",") else None
    # "S. Holm Minister emphasised": what stands there is a title, not "has also".
    return rest if len(rest.split()) <= 3 and not re.search(r"\b[A-Z]", rest) else None


#: Verbs of somebody else's view in the clause after "while".
_OTHERS_HOLD = re.compile(
    r"\b(?:blame[sd]?|accuse[sd]?|reject(?:s|ed)?|den(?:y|ies|ied)|dismiss(?:es|ed)?|insist(?:s|ed)?)\b"
)


def _own_words(tail: str) -> str:
    """Return the clause without ", while others say …", what somebody else holds, or what goes on meanwhile."""
    meanwhile = _MEANWHILE.search(tail)
    if meanwhile and word_count(tail[: meanwhile.start()]) >= 4:
        tail = tail[: meanwhile.start()].rstrip(" ,") + meanwhile["mark"] + "."
    match = re.search(r",?\s+(?:while|but|although|though|even as)\s", tail)
    if (
        match is None
        or _NEGATION.search(tail[match.end() :])
        or not (SAID_BY.search(tail[match.end() :]) or _OTHERS_HOLD.search(tail[match.end() :]))
        or word_count(tail[: match.start()]) < 4
    ):
        return tail
    return tail[: match.start()].rstrip(" ,") + "."


def _is_of_speaker(clause: str, named: Named) -> bool:
    """Return whether a clause's first pronoun is its speaker's own: "that her office paid for the trip"."""
    speaker, role, _ = named
    is_person = role is not None or (speaker.istitle() and len(speaker.split()) in {2, 3})
    own = re.match(r"(?:his|her|he|she)\b" if is_person else r"(?:its|their|they)\b", clause, re.I)
    return own is not None and reads_well("Who" + clause[own.end() :])


def _clause_of(tail: str) -> str:
    return re.sub(r"^\s*(?:that|,)\s*", "", tail)
