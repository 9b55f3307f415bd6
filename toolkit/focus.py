"""Who is in focus where a "he" or a "she" stands: who was the subject, who spoke, who is named beside it.

Distances are counted in sentences that the reporter tells: however long a quotation, "he said" after it is near.
"""

import bisect
import math
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from toolkit.mentions import Mention
from toolkit.naming import Entity, Namebook, log_count
from toolkit.states import Clue, Course, Link, State

if TYPE_CHECKING:
    from spacy.tokens import Token

FOCUS = (
    "opener opener_before own_named beside named_later told_0 told_1 told_2 told_3 told_4 cataphor subject_0 "
    "subject_1 subject_2 subject_3 subject_never root_before spoke_0 spoke_1 spoke_2 spoke_4 spoke_here spoke_before "
    "was_source person_0 person_1 person_2 here before only_here only_near fresh full_near likely inverted_last "
    "inverted_person_0 inverted_subject_1 opening_last opening_person_0 opening_subject_1 poss_person_0 poss_subject_0 "
    "poss_here"
).split()
RARE = 4.0  # the worth of a clue that is rare but tells much, so that the penalty on large weights spares it
_SUBJECTS = ("nsubj", "nsubjpass")
_OBJECTS = frozenset("conj compound appos poss pobj prep dative dobj agent attr acomp".split())
_SAID = frozenset("ccomp xcomp dobj prep dative attr acomp oprd agent".split())
_UP = 12  # steps up the parse
_AHEAD = 60  # mentions looked at on either side of the pronoun
_NEVER = 1 << 40


def survey(mentions: Sequence[Mention], book: Namebook) -> Course:
    """Go through the whole article once, before anything is linked."""
    told = sorted({m.sentence for m in mentions if not m.quoted})
    return Course({m.sentence: bisect.bisect_left(told, m.sentence) for m in mentions}, _company(mentions, book))


def _company(mentions: Sequence[Mention], book: Namebook) -> dict[int, tuple[int, int]]:
    """Count the "he" and the "she" that follow each name within its sentence and the next, before another name."""
    counts: dict[int, list[int]] = {}
    last: tuple[Entity, int] | None = None
    for mention in (m for m in mentions if not m.quoted):
        if mention.form == "name":
            entity = _only(mention, book)
            last = (entity, mention.sentence) if entity is not None and entity.person > 0 else None
        elif mention.person == "3" and last is not None and mention.sentence - last[1] <= 1:
            counts.setdefault(last[0].number, [0, 0])[mention.gender == "f"] += 1
    return {number: (m, f) for number, (m, f) in counts.items()}


def company(clue: Clue, entity: Entity) -> float:
    """The log odds that the pronoun is of somebody, by the "he" and "she" after the names."""
    he, she = clue.course.company.get(entity.number, (0, 0))
    return math.log((he + 0.5) / (she + 0.5)) * (1 if clue.mention.gender == "m" else -1)


def _only(mention: Mention, book: Namebook) -> Entity | None:
    """Whom a name names, where it can name but one."""
    found = book.candidates(book.words(mention))
    return found[0] if len(found) == 1 else None


def announced(i: int, mentions: Sequence[Mention], by_head: Mapping[int, int]) -> int | None:
    """Find the name that a pronoun before it announces: "Despite his doubts, Moss agreed"."""
    mention = mentions[i]
    if mention.person != "3" or mention.quoted:
        return None
    token = mention.head
    for _ in range(_UP):
        if token.dep_ in ("ROOT", "ccomp", "conj", "parataxis"):
            return None
        fronted, token = token.dep_ in ("advcl", "prep"), token.head
        if fronted and (subject := next((t for t in token.lefts if t.dep_ in _SUBJECTS), None)) is not None:
            at = by_head.get(subject.i)
            later = at is not None and mentions[at].form == "name" and mentions[at].start > mention.start
            return at if later and not mentions[at].quoted else None  # type: ignore[index]
    return None


def named_ahead(
    i: int, mentions: Sequence[Mention], links: Mapping[int, Link], book: Namebook, own: Sequence[tuple[int, int]]
) -> dict[int, set[str]]:
    """Tell who is named in the pronoun's own words, or behind it in its sentence: people seldom name themselves."""
    mention, found = mentions[i], dict[int, set[str]]()
    first, last = i, i
    while own and first > max(0, i - _AHEAD) and mentions[first - 1].start >= own[0][0]:
        first -= 1
    end = max((b for _, b in own), default=0)
    while last + 1 < min(len(mentions), i + _AHEAD) and (
        mentions[last + 1].start < end or mentions[last + 1].sentence <= mention.sentence
    ):
        last += 1
    for j in range(first, last + 1):
        other = mentions[j]
        if other.form != "name" or (entity := links[j].entity if j in links else _only(other, book)) is None:
            continue
        ways = found.setdefault(entity.number, set())
        if any(a <= other.start < b for a, b in own):
            ways.add("commanded" if j > i and _commands(mention.head, other.head) else "own_named")
        elif j > i and other.sentence == mention.sentence:
            ways.add("beside" if _together(mention.head, other.head) else "named_later")
    return found


