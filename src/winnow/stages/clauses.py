"""Is a line a sentence, with a verb that says something of its subject, or the caption of a photograph?"""

from __future__ import annotations

import re
from functools import lru_cache

from winnow.language import Sentence, load_language
from winnow.text.cues import REPORTING_VERBS

#: A sentence with one of these is read no further: reading costs as much as all other checks together.
_FINITE = re.compile(
    r"\b(?:is|are|was|were|has|have|had|do|does|did|will|would|can|could|may|might|must|should|says?|said|told|"
    r"went|came|took|gave|began|became|knew|saw|fell|rose|grew|drew|flew|wrote|spoke|chose|broke|drove|shook|"
    r"wants?|plans?|aims?|seeks|remains?|means?|includes?|requires?|allows?|comes?|goes|takes|gives|makes|calls|"
    r"according to)\b|n[’']t\b"
)
#: The past of most verbs, which is also what a caption says of its picture ("a ship docked at …").
_PAST = re.compile(r"\b[a-z]{2,}ed\b")
_ENDS_DATED = re.compile(
    r"(?:day|, [A-Z][a-z]{2,8}\.? \d{1,2}|, \d{4}|\d{1,2} [A-Z][a-z]{2,8} \d{4})\.$|^An? "
)
_SUBJECT_ONLY = frozenset({"nsubj:pass", "csubj:pass"})
_AUXILIARIES = frozenset({"aux", "aux:pass", "cop"})


@lru_cache(maxsize=4096)
def has_main_verb(text: str) -> bool:
    """Return whether a line has a finite main verb.

    "Workers loading crates at the harbour of Ardel." and "A flag raised over the town hall." have none.
    """
    if _FINITE.search(text) or any(w in REPORTING_VERBS for w in text.split()):
        return True
    if _PAST.search(text) and not _ENDS_DATED.search(text):
        return True
    return any(_is_clause(sentence) for sentence in load_language().analyse(text))


def _is_clause(sentence: Sentence) -> bool:
    root = sentence.tokens[sentence.root]
    below = {sentence.tokens[i].deprel for i in sentence.children(sentence.root)}
    if below & _AUXILIARIES:
        return True
    if root.upos not in {"VERB", "AUX"} or root.text.endswith("ing"):
        return False
    return not below & _SUBJECT_ONLY
