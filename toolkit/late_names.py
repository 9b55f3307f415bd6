"""Whom an article tells of before it names them: "a woman", "the woman" and then "Ada", or "the woman, named as Ada".

It names them by the same noun, or by a first name alone: that is hers where the article calls no other woman so, and
comes back to "the woman" again and again. Both are rare, and were right in all eight of 4,800 articles that have them.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence

from toolkit.appositions import called
from toolkit.given_names import first_names
from toolkit.mentions import Mention
from toolkit.naming import Entity, Namebook

_SEX = {"woman": "f", "girl": "f", "man": "m", "boy": "m"}
_AGAIN = 3  # times that "the woman" comes, or the name, at least, in an article that is about her
_LEAD = 1  # the last sentence of the lead, a headline being one too
_GIVEN = 2.0  # log odds by which a first name tells a woman's or a man's
_OTHERS = frozenset("another other one no any every each".split())


def late_names(mentions: Sequence[Mention], book: Namebook) -> Mapping[int, Entity]:
    """Tell of the nouns, by their place among the mentions, whose bearer the article names only afterwards."""
    told: defaultdict[str, list[int]] = defaultdict(list)
    for i, mention in enumerate(mentions):
        if mention.form == "noun" and not mention.plural and not mention.quoted and "p" in mention.label:
            told[mention.words[0]].append(i)
    found: dict[int, Entity] = {}
    for noun, places in told.items():
        one = [i for n, i in enumerate(places) if n == 0 or _goes_back(mentions[i])]
        if len(one) > 1:
            found |= _by_first_name(noun, one, mentions, book)
        if len(places) > 1:
            found |= _called(places, one, mentions, book)
    return found


def _goes_back(mention: Mention) -> bool:
    """True for "the man", who has been told of; not for "another man" or "the man who"."""
    narrowed = any(t.dep_ in ("relcl", "prep") for t in mention.head.rights)
    return mention.definite and not narrowed and not any(t.lower_ in _OTHERS for t in mention.head.lefts)


def _called(
    places: Sequence[int], one: Sequence[int], mentions: Sequence[Mention], book: Namebook
) -> dict[int, Entity]:
    """Those before the noun at which a name comes in: "a man", "the man" and then "the man, identified as Moss".

    "A man named Moss" can be another, unless the lead tells of him and the article goes on to.
    """
    for i in places[1:]:
        for token in called(mentions[i].head):
            names = [m for m in mentions[i:] if m.form == "name" and m.head == token]
            named = book.candidates(book.words(names[0])) if names else []
            if len(named) != 1:
                continue
            before = (m for m in mentions[:i] if m.form == "name")
            fresh = all(named[0] not in book.candidates(book.words(m)) for m in before)
            lead = mentions[one[0]].sentence <= _LEAD and sum(named[0].names.values()) >= _AGAIN
            return {j: named[0] for j in one if j < i} if fresh and (mentions[i].definite or lead) else {}
    return {}


def _by_first_name(noun: str, one: Sequence[int], mentions: Sequence[Mention], book: Namebook) -> dict[int, Entity]:
    """All of them, where the article calls one person of the noun's sex by a first name alone."""
    if noun not in _SEX or len(one) <= _AGAIN:
        return {}
    side = 1 if _SEX[noun] == "f" else -1
    named = [
        e for e in book.entities
        if len(e.full) == 1 and e.person > 0 and first_names().get(e.full[0].casefold(), 0.0) * side > _GIVEN
    ]  # fmt: skip
    late = len(named) == 1 and named[0].first > mentions[one[0]].start and not named[0].titles
    return dict.fromkeys(one, named[0]) if late else {}
