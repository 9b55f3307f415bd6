"""One article on one screen: who says what, in which tone, in whose words, and the words it leans on."""

import textwrap
from collections.abc import Iterator, Mapping
from typing import Any

import pandas as pd
from rich.console import Console, Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from toolkit.article import Article
from toolkit.tables import UNSURE
from toolkit.tone_means import FEWEST_HITS
from toolkit.visible import number_of, shorten

NEEDED = (
    "text_profile", "attributions", "sentiment_by_voice", "sentiment_towards_by_target", "word_frequencies", "keywords",
)  # fmt: skip
TOP_WORDS = 12
TOP_TARGETS = 5
NOT_RESOLVED = "(not resolved)"
NO_SOURCE = "(no source)"
_WIDE = 90
_BAR_CELLS = 20
_BESIDE_BAR = 66  # columns that the rest of the table of voices takes
_BESIDE_WORDS = 62  # columns that the voice, the kind and the cue take beside the words said


def summary(article: Article, tables: Mapping[str, pd.DataFrame], console: Console) -> Group:
    """Return what `console` prints of an article; `tables` is what `export.all_tables` made of it, NEEDED at the least.

    Examples
    --------
    >>> from toolkit.export import all_tables
    >>> ferry = Article(text="Ferry returns\\n\\n“The ferry is back,” said Mira Holt, the mayor.")
    >>> console = Console(width=80, markup=False)
    >>> with console.capture() as captured:
    ...     console.print(summary(ferry, all_tables(ferry, NEEDED), console))
    >>> lines = captured.get().splitlines()
    >>> lines[0], lines[lines.index("Who says what") + 1].rstrip()
    ('Ferry returns', '  Mira Holt · direct · said')
    """
    return Group(*_parts(article, tables, console))


def _parts(article: Article, tables: Mapping[str, pd.DataFrame], console: Console) -> Iterator[RenderableType]:
    yield Text(shorten(article.title or article.text, console.width), style="bold")
    yield Text(_origin(article, console.width))
    yield Text(_profile(_rows(tables["text_profile"])[0]))
    for warning in article.warnings:
        yield Text(f"Warning: {shorten(warning, 10_000)}", style="bold yellow")
    for repair in article.repairs:
        yield Text(f"Repaired: {shorten(repair, 10_000)}", style="yellow")
    yield from _section("Who says what", _attributions(article, tables["attributions"], console.width))
    yield from _section("In whose words, in which tone", _voices(tables, console))
    towards = tables["sentiment_towards_by_target"]
    yield from _section("In which tone towards whom", _towards(towards[towards["mentions"] > 0].head(TOP_TARGETS)))
    yield from _section("Leading words", _words(tables["word_frequencies"], console.width - 2))
    yield from _section("Keywords, against general English", _keywords(tables["keywords"], console.width - 2))


def _section(heading: str, body: RenderableType) -> Iterator[RenderableType]:
    yield Text()
    yield Text(heading, style="bold cyan")
    yield Padding(body, (0, 0, 0, 2), expand=False)


def _origin(article: Article, width: int) -> str:
    date = f"{article.date.day} {article.date:%B %Y}" if article.date else "no date found"
    known = (date, article.agency or article.outlet, article.byline and f"by {article.byline}", article.source)
    return shorten(" · ".join(part for part in known if part), width)


def _profile(row: Mapping[str, Any]) -> str:
    parts = [number_of(row["words"], "word"), number_of(row["sentences"], "sentence"), f"{row['types']:,} different"]
    if pd.notna(row["quoted_share"]):
        parts.append(f"{row['quoted_share']:.0%} inside quotation marks")
    if pd.notna(row["flesch_reading_ease"]):
        parts.append(f"reading ease {row['flesch_reading_ease']:.0f}, {_reading(row['flesch_reading_ease'])}")
    line = " · ".join(parts)
    return f"{line}\nNote: {row['note']}" if pd.notna(row["note"]) else line


def _reading(ease: float) -> str:
    """Put the reading ease in words, by the bands of Flesch (1949), "The Art of Readable Writing"."""
    bands = ((80, "easy"), (70, "fairly easy"), (60, "standard"), (50, "fairly difficult"), (30, "difficult"))
    return next((word for least, word in bands if ease >= least), "very difficult")


def _attributions(article: Article, table: pd.DataFrame, width: int) -> RenderableType:
    if table.empty:
        return Text("Nobody is quoted.")
    rows = [(_who(row), _how(row), _cell(row["cue"], 18), _words_said(article, row)) for row in _rows(table)]
    if width < _WIDE:  # each under the voice instead of beside it
        heads = [Text(" · ").join(part for part in row[:3] if part) for row in rows]
        return Group(*(Group(head, Padding(_phrase(row[3], 2 * width - 16), (0, 0, 0, 2)))
                       for head, row in zip(heads, rows, strict=True)))  # fmt: skip
    grid = _grid("Voice", "How", "Cue", "Words")
    for who, how, cue, words in rows:
        grid.add_row(who, how, cue, _phrase(words, (width - _BESIDE_WORDS) * 2 - 8))
    return grid


