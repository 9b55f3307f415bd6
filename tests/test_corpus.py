"""The store of many articles: what goes in comes out, once, under the versions that made it, whatever goes wrong."""

import json
import subprocess
import sys
from pathlib import Path

import duckdb
import pandas as pd
import pytest
from pandas.testing import assert_frame_equal

from tests.corpora import DEADLY, FERRY, RAIN, Inline, inline, news
from toolkit import Article, Corpus, attributions, sentiment, source_audit, speakers, text_profile, word_frequencies
from toolkit.corpus import stages
from toolkit.corpus.stages import STAGES, Stage, sql_type
from toolkit.corpus.versions import version_of
from toolkit.errors import OptionError, StoreError, TableError
from toolkit.tables import TABLES

__all__ = ["inline"]


@pytest.fixture
def store(tmp_path: Path) -> Path:
    return tmp_path / "outlets.duckdb"


def plain(corpus: Corpus, name: str) -> pd.DataFrame:
    return corpus.table(name).drop(columns="article_id")


def extra_stage(monkeypatch: pytest.MonkeyPatch, function: str) -> None:
    """Let runs make one table more, by a function of tests/corpora.py."""
    stage = Stage("blocks", f"tests.corpora:{function}", TABLES["blocks"], usual=True)
    monkeypatch.setattr(stages, "STAGES", {"blocks": stage, **STAGES})
    for module in ("run", "reading", "standing", "handover"):
        monkeypatch.setattr(f"toolkit.corpus.{module}.STAGES", {"blocks": stage, **STAGES})
    monkeypatch.setattr("toolkit.corpus.run.chosen", lambda _: [stage, STAGES["text_profile"]])


def test_the_tables_of_a_corpus_are_those_of_its_articles(inline: list[Inline]) -> None:
    articles = news()[:2]

    corpus = Corpus().add(articles).run(progress=False)

    assert_frame_equal(corpus.table("attributions"), attributions(articles))
    assert_frame_equal(corpus.table("word_frequencies"), word_frequencies(articles))
    assert_frame_equal(corpus.table("text_profile"), text_profile(articles))
    assert_frame_equal(corpus.table("source_audit"), source_audit(articles))
    assert_frame_equal(corpus.table("sentiment_by_voice"), sentiment(articles, by="voice"))
    for article in articles:
        own = corpus.table("speakers").query("article_id == @article.article_id").drop(columns="article_id")
        assert_frame_equal(own.reset_index(drop=True), speakers(article))


@pytest.mark.parametrize("name", STAGES)
def test_every_stage_makes_the_columns_that_it_promises(name: str, article: Article, inline: list[Inline]) -> None:
    stage = STAGES[name]

    made = stages.make(article, stage.home, stage.options)

    assert list(made.columns) == [column.name for column in stage.columns]
    assert_frame_equal(plain(Corpus().add(article).run(tables=[name], progress=False), name), made)


def test_sequences_are_kept_as_lists_that_sql_can_read(inline: list[Inline]) -> None:
    assert sql_type(next(c for c in TABLES["attributions"] if c.name == "parts")) == "BIGINT[][]"
    corpus = Corpus().add(news()[0]).run(tables=["attributions"], progress=False)

    asked = "SELECT parts[1][2] AS ending FROM attributions WHERE speaker = ? ORDER BY start DESC LIMIT 1"
    found = corpus.sql(asked, ["Mira Holt"])

    assert found["ending"].tolist() == [plain(corpus, "attributions")["parts"][1][0][1]]


def test_an_article_of_the_store_is_the_one_that_was_added() -> None:
    first = Article(
        text=FERRY, title="Ferry returns", outlet="Courier", url="https://www.courier.example/1", byline="Ada Moss",
        repairs=("line ends",), warnings=("short",), extra=(("desk", "coast"), ("page", 3)),
    )  # fmt: skip
    corpus = Corpus().add([first, *news()[3:]])

    assert corpus.article(first.article_id) == first
    assert list(corpus) == [first, *news()[3:]]
    assert corpus.table("articles").loc[0, ["site", "desk", "page"]].tolist() == ["courier.example", "coast", 3]
    with pytest.raises(OptionError, match="There is no article 'nobody'"):
        corpus.article("nobody")


def test_adding_the_same_again_changes_nothing(inline: list[Inline]) -> None:
    corpus = Corpus().add(news()).run(tables=["text_profile"], progress=False)
    before = corpus.table("articles"), corpus.table("text_profile")

    corpus.add(news()).add(news()[:3]).run(tables=["text_profile"], progress=False)

    assert_frame_equal(corpus.table("articles"), before[0])
    assert_frame_equal(corpus.table("text_profile"), before[1])
    assert len(inline) == 1


