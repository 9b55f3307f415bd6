"""The clues by which a pronoun or a noun is linked: one row of numbers for each whom it may mean, one for nobody."""

import math
from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from toolkit.focus import FOCUS, company, focus
from toolkit.mentions import Mention
from toolkit.naming import Entity, log_count
from toolkit.role_words import PLAIN, is_broader, is_called
from toolkit.states import Clue

if TYPE_CHECKING:
    from spacy.tokens import Token

_COMMON = (
    "near0 near1 near2 near3 near4_6 near7_15 far paragraph paragraph_next subject subject1 subject0 root_subject "
    "root_subject1 possessive object oblique nested quoted_out heading pronoun last_name rank0 rank1 rank2 only "
    "count share top total spoke last_speaker last_speaker1 last_speaker_source second_speaker parallel parallel1 "
    "talks_quoted talks_indirect talks_to clash governs binds first_in_sentence named full_name person body unnamed "
    "new_unnamed once_far titled after source_spoke lead in_own_words quoted_since"
).split()
_HE = "agrees gender no_gender bare doubt doubt_speaker doubt_near only_spoke pronoun_speaker pronoun_first".split()
# Few nouns are annotated, so their rankers have few clues: with all of them held-out nouns fared worse.
_NOUN = (
    "near0 near1 near2 near3 near4_6 far rank0 last_speaker1 top full_name person unnamed role broader modifier "
    "modifiers_missing same_noun same_noun_new name_in_phrase role_only role_narrowed in_heading prior_for "
    "prior_against nobody nobody_source nobody_complement nobody_relative nobody_possessed nobody_fitting nobody_plain"
).split()
_NOBODY = "nobody nobody_source nobody_quoted nobody_empty".split()
CLUES: Mapping[str, tuple[str, ...]] = {
    "he": (*_COMMON, *_HE, *FOCUS, *_NOBODY),  # where it is a source
    "him": (*_COMMON, *_HE, *FOCUS, *_NOBODY),  # where it is none
    "noun": tuple(_NOUN),
    "body": tuple(_NOUN),
    "document": tuple(_NOUN),
    "it": (*_COMMON, *_NOBODY),
    "they": (*_COMMON, *_NOBODY),
}
# A link with one of these clues is right more often than its probability says, and is calibrated apart.
TELLING = {"he": ("last_speaker1",), "noun": ("role_only", "role_narrowed"), "body": ("role_only", "name_in_phrase")}
_PLACES = {kind: {name: i for i, name in enumerate(names)} for kind, names in CLUES.items()}
_SUBJECTS = ("nsubj", "nsubjpass")


def telling(kind: str, row: NDArray[np.float64]) -> bool:
    """True for a candidate with a clue that tells more than the others."""
    return any(row[_PLACES[kind][name]] > 0 for name in TELLING.get(kind, ()))


@dataclass(frozen=True, slots=True)
class _Scene:
    """What all whom one mention may mean share: who speaks around it, how much is told of them, the words above it."""

    speaker: Entity | None
    second: Entity | None
    since: int  # sentences since the last one spoke
    talking: Sequence[Entity | None]
    total: int
    most: int
    many: int
    above: Set[int]


def clues(clue: Clue, states: Sequence[Any]) -> NDArray[np.float64]:
    """Return the clues of each state, and in the last row those for nobody."""
    places = _PLACES[clue.kind]
    rows = np.zeros((len(states) + 1, len(places)))
    scene = _scene(clue, states)
    noun = clue.kind in ("noun", "body", "document")
    fitting = [s for s in states if noun and s.entity.named and is_called(clue.mention.words[0], s.entity.role_nouns)]
    before = clue.mention.head.lefts if noun else ()
    narrow = {t.lower_ for t in before if t.dep_ in ("amod", "compound", "nmod", "poss")} - {"former", "new"}
    seen = [seen_from(clue.mention, state) for state in states]
    focused = list(focus(clue, states, seen)) if clue.kind == "he" else []
    for rank, state in enumerate(states):
        general = _general(clue.mention, seen[rank], state, rank, scene)
        if noun:
            parts = [general, _role(clue.mention, state, narrow, fitting)]
        else:
            place = _place(clue.mention, seen[rank], state, rank)
            parts = [general, place, _focus(clue, state, scene), _syntax(clue.mention, seen[rank], scene.above)]
            if clue.kind == "he":
                together = _together(general, place, focused[rank], state)
                parts += [focused[rank], together, _gender(clue, state.entity)]
        _fill(rows[rank], parts, places)
    _fill(rows[-1], [_nobody(clue, len(states), len(fitting))], places)
    return rows


