"""Keywords, groups compared and collocations; the formulas themselves are tested in test_measures.py."""

import math

import pandas as pd
import pytest
from nltk.collocations import BigramAssocMeasures

from toolkit import Article, collocations, compare_words, keywords, word_frequencies
from toolkit.english import SIZE, english_counts, inflections
from toolkit.errors import OptionError, TableError
from toolkit.measures import log_likelihood, log_ratio
from toolkit.wordforms import unit_words

# Fiction, written for these tests.
FERRY = Article(text="The ferry is late. Mira Holt likes the ferry. The ferry did not sail in 2031, said J. Moss.")
BUS = Article(text="The bus is late. Mira Holt likes the bus and the ferry. Nobody knew the driver.")
TRAM = Article(text="The tram is late. Nobody likes the tram.")


def row(table: pd.DataFrame, word: str) -> pd.Series:
    return table[table["word"] == word].iloc[0]


# Keywords


def test_the_articles_keywords_say_what_it_is_about(article: Article) -> None:
    found = keywords(article)

    assert found["word"].head(8).tolist() == [
        "Putin", "Russian", "U.S.", "pact", "Maduro", "president", "Washington", "arms",
    ]  # fmt: skip
    assert found["word"].iloc[-1] == "not"
    assert not {"the", "be", "2021", "1,550"} & set(found["word"])


def test_the_measures_follow_from_the_counts(article: Article) -> None:
    for word in keywords(article).head(20).itertuples():
        seen = word.reference_per_10k / 10_000 * SIZE
        assert word.log_likelihood == pytest.approx(log_likelihood(word.count, 352, seen, SIZE))
        assert word.log_ratio == pytest.approx(math.log2(word.per_10k / word.reference_per_10k))
        assert word.bic == pytest.approx(word.log_likelihood - math.log(SIZE + 352))


def test_words_used_more_come_first_and_those_used_less_last(article: Article) -> None:
    found = keywords(article)

    signed = found["log_likelihood"].where(found["per_10k"] > found["reference_per_10k"], -found["log_likelihood"])
    assert signed.is_monotonic_decreasing


def test_the_nominal_size_of_english_hardly_matters(article: Article) -> None:
    for word in keywords(article).query("log_ratio > 0").itertuples():
        larger = log_likelihood(word.count, 352, word.reference_per_10k * 1e6, 1e10)
        assert larger == pytest.approx(word.log_likelihood, rel=0.031)


def test_a_lemma_is_held_against_all_its_forms() -> None:
    """By wordfreq's list: "say" is "say", "says", "said" and "saying"; "ferry" is held against "ferries" too."""
    from wordfreq import word_frequency

    lemmas = english_counts(unit_words(FERRY, "lemma", None), "lemma")
    words = english_counts(unit_words(FERRY, "word", None), "word")

    forms = ("say", "says", "said", "saying")
    assert lemmas["say"] == pytest.approx(SIZE * sum(word_frequency(form, "en") for form in forms), rel=0.001)
    assert words["said"] == pytest.approx(SIZE * word_frequency("said", "en"))
    assert lemmas["ferry"] > words["ferry"]


def test_a_negation_is_held_against_its_contractions() -> None:
    """wordfreq has "isn't", "don't" and so on, and no "n't" of its own."""
    from wordfreq import word_frequency

    counts = english_counts(unit_words(Article(text="It isn't so. It is not so."), "lemma", None), "lemma")

    assert counts["not"] > SIZE * sum(word_frequency(form, "en") for form in ("not", "don't", "isn't", "didn't"))
    assert counts["not"] < SIZE * 0.02


def test_a_word_that_english_does_not_have_counts_once() -> None:
    counts = english_counts(unit_words(Article(text="The qwzxyblorf sailed."), "lemma", None), "lemma")

    assert counts["qwzxyblorf"] == 1


@pytest.mark.parametrize(
    ("lemma", "pos", "forms"),
    [("stop", "VERB", {"stops", "stopped", "stopping"}), ("agency", "NOUN", {"agencies"}), ("woman", "NOUN", {"women"}),
     ("big", "ADJ", {"bigger", "biggest"}), ("take", "VERB", {"takes", "took", "taken", "taking"}),
     ("treaty", "X", {"treaty"})],
)  # fmt: skip
def test_inflections(lemma: str, pos: str, forms: set[str]) -> None:
    assert forms | {lemma} <= inflections(lemma, pos)


def test_another_words_form_is_no_inflection() -> None:
    assert "seed" not in inflections("see", "VERB")
    assert "lives" not in inflections("live", "NOUN")


def test_other_articles_are_a_reference() -> None:
    found = keywords(FERRY, reference=[BUS, TRAM])

    ferry = row(found, "ferry")  # 3 of 19 words, against 1 of 16 + 8
    assert ferry[["count", "per_10k", "reference_per_10k"]].tolist() == pytest.approx([3, 30_000 / 19, 10_000 / 24])
    assert ferry["log_likelihood"] == pytest.approx(log_likelihood(3, 19, 1, 24))
    assert ferry["log_ratio"] == pytest.approx(log_ratio(3, 19, 1, 24))


