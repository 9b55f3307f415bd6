"""The card of an article's sources: who is heard, how, and who is attacked without being heard."""

import re

import pandas as pd
import pytest

from toolkit import Article, attributions, show_sources, source_audit
from toolkit.errors import OptionError, TableError
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


def test_the_words_by_kind_and_the_verbs_add_up(article: Article) -> None:
    said, audit = attributions(article), source_audit(article)

    assert (audit[["direct_words", "mixed_words", "indirect_words"]].sum(axis=1) == audit["words"]).all()
    assert audit["verbs"].map(len).sum() == said["cue"].notna().sum()
    putin = audit.set_index("source").loc["Vladimir Putin", "verbs"]
    assert putin[:4] == ("say",) * 4
    assert {"accuse", "note"} <= set(putin[4:])


def test_verbs_come_in_their_dictionary_form() -> None:
    text = "Ada Moss claimed that it sails. Ada Moss has claimed that it floats. According to Piers Lund, it sank."

    verbs = source_audit(Article(text=text)).set_index("source")["verbs"]

    assert verbs["Ada Moss"] == ("claim", "claim")
    assert verbs["Piers Lund"] == ("according to",)


def test_the_list_of_sources_shows_the_evidence_and_nothing_of_the_text_acts() -> None:
    shown = show_sources(Article(text=STORY))

    assert "Peter Marsh: named; accused and not heard\n  [accused by Mira Holt] Harbour master Mira Holt blamed" in str(
        shown
    )
    assert "Ada Moss: named; 9 words, 22%; 1 direct, 1 indirect; first heard at 5%; say, accuse" in str(shown)
    assert 'title="cue, Mira Holt"' in shown.html
    hostile = show_sources(Article(text="“It sails,” said <b onclick=x()>Ada</b> Moss, a <script>sailor."))
    assert re.findall(r"<(?!/?(?:div|p|span)\b)", hostile.html) == []


def test_the_list_takes_some_rows_of_the_card() -> None:
    article = Article(text=STORY)
    audit = source_audit(article)

    unheard = show_sources(article, audit[~audit["heard"]])

    assert str(unheard).startswith("Peter Marsh: named; accused and not heard")
    assert str(show_sources(Article(text="Rain fell."))) == "No source."
    with pytest.raises(OptionError, match="needs one Article"):
        show_sources(STORY)  # type: ignore[arg-type]
    with pytest.raises(TableError, match="no column"):
        show_sources(article, audit[["source"]])
