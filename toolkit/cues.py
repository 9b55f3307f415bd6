"""The words that say that something is said: what act each reports, and the stance that a reporter takes by it.

The stances follow the study of reporting verbs (Thompson & Ye 1991, doi:10.1093/applin/12.4.365; Recasens,
Danescu-Niculescu-Mizil & Jurafsky 2013): some take what is said for true, some hold it at arm's length, some turn it
into an attack or an admission. Which words are cues, and what they take, was read off the PolNeAR training articles.
"""

from dataclasses import dataclass

ACTS = ("speech", "thought", "wish", "plan", "feeling", "evidence", "document")
STANCES = ("neutral", "doubting", "endorsing", "accusing", "conceding")


@dataclass(frozen=True, slots=True)
class Cue:
    """What a cue reports, the stance it takes, and the frames in which its content stands.

    A frame is "that" (a clause, or a quotation), "quote" (a quotation alone), "inf" (an infinitive), "obj" (an object),
    "name" (an object and what it is called or taken for) or a preposition. Cues without a frame too seldom report.
    """

    act: str
    stance: str
    frames: frozenset[str]


_Group = tuple[str, str, dict[str, str]]  # act, stance, the lemmas by their frames

_VERBS: tuple[_Group, ...] = (
    # They report that words were said and take no side: the speaker may be right or wrong.
    ("speech", "neutral", {
        "that": "say tell add state reply repeat reiterate remark quip joke interject exclaim testify opine muse "
                "retort assert insist maintain contend caution assure inform intone proclaim conclude reason advise "
                "request instruct begin elaborate hint signal write tweet retweet post declare report",
        "that obj": "announce predict forecast shout yell chant cry scream whisper mutter emphasize emphasise stress "
                    "propose recommend clarify recount",
        "that to": "continue respond",
        "that inf": "argue swear urge agree beg pledge demand threaten suggest",
        "that inf obj": "promise vow",
        "that inf about for": "ask",
        "that of about against": "warn",
        "that obj inf": "question",
        "inf": "decline refuse offer",
        "obj": "discuss outline",
        "name": "describe label dub brand characterize characterise portray paint",
        "about of against": "talk speak",
        "quote": "read exhort plead",
        "": "refer allude address mention underscore",  # too seldom words of somebody's
        "for on name": "call",
        "for": "apologize apologise vouch advocate",
    }),
    # Taking a side in favour is an act of speech like any other; the reporter takes none by it.
    ("speech", "neutral", {"obj for": "praise applaud laud hail congratulate tout endorse thank commend"}),
    # They hold the words at arm's length: the reporter lets it be felt that they are not proved.
    ("speech", "doubting", {"that obj inf": "claim allege purport profess insinuate imply boast brag"}),
    # Factive: whoever uses them takes what is said for true.
    ("speech", "endorsing", {
        "that obj": "note explain reveal confirm disclose observe recall",
        "that": "remind point",
    }),
    # They report the words as an attack on somebody.
    ("speech", "accusing", {
        "obj for of as": "accuse criticize criticise blame denounce condemn blast slam fault decry lambast lambaste "
                         "rebuke chide berate assail bash mock ridicule deride dismiss castigate excoriate rip skewer "
                         "scold chastise",
        "obj": "reject dispute disavow repudiate",
        "that about of": "complain",
        "against": "rail inveigh",
        "that obj": "lament bemoan", "that": "charge",
    }),
    # They report the words as yielded against the speaker's own interest.
    ("speech", "conceding", {"that obj": "admit concede acknowledge", "that": "confess grant"}),
    # A denial is reported without taking its side.
    ("speech", "neutral", {"that obj": "deny"}),
    # What goes on in a mind; the reporter cannot have heard it.
    ("thought", "neutral", {
        "that": "think believe suspect reckon suppose assume speculate guess figure decide wonder doubt imagine "
                "envision",
        "": "expect consider",
        "name": "see view regard perceive deem",
    }),
    # To know or to find out takes the content for true.
    ("thought", "endorsing", {"that": "know realize realise understand learn recognize recognise"}),
    ("wish", "neutral", {"that inf for": "hope", "that": "wish", "": "want"}),
    ("plan", "neutral", {"inf": "seek aim", "": "plan intend"}),
    ("feeling", "neutral", {"that obj": "fear regret", "that about": "worry", "obj": "resent"}),
    # A study or a document shows, a person does not: the content is offered as fact.
    ("evidence", "endorsing", {"that": "show find indicate demonstrate prove"}),
)  # fmt: skip

_NOUNS: tuple[_Group, ...] = (
    ("speech", "neutral", {
        "that of": "statement announcement assertion argument suggestion prediction declaration",
        "that inf": "promise pledge vow offer proposal",
        "that about of": "warning remark comment message tweet",
        "for that inf": "call demand request",
    }),
    ("speech", "doubting", {"that of": "claim allegation insinuation"}),
    ("speech", "accusing", {"that of about": "accusation criticism complaint charge"}),
    ("speech", "conceding", {"that of": "admission acknowledgment confession"}),
    ("thought", "neutral", {"that": "belief view opinion conclusion assumption suspicion idea"}),
    ("wish", "neutral", {"that of for": "hope"}),
    ("feeling", "neutral", {"that about of": "fear concern worry"}),
)  # fmt: skip

# Verbs that lend a cue noun its speaker: "issued a warning", "expressed concern".
SUPPORT_VERBS = frozenset("make issue raise express voice deliver give reiterate repeat release send".split())


def _table(groups: tuple[_Group, ...]) -> dict[str, Cue]:
    return {
        lemma: Cue(act, stance, frozenset(frames.split()))
        for act, stance, by_frames in groups
        for frames, lemmas in by_frames.items()
        for lemma in lemmas.split()
    }


VERBS = _table(_VERBS)
NOUNS = _table(_NOUNS)
PLAIN = Cue("speech", "neutral", frozenset(("that",)))  # of words that the table lacks, such as "according to"