def test_the_article_itself_is_no_part_of_its_reference() -> None:
    alone, among = keywords(FERRY, reference=BUS), keywords(FERRY, reference=iter([FERRY, BUS]))

    pd.testing.assert_frame_equal(alone, among)


def test_each_of_several_articles_is_held_against_the_others() -> None:
    both = [FERRY, BUS]

    found = keywords(iter(both), reference=iter(both))

    rates = found[found["word"] == "ferry"].set_index("article_id")["reference_per_10k"]
    assert rates[[FERRY.article_id, BUS.article_id]].tolist() == pytest.approx([10_000 / 16, 30_000 / 19])


def test_a_reference_is_looked_up_without_regard_to_capitals() -> None:
    title = Article(text="President Holt spoke.")

    found = keywords(Article(text="The president spoke."), reference=title)

    assert row(found, "president")["reference_per_10k"] == pytest.approx(10_000 / 3)


def test_a_table_of_words_is_a_reference_whether_or_not_it_dropped_function_words() -> None:
    kept, dropped = (word_frequencies([BUS, TRAM], stopwords=choice) for choice in ("keep", "drop"))

    from_articles = keywords(FERRY, reference=[BUS, TRAM])

    pd.testing.assert_frame_equal(keywords(FERRY, reference=kept), from_articles)
    pd.testing.assert_frame_equal(keywords(FERRY, reference=dropped), from_articles)


def test_a_table_with_counts_alone_is_taken_for_the_whole_text() -> None:
    table = pd.DataFrame({"word": ["Ferry", "ferry", "bus"], "count": [1, 1, 8]})

    assert row(keywords(FERRY, reference=table), "ferry")["reference_per_10k"] == 2_000


@pytest.mark.parametrize(
    ("reference", "error"),
    [("french", OptionError), (7, OptionError), ([FERRY], OptionError), ([], OptionError),
     (pd.DataFrame({"word": ["bus"]}), TableError), (pd.DataFrame({"word": [], "count": []}), TableError),
     (pd.DataFrame({"word": ["bus"], "count": ["many"]}), TableError),
     (pd.DataFrame({"word": ["bus"], "count": [math.inf]}), TableError)],
)  # fmt: skip
def test_a_reference_that_cannot_be_is_refused(reference: object, error: type[Exception]) -> None:
    with pytest.raises(error):
        keywords(FERRY, reference=reference)  # type: ignore[arg-type]


def test_an_article_without_words_has_no_keywords() -> None:
    assert keywords(Article(text="… — !"), kinds=None).empty


# Groups compared


def test_groups_are_compared_as_fightin_words_does() -> None:
    """The README of the package fightin_words, prior 0.05: in "the quick brown fox jumps over the lazy pig" against
    "the lazy purple pig jumps over the lazier donkey", fox, brown and quick have z 0.689, words of both 0."""
    texts = {
        "fox": "the quick brown fox jumps over the lazy pig",
        "donkey": "the lazy purple pig jumps over the lazier donkey",
    }
    counts = pd.DataFrame(
        [(label, word, text.split().count(word)) for label, text in texts.items() for word in set(text.split())],
        columns=["text", "word", "count"],
    )

    found = compare_words(counts, by="text", prior=0.05)

    assert found["text"].unique().tolist() == ["fox", "donkey"]
    fox = found[found["text"] == "fox"]
    assert fox["word"].tolist() == ["brown", "fox", "quick", "jumps", "lazy", "over", "pig", "the"]
    assert fox["z"].tolist() == pytest.approx([0.6894227886807968] * 3 + [0] * 5)


def test_a_group_is_held_against_all_the_others_together() -> None:
    counts = pd.DataFrame({"group": list("abcabc"), "word": ["x"] * 3 + ["y"] * 3, "count": [6, 1, 1, 2, 5, 7]})

    found = compare_words(counts, by="group").query("group == 'a' and word == 'x'").iloc[0]

    first, second = math.log(6.5 / 2.5), math.log(2.5 / 12.5)  # 6 of 8, against 2 of 14, half a count added
    assert found["log_odds"] == pytest.approx(first - second)
    assert found["z"] == pytest.approx((first - second) / math.sqrt(1 / 6.5 + 1 / 2.5))


def test_articles_are_compared_by_their_frequencies() -> None:
    found = compare_words(word_frequencies([FERRY, BUS, TRAM]), by="article_id")

    assert found.groupby("article_id", sort=False)["word"].first().tolist() == ["ferry", "bus", "tram"]
    assert {"per_10k", "low", "high", "dispersion", "log_odds", "z"} <= set(found.columns)


