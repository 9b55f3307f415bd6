"""Whether a surname by itself means the one of the full name: not where that is a woman's and the text says "he"."""

from collections import Counter
from collections.abc import Iterable

from toolkit.given_names import name_prior
from toolkit.mentions import Mention

_CERTAIN = 2.9  # log odds that a first name is a woman's or a man's
_MORE = 2  # pronouns more that speak of the other sex
_SEXES = {"he": "m", "his": "m", "him": "m", "she": "f", "her": "f"}


def means_another(mentions: Iterable[Mention], full: tuple[str, ...]) -> bool:
    """True where "he" follows a surname whose one full name is a woman's, "Ada Moss", or the other way round."""
    prior = name_prior(full, titled=False)
    if abs(prior) <= _CERTAIN:
        return False
    told = Counter(map(_pronoun_after, mentions))
    own, other = ("f", "m") if prior > 0 else ("m", "f")
    return told[other] - told[own] >= _MORE


def _pronoun_after(mention: Mention) -> str:
    """The sex that the first pronoun after a subject tells, in its sentence and before another person."""
    head = mention.head
    if head.dep_ not in ("nsubj", "nsubjpass", "poss"):
        return ""
    for token in head.doc[head.i + 1 : head.sent.end]:
        if token.lower_ in _SEXES:
            return _SEXES[token.lower_]
        if token.ent_type_ == "PERSON":
            return ""
    return ""
