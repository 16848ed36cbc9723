"""Words that tell what a capitalised span is: titles, heads of organisations, given names."""

from __future__ import annotations

import re

from winnow.text.tables import word_set

#: Words before a person's name, dropped from the canonical name; lower case, no full stop.
TITLES = word_set(
    """
    mr mrs ms mx miss dr prof professor sir dame lord lady baroness baron king queen prince princess
    duke duchess emperor sultan sheikh sheik emir ayatollah pope cardinal archbishop bishop rev
    reverend father sister brother rabbi imam mullah president vice-president vice prime minister
    ministers premier chancellor senator sen sens representative rep reps congressman congresswoman
    governor gov govs lt lieutenant mayor councillor councilor cllr councilman councilwoman
    alderman secretary undersecretary under-secretary ambassador amb envoy judge justice magistrate
    attorney general gen major maj colonel col captain capt commander cmdr admiral adm sergeant sgt
    corporal cpl private brigadier brig marshal officer detective det inspector insp superintendent
    supt constable sheriff deputy chief commissioner director chairman chairwoman chairperson chair
    speaker leader spokesman spokeswoman spokesperson ceo cfo coo founder co-founder coach manager
    captain skipper author actor actress singer rapper professor economist analyst lawyer
    prosecutor minister first lady md hon honourable honorable shri smt former ex-president
    ex-minister acting interim dictator mp mla mep crown saint foreign defence defense finance home
    interior health education justice trade energy treasury agriculture border labour labor solicitor
    assistant associate special senior executive union junta opposition party parliamentary press
    republican democrat democratic police state national security adviser advisor spokesman head
    ex-prime managing editor correspondent reporter candidate nominee activist chief-minister
    lieutenant-governor archduke comrade pastor priest principal dean congress house senate majority
    minority whip presidential
    """
)

#: Titles that alone make the name after them a person's.
STRONG_TITLES = word_set(
    """
    mr mrs ms mx dr prof professor sir dame lord lady baroness baron king queen prince princess
    sheikh sheik ayatollah pope cardinal archbishop bishop rev reverend rabbi imam president premier
    chancellor senator sen rep congressman congresswoman governor gov mayor councillor councilor
    secretary ambassador judge justice attorney general gen major maj colonel col captain capt
    commander admiral adm sergeant sgt corporal brigadier brig officer detective inspector
    superintendent constable sheriff commissioner director chairman chairwoman speaker spokesman
    spokeswoman spokesperson ceo minister deputy leader coach actor actress singer lawyer prosecutor
    pastor shri smt lt chief
    """
)

#: What an office is of, before the name of who holds it: "Secretary of State X", "Chief of Staff X".
REALMS = word_set(
    """
    state commonwealth treasury interior navy army house senate parliament assembly staff defense
    defence war finance labor labour commerce energy education transportation transport agriculture
    health services justice affairs security intelligence trade environment tourism culture police
    industry planning information communications economy prosecutions operations
    """
)

#: Titles that are kept before a single name: "Prince Andrew", "Pope Leo".
NOBLE = word_set(
    "prince princess king queen pope saint emperor sultan sheikh lady dame sister father mother"
)

#: Last (or any) words of organisations' names, lower case.
ORGANISATION_HEADS = word_set(
    """
    ministry department party court police university college school institute institution academy
    inc inc. corp corp. ltd ltd. llc plc co co. gmbh group company corporation holdings partners
    bank association federation union league council commission committee board agency authority
    bureau office organisation organization foundation fund trust society club church parliament
    assembly senate congress house administration government cabinet army navy force forces guard
    guards corps command service services intelligence hospital clinic center centre airlines airways
    air railways television tv radio news times post journal herald tribune gazette telegraph guardian
    press media network newspaper magazine broadcasting studios entertainment pictures records
    technologies systems industries motors energy pharmaceuticals labs laboratories international
    coalition alliance movement front brigade brigades militia campaign project initiative program
    programme team squad tribunal judiciary embassy consulate mission secretariat treasury exchange
    store stores cathedral museum library theatre theater orchestra festival kremlin pentagon
    republicans democrats conservatives labour tories greens liberals duma knesset bundestag
    division directorate caucus unit panel task taskforce watch nations network united
    """
)

