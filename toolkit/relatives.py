"""Whom "who", "which" and "that" mean: somebody named before their clause, as the parse and the words tell.

A name right before the clause is tried first, then what the parse hangs the clause on and what that describes: "Ada
Moss, a lawyer from Norhaven, who" climbs from Norhaven over the lawyer to Moss. It must agree: "who" asks for people,
"which" for all else, and the clause's verb tells one from many.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from toolkit.mentions import Mention
from toolkit.states import Link

if TYPE_CHECKING:
    from spacy.tokens import Token

BESIDE = 0.97  # share of names right before the clause that it is about: 153 of 157 on the articles read
CLIMBED = 0.9  # of those that the parse leads to: 16 of 17, too few to trust more
_WHO = ("who", "whom", "whose")
_PAUSES = frozenset(", - -- – — ( ) [ ]".split())
_PLACES = ("GPE", "LOC", "FAC")
_SUBJECTS = ("nsubj", "nsubjpass")
_SUCH = ("like", "including", "as")
_PERSON = 5  # from here on a person whom the recogniser once took for a place
_FROM = ("PERSON", "from")
_BODY = -4  # below it the text speaks for a body: "Moss Group", where "Moss, who" is somebody
_UP = 8  # steps up the parse
_MANY = frozenset("are were have do 're ’re 've ’ve".split())
_ONE = frozenset("is was has does".split())
_PLURAL = ("NNS", "NNPS")


def relative(
    mention: Mention, mentions: Sequence[Mention], by_head: Mapping[int, int], links: Mapping[int, Link]
) -> Link:
    """Link a relative pronoun to the first before it that it can mean, those that suit it less after all others."""
    clause = _Clause(mention)
    found = [(mentions[at], sure, links[at]) for at, sure in clause.candidates(mentions, by_head) if at in links]
    for strict in (True, False):
        fitting = [one for one in found if clause.suits(one[0], one[2], strict)]
        if fitting:
            antecedent, sure, link = next((one for one in fitting if not _describes(*one)), fitting[0])
            return Link(link.entity, sure * link.p, "relative", antecedent)
    return Link(None, 0.5, "relative")


def _describes(mention: Mention, _: float, link: Link) -> bool:
    """True for a noun that stands with a name, but was not linked to it."""
    return mention.head.dep_ == "appos" and (link.entity is None or not link.entity.named)


class _Clause:
    """A relative clause: its pronoun, the word before it, the noun that the parse hangs it on."""

    def __init__(self, mention: Mention) -> None:
        self.pronoun = before = mention.head
        self.who, self.which = mention.words[0] in _WHO, mention.words[0] == "which"
        while before.i and (before is self.pronoun or before.text in _PAUSES or before.is_space or before.like_num):
            before = before.nbor(-1)
        self.before, self.apart = before, before.i + 1 < self.pronoun.i
        verb = self.pronoun.head
        while verb.dep_ in ("aux", "auxpass", "conj", "ccomp", "xcomp") and verb.head.i != verb.i:
            verb = verb.head
        self.noun = verb.head if verb.dep_ in ("relcl", "acl") and verb.head.i < self.pronoun.i else None

    def candidates(self, mentions: Sequence[Mention], by_head: Mapping[int, int]) -> Iterator[tuple[int, float]]:
        """Go through the mentions that it can be about, each with how likely it is, the likeliest first."""
        beside = by_head.get(self.before.i)
        if beside is not None and mentions[beside].form == "name":
            if self.who and (person := _belongs_to(self.before, mentions, by_head)) is not None:
                yield from self._above(person, by_head)
            yield beside, BESIDE
        for start in (self.noun, self.before):
            if start is not None:
                yield from self._above(start, by_head)
        if self.before.dep_ == "cc":  # "Moss, who chairs the board and who"
            before = (by_head.get(i, -1) for i in range(self.before.i - 1, self.pronoun.sent.start, -1))
            yield from ((at, CLIMBED) for at in before if at >= 0 and mentions[at].person == "rel")

    def _above(self, start: "Token", by_head: Mapping[int, int]) -> Iterator[tuple[int, float]]:
        yield from ((by_head[t.i], CLIMBED) for t in _climb(start, self.apart) if t.i in by_head)

    def suits(self, mention: Mention, link: Link, strict: bool) -> bool:
        """True for one that it can be about; `strict` asks for a person where it says "who", for none after "which"."""
        if mention.form == "pronoun":
            subject = mention.head.dep_ in _SUBJECTS and self.who == (mention.person in ("1", "3"))
            return subject or (mention.person == "rel" and strict)
        entity = link.entity if link.entity is not None and link.entity.named else None
        many = mention.plural or mention.head.tag_ in _PLURAL
        if (many and not self.apart and mention.form == "name") or not self._agrees(mention, link, many):
            return False  # "the Republicans who": some of them
        if mention.form == "noun":
            kinds = set(mention.label)
            return ("p" in kinds) == self.who or not (self.who or self.which) or (not strict and "g" in kinds)
        if self.who and entity is not None and entity.label in _PLACES and entity.person < _PERSON:
            return False
        if not strict:
            return self.apart and (many or not self.who or entity is None or entity.person > _BODY)
        return entity is None or not (self.who or self.which) or (entity.person > 0) == self.who

    def _agrees(self, mention: Mention, link: Link, many: bool) -> bool:
        """True where the clause's verb is about as many; a body's name goes with either."""
        asked = _number(self.pronoun)
        body = mention.form == "name" and (link.entity is None or link.entity.person <= 0)
        return asked is None or asked == many or (asked and body)


def _number(pronoun: "Token") -> bool | None:
    """Whether the clause's verb is about many or about one, where it tells."""
    if pronoun.i + 1 < len(pronoun.doc) and pronoun.nbor().lower_ in ("both", "all"):
        return True
    if pronoun.dep_ not in _SUBJECTS:
        return None
    verb = pronoun.head
    for token in (*(t for t in verb.lefts if t.dep_ in ("aux", "auxpass")), verb):
        if token.tag_ == "MD" or token.lower_ in _MANY or token.lower_ in _ONE:
            return None if token.tag_ == "MD" else token.lower_ in _MANY
    return {"VBZ": False, "VBP": True}.get(verb.tag_)


