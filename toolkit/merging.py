"""The same speaker in several articles: names merged by name and role, each decision with its reason."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from toolkit.name_forms import same_person

_SUFFIXES = ("jr", "sr", "ii", "iii", "iv")


@dataclass(frozen=True, slots=True)
class Appearance:
    """One speaker in one article: the name there, the kind, the words of titles and roles, the pronouns."""

    article_id: str
    speaker: str
    kind: str | None
    roles: frozenset[str] = frozenset()
    pronouns: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Decision:
    """What an appearance is called over all articles, and why."""

    appearance: Appearance
    name: str
    why: str


def merge_names(appearances: Iterable[Appearance]) -> list[Decision]:
    """Decide who is the same.

    Names that are the same but for case and "the" are merged. Of people, full names are merged where surname and first
    name or initial agree and no pronoun speaks against it; a surname alone joins the one full name that it fits where
    the two share a title or role. All else stays apart.
    """
    order = list(dict.fromkeys(appearances))
    groups: defaultdict[str, list[list[Appearance]]] = defaultdict(list)  # by surname: names without it are never one
    why: dict[Appearance, str] = {}
    for one in sorted(order, key=lambda a: -len(a.speaker.split())):
        near = groups[_last_word(one.speaker)]
        fitting = [group for group in near if (reason := _same(one, group)) and why.setdefault(one, reason)]
        if len(fitting) == 1:
            fitting[0].append(one)
        else:
            why[one] = "its own name" if not fitting else "fits several, kept apart"
            near.append([one])
    name = {one: _fullest(group) for near in groups.values() for group in near for one in group}
    return [Decision(one, name[one], why[one]) for one in order]


def _same(one: Appearance, group: Sequence[Appearance]) -> str | None:
    """Why an appearance is one with a group, if it is."""
    if not any((one.kind == "person") == (other.kind == "person") for other in group):
        return None
    plain = _plain(one.speaker)
    if any(_plain(other.speaker) == plain for other in group) and (len(plain) > 1 or one.kind != "person"):
        return None if _against(one, group) else "the same name"
    if one.kind != "person" or _against(one, group):
        return None
    if len(plain) > 1:
        return "the same surname and first name or initial" if all(_fits(one, other) for other in group) else None
    known = frozenset().union(*(other.roles for other in group))
    if all(_plain(other.speaker)[-1] == plain[0] for other in group) and one.roles & known:
        return f"the same surname and role: {', '.join(sorted(one.roles & known))}"
    return None


def _fits(one: Appearance, other: Appearance) -> bool:
    return len(other.speaker.split()) > 1 and same_person(one.speaker.split(), other.speaker.split())


def _against(one: Appearance, group: Sequence[Appearance]) -> bool:
    """True where the one is "he" and the other "she"."""
    pronouns = one.pronouns.union(*(other.pronouns for other in group))
    return {"he", "she"} <= pronouns


def _last_word(name: str) -> str:
    words = [word.strip(".,") for word in _plain(name)]
    return next((word for word in reversed(words) if word not in _SUFFIXES), words[-1])


def _plain(name: str) -> tuple[str, ...]:
    words = tuple(name.casefold().split())
    return words[1:] if words[:1] == ("the",) and len(words) > 1 else words


def _fullest(group: Sequence[Appearance]) -> str:
    counts: defaultdict[str, int] = defaultdict(int)
    for one in group:
        counts[one.speaker] += 1
    return min(counts, key=lambda name: (-len(name.split()), -counts[name], name))
