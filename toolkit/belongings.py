"""Bodies and documents that go by whose they are: "the Moss campaign", "the Mexican government", "Moss's letter"."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from toolkit.appositions import owners
from toolkit.introductions import local_force
from toolkit.mentions import Mention
from toolkit.naming import Entity, Namebook
from toolkit.states import Link

if TYPE_CHECKING:
    from spacy.tokens import Token

OWNED = 0.95
FORCE = 0.8  # of a bare "police": too few to measure, so set low
# "his bank" has a name of its own, where "his campaign" is known by his
_APART = frozenset(
    "company firm corporation business bank group network newspaper paper magazine publisher school university college "
    "church hospital party country state city nation agency department court club league airline employer".split()
)
_OFFICES = ("office", "department", "council", "board", "authority")
_OWNS = 0.8  # how sure whom a pronoun means must be, for "her book" to be Moss's: too few to measure, so set high
_OCCASIONS = ("EVENT", "FAC", "LOC")  # "a Super Bowl ad" is not the Super Bowl's
_STATES = frozenset(
    "government military army navy parliament legislature opposition embassy police ministry authority media "
    "regime".split()
)


class Belongings:
    """The bodies that an article calls after somebody, each made when it is first spoken of.

    `numbers` gives each its own, apart from those in the book. For the methods `by_head` holds a sentence's mentions by
    where their heads stand, and `linked` tells whom one of them means.
    """

    def __init__(self, mentions: Sequence[Mention], book: Namebook, numbers: Iterator[int]) -> None:
        self._mentions, self._book, self._numbers = mentions, book, numbers
        self._bodies: dict[tuple[int | str, ...], Entity] = {}
        self._police: tuple[str, ...] | None = ()

    def find(self, mention: Mention, by_head: Mapping[int, int], linked: Callable[[int], Link]) -> Link | None:
        """Link a noun to the body that it means together with whose it is, or "police" to the one force named."""
        bare = mention.words == ("police",) and all(t.dep_ == "det" for t in mention.head.lefts)
        if bare and (force := self.force(mention.start)) is not None:
            return force
        if "b" in mention.label and not mention.plural and (body := self._body(mention, by_head, linked)) is not None:
            return Link(body, OWNED, "owned")
        return None

    def owner(self, mention: Mention, by_head: Mapping[int, int], linked: Callable[[int], Link]) -> Entity | None:
        """Whose a document is, where a name or a pronoun that is sure tells."""
        for token in owners(mention.head):
            at = by_head.get(token.i)
            if at is not None and self._mentions[at].form == "name" and self._mentions[at].label not in _OCCASIONS:
                return linked(at).entity
            if at is not None and self._mentions[at].form == "pronoun":
                return linked(at).entity if linked(at).p >= _OWNS else None
        return None

    def body_of(self, owner: Entity, noun: str, words: tuple[str, ...] = ()) -> Entity:
        """Somebody's body, called after them, if nothing else is told by `words`: "the Moss campaign"."""
        key = owner.number, "campaign" if noun == "camp" else noun
        called = words or (*owner.full, noun)
        if key not in self._bodies:
            self._bodies[key] = self._named(called, owner.first)
        elif noun not in self._bodies[key].role_nouns:
            self._bodies[key].call(called)  # "the Moss camp" that is the Moss campaign elsewhere
            self._bodies[key].role_nouns.add(noun)
        return self._bodies[key]

    def _body(self, mention: Mention, by_head: Mapping[int, int], linked: Callable[[int], Link]) -> Entity | None:
        """A body called after somebody: "the Moss campaign", "her office", "the Mexican government"."""
        for token in mention.head.lefts:
            at = by_head.get(token.i)
            link = linked(at) if at is not None else None
            owner = link.entity if link is not None and link.p >= 0.5 else None
            if at is not None and (_against(self._mentions[at]) or _of_post(self._mentions[at], mention)):
                continue
            person = owner is not None and owner.named and owner.person > 0 and mention.words[0] not in _APART
            if token.dep_ in ("poss", "compound", "nmod") and owner is not None and person:
                called = self._mentions[at] if at is not None else mention
                words = (*(called.words if called.form == "name" else owner.full), mention.words[0])
                return self.body_of(owner, mention.words[0], words)
            place = token.ent_type_ in ("NORP", "GPE") and mention.words[0] in _STATES
            if place and token.dep_ in ("amod", "compound", "poss", "nmod"):
                of = _place(token)
                key = (" ".join(word.casefold()[:5] for word in of), mention.words[0])  # "Russia's", "Russian"
                return self._bodies.setdefault(key, self._named((*of, mention.words[0]), mention.start))
        return None

    def force(self, start: int) -> Link | None:
        """The one police force that the article names, for a bare "police"."""
        if self._police == ():
            self._police = local_force(self._mentions)
        words = self._police
        if not words:
            return None
        found = self._book.candidates(words) if words[-1] != "police" else []
        force = self._bodies.setdefault(words, found[0] if found else self._named(words, start))
        return Link(force, FORCE, "owned")

    def _named(self, words: tuple[str, ...], first: int) -> Entity:
        entity = Entity(next(self._numbers), kinds="b", person=-2.0, first=first)
        entity.call(words)
        entity.role_nouns.add(words[-1].casefold())
        entity.role_words.update(w.casefold() for w in words)
        return entity


def _against(owner: Mention) -> bool:
    """True for whom a body is for or against, not whose it is: "an anti-Moss group"."""
    doc, first = owner.head.doc, owner.head.i - len(owner.words) + 1
    hyphen = owner.form == "name" and first > 1 and doc[first - 1].text == "-"
    return hyphen and doc[first - 2].lower_ in ("anti", "pro")


def _of_post(owner: Mention, body: Mention) -> bool:
    """True for an office that goes with a post, whoever holds it: "the county prosecutor's office"."""
    return owner.form == "noun" and body.words[0] in _OFFICES


def _place(token: "Token") -> tuple[str, ...]:
    """The words of a place or people: "South Korean"."""
    first = token.i
    while first and token.doc[first].ent_iob_ == "I":
        first -= 1
    return tuple(t.text for t in token.doc[first : token.i + 1] if t.lower_ != "the")
