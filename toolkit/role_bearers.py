"""Who bears the role that a source is told by, "the Florida senator", by all that the article tells before and after.

The chains link a noun by what has been read so far; here a source's noun is looked at once more when all has been read:
which of the people named bears such a role, comes from such a place, is of such a party, and was spoken of last.
"""

import bisect
import functools
import re
from collections import defaultdict
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from toolkit.mentions import Mention
from toolkit.models import load_json
from toolkit.naming import Entity, log_count
from toolkit.ranker import Ranker
from toolkit.role_words import BROADER, STATES
from toolkit.states import Link

if TYPE_CHECKING:
    from toolkit.chains import Chains

PARTIES = {"gop": "republican", "r": "republican", "democrat": "democratic", "d": "democratic"}
_ASIDE = re.compile(r"(?:,\s*|\s*\()([DRI])(?:-([A-Z][\w.]*))?\)?")  # "(R-Fla.)" or ", R-Fla." after a name
_OF = re.compile(r"(?:,? (Republican|Democrat|independent))? (?:of|from) ([A-Z]\w+(?: [A-Z]\w+)?)")  # "of Florida"
_PARTIES = frozenset(("republican", "democratic"))
_STATES = frozenset(STATES.values())
_MOST = 40  # people looked at, those named most: an article of any length takes time that grows with its length alone
_COURTESY = frozenset("mr mrs ms miss dr sir".split())
_EMPTY = frozenset("former new longtime then own presumptive current".split())
_PLAIN = frozenset(
    "man woman boy girl person official judge source reporter guy teenager kid driver guard employee "
    "worker partner colleague friend youth resident staffer designer pilot".split()
)
ROLE_CLUES = (
    "linked sure role broader only fits all_fit fits_only missing gender_for gender_against "
    "near0 near1 near2 near3 near4_6 far before_only after_only last_speaker last_speaker1 second_speaker first_name "
    "count top share heading in_content subject pronoun rival_role rival_fits place_missing untold otherwise "
    "nobody nobody_sure nobody_plain nobody_complement nobody_relative nobody_possessed nobody_fitting nobody_fits "
    "nobody_same"
).split()
_AT = {name: place for place, name in enumerate(ROLE_CLUES)}


