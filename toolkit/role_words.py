"""Words for people, bodies, groups and documents: what a common noun or a title tells about who is meant."""

from collections.abc import Set

_MALE = (
    "man boy father son husband brother uncle nephew grandfather king prince duke lord sir mr gentleman actor "
    "spokesman chairman congressman businessman policeman fireman salesman salesmen widower groom boyfriend "
    "stepfather dad councilman assemblyman craftsman fisherman cameraman frontman anchorman statesman waiter emperor "
    "baron monk guy pope priest bishop archbishop cardinal imam rabbi stepson godfather"
)
_FEMALE = (
    "woman girl mother daughter wife sister aunt niece grandmother queen princess duchess lady dame mrs ms miss "
    "actress spokeswoman chairwoman congresswoman businesswoman policewoman widow bride girlfriend stepmother mom "
    "mum councilwoman assemblywoman heiress waitress empress baroness nun hostess sorority ballerina goddess "
    "stepdaughter"
)
GENDER = {**dict.fromkeys(_MALE.split(), "m"), **dict.fromkeys(_FEMALE.split(), "f")}

TITLES = frozenset(
    "mr mrs ms miss mx dr doctor sen sens senator senators rep reps representative representatives gov govs governor "
    "governors gen general lt lieutenant col colonel capt captain sgt sergeant cpl corporal pvt private adm admiral "
    "maj major brig brigadier cmdr commander rev reverend fr father sister brother prof professor sir dame lord lady "
    "judge justice president presidents premier chancellor minister ministers secretary undersecretary secretaries "
    "mayor councilman councilwoman councilor councillor alderman congressman congresswoman assemblyman assemblywoman "
    "ambassador envoy sheriff marshal constable detective inspector superintendent chief officer deputy director "
    "chair chairman chairwoman chairperson ceo cfo coo cto founder co-founder cofounder coach pope king queen prince "
    "princess duke duchess emperor sultan sheikh emir ayatollah imam rabbi cardinal bishop archbishop pastor "
    "attorney solicitor prosecutor commissioner treasurer speaker leader whip spokesman spokeswoman spokesperson "
    "adviser advisor aide analyst economist editor author actor actress singer comedian host anchor correspondent "
    "reporter columnist quarterback manager owner principal provost vice-president vp nominee candidate strategist "
    "commentator critic activist historian scientist lawyer researcher vice-chairman secretary-general "
    "president-elect amb td mp mps mk mla msp mep cllr det insp supt chairmen congressmen pm "
    "taoiseach tánaiste republican republicans democrat democrats".split()
)
BEFORE_TITLES = frozenset(
    "former ex-president deputy acting vice prime first foreign senior assistant associate interim executive managing "
    "late chief u.s. us state federal then newly u.k.".split()
)

