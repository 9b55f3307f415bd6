"""Which words an article uses, how often, and how evenly."""

from collections import Counter
from collections.abc import Hashable, Iterable, Iterator

import pandas as pd

from toolkit.article import Article, one_or_many
from toolkit.errors import check_option, check_whole
from toolkit.language import straight
from toolkit.measures import gries_dp, gries_dp_norm, wilson_interval
from toolkit.pipeline import pipeline
from toolkit.tables import make_table
from toolkit.wordforms import alphabetical, check_phrase, check_pos, check_unit, ngrams, unit_words


@one_or_many
def word_frequencies(
    article: Article,
    *,
    unit: str = "lemma",
    pos: str | Iterable[str] | None = None,
    stopwords: str = "drop",
    ngram: int = 1,
    kinds: Iterable[str] | None = ("body",),
) -> pd.DataFrame:
    """Count an article's words, the most frequent first.

    Words are in small letters, but names keep their capitals: "The" and "the" are one word, "Turkey" and "turkey"
    are two. Numbers count as words. The possessive mark is none, and the negation in "aren't" is a word of its own
    ("n't", with the lemma "not").

    Parameters
    ----------
    article : Article or iterable of Article
        What to read; of several articles the table begins with `article_id`.
    unit : {"lemma", "word"}
        Count dictionary forms ("say" for "says" and "said") or words as they stand.
    pos : str or iterable of str, optional
        Only these parts of speech (Universal Dependencies), such as "NOUN" or ("ADJ", "NOUN"); an n-gram must be made
        of them.
    stopwords : {"drop", "keep"}
        Whether to leave function words out, and n-grams that begin or end with one. Negations ("not", "no", "never")
        are always kept: to drop them turns a text round.
    ngram : int
        Words in a row to count as one: 2 for pairs. They stand in one sentence, no mark parts them but a hyphen, a
        slash or a possessive, and none begins or ends inside a hyphenated word.
    kinds : iterable of str, optional
        Kinds of block to read; None reads all.

    Returns
    -------
    DataFrame
        `word`, `count`, `per_10k` (occurrences per 10,000 words of these kinds, whatever was left out), `low`, `high`
        (its 95% interval), `dispersion` (Gries' DP over the paragraphs: 0 even, towards 1 all in one; missing below
        two paragraphs). By count, then alphabet, numbers last.

    Raises
    ------
    OptionError
        An option is not known.

    Source
    ------
    Wilson (1927) for the interval, Gries (2008) for dispersion: see `toolkit.measures`.

    Examples
    --------
    >>> ferry = Article(text="The ferry sails. It never sailed on Sundays, Ada Moss said.\\n\\nThe ferry is old.")
    >>> word_frequencies(ferry).round(2).head(3)
        word  count  per_10k     low     high  dispersion
    0  ferry      2  1333.33  373.61  3788.20        0.23
    1   sail      2  1333.33  373.61  3788.20        0.27
    2    Ada      1   666.67  118.67  2981.65        0.27
    """
    check_unit(unit)
    check_option("stopwords", stopwords, ("drop", "keep"))
    check_whole("ngram", ngram, 1, ": 1 for words, 2 for pairs")
    wanted = check_pos(pos)
    words = unit_words(article, unit, kinds)
    found = ngrams(words, ngram)
    if stopwords == "drop":
        found = found[~found["is_stop"].astype(bool)]
    if pos is not None:
        found = found[[wanted.issuperset(parts.split()) for parts in found["pos"]]]
    return make_table("word_frequencies", _frequency_rows(words, found))


def _frequency_rows(words: pd.DataFrame, found: pd.DataFrame) -> Iterator[dict[str, object]]:
    total, sizes = len(words), Counter[Hashable](words["paragraph"])
    for word, counts in _by_count(_counts_by_paragraph(found)):
        count = counts.total()
        low, high = wilson_interval(count, total, per=10_000)
        yield {
            "word": word, "count": count, "per_10k": 10_000 * count / total, "low": low, "high": high,
            "dispersion": gries_dp(counts, sizes, total) if len(sizes) > 1 else None,
        }  # fmt: skip


