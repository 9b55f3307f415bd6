"""The charts of groups draw what the tables say, and what is too little looks too little."""

import pandas as pd
import pytest

from toolkit import charts
from toolkit.errors import OptionError, TableError

SHARES = pd.DataFrame({
    "group": ["Courier", "Gazette", "Herald"], "item": "unnamed", "share": [0.1, 0.2, 0.6], "low": [0.05, 0.1, None],
    "high": [0.2, 0.3, None], "words": [90, 60, 30], "articles": [40, 30, 3],
})  # fmt: skip


def test_the_highest_share_is_on_top_and_small_groups_are_last_and_hollow() -> None:
    ax = charts.group_shares(SHARES)

    assert [label.get_text() for label in ax.get_yticklabels()] == ["Gazette", "Courier", "Herald"]
    points = ax.collections[-1]
    assert points.get_offsets().tolist() == [[20, 0], [10, 1], [60, 2]]
    assert points.get_facecolors()[2].tolist() == [1, 1, 1, 1]
    assert "too few articles" in " ".join(text.get_text() for text in ax.get_legend().get_texts())
    assert "20% in 30 articles" in [text.get_text() for text in ax.texts]


def test_a_word_that_might_be_chance_has_another_colour() -> None:
    table = pd.DataFrame({
        "group": "Courier", "word": ["storm", "ferry"], "count": [20, 40], "log_odds": [0.9, 1.2], "z": [4.0, 6.1],
        "low": [-0.5, 0.8], "high": [1.4, 1.5], "word_articles": [3, 18], "articles": 30,
    })  # fmt: skip

    ax = charts.group_words(table)

    assert [label.get_text() for label in ax.get_yticklabels()] == ["ferry", "storm"]
    first, second = ax.collections[-1].get_facecolors().tolist()
    assert first != second


def test_an_item_must_be_named_where_there_are_several() -> None:
    several = pd.concat([SHARES, SHARES.assign(item=None)])

    assert charts.group_shares(several, item="speaker not resolved").get_xlabel().endswith("speaker not resolved")
    with pytest.raises(OptionError, match="say which to draw"):
        charts.group_shares(several)
    with pytest.raises(TableError, match="more than once"):
        charts.group_shares(pd.concat([SHARES, SHARES]))
