"""Texts that share their words, found without comparing each with each: MinHash over runs of five words."""

import re

import pandas as pd
from rensa import RMinHash

from toolkit.article import Article, one_or_many
from toolkit.tables import make_table

SHINGLE = 5  # words in a run: two stories about one event rarely share many, two prints of one report do
LEAST = 30  # runs of words that a body must have: shorter texts are alike by chance
BANDS, ROWS = 48, 2  # any of 48 pairs of hashes: finds 95% of the texts that share a quarter of all their runs
_SEED = 20310504
_WORD = re.compile(r"\w+(?:['’]\w+)*")


def shingles(article: Article) -> frozenset[str]:
    """Return the runs of five words of an article's body, small letters, marks left out; none of a short text.

    Examples
    --------
    >>> len(shingles(Article(text="The ferry is back. " * 10)))
    0
    """
    body = " ".join(article.text[b.start : b.end] for b in article.layout if b.kind == "body")
    runs = frozenset(runs_of(words_of(body)))
    return runs if len(runs) >= LEAST else frozenset()


def words_of(text: str) -> list[str]:
    """Return the words of a text in small letters, apostrophes straight, marks left out.

    Examples
    --------
    >>> words_of("“It’s back,” she said.")
    ["it's", 'back', 'she', 'said']
    """
    return _WORD.findall(text.lower().replace("’", "'"))


def runs_of(words: list[str]) -> list[str]:
    """Return each run of five words, in order."""
    return [" ".join(words[i : i + SHINGLE]) for i in range(len(words) - SHINGLE + 1)]


@one_or_many
def shingle_bands(article: Article) -> pd.DataFrame:
    """Return the hashes by which an article is found among those that share its text.

    Parameters
    ----------
    article : Article or iterable of Article
        What to read; of several articles the table begins with `article_id`.

    Returns
    -------
    DataFrame
        One row per band: `band`, `hash`. Two articles that share a row may share their text; the chance is
        1 - (1 - s^2)^48 where s is their Jaccard similarity: 0.95 at 0.25, 0.38 at 0.1, 0.12 at 0.05. Empty for bodies
        of fewer than 30 runs of five words.

    Source
    ------
    Broder (1997), "On the resemblance and containment of documents", doi:10.1109/SEQUEN.1997.666900.

    Examples
    --------
    >>> len(shingle_bands(Article(text=" ".join(f"word{i}" for i in range(50)))))
    48
    """
    found = shingles(article)
    if not found:
        return make_table("shingle_bands", [])
    signature = RMinHash(num_perm=BANDS * ROWS, seed=_SEED)
    signature.update(sorted(found))
    digest = signature.digest()
    pairs = [(digest[ROWS * band], digest[ROWS * band + 1]) for band in range(BANDS)]
    return make_table("shingle_bands", [{"band": b, "hash": (x << 31) ^ y} for b, (x, y) in enumerate(pairs)])
