"""Which body a source's noun stands for, "the company" or "the budget office", by all that the article tells.

Which of the bodies named is called so, is of such a kind by the words of its name, and was spoken of last or most.
"""

from collections import Counter
from collections.abc import Mapping
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from toolkit.bearers import Bearers
from toolkit.body_kinds import COLLECTIVE, OF_NAME, OF_NOUN, STRICT
from toolkit.firms import short_forms
from toolkit.mentions import Mention
from toolkit.name_forms import is_acronym
from toolkit.naming import Entity
from toolkit.role_words import STATES, is_broader, is_called
from toolkit.told import known, norm

if TYPE_CHECKING:
    from toolkit.chains import Chains

_AFTER_PEOPLE = frozenset("campaign camp administration".split())  # "the campaign" where only its candidate is named
_CANDIDATES = frozenset("candidate nominee front-runner frontrunner contender".split())
_NO_BODIES = ("NORP", "EVENT", "LAW", "DATE")
_STATES = frozenset(STATES.values())
_COUNTRIES = frozenset("us u.s usa u.s.a uk u.k uae eu drc dprk nyc dc d.c la l.a".split())
_MOSTLY = 0.5  # the share of its names that the recogniser takes for a place's, beyond which it is one
_SITES = ("GPE", "LOC", "FAC")
BODY_CLUES = (
    "linked sure called called_missing in_name role broader only fits all_fit fits_only missing letter letter_last "
    "kind_same kind_other near0 near1 near2 near3 near4_6 far before_only after_only "
    "last_speaker last_speaker1 second_speaker "
    "latest second_latest count top share heading in_content subject pronoun organisation place place_kind "
    "person_like rival_called untold once owned "
    "after after_called candidate president "
    "nobody nobody_sure nobody_complement nobody_relative nobody_possessed nobody_called nobody_fits nobody_same "
    "nobody_none nobody_state nobody_firm nobody_realm nobody_place nobody_other "
    "fit_last fit_most fit_share strict acronym_state acronym_other is_state not_state nobody_collective nobody_strict "
    "person_told collective kind_press_same kind_firm_same untold_press untold_broadcaster untold_firm untold_society "
    "untold_state untold_party untold_campaign untold_realm untold_school untold_place untold_other"
).split()