def test_another_outlets_copy_of_a_text_is_an_article_of_its_own_and_analysed_once(inline: list[Inline]) -> None:
    corpus = Corpus().add(news()).run(tables=["text_profile"], progress=False)

    copies = corpus.table("articles").query("title == 'Ferry returns'")

    assert copies["outlet"].tolist() == ["Courier", "Herald"]
    assert copies["article_id"].tolist() == [news()[0].article_id, f"{news()[0].article_id}-2"]
    assert len(corpus.table("text_profile")) == len(corpus) == 12
    assert sum(len(chunk) for engine in inline for chunk in engine.chunks) == 11


def test_a_changed_article_takes_the_place_of_the_old_one(tmp_path: Path, inline: list[Inline]) -> None:
    for number in range(3):
        (tmp_path / f"{number}.txt").write_text(RAIN.format(n=number), encoding="utf-8")
    corpus = Corpus().add(tmp_path).run(tables=["text_profile"], progress=False)

    (tmp_path / "1.txt").write_text("It did not rain after all.", encoding="utf-8")
    corpus.add(tmp_path).run(tables=["text_profile"], progress=False)

    assert corpus.sql("SELECT count(*) AS n FROM texts")["n"].tolist() == [3]
    assert sorted(plain(corpus, "text_profile")["words"]) == [6, 19, 19]
    assert [len(chunk) for engine in inline for chunk in engine.chunks] == [3, 1]


def test_rows_that_move_in_a_table_are_the_same_articles(tmp_path: Path) -> None:
    table = pd.DataFrame({"text": [RAIN.format(n=n) for n in range(4)], "outlet": "Courier"})
    table.to_csv(tmp_path / "export.csv", index=False)
    corpus = Corpus().add(tmp_path / "export.csv")
    before = set(corpus.table("articles")["article_id"])

    pd.concat([pd.DataFrame({"text": ["A new one."], "outlet": "Courier"}), table]).to_csv(
        tmp_path / "export.csv", index=False
    )
    corpus.add(tmp_path / "export.csv")

    assert len(corpus) == 5
    assert before < set(corpus.table("articles")["article_id"])


def test_what_the_source_says_is_brought_up_to_date_without_a_new_analysis(inline: list[Inline]) -> None:
    corpus = Corpus().add(Article(text=FERRY, url="https://courier.example/1"))
    corpus.run(tables=["text_profile"], progress=False)

    corpus.add(Article(text=FERRY, url="https://courier.example/1", byline="Ada Moss"))
    corpus.run(tables=["text_profile"], progress=False)

    assert corpus.table("articles")["byline"].tolist() == ["Ada Moss"]
    assert len(inline) == 1


def test_settings_make_again_only_what_depends_on_them(inline: list[Inline]) -> None:
    corpus = Corpus().add(news()[:2]).run(tables=["text_profile", "word_frequencies"], progress=False)
    lemmas = set(corpus.table("word_frequencies")["word"])

    corpus.run(
        settings={"word_frequencies": {"unit": "word"}}, tables=["text_profile", "word_frequencies"], progress=False
    )

    assert {task.stage for chunk in inline[1].chunks for job in chunk for task in job.tasks} == {"word_frequencies"}
    assert "fares" in set(corpus.table("word_frequencies")["word"]) - lemmas
    corpus.run(tables=["word_frequencies"], progress=False)
    assert len(inline) == 2


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"settings": {"words": {}}}, "'words' is no table"),
        ({"settings": {"word_frequencies": {"units": "word"}}}, r"has no option \['units'\]"),
        ({"tables": ["ghosts"]}, r"tables=\['ghosts'\] is not known"),
    ],
)
def test_what_a_run_does_not_know_it_refuses(wrong: dict[str, object], said: str) -> None:
    with pytest.raises(OptionError, match=said):
        Corpus().add(news()[:1]).run(progress=False, **wrong)  # type: ignore[arg-type]


@pytest.mark.parametrize("workers", ["2", 0, True, 1.5])
def test_what_is_no_number_of_workers_is_refused_even_with_nothing_to_do(workers: object) -> None:
    with pytest.raises(OptionError, match=r"workers=.* is not known\. Use a whole number of at least 1"):
        Corpus().run(workers, progress=False)  # type: ignore[arg-type]


