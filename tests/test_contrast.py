"""Voices against each other, and how far a mean score can be believed: all texts fictional."""

import pandas as pd
import pytest

from toolkit import Article, sentiment, tone_contrast
from toolkit.contrast import FEWEST_ARTICLES
from toolkit.errors import OptionError
from toolkit.measures import wilson_interval
from toolkit.tables import check_table
from toolkit.tone_means import FEWEST_HITS

GRIM = " ".join(["The pier is a disaster.", "The fares are terrible."] * 4)
GLAD = " ".join([f"“The {thing} is superb,” Ada Moss said." for thing in ("ferry", "crew", "boat", "view", "menu")] * 2)
APART = Article(text=f"Ferry is a disaster\n\n{GRIM}\n\n{GLAD}")
PLAIN = Article(text="The ferry sails at noon. “It sails at one,” Ada Moss said.")


def test_voices_that_point_opposite_ways_are_told_with_an_interval() -> None:
    table = check_table(tone_contrast(APART), "tone_contrast").set_index(["first", "second"])

    assert table["direction"].tolist() == ["same", "opposite", "opposite"]
    against = table.loc[("reporter", "speaker")]
    assert against["first_score"] < -0.4
    assert against["second_score"] > 0.5
    assert against["difference"] == pytest.approx(against["second_score"] - against["first_score"])
    assert 0.8 < against["low"] <= against["difference"] <= against["high"]
    assert pd.isna(against["note"])


def test_each_voice_is_drawn_by_itself() -> None:
    lines = ["The pier is a disaster.", "The ferry is superb.", "The fares are terrible.", "The crew is nice."] * 2
    table = tone_contrast(Article(text="\n\n".join([*lines, *(f"“{line[:-1]},” Ada Moss said." for line in lines)])))

    alike = table.set_index(["first", "second"]).loc[("reporter", "speaker")]
    assert alike["difference"] == 0
    assert alike["low"] < -0.3
    assert alike["high"] > 0.3


def test_a_headline_has_a_direction_and_too_little_text() -> None:
    table = tone_contrast(APART)

    assert table["note"].tolist()[:2] == ["too little text"] * 2
    assert table[["low", "high"]].head(2).isna().all(axis=None)


def test_where_a_voice_has_no_tone_there_is_no_direction() -> None:
    table = tone_contrast(PLAIN)

    assert table["direction"].isna().all()
    assert table["first_score"].isna().tolist() == [True, True, False]
    assert table["note"].tolist() == ["too little text"] * 3


def test_over_articles_the_share_of_opposites_is_counted() -> None:
    many = [APART] * 20 + [PLAIN] * 5 + [APART] * (FEWEST_ARTICLES - 20)

    table = check_table(tone_contrast(many, aggregate=True), "tone_contrasts")

    assert table[["articles", "opposite"]].values.tolist() == [[30, 0], [30, 30], [30, 30]]
    assert table["share"].tolist() == [0, 1, 1]
    assert table.loc[1, ["low", "high"]].tolist() == pytest.approx(list(wilson_interval(30, 30)))
    assert table["note"].isna().all()


def test_a_share_of_few_articles_has_no_interval() -> None:
    table = tone_contrast(iter([APART, PLAIN]), aggregate=True)

    assert table[["articles", "share"]].values.tolist() == [[1, 0], [1, 1], [1, 1]]
    assert table["note"].tolist() == ["too little text"] * 3
    assert table[["low", "high"]].isna().all(axis=None)
    assert tone_contrast(PLAIN, aggregate=True)["share"].isna().all()


def test_contrasts_need_articles() -> None:
    with pytest.raises(OptionError):
        tone_contrast([], aggregate=True)


def test_a_mean_score_has_an_interval_where_there_is_text_enough() -> None:
    calm = "The ferry sails at noon. "
    enough = Article(text="The ferry is superb. The pier is bad. " * (FEWEST_HITS // 2) + calm)

    row = sentiment(enough, by="article").loc[0]

    assert row["low"] < row["score"] < row["high"]
    assert pd.isna(row["note"])


@pytest.mark.parametrize(
    "text",
    [
        "The ferry is superb. " * (FEWEST_HITS - 1) + "It sails. " * 20,  # five words of tone in 25 sentences
        "A superb, lovely, great, good, happy, nice ferry. " * 4,  # four sentences
    ],
)
def test_too_few_words_or_sentences_get_a_note_and_no_interval(text: str) -> None:
    row = sentiment(Article(text=text), by="article").loc[0]

    assert row["score"] > 0
    assert row["note"] == "too little text"
    assert row[["low", "high"]].isna().all()


def test_voices_have_intervals_and_sentences_have_none() -> None:
    voices = sentiment(APART, by="voice").set_index("voice")

    assert voices["note"].isna().to_dict() == {"headline": False, "reporter": True, "speaker": True}
    assert voices.loc["speaker", "low"] <= voices.loc["speaker", "score"] <= voices.loc["speaker", "high"]
    assert {"low", "high", "note"}.isdisjoint(sentiment(APART).columns)
