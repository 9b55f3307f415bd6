"""How often attributions of each confidence are right: as measured for the toolkit, and by your labels."""

import itertools
from typing import Any

import pandas as pd

from toolkit.measures import wilson_interval
from toolkit.models import load_json
from toolkit.selfcheck.labels import SKIP
from toolkit.tables import check_table, make_table

BANDS = (0.0, 0.5, 0.7, 0.9, 1.0)
YOURS = "yours"


def band_of(confidence: float) -> str:
    """Name the band of a confidence.

    Examples
    --------
    >>> band_of(0.32), band_of(0.9), band_of(1)
    ('below 0.5', '0.9 and above', '0.9 and above')
    """
    low, high = next(pair for pair in itertools.pairwise(BANDS) if confidence < pair[1] or pair[1] == BANDS[-1])
    return f"below {high}" if low == BANDS[0] else f"{low} and above" if high == BANDS[-1] else f"{low} to {high}"


def calibration(labels: pd.DataFrame | None = None) -> pd.DataFrame:
    """List how often attributions of each confidence are right, in published measurements and in your labels.

    A confidence is calibrated where about that share of the attributions is right: of those at 0.9, nine in ten.

    Parameters
    ----------
    labels : DataFrame, optional
        What `read_labels` gives; its labels of words are added as the texts "yours". "Partly" counts as right, as it
        does in the measurements.

    Returns
    -------
    DataFrame
        One row per text and band: `texts`, `band`, `confidence` (its mean there), `right` (the share that is right),
        `low`, `high` (its 95% interval), `attributions` (how many it rests on). A band without any has no row.

    Raises
    ------
    TableError
        A column is missing.

    Source
    ------
    Guo et al. (2017), "On Calibration of Modern Neural Networks", arXiv:1706.04599: the reliability diagram. Intervals:
    Wilson (1927), doi:10.1080/01621459.1927.10502953.

    Examples
    --------
    >>> calibration()["band"].unique().tolist()
    ['below 0.5', '0.5 to 0.7', '0.7 to 0.9', '0.9 and above']
    """
    rows = [_row(**kept) for kept in load_json("published.json")["calibration"]]
    if labels is not None:
        check_table(labels, "check_sample", ["confidence", "words_right"])
        given = labels[labels["words_right"].notna() & (labels["words_right"] != SKIP) & labels["confidence"].notna()]
        right = given["words_right"].isin(("yes", "partly"))
        for band in map(band_of, BANDS[:-1]):
            here = given["confidence"].map(band_of) == band
            if here.any():
                mean = float(given.loc[here, "confidence"].mean())
                rows.append(_row(YOURS, band, mean, int(right[here].sum()), int(here.sum())))
    return make_table("calibration", rows)


def _row(texts: str, band: str, confidence: float, right: int, of: int) -> dict[str, Any]:
    low, high = wilson_interval(right, of)
    return {
        "texts": texts, "band": band, "confidence": confidence, "right": right / of, "low": low, "high": high,
        "attributions": of,
    }  # fmt: skip
