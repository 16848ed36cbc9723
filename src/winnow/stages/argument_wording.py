"""Arguments worded: a passage of a side as one sentence with its speaker, by licensed edits only.

Quotation → that-clause when nobody has to be renamed in it, else a short quotation, verbatim;
reported speech → the article's own sentence with its speaker named; an outlet's own judgement → the
sentence as it stands.  Whatever would read like a cutting (a dangling pronoun, an open quotation, an
appeal to the reader) is refused: ``None`` is a good answer here.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from winnow.stages.argument_text import (
    MAX_WORDS,
    first_sentences,
    has_marks,
    in_first_person,
    is_balanced,
    is_clause,
    is_printable,
    lowered,
    opens_quotation,
    points_back,
    reads_well,
    unquoted,
)
from winnow.stages.sides import SAYING, Passage
from winnow.stages.targets import Target
from winnow.text.edit import Worded, inside_quotes, word_count
from winnow.text.polarity import names_crime
from winnow.text.relative_days import resolve_days
from winnow.text.wording import shorten, tidy
from winnow.types import Article, Evidence, Operation, Span, Statement, StatementKind

#: A quotation printed as such has at most so many words.
MAX_QUOTED = 24
#: What a speaker is reported to hold has so many words at least, and less where the verb judges.
_LEAST_HELD, _LEAST_JUDGED = 6, 3
_JUDGING = re.compile(r"(?:calls?|called|describe[sd]?|branded|labell?ed) .|[a-z]+ed .* as ", re.I)

#: Verbs that report an act or a finding, not an argument.
_FACT_CUES = frozenset(
    {"announced", "announces", "confirmed", "confirms", "reported", "reports", "ordered", "asked", "found", "ruled",
     "showed", "shows", "hinted", "announce", "confirm", "threatened", "expected", "hoped", "plans", "planned",
     "endorsed", "approved",
     "granted", "blocked", "promised", "agreed", "agree", "vow"}
)  # fmt: skip
_SUBORDINATE = re.compile(
    r"\b(?:even|as|while|although|though|if|when|after|before|because|since|where|which|who|that)\b",
    re.I,
)
_GENERIC = re.compile(
    r"^(?:the )?(?:\d\S* )?(?:he|she|they|it|statement|group|official|officials|source|sources|report|post|letter|"
    r"lawsuit|memo|article|release|spokesperson|spokesman|spokeswoman|some|many|others|people|who|person|man|woman|"
    r"lawyer|filing|document|survey|poll|study|company|organi[sz]ation|ruling|order|case|bill|map|sen|rep|gov|"
    r"governor|president|minister|prime minister|party|judge|leader|mayor|prosecutor|senator|director|author|"
    r"caption|video|headline|text|law|policy|decision|verdict|complaint|editor|reporter|host|magazine|outlet|"
    r"one|two|media|local media|reports|data|figures|state|county|city)$",
    re.I,
)
_HONORIFIC = re.compile(r"^(?:Mr|Mrs|Ms|Dr|Miss|Sir|Dame|Prof)\.? ")
_BAD_ROLE = re.compile(r"[;:()\"“”]|\b(?:who|which|said|told|that|as|his|her|their|its)\b", re.I)
#: What sentences leave of a name when they are cut in the wrong place.
_BROKEN_NAME = re.compile(
    r"^[^A-Za-zÀ-ž]|\b(?:Sen|Rep|Gov|Mr|Dr)\.?$|\s[a-z]+(?:ing|ed)\b|\b(?:is|was|are|were|has|have|had|cannot|"
    r"that|which|despite|amid|just|not)\b|\b(?:case|bill|map|order|report|ruling|video|headline)$|"
    r"\b(?:for|of|the|and|to|with|in)$"
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
#: "a spokesman Alex Lanfranconi": somebody else's name.
_NAME_IN_ROLE = re.compile(r"^[a-z].* [A-Z]\w+ [A-Z]\w+$")
_SAID_BY = re.compile(
    r"\b(?:said|says|say|told|argued|argues|added|adds|claimed|claims|noted|stated|according to|expressed|"
    r"countered|concerns?|announced|reported|"
    r"asked|ruled|approved|passed|"
    r"voted|countered|warned|urged|accused|alleged|wrote)\b", re.I)  # fmt: skip
#: Two words in capitals in a row are shouted.
_SHOUTED = re.compile(r"\b[A-Z]{4,}\b\W+(?:[A-Z]+\W+){0,2}[A-Z]{4,}\b")
#: "called “…”" names a thing; "called it “…”" judges one.
_NAMED_SO = re.compile(r"\bcalled [“\"]")
_LOOSE_THIS = re.compile(
    r"\b[Tt]his (?:by|in|with|and|to|as|has|is|was)\b|\b[Tt]his[,.]|^(?:\w+ ){1,3}(?:that|those|these) "
)
#: "Orrick, who was nominated by Obama, said": what may stand between a speaker and the verb.
_APPOSITION = re.compile(r",\s[^,;:“”\"]{3,90},(?=\s*$)")
#: After "X said": words that take back or limit what was said.
_QUALIFYING = re.compile(
    r"\b(?:but|although|though|however|unless|except|if|while|not)\b|n[’']t\b", re.I
)
#: "This" is the measure where the quotation judges it so plainly and it was named so closely before.
_SURELY_JUDGED, _LOOK_BACK = 0.5, 300
#: After "…, X said" stand when, where and to whom.
_CIRCUMSTANCE = re.compile(
    r"\s*(?:[.,;]|$|(?:in|on|at|to|during|after|before|through|via|late|early|this|last|yesterday|today|"
    r"Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday|CNN|Reuters|AFP|reporters)\b)"
)
#: A speaker's mention has at most so many words, title included.
_MAX_MENTION = 12
_REPORTED_BY = re.compile(r", (?:the )?[A-Z][\w ]+ reported\b|\baccording to\b")
#: White space and marks that a trimmed passage does not begin or end with.
_EDGE = ' \n\t"“”,'
#: A longer attribution is cited whole with its quotation.
_MAX_ATTRIBUTION = 25


@dataclass(frozen=True, slots=True)
class Argument:
    """A passage of a side, ready to be printed."""

    passage: Passage
    #: The sentence; ``{who}`` stands for the speaker, ``None`` of it for an outlet's own judgement.
    frame: str
    #: The speaker's name in full, ``None``: stated by the outlet.
    speaker: str | None
    role: str | None
    evidence: tuple[Evidence, ...]
    operations: tuple[Operation, ...]
    is_quotation: bool

    @property
    def statement(self) -> Statement:
        """The statement it comes from."""
        return self.passage.unit.statement

    @property
    def words(self) -> int:
        """Number of words as printed with the short name."""
        return word_count(self.frame.replace("{who}", "X"))


def word_argument(
    passage: Passage, article: Article, contested: Target | None = None
) -> Argument | None:
    """Return the passage as a sentence of a narrative, ``None`` when it would not read as one.

    ``contested``: what the sides differ about, for quotations that call it "this".
    """
    statement = passage.unit.statement
    if not is_printable(statement.exact) or _SHOUTED.search(statement.exact):
        return None
    if statement.speaker is None:
        made = _own(passage, article)
    elif statement.kind is StatementKind.QUOTE or statement.quotes:
        made = _quoted(passage, article, contested)
    else:
        made = _reported(passage, article)
    return made if made is not None and re.search(r"[.!][”\"]?$", made.frame) else None


# ------------------------------------------------------------------------------- the outlet's own


def _own(passage: Passage, article: Article) -> Argument | None:
    statement = passage.unit.statement
    worded = _dated(shorten(tidy(statement.exact), MAX_WORDS), article)
    if worded is None or statement.kind is not StatementKind.EVALUATION:
        return None
    if not statement.is_self_contained or not reads_well(worded.text) or has_marks(worded.text):
        return None
    if _LOOSE_THIS.search(worded.text):
        return None
    if _SAID_BY.search(worded.text) or names_crime(re.findall(r"[A-Za-z]+", worded.text)):
        return None
    if in_first_person(worded.text):
        return None
    return Argument(
        passage, worded.text, None, None, (_whole(statement),), worded.operations, False
    )


# --------------------------------------------------------------------------------------- quotation


def _quoted(passage: Passage, article: Article, contested: Target | None) -> Argument | None:
    """Return "X argues that …" or ``X says: "…"`` from the longest whole sentence quoted."""
    statement = passage.unit.statement
    named = _named(statement, article)
    if named is None or not _is_vouched(statement, article):
        return None
    speaker, role, extra = named
    for start, end in sorted(statement.quotes, key=lambda q: (q[0] - q[1], q[0])):
        text = " ".join(article.text[start:end].split()).strip(" ,;:—–-")
        if not is_clause(text) or not opens_quotation(article.text, start, statement.start):
            continue
        about = _spoken_of(passage, article, contested) if points_back(text) else None
        made = _that_clause(text, article) or _short_quotation(text, about)
        if made is not None:
            used = (start, start + _used_length(article.text[start:end], made[0]))
            evidence = _cite(article, statement, used, extra)
            operations = (Operation("report-speech", article.text[start:end], made[0]),)
            return Argument(passage, made[0], speaker, role, evidence, operations, made[1])
    return _reported(passage, article)


def _used_length(quoted: str, sentence: str) -> int:
    """Return how many characters of the quotation the sentence prints."""
    last = sentence.rstrip(".!,”").split()[-1]
    words = word_count(sentence)
    ends = [
        m.end()
        for m in re.finditer(re.escape(last), quoted)
        if word_count(quoted[: m.end()]) <= words
    ]
    return ends[-1] if ends else len(quoted)


def _is_vouched(statement: Statement, article: Article) -> bool:
    """Return whether the article says near the quotation whose it is: a cue beside it, the name close by."""
    last = (statement.speaker or "").split()[-1]
    nearby = article.text[max(0, statement.start - 400) : statement.end]
    return statement.cue is not None and (last in statement.exact or last in nearby)


def _that_clause(text: str, article: Article) -> tuple[str, bool] | None:
    text = first_sentences(text, MAX_WORDS - 4)
    dated = _dated(Worded(text), article)
    if dated is None or in_first_person(text) or not reads_well(text) or has_marks(text):
        return None
    return "{who} {verb} that " + lowered(dated.text.rstrip(".!,"), article) + ".", False


def _spoken_of(passage: Passage, article: Article, contested: Target | None) -> str | None:
    """Return what "this" is, ``None`` if unsure: a measure judged in the quotation and named before it."""
    if contested is None or not contested.is_measure:
        return None
    if abs(passage.unit.polarity.get(contested.key, 0.0)) < _SURELY_JUDGED:
        return None
    start = passage.unit.statement.start
    before = article.text[max(0, start - _LOOK_BACK) : start]
    return contested.label if contested.pattern.search(before) else None


def _short_quotation(text: str, about: str | None = None) -> tuple[str, bool] | None:
    """Return ``X says: "…"``; with ``about``, ``X says of the ruling: "This was …"``."""
    text = first_sentences(text, MAX_QUOTED)
    if re.search(r"\b(?:today|yesterday|tomorrow|tonight)\b", text, re.I):
        return None
    if (
        text.startswith("If ")
        or word_count(text) > MAX_QUOTED
        or not (reads_well(text) or (about and is_balanced(text)))
        or has_marks(text)
    ):
        return None
    of = f" of {about}" if about else ""
    return "{who} says" + of + ": “" + text.rstrip(".,!") + ".”", True


# ----------------------------------------------------------------------------------- reported speech


def _reported(passage: Passage, article: Article) -> Argument | None:
    """Return "X said that …" from a sentence that opens with its speaker and the cue."""
    statement = passage.unit.statement
    named = _named(statement, article)
    if named is None or not statement.cue:
        return None
    speaker, role, extra = named
    worded = _dated(shorten(tidy(statement.exact), MAX_WORDS), article)
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
    between = _between(head, speaker)
    clause = _own_words(tail)
    least = _LEAST_JUDGED if _JUDGING.match(statement.cue + clause) else _LEAST_HELD
    if between is None:
        return _inverted(passage, article)
    if word_count(clause) < least or in_first_person(unquoted(clause)):
        return None
    if not reads_well(_clause_of(clause), least=least) or not is_balanced(clause):
        return None
    frame = " ".join(f"{{who}} {between} {statement.cue}".split()) + clause
    cut = (Operation("delete-second-clause", tail, clause),) if clause != tail else ()
    return Argument(
        passage,
        frame,
        speaker,
        role,
        _cite(article, statement, None, extra),
        (*worded.operations, *cut),
        False,
    )


def _inverted(passage: Passage, article: Article) -> Argument | None:
    """Return "X says that …" from "…, said X" and "…, X said": the clause stands before its speaker."""
    statement = passage.unit.statement
    named = _named(statement, article)
    worded = _dated(tidy(statement.exact), article)
    if named is None or worded is None or (statement.cue or "") not in SAYING:
        return None
    clause = _clause_before(worded.text, statement.cue or "", named[0])
    if clause is None or not _LEAST_HELD <= word_count(clause) <= MAX_WORDS - 4:
        return None
    if in_first_person(unquoted(clause)) or not is_balanced(clause) or not reads_well(clause):
        return None
    if _LOOSE_THIS.search(clause) or _SAID_BY.search(unquoted(clause)):
        return None
    speaker, role, extra = named
    frame = "{who} {verb} that " + lowered(clause, article) + "."
    moved = Operation("attribution-first", worded.text, frame)
    evidence = _cite(article, statement, None, extra)
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
    acted = _BODY.search(speaker) is not None and cue.lower() in _ACTS
    return not acted and cue.lower() not in _FACT_CUES


def _between(head: str, speaker: str) -> str | None:
    """Return the words between the speaker and the cue ("has", "cannot"), ``None`` if others say more.

    Only an apposition between commas and a parenthesis may go; before the name stand its title and
    nothing else.
    """
    head = head.strip()
    if re.fullmatch(r"(?:he|she|they|it)\b.*", head, re.I):
        return head.split(" ", 1)[1] if " " in head else ""
    last = speaker.split()[-1]
    at = head.lower().rfind(last.lower())
    if at < 0 or len(head[:at].split()) > 9 or head[:at].count(","):
        return None
    rest = re.sub(r"\([^)]*\)", "", head[at + len(last) :]).strip()
    if rest.startswith(("'", "’")):
        return None
    if rest.startswith(","):
        return "" if rest.endswith(",") else None
    return rest if len(rest.split()) <= 3 else None


def _own_words(tail: str) -> str:
    """Return the clause without ", while others say …": what somebody else holds."""
    match = re.search(r",?\s+(?:while|but|although|though|even as)\s", tail)
    if (
        match is None
        or not _SAID_BY.search(tail[match.end() :])
        or word_count(tail[: match.start()]) < 4
    ):
        return tail
    return tail[: match.start()].rstrip(" ,") + "."


def _clause_of(tail: str) -> str:
    return re.sub(r"^\s*(?:that|,)\s*", "", tail)


# ------------------------------------------------------------------------------ speakers and proof


def _named(
    statement: Statement, article: Article
) -> tuple[str, str | None, Evidence | None] | None:
    """Return the speaker's full name, role, and the passage that names them when the sentence does not."""
    speaker = _HONORIFIC.sub("", " ".join((statement.speaker or "").split()))
    if (
        not speaker
        or _GENERIC.match(speaker)
        or len(speaker.split()) > 7
        or _BROKEN_NAME.search(speaker)
    ):
        return None
    role = " ".join((statement.speaker_role or "").split()) or None
    if role and re.search(r"^[^A-Za-z]|\b(?:for|of|the|and|to|with|in)$", role):
        return None
    if role and (
        _BAD_ROLE.search(role) or len(role.split()) > 8 or speaker.lower() in role.lower()
    ):
        role = None
    if speaker.lower() in statement.exact.lower() and (role is None or role in statement.exact):
        return speaker, role, None
    together = _introduction(speaker, role, article) if role else None
    if together is not None:
        return speaker, role, together
    if speaker in statement.exact:
        return speaker, None, None
    at = article.text.find(speaker)
    if at >= 0:
        return speaker, None, Evidence(article.id, at, at + len(speaker), speaker)
    return (speaker, None, None) if speaker.split()[-1] in statement.exact else None


