"""General English as a reference: how often a word, or any form of a lemma, occurs in it, by wordfreq's list.

wordfreq gives the share of a word form in a mixture of books, news, subtitles, the web and encyclopedias, in small
letters. It has no number of words of its own; SIZE is the number at which the rarest words that it lists (one in
100,000,000) occur once, and about that of the British National Corpus. G2 hardly depends on it: on the article that
ships with the toolkit, ten or ten thousand times as many change the middle word's by 3 in 100,000, the rarest's by 3 %,
and the order of the first thirty not at all.
"""

import functools
from collections.abc import Iterable

import pandas as pd

from toolkit.language import pipeline

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
    """Return the forms of a lemma that spaCy's rules and lists of exceptions lead back to it.

    There are misspellings among them ("denyes"); being rare, they add next to nothing.

    Examples
    --------
    >>> inflections("deny", "VERB") >= {"deny", "denies", "denied", "denying"}
    True
    """
    if lemma == "not":
        return frozenset(("not", "n't"))
    if pos not in _TABLES:
        return frozenset((lemma,))
    from spacy.tokens import Doc

    lemmatizer = pipeline().get_pipe("lemmatizer")
    rules: Iterable[tuple[str, str]] = lemmatizer.lookups.get_table("lemma_rules").get(_TABLES[pos], ())  # type: ignore[attr-defined]
    regular = sorted({lemma.removesuffix(new) + old for old, new in rules if lemma.endswith(new)} - {""})
    candidates = Doc(pipeline().vocab, words=regular, pos=[pos] * len(regular))
    checked = {token.text for token in candidates if lemma in lemmatizer.rule_lemmatize(token)}  # type: ignore[attr-defined]
    return frozenset({lemma} | checked | _irregular(_TABLES[pos]).get(lemma, set()))


@functools.cache
def _irregular(table: str) -> dict[str, set[str]]:
    lookups = pipeline().get_pipe("lemmatizer").lookups  # type: ignore[attr-defined]
    forms: dict[str, set[str]] = {}
    for form, lemmas in lookups.get_table("lemma_exc").get(table, {}).items():
        for lemma in lemmas:
            forms.setdefault(lemma, set()).add(form)
    return forms


def _frequency(form: str) -> float:
    import wordfreq

    return _negations() if form == "n't" else float(wordfreq.word_frequency(form, "en"))


@functools.cache
def _negations() -> float:
    """Return the frequency of "n't", which wordfreq counts as a part of "isn't", "don't" and the like."""
    import wordfreq

    return float(sum(share for form, share in wordfreq.get_frequency_dict("en").items() if form.endswith("n't")))
