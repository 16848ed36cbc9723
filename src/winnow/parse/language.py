"""Which language a text is in."""

from __future__ import annotations

import re

import py3langid

#: Below this many letters a guess is worth less than what the page says.
_ENOUGH_LETTERS = 200


def language_of(text: str, stated: str | None) -> str | None:
    """Return the language code of ``text``; what the page states decides for short texts alone.

    Pages of many outlets state the language of their template, whatever the article is in.
    """
    letters = len(re.findall(r"[^\W\d_]", text[:3000]))
    if letters < _ENOUGH_LETTERS:
        return stated
    found, _ = py3langid.classify(text[:3000])
    return str(found)
