"""Wire copy: which articles print the same text, how much of it, and what each made of it. All texts are fictional."""

import datetime
import itertools

import pandas as pd
import pytest

from tests.corpora import FERRY, Inline, inline, news
from toolkit import Article, Corpus, wire_changes, wire_copies
from toolkit.errors import OptionError, TableError
from toolkit.tables import check_table
from toolkit.wire.standing import own_spans, pieces, standing_pieces

__all__ = ["inline"]
BACKGROUND = "The harbour of Oldhaven was dug by hand in the morning of the century, when islanders lived on herring."
NAMES = ["Holt", "Lund", "Moss", "Vale", "Reed", "Hale", "Cove", "Dunn", "Eyre"]
VERBS = ["met", "praised", "sued", "saw", "hired", "blamed", "paid", "heard"]


def report(seed: int, sentences: int = 8) -> str:
    """A text that shares no run of five words with that of another seed."""
    words = itertools.islice(itertools.product(NAMES, VERBS, NAMES), seed * sentences, (seed + 1) * sentences)
    return " ".join(f"{a} {verb} {b} on pier {seed} at {n} in the rain." for n, (a, verb, b) in enumerate(words))


def on(day: int, text: str, outlet: str) -> Article:
    return Article(text=text, outlet=outlet, date=datetime.date(2031, 5, day))


def test_a_report_that_three_outlets_print_is_one_group() -> None:
    found = wire_copies(news())

    assert found[["group", "outlet", "agency", "group_agency", "reference", "words"]].values.tolist() == [
        [0, "Courier", "AP", "AP", True, 93],
        [0, "Herald", "AP", "AP", False, 93],
        [0, "Gazette", "AP", "AP", False, 84],
    ]
    assert found["shared"].round(3).tolist() == [1.0, 1.0, 0.869]
    assert found["kept"].round(3).tolist() == [1.0, 1.0, 0.785]
    check_table(found, "wire_copies")


def test_the_earliest_is_the_reference_and_of_one_day_the_longest() -> None:
    longer = report(0) + " The board will meet again when the wind has gone."
    found = wire_copies([on(6, report(0), "Courier"), on(5, report(0), "Gazette"), on(5, longer, "Herald")])

    assert found["outlet"].tolist() == ["Herald", "Gazette", "Courier"]
    assert found["reference"].tolist() == [True, False, False]
    assert found["shared"].tolist() == [1.0, 1.0, 1.0]
    assert found["kept"].round(2).tolist() == [1.0, 0.9, 0.9]


def test_a_credit_that_one_outlet_gives_tells_whose_text_the_others_print() -> None:
    found = wire_copies([on(5, f"OLDHAVEN (Reuters) — {report(0)}", "Courier"), on(6, report(0), "Gazette")])

    assert found["agency"].fillna("none").tolist() == ["Reuters", "none"]
    assert found["group_agency"].tolist() == ["Reuters", "Reuters"]


def test_text_that_an_outlet_prints_everywhere_makes_no_wire_copy() -> None:
    standing = f"{BACKGROUND} {BACKGROUND.replace('morning', 'evening').replace('by hand', 'with oxen')}"
    articles = [on(n, f"{report(n, 2)}\n\n{standing}", "Courier") for n in range(1, 6)]

    assert len(wire_copies(articles[:4])) == 4
    assert wire_copies(articles).empty


def test_standing_text_is_left_out_of_what_is_shared() -> None:
    articles = [on(n, f"{report(n)}\n\n{BACKGROUND}", "Courier") for n in range(1, 6)] + [on(7, report(1), "Gazette")]
    spans = own_spans(articles[0], standing_pieces(("Courier", a) for a in articles[:5])["Courier"])

    assert [articles[0].text[start:end] for start, end in spans] == [report(1)]
    assert len(list(pieces(articles[0]))) == 9


def test_two_reports_that_quote_the_same_words_stay_apart() -> None:
    quote = "“" + report(9, 3) + "”"

    assert wire_copies([on(5, f"{report(1)} {quote}", "Courier"), on(5, f"{report(2)} {quote}", "Gazette")]).empty


def test_a_store_knows_the_copies_under_its_own_names(inline: list[Inline]) -> None:
    corpus = Corpus().add(news()).run(tables=["shingle_bands", "agency_credits"], progress=False)

    found = wire_copies(corpus)

    pd.testing.assert_frame_equal(found, wire_copies(news()))
    assert found["article_id"].tolist()[1] == found["article_id"].tolist()[0] + "-2"
    assert set(found["article_id"]) <= set(corpus.table("articles")["article_id"])


def test_what_cannot_be_looked_through_is_refused() -> None:
    with pytest.raises(OptionError, match="the collection is empty"):
        wire_copies([])
    with pytest.raises(TableError, match=r"Call \.run\(\)"):
        wire_copies(Corpus().add(news()))


def test_no_copies_make_an_empty_table() -> None:
    assert list(wire_copies([Article(text="Rain.")]).columns) == list(wire_copies(news()).columns)


def test_changes_are_told_sentence_by_sentence() -> None:
    courier, gazette = news()[:2]

    found = wire_changes(gazette, courier)

    body = found[found["kind"] == "body"]
    assert body["change"].tolist() == ["kept"] * 4 + ["changed", "kept", "cut", "added"]
    changed = body[body["change"] == "changed"].iloc[0]
    assert (changed["text"].split()[-1], changed["version_text"].split()[-1]) == ("scandal.", "disgrace.")
    for row in found.itertuples():
        if pd.notna(row.start):
            assert gazette.text[int(row.start) : int(row.end)] == row.text
        if pd.notna(row.version_start):
            assert courier.text[int(row.version_start) : int(row.version_end)] == row.version_text
    check_table(found, "wire_changes")


def test_the_headline_is_held_against_the_headline() -> None:
    wire = Article(text=f"Ferry returns after repairs\n\n{FERRY}")
    own = Article(text=f"Ferry returns at last\n\n{FERRY}")

    found = wire_changes(own, wire)

    assert found.loc[found["kind"] == "headline", ["change", "text", "version_text"]].values.tolist() == [
        ["changed", "Ferry returns at last", "Ferry returns after repairs"]
    ]
    assert set(found.loc[found["kind"] == "body", "change"]) == {"kept"}


def test_a_sentence_at_another_place_has_moved() -> None:
    wire = Article(text="The ferry is back. It sails at nine. Fares will rise in May. The board is glad.")
    own = Article(text="Fares will rise in May. The ferry is back. It sails at nine. The board is glad.")

    found = wire_changes(own, wire)

    assert found["change"].tolist() == ["moved", "kept", "kept", "kept"]
    assert found["similarity"].tolist() == [1.0] * 4