def _commands(pronoun: "Token", name: "Token") -> bool:
    """True for a name in what the pronoun's verb says: "he said Moss was late" is about another than him.

    Binding theory's Principle C: of 258 such names in the articles read two were the pronoun's. A name that only
    narrows a noun, "a Moss rally", is left out: people speak of what is called after them.
    """
    verb = pronoun.head
    if pronoun.dep_ not in _SUBJECTS or pronoun.doc is not name.doc or name.dep_ in ("compound", "nmod"):
        return False
    for _ in range(_UP):
        if name.head.i == verb.i:
            return name.dep_ in _SAID
        if name.head.i == name.i:
            return False
        name = name.head
    return False


def _together(pronoun: "Token", name: "Token") -> bool:
    """True where the pronoun's verb or noun is about the name: "he told Moss", "she said of Moss", "his view of"."""
    if pronoun.doc is not name.doc:
        return False
    for _ in range(_UP):
        if name.dep_ not in _OBJECTS:
            return False
        name = name.head
        if name.i == pronoun.head.i:
            return True
    return False


def focus(clue: Clue, states: Sequence[State], seen: Sequence[Mention]) -> Iterator[dict[str, float]]:
    """Go through the candidates with their clues; `seen` is the last mention of each that counts."""
    mention, poss = clue.mention, clue.mention.head.dep_ == "poss"
    people = [k for k, state in enumerate(states) if _may_be(mention, state.entity)]
    rank = {k: r for r, k in enumerate(sorted(people, key=lambda k: -seen[k].start))}
    now, before = ([_in_paragraph(s, mention.paragraph - back) for s in states] for back in (0, 1))
    here = {k for k in people if not all(m.quoted for m in now[k])}
    near = here | {k for k in people if not all(m.quoted for m in before[k])}
    opens, opened = ([_opens(s, ms) for s, ms in zip(states, told, strict=True)] for told in (now, before))
    first, first_before = min(opens, default=_NEVER), min(opened, default=_NEVER)
    way = _way(clue, poss)
    for k, state in enumerate(states):
        values = dict.fromkeys(clue.ahead.get(state.entity.number, ()), RARE)
        values |= _distances(clue, state, seen[k], poss)
        values |= _said(clue, way, rank.get(k, 9), state)
        values |= {
            "opener": opens[k] < _NEVER and opens[k] == first,
            "opener_before": not here and opened[k] < _NEVER and opened[k] == first_before,
            "here": log_count(len(now[k])), "before": log_count(len(before[k])),
            "only_here": here == {k}, "only_near": near == {k}, "poss_here": poss and k in here,
        }  # fmt: skip
        yield values


def _distances(clue: Clue, state: State, last: Mention, poss: bool) -> dict[str, float]:
    """How far back the candidate was spoken of, was the subject and spoke."""
    mention, told = clue.mention, clue.course.told
    now = told[mention.sentence]
    gap = now - told[state.subject] if state.subject >= 0 else None
    values: dict[str, float] = {
        f"told_{min(max(now - told[last.sentence], 0), 4)}": 1,
        "subject_never" if gap is None else f"subject_{min(gap, 3)}": 1,
        "root_before": gap == 1 and state.root == state.subject,
        "cataphor": last.start > mention.start and last.head.dep_ in _SUBJECTS,
        "fresh": state.count == 1 and mention.sentence - state.last.sentence <= 1 and state.entity.named,
        "full_near": state.full >= 0 and mention.sentence - state.full <= 1,
        "likely": max(-4.0, min(8.0, state.entity.person)) / 4 if state.entity.named else 0.5,
        "poss_subject_0": poss and gap == 0,
    }
    if state.spoke_at is not None:
        since = now - told[state.spoke_at[0]]
        values["spoke_0" if since <= 0 else "spoke_1" if since == 1 else "spoke_2" if since < 4 else "spoke_4"] = 1
        values["spoke_here"] = state.spoke_at[1] == mention.paragraph
        values["spoke_before"] = state.spoke_at[1] == mention.paragraph - 1
        values["was_source"] = state.spoke_at[0] == last.sentence
    return values


def _way(clue: Clue, poss: bool) -> str:
    """How the pronoun stands: "...," he said; his words; He said ..."""
    inverted = bool(clue.own_words) and clue.own_words[0][0] < clue.mention.start
    return "inverted" if inverted else "poss" if poss else "opening"


def _said(clue: Clue, way: str, rank: int, state: State) -> dict[str, float]:
    """What place the candidate has, told apart by how the pronoun stands."""
    told = clue.course.told
    former = state.subject >= 0 and told[clue.mention.sentence] - told[state.subject] == 1
    return {
        f"person_{rank}": rank < 3, f"{way}_person_0": rank == 0, f"{way}_subject_1": former,
        f"{way}_last": bool(clue.spoken) and clue.spoken[-1][2] is state.entity,
    }  # fmt: skip


def _may_be(mention: Mention, entity: Entity) -> bool:
    """True for a person of whom no other gender is known or likely."""
    own, other = ("m", "f") if mention.gender == "m" else ("f", "m")
    likely = entity.prior if own == "f" else -entity.prior
    person = entity.person > 0 if entity.named else "p" in entity.kinds
    return person and entity.gender[other] <= entity.gender[own] and likely >= -1.5


def _in_paragraph(state: State, paragraph: int) -> list[Mention]:
    return [m for m in state.latest if m.paragraph == paragraph]


def _opens(state: State, told: Sequence[Mention]) -> int:
    """Where it is a subject for the first time among its mentions of a paragraph, outside quotation marks."""
    if not told or state.entity.person <= 0:
        return _NEVER
    return min((m.start for m in told if not m.quoted and m.head.dep_ in _SUBJECTS), default=_NEVER)
