"""Links between targets that headlines state: who did what to whom.

"Trump administration halts Revolution Wind": whoever made the halt is for it, what it befalls is
against it.  Passive headlines ("Wickremesinghe arrested over trip") are turned round.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from winnow.stages.camps import Link
from winnow.stages.targets import Target, measure_forms
from winnow.types import Article, ArticleId

#: Measures that favour whom they befall; all others go against them.
_FAVOURS = frozenset(
    {
        "acquittal", "appointment", "approval", "ceasefire", "deal", "expansion", "pardon", "permit",
        "project", "release",
    }
)  # fmt: skip
#: Measures that befall nobody in the way a verb does.
_BEFALLS_NOBODY = frozenset(
    {"bill", "law", "map", "plan", "policy", "proposal", "election", "visit", "settlement", "reform",
     "measure", "order", "decree"}
)  # fmt: skip
_PASSIVE_AFTER = re.compile(r"^\s*(?:in|over|by|on|for|of|after|amid|from|as|at|during|,|$)", re.I)
_BEFORE_PASSIVE = re.compile(r"\b(?:is|was|are|were|be|been|gets)\s*$", re.I)
#: Forms that take a clause or nothing after them: "rules Trump cannot …".
_NO_LINK = frozenset(
    {"rules", "ruled", "ruling", "decision", "verdict", "charges", "strike", "boycott"}
)
_SHRINK = 1.0


def find_links(
    targets: Sequence[Target], articles: Sequence[Article], origin_of: Mapping[ArticleId, str]
) -> tuple[Link, ...]:
    """Return which targets go together or against each other, by how many origins say so."""
    counts: defaultdict[tuple[str, str], dict[str, float]] = defaultdict(dict)
    for article in articles:
        for one, other, value in _links(article.title, targets):
            counts[one, other][origin_of.get(article.id, article.id)] = value
    return tuple(
        Link(one, other, 3.0 * sum(v.values()) / (len(v) + _SHRINK))
        for (one, other), v in sorted(counts.items())
        if len(v) >= 2
    )


def _links(title: str, targets: Sequence[Target]) -> Iterator[tuple[str, str, float]]:
    for measure in (t for t in targets if t.is_measure and t.short not in _BEFALLS_NOBODY):
        match = re.search(rf"\b(?:{measure_forms(measure)})\b", title, re.I)
        if match is None or match[0].lower() in _NO_LINK:
            continue
        before, after = title[: match.start()], title[match.end() :]
        passive = match[0].lower().endswith(("ed", "ted", "freed")) and (
            bool(_PASSIVE_AFTER.match(after)) or bool(_BEFORE_PASSIVE.search(before))
        )
        agent, patient = (_by(after), before) if passive else (before, _object(after))
        effect = 1.0 if measure.short in _FAVOURS else -1.0
        others = [t for t in targets if t is not measure]
        for target in others:
            if _names(target, agent) and not target.is_measure:
                yield measure.key, target.key, 1.0
        if befallen := _first_named(others, patient):
            yield measure.key, befallen.key, effect


def _first_named(targets: Sequence[Target], words: str) -> Target | None:
    """Return the target named first: "Trump" of "Trump's cuts to sanctuary cities"."""
    found = [(m.start(), t.key, t) for t in targets if (m := t.pattern.search(words))]
    return min(found, key=lambda item: item[:2])[2] if found else None


def _names(target: Target, words: str) -> bool:
    """Return whether the words name the target itself, not what it made ("Obama-appointed")."""
    return any(not words[m.end() :].startswith("-") for m in target.pattern.finditer(words))


def _object(after: str) -> str:
    """Return what an active verb befalls: "Trump" of "blocks Trump from cutting funds"."""
    return re.split(
        r"\b(?:from|for|over|to|in|after|as|amid|against|by|with|at)\b", after, maxsplit=1
    )[0]


def _by(after: str) -> str:
    """Return who did it in a passive headline: what follows "by"."""
    parts = re.split(r"\bby\b", after, maxsplit=1)
    return parts[1] if len(parts) > 1 else ""
