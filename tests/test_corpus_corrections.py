"""What people corrected is replayed by the store, and makes again just what depends on it. All texts are fictional."""

import zipfile
from pathlib import Path

import pandas as pd
import pytest
from pandas.testing import assert_frame_equal

from tests.corpora import FERRY, RAIN, Inline, inline
from toolkit import Article, Corpus, attributions, correct, read_article, speakers
from toolkit.corpus.stages import STAGES, make
from toolkit.errors import OptionError

__all__ = ["inline"]

REPLAYING = {name for name, stage in STAGES.items() if stage.replays}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "news").mkdir()
    (tmp_path / "news" / "ferry.txt").write_text(FERRY, encoding="utf-8")
    (tmp_path / "news" / "rain.txt").write_text(RAIN.format(n=3), encoding="utf-8")
    return tmp_path / "news"


def made_again(engine: Inline) -> list[tuple[int, set[str]]]:
    """List the texts that a run has worked on, each with its tables."""
    return [(job.no, {task.stage for task in job.tasks}) for chunk in engine.chunks for job in chunk]


def given_to_ada(article: Article) -> None:
    said = attributions(article)
    row = said.loc[said["speaker"] == "Mira Holt", "attribution_id"].iloc[0]
    correct(article, "reattribute", row, speaker="Ada Moss")


@pytest.mark.parametrize("name", STAGES)
def test_the_stages_that_replay_corrections_are_the_marked_ones(name: str, folder: Path) -> None:
    with (folder / "ferry.txt").open("a", encoding="utf-8") as file:
        file.write("\n\n“Piers Lund knows nothing of boats,” said Mira Holt.")
    article, stage = read_article(folder / "ferry.txt"), STAGES[name]
    before = make(article, stage.home, stage.options)

    correct(article, "merge", speaker="Ada Moss", instead_of="Mira Holt")

    assert make(article, stage.home, stage.options).equals(before) is (name not in REPLAYING)


def test_corrections_are_found_again_where_a_folder_has_moved_and_is_added_again(folder: Path) -> None:
    store = folder.parent / "news.duckdb"
    with Corpus(store) as corpus:
        corpus.add(folder)
        given_to_ada(next(iter(corpus)))
        corpus.run(tables="attributions", progress=False)

    archive = folder.rename(folder.parent / "archive")

    with Corpus(store) as corpus:
        corpus.add(archive).run(tables="attributions", progress=False)
        assert corpus.status.set_index("table").loc["attributions", "done"] == 2
        assert corpus.table("attributions")["corrected"].dropna().tolist() == ["reattributed"]
        assert set(corpus.table("articles")["source"]) == {str(archive / "ferry.txt"), str(archive / "rain.txt")}


def test_a_second_copy_leaves_corrections_where_they_are(folder: Path) -> None:
    corpus = Corpus().add(folder)
    copies = folder.parent / "copies"
    copies.mkdir()
    (copies / "ferry.txt").write_text(FERRY, encoding="utf-8")

    corpus.add(copies)

    assert set(corpus.table("articles")["source"]) == {str(folder / "ferry.txt"), str(folder / "rain.txt")}


def test_a_correction_makes_again_what_depends_on_it_and_nothing_else(folder: Path, inline: list[Inline]) -> None:
    corpus = Corpus().add(folder).run(progress=False)

    given_to_ada(next(iter(corpus)))

    status = corpus.status.set_index("table")
    assert set(status.index[status["stale"] == 1]) == REPLAYING & set(status.index)
    corpus.run(progress=False)
    usual = {name for name in REPLAYING if STAGES[name].usual}
    assert made_again(inline[1]) == [(1, usual)]
    table = corpus.table("attributions")
    assert table.loc[table["corrected"].notna(), ["speaker", "corrected"]].values.tolist() == [
        ["Ada Moss", "reattributed"]
    ]
    articles = [read_article(folder / "ferry.txt"), read_article(folder / "rain.txt")]
    assert_frame_equal(table, attributions(articles))
    assert "Ada Moss" in set(corpus.table("speakers")["speaker"])

    corpus.run(progress=False)
    assert len(inline) == 2
    correct(articles[0], "undo", 0)
    corpus.run(progress=False)
    assert made_again(inline[2]) == [(1, usual)]
    assert corpus.table("attributions")["corrected"].isna().all()