def _who(row: Mapping[str, Any]) -> Text:
    if pd.notna(row["speaker"]):
        return _cell(row["speaker"], 20, "bold")
    return _cell(row["source"] if pd.notna(row["source"]) else NO_SOURCE, 20)


def _how(row: Mapping[str, Any]) -> Text:
    kind = row["kind"] if pd.isna(row["within"]) else f"{row['kind']}, nested"
    return Text(f"{kind}, unsure" if row["confidence"] < UNSURE else kind)


def _words_said(article: Article, row: Mapping[str, Any]) -> str:
    return " … ".join(article.text[start:end] for start, end in row["parts"])


def _voices(tables: Mapping[str, pd.DataFrame], console: Console) -> RenderableType:
    """Set out the headline and the voices of the body; shares are of the body's words, captions left out."""
    voices = tables["sentiment_by_voice"].sort_values("words", ascending=False, kind="stable")
    body = voices[voices["voice"].isin(["reporter", "speaker"])]
    bar = "█" if (console.encoding or "").lower().startswith("utf") else "#"
    cells = min(max(console.width - _BESIDE_BAR, 0), _BAR_CELLS)
    grid = _grid("Voice", ">Words", ">Share", "", ">Tone", "")
    for row in _rows(voices[voices["voice"] == "headline"]):
        grid.add_row("headline", f"{row['words']:,}", "", "", *_tone(row, console.width))
    for row in _rows(body):
        share = row["words"] / max(body["words"].sum(), 1)
        drawn = Text(bar * min(cells, max(round(share * cells), min(row["words"], 1))), style="blue")
        name = "reporter" if row["voice"] == "reporter" else row["speaker"]
        name = _cell(name if pd.notna(name) else NOT_RESOLVED, 24)
        grid.add_row(name, f"{row['words']:,}", f"{share:.0%}", drawn, *_tone(row, console.width))
    return grid


def _rows(table: pd.DataFrame) -> list[dict[str, Any]]:
    return [{str(name): value for name, value in row.items()} for row in table.to_dict("records")]


def _tone(row: Mapping[str, Any], width: int) -> tuple[Text, Text]:
    score = row["score"]
    if pd.isna(score):
        return Text("–"), Text("too little text", style="dim")
    style = "red" if score < 0 else "green" if score >= 0.05 else ""
    few = {0: "no word of tone", 1: "one word of tone"}.get(row["hits"], f"{row['hits']} words of tone")
    return Text(f"{score:+.2f}", style=style), Text(
        few if row["hits"] < FEWEST_HITS and width > _BESIDE_BAR else "", style="dim"
    )


def _towards(table: pd.DataFrame) -> RenderableType:
    """Set out those who are mentioned most: the tone, or that there is too little text for one."""
    if table.empty:
        return Text("Nobody is mentioned by name.")
    styles = {"negative": "red", "positive": "green"}
    grid = _grid("Towards", ">Mentions", ">Tone", "")
    for row in _rows(table):
        target, mentions = _cell(row["target"], 24), f"{row['mentions']:,}"
        if pd.isna(row["tone"]):
            grid.add_row(target, mentions, "–", Text(str(row["note"]), style="dim"))
        else:
            grid.add_row(target, mentions, f"{row['score']:+.2f}", Text(row["tone"], style=styles.get(row["tone"], "")))
    return grid


def _words(table: pd.DataFrame, width: int) -> RenderableType:
    if table.empty:
        return Text("No words to count.")
    top = table.head(TOP_WORDS)
    return _list([f"{shorten(w, 30)} {n}" for w, n in zip(top["word"], top["count"], strict=True)], width)


def _keywords(table: pd.DataFrame, width: int) -> RenderableType:
    keys = table[(table["bic"] > 2) & (table["log_ratio"] > 0)].head(TOP_WORDS)
    return _list([shorten(word, 30) for word in keys["word"]], width) if len(keys) else Text("None stands out.")


def _list(items: list[str], width: int) -> Text:
    """Return the items with commas, in lines that break between two items only."""
    whole = ", ".join(item.replace(" ", "\u00a0") for item in items)
    return Text(textwrap.fill(whole, width, break_on_hyphens=False).replace("\u00a0", " "))


def _phrase(text: str, cells: int) -> Text:
    """Return the text in at most so many columns, cut after a word where one ends near."""
    short = shorten(text, cells)
    cut = short.rfind(" ")
    return Text(f"{short[:cut]}…" if short != shorten(text, 10 * cells) and cut > cells - 15 else short)


def _cell(value: Any, cells: int, style: str = "") -> Text:
    return Text(shorten(str(value), cells) if pd.notna(value) else "", style=style)


def _grid(*headings: str) -> Table:
    """Return an empty table without lines; a heading that begins with > stands over numbers."""
    grid = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), header_style="dim")
    for heading in headings:
        numbers = heading.startswith(">")
        grid.add_column(heading.lstrip(">"), justify="right" if numbers else "left", no_wrap=heading != "Words")
    return grid
