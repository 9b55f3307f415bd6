"""What a newcomer gets wrong: each message says what was given and what to use instead."""

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from toolkit import (
    Article,
    Corpus,
    attributions,
    charts,
    collocations,
    compare_words,
    concordance,
    correct,
    corrections,
    draw_sample,
    explore,
    keywords,
    label_sample,
    read_article,
    read_articles,
    read_labels,
    self_check,
    sentiment,
    sentiment_towards,
    show,
    show_sources,
    show_tone,
    speakers,
    tokens,
    wire_changes,
    word_frequencies,
    word_shift,
    write_report,
    write_workbook,
)
from toolkit.errors import OptionError, ReadError, TableError, ToolkitError

FERRY = Article(
    text="“The ferry is back,” Mayor Ada Moss said. Piers Lund called it superb.", corrections="unused.json"
)
NONE: Any = None
TABLE = pd.DataFrame({"a": [1]})
STRANGE: tuple[Any, ...] = (NONE, "", "story.txt", ["story.txt"], 7, b"story", {"text": "story"}, TABLE)
names = pytest.mark.parametrize("value", STRANGE, ids=lambda value: type(value).__name__)


@pytest.mark.parametrize("analysis", [attributions, keywords, sentiment, speakers, tokens, sentiment_towards])
@names
def test_an_analysis_asks_for_articles(analysis: Callable[[Any], object], value: Any) -> None:
    with pytest.raises(OptionError, match=r"An Article is needed.*, not \w+\. Make one with read_article"):
        analysis(value)


@pytest.mark.parametrize("function", [show, show_tone, show_sources, corrections, lambda a: correct(a, "accept", 0)])
@names
def test_what_takes_one_article_asks_for_one(function: Callable[[Any], object], value: Any) -> None:
    with pytest.raises(OptionError, match=r"\w+ needs one Article, not \w+\. Make one with read_article"):
        function(value)


def drawn(name: str) -> Callable[[Any], object]:
    """Return a chart by its name."""
    chart: Callable[[Any], object] = getattr(charts, name)
    return chart


MAKERS = {
    "word_bars": "word_frequencies(...)",
    "keyness_bars": "keywords(...)",
    "tone_by_voice": "sentiment(...)",
    "voice_share": "attributions(...)",
    "source_bars": "source_audit(...)",
    "word_shift_bars": "word_shift(...)",
    "tone_towards": "sentiment_towards(article, aggregate=True)",
    "group_shares": "compare_groups(...) for voices, forms or sources",
    "self_check": "self_check(...)",
}


@pytest.mark.parametrize(("name", "maker"), MAKERS.items())
def test_a_chart_names_the_function_that_makes_its_table(name: str, maker: str) -> None:
    with pytest.raises(TableError, match=rf"a DataFrame is needed, not Article\. Use what {re.escape(maker)} gives"):
        drawn(name)(FERRY)
    with pytest.raises(TableError, match=rf"has no column .*it has \['a'\]\. Use what {re.escape(maker)} gives"):
        drawn(name)(TABLE)


OPTIONS: dict[str, tuple[Callable[[], object], str]] = {
    "unit": (lambda: word_frequencies(FERRY, unit="lemmas"), "unit='lemmas' is not known. Use one of: 'word', 'lemma'"),
    "a table as unit": (lambda: word_frequencies(FERRY, unit=TABLE), "unit=a DataFrame is not known"),  # type: ignore[arg-type]
    "ngram": (lambda: word_frequencies(FERRY, ngram=0), "ngram=0 is not known. Use a whole number of at least 1"),
    "no ngram": (lambda: word_frequencies(FERRY, ngram=True), "ngram=True is not known"),
    "pos": (lambda: word_frequencies(FERRY, pos="noun"), "pos=['noun'] is not known. Use any of: ADJ"),
    "kinds": (lambda: word_frequencies(FERRY, kinds="text"), "kinds=['text'] is not known. Use any of: headline"),
    "window": (lambda: collocations(FERRY, window=1), "window=1 is not known. Use a whole number of at least 2"),
    "width": (lambda: concordance(FERRY, "ferry", width=-1), "width=-1 is not known"),
    "query": (lambda: concordance(FERRY, ""), "query must hold words to look for"),
    "reference": (lambda: keywords(FERRY, reference="German"), "Use 'english', articles, or a table of counts"),
    "by": (lambda: sentiment(FERRY, by="speaker"), "by='speaker' is not known. Use one of: 'article'"),
    "targets": (lambda: sentiment_towards(FERRY, []), "targets holds no name"),
    "voice": (lambda: word_shift(FERRY, FERRY, first_voice="Ada Mos"), "no words of 'Ada Mos'. Use one of: 'Ada Moss'"),
    "no voice": (lambda: word_shift(FERRY, FERRY, first_voice=""), "There are no words of ''"),
    "voices": (lambda: word_shift(FERRY, FERRY, first_voice=["Ada"]), "first_voice=['Ada'] is not known"),  # type: ignore[arg-type]
    "action": (lambda: correct(FERRY, "acept", 0), "action='acept' is not known. Use one of: 'accept'"),
    "row": (lambda: correct(FERRY, "accept", 99), "there is no such row. attributions(article) has"),
    "speaker": (lambda: correct(FERRY, "reattribute", 0, speaker=7), "speaker=7 is not known. Use text"),  # type: ignore[arg-type]
    "merge": (lambda: correct(FERRY, "merge", speaker="Ada", instead_of="Mos"), "Its speakers are: Ada Moss"),
    "sample": (lambda: draw_sample(FERRY, attributions=-1), "attributions=-1 is not known"),
    "top": (lambda: charts.word_bars(word_frequencies(FERRY), top=0), "top=0 is not known"),
    "details": (lambda: write_report([FERRY], "a.html", details=-1), "details=-1 is not known"),
    "explored": (lambda: explore(7), "explore needs an Article, a path, an address or text, not int"),  # type: ignore[arg-type]
}  # fmt: skip


