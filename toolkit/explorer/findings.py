"""The tabs beside the article: tone, words, sources; each is made when it is first looked at."""

from collections.abc import Callable
from typing import Any

import ipywidgets as widgets

from toolkit import charts
from toolkit.article import Article
from toolkit.audit import source_audit
from toolkit.charts.labels import voice_names
from toolkit.explorer.desk import ROWS, Desk
from toolkit.explorer.page import picture, safe, table_html
from toolkit.keyness import keywords
from toolkit.source_view import show_sources
from toolkit.tone import sentiment
from toolkit.towards import sentiment_towards
from toolkit.words import word_frequencies

_TOP = 15
_READ = ("headline", "subheading", "caption", "body")  # dates, names of authors and credits have no tone
_BY_WORDS = (
    "By a list of words, from −1 (negative) to 1 (positive); from and to are the ends of the 95% interval. "
    "Where there are few words of tone, read the sentences."
)
_TOWARDS = (
    "How the article treats them, by a trained model, sentence by sentence. Below five sentences there is no verdict."
)
_KEYWORDS = "Those that the article leans on most come first; what stands there once or twice may be chance."
_COUNTED = "Words such as “the” are left out; from and to are the ends of the 95% interval."
_HEARD = (
    "First at: how far into the article somebody is first quoted. Accusing: how often they accuse somebody. "
    "Read the words before you call a reply missing."
)
CODE = {
    "Tone": (
        'sentiment(article, by="voice")', "sentiment_towards(article, aggregate=True)",
        'sentiment(article, by="sentence")',
    ),
    "Words": ("keywords(article)", "word_frequencies(article)"),
    "Sources": ("source_audit(article)", "show_sources(article)"),
}  # fmt: skip


class Findings:
    """Three panes of charts and tables, each headed by the code that gives it."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        self.panes = {name: widgets.HTML() for name in CODE}
        self._made: set[str] = set()
        desk.when(ROWS, self._forget)

    def look_at(self, name: str) -> None:
        """Make what a tab shows, unless it is up to date."""
        if self.desk.article is None or name in self._made or name not in self.panes:
            return
        with self.desk.attempt(f"Working on {name.lower()} …"):
            self.panes[name].value = "".join(_DRAWN[name](self.desk.article))
            self._made.add(name)
            self.desk.tell("")

    def _forget(self) -> None:
        self._made.clear()
        for pane in self.panes.values():
            pane.value = ""


def _tone(article: Article) -> list[str]:
    voices, towards = sentiment(article, by="voice"), sentiment_towards(article, aggregate=True)
    lines = sentiment(article, by="sentence")
    voiced = voices.assign(voice=voice_names(voices))
    return [
        _headed("The tone of each voice", CODE["Tone"][0], _BY_WORDS),
        _chart(lambda: charts.tone_by_voice(voices), "Mean tone of each voice"),
        table_html(voiced[["voice", "score", "low", "high", "words", "hits", "note"]]),
        _headed("The tone towards people and bodies", CODE["Tone"][1], _TOWARDS),
        _chart(lambda: charts.tone_towards(towards, top=_TOP), "Tone towards people and bodies"),
        table_html(towards[["target", "tone", "score", "low", "high", "mentions", "sentences", "note"]]),
        _headed("Sentence by sentence", CODE["Tone"][2]),
        table_html(lines.loc[lines["kind"].isin(_READ), ["text", "score", "hits"]]),
    ]


def _words(article: Article) -> list[str]:
    keys, counts = keywords(article), word_frequencies(article)
    return [
        _headed("Words it uses more than English at large", CODE["Words"][0], _KEYWORDS),
        _chart(lambda: charts.keyness_bars(keys, top=_TOP), "Keywords against general English"),
        table_html(keys.head(_TOP)[["word", "count", "per_10k", "reference_per_10k", "log_ratio"]]),
        _headed("The most frequent words", CODE["Words"][1], _COUNTED),
        _chart(lambda: charts.word_bars(counts, top=_TOP), "The most frequent words"),
        table_html(counts.head(_TOP)[["word", "count", "per_10k", "low", "high"]]),
    ]


def _sources(article: Article) -> list[str]:
    audit = source_audit(article)
    columns = ["source", "naming", "attributions", "direct", "words", "share", "first_at", "accusing", "heard"]
    return [
        _headed("Who is heard, and who is not", CODE["Sources"][0], _HEARD),
        _chart(lambda: charts.source_bars(audit), "How much each source says, and how it is named"),
        table_html(audit[[*columns, "accused_by"]]),
        _headed("The passages that it rests on", CODE["Sources"][1]),
        show_sources(article, audit).html,
    ]


def _headed(heading: str, code: str, note: str = "") -> str:
    below = f'<p class="toolkit-small" style="margin:0 0 0.6em 0">{safe(note)}</p>' if note else ""
    return f'<h4 style="margin:1.2em 0 0.3em 0">{safe(heading)} &nbsp; <code>{safe(code)}</code></h4>{below}'


def _chart(draw: Callable[[], Any], label: str) -> str:
    return f'<div style="max-width:680px">{picture(draw, label)}</div>'


_DRAWN: dict[str, Callable[[Article], list[str]]] = {"Tone": _tone, "Words": _words, "Sources": _sources}
