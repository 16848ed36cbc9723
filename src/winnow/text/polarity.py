"""Words that take sides: tables of praise, blame, support and opposition, and how they are looked up.

The tables were written for this project.  Words that merely name bad news ("killed", "arrested",
"crisis") are left out on purpose: they are in every account and tell no side from another.  What a
verb says of its subject and of its object follows the idea of connotation frames (Rashkin, Singh &
Choi 2016); the words themselves are ours.  Nothing here knows a target; see ``stages.stance``.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from winnow.text.tables import word_set

_PRAISE = """
accountable admirable affordable amazing applaud appropriate beautiful benefit beneficial best
 bold brave candid celebrate commend common-sense commonsense competent
constructive correct courage courageous decisive decent deserve deserving dignified dignity
diligent dedicated effective efficient empower encouraging enhance entitled equitable ethical excellent
exemplary exciting exhaustive fair fairness fairly faithful favourable favorable fearless fight-back 
flourish freedom fruitful fulfill fulfil generous genuine glad good goodwill grateful 
hailed hard-working hardworking heroic hero honest honesty honor honour honorable honourable 
hopeful humane impartial impressive improve inclusive incredible innocent innovative
inspire inspiring integrity justice justified landmark lawful lawfully legitimate liberty
love merit moderate moral must-have noble outstanding patriot
patriotic peaceful perfect pleased positive pragmatic praiseworthy precious principled
productive progress promising prosper prosperity protect proud prudent rational 
reasonable reassure reliable relief remarkable respectful rightful rightly robust 
safer sensible sensitively sincere smart solidarity stable stability
steadfast strengthen strong stronger succeed succeeds succeeded
success successful cheapest clean suitable superb sustainable
transparent transparency tremendous trust trusted trustworthy unbiased uphold upheld useful
valid valuable vibrant victory vindicate vindicated vindication visionary vital warranted welcome
well-deserved wise wisely wonderful worthwhile worthy
"""

_BLAME = """
abhorrent absurd abuse abused abusive activist-judge aggressive alarming anti-democratic appalling
arbitrary assault atrocious attack-on authoritarian autocratic awful backroom bad baffling barbaric
baseless betray betrayal bias biased bigoted blatant bogus broken brutal brutality bully bullying burden
burdensome calamity callous careless censor censorship chaos chaotic cheap cheat cheating chilling coerce coercion
collusion contempt contrived corrupt corruption costly cover-up cowardly 
cripple crippling cruel cruelty cynical damage damaging dangerous dangerously debacle deceit deceitful
deceive deceptive defeat-democracy defective defiance defy demean deplorable
despicable destabilise destabilize destroy destructive detrimental devastate devastating dictator
dictatorial dictatorship disappoint disappointed disappointing disappointment disaster disastrous disastrously
discredited discriminate discrimination discriminatory disenfranchise disgrace disgraceful disgusting
dishonest dishonesty disingenuous disinformation dismal disproportionate disregard disrespect
disrespectful disruptive distort divisive draconian dubious egregious embarrassing
embarrassment endanger erode erosion erratic evil excessive exploit exploitation exploitative 
extremist fabricated fail failed failing failure fake false falsely farce fascist fearmongering
flagrant flawed flout foolish fraud fraudulent frivolous galling gerrymander gerrymandered gerrymandering
gravely grave-concern greed greedy harass harassment harm harmful harsh hateful haste hasty hinder hoax
horrible horrific horrified horrifying hypocrisy hypocrite hypocritical ignorant ignore ill-advised
ill-conceived illegal illegally illegitimate immoral impede imperil inaccurate inadequate
inappropriate incompetence incompetent inconsistent indefensible inept inequitable inexcusable
infuriating inhumane injustice insane insult insulting interfere interference intimidate intimidation
intolerable irrational irresponsible irreparable jeopardise jeopardize lawfare lawless lawlessness lie
lied lies loophole lying malicious manipulate manipulation meddling mediocre menace mislead misleading
misguided mismanagement mistake mistaken misuse mockery nepotistic nepotism nightmare nonsense obstruct
obstruction obscene one-sided oppress oppression oppressive outrage outraged outrageous overreach
overregulation pathetic perverse petty pointless politically-motivated politicised politicized
power-grab pretext preordained preferential prejudice propaganda provocation provocative punish
punishing punitive puppet racism racist radical reckless recklessly regret regrettable repress
repression repressive retaliate retaliation retaliatory retribution revenge ridiculous
rig rigged ruin ruinous ruthless sabotage scam scandal scandalous scapegoat
score-settling selective senseless shame shameful shocked shocking shortsighted short-sighted silence
silenced silencing sinister sloppy smear specious staged stifle stupid subvert suppress suppression
suspicious tarnish terrible terrifying terror terrorise terrorize theatrics theft threaten
threatening thwart traitor treachery tyranny tyrant unacceptable unaccountable unconscionable unbecoming
unconstitutional undemocratic undermine undeserved unethical unfair unfairly unfortunate unjust
unjustified unlawful unlawfully unnecessary unprecedented-attack unprovoked unreasonable unreliable
unsafe unscrupulous unstable unsustainable untrue unwarranted unworkable unwise usurp vague vendetta
victim vindictive violate violation weaponise weaponize weaponised weaponized weaponizing witch-hunt
witch-hunting worse worsen worst worthless wrong wrongful shortage-of impossible failings wrongfully wrongly
"""

#: What a measure is said to bring: weaker than praise and blame, for reports name these too.
_GOODS = """
affordability growth jobs livelihoods peace prosperity protection recovery relief safety savings security
"""
_HARMS = """
addiction attack bankruptcy burden collapse corruption crisis damage debt decline distress famine hardship harm
hunger inflation instability insecurity layoffs loss losses lose losing menace misery poverty shortage suffer
suffering suicide suicides unemployment uncertainty unrest
"""

_SUPPORT = """
advocate applaud approve bless celebrate champion cheer 
commend congratulate defend embrace encourage endorse exonerate favour favor hail honour honor
 justify laud praise prefer rescue salute stand-by stand-with
