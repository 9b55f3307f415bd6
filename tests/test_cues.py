"""The cue tables: what each word reports, and the stance that it takes."""

import pytest

from toolkit import cues
from toolkit.cues import ACTS, ADJECTIVES, NOUNS, PLAIN, STANCES, VERBS, Cue, cue_of


@pytest.mark.parametrize(
    ("lemma", "act", "stance"),
    [("say", "speech", "neutral"), ("claim", "speech", "doubting"), ("note", "speech", "endorsing"),
     ("accuse", "speech", "accusing"), ("admit", "speech", "conceding"), ("believe", "thought", "neutral"),
     ("hope", "wish", "neutral"), ("plan", "plan", "neutral"), ("fear", "feeling", "neutral"),
     ("show", "evidence", "endorsing")],
)  # fmt: skip
def test_cues_tell_act_and_stance(lemma: str, act: str, stance: str) -> None:
    assert (VERBS[lemma].act, VERBS[lemma].stance) == (act, stance)


@pytest.mark.parametrize("table", [VERBS, NOUNS, ADJECTIVES], ids=["verbs", "nouns", "adjectives"])
def test_cues_are_known_words(table: dict[str, Cue]) -> None:
    assert all(lemma.isalpha() and lemma.islower() for lemma in table)
    assert {cue.act for cue in table.values()} <= set(ACTS)
    assert {cue.stance for cue in table.values()} <= set(STANCES)


def test_every_stance_has_its_verbs_and_what_is_unknown_is_neutral() -> None:
    assert {cue.stance for cue in VERBS.values()} == set(STANCES)
    assert cue_of([("according", "VERB"), ("to", "ADP")]) == PLAIN == Cue("speech", "neutral")


def test_no_cue_stands_in_two_groups() -> None:
    for groups, table in ((cues._VERBS, VERBS), (cues._NOUNS, NOUNS), (cues._ADJECTIVES, ADJECTIVES)):
        assert sum(len(lemmas.split()) for _, _, lemmas in groups) == len(table)


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ([("have", "AUX"), ("deny", "VERB")], Cue("speech", "neutral")),
        ([("go", "VERB"), ("on", "ADP"), ("to", "PART"), ("claim", "VERB")], Cue("speech", "doubting")),
        ([("issue", "VERB"), ("a", "DET"), ("stern", "ADJ"), ("warning", "NOUN")], Cue("speech", "neutral")),
        ([("be", "AUX"), ("afraid", "ADJ")], Cue("feeling", "neutral")),
        ([("tell", "VERB"), ("in", "ADP"), ("a", "DET"), ("statement", "NOUN")], Cue("speech", "neutral")),
        ([(":", "PUNCT")], PLAIN),
    ],
)
def test_the_telling_word_of_a_cue_counts(words: list[tuple[str, str]], expected: Cue) -> None:
    assert cue_of(words) == expected
