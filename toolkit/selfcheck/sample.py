"""Draw what to label: some attributions and some sentences, each with the same chance."""

import hashlib
from collections.abc import Iterator, Sequence
from typing import Any, cast

import numpy as np
import pandas as pd

from toolkit.article import Article, Articles, each_article
from toolkit.attribution import attributions as find_attributions
from toolkit.corpus import Corpus
from toolkit.errors import OptionError, check_whole
from toolkit.paragraphs import paragraphs
from toolkit.progress import with_bar
from toolkit.tables import make_table
from toolkit.tone import NEGATIVE_BELOW, POSITIVE_FROM, sentiment

_BEFORE = 700  # characters shown before the words, to know whom "he" means
Row = dict[str, Any]


def draw_sample(
    articles: Articles | Corpus, *, attributions: int = 20, sentences: int = 20, seed: int = 0
) -> pd.DataFrame:
    """Draw attributions and sentences of your own articles at random, to be labelled by a reader.

    Every attribution of the bodies has the same chance to be drawn, and so has every sentence; so a share of what was
    labelled is an estimate of the share in all the articles, without weights. The order is random as well: whoever
    stops early has labelled a fair sample, only a smaller one. The same articles and seed give the same sample; a
    larger one begins with the smaller, and what is the same in changed articles stays, so that labels are kept.

    Parameters
    ----------
    articles : Article, iterable of Article or Corpus
        What to draw from. A Corpus whose tables "attributions" and "sentiment_by_sentence" are made is the quickest.
    attributions, sentences : int
        How many to draw of each; all of them where there are fewer.
    seed : int
        Another number draws another sample.

    Returns
    -------
    DataFrame
        One row per item to label, attributions first:

        - `item`: position, from 0; `kind`: attribution or sentence; `article_id`; `start`, `end`: code points into the
          article's text; `text`: the words; `drawn_from`: how many of the kind there are.
        - What the toolkit says: `source`, `cue`, `speaker` and `confidence` of an attribution; `found` (attributions
          that begin in it) and `tone` (negative, neutral, positive) of a sentence.
        - For the labels, all missing: `words_right`, `speaker_right`, `missed`, `tone_read`.
        - `fits`: a hash of the article and of what the toolkit says; `title`, `context`, and `marks` in it: tuple of
          (start, end, role).

    Raises
    ------
    OptionError
        There is no article, or a number is not a whole one of at least 0.

    Source
    ------
    Simple random sampling without replacement: Cochran (1977), "Sampling Techniques", chapter 2.

    Examples
    --------
    >>> article = Article(text="“It sails,” Ada Moss said. The harbour was quiet on Monday.")
    >>> draw_sample(article)[["item", "kind", "text", "found", "drawn_from"]]
       item         kind                              text  found  drawn_from
    0     0  attribution                       “It sails,”   <NA>           1
    1     1     sentence        “It sails,” Ada Moss said.      1           2
    2     2     sentence  The harbour was quiet on Monday.      0           2
    """
    for name, number in (("attributions", attributions), ("sentences", sentences), ("seed", seed)):
        check_whole(name, number, 0)
    said, read, by_id = _tables(articles)
    chosen = [*_drawn(said, attributions, seed), *_drawn(read, sentences, seed)]
    wanted = {row["article_id"] for row in chosen}
    known = {name: by_id[name] if isinstance(by_id, dict) else by_id.article(name) for name in wanted}
    rows = [_item(row, known[row["article_id"]], said) for row in chosen]
    return make_table("check_sample", [{"item": i, **row} for i, row in enumerate(rows)])


def _tables(articles: Articles | Corpus) -> tuple[pd.DataFrame, pd.DataFrame, dict[str, Article] | Corpus]:
    """Return all attributions, all sentences of the bodies, and where the articles are."""
    if isinstance(articles, Corpus):
        said, read = articles.table("attributions"), articles.table("sentiment_by_sentence")
        home: dict[str, Article] | Corpus = articles
    else:
        home = {article.article_id: article for article in each_article(articles)}
        if not home:
            raise OptionError("There is no article to draw from: the collection is empty.")
        said, read = _read(list(home.values()))
    read = read[(read["kind"] == "body") & (read["words"] > 0)].reset_index(drop=True)
    return said, read, home


