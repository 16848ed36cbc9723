"""How a page introduces who and what it names: full name and office of a person, an abbreviation in full.

A reader meets each on a page for the first time once; there the sentence says who it is, in words that
the article has, and cites them.  Readers of our pages missed this most often (docs/quality.md).
"""

from __future__ import annotations

import re
from dataclasses import replace

from winnow.language.people import gender_of_name
from winnow.stages.speakers import role_before
from winnow.text.cues import REPORTING_VERBS, SPEAKER_NOUNS
from winnow.text.edit import inside_quotes, word_count
from winnow.text.name_tables import COMMON_OPENERS, GIVEN_NAMES, MONTHS_AND_DAYS, TITLES
from winnow.text.names import name_key
from winnow.text.places import ADJECTIVES
from winnow.text.tables import word_set
from winnow.text.wording import MAX_WORDS
from winnow.types import Article, CitedSentence, Evidence, NameKind, Operation, Statement

#: Abbreviations that every reader knows.
_KNOWN = word_set(
    """
    US USA UK UN EU NATO AIDS AFP AP BBC CNN NBC ABC CBS FBI CIA NASA IMF WHO NGO CEO GDP TV PM MP
    MPS AM GOP ICE UNICEF UNESCO OPEC NFL NBA FIFA UEFA DNA COVID NPR RSS PTI ANI RT DW LGBT LGBTQ
    USD
    """
)
_ABBREVIATION = re.compile(r"\b[A-Z]{3,6}\b")
#: Words that an introduction may add to a sentence that is as long as sentences get.
_MORE_WORDS = 3
#: Words of an office before a name, and of a description behind it.
_OFFICE_WORDS, _DESCRIPTION_WORDS = 6, 12
#: They say nothing of who somebody is.
_HONORIFICS = word_set("mr mrs ms miss mx dr sir dame lord lady prof")
_HONORIFIC_BEFORE = re.compile(r"\b(?:Mr|Mrs|Ms|Miss|Mx)\.? $")
_HONORIFIC_OPENS = re.compile(r"(?:Mr|Mrs|Ms|Miss|Mx)\.? (?P<name>[A-Z][\w’'-]*[a-z])(?!\w| [A-Z])")
#: What may stand before a name that nothing describes.
_BEFORE_NAMES = word_set(
    "and or but that by of to with for from as when while after before since because if whether on in at against "
    "about between among under over than like is was has had did does will would could may"
)
#: ", a housing researcher at Merrow City University," ", who leads the Tenants' League,".
_DESCRIBED = re.compile(
    r", (?P<words>(?:(?:an?|the) (?!\d)|who (?:is|heads|leads|runs|chairs|directs|represents|speaks for) |(?=[a-z]))"
    r"[^,.;:()“”\"\n]{4,80})(?=[,.;]\s|[,.;]$)"
)


def introduce(
    sentence: CitedSentence,
    statement: Statement,
    article: Article,
    introduced: set[str],
    *,
    offices: bool = True,
) -> CitedSentence:
    """Return the sentence with those introduced whom the page names for the first time.

    A person is given the full name, and office or description where the sentence has none and the
    article does ("Housing Minister Petra Vance"); an abbreviation is spelled out.  What is added is
    cited and recorded.  ``introduced`` holds who was met so far and is added to.  Without
    ``offices`` names alone are given: for an article of which little more may be shown.
    """
    sentence = _without_honorific(sentence, statement, article)
    named = [(n.text, n.canonical) for n in statement.names if n.kind is NameKind.PERSON]
    if statement.speaker and statement.speaker in sentence.text:
        named.append((statement.speaker, statement.speaker))  # put in for a pronoun
    for short, name in named:
        key = name_key(name)
        if key in introduced or (" " not in key and any(key in k.split() for k in introduced)):
            continue
        introduced.add(key)
        sentence = _in_full(sentence, short, name, article)
        if offices:
            sentence = _with_office(sentence, name_in_full(name, article), article)
    return _spelled_out(sentence, article, introduced)


def _without_honorific(
    sentence: CitedSentence, statement: Statement, article: Article
) -> CitedSentence:
    """Return the sentence opened by the full name where it was "Mr. Darrow", met before or not."""
    match = _HONORIFIC_OPENS.match(sentence.text)
    if match is None or match["name"].casefold() in TITLES:
        return sentence
    canonical = {n.canonical for n in statement.names if n.text == match["name"]}
    full = next((c for c in canonical if c.endswith(f" {match['name']}")), None)
    full = full or _called(match["name"], article)
    return _in_full(sentence, match["name"], full, article) if full else sentence


