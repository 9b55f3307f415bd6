"""Tone: the rules case by case, every score by its words, units and voices, and what the rules are worth on news."""

import math
from typing import Any

import pandas as pd
import pytest
import vader

import toolkit.tone
from benchmarks.sentiment import NEWSMTSC, Gold, macro_f1, read_gold, toolkit_scores, vader_scores
from tests.conftest import load_cases
from toolkit import Article, explain_sentiment, sentiment
from toolkit.errors import OptionError
from toolkit.tables import check_table, make_table
from toolkit.valence import MARKS, Hit, find_hits, normalise, sum_of

WORDS = {"good": 1.9, "bad": -2.5, "superb": 3.1}


@pytest.mark.parametrize("case", load_cases("sentiment"))
def test_a_sentence_sounds_as_a_reader_hears_it(case: dict[str, Any]) -> None:
    """Scores were computed by hand from VADER's constants: `working` is the sum before it is normalised."""
    article = Article(text=case["text"])
    number = case.get("sentence", 0)

    score = float(sentiment(article)["score"][number])

    assert (score > 0) - (score < 0) == case["sign"]
    if "score" in case:
        assert score == pytest.approx(case["score"], abs=0.00005)
    if "rows" in case:
        assert_rows(explain_sentiment(article).query("sentence_id == @number"), case["rows"])


def assert_rows(table: pd.DataFrame, expected: list[list[Any]]) -> None:
    """Compare text, factor (None: any) and rule of each row."""
    assert [[row.text, None if pd.isna(row.rule) else row.rule] for row in table.itertuples()] == [
        [text, rule] for text, _, rule in expected
    ]
    for row, (_, factor, _) in zip(table.itertuples(), expected, strict=True):
        assert factor is None or row.factor == pytest.approx(factor, abs=0.00005)


@pytest.mark.parametrize("case", [case for case in load_cases("sentiment") if "fails" not in case.values[0]])
def test_the_rows_add_up_to_the_score(case: dict[str, Any]) -> None:
    article = Article(text=case["text"])

    assert_every_score_is_explained(article)


def test_the_rows_add_up_to_the_score_on_the_article(article: Article) -> None:
    assert_every_score_is_explained(article)


def assert_every_score_is_explained(article: Article) -> None:
    rows = explain_sentiment(article)
    check_table(rows, "explain_sentiment")
    for row in rows.itertuples():
        assert article.text[row.start : row.end] == row.text
        assert row.contribution == pytest.approx(row.valence * row.factor)
    for sentence in sentiment(article).itertuples():
        own = rows[rows["sentence_id"] == sentence.sentence_id]
        total = math.fsum(own["contribution"])
        assert sentence.score == pytest.approx(total / math.sqrt(total**2 + 15), abs=1e-9)
        assert sentence.hits == ((own["contribution"] != 0) & (own["rule"] != MARKS)).sum()
        assert ((own["start"] >= sentence.start) & (own["end"] <= sentence.end)).all()


@pytest.mark.parametrize(
    "text",
    [
        "The ferry is superb.",
        "The ferry is not good.",
        "The ferry was never very safe.",
        "The timetable is extremely bad and the crew is rude.",
        "The boat is bad, but the plan is good.",
        "The new ferry is GREAT for the island.",
        "The new ferry is VERY good for us!",
        "The crossing was terrible!!!",
        "Is the ferry good???",
        "The island has no hope.",
        "Islanders weren't really happy.",
        "They were never so happy.",
        "The least helpful clerk left.",
        "It left a mess :(",
        "The crew sailed despite danger and without help.",
        "She said they enjoyed the wonderful crossing.",
    ],
)
def test_where_no_rule_of_ours_differs_the_score_is_vaders(text: str) -> None:
    original = vader.SentimentIntensityAnalyzer().polarity_scores(text)["compound"]

    assert sentiment(Article(text=text))["score"].round(4).tolist() == [original]


def test_larger_units_are_means_and_shares_over_their_sentences() -> None:
    text = "Ferry is superb\n\nThe ferry is good. The bridge is bad.\n\nIt sails. The crossing is superb."
    article = Article(text=text)
    good, bad, superb = (normalise(WORDS[word]) for word in ("good", "bad", "superb"))

    body = sentiment(article, by="article")
    paragraphs = sentiment(article, by="paragraph")
    blocks = sentiment(article, by="block")

    assert body["score"].tolist() == pytest.approx([(good + bad + superb) / 4])
    assert body[["positive", "negative", "words", "hits"]].values.tolist() == [[0.5, 0.25, 14, 3]]
    assert paragraphs["kind"].tolist() == ["headline", "body", "body"]
    assert paragraphs["score"].tolist() == pytest.approx([superb, (good + bad) / 2, superb / 2])
    assert blocks[["block_id", "kind"]].values.tolist() == [[0, "headline"], [1, "body"]]
    assert blocks["score"].tolist() == pytest.approx([superb, (good + bad + superb) / 4])