#: Acts, events and the like: names of kind OTHER.
OTHER_HEADS = word_set(
    """
    act bill law amendment treaty agreement accord accords protocol convention resolution award prize
    cup games olympics championship championships day festival war battle operation plan deal order
    project scandal report index summit conference week month eve christmas easter ramadan
    covid covid-19 constitution article section chapter clause code charter declaration
    """
)

#: Well-known names whose words alone do not tell their kind.
KNOWN_ORGANISATIONS = word_set("""
    UN U.N. NATO WHO IMF WTO OPEC ASEAN BRICS FBI CIA NSA ICE DHS FDA CDC EPA IRS SEC FCC FTC DOJ DEA
    ATF TSA FEMA NASA NPR BBC CNN CNBC MSNBC NBC ABC CBS PBS AP AFP ANI PTI TASS UPI DPA FIFA UEFA NFL
    NBA MLB NHL ICC IOC IAEA UNICEF UNESCO UNHCR UNRWA ICJ BJP AAP DMK TMC CPI RSS ISIS IS IDF PLO IRA
    ETA AfD CDU CSU SPD SNP DUP GOP DNC RNC ACLU NAACP NRA PETA IBM HSBC BMW BP Hamas Hezbollah Fatah
    Taliban Houthis Al-Qaeda Google Apple Amazon Meta Facebook Twitter Microsoft Tesla SpaceX OpenAI
    Nvidia Intel Boeing Airbus Netflix Disney Walmart Target Uber TikTok YouTube Instagram WhatsApp
    Telegram Reuters Bloomberg Politico Axios Breitbart Xinhua Kremlin Pentagon Congress Senate
    Parliament Interpol Europol Eurostat Frontex Amnesty Greenpeace Oxfam Starbucks Toyota Samsung
    Huawei Gazprom Rosneft Wagner Fatah Mossad Kyodo Yonhap Anadolu Newsmax Republicans Democrats
    Tories Labour Likud Verizon Pfizer Moderna Novartis Novavax Lufthansa Ryanair Volkswagen Siemens
    """)

