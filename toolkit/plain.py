"""What a reader sees of a table: headings in plain words, and figures no finer than they can bear."""

from collections.abc import Callable
from typing import Any

import pandas as pd

_HEADINGS = {
    "accused_by": "accused by", "first_at": "first at", "high": "to", "hits": "words of tone",
    "instead_of": "instead of", "log_likelihood": "log-likelihood", "log_ratio": "times as frequent", "low": "from",
    "naming": "how named", "per_10k": "per 10,000 words", "reference_per_10k": "in general English",
    "score": "score, −1\u00a0to\u00a01", "speaker_kind": "kind",
}  # fmt: skip
_SHARES, _RATES = ("share", "first_at", "confidence", "right"), ("per_10k", "reference_per_10k")


def readable(table: pd.DataFrame) -> tuple[pd.DataFrame, list[str]]:
    r"""Return a table as words, and which of its columns are figures.

    Shares are per cent, rates per 10,000 words are whole from ten up, a log ratio is how many times as frequent, any
    other number has two places; the ends of an interval are written as what they enclose. What is missing is empty.

    Examples
    --------
    >>> table = pd.DataFrame({"word": ["pact", None], "per_10k": [85.23, 0.061], "log_ratio": [10.04, -1.0]})
    >>> shown, figures = readable(table.assign(score=[-0.001, -0.294]))
    >>> figures
    ['per 10,000 words', 'times as frequent', 'score, −1\xa0to\xa01']
    >>> shown.values.tolist()
    [['pact', '85', '1,100', '0.00'], ['', '0.06', '0.50', '−0.29']]
    """
    names = list(map(str, table.columns))
    shown = pd.DataFrame(
        {
            heading(name): pd.Series([word(value, _figure(name, names)) for value in column], dtype=object)
            for name, (_, column) in zip(names, table.items(), strict=True)
        }
    )  # fmt: skip
    return shown, [heading(name) for name, kind in zip(names, table.dtypes, strict=True) if _numeric(kind)]


def heading(name: str) -> str:
    """Return a column's name as a reader would call it."""
    return _HEADINGS.get(name, name.replace("_", " "))


def word(value: object, figure: Callable[[float], str] | None = None) -> str:
    """Return one value as words; a fraction as `figure` writes it, to two places by default."""
    if value is None or value is pd.NA or value is pd.NaT or (isinstance(value, float) and pd.isna(value)):
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float):
        return (figure or _places)(value)
    if isinstance(value, int):
        return f"{value:,}"
    if isinstance(value, tuple | list):
        return ", ".join(map(str, value))
    return str(value)


def _figure(name: str, names: list[str]) -> Callable[[float], str]:
    """Tell how a column's figures are written."""
    if name in ("low", "high"):
        name = next((measure for measure in (*_SHARES, *_RATES) if measure in names), name)
    if name in _SHARES:
        return lambda value: f"{value:.0%}"
    if name in _RATES:
        return _rate
    return _times if name == "log_ratio" else _places


def _places(value: float) -> str:
    return f"{value:z,.2f}".replace("-", "−")  # the z writes -0.00 as 0.00


def _rate(per_10k: float) -> str:
    if 0 < per_10k < 0.005:
        return "<0.01"
    return f"{per_10k:,.0f}" if per_10k >= 10 else f"{per_10k:.1f}" if per_10k >= 1 else f"{per_10k:.2f}"


def _times(log_ratio: float) -> str:
    """Write a binary log ratio as how many times as frequent, to two figures."""
    times: float = 2.0**log_ratio
    return f"{float(f'{times:.2g}'):,.0f}" if times >= 10 else f"{times:.1f}" if times >= 1 else f"{times:.2f}"


def _numeric(kind: Any) -> bool:
    return bool(pd.api.types.is_numeric_dtype(kind)) and not pd.api.types.is_bool_dtype(kind)
