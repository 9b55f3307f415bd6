"""Word tables, concordance and profile: on the user's article by hand count, on fiction written for these tests."""

import pandas as pd
import pytest

from toolkit import (
    Article,
    concordance,
    dispersion,
    sentences,
    text_profile,
    tokens,
    word_frequencies,
)
from toolkit.errors import OptionError
from toolkit.profile import syllables
from toolkit.wordforms import PARTS_OF_SPEECH
from toolkit.words import check_pos

FERRY = Article(
    text="The ferry isn’t late today, President Mira Holt said. The president is never late.\n\n"
    "“No ferry is late,” said Ada Moss, who likes freedom of speech and well-known ferries.\n\n"
    "Turkey sells Holt's old ferry: a turkey, she said, with 40 seats."
)  # fiction


def row(table: pd.DataFrame, word: str) -> pd.Series:
    found = table[table["word"] == word]
    assert len(found) == 1, table["word"].tolist()
    return found.iloc[0]


# Frequencies


def test_the_article_is_about_putin_and_russia(article: Article) -> None:
    found = word_frequencies(article).head(8)

    assert found[["word", "count"]].values.tolist() == [
        ["Russian", 6], ["U.S.", 6], ["president", 5], ["Putin", 5], ["say", 5], ["Washington", 4], ["arms", 3],
        ["no", 3],
    ]  # fmt: skip


@pytest.mark.parametrize("kinds", [("body",), ("headline", "caption"), None])
def test_the_words_that_are_counted_are_the_words_of_the_sentences(
    article: Article, kinds: tuple[str, ...] | None
) -> None:
    found = word_frequencies(article, unit="word", stopwords="keep", kinds=kinds)

    listed = sentences(article)
    assert found["count"].sum() == listed[listed["kind"].isin(kinds or set(listed["kind"]))]["words"].sum() > 0


def test_the_rate_rests_on_all_words_and_its_interval_holds_it(article: Article) -> None:
    found = row(word_frequencies(article), "Putin")

    assert found["per_10k"] == pytest.approx(10_000 * 5 / 352)
    assert found["low"] == pytest.approx(60.8, abs=0.05)  # scipy 1.17: binomtest(5, 352), method="wilson"
    assert found["high"] == pytest.approx(328.2, abs=0.05)


def test_names_keep_their_capitals_and_other_words_are_small() -> None:
    found = word_frequencies(FERRY, unit="word", stopwords="keep").set_index("word")["count"]

    assert found[["the", "Holt", "president", "ferry", "Turkey", "turkey"]].tolist() == [2, 2, 2, 3, 1, 1]
    assert not {"The", "President", "holt", "ada"} & set(found.index)


def test_a_name_that_is_spelt_like_a_function_word_is_kept() -> None:
    found = word_frequencies(Article(text="The deal helps the US and the WHO, she told us."))

    assert {"US", "WHO"} <= set(found["word"])
    assert "us" not in set(found["word"])


@pytest.mark.parametrize(
    ("text", "shown"),
    [("The board met Mr. Holt.", "Mr."), ("She saw it on TV.", "TV"), ("Trump walked. They met Donald Trump.", "Trump"),
     ("It ended on Monday.", "Monday"), ("They like Russian tea.", "Russian"),
     ("Prime Minister Mira Holt left.", "minister")],
)  # fmt: skip
def test_words_are_shown_as_a_reader_would_write_them(text: str, shown: str) -> None:
    assert shown in set(word_frequencies(Article(text=text), unit="word", kinds=None)["word"])


def test_spellings_of_one_name_are_one_word() -> None:
    found = word_frequencies(Article(text="Mira Holt spoke. Nobody likes Mira HOLT, said Mira Holt."))

    assert row(found, "Holt")["count"] == 3


