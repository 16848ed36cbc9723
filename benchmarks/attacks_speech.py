"""Attacks on what is denied, on who says it, and on his very words."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from dataclasses import replace

from benchmarks.attacks_bullet import Bullet, Made, altered, picked, put
from benchmarks.attacks_text import (
    Found,
    Word,
    listed,
    next_word,
    quotations_in,
    words_of,
)
from winnow.types import CitedSentence

# ------------------------------------------------------------------------- negation, attribution

_VERBS = frozenset(
    listed("""
    is are was were has have had will would could should did does do can
    """)
)
_DENIES = {
    "denied": "confirmed",
    "denies": "confirms",
    "rejected": "accepted",
    "rejects": "accepts",
    "refused": "agreed",
    "refuses": "agrees",
    "declined": "agreed",
    "failed": "managed",
}


def negation(bullet: Bullet, dice: random.Random) -> Made:
    """Insert, drop, move or turn a negation."""
    words = words_of(bullet.text)
    verbs = [w for i, w in enumerate(words) if w.text in _VERBS and not _is_negated(words, i)]
    nots = [w for w in words if w.text in {"not", "never"}]
    turned = [w for w in words if w.text in _DENIES and _can_turn(bullet.text, w)]
    choices: list[Callable[[], Made]] = []
    if verbs:
        new = dice.choice([" not", " never", " no longer"])
        place = dice.choice(verbs).end
        choices.append(
            lambda: altered(bullet, "inserted", bullet.text[:place] + new + bullet.text[place:])
        )
    if nots:
        gone = dice.choice(nots)
        choices.append(lambda: altered(bullet, "dropped", _cut(bullet.text, gone)))
        if verbs:
            choices.append(lambda: _moved(bullet, gone, dice.choice(verbs)))
    if turned:
        turn = dice.choice(turned)
        choices += [
            lambda: altered(bullet, "turned", put(bullet.text, turn, _DENIES[turn.text]))
        ] * 2
    return picked(dice, choices)


def _can_turn(text: str, word: Word) -> bool:
    """Tell sales that "declined" from a minister who "declined to" comment."""
    return word.text.startswith(("den", "reject")) or next_word(text, word.end) == "to"


def _is_negated(words: Sequence[Word], i: int) -> bool:
    return any(w.text in {"not", "never", "no", "n't"} for w in words[i + 1 : i + 3])


def _cut(text: str, word: Word) -> str:
    return text[: word.start].rstrip() + text[word.end :]


def _moved(bullet: Bullet, gone: Word, verb: Word) -> Made:
    text = bullet.text
    if verb.end > gone.start:
        text = text[: verb.end] + " not" + text[verb.end :]
        return altered(bullet, "moved", _cut(text, gone))
    text = _cut(text, gone)
    return altered(bullet, "moved", text[: verb.end] + " not" + text[verb.end :])


SAYS = frozenset(
    listed("""
    said says told added announced wrote claimed argued warned explained noted stated
    insisted
    """)
)
#: After these a clause may follow without "that", if it begins like one.
_BARE = frozenset(("said", "says", "insisted", "claimed"))
_SUBJECTS = frozenset(listed("he she it they the a an his her their there this these some many"))
_DOUBTS = frozenset(
    listed("""
    alleged allegedly reportedly apparently suspected purported purportedly
    """)
)
_OPEN = frozenset(["may", "might", "could"])


def attribution(bullet: Bullet, dice: random.Random) -> Made:
    """Tell as what is so what the passage says that somebody says, or may be."""
    words = words_of(bullet.text)
    doubts = [w for w in words if w.text in _DOUBTS]
    open_ = [w for i, w in enumerate(words) if w.text in _OPEN and not _is_negated(words, i)]
    choices: list[Callable[[], Made]] = [
        lambda: altered(bullet, "source at the end", _without_tail(bullet.text)),
        lambda: altered(bullet, "source in front", _without_head(bullet.text)),
    ]
    if doubts:
        doubt = dice.choice(doubts)
        choices.append(lambda: altered(bullet, "doubt", _cut(bullet.text, doubt)))
    if open_:
        modal = dice.choice(open_)
        choices.append(lambda: altered(bullet, "modal", put(bullet.text, modal, "will")))
    return picked(dice, choices)


def _without_tail(text: str) -> str:
    """Cut ", police said." from the end."""
    body = text.rstrip(" .")
    at = max(body.rfind(", "), body.rfind(",” "), body.rfind('," '))
    tail = [w.text.lower() for w in words_of(body[at:])] if at > 0 else []
    is_source = (
        bool(tail) and len(tail) <= 10 and (bool(set(tail) & SAYS) or tail[0] == "according")
    )
    if not is_source or len(body[:at].split()) < 5:
        return text
    mark = body[at + 1] if body[at + 1] in '”"' else ""
    return body[:at] + "." + mark


def _without_head(text: str) -> str:
    """Cut "The minister said that" or "According to police," from the front."""
    words = words_of(text)
    if text.startswith("According to ") and ", " in text:
        return text[text.index(", ") + 2 :]
    for i, word in enumerate(words[:10]):
        if word.text in SAYS and i + 6 < len(words) and text[word.end] == " ":
            if words[i + 1].text == "that":
                return text[words[i + 2].start :]
            has_subject = words[i + 1].text in _SUBJECTS or words[i + 1].text[0].isupper()
            return text[words[i + 1].start :] if word.text in _BARE and has_subject else text
    return text


# ----------------------------------------------------------------------------------- quotations


def quote(bullet: Bullet, dice: random.Random) -> Made:
    """Change, drop or add a word within quotation marks."""
    quoted = [
        Word(w.text, q.start + w.start, q.start + w.end)
        for q in quotations_in(bullet.text)
        if len(q.text.split()) >= 4
        for w in words_of(q.text)
        if len(w.text) >= 4 and w.text.islower()
    ]
    if not quoted:
        return None
    word = dice.choice(quoted)
    lent = [w.text for s in bullet.siblings for w in words_of(s.text)]
    fitting = sorted(
        {
            w
            for w in lent
            if w.islower() and w[-2:] == word.text[-2:] and w != word.text and len(w) > 3
        }
    )
    choices: list[Callable[[], Made]] = [
        lambda: altered(bullet, "dropped", _cut(bullet.text, word)),
        lambda: altered(bullet, "added", put(bullet.text, word, f"very {word.text}")),
    ]
    if fitting:
        choices.append(
            lambda: altered(bullet, "changed", put(bullet.text, word, dice.choice(fitting)))
        )
    return picked(dice, choices)


def merged(bullet: Bullet, dice: random.Random) -> Made:
    """Print as one quotation what was said in two."""
    own = [q for q in quotations_in(bullet.text) if len(q.text.split()) >= 2]
    others = [
        (s, q)
        for s in bullet.siblings
        for q in quotations_in(s.evidence[0].exact)
        if len(q.text.split()) >= 3
    ]
    if not own:
        return None
    choices: list[Callable[[], Made]] = []
    if len(own) >= 2:
        choices.append(lambda: _merged_within(bullet, own[0], own[1]))
    if others:
        lender, taken = dice.choice(others)
        choices.append(lambda: _merged_with(bullet, own[-1], lender, taken))
    return picked(dice, choices)


def _merged_within(bullet: Bullet, first: Found, second: Found) -> Made:
    joined = f"{first.text.rstrip(',.')} {second.text}"
    rest = bullet.text[first.end : second.start - 1].rstrip('“" ')
    text = bullet.text[: first.start] + joined + rest + bullet.text[second.end + 1 :]
    return altered(bullet, "within", text)


def _merged_with(bullet: Bullet, own: Found, lender: CitedSentence, taken: Found) -> Made:
    text = put(bullet.text, own, f"{own.text.rstrip(',.')} {taken.text}")
    made = altered(bullet, "across", text)
    if made is None:
        return None
    return made[0], replace(made[1], evidence=(*made[1].evidence, lender.evidence[0]))
