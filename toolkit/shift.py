"""Which words move the tone from one text to another: a word shift."""

from collections import defaultdict
from collections.abc import Iterator

import pandas as pd

from toolkit.article import Articles, each_article
from toolkit.attribution import attributions
from toolkit.errors import OptionError, check_text
from toolkit.tables import make_table
from toolkit.tone import PartTone, tone_hits_of_parts

EVERY_VOICE = ("reporter", "speaker")  # the body: headlines and captions say it again


def word_shift(
    first: Articles, second: Articles, *, first_voice: str | None = None, second_voice: str | None = None
) -> pd.DataFrame:
    """Show which words make the tone of the second text differ from that of the first.

    The measure is the tone per 100 words: a hundred times the sum of what the words add (`explain_sentiment`),
    divided by the words. It is a sum over words, so that their shifts add up to the whole difference exactly, as those
    of the bounded score would not.

    Parameters
    ----------
    first, second : Article or iterable of Article
        The texts; the same article twice to compare two of its voices.
    first_voice, second_voice : str, optional
        Whose words: "headline", "caption", "reporter", "speaker" (every speaker's) or a speaker's name as the
        attributions table has it. By default all words of the body.

    Returns
    -------
    DataFrame
        The words that shift most first: `word` (small letters), `first` and `second` (what it adds to each text's
        tone, per 100 words), `shift` (`second` less `first`: above 0 it makes the second text the more positive).

    Raises
    ------
    OptionError
        One of the two has no words: nobody of that name speaks, or there is no headline.

    Source
    ------
    Gallagher et al. (2021), "Generalized word shift graphs", EPJ Data Science 10:4,
    doi:10.1140/epjds/s13688-021-00260-3: the shift of a weighted average, with no reference score.

    Examples
    --------
    >>> from toolkit import Article
    >>> calm = Article(text="The new ferry is superb. It sails at noon.")
    >>> cross = Article(text="The new ferry is terrible. It sails at noon.")
    >>> word_shift(calm, cross).round(1)
           word  first  second  shift
    0    superb   34.4     0.0  -34.4
    1  terrible    0.0   -23.3  -23.3
    """
    check_text(first_voice=first_voice, second_voice=second_voice)
    before, after = _per_hundred(first, first_voice), _per_hundred(second, second_voice)
    words = sorted(before.keys() | after.keys(), key=lambda word: (-abs(after[word] - before[word]), word))
    rows = [
        {"word": word, "first": before[word], "second": after[word], "shift": after[word] - before[word]}
        for word in words
    ]
    return make_table("word_shift", rows)


def _per_hundred(articles: Articles, voice: str | None) -> defaultdict[str, float]:
    """Return what each word adds to the tone, per 100 words of this voice."""
    sums: defaultdict[str, float] = defaultdict(float)
    words, voices = 0, set[str]()
    for text, part in _parts(articles):
        names = {name for name in (part.voice.voice, part.voice.speaker) if name is not None}
        voices |= names
        if names.isdisjoint(EVERY_VOICE if voice is None else (voice,)):
            continue
        words += part.words
        for hit in part.hits:
            if hit.contribution:
                sums[" ".join(text[hit.start : hit.end].lower().split())] += hit.contribution
    if not words:
        raise OptionError(_no_words(voice, voices))
    return defaultdict(float, {word: 100 * value / words for word, value in sums.items()})


def _parts(articles: Articles) -> Iterator[tuple[str, PartTone]]:
    for article in each_article(articles):
        for part in tone_hits_of_parts(article, attributions(article)):
            yield article.text, part


def _no_words(voice: str | None, voices: set[str]) -> str:
    if voice is None:
        return "There is no body to compare: the article has no running text."
    return f"There are no words of {voice!r}. Use one of: {', '.join(map(repr, sorted(voices)))}."
