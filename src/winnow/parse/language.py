"""Which language a text is in."""

from __future__ import annotations

import re
from functools import cache

from py3langid.langid import MODEL_FILE, LanguageIdentifier

#: Below this many letters a guess is worth less than what the page says.
_ENOUGH_LETTERS = 200


def language_of(text: str, stated: str | None) -> str | None:
    """Return the language code of ``text``; what the page states decides for short texts alone.

    Pages of many outlets state the language of their template, whatever the article is in.
    """
    letters = len(re.findall(r"[^\W\d_]", text[:3000]))
    if letters < _ENOUGH_LETTERS:
        return stated
    found, _ = _identifier().classify(text[:3000])
    return str(found)


@cache
def _identifier() -> LanguageIdentifier:
    return LanguageIdentifier.from_pickled_model(MODEL_FILE)
