"""What is known of whom an article speaks of, at one place of it; whom a mention can mean, and what it then tells."""

from dataclasses import dataclass

from toolkit.appositions import modifiers
from toolkit.mentions import Mention
from toolkit.naming import Entity, gender_of_titles

Span = tuple[int, int]
SURE = 2 / 3  # a wrong name costs three silences, so a name is given where it is right twice as often as not
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
    headed: bool = False  # named in a heading or in the first sentence
    full: int = -1  # the sentence that last gave the name in full


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


def fits(kind: str, mention: Mention, entity: Entity) -> bool:
    plural = entity.kinds.endswith("s")
    if kind == "he":
        if plural or (entity.named and entity.person <= -4) or (not entity.named and "p" not in entity.kinds):
            return False
        other = "f" if mention.gender == "m" else "m"
        return entity.gender[other] <= entity.gender[mention.gender or "m"] + 3
    if kind == "noun":
        return not plural and entity.kinds != "b" and (entity.person > -4 if entity.named else "p" in entity.kinds)
    if kind == "body":
        return not plural and _fits_body(mention.words[0], entity)
    if kind == "document":
        return not entity.named and "d" in entity.kinds
    if kind == "it":
        return entity.person < 3 and not plural
    return plural or entity.person < 0 or not entity.named


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
        if mention.gender and link.how == "he":
            entity.gender[mention.gender] += link.p
            entity.person += link.p
        return
    if mention.gender and entity.named and link.how != "noun":
        entity.gender[mention.gender] += 4.0
    if mention.form == "name":
        entity.titles.update(mention.titles)
        if mention.titled is not None:
            entity.roles.append(mention.titled)
        entity.role_nouns.update(mention.titles)
        entity.role_words.update(mention.titles)
        if (gender := gender_of_titles(mention.titles)) is not None:
            entity.gender[gender] += 4.0
    elif link.how in ("noun", "body") and entity.named and link.p >= SURE:
        entity.roles.append((mention.start, mention.end))
    elif link.how == "apposition":
        entity.role_nouns.add(mention.words[0])
        entity.role_words.update(modifiers(mention.head))
        entity.roles.append((mention.start, mention.end))