def test_negations_are_never_dropped() -> None:
    lemmas, words = word_frequencies(FERRY), word_frequencies(FERRY, unit="word")

    assert row(lemmas, "not")["count"] == 1
    assert row(words, "n't")["count"] == 1
    assert {"never", "no"} <= set(lemmas["word"]) & set(words["word"])
    assert not {"the", "be", "of"} & set(lemmas["word"])


@pytest.mark.parametrize(
    ("text", "lemma"),
    [("They raised taxes.", "tax"), ("They sent troops and arms.", "arms"), ("They left two bases.", "base"),
     ("The media and the data agree.", "media"), ("Politics is hard.", "politics")],
)  # fmt: skip
def test_plurals_of_the_news_have_the_lemma_that_a_reader_expects(text: str, lemma: str) -> None:
    assert lemma in set(word_frequencies(Article(text=text))["word"])


def test_parts_of_speech_are_chosen() -> None:
    verbs, names = word_frequencies(FERRY, pos="VERB"), word_frequencies(FERRY, pos=("PROPN",))

    assert verbs["word"].tolist() == ["say", "know", "like", "sell"]
    assert set(names["word"]) == {"Holt", "Mira", "Ada", "Moss", "Turkey", "president"}


def test_ngrams_keep_to_the_sentence_and_to_what_no_mark_parts() -> None:
    pairs = set(word_frequencies(FERRY, unit="word", ngram=2, stopwords="keep")["word"])

    assert {"the ferry", "isn't", "Mira Holt", "well-known", "Holt's old", "old ferry"} <= pairs
    assert not {"today president", "late said", "said the", "known ferries", "n't late", "ferry a"} & pairs


def test_ngrams_that_begin_or_end_with_a_function_word_are_dropped() -> None:
    three = set(word_frequencies(FERRY, unit="word", ngram=3)["word"])

    assert "freedom of speech" in three
    assert not {"likes freedom of", "of speech and"} & three


def test_ngrams_are_made_of_the_parts_of_speech_asked_for() -> None:
    found = word_frequencies(Article(text="Nuclear arms races scare old people."), ngram=2, pos=("ADJ", "NOUN"))

    assert set(found["word"]) == {"nuclear arms", "arms race", "old people"}


def test_equal_counts_are_in_the_order_of_the_alphabet_with_numbers_last() -> None:
    found = word_frequencies(Article(text="7 zebras met Ada, 30 apes and Zoe."))

    assert found["word"].tolist() == ["Ada", "ape", "meet", "zebra", "Zoe", "30", "7"]


def test_dispersion_is_missing_where_there_is_one_paragraph() -> None:
    assert word_frequencies(Article(text="The ferry is late."))["dispersion"].isna().all()


def test_several_articles_are_counted_one_by_one() -> None:
    other = Article(text="The bus is late.")

    found = word_frequencies([FERRY, other])

    assert found.columns[0] == "article_id"
    assert found[found["word"] == "late"][["article_id", "count"]].values.tolist() == [
        [FERRY.article_id, 3], [other.article_id, 1],
    ]  # fmt: skip


def test_a_text_without_words_gives_an_empty_table() -> None:
    found = word_frequencies(Article(text="… !!! —"), kinds=None)

    assert len(found) == 0
    assert found.dtypes["count"] == "int64"


@pytest.mark.parametrize(
    "options",
    [{"unit": "stem"}, {"stopwords": "maybe"}, {"ngram": 0}, {"ngram": "2"}, {"pos": "NAME"}, {"pos": 7},
     {"kinds": ("footer",)}, {"kinds": 7}],
)  # fmt: skip
def test_an_unknown_option_is_refused(options: dict[str, object]) -> None:
    with pytest.raises(OptionError, match="is not known"):
        word_frequencies(FERRY, **options)  # type: ignore[arg-type]


def test_every_part_of_speech_of_the_pipeline_is_known(article: Article) -> None:
    assert set(tokens(article)["pos"]) <= set(PARTS_OF_SPEECH)
    assert check_pos(None) == set(PARTS_OF_SPEECH)


# Dispersion