@pytest.mark.parametrize(("call", "message"), OPTIONS.values(), ids=OPTIONS)
def test_an_option_that_is_not_known_is_named_with_what_there_is(call: Callable[[], object], message: str) -> None:
    with pytest.raises(OptionError, match=re.escape(message)):
        call()


TABLES: dict[str, tuple[Callable[[], object], str]] = {
    "names": (lambda: speakers(FERRY, names=TABLE), "Use what speaker_names(...) gives"),
    "labels": (lambda: self_check(TABLE), "Use what draw_sample(articles) or read_labels(path, sample) gives"),
    "counts": (lambda: compare_words(TABLE, by="a"), "Use what word_frequencies(articles) gives"),
    "groups": (lambda: compare_words(word_frequencies([FERRY]), by="outlet"), "no column 'outlet' to compare by"),
    "voices": (lambda: charts.tone_by_voice(sentiment(FERRY)), "Use what sentiment(article, by='voice') gives"),
    "own table": (lambda: show(FERRY, TABLE), "Use what attributions(...) gives"),
    "articles": (lambda: charts.word_bars(word_frequencies([FERRY, FERRY])), "Choose the rows of one article"),
    "text column": (lambda: read_articles(TABLE), "Name the text's column with text_column="),
}


@pytest.mark.parametrize(("call", "message"), TABLES.values(), ids=TABLES)
def test_a_table_that_does_not_fit_is_named_with_what_makes_a_fitting_one(
    call: Callable[[], object], message: str
) -> None:
    with pytest.raises(TableError, match=re.escape(message)):
        call()


@pytest.mark.parametrize("write", [write_report, write_workbook])
@names
def test_what_is_no_file_name_is_refused(write: Callable[[Article, Any], object], value: Any) -> None:
    with pytest.raises(OptionError, match=r"path=.* is not known\. Use a file's name that ends in \.(html|xlsx)"):
        write(FERRY, value)


@pytest.mark.parametrize("value", [NONE, ["a"], 7, TABLE], ids=lambda value: type(value).__name__)
def test_labels_and_stores_ask_for_a_path(value: Any) -> None:
    sample = draw_sample(FERRY)
    calls: list[Callable[[Any], object]] = [
        lambda path: read_labels(path, sample),
        lambda path: label_sample(sample, path),
    ]
    calls += [] if value is None else [Corpus]

    for call in calls:
        with pytest.raises(OptionError, match=r"path=.* is not known\. Use a path"):
            call(value)


def test_reading_says_what_to_read(tmp_path: Path) -> None:
    with pytest.raises(ReadError, match=r"There is no file no-story\.txt\. Check the path"):
        read_article("no-story.txt")
    with pytest.raises(ReadError, match=r"is a folder\. Use read_articles"):
        read_article(tmp_path)
    with pytest.raises(ReadError, match=r"not list\. For several articles or a table use read_articles"):
        read_article(["story.txt"])
    with pytest.raises(ReadError, match=r"no web address: only http:// and https:// are read"):
        read_article("ftp://oldhaven-gazette.example/story")
    with pytest.raises(OptionError, match=r"encoding=7 is not known"):
        read_article("story.txt", encoding=7)  # type: ignore[arg-type]


def test_without_a_network_an_address_says_how_to_go_on(monkeypatch: pytest.MonkeyPatch) -> None:
    def unreachable(*_: object, **__: object) -> object:
        raise OSError("Name or service not known")

    monkeypatch.setattr("urllib.request.OpenerDirector.open", unreachable)

    with pytest.raises(ReadError, match=r"cannot be reached .*Check the connection .*save the page in your browser"):
        read_article("https://oldhaven-gazette.example/story")


def test_two_versions_of_a_text_must_be_articles() -> None:
    with pytest.raises(ToolkitError, match="needs one Article"):
        wire_changes(FERRY, "story.txt")  # type: ignore[arg-type]


def test_a_store_says_what_it_holds() -> None:
    with Corpus() as corpus:
        corpus.add(FERRY)
        with pytest.raises(OptionError, match=r"table 'attribution' is not known\. Use articles, or any of: "):
            corpus.table("attribution")
        with pytest.raises(OptionError, match=r"table=\['attributions'\] is not known"):
            corpus.table(["attributions"])  # type: ignore[arg-type]
        with pytest.raises(TableError, match=r"attributions is not made yet\. Call \.run\(\)"):
            corpus.table("attributions")
        with pytest.raises(OptionError, match=r"query='' is not known\. Use SQL"):
            corpus.sql("")
    with pytest.raises(ToolkitError, match=r"The store is closed\. Open it again"):
        corpus.table("articles")
