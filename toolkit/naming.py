"""One person, many names: the names of an article sorted by whom they name, two who share a surname kept apart.

Full names come first; a surname, a first name or initials then go to the full name that they fit. Where they fit
several, the title, the last one named in full and the one named most often decide, and how sure that is, is said.
"""

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import TYPE_CHECKING

from toolkit.bare_surnames import means_another
from toolkit.given_names import first_names, name_prior
from toolkit.mentions import Mention
from toolkit.name_cuts import HEADINGS, NameCuts
from toolkit.name_forms import BODY_WORDS, abbreviates, acronyms, compatible, is_acronym, is_body, name_key, surname
from toolkit.name_runs import noun_kinds
from toolkit.role_words import BODIES

if TYPE_CHECKING:
    from spacy.tokens import Token

_DOUBTFUL = -3  # a vote that leaves open whether a name is a person's
_SURELY = 3  # a vote that tells a person by a first name, a title or the recogniser
_THINGS = ("PRODUCT", "WORK_OF_ART", "EVENT", "FAC", "LAW")  # a "Norhaven 3000" is not its maker
_BODY_LABELS = ("ORG", "GPE", "NORP", "FAC", "LOC", "PRODUCT", "EVENT", "LAW", "WORK_OF_ART")


@dataclass(eq=False, slots=True)
class Entity:
    """Somebody or something that the article names or speaks of.

    `names` counts the forms it is named by, `times` all of them, which `call` alone adds to, `short` how often by a
    surname that nobody else has borne before; `person` is above 0 where the text speaks for a person, below for a body
    or a place; `gender` holds the weight of the evidence for m and f.
    """

    number: int
    named: bool = True
    names: Counter[tuple[str, ...]] = field(default_factory=Counter)
    times: int = 0
    short: int = 0
    person: float = 0.0
    titles: Counter[str] = field(default_factory=Counter)
    roles: list[tuple[int, int]] = field(default_factory=list)
    pronouns: Counter[str] = field(default_factory=Counter)
    role_nouns: set[str] = field(default_factory=set)
    role_words: set[str] = field(default_factory=set)
    gender: dict[str, float] = field(default_factory=lambda: {"m": 0.0, "f": 0.0})
    prior: float = 0.0
    kinds: str = ""
    owner: "Entity | None" = None
    label: str = ""
    first: int = 0
    _full: tuple[str, ...] | None = field(default=None, init=False)  # asked for each time that it may be meant

    def call(self, name: tuple[str, ...], times: int = 1) -> None:
        """Count a form that it is named by."""
        self.names[name] += times
        self.times += times
        self._full = None

    @property
    def full(self) -> tuple[str, ...]:
        """The form of most words, if it can be no acronym; of several the one used most, then the longest."""
        if self._full is None:
            self._full = min(self.names, key=self._rank)
        return self._full

    def _rank(self, name: tuple[str, ...]) -> tuple[object, ...]:
        short = len(name[0].strip(".")) == 1 or (len(name) == 1 and is_acronym(name[0]))
        return -len(name), short, -self.names[name], -sum(map(len, name)), name