def _scene(clue: Clue, states: Sequence[Any]) -> _Scene:
    mention, spoken = clue.mention, clue.spoken
    last = spoken[-1][2] if spoken else None
    return _Scene(
        speaker=last, second=next((e for _, _, e in reversed(spoken[-6:]) if e is not last), None),
        since=mention.sentence - spoken[-1][0] if spoken else 99,
        talking=[clue.speakers[k].entity for k in clue.inside if k in clue.speakers],
        total=sum(s.count for s in states) or 1, most=max((s.count for s in states), default=0), many=len(states),
        above=_ancestors(mention.head) if mention.form == "pronoun" else frozenset(),
    )  # fmt: skip


def _fill(row: NDArray[np.float64], parts: Sequence[Mapping[str, float]], places: Mapping[str, int]) -> None:
    for part in parts:
        for name, value in part.items():
            if value and name in places:
                row[places[name]] = value


def seen_from(mention: Mention, state: Any) -> Mention:
    """The last mention that counts: for words outside quotation marks that is one outside them, if there is any."""
    out: Mention | None = state.out
    if mention.quoted or out is None or mention.sentence - out.sentence > 6:
        return state.last  # type: ignore[no-any-return]
    return out


def _general(mention: Mention, last: Mention, state: Any, rank: int, scene: _Scene) -> dict[str, float]:
    """The clues of pronouns and nouns alike."""
    entity, gap = state.entity, mention.sentence - last.sentence
    near = f"near{gap}" if gap <= 3 else "near4_6" if gap <= 6 else "near7_15" if gap <= 15 else "far"
    return {
        near: 1, "rank0": rank == 0, "top": state.count == scene.most,
        "last_speaker1": entity is scene.speaker and scene.since <= 1,
        "full_name": entity.named and len(entity.full) > 1, "person": entity.named and entity.person > 0,
        "unnamed": not entity.named,
    }  # fmt: skip


def _place(mention: Mention, last: Mention, state: Any, rank: int) -> dict[str, float]:
    """Where it was spoken of last."""
    gap, head = mention.sentence - last.sentence, last.head
    how = head.dep_
    subject = how in _SUBJECTS
    root = subject and head.head.dep_ == "ROOT"
    return {
        "paragraph": mention.paragraph == last.paragraph,
        "paragraph_next": mention.paragraph == last.paragraph + 1,
        "subject": subject, "subject1": subject and gap == 1, "subject0": subject and gap == 0,
        "root_subject": root, "root_subject1": root and gap <= 1,
        "possessive": how == "poss", "object": how in ("dobj", "dative", "attr"), "oblique": how == "pobj",
        "nested": how == "pobj" and head.head.head.pos_ in ("NOUN", "PROPN"),
        "quoted_out": last.quoted != mention.quoted, "heading": last.kind != mention.kind,
        "pronoun": last.form == "pronoun", "last_name": last.form == "name",
        "rank1": rank == 1, "rank2": rank == 2, "after": last.start > mention.start,
        "first_in_sentence": head.left_edge.is_sent_start is True,
        "quoted_since": state.last.quoted and not mention.quoted,
        "once_far": state.count == 1 and mention.sentence - state.last.sentence > 2,
    }  # fmt: skip


def _focus(clue: Clue, state: Any, scene: _Scene) -> dict[str, float]:
    """How much is told of it, and whether it speaks."""
    entity, mention, source = state.entity, clue.mention, bool(clue.source_of)
    speaker, here = entity is scene.speaker, entity in scene.talking
    return {
        "only": scene.many == 1, "count": log_count(state.count), "share": state.count / scene.total,
        "total": log_count(entity.times), "spoke": log_count(state.spoke),
        "last_speaker": speaker, "last_speaker_source": speaker and source,
        "second_speaker": entity is scene.second,
        "talks_quoted": here and mention.quoted, "talks_indirect": here and not mention.quoted,
        "talks_to": bool(scene.talking) and not here and mention.quoted,
        "source_spoke": source and state.spoke > 0,
        "named": entity.named, "body": entity.named and entity.person < 0,
        "new_unnamed": not entity.named and state.count == 1,
        "in_own_words": any(a <= state.last.start < b for a, b in clue.own_words),
        "titled": bool(entity.titles), "lead": state.subjects > 1,
    }  # fmt: skip