def test_a_new_version_of_an_analysis_makes_its_rows_again(
    monkeypatch: pytest.MonkeyPatch, inline: list[Inline]
) -> None:
    corpus = Corpus().add(news()[:2]).run(tables=["text_profile", "agency_credits"], progress=False)
    monkeypatch.setattr(
        "toolkit.corpus.run.version_of",
        lambda stage, options: ("newer", {}) if stage.name == "agency_credits" else version_of(stage, options),
    )

    assert corpus.status.set_index("table").loc["agency_credits", ["done", "stale"]].tolist() == [0, 2]
    corpus.run(tables=["text_profile", "agency_credits"], progress=False)

    assert {task.stage for chunk in inline[1].chunks for job in chunk for task in job.tasks} == {"agency_credits"}
    assert corpus.status.set_index("table").loc["agency_credits", ["done", "stale"]].tolist() == [2, 0]
    assert corpus.table("agency_credits")["agency"].tolist() == ["AP", "AP"]


def test_a_version_rests_on_code_and_libraries_but_not_on_documentation() -> None:
    from toolkit.corpus import versions

    code = 'def f(x):\n    """Say."""\n    return x  # so\n'
    shapes = ["".join(versions._shape(versions.ast.parse(text))) for text in (
        code, code.replace("Say", "Tell").replace("so", "thus"), code.replace("return x", "return -x")
    )]  # fmt: skip
    made = version_of(STAGES["word_frequencies"], {})[1]

    assert shapes[0] == shapes[1] != shapes[2]
    assert "toolkit.attribution" not in versions._closure("toolkit.words")
    assert {"toolkit.words", "toolkit.language", "toolkit.article"} <= set(versions._closure("toolkit.words"))
    assert set(made["libraries"]) >= {"spacy"}  # type: ignore[call-overload]
    assert version_of(STAGES["word_frequencies"], {"unit": "word"})[0] != version_of(STAGES["word_frequencies"], {})[0]


def test_a_table_with_other_columns_than_now_is_made_anew(store: Path, inline: list[Inline]) -> None:
    with Corpus(store) as corpus:
        corpus.add(news()[:2]).run(tables=["text_profile"], progress=False)
        expected = corpus.table("text_profile")
    with duckdb.connect(str(store)) as raw:
        raw.execute("ALTER TABLE text_profile_rows DROP COLUMN note")

    with Corpus(store) as corpus:
        corpus.run(tables=["text_profile"], progress=False)
        assert_frame_equal(corpus.table("text_profile"), expected)


def test_one_table_that_fails_is_a_problem_and_the_rest_is_done(
    monkeypatch: pytest.MonkeyPatch, inline: list[Inline]
) -> None:
    extra_stage(monkeypatch, "broken")
    corpus = Corpus().add([*news()[:2], Article(text=DEADLY, source="deadly.txt")])

    corpus.run(progress=False)

    assert corpus.problems[["source", "stage", "problem"]].values.tolist() == [
        ["deadly.txt", "blocks", "ZeroDivisionError: division by zero"]
    ]
    assert len(corpus.table("text_profile")) == 3
    assert corpus.last_run is not None
    assert corpus.last_run[["outcome", "articles"]].values.tolist() == [["done", 2], ["skipped", 0], ["failed", 1]]
    corpus.run(progress=False)
    assert corpus.last_run["articles"].tolist() == [0, 3, 0]
    corpus.run(progress=False, retry=True)
    assert corpus.last_run["articles"].tolist() == [0, 2, 1]
    assert len(corpus.problems) == 1


def test_an_article_that_kills_its_process_is_found_and_the_rest_is_done(
    store: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    extra_stage(monkeypatch, "deadly")
    corpus = Corpus(store).add([*news()[:4], Article(text=DEADLY, source="deadly.txt"), *news()[4:]])

    corpus.run(workers=2, progress=False)

    assert set(corpus.problems["source"]) == {"deadly.txt"}
    assert corpus.problems["problem"].unique().tolist() == [
        "The process that read it died 2 times, perhaps for want of memory."
    ]
    assert len(corpus.table("text_profile")) == 12
    corpus.close()


def test_a_second_process_is_told_who_has_the_store(store: Path) -> None:
    corpus = Corpus(store)
    code = f"from toolkit import Corpus; Corpus({str(store)!r})"

    said = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False).stderr

    assert "StoreError" in said
    assert "is in use by process" in said
    assert "call .close()" in said
    corpus.close()
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_a_script_without_a_guard_runs_once(tmp_path: Path) -> None:
    """Processes that are spawned import the script that spawned them: without care it would start itself again."""
    script = tmp_path / "analysis.py"
    script.write_text(
        "from toolkit import Article, Corpus\nprint('started')\n"
        "corpus = Corpus().add(Article(text='“It sails,” Ada Moss said.')).run(workers=1, progress=False)\n"
        "print(corpus.table('attributions')['speaker'].tolist())\n"
    )

    done = subprocess.run([sys.executable, script], capture_output=True, text=True, check=False)

    assert (done.stdout.splitlines(), done.stderr) == (["started", "['Ada Moss']"], "")


