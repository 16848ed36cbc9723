"""How a narrative names its speakers: role and full name at first, the surname later."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence, Set

from winnow.stages.argument_naming import Argument
from winnow.text.cues import REPORTING_VERBS
from winnow.types import Article

#: "chief executive of the Network": there is one, and English needs no article.
_UNIQUE = re.compile(
    r"^(?:[a-z-]+ ){0,2}(?:executive|director|president|chair\w*|head|leader|chief|minister|mayor|"
    r"governor|secretary) (?:of|for|at)\b"
)
#: Verbs of argument → the form that a narrative puts into its present tense; acts ("accused", "denied") keep theirs.
PRESENT: Mapping[str, str] = {
    "said": "say", "argued": "argue", "called": "call", "warned": "warn", "praised": "praise", "hailed": "hail",
    "criticized": "criticize", "criticised": "criticise", "denounced": "denounce", "condemned": "condemn",
    "dismissed": "dismiss", "welcomed": "welcome", "insisted": "insist", "stressed": "stress",
    "emphasised": "emphasise", "emphasized": "emphasize", "described": "describe", "defended": "defend",
    "contended": "contend", "maintained": "maintain", "opposed": "oppose", "stated": "state",
    "noted": "note", "claimed": "claim", "countered": "counter", "believed": "believe", "chided": "chide",
}  # fmt: skip
_PUT_NOW = re.compile(r"\{do:(?P<past>[a-z]+)\}")
_ARTICLES = re.compile(r"^(?:the|a|an)\s", re.I)


def introduce(argument: Argument, known: Mapping[str, str], article: Article) -> str:
    """Return how the sentence names its speaker: role and full name at first, the surname later."""
    speaker = argument.speaker or ""
    if speaker in known:
        return known[speaker]
    if not argument.role:
        return _with_the(speaker, article)
    role = argument.role
    if role.startswith("who ") or _UNIQUE.match(role):
        return f"{_with_the(speaker, article)}, {role},"
    if _ARTICLES.match(role) or role[:1].islower():
        return f"{_with_the(speaker, article)}, {_with_article(role)},"
    return f"{_less_shared(role, speaker)} {speaker}".strip()


def _less_shared(role: str, speaker: str) -> str:
    """Return the role without words that the name brings itself: "Republican" of "Republican Rep. Hoover"."""
    named = {w.strip(".").lower() for w in speaker.split()}
    return " ".join(w for w in role.split() if w.strip(".").lower() not in named)


def _with_the(speaker: str, article: Article) -> str:
    """Return the name of a body with the article that the text gives it."""
    uses = len(re.findall(rf"\b{re.escape(speaker)}\b", article.text))
    definite = len(re.findall(rf"\b[Tt]he {re.escape(speaker)}\b", article.text))
    needs = definite * 2 > uses or (speaker[:1].islower() and not is_plural(speaker))
    return (
        f"The {speaker}"
        if needs and not _ARTICLES.match(speaker)
        else speaker[:1].upper() + speaker[1:]
    )


def is_plural(speaker: str) -> bool:
    """Return whether a verb after ``speaker`` stands in the plural: "officials say", "police say"."""
    head = re.split(r" (?:in|of|for|from|at|with) ", speaker)[0].split()[-1]
    last = head if head.islower() else speaker.split()[-1]  # "prosecutors in New York"
    if last.lower() in {"police", "people", "men", "women", "staff"}:
        return True
    return (
        last.endswith("s")
        and not last.endswith(("ss", "us", "is"))
        and (
            last.islower()
            or " and " in speaker
            or last.endswith(("ers", "ists", "crats", "cans", "ors"))
        )
    )


def _is_person(argument: Argument, persons: Set[str], article: Article) -> bool:
    """Return whether the speaker is a person: so tagged, given an office, or called by surname alone."""
    speaker = argument.speaker or ""
    words = speaker.split()
    if argument.role or speaker in persons:
        return True
    alone = rf"(?<!{re.escape(words[0])} )\b{re.escape(words[-1])}\b"
    return len(words) in (2, 3) and speaker.istitle() and len(re.findall(alone, article.text)) > 1


def _bare(speaker: str) -> str:
    return speaker[:1].upper() + speaker[1:]


def _with_article(role: str) -> str:
    if _ARTICLES.match(role):
        return role[:1].lower() + role[1:]
    vowel = role[:1].lower() in "aeiou" and not re.match(r"(?:uni|use|eu|one|u[. ])", role, re.I)
    return ("an " if vowel else "a ") + role


def later_name(
    argument: Argument, others: Sequence[str], first: str, persons: Set[str], article: Article
) -> str:
    """Return the surname when it is the person's alone; a body keeps the name it came with."""
    speaker = argument.speaker or ""
    surname = speaker.split()[-1]
    if first.startswith("The ") or not _is_person(argument, persons, article) or " " not in speaker:
        return first if argument.role is None else _bare(speaker)
    shared = any(o != speaker and o.split()[-1] == surname for o in others)
    return speaker if shared else surname


def in_present(frame: str, *, plural: bool) -> str:
    """Return the sentence with its verb of argument in the present: "Holm calls", "experts call".

    A verb stays in the past where verification would not know its present as a verb that reports.
    """

    def put(match: re.Match[str]) -> str:
        base = PRESENT[match["past"]]
        now = base if plural else _third_person(base)
        return now if now in REPORTING_VERBS else match["past"]

    return _PUT_NOW.sub(put, frame)


def _third_person(base: str) -> str:
    if base.endswith("y") and base[-2] not in "aeiou":
        return base[:-1] + "ies"
    return base + ("es" if base.endswith(("s", "sh", "ch", "x")) else "s")