def _syntax(mention: Mention, last: Mention, above: Set[int]) -> dict[str, float]:
    """How the parse relates the two."""
    head, other, gap = mention.head, last.head, mention.sentence - last.sentence
    parallel = head.dep_ in _SUBJECTS and other.dep_ in _SUBJECTS
    values: dict[str, float] = {"parallel": parallel, "parallel1": parallel and gap == 1}
    if gap == 0 and head.doc is other.doc:
        joined = (other.dep_ == "conj" and other.head.i == head.i) or (head.dep_ == "conj" and head.head.i == other.i)
        same = joined or (head.head.i == other.head.i and head.dep_ != "poss" and other.dep_ != "poss")
        inside = other.i in above
        reflexive = mention.words[0].endswith("self")
        values["clash"] = (same or inside) and not reflexive and mention.form == "pronoun"
        values["governs"] = other.dep_ in _SUBJECTS and other.head.i in above and not same
        values["binds"] = (head.dep_ == "poss" or reflexive) and other.dep_ in _SUBJECTS and other.head.i in above
    return values


def _ancestors(token: "Token") -> "set[int]":
    found: set[int] = set()
    while (above := token.head).i != token.i and len(found) < 30:
        token = above
        found.add(token.i)
    return found


def _gender(clue: Clue, entity: Entity) -> dict[str, float]:
    """How likely the pronoun is of the candidate, by first name, by what the text tells, by the pronouns beside it."""
    own, other = ("m", "f") if clue.mention.gender == "m" else ("f", "m")
    told = max(-6.0, min(6.0, entity.gender[own] - entity.gender[other]))
    prior = entity.prior if own == "f" else -entity.prior
    odds = max(-6.0, min(6.0, prior + told + company(clue, entity)))
    return {
        "agrees": -math.log1p(math.exp(-odds)), "gender": max(-1.0, min(1.0, odds / 4)),
        "no_gender": odds == 0, "bare": entity.named and len(entity.full) == 1,
    }  # fmt: skip


def _together(
    general: Mapping[str, float], place: Mapping[str, float], focused: Mapping[str, float], state: Any
) -> dict[str, float]:
    """What clues tell together that none tells alone: who was last spoken of by an unsure pronoun is in no focus."""
    near = "told_0" in focused or "told_1" in focused
    return {
        "doubt": state.doubt, "doubt_speaker": state.doubt * general["last_speaker1"],
        "doubt_near": state.doubt * near, "only_spoke": "subject_never" in focused and state.spoke > 0,
        "pronoun_speaker": place["pronoun"] and general["last_speaker1"],
        "pronoun_first": place["pronoun"] and general["rank0"],
    }  # fmt: skip


def _role(mention: Mention, state: Any, narrow: Set[str], fitting: Sequence[Any]) -> dict[str, float]:
    """How well a noun, with the words that narrow it, fits what is told of the candidate."""
    lemma, entity = mention.words[0], state.entity
    nouns, called = entity.role_nouns, {w.casefold() for name in entity.names for w in name}
    fits = sum(len(w) > 3 and any(w[:4] == k[:4] for k in (*entity.role_words, *called, *nouns)) for w in narrow)
    prior = entity.prior * (1 if mention.gender == "f" else -1) if mention.gender else 0.0
    return {
        "role": entity.named and lemma in nouns, "modifier": fits,
        "broader": is_broader(lemma, nouns),
        "modifiers_missing": len(narrow) - fits, "same_noun": not entity.named and lemma in nouns,
        "same_noun_new": not entity.named and lemma not in nouns,
        "name_in_phrase": lemma in called, "prior_for": prior > 1.5, "prior_against": prior < -1.5,
        "role_only": fitting == [state], "role_narrowed": state in fitting and fits > 0,
        "in_heading": entity.named and state.headed,
    }  # fmt: skip


def _nobody(clue: Clue, many: int, fitting: int) -> dict[str, float]:
    head, mention = clue.mention.head, clue.mention
    noun = mention.form == "noun"
    return {
        "nobody": 1, "nobody_source": bool(clue.source_of), "nobody_quoted": mention.quoted,
        "nobody_complement": noun and any(t.dep_ == "prep" for t in head.rights),
        "nobody_relative": noun and any(t.dep_ in ("relcl", "acl") for t in head.rights),
        "nobody_possessed": noun and any(t.dep_ == "poss" for t in head.lefts),
        "nobody_empty": many == 0, "nobody_fitting": fitting > 0,
        "nobody_plain": mention.words[0] in PLAIN,
    }  # fmt: skip
