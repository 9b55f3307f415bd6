"""Chains of mentions: each name, noun and pronoun of an article linked to whom it means, from the first to the last.

Names are sorted beforehand; a pronoun or a noun such as "the minister" goes to the one that a small ranker holds
likeliest among those spoken of shortly before, by agreement, syntax, focus and who is talking.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from itertools import count, islice

from toolkit.appositions import apposed, modifiers
from toolkit.belongings import Belongings
from toolkit.clues import clues, telling
from toolkit.firms import namesake, only_firm, short_forms
from toolkit.first_person import Writers, first_person
from toolkit.focus import announced, named_ahead, survey
from toolkit.introductions import introduced
from toolkit.late_names import late_names
from toolkit.mentions import Mention
from toolkit.namesakes import bearer
from toolkit.naming import Entity, Namebook
from toolkit.ranker import Ranker
from toolkit.relatives import relative
from toolkit.states import SURE, Clue, Course, Link, Setting, Source, State, fits, learn, proven

REACH = 40  # sentences back to which a pronoun or noun can point
INTRODUCED = 0.75  # of a role whose bearer is named soon after: too few to measure, so set low
LATE = 0.85
NAMESAKE = 0.85
UNPROVEN = 0.5  # of 8 sources that were linked to such names 4 rightly
ONLY = 0.75
MOST = 12  # candidates looked at, the latest mentioned first
_LOOKED_AT = 4 * MOST  # those whom they are chosen from


@dataclass(slots=True)
class Chains:
    """The links of an article's mentions, made one after the other."""

    mentions: Sequence[Mention]
    sources: Sequence[Source]
    settings: Mapping[int, Setting]
    book: Namebook
    rankers: Mapping[str, Ranker]
    links: dict[int, Link] = field(default_factory=dict)
    states: dict[int, State] = field(default_factory=dict)
    latest: dict[int, State] = field(default_factory=dict)  # the one mentioned last stands last
    called: defaultdict[str, list[State]] = field(default_factory=lambda: defaultdict(list))  # bodies by short form
    speakers: dict[int, Link] = field(default_factory=dict)
    spoken: list[tuple[int, int, Entity]] = field(default_factory=list)
    numbers: Iterator[int] = field(default_factory=lambda: count(-1, -1))  # of those who are not in the book
    watch: object = None
    course: Course = field(default_factory=Course)
    writers: Writers = field(init=False)
    belongings: Belongings = field(init=False)
    late: Mapping[int, Entity] = field(default_factory=dict)  # of nouns whose bearer is named only afterwards

    def __post_init__(self) -> None:
        self.belongings = Belongings(self.mentions, self.book, self.numbers)

    def run(self) -> "Chains":
        """Link all mentions: of each sentence first those outside quotation marks, whose speaker they may tell."""
        self.course, self.writers = survey(self.mentions, self.book), Writers(self.mentions)
        self.late = late_names(self.mentions, self.book)
        for group in _sentences(self.mentions):
            by_head = {self.mentions[i].head.i: i for i in group}
            for i in sorted(group, key=lambda i: (self.mentions[i].quoted, self.mentions[i].start)):
                if (later := announced(i, self.mentions, by_head)) is not None and later not in self.links:
                    self._link(later, by_head)
                if i not in self.links:
                    self._link(i, by_head)
        return self

    def _link(self, i: int, by_head: Mapping[int, int]) -> None:
        mention = self.mentions[i]
        if mention.form == "name":
            link = bearer(mention, self.book, self.states)
        elif mention.form == "noun":
            link = self._noun(i, mention, by_head)
        else:
            link = self._pronoun(i, mention, by_head)
        self.settle(i, link)

    def _linked(self, by_head: Mapping[int, int], i: int) -> Link:
        """Whom a mention of the sentence means, also one whose turn has not come yet."""
        if i not in self.links:
            self._link(i, by_head)
        return self.links[i]

    def settle(self, i: int, link: Link) -> None:
        """Keep a link and what follows from it."""
        mention = self.mentions[i]
        self.links[i] = link
        entity = link.entity if link.how != "signed" else None  # nobody calls the writer "he"
        if entity is not None:
            guessed = link.how == "noun" and link.p < SURE and entity.number in self.states
            if not guessed:  # else "the nominee", taken for the one spoken of last, keeps them in focus
                self._touch(entity, mention, link)
            learn(link, mention)
        for k in self.settings[i].source_of if i in self.settings else ():
            self.speakers[k] = link
            if entity is not None:
                self.spoken.append((mention.sentence, mention.paragraph, entity))
                state = self.states[entity.number]
                state.spoke, state.spoke_at = state.spoke + 1, (mention.sentence, mention.paragraph)

    def _touch(self, entity: Entity, mention: Mention, link: Link) -> None:
        state = self.states.get(entity.number)
        if state is None:
            state = self.states[entity.number] = State(entity, mention)
            for noun in short_forms(entity):
                self.called[noun].append(state)
        state.last = mention
        self.latest.pop(entity.number, None)
        self.latest[entity.number] = state
        state.see(mention, link)

    def _noun(self, i: int, mention: Mention, by_head: Mapping[int, int]) -> Link:
        named = apposed(mention, by_head, self.mentions)
        if named is not None:
            link = self._linked(by_head, named)
            written = mention.label == "d" and link.entity is not None and link.entity.person > 0
            if link.entity is not None and not mention.plural and not written:
                return Link(link.entity, link.p, "apposition", self.mentions[named])
        if (owned := self.belongings.find(mention, by_head, partial(self._linked, by_head))) is not None:
            return owned
        if (later := self.late.get(i)) is not None:
            return Link(later, LATE, "introduced")
        if mention.definite and not mention.plural and (same := namesake(mention, self.called)):
            return Link(same.entity, NAMESAKE, "body", same.last)
        link = Link(None, 1.0, "new")
        if mention.definite and not mention.plural:
            link = self._rank(_noun_kind(mention), i, mention)
        if link.p < SURE and (firm := only_firm(mention, reversed(self.latest.values()))):
            return Link(firm.entity, ONLY, "body", firm.last)
        if (link.entity is None or link.p < SURE) and (introduced := self._introduced(i, mention)) is not None:
            return introduced
        return link if link.entity is not None else Link(self._new(mention, by_head), link.p, link.how)

    def _introduced(self, i: int, mention: Mention) -> Link | None:
        """Whom a role at the article's beginning turns out to be, where that one has not been spoken of before."""
        at = introduced(i, self.mentions, self.settings)
        found = self.book.candidates(self.book.words(self.mentions[at])) if at is not None else []
        if at is None or len(found) != 1 or found[0].person <= 0:
            return None
        if (state := self.states.get(found[0].number)) is not None and state.by_name:
            return None  # a role in the headline, and in the lead once more, has named nobody yet
        return Link(found[0], INTRODUCED, "introduced", self.mentions[at])

    def _new(self, mention: Mention, by_head: Mapping[int, int]) -> Entity:
        kinds = mention.label + "s" * mention.plural
        entity = Entity(next(self.numbers), named=False, kinds=kinds, first=mention.start)
        entity.person = 2.0 if mention.label == "p" else -2.0
        entity.role_nouns.add(mention.words[0])
        entity.role_words.update(modifiers(mention.head))
        if mention.gender and not mention.plural:
            entity.gender[mention.gender] += 4.0
        if mention.label == "d":
            entity.owner = self.belongings.owner(mention, by_head, partial(self._linked, by_head))
        return entity

    def _pronoun(self, i: int, mention: Mention, by_head: Mapping[int, int]) -> Link:
        if mention.person == "rel":
            return relative(mention, self.mentions, by_head, self.links)
        if mention.person in ("1", "1p"):
            setting = self.settings.get(i) or Setting()
            return first_person(mention, self.writers, setting, self.speakers, self.book)
        if mention.person == "3":
            return self._rank("he", i, mention)
        return self._rank("it" if mention.person == "3n" else "they", i, mention)

    def _rank(self, kind: str, i: int, mention: Mention) -> Link:
        setting = self.settings.get(i) or Setting()
        own = tuple(sorted(span for k in setting.source_of for span in self.sources[k].content))
        ahead = named_ahead(i, self.mentions, self.links, self.book, own) if kind == "he" else {}
        others = {number for number, ways in ahead.items() if "commanded" in ways}
        states = [state for state in self._near(mention, kind) if state.entity.number not in others]
        talk = setting.source_of, setting.inside, own, self.speakers, self.spoken
        rows = clues(Clue(kind, mention, *talk, ahead, self.course), states)
        if callable(self.watch):
            chosen = self.watch(self, kind, i, mention, states, rows)
            if chosen is not None:
                return Link(chosen.entity, 1.0, kind, chosen.last) if chosen is not False else Link(None, 1.0, kind)
        ranker = self.rankers["him" if kind == "he" and not setting.source_of else kind]
        p = ranker.probabilities(rows)
        best = int(p.argmax())
        if best == len(states):
            return Link(None, ranker.sure(float(p[best])), kind)
        sure = ranker.sure(float(p[best]), telling(kind, rows[best]))
        if kind == "he" and not proven(states[best].entity):
            sure = min(sure, UNPROVEN)
        return Link(states[best].entity, sure, kind, states[best].last)

    def _near(self, mention: Mention, kind: str) -> Iterator[State]:
        """Those whom a pronoun or noun may mean, the latest mentioned first; of the clearly unfit none."""
        count = 0
        for state in islice(reversed(self.latest.values()), _LOOKED_AT):
            if mention.sentence - state.last.sentence > REACH or count >= MOST:
                return
            inside = mention.start <= state.last.start < mention.end
            if not inside and fits(kind, mention, state.entity):
                count += 1
                yield state


def _noun_kind(mention: Mention) -> str:
    """Which ranker is for a noun."""
    if "p" in mention.label:
        return "noun"
    return "body" if "b" in mention.label else "document" if mention.label == "d" else "noun"


def _sentences(mentions: Sequence[Mention]) -> Iterator[list[int]]:
    group: list[int] = []
    for i, mention in enumerate(mentions):
        if group and mention.sentence != mentions[group[0]].sentence:
            yield group
            group = []
        group.append(i)
    if group:
        yield group
