"""Whose a document is, by the words around it: "Moss's letter", "said in a report", "the ad that Harbour Watch ran"."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from toolkit.appositions import owners

if TYPE_CHECKING:
    from spacy.tokens import Token

_SAYING = frozenset(
    "accuse acknowledge add admit allege announce apologize argue assert ask call claim conclude condemn confirm "
    "criticize declare demand deny describe detail disclose estimate explain express find insist list mention note "
    "outline post predict propose quote recall recommend report reveal say share show state suggest tell tweet urge "
    "warn write".split()
)
_ISSUING = frozenset(
    "air announce author compile complete conduct deliver draft email file give hand introduce issue "
    "launch make pass pen post prepare print produce propose publish put record release run send share sign submit "
    "tweet unveil upload write".split()
)
_WITHIN = frozenset("in on via through with by".split())
_SITES = frozenset("website site page blog feed account channel".split())
_SORTS = {
    "poll": "poll survey polling",
    "study": "report study review analysis research paper assessment audit finding dossier",
    "statement": "statement release announcement communique communiqué bulletin",
    "letter": "letter email e-mail memo message note text",
    "suit": "lawsuit suit complaint filing petition affidavit",
    "order": "order decree ruling decision opinion",
    "law": "bill law legislation act measure",
    "film": "ad advertisement video commercial clip footage",
    "post": "tweet post",
    "piece": "article story piece column editorial op-ed feature essay",
}
# What somebody makes who does so: who "ruled" has issued "the ruling".
DEEDS = {verb: verb for verb in "email poll report survey tweet".split()}
DEEDS |= {"decide": "decision", "rule": "ruling", "sue": "lawsuit"}
SORT = {noun: sort for sort, nouns in _SORTS.items() for noun in nouns.split()}
_ELSEWHERE = ("GPE", "LOC", "NORP", "FAC", "EVENT")


def issuers(document: "Token") -> Iterator["Token"]:
    """The words for those whose a document can be: who is said to own it, says something in it, or makes it."""
    yield from owners(document)
    for token in document.rights:
        if token.lower_ == "on":  # "a letter on Moss's website"
            yield from (t for site in token.children if site.lemma_.lower() in _SITES for t in owners(site))
    verb = document.head
    if document.dep_ == "pobj" and verb.lower_ in _WITHIN and verb.head.lemma_.lower() in _SAYING:
        yield from _subjects(verb.head)
    elif document.dep_ == "dobj" and verb.lemma_.lower() in _ISSUING:
        yield from _subjects(verb)
    elif document.dep_ == "nsubjpass" and verb.lemma_.lower() in _ISSUING:
        yield from (token for by in verb.children if by.lower_ in ("by", "from") for token in by.children)
    for verb in document.children:
        if verb.dep_ == "acl" and verb.lemma_.lower() == "publish":  # "an article published in the Norhaven Times"
            within = (t for t in verb.children if t.lower_ == "in")
            yield from (t for prep in within for t in prep.children if t.ent_type_ != "DATE")
        if verb.dep_ == "relcl" and verb.lemma_.lower() in _ISSUING:
            yield from (token for token in verb.children if token.dep_ == "nsubj" and token.tag_ not in ("WDT", "WP"))


def _subjects(verb: "Token") -> Iterator["Token"]:
    """Who does it, also where the verb shares its subject with the one before: "Moss plans to release a report"."""
    for _ in range(3):
        found = [t for t in verb.children if t.dep_ == "nsubj"]
        if found or verb.dep_ not in ("conj", "xcomp", "advcl", "pcomp", "prep"):
            yield from found
            return
        verb = verb.head


def of_another(document: "Token") -> bool:
    """True for one that its own words tell to be somebody else's: "a judge's order", a newspaper's "this article"."""
    if SORT.get(document.lemma_.lower()) == "piece" and any(t.lower_ == "this" for t in document.lefts):
        return True
    theirs = (t for t in owners(document) if t.dep_ not in ("compound", "nmod") and t.pos_ != "PRON")
    return any(t.ent_type_ not in ("DATE", "TIME") for t in theirs)


def can_issue(label: str, person: bool, noun: str) -> bool:
    """False for a place, where polls are taken, for a person, who takes none, and for those who pass a law."""
    sort = SORT.get(noun)
    elsewhere = sort not in ("statement", "letter", "suit", "order") and label in _ELSEWHERE
    return not elsewhere and sort != "law" and not (person and sort == "poll")
