"""Whom a source's noun may stand for by all that the article tells, before it and after: those named, and where.

The chains link a noun by what has been read so far; here a source's noun is looked at once more when all has been read.
"""

import bisect
import functools
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from toolkit.mentions import Mention
from toolkit.models import load_json
from toolkit.naming import Entity, log_count
from toolkit.ranker import Ranker
from toolkit.states import Link
from toolkit.told import age_of, known, norm, told_after, told_before

if TYPE_CHECKING:
    from spacy.tokens import Token

    from toolkit.chains import Chains

Floats = NDArray[np.float64]
_MOST = 40  # looked at, those named most: an article of any length takes time that grows with its length alone
EMPTY = frozenset("former new longtime then own presumptive current".split())


class Bearers:
    """Those whom an article names and a noun may stand for, with what it tells of each; the last row is for nobody."""

    name: str
    clues: Sequence[str]

    def __init__(self, chains: "Chains", text: str) -> None:
        self.chains = chains
        self.named: dict[int, Entity] = {}
        self.at: defaultdict[int, list[int]] = defaultdict(list)
        self.names: defaultdict[int, list[int]] = defaultdict(list)
        self.told: defaultdict[int, set[str]] = defaultdict(set)
        self.headed: dict[int, int] = {}
        self.spoken: list[tuple[int, int, int]] = []
        for i, found in sorted(chains.links.items()):
            mention, entity = chains.mentions[i], found.entity
            if entity is None or found.how == "signed":
                continue  # what the writer does as "I" gives the writer no role
            if (setting := chains.settings.get(i)) is not None and setting.source_of:
                self.spoken.append((i, mention.sentence, entity.number))
            if self.admits(entity):
                self._add(i, mention, entity, text)
        for number, entity in self.named.items():
            words = {w.casefold() for name in entity.names for w in name}
            self.told[number] |= {norm(w) for w in words | entity.role_words | entity.role_nouns}
        self.often = sorted(self.named, key=lambda n: (-len(self.at[n]), self.at[n][0]))[:_MOST]

    def admits(self, entity: Entity) -> bool:
        """True for whom a noun of this kind may stand for."""
        raise NotImplementedError

    def clues_of(self, i: int, narrow: set[str]) -> tuple[list[int], list[Mapping[str, float]]]:
        """Return those whom it may be, and the clues of each, and last those for nobody."""
        raise NotImplementedError

    def told_of(self, row: Floats) -> bool:
        """True where the article tells of the one meant what the noun says."""
        raise NotImplementedError

    def _add(self, i: int, mention: Mention, entity: Entity, text: str) -> None:
        number = entity.number
        self.named[number] = entity
        self.at[number].append(i)
        if mention.form == "name":
            self.names[number].append(mention.start)
            self.told[number] |= told_after(text[mention.end : mention.end + 40])
            self.told[number] |= told_before(text[max(mention.start - 40, 0) : mention.start])
            if mention.titled is not None:
                self.told[number] |= {norm(word) for word in text[slice(*mention.titled)].split()}
        elif mention.form == "noun" and self.chains.links[i].how == "apposition":
            self.told[number] |= narrowing(mention.head)
        if mention.sentence <= 1 or mention.kind == "headline":
            self.headed.setdefault(number, i)

    def find(self, i: int, ranker: Ranker) -> Link:
        """Whom a source's noun means: the likeliest of those named, or nobody."""
        numbers, rows = self.rows(i)
        p = ranker.probabilities(rows)
        best = int(p.argmax())
        if best == len(numbers):
            return Link(None, ranker.sure(float(p[best])), "bearer")
        sure = ranker.sure(float(p[best]), self.told_of(rows[best]))
        return Link(self.named[numbers[best]], sure, "bearer", self.chains.mentions[self.last(numbers[best], i)])

    def rows(self, i: int) -> tuple[list[int], Floats]:
        """Return those whom it may be, and a row of clues for each and one for nobody."""
        numbers, values = self.clues_of(i, narrowing(self.chains.mentions[i].head) - EMPTY)
        place = {name: k for k, name in enumerate(self.clues)}
        rows = np.zeros((len(values), len(place)))
        for k, row in enumerate(values):
            for name, value in row.items():
                rows[k, place[name]] = value
        return numbers, rows

    def last(self, number: int, i: int) -> int:
        """The mention that spoke of it last before the noun, or its first where none did."""
        at = self.at[number]
        return at[max(bisect.bisect_left(at, i) - 1, 0)]

    def linked(self, i: int, number: int) -> dict[str, float]:
        """What the chains made of it."""
        old = self.chains.links[i]
        same = old.entity is self.named[number]
        return {"linked": same, "sure": old.p * same}

    def owners(self, i: int) -> set[int]:
        """Those whose the one meant is: of "Moss's aide" and "the mayor of Norhaven" Moss and Norhaven."""
        noun = self.chains.mentions[i].head
        theirs = {t.i for t in noun.lefts if t.dep_ in ("poss", "compound", "nmod")}
        theirs |= {t.i for p in noun.rights if p.dep_ == "prep" for t in p.children}
        near = (j for j in range(max(i - 4, 0), min(i + 4, len(self.chains.mentions))) if j in self.chains.links)
        heads = ((self.chains.mentions[j].head, self.chains.links[j].entity) for j in near)
        return {e.number for head, e in heads if head.doc is noun.doc and head.i in theirs and e is not None}

    def outside(self, number: int, i: int) -> bool:
        """False for whom only the noun's own words name."""
        inside = self.chains.mentions[i]
        return any(not inside.start <= self.chains.mentions[j].start < inside.end for j in self.at[number])

    def unnamed_before(self, i: int) -> Mention | None:
        """Somebody without a name who was called so shortly before: "an employee", then "the employee"."""
        mention = self.chains.mentions[i]
        for j in range(i - 1, max(i - 80, -1), -1):
            other, found = self.chains.mentions[j], self.chains.links.get(j)
            if other.form == "noun" and other.words == mention.words and found is not None and not other.definite:
                return other if not other.plural and found.how == "new" else None
        return None

    def last_speakers(self, i: int) -> list[tuple[int, int]]:
        """The sentences and numbers of the last two who spoke before."""
        end = bisect.bisect_left(self.spoken, (i,))
        return [(sentence, number) for _, sentence, number in self.spoken[max(end - 2, 0) : end]]

    def spoke(self, i: int, number: int) -> dict[str, float]:
        """Whether it is one of the last two who spoke."""
        spoken, sentence = self.last_speakers(i), self.chains.mentions[i].sentence
        last = bool(spoken) and spoken[-1][1] == number
        return {
            "last_speaker": last, "last_speaker1": last and sentence - spoken[-1][0] <= 1,
            "second_speaker": len(spoken) > 1 and not last and spoken[-2][1] == number,
        }  # fmt: skip

    def place(self, i: int, number: int) -> dict[str, float]:
        """Where it was spoken of last, and whether in the words that the noun is the source of."""
        mentions, mention, at = self.chains.mentions, self.chains.mentions[i], self.at[number]
        before = bisect.bisect_left(at, i)
        setting = self.chains.settings.get(i)
        content = [span for k in (setting.source_of if setting else ()) for span in self.chains.sources[k].content]
        names = self.names[number]
        values: dict[str, float] = {
            "after_only": not before, "before_only": before == len(at) - (at[before : before + 1] == [i]),
            "heading": self.headed.get(number, i) < i,
            "in_content": any(bisect.bisect_left(names, a) < bisect.bisect_left(names, b) for a, b in content),
        }  # fmt: skip
        if before:
            last = mentions[at[before - 1]]
            gap = mention.sentence - last.sentence
            values[f"near{gap}" if gap <= 3 else "near4_6" if gap <= 6 else "far"] = 1.0
            values["subject"] = last.head.dep_ in ("nsubj", "nsubjpass")
            values["pronoun"] = last.form == "pronoun"
        return values

    def weighed(self, numbers: Sequence[int], narrow: set[str]) -> dict[int, dict[str, float]]:
        """How many of the words that narrow the noun are told of each, and how often each is spoken of."""
        fits = {n: sum(known(word, self.told[n]) for word in narrow) for n in numbers}
        most, only = max(fits.values(), default=0), Counter(fits.values())
        counts = {n: len(self.at[n]) for n in numbers}
        total, top = sum(counts.values()) or 1, max(counts.values(), default=0)
        return {
            n: {
                "fits": fits[n], "all_fit": 0 < len(narrow) == fits[n], "missing": len(narrow) - fits[n],
                "fits_only": fits[n] == most > 0 and only[most] == 1,
                "count": log_count(counts[n]), "top": counts[n] == top, "share": counts[n] / total,
            }
            for n in numbers
        }  # fmt: skip

    def among(self, i: int, fitting: Sequence[int]) -> dict[int, dict[str, float]]:
        """What place those who fit have among themselves: the one spoken of last, the one spoken of most."""
        last = max(fitting, key=lambda n: self.last(n, i), default=None)
        counts = {n: len(self.at[n]) for n in fitting}
        most, total = max(counts.values(), default=0), sum(counts.values())
        return {
            n: {"fit_last": last == n, "fit_most": counts[n] == most, "fit_share": counts[n] / total} for n in fitting
        }

    def nobody(self, i: int) -> dict[str, float]:
        """The clues for somebody without a name."""
        old, head = self.chains.links[i], self.chains.mentions[i].head
        return {
            "nobody": 1.0, "nobody_sure": old.p * (old.entity is None or not old.entity.named),
            "nobody_complement": any(t.dep_ == "prep" for t in head.rights),
            "nobody_relative": any(t.dep_ in ("relcl", "acl") for t in head.rights),
            "nobody_possessed": any(t.dep_ == "poss" for t in head.lefts),
            "nobody_same": self.unnamed_before(i) is not None,
        }  # fmt: skip

    @classmethod
    @functools.cache
    def ranker(cls) -> Ranker:
        """Load the shipped weights."""
        data = load_json("bearers.json")[cls.name]
        weights = np.array([data["weights"].get(name, 0.0) for name in cls.clues], dtype=np.float64)
        return Ranker(weights, tuple(data["calibration"]))


def narrowing(head: "Token") -> set[str]:
    """The words that tell which one a noun means: "Florida" senator, chair of "the House Ethics Committee"."""
    words = [t for t in head.lefts if t.dep_ in ("amod", "compound", "nmod", "poss")]
    for prep in (t for t in head.rights if t.lower_ in ("of", "from", "for", "at", "in", "with")):
        for token in prep.children:
            words += [token, *(t for t in token.lefts if t.dep_ in ("amod", "compound", "nmod"))]
    ages = (age_of(t) for t in (head, *words) if t.lower_ == "old")
    return {norm(t.lower_) for t in words if t.lower_ != "old"} | {age.text for age in ages if age is not None}
