"""The columns, units and ranges of every public table; tables are made and checked here."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import pandas as pd

from toolkit.errors import TableError

# News is full of dollars: JupyterLab would set "$4 million, then $5 million" in a table as a formula.
pd.set_option("display.html.use_mathjax", False)


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its name, its pandas type, what it holds, the least and greatest value, and if it may be missing."""

    name: str
    dtype: str
    meaning: str
    low: float | None = None
    high: float | None = None
    missing: bool = False


def _text(name: str, meaning: str, *, missing: bool = False) -> Column:
    return Column(name, "str", meaning, missing=missing)


def _count(name: str, meaning: str, *, low: float | None = 0) -> Column:
    return Column(name, "int64", meaning, low)


def _number(
    name: str, meaning: str, low: float | None = None, high: float | None = None, *, missing: bool = False
) -> Column:
    return Column(name, "float64", meaning, low, high, missing)


def _flag(name: str, meaning: str) -> Column:
    return Column(name, "bool", meaning)


_SPAN = (
    _count("start", "first code point in article.text"),
    _count("end", "code point after the last"),
)
_VOICE = (
    _text("voice", "headline, caption, reporter or speaker"),
    _text("speaker", "canonical name of a speaker, only where sure", missing=True),
)
_ENDS = (
    _number("low", "lower end of the 95 % interval, articles drawn anew", missing=True),
    _number("high", "upper end of the interval", missing=True),
)
_BASIS = (
    _count("articles", "articles of the group that the figure rests on"),
    _text("note", "why the interval is missing", missing=True),
)
UNSURE = 0.6  # attributions of less confidence are shown as ones to check: fewer than half of them are right
_TONES = ("negative", "neutral", "positive")
_KINDS = "headline, subheading, date, time, byline, dateline, caption, credit, body or boilerplate"

