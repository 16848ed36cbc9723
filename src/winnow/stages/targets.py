"""Targets: the people, bodies and measures that a story's voices can be for or against.

An entity is a name that several origins use; a measure ("the ban on online money games") is a head
noun of the headlines, taken with the complement that the texts give it most often.  Whether
anybody disagrees about a target is not asked here (``stages.sides`` does).
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass, replace

from winnow.stages.measure_words import ALSO, FAMILIES, HEAD_OF, LAWS, MEASURES, THINGS
from winnow.text.names import name_key
from winnow.text.tables import word_set
from winnow.types import Article, ArticleId, NameKind, OriginLink, Statement

#: At most so many names and measures; the rest is too rarely spoken of to show a stance.
MAX_ENTITIES = 8
MAX_MEASURES = 3

#: How the story's act is called when it has been named: one measure of a story takes them.
_ANAPHORS = r"(?:this|such|the)\s+(?:[a-z-]+\s+){0,2}(?:decision|move|action|measure|step)s?"

_PLACE_BEFORE = re.compile(r"\b(?:in|across|near|outside|throughout|off)\s+(?:the\s+)?$")
#: A name that so many of its mentions set the scene with is a scene.
_SCENE = 0.12
_FRAGMENT = re.compile(
    r"\b(?:controlled|dominated|led|run|backed|appointed|GOP|Republicans?|Democrats?|Democratic|District|DKK)\b",
    re.I,
)
#: A camp is spoken of in every second story: it is a target only where little else is.
_CAMP_WEIGHT = 0.6
#: Camps that articles name without a proper name.
_CAMPS = {
    "Republicans": r"\b(?:Republicans?|GOP)\b|\(R\)|\bR-[A-Z]",
    "Democrats": r"\b(?:Democrats?|Dems|Democratic)\b|\(D\)|\bD-[A-Z]",
    "government": r"\b(?:[Gg]overnment|[Aa]dministration|[Rr]egime|[Jj]unta|[Rr]uling party)\b",
    "opposition": r"\b[Oo]pposition(?: part(?:y|ies)| leaders?| lawmakers?)?\b",
}
_ACRONYM = re.compile(
    r"((?:[A-Z][\w'’.-]+\s+(?:(?:of|for|and|the|on)\s+)?){1,6}[A-Z][\w'’-]+)\s+\(([A-Z][A-Za-z]{1,6})\)"
)
_COMPLEMENT = r"\s+(?P<link>on|of|against|over)\s+(?P<rest>(?:[\w'’-]+\s+){0,4}[\w'’-]+)"
_COMPLEMENT_STOP = word_set(
    """
    a an and are as at be been but by during for from had has have he her his how if in into is it
    its like more new not on or our over said says she since such than that their them they this to
    under up was were what when which while who will with would after before until where because
    monday tuesday wednesday thursday friday saturday sunday last year years
    """
)
_NOT_TARGETS = word_set(
    """
    monday tuesday wednesday thursday friday saturday sunday january february march april may june
    july august september october november december reuters afp ap associated press xinhua bloomberg
    ani pti bbc cnn x twitter facebook instagram telegram tiktok youtube truth social congress
    constitution state gov sen rep
    """
)


@dataclass(frozen=True, slots=True)
class Target:
    """Something a voice can be for or against."""

    #: Equal in all articles: a name's key, or the measure's head noun.
    key: str
    #: In full: "Ranil Wickremesinghe", "the ban on online money games".
    label: str
    #: As a side is named after it: "Wickremesinghe", "ban".
    short: str
    is_measure: bool
    #: Finds its mentions in a text.
    pattern: re.Pattern[str]
    #: How central it is (0–1): the share of origins that speak of it, most of all in headlines.
    weight: float


def find_targets(
    statements: Sequence[Statement], articles: Sequence[Article], origins: Sequence[OriginLink]
) -> tuple[Target, ...]:
    """Return what a voice of this story can be for or against, most spoken of first."""
    origin_of = {link.article_id: link.origin_id for link in origins}
    found = (
        *_entities(statements, articles, origin_of),
        *_measures(articles, origin_of),
        *_camps(articles, origin_of),
    )
    return tuple(sorted(_titled(found), key=lambda target: (-target.weight, target.key)))


def _titled(targets: Sequence[Target]) -> list[Target]:
    """Return the targets with a law that has a title ("Fair Rent Act") under that title, once."""
    law = next((t for t in targets if t.is_measure and t.short in LAWS), None)
    act = next((t for t in targets if re.fullmatch(r"(?:[A-Z]\w+ ){1,3}Act", t.label)), None)
    if law is None or act is None:
        return list(targets)
    pattern = re.compile(f"{act.pattern.pattern}|(?i:{law.pattern.pattern})")
    merged = replace(
        law,
        label=f"the {act.label}",
        short=act.label,
        pattern=pattern,
        weight=max(law.weight, act.weight),
    )
    return [merged if t is law else t for t in targets if t is not act]


def measure_forms(target: Target) -> str:
    """Return a pattern of the headline words that make the measure: "halt|halts|halted"."""
    return "|".join(MEASURES[target.key.removeprefix("measure:")].split())


def acronyms(articles: Iterable[Article]) -> dict[str, str]:
    """Return acronym → full name, as the texts introduce it: "Criminal Investigation Department (CID)"."""
    seen: Counter[tuple[str, str]] = Counter()
    for article in articles:
        for match in _ACRONYM.finditer(article.text):
            words = [w for w in match[1].split() if w[0].isupper()]
            kept = words[-len(match[2]) :]
            if "".join(w[0] for w in kept).upper() == match[2].upper():
                start = match[1].rindex(kept[0]) if match[1].count(kept[0]) == 1 else 0
                seen[match[2], match[1][start:]] += 1
    return {
        short: full
        for (short, full), _ in sorted(seen.items(), key=lambda item: (item[1], item[0]))
    }


# -------------------------------------------------------------------------------------- entities


def _entities(
    statements: Sequence[Statement], articles: Sequence[Article], origin_of: Mapping[ArticleId, str]
) -> list[Target]:
    spread: defaultdict[str, set[str]] = defaultdict(set)
    forms: defaultdict[str, Counter[str]] = defaultdict(Counter)
    kinds: defaultdict[str, Counter[NameKind]] = defaultdict(Counter)
    for statement in statements:
        for name in statement.names:
            key = name_key(name.canonical)
            if _may_be_target(key):
                spread[key].add(origin_of.get(statement.article_id, statement.article_id))
                forms[key][name.canonical] += 1
                kinds[key][name.kind] += 1
    _fold_surnames(spread, forms, kinds)
    total = max(1, len({origin_of.get(a.id, a.id) for a in articles if a.text}))
    least = max(2, round(0.12 * total))
    short_of = {full: short for short, full in acronyms(articles).items()}
    found = [
        _entity(key, forms[key], kinds[key], short_of, len(spread[key]) / total)
        for key in sorted(spread)
        if len(spread[key]) >= least
    ]
    places = {key for key in spread if kinds[key].most_common(1)[0][0] is NameKind.PLACE}
    central = [_central(t, articles, origin_of) for t in _joined(found)]
    fit = [t for t in central if t.key not in places] + _acting_places(central, places)
    fit = [t for t in fit if not (_is_scene(t, articles) or _is_fragment(t))]
    chosen = sorted(fit, key=lambda t: (-t.weight, t.key))[:MAX_ENTITIES]
    people = {key for key in spread if kinds[key].most_common(1)[0][0] is NameKind.PERSON}
    return [_called(t, articles) if t.key in people else t for t in chosen]


def _joined(targets: Sequence[Target]) -> list[Target]:
    """Return the targets without those whose name is part of a likelier one's: "GOP", "Florida GOP"."""
    ordered = sorted(targets, key=lambda t: (-t.weight, len(t.label), t.key))
    kept: list[Target] = []
    for target in ordered:
        words = set(target.key.split())
        if not any(
            words & set(k.key.split())
            and (words <= set(k.key.split()) or set(k.key.split()) <= words)
            for k in kept
        ):
            kept.append(target)
    return kept


