"""Many articles: what could not be read, shared copy, groups compared, the store."""

from collections.abc import Mapping

from toolkit.tables.columns import SPAN, Column, count, day, flag, number, place, several, text

_ENDS = (
    number("low", "lower end of the 95% interval, articles drawn anew", missing=True),
    number("high", "upper end of the interval", missing=True),
)
_BASIS = (
    count("articles", "articles of the group that the figure rests on"),
    text("note", "why the interval is missing", missing=True),
)

MANY: Mapping[str, tuple[Column, ...]] = {
    "problems": (
        text("source", "the file, or the file and row"),
        text("problem", "what happened"),
        text("advice", "what to do"),
    ),
    "agency_credits": (
        text("agency", "the agency, by its usual short name"),
        text("place", "where the credit stands: dateline, byline or closing (a line of credit, mostly at the end)"),
        *SPAN,
        text("text", "the credit as it stands in the article"),
    ),
    "shingle_bands": (
        count("band", "band of the MinHash signature, from 0"),
        count("hash", "hash of the signature's rows in that band: texts that share one may share their text", low=None),
    ),
    "wire_copies": (
        count("group", "articles of one number print the same text, from 0"),
        text("article_id", "the article"),
        text("outlet", "who published it, or the site", missing=True),
        day("date", "day of publication"),
        text("agency", "the first news agency that it credits", missing=True),
        text("group_agency", "the agency that most of the group credit", missing=True),
        flag("reference", "the version that the others are held against: the earliest, of one day the longest"),
        count("words", "words of its body, standing text left out"),
        number("shared", "share of its words in runs of five that the reference has too", 0, 1),
        number("kept", "share of the reference's words in runs of five that it has too", 0, 1),
    ),
    "wire_changes": (
        text("kind", "headline or body"),
        text("change", "kept, changed, moved, added or cut"),
        place("start", "first code point in the article's text; missing if cut"),
        place("end", "code point after the last"),
        text("text", "the sentence in the article", missing=True),
        place("version_start", "first code point in the version's text; missing if added"),
        place("version_end", "code point after the last"),
        text("version_text", "the sentence in the version", missing=True),
        number("similarity", "of the two sentences' words, 1 the same; missing for added and cut", 0, 1, missing=True),
    ),
    "group_shares": (
        text("group", "the outlet, the month or what else was compared by"),
        text("item", "speaker (missing: not resolved), form of speech or naming of the source", missing=True),
        number("share", "of the group's reported words", 0, 1, missing=True),
        *_ENDS,
        count("words", "words reported of it in the group"),
        count("item_articles", "articles of the group that have it"),
        *_BASIS,
    ),
    "group_tones": (
        text("group", "the outlet, the month or what else was compared by"),
        text("target", "the person or body"),
        number("score", "tone towards the target, -1 negative to 1 positive", -1, 1, missing=True),
        *_ENDS,
        count("mentions", "mentions in the bodies"),
        count("sentences", "sentences that hold them"),
        *_BASIS,
    ),
    "group_words": (
        text("group", "the outlet, the month or what else was compared by"),
        text("word", "the word or lemma"),
        count("count", "the group's occurrences"),
        number("log_odds", "preference in nats: 0 none"),
        number("z", "log_odds in standard errors, were words draws: above 1.96 beyond chance"),
        *_ENDS,
        count("word_articles", "articles of the group that hold the word"),
        *_BASIS,
    ),
    "corpus_articles": (
        text("article_id", "names the text; a further outlet's copy of the same text has -2, -3 and so on behind it"),
        text("source", "the file, address or row that it came from", missing=True),
        text("title", "the headline", missing=True),
        day("date", "day of publication"),
        text("byline", "who signed it", missing=True),
        text("outlet", "who published it, as the source says", missing=True),
        text("site", "host of the address, without www.", missing=True),
        text("agency", "agency that dateline or byline credit", missing=True),
        text("url", "its address", missing=True),
        count("characters", "length of the text, code points", low=1),
        several("repairs", "tuple of what was mended when it was read"),
        several("warnings", "tuple of what to know before trusting its tables"),
    ),
    "corpus_problems": (
        text("source", "the file, address or row"),
        text("article_id", "the article; missing where none could be read", missing=True),
        text("stage", "reading, or the table that could not be made"),
        text("problem", "what happened"),
        text("advice", "what to do"),
    ),
    "corpus_status": (
        text("table", "the table; parse is the reading of the sentences that all others rest on"),
        count("done", "articles whose rows are up to date"),
        count("stale", "articles whose rows an older version or other settings made"),
        count("missing", "articles without rows so far"),
        count("failed", "articles for which it could not be made"),
        number("seconds", "time that it took, all processes together", 0),
    ),
}
