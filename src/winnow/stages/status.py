"""Which statements the news has overtaken: a preview beside the outcome, "will" after it happened."""

from __future__ import annotations

import re

import numpy as np

from winnow.stages.material import FACTUAL, Material
from winnow.text.wording import inside_quotes

#: A preview is overtaken when another origin reports as happened what is this like it.
#: Read on the gold stories: at .55 the next hearing goes with the last one.
OVERTAKEN = 0.62
#: So many origins must report the outcome, where the story has three or more.
LEAST_ORIGINS = 2

_PREVIEW = re.compile(
    r"\b(?:will (?:learn|face|decide|deliver|rule|hear|hand down|find out|appear|vote|be (?:sentenced|decided|"
    r"arraigned|produced))|faces? (?:a |an |the |his |her |up to |possible |potential )*(?:verdict|ruling|"
    r"decision|judgment|judgement|vote|sentence|trial|jail|prison|\d+ years)|could (?:face|see|be (?:jailed|"
    r"sentenced|imprisoned|arrested|banned|passed))|(?:is|are|was|were) (?:set|due|expected|scheduled|poised|"
    r"likely|about|slated|going) to|await(?:s|ing)?|ahead of (?:a|the|his|her) (?:verdict|ruling|decision|"
    r"vote|hearing)|once (?:enacted|signed|passed|approved)|if (?:passed|approved|convicted|found guilty|"
    r"signed)|would (?:ban|become|be sent)|(?:verdict|ruling|decision|judgment|judgement|vote|hearing)\\b[^.]{0,40} will|on the verge of|moves? closer|looks set to)\b",
    re.IGNORECASE,
)
_HAPPENED = re.compile(
    r"\b(?:ha(?:s|ve|d) (?:been )?\w+(?:ed|en|wn|ne|ld|id)|was \w+ed|were \w+ed|\w{3,}ed|ruled|sent|gave|won|lost|"
    r"found|struck|took|overthrew|fell|began|won)\b"
)


def is_preview(text: str) -> bool:
    """Return whether a sentence announces what is still to come, in its own voice."""
    return any(not inside_quotes(text, m.start()) for m in _PREVIEW.finditer(text))


def stale_rows(material: Material) -> frozenset[int]:
    """Return the rows of the statements that announce what others already report as happened."""
    previews = [i for i, s in enumerate(material.statements) if is_preview(s.exact)]
    outcomes = [
        i
        for i, s in enumerate(material.statements)
        if s.kind in FACTUAL
        and s.article_id not in material.not_news
        and s.position < 6
        and not is_preview(s.exact)
        and _HAPPENED.search(s.exact)
    ]
    if not previews or not outcomes:
        return frozenset()
    alike = material.vectors[previews] @ material.vectors[outcomes].T >= OVERTAKEN
    origins = np.array([material.origin_of[material.statements[i].article_id] for i in outcomes])
    least = LEAST_ORIGINS if material.origin_count >= 3 else 1
    return frozenset(
        row
        for row, near in zip(previews, alike, strict=True)
        if len(set(origins[near]) - {material.origin_of[material.statements[row].article_id]})
        >= least
    )