def _called(surname: str, article: Article) -> str | None:
    """Return the one full name that the article has for a surname, whatever the given name."""
    found = re.finditer(rf"\b([A-Z][a-z]+)(?: [A-Z]\.)? {re.escape(surname)}\b", article.text)
    names = {m[0]: m[1] for m in found if not _is_no_given_name(m[1])}
    return next(iter(names)) if len(set(names.values())) == 1 else None


def _is_no_given_name(word: str) -> bool:
    plain = word.casefold()
    return plain in TITLES | _HONORIFICS | MONTHS_AND_DAYS | COMMON_OPENERS or word in ADJECTIVES


def name_in_full(surname: str, article: Article) -> str:
    """Return "Eve Samples" for "Samples" where the article calls the person so, else what was given."""
    if not re.fullmatch(r"[A-Z][a-z’'-]+", surname):
        return surname
    for match in re.finditer(rf"\b([A-Z][a-z]+)( [A-Z]\.)? {re.escape(surname)}\b", article.text):
        name = f"{match[1]}{match[2] or ''} {surname}"
        if gender_of_name(match[1]) or _description(name, article):
            return name
    return surname


def is_first_name_only(statement: Statement, article: Article) -> bool:
    """Return whether a speaker goes by a first name that the article never completes: "Robert described him …"."""
    speaker = statement.speaker or ""
    if not re.fullmatch(r"[A-Z][a-z]+", speaker) or speaker.casefold() not in GIVEN_NAMES:
        return False
    return re.search(rf"\b(?:{speaker} [A-Z]|[A-Z][a-z]+ {speaker}\b)", article.text) is None


def _in_full(sentence: CitedSentence, short: str, name: str, article: Article) -> CitedSentence:
    name = name_in_full(name, article)
    full = _full_name(sentence.text, short, name)
    at = _mentioned(name, article.text)
    if full is None or at < 0:
        return sentence
    mention = Evidence(article.id, at, at + len(name), name)
    return _edited(sentence, full, mention, Operation("resolve-name", short, name))


def _mentioned(name: str, text: str) -> int:
    """Return where the text names a person, not another of the name: "William Orrick", not "William Orrick Jr."."""
    found = re.search(rf"(?<!\w){re.escape(name)}(?!\w| (?:Jr|Sr|II|III)\b)", text)
    return found.start() if found else text.find(name)


def _edited(
    sentence: CitedSentence, text: str, proof: Evidence, operation: Operation
) -> CitedSentence:
    return replace(
        sentence,
        text=text,
        evidence=(*sentence.evidence, proof),
        in_part=(*sentence.in_part, proof),
        operations=(*sentence.operations, operation),
    )


def _with_office(sentence: CitedSentence, name: str, article: Article) -> CitedSentence:
    """Return the sentence with what the article says the person is, where it says nothing itself."""
    text = sentence.text
    at = text.find(name)
    end = at + len(name)
    if at < 0 or text.count(name) > 1 or inside_quotes(text, at):
        return sentence
    if not _stands_bare(text[:at]) or text[end : end + 1] in {",", "(", "-"}:
        return sentence
    found = describe(name, article)
    if found is None:
        return sentence
    words, proof, is_before = found
    if not is_before and text[end:].startswith(("'", "’", " and ", " or ")):
        return sentence
    told = f"{words} {name}" if is_before else f"{name}, {words}" + _comma(text[end:])
    longer = text[:at] + told + text[end:]
    if word_count(longer) > MAX_WORDS + _MORE_WORDS:
        return sentence
    return _edited(sentence, longer, proof, Operation("introduce", name, told))


def _stands_bare(before: str) -> bool:
    """Return whether nothing before a name says who it is: "harbour master |", "the governor, |"."""
    if role_before(before):
        return (
            False  # "Secretary of | State Rex Tillerson" where the name was cut in the wrong place
        )
    last = (before.split() or [""])[-1].casefold()
    return not last or last in _BEFORE_NAMES | REPORTING_VERBS | MONTHS_AND_DAYS


def _comma(rest: str) -> str:
    return "" if rest[:1] in {".", ";", ":"} else ","


def describe(name: str, article: Article) -> tuple[str, Evidence, bool] | None:
    """Return what the article says a person is, where it says so, and whether that goes before the name.

    "Housing Minister" goes before it, "who leads the Tenants' League" behind it between commas.
    """
    return _office(name, article) or _description(name, article)