def test_dispersion_is_gries_dp_over_the_paragraphs() -> None:
    """Of 43 words, 15, 16 and 12 stand in the paragraphs; of four ferries 1, 2 and 1."""
    found = dispersion(FERRY, ["ferry"]).iloc[0]

    dp = (abs(1 / 4 - 15 / 43) + abs(2 / 4 - 16 / 43) + abs(1 / 4 - 12 / 43)) / 2
    assert sentences(FERRY).groupby("paragraph")["words"].sum().tolist() == [15, 16, 12]
    assert found[["count", "parts"]].tolist() == [4, 3]
    assert found["dp"] == pytest.approx(dp)
    assert found["dp_norm"] == pytest.approx(dp / (1 - 12 / 43))
    assert row(word_frequencies(FERRY), "ferry")["dispersion"] == found["dp"]


def test_dispersion_finds_what_is_asked_for_in_its_order() -> None:
    found = dispersion(FERRY, ["HOLT", "well-known", "Ada  Moss", "bus"], unit="word")

    assert found[["word", "count"]].values.tolist() == [["HOLT", 2], ["well-known", 1], ["Ada  Moss", 1], ["bus", 0]]
    assert pd.isna(found["dp"].iloc[3])


def test_dispersion_of_all_words_lists_those_of_the_frequencies(article: Article) -> None:
    assert dispersion(article)["word"].tolist() == word_frequencies(article)["word"].tolist()


@pytest.mark.parametrize("words", [7, [""], ["ferry", None]])
def test_dispersion_refuses_what_holds_no_words(words: object) -> None:
    with pytest.raises(OptionError, match="hold words"):
        dispersion(FERRY, words)  # type: ignore[arg-type]


# Concordance


def test_every_hit_reproduces_its_text(article: Article) -> None:
    found = concordance(article, "putin")

    assert len(found) == 7
    assert found["match"].tolist() == ["Putin"] * 7
    for hit in found.itertuples():
        assert article.text[hit.start : hit.end] == hit.match
        sentence = sentences(article).iloc[hit.sentence_id]
        assert sentence.start <= hit.start < hit.end <= sentence.end


def test_what_stands_around_a_hit_is_cut_and_on_one_line() -> None:
    text = "Holt’s ferry \t was old\u00a0but\t it sailed \u2003 on, said the people who had waited for it all winter."

    (hit,) = concordance(Article(text=text), "old but it", width=12).itertuples()

    assert (hit.left, hit.match, hit.right) == ("s ferry was ", "old\u00a0but\t it", " sailed on, ")


def test_a_phrase_is_found_over_the_end_of_a_wrapped_line() -> None:
    text = (
        "The ferry that came back to the island on Monday was\n"
        "late again, said the mayor, and the sea that carried\n"
        "it was rough all winter."
    )

    assert concordance(Article(text=text), "was late")["match"].tolist() == ["was\nlate"]


@pytest.mark.parametrize(
    ("query", "matches"),
    [("isn't", ["isn’t"]), ("ISN’T  LATE", ["isn’t late"]), ('"no ferry', ["“No ferry"]), ("ferr", []),
     ("late today", ["late today"]), ("Holt", ["Holt", "Holt"]), ("well-known", ["well-known"]), (".", ["."] * 4)],
)  # fmt: skip
def test_words_and_phrases_are_found_whole(query: str, matches: list[str]) -> None:
    assert concordance(FERRY, query)["match"].tolist() == matches


def test_a_regular_expression_sees_the_text_as_it_is() -> None:
    assert concordance(FERRY, r"ferr(y|ies)\b", regex=True)["match"].tolist() == ["ferry"] * 2 + ["ferries", "ferry"]
    assert concordance(FERRY, "isn't", regex=True).empty
    assert concordance(FERRY, "x*", regex=True).empty
    assert concordance(FERRY, "^turkey", regex=True)["match"].tolist() == ["Turkey"]


