"""Groups of articles compared: figures worked out by hand, intervals that treat the article as the unit. Fictional."""

import math

import numpy as np
import pandas as pd
import pytest

from tests.corpora import Inline, inline, news
from toolkit import Corpus, compare_groups
from toolkit.errors import OptionError, TableError
from toolkit.groups.grouping import FEWEST_ARTICLES
from toolkit.tables import check_table

__all__ = ["inline"]


def outlets(many: int, *names: str) -> pd.DataFrame:
    """As many articles for each outlet: Courier0, Courier1 and so on."""
    rows = [{"article_id": f"{name}{n}", "outlet": name} for name in names for n in range(many)]
    return pd.DataFrame(rows)


def said(rows: list[tuple[str, str | None, str, int]]) -> pd.DataFrame:
    return pd.DataFrame(rows, columns=["article_id", "speaker", "kind", "words"])


def test_a_share_is_of_the_groups_words_and_the_unresolved_have_theirs() -> None:
    table = said([
        ("Courier0", "Mira Holt", "direct", 60), ("Courier1", None, "indirect", 40),
        ("Gazette0", "Piers Lund", "mixed", 10), ("Gazette1", "Mira Holt", "direct", 30),
    ])  # fmt: skip

    found = compare_groups(table, outlets(2, "Courier", "Gazette"))

    assert found.assign(item=found["item"].fillna("none"))[
        ["group", "item", "share", "words", "item_articles", "articles"]
    ].values.tolist() == [
        ["Courier", "Mira Holt", 0.6, 60, 1, 2],
        ["Courier", "Piers Lund", 0.0, 0, 0, 2],
        ["Courier", "none", 0.4, 40, 1, 2],
        ["Gazette", "Mira Holt", 0.75, 30, 1, 2],
        ["Gazette", "Piers Lund", 0.25, 10, 1, 2],
        ["Gazette", "none", 0.0, 0, 0, 2],
    ]
    check_table(found, "group_shares")


def test_words_inside_another_attribution_count_once() -> None:
    table = said([("Courier0", "Mira Holt", "direct", 60), ("Courier0", "Piers Lund", "direct", 20)])
    table["within"] = pd.array([None, 0], dtype="Int64")

    found = compare_groups(table, outlets(1, "Courier"), measure="forms").set_index("item")

    assert found["words"].to_dict() == {"direct": 60, "mixed": 0, "indirect": 0}


def test_names_join_the_speakers_of_several_articles() -> None:
    table = said([("Courier0", "Mira Holt", "direct", 60), ("Courier1", "Holt", "direct", 20)])
    names = pd.DataFrame(
        {"article_id": ["Courier0", "Courier1"], "speaker": ["Mira Holt", "Holt"], "name": ["Mira Holt", "Mira Holt"]}
    )

    found = compare_groups(table, outlets(2, "Courier"), names=names, top=1)

    assert found[["share", "words", "item_articles"]].values.tolist() == [[1.0, 80.0, 2.0], [0.0, 0.0, 0.0]]


def test_an_interval_needs_ten_articles_and_holds_the_share() -> None:
    rows = [(f"Courier{n}", "Mira Holt", "direct" if n % 2 else "indirect", 10) for n in range(FEWEST_ARTICLES)]
    articles = outlets(FEWEST_ARTICLES, "Courier")

    enough = compare_groups(said(rows), articles, measure="forms").set_index("item").loc["direct"]
    few = compare_groups(said(rows), articles[1:], measure="forms").set_index("item").loc["direct"]

    assert (enough["share"], enough["low"], enough["high"], enough["articles"]) == (0.5, 0.2, 0.8, 10)
    assert pd.isna(enough["note"])
    assert few["share"] == pytest.approx(5 / 9)
    assert math.isnan(few["low"])
    assert few["note"] == "too few articles"


def test_the_article_is_the_unit_and_not_the_row() -> None:
    """The same words in a hundred attributions of one article say no more than in one."""
    one_each = [(f"Courier{n}", "Mira Holt", "direct" if n < 3 else "indirect", 100) for n in range(12)]
    cut_up = [(name, who, kind, 1) for name, who, kind, words in one_each for _ in range(words)]

    whole, pieces = (compare_groups(said(r), outlets(12, "Courier"), measure="forms") for r in (one_each, cut_up))

    pd.testing.assert_frame_equal(whole, pieces)
    assert whole.loc[0, ["low", "high"]].tolist() == [0.0, 0.5]