def test_the_table_given_stays_as_it_was() -> None:
    counts = pd.DataFrame({"group": ["b", "a"], "word": ["x", "y"], "count": [1, 2]}, index=[7, 9])
    before = counts.copy()

    found = compare_words(counts, by="group")

    pd.testing.assert_frame_equal(counts, before)
    assert found.index.equals(pd.RangeIndex(2))


GOOD = {"group": ["a", "b"], "word": ["x", "x"], "count": [1, 2]}


@pytest.mark.parametrize(
    ("change", "options", "error"),
    [({"count": ["1", "many"]}, {}, TableError), ({"count": [-1, 2]}, {}, TableError),
     ({"count": [math.nan, 2]}, {}, TableError), ({"count": [math.inf, 2]}, {}, TableError),
     ({"group": ["a", "a"]}, {}, TableError), ({"group": ["a", "a"], "word": ["x", "y"]}, {}, TableError),
     ({"group": ["a", None]}, {}, TableError), ({"word": [None, "x"]}, {}, TableError),
     ({}, {"by": "speaker"}, TableError), ({}, {"by": ["group"]}, TableError), ({}, {"by": "word"}, OptionError),
     ({}, {"prior": 0}, OptionError), ({}, {"prior": "flat"}, OptionError)],
)  # fmt: skip
def test_counts_that_cannot_be_compared_are_refused(
    change: dict[str, object], options: dict[str, object], error: type[Exception]
) -> None:
    with pytest.raises(error):
        compare_words(pd.DataFrame(GOOD | change), **({"by": "group"} | options))  # type: ignore[arg-type]


# Collocations


def test_nltks_measures_agree_with_manning_and_schuetze() -> None:
    """Manning & Schütze (1999), 14,307,668 words: t of "new companies" 0.999932, mutual information of "Ayatollah
    Ruhollah" 18.38 bits."""
    assert BigramAssocMeasures.student_t(8, (15_828, 4_675), 14_307_668) == pytest.approx(0.999932, abs=1e-6)
    assert BigramAssocMeasures.pmi(20, (42, 20), 14_307_668) == pytest.approx(18.38, abs=0.005)


def test_a_pairs_measures_follow_from_its_counts() -> None:
    """Of 12 words "night" is 2, "ferry" 3, and "night ferry" 2; G2 from the four cells of their table."""
    text = Article(text="The night ferry sails. Ada missed the night ferry. One ferry sank.")

    (pair,) = collocations(text, window=2).itertuples()

    n, night, ferry, both = 12, 2, 3, 2
    cells = [(both, night * ferry), (night - both, night * (n - ferry)), (ferry - both, (n - night) * ferry),
             (n - night - ferry + both, (n - night) * (n - ferry))]  # fmt: skip
    assert (pair.word, pair.collocate, pair.count) == ("night", "ferry", 2)
    assert pair.pmi == pytest.approx(math.log2(both * n / (night * ferry)))
    assert pair.log_likelihood == pytest.approx(2 * sum(o * math.log(o * n / e) for o, e in cells if o))
    assert pair.t == pytest.approx((both - night * ferry / n) / math.sqrt(both))
    assert pair.log_dice == pytest.approx(14 + math.log2(2 * both / (night + ferry)))


def test_a_window_spans_words_and_never_a_sentences_end() -> None:
    text = Article(text="The ferry of the night sails. Ferry and bus stop. Night falls. The ferry in the night stops.")

    near, wide = collocations(text, window=2), collocations(text, window=4)

    assert near.empty
    assert wide[["word", "collocate", "count"]].values.tolist() == [["ferry", "night", 2]]


def test_function_words_and_numbers_are_left_out_or_kept() -> None:
    text = Article(text="The ferry has 40 seats. The ferry has 40 seats.")

    dropped = collocations(text, window=5)
    kept = collocations(text, window=5, stopwords="keep")

    assert dropped[["word", "collocate"]].values.tolist() == [["ferry", "seat"]]
    assert ["the", "ferry"] in kept[["word", "collocate"]].values.tolist()
    assert ["40", "seat"] in kept[["word", "collocate"]].values.tolist()


def test_a_word_is_no_collocate_of_itself() -> None:
    assert collocations(Article(text="Ferry ferry ferry ferry."), min_count=1).empty


def test_the_articles_pairs(article: Article) -> None:
    assert collocations(article, window=2)[["word", "collocate", "count"]].values.tolist() == [
        ["Russian", "violation", 2], ["Putin", "say", 2], ["U.S.", "president", 2],
    ]  # fmt: skip


@pytest.mark.parametrize(
    "options", [{"window": 1}, {"window": "2"}, {"min_count": 0}, {"unit": "stem"}, {"stopwords": None}]
)
def test_an_unknown_option_is_refused(options: dict[str, object]) -> None:
    with pytest.raises(OptionError, match="is not known"):
        collocations(FERRY, **options)  # type: ignore[arg-type]
