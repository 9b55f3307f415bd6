"""Who bears the role that a source is told by, "the Florida senator", by all that the article tells before and after.

Which of the people named bears such a role, comes from such a place, is of such a party, and was spoken of last.
"""

from collections import defaultdict
from collections.abc import Mapping
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from toolkit.bearers import EMPTY, Bearers, narrowing
from toolkit.mentions import AGED
from toolkit.naming import Entity
from toolkit.ranker import Ranker
from toolkit.role_words import PLAIN, is_broader, is_called, words_for
from toolkit.states import Link
from toolkit.told import contrary, known, norm

if TYPE_CHECKING:
    from toolkit.chains import Chains

_COURTESY = frozenset("mr mrs ms miss dr sir".split())
_PLAIN = PLAIN | frozenset("employee worker partner colleague friend youth resident staffer designer pilot".split())
# Who holds such a post is nearly always told to: "the judge" is hardly somebody of whom the article does not say so.
_POSTS = frozenset(
    "spokesman spokeswoman spokesperson judge justice magistrate lawyer attorney prosecutor solicitor general sheriff "
    "chief commissioner director manager chairman chairwoman chair ceo minister secretary ambassador envoy mayor "
    "governor president chancellor premier pm taoiseach pope bishop archbishop speaker professor doctor pathologist "
    "coach captain warden moderator host owner founder aide adviser advisor strategist reporter journalist editor "
    "columnist analyst economist witness victim suspect defendant".split()
)
INTRODUCED = 0.85  # 10 of 11 on the articles read, too few to trust more
SURNAMED = 0.8  # 3 of 3 in the articles read, too few to trust more
_LEAD = 2  # sentences at the beginning, where a role comes before its bearer's name
_SOON = 5  # sentences after it in which the name follows
_ANY = frozenset("no one another other any every each".split())
_KIN = frozenset(
    "wife husband mother father son daughter brother sister uncle aunt nephew niece grandfather grandmother widow "
    "girlfriend boyfriend fiance cousin parent spouse partner".split()
)
_FORMER = frozenset("former ex late onetime ex-".split())
_RANKS = frozenset(("vice", "deputy"))  # "the nominee" is not the vice presidential one
ROLE_CLUES = (
    "linked sure role broader only fits all_fit fits_only missing gender_for gender_against "
    "near0 near1 near2 near3 near4_6 far before_only after_only last_speaker last_speaker1 second_speaker first_name "
    "count top share heading in_content subject pronoun rival_role rival_fits place_missing body_missing "
    "untold otherwise nobody nobody_sure nobody_plain nobody_complement nobody_relative nobody_possessed "
    "nobody_fitting nobody_fits nobody_same "
    "fit_last fit_most fit_share former_alike former_missing former_more untold_post untold_narrowed kin "
    "nobody_post nobody_post_untold nobody_kin nobody_aged"
).split()


