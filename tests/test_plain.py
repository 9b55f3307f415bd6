"""Tables as a reader sees them: plain headings, no figure finer than it can bear, nothing missing made up."""

import pandas as pd
import pytest

from toolkit.plain import heading, readable, word


@pytest.mark.parametrize(
    ("name", "value", "shown"),
    [
        ("share", 0.678, "68%"), ("first_at", 0.0, "0%"), ("confidence", 0.996, "100%"), ("per_10k", 142.05, "142"),
        ("per_10k", 2.94, "2.9"), ("reference_per_10k", 0.061, "0.06"), ("reference_per_10k", 0.0001, "<0.01"),
        ("reference_per_10k", 0.0, "0.00"), ("log_ratio", 10.04, "1,100"), ("log_ratio", 0.0, "1.0"),
        ("log_ratio", -2.0, "0.25"), ("score", -0.294, "−0.29"), ("score", -0.001, "0.00"), ("words", 1234, "1,234"),
    ],
)  # fmt: skip
def test_a_figure_is_written_as_finely_as_it_can_bear(name: str, value: float, shown: str) -> None:
    table, figures = readable(pd.DataFrame({name: [value]}))

    assert table.iloc[0, 0] == shown
    assert figures == [heading(name)]


@pytest.mark.parametrize(("of", "shown"), [("share", "25%"), ("per_10k", "0.25"), ("score", "0.25")])
def test_the_ends_of_an_interval_are_written_as_what_they_enclose(of: str, shown: str) -> None:
    table, _ = readable(pd.DataFrame({of: [0.5], "low": [0.25], "high": [0.25]}))

    assert table[["from", "to"]].values.tolist() == [[shown, shown]]


def test_what_is_missing_is_empty_and_words_stay_words() -> None:
    table, figures = readable(
        pd.DataFrame({"speaker": [None, "Ada Moss"], "heard": [True, False], "score": [float("nan"), 1.0],
                      "accused_by": [(), ("Vera Holt", "Piers Lund")]})
    )  # fmt: skip

    assert table.values.tolist() == [["", "yes", "", ""], ["Ada Moss", "no", "1.00", "Vera Holt, Piers Lund"]]
    assert figures == ["score, −1\xa0to\xa01"]
    assert [word(None), word(pd.NA), word(pd.NaT), word("=1+1")] == ["", "", "", "=1+1"]
