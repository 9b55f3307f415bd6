"""How an article reads: its size, the variety of its words, how hard it is, and how much of it is quotation."""

import bisect
import functools
import math
import re
from collections.abc import Iterable
from typing import TYPE_CHECKING

import pandas as pd

from toolkit.article import Article, check_kinds, one_or_many
from toolkit.language import select_tokens, sentences
from toolkit.measures import flesch_kincaid_grade, flesch_reading_ease, mattr, mtld
from toolkit.paragraphs import paragraphs
from toolkit.quotation import quotations
from toolkit.tables import make_table

if TYPE_CHECKING:
    import pyphen

_WINDOW = 50  # words that MATTR looks at together: a long paragraph
_STEADY = 100  # words below which all of these measures jump about (Koizumi 2012 says so of MTLD)
_VOWELS = re.compile(r"[aeiouyà-æè-ïò-öø-ý]+")
_SILENT_E = re.compile(r"[^aeiouyl]e$|[aeiouy]le$")
_SILENT_ED = re.compile(r"[^tdaeiouy]ed$")
_SILENT_ES = re.compile(r"[^sxzaeiouyhgc]es$")


@one_or_many
def text_profile(article: Article, *, kinds: Iterable[str] | None = ("body",)) -> pd.DataFrame:
    """Describe an article in one row: size, variety, difficulty, share of quotation.

    Parameters
    ----------
    article : Article or iterable of Article
        What to read; of several articles the table begins with `article_id`.
    kinds : iterable of str, optional
        Kinds of block to read; None reads all.

    Returns
    -------
    DataFrame
        `words`, `sentences`, `types` (different words, small and large letters alike), `mattr` (0 to 1, higher is
        more varied; windows of 50 words), `mtld` (words, higher is more varied), `flesch_reading_ease` (higher is
        easier to read; news is about 40 to 60), `flesch_kincaid_grade` (US school years, higher is harder),
        `quoted_share` (of the words, inside quotation marks), `note` (what to mind; missing where there is nothing).
        A measure is missing where the text is too short for it.

    Raises
    ------
    OptionError
        A kind is not known.

    Notes
    -----
    Flesch's measures take "aren't" and "re-election" for one word, as he did, though `words` counts the parts of
    "aren't". Syllables are the greater of pyphen's hyphenation and a count of vowels; by the CMU Pronouncing
    Dictionary that is right for 97.9% of running words, and 0.4% too few in sum.

    Source
    ------
    MATTR: Covington & McFall (2010); MTLD: McCarthy & Jarvis (2010); Flesch (1948); Kincaid and others (1975): see
    `toolkit.measures`.

    Examples
    --------
    >>> ferry = Article(text="“The ferry is late,” said Ada Moss. She was angry.")
    >>> text_profile(ferry)[["words", "sentences", "types", "flesch_reading_ease", "quoted_share"]].round(2)
       words  sentences  types  flesch_reading_ease  quoted_share
    0     10          2     10                91.78           0.4
    """
    wanted = check_kinds(kinds)
    table = select_tokens(article, wanted)
    words = table[table["is_word"]]
    listed = sentences(article)
    listed = listed[listed["kind"].isin(wanted) & (listed["words"] > 0)]
    ease, grade = _difficulty(listed["text"])
    row = {
        "words": len(words), "sentences": len(listed), "types": words["lower"].nunique(),
        "mattr": mattr(words["lower"].tolist(), _WINDOW), "mtld": _mtld(words["lower"].tolist()),
        "flesch_reading_ease": ease, "flesch_kincaid_grade": grade,
        "quoted_share": _quoted_share(article, words["start"].tolist()), "note": _note(len(words)),
    }  # fmt: skip
    return make_table("text_profile", [row])


def _mtld(words: list[str]) -> float:
    return mtld(words) if len(words) >= _WINDOW else math.nan


def _note(words: int) -> str | None:
    if not words:
        return "There are no words of these kinds."
    if words < _WINDOW:
        return f"{words} words are too few to tell how varied they are; readability rests on very little."
    if words < _STEADY:
        return f"With {words} words every measure rests on little text; do not compare it with longer ones."
    return None


def _difficulty(texts: Iterable[str]) -> tuple[float, float]:
    by_sentence = [[piece for piece in re.split(r"[\s—–/]+", text) if any(map(str.isalnum, piece))] for text in texts]
    pieces = [piece for sentence in by_sentence for piece in sentence]
    spoken = sum(map(syllables, pieces))
    return (
        flesch_reading_ease(len(pieces), len(by_sentence), spoken),
        flesch_kincaid_grade(len(pieces), len(by_sentence), spoken),
    )


def _quoted_share(article: Article, starts: list[int]) -> float:
    """Return the share of words, given by their first code points, that stand inside quotation marks."""
    if not starts:
        return math.nan
    inside = [q for start, end in paragraphs(article.text) for q in quotations(article.text, start, end)]
    opens = [quotation.start for quotation in inside]
    latest = ((start, bisect.bisect_right(opens, start) - 1) for start in starts)
    return sum(i >= 0 and start < inside[i].end for start, i in latest) / len(starts)


def syllables(word: str) -> int:
    """Count the syllables of a word, at least 1: of figures one a digit, of short capitals one a letter.

    Examples
    --------
    >>> [syllables(word) for word in ("ferry", "used", "re-election", "U.S.", "UN", "2021")]
    [2, 1, 4, 2, 2, 4]
    """
    letters = "".join(filter(str.isalpha, word))
    digits = sum(map(str.isdigit, word))
    if not letters or digits > len(letters):
        return max(digits, 1)
    if (letters.isupper() and len(letters) <= 3) or re.fullmatch(r"(?:\w\.){2,}", word):
        return len(letters)
    return sum(map(_syllables_of_part, re.findall(r"[^\W\d_]+(?:['’][^\W\d_]+)?", word.lower())))


def _syllables_of_part(part: str) -> int:
    part = re.sub(r"['’](?:s|d|ll|re|ve|m)?$", "", part)
    negated = re.search(r"(?:[^aeiouyrl]|[^aeiouyr]e)n['’]t$", part) is not None
    plain = re.sub(r"n?['’]t$|['’]", "", part)
    return max(_vowel_groups(plain), len(_hyphenation().positions(plain)) + 1) + negated


def _vowel_groups(word: str) -> int:
    silent = sum(bool(shape.search(word)) for shape in (_SILENT_E, _SILENT_ED, _SILENT_ES))
    return max(len(_VOWELS.findall(word)) - silent, 1)


@functools.cache
def _hyphenation() -> "pyphen.Pyphen":
    import pyphen

    return pyphen.Pyphen(lang="en_US", left=2, right=2)
