"""Tone towards targets in texts that nobody meant to write: always an answer, and the one that is documented."""

import pandas as pd
import pytest

from toolkit import Article, sentiment_towards
from toolkit.errors import OptionError
from toolkit.tables import check_table

PROBABILITIES = ["p_negative", "p_neutral", "p_positive"]


def body(text: str) -> Article:
    """Make an article whose first line is no headline."""
    return Article(text=f"The council met on Monday, and everybody came.\n\n{text}")


def judged(article: Article, target: str) -> pd.DataFrame:
    """Return the target's mentions, whose spans point into the text and whose probabilities sum to 1."""
    table = check_table(sentiment_towards(article, target), "sentiment_towards")
    assert [article.text[row.start : row.end] for row in table.itertuples()] == table["mention"].tolist()
    assert table[PROBABILITIES].sum(axis=1).tolist() == pytest.approx([1] * len(table))
    return table


def test_a_target_that_does_not_occur_has_no_mention_and_a_note() -> None:
    article = body("Ada Vale praised the crew.")

    assert judged(article, "Carl Reed").empty
    row = sentiment_towards(article, ["Carl Reed", "Ada Vale"], aggregate=True).set_index("target").loc["Carl Reed"]
    assert (row["mentions"], row["sentences"], row["note"]) == (0, 0, "not mentioned in the body")
    assert row[["tone", "score", "low", "high", *PROBABILITIES]].isna().all()


def test_part_of_a_word_is_no_mention() -> None:
    assert judged(body("The reeds grow, said Reedham’s baker."), "Reed").empty


@pytest.mark.parametrize("text", ["—", "…", "“”", "🙂🙂", "* * *"])
def test_a_text_without_words_has_no_mention(text: str) -> None:
    table = check_table(sentiment_towards(Article(text=text)), "sentiment_towards")

    assert table.empty


@pytest.mark.parametrize("targets", ["", "  ", [], ["Ada Vale", ""], {"Ada Vale": ["\n"]}])
def test_a_target_without_a_name_is_refused(targets: object) -> None:
    with pytest.raises(OptionError, match="no name"):
        sentiment_towards(body("Ada Vale sang."), targets)


def test_of_a_sentence_of_3000_characters_what_stands_around_the_target_is_judged() -> None:
    filler = "and the harbour was grey, " * 60
    text = f"The wind blew {filler}and Carl Reed, a corrupt liar, betrayed the town, {filler}and it rained."
    assert len(text) > 3_000

    assert judged(body(text), "Carl Reed")["tone"].tolist() == ["negative"]


@pytest.mark.parametrize(
    ("text", "target", "mention"),
    [
        ("🙂 Ada Vale 👏👏 won the prize for outstanding work 🏆.", "Ada Vale", "Ada Vale"),
        ("Everybody loved 🙂 and her superb speech.", "🙂", "🙂"),
        ("לדברי שר האוצר, Ada Vale won the prize for outstanding work.", "Ada Vale", "Ada Vale"),
        ("ראש העיר עדה ואלי זכתה בפרס.", "עדה ואלי", "עדה ואלי"),
        ("\u202eAda Vale\u202c won the prize for outstanding work.", "Ada Vale", "Ada Vale"),
        ("''Ada Vale'' won the prize,\" Carl Reed said ''for the work.", "Ada Vale", "Ada Vale"),
        ("“Ada Vale won the prize, Carl Reed said. ”Nobody else “did.", "Ada Vale", "Ada Vale"),
        ("\"Ada \"Vale\" won\" the \"prize.", "Vale", "Vale"),
    ],
)  # fmt: skip
def test_odd_characters_leave_the_target_where_it_stands(text: str, target: str, mention: str) -> None:
    table = judged(body(text), target)

    assert table["mention"].tolist() == [mention]
    assert set(table["tone"]) <= {"negative", "neutral", "positive", "uncertain"}


def test_emoji_and_marks_do_not_hide_praise() -> None:
    praise = "won the prize for outstanding work"

    for text in (f"🙂 Ada Vale 👏👏 {praise} 🏆.", f"''Ada Vale'' {praise}."):
        assert judged(body(text), "Ada Vale")["tone"].tolist() == ["positive"]
