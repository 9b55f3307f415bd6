"""How far to trust the tables: the sample that people label, and what the labels say."""

from collections.abc import Mapping

from toolkit.tables.columns import SPAN, Column, count, number, place, several, text

TRUST: Mapping[str, tuple[Column, ...]] = {
    "check_sample": (
        count("item", "position in the sample, from 0; the order is random"),
        text("kind", "attribution or sentence"),
        text("article_id", "the article"),
        *SPAN,
        text("text", "the words of the attribution, or the sentence"),
        count("drawn_from", "how many of the kind there are in all the articles", low=1),
        text("source", "the words that name who says it", missing=True),
        text("cue", "the words that say that it is said", missing=True),
        text("speaker", "canonical name, only where sure", missing=True),
        number("confidence", "of an attribution", 0, 1, missing=True),
        place("found", "attributions that begin in the sentence"),
        text("tone", "what the toolkit reads: negative, neutral or positive", missing=True),
        text("words_right", "your label: yes, partly, no or skip", missing=True),
        text("speaker_right", "your label: yes, no or skip", missing=True),
        text("missed", "your label, attributions not found that begin in it: 0, 1, 2, 3 or skip", missing=True),
        text("tone_read", "your label: negative, neutral, positive or skip", missing=True),
        text("fits", "hash of the article and of what the toolkit says of the item"),
        text("title", "the article's headline", missing=True),
        text("context", "the paragraphs around it"),
        several("marks", "tuple of (start, end, role) in the context: words, source, cue or sentence"),
    ),
    "self_check": (
        text("measure", "words, whole words, speaker, found or tone"),
        text("meaning", "the share that it is"),
        number("value", "the share in your sample, 0 to 1", 0, 1, missing=True),
        number("low", "lower end of its 95% interval", 0, 1, missing=True),
        number("high", "upper end of the interval", 0, 1, missing=True),
        count("labelled", "labels that it rests on, skipped ones left out"),
        number("published", "the same on news that was labelled for the toolkit", 0, 1, missing=True),
        number("published_low", "lower end of its 95% interval", 0, 1, missing=True),
        number("published_high", "upper end of the interval", 0, 1, missing=True),
        text("published_on", "the news that it was measured on", missing=True),
        text("note", "too few labels, or how many were skipped", missing=True),
    ),
    "calibration": (
        text("texts", "the news that it was measured on, or yours"),
        text("band", "the confidence, from and to"),
        number("confidence", "its mean in the band", 0, 1, missing=True),
        number("right", "share of the band's attributions that are right", 0, 1, missing=True),
        number("low", "lower end of the 95% interval", 0, 1),
        number("high", "upper end of the interval", 0, 1),
        count("attributions", "attributions in the band"),
    ),
}
