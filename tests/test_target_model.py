"""The tone network: what it reads of a sentence, and that nothing but sentence and target sways its answer."""

import numpy as np
import pytest

from toolkit.attributor.network import load_cutter
from toolkit.target_model import TONES, tone_probabilities
from toolkit.target_reading import LONGEST, mark

# Fictional sentences.
TWO = "Ada Vale praised Ben Holm for a brilliant plan and called Carl Reed a liar."
SPANS = [(0, 8), (17, 25), (58, 67)]


def tones(text: str, *targets: str) -> list[str]:
    """Name the likeliest tone towards each target, found in the sentence by its words."""
    spans = [(text.index(t), text.index(t) + len(t)) for t in targets]
    return [TONES[row.argmax()] for row in tone_probabilities([text], [spans])[0]]


def test_people_in_one_sentence_are_told_apart() -> None:
    assert tones(TWO, "Ada Vale", "Ben Holm", "Carl Reed") == ["neutral", "positive", "negative"]


@pytest.mark.parametrize(
    ("text", "target", "tone"),
    [
        ("Critics accused the minister, Ben Holm, of lying to parliament.", "Ben Holm", "negative"),
        ("Ada Vale won the prize for her outstanding work.", "Ada Vale", "positive"),
        ("The company will open an office in May, Ada Vale said.", "Ada Vale", "neutral"),
        ("Holm’s brilliant speech was met with applause.", "Holm’s", "positive"),
    ],
)
def test_the_plain_cases(text: str, target: str, tone: str) -> None:
    assert tones(text, target) == [tone]


def test_probabilities_sum_to_one_and_have_a_row_for_each_target() -> None:
    first, second, third = tone_probabilities([TWO, "", "No target here."], [SPANS, [], []])

    assert first.shape == (3, 3)
    assert second.shape == third.shape == (0, 3)
    np.testing.assert_allclose(first.sum(1), 1, atol=1e-6)


def test_a_target_is_judged_alike_whatever_else_is_asked() -> None:
    together = tone_probabilities([TWO, TWO], [SPANS, SPANS[:1]])
    alone = [tone_probabilities([TWO], [[span]])[0][0] for span in SPANS]

    assert np.array_equal(together[0], np.array(alone))
    assert np.array_equal(together[1][0], alone[0])


def test_of_a_long_sentence_what_stands_around_the_target_is_read() -> None:
    filler = "and the harbour was grey, " * 130
    text = (
        f"{filler}and Carl Reed, a corrupt liar, betrayed the town, {filler}while Ada Vale won praise for her courage."
    )
    spans = [(i := text.index(name), i + len(name)) for name in ("Carl Reed", "Ada Vale")]

    parts = mark(text, [s[:2] for s in spans], load_cutter())

    assert [len(part.pieces) for part in parts] == [LONGEST, LONGEST]
    assert [part.targets for part in parts] == [(0,), (1,)]
    assert [int(part.marks.sum()) for part in parts] == [2, 2]
    assert tones(text, "Carl Reed", "Ada Vale") == ["negative", "positive"]


def test_marks_stand_on_the_words_that_the_span_touches() -> None:
    cutter = load_cutter()
    (part,) = mark("“Reed’s plan failed,” Vale said.", [(1, 5), (1, 7)], cutter)

    assert part.pieces[part.marks[0] == 1].tolist() == cutter("Reed")
    assert part.pieces[part.marks[1] == 1].tolist() == [*cutter("Reed"), *cutter("’"), *cutter("s")]


@pytest.mark.parametrize("text", ["🙂", "שלום עולם", "''Reed'' said ''no", "Reed" * 2_000, "\u202eReed"])
def test_odd_texts_have_a_documented_answer(text: str) -> None:
    found = tone_probabilities([text], [[(0, len(text)), (0, 0)]])[0]

    np.testing.assert_allclose(found.sum(1), [1, 1], atol=1e-6)