strengthen support sympathise sympathize uphold urge-support vindicate welcome
"""

_OPPOSE = """
accuse admonish appeal assail attack ban bash berate blame blast boycott castigate censure chide
challenge condemn contest criticise criticize decry denounce deny deplore deride discredit dismiss dispute
 disavow impeach lambast lambaste mock oppose protest rebuff rebuke
rebut refute reject renounce reprimand repudiate resist ridicule scold scorn slam slander sue vilify
warn-against
"""

#: Nouns that carry the same relation: "criticism of X", "support for X".
_RELATION_NOUNS = {
    "accusation": -1.0, "attack": -0.7, "backing": 1.0, "backlash": -0.8, "blame": -1.0, "boycott": -1.0,
    "concern": -0.5, "condemnation": -1.0, "criticism": -1.0, "critic": -0.8, "denunciation": -1.0,
    "endorsement": 1.0, "opponent": -0.8, "opposition": -0.7, "outrage": -0.9, "praise": 1.0,
    "protest": -0.7, "rejection": -0.8, "solidarity": 0.9, "supporter": 0.6, "support": 0.8,
    "advocate": 0.7, "fan": 0.6, "ally": 0.6, "foe": -0.7, "rival": -0.6, "defender": 0.7,
}  # fmt: skip

#: verb → (toward its subject, toward its object): who does it looks so, whom it befalls looks so.
_FRAMES = {
    "address": (0.4, 0.0), "boost": (0.6, 0.2), "combat": (0.5, -0.3), "criminalise": (-0.6, 0.3),
    "criminalize": (-0.6, 0.3), "curb": (0.4, -0.2), "deprive": (-0.7, 0.4), "deter": (-0.2, 0.0),
"disrupt": (-0.5, 0.2), "erode": (-0.7, 0.3), "fragment": (-0.4, 0.0),
    "freeze": (-0.4, 0.0), "idle": (-0.5, 0.2), "imperil": (-0.8, 0.3), "jeopardise": (-0.7, 0.3),
    "mothball": (-0.6, 0.2), "prevent": (0.4, -0.2), "safeguard": (0.7, 0.4), "stifle": (-0.7, 0.3),
    "weaken": (-0.6, 0.2), "worsen": (-0.7, 0.0),
    "abandon": (-0.6, 0.3), "abuse": (-0.9, 0.5), "betray": (-0.9, 0.4), "block": (-0.3, 0.0),
    "bully": (-0.9, 0.5), "censor": (-0.9, 0.5), "cheat": (-0.9, 0.3), "coerce": (-0.8, 0.5),
    "commandeer": (-0.7, 0.3), "deceive": (-0.9, 0.2), "defy": (-0.4, 0.2), "demean": (-0.7, 0.4),
    "destroy": (-0.7, 0.3), "devastate": (-0.7, 0.3), "disenfranchise": (-0.8, 0.5),
    "disregard": (-0.7, 0.2), "endanger": (-0.8, 0.3), "exploit": (-0.8, 0.3), "flout": (-0.8, 0.3),
    "gerrymander": (-0.8, -0.3), "harass": (-0.8, 0.5), "harm": (-0.7, 0.4), "humiliate": (-0.7, 0.5),
    "hurt": (-0.6, 0.4), "ignore": (-0.6, 0.3), "impede": (-0.5, 0.2), "improve": (0.7, 0.1),
    "interfere": (-0.6, 0.2), "intimidate": (-0.8, 0.4), "jeopardize": (-0.7, 0.3),
    "manipulate": (-0.7, 0.0), "mislead": (-0.9, 0.1), "misuse": (-0.7, 0.1), "obstruct": (-0.6, 0.2),
    "oppress": (-0.9, 0.6), "overthrow": (-0.7, 0.2), "persecute": (-0.9, 0.7), "protect": (0.7, 0.4),
    "punish": (-0.5, 0.4), "rescue": (0.8, 0.3), "rig": (-0.9, 0.0), "ruin": (-0.8, 0.3),
    "rush": (-0.4, -0.2), "sabotage": (-0.9, 0.3), "save": (0.7, 0.3), "scapegoat": (-0.7, 0.6),
    "shield": (0.0, 0.2), "silence": (-0.8, 0.6), "smear": (-0.8, 0.5), "stand up": (0.5, 0.2),
    "steal": (-0.9, 0.2), "strip": (-0.5, 0.4), "suppress": (-0.8, 0.4), 
    "threaten": (-0.6, 0.2), "undermine": (-0.7, 0.3), "uphold": (0.7, 0.3), "usurp": (-0.8, 0.2),
    "violate": (-0.8, 0.2), "weaponize": (-0.8, 0.1), "wrong": (-0.7, 0.5),
}  # fmt: skip

#: What a government, a court or a firm does to a thing: of that thing's side nothing is said by it,
#: but a call for it ("should halt", "must repeal") is against the thing.
_ENDING_VERBS = """
abandon abolish annul ban bar block cancel cease close cut defund delay dismantle dismiss dissolve drop
eliminate end expel halt hold-back jail kill lift oust outlaw overturn pause prohibit quash quit recall
remove repeal rescind resign reverse revoke scrap shelve shut stop strike-down suspend terminate withdraw
"""

_STARTING_VERBS = """
adopt advance allow approve authorise authorize back build continue defend enact expand extend finish fund
implement keep maintain pass permit preserve proceed protect reinstate renew restore resume sign support
"""

NEGATORS = word_set(
    """
    not no never none nor neither nothing nobody without cannot n't hardly barely scarcely lack
    lacks lacked lacking refuse refuses refused less
    """
)
#: Words that make an argument of a statement, with how much.
ARGUMENT_CUES = {
    "because": 1.0, "since": 0.3, "therefore": 0.8, "should": 1.0, "must": 1.0, "ought": 1.0, "need": 0.6,
    "needs": 0.6, "deserve": 0.9, "deserves": 0.9, "cannot": 0.5, "never": 0.4, "only": 0.2, "clearly": 0.5,
    "simply": 0.4, "instead": 0.4, "rather": 0.4, "would": 0.3, "will": 0.2, "could": 0.2, "too": 0.2,
    "nothing": 0.4, "every": 0.2, "right": 0.3, "rights": 0.5, "reason": 0.4, "purpose": 0.4, "intended": 0.3,
    "evidence": 0.4, "lawful": 0.4, "policy": 0.1, "claim": 0.2, "enough": 0.3, "wrong": 0.6,
}  # fmt: skip

ACCUSE_VERBS = frozenset(["accuse", "blame", "fault", "charge"])
REJECT_VERBS = frozenset(["deny", "reject", "dismiss", "refute", "rebut", "dispute", "repudiate"])

#: Crimes: an accusation of one is printed only with its source.
CRIME_WORDS = word_set(
    """
    murder murderer kill killing killings genocide corruption corrupt bribery bribe fraud theft
    steal stole stolen launder laundering treason rape rapes terrorism terrorist terrorists traffick
    trafficking smuggling embezzle embezzlement extortion crime crimes criminal criminals illegal
    illegally racist racism discrimination conspiracy perjury assault abuse abuses torture execution
    executions misuse misused scam felony unlawful unlawfully gang
    """
)
#: Never printed, whoever says it: slurs, threats, swearing (stems of whole words).
UNPRINTABLE = word_set(
    """
    scum vermin thug thugs savage savages animals idiot idiots moron morons bastard bastards bitch
    crap damn fuck fucking hell shit bullshit whore slut retard retarded illegals alien aliens
    subhuman cockroach cockroaches parasite parasites pedophile pedophiles pervert perverts lunatic
    lunatics deranged commie commies libtard libtards rats monkey monkeys pigs loser losers clown
    clowns psycho
    """
)
THREATS = (
    "i will kill", "we will kill", "should be shot", "should be hanged", "deserves to die",
    "watch your back",
)  # fmt: skip

#: Endings taken off, longest first, to compare a word with the tables: not a dictionary's lemma.
_ENDINGS = ("ations", "ation", "ingly", "edly", "iest", "ers", "ing", "ies", "ied", "est", "ely", "ly",
            "ed", "es", "er", "e", "s", "y")  # fmt: skip


@dataclass(frozen=True, slots=True)
class Frame:
    """What a verb says of whoever does it, and of whom it is done to (-1 to 1)."""

    subject: float
    object: float


@lru_cache(maxsize=50_000)
def stem(word: str) -> str:
    """Return ``word`` without its ending, for look-up only: "accused", "accuses" → "accus".

    >>> stem("accused") == stem("accuses") == stem("accuse")
    True
    """
    word = word.lower().replace("’", "'").removesuffix("'s").strip("'")
    for ending in _ENDINGS:
        if ending == "s" and word.endswith("ss"):
            continue
        if word.endswith(ending) and len(word) - len(ending) >= 3:
            return _undouble(word[: -len(ending)])
    return _undouble(word)


def _undouble(word: str) -> str:
    return word[:-1] if len(word) > 3 and word[-1] == word[-2] and word[-1] not in "s" else word


def _stems(words: str) -> frozenset[str]:
    return frozenset(stem(word) for word in words.split())


_PRAISE_STEMS = _stems(_PRAISE)
_BLAME_STEMS = _stems(_BLAME)
_GOODS_STEMS = _stems(_GOODS)
_HARMS_STEMS = _stems(_HARMS)
_SUPPORT_STEMS = _stems(_SUPPORT)
_OPPOSE_STEMS = _stems(_OPPOSE)
_ENDING_STEMS = _stems(_ENDING_VERBS)
_STARTING_STEMS = _stems(_STARTING_VERBS)
_RELATION_STEMS = {stem(word): value for word, value in _RELATION_NOUNS.items()}
_FRAME_STEMS = {stem(word): Frame(*values) for word, values in _FRAMES.items()}
_CRIME_STEMS = frozenset(stem(word) for word in CRIME_WORDS)
#: Words whose stem falls together with an evaluative one by accident.
_NOT_EVALUATIVE = word_set(
    """
    goods fined fines finer finest bestow justices respectively respective sounds sounded freed
    hoped lovely lies riskier winter wins important popular powerful rushes presents
    concern concerns concerned concerning regarding historic milestone problem problems fear
    fears truth deserve deserves deserving cost costs costing justify
    justifies strip rig rigs legal needed necessary criminal partisan concerning goodyear
    """
)


@lru_cache(maxsize=50_000)
def evaluation(word: str) -> float:
    """Return what a word says of the thing it is said of: 1 praise, -1 blame, ±0.5 a good or a harm, else 0.

    >>> evaluation("arbitrary"), evaluation("reliable"), evaluation("table")
    (-1.0, 1.0, 0.0)
    """
    if word.lower() in _NOT_EVALUATIVE:
        return 0.0
    key = stem(word)
    strong = float(key in _PRAISE_STEMS) - float(key in _BLAME_STEMS)
    return strong or 0.5 * (float(key in _GOODS_STEMS) - float(key in _HARMS_STEMS))


@lru_cache(maxsize=50_000)
def relation(word: str) -> float:
    """Return how its subject stands to its object by this verb or noun: "welcomed" 1, "denounced" -1."""
    key = stem(word)
    if key in _RELATION_STEMS:
        return _RELATION_STEMS[key]
    return float(key in _SUPPORT_STEMS) - float(key in _OPPOSE_STEMS)


def is_relation_noun(word: str) -> bool:
    """Return whether the word names a relation or who bears it: "criticism", "critics"."""
    return stem(word) in _RELATION_STEMS


@lru_cache(maxsize=50_000)
def frame(word: str) -> Frame | None:
    """Return what the verb says of its subject and its object, ``None`` for most words."""
    return _FRAME_STEMS.get(stem(word))


def demand(word: str) -> float:
    """Return -1 for a verb that ends a thing, 1 for one that lets it go on, else 0 (after "should")."""
    key = stem(word)
    return float(key in _STARTING_STEMS) - float(key in _ENDING_STEMS)


def names_crime(words: list[str]) -> bool:
    """Return whether any word names a crime."""
    return any(stem(word) in _CRIME_STEMS for word in words)


def is_unprintable(text: str) -> bool:
    """Return whether the passage holds a slur, an insult or a threat that no page repeats."""
    lowered = text.lower()
    words = {word.strip(".,;:!?\"'“”‘’()") for word in lowered.split()}
    return bool(words & UNPRINTABLE) or any(threat in lowered for threat in THREATS)