TABLES: Mapping[str, tuple[Column, ...]] = {
    "blocks": (
        _count("block_id", "position in the article, from 0"),
        _text("kind", _KINDS),
        *_SPAN,
        _text("text", "the block as it stands in the article"),
    ),
    "sentences": (
        _count("sentence_id", "position in the article, from 0"),
        _count("block_id", "the block that holds it"),
        _text("kind", f"the block's kind: {_KINDS}"),
        _count("paragraph", "position of its paragraph in the article, from 0"),
        *_SPAN,
        _text("text", "the sentence as it stands in the article"),
        _count("words", "words in it"),
    ),
    "tokens": (
        _count("token_id", "position in the article, from 0"),
        _count("sentence_id", "the sentence that holds it"),
        *_SPAN,
        _text("text", "the token as it stands in the article"),
        _text("lower", "the token in small letters, apostrophes straight"),
        _text("lemma", "dictionary form, in small letters unless a name"),
        _text("pos", "universal part of speech: NOUN, PROPN, VERB, AUX, ADJ, ..."),
        _text("entity", "PERSON, ORG, GPE, NORP, ... where it is part of a name", missing=True),
        _flag("is_word", "holds a letter or digit and is not the possessive mark"),
        _flag("is_stop", "a function word; 'not' and 'no' are none"),
    ),
    "word_frequencies": (
        _text("word", "the word, lemma or n-gram"),
        _count("count", "occurrences", low=1),
        _number("per_10k", "occurrences per 10,000 words", 0, 10_000),
        _number("low", "lower end of the 95 % interval of per_10k", 0, 10_000),
        _number("high", "upper end of the 95 % interval of per_10k", 0, 10_000),
        _number("dispersion", "Gries' DP over the paragraphs: 0 even, 1 all in one place", 0, 1, missing=True),
    ),
    "dispersion": (
        _text("word", "the word, lemma or n-gram"),
        _count("count", "occurrences"),
        _count("parts", "parts of the text that hold it"),
        _number("dp", "Gries' DP: 0 even, towards 1 all in one place", 0, 1, missing=True),
        _number("dp_norm", "DP stretched to reach 1 however many the parts", 0, 1, missing=True),
    ),
    "concordance": (
        _count("sentence_id", "the sentence that holds the hit"),
        *_SPAN,
        _text("left", "what stands before"),
        _text("match", "the hit"),
        _text("right", "what stands after"),
    ),
    "text_profile": (
        _count("words", "words"),
        _count("sentences", "sentences"),
        _count("types", "different words, small letters"),
        _number("mattr", "moving-average type-token ratio, windows of 50 words", 0, 1, missing=True),
        _number("mtld", "measure of textual lexical diversity, words", 0, missing=True),
        _number("flesch_reading_ease", "higher is easier; news is about 40 to 60", missing=True),
        _number("flesch_kincaid_grade", "US school years needed", missing=True),
        _number("quoted_share", "share of the words inside quotation marks", 0, 1, missing=True),
        _text("note", "why a value is missing or rests on little text", missing=True),
    ),
    "keywords": (
        _text("word", "the word or lemma"),
        _count("count", "occurrences", low=1),
        _number("per_10k", "occurrences per 10,000 words", 0, 10_000),
        _number("reference_per_10k", "the same in the reference", 0, 10_000),
        _number("log_likelihood", "G2 of the difference; 3.84 is p = 0.05, 15.13 is p = 0.0001", 0),
        _number("p", "chance of a G2 as large were there no difference", 0, 1),
        _number("log_ratio", "binary log of the ratio of the rates: 1 is twice, -1 half"),
        _number("bic", "G2 less the log of all words: above 2 positive, above 10 very strong evidence"),
    ),
    "compare_words": (
        _text("word", "the word, lemma or n-gram"),
        _count("count", "the group's occurrences"),
        _number("log_odds", "preference in nats: 0 none, below 0 the other groups' word"),
        _number("z", "log_odds in standard errors: within 1.96 either way is within chance"),
    ),
    "collocations": (
        _text("word", "the first word"),
        _text("collocate", "the second word"),
        _count("count", "times that the collocate follows within the window", low=1),
        _number("pmi", "pointwise mutual information, bits: above 0 more often together than by chance"),
        _number("log_likelihood", "G2 of the pair's association", 0),
        _number("t", "t score: above 2.6 is beyond chance, were the words draws"),
        _number("log_dice", "logDice, at most 14", None, 14),
    ),
    "attributions": (
        _count("attribution_id", "position in the article, from 0"),
        _text("kind", "direct, mixed or indirect"),
        _text("act", "speech, thought, wish, plan, feeling, evidence or document"),
        Column("within", "Int64", "attribution_id of the outer attribution, where nested", 0, missing=True),
        _text("speaker", "canonical name, only where sure", missing=True),
        _text("speaker_kind", "person, organisation, group, document or unnamed", missing=True),
        _text("source", "the words that name who says it", missing=True),
        Column("source_start", "Int64", "first code point of the source", 0, missing=True),
        Column("source_end", "Int64", "code point after its last", 0, missing=True),
        _text("cue", "the words that say that it is said", missing=True),
        Column("cue_start", "Int64", "first code point of the cue", 0, missing=True),
        Column("cue_end", "Int64", "code point after its last", 0, missing=True),
        _text("stance", "the reporter's, by the cue: neutral, doubting, endorsing, accusing or conceding"),
        *_SPAN,
        _text("quote", "the text from start to end"),
        Column("parts", "object", "tuple of (start, end), one for each part of a split quotation"),
        _count("words", "words in the parts"),
        _number("confidence", "how sure, higher is surer; 1 where a person has decided", 0, 1, missing=True),
        _text("corrected", "accepted, reattributed, merged or added by a person; missing elsewhere", missing=True),
    ),
    "corrections": (
        _count("correction_id", "position in the file of corrections, from 0"),
        _text("action", "accept, reject, reattribute, merge or add"),
        _text("state", "applied, moved (the text has changed, the words were found again) or unfit"),
        Column("start", "Int64", "first code point of the words in article.text", 0, missing=True),
        Column("end", "Int64", "code point after the last", 0, missing=True),
        _text("quote", "the words that the correction is about, as they stood", missing=True),
        _text("speaker", "the name that it gives", missing=True),
        _text("instead_of", "for merge: the name that it replaces", missing=True),
        _text("advice", "what to do where it no longer fits", missing=True),
    ),
    "speakers": (
        _text("speaker", "canonical name: the fullest that the text gives"),
        _text("speaker_kind", "person, organisation, group or document", missing=True),
        Column("aliases", "object", "tuple of the other names that the text uses"),
        Column("roles", "object", "tuple of the titles and roles as the text gives them"),
        Column("pronouns", "object", "tuple of the pronouns that the text uses"),
        _count("articles", "articles that the speaker speaks in", low=1),
        _count("attributions", "attributions", low=1),
        _count("direct", "those all in quotation marks"),
        _count("mixed", "those partly in quotation marks"),
        _count("indirect", "those without quotation marks"),
        _count("words", "words, those of attributions within left to whom they belong"),
        _number("share", "of all reported words, those of unresolved speakers among them", 0, 1),
        _number("first_at", "where the first attribution begins: 0 the text's first character, 1 its last", 0, 1),
        _number("tone", "mean score of the sentences, -1 negative to 1 positive", -1, 1, missing=True),
        _number(
            "tone_low", "lower end of the 95 % interval; missing for fewer than two sentences", -1, 1, missing=True
        ),
        _number("tone_high", "upper end of the 95 % interval", -1, 1, missing=True),
    ),
    "source_audit": (
        _text("source", "the speaker's name or the text's words for the source", missing=True),
        _text("naming", "named, collective, document, unnamed or unclear"),
        _count("attributions", "attributions; 0 for those who are accused and never heard"),
        _count("direct", "those all in quotation marks"),
        _count("mixed", "those partly in quotation marks"),
        _count("indirect", "those without quotation marks"),
        _count("words", "words, attributions inside others left out"),
        *(_count(f"{kind}_words", f"of them in {kind} ones") for kind in ("direct", "mixed", "indirect")),
        _number("share", "of all reported words", 0, 1),
        _number("first_at", "where the first begins: 0 the text's first character, 1 its last", 0, 1, missing=True),
        *(_count(stance, f"{stance} cues") for stance in ("neutral", "doubting", "endorsing", "accusing", "conceding")),
        Column("verbs", "object", "tuple of the words that present it, one for each cue, the most frequent first"),
        Column("accused_by", "object", "tuple of those in whose words the source is accused or criticised"),
        Column("accused_at", "object", "tuple of the (start, end) of those words"),
        Column("heard", "bool", "whether the source speaks anywhere in the article"),
    ),
    "speaker_names": (
        _text("article_id", "the article"),
        _text("speaker", "the name as the article's tables have it"),
        _text("speaker_kind", "person, organisation, group or document", missing=True),
        _text("name", "the name over all articles; change it to merge or to keep apart"),
        _text("why", "what the merging rests on"),
    ),
    "sentiment": (
        _number("score", "tone, -1 negative to 1 positive; the mean of the sentences' scores", -1, 1, missing=True),
        _number("positive", "share of the sentences with a score of at least 0.30", 0, 1, missing=True),
        _number("negative", "share of the sentences with a score below 0", 0, 1, missing=True),
        _count("words", "words scored"),
        _count("hits", "words and phrases that carry tone"),
    ),
    "sentiment_interval": (
        _number("low", "lower end of the score's 95 % interval", -1, 1, missing=True),
        _number("high", "upper end of the interval", -1, 1, missing=True),
        _text("note", "why the interval is missing", missing=True),
    ),
    "voices": _VOICE,
    "tone_contrast": (
        _text("first", "headline, reporter or speaker: whose words are compared"),
        _text("second", "with whose"),
        _number("first_score", "tone of the first, -1 to 1", -1, 1, missing=True),
        _number("second_score", "tone of the second, -1 to 1", -1, 1, missing=True),
        _text("direction", "opposite (one above 0, one below) or same; missing where one is at 0", missing=True),
        _number("difference", "second_score less first_score", -2, 2, missing=True),
        _number("low", "lower end of the difference's 95 % interval", -2, 2, missing=True),
        _number("high", "upper end of the interval", -2, 2, missing=True),
        _text("note", "why the interval is missing", missing=True),
    ),
    "tone_contrasts": (
        _text("first", "headline, reporter or speaker: whose words are compared"),
        _text("second", "with whose"),
        _count("articles", "articles in which both have a tone"),
        _count("opposite", "those of them in which the two point opposite ways"),
        _number("share", "opposite / articles", 0, 1, missing=True),
        _number("low", "lower end of the share's 95 % interval", 0, 1, missing=True),
        _number("high", "upper end of the interval", 0, 1, missing=True),
        _text("note", "why the share's interval is missing", missing=True),
    ),
    "explain_sentiment": (
        _count("sentence_id", "the sentence that holds the hit"),
        *_SPAN,
        _text("text", "the word or phrase as it stands in the article"),
        _number("valence", "the lexicon's value, -4 to 4", -4, 4),
        _number("factor", "what its surroundings multiply it by"),
        _number("contribution", "what it adds to the sentence's sum: valence times factor"),
        _text("rule", "why the factor is not 1, or that it is a mark that strengthens the tone", missing=True),
    ),
    "agency_credits": (
        _text("agency", "the agency, by its usual short name"),
        _text("place", "where the credit stands: dateline, byline or closing (a line of credit, mostly at the end)"),
        *_SPAN,
        _text("text", "the credit as it stands in the article"),
    ),
    "shingle_bands": (
        _count("band", "band of the MinHash signature, from 0"),
        Column("hash", "int64", "hash of the signature's rows in that band: texts that share one may share their text"),
    ),
    "wire_copies": (
        _count("group", "articles of one number print the same text, from 0"),
        _text("article_id", "the article"),
        _text("outlet", "who published it, or the site", missing=True),
        Column("date", "datetime64[s]", "day of publication", missing=True),
        _text("agency", "the first news agency that it credits", missing=True),
        _text("group_agency", "the agency that most of the group credit", missing=True),
        _flag("reference", "the version that the others are held against: the earliest, of one day the longest"),
        _count("words", "words of its body, standing text left out"),
        _number("shared", "share of its words in runs of five that the reference has too", 0, 1),
        _number("kept", "share of the reference's words in runs of five that it has too", 0, 1),
    ),
    "wire_changes": (
        _text("kind", "headline or body"),
        _text("change", "kept, changed, moved, added or cut"),
        Column("start", "Int64", "first code point in the article's text; missing if cut", 0, missing=True),
        Column("end", "Int64", "code point after the last", 0, missing=True),
        _text("text", "the sentence in the article", missing=True),
        Column("version_start", "Int64", "first code point in the version's text; missing if added", 0, missing=True),
        Column("version_end", "Int64", "code point after the last", 0, missing=True),
        _text("version_text", "the sentence in the version", missing=True),
        _number("similarity", "of the two sentences' words, 1 the same; missing for added and cut", 0, 1, missing=True),
    ),
    "group_shares": (
        _text("group", "the outlet, the month or what else was compared by"),
        _text("item", "speaker (missing: not resolved), form of speech or naming of the source", missing=True),
        _number("share", "of the group's reported words", 0, 1, missing=True),
        *_ENDS,
        _count("words", "words reported of it in the group"),
        _count("item_articles", "articles of the group that have it"),
        *_BASIS,
    ),
    "group_tones": (
        _text("group", "the outlet, the month or what else was compared by"),
        _text("target", "the person or body"),
        _number("score", "tone towards the target, -1 negative to 1 positive", -1, 1, missing=True),
        *_ENDS,
        _count("mentions", "mentions in the bodies"),
        _count("sentences", "sentences that hold them"),
        *_BASIS,
    ),
    "group_words": (
        _text("group", "the outlet, the month or what else was compared by"),
        _text("word", "the word or lemma"),
        _count("count", "the group's occurrences"),
        _number("log_odds", "preference in nats: 0 none"),
        _number("z", "log_odds in standard errors, were words draws: above 1.96 beyond chance"),
        *_ENDS,
        _count("word_articles", "articles of the group that hold the word"),
        *_BASIS,
    ),
    "corpus_articles": (
        _text("article_id", "names the text; a further outlet's copy of the same text has -2, -3 and so on behind it"),
        _text("source", "the file, address or row that it came from", missing=True),
        _text("title", "the headline", missing=True),
        Column("date", "datetime64[s]", "day of publication", missing=True),
        _text("byline", "who signed it", missing=True),
        _text("outlet", "who published it, as the source says", missing=True),
        _text("site", "host of the address, without www.", missing=True),
        _text("agency", "agency that dateline or byline credit", missing=True),
        _text("url", "its address", missing=True),
        _count("characters", "length of the text, code points", low=1),
        Column("repairs", "object", "tuple of what was mended when it was read"),
        Column("warnings", "object", "tuple of what to know before trusting its tables"),
    ),
    "corpus_problems": (
        _text("source", "the file, address or row"),
        _text("article_id", "the article; missing where none could be read", missing=True),
        _text("stage", "reading, or the table that could not be made"),
        _text("problem", "what happened"),
        _text("advice", "what to do"),
    ),
    "corpus_status": (
        _text("table", "the table; parse is the reading of the sentences that all others rest on"),
        _count("done", "articles whose rows are up to date"),
        _count("stale", "articles whose rows an older version or other settings made"),
        _count("missing", "articles without rows so far"),
        _count("failed", "articles for which it could not be made"),
        _number("seconds", "time that it took, all processes together", 0),
    ),
    "word_shift": (
        _text("word", "the word or phrase, small letters"),
        _number("first", "what it adds to the first text's tone, per 100 words"),
        _number("second", "the same in the second text"),
        _number("shift", "second less first: above 0 it makes the second text the more positive"),
    ),
    "sentiment_towards": (
        _text("target", "the person or body"),
        _text("mention", "the words that mean it"),
        *_SPAN,
        _count("sentence_id", "the sentence that holds the mention"),
        *_VOICE,
        _flag("own", "stands in the target's own words"),
        _text("tone", "negative, neutral, positive, or uncertain"),
        *(_number(f"p_{tone}", f"how likely the tone is {tone}", 0, 1) for tone in _TONES),
    ),
    "towards": (
        _text("target", "the person or body"),
        _text("tone", "negative, neutral, positive, or uncertain; missing for too little text", missing=True),
        *(_number(f"p_{tone}", f"mean probability of {tone}", 0, 1, missing=True) for tone in _TONES),
        _number("score", "p_positive less p_negative, -1 to 1", -1, 1, missing=True),
        _number("low", "lower end of the score's 95 % interval", -1, 1, missing=True),
        _number("high", "upper end of the interval", -1, 1, missing=True),
        _count("mentions", "mentions in the body"),
        _count("sentences", "sentences of the body that hold them"),
        _count("own", "mentions in the target's own words"),
        _text("note", "why tone and interval are missing", missing=True),
    ),
    "check_sample": (
        _count("item", "position in the sample, from 0; the order is random"),
        _text("kind", "attribution or sentence"),
        _text("article_id", "the article"),
        *_SPAN,
        _text("text", "the words of the attribution, or the sentence"),
        _count("drawn_from", "how many of the kind there are in all the articles", low=1),
        _text("source", "the words that name who says it", missing=True),
        _text("cue", "the words that say that it is said", missing=True),
        _text("speaker", "canonical name, only where sure", missing=True),
        _number("confidence", "of an attribution", 0, 1, missing=True),
        Column("found", "Int64", "attributions that begin in the sentence", 0, missing=True),
        _text("tone", "what the toolkit reads: negative, neutral or positive", missing=True),
        _text("words_right", "your label: yes, partly, no or skip", missing=True),
        _text("speaker_right", "your label: yes, no or skip", missing=True),
        _text("missed", "your label, attributions not found that begin in it: 0, 1, 2, 3 or skip", missing=True),
        _text("tone_read", "your label: negative, neutral, positive or skip", missing=True),
        _text("fits", "hash of the article and of what the toolkit says of the item"),
        _text("title", "the article's headline", missing=True),
        _text("context", "the paragraphs around it"),
        Column("marks", "object", "tuple of (start, end, role) in the context: words, source, cue or sentence"),
    ),
    "self_check": (
        _text("measure", "words, whole words, speaker, found or tone"),
        _text("meaning", "the share that it is"),
        _number("value", "the share in your sample, 0 to 1", 0, 1, missing=True),
        _number("low", "lower end of its 95 % interval", 0, 1, missing=True),
        _number("high", "upper end of the interval", 0, 1, missing=True),
        _count("labelled", "labels that it rests on, skipped ones left out"),
        _number("published", "the same on news that was labelled for the toolkit", 0, 1, missing=True),
        _number("published_low", "lower end of its 95 % interval", 0, 1, missing=True),
        _number("published_high", "upper end of the interval", 0, 1, missing=True),
        _text("published_on", "the news that it was measured on", missing=True),
        _text("note", "too few labels, or how many were skipped", missing=True),
    ),
    "calibration": (
        _text("texts", "the news that it was measured on, or yours"),
        _text("band", "the confidence, from and to"),
        _number("confidence", "its mean in the band", 0, 1, missing=True),
        _number("right", "share of the band's attributions that are right", 0, 1, missing=True),
        _number("low", "lower end of the 95 % interval", 0, 1),
        _number("high", "upper end of the interval", 0, 1),
        _count("attributions", "attributions in the band"),
    ),
    "problems": (
        _text("source", "the file, or the file and row"),
        _text("problem", "what happened"),
        _text("advice", "what to do"),
    ),
}


