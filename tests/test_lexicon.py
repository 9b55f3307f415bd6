"""The word lists: VADER's own, read whole, and the words that are no opinion in news."""

import pytest
import vader

from toolkit.lexicon import SLANG, lexicon, no_opinion, no_opinion_phrases, no_opinion_words


def test_every_word_of_vader_keeps_its_rating() -> None:
    original = vader.SentimentIntensityAnalyzer()

    assert dict(lexicon().valences) == dict(original.lexicon)
    assert {" ".join(booster): value for booster, value in lexicon().boosters.items()} == dict(original.booster)
    assert lexicon().negations == original.negations


def test_phrases_are_vaders_without_the_slang() -> None:
    original = vader.SentimentIntensityAnalyzer()
    whole = {**original.multiword, **original.special_cases, **original.idioms}

    kept = {" ".join(words) for words in lexicon().phrases}

    assert kept == {phrase for phrase in whole if " " in phrase} - SLANG
    assert set(whole) >= SLANG


def test_the_lists_cannot_be_changed_by_accident() -> None:
    with pytest.raises(TypeError):
        lexicon().valences["ferry"] = 4.0  # type: ignore[index]


def test_each_word_that_is_no_opinion_is_rated_by_vader_and_has_a_reason() -> None:
    words = no_opinion_words()

    assert all(reason for reason, _ in words.values())
    assert set(words) <= set(lexicon().valences)


@pytest.mark.parametrize(("phrase", "reason"), no_opinion_phrases().items(), ids=" ".join)
def test_a_phrase_that_is_no_opinion_holds_a_rated_word(phrase: tuple[str, ...], reason: str) -> None:
    assert reason
    assert any(word in lexicon().valences for word in phrase)


@pytest.mark.parametrize(
    ("word", "pos", "silent"),
    [
        ("like", "ADP", True), ("like", "SCONJ", True), ("like", "VERB", False),
        ("pretty", "ADV", True), ("pretty", "ADJ", False),
        ("kind", "NOUN", True), ("kind", "ADJ", False),
        ("interest", "NOUN", True), ("interest", "VERB", False),
        ("alone", "ADV", True), ("party", "NOUN", True), ("no", "DET", True), ("superb", "ADJ", False),
        ("jk", "PROPN", True), ("ok", "ADJ", False), ("187", "NUM", True), ("<3", "SYM", False),
    ],
)  # fmt: skip
def test_silence_goes_by_the_part_of_speech(word: str, pos: str, silent: bool) -> None:
    assert (no_opinion(word, pos) is not None) == silent
