"""Which statements the news has overtaken: a preview beside the outcome, "will" after it happened,
"not confirmed" beside what was confirmed."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import timedelta

import numpy as np
from numpy.typing import NDArray

from winnow.stages.material import FACTUAL, Material
from winnow.text.edit import inside_quotes

#: A preview is overtaken when another origin reports as happened what is this like it.
#: Read on the gold stories: at .55 the next hearing goes with the last one.
OVERTAKEN = 0.62
#: … and already above this one where the report is the later of two dated articles.
OVERTAKEN_LATER, LATER = 0.50, timedelta(hours=6)
#: So many origins must report the outcome, where the story has three or more.
LEAST_ORIGINS = 2

_PREVIEW = re.compile(
    r"\b(?:will (?:learn|face|decide|deliver|rule|hear|hand down|find out|appear|vote|be (?:sentenced|decided|"
    r"arraigned|produced))|faces? (?:a |an |the |his |her |up to |possible |potential )*(?:verdict|ruling|"
    r"decision|judgment|judgement|vote|sentence|trial|jail|prison|\d+ years)|could (?:face|see|be (?:jailed|"
    r"sentenced|imprisoned|arrested|banned|passed))|(?:is|are|was|were) (?:set|due|expected|scheduled|poised|"
    r"likely|about|slated|going) to|await(?:s|ing)?|ahead of (?:a|the|his|her) (?:verdict|ruling|decision|"
    r"vote|hearing)|once (?:enacted|signed|passed|approved)|if (?:passed|approved|convicted|found guilty|"
    r"signed)|would (?:ban|become|be sent)|"
    r"(?:verdict|ruling|decision|judgment|judgement|vote|hearing)\b[^.]{0,40} will|"
    r"(?:did|has|have|had|could|would) (?:not|n[’']t)(?: yet)? (?:immediately )?confirm(?:ed)?|"
    r"(?:is|are|was|were|remains?) (?:still )?(?:unconfirmed|unclear whether)|yet to (?:be )?confirm(?:ed)?|"
    r"on the verge of|moves? closer|looks set to|(?:can|could|may) now (?:take up|approve|vote|sign|hear|decide)|"
    r"now (?:heads|goes|moves|returns) (?:back )?to the (?:Senate|House|governor|president|upper|lower)|"
    r"(?:votes|rules|decides|meets|begins|opens|hears|convenes) on (?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|"
    r"will (?:say|tell|announce|know)|(?:is|are) to (?:hear|decide|rule|vote|appear))\b|^If (?:the|he|she|it|they)\b",
    re.IGNORECASE,
)
_HAPPENED = re.compile(
    r"\b(?:ha(?:s|ve|d) (?:been )?\w+(?:ed|en|wn|ne|ld|id)|was \w+ed|were \w+ed|\w{3,}ed|ruled|sent|gave|won|lost|"
    r"found|struck|took|overthrew|fell|began|won)\b"
)


#: Said of anything to come; overtaken only where a later article tells of it.
_WILL = re.compile(
    r"\b(?:will|is to|are to|plan(?:s|ned)? to|vow(?:s|ed)? to|is accused of|stands accused)\b"
)
WILL_OVERTAKEN = 0.58


def is_preview(text: str) -> bool:
    """Return whether a sentence announces what is still to come, in its own voice."""
    return any(not inside_quotes(text, m.start()) for m in _PREVIEW.finditer(text))


def stale_rows(material: Material) -> frozenset[int]:
    """Return the rows of the statements that announce what others already report as happened.

    Between undated articles two origins must report it; a later article is believed by itself.
    """
    usable = [
        (i, s)
        for i, s in enumerate(material.statements)
        if s.kind in FACTUAL and s.article_id not in material.not_news
    ]
    previews = [i for i, s in usable if is_preview(s.exact)]
    loose = [i for i, s in usable if i not in set(previews) and _WILL.search(s.exact)]
    outcomes = [
        i
        for i, s in usable
        if s.position < 6 and not is_preview(s.exact) and _HAPPENED.search(s.exact)
    ]
    if not outcomes:
        return frozenset()
    return frozenset(
        [
            *_overtaken(material, previews, outcomes, OVERTAKEN, OVERTAKEN_LATER),
            *_overtaken(material, loose, outcomes, 2.0, WILL_OVERTAKEN),
        ]
    )


def _overtaken(
    material: Material,
    announced: Sequence[int],
    outcomes: Sequence[int],
    bar: float,
    later_bar: float,
) -> Iterator[int]:
    """Yield the announced rows that outcomes of other origins are like, at ``bar`` or, later, above the other."""
    if not announced:
        return
    alike = material.vectors[announced] @ material.vectors[outcomes].T
    later = _is_later(material, announced, outcomes)
    origins = np.array([material.origin_of[material.statements[i].article_id] for i in outcomes])
    least = LEAST_ORIGINS if material.origin_count >= 3 else 1
    for row, near, after in zip(announced, alike, later, strict=True):
        own = material.origin_of[material.statements[row].article_id]
        by_many = set(origins[near >= bar]) - {own}
        if len(by_many) >= least or bool((after & (near >= later_bar)).any()):
            yield row


def _is_later(
    material: Material, previews: Sequence[int], outcomes: Sequence[int]
) -> NDArray[np.bool_]:
    """Return whether each outcome (column) was published well after each preview (row)."""
    times = [
        [material.article_of[material.statements[i].article_id].published for i in rows]
        for rows in (previews, outcomes)
    ]
    return np.array(
        [[bool(a and b and b - a >= LATER) for b in times[1]] for a in times[0]], dtype=np.bool_
    )
