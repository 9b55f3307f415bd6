"""Headline, dateline, caption and body are told apart, and every character belongs to one block."""

import datetime
import os
import time
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.conftest import ROOT, load_cases
from toolkit import Article
from toolkit.blocks import BLOCK_KINDS, Block, find_blocks
from toolkit.datelines import find_dateline
from toolkit.dates import day_comes_first, parse_date
from toolkit.lines import byline_names
from toolkit.paragraphs import paragraphs

CORPORA = Path(os.environ.get("TOOLKIT_CORPORA", ROOT.parent / "shared" / "corpora"))


@pytest.mark.parametrize("case", load_cases("blocks"))
def test_blocks_are_told_apart(case: dict[str, Any]) -> None:
    text = case["text"]

    found = find_blocks(text)

    assert [[b.kind, text[b.start : b.end]] for b in found] == case["expected"]


def test_the_article_that_ships(article: Article) -> None:
    assert article.blocks["kind"].tolist() == ["headline", "date", "time", "caption", "credit", "body"]
    texts = article.blocks.set_index("kind")["text"]
    assert texts["credit"] == "(Yuri Kochetkov/Pool Photo via AP)"
    assert texts["caption"].endswith("Thursday, June 6, 2019.")
    assert texts["body"].startswith("Asked about")
    assert texts["body"].endswith("followed suit.")


def check_cover(text: str, blocks: tuple[Block, ...]) -> None:
    held = "".join(text[b.start : b.end] for b in blocks)
    assert "".join(held.split()) == "".join(text.split())  # no character twice, none left out
    assert all(before.end <= after.start for before, after in pairwise(blocks))
    assert all(b.kind in BLOCK_KINDS and text[b.start : b.end].strip() == text[b.start : b.end] != "" for b in blocks)


NEWSY = st.lists(
    st.one_of(
        st.text(max_size=40),
        st.sampled_from(
            ["PARIS (AP) — ", "By Ada Moss", "Jun 6, 2031", "(AP Photo/Bo Reed)", "\n", "\r\n\r\n", "\x85", "\u2028",
             "What it cost", "It sails. ", "FILE - ", "Photo: ", "“", "(Reporting by A", "The ferry is back. " * 4]
        ),
    ),
    max_size=12,
).map("".join)  # fmt: skip


@settings(deadline=None)
@given(NEWSY)
def test_every_character_lies_in_one_block_of_any_text(text: str) -> None:
    check_cover(text, find_blocks(text))


@settings(deadline=None)
@given(NEWSY)
def test_paragraphs_of_any_text_are_trimmed_in_order_and_whole(text: str) -> None:
    found = paragraphs(text)

    assert "".join("".join(text[start:end].split()) for start, end in found) == "".join(text.split())
    assert all(text[start:end].strip() == text[start:end] for start, end in found)


@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
def test_wrapped_lines_are_one_paragraph_and_short_last_lines_end_it(line_end: str) -> None:
    lines = [
        "The ferry that links the island to the mainland is back in service after",
        "two years of repairs, the operator said on Friday, and the first crossing",
        "was full of people.",
        "Nobody said who would pay for the repairs, which cost 12 million crowns,",
        "twice the plan.",
    ]
    text = line_end.join(lines)

    assert [text[start:end].split()[0] for start, end in paragraphs(text)] == ["The", "Nobody"]


def test_unwrapped_lines_stay_apart_however_long() -> None:
    text = "\n".join(f"The ferry number {i} sailed from the old pier to the new one on Friday." for i in range(9))

    assert len(paragraphs(text)) == 9


def test_markup_beats_guessing() -> None:
    text = "Ferry\n\nWhat it cost\n\nThe ferry is back."

    found = find_blocks(text, known={0: "body", 7: "caption"})

    assert [b.kind for b in found] == ["body", "caption", "body"]


