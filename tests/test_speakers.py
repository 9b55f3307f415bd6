"""Who the speakers are, by phenomenon; who speaks how much; the same people over several articles."""

import re
from typing import Any

import pandas as pd
import pytest

from tests.conftest import load_cases
from toolkit import Article, attributions, sentiment, speaker_names, speakers
from toolkit.errors import OptionError, TableError
from toolkit.resolution import resolve
from toolkit.states import SURE, Source
from toolkit.tables import TABLES, check_table


def marked(text: str, contents: list[str] | None = None) -> tuple[Article, list[Source]]:
    """Take the brackets around the sources out of a case's text."""
    plain, spans = "", []
    for piece in re.split(r"(\[.*?\])", text):
        inside = piece.startswith("[")
        words = piece[1:-1] if inside else piece
        if inside:
            spans.append((len(plain), len(plain) + len(words)))
        plain += words
    said = [((plain.index(c), plain.index(c) + len(c)),) if c else () for c in contents or []]
    return Article(text=plain), [Source((span,), (), said[k] if k < len(said) else ()) for k, span in enumerate(spans)]


@pytest.mark.parametrize("case", load_cases("speakers"))
def test_a_source_is_given_its_speaker(case: dict[str, Any]) -> None:
    article, sources = marked(case["text"], case.get("contents"))

    assert [found.speaker for found in resolve(article, sources)] == case["expected"]


def test_there_are_cases_for_each_phenomenon() -> None:
    cases = [case.values[0] for case in load_cases("speakers")]

    assert len(cases) >= 80
    assert len({case["label"] for case in cases}) == len(cases)
    assert len({case["phenomenon"] for case in cases}) >= 12


def test_what_is_found_rests_on_a_mention_and_is_sure() -> None:
    article, sources = marked(
        "Mayor Ada Moss met Piers Lund. [She] said it was late. [A man] said no. [The mayor] left."
    )

    found = resolve(article, sources)

    for one in found:
        assert one.confidence is not None
        assert 0 <= one.confidence <= 1
        assert one.evidence is not None
        assert 0 <= one.evidence[0] < one.evidence[1] <= len(article.text)
        assert one.speaker is None or one.confidence >= SURE
    assert article.text[slice(*found[0].evidence)] in ("Ada Moss", "Mayor Ada Moss")


def test_no_sources_and_sources_without_words_are_no_trouble() -> None:
    article = Article(text="The ferry is back.")

    assert resolve(article, []) == []
    assert resolve(article, [Source()])[0].speaker is None


def test_the_same_text_gives_the_same_speakers(article: Article) -> None:
    first, second = attributions(article), attributions(Article(text=article.text))

    pd.testing.assert_frame_equal(first, second)


def test_who_speaks_in_the_article_that_ships(article: Article) -> None:
    table = check_table(speakers(article), "speakers")
    putin = table.iloc[0]

    assert table.columns.tolist() == [column.name for column in TABLES["speakers"]]
    assert putin["speaker"] == "Vladimir Putin"
    assert "Putin" in putin["aliases"]
    assert putin["roles"] == ("Russian President", "Russian leader")
    assert putin["pronouns"] == ("he",)
    assert putin["attributions"] == putin["direct"] + putin["mixed"] + putin["indirect"] == 10
    assert "Donald Trump" in table["speaker"].tolist()
    assert 0 < table["share"].sum() <= 1
    assert table["words"].is_monotonic_decreasing


def test_a_speakers_tone_is_that_of_the_voice_and_has_its_interval(article: Article) -> None:
    voices = sentiment(article, by="voice").dropna(subset=["speaker"]).set_index("speaker")
    table = speakers(article).set_index("speaker")

    for speaker, row in voices.iterrows():
        found = table.loc[speaker, ["tone", "tone_low", "tone_high"]].astype(float).tolist()
        assert found == pytest.approx(row[["score", "low", "high"]].astype(float).tolist(), nan_ok=True)
    assert table["tone_low"].isna().any()  # "too little text" there, and no interval here
    assert table["tone_low"].notna().any()


def test_words_within_other_words_belong_to_the_inner_speaker() -> None:
    table = speakers(Article(text="Mira Holt said that Piers Lund said the ferry was late.")).set_index("speaker")

    assert table.loc["Piers Lund", "words"] == 4
    assert table.loc["Mira Holt", "words"] == 4  # "that Piers Lund said"


FIRST = Article(text="“The ferry is back,” Mayor Ada Moss said. She denied any delay.")
SECOND = Article(text="“It sails on Monday,” said the mayor, Ada J. Moss.")
THIRD = Article(text="“It will never sail,” said Ben Moss, a sailor. Harbour Watch said it sails.")


def test_the_same_person_in_two_articles_is_one_row() -> None:
    table = speakers([FIRST, SECOND, THIRD]).set_index("speaker")

    assert sorted(table.index) == ["Ada J. Moss", "Ben Moss", "Harbour Watch"]
    assert table.loc["Ada J. Moss", "articles"] == 2
    assert table.loc["Ada J. Moss", "attributions"] == 3
    assert "Ada Moss" in table.loc["Ada J. Moss", "aliases"]


def test_the_names_table_is_listed_and_can_be_overruled() -> None:
    names = check_table(speaker_names([FIRST, SECOND]), "speaker_names")

    assert names["name"].tolist() == ["Ada J. Moss", "Ada J. Moss"]
    names.loc[0, "name"] = "Ada Moss of Norhaven"
    table = speakers([FIRST, SECOND], names=names)

    assert sorted(table["speaker"]) == ["Ada J. Moss", "Ada Moss of Norhaven"]


def test_he_and_she_are_not_merged() -> None:
    his = Article(text="Chris Moss runs the harbour. He said the ferry was late. “Late,” he said.")
    hers = Article(text="Mr. Dorn met Chris A. Moss. She said the ferry was late. “Late,” she said.")

    names = speaker_names([his, hers])

    assert names["name"].tolist() == ["Chris Moss", "Chris A. Moss"]
    assert set(names["why"]) == {"its own name"}


def test_mistakes_are_named() -> None:
    with pytest.raises(OptionError, match="empty"):
        speakers([])
    with pytest.raises(OptionError, match="Article is needed"):
        speakers("ferry")  # type: ignore[arg-type]
    with pytest.raises(TableError, match="no column"):
        speakers(FIRST, names=pd.DataFrame({"speaker": ["Ada Moss"]}))


def test_an_article_in_which_nobody_speaks_has_no_rows() -> None:
    assert len(speakers(Article(text="The ferry is back."))) == 0
    assert len(speaker_names(Article(text="The ferry is back."))) == 0
