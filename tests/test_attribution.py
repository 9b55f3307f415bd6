"""Who says what, by phenomenon: the cases are data, and what the model cannot do yet is marked as failing."""

from typing import Any

import pandas as pd
import pytest

from tests.conftest import load_cases
from toolkit import Article, attributions
from toolkit.attributor.windows import AFTER, BEFORE
from toolkit.cues import ACTS, STANCES
from toolkit.language import is_word
from toolkit.parsing import parse
from toolkit.tables import TABLES, check_table

EDGES = " ,.;:"


def rows(article: Article) -> list[list[Any]]:
    """Return each attribution as its parts' text without the marks around them, its source, cue and kind."""
    return [
        [" … ".join(article.text[start:end] for start, end in row["parts"]).strip(EDGES),
         *(None if pd.isna(row[name]) else row[name] for name in ("source", "cue", "kind"))]
        for row in attributions(article).to_dict("records")
    ]  # fmt: skip


@pytest.mark.parametrize("case", load_cases("attributions"))
def test_words_go_to_the_person_who_said_them(case: dict[str, Any]) -> None:
    assert rows(Article(text=case["text"])) == case["expected"]


@pytest.mark.parametrize("text", [case.values[0]["text"] for case in load_cases("attributions")])
def test_every_span_is_its_text(text: str) -> None:
    article = Article(text=text)

    for row in attributions(article).itertuples():
        assert article.text[row.start : row.end] == row.quote
        assert (row.parts[0][0], row.parts[-1][1]) == (row.start, row.end)
        for name in ("source", "cue"):
            if not pd.isna(start := getattr(row, f"{name}_start")):
                assert article.text[start : getattr(row, f"{name}_end")] == getattr(row, name)


@pytest.mark.parametrize(
    ("start", "source", "cue", "speaker"),
    [
        ("that Moscow had informed Washington", "Donald Trump", "tweet earlier this week", "Donald Trump"),
        ("it had pulled its personnel", "Moscow", "had informed", "Moscow"),
        ("that Russian experts come and go", "Putin", "said", "Vladimir Putin"),
        ("”We aren’t building any military bases", "Putin", "said", "Vladimir Putin"),
        ("the U.S. sanctions against Venezuela have hurt", "The Russian leader", "said", "Vladimir Putin"),
        ("Washington against using force", "The Russian leader", "warned", "Vladimir Putin"),
        ("that Maduro’s re-election", "the U.S. and several dozen other nations", "asserting", None),
        ("the danger of a new arms race", "Putin", "also issued a stern warning about", "Vladimir Putin"),
        ("the United States of shunning talks", "He", "accused", "Vladimir Putin"),
        ("that while Russia has repeatedly signaled", "Putin", "noted", "Vladimir Putin"),
        ("“We have said a hundred of times", "he", "said", "Vladimir Putin"),
        ("the U.S. withdrawal from another key arms pact", "Putin", "also criticized", "Vladimir Putin"),
        ("any breaches", "Russia", "has denied", "Russia"),
    ],
)
def test_the_article_that_ships(article: Article, start: str, source: str, cue: str, speaker: str | None) -> None:
    table = attributions(article)
    row = table[table["quote"].str.startswith(start)].iloc[0]

    assert (row["source"], row["cue"]) == (source, cue)
    assert row["speaker"] == speaker if speaker else pd.isna(row["speaker"])


def test_the_article_has_one_split_quotation_and_nothing_from_its_caption(article: Article) -> None:
    table = attributions(article)
    split = table[table["parts"].map(len) == 2]

    assert (table["confidence"] >= 0.65).sum() == 19
    assert split["kind"].tolist() == ["direct"]
    assert [article.text[s:e][:3] for s, e in split["parts"].item()] == ["”We", "“Bu"]
    assert table["start"].min() > article.text.index("Asked about")


def test_nested_attributions_point_to_the_one_that_holds_them(article: Article) -> None:
    table = attributions(article).set_index("attribution_id")

    for row in table[table["within"].notna()].itertuples():
        outer = table.loc[row.within]
        assert outer["start"] <= row.start
        assert row.end <= outer["end"]
    assert set(table.loc[table["within"].notna(), "source"]) >= {"Donald Trump", "Moscow", "Russia", "Washington"}


def test_words_are_those_of_the_parts(article: Article) -> None:
    starts = [s.start + token.idx for s in parse(article) for token in s.doc if is_word(token)]

    for row in attributions(article).itertuples():
        assert row.words == sum(a <= start < b for a, b in row.parts for start in starts)


def test_a_text_without_a_sentences_end_is_read_in_bounded_stretches() -> None:
    table = attributions(Article(text="she said " * 5_000))

    assert (table["words"] <= BEFORE + AFTER + 1).all()


def test_the_table_is_as_documented(article: Article) -> None:
    table = check_table(attributions(article), "attributions")

    assert list(table.columns) == [column.name for column in TABLES["attributions"]]
    assert set(table["stance"]) <= set(STANCES)
    assert set(table["act"]) <= set(ACTS)
    assert attributions(Article(text="Rain fell.")).empty
