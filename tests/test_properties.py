"""Any text whatever: nothing but a ToolkitError comes out, and every span of every table reproduces its text.

The analyses are listed by name, and one is tried as soon as it is public.
"""

import functools
from collections.abc import Callable, Iterable
from typing import Any

import pandas as pd
import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

import toolkit
from toolkit import Article, sentences, tokens
from toolkit.errors import ToolkitError
from toolkit.tables import TABLES, check_table

Analysis = Callable[[Any], pd.DataFrame]

# Each public analysis with arguments that lead it down a way of its own, and the table it makes.
CALLS: tuple[tuple[str, str, dict[str, Any]], ...] = (
    ("sentences", "sentences", {}),
    ("tokens", "tokens", {}),
    ("word_frequencies", "word_frequencies", {"kinds": None}),
    ("word_frequencies", "word_frequencies", {"unit": "word", "ngram": 2, "stopwords": "keep", "kinds": None}),
    ("dispersion", "dispersion", {}),
    ("text_profile", "text_profile", {}),
    ("keywords", "keywords", {}),
    ("collocations", "collocations", {}),
    ("attributions", "attributions", {}),
    *(("sentiment", "sentiment", {"by": by}) for by in ("article", "block", "paragraph", "sentence", "voice")),
    ("explain_sentiment", "explain_sentiment", {}),
)
# Which column holds the text of which span.
SPANS = {"text": ("start", "end"), "quote": ("start", "end"), "match": ("start", "end"),
         "source": ("source_start", "source_end"), "cue": ("cue_start", "cue_end")}  # fmt: skip

NASTY = (
    "\x00", "\ufeff", "a", "”", "“", '"', "''", "“”", "“ ”", '" "', "‘’", "«»", "»«", "„“", "''``", "…", "—", "!!!???",
    "“Never,” she", "he said", "said", "“a” “b” “c”", 'x"y"z', "”We aren’t,” Holt said. “But",
    "Rents rose.”We are not building,” Holt said. “But we will.”", "“‘“‘“‘nested’”’”’”", "'tis", "students' 'union'",
    "\n\n\n“Yes.”\n\n\n", "a\rb\r\nc\n\rd\x0be\x0cf\x1cg\x85h\u2028i\u2029j", "\t\t\t“tab\tbed”\t said\tHolt\t.",
    "\u202eesrever\u202c said Holt", "שלום, אמר דובר. “שלום”", "“مرحبا” قال المتحدث", "東京新聞「明日」と述べた。",
    "👩‍👩‍👧‍👦 “🎉🎉” said 👍🏽.", "e\u0301" * 40 + " “n\u0303o”", "Zal\u0300\u0301\u0302\u0303go\u0334 said",
    "zero\u200bwidth\u200c“joi\u200dn”\ufeff",
    "a" * 50_000, "“" * 500, "”" * 500, "'" * 500, '"a' * 300, "(" * 500, ". " * 300, "-" * 3000, "said " * 300,
    " ".join(f"word{n}" for n in range(600)) + ".", "“" + "We will go on, and on, " * 130 + "Holt said.",
    "ﬁ İ ı ß ẞ Ǆ ǅ ΐ", "İ" * 300, "\U0010ffff\U000e0001\uffff", "1.2.3.4 5,5 6’6” 7\" $8m £9bn 10% 11th",
    "=1+1", "<b>“x”</b>",
    "Holt said Holt said Holt said Holt said.", "She said he said they said it said.", "“" + "b" * 20_001 + "”",
    "PARIS (AP) — \n\nBy Ada\n\n(Photo)\n\nJan 1, 2031", "According to , said.", "It said said said that that that.",
)  # fmt: skip

PIECES = (
    "“", "”", '"', "'", "’", "‘", "«", "»", "''", "``", ",", ".", "?", "!", ":", ";", "—", "–", "-", "...", "…", "(",
    ")", " ", " ", " ", " ", "\n", "\n\n", "\r\n", "\u2028", "\u00a0", "\u200b", "Mira Holt", "Holt", "Ada Pell’s",
    "Prime Minister", "the harbour board", "she", "he", "they", "It", "who", "officials", "Oldhaven", "said", "says",
    "told", "warned", "denied", "according to", "accused", "asked", "noted that", "thinks", "said that", "that", "of",
    "the", "ferry", "is not back", "aren’t", "won't", "very good", "terrible", "never", "but", "New York",
    "LONDON (Reuters) — ", "By Ada Pell", "May 4, 2031", "(Photo by Ada Pell/AP)", "9:07 AM", "U.S.", "$4", "5.5%",
)  # fmt: skip
SOME = st.lists(st.sampled_from(PIECES), min_size=1, max_size=40)
NEWS = SOME.map("".join) | SOME.map(" ".join)
ANY = st.text(min_size=1, max_size=200)

