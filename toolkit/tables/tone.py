"""Tone: of units and voices, with the words that make it, and towards people and bodies."""

from collections.abc import Mapping

from toolkit.tables.columns import SPAN, Column, count, flag, number, text

_TONES = ("negative", "neutral", "positive")
_VOICE = (
    text("voice", "headline, caption, reporter or speaker"),
    text("speaker", "canonical name of a speaker, only where sure", missing=True),
)

TONE: Mapping[str, tuple[Column, ...]] = {
    "sentiment": (
        number("score", "tone, -1 negative to 1 positive; the mean of the sentences' scores", -1, 1, missing=True),
        number("positive", "share of the sentences with a score of at least 0.30", 0, 1, missing=True),
        number("negative", "share of the sentences with a score below 0", 0, 1, missing=True),
        count("words", "words scored"),
        count("hits", "words and phrases that carry tone"),
    ),
    "sentiment_interval": (
        number("low", "lower end of the score's 95% interval", -1, 1, missing=True),
        number("high", "upper end of the interval", -1, 1, missing=True),
        text("note", "why the interval is missing", missing=True),
    ),
    "explain_sentiment": (
        count("sentence_id", "the sentence that holds the hit"),
        *SPAN,
        text("text", "the word or phrase as it stands in the article"),
        number("valence", "the lexicon's value, -4 to 4", -4, 4),
        number("factor", "what its surroundings multiply it by"),
        number("contribution", "what it adds to the sentence's sum: valence times factor"),
        text("rule", "why the factor is not 1, or that it is a mark that strengthens the tone", missing=True),
    ),
    "voices": _VOICE,
    "tone_contrast": (
        text("first", "headline, reporter or speaker: whose words are compared"),
        text("second", "with whose"),
        number("first_score", "tone of the first, -1 to 1", -1, 1, missing=True),
        number("second_score", "tone of the second, -1 to 1", -1, 1, missing=True),
        text("direction", "opposite (one above 0, one below) or same; missing where one is at 0", missing=True),
        number("difference", "second_score less first_score", -2, 2, missing=True),
        number("low", "lower end of the difference's 95% interval", -2, 2, missing=True),
        number("high", "upper end of the interval", -2, 2, missing=True),
        text("note", "why the interval is missing", missing=True),
    ),
    "tone_contrasts": (
        text("first", "headline, reporter or speaker: whose words are compared"),
        text("second", "with whose"),
        count("articles", "articles in which both have a tone"),
        count("opposite", "those of them in which the two point opposite ways"),
        number("share", "opposite / articles", 0, 1, missing=True),
        number("low", "lower end of the share's 95% interval", 0, 1, missing=True),
        number("high", "upper end of the interval", 0, 1, missing=True),
        text("note", "why the share's interval is missing", missing=True),
    ),
    "word_shift": (
        text("word", "the word or phrase, small letters"),
        number("first", "what it adds to the first text's tone, per 100 words"),
        number("second", "the same in the second text"),
        number("shift", "second less first: above 0 it makes the second text the more positive"),
    ),
    "sentiment_towards": (
        text("target", "the person or body"),
        text("mention", "the words that mean it"),
        *SPAN,
        count("sentence_id", "the sentence that holds the mention"),
        *_VOICE,
        flag("own", "stands in the target's own words"),
        text("tone", "negative, neutral, positive, or uncertain"),
        *(number(f"p_{tone}", f"how likely the tone is {tone}", 0, 1) for tone in _TONES),
    ),
    "towards": (
        text("target", "the person or body"),
        text("tone", "negative, neutral, positive, or uncertain; missing for too little text", missing=True),
        *(number(f"p_{tone}", f"mean probability of {tone}", 0, 1, missing=True) for tone in _TONES),
        number("score", "p_positive less p_negative, -1 to 1", -1, 1, missing=True),
        number("low", "lower end of the score's 95% interval", -1, 1, missing=True),
        number("high", "upper end of the interval", -1, 1, missing=True),
        count("mentions", "mentions in the body"),
        count("sentences", "sentences of the body that hold them"),
        count("own", "mentions in the target's own words"),
        text("note", "why tone and interval are missing", missing=True),
    ),
}