def _counts_by_paragraph(found: pd.DataFrame) -> dict[str, Counter[Hashable]]:
    counts: dict[str, Counter[Hashable]] = {}
    for word, paragraph in zip(found["word"], found["paragraph"], strict=True):
        counts.setdefault(word, Counter())[paragraph] += 1
    return counts


def _by_count(counts: dict[str, Counter[Hashable]]) -> list[tuple[str, Counter[Hashable]]]:
    return sorted(counts.items(), key=lambda item: (-item[1].total(), *alphabetical(item[0])))


@one_or_many
def dispersion(
    article: Article,
    words: str | Iterable[str] | None = None,
    *,
    unit: str = "lemma",
    kinds: Iterable[str] | None = ("body",),
) -> pd.DataFrame:
    """Tell how evenly words are spread over the paragraphs: a theme runs through, an episode stays in one place.

    Parameters
    ----------
    article : Article or iterable of Article
        What to read; of several articles the table begins with `article_id`.
    words : str or iterable of str, optional
        Words or phrases, as `word_frequencies` shows them for this unit; small and large letters are alike. By
        default all words but the function words.
    unit, kinds
        As in `word_frequencies`.

    Returns
    -------
    DataFrame
        `word`, `count`, `parts` (paragraphs that hold it), `dp` (0 even, towards 1 all in one place), `dp_norm` (DP
        stretched to reach 1 however many the paragraphs). Both are missing for a word that does not occur, and below
        two paragraphs. In the order of `words`; by default by count, then alphabet.

    Raises
    ------
    OptionError
        An option is not known, or `words` holds no text.

    Source
    ------
    Gries (2008), doi:10.1075/ijcl.13.4.02gri; Lijffijt & Gries (2012), doi:10.1075/ijcl.17.1.08lij.

    Examples
    --------
    >>> ferry = Article(text="The ferry sails again. Ada Moss is glad.\\n\\nThe ferry is old.")
    >>> dispersion(ferry, ["ferry", "Moss", "bus"]).round(2)
        word  count  parts    dp  dp_norm
    0  ferry      2      2  0.17     0.25
    1   Moss      1      1  0.33     0.50
    2    bus      0      0   NaN      NaN
    """
    check_unit(unit)
    table = unit_words(article, unit, kinds)
    sizes = Counter[Hashable](table["paragraph"])
    if words is None:
        counted = _by_count(_counts_by_paragraph(table[~table["is_stop"]]))
    else:
        counted = list(_phrase_counts(table, _phrases(words)))
    total, least = sizes.total(), min(sizes.values(), default=0) / max(sizes.total(), 1)
    rows = []
    for word, counts in counted:
        dp = gries_dp(counts, sizes, total) if len(sizes) > 1 else None
        norm = None if dp is None else gries_dp_norm(dp, least)
        rows.append({"word": word, "count": counts.total(), "parts": len(counts), "dp": dp, "dp_norm": norm})
    return make_table("dispersion", rows)


def _phrases(words: object) -> list[str]:
    many = words if isinstance(words, Iterable) and not isinstance(words, str) else (words,)
    return [check_phrase("words", phrase) for phrase in many]


def _phrase_counts(table: pd.DataFrame, phrases: list[str]) -> Iterator[tuple[str, Counter[Hashable]]]:
    counts: dict[int, dict[str, Counter[Hashable]]] = {}
    for phrase in phrases:
        size = max(sum(token.lower_ not in ("'s", "’s") and any(map(str.isalnum, token.text))
                       for token in pipeline().tokenizer(phrase)), 1)  # fmt: skip
        if size not in counts:
            runs = ngrams(table, size)
            counts[size] = _counts_by_paragraph(runs.assign(word=runs["word"].str.lower()))
        yield phrase, counts[size].get(" ".join(straight(phrase).lower().split()), Counter())
