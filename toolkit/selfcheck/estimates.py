"""What the labels say: shares with intervals, beside those that were measured on news labelled for the toolkit."""

import math
from collections.abc import Iterator
from typing import Any

import pandas as pd

from toolkit.measures import Z95, wilson_interval
from toolkit.models import load_json
from toolkit.selfcheck.labels import ANSWERS, SKIP
from toolkit.tables import check_table, make_table

FEWEST = 10  # labels below which an interval of a share near 0.8 is wider than half the scale
MEANINGS = {
    "precision": "attributions given that are right in source and, for the most part, words",
    "exact precision": "attributions given whose words are right to the edge",
    "speaker": "of the right ones, those with the right speaker, or rightly left open",
    "recall": "attributions in the texts that are found",
    "tone": "sentences whose tone you read as the toolkit does",
}
_RIGHT = ("yes", "partly")
Interval = tuple[float, float]


def self_check(labels: pd.DataFrame) -> pd.DataFrame:
    """Estimate from labels how often the toolkit is right on your texts, beside the published figures.

    Shares (precision, speaker, tone) are those of the labelled items, with Wilson's interval. Recall puts both samples
    together: right attributions in all the texts are as many as there are rows, times the precision; missed ones are as
    many as there are sentences, times the missed ones per labelled sentence. Recall is the first over the sum of both.
    Its interval joins those of the two factors. Of 100 simulated samples (10 to 50 items of each kind, a precision of
    0.6 to 0.95) it held a true recall of 0.5 to 0.95 in 91 to 97, one of 0.99 in 87 to 98.

    Parameters
    ----------
    labels : DataFrame
        What `read_labels` gives.

    Returns
    -------
    DataFrame
        One row per measure: `measure` (precision, exact precision, speaker, recall, tone), `meaning`, `value`, `low`,
        `high` (0 to 1; the 95% interval), `labelled` (labels behind it; for recall the fewer of both samples),
        `published`, `published_low`, `published_high`, `published_on` (the same on news labelled for the toolkit, and
        which), and `note`: "too few labels" below ten, and what was skipped.

    Raises
    ------
    TableError
        A column is missing.

    Source
    ------
    Wilson (1927), doi:10.1080/01621459.1927.10502953; for recall the score interval of a Poisson mean, and the ratio
    after Donner & Zou (2012), doi:10.1177/0962280210383082.

    Examples
    --------
    >>> from toolkit import Article, draw_sample
    >>> labels = draw_sample(Article(text="“It sails,” Ada Moss said. Rain fell.")).assign(
    ...     words_right=["yes", None, None], missed=[None, "0", "0"])
    >>> self_check(labels).loc[[0, 3], ["measure", "value", "low", "labelled", "note"]].round(2)
         measure  value   low  labelled            note
    0  precision    1.0  0.21         1  too few labels
    3     recall    1.0  0.14         1  too few labels
    """
    check_table(labels, "check_sample", ["kind", "drawn_from", "tone", "confidence", *ANSWERS])
    published = {row["measure"]: row for row in load_json("published.json")["figures"]}
    rows = [{"meaning": MEANINGS[row["measure"]], **row, **_beside(published, row["measure"])} for row in _own(labels)]
    return make_table("self_check", rows)


def _own(labels: pd.DataFrame) -> Iterator[dict[str, Any]]:
    words, speakers = labels["words_right"], labels["speaker_right"][labels["words_right"].isin(_RIGHT)]
    read = labels["tone_read"]
    alike = read.where(read.isna() | (read == SKIP), (read == labels["tone"]).map({True: "yes", False: "no"}))
    yield _share("precision", words, _RIGHT)
    yield _share("exact precision", words, ("yes",))
    yield _share("speaker", speakers, ("yes",))
    yield _recall(labels)
    yield _share("tone", alike, ("yes",))


