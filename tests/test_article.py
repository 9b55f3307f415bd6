"""An Article never changes, says what its text says, and refuses what is no article."""

import copy
import dataclasses
import datetime
import pickle

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from toolkit import Article
from toolkit.article import MAX_CHARACTERS, check_kinds, each_article, one_or_many
from toolkit.blocks import Block
from toolkit.errors import ArticleError, OptionError, ToolkitError

TEXT = (
    "Ferry Returns\n\nBy Ada Moss | The Arden Echo\n\nMay 4, 2031\n\nPORT ARDEN (AP) — The ferry is back.\n\nIt sails."
)


def test_the_text_tells_title_day_byline_outlet_and_agency() -> None:
    read = Article(text=TEXT)

    assert read.title == "Ferry Returns"
    assert read.date == datetime.date(2031, 5, 4)
    assert (read.byline, read.outlet, read.agency, read.url) == ("Ada Moss", "The Arden Echo", "AP", None)


def test_what_the_source_says_comes_first() -> None:
    said = {"title": "A", "byline": "B", "outlet": "C", "agency": "D", "url": "https://e.example", "source": "f.txt"}

    read = Article(text=TEXT, date=datetime.date(2030, 1, 1), **said)  # type: ignore[arg-type]

    assert {name: getattr(read, name) for name in said} == said
    assert read.date == datetime.date(2030, 1, 1)


def test_the_article_that_ships(article: Article) -> None:
    assert article.title == "Putin Says No Plans to Send Troops to Venezuela"
    assert article.date == datetime.date(2019, 6, 6)
    assert (article.byline, article.outlet, article.agency, article.url) == (None, None, None, None)
    assert (article.repairs, article.warnings) == ((), ())


def test_a_byline_of_an_agency_names_the_agency() -> None:
    read = Article(text="Ferry Returns\n\nBy The Associated Press\n\nThe ferry is back, the operator said.")

    assert (read.byline, read.agency) == ("The Associated Press", "AP")


def test_a_day_within_the_body_does_not_date_the_article() -> None:
    read = Article(text="Ferry Returns\n\nIt sailed twice.\n\nMay 4, 2029\n\nThe first time.\n\nPublished May 5, 2031")

    assert read.date == datetime.date(2031, 5, 5)


def test_nothing_said_is_missing() -> None:
    read = Article(text="The ferry is back.")

    assert (read.title, read.date, read.byline, read.outlet, read.agency) == (None,) * 5
    assert read.blocks["kind"].tolist() == ["body"]


def test_equal_articles_are_equal_and_hash_alike() -> None:
    one, two, other = Article(text=TEXT), Article(text=TEXT), Article(text=TEXT, outlet="Another")

    assert one == two
    assert hash(one) == hash(two)
    assert one != other
    assert len({one, two, other}) == 2
    assert one.article_id == other.article_id  # the id names the text


def test_an_article_with_lists_in_its_extra_columns_can_still_be_hashed() -> None:
    assert len({Article(text=TEXT, extra=(("tags", ["sea"]),))}) == 1


def test_an_article_survives_pickle_and_copy() -> None:
    article = Article(text=TEXT, extra=(("section", "Sea"),))
    assert article.article_id

    for again in (pickle.loads(pickle.dumps(article)), copy.deepcopy(article), dataclasses.replace(article)):
        assert again == article
        assert again.metadata == {"section": "Sea"}


@pytest.mark.parametrize("name", ["text", "title", "layout", "anything"])
def test_nothing_can_be_assigned(name: str) -> None:
    with pytest.raises(AttributeError):
        setattr(Article(text=TEXT), name, "x")


def test_the_name_shown_is_short_and_on_one_line() -> None:
    shown = repr(Article(text="One two " * 100, title="One\ntwo three " * 100))

    assert shown.startswith("<Article ")
    assert "One two three" in shown
    assert "800 characters" in shown
    assert len(shown) < 160


@settings(deadline=None)
@given(st.text())
def test_blocks_of_any_text_reproduce_it(text: str) -> None:
    try:
        read = Article(text=text)
    except ArticleError:
        assert not text.strip()
        return
    table = read.blocks
    assert table["block_id"].tolist() == list(range(len(table)))
    assert [read.text[start:end] for start, end in zip(table["start"], table["end"], strict=True)] == table[
        "text"
    ].tolist()
    assert "".join("".join(table["text"]).split()) == "".join(text.split())


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("", "empty"),
        (" \n\t ", "empty"),
        (None, "must be a str"),
        (b"abc", "must be a str"),
        ("a\ud800b", "half characters"),
    ],
)
def test_what_is_no_article_is_refused(text: object, problem: str) -> None:
    with pytest.raises(ArticleError, match=problem):
        Article(text=text)  # type: ignore[arg-type]


def test_a_text_over_the_limit_is_refused() -> None:
    with pytest.raises(ArticleError, match="10,000,001 characters; at most 10,000,000"):
        Article(text="a" * (MAX_CHARACTERS + 1))


@pytest.mark.parametrize(
    "layout",
    [
        (Block("poem", 0, 4),),
        (Block("body", 0, 2),),
        (Block("body", 2, 4),),
        (Block("body", 0, 9),),
        (Block("body", 0, 3), Block("body", 2, 4)),
        (Block("body", 0, 0), Block("body", 0, 4)),
    ],
)
def test_a_layout_that_does_not_fit_is_refused(layout: tuple[Block, ...]) -> None:
    with pytest.raises(ArticleError, match="layout"):
        Article(text="abcd", layout=layout)


def test_a_date_is_a_day() -> None:
    assert Article(text="a", date=datetime.datetime(2031, 5, 4, 9, 7)).date == datetime.date(2031, 5, 4)
    with pytest.raises(ArticleError, match="is no day"):
        Article(text="a", date="May 4")  # type: ignore[arg-type]


@one_or_many
def _lengths(article: Article) -> pd.DataFrame:
    return pd.DataFrame({"length": [len(article.text)]})


def test_an_analysis_takes_one_article_or_several() -> None:
    one, two = Article(text="One."), Article(text="Two two.")

    assert _lengths(one).columns.tolist() == ["length"]
    assert _lengths([one, two]).to_dict("list") == {"article_id": [one.article_id, two.article_id], "length": [4, 8]}


@pytest.mark.parametrize("wrong", ["a text", b"bytes", 7, None, ["a text"], []])
def test_an_analysis_refuses_what_is_no_article(wrong: object) -> None:
    with pytest.raises(ToolkitError, match=r"[Aa]rticle"):
        _lengths(wrong)  # type: ignore[arg-type]


def test_kinds_are_checked_by_name() -> None:
    assert check_kinds("body") == {"body"}
    assert len(check_kinds(None)) == 10
    with pytest.raises(OptionError, match="poem"):
        check_kinds(["body", "poem"])
    assert [a.text for a in each_article(Article(text="One."))] == ["One."]