PEOPLE = (
    frozenset(GENDER)
    | (TITLES - frozenset("private major chair whip first deputy republican".split()))
    | frozenset(
        "person man woman official source expert adviser advisor witness supporter opponent observer lawmaker "
        "legislator politician diplomat resident citizen voter neighbor neighbour researcher insider investigator "
        "somebody someone executive employee worker teacher student pupil professor academic scholar scientist "
        "physician surgeon nurse patient victim survivor suspect defendant plaintiff accuser prisoner inmate refugee "
        "migrant immigrant soldier veteran pilot driver farmer fisherman artist musician singer rapper dancer writer "
        "author novelist poet journalist blogger photographer filmmaker producer designer engineer architect "
        "developer programmer entrepreneur billionaire millionaire tycoon mogul investor banker trader broker "
        "accountant consultant player athlete star striker goalkeeper midfielder defender pitcher golfer boxer "
        "swimmer runner champion rookie referee umpire teammate fan viewer reader customer client consumer owner "
        "tenant landlord shopkeeper butcher child kid teenager teen youth adult parent sibling twin relative cousin "
        "friend colleague partner spouse fiance boss superior successor predecessor rival opponent ally contender "
        "frontrunner front-runner challenger incumbent lawyer counsel juror magistrate warden guard policeman cop "
        "agent spy whistleblower hacker gunman shooter attacker bomber killer murderer terrorist militant rebel "
        "insurgent jihadist fighter demonstrator protester organizer organiser campaigner volunteer donor mourner "
        "worshiper worshipper believer theologian priest conservative liberal progressive libertarian socialist "
        "communist nationalist republican democrat hardliner moderate independent native newcomer stranger passenger "
        "commuter tourist visitor guest host pundit neurosurgeon front-runner psychologist psychiatrist sociologist "
        "anthropologist biologist chemist physicist astronomer mathematician statistician meteorologist "
        "climatologist geologist toxicologist epidemiologist pathologist economist pollster technician mechanic "
        "carpenter builder contractor supplier retailer vendor seller buyer founder creator inventor mastermind "
        "architect mentor guru legend icon hero celebrity model starlet comedian comic humanitarian pro freelancer "
        "staffer operative mayor magnate mogul heir dictator strongman autocrat ruler monarch royal head boss "
        "supervisor trustee regent lobbyist mediator negotiator representative delegate member chairperson "
        "participant respondent panelist hopeful backer booster detractor advocate activist moderator "
        "commentator evangelist missionary dissident exile defector prosecutor winner laureate finalist assailant "
        "impostor documentarian pm pontiff superstar envoy landlady dean barrister opener skipper midwife "
        "crooner frontwoman covergirl opener chair co-chair deputy".split()
    )
)
BODIES = frozenset(
    "company firm corporation business bank agency ministry department bureau commission committee council board panel "
    "court tribunal government administration regime parliament congress senate cabinet party union association "
    "federation league club team organization organisation institution institute university college school hospital "
    "museum foundation charity nonprofit group church police army navy military force newspaper tabloid magazine "
    "network broadcaster station channel website site outlet publication paper publisher studio label retailer airline "
    "carrier manufacturer automaker carmaker supplier maker giant startup start-up operator utility provider "
    "campaign office embassy consulate city county state country nation kingdom republic alliance coalition bloc "
    "watchdog regulator authority center centre project program programme think-tank thinktank lab laboratory "
    "brand chain conglomerate lender insurer developer franchise orchestra theater theatre band tv television service "
    "media press family community industry movement camp delegation pentagon kremlin ngo pac legislature "
    "opposition".split()
)
GROUPS = frozenset(
    "people public crowd majority minority couple pair duo trio audience staff crew side fans critics".split()
)
DOCUMENTS = frozenset(
    "report study survey poll polling letter document memo statement article book email e-mail filing indictment "
    "ruling research paper analysis lawsuit suit complaint dossier transcript datum data figure statistic standard "
    "bylaw rule law act tweet post video review order piece story column editorial affidavit petition resolution "
    "treaty agreement contract guideline manual note message text transcript testimony release advertisement ad film "
    "documentary speech announcement communique communiqué bill legislation decision verdict opinion audit census "
    "index finding evidence record result number test constitution charter decree policy offer proposal plan website "
    "blog entry caption headline sign banner placard map chart average tally count projection forecast estimate "
    "playbook bulletin flier flyer leaflet brochure newsletter footage clip commercial page op-ed budget feature "
    "essay".split()
)
# What somebody says, by which they are told: "Moss's own argument" is Moss.
UTTERANCES = frozenset(
    "argument assertion claim comment criticism language message position reasoning remark reporting rhetoric "
    "testimony tweet view vision warning word".split()
)
# Words that fit so many that they tell hardly anything of who is meant.
PLAIN = frozenset("man woman boy girl person official judge source reporter guy teenager kid driver guard".split())
# Which of the words that a text may use later is fit for which earlier ones: "the Russian leader" for a president.
_BROADER: dict[str, frozenset[str]] = {
    "leader": frozenset(
        "president premier minister chancellor king queen pope chief head chairman chairwoman dictator ruler "
        "ayatollah secretary-general governor mayor founder director".split()
    ),
    "lawmaker": frozenset("senator sen representative rep congressman congresswoman member legislator mp".split()),
    "legislator": frozenset("senator sen representative rep congressman congresswoman member lawmaker mp".split()),
    "politician": frozenset("senator sen representative rep congressman mayor governor minister candidate".split()),
    "senator": frozenset(["sen"]),
    "congressman": frozenset("rep representative".split()),
    "congresswoman": frozenset("rep representative".split()),
    "governor": frozenset(["gov"]),
    "nominee": frozenset("candidate".split()),
    "candidate": frozenset("nominee hopeful contender frontrunner".split()),
    "official": frozenset("secretary minister director commissioner chief officer deputy".split()),
    "executive": frozenset("ceo chairman chairwoman president founder director coo cfo officer".split()),
    "boss": frozenset("ceo chairman manager president chief head".split()),
    "chief": frozenset("ceo head director leader commissioner sheriff".split()),
    "head": frozenset("chief director leader chairman president".split()),
    "spokesperson": frozenset("spokesman spokeswoman".split()),
    "lawyer": frozenset("attorney counsel prosecutor".split()),
    "attorney": frozenset("lawyer counsel".split()),
    "billionaire": frozenset("businessman mogul tycoon magnate investor".split()),
    "mogul": frozenset("billionaire businessman tycoon producer".split()),
    "star": frozenset("actor actress singer quarterback player striker rapper host model athlete".split()),
    "player": frozenset("quarterback striker goalkeeper midfielder pitcher forward guard star receiver".split()),
    "athlete": frozenset("player runner swimmer golfer boxer star".split()),
    "doctor": frozenset("physician surgeon dr psychiatrist".split()),
    "physician": frozenset("doctor surgeon dr".split()),
    "professor": frozenset("prof academic scholar".split()),
    "academic": frozenset("professor prof scholar historian economist".split()),
    "scholar": frozenset("professor prof academic historian".split()),
    "scientist": frozenset("biologist chemist physicist astronomer researcher climatologist professor".split()),
    "researcher": frozenset("scientist professor biologist".split()),
    "journalist": frozenset("reporter columnist editor correspondent anchor writer".split()),
    "reporter": frozenset("journalist correspondent".split()),
    "writer": frozenset("author columnist novelist journalist".split()),
    "author": frozenset("writer novelist".split()),
    "filmmaker": frozenset("director producer".split()),
    "pontiff": frozenset(["pope"]),
    "diplomat": frozenset("ambassador envoy consul minister secretary".split()),
    "envoy": frozenset(["ambassador"]),
    "ambassador": frozenset(["envoy"]),
    "monarch": frozenset("king queen emperor".split()),
    "justice": frozenset("judge".split()),
    "judge": frozenset("justice magistrate".split()),
    "businessman": frozenset("billionaire mogul tycoon magnate developer ceo founder entrepreneur".split()),
    "outlet": frozenset("newspaper network station magazine".split()),
    "firm": frozenset("company corporation".split()),
    "company": frozenset("firm corporation startup giant maker manufacturer retailer airline bank".split()),
    "network": frozenset("broadcaster channel station".split()),
    "paper": frozenset("newspaper".split()),
    "newspaper": frozenset("paper daily".split()),
}
# The states of the USA by what news calls them for short.
STATES = {
    short: name.replace("_", " ")
    for name, *shorts in (
        line.split()
        for line in (
            "alabama ala al|alaska ak|arizona ariz az|arkansas ark ar|california calif ca|colorado colo co|"
            "connecticut conn ct|delaware del de|florida fla fl|georgia ga|hawaii hi|idaho id|illinois ill il|"
            "indiana ind in|iowa ia|kansas kan kans ks|kentucky ky|louisiana la|maine me|maryland md|"
            "massachusetts mass ma|"
            "michigan mich mi|minnesota minn mn|mississippi miss ms|missouri mo|montana mont mt|nebraska neb ne|"
            "nevada nev nv|new_hampshire n.h nh|new_jersey n.j nj|new_mexico n.m nm|new_york n.y ny|"
            "north_carolina n.c nc|north_dakota n.d nd|ohio oh|oklahoma okla ok|oregon ore or|pennsylvania pa|"
            "rhode_island r.i ri|south_carolina s.c sc|south_dakota s.d sd|tennessee tenn tn|texas tex tx|utah ut|"
            "vermont vt|virginia va|washington wash wa|west_virginia w.va wv|wisconsin wis wi|wyoming wyo wy"
        ).split("|")
    )
    for short in shorts
}


def is_broader(noun: str, known: Set[str]) -> bool:
    """True for a word that is fit for one of those by which somebody is known: "leader" for a president."""
    return bool(_BROADER.get(noun, frozenset()) & known)


def words_for(noun: str) -> frozenset[str]:
    """The words by which somebody can be known whom a text then calls so."""
    return _BROADER.get(noun, frozenset()) | {noun}


def is_called(noun: str, known: Set[str]) -> bool:
    """True for a word by which somebody is known, or one that is fit for it."""
    return noun in known or is_broader(noun, known)
