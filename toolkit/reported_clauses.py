"""Cue verbs and nouns in the parse: who says it, and which words are reported ("Putin said that experts come")."""

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from toolkit.cues import NOUNS, SUPPORT_VERBS, VERBS, Cue

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Spans:
    """One attribution as spans of one text: what any engine hands over to be made a row of the table.

    `parts` are sorted; `lemma` is the cue's main word; `rule` names what found it.
    """

    parts: tuple[Span, ...]
    source: Span | None
    cue: Span | None
    lemma: str
    rule: str


_LONGEST = 300  # tokens: a longer "sentence" is a list, and would take the square of its length in time
_SUBJECTS = ("nsubj", "nsubjpass", "csubj")
_LEMMAS = {"hop": "hope", "retweete": "retweet", "tweete": "tweet"}  # the lemmatiser's slips
_EDGE = " \t\n,.;:—–-"
_NOBODY = frozenset("i you that this what someone anyone somebody anybody one".split())
_UNREAL = frozenset("to would could should might may can will must ’ll 'll ’d 'd wo ca".split())
_RELATIVE = ("WDT", "WP", "WP$")


def reported_clauses(doc: "Doc", quoted: list[Span]) -> Iterator[Spans]:
    """Find what the cues of a parsed paragraph report; those within quotations are the speaker's own and stay out."""
    starts = [token.idx for token in doc]
    inside = {i for start, end in quoted for i in range(bisect_left(starts, start), bisect_left(starts, end))}
    for sentence in doc.sents:
        if len(sentence) <= _LONGEST:
            for token in sentence:
                if token.i not in inside and (found := _reported(token)) is not None and found.parts:
                    yield found


def _reported(token: "Token") -> Spans | None:
    lemma = cue_lemma(token)
    if token.pos_ == "VERB" and lemma in VERBS:
        return _verb(token, lemma, VERBS[lemma])
    if token.pos_ == "NOUN" and lemma in NOUNS:
        return _noun(token, lemma, NOUNS[lemma])
    return _according(token) if token.lower_ == "according" else None


def cue_lemma(token: "Token") -> str:
    """The dictionary form by which the cue tables know the word."""
    lemma = token.lemma_.lower()
    return _LEMMAS.get(lemma, lemma)


def _verb(verb: "Token", lemma: str, cue: Cue) -> Spans | None:
    content = _content(verb, cue) if _asserted(verb) else None
    if content is None:
        return None
    heads, rule = content
    source = source_of(verb) or _name_before(verb)
    if not _sayer(source, lemma):
        return None
    barred = {t.i for t in source} | _group(verb)
    for head in heads:
        barred |= {t.i for t in verb.subtree} if head.is_ancestor(verb) else set()
        for stray in (t for t in head.children if _matrix(t) == verb):
            barred |= {t.i for t in stray.subtree} | {t.i for t in head.children if t.dep_ == "cc" and t.i < stray.i}
    tokens = sorted({t.i for head in heads for t in head.subtree} - barred)
    return Spans(_runs([verb.doc[i] for i in tokens], barred), _span(source), verb_group(verb), lemma, rule)


def _asserted(verb: "Token") -> bool:
    """False where nothing is said to be said: "Asked about it, ...", "may say", "a chance to say"."""
    helpers = [t.lower_ for t in verb.children if t.dep_ == "aux"]
    bare = verb.tag_ == "VBN" and verb.dep_ in ("advcl", "acl") and not helpers
    going_on = verb.dep_ == "xcomp" and verb.head.lemma_ in ("go", "continue", "come", "seem", "appear")
    return not bare and (going_on or not _UNREAL.intersection(helpers))


def _sayer(source: "list[Token]", lemma: str) -> bool:
    """False where nobody is named who might say it: a writer's "I", a "you" that is anyone, an "it" that is nothing."""
    if len(source) != 1:
        return bool(source)
    word = source[0].lower_
    return word not in _NOBODY and (word != "it" or lemma in ("say", "add", "report"))


def _name_before(verb: "Token") -> "list[Token]":
    """The name or pronoun right before the verb, where the parse has lost the subject."""
    before = verb.doc[min(_group(verb)) - 1] if min(_group(verb)) else verb
    subject = before.pos_ == "PROPN" or before.lower_ in ("he", "she", "they")
    return noun_phrase(before) if subject and verb.tag_ in ("VBD", "VBZ", "VBP") else []