#: Given names of many cultures; they mark a span of two or more words as a person.
GIVEN_NAMES = word_set("""
    aaron abby abdul abdullah abigail abraham adam adel adrian agnes ahmad ahmed aisha akira alan
    alana albert alberto alejandro aleksandr alex alexa alexander alexandra alexandria alexei alexey
    alexis alfred ali alice alicia alina alison allison amanda amber amelia amina amir amit amy ana
    anastasia anders andre andrea andreas andrei andrew andrey andriy andrzej andy angel angela angelo
    angus anil anita anjali ann anna anne annie anthony antoine anton antonio antony anura anwar
    ariana ariel arjun arnold arthur arun asha ashley ashok ashwini asim asif assimi audrey august
    austin ava avi aziz barack barbara barry bashar beatrice ben benjamin bernard bernie beth betty
    beverly bill billy blake bob bobby boris brad bradley brandon brenda brendan brett brian brigitte
    bruce bruno bryan cameron camilla carl carla carlos carmen carol carolina caroline catherine
    cecilia chad chandra charles charlie charlotte chen cheryl chloe chris christian christina
    christine christophe christopher chuck cindy claire clara claude claudia colin connor corey cory
    craig crystal curtis cynthia daisy dale damien dan dana daniel daniela danielle danny daria darren
    dave david dawn dean deborah debra deepak denis denise dennis derek devendra diana diane diego
    dilip dinesh dmitri dmitry dmytro dominic don donald donna doris dorothy doug douglas duncan
    dylan eddie edgar edith eduardo edward edwin elaine elena eli elias elijah elise elizabeth ella
    ellen emily emma emmanuel emomali enrico enrique eric erica erik erin ernest esther ethan eugene
    eva evan evelyn fabio faisal farah fatima felipe felix fernando fiona florence frances francesca
    francis francisco francois françois frank fred frederick friedrich gabriel gabriela gareth gary
    gavin gayle gene geoffrey george gerald gerard ghislaine giancarlo gianni gideon gina giorgia
    giovanni giulia giuseppe gloria gordon grace graham greg gregory greta guillermo gustavo guy hamid
    hamza hannah hans harold harriet harry harvey hasan hassan heather hector heidi helen helena
    helmut henri henrik henry herbert hillary hiroshi hossein howard hugh hugo hussein ian ibrahim
    igor ilham imran ines ingrid irene irina isaac isabel isabella ismail ivan jack jackie jackson
    jacob jacques jake james jamie jan jane janet janice jared jasmine jason javier jay jean jeff
    jeffrey jen jenna jennifer jenny jeremy jerome jerry jess jesse jessica jesus jill jim jimmy jo
    joan joanna joe joel johan johann johannes john johnny jon jonathan jordan jorge jose josé joseph
    josh joshua joy joyce juan judith judy julia julian julie julio justin kai kamala karen karim karl
    kash kate katherine kathleen kathryn kathy katie katrina kaveh keir keith kelly ken kenji kenneth
    kerry kevin khaled khalid kilmar kim kimberly kiran kirsten kristen kristi kristina kumar kurt
    kyle lakshmi lance larry lars laura lauren laurent leah lee leila lena leo leon leonard leonid
    leslie lewis li liam lily linda lindsay lindsey lisa liu liz lloyd logan lois lorenzo louis louise
    luca lucas lucia lucy luigi luis luiz lukas luke lula lydia lyle lynn madeleine mahinda mahmoud
    maithripala malcolm manfred manoj manuel marc marcel marco marcus margaret margarita maria maría
    marie marina mario marion marjorie mark marlene marta martha martin martina marwan mary mathieu
    matt matteo matthew maureen maurice mauricio max maxim maya megan mehmet melania melanie melissa
    mercedes meredith mia michael michel michelle miguel mikael mike mikhail miranda miriam mitch
    mohamed mohammad mohammed mohan moinuddin molly monica morgan moses muhammad mustafa nadia nancy
    naomi narendra natalia natalie natasha nathan nayib neil nelson nicholas nick nicola nicolas
    nicole nigel nikhil nikki nikolai nikolay nikos nina nirmala noah noel noelia noor nora norman
    oleg oleksandr oleksii olena olga oliver olivia olivier omar oscar osama otto owen pablo pam
    pamela paolo patricia patrick paul paula pauline pavel pedro penny pete peter petr petro phil
    philip philippe phillip pierre piotr pooja prakash pramila priya priyanka rachel rafael rahul raj
    rajesh rajiv rajnath ralph ram ramesh ramón randy ranil raphael ravi ray raymond rebecca recep
    reza ricardo richard rick rita rob robert roberta roberto robin rodrigo roger roland ron ronald
    ronnie rosa rose ross roy ruben russell ruth ryan sadiq sajith salman sam samantha samuel sandra
    sanjay santiago sara sarah scott sean sebastian serge sergei sergey sergio seth shane shannon
    sharon shashi sheila shehbaz shinzo shirley shreyas sigrid silvia silvio simon simone smriti
    sofia sonia sophia sophie stacey stan stanley stefan stefano stella stephanie stephen steve
    steven stuart sue sunil suresh susan suzanne svetlana sven sylvia tamara tanya tara taro tatiana
    taylor ted teresa terry thaksin theodore theresa thierry thomas tim timothy tina todd tom tomas
    tommy tony tracy travis troy tulsi tyler tyrone ursula usha valentina valerie vanessa vera
    veronica vicente victor victoria viktor vijay vikram vincent vinod virginia vivek vladimir
    volodymyr wagner walter wang warren wayne wei wendy werner wes wilhelm will william winston xavier
    xi yair yasmin yevgeny yoav yogi yolanda yoshihide yosef yousef yulia yuri yusuf yves zach zachary
    zhang zoe zoran
    """)

#: Lower-case words inside names.
PARTICLES = word_set(
    "de del della der den van von bin ibn al el la le du da dos das di ten ter y e"
)

MONTHS_AND_DAYS = word_set(
    """
    january february march april may june july august september october november december monday
    tuesday wednesday thursday friday saturday sunday jan feb mar apr jun jul aug sep sept oct nov dec
    mon tue tues wed thu thurs fri sat sun mondays tuesdays wednesdays thursdays fridays saturdays
    sundays
    """
)

