"""Articles for the farm, made of parts and written by us: five outlets tell of each happening."""

from __future__ import annotations

from dataclasses import dataclass

TELLINGS = 5

_PLACE_NAMES = (
    "Aldmere Brackholm Corvath Dunleigh Estrava Fennick Galdor Harnoy Istrel Jorvale Kestow Lundry "
    "Morvane Nethby Ostrand Pellworth Quarrin Rostock-Vale Sundal Tarnwick Ulverhead Varholm "
    "Westrey Yarnby Zelmar Ashquay Bellmoor Cardrow Drumlin Elsinby Farrow Gunnarby Holmtree "
    "Ivendale Jessamy Kirrin Lowmarch Marrick Norvik Oxwater"
)
_PLACES = _PLACE_NAMES.split()
_PEOPLE_NAMES = (
    "Ansel Marrow|Brida Kessel|Corin Vash|Dagny Holt|Emeric Sund|Farah Lindqvist|Gareth Oduya|"
    "Hanne Prior|Ilya Brandt|Jonna Teague|Karel Witt|Liv Amundsen|Matteo Rusk|Nadia Ferrow|"
    "Oskar Blythe|Petra Vane|Quentin Rask|Rosa Dell|Stellan Moor|Thea Quist"
)
_PEOPLE = _PEOPLE_NAMES.split("|")


@dataclass(frozen=True)
class _Kind:
    """A kind of happening, with five ways to tell it."""

    titles: tuple[str, ...]
    leads: tuple[str, ...]


_KINDS = (
    _Kind(
        ("Ferry runs aground off {p}", "{n} rescued as ferry strikes rocks near {p}",
         "Passengers safe after {p} ferry grounding", "Captain questioned after ferry accident at {p}",
         "{p} ferry holed in fog"),
        ("A ferry with {n} people on board ran aground in thick fog off {p} on Monday, the coast guard said.",
         "The coast guard took {n} passengers off a ferry that had struck rocks near {p} on Monday.",
         "All {n} people on a ferry were brought ashore at {p} after it hit a reef on Monday, rescuers said.",
         "Police in {p} questioned the captain of a ferry that was holed on rocks with {n} people on board.",
         "Fog was blamed for a grounding on Monday that left a ferry and {n} passengers stuck outside {p}."),
    ),
    _Kind(
        ("Council of {p} votes to close {n} schools", "Parents protest as {p} shuts schools",
         "{p} schools to merge after vote", "Mayor defends closing of schools in {p}",
         "School closures in {p} pass by one vote"),
        ("The council of {p} voted on Tuesday to close {n} village schools for lack of pupils.",
         "Parents marched through {p} on Tuesday as the council decided that {n} schools would shut.",
         "Pupils of {n} schools around {p} will be taught in larger buildings after a vote on Tuesday.",
         "The mayor of {p} said on Tuesday that closing {n} schools had been the only choice left.",
         "By a single vote the council of {p} decided on Tuesday that {n} schools would be closed."),
    ),
    _Kind(
        ("Strike halts trams in {p}", "{n} tram drivers walk out in {p}",
         "Commuters in {p} stranded by tram strike", "Tram company in {p} offers new talks",
         "Union in {p} wants higher wages for tram crews"),
        ("Trams stood still in {p} on Wednesday when {n} drivers began a strike for higher pay.",
         "A walkout by {n} tram drivers stopped all lines in {p} from Wednesday morning.",
         "Commuters in {p} walked to work on Wednesday because {n} tram drivers had stopped working.",
         "The tram company of {p} offered talks on Wednesday to {n} drivers who had laid down their work.",
         "The union of {n} tram drivers in {p} said on Wednesday that wages had fallen behind prices."),
    ),
    _Kind(
        ("Flood cuts off villages near {p}", "River breaks dike at {p}, {n} homes under water",
         "Army sent to flooded {p}", "{p} counts the cost of the flood", "Dike at {p} gives way after rain"),
        ("A flood cut off villages around {p} on Thursday and left {n} homes under water.",
         "The river broke the dike at {p} on Thursday; {n} homes were flooded within an hour.",
         "Soldiers carried sandbags in {p} on Thursday after water had entered {n} homes.",
         "Officials in {p} said that {n} homes had been damaged when the river rose on Thursday.",
         "After a week of rain the dike at {p} gave way on Thursday and {n} homes were flooded."),
    ),
)  # fmt: skip

#: Three for each telling, so that no two tellings share a sentence.
_FOLLOWS = (
    "{who}, who speaks for the authorities of {p}, said that nobody in {p} could remember anything like it.",
    "“We were told nothing until it was over,” said {other}, a resident of {p} who lives near the harbour.",
    "A report on the events will be laid before the regional assembly in {n} days, according to {who}.",
    "{other} put the cost for {p} at {n} million crowns and asked the region to pay its share.",
    "Shops around the market square of {p} stayed closed and buses took another way, {who} announced.",
    "The last time that {p} made headlines was {n} years ago, when its old theatre burned down.",
    "An emergency number for the people of {p} was called {n} times within the first hour, {who} told reporters.",
    "“Somebody has to answer for this,” {other} told a crowd in front of the town hall of {p}.",
    "Neighbouring towns have offered {p} help, among them vehicles, beds and {n} volunteers.",
    "The governor interrupted a journey and will come to {p} before the weekend, {who} confirmed.",
    "For {other}, who has lived in {p} for {n} years, the warning signs had been there since autumn.",
    "Insurers sent staff to {p} to look at the damage and to talk with the families concerned.",
    "Opposition members in {p} want {who} to explain to the council what was known and when.",
    "A fund set up by {other} for those affected in {p} collected {n} thousand crowns overnight.",
    "Normal life should be back in {p} within two weeks, {who} promised at the end of the day.",
)


@dataclass(frozen=True)
class Telling:
    """One outlet's article on one happening."""

    title: str
    paragraphs: tuple[str, ...]
    published: str


def telling(number: int) -> Telling:
    """Return article ``number``: five successive numbers tell of one happening."""
    event, version = divmod(number, TELLINGS)
    kind = _KINDS[event % len(_KINDS)]
    words = {
        "p": _PLACES[event % len(_PLACES)],
        "n": str(12 + event * 7),
        "who": _PEOPLE[event % len(_PEOPLE)],
        "other": _PEOPLE[(event * 3 + 7) % len(_PEOPLE)],
    }
    texts = (kind.leads[version], *_FOLLOWS[3 * version : 3 * version + 3])
    day, minute = 10 + event % 5, number % 60
    return Telling(
        kind.titles[version].format(**words),
        tuple(text.format(**words) for text in texts),
        f"2024-01-{day:02}T{8 + version:02}:{minute:02}:00Z",
    )
