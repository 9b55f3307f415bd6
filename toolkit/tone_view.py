"""The article with the words marked that make its tone."""

from collections.abc import Iterator

import pandas as pd

from toolkit.article import Article, check_one
from toolkit.marking import TONED, Mark, MarkedArticle, card
from toolkit.tables import check_table
from toolkit.tone import explain_sentiment


def show_tone(article: Article, explained: pd.DataFrame | None = None) -> MarkedArticle:
    """Mark the words that make an article's tone: what adds to it, what takes from it, and what was silenced.

    Parameters
    ----------
    article : Article
        What to show.
    explained : DataFrame, optional
        Rows of the explain_sentiment table, such as one voice's; by default all that `explain_sentiment(article)` has.

    Returns
    -------
    MarkedArticle
        In a notebook the article in colour: each mark says, when the mouse rests on it and to a screen reader, what
        the word adds to its sentence and why. `str()` of it is the text, then one line for each word.

    Raises
    ------
    OptionError
        `article` is no Article.
    TableError
        A column of `explained` is missing or out of range.

    Examples
    --------
    >>> print(show_tone(Article(text="The ferry isn’t good.")))
    The ferry isn’t good.
    [takes from the tone] good: -1.41 (1.9 × -0.74), negated by n’t
    """
    check_one(article, "show_tone")
    columns = ["start", "end", "text", "valence", "factor", "contribution", "rule"]
    table = explain_sentiment(article) if explained is None else check_table(explained, "explain_sentiment", columns)
    marks = list(tone_marks(table))
    counts = {role: sum(mark.role == role for mark in marks) for role in TONED}
    legend = [(f"{name} ({counts[role]})", style) for role, (name, style) in TONED.items()]
    said = [f"{counts[role]} {name}" for role, (name, _) in TONED.items()]
    return card(article, marks, legend, f"Article, words of tone marked: {', '.join(said)}.", _lines(marks))


def tone_marks(table: pd.DataFrame) -> Iterator[Mark]:
    """Go through the words of tone of an explain_sentiment table as marks, each with what it adds and why."""
    for row in table.to_dict("records"):
        added = row["contribution"]
        role = "positive" if added > 0 else "negative" if added < 0 else "silent"
        why = "" if pd.isna(row["rule"]) else f", {row['rule']}"
        label = f"{row['text']}: {added:+.2f} ({row['valence']:.1f} × {row['factor']:.2f}){why}"
        yield Mark(int(row["start"]), int(row["end"]), role, label)


def _lines(marks: list[Mark]) -> list[str]:
    return [f"[{TONED[mark.role][0]}] {mark.label}" for mark in marks]
