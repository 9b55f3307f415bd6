"""Which named body a noun such as "the board" or "the company" stands for, where the words themselves leave one."""

from collections.abc import Iterable, Mapping, Sequence
from itertools import takewhile

from toolkit.mentions import Mention
from toolkit.naming import Entity
from toolkit.role_words import BODIES
from toolkit.states import State

_NEAR = 3  # sentences back to the name that a noun repeats; further back another body has often been meant since
_BODIES = BODIES - frozenset("city state county country nation family tv media movement".split())
_FIRMS = frozenset(
    "company firm corporation agency network bank group organization organisation site outlet newspaper station "
    "airline retailer manufacturer automaker carmaker maker giant startup start-up broadcaster publisher studio label "
    "magazine paper watchdog regulator university school hospital nonprofit charity lender insurer developer "
    "operator".split()
)
_NO_FIRMS = frozenset("GPE LOC NORP FAC EVENT LAW WORK_OF_ART DATE".split())


def namesake(mention: Mention, called: Mapping[str, Sequence[State]]) -> State | None:
    """The one body named before that is called by the noun: for "the board" the Norhaven Harbour Board.

    `called` holds the bodies named so far by what each of their names may be shortened to, `short_forms`.
    """
    noun, head = mention.words[0], mention.head
    if noun not in _BODIES or not _bare(mention) or any(t.dep_ in ("prep", "relcl", "acl") for t in head.rights):
        return None
    found = [s for s in called.get(noun, ()) if s.entity.person < 0]
    return found[0] if len(found) == 1 and mention.sentence - found[0].last.sentence <= _NEAR else None


def only_firm(mention: Mention, latest: Iterable[State]) -> State | None:
    """The one body named in this sentence and the two before, for "the company" or "the agency".

    `latest` are those spoken of, the one mentioned last first.
    """
    if mention.words[0] not in _FIRMS or mention.plural or not _bare(mention):
        return None
    near = [
        s for s in takewhile(lambda s: mention.sentence - s.last.sentence < _NEAR, latest)
        if s.entity.named and s.entity.person < 3 and s.entity.label not in _NO_FIRMS
    ]  # fmt: skip
    return near[0] if len(near) == 1 and near[0].entity.label == "ORG" and near[0].entity.person <= 0 else None


def _bare(mention: Mention) -> bool:
    return all(t.dep_ == "det" for t in mention.head.lefts)


def short_forms(entity: Entity) -> set[str]:
    """The nouns that can stand for a named body: the last word of a name, and the first before "of" or "for"."""
    if not entity.named or entity.kinds == "b":
        return set()
    names = [[word.casefold() for word in name] for name in entity.names if len(name) > 1]
    return {name[-1] for name in names} | {name[0] for name in names if name[1] in ("of", "for")}