class Bearers:
    """The people whom an article names, with what it tells of each."""

    def __init__(self, chains: "Chains", text: str) -> None:
        self.chains = chains
        self.people: dict[int, Entity] = {}
        self.at: defaultdict[int, list[int]] = defaultdict(list)
        self.named: defaultdict[int, list[int]] = defaultdict(list)
        self.told: defaultdict[int, set[str]] = defaultdict(set)
        self.headed: dict[int, int] = {}
        self.spoken: list[tuple[int, int, int]] = []
        for i, found in sorted(chains.links.items()):
            mention, entity = chains.mentions[i], found.entity
            if entity is None or found.how == "signed":
                continue  # what the writer does as "I" gives the writer no role
            if (setting := chains.settings.get(i)) is not None and setting.source_of:
                self.spoken.append((i, mention.sentence, entity.number))
            if entity.named and entity.person > 0 and not entity.kinds.endswith("s"):
                self._add(i, mention, entity, text)
        for number, entity in self.people.items():
            words = {w.casefold() for name in entity.names for w in name}
            self.told[number] |= {_norm(w) for w in words | entity.role_words | entity.role_nouns}
        self.often = sorted(self.people, key=lambda n: (-len(self.at[n]), self.at[n][0]))[:_MOST]

    def _add(self, i: int, mention: Mention, entity: Entity, text: str) -> None:
        number = entity.number
        self.people[number] = entity
        self.at[number].append(i)
        if mention.form == "name":
            self.named[number].append(mention.start)
            self.told[number] |= _told_after(text[mention.end : mention.end + 40])
        if mention.sentence <= 1 or mention.kind == "headline":
            self.headed.setdefault(number, i)

    def find(self, i: int, ranker: Ranker) -> Link:
        """Whom a source's noun means: the likeliest of those named, or nobody."""
        numbers, rows = self.rows(i)
        p = ranker.probabilities(rows)
        best = int(np.argmax(p))
        if best == len(numbers):
            return Link(None, ranker.sure(float(p[best])), "bearer")
        at = self.at[numbers[best]]
        last = at[max(bisect.bisect_left(at, i) - 1, 0)]
        sure = ranker.sure(float(p[best]), is_told(rows[best]))
        return Link(self.people[numbers[best]], sure, "bearer", self.chains.mentions[last])

    def rows(self, i: int) -> tuple[list[int], NDArray[np.float64]]:
        """Return those whom it may be, and a row of clues for each and one for nobody."""
        mention, old = self.chains.mentions[i], self.chains.links[i]
        owners, spoken = self._owners(i), self._spoken(i)
        narrow = {_norm(t.lower_) for t in mention.head.lefts if t.dep_ in ("amod", "compound", "nmod", "poss")}
        narrow |= {_norm(t.lower_) for p in mention.head.rights if p.lower_ in ("of", "from") for t in p.children}
        narrow -= _EMPTY
        numbers = [n for n in self.often if n not in owners and self._may(n, i, narrow)]
        fitting = [n for n in numbers if self._role(mention, self.people[n])]
        fits = {n: sum(_known(word, self.told[n]) for word in narrow) for n in numbers}
        most = max(fits.values(), default=0)
        places = {_norm(t.lower_) for t in mention.head.lefts if t.ent_type_ in ("NORP", "GPE")} - _EMPTY
        rows = np.zeros((len(numbers) + 1, len(ROLE_CLUES)))
        total = sum(len(self.at[n]) for n in numbers) or 1
        top = max((len(self.at[n]) for n in numbers), default=0)
        for k, n in enumerate(numbers):
            entity = self.people[n]
            values: dict[str, float] = {
                "linked": old.entity is entity, "sure": old.p * (old.entity is entity),
                "role": mention.words[0] in entity.role_nouns,
                "broader": bool(BROADER.get(mention.words[0], frozenset()) & entity.role_nouns),
                "only": fitting == [n], "fits": fits[n], "all_fit": 0 < len(narrow) == fits[n],
                "fits_only": fits[n] == most > 0 and sum(f == most for f in fits.values()) == 1,
                "missing": len(narrow) - fits[n], "count": log_count(len(self.at[n])), "top": len(self.at[n]) == top,
                "share": len(self.at[n]) / total,
                "first_name": len(entity.full) > 1,
                "rival_role": bool(fitting) and n not in fitting, "rival_fits": fits[n] < most,
                "otherwise": n not in fitting and bool(entity.role_nouns - _COURTESY),
                "untold": n not in fitting and not fits[n],
                "place_missing": any(not _known(place, self.told[n]) for place in places),
                "last_speaker": bool(spoken) and spoken[-1][1] == n,
                "last_speaker1": bool(spoken) and spoken[-1][1] == n and mention.sentence - spoken[-1][0] <= 1,
                "second_speaker": len(spoken) > 1 and spoken[-1][1] != n and spoken[-2][1] == n,
            }  # fmt: skip
            evidence = _evidence(mention, entity)
            values |= self._place(i, n) | {"gender_for": evidence > 1, "gender_against": evidence < -1}
            for name, value in values.items():
                rows[k, _AT[name]] = value
        head = mention.head
        nobody = {
            "nobody": 1.0, "nobody_sure": old.p * (old.entity is None or not old.entity.named),
            "nobody_plain": mention.words[0] in _PLAIN, "nobody_complement": any(t.dep_ == "prep" for t in head.rights),
            "nobody_relative": any(t.dep_ in ("relcl", "acl") for t in head.rights),
            "nobody_possessed": any(t.dep_ == "poss" for t in head.lefts), "nobody_fitting": bool(fitting),
            "nobody_fits": most > 0, "nobody_same": self._unnamed_before(i),
        }  # fmt: skip
        for name, value in nobody.items():
            rows[-1, _AT[name]] = value
        return numbers, rows

    def _may(self, number: int, i: int, narrow: set[str]) -> bool:
        """False for those of another sex, party or state, and for whom only the noun's own words name."""
        inside, told = self.chains.mentions[i], self.told[number]
        if (
            _evidence(inside, self.people[number]) < -2
            or _other(narrow, told, _PARTIES)
            or _other(narrow, told, _STATES)
        ):
            return False
        return any(not inside.start <= self.chains.mentions[j].start < inside.end for j in self.at[number])

    def _role(self, mention: Mention, entity: Entity) -> bool:
        lemma = mention.words[0]
        return lemma in entity.role_nouns or bool(BROADER.get(lemma, frozenset()) & entity.role_nouns)

    def _owners(self, i: int) -> set[int]:
        """Those whose the one meant is: of "Moss's aide", Moss; nobody is an own aide."""
        lefts = {t.i for t in self.chains.mentions[i].head.lefts if t.dep_ in ("poss", "compound", "nmod")}
        doc = self.chains.mentions[i].head.doc
        near = (j for j in range(max(i - 4, 0), min(i + 4, len(self.chains.mentions))) if j in self.chains.links)
        heads = ((self.chains.mentions[j].head, self.chains.links[j].entity) for j in near)
        return {e.number for head, e in heads if head.doc is doc and head.i in lefts and e is not None}

    def _unnamed_before(self, i: int) -> bool:
        """True where somebody without a name was called so shortly before: "an employee", then "the employee"."""
        mention = self.chains.mentions[i]
        for j in range(i - 1, max(i - 80, -1), -1):
            other, found = self.chains.mentions[j], self.chains.links.get(j)
            if other.form == "noun" and other.words == mention.words and found is not None and not other.definite:
                return not other.plural and found.how == "new"
        return False

    def _spoken(self, i: int) -> list[tuple[int, int]]:
        """The sentences and numbers of the last two who spoke before."""
        end = bisect.bisect_left(self.spoken, (i,))
        return [(sentence, number) for _, sentence, number in self.spoken[max(end - 2, 0) : end]]

    def _place(self, i: int, number: int) -> dict[str, float]:
        mentions, mention, at = self.chains.mentions, self.chains.mentions[i], self.at[number]
        before = bisect.bisect_left(at, i)
        setting = self.chains.settings.get(i)
        content = [span for k in (setting.source_of if setting else ()) for span in self.chains.sources[k].content]
        named = self.named[number]
        values: dict[str, float] = {
            "after_only": not before, "before_only": before == len(at) - (at[before : before + 1] == [i]),
            "heading": self.headed.get(number, i) < i,
            "in_content": any(bisect.bisect_left(named, a) < bisect.bisect_left(named, b) for a, b in content),
        }  # fmt: skip
        if before:
            last = mentions[at[before - 1]]
            gap = mention.sentence - last.sentence
            values[f"near{gap}" if gap <= 3 else "near4_6" if gap <= 6 else "far"] = 1.0
            values["subject"] = last.head.dep_ in ("nsubj", "nsubjpass")
            values["pronoun"] = last.form == "pronoun"
        return values