def _central(
    target: Target, articles: Sequence[Article], origin_of: Mapping[ArticleId, str]
) -> Target:
    """Return the target with its weight raised by the headlines that name it."""
    return replace(
        target, weight=0.35 * target.weight + 0.65 * _in_headlines(target, articles, origin_of)
    )


def _in_headlines(
    target: Target, articles: Sequence[Article], origin_of: Mapping[ArticleId, str]
) -> float:
    every = {origin_of.get(a.id, a.id) for a in articles}
    naming = {origin_of.get(a.id, a.id) for a in articles if target.pattern.search(a.title)}
    return len(naming) / max(1, len(every))


def _acting_places(targets: Sequence[Target], places: Set[str]) -> list[Target]:
    """Return the places that are parties: two or more that headlines name, else none.

    One country in the headlines is the scene; two are often the opponents.
    """
    named = [t for t in targets if t.key in places and t.weight >= 0.5]
    return named if len(named) >= 2 else []


def _is_scene(target: Target, articles: Sequence[Article]) -> bool:
    """Return whether the texts use the name as a place: things happen in it."""
    uses = places = 0
    for article in articles:
        for match in target.pattern.finditer(article.text):
            uses += 1
            places += (
                _PLACE_BEFORE.search(article.text[max(0, match.start() - 12) : match.start()])
                is not None
            )
    return places >= max(2, _SCENE * uses)