def test_corrections_travel_to_the_processes_that_work(folder: Path, tmp_path: Path) -> None:
    given_to_ada(read_article(folder / "ferry.txt"))

    with Corpus(tmp_path / "news.duckdb") as corpus:
        corpus.add(folder).run(workers=1, tables=["attributions"], progress=False)
        assert corpus.table("attributions")["corrected"].dropna().tolist() == ["reattributed"]


def test_a_changed_text_keeps_the_corrections_that_still_fit(folder: Path, inline: list[Inline]) -> None:
    corpus = Corpus().add(folder)
    given_to_ada(read_article(folder / "ferry.txt"))

    (folder / "ferry.txt").write_text(f"Late news.\n\n{FERRY}", encoding="utf-8")
    corpus.add(folder).run(tables=["attributions"], progress=False)

    assert corpus.table("attributions")["corrected"].dropna().tolist() == ["reattributed"]


def test_rows_of_a_table_and_members_of_an_archive_share_its_file(tmp_path: Path, inline: list[Inline]) -> None:
    pd.DataFrame({"text": [RAIN.format(n=1), FERRY]}).to_csv(tmp_path / "export.csv", index=False)
    with zipfile.ZipFile(tmp_path / "pack.zip", "w") as archive:
        archive.writestr("sub/ferry.txt", f"{FERRY}\n\nIt sails at noon.")
    corpus = Corpus().add([tmp_path / "export.csv", tmp_path / "pack.zip"])

    for article in corpus:
        if "Holt" in article.text:
            given_to_ada(article)
    corpus.run(tables=["attributions"], progress=False)

    assert (tmp_path / "export.corrections.json").exists()
    assert (tmp_path / "pack.corrections.json").exists()
    table = corpus.table("attributions")
    assert table["corrected"].dropna().tolist() == ["reattributed"] * 2
    assert table.groupby("article_id")["corrected"].count().tolist().count(1) == 2


def test_what_comes_from_no_file_is_corrected_beside_the_store(tmp_path: Path, inline: list[Inline]) -> None:
    with Corpus(tmp_path / "news.duckdb") as corpus:
        corpus.add(pd.DataFrame({"text": [FERRY, RAIN.format(n=1)]}))
        given_to_ada(next(iter(corpus)))
        corpus.run(tables=["attributions"], progress=False)

        assert (tmp_path / "news.corrections.json").exists()
        assert corpus.table("attributions")["corrected"].dropna().tolist() == ["reattributed"]
    with pytest.raises(OptionError, match="no file to keep corrections beside"):
        given_to_ada(next(iter(Corpus().add(Article(text=FERRY)))))


def test_a_damaged_file_of_corrections_is_a_problem_of_its_article(folder: Path, inline: list[Inline]) -> None:
    (folder / "ferry.corrections.json").write_text("{", encoding="utf-8")
    tables = ["attributions", "text_profile"]

    corpus = Corpus().add(folder).run(tables=tables, progress=False)

    assert corpus.problems[["stage"]].values.tolist() == [["attributions"]]
    assert "is no file of corrections" in corpus.problems["problem"].item()
    assert "Mend it" in corpus.problems["advice"].item()
    assert len(corpus.table("text_profile")) == 2
    (folder / "ferry.corrections.json").unlink()
    corpus.run(tables=tables, progress=False)
    assert corpus.problems.empty


def test_an_article_keeps_its_corrections_wherever_the_analysis_runs(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(folder)
    article = read_article("ferry.txt")
    corpus = Corpus().add("ferry.txt")

    monkeypatch.chdir(tmp_path)
    given_to_ada(article)

    assert article.corrections == str(folder / "ferry.corrections.json")
    assert (folder / "ferry.corrections.json").exists()
    assert next(iter(corpus)).corrections == article.corrections
    assert "Ada Moss" in set(speakers(next(iter(corpus)))["speaker"])
