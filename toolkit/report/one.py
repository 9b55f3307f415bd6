"""The sections of a report about one article: its text marked up, who says what, its sources, tone and words."""

from collections.abc import Iterator, Mapping

import pandas as pd

from toolkit.article import Article
from toolkit.attribution import attributions
from toolkit.audit import source_audit
from toolkit.cast import speakers
from toolkit.export import describe
from toolkit.keyness import keywords
from toolkit.profile import text_profile
from toolkit.report.page import chart, contents, counted, facts, file_name, paragraph, table
from toolkit.source_view import show_sources
from toolkit.tone import sentiment
from toolkit.towards import sentiment_towards
from toolkit.view import show
from toolkit.words import word_frequencies

SECTIONS = {
    "text": "The article, marked up", "said": "Who says what", "speakers": "Who speaks", "sources": "The sources",
    "tone": "In which tone", "towards": "In which tone towards whom", "words": "In which words",
}  # fmt: skip
_SAID = ["speaker", "source", "cue", "kind", "stance", "quote", "words", "confidence"]
_SPEAKERS = ["speaker", "roles", "aliases", "attributions", "direct", "mixed", "indirect", "words", "share"]
_SOURCES = ["source", "naming", "attributions", "words", "share", "first_at", "verbs", "accused_by", "heard"]
_TOWARDS = ["target", "tone", "score", "low", "high", "mentions", "sentences", "note"]
_VOICES = ["voice", "score", "low", "high", "words", "hits", "note"]
_ELSEWHERE = ("article_id", "corrections", "metadata", "title")  # of what is known of an article
_TOP_WORDS = 15
_INNER = (
    "What a speaker reports of somebody else is counted here for that somebody; the charts count it for who reports it."
)


def tables_of(article: Article, kinds: tuple[str, ...]) -> dict[str, pd.DataFrame]:
    """Make the tables that a report needs of an article."""
    return {
        "attributions": attributions(article, kinds=kinds),
        "speakers": speakers(article),
        "source_audit": source_audit(article),
        "sentiment_by_voice": sentiment(article, by="voice"),
        "text_profile": text_profile(article),
    }


def sections(article: Article, made: Mapping[str, pd.DataFrame]) -> Iterator[str]:
    """Write all that is known of an article, with its own contents; `made` comes from `tables_of`."""
    from toolkit import charts

    mine = article.article_id
    yield contents([*((f"{key}-{mine}", name) for key, name in SECTIONS.items()), ("method", "Method")])
    yield facts(_facts(article, made))
    yield _heading("text", mine) + show(article, made["attributions"]).html
    said, audit, voices = made["attributions"], made["source_audit"], made["sentiment_by_voice"]
    yield _heading("said", mine)
    yield chart(lambda: charts.voice_share(said), "Share of the reported words by speaker")
    yield table(said[_SAID + ["corrected"] * bool(said["corrected"].notna().any())])
    yield _heading("speakers", mine) + table(made["speakers"][_SPEAKERS])
    yield paragraph(_INNER, small=True) if said["within"].notna().any() else ""
    yield _heading("sources", mine)
    yield chart(lambda: charts.source_bars(audit), "Words of each source, by how it is named and how literally given")
    yield table(audit.assign(verbs=audit["verbs"].map(counted))[_SOURCES])
    yield show_sources(article, audit).html
    yield from _tone(article, voices, mine)
    yield from _words(article, mine)


def _tone(article: Article, voices: pd.DataFrame, mine: str) -> Iterator[str]:
    from toolkit import charts
    from toolkit.charts.labels import voice_names

    towards = sentiment_towards(article, aggregate=True)
    yield _heading("tone", mine) + chart(lambda: charts.tone_by_voice(voices), "Mean tone of each voice")
    yield table(voices.assign(voice=voice_names(voices))[_VOICES])
    yield _heading("towards", mine)
    yield chart(lambda: charts.tone_towards(towards), "Tone towards each person and body, with intervals")
    yield table(towards[_TOWARDS])


def _words(article: Article, mine: str) -> Iterator[str]:
    from toolkit import charts

    words = word_frequencies(article)
    yield _heading("words", mine)
    yield chart(lambda: charts.word_bars(words, top=_TOP_WORDS), "The most frequent words")
    yield paragraph("The words that it uses more than general English does:")
    yield table(keywords(article).head(_TOP_WORDS)[["word", "count", "per_10k", "reference_per_10k", "log_ratio"]])


def _heading(key: str, mine: str) -> str:
    return f'<h2 id="{key}-{mine}">{SECTIONS[key]}</h2>'


def _facts(article: Article, made: Mapping[str, pd.DataFrame]) -> dict[str, object]:
    about = {name: value for name, value in describe(article).items() if name not in _ELSEWHERE}
    about["source"] = file_name(about["source"])
    if made["attributions"]["corrected"].notna().any():
        about["corrections"] = file_name(article.corrections)
    return about | article.metadata | {"words": int(made["text_profile"]["words"].item())}
