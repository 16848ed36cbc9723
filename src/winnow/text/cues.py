"""Cue words of news English, as tables: who says, how sure, how loaded, what dangles.

Data only; the functions that read them live elsewhere.  Words are lower case with straight
apostrophes.  Loaded words are in `winnow.text.loaded`, re-exported here.
"""

from __future__ import annotations

from winnow.text.loaded import EVALUATIVE, LOADED
from winnow.text.tables import word_set

__all__ = [
    "ABBREVIATIONS",
    "ABBREVIATIONS_BEFORE_NAME",
    "ABBREVIATIONS_BEFORE_NUMBER",
    "ABBREVIATIONS_OPEN",
    "ACCORDING_TO",
    "ADDITIVE",
    "BACKGROUND_CUES",
    "CONNECTIVES",
    "EVALUATIVE",
    "HEDGES",
    "JUDGING_VERBS",
    "LOADED",
    "LOADED_REPORTING_VERBS",
    "MENTAL_VERBS",
    "MODALS",
    "NEUTRAL_REPORTING_VERBS",
    "OBJECT_VERBS",
    "PRONOUNS",
    "REPORTING_VERBS",
    "SENTENCE_STARTERS",
    "SPEAKER_NOUNS",
]


# ------------------------------------------------------------------------------ abbreviations

#: A full stop after these never ends a sentence: a name follows.
ABBREVIATIONS_BEFORE_NAME = word_set(
    """
    mr mrs ms mx dr prof gen lt col sgt maj capt cmdr adm brig cpl pvt supt insp det sen sens rep
    reps gov govs lt.gov pres hon rev fr st ste mt ft messrs mme mlle amb atty sec del supt asst
    dep vs v viz e.g i.e eg ie cf al approx rs shri smt md. msgr ald cllr maj.gen lt.gen brig.gen
    lt.col
    """
) - {"al", "md."}

#: … of these, when a number follows.
ABBREVIATIONS_BEFORE_NUMBER = word_set(
    """
    no nos jan feb mar apr jun jul aug sep sept oct nov dec fig figs vol vols pp p sec art ch para
    ca tel rs
    """
)

#: A sentence may end with these: the next word decides.
ABBREVIATIONS_OPEN = word_set(
    """
    u.s u.k u.n e.u u.s.a d.c u.a.e inc ltd corp co cos llc plc bros jr sr ph.d m.d b.a m.a etc est
    dept univ assn ave blvd rd ala ariz ark calif colo conn fla ga ill ind kan ky la md mass mich
    minn miss mo mont neb nev okla ore pa tenn tex va vt wash wis wyo n.y n.j n.c s.c n.h n.m n.d
    s.d w.va r.i pty govt intl jan feb aug sept oct nov dec al
    """
)

ABBREVIATIONS = ABBREVIATIONS_BEFORE_NAME | ABBREVIATIONS_BEFORE_NUMBER | ABBREVIATIONS_OPEN

#: Words that open a sentence after an abbreviation: "in the U.S. The …".
SENTENCE_STARTERS = word_set(
    """
    the a an this that these those he she it they we i you his her its their our my your there here
    in on at by for from with to of as but and or so yet if when while after before since until
    although though because however meanwhile moreover furthermore also additionally nevertheless
    nonetheless still then now later earlier instead thus therefore according some many most
    several few all both each one two three what who why how where which no not more less another
    other such despite during under over between among through about even only just once last next
    following officials police authorities critics experts supporters opponents analysts asked
    speaking both neither either
    """
)

# -------------------------------------------------------------------------------- attribution

