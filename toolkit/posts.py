"""A post told with its field before its holder's name: "Minister for Public Works and Reform Ada Moss"."""

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from toolkit.given_names import first_names
from toolkit.language import straight
from toolkit.name_forms import BODY_WORDS
from toolkit.role_words import BODIES, TITLES

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

_WITH_PORTFOLIOS = frozenset("minister secretary undersecretary commissioner director chief".split())
_POSTS = TITLES | {"head", "member"}
_ENVOYS = frozenset("Ambassador Envoy Representative Consul President Premier Minister King Chancellor".split())
_LEADS = frozenset("of for to at on".split())
_WITHIN = frozenset("of for the and & , - 's ’s".split())
_LONGEST = 12  # words of a post and its field
# What ministers, secretaries and directors are for; the names of bodies are told by words of their own.
_FIELDS = frozenset(
    "affairs agriculture budget business climate commerce communications consumer control cooperation culture defense "
    "defence development drug economic economy emergency employment environment expenditure family finance fisheries "
    "food foreign forestry global government home homeland housing human immigration industry information interior "
    "jobs labor labour land legal local migration mines mining natural national operations planning police policy "
    "prosecutions public reform relations research resources rights rural science social sport sports staff state "
    "technology tourism trade transport transportation treasury engineering medicine sciences urban veterans women "
    "works youth".split()
)
_NARROW = frozenset("economic foreign global human legal local national natural public rural social urban".split())
_BROAD = _FIELDS - _NARROW
_OF_BODIES = BODY_WORDS | _FIELDS
_FIELD = re.compile(r"(?:tion|ment|ity|ness|ance|ence|ic|ism|ship|ie)s?$", re.IGNORECASE)
# The first halves of places' names, after which the second is no given name: "San Antonio", "Papua New Guinea".
_HALVES = frozenset(
    "new united central papua saudi sri costa san santa st st. saint los las el fort port south north east west great "
    "de la the of for and & -".split()
)
_SIDES = frozenset("north east south west".split())


def post_before(doc: "Doc", first: int) -> int | None:
    """Where the post stands whose field ends right before a name: of "Minister for Health Ada Moss" the first word."""
    if first < 3 or not _written_large(doc[first - 1]) or _is_post(doc[first - 1]):
        return None
    for i in range(first - 2, max(first - _LONGEST, 0), -1):
        if doc[i].lower_ in _LEADS and _is_post(doc[i - 1]):
            listed = "," in [t.text for t in doc[i:first]]
            return i - 1 if not listed or "and" in [t.text for t in doc[i:first]] else None
        if not (_written_large(doc[i]) or doc[i].lower_ in _WITHIN or doc[i].tag_ in ("JJ", "VBG")):
            return None
        if _is_post(doc[i]) and doc[i].text != "General":  # "Head of the General Staff"
            return None
    return None


def holder(doc: "Doc", run: Sequence[int]) -> int:
    """How many words of a run of capitals are a post's field, where the rest of them is the holder's name; or 0."""
    last = doc[run[-1]]
    if len(run) < 3 or not _can_be_name(last) or (_is_given(doc[run[0]]) and not _is_place(doc[run[0]])):
        return 0
    found = next((k for k in range(len(run) - 2, 0, -1) if _begins(doc, run, k)), 0)
    while found > 1 and _begins(doc, run, found - 1) and not _is_place(doc[run[found - 1]]):
        found -= 1  # "Mary Lou Moss"
    found = found or _after_field(doc, run)
    return found if found and post_before(doc, run[found]) is not None else 0


def _after_field(doc: "Doc", run: Sequence[int]) -> int:
    """Where a name of words that tell nothing begins: behind a field, or behind the one word for an envoy's country."""
    for k in range(len(run) - 2, 0, -1):
        if not _can_be_name(doc[run[k]]) and doc[run[k]].lower_ not in _WITHIN:
            return 0
        before = doc[run[k - 1]].lower_
        if doc[run[k]].is_title and (before in _BROAD or (before in BODIES | _SIDES and k > 1)):
            return k
    post = post_before(doc, run[-2])
    country = len(run) == 3 or doc[run[-4]].lower_ == "of"
    plain = doc[run[-3]].is_title and doc[run[-3]].lower_ not in _HALVES
    envoy = post is not None and doc[post].text in _ENVOYS and country and plain
    return len(run) - 2 if envoy and all(doc[i].is_alpha for i in run[-3:]) else 0


def is_field(doc: "Doc", run: Sequence[int]) -> bool:
    """True for what somebody is minister or chief of, which is nobody's name: "Public Works", "Staff"."""
    post = post_before(doc, run[-1] + 1)
    if post is None or doc[post].lower_ not in _WITH_PORTFOLIOS:
        return False
    return all(doc[i].lower_ in _WITHIN or is_field_word(doc[i]) for i in run)


def is_field_word(token: "Token") -> bool:
    """True for a word by which ministries and academies tell what they are for."""
    return token.text[:1].isupper() and (token.lower_ in _FIELDS or _FIELD.search(token.text) is not None)


def _begins(doc: "Doc", run: Sequence[int], place: int) -> bool:
    """True for a given name within a run, or where a person's name is recognised to begin."""
    token = doc[run[place]]
    recognised = token.ent_type_ == "PERSON" and token.ent_iob_ == "B"
    told = recognised or (_is_given(token) and token.text[0].isupper() and token.lower_ not in _FIELDS)
    rest = all(_can_be_name(doc[i]) or doc[i].is_lower or doc[i].is_punct for i in run[place:])
    before = doc[run[place - 1]].lower_
    half = before in _HALVES and not (before in _SIDES and place > 1)  # "Norhaven South Ada Moss"
    return told and rest and not half


def _is_given(token: "Token") -> bool:
    return token.lower_ in first_names()


def _is_place(token: "Token") -> bool:
    return token.ent_type_ in ("GPE", "LOC", "NORP")


def _is_post(token: "Token") -> bool:
    return straight(token.lower_.strip(".")) in _POSTS


def _written_large(token: "Token") -> bool:
    return token.text[:1].isupper()


def _can_be_name(token: "Token") -> bool:
    """True for a word that can be part of a person's name, and none that fields and bodies are called by."""
    small = token.lower_.strip(".")
    plain = token.text[:1].isupper() and not (token.text.isupper() and len(token) > 2) and not _is_post(token)
    return plain and small not in _OF_BODIES and not _FIELD.search(small)
