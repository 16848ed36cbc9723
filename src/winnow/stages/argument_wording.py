"""Arguments worded: a passage of a side as one sentence with its speaker, by licensed edits only.

Quotation → that-clause when nobody has to be renamed in it, else a short quotation, verbatim;
reported speech → the article's own sentence with its speaker named; an outlet's own judgement → the
sentence as it stands.  Whatever would read like a cutting (a dangling pronoun, an open quotation, an
appeal to the reader) is refused: ``None`` is a good answer here.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from winnow.stages.sides import Passage
from winnow.text.polarity import is_unprintable, names_crime
from winnow.text.tables import word_set
from winnow.text.wording import Worded, inside_quotes, resolve_days, shorten, tidy, word_count
from winnow.types import Article, Evidence, Operation, Span, Statement, StatementKind

MIN_WORDS = 8
MAX_WORDS = 36
#: A quotation printed as such has at most so many words.
MAX_QUOTED = 16

_FIRST_PERSON = re.compile(
    r"\b(?:I|I['’]\w+|me|my|mine|we|we['’]\w+|us|our|ours|you|your|you['’]\w+|let['’]s)\b", re.I
)
_DANGLING_START = re.compile(
    r"^[\"“'‘]?(?:he|she|it|they|him|her|his|its|their|them|that|those|these|there|here|so|such|both|then|"
    r"which|who|whom|what|why|how|where|when|and|but|or|nor|as such|this is|this was|this will|this would|this has|"
    r"it['’]s|that['’]s|he['’]s|she['’]s|they['’]\w+|there['’]s|also|yet|instead|the (?:latter|former|two|pair|"
    r"statement|post|video|report|same))\b",
    re.I,
)
_BARE_THIS = re.compile(
    r"^this (?!(?:\w+ ){0,2}(?:decision|move|action|order|ruling|law|bill|policy|plan|map|ban|arrest|verdict|"
    r"case|trial|project|measure|legislation|injunction|halt|deal|government|country|administration)\b)",
    re.I,
)
_PRONOUN = re.compile(r"\b(?:he|she|him|her|his|hers|they|them|their|it|its)\b", re.I)
_GENERIC = re.compile(
    r"^(?:the )?(?:\d\S* )?(?:he|she|they|it|statement|group|official|officials|source|sources|report|post|letter|"
    r"lawsuit|memo|article|release|spokesperson|spokesman|spokeswoman|some|many|others|people|who|person|man|woman|"
    r"lawyer|filing|document|survey|poll|study|company|organi[sz]ation|ruling|order|case|bill|map|sen|rep|gov|"
    r"governor|president|minister|prime minister|party|judge|leader|mayor|prosecutor|senator|director|author|"
    r"caption|video|headline|text|law|policy|decision|verdict|complaint|editor|reporter|host|magazine|outlet|"
    r"one|two|media|local media|reports|data|figures|state|county|city)$",
    re.I,
)
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
_HONORIFIC = re.compile(r"^(?:Mr|Mrs|Ms|Dr|Miss|Sir|Dame|Prof)\.? ")
_BAD_ROLE = re.compile(r"[;:()\"“”]|\b(?:who|which|said|told|that|as|his|her|their|its)\b", re.I)
#: What sentences leave of a name when they are cut in the wrong place.
_BROKEN_NAME = re.compile(
    r"^[^A-Za-zÀ-ž]|\b(?:Sen|Rep|Gov|Mr|Dr)\.?$|\s[a-z]+(?:ing|ed)\b|\b(?:is|was|are|were|has|have|had|cannot|"
    r"that|which|despite|amid|just|not)\b|\b(?:for|of|the|and|to|with|in)$"
)
_BODY = re.compile(r"\b(?:court|tribunal|Court|Senate|Parliament|House|Assembly|jury|bench)$")
_ACTS = frozenset(
    {"dismissed", "dismisses", "rejected", "rejects", "accepted", "upheld", "acquitted", "cleared"}
)
#: "a spokesman Alex Lanfranconi": somebody else's name.
_NAME_IN_ROLE = re.compile(r"^[a-z].* [A-Z]\w+ [A-Z]\w+$")
_ODD = re.compile(r"^\s*[-–—•*·►]|[<>{}|@#_]|https?:|\bwww\.|\.\.\.|…|\[[^\]]*\]|^\W*\d+\W*$")
_READER = re.compile(
    r"\b(?:click|subscribe|newsletter|sign up|read more|follow us|file photo|getty|advertisement|cookies)\b",
    re.I,
)
_QUOTE_MARKS = '"“”'
_FUNCTION_WORDS = word_set(
    "the a an this these those if in on at by for with from no not any every all some many most more to when while "
    "because since after before without under even only now there people as such our his her their its one two "
    "nothing nobody everyone each both once like rather"
)
_SAID_BY = re.compile(
    r"\b(?:said|says|told|argued|argues|added|adds|claimed|claims|noted|stated|according to|expressed|"
    r"announced|reported|"
    r"asked|ruled|approved|passed|voted|warned|urged|accused|alleged|wrote)\b", re.I)  # fmt: skip
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


def word_argument(passage: Passage, article: Article) -> Argument | None:
    """Return the passage as a sentence of a narrative, ``None`` when it would not read as one."""
    statement = passage.unit.statement
    if (
        _ODD.search(statement.exact)
        or _READER.search(statement.exact)
        or is_unprintable(statement.exact)
    ):
        return None
    if statement.speaker is None:
        return _own(passage, article)
    if statement.kind is StatementKind.QUOTE or statement.quotes:
        return _quoted(passage, article)
    return _reported(passage, article)


# ------------------------------------------------------------------------------- the outlet's own


def _own(passage: Passage, article: Article) -> Argument | None:
    statement = passage.unit.statement
    worded = _dated(shorten(tidy(statement.exact), MAX_WORDS), article)
    if worded is None or statement.kind is not StatementKind.EVALUATION:
        return None
    if (
        not statement.is_self_contained
        or not _reads_well(worded.text)
        or any(q in worded.text for q in _QUOTE_MARKS)
    ):
        return None
    if _SAID_BY.search(worded.text) or names_crime(re.findall(r"[A-Za-z]+", worded.text)):
        return None
    if _FIRST_PERSON.search(worded.text):
        return None
    return Argument(
        passage, worded.text, None, None, (_whole(statement),), worded.operations, False
    )


# --------------------------------------------------------------------------------------- quotation


def _quoted(passage: Passage, article: Article) -> Argument | None:
    """Return "X argues that …" or ``X says: "…"`` from the longest whole sentence quoted."""
    statement = passage.unit.statement
    named = _named(statement, article)
    if named is None or not _is_vouched(statement, article):
        return None
    speaker, role, extra = named
    for start, end in sorted(statement.quotes, key=lambda q: (q[0] - q[1], q[0])):
        text = " ".join(article.text[start:end].split()).strip(" ,;:—–-")
        if not _is_clause(text) or not _opens_quotation(article.text, start, statement.start):
            continue
        made = _that_clause(text, article) or _short_quotation(text)
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


def _opens_quotation(text: str, start: int, sentence: int) -> bool:
    """Return whether the quoted words begin a sentence of the speaker's, not run on in the reporter's."""
    before = text[sentence:start].rstrip(" \"“”'‘")
    return not before or before[-1] in ",:.!?…—–"


def _is_clause(text: str) -> bool:
    """Return whether a quotation is a sentence of its own, not a scrap."""
    first = text[:1]
    return word_count(text) >= 6 and (first.isupper() or first.isdigit()) and not text.endswith("?")


def _that_clause(text: str, article: Article) -> tuple[str, bool] | None:
    text = _first_sentences(text, MAX_WORDS - 4)
    dated = _dated(Worded(text), article)
    if (
        dated is None
        or _FIRST_PERSON.search(text)
        or not _reads_well(text)
        or any(q in text for q in _QUOTE_MARKS)
    ):
        return None
    return "{who} {verb} that " + _lowered(dated.text.rstrip(".!,"), article) + ".", False


def _short_quotation(text: str) -> tuple[str, bool] | None:
    text = _first_sentences(text, MAX_QUOTED)
    if re.search(r"\b(?:today|yesterday|tomorrow|tonight)\b", text, re.I):
        return None
    if (
        word_count(text) > MAX_QUOTED
        or not _reads_well(text)
        or any(q in text for q in _QUOTE_MARKS)
    ):
        return None
    return "{who} says: “" + text.rstrip(".,!") + ".”", True


def _first_sentences(text: str, limit: int) -> str:
    """Return the leading sentences that fit ``limit`` words; the whole when the first does not."""
    parts = re.split(r"(?<=[.!])\s+(?=[A-Z“\"])", text)
    kept = parts[0]
    for part in parts[1:]:
        break_at = word_count(kept) + word_count(part) > limit
        if break_at or word_count(kept) >= MIN_WORDS + 2:
            break
        kept = f"{kept} {part}"
    return kept


def _lowered(text: str, article: Article) -> str:
    """Return the clause as it stands after "that": its first word small unless the article writes it large."""
    first = text.split()[0].strip(",;:")
    if first.lower() in _FUNCTION_WORDS:
        return text[:1].lower() + text[1:]
    is_name = any(c.isupper() for c in first[1:]) or first == "I"
    if is_name or re.search(rf"[a-z,] {re.escape(first)}(?!\w)", article.text):
        return text
    return text[:1].lower() + text[1:]


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
    if _BODY.search(speaker) and statement.cue.lower() in _ACTS:
        return None
    if statement.cue.lower() in _FACT_CUES or _SUBORDINATE.search(head):
        return None
    if (
        not _is_speaker(head, speaker)
        or word_count(tail) < 6
        or _FIRST_PERSON.search(_unquoted(tail))
    ):
        return None
    if not _reads_well(_clause_of(tail)) or not _balanced(tail):
        return None
    frame = f"{{who}} {statement.cue}{tail}"
    return Argument(
        passage,
        frame,
        speaker,
        role,
        _cite(article, statement, None, extra),
        worded.operations,
        False,
    )


def _is_speaker(head: str, speaker: str) -> bool:
    """Return whether the words before the cue name the speaker and say nothing else."""
    words = head.replace(",", " ").split()
    last = speaker.split()[-1]
    pronoun = head.strip().lower() in {"he", "she", "they", "it"}
    return pronoun or (last in head and len(words) <= 12 and head.count(",") in (0, 2))


def _clause_of(tail: str) -> str:
    return re.sub(r"^\s*(?:that|,)\s*", "", tail)


def _unquoted(text: str) -> str:
    return re.sub(r"[\"“][^\"”]*[\"”]", "", text)


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
    if role and re.search(r"\b(?:for|of|the|and|to|with|in)$", role):
        return None
    if role and (
        _BAD_ROLE.search(role) or len(role.split()) > 8 or speaker.lower() in role.lower()
    ):
        role = None
    extra = None
    if speaker not in statement.exact:
        at = article.text.find(speaker)
        if at >= 0:
            extra = Evidence(article.id, at, at + len(speaker), speaker)
        elif speaker.split()[-1] not in statement.exact:
            return None
    return speaker, role, extra


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


def _reads_well(text: str) -> bool:
    """Return whether a clause stands alone: no dangling start, no loose pronoun early, whole."""
    words = text.split()
    if not MIN_WORDS - 2 <= word_count(text) <= MAX_WORDS or text.rstrip().endswith(
        ("?", ",", ":")
    ):
        return False
    if _DANGLING_START.match(text) or _BARE_THIS.match(text) or not _balanced(text):
        return False
    return not _PRONOUN.search(" ".join(words[:3]))


def _balanced(text: str) -> bool:
    return (
        text.count("“") == text.count("”")
        and text.count('"') % 2 == 0
        and text.count("(") == text.count(")")
    )
