"""The article's text and its words: blocks, sentences, tokens, counts, keywords."""

from collections.abc import Mapping

from toolkit.tables.columns import SPAN, Column, count, flag, number, text

_KINDS = "headline, subheading, date, time, byline, dateline, caption, credit, body or boilerplate"

TEXT: Mapping[str, tuple[Column, ...]] = {
    "blocks": (
        count("block_id", "position in the article, from 0"),
        text("kind", _KINDS),
        *SPAN,
        text("text", "the block as it stands in the article"),
    ),
    "sentences": (
        count("sentence_id", "position in the article, from 0"),
        count("block_id", "the block that holds it"),
        text("kind", f"the block's kind: {_KINDS}"),
        count("paragraph", "position of its paragraph in the article, from 0"),
        *SPAN,
        text("text", "the sentence as it stands in the article"),
        count("words", "words in it"),
    ),
    "tokens": (
        count("token_id", "position in the article, from 0"),
        count("sentence_id", "the sentence that holds it"),
        *SPAN,
        text("text", "the token as it stands in the article"),
        text("lower", "the token in small letters, apostrophes straight"),
        text("lemma", "dictionary form, in small letters unless a name"),
        text("pos", "universal part of speech: NOUN, PROPN, VERB, AUX, ADJ, ..."),
        text("entity", "PERSON, ORG, GPE, NORP, ... where it is part of a name", missing=True),
        flag("is_word", "holds a letter or digit and is not the possessive mark"),
        flag("is_stop", "a function word; 'not' and 'no' are none"),
    ),
    "word_frequencies": (
        text("word", "the word, lemma or n-gram"),
        count("count", "occurrences", low=1),
        number("per_10k", "occurrences per 10,000 words", 0, 10_000),
        number("low", "lower end of the 95% interval of per_10k", 0, 10_000),
        number("high", "upper end of the 95% interval of per_10k", 0, 10_000),
        number("dispersion", "Gries' DP over the paragraphs: 0 even, 1 all in one place", 0, 1, missing=True),
    ),
    "dispersion": (
        text("word", "the word, lemma or n-gram"),
        count("count", "occurrences"),
        count("parts", "parts of the text that hold it"),
        number("dp", "Gries' DP: 0 even, towards 1 all in one place", 0, 1, missing=True),
        number("dp_norm", "DP stretched to reach 1 however many the parts", 0, 1, missing=True),
    ),
    "concordance": (
        count("sentence_id", "the sentence that holds the hit"),
        *SPAN,
        text("left", "what stands before"),
        text("match", "the hit"),
        text("right", "what stands after"),
    ),
    "text_profile": (
        count("words", "words"),
        count("sentences", "sentences"),
        count("types", "different words, small letters"),
        number("mattr", "moving-average type-token ratio, windows of 50 words", 0, 1, missing=True),
        number("mtld", "measure of textual lexical diversity, words", 0, missing=True),
        number("flesch_reading_ease", "higher is easier; news is about 40 to 60", missing=True),
        number("flesch_kincaid_grade", "US school years needed", missing=True),
        number("quoted_share", "share of the words inside quotation marks", 0, 1, missing=True),
        text("note", "why a value is missing or rests on little text", missing=True),
    ),
    "keywords": (
        text("word", "the word or lemma"),
        count("count", "occurrences", low=1),
        number("per_10k", "occurrences per 10,000 words", 0, 10_000),
        number("reference_per_10k", "the same in the reference", 0, 10_000),
        number("log_likelihood", "G2 of the difference; 3.84 is p = 0.05, 15.13 is p = 0.0001", 0),
        number("p", "chance of a G2 as large were there no difference", 0, 1),
        number("log_ratio", "binary log of the ratio of the rates: 1 is twice, -1 half"),
        number("bic", "G2 less the log of all words: above 2 positive, above 10 very strong evidence"),
    ),
    "compare_words": (
        text("word", "the word, lemma or n-gram"),
        count("count", "the group's occurrences"),
        number("log_odds", "preference in nats: 0 none, below 0 the other groups' word"),
        number("z", "log_odds in standard errors: within 1.96 either way is within chance"),
    ),
    "collocations": (
        text("word", "the first word"),
        text("collocate", "the second word"),
        count("count", "times that the collocate follows within the window", low=1),
        number("pmi", "pointwise mutual information, bits: above 0 more often together than by chance"),
        number("log_likelihood", "G2 of the pair's association", 0),
        number("t", "t score: above 2.6 is beyond chance, were the words draws"),
        number("log_dice", "logDice, at most 14", None, 14),
    ),
}
