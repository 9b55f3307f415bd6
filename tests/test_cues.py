"""The cue tables: what each word reports, and the stance that it takes."""

import pytest

from toolkit import cues
from toolkit.cues import ACTS, NOUNS, PLAIN, STANCES, VERBS, Cue

FRAMES = frozenset("that quote inf obj name as about against at for of on to with".split())


@pytest.mark.parametrize(
    ("lemma", "act", "stance"),
    [("say", "speech", "neutral"), ("claim", "speech", "doubting"), ("note", "speech", "endorsing"),
     ("accuse", "speech", "accusing"), ("admit", "speech", "conceding"), ("believe", "thought", "neutral"),
     ("hope", "wish", "neutral"), ("plan", "plan", "neutral"), ("fear", "feeling", "neutral"),
     ("show", "evidence", "endorsing")],
)  # fmt: skip
def test_cues_tell_act_and_stance(lemma: str, act: str, stance: str) -> None:
    assert (VERBS[lemma].act, VERBS[lemma].stance) == (act, stance)


@pytest.mark.parametrize("table", [VERBS, NOUNS], ids=["verbs", "nouns"])
def test_cues_are_known_words_with_known_frames(table: dict[str, Cue]) -> None:
    assert all(lemma.isalpha() and lemma.islower() for lemma in table)
    assert {frame for cue in table.values() for frame in cue.frames} <= FRAMES
    assert {cue.act for cue in table.values()} <= set(ACTS)
    assert {cue.stance for cue in table.values()} <= set(STANCES)


def test_every_stance_has_its_verbs_and_what_is_unknown_is_neutral() -> None:
    assert {cue.stance for cue in VERBS.values()} == set(STANCES)
    assert (PLAIN.act, PLAIN.stance) == ("speech", "neutral")


def test_no_cue_stands_in_two_groups() -> None:
    for groups, table in ((cues._VERBS, VERBS), (cues._NOUNS, NOUNS)):
        assert sum(len(lemmas.split()) for _, _, frames in groups for lemmas in frames.values()) == len(table)
