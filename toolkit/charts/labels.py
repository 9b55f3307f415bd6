"""What charts call things, and text made fit to be drawn."""

import functools
import warnings

import pandas as pd
from matplotlib import font_manager

from toolkit.charts.style import font_families
from toolkit.visible import shorten, visible

REPORTER = "reporter"
DESK = ("headline", "caption")  # voices beside the reporter's that are no speaker's
NOT_RESOLVED = "speaker not resolved"  # a speaker that is missing
OTHERS = "other speakers"
_CELLS = 28  # columns that a label may take


def voice_names(table: pd.DataFrame) -> pd.Series:
    """Name each row's voice: headline, caption, reporter, the speaker's name, or that it is not resolved."""
    names = table["voice"].astype(object)
    if "speaker" in table:
        names = names.where(names != "speaker", table["speaker"].astype(object))
    return names.where(names.notna(), NOT_RESOLVED).astype(str)


def speaker_names(table: pd.DataFrame) -> pd.Series:
    """Name each row's speaker, or that it is not resolved."""
    return table["speaker"].astype(object).where(table["speaker"].notna(), NOT_RESOLVED)


def label(text: object) -> str:
    """Return a name as it fits beside a bar or into a legend."""
    return drawable(shorten(str(text), _CELLS))


def drawable(text: str) -> str:
    """Return `text` as it can be drawn: what no font here has becomes a box, with one warning of which, and what helps.

    Control characters show as their pictures.
    """
    text = visible(text)
    lacking = {c for c in text if ord(c) > 0x7F and not _in_a_font(c)}
    if not lacking:
        return text
    warnings.warn(
        f"No installed font draws {' '.join(sorted(lacking)[:8])}: boxes stand for it in the chart. "
        "Installing the Noto fonts (Noto Sans, Noto Sans CJK) and starting Python again helps.",
        UserWarning,
        stacklevel=2,
    )
    return "".join("□" if c in lacking else c for c in text)


@functools.cache
def _in_a_font(character: str) -> bool:
    paths = map(font_manager.findfont, font_families())
    return any(font_manager.get_font(path).get_char_index(ord(character)) for path in paths)
