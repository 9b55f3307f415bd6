"""What a person corrects is kept beside the article, replayed by every table, and never misplaced. All is fictional."""

import json
from pathlib import Path

import pandas as pd
import pytest

from toolkit import Article, attributions, correct, corrections, read_article, sentiment, source_audit, speakers
from toolkit.errors import OptionError, ReadError

STORY = (
    "Ferry row\n\n“The ferry is late again,” said Mayor Ada Moss. “It sails on Monday,” said Piers Lund.\n\n"
    "Moss accused Lund of neglect. The crew is tired and wants to rest, Mira Holt said.\n"
)


@pytest.fixture
def story(tmp_path: Path) -> Article:
    path = tmp_path / "story.txt"
    path.write_text(STORY, encoding="utf-8")
    return read_article(path)


def said(article: Article, words: str) -> dict[str, object]:
    table = attributions(article)
    return {str(k): v for k, v in table[table["quote"].str.contains(words)].iloc[0].to_dict().items()}


def test_a_speaker_is_changed_in_every_table_and_kept_in_a_file(story: Article, tmp_path: Path) -> None:
    before = attributions(story)
    assert before["corrected"].isna().all()

    correct(story, "reattribute", said(story, "Monday")["attribution_id"], speaker="Mira Holt")

    assert said(story, "Monday")["speaker"] == "Mira Holt"
    assert said(story, "Monday")["corrected"] == "reattributed"
    assert "Piers Lund" not in set(speakers(story)["speaker"])
    assert speakers(story).set_index("speaker").loc["Mira Holt", "attributions"] == 2
    assert not source_audit(story).set_index("source").loc["Piers Lund", "heard"]
    assert "Piers Lund" not in set(sentiment(story, by="voice")["speaker"].dropna())
    kept = json.loads((tmp_path / "story.corrections.json").read_text("utf-8"))["articles"]
    assert [c["action"] for c in kept[0]["corrections"]] == ["reattribute"]
    assert kept[0]["source"] == "story.txt"
    again = read_article(tmp_path / "story.txt")
    pd.testing.assert_frame_equal(attributions(again), attributions(story))


def test_reject_accept_and_undo(story: Article) -> None:
    rows, at = len(attributions(story)), said(story, "Monday")["attribution_id"]

    correct(story, "reject", at)
    assert len(attributions(story)) == rows - 1
    assert attributions(story)["attribution_id"].tolist() == list(range(rows - 1))

    correct(story, "undo", 0)
    assert len(attributions(story)) == rows
    assert corrections(story).empty

    correct(story, "accept", at)
    assert said(story, "Monday")["corrected"] == "accepted"
    assert said(story, "Monday")["confidence"] == 1.0


def test_merging_and_splitting_speakers(story: Article) -> None:
    correct(story, "merge", speaker="Ada Moss", instead_of="Piers Lund")

    row = speakers(story).set_index("speaker").loc["Ada Moss"]
    assert "Piers Lund" in row["aliases"]
    assert said(story, "Monday")["corrected"] == "merged"

    correct(story, "split", [said(story, "Monday")["attribution_id"]], speaker="Lund of the yard")
    assert said(story, "Monday")["speaker"] == "Lund of the yard"


def test_a_missed_quotation_is_added_and_its_speaker_told_from_the_source(tmp_path: Path) -> None:
    article = Article(text=STORY, corrections=str(tmp_path / "pasted.corrections.json"))

    correct(article, "add", "Ferry row", speaker="The desk")
    assert attributions(article, kinds=["headline"])[["quote", "speaker", "corrected"]].values.tolist() == [
        ["Ferry row", "The desk", "added"]
    ]
    correct(article, "add", "wants to rest", source="Mira Holt")
    row = said(article, "^wants to rest")
    assert (row["speaker"], row["source"], row["words"], row["kind"]) == ("Mira Holt", "Mira Holt", 3, "indirect")


def test_a_changed_article_moves_what_it_can_and_reports_the_rest(story: Article, tmp_path: Path) -> None:
    correct(story, "reattribute", said(story, "Monday")["attribution_id"], speaker="Mira Holt")
    correct(story, "reattribute", said(story, "late again")["attribution_id"], speaker="Piers Lund")
    changed = STORY.replace("Ferry row", "A new headline for the ferry row").replace("late again", "on time")
    (tmp_path / "story.txt").write_text(changed, encoding="utf-8")
    article = read_article(tmp_path / "story.txt")

    table = corrections(article)

    assert table["state"].tolist() == ["moved", "unfit"]
    moved = table.iloc[0]
    assert article.text[moved["start"] : moved["end"]] == moved["quote"]
    assert "no longer in the text" in table.iloc[1]["advice"]
    assert said(article, "Monday")["speaker"] == "Mira Holt"
    assert said(article, "on time")["speaker"] == "Ada Moss"


def test_words_that_stand_twice_after_a_change_are_not_guessed(story: Article, tmp_path: Path) -> None:
    correct(story, "reattribute", said(story, "Monday")["attribution_id"], speaker="Mira Holt")
    (tmp_path / "story.txt").write_text(STORY + "\n“It sails on Monday,” said Ada Moss.\n", encoding="utf-8")
    article = read_article(tmp_path / "story.txt")

    assert corrections(article)["state"].tolist() == ["unfit"]
    assert "2 times" in corrections(article)["advice"].item()
    assert attributions(article)["corrected"].isna().all()


@pytest.mark.parametrize(
    ("action", "at", "names", "message"),
    [
        ("delete", 0, {}, "action='delete' is not known"),
        ("accept", 99, {}, "there is no such row"),
        ("merge", None, {"speaker": "Ada Moss"}, "merge needs two names"),
        ("merge", None, {"speaker": "Ada Moss", "instead_of": "Nobody"}, "speaks nowhere"),
        ("add", "no such words", {}, "0 times"),
        ("undo", 3, {}, "no such correction"),
    ],
)
def test_a_correction_that_cannot_be_says_why(
    story: Article, action: str, at: object, names: dict[str, str], message: str
) -> None:
    with pytest.raises(OptionError, match=message):
        correct(story, action, at, **names)  # type: ignore[arg-type]


def test_an_article_without_a_file_asks_for_one_and_a_damaged_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(OptionError, match="has no file"):
        correct(Article(text=STORY), "accept", 0)
    damaged = tmp_path / "x.corrections.json"
    damaged.write_text("{}", encoding="utf-8")
    with pytest.raises(ReadError, match="no file of corrections"):
        attributions(Article(text=STORY, corrections=str(damaged)))
    assert damaged.read_text("utf-8") == "{}"
