"""Who is heard on a page, and in which of its sentences."""

from __future__ import annotations

from winnow.types.pages import CitedSentence, StoryPage


def said_on(page: StoryPage) -> dict[str, list[CitedSentence]]:
    """Return figure → the sentences that the page ascribes to it, in the page's order.

    A figure is a name as the page prints it: "the army" is "army".  Two people of one name are one figure.
    """
    sentences = [s for fact in page.bullets for s in fact.sentences]
    sentences += [s for narrative in page.narratives for s in narrative.sentences]
    found: dict[str, list[CitedSentence]] = {}
    for sentence in sentences:
        if sentence.attribution:
            found.setdefault(_name(sentence.attribution), []).append(sentence)
    return {name: said for name, said in found.items() if name}


def _name(attribution: str) -> str:
    words = attribution.split()
    return " ".join(words[1:] if words[:1] and words[0].lower() in ("a", "an", "the") else words)
