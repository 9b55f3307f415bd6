"""Quotations are found whatever marks the paper uses, and apostrophes are left alone."""

import time
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.conftest import load_cases
from toolkit import Article
from toolkit.quotation import quotations

MARKS = "\"'“”„‟‘’‚«»‹›`"


@pytest.mark.parametrize("case", load_cases("quotations"))
def test_quotations_are_found(case: dict[str, Any]) -> None:
    text = case["text"]

    found = quotations(text)

    assert [text[q.start : q.end] for q in found] == case["expected"]
    assert [text[q.start : q.end] for q in found if not q.closed] == case.get("unclosed", [])


def test_the_article_that_ships_has_three_quotations(article: Article) -> None:
    found = [
        article.text[q.start : q.end]
        for block in article.layout
        for q in quotations(article.text, block.start, block.end)
    ]

    assert [words.split()[0] for words in found] == ["”We", "“But", "“We"]
    assert all(words.endswith("”") for words in found)


def test_only_the_stretch_asked_for_is_read() -> None:
    text = "“One,” she said. “Two,” he said."

    assert [(q.start, q.end) for q in quotations(text, 17)] == [(17, 23)]
    assert quotations(text, 1, 16) == []


@settings(deadline=None)
@given(st.text(alphabet=st.one_of(st.sampled_from(MARKS + " .,s"), st.characters())))
def test_quotations_of_any_text_are_in_order_and_apart(text: str) -> None:
    found = quotations(text)

    assert all(0 <= q.start < q.end <= len(text) for q in found)
    assert all(before.end <= after.start for before, after in pairwise(found))
    assert all(text[q.start] in MARKS for q in found)


@pytest.mark.parametrize("piece", ["“”", "“a ‘b” c’ ", "'a ", "a' ", "'", '"', '1" ', "“", "«a "])
def test_time_grows_with_the_length_and_no_faster(piece: str) -> None:
    def seconds(size: int) -> float:
        text = piece * (size // len(piece))
        begun = time.process_time()
        quotations(text)
        return time.process_time() - begun

    small, large = seconds(20_000), seconds(200_000)

    assert large < 40 * small + 0.5  # ten times the text: a quadratic search would need a hundred times the time