def test_sources_are_told_apart_by_how_they_are_named() -> None:
    table = pd.DataFrame(
        {"article_id": ["Courier0"] * 3, "naming": ["named", "unnamed", "named"], "words": [50, 30, 20]}
    )

    found = compare_groups(table, outlets(1, "Courier"), measure="sources").set_index("item")

    assert found["share"].to_dict() == {"named": 0.7, "collective": 0, "document": 0, "unnamed": 0.3, "unclear": 0}


def test_a_group_in_which_nobody_speaks_has_no_share() -> None:
    table = said([("Courier0", "Mira Holt", "direct", 60)])

    found = compare_groups(table, outlets(1, "Courier", "Gazette"), measure="forms").query("group == 'Gazette'")

    assert found["share"].isna().all()
    assert found["articles"].tolist() == [0, 0, 0]


def test_tone_is_over_sentences_and_own_words_count_a_quarter() -> None:
    rows = [
        ("Courier0", "Mira Holt", 0, "reporter", False, 0.0, 0.8),
        ("Courier0", "Mira Holt", 0, "reporter", False, 0.0, 0.4),  # twice in one sentence: once, with the mean
        ("Courier0", "Mira Holt", 1, "speaker", True, 0.0, 1.0),
        ("Courier1", "mira holt", 0, "reporter", False, 0.5, 0.1),
        ("Courier1", "Mira Holt", 5, "headline", False, 1.0, 0.0),  # headlines are the desk's
        ("Courier1", "Piers Lund", 6, "reporter", False, 1.0, 0.0),
    ]
    columns = ["article_id", "target", "sentence_id", "voice", "own", "p_negative", "p_positive"]

    found = compare_groups(
        pd.DataFrame(rows, columns=columns), outlets(2, "Courier", "Gazette"), measure="tone", target="Mira Holt"
    )

    assert found["score"].tolist()[0] == pytest.approx((0.6 + 0.25 * 1.0 - 0.4) / 2.25)
    assert found[["mentions", "sentences", "articles"]].values.tolist() == [[4, 3, 2], [0, 0, 0]]
    assert found["note"].tolist() == ["too few articles", "not mentioned in the body"]
    check_table(found, "group_tones")


def frequencies(rows: dict[str, dict[str, int]]) -> pd.DataFrame:
    return pd.DataFrame(
        [{"article_id": a, "word": w, "count": n} for a, words in rows.items() for w, n in words.items()]
    )


def test_distinctive_words_are_fightin_words_with_an_interval_over_articles() -> None:
    rows = {f"Courier{n}": {"ferry": 3, "pier": 1} for n in range(12)}
    rows |= {f"Gazette{n}": {"ferry": 1, "pier": 3} for n in range(12)}
    rows["Gazette0"]["storm"] = 50

    found = compare_groups(frequencies(rows), outlets(12, "Courier", "Gazette"), measure="words")

    assert found[["group", "word", "count", "word_articles", "articles"]].values.tolist() == [
        ["Courier", "ferry", 36, 12, 12],
        ["Gazette", "pier", 36, 12, 12],
    ]
    first = found.iloc[0]
    expected = math.log(36.5 / (48 + 1.5 - 36.5)) - math.log(12.5 / (98 + 1.5 - 12.5))
    assert first["log_odds"] == pytest.approx(expected)
    assert first["z"] == pytest.approx(expected / math.sqrt(1 / 36.5 + 1 / 12.5))
    assert first["low"] <= first["log_odds"] <= first["high"]
    check_table(found, "group_words")


