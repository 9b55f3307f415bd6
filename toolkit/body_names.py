"""The small words, marks and numbers inside the names of bodies: "Department of Ferries and Fish", "KNB 7"."""

from typing import TYPE_CHECKING

from toolkit.name_forms import BODY_WORDS
from toolkit.posts import is_field_word
from toolkit.role_words import BODIES, TITLES

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

_OF = frozenset(
    "department university bank ministry board bureau house church court office institute college republic state "
    "states kingdom federation association chamber council center centre museum school city county bishop campaign "
    "committee coalition citizens society alliance union foundation network fund agency secretariat centers centres "
    "academy academies administration organization organisation commission league partnership "
    "horn gulf cape isle strait".split()
)
_FOUNDERS = frozenset(
    "people women men children workers teachers students veterans farmers fishermen firefighters officers patrolmen "
    "writers actors players drivers lawyers citizens citizen coroner sheriff governor mayor attorney".split()
)
_ON = frozenset("council committee commission conference institute center centre".split())
_WITH_FIELDS = frozenset(
    "department ministry bureau office committee agency commission council institute centers centres centre center "
    "college school academy academies".split()
)
_JOINT = frozenset("authority administration service executive board".split())
_CAUSES = frozenset("People America Change Justice Peace Progress Growth Freedom Life Action Humanity Liberty".split())
_NUMBERED = frozenset(
    "article radio channel news flight chapter proposition section title amendment route highway area group".split()
)


def joins_body(doc: "Doc", token: "Token") -> bool:
    """True for a small word, a comma or a number that goes on with the name of a body, between two of its words."""
    if not 0 < token.i < len(doc) - 1:
        return False
    before, after = doc[token.i - 1], doc[token.i + 1]
    if token.tag_ == "POS":
        return _inside_body(before, token, after)
    if token.lower_ in ("of", "for", "on", "&") and (after.text[:1].isupper() or _small(doc, token.i + 1)):
        same = token.ent_type_ in ("ORG", "WORK_OF_ART", "LAW") and after.ent_iob_ == "I" and before.ent_iob_ in "BI"
        if token.lower_ == "on":
            return before.lower_ in _ON and after.ent_type_ not in ("DATE", "TIME")
        cause = token.lower_ == "for" and after.text in _CAUSES and before.lower_ not in TITLES
        return token.text == "&" or same or before.lower_ in _OF or cause
    if token.text.isdigit() or token.text == ",":
        return _numbered(token) if token.text != "," else _listed(doc, token.i)
    if _small(doc, token.i):
        return before.lower_ in ("of", "for") or (
            before.lower_ == "on" and before.i > 0 and before.nbor(-1).lower_ in _ON
        )
    if token.lower_ == "and" and after.text[:1].isupper() and before.text[:1].isupper():
        if _of_fields(doc, token.i) and is_field_word(before) and is_field_word(after):
            return True  # "Academies of Sciences, Engineering and Medicine"
        if is_field_word(before) and is_field_word(after) and _before_body(after):
            return True  # "Ferry Information and Quality Authority"
        return _one_of_two_fields(after, before) or _within_body(token)
    return False


def _numbered(token: "Token") -> bool:
    """True for the number at the end of a station's or a law's name: "KNB 7"."""
    inside, before = token.ent_iob_ == "I" and token.ent_type_ in ("ORG", "PRODUCT", "LAW"), token.nbor(-1)
    return inside and (before.text.isupper() or before.lower_ in _NUMBERED) and len(token) < 4


def _listed(doc: "Doc", i: int) -> bool:
    """True for the comma between the fields of one body: "National Academies of Sciences, Engineering and Medicine"."""
    if not _of_fields(doc, i) or not is_field_word(doc[i - 1]):
        return False
    for k in range(i + 1, min(i + 10, len(doc) - 1)):
        if doc[k].lower_ == "and":
            return k > i + 1 and is_field_word(doc[k - 1]) and doc[k + 1].text[:1].isupper()
        if not doc[k].text[:1].isupper() and doc[k].text != ",":
            return False
    return False


def _of_fields(doc: "Doc", i: int) -> bool:
    """True for a place among what a body is for: behind "Department of Ferries"."""
    for k in range(i - 1, max(i - 9, 0), -1):
        if doc[k].lower_ in ("of", "for"):
            return doc[k - 1].text[:1].isupper() and doc[k - 1].lower_ in _WITH_FIELDS
        if not doc[k].text[:1].isupper() and doc[k].text != ",":
            return False
    return False


def _before_body(token: "Token") -> bool:
    """True for a word right before the one for a body, written large."""
    after = token.nbor() if token.i + 1 < len(token.doc) else token
    return after.text[:1].isupper() and (after.lower_ in _WITH_FIELDS or after.lower_ in _JOINT)


def _inside_body(before: "Token", token: "Token", after: "Token") -> bool:
    """True for the possessive within a body's name: the "Norhaven Fishermen's Union"."""
    one = token.ent_type_ == "ORG" and token.ent_iob_ == "I" and after.ent_iob_ == "I"
    named = after.text[:1].isupper() and (one or after.lower_ in BODIES)
    return named and before.text[:1].isupper() and before.lower_ in _FOUNDERS


def _small(doc: "Doc", i: int) -> bool:
    """True for an article before a capital within a body's name: "Committee for a Clean Harbour"."""
    return doc[i].text in ("a", "an", "the") and i + 1 < len(doc) and doc[i + 1].text[:1].isupper()


def _one_of_two_fields(after: "Token", before: "Token") -> bool:
    """True for the second of what a body is for: the "Department of Ferries and Fish"."""
    first = next((t for t in (after.head, before) if t.dep_ == "pobj" and t.head.lower_ in ("of", "for")), None)
    if after.dep_ != "conj" or first is None or first.head.i == 0 or after.ent_type_ in ("PERSON", "GPE"):
        return False
    short = after.text.isupper() or after.lower_ in TITLES or any(t.dep_ == "det" for t in after.lefts)
    return first.head.nbor(-1).lower_ in _WITH_FIELDS and not short


def _within_body(token: "Token") -> bool:
    """True for the "and" inside the name of one body as recognised: the "Ferries and Fish Commission"."""
    body = next((e for e in token.doc.ents if e.start < token.i < e.end - 1 and e.label_ == "ORG"), None)
    if body is None:
        return False
    definite = (body.start and token.doc[body.start - 1].lower_ == "the") or body[0].lower_ == "the"
    return definite or (len(body) > 3 and body[-1].lower_ in BODY_WORDS)  # "Moss and Holm" are two