def _read(articles: list[Article]) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Read the articles one by one, so that each is parsed once for both tables."""
    made = [
        [table.assign(article_id=article.article_id) for table in (find_attributions(article), sentiment(article))]
        for article in with_bar(articles)
    ]
    said, read = (pd.concat(tables, ignore_index=True) for tables in zip(*made, strict=True))
    return said, read


def _drawn(table: pd.DataFrame, count: int, seed: int) -> Iterator[Row]:
    """Go through `count` rows in a random order, which hangs on nothing but each row's place and the seed."""
    places = zip(table["article_id"], table["start"], table["end"], strict=True)
    order = np.argsort([_hash(seed, *place) for place in places], kind="stable")
    for row in table.iloc[order[:count]].to_dict("records"):
        yield {**cast(Row, row), "drawn_from": len(table)}


def _item(row: Row, article: Article, said: pd.DataFrame) -> Row:
    kept = {name: row[name] for name in ("article_id", "start", "end", "drawn_from")}
    told = _attribution(row) if "quote" in row else _sentence(row, said)
    about: Sequence[tuple[int, int, str]] = told.pop("about")
    first = min(start for start, _, _ in (*about, (row["start"], 0, "")))
    last = max(end for _, end, _ in (*about, (0, row["end"], "")))
    start, end = _context(article.text, first, last)
    marks = tuple((a - start, b - start, role) for a, b, role in about if start <= a < b <= end)
    return {
        **kept, **told, "confidence": row.get("confidence"), "title": article.title,
        "context": article.text[start:end], "marks": marks,
        "fits": _hash(article.text, row["start"], row["end"], *(told[n] for n in told if n != "tone"), *about),
    }  # fmt: skip


def _attribution(row: Row) -> Row:
    spans = [
        (int(row[f"{role}_start"]), int(row[f"{role}_end"]), role)
        for role in ("source", "cue") if not pd.isna(row[f"{role}_start"])
    ]  # fmt: skip
    said = {name: None if pd.isna(row[name]) else row[name] for name in ("source", "cue", "speaker")}
    words = [(int(start), int(end), "words") for start, end in row["parts"]]
    return {"kind": "attribution", "text": row["quote"], **said, "about": words + spans}


def _sentence(row: Row, said: pd.DataFrame) -> Row:
    here = said[said["article_id"] == row["article_id"]] if "article_id" in said else said
    inside = [
        (max(int(start), row["start"]), min(int(end), row["end"]), "words")
        for parts in here["parts"] for start, end in parts if start < row["end"] and end > row["start"]
    ]  # fmt: skip
    score = row["score"]
    tone = "negative" if score < NEGATIVE_BELOW else "positive" if score >= POSITIVE_FROM else "neutral"
    begins = here["start"].between(row["start"], row["end"] - 1).sum()
    whole = (row["start"], row["end"], "sentence")
    return {"kind": "sentence", "text": row["text"], "found": int(begins), "tone": tone, "about": [whole, *inside]}


def _context(text: str, first: int, last: int) -> tuple[int, int]:
    """Return the span of the paragraphs that hold these words, and of some before them."""
    spans = paragraphs(text)
    inside = [span for span in spans if span[1] > first and span[0] < last]
    start, end = min((a for a, _ in inside), default=first), max((b for _, b in inside), default=last)
    earlier = [a for a, b in spans if b <= start and start - a <= _BEFORE]
    return min([start, *earlier]), end


def _hash(*parts: object) -> str:
    text = "\x00".join(map(str, parts)).encode("utf-8", "surrogatepass")
    return "h" + hashlib.sha256(text).hexdigest()[:12]  # the letter keeps a spreadsheet from taking it for a number
