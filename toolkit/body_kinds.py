"""What kind of body a noun speaks of, and which words in a body's name tell that it is of such a kind."""

_NOUNS = {
    "firm": "company firm corporation business bank giant retailer airline manufacturer maker automaker carmaker "
    "startup operator insurer lender developer chain brand",
    "press": "newspaper paper magazine tabloid website site outlet publication publisher blog",
    "broadcaster": "network broadcaster station channel",
    "state": "agency department ministry bureau office commission committee council board panel court tribunal "
    "authority regulator watchdog police embassy army military",
    "party": "party",
    "campaign": "campaign team camp",
    "realm": "government administration regime",
    "society": "group organization organisation nonprofit charity foundation association union federation institute "
    "center centre think-tank league alliance coalition ngo pac movement",
    "school": "university college school",
    "place": "city county state country nation kingdom republic",
}
_NAMES = {
    "firm": "inc inc. corp corp. co ltd llc plc holdings industries motors airlines airways bank technologies energy "
    "oil",
    "press": "times post journal news tribune herald press gazette magazine daily guardian sun star telegraph "
    "independent chronicle sentinel examiner inquirer globe",
    "broadcaster": "tv radio broadcasting news network television abc bbc cbc cbs cnbc cnn fox itv msnbc nbc npr pbs "
    "rte",
    "state": "agency department ministry bureau office commission committee council board court authority police "
    "administration service embassy",
    "party": "party democrats republicans gop conservatives labour liberals greens",
    "campaign": "campaign team camp",
    "realm": "government administration regime",
    "society": "association union foundation federation institute center centre society league alliance coalition fund "
    "action watch council network project international",
    "school": "university college school",
}
OF_NOUN = {noun: kind for kind, nouns in _NOUNS.items() for noun in nouns.split()}
OF_NAME = {
    word: {kind for kind, words in _NAMES.items() if word in words.split()}
    for words in _NAMES.values()
    for word in words.split()
}
# A body that is called so bears the word in its name, mostly: "the court" is no Justice Department.
STRICT = frozenset(
    "court committee commission council board ministry department tribunal university college parliament congress "
    "senate union association federation museum hospital foundation institute "
    "orchestra embassy consulate campaign camp administration government office bureau".split()
)
COLLECTIVE = frozenset(
    "family community press media opposition military police public movement industry force crew service band".split()
)