def test_what_is_no_store_is_left_as_it_is(tmp_path: Path) -> None:
    text, other = tmp_path / "story.txt", tmp_path / "other.duckdb"
    text.write_text("The ferry is back. " * 1000)
    with duckdb.connect(str(other)) as raw:
        raw.execute("CREATE TABLE mine (x INTEGER)")

    with pytest.raises(StoreError, match="is no store of articles"):
        Corpus(text)
    with pytest.raises(StoreError, match="no store of articles"):
        Corpus(other)
    with pytest.raises(StoreError, match="is a folder"):
        Corpus(tmp_path)
    with pytest.raises(StoreError, match="There is no folder"):
        Corpus(tmp_path / "nowhere" / "x.duckdb")
    with duckdb.connect(str(other)) as raw:
        assert raw.execute("SELECT table_name FROM duckdb_tables()").fetchall() == [("mine",)]


def test_an_older_store_opens_and_its_tables_are_made_again(store: Path, inline: list[Inline]) -> None:
    with Corpus(store) as corpus:
        corpus.add(news()).run(tables=["text_profile"], progress=False)
        expected = corpus.table("articles"), corpus.table("text_profile")
    with duckdb.connect(str(store)) as raw:
        raw.execute("UPDATE store SET layout = 0, toolkit = '0.0.1'")

    with Corpus(store) as corpus:
        assert_frame_equal(corpus.table("articles"), expected[0])
        with pytest.raises(TableError, match=r"The table text_profile is not made yet\. Call \.run"):
            corpus.table("text_profile")
        corpus.run(tables=["text_profile"], progress=False)
        assert_frame_equal(corpus.table("text_profile"), expected[1])


def test_a_newer_store_says_what_to_install(store: Path) -> None:
    Corpus(store).close()
    with duckdb.connect(str(store)) as raw:
        raw.execute("UPDATE store SET layout = 99, toolkit = '9.0.0'")

    with pytest.raises(StoreError, match=r"made by a newer version of the toolkit \(9\.0\.0.*Install that one"):
        Corpus(store)


def test_a_store_too_old_says_what_to_do(store: Path) -> None:
    Corpus(store).close()
    with duckdb.connect(str(store)) as raw:
        raw.execute("UPDATE store SET layout = 0; DROP TABLE texts")

    with pytest.raises(StoreError, match="Make a new store and add the articles again"):
        Corpus(store)


def test_the_versions_say_what_made_each_table(inline: list[Inline]) -> None:
    corpus = Corpus().add(news()[:2]).run(tables=["text_profile"], progress=False)

    made = corpus.versions.iloc[0]

    assert (made["table"], made["articles"], made["function"]) == ("text_profile", 2, "toolkit.profile:text_profile")
    assert made["libraries"]["spacy"].startswith("3.8")
    json.dumps(corpus.versions.to_dict("records"))


def test_parquet_and_workbook_hold_the_tables(tmp_path: Path, inline: list[Inline]) -> None:
    corpus = Corpus().add([*news()[:2], Article(text="=1+1 is what it says.", outlet="=EVIL()")]).run(progress=False)

    files = corpus.to_parquet(tmp_path / "it's out")
    book = corpus.to_excel(tmp_path / "corpus.xlsx")

    assert [file.stem for file in files][:3] == ["articles", "text_profile", "word_frequencies"]
    assert "shingle_bands" not in [file.stem for file in files]
    assert len(pd.read_parquet(tmp_path / "it's out" / "attributions.parquet")) == len(corpus.table("attributions"))
    sheets = pd.read_excel(book, sheet_name=None)
    assert [*sheets] == [
        "articles", "attributions", "speakers", "source_audit", "sentiment_by_article", "agency_credits", "problems"
    ]  # fmt: skip
    assert sheets["articles"]["outlet"].tolist() == ["Courier", "Gazette", "'=EVIL()"]


def test_sql_that_is_wrong_says_so() -> None:
    with pytest.raises(OptionError, match="The store does not understand the query"):
        Corpus().sql("SELECT nothing FROM nowhere")
    with pytest.raises(OptionError, match="table 'ghosts' is not known"):
        Corpus().table("ghosts")
