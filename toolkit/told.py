"""What stands with a name and tells of whom it names: party, state, place; and whether a noun's own words agree."""

import re
from typing import TYPE_CHECKING

from toolkit.role_words import STATES

if TYPE_CHECKING:
    from spacy.tokens import Token

PARTIES = {"gop": "republican", "r": "republican", "democrat": "democratic", "d": "democratic"}
_ASIDE = re.compile(r"(?:,\s*|\s*\()([DRI])(?:-([A-Z][\w.]*))?\)?")  # "(R-Fla.)" or ", R-Fla." after a name
_OF = re.compile(r"(?:,? (Republican|Democrat|independent))? (?:of|from) ([A-Z]\w+(?: [A-Z]\w+)?)")  # "of Florida"
_AGE = re.compile(r"(?:,\s*|\s*\()(\d{1,3})(?=[,.;)]|\s*$)")  # ", 57," or "(57)" after a name
_AGED = re.compile(r"\b(\d{1,3})[- ]year[- ]old\s+(?:\w+\s+){0,2}$")  # "57-year-old mayor" before a name
_PARTIES = frozenset(("republican", "democratic"))
_STATES = frozenset(STATES.values())


def told_after(text: str) -> set[str]:
    """The party, state or age right after a name: "(R-Fla.)", "of Florida", ", Republican of Florida", ", 57,"."""
    found: set[str] = set()
    if age := _AGE.match(text):
        found.add(age[1])
    if aside := _ASIDE.match(text):
        found.add(norm(aside[1]))
        if aside[2]:
            state = STATES.get(aside[2].rstrip(".").lower(), aside[2].lower())
            found |= {state, *state.split()}
    if of := _OF.match(text):
        found |= {norm(word) for word in (of[1] or "", of[2]) if word} | {norm(w) for w in of[2].split()}
    return found


def told_before(text: str) -> set[str]:
    """The age that stands right before a name."""
    age = _AGED.search(text)
    return {age[1]} if age else set()


def norm(word: str) -> str:
    """A word as it is compared: "GOP" is Republican, "Fla." Florida."""
    word = word.strip(".").casefold()
    return PARTIES.get(word, STATES.get(word, word) if "." in word or len(word) > 3 else word)


def known(word: str, told: set[str]) -> bool:
    """True for a word that is told, or one of its stem."""
    return word in told or (len(word) > 4 and any(word[:4] == other[:4] for other in told))


def contrary(narrow: set[str], told: set[str]) -> bool:
    """True where the noun tells one party, state or age and the article another of this one."""
    kinds = [kind & (narrow | told) for kind in (_PARTIES, _STATES)] + [{w for w in narrow | told if w.isdecimal()}]
    return any(narrow & kind and told & kind and not narrow & told & kind for kind in kinds)


def age_of(old: "Token") -> "Token | None":
    """The number of years before "old": of "57-year-old" 57."""
    before = [t for t in old.doc[max(old.i - 4, 0) : old.i] if t.text != "-"][-2:]
    return before[0] if len(before) == 2 and before[1].lower_ == "year" and before[0].like_num else None