#: Verbs of saying that add nothing of the writer's, as they appear before or after a speaker.
NEUTRAL_REPORTING_VERBS = word_set(
    """
    say says said saying tell tells told telling add adds added adding note notes noted noting
    write writes wrote writing state states stated stating announce announces announced announcing
    report reports reported reporting explain explains explained explaining ask asks asked asking
    reply replies replied replying respond responds responded responding continue continues
    continued comment comments commented commenting describe describes described describing
    confirm confirms confirmed confirming conclude concludes concluded concluding mention mentions
    mentioned mentioning recall recalls recalled recalling inform informs informed informing
    tweet tweets tweeted tweeting post posts posted testify testifies testified testifying argue
    argues argued arguing suggest suggests suggested suggesting indicate indicates indicated
    indicating observe observes observed stress stresses stressed stressing emphasize emphasizes
    emphasized emphasise emphasises emphasised emphasizing emphasising underline underlines
    underlined declare declares declared declaring warn warns warned warning predict predicts
    predicted predicting estimate estimates estimated estimating recommend recommends recommended
    recommending propose proposes proposed proposing promise promises promised promising pledge
    pledges pledged pledging vow vows vowed vowing agree agrees agreed agreeing acknowledge
    acknowledges acknowledged acknowledging clarify clarifies clarified clarifying reiterate
    reiterates reiterated reiterating remark remarks remarked quote quotes quoted quoting read
    reads caution cautions cautioned cautioning advise advises advised joke jokes joked quip quips
    quipped assure assures assured elaborate elaborated reveal reveals revealed revealing disclose
    discloses disclosed highlight highlights highlighted maintain maintains maintained maintaining
    contend contends contended contending deny denies denied denying reject rejects rejected
    rejecting dismiss dismisses dismissed express expresses expressed expressing call calls called
    calling urge urges urged urging demand demands demanded demanding request requests requested
    accuse accuses accused accusing allege alleges alleged alleging blame blames blamed blaming
    praise praises praised praising welcome welcomes welcomed welcoming support supports oppose
    opposes opposed criticize criticizes criticized criticise criticises criticised criticizing
    criticising condemn condemns condemned condemning complain complains complained thank thanks
    thanked claim claims claimed claiming cite cites cited citing find found finds show showed
    shows rule ruled rules order ordered signal signaled signalled signals insist insists insisted
    insisting echo echoed echoes endorse endorsed endorses endorsing refuse refused
    refuses declined declines questioned repeated repeats supporting supported backing backed
    reminded reminds compared compares implied implies wondered wonders chanted discussed
    discussing denouncing slamming referencing appeal appealed appeals characterize characterized characterizes
    dub dubbed dispute disputes disputed defend defends defended threaten threatens threatened
    threatening apologize apologized apologise apologised hint hinted hints
    """
)

#: Verbs of saying that judge the speaker; "said" is what remains when they are neutralised.
LOADED_REPORTING_VERBS: dict[str, str] = {
    "slammed": "criticised", "slams": "criticises", "blasted": "criticised", "blasts": "criticises",
    "lashed": "criticised", "ranted": "said", "rants": "says", "gushed": "said", "sneered": "said",
    "snapped": "said", "fumed": "said", "thundered": "said", "railed": "spoke", "boasted": "said",
    "boasts": "says", "bragged": "said", "scoffed": "said", "whined": "said", "spewed": "said",
    "admitted": "said", "admits": "says", "conceded": "said", "concedes": "says",
    "confessed": "said", "lamented": "said", "laments": "says", "bemoaned": "said",
    "decried": "criticised", "decries": "criticises", "denounced": "condemned",
    "denounces": "condemns", "touted": "promoted", "touts": "promotes", "ripped": "criticised",
    "rips": "criticises", "trashed": "criticised", "mocked": "ridiculed", "mocks": "ridicules",
    "exclaimed": "said", "proclaimed": "said", "proclaims": "says", "crowed": "said",
    "shouted": "said", "screamed": "said", "roared": "said", "retorted": "replied",
    "countered": "replied", "counters": "replies", "fired": "replied", "asserted": "said",
    "asserts": "says", "asserting": "saying", "purported": "said", "opined": "said",
    "hailed": "praised", "hails": "praises", "chided": "criticised", "scolded": "criticised",
    "taunted": "said", "vented": "said", "mused": "said", "enthused": "said", "hinted": "suggested",
}  # fmt: skip

