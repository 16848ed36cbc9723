"""A sentence under edit: its text, and the operations that made it from its passage."""

from __future__ import annotations

import re
from dataclasses import dataclass

from winnow.types import Operation

#: A clause that holds one of these is not cut: it may carry negation, modality, doubt or a source.
PROTECTED = re.compile(
    r"\b(?:not|no|never|none|nor|neither|n't|without|may|might|could|would|should|must|allegedly|alleged|"
    r"reportedly|apparently|said|says|say|told|according|claim(?:s|ed)?|den(?:y|ied|ies)|unless|except|"
    r"only|if|although|though|but|despite|accus\w+|suspect\w*|consider\w*|cannot)\b|n[’']t\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Worded:
    """A sentence with the edits that made it from its passage."""

    text: str
    operations: tuple[Operation, ...] = ()


def word_count(text: str) -> int:
    """Return the number of words as an editor counts them: runs between spaces with a letter or digit."""
    return sum(any(c.isalnum() for c in token) for token in text.split())


def apply(worded: Worded, name: str, start: int, end: int, replacement: str = "") -> Worded:
    """Return the sentence with characters ``start`` to ``end`` replaced, the operation recorded."""
    text = worded.text
    operation = Operation(name, text[start:end].strip(), replacement.strip())
    new = text[:start] + replacement + text[end:]
    return Worded(
        re.sub(r"\s+([,.;])", r"\1", " ".join(new.split())), (*worded.operations, operation)
    )


def capital(text: str) -> str:
    """Return the text with its first letter as a capital."""
    return text[:1].upper() + text[1:]


def inside_quotes(text: str, at: int) -> bool:
    """Return whether offset ``at`` lies within double quotation marks, straight or curly."""
    before = text[:at]
    return before.count('"') % 2 == 1 or before.count("“") > before.count("”")


def first_outside_quotes(pattern: re.Pattern[str], text: str) -> re.Match[str] | None:
    """Return the pattern's first match that does not begin within a quotation."""
    return next((m for m in pattern.finditer(text) if not inside_quotes(text, m.start())), None)