def _office(name: str, article: Article) -> tuple[str, Evidence, bool] | None:
    """Return the office that stands right before the name somewhere: "Housing Minister"."""
    for match in re.finditer(rf"\b{re.escape(name)}\b", article.text):
        before = article.text[max(0, match.start() - 100) : match.start()]
        before = re.split(r"[.!?:;,()“”\"\n–—]\s*(?=\S)", before)[-1]
        office = role_before(before)
        if office is None or not before.endswith(f"{office} ") or not _is_office(office):
            continue
        start = match.start() - len(office) - 1
        if before.strip() == office and office.split()[0].casefold().strip(".") not in TITLES:
            continue  # its first word may be capitalised for opening a sentence alone
        return office, Evidence(article.id, start, match.end(), f"{office} {name}"), True
    return None


def _is_office(words: str) -> bool:
    found = words.split()
    return (
        len(found) <= _OFFICE_WORDS
        and not any(w.casefold() in MONTHS_AND_DAYS for w in found)
        and "’s" not in words
        and "'s" not in words
        and any(w.casefold().strip(".") in (TITLES | SPEAKER_NOUNS) - _HONORIFICS for w in found)
        and found[0][:1].isupper()
        and found[-1].casefold() not in {"of", "for", "the", "and", "&"}
    )


def _description(name: str, article: Article) -> tuple[str, Evidence, bool] | None:
    """Return what stands behind the name, between commas, somewhere: "who leads the Tenants' League"."""
    for match in re.finditer(rf"\b{re.escape(name)}\b", article.text):
        found = _DESCRIBED.match(article.text, match.end())
        if (
            found
            and len(found["words"].split()) <= _DESCRIPTION_WORDS
            and _is_person(found["words"])
        ):
            proof = article.text[match.start() : found.end()]
            return found["words"], Evidence(article.id, match.start(), found.end(), proof), False
    return None


def _is_person(words: str) -> bool:
    """Return whether a description is of a person: by a noun for one among its first words, or "who"."""
    found = [w.casefold().strip("’'") for w in words.split()]
    if any(w in REPORTING_VERBS for w in found):
        return False  # "Darrow, a spokesman said,"
    return found[0] == "who" or any(w in SPEAKER_NOUNS | TITLES for w in found[:5])


def _spelled_out(sentence: CitedSentence, article: Article, introduced: set[str]) -> CitedSentence:
    """Return the sentence with an abbreviation in full where it stands first and the article spells it out."""
    for match in _ABBREVIATION.finditer(sentence.text):
        short = match[0]
        if short in introduced or short in _KNOWN or inside_quotes(sentence.text, match.start()):
            continue
        introduced.add(short)
        found = None if f"({short})" in sentence.text else _long_form(article, short)
        if found is None or found.exact in sentence.text:
            continue
        text = sentence.text[: match.start()] + found.exact + sentence.text[match.end() :]
        if word_count(text) > MAX_WORDS + _MORE_WORDS:
            continue
        return _edited(sentence, text, found, Operation("spell-out", short, found.exact))
    return sentence


def _long_form(article: Article, short: str) -> Evidence | None:
    """Return "Bureau of Ocean Energy Management (BOEM)" where the article introduces it so."""
    word = r"[A-Z][\w’'-]*"
    link = r"(?: (?:of|and|for|the|in|on|to|de|&))*"
    pattern = re.compile(rf"{word}(?:{link} {word}){{1,7}} \({short}\)")
    match = pattern.search(article.text)
    if match is None:
        return None
    for start in (m.start() for m in re.finditer(word, match[0])):
        name = match[0][start : -len(short) - 3]
        if name.endswith(("'s", "’s")):
            return None  # "Republic of Congo's (DRC)": in the place of "DRC" it would be a genitive
        if "".join(w[0] for w in name.split() if w[0].isupper()) == short:
            at = match.start() + start
            return Evidence(article.id, at, match.end(), article.text[at : match.end()])
    return None


def _full_name(text: str, short: str, canonical: str) -> str | None:
    surname_only = len(short.split()) == 1 and canonical.endswith(" " + short)
    at = text.find(short)
    if not surname_only or at < 0 or canonical in text:
        return None
    before, after = _HONORIFIC_BEFORE.sub("", text[:at]), text[at + len(short) :]
    last = (before.split() or ["."])[-1]
    is_name = last[:1].isupper() and last.casefold() not in MONTHS_AND_DAYS
    in_other_name = is_name and not before.rstrip().endswith(".")
    in_phrase = before.endswith(("the ", "The ")) or after.startswith((" administration", "-"))
    opens = not before or (before.endswith(" ") and not in_other_name and not in_phrase)
    if not opens or before.count("“") != before.count("”"):
        return None
    return before + canonical + after  # "Mr. Trump", "Donald Trump"
