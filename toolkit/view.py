"""An article marked up, for a notebook or a page: who is quoted where, by which words the toolkit knows it."""

from collections.abc import Iterator
from typing import Any

import pandas as pd

from toolkit.article import Article, check_one
from toolkit.errors import TableError
from toolkit.marking import NAMING, QUOTED, Mark, MarkedArticle, card
from toolkit.tables import UNSURE, check_table
from toolkit.visible import shorten


def show(article: Article, attributions: pd.DataFrame | None = None) -> MarkedArticle:
    """Mark up an article: headline and captions, quotations by kind, the sources they name and the cues.

    Parameters
    ----------
    article : Article
        What to show.
    attributions : DataFrame, optional
        Your own attributions table, such as one that you corrected; by default what `attributions(article)` finds.
        Of a table with `article_id` the article's rows are taken.

    Returns
    -------
    MarkedArticle
        In a notebook the article in colour: each mark says who speaks when the mouse rests on it and to a screen
        reader, and where the find itself is not sure (confidence below 0.6). `str()` of it is the text, then one line
        for each attribution. Control characters show as their pictures (`visible` in toolkit/visible.py has the rule);
        every other character is the article's.

    Raises
    ------
    OptionError
        `article` is no Article.
    TableError
        A column of `attributions` is missing, or a span does not lie in the article.

    Examples
    --------
    >>> from toolkit.tables import make_table
    >>> article = Article(text="“It sails,” Ada Moss said.")
    >>> table = make_table("attributions", [
    ...     {"attribution_id": 0, "kind": "direct", "speaker": "Ada Moss", "start": 0, "end": 11,
    ...      "quote": "“It sails,”", "parts": ((0, 11),), "words": 2, "act": "speech", "stance": "neutral"}])
    >>> print(show(article, table))
    “It sails,” Ada Moss said.
    [direct, Ada Moss] “It sails,”
    """
    check_one(article, "show")
    table = _found(article) if attributions is None else _rows_of(article, attributions)
    lines = [f"[{label}] {shorten(quote, 100)}" for label, quote in _listed(article, table)]
    counts = table["kind"].value_counts()
    legend = [(f"{name} ({counts.get(kind, 0)})", style) for kind, (name, style) in QUOTED.items()]
    return card(article, attribution_marks(article, table), [*legend, *NAMING.items()], _summary(table), lines)


def _found(article: Article) -> pd.DataFrame:
    from toolkit.attribution import attributions  # the parser is needed only where no table is given

    return attributions(article)


def _rows_of(article: Article, table: pd.DataFrame) -> pd.DataFrame:
    """Check a table that the user brings: every span lies in the article, every quote reads as it does there."""
    needed = "kind speaker source_start source_end cue_start cue_end start end parts".split()
    check_table(table, "attributions", needed)
    if "article_id" in table:
        table = table[table["article_id"] == article.article_id]
    if unknown := sorted(set(map(str, table["kind"])) - set(QUOTED)):
        raise TableError(f"attributions: kind {unknown} is not known. Use one of: {', '.join(QUOTED)}.")
    if "quote" in table:
        for start, end, quote in zip(table["start"], table["end"], table["quote"], strict=True):
            whole = _mark(article, (start, end), "quotation", "")
            if article.text[whole.start : whole.end] != quote:
                read = shorten(article.text[whole.start : whole.end], 40)
                raise TableError(
                    f"attributions: from {start} to {end} the article reads {read!r}, not {shorten(str(quote), 40)!r}. "
                    "The table is from another article, or a span was changed."
                )
    return table


def attribution_marks(article: Article, table: pd.DataFrame) -> Iterator[Mark]:
    """Go through an attributions table as marks: the parts of what is said, the sources and the cues."""
    for row in table.to_dict("records"):
        who = _who(article, row)
        for span in _parts(row["parts"]):
            yield _mark(article, span, row["kind"], f"{QUOTED[row['kind']][0]}, {who}{_doubt(row)}")
        for role in NAMING:
            start, end = row[f"{role}_start"], row[f"{role}_end"]
            if not (pd.isna(start) and pd.isna(end)):
                yield _mark(article, (start, end), role, f"{role}, {who}")


def _parts(parts: object) -> list[object]:
    if isinstance(parts, (tuple, list)) and parts:
        return list(parts)
    raise TableError(f"attributions: column 'parts' must hold tuples of (start, end), not {shorten(repr(parts), 40)}.")


def _mark(article: Article, span: object, role: str, label: str) -> Mark:
    """Make a mark of a span that lies in the article."""
    try:
        start, end = (int(number) for number in span)  # type: ignore[attr-defined]
    except (OverflowError, TypeError, ValueError):
        raise TableError(f"attributions: {shorten(repr(span), 40)} is no span. Use (start, end).") from None
    if not 0 <= start < end <= len(article.text):
        raise TableError(
            f"attributions: the span ({start}, {end}) of a {role} does not lie in the article, "
            f"which has {len(article.text):,} characters."
        )
    return Mark(start, end, role, label)


def _who(article: Article, row: dict[Any, Any]) -> str:
    """Name the speaker or, where that is not resolved, the words that stand for them."""
    if not pd.isna(row["speaker"]):
        return shorten(str(row["speaker"]), 80)
    start, end = row["source_start"], row["source_end"]
    if pd.isna(start) or pd.isna(end):
        return "speaker not resolved, no source named"
    return f"speaker not resolved, source: {shorten(article.text[int(start) : int(end)], 80)}"


def _doubt(row: dict[Any, Any]) -> str:
    """Say so where the find itself is more likely wrong than a reader would expect."""
    sure = row.get("confidence")
    return "" if sure is None or pd.isna(sure) or sure >= UNSURE else f", not sure ({sure:.0%})"


def _listed(article: Article, table: pd.DataFrame) -> Iterator[tuple[str, str]]:
    for row in table.to_dict("records"):
        yield f"{row['kind']}, {_who(article, row)}{_doubt(row)}", article.text[int(row["start"]) : int(row["end"])]


def _summary(table: pd.DataFrame) -> str:
    """Say in a sentence what a reader who sees no colours should know first."""
    if table.empty:
        return "Article; nobody is quoted in it."
    speakers = table["speaker"].value_counts()
    said = [f"{shorten(str(name), 60)} {count}" for name, count in speakers.head(5).items()]
    rest = [f"others {int(speakers.iloc[5:].sum())}"] if len(speakers) > 5 else []
    lost = [f"speaker not resolved {int(table['speaker'].isna().sum())}"] if table["speaker"].isna().any() else []
    return f"Article, attributions marked: {', '.join([*said, *rest, *lost])}."
