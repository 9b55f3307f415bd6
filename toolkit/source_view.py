"""The sources of an article as a list with the evidence: what each says, by which words, and who goes unheard."""

from collections import Counter
from collections.abc import Hashable, Iterator, Mapping
from typing import Any

import pandas as pd

from toolkit.article import Article, check_one
from toolkit.attribution import attributions
from toolkit.audit import source_audit
from toolkit.marking import MarkedArticle, extract
from toolkit.parsing import parsed_sentences
from toolkit.tables import check_table
from toolkit.view import attribution_marks
from toolkit.visible import escaped, number_of, shorten

_CARD = (
    "max-width:52em;padding:0.6em 1.4em;border:1px solid #c8c8c8;border-radius:4px;background-color:#ffffff;"
    "color:#1b1b1b;font-size:14px;line-height:1.55;overflow-wrap:anywhere"
)
_HEAD = "margin:1em 0 0.2em 0;color:#1b1b1b;font-size:16px;font-weight:700"
_FACTS = "margin:0 0 0.3em 0;color:#5a5a5a;font-size:13px"
_PASSAGE = "margin:0 0 0.4em 0;padding:0 0 0 0.9em;border-left:3px solid #c8c8c8;color:#1b1b1b"
_ATTACK = "margin:0 0 0.4em 0;padding:0 0 0 0.9em;border-left:3px solid #a23b00;color:#1b1b1b"
_NAMING = {"named": "named", "collective": "a collective", "document": "a document", "unnamed": "not named",
           "unclear": "not clear who"}  # fmt: skip
_NEEDED = "source naming attributions direct mixed indirect words share first_at verbs accused_by accused_at heard"


def show_sources(article: Article, audit: pd.DataFrame | None = None) -> MarkedArticle:
    """List an article's sources, each with the passages that it rests on and the words in which it is accused.

    Parameters
    ----------
    article : Article
        What to show.
    audit : DataFrame, optional
        Rows of the source_audit table, such as those not heard; by default all that `source_audit(article)` has. Of a
        table with `article_id` the article's rows are taken.

    Returns
    -------
    MarkedArticle
        In a notebook one section a source: how it is named, words and share, where it is first heard, which words
        present it; then its sentences with source, cue and content marked as `show` marks them, and on a red line the
        sentences that accuse it. `str()` of it is the same in lines.

    Raises
    ------
    OptionError
        `article` is no Article.
    TableError
        A column of `audit` is missing or out of range.

    Examples
    --------
    >>> print(show_sources(Article(text="“It sails,” Ada Moss said. Piers Lund accused Mira Holt of neglect.")))
    Piers Lund: named; 4 words, 67%; 1 indirect; first heard at 69%; accuse
      [says] Piers Lund accused Mira Holt of neglect.
    Ada Moss: named; 2 words, 33%; 1 direct; first heard at 0%; say
      [says] “It sails,” Ada Moss said.
    Mira Holt: named; accused and not heard
      [accused by Piers Lund] Piers Lund accused Mira Holt of neglect.
    """
    check_one(article, "show_sources")
    table = source_audit(article) if audit is None else check_table(audit, "source_audit", _NEEDED.split())
    if "article_id" in table:
        table = table[table["article_id"] == article.article_id]
    said = attributions(article)
    names = said["speaker"].fillna(said["source"])
    bounds = [(start, end) for _, _, start, end in parsed_sentences(article)]
    pages, lines = [], []
    for row in table.to_dict("records"):
        own = said[names.isna() if pd.isna(row["source"]) else names == row["source"]]
        passages = list(_passages(article, row, said, own, bounds))
        name, facts = _name(row), _facts(row)
        pages.append(f'<p role="heading" aria-level="3" style="{_HEAD}">{escaped(name)}</p>')
        pages.append(f'<p style="{_FACTS}">{escaped(facts)}</p>' + "".join(page for page, _ in passages))
        lines += [f"{shorten(name, 80)}: {facts}", *(line for _, line in passages)]
    body = "".join(pages) or f'<p style="{_FACTS}">No source.</p>'
    label = escaped(f"Sources of the article, {len(table)} in all")
    return MarkedArticle(
        f'<div class="mathjax_ignore tex2jax_ignore" lang="en" role="region" aria-label="{label}" style="{_CARD}">'
        f"{body}</div>",
        "\n".join(lines) or "No source.",
    )


def _passages(
    article: Article, row: Mapping[Hashable, Any], said: pd.DataFrame, own: pd.DataFrame, bounds: list[tuple[int, int]]
) -> Iterator[tuple[str, str]]:
    """The sentences of what the source says, then those that accuse it, as HTML and as a line."""
    for start, end in _whole(own, bounds):
        yield _passage(article, own, start, end, "says", _PASSAGE)
    for (start, end), rows in ((span, _row_at(said, span)) for span in row["accused_at"]):
        by = " and ".join(rows["speaker"].fillna(rows["source"]).dropna().unique())
        first, last = next(_whole(rows, bounds), (start, end))
        yield _passage(article, rows, first, last, f"accused by {shorten(by, 60)}", _ATTACK)


def _row_at(said: pd.DataFrame, span: tuple[int, int]) -> pd.DataFrame:
    return said[(said["start"] == span[0]) & (said["end"] == span[1]) & (said["stance"] == "accusing")]


def _whole(rows: pd.DataFrame, bounds: list[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Give the sentences that hold the rows' sources, cues and contents; those that touch become one passage."""
    edges = ["start", "end", "source_start", "source_end", "cue_start", "cue_end"]
    places = sorted((int(row.min()), int(row.max())) for _, row in rows[edges].iterrows())
    open_start = open_end = -1
    for start, end in places:
        first = max((a for a, _ in bounds if a <= start), default=start)
        last = max(min((b for _, b in bounds if b >= end), default=end), end)
        if first < open_end:
            open_end = max(open_end, last)
            continue
        if open_end > 0:
            yield open_start, open_end
        open_start, open_end = first, last
    if open_end > 0:
        yield open_start, open_end


def _passage(article: Article, rows: pd.DataFrame, start: int, end: int, why: str, style: str) -> tuple[str, str]:
    note = "" if why == "says" else f'<span style="color:#a23b00;font-size:13px">{escaped(why)}: </span>'
    marked = extract(article.text, start, end, list(attribution_marks(article, rows)))
    page = f'<p dir="auto" style="{style}">{note}{marked}</p>'
    return page, f"  [{why}] {shorten(article.text[start:end], 300)}"


def _name(row: Mapping[Hashable, Any]) -> str:
    return "No source given" if pd.isna(row["source"]) else str(row["source"])


def _facts(row: Mapping[Hashable, Any]) -> str:
    naming = _NAMING.get(row["naming"], str(row["naming"]))
    if not row["heard"]:
        return f"{naming}; accused and not heard"
    kinds = ", ".join(f"{row[kind]} {kind}" for kind in ("direct", "mixed", "indirect") if row[kind])
    verbs = ", ".join(
        f"{shorten(str(verb), 40)}{f' {times}×' if times > 1 else ''}" for verb, times in Counter(row["verbs"]).items()
    )
    words = f"{number_of(row['words'], 'word')}, {row['share']:.0%}"
    parts = (naming, words, kinds, f"first heard at {row['first_at']:.0%}", verbs)
    return "; ".join(part for part in parts if part)