def _is_fragment(target: Target) -> bool:
    """Return whether the name is a party (a camp of its own) or a piece of one: "GOP-led Texas"."""
    return _FRAGMENT.search(target.label) is not None


def _may_be_target(key: str) -> bool:
    return len(key) > 2 and key not in _NOT_TARGETS and not key.replace(" ", "").isdigit()


def _fold_surnames(
    spread: defaultdict[str, set[str]],
    forms: defaultdict[str, Counter[str]],
    kinds: defaultdict[str, Counter[NameKind]],
) -> None:
    """Count "wickremesinghe" for "ranil wickremesinghe" when one person only can be meant."""
    persons = [k for k in spread if " " in k and kinds[k].most_common(1)[0][0] is NameKind.PERSON]
    for key in sorted(k for k in spread if " " not in k):
        owners = sorted((k for k in persons if k.split()[-1] == key or k.split()[0] == key),
                        key=lambda k: (-len(spread[k]), k))  # fmt: skip
        if owners:
            spread[owners[0]] |= spread.pop(key)
            forms[owners[0]].update(forms.pop(key))


def _entity(
    key: str,
    forms: Counter[str],
    kinds: Counter[NameKind],
    short_of: Mapping[str, str],
    weight: float,
) -> Target:
    full = min(forms, key=lambda form: (name_key(form) != key, -forms[form], form))
    is_person = kinds.most_common(1)[0][0] is NameKind.PERSON
    names = {full, *forms}
    short = full
    if is_person:
        short = full.split()[-1]
        names.add(short)
    elif full in short_of:
        short = short_of[full]
        names.add(short)
    return Target(key, full, short, False, _any_of(names), weight)


def _called(target: Target, articles: Sequence[Article]) -> Target:
    """Return the person as the texts call them: "Thaksin", "Lavrov"; in full when never by one name."""
    first, last = target.label.split()[0], target.label.split()[-1]
    text = "\n".join(a.text for a in articles)
    alone = {
        first: len(re.findall(rf"\b{re.escape(first)}\b(?! [A-Z])", text)),
        last: len(re.findall(rf"(?<!{re.escape(first)} )\b{re.escape(last)}\b", text)),
    }
    short = max(alone, key=lambda name: (alone[name], name == last))
    if alone[short] < max(2, 0.3 * text.count(target.label)):
        return replace(target, short=target.label)
    pattern = re.compile(rf"{target.pattern.pattern}|(?<![\w-]){re.escape(short)}(?!\w)")
    return replace(target, short=short, pattern=pattern)


def _any_of(names: Iterable[str]) -> re.Pattern[str]:
    ordered = sorted({n for n in names if len(n) > 1}, key=lambda n: (-len(n), n))
    return re.compile(r"(?<![\w-])(?:" + "|".join(map(re.escape, ordered)) + r")(?!\w)")