def _share(measure: str, answers: pd.Series, right: tuple[str, ...]) -> dict[str, Any]:
    given = answers[answers.notna() & (answers != SKIP)]
    row = {"measure": measure, "labelled": len(given), "note": _note(len(given), int((answers == SKIP).sum()))}
    if given.empty:
        return row
    hits = int(given.isin(right).sum())
    low, high = wilson_interval(hits, len(given))
    return row | {"value": hits / len(given), "low": low, "high": high}


def _recall(labels: pd.DataFrame) -> dict[str, Any]:
    said, read = labels[labels["kind"] == "attribution"], labels[labels["kind"] == "sentence"]
    words, missed = said["words_right"], read["missed"]
    words, counts = words[words.notna() & (words != SKIP)], pd.to_numeric(missed[missed != SKIP]).dropna()
    skipped = int((said["words_right"] == SKIP).sum() + (missed == SKIP).sum())
    fewer = min(len(words), len(counts))
    row = {"measure": "recall", "labelled": fewer, "note": _note(fewer, skipped)}
    right = int(words.isin(_RIGHT).sum())
    if not fewer or not right:
        return row
    each = int(read["drawn_from"].iloc[0]) / int(said["drawn_from"].iloc[0])  # sentences to an attribution given
    value, low, high = recall(right, len(words), int(counts.sum()), len(counts), each)
    return row | {"value": value, "low": low, "high": high}


def recall(right: int, rows: int, missed: int, sentences: int, each: float) -> tuple[float, float, float]:
    """Return the share that is found, and its 95% interval.

    `right` of `rows` labelled attributions are right, `missed` were missed in `sentences` labelled sentences, and the
    texts have `each` sentences to every attribution given.

    Examples
    --------
    >>> [round(number, 3) for number in recall(18, 20, 3, 20, each=2)]
    [0.75, 0.495, 0.898]
    """
    precise, rate = right / rows, missed / sentences
    low, high = ratio_interval(rate, poisson_interval(missed, sentences), precise, wilson_interval(right, rows))
    return 1 / (1 + each * rate / precise), 1 / (1 + each * high), 1 / (1 + each * low)


def poisson_interval(count: int, units: int) -> Interval:
    """Return the 95% score interval of a count per unit; it has an upper end where nothing was counted, too.

    Examples
    --------
    >>> [round(end, 3) for end in poisson_interval(3, 20)]
    [0.051, 0.441]
    """
    middle, spread = count + Z95**2 / 2, Z95 * math.sqrt(count + Z95**2 / 4)
    return max(middle - spread, 0.0) / units, (middle + spread) / units


def ratio_interval(top: float, around_top: Interval, below: float, around_below: Interval) -> Interval:
    """Return the interval of `top / below` from those of its two parts (variance estimates recovered).

    Examples
    --------
    >>> [round(end, 3) for end in ratio_interval(0.15, (0.051, 0.441), 0.9, (0.699, 0.972))]
    [0.057, 0.509]
    """
    (low, high), (least, most) = around_top, around_below
    both = top * below
    upper = both + math.sqrt(max(both**2 - high * least * (2 * top - high) * (2 * below - least), 0))
    if most >= 2 * below:  # so imprecise that the parts' own ends are all that can be said
        return low / most, upper / (least * (2 * below - least))
    lower = both - math.sqrt(max(both**2 - low * most * (2 * top - low) * (2 * below - most), 0))
    return max(lower, 0.0) / (most * (2 * below - most)), upper / (least * (2 * below - least))


def _note(labelled: int, skipped: int) -> str | None:
    parts = ["no labels" if not labelled else "too few labels"] if labelled < FEWEST else []
    return "; ".join([*parts, *([f"{skipped} skipped"] if skipped else [])]) or None


def _beside(published: dict[str, Any], measure: str) -> dict[str, Any]:
    figure = published.get(measure, {})
    names = {"published": "value", "published_low": "low", "published_high": "high", "published_on": "on"}
    return {name: figure.get(key) for name, key in names.items()}
