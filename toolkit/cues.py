"""The words that say that something is said: what act each reports, and the stance that a reporter takes by it.

The stances follow the study of reporting verbs (Thompson & Ye 1991, doi:10.1093/applin/12.4.365; Recasens,
Danescu-Niculescu-Mizil & Jurafsky 2013): some take what is said for true, some hold it at arm's length, some turn it
into an attack or an admission. Which words are cues was read off the training articles of PolNeAR.
"""

from collections.abc import Iterable
from dataclasses import dataclass

ACTS = ("speech", "thought", "wish", "plan", "feeling", "evidence", "document")
STANCES = ("neutral", "doubting", "endorsing", "accusing", "conceding")


@dataclass(frozen=True, slots=True)
class Cue:
    """What a cue reports, and the stance it takes."""

    act: str
    stance: str


_Group = tuple[str, str, str]  # act, stance, lemmas

_VERBS: tuple[_Group, ...] = (
    # They report that words were said and take no side: the speaker may be right or wrong.
    (
        "speech",
        "neutral",
        (
            "say tell add state reply repeat reiterate remark quip joke interject exclaim testify opine muse retort "
            "assert insist maintain contend caution assure inform intone proclaim conclude reason advise request "
            "instruct begin elaborate hint signal write tweet retweet post declare report announce predict forecast "
            "shout yell chant cry scream whisper mutter emphasize emphasise stress propose recommend clarify recount "
            "continue respond argue swear urge agree disagree beg pledge demand threaten suggest promise vow ask warn "
            "question decline refuse offer discuss outline describe label dub brand characterize characterise portray "
            "paint talk speak read exhort plead refer allude address mention underscore call apologize apologise "
            "vouch advocate order answer quote cite comment publish email text phone sing invite encourage convince "
            "persuade rule hold vote sign attribute dictate require allow nickname term name title lobby campaign "
            "petition object protest sue list laugh counter interpret summarize summarise detail define specify tout "
            "hype bill pitch repost share"
        ),
    ),
    # Taking a side in favour is an act of speech like any other; the reporter takes none by it.
    ("speech", "neutral", "praise applaud laud hail congratulate endorse thank commend defend back support welcome"),
    # They hold the words at arm's length: the reporter lets it be felt that they are not proved.
    ("speech", "doubting", "claim allege purport profess insinuate imply boast brag"),
    # Factive: whoever uses them takes what is said for true.
    ("speech", "endorsing", "note explain reveal confirm disclose observe recall remind point highlight"),
    # They report the words as an attack on somebody.
    (
        "speech",
        "accusing",
        (
            "accuse criticize criticise blame denounce condemn blast slam fault decry lambast lambaste rebuke chide "
            "berate assail bash mock ridicule deride dismiss castigate excoriate rip skewer scold chastise reject "
            "dispute disavow repudiate complain rail inveigh lament bemoan charge attack oppose taunt insult indict"
        ),
    ),
    # They report the words as yielded against the speaker's own interest.
    ("speech", "conceding", "admit concede acknowledge confess grant"),
    # A denial is reported without taking its side.
    ("speech", "neutral", "deny"),
    # What goes on in a mind; the reporter cannot have heard it.
    (
        "thought",
        "neutral",
        (
            "think believe suspect reckon suppose assume speculate guess figure decide wonder doubt imagine envision "
            "expect consider see view regard perceive deem feel anticipate calculate determine judge rate weigh mean "
            "ponder debate conceive forget remember hear"
        ),
    ),
    # To know or to find out takes the content for true.
    ("thought", "endorsing", "know realize realise understand learn recognize recognise discover"),
    ("wish", "neutral", "hope wish want desire like prefer need crave long love"),
    ("plan", "neutral", "seek aim plan intend try attempt prepare"),
    ("feeling", "neutral", "fear regret worry resent dread hate enjoy mourn"),
    # A study or a document shows, a person does not: the content is offered as fact.
    ("evidence", "endorsing", "show find indicate demonstrate prove estimate project"),
)

