"""A body or document that speaks, with the name whose it is: "the Moss campaign", "a Harbour Watch report"."""

from typing import TYPE_CHECKING

from toolkit.appositions import GETTING, owns
from toolkit.mentions import Mention
from toolkit.role_words import BODIES, DOCUMENTS, GROUPS
from toolkit.source_words import Heads, SourceWords

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

_PRINTED = frozenset("article editorial report story column piece essay".split())
_SORTS = frozenset("company firm corporation group network newspaper magazine website site outlet chain".split())

_WHERE = _SORTS | frozenset(
    "studio retailer airline maker automaker carmaker manufacturer giant startup bank lender insurer developer "
    "operator publisher broadcaster station paper tabloid nonprofit charity watchdog regulator hospital state nation "
    "country city county kingdom republic".split()
)


def owned_head(words: SourceWords, i: int, offset: int, doc: "Doc", end: int) -> Heads | None:
    """A body or document called by a name: "the Moss campaign", "a statement from Harbour Watch"."""
    mention = words.mentions[i]
    if mention.form == "name":
        after = words.next(i, offset, doc)
        owner, noun = i, after
        while (
            noun is not None
            and noun.pos_ in ("NOUN", "PROPN", "ADJ")
            and noun.i + 1 < len(doc)
            and (offset + doc[noun.i + 1].idx < end and doc[noun.i + 1].pos_ == "NOUN")
        ):
            noun = doc[noun.i + 1]
    else:
        noun = mention.head
        owners = [t for t in noun.lefts if t.dep_ in ("poss", "compound", "nmod")]
        if mention.label == "d":
            owners = [t for t in owners if owns(t)]
        around = range(max(i - 4, 0), min(i + 5, len(words.mentions)))
        named = [j for j in around for t in owners if words.mentions[j].form == "name" and words.covers(j, t, offset)]
        # "Norhaven's Daily Herald newspaper" is the Daily Herald
        owner = next((j for j in named if _is_sort(noun, words.mentions[j])), named[0] if named else -1)
        if owner < 0:
            owner = _from(words, i, offset, doc, end)
    if owner < 0 or noun is None or offset + noun.idx >= end or noun.pos_ not in ("NOUN", "PROPN"):
        return None
    lemma = noun.lemma_.lower()
    if (
        (noun.tag_ == "NNS" and lemma not in DOCUMENTS and lemma != "police")
        or (lemma not in BODIES and lemma not in DOCUMENTS)
        or lemma in GROUPS
    ):
        return None
    if mention.form == "noun" and _describes(noun, words.mentions[owner]):
        return None
    if lemma in _SORTS and mention.form == "noun" and _is_sort(noun, words.mentions[owner]):
        return Heads((owner,))
    start = min(words.mentions[owner].start, mention.start)
    return Heads((i,), owner=owner, phrase=(start, offset + noun.idx + len(noun)))


def _from(words: SourceWords, i: int, offset: int, doc: "Doc", end: int) -> int:
    """The name that a document comes from: "a statement from Harbour Watch", "an article in the Norhaven Times"."""
    for j in range(i + 1, min(i + 4, len(words.mentions))):
        name = words.mentions[j]
        if name.start >= end or name.form != "name":
            continue
        before = words.previous(j, offset, doc)
        while before is not None and (before.lower_ in ("the", "a") or before.pos_ in ("NOUN", "ADJ")):
            before = before.nbor(-1) if before.i else None
        if before is None or words.mentions[i].label != "d" or before.head.lemma_.lower() in GETTING:
            continue  # "a report obtained by KNB News"
        printed = before.lower_ == "in" and words.mentions[i].words[0] in _PRINTED and name.label == "ORG"
        if before.lower_ in ("from", "by") or printed:
            return j
    return -1


def _describes(noun: "Token", place: Mention) -> bool:
    """True for a place that tells where a body is, not what it is called: "the Norhaven studio"."""
    where = place.label in ("GPE", "LOC", "NORP") and noun.lemma_.lower() in _WHERE and noun.is_lower
    return where and any(t.dep_ == "det" for t in noun.lefts)


def _is_sort(noun: "Token", name: Mention) -> bool:
    """True for a body's name before a word for what it is: "the Harbour Watch group", "the Norlyd network"."""
    body = name.label not in ("PERSON", "GPE", "NORP", "LOC")
    return body and name.head.i + 1 == noun.i and name.head.dep_ in ("compound", "nmod", "nummod")