class RoleBearers(Bearers):
    """The people whom an article names."""

    name, clues = "role", ROLE_CLUES

    def __init__(self, chains: "Chains", text: str) -> None:
        super().__init__(chains, text)
        self.bearers: defaultdict[str, set[int]] = defaultdict(set)
        for number, entity in self.named.items():
            for word in entity.role_nouns:
                self.bearers[word].add(number)

    def admits(self, entity: Entity) -> bool:
        return entity.named and entity.person > 0 and not entity.kinds.endswith("s")

    def told_of(self, row: NDArray[np.float64]) -> bool:
        return not row[ROLE_CLUES.index("untold")]

    def clues_of(self, i: int, narrow: set[str]) -> tuple[list[int], list[Mapping[str, float]]]:
        mention, owners = self.chains.mentions[i], self.owners(i)
        noun = mention.words[0]
        numbers = [n for n in self.often if n not in owners and self._may(n, i, narrow)]
        fitting = [n for n in numbers if is_called(noun, self.named[n].role_nouns)]
        weighed, among = self.weighed(numbers, narrow), self.among(i, fitting)
        most = max((w["fits"] for w in weighed.values()), default=0)
        places = {norm(t.lower_) for t in mention.head.lefts if t.ent_type_ in ("NORP", "GPE")} - EMPTY
        bodies = self._bodies(i)
        former = any(t.lower_ in _FORMER for t in mention.head.lefts)
        rows: list[Mapping[str, float]] = []
        for n in numbers:
            entity = self.named[n]
            evidence = _evidence(mention.gender, entity)
            was, untold = bool(_FORMER & self.told[n]), n not in fitting and not weighed[n]["fits"]
            seen = self.linked(i, n) | self.spoke(i, n) | self.place(i, n) | among.get(n, {})
            rows.append(seen | weighed[n] | {
                "role": noun in entity.role_nouns,
                "broader": is_broader(noun, entity.role_nouns),
                "only": fitting == [n], "first_name": len(entity.full) > 1,
                "rival_role": bool(fitting) and n not in fitting, "rival_fits": weighed[n]["fits"] < most,
                "otherwise": n not in fitting and bool(entity.role_nouns - _COURTESY),
                "untold": untold,
                "place_missing": any(not known(place, self.told[n]) for place in places),
                "body_missing": any(not known(body, self.told[n]) for body in bodies),
                "gender_for": evidence > 1, "gender_against": evidence < -1,
                "former_alike": former and was, "former_missing": former and not was, "former_more": was and not former,
                "untold_post": untold and noun in _POSTS, "untold_narrowed": untold and noun in _POSTS and bool(narrow),
                "kin": noun in _KIN,
            })  # fmt: skip
        nobody = self.nobody(i) | {
            "nobody_plain": noun in _PLAIN, "nobody_fitting": bool(fitting), "nobody_fits": most > 0,
            "nobody_post": noun in _POSTS, "nobody_kin": noun in _KIN, "nobody_aged": noun == AGED,
            "nobody_post_untold": noun in _POSTS and not fitting and not most,
        }  # fmt: skip
        return numbers, [*rows, nobody]

    def find(self, i: int, ranker: Ranker) -> Link:
        """Whom a source's noun means: of somebody's kin the one of that surname, else the likeliest of those named."""
        if (kin := self._kin(i)) is not None:
            return Link(self.named[kin], SURNAMED, "bearer", self.chains.mentions[self.last(kin, i)])
        return super().find(i, ranker)

    def _kin(self, i: int) -> int | None:
        """The one person beside the owner who bears the owner's surname: of "Ben Moss's wife" Ada Moss."""
        mention = self.chains.mentions[i]
        owners = self.owners(i) & set(self.named) if mention.words[0] in _KIN else set()
        names = {self.named[n].full[-1] for n in owners if len(self.named[n].full) > 1}
        alike = [n for n, e in self.named.items() if n not in owners and len(e.full) > 1 and e.full[-1] in names]
        able = [n for n in alike if _evidence(mention.gender, self.named[n]) > 0]
        return able[0] if len(able) == 1 else None

    def introduced(self, i: int) -> Link | None:
        """The one person of the article who bears a newcomer's role and is named right after: "a judge", "Judge Moss".

        At the article's beginning the name can be some sentences away.
        """
        mention = self.chains.mentions[i]
        noun = mention.words[0]  # "an official" is not the one chief whom the article names
        able = {number for word in ({noun} if noun in _PLAIN else words_for(noun)) for number in self.bearers[word]}
        bearer = min(able, default=0)
        if len(able) != 1 or self.at[bearer][0] < i or not self._may(bearer, i, narrowing(mention.head) - EMPTY):
            return None
        name = self.chains.mentions[self.at[bearer][0]]
        near = name.sentence - mention.sentence <= (_SOON if mention.sentence <= _LEAD else 1)
        return Link(self.named[bearer], INTRODUCED, "introduced", name) if near and name.form == "name" else None

    def _may(self, number: int, i: int, narrow: set[str]) -> bool:
        """False for those of another sex, party, state or rank, and for whom only the noun's own words name."""
        if _evidence(self.chains.mentions[i].gender, self.named[number]) < -2 or contrary(narrow, self.told[number]):
            return False
        noun, known_as = self.chains.mentions[i].words[0], self.named[number].role_nouns
        called = is_called(noun, known_as)
        if noun in _POSTS and not called and known_as - _COURTESY and not self._bodies(i) <= self.told[number]:
            return False  # "the FBI director" is nobody known for something else of whom no FBI is told
        return self.outside(number, i) and not (called and _RANKS & self.told[number] - narrow)

    def _bodies(self, i: int) -> set[str]:
        """The body within a role: "the FBI director"."""
        return {norm(t.lower_) for t in self.chains.mentions[i].head.lefts if t.ent_type_ == "ORG"} - EMPTY


def _evidence(gender: str | None, entity: Entity) -> float:
    """How far the text and the first name speak for a sex; 0 where none is told."""
    if gender is None:
        return 0.0
    other = "f" if gender == "m" else "m"
    prior = entity.prior * (1 if gender == "f" else -1)
    return entity.gender[gender] - entity.gender[other] + prior


def is_role(chains: "Chains", i: int) -> bool:
    """True for a definite noun for one person that no name goes with."""
    mention = chains.mentions[i]
    person = mention.form == "noun" and "p" in mention.label and mention.definite and not mention.plural
    return person and i in chains.links and chains.links[i].how not in ("apposition", "owned", "introduced")


def is_newcomer(chains: "Chains", i: int) -> bool:
    """True for an indefinite noun for one person: "a federal judge"; not for "one" or "no" judge."""
    mention = chains.mentions[i]
    person = mention.form == "noun" and mention.label == "p" and not mention.definite and not mention.plural
    anyone = any(t.lower_ in _ANY for t in mention.head.lefts)
    return person and not anyone and not mention.quoted and i in chains.links and chains.links[i].how == "new"
