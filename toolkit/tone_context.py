"""What stands around a word and changes its valence, by VADER's rules and those of our own for news.

What stands up to three words before it counts: boosters strengthen or weaken it, negations turn it round. Capitals and
"but" weigh as well. Rules of our own are marked "News:" and can be switched off one by one in `Rules`, which is how
`benchmarks/sentiment.py` measures their worth.

Source: Hutto & Gilbert (2014), "VADER: A Parsimonious Rule-based Model for Sentiment Analysis of Social Media Text",
ICWSM; the constants are theirs.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from toolkit.lexicon import Lexicon, lexicon

NEGATION = -0.74
EMPHATIC_NEVER = 1.25  # "never so good"
CAPITALS = 0.733
WINDOW = 3
DECAY = (1.0, 0.95, 0.9)  # of a booster one, two, three words before
BEFORE_BUT, AFTER_BUT = 0.5, 1.5

_NEVER_SO = ("so", "this")
# News: they nearly deny what follows; VADER only weakens it.
_NEAR_NEGATIONS = frozenset(("hardly", "scarcely"))
# News: "not only" and the like deny nothing.
_NOT_DENIED = frozenset(("only", "just", "merely", "simply"))


@dataclass(frozen=True, slots=True)
class Word:
    """A word as the rules see it: "aren't" is one, and "Putin's" is read as "putin".

    `name` marks a part of a proper name, `conjoins` a "but" that joins clauses.
    """

    text: str
    lower: str
    start: int
    end: int
    pos: str = ""
    name: bool = False
    conjoins: bool = True


@dataclass(frozen=True, slots=True)
class Rules:
    """Which of the rules of our own apply; all of them, outside the benchmark."""

    names: bool = True
    no_opinion: bool = True
    near_negations: bool = True
    not_only: bool = True
    conjoining_but: bool = True
    headline_capitals: bool = True


NEWS = Rules()
PLAIN = Rules(False, False, False, False, False, False)


class Context:
    """The words of one sentence, and each rule as a method that looks back from a word."""

    def __init__(self, words: Sequence[Word], rules: Rules) -> None:
        self.words = words
        self.rules = rules
        self.known: Lexicon = lexicon()
        self.lower = [word.lower for word in words]
        self.capitals = self._tells_capitals()
        self.but = self._first_but()

    def weigh(self, valence: float, i: int) -> tuple[float, str | None]:
        """Apply to a valence what stands around it, in VADER's order; return the result and the reasons."""
        reasons: list[str] = []
        value = valence
        if denied := self._no_before(i):
            value *= NEGATION
            reasons.append(f"negated by {denied.text}")
        if self.capitals and self.words[i].text.isupper():
            value += math.copysign(CAPITALS, value)
            reasons.append("in capitals")
        for distance in range(1, min(WINDOW, i) + 1):
            if self.lower[i - distance] not in self.known.valences:
                value = self._negate(self._boost(value, i, distance, reasons), i, distance, reasons)
        value = self._least(value, i, reasons)
        if self.but is not None and i != self.but:
            value *= BEFORE_BUT if i < self.but else AFTER_BUT
            reasons.append("before “but”" if i < self.but else "after “but”")
        return value, "; ".join(reasons) or None

    def _no_before(self, i: int) -> Word | None:
        """Return the "no" that denies word i: one or two words before it, or three in "no x or y"."""
        for distance in (1, 2, 3):
            joined = distance < 3 or self.lower[i - 1] in ("or", "nor")
            if i >= distance and self.lower[i - distance] == "no" and joined:
                return self.words[i - distance]
        return None

    def _boost(self, value: float, i: int, distance: int, reasons: list[str]) -> float:
        at = i - distance
        booster = self._booster_ending(at)
        if not booster or self._denies(at):
            return value
        strength = self.known.boosters[tuple(word.lower for word in booster)]
        step = math.copysign(strength, value * strength)
        if self.capitals and booster[-1].text.isupper():
            step += math.copysign(CAPITALS, value)
        reasons.append(f"{'boosted' if strength > 0 else 'weakened'} by {' '.join(word.text for word in booster)}")
        return value + step * DECAY[distance - 1]

    def _booster_ending(self, at: int) -> Sequence[Word]:
        """Return the booster that ends at this word: "very", or "sort of"."""
        for start in (at, at - 1):
            if start >= 0 and tuple(self.lower[start : at + 1]) in self.known.boosters:
                return self.words[start : at + 1]
        return ()

    def _negate(self, value: float, i: int, distance: int, reasons: list[str]) -> float:
        at = i - distance
        between = self.lower[at + 1 : i]
        if not self._denies(at):
            return value
        if self.lower[at] == "never" and any(word in _NEVER_SO for word in between):
            reasons.append("strengthened by never so")
            return value * EMPHATIC_NEVER
        if self.lower[at] == "without" and "doubt" in between:
            return value
        if self.rules.not_only and between[:1] and between[0] in _NOT_DENIED and self.lower[at] == "not":
            reasons.append(f"not negated by not {between[0]}")
            return value
        reasons.append(f"negated by {self._negation_text(at)}")
        return value * NEGATION

    def _denies(self, at: int) -> bool:
        word = self.lower[at]
        near = self.rules.near_negations and word in _NEAR_NEGATIONS
        return near or word in self.known.negations or word.endswith("n't")

    def _negation_text(self, at: int) -> str:
        text = self.words[at].text
        return text[-3:] if self.lower[at].endswith("n't") else text

    def _least(self, value: float, i: int, reasons: list[str]) -> float:
        if i and self.lower[i - 1] == "least" and (i < 2 or self.lower[i - 2] not in ("at", "very")):
            reasons.append(f"negated by {self.words[i - 1].text}")
            return value * NEGATION
        return value

    def _tells_capitals(self) -> bool:
        """True where a word in capitals stands out: some words are in capitals.

        News: and not most of them, as in a headline that is set in capitals but for a number.
        """
        words = [w.text for w in self.words if not self.rules.headline_capitals or any(map(str.isalpha, w.text))]
        capitals = sum(map(str.isupper, words))
        most = len(words) / 2 if self.rules.headline_capitals else len(words) - 1
        return 0 < capitals <= most

    def _first_but(self) -> int | None:
        """Return the place of the first "but".

        News: of one that joins clauses, as in "all but one" it does not; nor does it at the head of a sentence, where
        what it outweighs stands in another one.
        """
        joins = [word.lower == "but" and (word.conjoins or not self.rules.conjoining_but) for word in self.words]
        if self.rules.conjoining_but:
            joins[:1] = [False]
        return joins.index(True) if True in joins else None