def _content(verb: "Token", cue: Cue) -> "tuple[list[Token], str] | None":
    """The heads of what the verb reports and the rule that says so."""
    if "that" in cue.frames and (listed := _after_colon(verb)):
        return listed, "colon"
    for child in sorted(verb.children, key=lambda t: t.i < verb.i):
        if child.dep_ == "ccomp" and "that" in cue.frames:
            return [child], "clause"
        if child.dep_ in ("xcomp", "advcl") and "inf" in cue.frames and any(t.lower_ == "to" for t in child.lefts):
            return [child], "infinitive"
    aside = verb.dep_ == "parataxis" and verb.head.pos_ in ("VERB", "AUX")
    if aside and "that" in cue.frames and any(t.dep_ in _SUBJECTS for t in verb.children):
        return [verb.head], "parenthesis"
    thing = [t for t in verb.rights if t.dep_ in ("dobj", "oprd") and "obj" in cue.frames]
    about = [t for t in verb.rights if t.dep_ == "prep" and t.lower_ in cue.frames][:1]
    if "name" in cue.frames and (named := _naming(verb)):
        return named, "name"
    if about and ("obj" not in cue.frames or thing):
        return [*thing, *about], "preposition"
    return (thing, "object") if thing else None


def _after_colon(verb: "Token") -> "list[Token]":
    """What stands after "she said:" to the end of the sentence, as its topmost words."""
    following = [t for t in verb.doc[verb.i + 1 : verb.i + 4] if t.lower_ == ":"]
    if not following:
        return []
    rest = [t for t in verb.sent if t.i > following[0].i]
    return [t for t in rest if t.head.i <= following[0].i or t.dep_ == "ROOT"]


def _naming(verb: "Token") -> "list[Token]":
    """ "She called it a lie", "he saw it as a threat": the thing and its name."""
    for child in verb.rights:
        named = child.dep_ in ("oprd", "xcomp") or (child.dep_ == "prep" and child.lower_ == "as")
        if named or (child.dep_ == "ccomp" and child.pos_ in ("NOUN", "PROPN", "ADJ")):
            return [*(t for t in verb.rights if t.dep_ == "dobj" and t.i < child.i), child]
    return []


def _noun(noun: "Token", lemma: str, cue: Cue) -> Spans | None:
    owner = next((t for t in noun.children if t.dep_ == "poss"), None)
    verb = noun.head if noun.dep_ == "dobj" and noun.head.lemma_.lower() in SUPPORT_VERBS else None
    if owner is not None:
        source = noun_phrase(owner)
    elif verb is not None:
        source = source_of(verb)
    else:
        return None
    for child in [*noun.rights, *_loose_clauses(noun)]:
        clause = child.dep_ in ("acl", "ccomp") and any(t.lower_ in ("that", "to") for t in child.lefts)
        telling = verb is not None or cue.stance == "doubting"  # "his comments on it" tell no words, "his claims" do
        about = telling and child.dep_ == "prep" and child.lower_ in cue.frames
        if (clause and "that" in cue.frames) or about:
            first = verb_group(verb)[0] if verb is not None and owner is None else noun.idx
            words = _runs(list(child.subtree), {t.i for t in source})
            return Spans(words, _span(source), (first, noun.idx + len(noun)), lemma, "noun")
    return None


def _loose_clauses(noun: "Token") -> "list[Token]":
    """The that-clauses after a noun that the parse hangs on a participle before it: "Asked about a tweet that ..."."""
    governor = noun.head
    while governor.pos_ == "ADP" and governor.head != governor:
        governor = governor.head
    if governor.tag_ != "VBN" or governor.dep_ not in ("advcl", "acl"):
        return []
    return [t for t in governor.rights if t.dep_ == "ccomp" and t.left_edge.lower_ == "that" and t.left_edge.i > noun.i]


def _according(token: "Token") -> Spans | None:
    to = next((t for t in token.rights if t.lower_ == "to"), None)
    named = next((t for t in to.children if t.dep_ == "pobj"), None) if to is not None else None
    if to is None or named is None:
        return None
    phrase = {t.i for t in token.subtree} | {t.i for t in to.subtree}
    head = token.head
    while head.i in phrase and head.head != head:
        head = head.head
    while head.pos_ not in ("VERB", "AUX") and head.head != head:
        head = head.head
    tokens = [t for t in head.subtree if t.i not in phrase]
    cue = (token.idx, to.idx + len(to))
    return Spans(_runs(tokens, phrase), _span(noun_phrase(named)), cue, "according", "according to")


