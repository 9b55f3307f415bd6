"""Which of those who bear a name a mention means: whom the title fits, who was last named in full and most often."""

import math
from collections.abc import Mapping, Sequence

from toolkit.mentions import Mention
from toolkit.naming import Entity, Namebook, log_count
from toolkit.states import Link, State

_CALLED = 2.0  # the one called by the bare surname goes on to be, though a namesake comes in by a full name
_ALONE = 9.0  # as if one fitted so much better than others, where there are none
NAMED = 0.97  # share of names that go to the right one, on the training articles


def bearer(mention: Mention, book: Namebook, states: Mapping[int, State]) -> Link:
    """Link a name to who bears it, as sure as the others fit worse; "some Republicans" are nobody."""
    words = book.words(mention)
    found = book.candidates(words)
    people = len(words) == 1 and mention.label in ("NORP", "") and mention.head.tag_ == "NNPS"
    narrowed = people and any(t.lower_ != "the" for t in mention.head.lefts)
    if not found or (narrowed and not any(book.is_surname(words, e) for e in found)):
        return Link(None, 0.0, "name")  # those without a word before them are a group
    best, margin = _best(mention, words, found, book, states) if len(found) > 1 else (found[0], _ALONE)
    if _another(mention, best):
        return Link(None, 0.0, "name")  # "Mrs. Moss" where only Mr. Moss has been named
    return Link(best, NAMED / (1 + math.exp(-margin)), "name")


def _best(
    mention: Mention, words: tuple[str, ...], found: Sequence[Entity], book: Namebook, states: Mapping[int, State]
) -> tuple[Entity, float]:
    """Which of several fits best, and by how much."""
    if len(words) == 1 and words not in (e.full for e in found):
        given = [e for e in found if e.number in states and states[e.number].full >= 0]
        found = given or found  # a surname alone is short for a name that has stood in full
    surnames = [e for e in found if e.person > 0 and book.is_surname(words, e)]
    called = len(words) == 1 and not mention.titles and any(e.short for e in found)
    fits = {e.number: _fit(mention, words, e, states.get(e.number), called) + 2.5 * (e in surnames) for e in found}
    scored = sorted(((fits[e.number], -e.number, e) for e in found), key=lambda s: s[:2])
    return scored[-1][2], scored[-1][0] - scored[-2][0] if len(scored) > 1 else _ALONE


def _fit(mention: Mention, words: tuple[str, ...], entity: Entity, state: State | None, called: bool) -> float:
    """How well a name that several bear fits one of them here."""
    score = 0.5 if len(entity.full) > 1 else 0.0
    if words in entity.names:
        score += 1.5
    usual = entity.short > 0 or not called
    score += _CALLED * (called and usual) + usual * log_count(entity.times)
    if state is not None:
        score += 1.0 + (1.0 + usual) * (state.full >= 0 and mention.sentence - state.full <= 1)
        score += log_count(state.count) - 0.05 * min(20, mention.sentence - state.last.sentence)
    if mention.gender:
        other = "f" if mention.gender == "m" else "m"
        score += 3 * (entity.gender[mention.gender] > 0) - 5 * (entity.gender[other] > 0)
        score += (1 if mention.gender == "f" else -1) * entity.prior
    if mention.label in ("PERSON", "ORG", "GPE"):
        score += 0.7 * ((entity.person > 0) == (mention.label == "PERSON"))
    return score + 2 * (mention.titles != () and entity.person > 0)


def _another(mention: Mention, entity: Entity) -> bool:
    """True for a surname whose title speaks of a woman where it is a man's, or the other way round."""
    if mention.gender is None or len(mention.words) > 1 or len(entity.full) == 1:
        return False
    own, other = entity.gender[mention.gender], entity.gender["f" if mention.gender == "m" else "m"]
    prior = entity.prior * (1 if mention.gender == "f" else -1)
    return other - own + (prior < -2) > 4
