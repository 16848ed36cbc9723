"""Words of headlines that make a measure: what a story's voices can be for or against (see ``targets``)."""

from __future__ import annotations

#: Headline word → the measure it makes: "halts" → "halt".  Nouns stand for themselves.
MEASURES = {
    "acquittal": "acquit acquits acquitted acquittal cleared clears",
    "appointment": "appoint appoints appointed appointment",
    "approval": "approval",
    "arrest": "arrest arrests arrested detained detains",
    "ban": "ban bans banned banning outlaws outlaw outlawed prohibits",
    "bill": "bill",
    "boycott": "boycott boycotts boycotting",
    "ceasefire": "ceasefire truce",
    "closure": "closure closes",
    "conviction": "convicts convicted conviction",
    "cap": "cap",
    "cuts": "cuts",
    "dam": "dam",
    "deal": "deal agreement accord pact",
    "decree": "decree",
    "deployment": "deploy deploys deployed deployment",
    "election": "election elections vote",
    "expansion": "expands expanded expansion",
    "expulsion": "expels expelled expulsion",
    "halt": "halt halts halted halting pauses paused",
    "injunction": "injunction",
    "invasion": "invasion invades",
    "law": "law act legislation",
    "map": "map maps redistricting",
    "measure": "measure measures",
    "merger": "merger takeover",
    "order": "order",
    "pardon": "pardon pardons pardoned",
    "permit": "permit permits",
    "plan": "plan plans",
    "project": "project",
    "proposal": "proposal",
    "prosecution": "prosecution indictment indicted charged charges",
    "raid": "raid raids",
    "reform": "reform reforms overhaul",
    "release": "release releases released freed",
    "resignation": "resigns resignation",
    "ruling": "ruling rules ruled verdict blocks blocked bars",
    "sacking": "fires fired sacks sacked dismisses ousts ousted",
    "sanctions": "sanction sanctions",
    "sentence": "sentence sentenced sentences",
    "settlement": "settlement settlements",
    "strike": "strike strikes",
    "tariffs": "tariff tariffs",
    "tax": "tax taxes levy",
    "trial": "trial",
    "visit": "visit visits visited",
    "withdrawal": "withdraw withdraws withdrawal withdrew",
}
HEAD_OF = {word: head for head, words in MEASURES.items() for word in words.split()}
#: Words that carry the measure's mentions in running text, besides its own.
ALSO = {
    "halt": ("pause", "stop-work order", "stoppage", "order"),
    "arrest": ("detention", "remand"),
    "ban": ("prohibition",),
    "ruling": ("judgment", "judgement", "injunction", "judge"),
    "map": ("boundaries", "gerrymander"),
    "sanctions": (),
}
#: Heads that name one act at different stages: whoever is for the bill is for the law.
FAMILIES = (
    frozenset({"ban", "bill", "cap", "law", "measure", "decree", "reform", "tax"}),
    frozenset({"ruling", "injunction", "sentence"}),
    frozenset({"prosecution", "trial"}),
)
LAWS = frozenset({"bill", "cap", "law", "measure", "reform", "tax"})
#: Not acts: "this decision" means none of these.
THINGS = frozenset(
    {"project", "dam", "map", "permit", "plan", "funding", "proposal", "settlement", "policy"}
)
