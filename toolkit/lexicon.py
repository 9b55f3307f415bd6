"""Which words carry tone, and which carry none in news.

The valences, boosters, negations and idioms are VADER's, read at run time from the installed package `vader`. What is
added here is the list of words whose rating comes from another meaning than the one that news uses, each with its
reason; they were chosen for the reason first, and `benchmarks/sentiment.py` prints what each group is worth.
"""

import functools
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

# Two letters are a chat abbreviation to VADER ("gt", "jk") and initials in news; so are figures ("187", "8)").
_SHORT = 2
_SHORT_BUT_WORDS = frozenset(("no", "ok", "ha"))

# Slang that VADER rates as praise and news uses as it stands.
SLANG = frozenset(("the bomb", "the shit", "to die for", "bad ass"))

# Reason; parts of speech in which the words carry no tone ("" is all of them); the words.
_NO_OPINION: tuple[tuple[str, str, str], ...] = (
    ("denies, does not judge", "", "no"),
    ("compares or gives an example", "ADP SCONJ ADV CCONJ INTJ ADJ NOUN", "like"),
    ("a group in politics or law, not a celebration", "", "party parties"),
    ("police, armies, borders and markets", "", "security securities"),
    ("spying", "", "intelligence"),
    ("armies and lawyers", "", "defense defence defensive"),
    ("names a court or an office", "", "supreme"),
    ("joined together, mostly in names", "", "united"),
    ("money or a stake, not curiosity", "NOUN", "interest interests"),
    ("a part of a whole or of a company", "NOUN", "share shares"),
    ("how many", "", "number"),
    ("a sort", "NOUN ADV", "kind"),
    ("somewhat", "ADV", "pretty"),
    ("a wish or demand, neither good nor bad", "", "want"),
    ("rank, size or office", "ADJ NOUN ADV", "top super grand special"),
    ("a treaty or contract", "NOUN", "agreement agreements"),
    ("how sure, not how good", "", "sure certain certainly clear clearly definitely true truly truth"),
    ("about the law", "", "legal legally"),
    ("who holds power", "", "authority"),
    ("gas and resources", "ADJ", "natural"),
    ("public money", "", "treasury"),
    ("tells of a wrong", "", "apology apologize apologized apologizes apologizing apologise apologised"),
    ("tells of a wrong", "", "admit admits admitted"),
    ("a role, a match or a piece on stage", "", "play plays played playing"),
    ("part of the body, or a side", "NOUN", "hand"),
    ("a court's decision", "", "sentence sentences sentenced pardon pardons pardoned pardoning"),
    ("how much money someone has", "", "rich richer richest wealth wealthy"),
    ("an answer or a call, not praise", "INTJ", "yes yeah ok okay please god dear"),
    ("a figure that goes up or down", "",
     "increase increased growth growing low lower lowest"),
    ("a contest, not a brawl", "", "fight fights fighting fought battle battles battled battling"),
    ("only", "ADV ADJ", "alone"),
    ("a subject, or to count", "", "matter matters"),
    ("a book", "NOUN", "novel"),
    ("a penalty", "NOUN", "fine"),
    ("public or research money", "NOUN", "grant grants"),
    ("who people are, not how good they are", "",
     "protesters rebel rebels fighter fighters challenger challengers contender"),
    ("each in turn", "", "respectively"),
)  # fmt: skip

# Words that carry tone alone and none together.
_NO_OPINION_PHRASES: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("also", ("as well",)),
    ("free of barriers, not good", ("free trade", "free market", "free markets")),
    ("a public service", ("care act", "health care", "day care", "social security")),
    ("names an office", ("justice department", "justice ministry", "justice minister")),
)


@dataclass(frozen=True, slots=True)
class Lexicon:
    """VADER's word lists, in small letters with straight apostrophes."""

    valences: Mapping[str, float]
    phrases: Mapping[tuple[str, ...], float]
    boosters: Mapping[tuple[str, ...], float]
    negations: frozenset[str]
    emoji: Mapping[str, tuple[str, ...]]


@functools.cache
def lexicon() -> Lexicon:
    """Read VADER's word lists.

    Returns
    -------
    Lexicon
        `valences` (word or emoticon to its mean rating, -4 to 4), `phrases` (words rated together), `boosters` (what
        a word adds to the tone of a positive word that follows; below 0 it weakens), `negations`, `emoji` (to the
        words of its name).

    Source
    ------
    Hutto & Gilbert (2014), "VADER: A Parsimonious Rule-based Model for Sentiment Analysis of Social Media Text",
    ICWSM; ratings as corrected in the package nltk-vader-sentiment.

    Examples
    --------
    >>> lexicon().valences["superb"], lexicon().phrases["broken", "heart"], lexicon().boosters["very",]
    (3.1, -2.9, 0.293)
    """
    from vader import SentimentIntensityAnalyzer
    from vader.data.emoji import EMOJI

    rated = SentimentIntensityAnalyzer()
    together = {**rated.multiword, **rated.special_cases, **rated.idioms}
    return Lexicon(
        valences=MappingProxyType(dict(rated.lexicon)),
        phrases=MappingProxyType(
            {tuple(p.split()): value for p, value in together.items() if " " in p and p not in SLANG}
        ),
        boosters=MappingProxyType({tuple(booster.split()): value for booster, value in rated.booster.items()}),
        negations=frozenset(rated.negations),
        emoji=MappingProxyType({sign: tuple(name.lower().split()) for sign, name in EMOJI.items()}),
    )


@functools.cache
def no_opinion_words() -> Mapping[str, tuple[str, frozenset[str]]]:
    """Return each word that carries no tone in news with the reason and the parts of speech (none named: all).

    Examples
    --------
    >>> no_opinion_words()["party"]
    ('a group in politics or law, not a celebration', frozenset())
    """
    return MappingProxyType(
        {word: (reason, frozenset(pos.split())) for reason, pos, words in _NO_OPINION for word in words.split()}
    )


@functools.cache
def no_opinion_phrases() -> Mapping[tuple[str, ...], str]:
    """Return the phrases that carry no tone in news with the reason, though their words do alone.

    Examples
    --------
    >>> no_opinion_phrases()["as", "well"]
    'also'
    """
    return MappingProxyType({tuple(p.split()): reason for reason, phrases in _NO_OPINION_PHRASES for p in phrases})


def no_opinion(word: str, pos: str) -> str | None:
    """Return why a word of VADER's lexicon is no opinion in news, None where it is one.

    Parameters
    ----------
    word : str
        In small letters, apostrophes straight.
    pos : str
        Its universal part of speech.

    Examples
    --------
    >>> no_opinion("like", "ADP"), no_opinion("like", "VERB")
    ('compares or gives an example', None)
    """
    if len(word) <= _SHORT and word.isalpha() and word not in _SHORT_BUT_WORDS:
        return "a chat abbreviation; in news, initials"
    if any(map(str.isdigit, word)) and not word.startswith("<"):
        return "a chat abbreviation or emoticon; in news, a number"
    reason, parts = no_opinion_words().get(word, ("", frozenset()))
    return reason if reason and (not parts or pos in parts) else None
