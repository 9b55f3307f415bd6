"""The mean tone of many sentences, and how far it would wander had other sentences of the kind been written."""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
import pandas as pd

from toolkit.bootstrap import FEWEST, TOO_LITTLE, interval, resampled_means
from toolkit.tables import make_table

# Words that carry tone below which there is too little text: on PolNeAR's development articles an interval meant for
# 95% holds 89% with six of them, 84% with five, 74% with two.
FEWEST_HITS = 6


def means(groups: Sequence[pd.DataFrame]) -> pd.DataFrame:
    """Average over the sentences of each group, with how far the score would wander; missing where there are none."""
    sums = [{**g[["score", "positive", "negative"]].mean(), **g[["words", "hits"]].sum()} for g in groups]
    wander = [interval_of_mean(group["score"].dropna().to_numpy(), int(group["hits"].sum())) for group in groups]
    return pd.concat([make_table("sentiment", sums), make_table("sentiment_interval", wander)], axis=1)


def interval_of_mean(scores: npt.NDArray[np.float64], hits: int) -> dict[str, object]:
    """Return how far the mean score would wander, `low` to `high`, or a `note` that there is too little text."""
    if len(scores) < FEWEST or hits < FEWEST_HITS:
        return {"note": TOO_LITTLE}
    low, high = interval(resampled_means(scores[:, None]))
    return {"low": low, "high": high}