def test_the_thresholds_are_below_nothing_and_at_thirty() -> None:
    text = "The bridge is slightly bad. It opened. The ferry is good."
    table = sentiment(Article(text=text))

    assert (table["negative"] == (table["score"] < 0)).all()
    assert (table["positive"] == (table["score"] >= 0.30)).all()
    assert table["positive"].tolist()[-1] == 1.0
    assert table["negative"].tolist()[:2] == [1.0, 0.0]


def test_what_only_rounding_keeps_from_zero_is_neither_good_nor_bad() -> None:
    """0.1 + 0.2 - 0.3 is not 0 in floating point, so such a sum must not make a sentence positive or negative."""
    hits = [Hit(0, 1, value, value) for value in (0.1, 0.2, -0.3)]

    assert 0.1 + 0.2 - 0.3 != 0
    assert sum_of(hits) == 0.0


@pytest.mark.parametrize("by", ["article", "block", "paragraph", "sentence", "voice"])
def test_every_table_is_within_its_ranges(article: Article, by: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(toolkit.tone, "attributions", lambda _: make_table("attributions", []))

    table = check_table(sentiment(article, by=by), "sentiment")

    assert len(table) > 0
    assert table["score"].between(-1, 1).all()


def test_the_body_alone_is_the_article_and_without_one_the_score_is_missing() -> None:
    credit = Article(text="By Ada Moss")

    table = sentiment(credit, by="article")

    assert table["score"].isna().all()
    assert table[["words", "hits"]].values.tolist() == [[0, 0]]


def test_marks_alone_are_not_scored() -> None:
    table = sentiment(Article(text="—\n\nThe ferry is good."))

    assert table["score"].isna().tolist() == [True, False]


def test_several_articles_stand_one_below_the_other() -> None:
    both = [Article(text="The ferry is good."), Article(text="The ferry is bad.")]

    table = sentiment(both, by="article")

    assert table["article_id"].tolist() == [article.article_id for article in both]
    assert table["score"].tolist() == pytest.approx([normalise(1.9), normalise(-2.5)])


def test_an_unknown_unit_is_refused() -> None:
    with pytest.raises(OptionError, match="'paragraph'"):
        sentiment(Article(text="The ferry is good."), by="word")


def attributed(article: Article, *rows: dict[str, Any]) -> pd.DataFrame:
    """Make an attributions table; each row gives its parts, source and cue as words of the text."""

    def span(words: str) -> tuple[int, int]:
        at = article.text.index(words)
        return at, at + len(words)

    filled = []
    for number, row in enumerate(rows):
        parts = tuple(map(span, row["parts"]))
        source, cue = span(row["source"]), span(row["cue"])
        filled.append({
            "attribution_id": number, "kind": "direct", "act": "speech", "within": row.get("within"),
            "speaker": row.get("speaker"), "source_start": source[0], "source_end": source[1], "cue_start": cue[0],
            "cue_end": cue[1], "stance": "neutral", "start": parts[0][0], "end": parts[-1][1],
            "quote": article.text[parts[0][0] : parts[-1][1]], "parts": parts, "words": 1,
        })  # fmt: skip
    return make_table("attributions", filled)


def voices(article: Article, table: pd.DataFrame, monkeypatch: pytest.MonkeyPatch) -> dict[tuple[str, Any], Any]:
    """Return each voice's row by (voice, speaker)."""
    monkeypatch.setattr(toolkit.tone, "attributions", lambda _: table)
    rows = check_table(sentiment(article, by="voice"), "voices")
    return {(row.voice, None if pd.isna(row.speaker) else row.speaker): row for row in rows.itertuples()}


def test_a_sentence_of_two_voices_is_scored_in_its_pieces(monkeypatch: pytest.MonkeyPatch) -> None:
    article = Article(text="Storm is a disaster\n\nThe angry mayor said that the ferry is superb. It left late.")
    table = attributed(
        article, {"parts": ["that the ferry is superb"], "source": "The angry mayor", "cue": "said", "speaker": "Moss"}
    )

    found = voices(article, table, monkeypatch)

    assert list(found) == [("headline", None), ("reporter", None), ("speaker", "Moss")]
    assert found["headline", None].score == pytest.approx(normalise(-3.1))
    assert found["speaker", "Moss"].score == pytest.approx(normalise(3.1))
    assert found["reporter", None].score == pytest.approx(normalise(-2.3) / 2)
    assert found["speaker", "Moss"].words == 5


def test_she_said_alone_is_no_sentence_of_the_reporters(monkeypatch: pytest.MonkeyPatch) -> None:
    article = Article(text="“The ferry is superb,” Moss said. “It is good.” The bridge is bad.")
    table = attributed(
        article,
        {"parts": ["“The ferry is superb,”", "“It is good.”"], "source": "Moss", "cue": "said", "speaker": "Ada Moss"},
    )

    found = voices(article, table, monkeypatch)

    assert found["reporter", None].score == pytest.approx(normalise(-2.5))
    assert found["speaker", "Ada Moss"].score == pytest.approx((normalise(3.1) + normalise(1.9)) / 2)


def test_the_innermost_speaker_has_the_words(monkeypatch: pytest.MonkeyPatch) -> None:
    article = Article(text="Moss said the good clerk had called the boat a disaster.")
    table = attributed(
        article,
        {
            "parts": ["the good clerk had called the boat a disaster"],
            "source": "Moss",
            "cue": "said",
            "speaker": "Moss",
        },
        {"parts": ["the boat a disaster"], "source": "the good clerk", "cue": "called", "within": 0},
    )

    found = voices(article, table, monkeypatch)

    assert list(found) == [("speaker", "Moss"), ("speaker", None)]
    assert found["speaker", "Moss"].score == pytest.approx(normalise(1.9))
    assert found["speaker", None].score == pytest.approx(normalise(-3.1))


def test_a_negation_outside_the_quotation_does_not_reach_in(monkeypatch: pytest.MonkeyPatch) -> None:
    article = Article(text="He has never said “good boat” to us.")
    table = attributed(article, {"parts": ["“good boat”"], "source": "He", "cue": "said"})

    found = voices(article, table, monkeypatch)

    assert found["speaker", None].score == pytest.approx(normalise(1.9))


def test_a_caption_is_a_voice_and_a_date_is_none(article: Article, monkeypatch: pytest.MonkeyPatch) -> None:
    found = voices(article, make_table("attributions", []), monkeypatch)

    assert list(found) == [("headline", None), ("caption", None), ("reporter", None)]
    assert found["caption", None].words == 30


def test_the_article_as_an_editor_reads_it(article: Article) -> None:
    """Putin's criticism and warning sound bad, the backing of Maduro good, and the headline denies without judging."""
    table = sentiment(article).set_index("text")["score"]

    def score(words: str) -> float:
        return float(table[[words in text for text in table.index]].iloc[0])

    assert score("No Plans") == 0
    assert score("criticized the U.S. withdrawal") < -0.7
    assert score("issued a stern warning") < -0.5
    assert score("Russia has staunchly backed") > 0.3
    assert score("given no response") == 0
    assert sentiment(article, by="article")["score"][0] < 0


def test_words_in_names_are_shown_with_the_reason(article: Article) -> None:
    silent = explain_sentiment(article).query("factor == 0")[["text", "rule"]].values.tolist()

    assert ["United", "part of a name"] in silent
    assert ["agreement", "no opinion in news: a treaty or contract"] in silent


def test_any_odd_text_gives_a_table() -> None:
    for text in (
        "😀",
        "👍🏽!!!",
        "?!?!",
        "’",
        "n’t",
        "but",
        "no",
        "’s good",
        "(:",
        "not",
        "🇫🇷 good",
        "İstanbul İS GOOD",
    ):
        assert_every_score_is_explained_or_missing(Article(text=text))


def assert_every_score_is_explained_or_missing(article: Article) -> None:
    rows = explain_sentiment(article)
    assert all(article.text[row.start : row.end] == row.text for row in rows.itertuples())
    assert sentiment(article)["score"].dropna().between(-1, 1).all()


def test_no_words_have_no_hits() -> None:
    assert find_hits([], [(0, 1, "!")]) == []


corpus = pytest.mark.skipif(
    not NEWSMTSC.is_dir(), reason=f"NewsMTSC is not at {NEWSMTSC}: set TOOLKIT_CORPORA to the folder that holds it"
)


@pytest.fixture(scope="module")
def gold() -> list[Gold]:
    """Every fifth sentence of NewsMTSC's training part, about 1,470."""
    return read_gold("train")[::5]


@corpus
def test_on_news_the_toolkit_is_better_than_vader(gold: list[Gold]) -> None:
    """Floors a little below what was measured here: 0.596, and 0.549 and 0.532 for VADER."""
    ours, vaders = macro_f1(gold, toolkit_scores(gold)), vader_scores(gold)

    assert ours > 0.59
    assert ours - macro_f1(gold, vaders) > 0.04
    assert ours - macro_f1(gold, vaders, below=-0.05, start=0.05) > 0.058
