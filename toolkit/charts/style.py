"""How every chart looks: theme, colours, labels and titles that any text can go through, and the chart of nothing."""

import functools
import textwrap
import warnings
from collections.abc import Callable, Iterable, Sequence
from typing import Any, ParamSpec

import matplotlib as mpl
import matplotlib.pyplot as plt
import pandas as pd
import seaborn as sns
from matplotlib import font_manager
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.colors import to_rgb
from matplotlib.figure import Figure
from matplotlib.text import Text
from matplotlib.transforms import Transform, blended_transform_factory, offset_copy

from toolkit.visible import shorten, visible

# Meanings, not decoration: the same colour says the same thing on every chart. All from seaborn's "colorblind".
_SAFE = sns.color_palette("colorblind").as_hex()
INK, QUIET, REPORTER_GREY, UNRESOLVED_GREY = "#222222", "#6b6b6b", "#555555", "#a6a6a6"
MAIN, CONTRAST = _SAFE[0], _SAFE[3]  # blue, vermilion: more and less, above and below
VOICES = (_SAFE[0], _SAFE[1], _SAFE[2], _SAFE[4], _SAFE[9])  # blue, orange, green, pink, sky
OTHER_VOICES = _SAFE[5]  # brown
REPORTER = "reporter"
DESK = ("headline", "caption")  # voices beside the reporter's that are no speaker's
NOT_RESOLVED = "speaker not resolved"  # how a chart calls a speaker that is missing
OTHERS = "other speakers"
LABEL_CELLS = 28

# Tried in this order after DejaVu Sans, which has Latin, Greek, Cyrillic, Hebrew and Arabic, for what it lacks.
_FALLBACKS = (
    "Noto Sans", "Noto Sans CJK SC", "Noto Sans CJK JP", "Noto Sans SC", "Noto Sans JP", "Noto Sans KR",
    "Noto Sans Devanagari", "Noto Sans Bengali", "Noto Sans Tamil", "Noto Sans Thai", "Noto Sans Symbols",
    "Noto Sans Symbols 2", "Source Han Sans SC", "WenQuanYi Zen Hei", "WenQuanYi Micro Hei", "Droid Sans Fallback",
    "PingFang SC", "Hiragino Sans", "Apple SD Gothic Neo", "Kohinoor Devanagari", "Arial Unicode MS",
    "Microsoft YaHei", "Yu Gothic", "Malgun Gothic", "Nirmala UI", "Leelawadee UI", "Segoe UI Symbol",
)  # fmt: skip

P = ParamSpec("P")


@functools.cache
def font_families() -> tuple[str, ...]:
    """Name the fonts to draw with: DejaVu Sans, which matplotlib brings, and what is installed of the fallbacks."""
    installed = set(font_manager.get_font_names())
    return ("DejaVu Sans", *(name for name in _FALLBACKS if name in installed))


def _theme() -> dict[str, Any]:
    return {
        "figure.figsize": (8, 4.5),
        "figure.dpi": 100,
        "font.family": list(font_families()),
        "font.size": 10,
        "text.parse_math": False,
        "text.color": INK,
        "axes.titlesize": 13,
        "axes.titleweight": "bold",
        "axes.labelcolor": QUIET,
        "axes.edgecolor": QUIET,
        "axes.unicode_minus": True,
        "xtick.color": QUIET,
        "ytick.color": INK,
        "grid.color": "#e6e6e6",
        "legend.frameon": False,
    }


def use_theme() -> None:
    """Give all charts of a notebook, your own matplotlib and seaborn charts included, the toolkit's look.

    Quiet grid, colours that colour-blind readers can tell apart, dollar signs drawn as dollar signs, and fonts for
    other scripts than Latin where they are installed. Call it once, before the first chart; the toolkit's own charts
    read well without it.

    Examples
    --------
    >>> use_theme()
    >>> mpl.rcParams["text.parse_math"]
    False
    """
    sns.set_theme(style="whitegrid", palette="colorblind", rc=_theme())


def themed(chart: Callable[P, Axes]) -> Callable[P, Axes]:
    """Draw `chart` in the toolkit's look whether or not use_theme() was called, and leave the settings as they were."""

    @functools.wraps(chart)
    def draw(*args: P.args, **kwargs: P.kwargs) -> Axes:
        look: Any = {**sns.axes_style("whitegrid"), **_theme()}
        with mpl.rc_context(look):
            ax = chart(*args, **kwargs)
            for text in ax.findobj(Text):  # those that the Axes brought along as well
                text.set_parse_math(False)
            live = mpl.is_interactive()  # a notebook's backend, loaded by its first chart, turns this on for good
        mpl.interactive(live)
        return ax

    return draw


def new_axes(ax: Axes | None, *, rows: int | None = None) -> Axes:
    """Return `ax`, or new Axes of notebook size, as high as its `rows` of bars need."""
    if ax is not None:
        return ax
    height = 4.5 if rows is None else min(max(1.4 + 0.24 * rows, 2.4), 100)
    return plt.subplots(figsize=(8, height), layout="constrained")[1]