class Namebook:
    """The names of an article: whom each name mention names."""

    def __init__(self, mentions: Iterable[Mention]) -> None:
        named = [m for m in mentions if m.form == "name" and m.words]
        self._cuts = NameCuts(named)
        self._words: dict[tuple[int, int], tuple[str, ...]] = {}
        self.entities: list[Entity] = []
        self._by_last: defaultdict[str, list[Entity]] = defaultdict(list)
        self._by_first: defaultdict[str, list[Entity]] = defaultdict(list)
        self._by_words: dict[tuple[str, ...], list[Entity]] = defaultdict(list)
        self._bodies: defaultdict[str, list[Entity]] = defaultdict(list)
        self._votes: Counter[tuple[str, ...]] = Counter()
        self._titled = Counter(self.words(m) for m in named if m.titles)
        votes = [(name_key(self.words(m)), _person_vote(m, self.words(m))) for m in named]
        for key, vote in votes:
            self._votes[key] += vote
        for key in {key for key, vote in votes if vote > 1 and self._votes[key] < _DOUBTFUL}:
            self._votes[key] = _DOUBTFUL  # the recogniser takes many a surname for a body's name, again and again
        running = {name_key(self.words(m)) for m in named if m.kind not in HEADINGS}
        for mention in named:
            words = self.words(mention)
            if len(words) > 1 and (mention.kind not in HEADINGS or name_key(words) in running):
                self._add(words, mention)
        for body, short in pairwise(named):
            if not _in_brackets(short, body):
                continue
            if len(body.words) == 1:
                self._add(body.words, body)
            if found := self.candidates(self.words(body)):
                found[0].person = min(found[0].person, -4.0)
                if not self.candidates(short.words):
                    self._by_words[name_key(short.words)].append(found[0])
        self._part(named)
        for mention in named:
            words = self.words(mention)
            if len(words) == 1 and not self._introduced(words, mention):
                self._add(words, mention)
            elif len(words) > 1 and not self.candidates(words):
                self._add(words, mention, heading=True)
            if len(found := self.candidates(words)) == 1:
                found[0].call(words)
                if mention.gender is not None:
                    found[0].gender[mention.gender] += 1.0
        self._count_short(named)
        for entity in self.entities:
            titled = any(self._titled[n] for n in entity.names)
            entity.prior = name_prior(entity.full, titled=titled) if entity.person >= 0 else 0.0

    def _part(self, named: Sequence[Mention]) -> None:
        """Keep a surname apart from the one full name with it, which comes later, where it means somebody else."""
        alone: defaultdict[tuple[str, ...], list[Mention]] = defaultdict(list)
        for mention in named:
            if len(words := self.words(mention)) == 1 and mention.kind not in HEADINGS:
                alone[name_key(words)].append(mention)
        for key, mentions in alone.items():
            bearers = self._by_last.get(key[0], []) if key not in self._by_words else []
            later = len(bearers) == 1 and bearers[0].first > mentions[0].start and bearers[0].person > 0
            if later and means_another(mentions, bearers[0].full):
                self._add(self.words(mentions[0]), mentions[0])

    def _count_short(self, named: Iterable[Mention]) -> None:
        """Count who is called by a surname alone, as told before another of the name has come in."""
        for mention in named:
            words = self.words(mention)
            if len(words) > 1 or mention.titles or mention.kind in HEADINGS:
                continue
            known = [e for e in self.candidates(words) if e.first < mention.start and self.is_surname(words, e)]
            if len(known) == 1 and known[0].person > 0:
                known[0].short += 1

    def words(self, mention: Mention) -> tuple[str, ...]:
        """A name's words; without what stands before a name that the article also gives alone."""
        at = mention.start, mention.end
        if at not in self._words:
            self._words[at] = self._cuts.words(mention)
        return self._words[at]

    def _introduced(self, words: tuple[str, ...], mention: Mention) -> bool:
        """True where a single word is short for a name: a person's anywhere, a body's once it has stood in full."""
        key = name_key(words)
        last, first = self._by_last.get(key[0], ()), self._by_first.get(key[0], ())
        if self._cuts.is_place(key):  # "Norway" is short for "Erik Norway", not for "Neutral Norway" or "Norway Today"
            return key in self._by_words or any(e.person >= _SURELY for e in (*last, *first))
        if key in self._by_words or last or is_acronym(words[0]):
            return bool(key in self._by_words or last or first)  # nor is "NHB" for "NHB Special Victims"
        bodies = list(dict.fromkeys(e for e in (*first, *self._bodies.get(key[0], ())) if e.label not in _THINGS))
        if self._cuts.is_body(key) and key[0] not in first_names() and len(bodies) > 1 and not any(map(_sort, bodies)):
            return False  # "Norlyd" is neither "Norlyd Sensors" nor "Norlyd Software", but the company above them
        people = [e for e in first if e.label not in _THINGS and (e.person >= _SURELY or not self._cuts.is_body(key))]
        named = not self._cuts.is_titled(key) and any(body.first < mention.start for body in bodies)
        return bool(people) or named  # "President Moss" is not short for "Moss Tower"

    def _add(self, words: tuple[str, ...], mention: Mention, heading: bool = False) -> None:
        vote = self._votes[name_key(words)]
        for entity in self.candidates(words) if len(words) > 1 else ():
            entity.call(words, 0)
            return
        entity = Entity(len(self.entities), first=mention.start, label=mention.label)
        entity.call(words, 0)
        entity.person = float(vote)
        self.entities.append(entity)
        key = name_key(words)
        self._by_words[key].append(entity)
        if heading:
            return  # "Moss Says No Ferry": where every word is a capital, a name has no end
        if len(key) > 1 and is_body(words):
            self._bodies[key[0]].append(entity)
            self._shorten(words, entity)
            if key[-1] in BODY_WORDS and len(key) > 2:
                self._by_words[key[:-1]].append(entity)
        elif len(key) > 1:
            self._by_last[surname(key)].append(entity)
            if vote >= 0 and not is_acronym(words[0]):
                self._by_first[key[0]].append(entity)
            else:
                self._bodies[key[0]].append(entity)
                self._shorten(words, entity)

    def _shorten(self, words: tuple[str, ...], body: Entity) -> None:
        for short in acronyms(words):
            self._by_words[(short,)].append(body)

    def is_surname(self, words: tuple[str, ...], entity: Entity) -> bool:
        """True where a single word is the last of an entity's full name."""
        key = name_key(words)
        return len(key) == 1 and any(len(n) > 1 and surname(name_key(n)) == key[0] for n in entity.names)

    def candidates(self, words: tuple[str, ...]) -> list[Entity]:
        """Whom a name may name: first those of the same words, then those that it can shorten."""
        key = name_key(words)
        if key in self._by_words:
            return self._by_words[key]
        if len(key) > 1:
            return [
                e for e in self._by_last.get(surname(key), ()) if any(compatible(key, name_key(n)) for n in e.names)
            ]
        fitting = (*self._by_last.get(key[0], ()), *self._by_first.get(key[0], ()), *self._bodies.get(key[0], ()))
        return list(dict.fromkeys(fitting))