def test_the_line_that_repeats_the_title_is_the_headline() -> None:
    text = "Arden Echo\n\nFerry  is back, and the whole island, all 900 of it, is glad.\n\nIt sails."

    found = find_blocks(text, title="Ferry is back, and the whole island, all 900 of it, is glad.")

    assert [b.kind for b in found][1] == "headline"


@pytest.mark.parametrize(
    ("line", "day"),
    [
        ("Jun 6, 2019", "2019-06-06"),
        ("Thursday, 6 June 2019 at 9:07 AM", "2019-06-06"),
        ("Sept. 3rd, 2020", "2020-09-03"),
        ("the 6th of June 2019", "2019-06-06"),
        ("06-Jun-2019", "2019-06-06"),
        ("2019/2/7", "2019-02-07"),
        ("2019-06-06T23:59:00-05:00", "2019-06-06"),
        ("13/04/2019", "2019-04-13"),
        ("04/13/2019", "2019-04-13"),
        ("4.4.2019", "2019-04-04"),
        ("Monday, June 6, 2019", "2019-06-06"),  # a Thursday: the day of the month is the surer sign
        ("03/04/2019", None),
        ("31 February 2019", None),
        ("13/13/2019", None),
        ("May 4, 0000", None),
        ("June 6", None),
        ("6 June 20190", None),
        ("soon", None),
        ("", None),
    ],
)
def test_days_are_read(line: str, day: str | None) -> None:
    assert parse_date(line) == (datetime.date.fromisoformat(day) if day else None)


def test_a_doubtful_day_is_read_once_the_order_is_known() -> None:
    assert parse_date("03/04/2019", day_first=True) == datetime.date(2019, 4, 3)
    assert parse_date("03/04/2019", day_first=False) == datetime.date(2019, 3, 4)
    assert [day_comes_first(d) for d in ("13/04/2019", "04/13/2019", "03/04/2019", "6 June 2019")] == [
        True, False, None, None
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("line", "names", "outlet"),
    [
        ("By Ada Moss and Bo Reed", "Ada Moss and Bo Reed", None),
        ("Written by: Ada Moss | The Arden Echo", "Ada Moss", "The Arden Echo"),
        ("By Ada Moss | May 4, 2031", "Ada Moss", None),
        ("BY ADA MOSS, Staff Writer", "ADA MOSS, Staff Writer", None),
        ("", None, None),
    ],
)
def test_bylines_are_read(line: str, names: str | None, outlet: str | None) -> None:
    assert byline_names(line) == (names, outlet)


@pytest.mark.parametrize(
    ("paragraph", "agency"),
    [
        ("OBAN, March 3 (Reuters) - It sails.", "Reuters"),
        ("OBAN — It sails.", None),
        ("OBAN, May 4. /TASS/. It.", "TASS"),
    ],
)
def test_datelines_name_their_agency(paragraph: str, agency: str | None) -> None:
    found = find_dateline(paragraph, first=True)

    assert found is not None
    assert found.agency == agency


@pytest.mark.parametrize(
    "piece",
    [
        "a ",
        "(",
        "(a",
        "A-",
        "A ",
        "\n",
        "A, ",
        "1/",
        "“ ",
        "x. (Reporting by ",
        ("A/" * 75) + "\n",
        "By A A A A\n",
        "a. B c d. ",
    ],
)
def test_five_million_characters_of_anything_take_seconds(piece: str) -> None:
    text = piece * (5_000_000 // len(piece))
    begun = time.process_time()

    find_blocks(text)

    assert time.process_time() - begun < 10


@pytest.mark.skipif(not CORPORA.exists(), reason="no corpora here: set TOOLKIT_CORPORA to the folder that holds them")
def test_real_news_is_covered_and_mostly_body() -> None:
    texts = [path.read_text(encoding="utf-8").strip() for path in sorted(CORPORA.glob("*/dev/text/*.txt"))]
    body = 0
    for text in texts:
        blocks = find_blocks(text)
        check_cover(text, blocks)
        body += sum(b.end - b.start for b in blocks if b.kind == "body")

    assert len(texts) > 50
    assert body > 0.97 * sum(map(len, texts))