# What makes the tables that are not called as the function is.
_MAKERS = {
    "check_sample": "draw_sample(articles) or read_labels(path, sample)",
    "compare_words": "word_frequencies(articles)",
    "group_shares": "compare_groups(...) for voices, forms or sources",
    "group_tones": 'compare_groups(..., measure="tone")',
    "group_words": 'compare_groups(..., measure="words")',
    "towards": "sentiment_towards(article, aggregate=True)",
}


def make_table(name: str, rows: Iterable[Mapping[str, object]]) -> pd.DataFrame:
    """Make the public table `name` from its rows, columns in order and typed; a key that is left out is missing."""
    columns = TABLES[name]
    cells: dict[str, list[object]] = {c.name: [] for c in columns}
    for row in rows:  # one at a time: a million rows as dictionaries take a gigabyte
        for column, values in cells.items():
            values.append(row.get(column))
    return pd.DataFrame({c.name: pd.Series(cells.pop(c.name), dtype=c.dtype) for c in columns})


def check_table(table: pd.DataFrame, name: str, columns: Iterable[str] | None = None) -> pd.DataFrame:
    """Return `table` unchanged if it can serve as the public table `name`; further columns are welcome.

    Parameters
    ----------
    table : DataFrame
        The table to look at.
    name : str
        A key of TABLES, such as "attributions".
    columns : iterable of str, optional
        The columns needed; by default all that the public table has.

    Raises
    ------
    TableError
        `table` is no DataFrame, a column is missing, or a value is missing or outside its range.

    Examples
    --------
    >>> check_table(pd.DataFrame({"word": ["ferry"], "count": [0]}), "word_frequencies", ["word", "count"])
    Traceback (most recent call last):
        ...
    toolkit.errors.TableError: word_frequencies: column 'count' (occurrences) must be at least 1, and 1 row is not.
    """
    if not isinstance(table, pd.DataFrame):
        raise TableError(f"{name}: a DataFrame is needed, not {type(table).__name__}. {_made_by(name)}")
    needed = {c.name: c for c in TABLES[name]}
    wanted = list(needed) if columns is None else list(columns)
    if absent := [c for c in wanted if c not in table.columns]:
        raise TableError(
            f"{name}: the table has no column {', '.join(map(repr, absent))}; it has {list(table.columns)}. "
            f"{_made_by(name)}"
        )
    for column in wanted:
        _check_column(table[column], needed[column], name)
    return table


def _made_by(name: str) -> str:
    return f"Use what {_MAKERS.get(name, f'{name}(...)')} gives."


def _check_column(values: pd.Series, column: Column, name: str) -> None:
    def refuse(bad: int, must: str) -> None:
        if bad:
            rows = "1 row is not" if bad == 1 else f"{bad} rows are not"
            raise TableError(f"{name}: column {column.name!r} ({column.meaning}) must be {must}, and {rows}.")

    if not column.missing:
        refuse(int(values.isna().sum()), "filled")
    if column.low is None and column.high is None:
        return
    numbers = pd.to_numeric(values, errors="coerce")
    refuse(int((numbers.isna() & values.notna()).sum()), "a number")
    if column.low is not None:
        refuse(int((numbers < column.low).sum()), f"at least {column.low}")
    if column.high is not None:
        refuse(int((numbers > column.high).sum()), f"at most {column.high}")