class BodyBearers(Bearers):
    """The bodies that an article names."""

    name, clues = "body", BODY_CLUES

    def __init__(self, chains: "Chains", text: str) -> None:
        super().__init__(chains, text)
        self.after: dict[int, tuple[Entity, bool]] = {}
        self.people: dict[int, tuple[Entity, list[int]]] = {}
        self.labels: dict[tuple[int, int], Counter[str]] = {}
        for i, found in sorted(chains.links.items()):
            entity = found.entity
            if entity is not None and found.how != "signed" and entity.named and entity.person > 0:
                self.people.setdefault(entity.number, (entity, []))[1].append(i)

    def admits(self, entity: Entity) -> bool:
        person = bool(entity.titles) or entity.prior != 0 or any(entity.gender.values()) or bool(entity.pronouns["he"])
        return entity.named and (entity.person < 3 or not person) and entity.label not in _NO_BODIES

    def told_of(self, row: NDArray[np.float64]) -> bool:
        return not row[BODY_CLUES.index("untold")]

    def clues_of(self, i: int, narrow: set[str]) -> tuple[list[int], list[Mapping[str, float]]]:
        mention, owners = self.chains.mentions[i], self.owners(i)
        noun = mention.words[0]
        kind = OF_NOUN.get(noun, "other")
        numbers = [n for n in self.often if n not in owners and self.outside(n, i) and self._may(n, mention)]
        if noun in _AFTER_PEOPLE:
            numbers = list(dict.fromkeys(self._after_people(noun) + numbers))
        called = [n for n in numbers if _bears(noun, self.named[n])]
        new = self.unnamed_before(i)
        if new is not None and mention.sentence - new.sentence <= 1:
            numbers = called  # "a company that builds boats", then "the company"
        weighed, among = self.weighed(numbers, narrow), self.among(i, called)
        most = max((w["fits"] for w in weighed.values()), default=0)
        latest = sorted((n for n in numbers if self.at[n][0] < i), key=lambda n: -self.last(n, i))
        rows: list[Mapping[str, float]] = []
        for n in numbers:
            entity = self.named[n]
            kinds = {k for name in entity.names for w in name for k in OF_NAME.get(w.casefold(), ())}
            untold = n not in called and not weighed[n]["fits"] and kind not in kinds
            acronym = any(len(name) == 1 and name[0].isupper() and 1 < len(name[0]) < 7 for name in entity.names)
            state, ends = _called(entity) in _STATES, _ends_with(noun, entity)
            place = self._share(n, _SITES)
            seen = self.linked(i, n) | self.spoke(i, n) | self.place(i, n) | among.get(n, {})
            rows.append(seen | weighed[n] | {
                "called": noun in short_forms(entity) or noun in entity.full[-1:],
                "called_missing": n in called and weighed[n]["missing"] > 0,
                "in_name": _in_name(noun, entity),
                "role": noun in entity.role_nouns,
                "broader": is_broader(noun, entity.role_nouns),
                "only": called == [n], "letter": _by_letter(mention, entity),
                "kind_same": kind in kinds, "kind_other": bool(kinds) and kind not in kinds,
                "latest": latest[:1] == [n], "second_latest": latest[1:2] == [n],
                "organisation": self._share(n, ("ORG",)), "person_like": entity.person > 0,
                "person_told": entity.person >= 3,
                "place": place * (kind not in ("place", "realm")), "place_kind": place * (kind in ("place", "realm")),
                "rival_called": bool(called) and n not in called,
                "untold": untold, "strict": noun in STRICT and n not in called and not ends, "letter_last": ends,
                "acronym_state": acronym and kind == "state", "acronym_other": acronym and kind != "state",
                "is_state": state and noun in ("state", "county"), "not_state": noun == "state" and not state,
                "collective": noun in COLLECTIVE, "kind_press_same": kind == "press" and kind in kinds,
                "kind_firm_same": kind == "firm" and kind in kinds,
                f"untold_{kind}": untold,
                "once": len(self.at[n]) == 1, "owned": entity.kinds == "b" and n not in self.after,
                "after": n in self.after, "after_called": n in self.after and self.after[n][1],
                "candidate": n in self.after and bool(self.after[n][0].role_nouns & _CANDIDATES),
                "president": n in self.after and "president" in self.after[n][0].role_nouns,
            })  # fmt: skip
        nobody = self.nobody(i) | {
            "nobody_called": bool(called), "nobody_fits": most > 0, "nobody_none": not latest,
            f"nobody_{kind if kind in ('state', 'firm', 'realm', 'place') else 'other'}": 1.0,
            "nobody_collective": noun in COLLECTIVE, "nobody_strict": noun in STRICT and not called,
        }  # fmt: skip
        return numbers, [*rows, nobody]

    def _after_people(self, noun: str) -> list[int]:
        """The bodies called after the people named: for "the campaign" the Moss campaign, called so or not."""
        found: list[int] = []
        for person, at in self.people.values():
            body = self.chains.belongings.body_of(person, noun)
            if body.number not in self.after:
                self.after[body.number] = person, bool(self.at[body.number])
                self.named[body.number] = body
                self.at[body.number] = sorted({*self.at[body.number], *at})
            found.append(body.number)
        return found

    def _may(self, number: int, mention: Mention) -> bool:
        """False for a place where a body is meant, for a name that tells no more, and for a sister body.

        "The appeals court" is not the Supreme Court.
        """
        noun, name = mention.words[0], _called(self.named[number])
        initials = is_acronym(self.named[number].full[0]) and name not in _COUNTRIES  # "BT", taken for a place
        place = name in _STATES or (not initials and self._share(number, _SITES) > _MOSTLY)
        if name == noun or (place and OF_NOUN.get(noun) not in ("place", "realm") and noun not in name.split()):
            return False
        marks = {norm(t.lower_) for t in mention.head.lefts if t.dep_ == "compound"}
        return noun not in name.split() or not marks or any(known(mark, self.told[number]) for mark in marks)

    def _share(self, number: int, labels: tuple[str, ...]) -> float:
        """The share of a body's names that the recogniser takes for such."""
        key = number, len(self.at[number])  # a body called after somebody gets that one's mentions too
        if key not in self.labels:
            names = (self.chains.mentions[i] for i in self.at[number])
            self.labels[key] = Counter(m.label for m in names if m.form == "name")
        found = self.labels[key]
        return sum(found[label] for label in labels) / max(1, found.total())


def _bears(noun: str, entity: Entity) -> bool:
    """True for a body that bears the noun in its name, or that the article calls so."""
    return _in_name(noun, entity) or is_called(noun, entity.role_nouns)


def _in_name(noun: str, entity: Entity) -> bool:
    return any(noun == w.casefold() for name in entity.names for w in name)


def _called(entity: Entity) -> str:
    return " ".join(entity.full).casefold()


def _by_letter(mention: Mention, entity: Entity) -> bool:
    """True for initials that hold the noun's first letter: "the bureau" for the FBI."""
    initials = [name[0].replace(".", "").casefold() for name in entity.names if len(name) == 1 and name[0].isupper()]
    return any(mention.words[0][0] in word for word in initials if 1 < len(word) < 6)


def _ends_with(noun: str, entity: Entity) -> bool:
    """True for initials that end in the noun's: "the department" for the NYPD."""
    initials = (name[0].replace(".", "") for name in entity.names if len(name) == 1)
    return any(word.isupper() and 1 < len(word) < 6 and word[-1].casefold() == noun[0] for word in initials)


def is_body(chains: "Chains", i: int) -> bool:
    """True for a definite noun for one body that no name goes with."""
    mention = chains.mentions[i]
    body = mention.form == "noun" and "b" in mention.label and mention.definite and not mention.plural
    apart = "p" not in mention.label and i in chains.links
    return body and apart and chains.links[i].how not in ("apposition", "owned", "introduced")