#: Words that open a sentence with a capital and are no names.
COMMON_OPENERS = word_set(
    """
    a about above according across additionally after again against ago all allegations almost along
    already also although always am amid among an and another any anyone are around arrest as aside
    asked at attorneys attack authorities away back based be because been before behind being below
    beside besides between beyond both breaking but by call called can children cities citing city
    companies concerns conservatives considering contact continue could court critics currently data
    days demonstrators despite did do does doctors don't down due during each earlier early economic
    efforts either election emergency even eventually every everyone everything evidence experts
    families far federal few fewer figures final finally firefighters first five following for former
    found four from further furthermore get given giving global go good government governments
    great had half has have having he health heavy hello help hence her here high highlights his
    home hours how however hundreds i if image images immigration in including indeed initially
    inside instead international into investigators is isn't it it's its itself judges just key
    last late later lawmakers lawyers leaders least less let like likewise live local long look
    looking made mainly make many maybe meanwhile media medical members men might militants military
    millions minutes money more moreover most mostly much must my national nearly neither never
    nevertheless new news next no nobody none nonetheless nor not note nothing notably now numerous
    of off officers officials often ok old on once one only open opponents opposition or other others
    our out outside over overall own parents part participants parties passengers past people perhaps
    photo photos please police political politicians previously prices prior private prosecutors
    protesters protests public questions quite rather read recent recently regardless related
    relatives reports rescue rescuers researchers residents right same scientists second security see
    seven several she should similarly since six small so social soldiers some someone something
    sometimes soon sources speaking specifically state states still strong students studies such
    supporters sure take tens than thanks that that's the their them then there there's therefore
    these they they're third this those though thousands three through throughout thus to today
    together tomorrow too top toward traders troops two ultimately under unfortunately unless unlike
    until up update upon us use using various very via video videos victims visit voters was watch we
    we're weeks well were what what's whatever when where whether which while who whose why will with
    within without witnesses women workers would years yes yesterday yet you you're young your zero
    click share follow subscribe sign advertisement story topics editor's listen file getty tags
    source representational comments enter email newsletter interested join download originally
    among amid ahead apart bringing nearly officials' both black white
    """
)

#: Endings of English common words: such a word alone at the start of a sentence is no name.
COMMON_ENDING = re.compile(
    r"(?:ing|ly|ed|tion|sion|ment|ness|ity|ous|ive|ful|less|able|ible|ers|ors|ies|ists|ents|ants|"
    r"als|ges|ces|ses|tes|les|res|ns|ts|ks|ds|ps|ms|ws|ys|gs|ls|rs|ic|ical|ial|ence|ance|age|ure|ship)$"
)

#: Common nouns whose endings look like a name's.
COMMON_NOUNS = word_set("""
    oil rain food water fire snow wind land body blood crime death debt fuel gold heat ice iron life
    light love luck mail meat milk movie music night noise paper peace phone power price proof race
    rent road rock room rule safety salt sand school science season sex ship shop shot sign site size
    skin sleep smoke soil sound space speed sport staff stage steel stock stone street summer sun
    system table tax team tech test theft time tour town trade traffic train travel tree trial truck
    trust truth turnout type union value view violence vote wage wall war waste wave wealth weather
    week weight wheat winter wood word work world year youth area army baby bail ball band bank base
    beach beef birth board boat bomb bond book border bottom box boy brain bread bridge budget bus
    business camera camp cancer capital car card care case cash cause chance change charge chief child
    choice church class clean climate clothing club coal coast coffee college cost cotton country
    county couple crew crisis crowd culture damage dance dark date daughter deal debate demand dinner
    director doctor dog door dozen draft dream dress drink drive drug earth east education eight
    employment energy engine enough entry error escape event ever exactly example exit export eye face
    fact factory fair faith fall fame family farm fashion fear fellow female field fifty fight figure
    film finance fish flag flight flood floor flow focus folk force forest form fraud free friend
    front fruit fund future game garden gas gate gender gift girl glass goal group growth guard guest
    gun hair hand head hear heart hill history hold hole holiday hope horse host hotel house human
    industry inflation information interest internet island issue item join joint journey judge jury
    justice kids labor labour lady lake language law lead leader least leave left legal lesson letter
    level line list load loss lower lunch machine mail main male man manager market mass master match
    matter meal meeting member memory mental message metal method middle mind minister minor mission
    model modern mother motion mouth move murder name nation nature none north nurse office officer
    opinion option order owner pain pair panel parent park party passenger path patient pay person
    picture pilot place plan plane plant player plenty poll pollution poor population port position
    post poverty president press prime prison problem product program project property protest proud
    province pull push quick radio rail rate reader reason record red region relief religion report
    republican request research rest result return revenue reward rich river role royal
    """)
