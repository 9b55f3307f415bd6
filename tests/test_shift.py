"""Word shifts: which words move the tone, on fictional texts."""

import pytest

from toolkit import Article, charts, explain_sentiment, show_tone, word_shift
from toolkit.errors import OptionError

CALM = Article(text="The new ferry is superb. It sails at noon.")
CROSS = Article(text="The new ferry is terrible. It sails at noon, a superb hour.")
TWO_VOICES = Article(text="“The ferry is superb,” Ada Moss said. The terrible storm wrecked the quay on Monday.")


def test_the_shifts_add_up_to_the_difference_of_the_tone_per_hundred_words() -> None:
    def per_hundred(article: Article, words: int) -> float:
        return 100 * explain_sentiment(article)["contribution"].sum() / words

    shift = word_shift(CALM, CROSS)

    assert shift["word"].tolist() == ["terrible", "superb"]
    assert shift["shift"].sum() == pytest.approx(per_hundred(CROSS, 12) - per_hundred(CALM, 9))
    assert (shift["second"] - shift["first"]).tolist() == pytest.approx(shift["shift"].tolist())


def test_two_voices_of_one_article_are_told_apart() -> None:
    shift = word_shift(TWO_VOICES, TWO_VOICES, first_voice="reporter", second_voice="Ada Moss").set_index("word")

    assert shift.loc["superb", "first"] == 0 < shift.loc["superb", "second"]
    assert shift.loc["terrible", "first"] < 0 == shift.loc["terrible", "second"]


def test_a_text_against_itself_shifts_nothing() -> None:
    assert word_shift(CROSS, CROSS)["shift"].tolist() == [0, 0]


def test_a_voice_that_says_nothing_is_refused_by_name() -> None:
    with pytest.raises(OptionError, match="no words of 'Ben Holm'"):
        word_shift(CALM, CALM, second_voice="Ben Holm")


def test_the_chart_draws_the_largest_shifts_and_says_what_is_left() -> None:
    ax = charts.word_shift_bars(word_shift(CALM, CROSS), names=("Monday", "Tuesday"), top=1)

    assert [bar.get_width() for bar in ax.patches] == pytest.approx([-17.5])
    assert [label.get_text() for label in ax.get_yticklabels()] == ["terrible"]
    assert "those not drawn −8.6" in ax.get_xlabel()
    assert [text.get_text() for text in ax.get_legend().get_texts()] == ["makes Tuesday more negative"]


def test_the_marked_text_says_of_each_word_what_it_does() -> None:
    shown = show_tone(Article(text="The United crew isn’t <b>good</b>, but superb & kind."))

    assert "takes from the tone" in shown.html
    assert "&lt;b&gt;" in shown.html
    assert "<b>" not in shown.html
    assert "[carries no tone here] United: +0.00 (1.8 × 0.00), part of a name" in shown.text
    assert shown.html.count("superb: +4.65 (3.1 × 1.50), after “but”") == 2


def test_rows_of_one_voice_can_be_shown_alone() -> None:
    rows = explain_sentiment(CROSS).query("text == 'superb'")

    assert str(show_tone(CROSS, rows)).splitlines()[1:] == ["[adds to the tone] superb: +3.10 (3.1 × 1.00)"]
