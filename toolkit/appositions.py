"""What the syntax around a noun tells: the name that it goes with, the words that narrow it."""

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from toolkit.mentions import Mention
from toolkit.name_runs import noun_kinds
from toolkit.role_words import STATES

if TYPE_CHECKING:
    from spacy.tokens import Token


def modifiers(head: "Token") -> set[str]:
    """The words that narrow a noun: "Russian" leader, leader of "Russia"."""
    near = {t.lower_ for t in head.lefts if t.dep_ in ("amod", "compound", "poss", "nmod")}
    for prep in head.rights:
        if prep.dep_ == "prep":
            near.update(t.lower_ for t in prep.children if t.dep_ == "pobj")
    return near


def apposed(mention: Mention, by_head: Mapping[int, int], mentions: Sequence[Mention]) -> int | None:
    """The name that a noun goes with: in apposition to it, or it to the name, or after "is"; "the city of Norhaven"."""
    head = mention.head
    around = [head.head] if head.dep_ == "appos" else []
    around += [t for t in head.children if t.dep_ == "appos"]
    if head.dep_ == "attr" and head.head.lemma_ == "be" and not any(t.dep_ == "neg" for t in head.head.children):
        around += [t for t in head.head.children if t.dep_ == "nsubj"]
    if mention.words[0] in _SETTLEMENTS:
        around += [t for of in head.rights if of.lower_ == "of" for t in of.children if t.ent_type_ == "GPE"]
    if head.i + 2 < len(head.doc) and ((mark := head.nbor()).text == "," or mark.is_space):
        around.append(mark.nbor())
    for token in around:
        at = by_head.get(token.i)
        if at is None and 0 < token.i - head.i <= 2:
            at = next((j for h, j in by_head.items() if mentions[j].form == "name" and mentions[j].start ==
                       mention.end + token.idx - head.idx - len(head)), None)  # fmt: skip
        if at is not None and mentions[at].form == "name" and not mention.start <= mentions[at].start < mention.end:
            return at
    for at in (by_head.get(token.i) for token in called(head)):
        if (
            at is not None
            and mentions[at].form == "name"
            and (mentions[at].label in _PEOPLE or "p" not in mention.label)
        ):
            return at
    return None


def called(head: "Token") -> "Iterator[Token]":
    """What somebody is said to be called: "a woman named Ada", "a man who goes by Piers", "was identified as Moss"."""
    for verb in (*_clauses(head), *([head.head] if head.dep_ == "nsubjpass" else [])):
        if any(t.dep_ == "neg" or t.lower_ == "if" for t in verb.children) or _another_between(head, verb):
            continue
        yield from _names_given(verb)
        yield from (name for asked in verb.rights if asked.dep_ == "xcomp" for name in _names_given(asked))
        yield from (t for name in verb.lefts if name.lower_ == "name" for t in verb.rights if t.dep_ == "attr")


def _another_between(head: "Token", verb: "Token") -> bool:
    """True for "a woman with her daughter named Ada"."""
    return any("p" in noun_kinds(t.lemma_.lower()) for t in head.doc[head.i + 1 : verb.i] if t.pos_ == "NOUN")


def _clauses(head: "Token") -> "Iterator[Token]":
    """The clauses that tell of a noun, also behind its place: "a farmer in Norhaven, who"."""
    yield from (t for t in head.rights if t.dep_ in ("acl", "relcl"))
    for place in (t for prep in head.rights for t in prep.children if t.dep_ == "pobj" and t.ent_type_ == "GPE"):
        yield from (t for t in place.rights if t.dep_ == "relcl" and t.left_edge.lower_ == "who")


def _names_given(verb: "Token") -> "Iterator[Token]":
    """The names after a verb of naming, not those of others whom it names: "who named Moss"."""
    lemma = verb.lemma_.lower()
    itself = any(t.lower_.endswith("self") for t in verb.rights)
    by_others = any(t.dep_ == "nsubj" and t.lower_ not in ("who", "that") for t in verb.lefts)
    passive = (verb.tag_ == "VBN" and verb.dep_ == "acl") or any(t.dep_ == "auxpass" for t in verb.lefts)
    if lemma in ("name", "call", "nickname") and (itself or by_others or passive):
        yield from (t for t in verb.rights if t.dep_ in ("oprd", "dobj", "attr"))
    if lemma == "go" or itself or passive:
        word = "" if any(t.lower_ == "for" for t in verb.rights) else _NAMING.get(lemma, "")  # "known for such hits as"
        for token in (*_objects(verb, word), *(t for police in _objects(verb, "by") for t in _objects(police, word))):
            yield from _objects(token, "of") if token.lower_ in ("name", "pseudonym") else (token,)


def _objects(head: "Token", preposition: str) -> "list[Token]":
    return [t for p in head.rights if p.lower_ == preposition for t in p.children if t.dep_ == "pobj"]


_NAMING = {"identify": "as", "know": "as", "name": "as", "go": "by"}  # and the word before the name
_PEOPLE = ("PERSON", "ORG", "")  # the recogniser takes many a first name for a body's
_SETTLEMENTS = frozenset("city town village state".split())
_PLACES = frozenset(STATES.values()) | {"us", "u.s.", "uk", "u.k.", "america", "britain"}
# Who does so with a document has not written it.
GETTING = frozenset("acquire cite hear leak obtain quote read receive review see translate view".split())
_MEDIA = frozenset("tv television radio internet web facebook twitter youtube instagram snapchat".split())
_POSTED = frozenset("post video page feed tweet account message thread".split())


def owns(token: "Token") -> bool:
    """True for a word before a document that can tell whose it is; "Norhaven polls" and "a Facebook post" do not."""
    if token.dep_ == "poss" or token.ent_type_ == "PERSON":
        return token.dep_ in ("poss", "compound", "nmod")
    first = token
    while first.ent_iob_ == "I":
        first = first.nbor(-1)
    if token.dep_ not in ("compound", "nmod") or token.head.lemma_.lower() in _POSTED:
        return False
    words = token.doc[first.i : token.i + 1].text.lower()
    return words not in _PLACES and token.lower_ not in _MEDIA


def owners(head: "Token") -> "Iterator[Token]":
    """Whose a document can be: "Moss's letter", "a Harbour Watch report", "a report by Harbour Watch"."""
    yield from (t for t in head.lefts if owns(t))
    for token in head.rights:
        if token.dep_ == "prep" and token.lower_ in ("by", "from"):
            yield from (t for t in token.children if t.dep_ == "pobj")
        elif token.dep_ == "acl" and token.tag_ == "VBN" and token.lemma_.lower() not in GETTING:
            yield from (
                t for agent in token.children if agent.dep_ == "agent" for t in agent.children if t.dep_ == "pobj"
            )