def _sort(body: Entity) -> bool:
    """True for a name of one word and one for what it is: "Norhaven University", which is "Norhaven" for short."""
    return len(body.full) == 2 and body.full[-1].casefold() in BODIES | {"news"}


def _in_brackets(short: Mention, body: Mention) -> bool:
    """True for the short form in brackets right after a body's name: "Norhaven Institute for Fish (NIF)"."""
    initials = len(short.words) == 1 and is_acronym(short.words[0])
    if not initials or not 0 < short.start - body.end < 4 or short.head.i == 0 or short.head.nbor(-1).text != "(":
        return False
    if len(body.words) == 1:
        return abbreviates(short.words[0].casefold(), body.words[0].casefold())
    return body.label not in ("PERSON", "GPE", "LOC")


def _person_vote(mention: Mention, words: Sequence[str]) -> int:
    """How far one mention speaks for a person: by the recogniser, a title, a first name, an article before it."""
    if is_body(words):
        return -4
    vote = 2 if mention.label == "PERSON" else -1 if mention.label in _BODY_LABELS else 0
    vote += 4 if mention.titles else 0
    vote -= 4 if mention.definite and not mention.titles and not _narrows(mention.head) else 0
    if len(words) == 1 and is_acronym(words[0]):
        vote -= 3
    known = words[0].casefold() in first_names()
    if len(words) in (2, 3, 4) and known:
        vote += 3
    elif len(words) > 1 and not known and not mention.titles and mention.head.tag_ == "NNPS":
        vote -= 4  # "Golden Globes"
    elif len(words) in (2, 3) and not mention.definite and all(w[:1].isupper() and not is_acronym(w) for w in words):
        vote += 2
    if _followed_by_who(mention.head):
        vote += 3
    if any(t.dep_ == "appos" and noun_kinds(t.lemma_) == "p" for t in mention.head.children):
        vote += 2
    return vote


def _narrows(head: "Token") -> bool:
    """True for a name whose article is that of a noun after it: "the Moss administration"."""
    return head.dep_ in ("compound", "nmod") and head.head.i > head.i and head.head.pos_ == "NOUN"


def _followed_by_who(head: "Token") -> bool:
    doc, after = head.doc, head.i + 1
    after += after < len(doc) and doc[after].text == ","
    return after < len(doc) and doc[after].lower_ == "who"


def log_count(count: int) -> float:
    """The log of one more than a count."""
    return math.log1p(count)
