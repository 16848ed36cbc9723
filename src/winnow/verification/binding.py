"""Does every detail of a sentence stand where its passage has it?

A name, a number or a speaker may occur in the passage and still be told of the wrong thing.  The
sentence is laid beside the passage that it follows most closely, and whatever it puts in must be
licensed: the same number in another spelling, the full name that a further passage gives, the name
for a pronoun, the source moved to the front.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from winnow.text.cues import LOADED_REPORTING_VERBS, PRONOUNS, REPORTING_VERBS
from winnow.text.quantities import numbers_in
from winnow.text.quantity_tables import SCALES
from winnow.text.similarity import STOPWORDS, stem
from winnow.text.tables import word_set
from winnow.verification.alignment import Alignment, Change, Token, align, has_run, tokens

#: From this share of words copied in order, a detail in the wrong place is an error; below it the
#: sentence is worded anew, and word order proves nothing.  Read on the development half of
#: benchmarks/attacks: names exchanged in short sentences leave some two thirds in order.
FOLLOWS = 0.6
#: Openings of a clause of its own, which may be cut with whatever it reports.
_LOOSE = word_set("which who whose where while with after when although though and but")
#: Verbs that add nothing to what they report; "claimed" or "confirmed" in their place would.
_PLAIN_CUES = word_set("said says say saying told tells wrote writes according")
#: What makes a clause a question or a supposition.
_ASKS = word_set("whether if unless")
_CLAUSE_BREAKS = frozenset(".,;:!?—–")


@dataclass(frozen=True, slots=True)
class Misplaced:
    """A detail that the passage does not have in this place."""

    #: "number", "name", "attribution", "quote", "entailment".
    rule: str
    message: str
    #: Not an error for certain: other words, or another order.
    is_doubt: bool


def misplaced_details(text: str, passages: Sequence[str]) -> tuple[Misplaced, ...]:
    """Return what ``text`` puts where its passages do not have it, in order."""
    frame = _framed(text, passages)
    return tuple(found for change in frame.alignment.changes for found in frame.check(change))


def is_reworded(text: str, passages: Sequence[str]) -> bool:
    """Return whether ``text`` follows none of its passages word by word."""
    return _framed(text, passages).is_reworded


def _framed(text: str, passages: Sequence[str]) -> _Frame:
    """Lay the sentence beside the passage that it follows most closely, the first of equals."""
    said, cited = tokens(text), [tokens(p) for p in passages]
    alignments = [align(said, c) for c in cited]
    base = max(range(len(cited)), key=lambda i: (alignments[i].copied, -i))
    others = [c for i, c in enumerate(cited) if i != base]
    return _Frame(alignments[base], others, alignments[base].copied < FOLLOWS)


@dataclass(frozen=True, slots=True)
class _Frame:
    """A sentence beside its closest passage, with the further passages."""

    alignment: Alignment
    others: Sequence[Sequence[Token]]
    is_reworded: bool

    def check(self, change: Change) -> Iterator[Misplaced]:
        """Yield what is wrong with one place where the sentence departs from the passage."""
        if change.added:
            yield from self._added(change)
        if change.dropped:
            yield from self._dropped(change)

    def _found(self, rule: str, message: str) -> Misplaced:
        return Misplaced(rule, message, self.is_reworded)

    def _added(self, change: Change) -> Iterator[Misplaced]:
        shown = " ".join(t.raw for t in change.added)
        if not _numbers_kept(change):
            yield self._found("number", f"“{shown}” counts something else in the passage")
        elif self._is_licensed(change):
            return
        elif _is_source(change):
            if not self._source_kept(change):
                yield self._found(
                    "attribution", f"the passage does not name “{shown}” as the source"
                )
        elif any(_is_name(t) for t in change.added):
            yield self._found("name", f"“{shown}” stands elsewhere in the passage")
        elif any(_is_foreign(t, change.dropped) for t in change.added):
            yield Misplaced("entailment", f"“{shown}” is not what the passage has there", True)

    def _is_licensed(self, change: Change) -> bool:
        run, gone = change.added, {t.word for t in change.dropped}
        longer = [(change.before, *run), (*run, change.after)]
        if len(run) > 1 or (gone and gone <= PRONOUNS):
            longer.append(run)
        return any(has_run(other, r) for other in self.others for r in longer)

    def _source_kept(self, change: Change) -> bool:
        """Return whether the source was moved with its verb, or is named by a further passage."""
        moved = (c.dropped for c in self.alignment.changes if any(_is_cue(t) for t in c.dropped))
        held = {t.word for run in (*moved, *self.others) for t in run}
        return all(t.word in held or not _has_content(t) for t in change.added)

    def _dropped(self, change: Change) -> Iterator[Misplaced]:
        if any(t.word in _ASKS and not t.is_quoted for t in change.dropped):
            yield self._found("entailment", "what the passage only asks or supposes is stated")
        if _cuts_source(change) and not self._tells_source():
            yield self._found("attribution", "the passage's source is not kept")
        if _clips_quote(change):
            yield self._found("quote", "a quotation is cut within its clause")

    def _tells_source(self) -> bool:
        return any(_is_cue(t) for c in self.alignment.changes for t in c.added)


def _numbers_kept(change: Change) -> bool:
    return set(_values(change.added)) <= set(_values(change.dropped))


def _values(run: Sequence[Token]) -> tuple[float, ...]:
    return numbers_in(" ".join(t.raw for t in run))


def _is_source(change: Change) -> bool:
    """Return whether what was added says, or stands beside the verb that says, who says it."""
    beside = [t for t in (change.before, change.after) if t is not None and not t.is_quoted]
    names = any(_has_content(t) for t in change.added)
    return names and any(_is_cue(t) for t in (*change.added, *beside))


def _is_cue(token: Token) -> bool:
    is_verb = token.word in REPORTING_VERBS and token.raw[:1].islower()
    return not token.is_quoted and (is_verb or token.word == "according")


def _is_name(token: Token) -> bool:
    return token.raw[:1].isupper() and not _is_small(token)


def _is_small(token: Token) -> bool:
    """Return whether it is a word like "us"; "U.S." is none."""
    return token.word in STOPWORDS and sum(c.isupper() for c in token.raw) < 2


def _has_content(token: Token) -> bool:
    """Return whether a word says something itself; cues and numbers have rules of their own."""
    is_number = bool(numbers_in(token.raw)) or token.word in SCALES
    return not (is_number or _is_small(token) or _is_cue(token))


def _is_foreign(token: Token, dropped: Sequence[Token]) -> bool:
    is_telling = _has_content(token) or (_is_cue(token) and token.word not in _PLAIN_CUES)
    known = {stem(w) for t in dropped for w in (t.word, LOADED_REPORTING_VERBS.get(t.word, t.word))}
    return is_telling and stem(token.word) not in known


def _cuts_source(change: Change) -> bool:
    """Return whether "Police said that" was cut in front, or ", police said" at the end."""
    words = [t.word for t in change.dropped]
    if not any(_is_cue(t) for t in change.dropped) or words[-2:] == ["that", "said"]:
        return False
    return change.is_head or (change.is_tail and words[0] not in _LOOSE)


def _clips_quote(change: Change) -> bool:
    """Return whether words next to a printed quotation were cut out of the same clause."""
    first, last = change.dropped[0], change.dropped[-1]
    begins_inside = first.is_quoted and change.before is not None and change.before.is_quoted
    ends_inside = last.is_quoted and change.after is not None and change.after.is_quoted
    return not change.added and (
        (begins_inside and not _breaks(change.last_kept)) or (ends_inside and not _breaks(last))
    )


def _breaks(token: Token | None) -> bool:
    return token is not None and bool(_CLAUSE_BREAKS & set(token.after))
