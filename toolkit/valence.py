"""What each word adds to its sentence's tone: VADER's lexicon, made safe for news.

A word's valence is changed by what stands around it; exclamation and question marks strengthen the whole. The sum of
all contributions, s, is brought between -1 and 1 by s / sqrt(s^2 + 15).

Source: Hutto & Gilbert (2014), "VADER: A Parsimonious Rule-based Model for Sentiment Analysis of Social Media Text",
ICWSM; the constants are theirs.
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from toolkit.lexicon import no_opinion, no_opinion_phrases
from toolkit.tone_context import NEWS, Context, Rules, Word

NORMALISER = 15.0  # about the largest sum expected
EXCLAMATION, MOST_EXCLAMATIONS = 0.292, 4
QUESTION, MOST_QUESTIONS, MANY_QUESTIONS = 0.18, 3, 0.96

MARKS = "marks strengthen the sentence's tone"  # the rule of a row that is no word


@dataclass(frozen=True, slots=True)
class Hit:
    """A word, phrase or mark that carries tone, or would but for `rule`: what it adds, and what changed it."""

    start: int
    end: int
    valence: float
    contribution: float
    rule: str | None = None

    @property
    def factor(self) -> float:
        """What the surroundings multiply the valence by."""
        return self.contribution / self.valence if self.contribution else 0.0


def normalise(total: float) -> float:
    """Bring a sum of contributions between -1 and 1.

    Examples
    --------
    >>> normalise(1.0), round(normalise(-3.1), 4)
    (0.25, -0.6249)
    """
    return total / math.sqrt(total * total + NORMALISER)


def sum_of(hits: Sequence[Hit]) -> float:
    """Add the contributions up; what only rounding keeps from 0 is 0, so that no sentence is negative by it."""
    total = math.fsum(hit.contribution for hit in hits)
    return 0.0 if abs(total) < 1e-9 else total


def find_hits(words: Sequence[Word], marks: Sequence[tuple[int, int, str]] = (), rules: Rules = NEWS) -> list[Hit]:
    """List what carries tone in one sentence, or one speaker's part of it, in order, marks last.

    Parameters
    ----------
    words : sequence of Word
        The words, and emoticons, in order; nothing else.
    marks : sequence of (start, end, text)
        Runs of exclamation and question marks.
    rules : Rules
        Which rules of our own apply.

    Examples
    --------
    >>> good = [Word("not", "not", 0, 3), Word("very", "very", 4, 8), Word("good", "good", 9, 13)]
    >>> hit, = find_hits(good)
    >>> hit.valence, round(hit.contribution, 4), hit.rule
    (1.9, -1.6228, 'boosted by very; negated by not')
    """
    return _Sentence(words, rules).hits(marks)


class _Sentence(Context):
    """The words of one sentence, and which of them carry tone."""

    def hits(self, marks: Sequence[tuple[int, int, str]]) -> list[Hit]:
        phrases, inside = self._phrases()
        found = []
        for i, word in enumerate(self.words):
            last, valence = phrases.get(i, (i, self.known.valences.get(word.lower, 0.0)))
            if i in inside or not valence or (i not in phrases and self._modifies(i)):
                continue
            span = (word.start, self.words[last].end)
            if silent := self._silent(i, phrases):
                found.append(Hit(*span, valence, 0.0, silent))
            else:
                contribution, rule = self.weigh(valence, i)
                found.append(Hit(*span, valence, contribution, rule))
        return found + _emphasis(marks, sum_of(found))

    def _phrases(self) -> tuple[dict[int, tuple[int, float]], set[int]]:
        """Find the phrases that are rated whole: first word -> last word and valence; and all words after a first."""
        found: dict[int, tuple[int, float]] = {}
        inside: set[int] = set()
        for i in range(len(self.words)):
            for length in (4, 3, 2):
                phrase = tuple(self.lower[i : i + length])
                if i not in inside and len(phrase) == length and phrase in self.known.phrases:
                    found[i] = (i + length - 1, self.known.phrases[phrase])
                    inside.update(range(i + 1, i + length))
                    break
        return found, inside

    def _modifies(self, i: int) -> bool:
        """True for a word that strengthens or weakens others and has no tone of its own."""
        return (self.lower[i],) in self.known.boosters or self.lower[i : i + 2] == ["kind", "of"]

    def _silent(self, i: int, phrases: Mapping[int, object]) -> str | None:
        """Return why a word of the lexicon carries no tone here."""
        word = self.words[i]
        if self.rules.names and word.name:
            return "part of a name"
        if self.rules.no_opinion and i not in phrases:
            if reason := no_opinion(word.lower, word.pos) or self._in_no_opinion_phrase(i):
                return f"no opinion in news: {reason}"
        elif self.lower[i] == "no" and i + 1 < len(self.lower) and self.lower[i + 1] in self.known.valences:
            return "negates the next word"
        return None

    def _in_no_opinion_phrase(self, i: int) -> str | None:
        pairs = (tuple(self.lower[max(i - 1, 0) : i + 1]), tuple(self.lower[i : i + 2]))
        return next((no_opinion_phrases()[pair] for pair in pairs if pair in no_opinion_phrases()), None)


def _emphasis(marks: Sequence[tuple[int, int, str]], total: float) -> list[Hit]:
    """Share what "!" and "?" add to the tone among the runs of marks, on the side of the words' sum."""
    if not total:
        return []
    text = "".join(run for _, _, run in marks)
    asked = text.count("?")
    amounts = {"!": min(text.count("!"), MOST_EXCLAMATIONS) * EXCLAMATION,
               "?": 0.0 if asked < 2 else asked * QUESTION if asked <= MOST_QUESTIONS else MANY_QUESTIONS}  # fmt: skip
    hits = []
    for start, end, run in marks:
        amount = sum(amounts[mark] * run.count(mark) / text.count(mark) for mark in "!?" if mark in run)
        if amount:
            value = math.copysign(amount, total)
            hits.append(Hit(start, end, value, value, MARKS))
    return hits