#: Verbs of holding: they attribute, but are no act of speech.
MENTAL_VERBS = word_set(
    """
    think thinks thought believe believes believed believing know knows knew fear fears feared
    hope hopes hoped hoping expect expects expected expecting want wants wanted feel feels felt
    consider considers considered suspect suspects suspected doubt doubts doubted worry worries
    worried understand understands understood plan plans planned assume assumes assumed see sees
    saw view views viewed intend intends intended seek seeks sought decide decides decided learn
    learned learns
    """
)

REPORTING_VERBS = NEUTRAL_REPORTING_VERBS | frozenset(LOADED_REPORTING_VERBS) | MENTAL_VERBS

#: Verbs whose object is part of what is said: "accused Y of Z", "called it a farce".
OBJECT_VERBS = word_set(
    """
    accuse accuses accused accusing blame blames blamed blaming call calls called calling
    criticize criticizes criticized criticise criticises criticised condemn condemns condemned
    denounce denounces denounced praise praises praised hail hails hailed welcome welcomes welcomed
    reject rejects rejected deny denies denied dismiss dismisses dismissed urge urges urged
    demand demands demanded describe describes described support supports oppose opposes opposed
    slam slams slammed blast blasts blasted rip rips ripped defend defends defended threaten
    threatens threatened propose proposes proposed pledge pledges pledged vow vows vowed promise
    promises promised thank thanked thanks mock mocked mocks dispute disputes disputed dub dubbed
    express expresses expressed decry decried decries tout touted touts announce announces
    announced confirm confirms confirmed recommend recommends recommended request requested
    requests order ordered orders appeal appealed appeals want wants wanted expect expects expected
    plan plans planned fear fears feared hope hopes hoped consider considers considered intend
    intends intended agree agrees agreed highlight highlights highlighted reiterate reiterated
    stress stresses stressed emphasize emphasized emphasise emphasised acknowledge acknowledged
    acknowledges reveal revealed reveals cite cites cited warn warns warned ask asked asks advise
    advised estimate estimated estimates predict predicted predicts note noted notes claim claims
    claimed allege alleges alleged
    """
)

#: Verbs of blame and praise: their content says how the speaker stands to the object.
JUDGING_VERBS: dict[str, int] = {
    **dict.fromkeys(
        word_set("""
    accuse accuses accused blame blames blamed criticize criticizes criticized criticise
    criticises criticised condemn condemns condemned denounce denounces denounced reject rejects
    rejected dismiss dismisses dismissed oppose opposes opposed slam slams slammed blast blasts
    blasted rip rips ripped decry decries decried mock mocks mocked dispute disputes disputed sue
    sued sues
    """),
        -1,
    ),
    **dict.fromkeys(
        word_set("""
    praise praises praised hail hails hailed welcome welcomes welcomed support supports supported
    defend defends defended endorse endorses endorsed back backs backed thank thanks thanked
    applaud applauds applauded commend commends commended
    """),
        1,
    ),
}

#: Phrases before a source: "according to X". Longest first.
ACCORDING_TO = (
    "according to",
    "in the words of",
    "in the view of",
    "in the opinion of",
    "as reported by",
    "as told to",
    "citing",
    "quoting",
)