def source_of(verb: "Token") -> "list[Token]":
    """The words that name who says it: the verb's subject, or that of the verb it hangs on."""
    passive = any(t.dep_ in ("auxpass", "nsubjpass") for t in verb.children)
    if passive:
        agent = next((a for t in verb.children if t.dep_ == "agent" for a in t.children if a.dep_ == "pobj"), None)
        return noun_phrase(agent) if agent is not None else []
    subject = next((t for t in verb.children if t.dep_ in _SUBJECTS), None)
    if subject is not None:
        if subject.tag_ in _RELATIVE:
            return noun_phrase(verb.head) if verb.dep_ == "relcl" else []
        return noun_phrase(subject)
    if verb.dep_ == "acl":
        return noun_phrase(verb.head)
    head = verb.head
    if head != verb and verb.dep_ == "pcomp":
        head = head.head
    if (matrix := _matrix(verb)) is not None:
        return source_of(matrix)
    if head != verb and verb.dep_ in ("conj", "xcomp", "advcl", "pcomp", "dep") and head.pos_ in ("VERB", "AUX"):
        return source_of(head)
    return []


def _matrix(verb: "Token") -> "Token | None":
    """The verb that a coordinated one goes with where the parse has it one clause too low.

    In "he said the sanctions have hurt people and warned Rome", "warned" is in the past as "said" is, "have" is not.
    """
    low = verb.head
    if verb.dep_ != "conj" or low.dep_ != "ccomp" or any(t.dep_ in _SUBJECTS for t in verb.children):
        return None
    tense = next((t.tag_ for t in low.children if t.dep_ in ("aux", "auxpass")), low.tag_)
    return low.head if verb.tag_ == low.head.tag_ == "VBD" != tense else None


def noun_phrase(head: "Token") -> "list[Token]":
    """The words around a noun that name the same thing, without its relative clauses and possessive mark."""
    apart = {t.i for child in head.children if child.dep_ in ("relcl", "advcl", "acl") for t in child.subtree}
    inside = {t.i for t in head.subtree} - apart
    first = last = head.i
    while first - 1 in inside:
        first -= 1
    while last + 1 in inside:
        last += 1
    words = [t for t in head.doc[first : last + 1] if not t.is_space]
    while words and (words[-1].is_punct or words[-1].tag_ == "POS") and words[-1] != head:
        words.pop()
    while words and words[0].is_punct and words[0] != head:
        words.pop(0)
    return words


def verb_group(verb: "Token") -> Span:
    """The verb with the auxiliaries, negation and particle that stand next to it."""
    group = _group(verb)
    last = verb.doc[max(group)]
    return verb.doc[min(group)].idx, last.idx + len(last)


def _group(verb: "Token") -> set[int]:
    own = {t.i for t in verb.children if t.dep_ in ("aux", "auxpass", "neg", "prt") or t.tag_ == "RB"} | {verb.i}
    first = last = verb.i
    while first - 1 in own:
        first -= 1
    while last + 1 in own:
        last += 1
    return set(range(first, last + 1))


def _span(words: "list[Token]") -> Span | None:
    return (words[0].idx, words[-1].idx + len(words[-1])) if words else None


def _runs(tokens: "list[Token]", barred: Iterable[int]) -> tuple[Span, ...]:
    """The tokens as stretches of text: gaps close unless a barred word lies in them; edges lose their punctuation."""
    barred = set(barred)
    runs: list[list[Token]] = []
    for token in tokens:
        if runs and not any(i in barred for i in range(runs[-1][-1].i + 1, token.i)):
            runs[-1].append(token)
        else:
            runs.append([token])
    return tuple(span for run in runs if run and (span := _trimmed(run)))


def _trimmed(run: "list[Token]") -> Span | None:
    """The span of a run of words without the punctuation and white space at its edges; None where no word is left."""
    start = run[0].idx
    text = run[0].doc[run[0].i : run[-1].i + 1].text
    core = text.strip(_EDGE)
    start += len(text) - len(text.lstrip(_EDGE))
    return (start, start + len(core)) if re.search(r"\w", core) else None