def test_hits_keep_to_the_kinds_asked_for(article: Article) -> None:
    assert len(concordance(article, "Putin", kinds=("headline",))) == 1
    assert len(concordance(article, "Putin", kinds=("body",))) == 5
    assert concordance(article, "Putin", kinds="headline")["left"].tolist() == [""]


def test_a_concordance_of_several_articles_names_them() -> None:
    other = Article(text="No bus is late.")

    found = concordance([FERRY, other], "late")

    assert found["article_id"].tolist() == [FERRY.article_id] * 3 + [other.article_id]
    assert found["sentence_id"].tolist() == [0, 1, 2, 0]


@pytest.mark.parametrize(
    ("query", "options", "message"),
    [("(", {"regex": True}, "no regular expression"), ("a{9999999999}", {"regex": True}, "no regular expression"),
     (" ", {}, "holds none"), (7, {}, "holds none"), ("ferry", {"width": -1}, "width"),
     ("ferry", {"width": "wide"}, "width"), ("ferry", {"kinds": ("footer",)}, "kinds")],
)  # fmt: skip
def test_a_query_that_cannot_be_is_refused(query: object, options: dict[str, object], message: str) -> None:
    with pytest.raises(OptionError, match=message):
        concordance(FERRY, query, **options)  # type: ignore[arg-type]


# Profile


def test_the_profile_of_the_article(article: Article) -> None:
    found = text_profile(article).iloc[0]

    assert found[["words", "sentences"]].tolist() == [352, 13]
    assert found["types"] == word_frequencies(article, unit="word", stopwords="keep")["word"].str.lower().nunique()
    assert found["mattr"] == pytest.approx(0.841, abs=5e-4)
    assert found["mtld"] == pytest.approx(140.0, abs=0.05)
    assert found["flesch_reading_ease"] == pytest.approx(30.4, abs=0.05)
    assert found["flesch_kincaid_grade"] == pytest.approx(15.6, abs=0.05)
    assert pd.isna(found["note"])


def test_the_share_of_quotation_counts_the_words_inside_the_marks(article: Article) -> None:
    """By hand: 19 words to “done that”, 20 to “doing that”, 19 to “talking to us”."""
    quoted = text_profile(article)["quoted_share"].iloc[0]

    assert quoted == pytest.approx((19 + 20 + 19) / 352)


@pytest.mark.parametrize(
    ("words", "note"), [(0, "no words"), (10, "too few"), (60, "rests on little text"), (120, None)]
)
def test_a_short_text_carries_a_note(words: int, note: str | None) -> None:
    found = text_profile(Article(text="The ferry is late. " * (words // 4) or "…")).iloc[0]

    assert found["words"] == words // 4 * 4
    assert pd.isna(found["note"]) if note is None else note in found["note"]
    assert pd.isna(found["mattr"]) == pd.isna(found["mtld"]) == (words < 50)


def test_contractions_and_hyphenated_words_are_one_word_to_flesch() -> None:
    """Five pieces (It, isn't, a, well-known, ferry.), 1 + 2 + 1 + 2 + 2 syllables, one sentence."""
    found = text_profile(Article(text="It isn’t a well-known ferry."))

    assert found["flesch_reading_ease"].iloc[0] == pytest.approx(206.835 - 1.015 * 5 - 84.6 * 8 / 5)


@pytest.mark.parametrize(
    ("word", "count"),
    [("ferry", 2), ("used", 1), ("wanted", 2), ("aren’t", 1), ("didn't", 2), ("haven’t", 2), ("can't", 1),
     ("she'll", 1), ("world’s", 1), ("re-election", 4), ("nuclear", 3), ("Guaidó", 2), ("U.S.", 2), ("INF", 3),
     ("2021", 4), ("—", 1)],
)  # fmt: skip
def test_syllables(word: str, count: int) -> None:
    """By the ear, as the CMU Pronouncing Dictionary gives them where it has the word."""
    assert syllables(word) == count
