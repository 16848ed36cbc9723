"""Words that judge while they report, with the plain word for each where there is one."""

from __future__ import annotations

from winnow.text.tables import word_set

#: Sensational or evaluative words of news → the neutral word of the same form, or ``None`` when
#: only leaving it out (or the whole sentence) is neutral.
LOADED: dict[str, str | None] = {
    "slam": "criticise", "slams": "criticises", "slammed": "criticised", "slamming": "criticising",
    "blast": "criticise", "blasts": "criticises", "blasted": "criticised",
    "blasting": "criticising", "rip": "criticise", "rips": "criticises", "ripped": "criticised",
    "bashes": "criticises", "bashed": "criticised", "bashing": "criticising",
    "skewers": "criticises", "skewered": "criticised", "torches": "criticises",
    "torched": "criticised", "roasts": "mocks", "roasted": "mocked", "eviscerates": "criticises",
    "eviscerated": "criticised", "destroys": None, "obliterates": None, "shreds": "criticises",
    "lambasts": "criticises", "lambasted": "criticised", "savages": "criticises",
    "savaged": "criticised", "pummels": None, "hammers": "criticises", "hammered": "criticised",
    "rants": "says", "rant": "speech", "ranted": "said", "spews": "says", "spewed": "said",
    "meltdown": None, "tirade": "speech", "screed": "text", "freakout": None, "outburst": None,
    "erupts": None, "erupted": None, "explodes": None, "unhinged": None, "deranged": None,
    "shocking": None, "shockingly": None, "shock": None, "stunning": None, "stunningly": None,
    "stunned": "surprised", "bombshell": None, "explosive": None, "jaw-dropping": None,
    "chilling": None, "horrifying": None, "horrific": None, "horrendous": None, "terrifying": None,
    "appalling": None, "outrageous": None, "outrage": "criticism", "outraged": "angry",
    "fury": "anger", "furious": "angry", "backlash": "criticism", "firestorm": "criticism",
    "uproar": "criticism", "frenzy": None, "chaos": "disorder", "chaotic": None, "bloodbath": None,
    "carnage": None, "disgraceful": None, "disgraced": None, "shameful": None, "shameless": None,
    "shamelessly": None, "disgusting": None, "despicable": None, "vile": None, "heinous": None,
    "evil": None, "barbaric": None, "savage": None, "brutal": None, "brutally": None,
    "ruthless": None, "ruthlessly": None, "draconian": "strict", "tyrannical": None,
    "tyranny": None, "dictator": "leader", "dictatorial": None, "regime": "government",
    "regimes": "governments", "strongman": "leader", "despot": "leader", "tyrant": "leader",
    "thug": None, "thugs": None, "goons": None, "mob": "crowd", "mobs": "crowds", "cronies":
    "associates", "crony": "associate", "henchmen": "associates", "puppet": None, "stooge": None,
    "lackey": None, "apologist": "supporter", "apologists": "supporters", "zealot": None,
    "zealots": None, "fanatic": None, "fanatics": None, "extremist": None, "extremists": None,
    "radical": None, "radicals": None, "far-left": None, "far-right": None, "hardline": None,
    "hard-line": None, "ultra-conservative": "conservative", "leftist": "left-wing",
    "leftists": "left-wing activists", "rightist": "right-wing", "woke": None, "wokeness": None,
    "marxist": None, "fascist": None, "nazi-like": None, "socialist-style": None, "elites": None,
    "elitist": None, "swamp": None, "cabal": None, "so-called": None, "self-styled": None,
    "self-proclaimed": None, "self-described": None, "notorious": None, "infamous": None,
    "embattled": None, "beleaguered": None, "controversial": None, "controversially": None,
    "divisive": None, "polarizing": None, "polarising": None, "firebrand": None, "maverick": None,
    "scandal-plagued": None, "scandal-ridden": None, "disastrous": None, "catastrophic": None,
    "calamitous": None, "devastating": None, "devastated": None, "ruinous": None, "crippling": None,
    "crushing": None, "staggering": "large", "whopping": None, "massive": "large", "huge": "large",
    "skyrocketing": "rising", "skyrocketed": "rose", "skyrockets": "rises", "soars": "rises",
    "soaring": "rising", "soared": "rose", "plummets": "falls", "plummeted": "fell",
    "plummeting": "falling", "plunges": "falls", "plunged": "fell", "plunging": "falling",
    "tumbles": "falls", "craters": "falls", "cratered": "fell", "slashes": "cuts",
    "slashed": "cut", "slashing": "cutting", "guts": "cuts", "gutted": "cut", "gutting": "cutting",
    "axes": "cuts", "axed": "cut", "scraps": "ends", "scrapped": "ended", "torpedoes": "blocks",
    "torpedoed": "blocked", "defies": "does not follow", "defied": "did not follow",
    "flouts": "breaks", "flouted": "broke", "thwarts": "blocks", "thwarted": "blocked",
    "cracks": None, "crackdown": "enforcement", "crackdowns": "enforcement",
    "witch-hunt": "investigation", "hoax": None, "sham": None, "farce": None, "debacle": None,
    "fiasco": None, "disaster": None, "catastrophe": None, "travesty": None, "mockery": None,
    "scheme": "plan", "schemes": "plans", "ploy": "plan", "stunt": "action", "charade": None,
    "boondoggle": None, "giveaway": None, "handout": "payment", "handouts": "payments",
    "power-grab": None, "takeover": None, "invasion-like": None, "flood": None, "influx": "arrival",
    "surge": "rise", "surges": "rises", "surged": "rose", "wave": None, "war-mongering": None,
    "warmonger": None, "bullying": None, "bully": None, "bullies": None, "cowardly": None,
    "coward": None, "corrupt": None, "crooked": None, "lying": None, "liar": None, "lies": None,
    "falsely": None, "baseless": None, "baselessly": None, "debunked": None, "bogus": None,
    "laughable": None, "absurd": None, "ridiculous": None, "insane": None, "crazy": None,
    "lunatic": None, "bizarre": None, "bizarrely": None, "weird": None, "sinister": None,
    "ominous": None, "alarming": None, "alarmingly": None, "dire": None, "grim": None,
    "desperate": None, "desperately": None, "frantic": None, "scramble": "rush",
    "scrambles": "tries", "scrambling": "trying", "reeling": None, "humiliating": None,
    "humiliated": None, "humiliation": None, "embarrassing": None, "embarrassment": None,
    "blow": "setback", "stinging": None, "scathing": "critical", "blistering": "critical",
    "searing": "critical", "damning": "critical", "fiery": None, "heated": None, "bitter": None,
    "bitterly": None, "vicious": None, "viciously": None, "venomous": None, "toxic": None,
    "hateful": None, "bigoted": None, "racist": None, "xenophobic": None, "misogynistic": None,
    "heroic": None, "heroically": None, "hero": None, "brave": None, "bravely": None,
    "courageous": None, "courageously": None, "triumphant": None, "triumph": "victory",
    "triumphs": "wins", "triumphed": "won", "historic": None, "landmark": None,
    "groundbreaking": None, "game-changing": None, "game-changer": None, "revolutionary": None,
    "unprecedented": None, "extraordinary": None, "incredible": None, "incredibly": None,
    "amazing": None, "awesome": None, "brilliant": None, "masterful": None, "stellar": None,
    "remarkable": None, "remarkably": None, "glorious": None, "beloved": None, "legendary": None,
    "iconic": None, "touts": "promotes", "touted": "promoted", "touting": "promoting",
    "boasts": "says", "boasted": "said", "brags": "says", "bragged": "said", "gloats": "says",
    "hails": "praises", "hailed": "praised", "lauds": "praises", "lauded": "praised",
    "doubles-down": "repeats", "admits": "says", "admitted": "said", "insists": "says",
    "insisted": "said", "refuses": "declines", "feud": "dispute", "feuds": "disputes",
    "showdown": "dispute", "clash": "disagree", "battle": "dispute", "war of words": "dispute",
    "sparks": "leads to", "sparked": "led to", "sparking": "leading to", "ignites": "leads to",
    "ignited": "led to", "triggers": "leads to", "unleashes": "begins", "unleashed": "began",
    "rocked": "affected", "rocks": "affects", "roils": "affects", "roiled": "affected",
    "nightmare": None, "hellish": None, "hell": None, "apocalyptic": None, "doomed": None,
    "looming": "expected", "illegals": "undocumented immigrants", "aliens": "foreign nationals",
    "anti-american": None, "un-american": None, "pro-abortion": "pro-abortion-rights",
    "anti-life": None, "death-cult": None, "genocidal": None, "bloodthirsty": None,
    "bloody": None, "deadly": None, "gruesome": None, "grisly": None, "ghastly": None,
    "tragic": None, "tragically": None, "heartbreaking": None, "gut-wrenching": None,
    "wildly": None, "blatant": None, "blatantly": None, "brazen": None, "brazenly": None,
    "egregious": None, "flagrant": None, "rampant": "widespread", "rampage": None,
    "sweeping": "broad", "dramatic": None, "dramatically": None, "drastic": None,
    "drastically": None, "sensational": None, "juicy": None, "nasty": None, "ugly": None,
    "filthy": None, "sickening": None, "sick": None, "pathetic": None, "hypocritical": None,
    "hypocrisy": None, "hypocrite": None, "clueless": None, "incompetent": None,
    "incompetence": None, "reckless": None, "recklessly": None, "mindless": None, "senseless": None,
    "cruel": None, "cruelty": None, "callous": None, "heartless": None, "inhumane": None,
    "weaponize": "use", "weaponized": "used", "weaponizing": "using", "weaponise": "use",
    "weaponised": "used", "weaponising": "using", "brainwash": None, "indoctrinate": "teach",
    "indoctrination": "teaching", "propaganda": None, "mouthpiece": None, "narrative": None,
    "alarmist": None, "hysteria": None, "hysterical": None, "panic": None,
}  # fmt: skip

