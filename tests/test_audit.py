"""The card of an article's sources: who is heard, how, and who is attacked without being heard."""

import pandas as pd

from toolkit import Article, attributions, source_audit
from toolkit.tables import TABLES, check_table

STORY = """Ferry row grows

“The ferry is late again,” said Mayor Ada Moss. She accused Piers Lund of neglect.

A council report said that the engine is forty years old. Officials said that no money is left.

“We wait on the pier for hours,” said a passenger. Mr. Lund said that the crew is tired.

Harbour master Mira Holt blamed the yard owner Peter Marsh for the delay.
"""


def test_sources_are_sorted_by_how_they_are_named() -> None:
    audit = check_table(source_audit(Article(text=STORY)), "source_audit")
    naming = audit.set_index("source")["naming"]

    assert naming[["Ada Moss", "Piers Lund", "Mira Holt"]].unique().tolist() == ["named"]
    assert naming["A council report"] == "document"
    assert naming["Officials"] in ("unnamed", "collective")
    assert naming["a passenger"] == "unnamed"


def test_counts_agree_with_the_attributions(article: Article) -> None:
    said, audit = attributions(article), source_audit(article)

    assert audit["attributions"].sum() == len(said)
    assert audit["words"].sum() == said.loc[said["within"].isna(), "words"].sum()
    assert abs(audit["share"].sum() - 1) < 1e-9
    for kind in ("direct", "mixed", "indirect"):
        assert audit[kind].sum() == (said["kind"] == kind).sum()
    assert (
        audit[["neutral", "doubting", "endorsing", "accusing", "conceding"]].sum(axis=1) == audit["attributions"]
    ).all()


def test_who_is_accused_and_never_heard_is_listed_with_the_words() -> None:
    article = Article(text=STORY)
    audit = source_audit(article).set_index("source")

    assert audit.loc["Piers Lund", "accused_by"] == ("Ada Moss",)
    assert audit.loc["Piers Lund", "heard"]
    assert audit.loc["Peter Marsh", "accused_by"] == ("Mira Holt",)
    assert not audit.loc["Peter Marsh", "heard"]
    assert audit.loc["Peter Marsh", "attributions"] == 0
    assert pd.isna(audit.loc["Peter Marsh", "first_at"])
    ((start, end),) = audit.loc["Peter Marsh", "accused_at"]
    assert "Peter Marsh" in article.text[start:end]


def test_an_article_without_sources_has_an_empty_card() -> None:
    audit = source_audit(Article(text="Rain fell on the pier."))

    assert audit.empty
    assert list(audit.columns) == [column.name for column in TABLES["source_audit"]]