def test_a_word_owed_to_few_articles_has_a_wide_interval() -> None:
    even = {f"Courier{n}": {"ferry": 2, "pier": 2, "rain": 9} for n in range(16)}
    for n in range(3):
        even[f"Courier{n}"]["storm"] = 11
    rows = {name: {**words, "storm": words.get("storm", 0)} for name, words in even.items()}
    rows |= {f"Gazette{n}": {"ferry": 1, "pier": 2, "rain": 9, "storm": 1} for n in range(16)}
    table = frequencies(rows).query("count > 0")

    found = compare_groups(table, outlets(16, "Courier", "Gazette"), measure="words").set_index("word")

    width = found["high"] - found["low"]
    assert found.loc["ferry", "count"] == 32
    assert found.loc["storm", "z"] > 1.96
    assert found.loc["storm", "low"] < 0 < found.loc["ferry", "low"]
    assert width["storm"] > 3 * width["ferry"]


def test_periods_come_out_of_the_date_in_times_order() -> None:
    articles = pd.DataFrame({"article_id": ["a", "b", "c"], "date": pd.to_datetime(["2031-05-04", "2030-12-31", None])})
    table = said([("a", "Mira Holt", "direct", 60), ("b", "Mira Holt", "direct", 60), ("c", "Mira Holt", "direct", 1)])

    assert compare_groups(table, articles, by="month", measure="forms")["group"].unique().tolist() == [
        "2030-12",
        "2031-05",
    ]
    assert compare_groups(table, articles, by="week", measure="forms")["group"].unique().tolist() == [
        "2031-W01",
        "2031-W18",
    ]


def test_a_store_compares_its_outlets_and_counts_wire_copy_once(inline: list[Inline]) -> None:
    corpus = Corpus().add(news()).run(progress=False)

    every = corpus.compare(measure="forms").groupby("group")["words"].sum()
    once = corpus.compare(measure="forms", count_wire_once=True).groupby("group")["words"].sum()

    assert every["Herald"] == every["Courier"]
    assert once["Courier"] == every["Courier"]
    assert once["Herald"] == every["Herald"] - wire_words(corpus)
    assert corpus.compare()["item"].dropna().unique().tolist() == ["Mira Holt", "Piers Lund"]
    with pytest.raises(TableError, match="sentiment_towards is not made yet"):
        corpus.compare(measure="tone", target="Mira Holt")


def wire_words(corpus: Corpus) -> int:
    """Words reported in the Herald's print of the wire story."""
    ferry = corpus.table("articles").query("outlet == 'Herald' and title == 'Ferry returns'")["article_id"]
    found = corpus.table("attributions")
    return int(found[found["article_id"].isin(ferry) & found["within"].isna()]["words"].sum())


def test_a_store_tells_the_tone_towards_whom_its_settings_name(inline: list[Inline]) -> None:
    corpus = Corpus().add(news())
    corpus.run(tables=["sentiment_towards"], settings={"sentiment_towards": {"targets": ["Mira Holt"]}}, progress=False)

    found = corpus.compare(measure="tone", target="Mira Holt").set_index("group")

    assert set(corpus.table("sentiment_towards")["target"]) == {"Mira Holt"}
    assert found["articles"].to_dict() == {"Courier": 1, "Gazette": 1, "Herald": 1}
    assert found.loc["Courier", "score"] == found.loc["Herald", "score"]
    assert np.isfinite(found["score"]).all()


def test_what_cannot_be_compared_is_refused() -> None:
    table, articles = said([("Courier0", "Mira Holt", "direct", 60)]), outlets(1, "Courier")

    with pytest.raises(OptionError, match="measure"):
        compare_groups(table, articles, measure="colour")
    with pytest.raises(OptionError, match="top"):
        compare_groups(table, articles, top=0)
    with pytest.raises(TableError, match="no column 'desk'"):
        compare_groups(table, articles, by="desk")
    with pytest.raises(TableError, match="no column 'article_id'"):
        compare_groups(table.drop(columns="article_id"), articles)
    with pytest.raises(TableError, match="article_id repeats"):
        compare_groups(table, pd.concat([articles, articles]))
    with pytest.raises(TableError, match="no article has a value"):
        compare_groups(table, articles.assign(outlet=None))
    with pytest.raises(OptionError, match="Say towards whom"):
        compare_groups(
            pd.DataFrame(columns=["article_id", "target", "sentence_id", "voice", "own", "p_negative", "p_positive"]),
            articles, measure="tone",
        )  # fmt: skip
