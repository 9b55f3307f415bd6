"""The last section of a report: how it was made, how often each step was right where that was measured, and by what."""

import hashlib
import platform
from collections.abc import Iterable, Iterator, Mapping
from importlib.metadata import version

import pandas as pd

from toolkit import __version__
from toolkit.article import Article
from toolkit.models import load_json
from toolkit.report.page import facts, paragraph, table
from toolkit.selfcheck.published import calibration

_LIBRARIES = ("numpy", "onnxruntime", "pandas", "spacy", "tokenizers")
_MEASURES = {
    "precision": "attributions given that are right in source and, for the most part, words",
    "recall": "attributions that people mark and that are found",
    "speaker": "of the right ones, those with the right speaker, or rightly left open",
    "tone": "sentences whose tone people read as the toolkit does",
}
_STEPS = """\
Attributions (who says what, in which words) are found by a trained model; each has a confidence, and about that share
of such rows is confirmed by a person.

Speakers are named only where the text makes it sure: names, pronouns and roles are put together by what stands around
them, and a speaker stays missing where no name is at least two thirds likely.

Who is accused is the first person or body named at the beginning of what is said by an accusing word. Read the words
before you call a reply missing.

The tone of voices comes from a list of words made safe for news: look at the number of words of tone before trusting a
score. The tone towards people and bodies is judged by a trained model, sentence by sentence; below five sentences there
is no verdict, and the interval says how far it could wander.

Words are compared with general English: how many times as frequent they are in the article, most telling first."""


def method(articles: Iterable[Article], settings: Mapping[str, object]) -> Iterator[str]:
    """Write method, measured accuracy, versions, settings and the hashes of the articles' texts."""
    yield '<h2 id="method">Method, and how far to trust it</h2>'
    yield from map(paragraph, _STEPS.split("\n\n"))
    measured = ", ".join(f"{value:.1f} on {name}" for name, value in load_json("accuracy.json").items())
    yield paragraph(
        f"Measured on news that the models had not seen, the F1 score for who said what is {measured}; two trained "
        "annotators of PolNeAR agree at 75.4. With the 95% interval:"
    )
    yield table(_figures())
    yield paragraph("How often attributions of each confidence were right:")
    bands = calibration()
    bands["confidence"] = bands["band"].str.replace(r"0\.(\d)", r"\g<1>0%", regex=True)
    yield table(bands[["texts", "confidence", "right", "low", "high", "attributions"]])
    yield paragraph("Your own texts may be harder or easier: self_check measures a sample of them with your labels.")
    libraries = ", ".join(f"{name} {version(name)}" for name in _LIBRARIES)
    made_by = {"toolkit": __version__, "Python": platform.python_version(), "libraries": libraries}
    yield "<h3>Made by</h3>" + facts({**made_by, **settings})
    yield "<h3>Made from</h3>" + table(_hashes(articles))


def _figures() -> pd.DataFrame:
    kept = load_json("published.json")["figures"]
    return pd.DataFrame(
        [
            {"what": _MEASURES.get(row["measure"], row["measure"]), "on": row["on"], "share": row["value"],
             "low": row["low"], "high": row["high"], "of": row["of"]}
            for row in kept
        ]
    )  # fmt: skip


def _hashes(articles: Iterable[Article]) -> pd.DataFrame:
    return pd.DataFrame(
        [
            {
                "article_id": article.article_id, "characters": len(article.text),
                "SHA-256 of the text": hashlib.sha256(article.text.encode()).hexdigest(),
            }
            for article in articles
        ]
    )  # fmt: skip
