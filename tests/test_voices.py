"""Whose words are whose where attributions stand inside others. All texts are fictional."""

import pandas as pd

from toolkit import Article, attributions, charts, source_audit, speakers
from toolkit.groups import compare_groups
from toolkit.voices import counted_words, own_words

ASKED = Article(
    text="Asked about Mayor Ada Moss’s letter last week that the Harbour Board had told Norhaven it had withdrawn the "
    "old ferry, Holt said that the boats come and go by a contract."
)


def nested(*sources: str | None, article: str = "a") -> pd.DataFrame:
    """Return attributions of 20, 13, 8 ... words, each inside the one before it."""
    return pd.DataFrame(
        {"article_id": article, "attribution_id": range(len(sources)), "within": [None, *range(len(sources) - 1)],
         "source": sources, "speaker": sources, "kind": "indirect", "words": [20, 13, 8][: len(sources)]}
    ).astype({"within": "Int64"})  # fmt: skip


def test_a_question_that_nobody_is_named_to_ask_leaves_its_speakers_their_words() -> None:
    said = attributions(ASKED)
    assert said[["source", "words"]].fillna("").values.tolist() == [["", 19], ["the Harbour Board", 6], ["Holt", 9]]

    assert counted_words(said) == [13, 6, 9]
    audit = source_audit(ASKED)[["source", "words"]].fillna("")
    assert audit.values.tolist() == [["", 13], ["Holt", 9], ["Harbour Board", 6]]
    assert speakers(ASKED).set_index("speaker")["words"].to_dict() == {"Holt": 9, "Harbour Board": 6}
    drawn = [label.get_text() for label in charts.voice_share(said).get_yticklabels()]
    assert drawn == ["Holt", "Harbour Board", "speaker not resolved"]


def test_what_a_source_reports_of_others_counts_for_that_source() -> None:
    assert counted_words(nested("Holt", "Moss", "Lund")) == [20, 0, 0]
    assert counted_words(nested("Holt", None, "Lund")) == [20, 0, 0]
    assert own_words(nested("Holt", "Moss", "Lund")) == [7, 5, 8]


def test_without_an_outer_source_each_has_its_own_words() -> None:
    assert counted_words(nested(None, "Moss", "Lund")) == [7, 5, 8]
    assert counted_words(nested(None)) == [20]


def test_a_speaker_whom_a_person_gave_holds_the_words() -> None:
    assert counted_words(nested(None, "Moss").assign(speaker=["Holt", "Moss"])) == [20, 0]


def test_each_article_is_counted_by_itself() -> None:
    table = pd.concat([nested("Holt", "Moss"), nested(None, "Lund", article="b")], ignore_index=True)

    assert counted_words(table) == [20, 0, 7, 13]
    found = compare_groups(table, pd.DataFrame({"article_id": ["a", "b"], "outlet": "Courier"}))
    assert found[["item", "words"]].fillna("").values.tolist() == [["Holt", 20], ["Lund", 13], ["", 7]]


def test_a_table_without_nesting_and_one_with_a_circle_are_counted() -> None:
    assert counted_words(pd.DataFrame({"words": [3, 4]})) == [3, 4]
    circle = nested("Holt", "Moss").assign(within=[1, 0])

    assert counted_words(circle) == [0, 0]
