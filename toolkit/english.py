"""General English as a reference: how often a word, or any form of a lemma, occurs in it, by wordfreq's list.

wordfreq gives the share of a word form in a mixture of books, news, subtitles, the web and encyclopedias, in small
letters. It has no number of words of its own; SIZE is the number at which the rarest words that it lists (one in
100,000,000) occur once, and about that of the British National Corpus. G2 hardly depends on it: on the article that
ships with the toolkit, ten or ten thousand times as many change the middle word's by 3 in 100,000, the rarest's by 3%,
and the order of the first thirty not at all.
"""

import functools
from typing import Any

import pandas as pd

from toolkit.pipeline import pipeline

SIZE = 100_000_000
_RAREST = 1 / SIZE  # what a word that wordfreq does not list is taken for: at most so rare it can be
_TABLES = {"NOUN": "noun", "PROPN": "noun", "VERB": "verb", "AUX": "verb", "ADJ": "adj", "ADV": "adv"}


def english_counts(words: pd.DataFrame, unit: str) -> dict[str, float]:
    """Return, for each of the words of `unit_words`, its occurrences in SIZE words of general English.

    A lemma's are those of all its forms under the parts of speech that it has in the article; a form that several
    lemmas share ("claims") counts for each, so that keyness is rather too low than too high.
    """
    forms: dict[str, set[str]] = {}
    columns = ["word", "lower", "lemma", "pos", "name"]
    for word, lower, lemma, pos, name in words[columns].drop_duplicates().itertuples(index=False, name=None):
        forms.setdefault(word, set()).add(lower)
        if unit == "lemma" and not name:
            forms[word] |= inflections(lemma.lower(), pos)
    return {word: SIZE * max(sum(map(_frequency, sorted(found))), _RAREST) for word, found in forms.items()}


@functools.lru_cache(maxsize=100_000)
def inflections(lemma: str, pos: str) -> frozenset[str]:
    """Return the forms of a lemma: spaCy's lemma rules turned round, with its lists of irregular forms.

    There are misspellings among them ("denyed"); being rare, they add next to nothing. A verb's regular form that is
    another verb ("seed" is no form of "see") is left out, and so is one that is another word's irregular form.

    Examples
    --------
    >>> inflections("deny", "VERB") >= {"deny", "denies", "denied", "denying"}
    True
    """
    if lemma == "not":
        return frozenset(("not", "n't"))
    if pos not in _TABLES:
        return frozenset((lemma,))
    kind = _TABLES[pos]
    regular = {lemma.removesuffix(new) + old for old, new in _table("lemma_rules", kind) if lemma.endswith(new)}
    others = _verbs() if kind == "verb" else frozenset()
    irregular, taken = _irregular(kind)
    return frozenset({lemma} | irregular.get(lemma, set()) | (regular - others - taken))


def _table(name: str, kind: str) -> Any:
    return pipeline().get_pipe("lemmatizer").lookups.get_table(name).get(kind, {})  # type: ignore[attr-defined]


@functools.cache
def _verbs() -> frozenset[str]:
    return frozenset(_table("lemma_index", "verb"))


@functools.cache
def _irregular(kind: str) -> tuple[dict[str, set[str]], frozenset[str]]:
    """Return the irregular forms of each lemma, and all of them together."""
    forms: dict[str, set[str]] = {}
    for form, lemmas in _table("lemma_exc", kind).items():
        for lemma in lemmas:
            forms.setdefault(lemma, set()).add(form)
    return forms, frozenset(_table("lemma_exc", kind))


def _frequency(form: str) -> float:
    import wordfreq

    return _negations() if form == "n't" else float(wordfreq.word_frequency(form, "en"))


@functools.cache
def _negations() -> float:
    """Return the frequency of "n't", which wordfreq counts as a part of "isn't", "don't" and the like."""
    import wordfreq

    return float(sum(share for form, share in wordfreq.get_frequency_dict("en").items() if form.endswith("n't")))
