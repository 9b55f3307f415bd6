"""What stands with a name and tells of whom it names: party, state, place; and whether a noun's own words agree."""

import re

from toolkit.role_words import STATES

PARTIES = {"gop": "republican", "r": "republican", "democrat": "democratic", "d": "democratic"}
_ASIDE = re.compile(r"(?:,\s*|\s*\()([DRI])(?:-([A-Z][\w.]*))?\)?")  # "(R-Fla.)" or ", R-Fla." after a name
_OF = re.compile(r"(?:,? (Republican|Democrat|independent))? (?:of|from) ([A-Z]\w+(?: [A-Z]\w+)?)")  # "of Florida"
_PARTIES = frozenset(("republican", "democratic"))
_STATES = frozenset(STATES.values())


def told_after(text: str) -> set[str]:
    """The party and the state that stand right after a name: "(R-Fla.)", "of Florida", ", Republican of Florida"."""
    found: set[str] = set()
    if aside := _ASIDE.match(text):
        found.add(norm(aside[1]))
        if aside[2]:
            state = STATES.get(aside[2].rstrip(".").lower(), aside[2].lower())
            found |= {state, *state.split()}
    if of := _OF.match(text):
        found |= {norm(word) for word in (of[1] or "", of[2]) if word} | {norm(w) for w in of[2].split()}
    return found


def norm(word: str) -> str:
    """A word as it is compared: "GOP" is Republican, "Fla." Florida."""
    word = word.strip(".").casefold()
    return PARTIES.get(word, STATES.get(word, word) if "." in word or len(word) > 3 else word)


def known(word: str, told: set[str]) -> bool:
    """True for a word that is told, or one of its stem."""
    return word in told or (len(word) > 4 and any(word[:4] == other[:4] for other in told))


def contrary(narrow: set[str], told: set[str]) -> bool:
    """True where the noun tells one party or state and the article another of this one."""
    return any(narrow & kind and told & kind and not narrow & told & kind for kind in (_PARTIES, _STATES))
