"""Where an article speaks of a target: by name, surname, role or pronoun, and where a name for it simply stands."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias, cast

from toolkit.article import Article
from toolkit.attribution import chains_of
from toolkit.chains import Chains
from toolkit.errors import OptionError
from toolkit.name_forms import same_person
from toolkit.naming import Entity
from toolkit.states import SURE, State

Targets: TypeAlias = str | Iterable[str] | Mapping[str, Iterable[str]]
_SAID_TWICE = ("relative", "apposition")  # "Moss, the mayor, who": what the name before it has told already


@dataclass(frozen=True, slots=True)
class Place:
    """Where a target is mentioned, and the name that the article's tables have for whom the words mean."""

    target: str
    start: int
    end: int
    speaker: str | None = None


def asked_for(targets: Targets | None) -> dict[str, tuple[str, ...]] | None:
    """Return the targets as name -> names and aliases; None where the article's own are wanted.

    Raises
    ------
    OptionError
        A target or alias is no text, or there is none.

    Examples
    --------
    >>> asked_for("Moss"), asked_for({"Ada Moss": ["the mayor"]})
    ({'Moss': ('Moss',)}, {'Ada Moss': ('Ada Moss', 'the mayor')})
    """
    if targets is None:
        return None
    many = [targets] if isinstance(targets, str) else targets
    if not isinstance(many, Iterable):
        raise OptionError(f"targets={targets!r} is not known. Use names, or a mapping of names to their aliases.")
    pairs = many.items() if isinstance(many, Mapping) else ((name, ()) for name in many)
    wanted = {name: (name, *([aliases] if isinstance(aliases, str) else aliases)) for name, aliases in pairs}
    names = [name for called in wanted.values() for name in called]
    if not names or not all(isinstance(name, str) and name.strip() for name in names):
        raise OptionError("targets holds no name, or one without text. Use names such as 'Ada Moss', or leave it out.")
    return wanted


def target_places(article: Article, wanted: Mapping[str, tuple[str, ...]] | None) -> list[Place]:
    """List where each target is mentioned, in the order of the text.

    Parameters
    ----------
    article : Article
        Whose text it is.
    wanted : mapping of str to tuple of str, optional
        Names and aliases of each target; by default the people and bodies that the article names.
    """
    chains = chains_of(article)
    if wanted is None:
        found = list(_of_entities(chains, _people_and_bodies(chains.states.values())))
    else:
        found = [place for name, called in wanted.items() for place in _of_target(article, chains, name, called)]
    return sorted(dict.fromkeys(found), key=lambda place: (place.start, -place.end, place.target))


def _people_and_bodies(states: Iterable[State]) -> dict[Entity, str]:
    """The named people and bodies. A place or a name without a kind is a body where it acts: "Caracas refused"."""
    return {
        state.entity: " ".join(state.entity.full)
        for state in states
        if state.entity.named
        and (
            state.entity.person > 0
            or state.entity.label == "ORG"
            or (state.entity.label in ("GPE", "") and state.entity.person < 0 and state.subjects > 0)
        )
    }


def _of_entities(chains: Chains, names: Mapping[Entity, str]) -> Iterator[Place]:
    for i, found in chains.links.items():
        if found.entity in names and found.p >= SURE and found.how not in _SAID_TWICE:
            entity = cast(Entity, found.entity)
            yield Place(names[entity], chains.mentions[i].start, chains.mentions[i].end, " ".join(entity.full))


def _of_target(article: Article, chains: Chains, name: str, called: Sequence[str]) -> Iterator[Place]:
    """The mentions of whom the article calls so, and the places where one of the names stands by itself."""
    bearers = {entity: name for alias in called if (entity := _bearer(chains, alias)) is not None}
    linked = list(_of_entities(chains, bearers))
    yield from linked
    longer = [(m.start, m.end) for m in chains.mentions if m.form == "name"]
    taken = [(place.start, place.end) for place in linked]
    for start, end in _standing(article.text, called):
        inside = any(s <= start and end <= e and (s, e) != (start, end) for s, e in longer)
        if not inside and not any(s < end and start < e for s, e in taken):
            taken.append((start, end))
            yield Place(name, start, end)


def _bearer(chains: Chains, alias: str) -> Entity | None:
    """Whom the article calls so; of several with that surname the one mentioned most."""
    words = tuple(word.casefold() for word in alias.split() if word.casefold() != "the")
    fitting = [state for state in chains.states.values() if state.entity.named and _bears(state.entity, words)]
    return max(fitting, key=lambda state: state.count).entity if fitting else None


def _bears(entity: Entity, words: tuple[str, ...]) -> bool:
    forms = [tuple(word.casefold() for word in form) for form in entity.names]
    initials = "".join(word[0] for word in words if word not in ("of", "and"))
    if words in forms or (len(initials) > 1 and _is_acronym(initials, entity)):
        return True
    if entity.person <= 0 or not words:
        return False
    return same_person(words, entity.full) if len(words) > 1 and len(entity.full) > 1 else words[0] == forms[0][-1]


def _is_acronym(initials: str, entity: Entity) -> bool:
    """True for a body called by initials: "U.S." for the United States."""
    return entity.person <= 0 and any(
        len(form) == 1 and form[0].isupper() and form[0].replace(".", "").casefold() == initials
        for form in entity.names
    )


def _standing(text: str, called: Iterable[str]) -> Iterator[tuple[int, int]]:
    """Where a name stands as whole words, longer names first; "PUTIN" in capitals is "Putin"."""
    for name in sorted(dict.fromkeys(called), key=len, reverse=True):
        forms = dict.fromkeys((name, name.upper()) if len(name) > 3 else (name,))
        pattern = "|".join(r"\s+".join(map(re.escape, form.split())) for form in forms)
        yield from (match.span() for match in re.finditer(rf"(?<!\w)(?:{pattern})(?!\w)", text))