def _belongs_to(name: "Token", mentions: Sequence[Mention], by_head: Mapping[int, int]) -> "Token | None":
    """Whom a clause after a name can be about instead: of "an adviser to Ada Moss, who declined" the adviser.

    So of "Ada Moss, 24, from Norhaven, who", though the recogniser may take Norhaven for a person.
    """
    if name.dep_ != "pobj" or name.head.lower_ in _SUCH or name.head.head.i > name.i:
        return None
    at = by_head.get(name.head.head.i)
    person = at is not None and ("p" in mentions[at].label or (mentions[at].label, name.head.lower_) == _FROM)
    return name.head.head if person else None


def _climb(token: "Token", apart: bool) -> "Iterator[Token]":
    """Go from a word to those that it describes, before a clause set apart also to what it belongs to."""
    described = True
    for _ in range(_UP):
        yield token
        above = _described(token) if described or token.dep_ != "attr" else None
        if above is None and token.dep_ == "pobj" and apart and token.head.head.i < token.i:
            above, described = token.head.head, False
        if above is None:
            return
        token = above


def _described(token: "Token") -> "Token | None":
    """Whom a word describes: one not many, and of no more than one."""
    above = token.head if token.dep_ in ("appos", "conj", "nmod", "compound") else None
    if token.dep_ == "attr":
        above = _subject(token.head)
    many = token.tag_ in _PLURAL and above is not None and above.tag_ not in _PLURAL
    return None if many else above


def _subject(verb: "Token") -> "Token | None":
    """The subject of a verb that is not denied."""
    denied = any(t.dep_ == "neg" for t in verb.children)
    return None if denied else next((t for t in verb.lefts if t.dep_ in _SUBJECTS), None)