#: Adjectives, adverbs and nouns of judgement that mark a sentence as opinion when unattributed.
EVALUATIVE = word_set("""
    good bad better best worse worst great terrible wonderful excellent perfect awful wrong right
    unfair unjust fair fairly rightly wrongly justified unjustified unacceptable inexcusable
    indefensible necessary unnecessary essential crucial vital important dangerous harmful
    troubling disturbing worrying worrisome concerning alarming encouraging promising
    disappointing disappointingly sad sadly unfortunate unfortunately fortunately thankfully
    hopefully luckily tragically regrettably frankly obviously clearly plainly undoubtedly surely
    certainly evidently naturally inevitably ironically curiously interestingly surprisingly
    unsurprisingly predictably understandably arguably admittedly foolish foolishly stupid silly
    naive naïve wise unwise smart clever sensible senseless reasonable unreasonable irresponsible
    responsible immoral moral unethical ethical noble ignoble honest dishonest hypocritical absurd
    ridiculous ludicrous laughable nonsense nonsensical preposterous pathetic shameful disgraceful
    scandalous outrageous appalling horrible horrific dreadful deplorable despicable reprehensible
    unconscionable vile evil cruel brutal heartless callous reckless cynical cynically sinister
    insidious toxic poisonous catastrophic disastrous devastating ruinous futile pointless useless
    worthless meaningless hollow empty weak feeble spineless cowardly brave courageous heroic
    inspiring impressive remarkable extraordinary exceptional brilliant superb magnificent
    splendid beautiful ugly stunning shocking astonishing astounding incredible unbelievable
    unthinkable amazing fascinating compelling convincing unconvincing persuasive misguided
    misleading flawed failed failure folly farce sham travesty mockery hypocrisy betrayal scandal
    outrage disgrace shame tragedy triumph blunder debacle fiasco nightmare mess tyranny greed
    arrogance arrogant ignorant ignorance incompetent incompetence inept corrupt rotten bankrupt
    delusional deluded paranoid hysterical insane crazy mad madness lunacy ideological dogmatic
    extreme extremist radical draconian authoritarian undemocratic illegitimate dubious
    questionable suspicious suspect blatant flagrant egregious brazen shameless relentless rampant
    desperate desperately pathetically hopeless grim bleak dire ominous utterly totally absolutely
    truly simply merely deserve deserves deserved applaud commendable admirable laudable welcome
    overdue unprecedented staggering enormous hugely deeply profoundly sorely badly hardly
    """)