_NOUNS: tuple[_Group, ...] = (
    (
        "speech",
        "neutral",
        (
            "statement announcement assertion argument suggestion prediction declaration promise pledge vow offer "
            "proposal warning remark comment message tweet call demand request word description recommendation "
            "insistence testimony question answer response report speech denial explanation contention threat order "
            "quote"
        ),
    ),
    ("speech", "doubting", "claim allegation insinuation rumour rumor"),
    ("speech", "accusing", "accusation criticism complaint charge objection opposition"),
    ("speech", "conceding", "admission acknowledgment acknowledgement confession"),
    (
        "thought",
        "neutral",
        (
            "belief view opinion conclusion assumption suspicion idea doubt expectation decision thought perception "
            "feeling sense theory"
        ),
    ),
    ("thought", "endorsing", "knowledge understanding"),
    ("wish", "neutral", "hope wish desire"),
    ("plan", "neutral", "plan intention intent effort goal"),
    ("feeling", "neutral", "fear concern worry regret"),
    ("evidence", "endorsing", "evidence finding sign"),
)

_ADJECTIVES: tuple[_Group, ...] = (
    ("thought", "neutral", "convinced confident sure certain optimistic skeptical sceptical doubtful"),
    ("thought", "endorsing", "aware"),
    ("wish", "neutral", "eager hopeful keen"),
    ("plan", "neutral", "determined ready willing"),
    ("feeling", "neutral", "afraid worried concerned fearful proud glad sorry surprised disappointed angry happy"),
    ("speech", "neutral", "quoted clear adamant"),
)

# Verbs that lend a cue noun its speaker: "issued a warning", "expressed concern".
_SUPPORT = frozenset("make issue raise express voice deliver give reiterate repeat release send have be draw".split())


def _table(groups: tuple[_Group, ...]) -> dict[str, Cue]:
    return {lemma: Cue(act, stance) for act, stance, lemmas in groups for lemma in lemmas.split()}


VERBS, NOUNS, ADJECTIVES = _table(_VERBS), _table(_NOUNS), _table(_ADJECTIVES)
PLAIN = Cue("speech", "neutral")  # of words that the tables lack, such as "according to" or a colon


# Slips of the lemmatiser.
_SLIPS = {"hop": "hope", "retweete": "retweet", "tweete": "tweet"}


def telling_word(words: Iterable[tuple[str, str]]) -> tuple[str, Cue] | None:
    """Return the word of a cue, given as (lemma, part of speech), that tells what it reports; None if none is known.

    A noun counts before the verb that only lends it its speaker; else the last verb counts, since others help it.

    Examples
    --------
    >>> telling_word([("also", "ADV"), ("claim", "VERB")])
    ('claim', Cue(act='speech', stance='doubting'))
    """
    words = [(_SLIPS.get(word.lower(), word.lower()), part) for word, part in words]
    verbs = [word for word, part in words if part in ("VERB", "AUX") and word in VERBS]
    nouns = [word for word, part in words if part == "NOUN" and word in NOUNS]
    adjectives = [word for word, part in words if part == "ADJ" and word in ADJECTIVES]
    lent = any(word in _SUPPORT for word, part in words if part in ("VERB", "AUX"))
    if nouns and (lent or not verbs):
        return nouns[-1], NOUNS[nouns[-1]]
    if verbs:
        return verbs[-1], VERBS[verbs[-1]]
    return (adjectives[-1], ADJECTIVES[adjectives[-1]]) if adjectives else None


def cue_of(words: Iterable[tuple[str, str]]) -> Cue:
    """Return what a cue's words, as (lemma, part of speech), report; a plain statement where none is known.

    Examples
    --------
    >>> cue_of([("also", "ADV"), ("issue", "VERB"), ("a", "DET"), ("accusation", "NOUN")])
    Cue(act='speech', stance='accusing')
    """
    found = telling_word(words)
    return found[1] if found else PLAIN
