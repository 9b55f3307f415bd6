"""Keyword in context: every place where a word or phrase stands."""

import bisect
import re
import warnings
from collections.abc import Iterable

import pandas as pd

from toolkit.article import Article, check_kinds, one_or_many
from toolkit.errors import OptionError, check_whole
from toolkit.language import sentences, straight
from toolkit.tables import make_table
from toolkit.wordforms import check_phrase


@one_or_many
def concordance(
    article: Article, query: str, *, regex: bool = False, width: int = 60, kinds: Iterable[str] | None = None
) -> pd.DataFrame:
    """List every place where a word or phrase stands, with what stands around it (keyword in context).

    Parameters
    ----------
    article : Article or iterable of Article
        What to read; of several articles the table begins with `article_id`.
    query : str
        A word or phrase, found as whole words across any white space; small and large letters are alike, and so are
        straight and curly marks.
    regex : bool
        Read `query` as a regular expression of Python's `re`, small and large letters alike, over the text as it is:
        a hit may begin within a word, ^ and $ are a line's ends, and a curly apostrophe is not a straight one. A
        repetition within a repetition, such as ``(a+)+$``, can take for ever: nothing stops it.
    width : int
        The most code points to show on either side.
    kinds : iterable of str, optional
        Kinds of block to look in; by default all.

    Returns
    -------
    DataFrame
        `sentence_id`, `start`, `end` (code points into `article.text`), `left`, `match` (`article.text[start:end]`),
        `right`: what stands before and after in the same block, white space made plain. In the order of the text.

    Raises
    ------
    OptionError
        The query is empty or no regular expression, the width is negative, or a kind is not known.

    Examples
    --------
    >>> ferry = Article(text="The ferry isn’t late, she said. It isn’t early.")
    >>> concordance(ferry, "isn't", width=10)[["left", "match", "right", "start"]]
             left  match       right  start
    0  The ferry   isn’t   late, she     10
    1   said. It   isn’t      early.     35
    """
    pattern = _pattern(query, regex)
    check_whole("width", width, 0, " characters")
    wanted = check_kinds(kinds)
    starts = sentences(article)["start"].tolist()
    text = article.text if regex else _plain(article.text)
    rows = []
    for block in article.layout:
        if block.kind in wanted:
            for hit in pattern.finditer(text, block.start, block.end):
                if hit.end() > hit.start():
                    sentence = max(bisect.bisect_right(starts, hit.start()) - 1, 0)
                    around = _around(article.text, block.start, hit.start(), hit.end(), block.end, width)
                    rows.append({"sentence_id": sentence, "start": hit.start(), "end": hit.end(), **around})
    return make_table("concordance", rows)


def _around(text: str, first: int, start: int, end: int, last: int, width: int) -> dict[str, object]:
    left = re.sub(r"\s+", " ", text[max(first, start - 3 * width) : start])
    right = re.sub(r"\s+", " ", text[end : min(last, end + 3 * width)])
    return {"left": left[len(left) - min(width, len(left)) :], "match": text[start:end], "right": right[:width]}


def _pattern(query: str, regex: bool) -> re.Pattern[str]:
    check_phrase("query", query)
    if not regex:
        phrase = r"\s+".join(map(re.escape, _plain(query).split()))
        first, last = query.split()[0][0], query.split()[-1][-1]
        phrase = (r"(?<!\w)" if re.match(r"\w", first) else "") + phrase + (r"(?!\w)" if re.match(r"\w", last) else "")
        return re.compile(phrase, re.IGNORECASE)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # what a pattern may mean in a later Python
            return re.compile(query, re.IGNORECASE | re.MULTILINE)
    except (re.error, RecursionError, OverflowError) as problem:
        raise OptionError(f"query={query!r} is no regular expression: {problem}.") from problem


def _plain(text: str) -> str:
    """Return a text of the same length with straight apostrophes and quotation marks."""
    return straight(text).translate(str.maketrans("“”„‟", '""""'))