#: Common nouns that can be the source of speech: "officials said".
SPEAKER_NOUNS = word_set(
    """
    official officials police authority authorities source sources spokesman spokeswoman
    spokesperson spokespeople minister ministers ministry president prosecutor prosecutors lawyer
    lawyers attorney attorneys judge judges justice justices court courts critic critics supporter
    supporters opponent opponents activist activists advocate advocates expert experts analyst
    analysts researcher researchers scientist scientists doctor doctors witness witnesses resident
    residents witnesses investigator investigators officer officers lawmaker lawmakers senator
    senators governor mayor leader leaders chief director secretary party group groups agency
    company firm department office statement report reports study survey poll document documents
    complaint indictment lawsuit affidavit organisation organization union government opposition
    republicans democrats conservatives liberals campaigner campaigners family families father
    mother brother sister son daughter wife husband neighbour neighbor teacher teachers professor
    economist economists economy diplomat diplomats envoy ambassador general commander military army
    militants rebels victims survivors protesters organisers organizers union unions people
    some many others fans farmers workers employees management board council commission committee
    team club coach player owner founder executive executives ceo chairman chairwoman chair
    candidate candidates voters newspaper paper outlet agency media channel station network
    kremlin pentagon administration embassy bank regulator watchdog coroner pathologist magistrate
    panel bench ruling order article editorial memo letter email filing filings data figures woman
    man aide aides insider insiders eyewitnesses students parents mp mps legislator legislators
    congressman congresswoman representative representatives delegate delegates counsel defence
    defense plaintiffs plaintiff defendant defendants
    """
)

PRONOUNS = word_set("he she they it we i you")

# ---------------------------------------------------------------------------- hedges, modality

#: Words that leave a statement open; dropping one changes what is said.
HEDGES = word_set(
    """
    reportedly allegedly alleged apparently purportedly supposedly possibly probably perhaps maybe
    likely unlikely presumably suspected unconfirmed unverified claimed believed thought may might
    could seemingly appears appear seems seem potentially rumoured rumored accused
    """
)

MODALS = word_set("should must ought needs need shouldn't mustn't cannot")

# ---------------------------------------------------------------------- connectives, background

#: Openers that lean on the sentence before, longest first; dropped or disqualifying.
CONNECTIVES = (
    "on the other hand",
    "at the same time",
    "in the meantime",
    "for that reason",
    "for this reason",
    "having said that",
    "that being said",
    "in other words",
    "as a consequence",
    "for instance",
    "for example",
    "in addition to that",
    "in addition",
    "in contrast",
    "by contrast",
    "in response",
    "in particular",
    "in turn",
    "in fact",
    "as a result",
    "as such",
    "after that",
    "after all",
    "to that end",
    "to be sure",
    "of course",
    "on top of that",
    "that said",
    "that is",
    "even so",
    "what's more",
    "not only that",
    "nevertheless",
    "nonetheless",
    "additionally",
    "furthermore",
    "consequently",
    "accordingly",
    "subsequently",
    "conversely",
    "alternatively",
    "similarly",
    "likewise",
    "meanwhile",
    "moreover",
    "therefore",
    "otherwise",
    "specifically",
    "separately",
    "elsewhere",
    "regardless",
    "ultimately",
    "importantly",
    "notably",
    "instead",
    "however",
    "besides",
    "indeed",
    "hence",
    "thus",
    "then",
    "still",
    "also",
    "plus",
    "yet",
    "and",
    "but",
    "nor",
    "so",
    "or",
    "too",
)

#: Words of addition inside a sentence: they point at something said before.
ADDITIVE = word_set("also too likewise similarly additionally moreover furthermore")

#: Phrases that place a sentence before the story.
BACKGROUND_CUES = (
    "since taking office",
    "since then",
    "in recent years",
    "in recent months",
    "in recent weeks",
    "in the past",
    "over the years",
    "over the past",
    "over the last",
    "for decades",
    "for years",
    "for months",
    "decades ago",
    "years ago",
    "months ago",
    "last year",
    "earlier this year",
    "last month",
    "earlier this month",
    "previously",
    "historically",
    "at the time",
    "back in",
    "was founded in",
    "was established in",
    "was born in",
    "first elected",
    "dating back",
    "used to be",
    "has long",
    "have long",
    "had long",
    "had been",
    "had previously",
    "had already",
    "formerly",
)
