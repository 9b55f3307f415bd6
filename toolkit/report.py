"""One article on one page that can be handed over: the text marked up, charts, tables, method and how far to trust it.

The page is one HTML file without scripts. Nothing is fetched when it is read, and all text of the article is escaped.
"""

import base64
import html
import io
import platform
from collections.abc import Callable, Iterator
from importlib.metadata import version
from pathlib import Path

import pandas as pd

from toolkit import __version__
from toolkit.article import Article
from toolkit.attribution import attributions
from toolkit.errors import OptionError, ReadError
from toolkit.export import describe
from toolkit.keyness import keywords
from toolkit.models import load_json
from toolkit.profile import text_profile
from toolkit.tone import sentiment
from toolkit.view import show
from toolkit.visible import visible
from toolkit.words import word_frequencies

_LIBRARIES = ("numpy", "onnxruntime", "pandas", "spacy", "tokenizers")
_SAID = ["speaker", "source", "cue", "kind", "stance", "quote", "words", "confidence"]
_STYLE = """
body { font: 15px/1.55 system-ui, sans-serif; color: #1b1b1b; background: #fff }
body { max-width: 60em; margin: 2em auto; padding: 0 1em }
h1 { font-size: 26px } h2 { font-size: 19px; margin-top: 2em; break-after: avoid }
table { border-collapse: collapse; font-size: 13px; width: 100% }
th, td { border-bottom: 1px solid #d5d5d5; padding: 0.3em 0.6em; text-align: left; vertical-align: top }
td { overflow-wrap: break-word }
th { border-bottom: 2px solid #1b1b1b } td.number { text-align: right; white-space: nowrap } tr { break-inside: avoid }
img { max-width: 100%; break-inside: avoid } .small { color: #5a5a5a; font-size: 13px }
@media print { body { margin: 0; max-width: none } }
"""


def write_report(article: Article, path: str | Path, *, kinds: tuple[str, ...] = ("body",)) -> Path:
    """Write what the toolkit makes of an article as one HTML file that needs neither scripts nor a network.

    Parameters
    ----------
    article : Article
        What to report on.
    path : str or Path
        The file, ending in .html; one of this name is replaced.
    kinds : tuple of str
        Kinds of blocks whose attributions are listed; ("body",) by default.

    Returns
    -------
    Path
        The file.

    Raises
    ------
    OptionError
        `article` is no Article, a kind is not known, or the name does not end in .html.
    ReadError
        The file cannot be written.

    Examples
    --------
    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     page = write_report(Article(text="“It sails,” Ada Moss said."), f"{folder}/ferry.html").read_text("utf-8")
    >>> "Ada Moss" in page, "<script" in page
    (True, False)
    """
    path = Path(path)
    if not isinstance(article, Article):
        raise OptionError(f"write_report needs one Article, not {type(article).__name__}.")
    if path.suffix.lower() not in (".html", ".htm"):
        raise OptionError(f"A report's name ends in .html, and {path.name} does not.")
    page = "".join(_page(article, kinds))
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(page, encoding="utf-8")
    except OSError as error:
        raise ReadError(f"The report cannot be written to {path}: {error.strerror or error}.") from error
    return path


def _page(article: Article, kinds: tuple[str, ...]) -> Iterator[str]:
    from toolkit import charts

    said = attributions(article, kinds=kinds)
    voices, words = sentiment(article, by="voice"), word_frequencies(article)
    title = _safe(article.title or "An article")
    yield f'<!doctype html>\n<html lang="en"><head><meta charset="utf-8"><title>{title}</title>'
    yield f"<style>{_STYLE}</style></head><body><h1>{title}</h1>"
    yield _table(_facts(article))
    yield "<h2>The article, marked up</h2>" + show(article, said).html
    yield "<h2>Who says what</h2>" + _chart(lambda: charts.voice_share(said), "Share of the reported words by speaker")
    yield _table(said[_SAID])
    yield "<h2>In which tone</h2>" + _chart(lambda: charts.tone_by_voice(voices), "Mean tone of each voice")
    yield _table(voices[["voice", "speaker", "score", "words", "hits"]])
    yield "<h2>In which words</h2>" + _chart(lambda: charts.word_bars(words, top=15), "The most frequent words")
    yield _table(keywords(article).head(15)[["word", "count", "per_10k", "reference_per_10k", "log_ratio"]])
    yield "<h2>Method, and how far to trust it</h2>" + _method(article, kinds) + "</body></html>\n"


def _facts(article: Article) -> pd.DataFrame:
    about = describe(article) | {"words": int(text_profile(article)["words"].item())}
    shown = {name: value for name, value in about.items() if value not in (None, [], {}, "")}
    return pd.DataFrame({"": list(shown), "value": [str(value) for value in shown.values()]})


def _table(table: pd.DataFrame) -> str:
    """Write a table in HTML: text escaped, missing values empty, numbers to two places."""
    if table.empty:
        return '<p class="small">None.</p>'
    head = "".join(f"<th>{_safe(str(column))}</th>" for column in table.columns)
    rows = "".join(
        "<tr>" + "".join(map(_cell, row)) + "</tr>" for row in table.astype(object).itertuples(index=False, name=None)
    )
    return f"<table><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>"


def _cell(value: object) -> str:
    if value is None or value is pd.NA or (isinstance(value, float) and pd.isna(value)):
        return "<td></td>"
    if isinstance(value, float):
        return f'<td class="number">{value:,.2f}</td>'
    if isinstance(value, int):
        return f'<td class="number">{value:,}</td>'
    return f"<td>{_safe(str(value))}</td>"


def _chart(draw: Callable[[], object], label: str) -> str:
    """Draw a chart and put the picture itself into the page."""
    import matplotlib.pyplot as plt

    before = set(plt.get_fignums())
    figure = draw().figure  # type: ignore[attr-defined]
    picture = io.BytesIO()
    figure.savefig(picture, format="png", dpi=130, bbox_inches="tight", metadata={"Software": None})
    for number in set(plt.get_fignums()) - before:
        plt.close(number)
    code = base64.b64encode(picture.getvalue()).decode("ascii")
    return f'<p><img alt="{_safe(label)}" src="data:image/png;base64,{code}"></p>'


def _method(article: Article, kinds: tuple[str, ...]) -> str:
    measured = load_json("accuracy.json")
    sets = ", ".join(f"{value:.1f} on {_safe(name)}" for name, value in measured.items())
    libraries = ", ".join(f"{name} {version(name)}" for name in _LIBRARIES)
    return (
        "<p>Attributions are found by a trained model; each has a confidence, and about that share of such rows is "
        f"confirmed by a person. Its F1 score for who said what is {sets}; two trained annotators of the first agree "
        "at 75.4. Speakers are named only where the text makes it sure. Tone comes from a list of words made safe for "
        "news: look at the number of hits before trusting a score. Keywords compare with general English.</p>"
        f'<p class="small">Blocks read for attributions: {_safe(", ".join(kinds))}. Media analysis toolkit '
        f"{__version__}, Python {platform.python_version()}, {libraries}. Text: {len(article.text):,} characters, "
        f"article_id {article.article_id} (the first digits of its SHA-256).</p>"
    )


def _safe(text: str) -> str:
    return html.escape(visible(text))
