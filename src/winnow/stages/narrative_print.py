"""A side's sentences in order, with their speakers introduced: a narrative as it is printed."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from winnow.stages.argument_links import fused, with_also
from winnow.stages.argument_naming import Argument
from winnow.stages.argument_speakers import in_present, introduce, is_plural, later_name
from winnow.stages.narrative_candidates import Candidate
from winnow.types import Article, ArticleId, CitedSentence, NameKind


def print_narrative(
    choices: Sequence[Candidate], by_id: Mapping[ArticleId, Article]
) -> tuple[CitedSentence, ...]:
    """Return the sentences as printed: by slot, each speaker's together, named in full the first time."""
    ordered = _ordered(choices)
    speakers = [c.argument.speaker for c in ordered if c.argument.speaker]
    names = (n for c in ordered for n in c.argument.statement.names)
    persons = {n.canonical for n in names if n.kind is NameKind.PERSON}
    known: dict[str, str] = {}
    sentences: list[CitedSentence] = []
    last: Candidate | None = None
    for choice in ordered:
        argument = choice.argument
        article = by_id[argument.statement.article_id]
        who = introduce(argument, known, article)
        before = last.argument.speaker if last else None
        is_again = argument.speaker is not None and argument.speaker == before
        sentence = _sentence(argument, who, is_again=is_again)
        if last and before and not is_again and choice.slot is last.slot:
            sentence = with_also(sentence, before=sentences)
        joined = fused(sentences[-1], sentence) if is_again else None
        if joined is not None:
            sentences[-1:] = [joined]
        else:
            sentences.append(sentence)
        if argument.speaker:
            known[argument.speaker] = later_name(argument, speakers, who, persons, article)
        last = choice
    return tuple(sentences)


def _ordered(choices: Sequence[Candidate]) -> list[Candidate]:
    """Return the sentences by slot, each speaker's other sentence right after the first."""
    waiting = sorted(choices, key=lambda c: (c.slot, not _speaks_for_many(c.argument), -c.score))
    ordered: list[Candidate] = []
    while waiting:
        first = waiting.pop(0)
        ordered.append(first)
        for again in [
            c
            for c in waiting
            if c.argument.speaker and c.argument.speaker == first.argument.speaker
        ]:
            ordered.append(again)
            waiting.remove(again)
    return ordered


def _speaks_for_many(argument: Argument) -> bool:
    """Return whether a whole group is heard ("Industry leaders warn …"): it opens what single voices go on with."""
    return argument.speaker is not None and is_plural(argument.speaker) and argument.role is None


def _is_advocate(argument: Argument) -> bool:
    """Return whether "argues" fits: the passage argues, and its speaker is no court."""
    who = f"{argument.role or ''} {argument.speaker or ''}".lower()
    long_enough = argument.words >= 16  # the verb is ours: it must not weigh in a short sentence
    return (
        long_enough
        and argument.passage.unit.argument >= 1.0
        and not re.search(r"\b(?:judge|court|justice|ruling)\b", who)
    )


def _sentence(argument: Argument, who: str, *, is_again: bool) -> CitedSentence:
    text = argument.frame
    if argument.speaker:
        verb = (
            "add"
            if is_again and argument.words >= 24
            else "argue"
            if _is_advocate(argument)
            else "say"
        )
        plural = is_plural(argument.speaker) and argument.role is None
        ending = "" if plural else "s"
        text = text.replace("{who} says:", "{who} say" + ending + ":")
        text = (
            in_present(text, plural=plural).replace("{verb}", verb + ending).replace("{who}", who)
        )
        text = text[:1].upper() + text[1:]
    return CitedSentence(
        text,
        argument.evidence,
        argument.speaker,
        argument.operations,
        in_part=argument.evidence[1:],
    )