def _told_after(text: str) -> set[str]:
    """The party and the state that stand right after a name: "(R-Fla.)", "of Florida", ", Republican of Florida"."""
    found: set[str] = set()
    if aside := _ASIDE.match(text):
        found.add(_norm(aside[1]))
        if aside[2]:
            state = STATES.get(aside[2].rstrip(".").lower(), aside[2].lower())
            found |= {state, *state.split()}
    if of := _OF.match(text):
        found |= {_norm(word) for word in (of[1] or "", of[2]) if word} | {_norm(w) for w in of[2].split()}
    return found


def _norm(word: str) -> str:
    word = word.strip(".").casefold()
    return PARTIES.get(word, STATES.get(word, word) if "." in word or len(word) > 3 else word)


def _known(word: str, told: set[str]) -> bool:
    return word in told or (len(word) > 4 and any(word[:4] == other[:4] for other in told))


def _other(narrow: set[str], told: set[str], kind: frozenset[str]) -> bool:
    """True where the noun tells one party or state and the article another of this one."""
    mine, theirs = narrow & kind, told & kind
    return bool(mine and theirs and not mine & theirs)


def _evidence(mention: Mention, entity: Entity) -> float:
    """How far the text and the first name speak for the sex that a noun tells; 0 where it tells none."""
    if mention.gender is None:
        return 0.0
    other = "f" if mention.gender == "m" else "m"
    prior = entity.prior * (1 if mention.gender == "f" else -1)
    return entity.gender[mention.gender] - entity.gender[other] + prior


def is_told(row: NDArray[np.float64]) -> bool:
    """True where the article tells of the one meant what the noun says."""
    return not row[_AT["untold"]]


@functools.cache
def load_bearer_ranker() -> Ranker:
    """Load the shipped weights."""
    data = load_json("bearers.json")
    weights = np.array([data["weights"].get(name, 0.0) for name in ROLE_CLUES], dtype=np.float64)
    return Ranker(weights, tuple(data["calibration"]))


def is_role(chains: "Chains", i: int) -> bool:
    """True for a definite noun for one person that no name goes with."""
    mention = chains.mentions[i]
    person = mention.form == "noun" and "p" in mention.label and mention.definite and not mention.plural
    return person and i in chains.links and chains.links[i].how not in ("apposition", "owned", "introduced")
