"""Attacks on the figures and dates of a bullet."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from dataclasses import replace

from benchmarks.attacks_bullet import Bullet, Made, altered, exchange, picked, put
from benchmarks.attacks_text import (
    SPELLED,
    Found,
    Word,
    listed,
    next_word,
    numbers_of,
    quotations_in,
    words_of,
)
from winnow.types import CitedSentence


def digits(bullet: Bullet, dice: random.Random) -> Made:
    """Change one figure of a number, or one spelled number for another."""
    figures = [n for n in numbers_of(bullet.text) if n.kind != "year"]
    if not figures:
        return None
    number = dice.choice(figures)
    if number.kind == "spelled":
        other = dice.choice([w for w in SPELLED if w != number.text])
        return altered(bullet, "spelled", put(bullet.text, number, other))
    places = [i for i, c in enumerate(number.text) if c.isdigit()]
    at = dice.choice(places)
    new = dice.choice([d for d in "123456789" if d != number.text[at]])
    changed = number.text[:at] + new + number.text[at + 1 :]
    return altered(bullet, "digit", put(bullet.text, number, changed))


_SCALE_WORDS = {
    "million": "billion",
    "billion": "million",
    "thousand": "million",
    "trillion": "billion",
}


def scale(bullet: Bullet, dice: random.Random) -> Made:
    """Make a number ten or a thousand times larger or smaller."""
    numbers = [n for n in numbers_of(bullet.text) if n.kind == "figure"]
    worded = [n for n in numbers if next_word(bullet.text, n.end) in _SCALE_WORDS]
    long = [n for n in numbers if n not in worded and len(n.text.replace(",", "")) >= 3]
    choices: list[Callable[[], Made]] = []
    if worded:
        number = dice.choice(worded)
        choices += [
            lambda: altered(bullet, "word", _other_scale(bullet.text, number)),
            lambda: altered(bullet, "point", put(bullet.text, number, _tenfold(number.text))),
        ]
    if long:
        figure = dice.choice(long)
        choices.append(
            lambda: altered(bullet, "zero", put(bullet.text, figure, _tenfold(figure.text)))
        )
    return picked(dice, choices)


def _other_scale(text: str, number: Found) -> str:
    word = next_word(text, number.end)
    start = text.index(word, number.end)
    return text[:start] + _SCALE_WORDS[word] + text[start + len(word) :]


def _tenfold(number: str) -> str:
    value = float(number.rstrip(".,").replace(",", "")) * 10
    return f"{value:,.0f}" if value == int(value) else f"{value:,.1f}"


def misplaced(bullet: Bullet, dice: random.Random) -> Made:
    """Let two numbers of the sentence change places, or take one of another cited passage."""
    numbers = [n for n in numbers_of(bullet.text) if n.kind in {"figure", "spelled"}]
    return picked(
        dice,
        (
            lambda: _numbers_exchanged(bullet, numbers, dice),
            lambda: _number_borrowed(bullet, numbers, dice),
        ),
    )


def _numbers_exchanged(bullet: Bullet, numbers: Sequence[Found], dice: random.Random) -> Made:
    pairs = [
        (a, b)
        for i, a in enumerate(numbers)
        for b in numbers[i + 1 :]
        if a.text != b.text and len(words_of(bullet.text[a.end : b.start])) >= 2
    ]
    return (
        altered(bullet, "exchanged", exchange(bullet.text, *dice.choice(pairs))) if pairs else None
    )


def _number_borrowed(bullet: Bullet, numbers: Sequence[Found], dice: random.Random) -> Made:
    lenders = [
        (s, n)
        for s in bullet.siblings
        for n in numbers_of(s.evidence[0].exact)
        if n.kind in {"figure", "spelled"} and len(n.text) > 1
    ]
    if not numbers or not lenders:
        return None
    number = dice.choice(numbers)
    fitting = [(s, n) for s, n in lenders if n.kind == number.kind and n.text not in bullet.text]
    if not fitting:
        return None
    lender, new = dice.choice(fitting)
    made = altered(bullet, "borrowed", put(bullet.text, number, new.text))
    if made is None:
        return None
    return made[0], replace(made[1], evidence=(*made[1].evidence, lender.evidence[0]))


_MONTHS = listed("""
    January February March April May June July August September October November
    December
    """)
_SHORT_MONTHS = listed("""
    Jan. Feb. Aug. Sept. Oct. Nov. Dec.
    """)
_DAYS = listed("""
    Monday Tuesday Wednesday Thursday Friday Saturday Sunday
    """)


def date(bullet: Bullet, dice: random.Random) -> Made:
    """Give another year, month, day of the month or day of the week."""
    words = words_of(bullet.text)
    choices: list[Callable[[], Made]] = []
    for number in (n for n in numbers_of(bullet.text) if n.kind == "year"):
        year = str(int(number.text) + dice.choice([-10, -2, -1, 1, 2, 10]))
        choices.append(lambda n=number, y=year: altered(bullet, "year", put(bullet.text, n, y)))  # type: ignore[misc]
    for word in words:
        for names_, variant in ((_DAYS, "weekday"), (_MONTHS, "month"), (_SHORT_MONTHS, "month")):
            if _dot(bullet.text, word) in names_ or word.text in names_:
                if word.text == "May" and not next_word(bullet.text, word.end).isdigit():
                    continue
                other = dice.choice([n for n in names_ if not n.startswith(word.text)])
                place = Found(word.text, word.start, word.end + (names_ is _SHORT_MONTHS))
                choices.append(
                    lambda p=place, o=other, v=variant: altered(bullet, v, put(bullet.text, p, o))  # type: ignore[misc]
                )
    return picked(dice, choices)


def _dot(text: str, word: Word) -> str:
    return word.text + text[word.end : word.end + 1]


def respelled(bullet: Bullet) -> CitedSentence | None:
    """Return the bullet with "1,200,000" for "1.2 million" or "12" for "twelve": still true."""
    quoted = quotations_in(bullet.text)
    for number in numbers_of(bullet.text):
        if '"' in bullet.text or any(q.start <= number.start < q.end for q in quoted):
            continue  # a quotation is verbatim, its numbers too
        scale_word = next_word(bullet.text, number.end)
        zeros = {"million": 1e6, "billion": 1e9}.get(scale_word)
        if number.kind == "figure" and zeros:
            end = bullet.text.index(scale_word, number.end) + len(scale_word)
            value = float(number.text.rstrip(".,").replace(",", "")) * zeros
            place = Found(number.text, number.start, end)
            return replace(bullet.cited, text=put(bullet.text, place, f"{value:,.0f}"))
        if number.kind == "spelled":
            digit = str(SPELLED[number.text])
            return replace(bullet.cited, text=put(bullet.text, number, digit))
    return None
