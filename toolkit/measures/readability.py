"""How hard a text is to read."""

import math


def flesch_reading_ease(words: int, sentences: int, syllables: int) -> float:
    """Return Flesch's reading ease: higher is easier; 60 to 70 is plain English, below 30 reads like a law journal.

    Source
    ------
    Flesch (1948), doi:10.1037/h0057532; 206.835 - 1.015 words/sentences - 84.6 syllables/words.

    Examples
    --------
    >>> round(flesch_reading_ease(words=13, sentences=1, syllables=24), 1)
    37.5
    """
    if not words or not sentences:
        return math.nan
    return 206.835 - 1.015 * words / sentences - 84.6 * syllables / words


def flesch_kincaid_grade(words: int, sentences: int, syllables: int) -> float:
    """Return the years of US schooling that the text asks for: higher is harder.

    Source
    ------
    Kincaid, Fishburne, Rogers & Chissom (1975); 0.39 words/sentences + 11.8 syllables/words - 15.59.

    Examples
    --------
    >>> round(flesch_kincaid_grade(words=13, sentences=1, syllables=24), 1)
    11.3
    """
    if not words or not sentences:
        return math.nan
    return 0.39 * words / sentences + 11.8 * syllables / words - 15.59
