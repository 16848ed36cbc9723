"""Which ``[n]`` stands after which sentence, and how a reference links back to its marks."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence

from winnow.site.speech import say
from winnow.site.views import Citation, Sentence
from winnow.site.words import clean
from winnow.types import ArticleEntry, CitedSentence, Evidence, Reference

_LONGEST_TAIL = 20


class Citer:
    """Numbers sentences from a page's references, in reading order.

    Evidence that has no reference (the assembler left it out to keep within the limit on
    verbatim words) is cited by a reference to an overlapping passage, else not at all.
    """

    def __init__(self, references: Sequence[Reference], articles: Sequence[ArticleEntry]) -> None:
        outlets = {a.article_id: clean(a.outlet.name) for a in articles}
        self._by_article: dict[str, list[Reference]] = defaultdict(list)
        for reference in references:
            self._by_article[reference.evidence.article_id].append(reference)
        self._labels = {
            r.number: say(
                "Source %(number)d: %(outlet)s",
                number=r.number,
                outlet=outlets.get(r.evidence.article_id) or say("unlisted article"),
            )
            for r in references
        }
        self._marks: dict[int, list[str]] = defaultdict(list)

    def sentence(self, cited: CitedSentence) -> Sentence:
        """Return the sentence with a mark for each passage it rests on."""
        text = clean(cited.text)
        cut = text.rfind(" ") + 1
        if len(text) - cut > _LONGEST_TAIL:  # an address, or a language without spaces
            cut = len(text)
        return Sentence(text[:cut], text[cut:], self.marks(cited.evidence, cited.in_part))

    def marks(
        self, evidence: Iterable[Evidence], in_part: Collection[Evidence] = ()
    ) -> tuple[Citation, ...]:
        """Return one mark a reference, in the order of the evidence; those ``in_part`` say so."""
        whole: dict[int, bool] = {}
        for one in evidence:
            number = self._number(one)
            if number is not None:
                whole[number] = whole.get(number, False) or one not in in_part
        return tuple(self._mark(n, in_part=not whole[n]) for n in whole)

    def marks_of(self, number: int) -> tuple[str, ...]:
        """Return the ids of the marks made so far for reference ``number``."""
        return tuple(self._marks[number])

    def _number(self, evidence: Evidence) -> int | None:
        candidates = self._by_article[evidence.article_id]
        same = (r.number for r in candidates if r.evidence == evidence)
        overlapping = (r.number for r in candidates if _overlap(r.evidence, evidence))
        return next(same, next(overlapping, None))

    def _mark(self, number: int, *, in_part: bool) -> Citation:
        mark_id = f"cite-{number}-{len(self._marks[number]) + 1}"
        self._marks[number].append(mark_id)
        label = self._labels[number]
        if in_part:
            label = say("%(source)s (for a part of the sentence)", source=label)
        return Citation(number, mark_id, label, in_part)


def _overlap(a: Evidence, b: Evidence) -> bool:
    return a.start < b.end and b.start < a.end
