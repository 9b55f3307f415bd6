"""Who bears the role that a source is told by, "the Florida senator", by all that the article tells before and after.

Which of the people named bears such a role, comes from such a place, is of such a party, and was spoken of last.
"""

from collections.abc import Mapping
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from toolkit.bearers import EMPTY, Bearers
from toolkit.mentions import Mention
from toolkit.naming import Entity, log_count
from toolkit.role_words import PLAIN, is_broader, is_called
from toolkit.told import contrary, known, norm

if TYPE_CHECKING:
    from toolkit.chains import Chains

_COURTESY = frozenset("mr mrs ms miss dr sir".split())
_PLAIN = PLAIN | frozenset("employee worker partner colleague friend youth resident staffer designer pilot".split())
ROLE_CLUES = (
    "linked sure role broader only fits all_fit fits_only missing gender_for gender_against "
    "near0 near1 near2 near3 near4_6 far before_only after_only last_speaker last_speaker1 second_speaker first_name "
    "count top share heading in_content subject pronoun rival_role rival_fits place_missing body_missing "
    "untold otherwise nobody nobody_sure nobody_plain nobody_complement nobody_relative nobody_possessed "
    "nobody_fitting nobody_fits nobody_same"
).split()


class RoleBearers(Bearers):
    """The people whom an article names."""

    name, clues = "role", ROLE_CLUES

    def admits(self, entity: Entity) -> bool:
        return entity.named and entity.person > 0 and not entity.kinds.endswith("s")

    def told_of(self, row: NDArray[np.float64]) -> bool:
        return not row[ROLE_CLUES.index("untold")]

    def clues_of(self, i: int, narrow: set[str]) -> tuple[list[int], list[Mapping[str, float]]]:
        mention, owners = self.chains.mentions[i], self.owners(i)
        numbers = [n for n in self.often if n not in owners and self._may(n, i, narrow)]
        fitting = [n for n in numbers if is_called(mention.words[0], self.named[n].role_nouns)]
        fits = {n: sum(known(word, self.told[n]) for word in narrow) for n in numbers}
        most = max(fits.values(), default=0)
        places = {norm(t.lower_) for t in mention.head.lefts if t.ent_type_ in ("NORP", "GPE")} - EMPTY
        bodies = {norm(t.lower_) for t in mention.head.lefts if t.ent_type_ == "ORG"} - EMPTY
        total = sum(len(self.at[n]) for n in numbers) or 1
        top = max((len(self.at[n]) for n in numbers), default=0)
        rows: list[Mapping[str, float]] = []
        for n in numbers:
            entity = self.named[n]
            evidence = _evidence(mention, entity)
            rows.append(self.linked(i, n) | self.spoke(i, n) | self.place(i, n) | {
                "role": mention.words[0] in entity.role_nouns,
                "broader": is_broader(mention.words[0], entity.role_nouns),
                "only": fitting == [n], "fits": fits[n], "all_fit": 0 < len(narrow) == fits[n],
                "fits_only": fits[n] == most > 0 and sum(f == most for f in fits.values()) == 1,
                "missing": len(narrow) - fits[n], "count": log_count(len(self.at[n])), "top": len(self.at[n]) == top,
                "share": len(self.at[n]) / total, "first_name": len(entity.full) > 1,
                "rival_role": bool(fitting) and n not in fitting, "rival_fits": fits[n] < most,
                "otherwise": n not in fitting and bool(entity.role_nouns - _COURTESY),
                "untold": n not in fitting and not fits[n],
                "place_missing": any(not known(place, self.told[n]) for place in places),
                "body_missing": any(not known(body, self.told[n]) for body in bodies),
                "gender_for": evidence > 1, "gender_against": evidence < -1,
            })  # fmt: skip
        nobody = self.nobody(i) | {
            "nobody_plain": mention.words[0] in _PLAIN, "nobody_fitting": bool(fitting), "nobody_fits": most > 0,
        }  # fmt: skip
        return numbers, [*rows, nobody]

    def _may(self, number: int, i: int, narrow: set[str]) -> bool:
        """False for those of another sex, party or state, and for whom only the noun's own words name."""
        if _evidence(self.chains.mentions[i], self.named[number]) < -2 or contrary(narrow, self.told[number]):
            return False
        return self.outside(number, i)


def _evidence(mention: Mention, entity: Entity) -> float:
    """How far the text and the first name speak for the sex that a noun tells; 0 where it tells none."""
    if mention.gender is None:
        return 0.0
    other = "f" if mention.gender == "m" else "m"
    prior = entity.prior * (1 if mention.gender == "f" else -1)
    return entity.gender[mention.gender] - entity.gender[other] + prior


def is_role(chains: "Chains", i: int) -> bool:
    """True for a definite noun for one person that no name goes with."""
    mention = chains.mentions[i]
    person = mention.form == "noun" and "p" in mention.label and mention.definite and not mention.plural
    return person and i in chains.links and chains.links[i].how not in ("apposition", "owned", "introduced")
