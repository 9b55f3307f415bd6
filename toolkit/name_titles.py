"""The titles before a name told from the name: "U.S. Defense Secretary" from "Jim Mattis"."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from toolkit.given_names import SUFFIXES, first_names
from toolkit.language import straight
from toolkit.name_runs import determiner, is_title, noun_kinds
from toolkit.posts import post_before
from toolkit.role_words import BEFORE_TITLES, BODIES, TITLES

if TYPE_CHECKING:
    from spacy.tokens import Doc

_ROLES = frozenset(
    "senator president chairman chairwoman ceo cfo governor congressman congresswoman spokesman spokeswoman director "
    "secretary minister ambassador nominee candidate representative commissioner mayor speaker attorney editor "
    "correspondent reporter columnist strategist analyst adviser advisor".split()
)
_SEATS = frozenset("mp mep msp td".split())  # written after a name, too
_MEMBERS = frozenset("mps meps msps tds".split())
# With a capital and "the" these are a body that has a name elsewhere, "the Committee", where "the Senate" is a name.
_COMMON = frozenset("committee commission council board company bank agency department bureau university court".split())
_ADDRESSES = ("mr", "mrs", "ms", "miss")
_AFTER_TITLES = SUFFIXES | {"of", "for", "-"}
_BORNE = frozenset("king prince pope bishop judge marshal major justice duke lord cardinal constable".split())
_FORMS = ("inc", "ltd", "llc", "plc", "corp")  # "Norlyd Ferries, Inc."
_DEFINITE = ("the", "this", "that")
REGNAL = frozenset("pope king queen prince princess emperor empress sultan saint".split())


def split_titles(doc: "Doc", run: list[int], known: frozenset[str] = frozenset()) -> tuple[list[int], list[int]]:
    """Cut a run into titles and name: "U.S. Defense Secretary" and "Jim Mattis"; a title alone is no name."""
    if len(run) == 1 and doc[run[0]].text in known and doc[run[0]].text not in ("President", "Senator"):
        return [], run
    if len(run) == 1 and (doc[run[0]].tag_ == "NNPS" or doc[run[0]].text == "US"):
        return [], run  # "Democrats"
    cut = 0
    bodies = [place for place, i in enumerate(run) if doc[i].lower_ in BODIES]
    for place, i in enumerate(run[:-1]):
        word = straight(doc[i].lower_.strip("."))
        hyphenated = doc[i + 1].text == "-" if i + 1 < len(doc) else False
        if (
            word in TITLES
            and not hyphenated
            and not (bodies and bodies[-1] > place)
            and doc[run[place + 1]].lower_ not in _AFTER_TITLES
        ):
            cut = place + 1
    if cut and doc[run[cut - 1]].lower_ in REGNAL and (
        len(run) - cut == 1 or doc[run[-1]].lower_ in SUFFIXES or doc[run[cut - 1]].lower_ == "pope"
    ):  # fmt: skip
        cut -= 1  # "Pope Francis" is known by no other name, "Prince Yusuf bin Rahim" is
    titles, name = run[:cut], run[cut:]
    if len(name) > 1 and doc[name[-1]].lower_ in _SEATS and (titles or _is_person(doc, name)):
        name = name[:-1]  # "Ada Moss MP"
    if _role(doc, name):
        return [], []
    while name and straight(doc[name[0]].lower_) in BEFORE_TITLES and len(name) > 1 and not doc[name[0]].ent_type_:
        titles, name = [*titles, name[0]], name[1:]
    words = [straight(doc[i].lower_.strip(".")) for i in name]
    definite = bool(run) and determiner(doc, run[0]) in _DEFINITE
    called = bool(titles) and doc[titles[-1]].lower_.strip(".") in _ADDRESSES and not _ROLES & set(words)
    borne = called or bool(_BORNE & set(words[-1:]))  # "Mr. Singer", "Judge King", but no "Deputy Director"
    if all(w in TITLES or w in BEFORE_TITLES for w in words) and (definite or not titles or not borne):
        return [], []
    return titles, name


def _is_person(doc: "Doc", name: list[int]) -> bool:
    """True where a person has the seat, no party: a given name tells, or the recogniser, but not of Irish parties."""
    first = doc[name[0]]
    return first.lower_ in first_names() or (first.ent_type_ == "PERSON" and doc[name[-1]].text != "TD")


def _role(doc: "Doc", name: list[int]) -> bool:
    """True for capitals that are a role or a kind of body, no name: "the House Speaker", "the Committee"."""
    words = [straight(doc[i].lower_.strip(".")) for i in name]
    if words in (["pac"], ["super", "pac"]) or (len(words) == 1 and words[0] in _FORMS):
        return True
    if words[-1:] and words[-1] in _SEATS | _MEMBERS and len(words) > 1:
        return True  # "Labour MP"
    if not words or any(doc[i].ent_type_ == "PERSON" for i in name):
        return False
    before = determiner(doc, name[0])
    if before in _DEFINITE and (of := [k for k, w in enumerate(words) if k and w in ("of", "for")]):
        return words[of[0] - 1] in TITLES or words[of[0] - 1] == "executive"  # "the Bishop of Norhaven"
    if words in (["head"], ["member"]) and name[-1] + 1 < len(doc) and doc[name[-1] + 1].lower_ == "of":
        return True
    if len(words) < 2:
        return before in _DEFINITE and words[0] in _COMMON
    if words[-1] in TITLES:
        after = doc[name[-1] + 1].lower_ if name[-1] + 1 < len(doc) else ""
        one = not words[-1].endswith("s")  # "the Liberal Democrats" are a party
        if one and words[-1] not in REGNAL and after in ("of", "for", "to"):
            return True  # "Norhaven Chief of Staff"
        return words[-1] in _ROLES or (one and before in _DEFINITE) or before in ("a", "an", "one", "another")
    return before in _DEFINITE and words[-1].endswith("ologist")


def titles_before(doc: "Doc", first: int) -> Iterator[int]:
    """The nouns and adjectives right before a name or before a field, where the last of them is one for a person."""
    post = post_before(doc, first)
    i = first - 1 if post is None else post
    called = i >= 0 and ("p" in noun_kinds(straight(doc[i].lemma_.lower())) or is_title(doc[i]))
    if not called or (post is None and doc[i].tag_ == "NNS"):
        return
    while i > 0 and doc[i - 1].pos_ in ("NOUN", "PROPN", "ADJ") and not doc[i - 1].is_space and doc[i - 1].whitespace_:
        i -= 1
    yield from range(i, first if post is None else post + 1)