def _introduction(speaker: str, role: str, article: Article) -> Evidence | None:
    """Return the shortest passage of the article that gives the name and the role together."""
    name, office = re.escape(speaker), re.escape(role)
    gap = r"[^.\n]{0,25}?"
    found = [
        m for m in (
            re.search(rf"\b{office}\b{gap}\b{name}\b", article.text),
            re.search(rf"\b{name}\b{gap}\b{office}\b", article.text),
        ) if m
    ]  # fmt: skip
    best = min(found, key=lambda m: (m.end() - m.start(), m.start()), default=None)
    return Evidence(article.id, best.start(), best.end(), best[0]) if best else None


def _cite(
    article: Article, statement: Statement, quote: Span | None, extra: Evidence | None
) -> tuple[Evidence, ...]:
    """Return the evidence: the words quoted and the words that attribute them, else the statement."""
    named = () if extra is None else (extra,)
    if quote is None or statement.cue is None:
        return (_whole(statement), *named)
    start, end = quote
    rest = [(statement.start, start), (end, statement.end)]
    outside = [
        _trimmed(article, span) for span in rest if statement.cue in article.text[slice(*span)]
    ]
    if not outside or word_count(outside[0].exact) > _MAX_ATTRIBUTION:
        return (_whole(statement), *named)
    return (_trimmed(article, quote), outside[0], *named)


def _trimmed(article: Article, span: Span) -> Evidence:
    start, end = span
    while start < end and article.text[start] in _EDGE:
        start += 1
    while end > start and article.text[end - 1] in _EDGE:
        end -= 1
    return Evidence(article.id, start, end, article.text[start:end])


def _whole(statement: Statement) -> Evidence:
    return Evidence(statement.article_id, statement.start, statement.end, statement.exact)


# --------------------------------------------------------------------------------------- readability


def _dated(worded: Worded | None, article: Article) -> Worded | None:
    return (
        resolve_days(worded, article.published.date() if article.published else None)
        if worded
        else None
    )
