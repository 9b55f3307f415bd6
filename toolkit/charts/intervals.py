"""Numbers drawn with how far they may be off: a whisker over a bar, or a point on the line of its interval."""

from collections.abc import Iterable, Sequence
from typing import Any

import numpy as np
import pandas as pd
from matplotlib.axes import Axes

from toolkit.charts.style import INK

_BIG, _SMALL = 60, 30  # points with an interval, and those without


def whiskers(ax: Axes, values: pd.Series, ends: pd.DataFrame) -> None:
    """Draw the interval over the end of each row's bar; `ends` has `low` and `high`, missing where there is none."""
    reach = ends[["low", "high"]].sub(values, axis=0).abs().to_numpy().T
    ax.errorbar(values, values.index, xerr=reach, fmt="none", ecolor=INK, elinewidth=1.2, capsize=2.5)


def points(
    ax: Axes, rows: Any, values: pd.Series, ends: pd.DataFrame, colours: Sequence[Any], *, filled: Iterable[bool]
) -> None:
    """Draw a point at each row, and the line of its interval where `ends` (low, high) has both."""
    low, high = (ends.iloc[:, side].to_numpy(float) for side in (0, 1))
    sure = ~(np.isnan(low) | np.isnan(high))
    rows, kept = np.asarray(rows), [colour for colour, drawn in zip(colours, sure, strict=True) if drawn]
    ax.hlines(rows[sure], low[sure], high[sure], colors=kept, linewidth=2.5, zorder=2)
    faces = [colour if full else "white" for colour, full in zip(colours, filled, strict=True)]
    sizes = np.where(sure, _BIG, _SMALL)
    ax.scatter(values, rows, s=sizes, c=faces, edgecolors=list(colours), linewidths=1.5, zorder=3)