tried = settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.too_slow])


def analyses() -> Iterable[tuple[str, Analysis]]:
    for name, table, arguments in CALLS:
        if name in toolkit.__all__:
            yield table, functools.partial(getattr(toolkit, name), **arguments)


def check_article(text: str) -> None:
    """Take the text through everything: a table of known columns comes out, or a ToolkitError."""
    try:
        article = Article(text=text)
    except ToolkitError:
        return
    check_spans(article, article.blocks, "blocks")
    for name, analysis in analyses():
        table = analysis(article)
        check_spans(article, table, name)
        assert table.index.equals(pd.RangeIndex(len(table)))


def check_spans(article: Article, table: pd.DataFrame, name: str) -> None:
    """Every span lies in the article and reproduces its text; every value lies in its column's range."""
    check_table(table, name)
    assert {column: str(table[column].dtype) for column in table.columns if column in _dtypes(name)} == _dtypes(name)
    for column, (start, end) in SPANS.items():
        if {column, start, end} <= set(table.columns):
            for text, first, last in table[[column, start, end]].dropna().itertuples(index=False):
                assert 0 <= first < last <= len(article.text)
                assert article.text[first:last] == text
    for parts in table["parts"] if name == "attributions" else ():
        assert all(0 <= first < last <= len(article.text) for first, last in parts)


def _dtypes(name: str) -> dict[str, str]:
    return {column.name: column.dtype for column in TABLES[name]}


@pytest.mark.parametrize("text", NASTY, ids=range(len(NASTY)))
def test_a_nasty_text_goes_through_everything(text: str) -> None:
    check_article(text)


@tried
@given(ANY)
def test_any_text_goes_through_everything(text: str) -> None:
    check_article(text)


@tried
@given(NEWS)
@example("“The ferry is back,” said Mira Holt. “It is terrible.”")
def test_anything_like_news_goes_through_everything(text: str) -> None:
    check_article(text)


@tried
@given(NEWS)
def test_sentences_and_tokens_cover_every_word(text: str) -> None:
    """No letter or digit of a block falls between two sentences or two tokens, and none is in two."""
    try:
        article = Article(text=text)
    except ToolkitError:
        return
    for table in (sentences(article), tokens(article)):
        assert (table["start"].iloc[1:].to_numpy() >= table["end"].iloc[:-1].to_numpy()).all()
        covered = {
            place for first, last in zip(table["start"], table["end"], strict=True) for place in range(first, last)
        }
        inside = {
            p
            for first, last in zip(article.blocks["start"], article.blocks["end"], strict=True)
            for p in range(first, last)
        }
        assert [p for p in sorted(inside - covered) if article.text[p].isalnum()] == []
    assert sentences(article)["words"].sum() == tokens(article)["is_word"].sum()


@pytest.mark.parametrize("text", ["a\ud800b", "\udfff", "", "   ", "\n\t\u2003"])
def test_what_cannot_be_an_article_is_refused(text: str) -> None:
    with pytest.raises(ToolkitError):
        Article(text=text)


if "concordance" in toolkit.__all__:

    @tried
    @given(NEWS, ANY, st.booleans())
    def test_any_query_finds_what_it_says(text: str, query: str, regex: bool) -> None:
        try:
            article = Article(text=text)
            check_spans(article, toolkit.concordance(article, query, regex=regex), "concordance")
        except ToolkitError:
            return


if "show" in toolkit.__all__:

    @tried
    @given(ANY | NEWS)
    def test_a_marked_up_article_holds_no_markup_of_its_own(text: str) -> None:
        try:
            article = Article(text="<script>alert(1)</script> " + text + " <img src=x onerror=alert(1)>")
        except ToolkitError:
            return

        page = getattr(toolkit.show(article), "data", "") or toolkit.show(article)._repr_html_()

        assert "<script" not in page
        assert "<img" not in page
