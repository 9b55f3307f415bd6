"""What is known of whom an article speaks of, at one place of it; whom a mention can mean, and what it then tells."""

from collections import deque
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from toolkit.appositions import modifiers
from toolkit.given_names import SUFFIXES
from toolkit.mentions import Mention
from toolkit.naming import Entity
from toolkit.role_words import GENDER

Span = tuple[int, int]
SURE = 2 / 3  # a wrong name costs three silences, so a name is given where it is right twice as often as not
_LIKELY = 1  # from here on the recogniser or the words speak for a person, if little
CERTAIN = 2.9  # log odds that a first name is a woman's or a man's, beyond which only the text tells otherwise
_CALLED_AFTER = frozenset(["campaign"])
_REALMS = frozenset("government administration regime country nation city state county kingdom republic".split())


@dataclass(frozen=True, slots=True)
class Source:
    """One attribution's spans: who says it, the words that say so, what is said; each sorted, any of them empty."""

    source: tuple[Span, ...] = ()
    cue: tuple[Span, ...] = ()
    content: tuple[Span, ...] = ()


@dataclass(eq=False, slots=True)
class State:
    """What is known of an entity at one place of the text."""

    entity: Entity
    last: Mention
    out: Mention | None = None  # the last outside quotation marks
    count: int = 0
    subjects: int = 0
    spoke: int = 0
    by_name: bool = False  # named so far, not told of by a role or a pronoun alone
    headed: bool = False  # named in a heading or in the first sentence
    full: int = -1  # the sentence that last gave the name in full
    subject: int = -1  # the sentence whose subject it last was, outside quotation marks
    root: int = -1  # the same, of the sentence's main verb
    spoke_at: tuple[int, int] | None = None  # the sentence and paragraph in which it last spoke
    doubt: float = 0.0  # how unsure the links to it have been since it was last named
    latest: deque[Mention] = field(default_factory=lambda: deque(maxlen=8))

    def see(self, mention: Mention, link: "Link") -> None:
        """Note one mention more, outside or inside quotation marks."""
        named = mention.form == "name" or link.how in ("apposition", "new")
        self.doubt = 0.0 if named else max(self.doubt, 1 - link.p)
        self.count += 1
        self.latest.append(mention)
        self.by_name |= mention.form == "name"
        self.headed |= mention.sentence <= 1 or mention.kind in ("headline", "subheading")
        if mention.form == "name" and len(mention.words) > 1:
            self.full = mention.sentence
        subject = mention.head.dep_ in ("nsubj", "nsubjpass")
        self.subjects += subject
        if not mention.quoted:
            self.out = mention
            self.subject = mention.sentence if subject else self.subject
            self.root = mention.sentence if subject and mention.head.head.dep_ == "ROOT" else self.root


@dataclass(frozen=True, slots=True)
class Link:
    """Whom a mention means, and how likely that is; no entity where it means nobody named or known."""

    entity: Entity | None
    p: float
    how: str
    antecedent: Mention | None = None


@dataclass(slots=True)
class Setting:
    """Where a mention stands among the attributions: those whose source it is, those within whose words it stands."""

    source_of: tuple[int, ...] = ()
    inside: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Course:
    """How the article runs, known before anything is linked.

    `told` numbers the sentences by how many the reporter has told before them: those that are all quotation do not
    count; `company` is how many "he" and "she" come right after each entity's names.
    """

    told: Mapping[int, int] = field(default_factory=dict)
    company: Mapping[int, tuple[int, int]] = field(default_factory=dict)


@dataclass(slots=True)
class Clue:
    """The mention to be linked and what is known of who talks around it; `ahead` tells in which ways who is named."""

    kind: str
    mention: Mention
    source_of: tuple[int, ...]
    inside: tuple[int, ...]
    own_words: tuple[Span, ...]
    speakers: Mapping[int, Link]
    spoken: Sequence[tuple[int, int, Entity]]
    ahead: Mapping[int, set[str]]
    course: Course


def fits(kind: str, mention: Mention, entity: Entity) -> bool:
    plural = entity.kinds.endswith("s")
    if kind == "he":
        if plural or (entity.named and _no_person(entity)) or (not entity.named and "p" not in entity.kinds):
            return False
        other = "f" if mention.gender == "m" else "m"
        against = -entity.prior if mention.gender == "f" else entity.prior
        if against > CERTAIN and entity.gender[mention.gender or "m"] <= entity.gender[other] + 0.5:
            return False
        return entity.gender[other] <= entity.gender[mention.gender or "m"] + 3
    if kind == "noun":
        return not plural and entity.kinds != "b" and (entity.person > -4 if entity.named else "p" in entity.kinds)
    if kind == "body":
        return not plural and _fits_body(mention.words[0], entity)
    if kind == "document":
        return not entity.named and "d" in entity.kinds
    if kind == "it":
        somebody = not entity.named and entity.kinds == "p"
        return (entity.person < 3 or _may_be_body(entity)) and not plural and not somebody
    return plural or entity.person < 0 or not entity.named


def proven(entity: Entity) -> bool:
    """False for a name of which nothing tells that it is a person's: "he" is hardly "Woodpecker"."""
    told = any(entity.gender.values()) or entity.prior or entity.titles
    return bool(told) or not entity.named or entity.person >= _LIKELY


def _may_be_body(entity: Entity) -> bool:
    """True for a name that nothing but who stands beside it takes for a person's: "Tommee Tippee"."""
    return not any(entity.gender.values()) and not entity.prior and not entity.titles and not entity.pronouns["he"]


def _no_person(entity: Entity) -> bool:
    """True for a body, a place or a people, in "he" and "she"; one such label alone is no proof."""
    if entity.person <= -4 or entity.kinds == "b" or (entity.label in ("GPE", "NORP", "LOC") and entity.person < 2):
        return True
    return all(word.casefold() in SUFFIXES for word in entity.full)


def _fits_body(lemma: str, entity: Entity) -> bool:
    if not entity.named:
        return bool(set("bg") & set(entity.kinds))
    if lemma in _CALLED_AFTER:
        return lemma in entity.role_nouns
    return entity.person < 3 and (entity.label != "GPE" or lemma in _REALMS)


def learn(link: Link, mention: Mention) -> None:
    """What a mention tells of whom it means: a gender, a title, a role."""
    entity = link.entity
    assert entity is not None
    if mention.form == "pronoun":
        if link.how in ("he", "it", "they") and link.p >= SURE:
            entity.pronouns[{"m": "he", "f": "she"}.get(mention.gender or "", link.how)] += 1
        if mention.gender and link.how == "he" and link.p >= SURE:
            entity.gender[mention.gender] += link.p
            entity.person += link.p
        return
    if mention.gender and entity.named and link.how != "noun":
        entity.gender[mention.gender] += 4.0
    if mention.form == "name":
        if mention.titled is not None:
            _learn_titles(entity, mention.titles, mention.titled)
    elif link.how in ("noun", "body") and entity.named and link.p >= SURE:
        entity.roles.append((mention.start, mention.end))
    elif link.how == "apposition":
        entity.role_nouns.add(mention.words[0])
        entity.role_words.update(modifiers(mention.head))
        entity.roles.append((mention.start, mention.end))


def _learn_titles(entity: Entity, titles: Sequence[str], at: Span) -> None:
    entity.titles.update(titles)
    entity.roles.append(at)
    entity.role_nouns.update(titles)
    entity.role_words.update(titles)
    if (gender := next((GENDER[t] for t in titles if t in GENDER), None)) is not None:
        entity.gender[gender] += 4.0
