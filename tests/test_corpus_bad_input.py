"""Everything that a folder of news should not hold: the good articles are done, the bad ones say what to do."""

import io
import zipfile
from pathlib import Path

import pandas as pd
import pytest

from tests.corpora import FERRY, RAIN, Inline, inline
from toolkit import Corpus
from toolkit.intake import many

__all__ = ["inline"]


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of fictional news with all that can be wrong with it."""
    monkeypatch.setattr(many, "MAX_MEMBER", 100_000)  # as 50 MB are, in less time
    news = tmp_path / "news"
    news.mkdir()
    (news / "good.txt").write_text(FERRY, encoding="utf-8")
    (news / "twice.txt").write_text(FERRY, encoding="utf-8")
    (news / "latin.txt").write_bytes("The café on the pier is open, the mayor’s office said.".encode("cp1252"))
    (news / "utf16.txt").write_text(RAIN.format(n=16), encoding="utf-16")
    (news / "broken.txt").write_bytes(b"Rain closed the pier. \xff\xfe\x80 Nobody was hurt, the guard said.")
    (news / "long.txt").write_text("\n\n".join(RAIN.format(n=n) for n in range(500)), encoding="utf-8")
    (news / "empty.txt").write_text("")
    (news / "binary.txt").write_bytes(bytes(range(256)) * 40)
    (news / "photo.jpg").write_bytes(b"\xff\xd8\xff\xe0" + bytes(500))
    (news / "damaged.zip").write_bytes(b"PK\x03\x04" + bytes(200))
    rows = {"text": [RAIN.format(n=1), None, "   ", RAIN.format(n=2)], "date": ["2031-05-04", "", "", "2031-02-31"]}
    pd.DataFrame({**rows, "outlet": "Courier"}).to_csv(news / "export.csv", index=False)
    with zipfile.ZipFile(news / "sly.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("../../escaped.txt", RAIN.format(n=7))
        archive.writestr("bomb.txt", b"a" * 5_000_000)
        archive.writestr("inner.zip", b"PK")
    return news


def test_every_good_article_is_done_and_every_bad_one_says_what_to_do(
    folder: Path, tmp_path: Path, inline: list[Inline]
) -> None:
    before = sorted(tmp_path.rglob("*"))

    with Corpus(tmp_path / "news.duckdb") as corpus:
        corpus.add(folder).run(tables=["text_profile", "attributions", "shingle_bands"], progress=False)
        articles, problems, profile = corpus.table("articles"), corpus.problems, corpus.table("text_profile")

    names = sorted(str(source).removeprefix(f"{folder}/") for source in articles["source"])
    assert names == [
        "broken.txt", "export.csv, row 2", "export.csv, row 5", "good.txt", "latin.txt", "long.txt",
        "sly.zip!../../escaped.txt", "utf16.txt",
    ]  # fmt: skip
    assert set(profile["article_id"]) == set(articles["article_id"])
    bad = {
        str(source).removeprefix(f"{folder}/"): problem for source, problem in problems[["source", "problem"]].values
    }
    assert sorted(bad) == [
        "binary.txt", "damaged.zip", "empty.txt", "export.csv, row 3", "export.csv, row 4", "photo.jpg",
        "sly.zip!bomb.txt", "sly.zip!inner.zip",
    ]  # fmt: skip
    assert set(problems["stage"]) == {"reading"}
    assert (problems["advice"].str.len() > 10).all()
    assert "is empty" in bad["empty.txt"]
    assert bad["sly.zip!bomb.txt"] == "It unpacks to 5,000,000 bytes."
    assert bad["export.csv, row 3"] == "The row has no text."
    assert sorted(tmp_path.rglob("*")) == sorted([*before, tmp_path / "news.duckdb"])
    assert not list(tmp_path.parent.glob("escaped.txt"))


def test_what_is_doubtful_is_told_with_the_article(folder: Path, inline: list[Inline]) -> None:
    articles = Corpus().add(folder).table("articles")
    told = articles.set_index(articles["source"].str.rsplit("/", n=1).str[-1])

    assert any("'2031-02-31' cannot be read" in warning for warning in told.loc["export.csv, row 5", "warnings"])
    assert pd.isna(told.loc["export.csv, row 5", "date"])
    assert str(told.loc["export.csv, row 2", "date"]).startswith("2031-05-04")
    assert told.loc["broken.txt", "repairs"] or told.loc["broken.txt", "warnings"]


def test_an_archive_that_says_less_than_it_holds_is_no_way_in(folder: Path, inline: list[Inline]) -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a.txt", b"a" * 5_000_000)
    lying = packed.getvalue().replace((5_000_000).to_bytes(4, "little"), (500).to_bytes(4, "little"))
    (folder / "lying.zip").write_bytes(lying)

    corpus = Corpus().add(folder / "lying.zip")

    assert corpus.problems["source"].tolist() == [f"{folder / 'lying.zip'}!a.txt"]
    assert len(corpus) == 0