# -------------------------------------------------------------------------------------- measures


def _measures(articles: Sequence[Article], origin_of: Mapping[ArticleId, str]) -> list[Target]:
    spread: defaultdict[str, set[str]] = defaultdict(set)
    for article in articles:
        for head in {
            HEAD_OF[w] for w in re.findall(r"[a-z]+", article.title.lower()) if w in HEAD_OF
        }:
            spread[head].add(origin_of.get(article.id, article.id))
    total = max(1, len({origin_of.get(a.id, a.id) for a in articles}))
    heads = sorted((h for h in spread if len(spread[h]) >= max(2, 0.2 * total)),
                   key=lambda h: (-len(spread[h]), h))  # fmt: skip
    groups = _families(heads)[:MAX_MEASURES]
    acts = [g for g in groups if g[0] not in THINGS] or groups
    return [
        _measure(
            group,
            articles,
            len(set().union(*(spread[h] for h in group))) / total,
            is_act=group == acts[0],
        )
        for group in groups
    ]


def _families(heads: Sequence[str]) -> list[list[str]]:
    """Return the heads, most used first, those of one family together: the bill, the law, the ban."""
    groups: list[list[str]] = []
    for head in heads:
        family = next((f for f in FAMILIES if head in f), frozenset({head}))
        known = next((g for g in groups if g[0] in family), None)
        if known is None:
            groups.append([head])
        else:
            known.append(head)
    return groups


def _measure(
    heads: Sequence[str], articles: Sequence[Article], weight: float, *, is_act: bool
) -> Target:
    head = heads[0]
    words = {w for h in heads for w in (h, *MEASURES[h].split(), *ALSO.get(h, ()))}
    body = "|".join(map(re.escape, sorted(words, key=lambda w: (-len(w), w))))
    anaphors = f"|{_ANAPHORS}" if is_act else ""
    pattern = re.compile(rf"\b(?:(?:{body}){anaphors})\b", re.IGNORECASE)
    return Target(f"measure:{head}", _measure_label(head, articles), head, True, pattern, weight)


def _measure_label(head: str, articles: Sequence[Article]) -> str:
    """Return "the ban on online money games": the head with its commonest complement, else alone."""
    counts: Counter[str] = Counter()
    finder = re.compile(rf"\b{re.escape(head)}{_COMPLEMENT}")
    for article in articles:
        for phrase in {
            p for m in finder.finditer(article.text) for p in _prefixes(m["link"], m["rest"])
        }:
            counts[phrase] += 1
    usual = [p for p, n in counts.items() if n >= max(3, 0.05 * len(articles))]
    if not usual:
        return f"the {head}"
    best = max(usual, key=lambda p: (counts[p] * min(len(p.split()), 4), p))
    return f"the {head} {best}"


def _prefixes(link: str, rest: str) -> list[str]:
    """Return the complements that start the run: "of Ranil", "of Ranil Wickremesinghe"."""
    kept: list[str] = []
    found: list[str] = []
    for word in rest.split():
        bare = word.strip("'’")
        if bare.lower() in _COMPLEMENT_STOP and not (not kept and bare.lower() in {"a", "the"}):
            break
        kept.append(bare)
        if bare.lower() not in {"the", "a", "of", "and"} and not bare.isdigit():
            found.append(" ".join([link, *kept]))
    return found


# ----------------------------------------------------------------------------------------- camps


def _camps(articles: Sequence[Article], origin_of: Mapping[ArticleId, str]) -> list[Target]:
    total = max(1, len({origin_of.get(a.id, a.id) for a in articles if a.text}))
    found = []
    for label, source in _CAMPS.items():
        pattern = re.compile(source)
        spread = {origin_of.get(a.id, a.id) for a in articles if pattern.search(a.text)}
        if len(spread) >= max(2, 0.25 * total):
            weight = _CAMP_WEIGHT * len(spread) / total
            full = label if label[0].isupper() else f"the {label}"
            found.append(Target(f"camp:{label.lower()}", full, label, False, pattern, weight))
    return found