def nothing_to_show(ax: Axes | None, reason: str, title: str | None) -> Axes:
    """Say in words, on Axes without scales, why there is no chart."""
    ax = new_axes(ax, rows=1)
    ax.set_axis_off()
    ax.text(0.5, 0.5, f"Nothing to show: {reason}", transform=ax.transAxes, ha="center", va="center", color=QUIET)
    set_title(ax, title)
    return ax


def row_labels(ax: Axes, labels: Iterable[object]) -> None:
    """Put one label to each row of a bar or strip chart, the first row on top."""
    names = [drawable(shorten(str(label), LABEL_CELLS)) for label in labels]
    ax.set_yticks(range(len(names)), names)
    ax.set_ylim(len(names) - 0.4, -0.6)
    ax.set_ylabel("")
    ax.tick_params(axis="y", length=0)
    ax.grid(visible=False, axis="y")
    sns.despine(ax=ax, left=True, bottom=True)


def note_rows(ax: Axes, ends: pd.Series, notes: Iterable[str]) -> None:
    """Write a note beyond the end of each row's bar, on the left of a bar that runs to the left."""
    notes = list(notes)
    ax.margins(x=0.04 + 0.015 * max(map(len, notes), default=0))
    for row, (end, note) in enumerate(zip(ends, notes, strict=True)):
        side, shift = ("right", -5) if end < 0 else ("left", 5)
        ax.annotate(
            note, (end, row), (shift, 0), textcoords="offset points", ha=side, va="center", color=QUIET, fontsize=9
        )


def legend_above(ax: Axes, keys: Sequence[Artist]) -> None:
    """Explain the colours between title and chart, in as few lines as fit; call it before set_title."""
    left, right, across = _edges(ax)
    for columns in range(len(keys), 0, -1):
        legend = ax.legend(
            handles=list(keys), loc="lower left", bbox_to_anchor=(left, 1), bbox_transform=across, ncols=columns,
            fontsize=9, borderaxespad=0.6, borderpad=0, handlelength=1.2, handletextpad=0.5, columnspacing=1.4,
            labelcolor=INK,
        )  # fmt: skip
        legend.set_in_layout(False)  # the title's distance makes room for it
        if legend.get_window_extent().width <= _width(ax, left, right):
            break


def _edges(ax: Axes) -> tuple[float, float, Transform]:
    """Return the left and right edge of what stands above the chart: the figure's, or in a panel the panel's."""
    figure = _figure(ax)
    if len(figure.axes) == 1:
        return 0.012, 0.988, blended_transform_factory(figure.transFigure, ax.transAxes)
    return 0.0, 1.0, ax.transAxes


def _width(ax: Axes, left: float, right: float) -> float:
    box = _figure(ax).bbox if len(_figure(ax).axes) == 1 else ax.get_window_extent()
    return (right - left) * box.width


def _figure(ax: Axes) -> Figure:
    figure = ax.get_figure(root=True)
    assert figure is not None
    return figure


def faded(colour: str, strength: float) -> tuple[float, float, float]:
    """Return the colour mixed with white: 1 is the colour, 0 white."""
    red, green, blue = (1 - strength * (1 - part) for part in to_rgb(colour))
    return red, green, blue


def zero_line(ax: Axes, *, vertical: bool) -> None:
    """Draw the line that parts positive from negative."""
    line = ax.axvline if vertical else ax.axhline
    line(0, color=INK, linewidth=1, zorder=1.5)


def set_title(ax: Axes, title: str | None) -> None:
    """Set the title flush with the figure's left edge, in lines that end before its right edge."""
    if not title:
        if legend := ax.get_legend():
            legend.set_in_layout(True)
        return
    left, right, across = _edges(ax)
    pad = 10 + _legend_height(ax)
    drawn = ax.set_title("", loc="left", pad=pad)
    drawn.set_transform(offset_copy(across, _figure(ax), y=pad, units="points"))
    drawn.set_x(left)
    drawn.set_text("\n".join(_wrap(drawn, drawable(visible(title)), _width(ax, left, right))))


def _legend_height(ax: Axes) -> float:
    """Return the points that the legend above the chart takes."""
    legend = ax.get_legend()
    return 0 if legend is None else 6 + legend.get_window_extent().height * 72 / _figure(ax).dpi


def _wrap(drawn: Text, title: str, width: float) -> list[str]:
    """Break `title` into the longest lines that are at most `width` pixels wide as drawn, at most five of them."""
    lines = [""]
    for word in (part for long in title.split() for part in textwrap.wrap(long, 40)):
        longer = f"{lines[-1]} {word}".strip()
        drawn.set_text(longer)
        if drawn.get_window_extent().width <= width or not lines[-1]:
            lines[-1] = longer
        elif len(lines) < 5:
            lines.append(word)
        else:
            lines[-1] = lines[-1].rstrip(".") + "…"
            break
    return lines


def drawable(text: str) -> str:
    """Return `text` with a box for each character that no font here can draw, warning once which and what helps."""
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


def voice_names(table: pd.DataFrame) -> pd.Series:
    """Name each row's voice: headline, caption, reporter, the speaker's name, or that it is not resolved."""
    names = table["voice"].astype(object)
    if "speaker" in table:
        names = names.where(names != "speaker", table["speaker"].astype(object))
    return names.where(names.notna(), NOT_RESOLVED).astype(str)
