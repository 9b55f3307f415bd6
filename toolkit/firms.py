"""Which named body a noun such as "the board" or "the company" stands for, where the words themselves leave one."""

from collections.abc import Iterable, Sequence

from toolkit.mentions import Mention
from toolkit.role_words import BODIES
from toolkit.states import State

_NEAR = 3  # sentences back to the name that a noun repeats; further back another body has often been meant since
_MANY = frozenset("city state county country nation family tv media movement".split())
_FIRMS = frozenset(
    "company firm corporation agency network bank group organization organisation site outlet newspaper station "
    "airline retailer manufacturer automaker carmaker maker giant startup start-up broadcaster publisher studio label "
    "magazine paper watchdog regulator university school hospital nonprofit charity lender insurer developer "
    "operator".split()
)
_NO_FIRMS = frozenset("GPE LOC NORP FAC EVENT LAW WORK_OF_ART DATE".split())


def namesake(mention: Mention, states: Iterable[State]) -> State | None:
    """The one body named before that is called by the noun: for "the board" the Norhaven Harbour Board."""
    noun, head = mention.words[0], mention.head
    if noun not in BODIES - _MANY or not _bare(mention) or any(t.dep_ in ("prep", "relcl", "acl") for t in head.rights):
        return None
    found = [
        s for s in states
        if s.entity.named and s.entity.person < 0 and s.entity.kinds != "b"
        and any(_called(noun, name) for name in s.entity.names)
    ]  # fmt: skip
    return found[0] if len(found) == 1 and mention.sentence - found[0].last.sentence <= _NEAR else None


def only_firm(mention: Mention, states: Iterable[State]) -> State | None:
    """The one body named in this sentence and the two before, for "the company" or "the agency"."""
    if mention.words[0] not in _FIRMS or mention.plural or not _bare(mention):
        return None
    near = [
        s for s in states
        if mention.sentence - s.last.sentence < _NEAR and s.entity.named and s.entity.person < 3
        and s.entity.label not in _NO_FIRMS
    ]  # fmt: skip
    return near[0] if len(near) == 1 and near[0].entity.label == "ORG" and near[0].entity.person <= 0 else None


def _bare(mention: Mention) -> bool:
    return all(t.dep_ == "det" for t in mention.head.lefts)


def _called(noun: str, name: Sequence[str]) -> bool:
    """True for a name that ends with a noun, or begins with it before "of" or "for"."""
    words = [word.casefold() for word in name]
    return len(words) > 1 and (words[-1] == noun or (words[0] == noun and words[1] in ("of", "for")))
